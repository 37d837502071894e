/*
** The exact null distribution of Friedman's statistic, with ties: of the sum of squared column sums of ranks.
**
**  (1) Each block holds k ranks, doubled and centred: whole numbers that add up to 0. Under the null hypothesis the k!
**      orders of a block are equally likely, whatever the other blocks do; the ranks themselves, ties and all, are given.
**      With S the sum over the columns of the squared sums of ranks, asiColumnSumsTail gives P(S >= s). 1e-14 relative,
**      down to 1e-300.
**  (2) A constant block moves nothing and is left out. No block at all: S = 0 with certainty.
**  (3) ASI_LIMIT, and the caller finds the words, where (4) takes more than ASI_COLUMN_SUMS_WORK steps of 5 to 10 ns, a
**      quarter of a second, or blocks times columns exceed 10,000, or columns ASI_COLUMN_SUMS_COLUMNS. The end without
**      ties (of zeros and ones, half of each): n = 5000 (5000) blocks of k = 2 columns, 214 (490) of 3, 36 (113) of 4,
**      11 (57) of 5, 5 (33) of 6. k!^n <= 2e6 is always within.
**  (4) Blocks are added one after the other to a table of the reachable column sums. S does not change when columns trade
**      places, and neither do the probabilities: so sums that differ by their order are one entry, kept sorted.
**  (5) The answer does not depend on the order in which blocks are added.
*/
#ifndef ASI_COLUMN_SUMS_H
#define ASI_COLUMN_SUMS_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "status.h"

#define ASI_COLUMN_SUMS_WORK 30000000
#define ASI_COLUMN_SUMS_COLUMNS 64

/* Blocks that share their ranks are counted together. All-zero bytes but for nColumn are no blocks. */
typedef struct AsiBlocks {
  size_t nColumn;
  int32_t *aRank; /* of pattern i: aRank[i * nColumn ..], rising; patterns in lexicographic order */
  int64_t *aCount;
  size_t nPattern, nRankAlloc, nCountAlloc;
  int64_t nBlock;
} AsiBlocks;

/* aRank[0..nColumn) in rising order. ASI_LIMIT: too many blocks, or columns, for (3). */
AsiStatus asiBlocksAdd(AsiBlocks *blocks, const int32_t *aRank);
void asiBlocksClear(AsiBlocks *blocks);

AsiStatus asiColumnSumsTail(const AsiBlocks *blocks, int64_t s, AsiPoll *poll, double *p);

#endif
