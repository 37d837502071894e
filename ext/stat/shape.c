#include "shape.h"

#include <math.h>
#include <string.h>

#include "family.h"
#include "floating.h"
#include "kinds.h"
#include "offsets.h"
#include "run_moments.h"

/* Sums of powers of the deviations from the mean, in units of `unit`, a power of two. */
typedef struct ShapeSums {
  AsiDd second, third, fourth;
} ShapeSums;

/* Every value of the sealed sample, added up exactly. */
static void shapeMoments(const AsiSample *sample, AsiMoments *moments) {
  AsiRunCursor cursor;
  AsiRun run;
  memset(moments, 0, sizeof *moments);
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) asiMomentsAddNumber(moments, asiRunNumber(&run), run.nPositive);
}

/* A power of two near the largest value: in that unit fourth powers do not leave the range, and deviations of the
** smallest numbers that REAL has are not rounded to one of them. */
static int shapeUnit(const AsiSample *sample) {
  double low = asiSampleSelect(sample, 0);
  double high = asiSampleSelect(sample, asiSampleCount(sample) - 1);
  int exponent;
  (void)frexp(fmax(fabs(low), fabs(high)), &exponent);
  return exponent;
}

static ShapeSums shapeSums(const AsiSample *sample, AsiFloating mean) {
  ShapeSums sums = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
  int unit = shapeUnit(sample);
  AsiDd minusMean = { -ldexp(mean.mantissa.hi, mean.exponent - unit), -ldexp(mean.mantissa.lo, mean.exponent - unit) };
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    AsiDd d = asiDdAddD(asiDdAddD(minusMean, ldexp(run.value, -unit)), ldexp(run.rest, -unit));
    AsiDd square = asiDdMul(d, d);
    double times = (double)run.nPositive;
    sums.second = asiDdAdd(sums.second, asiDdMulD(square, times));
    sums.third = asiDdAdd(sums.third, asiDdMulD(asiDdMul(square, d), times));
    sums.fourth = asiDdAdd(sums.fourth, asiDdMulD(asiDdMul(square, square), times));
  }
  return sums;
}

/* g1 = (s3/n) / (s2/n)^(3/2) */
static double shapeSkewness(const ShapeSums *sums, double n) {
  AsiDd variance = asiDdDiv(sums->second, asiDdOf(n));
  AsiDd g1 = asiDdDiv(asiDdDiv(sums->third, asiDdOf(n)), asiDdMul(variance, asiDdSqrt(variance)));
  return asiDdValue(g1) * sqrt(n * (n - 1)) / (n - 2);
}

/* g2 + 3 = n s4 / s2^2 */
static double shapeKurtosis(const ShapeSums *sums, double n) {
  AsiDd ratio = asiDdDiv(asiDdMulD(sums->fourth, n), asiDdMul(sums->second, sums->second));
  AsiDd g2 = asiDdAddD(ratio, -3);
  return asiDdValue(asiDdMulD(asiDdAddD(asiDdMulD(g2, n + 1), 6), (n - 1) / ((n - 2) * (n - 3))));
}

void asiShapeOf(const AsiSample *sample, AsiMoments *moments, double *pSkewness, double *pKurtosis) {
  ShapeSums sums;
  double n = (double)moments->n;
  *pSkewness = *pKurtosis = NAN;
  if (moments->n < 3 || asiIsConstant(sample)) return;
  sums = shapeSums(sample, asiFloatingMean(moments));
  *pSkewness = shapeSkewness(&sums, n);
  if (moments->n >= 4) *pKurtosis = shapeKurtosis(&sums, n);
}

#define SHAPE_FIELDS(F, T)                                                                                             \
  F(T, REAL, skewness, 0)                                                                                              \
  F(T, REAL, kurtosis, 0)

ASI_RECORD_STRUCT(ShapeRecord, SHAPE_FIELDS);

ASI_RECORD_FIELDS(aShapeField, ShapeRecord, SHAPE_FIELDS);

static const AsiRecord shapeRecord = ASI_RECORD_OF(ShapeRecord, aShapeField);

static AsiStatus shapeCompute(void *state, const AsiAsk *ask, void *record) {
  AsiMoments moments;
  ShapeRecord *shape = record;
  AsiStatus status = asiSampleSealPolled(state, ask->poll);
  if (status != ASI_OK) return status;
  shapeMoments(state, &moments);
  asiShapeOf(state, &moments, &shape->skewness, &shape->kurtosis);
  return ASI_OK;
}

const AsiFamily asiShape = {
  .zName = "shape",
  .state = &asiKindSample,
  .record = &shapeRecord,
  .compute = shapeCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
};
