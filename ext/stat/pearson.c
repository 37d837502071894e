/*
** Pearson's product-moment correlation (Pearson 1896; its t: Student 1908, Fisher 1915).
**
**  (1) r, t = r sqrt(df/(1 - r^2)) and p: correlation.h, from exact sums of x, y and their products.
**  (2) Interval, from four pairs on, two-sided whatever the alternative: tanh(Z -+ z(1 - alpha/2)/sqrt(n-3)), Z =
**      artanh(r) (Fisher 1921), which is arsinh(r/sqrt(1 - r^2)) and keeps its digits near 1. |r| = 1: null, Z is infinite.
*/
#include <math.h>

#include "correlation.h"
#include "normal.h"
#include "pair_groups.h"

ASI_RECORD_FIELDS(aPearsonField, AsiCorrelationRecord, ASI_CORRELATION_FIELDS);

static const AsiRecord pearsonRecord = ASI_RECORD_OF(AsiCorrelationRecord, aPearsonField);

static void pearsonInterval(AsiCorrelationRecord *record, double slant) {
  double z = asinh(slant);
  double half = asiNormalQuantileUpper((1 - record->level) / 2) / sqrt((double)record->n - 3);
  record->low = tanh(z - half);
  record->high = tanh(z + half);
}

/* Of two pairs or more. */
static void pearsonTest(AsiCorrelationRecord *record, AsiPairGroup *sums, AsiAlternative alternative) {
  AsiExactSum *sumX = asiMomentsSum(&sums->x);
  AsiExactSum *sumY = asiMomentsSum(&sums->y);
  AsiWhole x = asiWholeScatter(asiMomentsSquares(&sums->x), sumX, sumX, record->n);
  AsiWhole y = asiWholeScatter(asiMomentsSquares(&sums->y), sumY, sumY, record->n);
  AsiWhole products = asiWholeScatter(&sums->product, sumX, sumY, record->n);
  AsiCorrelation correlation;
  record->df = record->n - 2;
  correlation = asiCorrelation(&x, &y, &products, record->df, alternative);
  record->r = correlation.r;
  record->statistic = correlation.t;
  record->p = correlation.p;
  if (record->n > 3 && !isnan(correlation.slant)) pearsonInterval(record, correlation.slant);
}

static AsiStatus pearsonCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiPairGroup *sums = state;
  AsiCorrelationRecord *record = answer;
  record->n = sums->x.n;
  record->n_missing = ask->nMissing;
  if (record->n == 0) return ASI_OK;
  record->level = ask->options->level;
  record->method = "pearson";
  record->alternative = asiAlternativeName(ask->options->alternative);
  if (record->n > 1) pearsonTest(record, sums, ask->options->alternative);
  return ASI_OK;
}

const AsiFamily asiPearson = {
  .zName = "pearson",
  .state = &asiKindPairGroup,
  .record = &pearsonRecord,
  .compute = pearsonCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL,
};
