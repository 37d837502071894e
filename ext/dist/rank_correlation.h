/*
** The null distributions of Kendall's and Spearman's rank correlations, without ties: all n! orders are equally likely.
**
**  (1) asiInversionTails: P(I <= i) and P(I >= i) of the inversions of an order of n, 0 <= i <= n(n-1)/2; they are what
**      Kendall (1938) counts as discordant pairs. Relative accuracy 1e-13 in the small tail. n up to
**      ASI_INVERSIONS_MAX, where 1/n! is still a normal double: 0.1 s at the most, 0.3 ms for n = 49. Only the smaller
**      tail is computed; the other follows from it, which it can without loss, being at least 1/2.
**  (2) asiSquaredRankSeries: approximately P(S <= s) and P(S >= s) of the sum S of the squared differences between the
**      ranks and their order, 0 <= s <= (n^3 - n)/3, by the Edgeworth series of algorithm AS 89 (Best & Roberts 1975,
**      Appl. Stat. 24:377), corrected for continuity. Far out it falls to 0, long before S ends. n from 7 on: below, the
**      authors do not use it. The exact tails are in rank_tables.h.
**  (3) Both tails hold the observed value itself, so the exact ones add up to more than one.
*/
#ifndef ASI_RANK_CORRELATION_H
#define ASI_RANK_CORRELATION_H

#include <stdint.h>

#include "poll.h"
#include "status.h"

#define ASI_INVERSIONS_MAX 170

typedef struct AsiOrderTails {
  double lower, upper;
} AsiOrderTails;

AsiStatus asiInversionTails(int n, int64_t i, AsiPoll *poll, AsiOrderTails *tails);
AsiOrderTails asiSquaredRankSeries(int64_t n, int64_t s);

#endif
