/*
** The Hodges-Lehmann estimate of the shift post - pre and its interval (Hodges & Lehmann 1963; Tukey 1949).
**
**  (1) estimate = the median of all n(n+1)/2 averages (d_i + d_j)/2, i <= j, of all differences, zeros among them.
**      low and high = the k-th smallest and the k-th largest average. Ties change none of this.
**  (2) exact: k = the largest with P(W <= k-1) <= alpha/2, W the signed-rank sum of n differences without ties
**      (Bauer 1972), and achieved_level = 1 - 2 P(W <= k-1). When even P(W = 0) is above alpha/2, k = 1, and
**      achieved_level lies below level; at n = 1 it is 0. With ties the level is at least that.
**  (3) normal: the same k with P(W <= k-1) ~ Phi((k - 1/2 - n(n+1)/4)/S), S^2 = n(n+1)(2n+1)/24 (Hollander & Wolfe
**      1999, 3.3, with half a unit of continuity), and achieved_level from it. Against the exact k from n = 1000 to
**      5000: at level 0.95 2 to 5 less, at 0.99 12 to 29, at 0.9 up to 2 more, at 0.8 2 to 6 more.
**  (4) auto: exact while n <= 1000, above that normal.
**  (5) achieved_level is right to 1e-13 absolutely: levels of less than a tenth lose digits.
**  (6) Intervals are two-sided; `less` and `greater` are refused.
*/
#include <math.h>

#include "between_reals.h"
#include "family.h"
#include "kinds.h"
#include "normal.h"
#include "signed_rank.h"
#include "walsh.h"

#define HODGES_AUTO_MAX 1000 /* n up to which auto is exact */

/* A bound needs its place among the averages, and the place gives the level that is achieved. */
enum { HODGES_ESTIMATE = 1, HODGES_LOW = 2, HODGES_HIGH = 4, HODGES_PLACE = 8 };

#define HODGES_FIELDS(F, T)                                                                                            \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, estimate, HODGES_ESTIMATE)                                                                                \
  F(T, REAL, low, HODGES_LOW)                                                                                          \
  F(T, REAL, high, HODGES_HIGH)                                                                                        \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, achieved_level, HODGES_PLACE)                                                                             \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(HodgesRecord, HODGES_FIELDS);

ASI_RECORD_FIELDS(aHodgesField, HodgesRecord, HODGES_FIELDS);

static const AsiRecord hodgesRecord = ASI_RECORD_OF(HodgesRecord, aHodgesField);

/* Which averages bound the interval: the k-th from either end. */
typedef struct HodgesPlace {
  int64_t k;
  double below; /* P(W <= k-1) */
} HodgesPlace;

static AsiStatus hodgesPlaceExact(int64_t n, double tail, const AsiAsk *ask, HodgesPlace *place) {
  AsiStatus status;
  if (n > ASI_SIGNED_RANK_MAX_N) {
    return asiSay(ask->words, ASI_LIMIT,
                  "the exact interval is offered up to %d differences, these are %lld; use 'auto' or 'normal'",
                  ASI_SIGNED_RANK_MAX_N, (long long)n);
  }
  status = asiSignedRankLowest(n, fmin(tail, 0x1.fffffffffffffp-2), ask->poll, &place->k, &place->below);
  if (status == ASI_OK && place->k == 0) *place = (HodgesPlace){ 1, ldexp(1.0, -(int)n) };
  return status;
}

static HodgesPlace hodgesPlaceNormal(int64_t n, double tail) {
  double m = (double)n, mean = m * (m + 1) / 4, s = sqrt(m * (m + 1) * (2 * m + 1) / 24);
  double k = fmax(1.0, floor(mean + 0.5 - asiNormalQuantileUpper(tail) * s));
  return (HodgesPlace){ (int64_t)k, asiNormalLower((k - 0.5 - mean) / s) };
}

static AsiStatus hodgesBounds(HodgesRecord *record, const AsiAscending *differences, int64_t k, const AsiAsk *ask) {
  asi_u128 kLow = (asi_u128)(uint64_t)k, kHigh = asiWalshCount(differences) + 1 - kLow;
  AsiStatus status = ASI_OK;
  if (asiIsWanted(ask, HODGES_LOW)) {
    status = asiWalshSelect(differences, kLow, ask->poll, &record->low);
  }
  if (status == ASI_OK && asiIsWanted(ask, HODGES_HIGH)) {
    status = asiWalshSelect(differences, kHigh, ask->poll, &record->high);
  }
  return status;
}

static AsiStatus hodgesInterval(HodgesRecord *record, const AsiAscending *differences, AsiMethod method,
                                const AsiAsk *ask) {
  double tail = (1 - ask->options->level) / 2;
  HodgesPlace place = { 0, 0.0 };
  AsiStatus status = ASI_OK;
  if (method == ASI_EXACT) {
    status = hodgesPlaceExact(record->n, tail, ask, &place);
  } else {
    place = hodgesPlaceNormal(record->n, tail);
  }
  if (status != ASI_OK) return status;
  record->achieved_level = fmax(0.0, 1 - 2 * place.below);
  return hodgesBounds(record, differences, place.k, ask);
}

static AsiStatus hodgesEstimate(HodgesRecord *record, const AsiAscending *differences, AsiMethod method,
                                const AsiAsk *ask) {
  AsiStatus status = ASI_OK;
  if (asiIsWanted(ask, HODGES_ESTIMATE)) {
    status = asiWalshMedian(differences, ask->poll, &record->estimate);
  }
  if (status != ASI_OK || !asiIsWanted(ask, HODGES_LOW | HODGES_HIGH | HODGES_PLACE)) return status;
  return hodgesInterval(record, differences, method, ask);
}

static AsiStatus hodgesFill(HodgesRecord *record, const AsiSample *sample, const AsiAsk *ask) {
  AsiMethod method = ask->options->method;
  double origin = asiAscendingOrigin(sample, sample);
  AsiAscending differences;
  AsiStatus status;
  record->n = asiSampleCount(sample);
  record->n_missing = ask->nMissing;
  if (record->n == 0) return ASI_OK;
  if (method == ASI_AUTO) method = record->n <= HODGES_AUTO_MAX ? ASI_EXACT : ASI_NORMAL;
  record->level = ask->options->level;
  record->method = asiMethodName(method);
  status = asiAscendingOf(sample, origin, ask->poll, &differences);
  if (status == ASI_OK) {
    asiAscendingToDecimals(&differences, &differences);
    status = hodgesEstimate(record, &differences, method, ask);
  }
  asiAscendingClear(&differences);
  return status == ASI_DOMAIN ? asiRefuseFarApart("a difference", origin, ask->words) : status;
}

static AsiStatus hodgesCompute(void *state, const AsiAsk *ask, void *record) {
  AsiSample rounded;
  AsiSample *differences;
  AsiStatus status = asiPairedView(state, ask->options->digits, ask->poll, ask->words, &rounded, &differences);
  if (status == ASI_OK) status = hodgesFill(record, differences, ask);
  asiSampleClear(&rounded);
  return status;
}

const AsiFamily asiHodgesLehmann = {
  .zName = "hodges_lehmann",
  .state = &asiKindPaired,
  .record = &hodgesRecord,
  .compute = hodgesCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_TWO_SIDED | ASI_WORDS_METHOD | ASI_WORDS_LEVEL | ASI_WORDS_DIGITS,
};
