/*
** The exact null distribution of the rank sum of Wilcoxon, Mann and Whitney, with ties.
**
**  (1) n1 of the n pooled observations are drawn, every subset equally likely; 2R = sum of rank2 over the
**      drawn ones. U = R - n1 (n1 + 1) / 2 differs by a constant, so tails of R are tails of U.
**  (2) asiRankSumTails: P(R <= r), P(R >= r) and P(|R - E| >= |r - E|); with ties the distribution need not be
**      symmetric, and the last is the definition of coin and exactRankTests. Relative accuracy 1e-13.
**  (3) asiRankSumLowest: without ties, the largest k with P(U <= k-1) <= p, and that probability; k = 0 and 0
**      if there is none.
**  (4) Beyond the stated bound: ASI_LIMIT, and the caller finds the words.
*/
#ifndef ASI_RANK_SUM_H
#define ASI_RANK_SUM_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "rank_tail.h"
#include "status.h"

/* r2 = the observed 2R of the n1 drawn, 0 <= n1 <= sum of nTied. */
AsiStatus asiRankSumTails(const AsiTieGroup *groups, size_t nGroup, int64_t n1, int64_t r2, AsiPoll *poll,
                          AsiTail *tails);
AsiStatus asiRankSumLowest(int64_t n1, int64_t n2, double p, AsiPoll *poll, int64_t *k, double *below);

#endif
