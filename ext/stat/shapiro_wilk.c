/*
** The test of normality of Shapiro & Wilk, as Royston 1995 extended it to 5000 values (Applied Statistics 44:547,
** algorithm AS R94).
**
**  (1) W = (sum a_i x_(i))^2 / (sum a_i^2 sum (x - mean)^2). The weights start from m_i, the normal quantile of
**      (i - 3/8)/(n + 1/4) (Blom): the outermost one, from n = 6 the two outermost, are corrected by a polynomial in
**      1/sqrt(n), the rest is proportional to m_i so that the squares add up to 1.
**  (2) p is the upper tail of a normal variable made of log(1 - W): -log(gamma - log(1 - W)) up to n = 11, itself above.
**      Sums are double-doubles, so that 1 - W has its digits also for a W near 1.
**  (3) n = 3 has a closed form, p = 6/pi atan(sqrt(3) d/(2 D + d)) with d <= D the two gaps between the values: the
**      angle arcsin(sqrt W) - pi/3 of the paper without its cancellation. Two equal values out of three (W = 3/4) have
**      the probability 0 under normality; p is then the smallest positive REAL, as rule 10 of the interface asks.
**  (4) Ties are taken as they come; the weights do not know of them.
**  (5) Less than 3 values, or all of them equal: w, p and method null. More than 5000: ASI_LIMIT, for the polynomials
**      were fitted up to there.
**  (6) With two arguments the sample is that of the decimal differences post - pre.
*/
#include <math.h>

#include "family.h"
#include "kinds.h"
#include "mem.h"
#include "normal.h"
#include "offsets.h"
#include "tails.h"

#define SHAPIRO_LEAST 3
#define SHAPIRO_MOST 5000
#define SHAPIRO_SMALL 11   /* up to here p comes from the shifted logarithm */
#define SHAPIRO_TWO_FROM 6 /* from here the two outermost weights are corrected */

#define SHAPIRO_FIELDS(F, T)                                                                                           \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, w, 0)                                                                                                     \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(ShapiroRecord, SHAPIRO_FIELDS);

ASI_RECORD_FIELDS(aShapiroField, ShapiroRecord, SHAPIRO_FIELDS);

static const AsiRecord shapiroRecord = ASI_RECORD_OF(ShapiroRecord, aShapiroField);

/* a[0] + a[1] x + ... */
static double shapiroPolynomial(const double *a, int nTerm, double x) {
  double sum = 0;
  int i;
  for (i = nTerm - 1; i >= 0; i--) sum = sum * x + a[i];
  return sum;
}

/* By how much the outermost weights exceed m_i/|m|, in powers of 1/sqrt(n). */
static const double aShapiroFirst[] = { 0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056 };
static const double aShapiroSecond[] = { 0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633 };

/* The weights of the upper half, the largest value's first; those of the lower half are their negatives. */
static void shapiroWeights(int n, double *a) {
  int nHalf = n / 2;
  int nCorrected = n < SHAPIRO_TWO_FROM ? 1 : 2;
  double square = 0, rest, left = 1;
  int i;
  if (n == SHAPIRO_LEAST) {
    a[0] = sqrt(0.5);
    return;
  }
  for (i = 0; i < nHalf; i++) {
    a[i] = asiNormalQuantileUpper((i + 0.625) / (n + 0.25));
    square += 2 * a[i] * a[i];
  }
  rest = square;
  for (i = 0; i < nCorrected; i++) {
    double m = a[i];
    a[i] = m / sqrt(square) + shapiroPolynomial(i == 0 ? aShapiroFirst : aShapiroSecond, 6, 1 / sqrt(n));
    rest -= 2 * m * m;
    left -= 2 * a[i] * a[i];
  }
  for (i = nCorrected; i < nHalf; i++) a[i] *= sqrt(left / rest);
}

/* Sum of the weights of the places iFrom..iEnd-1, counted from 0 at the smallest value. */
static AsiDd shapiroWeightOf(const double *a, int n, int iFrom, int iEnd) {
  AsiDd sum = { 0, 0 };
  int i;
  for (i = iFrom; i < iEnd; i++) {
    if (i < n / 2) sum = asiDdAddD(sum, -a[i]);
    if (i >= n - n / 2) sum = asiDdAddD(sum, a[n - 1 - i]);
  }
  return sum;
}

static AsiDd shapiroContrast(const AsiSample *sample, const AsiOffsets *offsets, const double *a, int n) {
  AsiDd sum = { 0, 0 };
  AsiRunCursor cursor;
  AsiRun run;
  int i = 0;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    int iEnd = i + (int)run.nPositive;
    sum = asiDdAdd(sum, asiDdMul(shapiroWeightOf(a, n, i, iEnd), asiOffset(offsets, asiRunNumber(&run))));
    i = iEnd;
  }
  return sum;
}

static AsiDd shapiroW(const AsiSample *sample, const AsiOffsets *offsets, const double *a, int n) {
  AsiDd contrast = shapiroContrast(sample, offsets, a, n);
  AsiDd squares = { 0, 0 };
  int i;
  for (i = 0; i < n / 2; i++) squares = asiDdAdd(squares, asiDdProduct(a[i], a[i]));
  return asiDdDiv(asiDdMul(contrast, contrast), asiDdMul(asiDdScale(squares, 2), offsets->scatter));
}

/* (3) */
static double shapiroPOfThree(const AsiSample *sample, const AsiOffsets *offsets) {
  double middle = asiDdValue(asiOffset(offsets, asiSampleSelectNumber(sample, 1)));
  double highest = asiDdValue(asiOffset(offsets, asiSampleSelectNumber(sample, 2)));
  double gap = fmin(middle, highest - middle);
  double wide = fmax(middle, highest - middle);
  return 6 / acos(-1.0) * atan(sqrt(3.0) * gap / (2 * wide + gap));
}

/* (2); rest = 1 - W. */
static double shapiroP(double rest, int n) {
  static const double aGamma[] = { -2.273, 0.459 };
  static const double aMeanSmall[] = { 0.5440, -0.39978, 0.025054, -6.714e-4 };
  static const double aSdSmall[] = { 1.3822, -0.77857, 0.062767, -0.0020322 };
  static const double aMean[] = { -1.5861, -0.31082, -0.083751, 0.0038915 };
  static const double aSd[] = { -0.4803, -0.082676, 0.0030302 };
  double y = log(rest);
  double x = log(n);
  if (n > SHAPIRO_SMALL) {
    return asiNormalUpper((y - shapiroPolynomial(aMean, 4, x)) / exp(shapiroPolynomial(aSd, 3, x)));
  }
  y = -log(shapiroPolynomial(aGamma, 2, n) - y);
  return asiNormalUpper((y - shapiroPolynomial(aMeanSmall, 4, n)) / exp(shapiroPolynomial(aSdSmall, 4, n)));
}

/* n within the bounds, not constant. */
static AsiStatus shapiroFill(ShapiroRecord *record, const AsiSample *sample, int n, const AsiAsk *ask) {
  AsiOffsets offsets;
  AsiDd w;
  AsiStatus status = asiOffsetsOf(sample, ask, &offsets);
  double *a;
  if (status != ASI_OK) return status;
  a = asiAllocArray((size_t)n / 2, sizeof *a);
  if (a == NULL) return ASI_NOMEM;
  shapiroWeights(n, a);
  w = shapiroW(sample, &offsets, a, n);
  asiFree(a);
  record->w = asiDdValue(w); /* at most 1 by Cauchy and Schwarz, and to 1e-27 before it is rounded */
  record->p = asiPositiveP(n == SHAPIRO_LEAST ? shapiroPOfThree(sample, &offsets)
                                              : shapiroP(fmax(0.0, asiDdValue(asiDdAddD(asiDdNeg(w), 1))), n));
  record->method = "royston";
  return ASI_OK;
}

static AsiStatus shapiroCompute(void *state, const AsiAsk *ask, void *record) {
  ShapiroRecord *test = record;
  AsiSample *sample = &((AsiValues *)state)->sample;
  AsiStatus status = asiValuesCheck(state, ask->words);
  if (status != ASI_OK) return status;
  test->n = asiSampleCount(sample);
  test->n_missing = ask->nMissing;
  if (test->n < SHAPIRO_LEAST) return ASI_OK;
  if (test->n > SHAPIRO_MOST) {
    return asiSay(ask->words, ASI_LIMIT, "the test is defined for %d to %d values, these are %lld", SHAPIRO_LEAST,
                  SHAPIRO_MOST, (long long)test->n);
  }
  status = asiSampleSealPolled(sample, ask->poll);
  if (status != ASI_OK || asiIsConstant(sample)) return status;
  return shapiroFill(test, sample, (int)test->n, ask);
}

const AsiFamily asiShapiroWilk = {
  .zName = "shapiro_wilk",
  .state = &asiKindValues,
  .record = &shapiroRecord,
  .compute = shapiroCompute,
  .nDatum = ASI_DATA_ANY,
  .aDatum = { ASI_DATUM_NUMBER },
};
