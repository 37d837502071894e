/*
** Spearman's rank correlation (Spearman 1904).
**
**  (1) rho is Pearson's correlation of the midranks, from whole numbers: correlation.h with X = n^3 - n - sum(t^3 - t) over
**      the ties of x, Y likewise, P = 3 sum(2 R 2 Q) - 3 n (n+1)^2, R and Q the ranks of x and y.
**  (2) auto: exact up to nine pairs without ties, over all orders; the statistic is then the sum of the squared
**      differences of the ranks. Otherwise, and with 't', Student's t with n - 2 degrees of freedom (Kendall & Stuart).
**      `exact` beyond nine pairs or with ties is an error.
**  (3) Two pairs: p null. |rho| = 1 with t: statistic null. x or y constant: rho, statistic and p null.
*/
#include <math.h>

#include "correlation.h"
#include "points.h"
#include "rank_correlation.h"
#include "tails.h"

#define SPEARMAN_FIELDS(F, T) ASI_CORRELATION_FIELDS_OF(F, T, "rho")
ASI_RECORD_FIELDS(aSpearmanField, AsiCorrelationRecord, SPEARMAN_FIELDS);

static const AsiRecord spearmanRecord = ASI_RECORD_OF(AsiCorrelationRecord, aSpearmanField);

/* sum(2 R 2 Q) */
static asi_i128 spearmanProducts(const AsiPoints *points) {
  asi_i128 sum = 0;
  size_t i;
  for (i = 0; i < points->n; i++) sum += (asi_i128)points->a[i].x * (asi_i128)points->a[i].y;
  return sum;
}

static AsiStatus spearmanMethod(int64_t n, const AsiPointTies *ties, const AsiAsk *ask, AsiMethod *method) {
  bool isTied = ties->x != 0 || ties->y != 0;
  *method = ask->options->method;
  if (*method == ASI_AUTO) *method = n <= ASI_SQUARED_RANKS_MAX && !isTied ? ASI_EXACT : ASI_T;
  if (*method != ASI_EXACT || (n <= ASI_SQUARED_RANKS_MAX && !isTied)) return ASI_OK;
  return asiSay(ask->words, ASI_LIMIT,
                "the exact p is offered for up to %d pairs without ties, these are %lld%s; use 'auto' or 't'",
                ASI_SQUARED_RANKS_MAX, (long long)n, isTied ? " with ties" : "");
}

/* The sum of squared differences falls as rho rises. */
static AsiStatus spearmanExact(AsiCorrelationRecord *record, asi_i128 products, const AsiAsk *ask) {
  int64_t n = record->n;
  int64_t squares = n * (n + 1) * (2 * n + 1) / 3 - (int64_t)products / 2;
  AsiOrderTails tails = { NAN, NAN };
  AsiStatus status = asiSquaredRankTails((int)n, squares, ask->poll, &tails);
  record->statistic = (double)squares;
  if (n > 2) record->p = asiPickTail(ask->options->alternative, tails.upper, tails.lower);
  return status;
}

/* Of two pairs or more, ranked. */
static AsiStatus spearmanTest(AsiCorrelationRecord *record, const AsiPoints *points, const AsiPointTies *ties,
                              AsiMethod method, const AsiAsk *ask) {
  asi_i128 n = record->n;
  asi_i128 products = spearmanProducts(points);
  AsiWhole x = asiWholeOfInteger(n * n * n - n - (asi_i128)ties->x);
  AsiWhole y = asiWholeOfInteger(n * n * n - n - (asi_i128)ties->y);
  AsiWhole p = asiWholeOfInteger(3 * products - 3 * n * (n + 1) * (n + 1));
  AsiCorrelation correlation = asiCorrelation(&x, &y, &p, record->n - 2, ask->options->alternative);
  record->r = correlation.r;
  if (method == ASI_EXACT) return spearmanExact(record, products, ask);
  record->df = record->n - 2;
  record->statistic = correlation.t;
  record->p = correlation.p;
  return ASI_OK;
}

static AsiStatus spearmanCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiPoints *points = state;
  AsiCorrelationRecord *record = answer;
  AsiPointTies ties;
  AsiMethod method;
  AsiStatus status;
  record->n = (int64_t)points->n;
  record->n_missing = ask->nMissing;
  if (record->n == 0) return ASI_OK;
  status = asiPointsRank(points, ask->poll, &ties);
  if (status == ASI_OK) status = spearmanMethod(record->n, &ties, ask, &method);
  if (status != ASI_OK) return status;
  record->method = method == ASI_EXACT ? "exact" : "t";
  record->alternative = asiAlternativeName(ask->options->alternative);
  return record->n > 1 ? spearmanTest(record, points, &ties, method, ask) : ASI_OK;
}

const AsiFamily asiSpearman = {
  .zName = "spearman",
  .state = &asiKindPoints,
  .record = &spearmanRecord,
  .compute = spearmanCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD_T,
};
