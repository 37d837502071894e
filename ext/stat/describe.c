/*
** describe(x): what a paper's table prints of one sample, in one record.
**
**  (1) Every number is that of the function of its own name: mean and SD from exact moments, quartiles of
**      type 7, skewness and kurtosis of type 2, the 95 % interval of Student's t.
**  (2) A number that needs more values than there are is null; n and n_missing always stand.
*/
#include <math.h>

#include "family.h"
#include "kinds.h"
#include "quantile.h"
#include "shape.h"
#include "spread.h"

#define DESCRIBE_FIELDS(F, T)                                                                                          \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, mean, 0)                                                                                                  \
  F(T, REAL, sd, 0)                                                                                                    \
  F(T, REAL, sem, 0)                                                                                                   \
  F(T, REAL, min, 0)                                                                                                   \
  F(T, REAL, q1, 0)                                                                                                    \
  F(T, REAL, median, 0)                                                                                                \
  F(T, REAL, q3, 0)                                                                                                    \
  F(T, REAL, max, 0)                                                                                                   \
  F(T, REAL, skewness, 0)                                                                                              \
  F(T, REAL, kurtosis, 0)                                                                                              \
  F(T, REAL, ci95_low, 0)                                                                                              \
  F(T, REAL, ci95_high, 0)

ASI_RECORD_STRUCT(DescribeRecord, DESCRIBE_FIELDS);

ASI_RECORD_FIELDS(aDescribeField, DescribeRecord, DESCRIBE_FIELDS);

static const AsiRecord describeRecord = ASI_RECORD_OF(DescribeRecord, aDescribeField);

static void describeOrder(DescribeRecord *describe, const AsiSample *sample) {
  describe->min = asiQuantileOf(sample, 0.0, 7);
  describe->q1 = asiQuantileOf(sample, 0.25, 7);
  describe->median = asiQuantileOf(sample, 0.5, 7);
  describe->q3 = asiQuantileOf(sample, 0.75, 7);
  describe->max = asiQuantileOf(sample, 1.0, 7);
}

static AsiStatus describeCompute(void *state, const AsiAsk *ask, void *record) {
  AsiDescribed *described = state;
  AsiMoments *moments = &described->moments;
  DescribeRecord *describe = record;
  AsiStatus status = asiSampleSealPolled(&described->sample, ask->poll);
  if (status != ASI_OK) return status;
  describe->n = moments->n;
  describe->n_missing = ask->nMissing;
  if (moments->n == 0) return ASI_OK;
  describe->mean = asiMomentsMean(moments);
  describeOrder(describe, &described->sample);
  if (moments->n < 2) return ASI_OK;
  describe->sd = asiMomentsSpreadValue(moments, ASI_SD_SAMP);
  describe->sem = asiMomentsSpreadValue(moments, ASI_SEM);
  asiShapeOf(&described->sample, moments, &describe->skewness, &describe->kurtosis);
  asiMeanIntervalOf(moments, 0.95, ask->quantile, &describe->ci95_low, &describe->ci95_high);
  return ASI_OK;
}

const AsiFamily asiDescribe = {
  .zName = "describe",
  .state = &asiKindDescribed,
  .record = &describeRecord,
  .compute = describeCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
};
