/*
** The exact distributions of tables, blocks and orders: at their edges, and stopped.
**
**  (1) Two columns are a sign test: P against binomial sums. Fisher's 2 x 2 against whole numbers. Orders of four, and of
**      Kendall's largest n, against their counts.
**  (2) The host refuses after any amount of work, and memory fails at each allocation: the status says so and no block
**      stays; afterwards the answer is right.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "column_sums.h"
#include "expect.h"
#include "freeman_halton.h"
#include "heap.h"
#include "rank_tables.h"

static bool isNear(double x, double wanted) { return fabs(x - wanted) <= 1e-13 * fabs(wanted); }

/* Blocks of two columns: S is (n-fold difference)^2 in doubled, centred ranks. */
static void testSigns(void) {
  const int32_t aRank[] = { -1, 1 }, aTied[] = { 0, 0 };
  AsiBlocks blocks = { .nColumn = 2 };
  double p = 7;
  int i;
  expect(asiBlocksAdd(&blocks, aTied) == ASI_OK && blocks.nBlock == 0, "a tied block counts for nothing");
  expect(asiColumnSumsTail(&blocks, 0, NULL, &p) == ASI_OK && p == 1, "no block: S is 0");
  expect(asiColumnSumsTail(&blocks, 1, NULL, &p) == ASI_OK && p == 0, "no block: S is never 1");
  for (i = 0; i < 10; i++) (void)asiBlocksAdd(&blocks, aRank);
  /* 9 of 10 or more, either side: 2 (10 + 1) / 1024 */
  expect(asiColumnSumsTail(&blocks, 2 * 8 * 8, NULL, &p) == ASI_OK && isNear(p, 22 / 1024.0), "ten signs");
  for (; i < 5000; i++) (void)asiBlocksAdd(&blocks, aRank);
  expect(blocks.nBlock == 5000, "as many blocks as allowed");
  expect(asiBlocksAdd(&blocks, aRank) == ASI_LIMIT && blocks.nBlock == 5000, "one block more");
  asiBlocksClear(&blocks);
  expect(heapBlocks == 0, "blocks cleared");
}

static void testTables(void) {
  const int64_t aSmall[] = { 3, 1, 1, 3 }, aLarge[] = { 20001, 0, 0, 1 }, aSum[] = { 20000, 0, 0, 1 };
  double p = 7;
  expect(asiFreemanHalton(aSmall, 4, 1, NULL, &p) == ASI_OK && p == 1, "one column");
  expect(asiFreemanHalton(aSmall, 1, 4, NULL, &p) == ASI_OK && p == 1, "one row");
  /* 2 (16 + 1) / 70 */
  expect(asiFreemanHalton(aSmall, 2, 2, NULL, &p) == ASI_OK && isNear(p, 34 / 70.0), "the lady's cups");
  expect(asiFreemanHalton(aLarge, 2, 2, NULL, &p) == ASI_LIMIT, "a cell beyond the bound");
  expect(asiFreemanHalton(aSum, 2, 2, NULL, &p) == ASI_LIMIT, "cells beyond the bound together");
}

/* ---- stopped ---- */

static AsiStatus pollRefuses(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

static const int64_t aTable[] = { 9, 2, 3, 1, 4, 3, 7, 2, 2, 5, 1, 8, 3, 2, 6, 4 };

static AsiStatus tableOf16(AsiPoll *poll, double *p) { return asiFreemanHalton(aTable, 4, 4, poll, p); }

static AsiStatus inversionsOf40(AsiPoll *poll, double *p) {
  AsiOrderTails tails = { 0, 0 };
  AsiStatus status = asiInversionTails(40, 300, poll, &tails);
  *p = tails.lower;
  return status;
}

static AsiStatus squaresOf8(AsiPoll *poll, double *p) {
  const AsiRankRuns runs = { { { 2, 1 }, { 4, 1 }, { 6, 1 }, { 8, 1 }, { 10, 1 }, { 12, 1 }, { 14, 1 }, { 16, 1 } },
                             8 };
  AsiOrderTails tails = { 0, 0 };
  AsiStatus status = asiRankProductTails(&runs, &runs, 696, poll, &tails);
  *p = tails.lower;
  return status;
}

static AsiStatus blocksOf4(AsiPoll *poll, double *p) {
  const int32_t aaRank[][4] = { { -3, -1, 1, 3 }, { -2, -2, 1, 3 }, { -3, 0, 0, 3 } };
  AsiBlocks blocks = { .nColumn = 4 };
  AsiStatus status = ASI_OK;
  int i;
  for (i = 0; status == ASI_OK && i < 9; i++) status = asiBlocksAdd(&blocks, aaRank[i % 3]);
  if (status == ASI_OK) status = asiColumnSumsTail(&blocks, 300, poll, p);
  asiBlocksClear(&blocks);
  return status;
}

typedef AsiStatus (*Work)(AsiPoll *poll, double *p);

/* Refused after so much work, for much and little of it; then after none. */
static void testStopped(Work work, const char *zWhat) {
  AsiPoll poll = { pollRefuses, NULL, INT64_MIN / 2 };
  double right = 7, p;
  bool isRight = work(&poll, &right) == ASI_OK && heapBlocks == 0;
  int64_t nWork = poll.nWork - INT64_MIN / 2, left;
  for (left = 0; isRight && left < nWork; left += 1 + nWork / 300) {
    poll.nWork = ASI_POLL_EVERY - (nWork - left);
    isRight = work(&poll, &p) == ASI_INTERRUPT && heapBlocks == 0;
  }
  expect(isRight && nWork > 0 && work(NULL, &p) == ASI_OK && p == right, zWhat);
}

static void testOutOfMemory(Work work, const char *zWhat) {
  double right = 7, p = 7;
  bool isRight = work(NULL, &right) == ASI_OK;
  AsiStatus status = ASI_NOMEM;
  long long i;
  for (i = 1; isRight && status == ASI_NOMEM; i++) {
    heapUntilFailure = i;
    status = work(NULL, &p);
    isRight = heapBlocks == 0 && (status == ASI_NOMEM || (status == ASI_OK && i > 1));
    heapUntilFailure = 0;
  }
  expect(isRight && status == ASI_OK && p == right, zWhat);
}

static void testOrders(void) {
  /* 1 3 5 6 5 3 1 orders of four with 0 to 6 inversions */
  const int aOrders[] = { 1, 3, 5, 6, 5, 3, 1 };
  int64_t i;
  double below = 0;
  for (i = 0; i < 7; i++) {
    AsiOrderTails tails;
    expect(asiInversionTails(4, i, NULL, &tails) == ASI_OK && isNear(tails.lower, (below + aOrders[i]) / 24) &&
               isNear(tails.upper, (24 - below) / 24),
           "orders of four");
    below += aOrders[i];
  }
}

int main(void) {
  testSigns();
  testTables();
  testOrders();
  testStopped(tableOf16, "a table, stopped");
  testStopped(inversionsOf40, "orders, stopped");
  testStopped(squaresOf8, "squared differences, stopped");
  testStopped(blocksOf4, "blocks, stopped");
  testOutOfMemory(tableOf16, "a table, without memory");
  testOutOfMemory(inversionsOf40, "orders, without memory");
  testOutOfMemory(squaresOf8, "squared differences, without memory");
  testOutOfMemory(blocksOf4, "blocks, without memory");
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
