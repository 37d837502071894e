/*
** Whole numbers of any size that a sum of doubles can reach, and their way back to a double.
**
**  (1) A wide is sum(aDigit[i] * 2^(32 (i + iBase))), never negative; the caller knows the unit.
**  (2) Sums, products and differences are exact. Division keeps at least 128 bits of the quotient and
**      remembers whether anything was left over.
**  (3) A top is the leading 128 bits: (hi 2^64 + lo) 2^exponent, and isInexact when bits were cut.
**      From there one rounding, to the nearest double, ties to even, subnormals included.
**
** Knuth, The Art of Computer Programming 2, 4.3.1, for the schoolbook methods.
*/
#ifndef ASI_WIDE_H
#define ASI_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "int128.h"

/* n * sum(x^2): 2^-2148 .. 2^2048 * 2^63 * 2^63, and room for a quotient's fraction. */
#define ASI_WIDE_DIGITS 152

typedef struct AsiWide {
  int nDigit;
  int iBase;
  bool isInexact; /* a remainder was dropped below the last digit */
  uint32_t aDigit[ASI_WIDE_DIGITS];
} AsiWide;

typedef struct AsiTop {
  uint64_t hi; /* highest bit set, unless the number is zero */
  uint64_t lo;
  int exponent;
  bool isInexact;
} AsiTop;

void asiWideMultiply(AsiWide *a, uint64_t factor);
void asiWideDivide(AsiWide *a, uint64_t divisor);
void asiWideSquare(const AsiWide *a, AsiWide *square);
void asiWideProduct(const AsiWide *a, const AsiWide *b, AsiWide *product);
int asiWideCompare(const AsiWide *a, const AsiWide *b);
/* a -= b, a >= b */
void asiWideSubtract(AsiWide *a, const AsiWide *b);
/* a += b */
void asiWideAdd(AsiWide *a, const AsiWide *b);
bool asiWideIsZero(const AsiWide *a);

/* The number times 2^unit. */
AsiTop asiWideTop(const AsiWide *a, int unit);
double asiTopRound(const AsiTop *top);
/* The nearest double to its square root. */
double asiTopRoot(const AsiTop *top);
/* hi is the nearest double, hi + lo carries about 106 bits. */
void asiTopPair(const AsiTop *top, double *pHi, double *pLo);

#endif
