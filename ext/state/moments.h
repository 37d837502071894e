/*
** Moments: the exact sums of x and x^2, and the statistics that need no more.
**
**  (1) Values are finite doubles, or integers of 64 bits which enter as they are. Adding, removing and
**      merging are exact, in any order.
**  (2) The mean is the double nearest to sum(x)/n.
**  (3) The variance comes from the whole number n sum(x^2) - (sum x)^2, which is exactly 0 for equal
**      values; it, the SD and the SEM are each rounded once.
**  (4) All-zero bytes are an empty state, and there is nothing to free.
**  (5) A value costs three additions of 128 bits while its exponent is among the 11 highest seen, and two additions to
**      the superaccumulators otherwise.
**
** We do not update a running mean (Welford 1962): readings near 1e8 that differ by 1 would be fine, but
** the last digits would depend on the order of the rows and a window frame would drift.
*/
#ifndef ASI_MOMENTS_H
#define ASI_MOMENTS_H

#include <stdint.h>

#include "exact_sum.h"
#include "row.h"

/* Sums on their way: values of neighbouring exponents, whose mantissas m, shifted to one unit, fit into 63 bits. */
typedef struct AsiPending {
  asi_i128 sum;         /* of m */
  asi_i128 squaresLow;  /* of the lower 64 bits of m^2 */
  asi_i128 squaresHigh; /* of the upper ones */
  unsigned iBit;        /* the unit is 2^(iBit - 1074) */
} AsiPending;

typedef struct AsiMoments {
  int64_t n;
  AsiPending pending;
  AsiExactSum settledSum;     /* of x without the pending ones, in units of 2^-1074 */
  AsiExactSum settledSquares; /* of x^2 likewise, in units of 2^-2148 */
} AsiMoments;

/* Which spread is meant: its divisor, and how many roots are drawn. */
typedef enum AsiSpreadKind {
  ASI_VAR_SAMP, /* / (n-1)     */
  ASI_VAR_POP,  /* / n         */
  ASI_SD_SAMP,  /* sqrt of the first  */
  ASI_SD_POP,   /* sqrt of the second */
  ASI_SEM       /* sqrt(variance / n) */
} AsiSpreadKind;

/* nTimes may be negative: then x leaves that many times. */
void asiMomentsAddReal(AsiMoments *moments, double x, int64_t nTimes);
/* direction: 1 when x comes, -1 when it leaves. */
void asiMomentsTakeInteger(AsiMoments *moments, int64_t x, int direction);
void asiMomentsAddInteger(AsiMoments *moments, int64_t x, int64_t nTimes);
/* A number of a row. */
static inline void asiMomentsTake(AsiMoments *moments, const AsiDatum *x, int direction) {
  if (x->isInteger) {
    asiMomentsTakeInteger(moments, x->i, direction);
  } else {
    asiMomentsAddReal(moments, x->r, direction);
  }
}
/* The same n and sums? */
bool asiMomentsAreEqual(AsiMoments *moments, AsiMoments *other);

/* All of them: of x in units of 2^-1074, of x^2 in units of 2^-2148. */
AsiExactSum *asiMomentsSum(AsiMoments *moments);
AsiExactSum *asiMomentsSquares(AsiMoments *moments);

/* n >= 1 */
double asiMomentsMean(AsiMoments *moments);
/* The leading bits of |mean|; returns its sign, -1, 0 or 1. */
int asiMomentsMeanTop(AsiMoments *moments, AsiTop *top);

/* The leading bits of n sum(x^2) - (sum x)^2; every spread below is drawn from them. */
AsiTop asiMomentsSpread(AsiMoments *moments, AsiSpreadKind kind);
/* n >= 2 for the sample kinds and the SEM, else n >= 1; infinite beyond the range of a double. */
double asiMomentsSpreadValue(AsiMoments *moments, AsiSpreadKind kind);

/* A row of one number comes or leaves; for the table of a kind. */
AsiStatus asiMomentsAddRow(void *moments, const AsiDatum *row, int nDatum);
AsiStatus asiMomentsRemoveRow(void *moments, const AsiDatum *row, int nDatum);

#endif
