/*
** What the three shapes of a sample have in common: keys in the order of the values, and runs of equal ones.
**
**  (1) An element key is 64 bits whose unsigned order is that of the values. BY_VALUE: the sign bit flipped,
**      negative numbers complemented. BY_MAGNITUDE: the magnitude, and below it the sign as the lowest bit.
**  (2) A run key is the element key without that sign bit, so that -x and +x share a run BY_MAGNITUDE.
**      No finite value has run key 0, except zero BY_MAGNITUDE, which is counted and never stored.
**  (3) Rank totals are whole numbers and exact: at most ASI_SAMPLE_MAX values, whose cube fits 128 bits.
*/
#ifndef ASI_RUN_H
#define ASI_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "int128.h"

/* Keeps a long way out of the registers of the short one. */
#if defined(__GNUC__)
#define ASI_NOINLINE __attribute__((noinline))
#else
#define ASI_NOINLINE
#endif

#define ASI_SAMPLE_MAX ((int64_t)1 << 42)

/* The number is that of the sign bits below the run key. */
typedef enum AsiOrder { ASI_BY_VALUE = 0, ASI_BY_MAGNITUDE = 1 } AsiOrder;

typedef struct AsiKeyRun {
  uint64_t key;
  int64_t nNegative; /* 0 BY_VALUE */
  int64_t nPositive;
} AsiKeyRun;

/* Over runs in ascending order. Midranks are doubled: 2C + t + 1 for a run of t after C smaller values. */
typedef struct AsiRankTotals {
  int64_t nZero, nNegative, nPositive;
  asi_u128 w2Positive; /* sum of doubled midranks of the positive values, zeros left out of the ranking */
  asi_u128 tieTerm;    /* sum of t^3 - t */
} AsiRankTotals;

static inline asi_u128 asiTieTerm(int64_t t) {
  asi_u128 n = (asi_u128)t;
  return n * n * n - n;
}

static inline void asiTotalsAppend(AsiRankTotals *totals, const AsiKeyRun *run) {
  uint64_t before = (uint64_t)(totals->nNegative + totals->nPositive);
  uint64_t nPositive = (uint64_t)run->nPositive, t = nPositive + (uint64_t)run->nNegative;
  totals->w2Positive += (asi_u128)nPositive * (2 * before + t + 1);
  if (t > 1) totals->tieTerm += asiTieTerm((int64_t)t);
  totals->nPositive += (int64_t)nPositive;
  totals->nNegative += (int64_t)(t - nPositive);
}

static inline uint64_t asiElementKey(AsiOrder order, double x) {
  const uint64_t sign = (uint64_t)1 << 63;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (order == ASI_BY_MAGNITUDE) return bits << 1 | bits >> 63;
  return bits ^ ((0 - (bits >> 63)) | sign);
}

/* The value of a run; BY_MAGNITUDE its magnitude. */
static inline double asiRunValue(AsiOrder order, uint64_t runKey) {
  const uint64_t sign = (uint64_t)1 << 63;
  uint64_t bits = runKey;
  double x;
  if (order == ASI_BY_VALUE) bits = (runKey & sign) != 0 ? runKey ^ sign : ~runKey;
  memcpy(&x, &bits, sizeof x);
  return x;
}

#endif
