#include "wide.h"

#include <math.h>
#include <string.h>

#include "always.h"

/* By (4) there is room; if not, an inexact 0 takes the place of the number. */
#define WIDE_IS_OVER(a, n) (ASI_NEVER((n) > ASI_WIDE_DIGITS) && ((a)->nDigit = 0, (a)->isInexact = true))

static void wideTrim(AsiWide *a) {
  while (a->nDigit > 0 && a->aDigit[a->nDigit - 1] == 0) a->nDigit--;
}

bool asiWideIsZero(const AsiWide *a) {
  int i;
  for (i = 0; i < a->nDigit; i++) {
    if (a->aDigit[i] != 0) return false;
  }
  return true;
}

void asiWideMultiply(AsiWide *a, uint64_t factor) {
  asi_u128 carry = 0;
  int i;
  if (WIDE_IS_OVER(a, a->nDigit + 2)) return;
  for (i = 0; i < a->nDigit; i++) {
    carry += (asi_u128)a->aDigit[i] * factor;
    a->aDigit[i] = (uint32_t)carry;
    carry >>= 32;
  }
  for (; carry != 0; carry >>= 32) a->aDigit[a->nDigit++] = (uint32_t)carry;
}

/* Zeros below the last digit, for the fraction of a quotient. */
static void wideExtendDown(AsiWide *a, int nMore) {
  memmove(a->aDigit + nMore, a->aDigit, (size_t)a->nDigit * sizeof a->aDigit[0]);
  memset(a->aDigit, 0, (size_t)nMore * sizeof a->aDigit[0]);
  a->nDigit += nMore;
  a->iBase -= nMore;
}

/* Digit by digit; returns the remainder. */
static uint64_t wideDivideLong(AsiWide *a, uint64_t divisor) {
  asi_u128 rest = 0;
  int i;
  for (i = a->nDigit - 1; i >= 0; i--) {
    rest = rest << 32 | a->aDigit[i];
    a->aDigit[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  return (uint64_t)rest;
}

/* The same where a remainder and a digit fit into 64 bits, which the processor divides itself. */
static uint64_t wideDivideShort(AsiWide *a, uint32_t divisor) {
  uint64_t rest = 0;
  int i;
  for (i = a->nDigit - 1; i >= 0; i--) {
    rest = rest << 32 | a->aDigit[i];
    a->aDigit[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  return rest;
}

void asiWideDivide(AsiWide *a, uint64_t divisor) {
  uint64_t rest;
  wideTrim(a);
  if (a->nDigit == 0) return;
  if (a->nDigit < 7) wideExtendDown(a, 7 - a->nDigit); /* a divisor of 64 bits leaves 5 digits of quotient */
  rest = divisor <= UINT32_MAX ? wideDivideShort(a, (uint32_t)divisor) : wideDivideLong(a, divisor);
  if (rest != 0) a->isInexact = true;
  wideTrim(a);
}

void asiWideProduct(const AsiWide *a, const AsiWide *b, AsiWide *product) {
  int i, j;
  product->nDigit = a->nDigit + b->nDigit;
  product->iBase = a->iBase + b->iBase;
  product->isInexact = a->isInexact || b->isInexact;
  if (WIDE_IS_OVER(product, product->nDigit)) return;
  memset(product->aDigit, 0, (size_t)product->nDigit * sizeof product->aDigit[0]);
  for (i = 0; i < a->nDigit; i++) {
    uint64_t carry = 0;
    for (j = 0; j < b->nDigit; j++) {
      carry += (uint64_t)a->aDigit[i] * b->aDigit[j] + product->aDigit[i + j];
      product->aDigit[i + j] = (uint32_t)carry;
      carry >>= 32;
    }
    product->aDigit[i + b->nDigit] = (uint32_t)carry;
  }
  wideTrim(product);
}

void asiWideSquare(const AsiWide *a, AsiWide *square) { asiWideProduct(a, a, square); }

/* The digit of weight 2^(32 i), whether it is stored or not. */
static uint32_t wideDigitAt(const AsiWide *a, int i) {
  i -= a->iBase;
  return i >= 0 && i < a->nDigit ? a->aDigit[i] : 0;
}

static int wideLowest(const AsiWide *a, const AsiWide *b) { return a->iBase < b->iBase ? a->iBase : b->iBase; }

static int wideHighest(const AsiWide *a, const AsiWide *b) {
  int iA = a->iBase + a->nDigit;
  int iB = b->iBase + b->nDigit;
  return iA > iB ? iA : iB;
}

int asiWideCompare(const AsiWide *a, const AsiWide *b) {
  int i;
  for (i = wideHighest(a, b) - 1; i >= wideLowest(a, b); i--) {
    uint32_t x = wideDigitAt(a, i);
    uint32_t y = wideDigitAt(b, i);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

/* Give a room for every digit that b has, and for a carry. */
static void wideCover(AsiWide *a, const AsiWide *b) {
  int nTop;
  if (b->nDigit == 0) return;
  if (a->nDigit == 0) a->iBase = b->iBase;
  nTop = wideHighest(a, b) - wideLowest(a, b);
  if (WIDE_IS_OVER(a, nTop + 1)) return;
  if (b->iBase < a->iBase) wideExtendDown(a, a->iBase - b->iBase);
  while (a->nDigit < nTop) a->aDigit[a->nDigit++] = 0;
}

void asiWideSubtract(AsiWide *a, const AsiWide *b) {
  int64_t borrow = 0;
  int i;
  wideCover(a, b);
  for (i = 0; i < a->nDigit; i++) {
    borrow += (int64_t)a->aDigit[i] - (int64_t)wideDigitAt(b, i + a->iBase);
    a->aDigit[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
  wideTrim(a);
}

void asiWideAdd(AsiWide *a, const AsiWide *b) {
  uint64_t carry = 0;
  int i;
  wideCover(a, b);
  for (i = 0; i < a->nDigit; i++) {
    carry += (uint64_t)a->aDigit[i] + wideDigitAt(b, i + a->iBase);
    a->aDigit[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0) a->aDigit[a->nDigit++] = (uint32_t)carry;
}

static int wideLeadingZeros(uint32_t digit) {
  int n = 0;
  while ((digit & 0x80000000u) == 0) {
    digit <<= 1;
    n++;
  }
  return n;
}

AsiTop asiWideTop(const AsiWide *a, int unit) {
  AsiTop top = { 0, 0, 0, a->isInexact };
  int i = a->nDigit;
  int nShift, j;
  asi_u128 head;
  uint32_t next;
  while (i > 0 && a->aDigit[i - 1] == 0) i--;
  if (i == 0) return top;
  i += a->iBase;
  nShift = wideLeadingZeros(wideDigitAt(a, i - 1));
  head = (asi_u128)wideDigitAt(a, i - 1) << 96 | (asi_u128)wideDigitAt(a, i - 2) << 64 |
         (asi_u128)wideDigitAt(a, i - 3) << 32 | wideDigitAt(a, i - 4);
  next = wideDigitAt(a, i - 5);
  if (nShift > 0) head = head << nShift | next >> (32 - nShift);
  top.hi = (uint64_t)(head >> 64);
  top.lo = (uint64_t)head;
  top.exponent = unit + 32 * (i - 4) - nShift;
  if ((uint32_t)((uint64_t)next << nShift) != 0) top.isInexact = true;
  for (j = a->iBase; j < i - 5 && !top.isInexact; j++) top.isInexact = wideDigitAt(a, j) != 0;
  return top;
}

/* (mantissa + something below it when isMore) * 2^exponent, the highest bit of mantissa set. */
static double topToDouble(uint64_t mantissa, bool isMore, int exponent) {
  int nDrop = exponent + 11 < -1074 ? -1074 - exponent : 11;
  uint64_t kept, rest, half;
  if (nDrop > 64) return 0.0;
  half = (uint64_t)1 << (nDrop - 1);
  kept = nDrop == 64 ? 0 : mantissa >> nDrop;
  rest = nDrop == 64 ? mantissa : mantissa & (half * 2 - 1);
  if (rest > half || (rest == half && (isMore || (kept & 1) != 0))) kept++;
  return ldexp((double)kept, exponent + nDrop);
}

double asiTopRound(const AsiTop *top) {
  if (top->hi == 0) return 0.0;
  return topToDouble(top->hi, top->lo != 0 || top->isInexact, top->exponent + 64);
}

/* floor(sqrt(x)) for x >= 2^126: a double's root, one step of Newton, and a last unit. */
static uint64_t topIntegerRoot(asi_u128 x) {
  double guess = sqrt(ldexp((double)(uint64_t)(x >> 64), 64));
  uint64_t root = guess >= 18446744073709549568.0 ? UINT64_MAX - 2048 : (uint64_t)guess;
  double step = (double)(asi_i128)(x - (asi_u128)root * root) / (2.0 * (double)root); /* some thousands at most */
  asi_u128 better = (asi_u128)((asi_i128)root + (int64_t)step);
  root = better > UINT64_MAX ? UINT64_MAX : (uint64_t)better;
  while ((asi_u128)root * root > x) root--;
  while (root < UINT64_MAX && (asi_u128)(root + 1) * (root + 1) <= x) root++;
  return root;
}

double asiTopRoot(const AsiTop *top) {
  asi_u128 x = (asi_u128)top->hi << 64 | top->lo;
  bool isMore = top->isInexact;
  int exponent = top->exponent;
  uint64_t root;
  if (top->hi == 0) return 0.0;
  if ((exponent & 1) != 0) {
    isMore = isMore || (x & 1) != 0;
    x >>= 1;
    exponent++;
  }
  root = topIntegerRoot(x);
  isMore = isMore || (asi_u128)root * root != x;
  return topToDouble(root, isMore, exponent / 2);
}

void asiTopPair(const AsiTop *top, double *pHi, double *pLo) {
  double inUnits;
  uint64_t whole;
  *pHi = asiTopRound(top);
  *pLo = 0.0;
  if (top->hi == 0 || !isfinite(*pHi)) return;
  inUnits = ldexp(*pHi, -(top->exponent + 64)); /* at most 2^64, near hi */
  whole = inUnits < 18446744073709551616.0 ? (uint64_t)inUnits : 0;
  *pLo = ldexp((double)(int64_t)(top->hi - whole) + ldexp((double)top->lo, -64), top->exponent + 64);
}
