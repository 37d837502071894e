/*
** Two independent means: the t tests of Welch (1947) and Student (1908).
**
**  (1) group_1 is the smaller label; mean_diff = mean_2 - mean_1, taken before the means are rounded; t has its sign,
**      and `greater` means mean_2 > mean_1. The interval is two-sided whatever the alternative.
**  (2) Welch: se^2 = s1^2/n1 + s2^2/n2, df of Satterthwaite (1946); two values in each group. Student: the pooled
**      variance with df = n1 + n2 - 2, three values in all: a group of one has no SD, but a mean.
**  (3) cohen_d = mean_diff / pooled SD in both; hedges_g = cohen_d times the exact correction of Hedges (1981) with
**      m = n1 + n2 - 2 degrees of freedom, NULL at m = 1.
**  (4) No spread in either group: t, p, interval, effects NULL, and the df of Welch, which are 0/0.
**  (5) Sums are exact, mean_diff is a quotient of whole numbers, (n1 sum_2 - n2 sum_1)/(n1 n2), and quotients carry 100
**      bits: t, df and effects are each rounded once, whatever the scale of x and however near the means are.
*/
#include <math.h>

#include "family.h"
#include "floating.h"
#include "groups.h"
#include "hedges.h"
#include "student_t.h"
#include "tails.h"

enum { TTEST_TWO_EFFECTS = 1, TTEST_TWO_INTERVAL = 2 };

#define TTEST_TWO_FIELDS(F, T)                                                                                         \
  F(T, INTEGER, n_1, 0)                                                                                                \
  F(T, INTEGER, n_2, 0)                                                                                                \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, LABEL, group_1, 0)                                                                                              \
  F(T, LABEL, group_2, 0)                                                                                              \
  F(T, REAL, mean_1, 0)                                                                                                \
  F(T, REAL, mean_2, 0)                                                                                                \
  F(T, REAL, sd_1, 0)                                                                                                  \
  F(T, REAL, sd_2, 0)                                                                                                  \
  F(T, REAL, mean_diff, 0)                                                                                             \
  F(T, REAL, t, 0)                                                                                                     \
  F(T, REAL, df, 0)                                                                                                    \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, low, TTEST_TWO_INTERVAL)                                                                                  \
  F(T, REAL, high, TTEST_TWO_INTERVAL)                                                                                 \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, cohen_d, TTEST_TWO_EFFECTS)                                                                               \
  F(T, REAL, hedges_g, TTEST_TWO_EFFECTS)                                                                              \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(TtestTwoRecord, TTEST_TWO_FIELDS);

ASI_RECORD_FIELDS(aTtestTwoField, TtestTwoRecord, TTEST_TWO_FIELDS);

static const AsiRecord ttestTwoRecord = ASI_RECORD_OF(TtestTwoRecord, aTtestTwoField);

#define TTEST_TWO_SUM_UNIT (-1074) /* of asiMomentsSum */

/* What the tests need of a group, to 100 bits; the variance of a single value is 0. */
typedef struct TtestSide {
  double n;
  AsiWhole sum;
  AsiFloating variance;
} TtestSide;

/* The squared standard error of the difference and its degrees of freedom; df NaN where there is no test. */
typedef struct TtestError {
  AsiFloating squared;
  double df;
} TtestError;

static void ttestSide(AsiMoments *moments, TtestSide *side) {
  side->n = (double)moments->n;
  side->sum = asiWholeOf(asiMomentsSum(moments));
  side->variance = moments->n > 1 ? asiFloatingVariance(moments) : asiFloatingOfReal(0);
}

static AsiFloating ttestTimes(AsiFloating a, double factor) { return asiFloatingProduct(a, asiFloatingOfReal(factor)); }

static AsiFloating ttestOver(AsiFloating a, double divisor) {
  return asiFloatingQuotient(a, asiFloatingOfReal(divisor));
}

static AsiFloating ttestMeanDifference(const TtestSide *one, const TtestSide *two) {
  AsiWhole here = asiWholeTimes(two->sum, (int64_t)one->n);
  AsiWhole there = asiWholeTimes(one->sum, (int64_t)two->n);
  AsiWhole difference = asiWholeMinus(here, there);
  return ttestOver(ttestOver(asiFloatingOfWhole(&difference, TTEST_TWO_SUM_UNIT), one->n), two->n);
}

/* Of three values or more. */
static AsiFloating ttestPooledVariance(const TtestSide *one, const TtestSide *two) {
  AsiFloating sum = asiFloatingSum(ttestTimes(one->variance, one->n - 1), ttestTimes(two->variance, two->n - 1));
  return ttestOver(sum, one->n + two->n - 2);
}

static TtestError ttestStudentError(const TtestSide *one, const TtestSide *two) {
  TtestError error = { asiFloatingOfReal(0), (double)NAN };
  AsiFloating pooled;
  if (one->n + two->n < 3) return error;
  error.df = one->n + two->n - 2;
  pooled = ttestPooledVariance(one, two);
  error.squared = asiFloatingSum(ttestOver(pooled, one->n), ttestOver(pooled, two->n));
  return error;
}

static TtestError ttestWelchError(const TtestSide *one, const TtestSide *two) {
  TtestError error = { asiFloatingOfReal(0), (double)NAN };
  AsiFloating a = ttestOver(one->variance, one->n);
  AsiFloating b = ttestOver(two->variance, two->n);
  AsiFloating divisor;
  if (one->n < 2 || two->n < 2) return error;
  error.squared = asiFloatingSum(a, b);
  divisor =
      asiFloatingSum(ttestOver(asiFloatingProduct(a, a), one->n - 1), ttestOver(asiFloatingProduct(b, b), two->n - 1));
  error.df = asiFloatingValue(asiFloatingQuotient(asiFloatingProduct(error.squared, error.squared), divisor));
  return error;
}

static void ttestTwoEffects(TtestTwoRecord *record, const TtestSide *one, const TtestSide *two,
                            AsiFloating difference) {
  double m = one->n + two->n - 2;
  AsiFloating pooled;
  if (m < 1) return;
  pooled = ttestPooledVariance(one, two);
  if (asiFloatingIsZero(pooled)) return;
  record->cohen_d = asiFloatingValue(asiFloatingQuotient(difference, asiFloatingRoot(pooled)));
  if (m > 1) record->hedges_g = record->cohen_d * asiHedgesCorrection(m);
}

static void ttestTwoInterval(TtestTwoRecord *record, AsiFloating difference, AsiFloating error) {
  AsiFloating half = ttestTimes(error, asiTQuantileUpper((1 - record->level) / 2, record->df));
  record->low = asiFloatingValue(asiFloatingSum(difference, asiFloatingNegative(half)));
  record->high = asiFloatingValue(asiFloatingSum(difference, half));
}

static void ttestTwoFill(TtestTwoRecord *record, const TtestSide *one, const TtestSide *two, TtestError error,
                         const AsiAsk *ask) {
  AsiFloating difference = ttestMeanDifference(one, two);
  AsiFloating root = asiFloatingRoot(error.squared);
  record->mean_diff = asiFloatingValue(difference);
  record->df = error.df;
  if (asiIsWanted(ask, TTEST_TWO_EFFECTS)) ttestTwoEffects(record, one, two, difference);
  if (asiFloatingIsZero(root)) return;
  record->t = asiFloatingValue(asiFloatingQuotient(difference, root));
  record->p =
      asiPickTail(ask->options->alternative, asiTLower(record->t, record->df), asiTUpper(record->t, record->df));
  if (asiIsWanted(ask, TTEST_TWO_INTERVAL)) ttestTwoInterval(record, difference, root);
}

static void ttestTwoDescribe(TtestTwoRecord *record, const AsiGroupPair *pair, const AsiAsk *ask) {
  record->n_1 = pair->aGroup[0].moments != NULL ? pair->aGroup[0].moments->n : 0;
  record->n_2 = pair->aGroup[1].moments != NULL ? pair->aGroup[1].moments->n : 0;
  record->n_missing = ask->nMissing;
  record->group_1 = pair->aLabel[0];
  record->group_2 = pair->aLabel[1];
  if (record->n_1 == 0) return;
  record->level = ask->options->level;
  record->alternative = asiAlternativeName(ask->options->alternative);
  record->mean_1 = asiMomentsMean(pair->aGroup[0].moments);
  if (record->n_1 > 1) record->sd_1 = asiMomentsSpreadValue(pair->aGroup[0].moments, ASI_SD_SAMP);
  if (record->n_2 > 0) record->mean_2 = asiMomentsMean(pair->aGroup[1].moments);
  if (record->n_2 > 1) record->sd_2 = asiMomentsSpreadValue(pair->aGroup[1].moments, ASI_SD_SAMP);
}

static AsiStatus ttestTwoCompute(void *state, const AsiAsk *ask, void *answer, const char *zMethod,
                                 TtestError (*errorOf)(const TtestSide *, const TtestSide *)) {
  TtestTwoRecord *record = answer;
  AsiStatus status = asiGroupsCheck(state, 2, ask->words);
  TtestSide one, two;
  AsiGroupPair pair;
  if (status != ASI_OK) return status;
  pair = asiGroupsPair(state);
  ttestTwoDescribe(record, &pair, ask);
  if (record->n_1 > 0) record->method = zMethod;
  if (record->n_2 == 0) return ASI_OK;
  ttestSide(pair.aGroup[0].moments, &one);
  ttestSide(pair.aGroup[1].moments, &two);
  ttestTwoFill(record, &one, &two, errorOf(&one, &two), ask);
  return ASI_OK;
}

static AsiStatus ttestWelchCompute(void *state, const AsiAsk *ask, void *record) {
  return ttestTwoCompute(state, ask, record, "welch", ttestWelchError);
}

static AsiStatus ttestStudentCompute(void *state, const AsiAsk *ask, void *record) {
  return ttestTwoCompute(state, ask, record, "student", ttestStudentError);
}

const AsiFamily asiTtestWelch = {
  .zName = "ttest_welch",
  .state = &asiKindTwoMoments,
  .record = &ttestTwoRecord,
  .compute = ttestWelchCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL,
};

const AsiFamily asiTtestStudent = {
  .zName = "ttest_student",
  .state = &asiKindTwoMoments,
  .record = &ttestTwoRecord,
  .compute = ttestStudentCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL,
};
