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

typedef struct SpreadRecord {
  int64_t n;
  double mean, stddev_samp, stddev_pop, var_samp, var_pop, sem;
} SpreadRecord;

static const AsiField aSpreadField[] = {
  ASI_FIELD_OF(SpreadRecord, ASI_FIELD_INTEGER, n),        ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, mean),
  ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, stddev_samp), ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, stddev_pop),
  ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, var_samp),    ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, var_pop),
  ASI_FIELD_OF(SpreadRecord, ASI_FIELD_REAL, sem),
};

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
  if (asiIsWanted(ask, offsetof(SpreadRecord, mean))) spread->mean = asiMomentsMean(moments);
  for (i = 0; i < sizeof aNumber / sizeof aNumber[0]; i++) {
    if (moments->n < aNumber[i].nLeast || !asiIsWanted(ask, aNumber[i].offset)) continue;
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

typedef struct MeanIntervalRecord {
  double low, high;
} MeanIntervalRecord;

static const AsiField aMeanIntervalField[] = {
  ASI_FIELD_OF(MeanIntervalRecord, ASI_FIELD_REAL, low),
  ASI_FIELD_OF(MeanIntervalRecord, ASI_FIELD_REAL, high),
};

static const AsiRecord meanIntervalRecord = { sizeof(MeanIntervalRecord), aMeanIntervalField, 2, true };

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
