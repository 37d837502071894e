/*
** Whole numbers of any size that a sum of doubles can reach, and their way back to a double.
**
**  (1) A wide is sum(aDigit[i] * 2^(32 (i + iBase))), never negative; the caller knows the unit.
**  (2) Sums, products and differences are exact. Division keeps at least 128 bits of the quotient and
**      remembers whether anything was left over.
**  (3) A top is the leading 128 bits: (hi 2^64 + lo) 2^exponent, and isInexact when bits were cut.
**      From there one rounding, to the nearest double, ties to even, subnormals included.
**  (4) A result has at most ASI_WIDE_DIGITS digits: that is proven below for every caller. With ASI_DEBUG a wider one stops
**      the program; otherwise it would become an inexact 0, since nothing may ever write beyond the last digit.
**
** Knuth, The Art of Computer Programming 2, 4.3.1, for the schoolbook methods.
*/
#ifndef ASI_WIDE_H
#define ASI_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "int128.h"

/*
** What the callers ask for, in bits above the unit, which is 2^-1074 for values, 2^-2148 for products, and so on. Values
** are below 2^1024 and rows fewer than 2^63, also those that a state stands for (2^42 at most, bind/aggregate.c).
**
**   S   = sum(x)                            1074 + 1024 + 63                 = 2161 bits,  68 digits
**   Q   = sum(x^2), sum(xy)                 2148 + 2048 + 63                 = 4259
**   X   = n Q - S S; covariances            4259 + 63 and a sign             = 4323       136 digits
**         of a total of 127 items           7 bits more in S, 14 in Q        = 4337       136 digits
**         a state's sums, that end below    2^2144, 2^4240 (saved.c): as above, or less
**   levene.c, sums of scale (x - centre)^2, scale = n at most, times n
**                                           4259 + 3 * 63 + 2                = 4450       140 digits
**   correlation.c, ancova.c: X Y - P P, P_2 X_1 - P_1 X_2
**                                           2 * 136 digits, and one to carry                273 digits
**   ancova.c: (S n) (X n) - (S n) (X n)     70 + 138 digits, and one to carry              209 digits
**
** A multiple is given two digits more at first. A quotient that was short has seven digits.
*/
#define ASI_WIDE_DIGITS 276

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
