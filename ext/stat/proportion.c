#include "proportion.h"

#include <math.h>

#include "beta.h"
#include "family.h"
#include "kinds.h"
#include "normal.h"

/* The upper bound; the lower one of k is 1 minus the upper one of n - k, or better (1). */
static double wilsonHigh(double k, double n, double z) {
  return (k + z * z / 2 + z * sqrt(k * (n - k) / n + z * z / 4)) / (n + z * z);
}

/* The two roots of Wilson's quadratic multiply to k^2 / (n (n + z^2)). */
static double wilsonLow(double k, double n, double z) {
  return k == 0 ? 0.0 : k / n * (k / (n + z * z)) / wilsonHigh(k, n, z);
}

AsiInterval asiWilson(int64_t k, int64_t n, double level) {
  double z = asiNormalQuantileUpper((1 - level) / 2);
  AsiInterval interval;
  interval.low = wilsonLow((double)k, (double)n, z);
  interval.high = k == n ? 1.0 : wilsonHigh((double)k, (double)n, z);
  return interval;
}

AsiInterval asiClopperPearson(int64_t k, int64_t n, double level) {
  double alpha = 1 - level;
  AsiInterval interval;
  interval.low = k == 0 ? 0.0 : asiBetaQuantile(alpha / 2, (double)k, (double)(n - k + 1));
  interval.high = k == n ? 1.0 : asiBetaQuantileUpper(alpha / 2, (double)(k + 1), (double)(n - k));
  return interval;
}

ASI_RECORD_FIELDS(aProportionField, AsiInterval, ASI_PROPORTION_FIELDS);

static const AsiRecord proportionRecord = ASI_INTERVAL_OF(AsiInterval, aProportionField);

static AsiStatus proportionCompute(void *state, const AsiAsk *ask, void *record) {
  const AsiCounts *counts = state;
  int64_t k = counts->aCount[1];
  int64_t n = counts->aCount[0] + k;
  if (n == 0) return ASI_OK;
  *(AsiInterval *)record = ask->options->method == ASI_EXACT ? asiClopperPearson(k, n, ask->options->level)
                                                             : asiWilson(k, n, ask->options->level);
  return ASI_OK;
}

const AsiFamily asiProportion = {
  .zName = "proportion",
  .state = &asiKindCounts,
  .record = &proportionRecord,
  .compute = proportionCompute,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_BINARY },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_PROPORTION | ASI_WORDS_LEVEL,
};
