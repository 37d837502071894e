/*
** A sum of integers times powers of two, held exactly: the small superaccumulator of Neal (2015,
** "Fast exact summation using small and large superaccumulators"), wide enough for squares.
**
**  (1) The sum is sum(aLimb[i] * 2^(32 i)) in a unit that the caller chooses; limbs are signed and
**      carries wait, so that adding touches at most five limbs and never branches on the data.
**  (2) Adding and removing are the same operation with the other sign: nothing drifts, and no order
**      of adding, removing or merging can change the sum.
**  (3) Only limbs iLow..iHigh can be other than zero.
**  (4) 2^29 additions fit between two normalisations; the sum sees to that itself.
**  (5) The callers' highest limb is below ASI_SUM_LIMBS = 138: the square of the largest double begins at bit 4090, its
**      multiples by up to 2^42 at bit 4150 (limb 129, and 5 are touched); the last 8 bytes of a saved sum begin at bit
**      4232 (limb 132, and 5). Below 2^63 such additions the sum stays below 2^4303 and needs 135 limbs.
**
** All-zero bytes are an empty sum. Against Neal we keep 32 bits a limb rather than 32 bits of overlap
** in a chosen chunk size, since squares (106 bits and more) enter too.
*/
#ifndef ASI_EXACT_SUM_H
#define ASI_EXACT_SUM_H

#include <stdint.h>

#include "always.h"
#include "wide.h"

#define ASI_SUM_LIMBS 138
#define ASI_SUM_LAZY (INT32_C(1) << 29)
static_assert(ASI_SUM_LIMBS <= ASI_WIDE_DIGITS, "a sum fits into a wide");

typedef struct AsiExactSum {
  int32_t nLazy; /* additions since the last normalisation */
  int16_t iLow;  /* iLow == iHigh == 0 also in an empty sum */
  int16_t iHigh; /* one above the highest limb in use */
  int64_t aLimb[ASI_SUM_LIMBS];
} AsiExactSum;

void asiExactNormalise(AsiExactSum *sum);
void asiExactMerge(AsiExactSum *sum, const AsiExactSum *other);
/* Normalises, then |sum| as a wide; returns -1, 0 or 1, the sign. */
int asiExactMagnitude(AsiExactSum *sum, AsiWide *magnitude);

static inline void asiExactTouch(AsiExactSum *sum, unsigned i, unsigned nLimb) {
  if ((int16_t)i < sum->iLow || sum->iHigh == 0) sum->iLow = (int16_t)i;
  if ((int16_t)(i + nLimb) > sum->iHigh) sum->iHigh = (int16_t)(i + nLimb);
  if (++sum->nLazy == ASI_SUM_LAZY) asiExactNormalise(sum);
}

/* sum += sign * magnitude * 2^iBit; sign is 1 or -1. */
static inline void asiExactAddNarrow(AsiExactSum *sum, uint64_t magnitude, unsigned iBit, int64_t sign) {
  unsigned i = iBit >> 5;
  asi_u128 shifted = (asi_u128)magnitude << (iBit & 31);
  int64_t *aLimb = sum->aLimb + i;
  ASI_PROVEN(i + 3 <= ASI_SUM_LIMBS);
  aLimb[0] += sign * (int64_t)(uint32_t)shifted;
  aLimb[1] += sign * (int64_t)(uint32_t)(shifted >> 32);
  aLimb[2] += sign * (int64_t)(uint64_t)(shifted >> 64);
  asiExactTouch(sum, i, 3);
}

/* The same for up to 128 bits. */
static inline void asiExactAdd(AsiExactSum *sum, asi_u128 magnitude, unsigned iBit, int64_t sign) {
  unsigned i = iBit >> 5;
  unsigned nShift = iBit & 31;
  asi_u128 low = (asi_u128)(uint64_t)magnitude << nShift;
  asi_u128 high = (magnitude >> 64) << nShift;
  int64_t *aLimb = sum->aLimb + i;
  ASI_PROVEN(i + 5 <= ASI_SUM_LIMBS);
  aLimb[0] += sign * (int64_t)(uint32_t)low;
  aLimb[1] += sign * (int64_t)(uint32_t)(low >> 32);
  aLimb[2] += sign * (int64_t)((uint64_t)(low >> 64) + (uint32_t)high);
  aLimb[3] += sign * (int64_t)(uint32_t)(high >> 32);
  aLimb[4] += sign * (int64_t)(uint64_t)(high >> 64);
  asiExactTouch(sum, i, 5);
}

#endif
