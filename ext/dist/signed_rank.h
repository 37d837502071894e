/*
** The exact null distribution of Wilcoxon's signed-rank sum, with ties.
**
**  (1) Each of the n non-zero |d| is positive with probability 1/2, whatever the others are. 2W = sum of
**      rank2 over the positive ones. Ranks are what the caller says they are: tied, or raised by zeros
**      (Pratt). groups = NULL stands for nGroup values without ties, ranks 1, 2, ..., nGroup.
**  (2) asiSignedRankTails: P(W <= w), P(W >= w) and min(1, 2 * the smaller). The distribution is symmetric.
**      Relative accuracy 1e-14, however small the tail. No group at all: W = 0 with certainty.
**  (3) asiSignedRankLowest: for ranks 1..n and 0 <= p < 1/2, the largest k with P(W <= k-1) <= p, and that
**      probability; k = 0 and 0 if there is none. (The k-th smallest and the k-th largest Walsh average bound
**      an interval of level 1 - 2 P(W <= k-1): Hodges & Lehmann 1963, Bauer 1972.)
**  (4) n > ASI_SIGNED_RANK_MAX_N, or tables of more than ASI_SIGNED_RANK_MAX_TABLE doubles: ASI_LIMIT, and the
**      caller finds the words. The tables may take half the sum of all rank2; without zeros any n up to the
**      bound fits, with zeros under Pratt what asiSignedRankFits says: n <= 500 always, n = 1000 up to 32,500.
**  (5) Up to about 50 values no memory is asked for; 1000 take 3 MB at most, 2000 12 MB, 5000 70 MB. Time on
**      a machine of 2024, with ties, for p near 1/2 and for the slowest p: 10 and 15 ms, 65 and 140 ms, 1.1
**      and 3.8 s.
*/
#ifndef ASI_SIGNED_RANK_H
#define ASI_SIGNED_RANK_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "rank_tail.h"
#include "status.h"

#define ASI_SIGNED_RANK_MAX_N 5000
#define ASI_SIGNED_RANK_MAX_TABLE (1 << 25)

/* Whether the tails of n values are within the bounds when nZero zeros are ranked below them. */
int asiSignedRankFits(int64_t n, int64_t nZero);
/* w2 = the observed 2W. */
AsiStatus asiSignedRankTails(const AsiTieGroup *groups, size_t nGroup, int64_t w2, AsiPoll *poll, AsiTail *tails);
AsiStatus asiSignedRankLowest(int64_t n, double p, AsiPoll *poll, int64_t *k, double *below);

#endif
