/*
** A model for exact sums: whole numbers of 5120 bits, two's complement, in 160 words, the lowest first. Everything is done
** bit by bit and word by word, so that it is plain to see.
*/
#ifndef ASI_BIG_H
#define ASI_BIG_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "int128.h"
#include "row.h"

enum { N_WORD = 160 };
typedef struct Big {
  uint32_t a[N_WORD];
} Big;

static void bigPlus(Big *big, const Big *other) {
  uint64_t carry = 0;
  for (int i = 0; i < N_WORD; i++) {
    carry += (uint64_t)big->a[i] + other->a[i];
    big->a[i] = (uint32_t)carry;
    carry >>= 32;
  }
}

static void bigNegate(Big *big) {
  Big one = { { 1 } };
  for (int i = 0; i < N_WORD; i++) big->a[i] = ~big->a[i];
  bigPlus(big, &one);
}

/* += sign * magnitude * 2^iBit */
static void bigAdd(Big *big, asi_u128 magnitude, unsigned iBit, int64_t sign) {
  Big term = { { 0 } };
  for (unsigned i = 0; i < 128; i++) {
    if ((magnitude >> i & 1) != 0) term.a[(iBit + i) / 32] |= (uint32_t)1 << ((iBit + i) % 32);
  }
  if (sign < 0) bigNegate(&term);
  bigPlus(big, &term);
}

static int bigSign(const Big *big) {
  if ((big->a[N_WORD - 1] >> 31) != 0) return -1;
  for (int i = 0; i < N_WORD; i++) {
    if (big->a[i] != 0) return 1;
  }
  return 0;
}

/* ---- sums of numbers: of x in units of 2^-1074, of squares and products in units of 2^-2148 ---- */

typedef struct Sums {
  int64_t n;
  Big sum, squares;
} Sums;

/* |x| = mantissa 2^(iBit - 1074), by frexp. */
static uint64_t partsOf(double x, unsigned *piBit) {
  int exponent;
  double fraction = frexp(fabs(x), &exponent);
  *piBit = 0;
  if (x == 0) return 0;
  if (exponent < -1021) return (uint64_t)ldexp(fabs(x), 1074);
  *piBit = (unsigned)(exponent - 53 + 1074);
  return (uint64_t)ldexp(fraction, 53);
}

static uint64_t partsOfDatum(const AsiDatum *x, unsigned *piBit, int *pSign) {
  *pSign = (x->isInteger ? x->i < 0 : x->r < 0) ? -1 : 1;
  *piBit = 1074;
  if (!x->isInteger) return partsOf(x->r, piBit);
  return x->i < 0 ? 0 - (uint64_t)x->i : (uint64_t)x->i;
}

static void sumsTake(Sums *sums, const AsiDatum *x, int64_t nTimes) {
  unsigned iBit;
  int sign;
  uint64_t mantissa = partsOfDatum(x, &iBit, &sign);
  asi_u128 square = (asi_u128)mantissa * mantissa;
  uint64_t rest = (uint64_t)(nTimes < 0 ? -nTimes : nTimes);
  int direction = nTimes < 0 ? -1 : 1;
  for (unsigned i = 0; rest != 0; rest >>= 1, i++) {
    if ((rest & 1) == 0) continue;
    bigAdd(&sums->sum, mantissa, iBit + i, sign * direction);
    bigAdd(&sums->squares, square, 2 * iBit + i, direction);
  }
  sums->n += nTimes;
}

static void takeProduct(Big *big, const AsiDatum *x, const AsiDatum *y, int direction) {
  unsigned iBitX, iBitY;
  int signX, signY;
  uint64_t a = partsOfDatum(x, &iBitX, &signX), b = partsOfDatum(y, &iBitY, &signY);
  bigAdd(big, (asi_u128)a * b, iBitX + iBitY, signX * signY * direction);
}

#endif
