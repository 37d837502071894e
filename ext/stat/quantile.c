#include "quantile.h"

#include <math.h>

#include "dd.h"
#include "family.h"
#include "kinds.h"
#include "number.h"
#include "wide.h"

/* n p + m = whole + numerator/denominator, numerator < denominator. */
typedef struct QuantilePlace {
  int64_t whole;
  asi_u128 numerator;
  asi_u128 denominator;
} QuantilePlace;

/* n p + m, as (aN n + bN) p/d + c/d. */
typedef struct QuantileRule {
  int aN, bN, c;
  unsigned d;
} QuantileRule;

static const QuantileRule aQuantileRule[9] = {
  { 1, 0, 0, 1 },  /* 1: n p                   */
  { 1, 0, 0, 1 },  /* 2: n p                   */
  { 2, 0, -1, 2 }, /* 3: n p - 1/2             */
  { 1, 0, 0, 1 },  /* 4: n p                   */
  { 2, 0, 1, 2 },  /* 5: n p + 1/2             */
  { 1, 1, 0, 1 },  /* 6: (n+1) p               */
  { 1, -1, 1, 1 }, /* 7: (n-1) p + 1           */
  { 3, 1, 1, 3 },  /* 8: (n + 1/3) p + 1/3     */
  { 8, 2, 3, 8 },  /* 9: (n + 1/4) p + 3/8     */
};

/* p as it is written; what is below 10^-20 counts as 0, which moves no rank of 2^42 values. */
static QuantilePlace quantilePlace(int64_t n, double p, int type) {
  const QuantileRule *rule = &aQuantileRule[type - 1];
  QuantilePlace place = { 0, 0, 1 };
  asi_u128 pNumerator, pDenominator;
  asi_i128 total;
  asiDecimalFraction(p, 20, &pNumerator, &pDenominator);
  total = ((asi_i128)rule->aN * n + rule->bN) * (asi_i128)pNumerator + rule->c * (asi_i128)pDenominator;
  if (total < 0) return place;
  place.denominator = pDenominator * rule->d;
  place.whole = (int64_t)((asi_u128)total / place.denominator);
  place.numerator = (asi_u128)total % place.denominator;
  return place;
}

/* From the fraction of the place to the weight of the upper of the two neighbours, 0/d to d/d. */
static void quantileWeigh(QuantilePlace *place, int type) {
  bool isBetween = place->numerator != 0;
  if (type > 3) return;
  place->denominator = type == 2 ? 2 : 1;
  place->numerator = isBetween || (type == 3 && (place->whole & 1) != 0) ? place->denominator : type == 2;
}

/* 0 < weight < 1 */
static double quantileMix(double low, double high, double weight) {
  double scale = fabs(low) > 1e300 || fabs(high) > 1e300 ? 0.25 : 1.0;
  double value;
  if (weight == 0.5) return (low * scale + high * scale) / 2 / scale;
  value = (low * scale + weight * (high * scale - low * scale)) / scale;
  return fmin(fmax(value, low), high);
}

/* low + weight (high - low) of whole numbers below 2^52. */
static double quantileMixWhole(double low, double high, const QuantilePlace *place) {
  asi_u128 share = (asi_u128)(high - low) * place->numerator; /* below 2^53 8 10^20 < 2^128 */
  double whole = low + (double)(share / place->denominator);
  return whole + (double)(share % place->denominator) / (double)place->denominator;
}

/* Decimals as the whole numbers that they are over their units: (0.1 + 0.2)/2 is 0.15. */
static double quantileBetween(double low, double high, const QuantilePlace *place) {
  double units = asiDecimalUnits(4 * fmax(fabs(low), fabs(high)));
  double wholeLow, wholeHigh;
  if (units == 1 || !asiIsDecimal(low, units, &wholeLow) || !asiIsDecimal(high, units, &wholeHigh)) {
    return quantileMix(low, high, (double)place->numerator / (double)place->denominator);
  }
  return fmin(fmax(quantileMixWhole(wholeLow, wholeHigh, place) / units, low), high) + 0.0;
}

static AsiDd quantileNumber(AsiNumber x) { return (AsiDd){ x.value, (double)x.rest }; }

/* By (4). The share is below 8 10^20: 106 bits hold it. */
static AsiDd quantileBetweenNumbers(AsiNumber low, AsiNumber high, const QuantilePlace *place) {
  AsiDd weight = asiDdDiv(asiDdOfInteger((asi_i128)place->numerator), asiDdOfInteger((asi_i128)place->denominator));
  AsiDd range = asiDdSub(quantileNumber(high), quantileNumber(low));
  return asiDdAdd(quantileNumber(low), asiDdMul(range, weight));
}

/* 1-based, with what lies outside taken as the extremes. */
static AsiNumber quantileAt(const AsiSample *sample, int64_t i) {
  int64_t n = asiSampleCount(sample);
  return asiSampleSelectNumber(sample, i < 1 ? 0 : i > n ? n - 1 : i - 1);
}

static AsiDd quantileOf(const AsiSample *sample, double p, int type) {
  QuantilePlace place = quantilePlace(asiSampleCount(sample), p, type);
  AsiNumber low, high;
  quantileWeigh(&place, type);
  if (place.numerator == place.denominator) return quantileNumber(quantileAt(sample, place.whole + 1));
  low = quantileAt(sample, place.whole);
  if (place.numerator == 0) return quantileNumber(low);
  high = quantileAt(sample, place.whole + 1);
  if (asiSampleCountIntegers(sample) > 0 && fmax(fabs(low.value), fabs(high.value)) <= 0x1p63) {
    return quantileBetweenNumbers(low, high, &place);
  }
  return asiDdOf(quantileBetween(low.value, high.value, &place));
}

double asiQuantileOf(const AsiSample *sample, double p, int type) { return asiDdValue(quantileOf(sample, p, type)); }

#define QUANTILE_FIELDS(F, T) F(T, REAL, value, 0)

ASI_RECORD_STRUCT(QuantileRecord, QUANTILE_FIELDS);

ASI_RECORD_FIELDS(aQuantileField, QuantileRecord, QUANTILE_FIELDS);

static const AsiRecord quantileRecord = ASI_RECORD_OF(QuantileRecord, aQuantileField);

/* A selection from an array in any order is cheap, the bisection over two of them is not. */
static AsiStatus quantilePrepare(AsiSample *sample, AsiPoll *poll) {
  return asiSampleCountIntegers(sample) > 0 ? asiSampleSealPolled(sample, poll) : ASI_OK;
}

static AsiStatus quantileCompute(void *state, const AsiAsk *ask, void *record) {
  AsiStatus status = quantilePrepare(state, ask->poll);
  if (status != ASI_OK || asiSampleCount(state) == 0) return status;
  ((QuantileRecord *)record)->value = asiQuantileOf(state, ask->options->p, ask->options->type);
  return ASI_OK;
}

/* Doubles as they are: their difference may be infinite. */
static double quantileRange(AsiDd low, AsiDd high) {
  return low.lo == 0 && high.lo == 0 ? high.hi - low.hi : asiDdValue(asiDdSub(high, low));
}

static AsiStatus iqrCompute(void *state, const AsiAsk *ask, void *record) {
  AsiStatus status = quantilePrepare(state, ask->poll);
  if (status != ASI_OK || asiSampleCount(state) == 0) return status;
  ((QuantileRecord *)record)->value = quantileRange(quantileOf(state, 0.25, 7), quantileOf(state, 0.75, 7));
  return ASI_OK;
}

const AsiFamily asiMedian = {
  .zName = "median",
  .state = &asiKindSample,
  .record = &quantileRecord,
  .compute = quantileCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
};

const AsiFamily asiQuantile = {
  .zName = "quantile",
  .state = &asiKindSample,
  .record = &quantileRecord,
  .compute = quantileCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_P, ASI_PARAMETER_TYPE },
};

const AsiFamily asiIqr = {
  .zName = "iqr",
  .state = &asiKindSample,
  .record = &quantileRecord,
  .compute = iqrCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
};
