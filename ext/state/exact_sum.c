#include "exact_sum.h"

void asiExactNormalise(AsiExactSum *sum) {
  int64_t carry = 0;
  int i;
  for (i = sum->iLow; i < sum->iHigh || (carry != 0 && carry != -1); i++) {
    ASI_PROVEN(i < ASI_SUM_LIMBS);
    carry += sum->aLimb[i];
    sum->aLimb[i] = (int64_t)((uint64_t)carry & UINT32_MAX);
    carry = (carry - sum->aLimb[i]) / (INT64_C(1) << 32);
  }
  sum->iHigh = (int16_t)i;
  if (carry != 0) sum->aLimb[i - 1] -= INT64_C(1) << 32; /* the highest limb bears the sign */
  sum->nLazy = 0;
}

/* Both may be lazy: 2^29 additions to each leave the limbs of both together below 2^63. */
void asiExactMerge(AsiExactSum *sum, const AsiExactSum *other) {
  int i;
  if (other->iHigh == 0) return;
  for (i = other->iLow; i < other->iHigh; i++) sum->aLimb[i] += other->aLimb[i];
  if (sum->iHigh == 0 || other->iLow < sum->iLow) sum->iLow = other->iLow;
  if (other->iHigh > sum->iHigh) sum->iHigh = other->iHigh;
  asiExactNormalise(sum);
}

int asiExactMagnitude(AsiExactSum *sum, AsiWide *magnitude) {
  int sign = 1;
  int64_t carry = 0;
  int i;
  asiExactNormalise(sum);
  if (sum->iHigh > sum->iLow && sum->aLimb[sum->iHigh - 1] < 0) sign = -1;
  magnitude->iBase = sum->iLow;
  while (magnitude->iBase < sum->iHigh && sum->aLimb[magnitude->iBase] == 0) magnitude->iBase++;
  magnitude->nDigit = 0;
  magnitude->isInexact = false;
  for (i = magnitude->iBase; i < sum->iHigh; i++) {
    carry += sign * sum->aLimb[i];
    magnitude->aDigit[i - magnitude->iBase] = (uint32_t)carry;
    if ((uint32_t)carry != 0) magnitude->nDigit = i - magnitude->iBase + 1;
    carry >>= 32;
  }
  return magnitude->nDigit == 0 ? 0 : sign;
}
