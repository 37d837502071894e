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

enum { TTEST_PAIRED_MEANS = 1, TTEST_PAIRED_SPREADS = 2, TTEST_PAIRED_INTERVAL = 4, TTEST_PAIRED_EFFECTS = 8 };

#define TTEST_PAIRED_FIELDS(F, T)                                                                                      \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, mean_pre, TTEST_PAIRED_MEANS)                                                                             \
  F(T, REAL, sd_pre, TTEST_PAIRED_SPREADS)                                                                             \
  F(T, REAL, mean_post, TTEST_PAIRED_MEANS)                                                                            \
  F(T, REAL, sd_post, TTEST_PAIRED_SPREADS)                                                                            \
  F(T, REAL, correlation, TTEST_PAIRED_SPREADS)                                                                        \
  F(T, REAL, mean_diff, TTEST_PAIRED_MEANS)                                                                            \
  F(T, REAL, sd_diff, TTEST_PAIRED_SPREADS)                                                                            \
  F(T, REAL, sem_diff, TTEST_PAIRED_SPREADS)                                                                           \
  F(T, REAL, t, 0)                                                                                                     \
  F(T, INTEGER, df, 0)                                                                                                 \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, low, TTEST_PAIRED_INTERVAL)                                                                               \
  F(T, REAL, high, TTEST_PAIRED_INTERVAL)                                                                              \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, cohen_dz, 0)                                                                                              \
  F(T, REAL, hedges_gz, TTEST_PAIRED_EFFECTS)                                                                          \
  F(T, REAL, cohen_dav, TTEST_PAIRED_EFFECTS)                                                                          \
  F(T, REAL, glass_delta, TTEST_PAIRED_EFFECTS)                                                                        \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(TtestPairedRecord, TTEST_PAIRED_FIELDS);

ASI_RECORD_FIELDS(aTtestPairedField, TtestPairedRecord, TTEST_PAIRED_FIELDS);

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
  test->n = moments->difference.n;
  test->n_missing = ask->nMissing;
  if (test->n == 0) return ASI_OK;
  if (moments->nBeyond > 0) {
    return asiSay(ask->words, ASI_RANGE, ASI_BEYOND_WORDS);
  }
  test->level = ask->options->level;
  test->method = "student";
  test->alternative = asiAlternativeName(ask->options->alternative);
  if (asiIsWanted(ask, TTEST_PAIRED_MEANS)) ttestPairedMeans(test, moments);
  if (test->n == 1) return ASI_OK;
  test->df = test->n - 1;
  if (asiIsWanted(ask, TTEST_PAIRED_SPREADS)) ttestPairedSpreads(test, moments);
  if (asiMomentsSpread(&moments->difference, ASI_VAR_SAMP).hi != 0) {
    ttestPairedTest(test, &moments->difference, ask->options);
    if (asiIsWanted(ask, TTEST_PAIRED_INTERVAL)) {
      asiMeanIntervalOf(&moments->difference, test->level, ask->quantile, &test->low, &test->high);
    }
  }
  if (asiIsWanted(ask, TTEST_PAIRED_EFFECTS)) ttestPairedEffects(test, moments);
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
