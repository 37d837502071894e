/*
** Exact moments of pairs: of pre, of post, of their product, and of the decimal difference post - pre.
**
**  (1) Pairs come and go exactly: no order of adding and removing can change a sum.
**  (2) The difference is that of paired.h; its moments are those of the numbers which it gives. So the mean of the
**      differences need not be the difference of the means in the last digit.
**  (3) A difference beyond the doubles is counted in nBeyond, and in nothing else of `difference` than n; while one is
**      there, the moments of the difference are not to be asked.
**  (4) All-zero bytes are an empty state, and there is nothing to free.
**  (5) A covariance comes from the whole number n sum(xy) - sum(x) sum(y), and is exactly 0 when x or y is constant.
*/
#ifndef ASI_PAIRED_MOMENTS_H
#define ASI_PAIRED_MOMENTS_H

#include "moments.h"
#include "row.h"

typedef struct AsiPairedMoments {
  AsiMoments pre, post, difference;
  AsiExactSum product; /* of pre post, in units of 2^-2148 */
  int64_t nBeyond;
} AsiPairedMoments;

/* direction: 1 when the pair comes, -1 when it leaves. */
void asiPairedMomentsTake(AsiPairedMoments *moments, const AsiDatum *pre, const AsiDatum *post, int direction);

/* The parts, for moments of other pairs. */
void asiProductTake(AsiExactSum *product, const AsiDatum *x, const AsiDatum *y, int direction);
/* n >= 2: the leading bits of |covariance|, divisor n - 1; returns its sign, -1, 0 or 1. */
int asiCovariance(AsiMoments *x, AsiMoments *y, AsiExactSum *product, AsiTop *top);

#endif
