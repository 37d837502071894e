/*
** The exact null distribution of the rank sum of Wilcoxon, Mann and Whitney, with ties.
**
**  (1) n1 of the n1 + n2 pooled observations are drawn, every subset equally likely; 2R = sum of rank2 over
**      the drawn ones. U = R - n1 (n1 + 1) / 2 differs by a constant: tails of R are tails of U.
**  (2) asiRankSumTails: P(R <= r), P(R >= r) and P(|R - E| >= |r - E|). With ties the distribution need not be
**      symmetric; the last is the definition of coin and exactRankTests. Relative accuracy 1e-13, however
**      small the tail. groups = NULL stands for nGroup values without ties, ranks 1, 2, ..., nGroup.
**  (3) asiRankSumLowest: without ties and for 0 <= p < 1/2, the largest k with P(U <= k-1) <= p, and that
**      probability; k = 0 and 0 if there is none. (The k-th smallest and the k-th largest difference bound
**      an interval for the shift of level 1 - 2 P(U <= k-1): Hodges & Lehmann 1963, Bauer 1972.)
**  (4) Work and memory depend on n1 and n2; asiRankSumFits says whether they are within the bounds below:
**      n1 = n2 up to 293, 200 against 484, 100 against 922, 10 against 8532. Otherwise ASI_LIMIT, and the
**      caller finds the words. At the bound: half a second and 134 MB, up to 175 MB when one tie group
**      reaches far into both halves of the sample. Time goes with (n1 n2)^2 at worst.
**  (5) For 30 observations no memory is asked for.
*/
#ifndef ASI_RANK_SUM_H
#define ASI_RANK_SUM_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "rank_tail.h"
#include "status.h"

#define ASI_RANK_SUM_MAX_TABLE (1 << 24) /* doubles, when no tie shortens or lengthens the tables */
#define ASI_RANK_SUM_MAX_WORK 2000000000 /* additions, likewise */

/* Whether the exact distribution is within the bounds, ties or not. */
int asiRankSumFits(int64_t n1, int64_t n2);
/* r2 = the observed 2R of the n1 drawn, 0 <= n1 <= sum of nTied. */
AsiStatus asiRankSumTails(const AsiTieGroup *groups, size_t nGroup, int64_t n1, int64_t r2, AsiPoll *poll,
                          AsiTail *tails);
AsiStatus asiRankSumLowest(int64_t n1, int64_t n2, double p, AsiPoll *poll, int64_t *k, double *below);

#endif
