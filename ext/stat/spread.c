/*
** Mean, spread and the interval of the mean, from exact moments.
**
**  (1) Sample variance and SD, SEM and interval need two values; the population ones need one.
**  (2) The interval is mean -+ t(1 - alpha/2; n-1) SEM, taken from the mean before it is rounded; among the smallest
**      numbers of REAL the SEM is not rounded to one of them either.
*/
#include <math.h>

#include "family.h"
#include "floating.h"
#include "kinds.h"
#include "spread.h"
#include "student_t.h"

/* Each is computed when it is asked for: a part each, by its AsiSpreadKind. */
#define SPREAD_MEAN (1u << 5)

#define SPREAD_FIELDS(F, T)                                                                                            \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, REAL, mean, SPREAD_MEAN)                                                                                        \
  F(T, REAL, stddev_samp, 1u << ASI_SD_SAMP)                                                                           \
  F(T, REAL, stddev_pop, 1u << ASI_SD_POP)                                                                             \
  F(T, REAL, var_samp, 1u << ASI_VAR_SAMP)                                                                             \
  F(T, REAL, var_pop, 1u << ASI_VAR_POP)                                                                               \
  F(T, REAL, sem, 1u << ASI_SEM)

ASI_RECORD_STRUCT(SpreadRecord, SPREAD_FIELDS);

ASI_RECORD_FIELDS(aSpreadField, SpreadRecord, SPREAD_FIELDS);

static const AsiRecord spreadRecord = ASI_RECORD_OF(SpreadRecord, aSpreadField);

static AsiStatus spreadCompute(void *state, const AsiAsk *ask, void *record) {
  AsiMoments *moments = state;
  SpreadRecord *spread = record;
  static const struct {
    size_t offset;
    AsiSpreadKind kind;
    int nLeast;
  } aNumber[] = {
    { offsetof(SpreadRecord, stddev_samp), ASI_SD_SAMP, 2 },
    { offsetof(SpreadRecord, stddev_pop), ASI_SD_POP, 1 },
    { offsetof(SpreadRecord, var_samp), ASI_VAR_SAMP, 2 },
    { offsetof(SpreadRecord, var_pop), ASI_VAR_POP, 1 },
    { offsetof(SpreadRecord, sem), ASI_SEM, 2 },
  };
  size_t i;
  spread->n = moments->n;
  if (moments->n == 0) return ASI_OK;
  if (asiIsWanted(ask, SPREAD_MEAN)) spread->mean = asiMomentsMean(moments);
  for (i = 0; i < sizeof aNumber / sizeof aNumber[0]; i++) {
    if (moments->n < aNumber[i].nLeast || !asiIsWanted(ask, 1u << aNumber[i].kind)) continue;
    *(double *)(void *)((char *)record + aNumber[i].offset) = asiMomentsSpreadValue(moments, aNumber[i].kind);
  }
  return ASI_OK;
}

const AsiFamily asiSpread = {
  .zName = "spread",
  .state = &asiKindMoments,
  .record = &spreadRecord,
  .compute = spreadCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
};

/* factor times the SEM, which is the double nearest to it, but for the exponent. */
static AsiFloating spreadTimesSem(AsiMoments *moments, double factor) {
  AsiTop squared = asiMomentsSpread(moments, ASI_SEM);
  int exponent = squared.exponent & ~1;
  squared.exponent -= exponent;
  return (AsiFloating){ asiDdOf(factor * asiTopRoot(&squared)), exponent / 2 };
}

void asiMeanIntervalOf(AsiMoments *moments, double level, AsiTMemo *quantile, double *pLow, double *pHigh) {
  AsiFloating mean, half;
  if (moments->n < 2) return;
  mean = asiFloatingMean(moments);
  half = spreadTimesSem(moments, asiTRecall(quantile, (1 - level) / 2, (double)(moments->n - 1)));
  *pLow = asiFloatingValue(asiFloatingSum(mean, asiFloatingNegative(half)));
  *pHigh = asiFloatingValue(asiFloatingSum(mean, half));
}

#define MEAN_INTERVAL_FIELDS(F, T)                                                                                     \
  F(T, REAL, low, 0)                                                                                                   \
  F(T, REAL, high, 0)

ASI_RECORD_STRUCT(MeanIntervalRecord, MEAN_INTERVAL_FIELDS);

ASI_RECORD_FIELDS(aMeanIntervalField, MeanIntervalRecord, MEAN_INTERVAL_FIELDS);

static const AsiRecord meanIntervalRecord = ASI_INTERVAL_OF(MeanIntervalRecord, aMeanIntervalField);

static AsiStatus meanIntervalCompute(void *state, const AsiAsk *ask, void *record) {
  MeanIntervalRecord *interval = record;
  asiMeanIntervalOf(state, ask->options->level, ask->quantile, &interval->low, &interval->high);
  return ASI_OK;
}

const AsiFamily asiMeanInterval = {
  .zName = "mean_interval",
  .state = &asiKindMoments,
  .record = &meanIntervalRecord,
  .compute = meanIntervalCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_LEVEL },
};
