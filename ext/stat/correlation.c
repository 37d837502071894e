#include "correlation.h"

#include <math.h>

#include "always.h"
#include "student_t.h"
#include "tails.h"

/* The unit of P, X and Y cancels. */
static AsiFloating correlationFloating(const AsiWhole *a) { return asiFloatingOfWhole(a, 0); }

static AsiFloating correlationOverRoot(const AsiWhole *products, const AsiWhole *squared) {
  return asiFloatingQuotient(correlationFloating(products), asiFloatingRoot(correlationFloating(squared)));
}

static void correlationTest(AsiCorrelation *correlation, AsiFloating slant, int64_t df, AsiAlternative alternative) {
  correlation->t = asiFloatingValue(asiFloatingProduct(slant, asiFloatingRoot(asiFloatingOfReal((double)df))));
  correlation->p =
      asiPickTail(alternative, asiTLower(correlation->t, (double)df), asiTUpper(correlation->t, (double)df));
}

AsiCorrelation asiCorrelation(const AsiWhole *x, const AsiWhole *y, const AsiWhole *products, int64_t df,
                              AsiAlternative alternative) {
  AsiCorrelation correlation = { (double)NAN, (double)NAN, (double)NAN, (double)NAN };
  AsiFloating slant;
  AsiWhole both, rest;
  if (x->sign == 0 || y->sign == 0) return correlation;
  both = asiWholeProduct(*x, *y);
  rest = asiWholeMinus(both, asiWholeProduct(*products, *products));
  if (rest.sign <= 0) {
    correlation.r = products->sign;
    if (df > 0) correlation.p = asiPickTail(alternative, products->sign < 0 ? 0 : 1, products->sign < 0 ? 1 : 0);
    return correlation;
  }
  correlation.r = asiFloatingValue(correlationOverRoot(products, &both));
  slant = correlationOverRoot(products, &rest);
  correlation.slant = asiFloatingValue(slant);
  /* Two points lie on a line: rest is 0. */
  if (ASI_ALWAYS(df > 0)) correlationTest(&correlation, slant, df, alternative);
  return correlation;
}

static AsiStatus correlationRunsBy(AsiPoints *points, AsiPointOrder isBehind, AsiPoll *poll, AsiRankRuns *runs) {
  int64_t nExchange;
  AsiStatus status = asiPointsSort(points, isBehind, poll, &nExchange);
  size_t i, iEnd;
  if (status != ASI_OK) return status;
  runs->n = 0;
  for (i = 0; i < points->n; i = iEnd) {
    iEnd = asiPointsRunEnd(points, i, isBehind);
    runs->a[runs->n++] = (AsiTieGroup){ (int64_t)(i + iEnd + 1), (int64_t)(iEnd - i) };
  }
  return ASI_OK;
}

AsiStatus asiCorrelationRuns(AsiPoints *points, AsiPoll *poll, AsiRankRuns *x, AsiRankRuns *y) {
  AsiStatus status;
  if (ASI_NEVER(points->n > ASI_RANK_TABLE_MAX)) return ASI_UNDEFINED; /* the callers ask before */
  status = correlationRunsBy(points, asiPointsByY, poll, y);
  return status == ASI_OK ? correlationRunsBy(points, asiPointsByX, poll, x) : status;
}
