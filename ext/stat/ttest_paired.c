/*
** Student's t test of the mean of post - pre (Student 1908, Biometrika 6:1), with its effect sizes.
**
**  (1) Sums are exact. Means and SDs are each rounded once; so are t, the correlation and the standardised differences
**      that are ratios of such sums, from quotients of 100 bits: p keeps 1e-13 down to 1e-300, where it magnifies an
**      error of t a thousandfold.
**  (2) Differences are decimal (paired.h); pre and post count as the numbers that they are.
**  (3) Interval: mean_diff -+ t(1 - alpha/2; n-1) sem_diff, two-sided whatever the alternative.
**  (4) cohen_dz = mean_diff/sd_diff (the standardised response mean). hedges_gz = dz times
**      Hedges' correction with n - 1 degrees of freedom, null at n = 2. cohen_dav = mean_diff over the mean of the two SDs, glass_delta = mean_diff/sd_pre (Lakens 2013,
**      Front. Psychol. 4:863; Glass 1976).
**  (5) One pair: means and mean_diff alone. sd_diff 0 (also when all differences are 0): t, p, low, high, dz and gz
**      null. A constant pre or post: no correlation. A divisor of 0: null.
*/
#include <math.h>

#include "family.h"
#include "floating.h"
#include "hedges.h"
#include "kinds.h"
#include "spread.h"
#include "student_t.h"
#include "tails.h"

#define TTEST_SUM_UNIT (-1074) /* of asiMomentsSum */

typedef struct TtestPairedRecord {
  int64_t n, n_missing;
  double mean_pre, sd_pre, mean_post, sd_post, correlation, mean_diff, sd_diff, sem_diff, t;
  int64_t df;
  double p, low, high, level, cohen_dz, hedges_gz, cohen_dav, glass_delta;
  const char *method, *alternative;
} TtestPairedRecord;

static const AsiField aTtestPairedField[] = {
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_INTEGER, n),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_INTEGER, n_missing),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, mean_pre),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, sd_pre),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, mean_post),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, sd_post),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, correlation),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, mean_diff),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, sd_diff),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, sem_diff),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, t),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_INTEGER, df),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, p),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, low),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, high),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, level),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, cohen_dz),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, hedges_gz),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, cohen_dav),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_REAL, glass_delta),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_TEXT, method),
  ASI_FIELD_OF(TtestPairedRecord, ASI_FIELD_TEXT, alternative),
};

static const AsiRecord ttestPairedRecord = ASI_RECORD_OF(TtestPairedRecord, aTtestPairedField);

static AsiFloating ttestPairedSum(AsiMoments *moments) {
  AsiWide magnitude;
  int sign = asiExactMagnitude(asiMomentsSum(moments), &magnitude);
  return asiFloatingOf(asiWideTop(&magnitude, TTEST_SUM_UNIT), sign);
}

static double ttestPairedCorrelation(AsiPairedMoments *moments) {
  AsiFloating product = asiFloatingProduct(asiFloatingVariance(&moments->pre), asiFloatingVariance(&moments->post));
  AsiTop top;
  int sign = asiCovariance(&moments->pre, &moments->post, &moments->product, &top);
  if (asiFloatingIsZero(product)) return (double)NAN;
  return asiFloatingValue(asiFloatingQuotient(asiFloatingOf(top, sign), asiFloatingRoot(product)));
}

static void ttestPairedMeans(TtestPairedRecord *record, AsiPairedMoments *moments) {
  record->mean_pre = asiMomentsMean(&moments->pre);
  record->mean_post = asiMomentsMean(&moments->post);
  record->mean_diff = asiMomentsMean(&moments->difference);
}

static void ttestPairedSpreads(TtestPairedRecord *record, AsiPairedMoments *moments) {
  record->sd_pre = asiMomentsSpreadValue(&moments->pre, ASI_SD_SAMP);
  record->sd_post = asiMomentsSpreadValue(&moments->post, ASI_SD_SAMP);
  record->sd_diff = asiMomentsSpreadValue(&moments->difference, ASI_SD_SAMP);
  record->sem_diff = asiMomentsSpreadValue(&moments->difference, ASI_SEM);
  record->correlation = ttestPairedCorrelation(moments);
}

/* The mean of the differences over a spread that is not 0. */
static double ttestPairedOver(AsiPairedMoments *moments, AsiFloating spread) {
  if (asiFloatingIsZero(spread)) return (double)NAN;
  return asiFloatingValue(asiFloatingQuotient(asiFloatingMean(&moments->difference), spread));
}

static void ttestPairedEffects(TtestPairedRecord *record, AsiPairedMoments *moments) {
  AsiFloating pre = asiFloatingRoot(asiFloatingVariance(&moments->pre));
  AsiFloating both = asiFloatingSum(pre, asiFloatingRoot(asiFloatingVariance(&moments->post)));
  if (record->n > 2) record->hedges_gz = record->cohen_dz * asiHedgesCorrection((double)record->df);
  record->cohen_dav = ttestPairedOver(moments, asiFloatingProduct(both, asiFloatingOfReal(0.5)));
  record->glass_delta = ttestPairedOver(moments, pre);
}

/* Of at least two differences, not all equal. */
static void ttestPairedTest(TtestPairedRecord *record, AsiMoments *difference, const AsiOptions *options) {
  double df = (double)record->df;
  AsiFloating ratio = asiFloatingQuotient(ttestPairedSum(difference), asiFloatingRoot(asiFloatingVariance(difference)));
  AsiFloating n = { asiDdOf((double)record->n), 0 };
  record->cohen_dz = asiFloatingValue(asiFloatingQuotient(ratio, n));
  record->t = asiFloatingValue(asiFloatingQuotient(ratio, asiFloatingRoot(n)));
  record->p = asiPickTail(options->alternative, asiTLower(record->t, df), asiTUpper(record->t, df));
}

static AsiStatus ttestPairedCompute(void *state, const AsiAsk *ask, void *record) {
  AsiPairedMoments *moments = state;
  TtestPairedRecord *test = record;
  bool isWhole = asiIsWanted(ask, offsetof(TtestPairedRecord, n));
  test->n = moments->difference.n;
  test->n_missing = ask->nMissing;
  if (test->n == 0) return ASI_OK;
  if (moments->nBeyond > 0) {
    return asiSay(ask->words, ASI_RANGE, "a difference post - pre is beyond the range of REAL");
  }
  test->level = ask->options->level;
  test->method = "student";
  test->alternative = asiAlternativeName(ask->options->alternative);
  if (isWhole) ttestPairedMeans(test, moments);
  if (test->n == 1) return ASI_OK;
  test->df = test->n - 1;
  if (isWhole) ttestPairedSpreads(test, moments);
  if (asiMomentsSpread(&moments->difference, ASI_VAR_SAMP).hi != 0) {
    ttestPairedTest(test, &moments->difference, ask->options);
    if (isWhole) asiMeanIntervalOf(&moments->difference, test->level, ask->quantile, &test->low, &test->high);
  }
  if (isWhole) ttestPairedEffects(test, moments);
  return ASI_OK;
}

const AsiFamily asiTtestPaired = {
  .zName = "ttest_paired",
  .state = &asiKindPairedMoments,
  .record = &ttestPairedRecord,
  .compute = ttestPairedCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL,
};
