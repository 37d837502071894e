/*
** The exact null distributions of Spearman's and Kendall's rank correlations, with ties and without: all n! orders of
** the y against the x are equally likely.
**
**  (1) What an order amounts to is a table: how many of each run of equal y stand beside each run of equal x. Its rows
**      are filled one after the other; how many of each column are used up so far says all that later rows need to know.
**      For each such state the sums that lead to it are counted, in whole numbers that a double holds, n! being below
**      2^53. The tails are quotients of two of them, so they are right to the last bit or two.
**  (2) asiRankProductTails: of sum(2R 2Q), R and Q the midranks, which Spearman's rho and its sum of squared differences
**      follow. asiRankScoreTails: of Kendall's C - D, the concordant pairs less the discordant ones.
**  (3) lower = P(X <= x), upper = P(X >= x) for an observed x, one that some order has; both hold P(X = x).
**  (4) n from 1 to ASI_RANK_TABLE_MAX. There are at most 2^n states. Products take
**      15 ms for n = 12 and 0.2 s for n = 14 where they take longest (one pair tied in either variable), 5 and 60 ms
**      without ties, scores less; memory 4 MB and 20 MB.
**
** By the recursion over subsets that Kendall, Kendall & Babington Smith (1939, Biometrika 30:251) count Spearman's sums
** with, on multisets.
*/
#ifndef ASI_RANK_TABLES_H
#define ASI_RANK_TABLES_H

#include <stdint.h>

#include "poll.h"
#include "rank_correlation.h"
#include "rank_tail.h"
#include "status.h"

#define ASI_RANK_TABLE_MAX 14

/* The runs of equal values of a variable, in rising order. */
typedef struct AsiRankRuns {
  AsiTieGroup a[ASI_RANK_TABLE_MAX];
  int n;
} AsiRankRuns;

AsiStatus asiRankProductTails(const AsiRankRuns *x, const AsiRankRuns *y, int64_t products, AsiPoll *poll,
                              AsiOrderTails *tails);
AsiStatus asiRankScoreTails(const AsiRankRuns *x, const AsiRankRuns *y, int64_t score, AsiPoll *poll,
                            AsiOrderTails *tails);

#endif
