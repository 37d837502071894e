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

typedef struct DescribeRecord {
  int64_t n, n_missing;
  double mean, sd, sem, min, q1, median, q3, max, skewness, kurtosis, ci95_low, ci95_high;
} DescribeRecord;

static const AsiField aDescribeField[] = {
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_INTEGER, n),     ASI_FIELD_OF(DescribeRecord, ASI_FIELD_INTEGER, n_missing),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, mean),     ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, sd),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, sem),      ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, min),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, q1),       ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, median),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, q3),       ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, max),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, skewness), ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, kurtosis),
  ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, ci95_low), ASI_FIELD_OF(DescribeRecord, ASI_FIELD_REAL, ci95_high),
};

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
