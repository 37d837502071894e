/*
** Friedman's blocks and the orders behind Kendall's and Spearman's correlations, against a list of all orders.
**
**  (1) P(S >= s) of up to five blocks, with ties and without, for every s that occurs, one less and one more: all orders
**      of every block are listed. The order in which blocks are added does not matter.
**  (2) Both tails of the inversions and of the squared differences of every order of up to 7, for every value; beyond,
**      the published counts of the extreme orders, up to the largest n. Products and scores of tied runs against every
**      order of the values, for every value and beyond both ends, x and y in either place.
**  (3) The parts: blocks that are known, the table of sums beyond each of its sizes, the next order, how many orders.
**  (4) Each bound at the last value within and the first beyond; all work is reported, a refusal ends it.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column_sums.c"
#include "rank_correlation.c"
#include "rank_tables.c"

#include "expect.h"
#include "heap.h"

static bool isNear(double x, double wanted, double tolerance) { return fabs(x - wanted) <= tolerance * fabs(wanted); }

/* ---- all orders of all blocks ---- */

enum { columnMax = 5, blockMax = 6, squareMax = 6000 };

typedef struct Blocks {
  int nColumn, nBlock;
  int32_t aRank[blockMax][columnMax];
} Blocks;

static double aWays[squareMax];

static void listBlocks(const Blocks *blocks, int iBlock, int iColumn, const int32_t *aSum, unsigned used) {
  if (iBlock == blocks->nBlock) {
    int64_t squares = 0;
    for (int j = 0; j < blocks->nColumn; j++) squares += (int64_t)aSum[j] * aSum[j];
    aWays[squares]++;
    return;
  }
  for (int j = 0; j < blocks->nColumn; j++) {
    int32_t aNext[columnMax];
    bool isLast = iColumn + 1 == blocks->nColumn;
    if ((used >> j & 1) != 0) continue;
    memcpy(aNext, aSum, sizeof aNext);
    aNext[j] += blocks->aRank[iBlock][iColumn];
    listBlocks(blocks, isLast ? iBlock + 1 : iBlock, isLast ? 0 : iColumn + 1, aNext, isLast ? 0 : used | 1u << j);
  }
}

static AsiStatus addAll(AsiBlocks *to, const Blocks *blocks, int iFirst) {
  AsiStatus status = ASI_OK;
  *to = (AsiBlocks){ .nColumn = (size_t)blocks->nColumn };
  for (int i = 0; status == ASI_OK && i < blocks->nBlock; i++)
    status = asiBlocksAdd(to, blocks->aRank[(i + iFirst) % blocks->nBlock]);
  return status;
}

static void testBlocks(const Blocks *blocks) {
  const int32_t aSum[columnMax] = { 0 };
  double all = 0, atLeast = 0;
  AsiBlocks added, turned;
  memset(aWays, 0, sizeof aWays);
  listBlocks(blocks, 0, 0, aSum, 0);
  for (int s = 0; s < squareMax; s++) all += aWays[s];
  expect(addAll(&added, blocks, 0) == ASI_OK && addAll(&turned, blocks, 2) == ASI_OK, "blocks added");
  expect(added.nBlock == blocks->nBlock && added.nPattern == turned.nPattern &&
             memcmp(added.aRank, turned.aRank, added.nPattern * added.nColumn * sizeof *added.aRank) == 0 &&
             memcmp(added.aCount, turned.aCount, added.nPattern * sizeof *added.aCount) == 0,
         "the same blocks, whatever comes first");
  for (int s = squareMax - 1; s > 0; s--) {
    double p = 7;
    atLeast += aWays[s];
    if (aWays[s] == 0 && aWays[s - 1] == 0 && (s + 1 == squareMax || aWays[s + 1] == 0)) continue;
    expect(asiColumnSumsTail(&added, s, NULL, &p) == ASI_OK && isNear(p, atLeast / all, 1e-14), "P(S >= s)");
    if (atLeast == all) expect(p == 1, "P(S >= s) of the least");
  }
  for (int64_t s = 0; s > -2; s--) {
    double p = 7;
    expect(asiColumnSumsTail(&added, s, NULL, &p) == ASI_OK && p == 1, "P(S >= 0)");
  }
  asiBlocksClear(&added);
  asiBlocksClear(&turned);
  expect(heapBlocks == 0, "blocks cleared");
}

static void testAllBlocks(void) {
  static const Blocks aBlocks[] = {
    { 2, 6, { { -1, 1 }, { -3, 3 }, { -1, 1 }, { -2, 2 }, { -1, 1 }, { -3, 3 } } },
    { 3, 5, { { -2, 0, 2 }, { -2, 1, 1 }, { -1, -1, 2 }, { -2, 0, 2 }, { -2, 1, 1 } } },
    { 3, 6, { { -2, 0, 2 }, { -2, 0, 2 }, { -2, 0, 2 }, { -2, 0, 2 }, { -2, 0, 2 }, { -2, 0, 2 } } },
    { 4, 4, { { -3, -1, 1, 3 }, { -2, -2, 1, 3 }, { -3, 0, 0, 3 }, { -3, -1, 2, 2 } } },
    { 4, 4, { { -3, -1, 1, 3 }, { -3, -1, 1, 3 }, { -3, -1, 1, 3 }, { -3, -1, 1, 3 } } },
    { 5, 3, { { -4, -2, 0, 2, 4 }, { -3, -3, 0, 2, 4 }, { -4, -1, -1, 3, 3 } } },
    { 5, 2, { { -4, -2, 0, 2, 4 }, { -4, 1, 1, 1, 1 } } },
    { 5, 1, { { -4, -2, 0, 2, 4 } } },
    /* the block that is placed first is not its own mirror image */
    { 3, 5, { { -2, 1, 1 }, { -1, -1, 2 }, { -2, 1, 1 }, { -1, -1, 2 }, { -2, 1, 1 } } },
    { 4, 3, { { -3, 1, 1, 1 }, { -2, -2, 1, 3 }, { -1, -1, -1, 3 } } },
  };
  for (size_t i = 0; i < sizeof aBlocks / sizeof aBlocks[0]; i++) testBlocks(&aBlocks[i]);
}

/* So many different blocks that every array grows, in an order that puts them before, between and after. */
static void testManyPatterns(void) {
  enum { most = 200 };
  AsiBlocks blocks = { .nColumn = 3 };
  bool isRight = true;
  for (int round = 0; round < 3; round++)
    for (int i = 0; i < most; i++) {
      int32_t x = (int32_t)(i * 77 % most) + 1, aRank[] = { -2 * x, x - i % 2, x + i % 2 };
      isRight &= asiBlocksAdd(&blocks, aRank) == ASI_OK;
    }
  expect(isRight && blocks.nPattern == most && blocks.nBlock == 3 * most, "every pattern once");
  for (size_t i = 0; i < blocks.nPattern; i++) {
    isRight &= blocks.aCount[i] == 3 && blocks.aRank[3 * i] + blocks.aRank[3 * i + 1] + blocks.aRank[3 * i + 2] == 0;
    if (i > 0) isRight &= blocks.aRank[3 * i] > blocks.aRank[3 * i - 3];
  }
  expect(isRight, "in lexicographic order, each counted");
  asiBlocksClear(&blocks);
  expect(blocks.aRank == NULL && blocks.nPattern == 0 && blocks.nBlock == 0 && heapBlocks == 0, "cleared");
}

/* ---- parts ---- */

/* Four times as many when half of them are not enough. */
static size_t slotsFor(size_t nEntry) {
  size_t nSlot = 64;
  while (2 * nEntry > nSlot) nSlot *= 4;
  return nSlot;
}

/* Sums that come again and again, far beyond each size of the table. */
static void testTable(void) {
  ColumnTable table = { .nColumn = 3 };
  bool isRight = true;
  for (int round = 0; round < 3; round++) {
    for (int32_t i = 0; i < 3000; i++) {
      int32_t aSum[] = { -i * 13 % 3001 - 40, i % 7, i * 13 % 3001 };
      isRight &= columnTableAdd(&table, aSum, (double)i + 1) == ASI_OK;
      if (round == 0) isRight &= table.nEntry == (size_t)i + 1 && table.nSlot == slotsFor(table.nEntry);
    }
    isRight &= table.nEntry == 3000 && (table.nSlot & (table.nSlot - 1)) == 0 && table.nSlot < 8 * table.nEntry;
  }
  for (int32_t i = 0; i < 3000; i++) isRight &= table.aMass[i] == 3 * ((double)i + 1) && table.aSum[3 * i + 1] == i % 7;
  expect(isRight, "each sum is found again");
  columnTableEmpty(&table);
  expect(table.nEntry == 0, "emptied");
  for (size_t i = 0; i < table.nSlot; i++) isRight &= table.aSlot[i] == 0;
  expect(isRight, "no slot is taken");
  for (int32_t i = 0; i < 50; i++) {
    int32_t aSum[] = { -i, 0, i };
    isRight &= columnTableAdd(&table, aSum, 1) == ASI_OK && table.nEntry == (size_t)i + 1 && table.aMass[i] == 1;
  }
  expect(isRight, "filled again");
  columnTableClear(&table);
  expect(heapBlocks == 0 && table.nSlot == 0, "cleared");
}

/* Sums that differ in one column only, the first aside, have different hashes nearly always; few meet in a small table. */
static void testHash(void) {
  int nSame = 0;
  for (int32_t i = 0; i < 64; i++)
    for (int32_t j = 0; j < i; j++) {
      const int32_t aHere[] = { 0, i, 5, 7 }, aThere[] = { 0, j, 5, 7 }, aLast[] = { 0, 5, 7, i },
                    aOther[] = { 0, 5, 7, j };
      nSame += (columnHash(aHere, 4) & 1023) == (columnHash(aThere, 4) & 1023);
      nSame += (columnHash(aLast, 4) & 1023) == (columnHash(aOther, 4) & 1023);
    }
  expect(nSame < 2 * 2016 / 256, "hashes spread");
}

static void testNextOrder(void) {
  static const struct {
    int32_t aRank[5];
    size_t n;
    int nOrder;
  } aCase[] = { { { 1, 2, 3, 4 }, 4, 24 },    { { 1, 1, 2, 3 }, 4, 12 },    { { 1, 2, 2, 2 }, 4, 4 },
                { { 1, 1, 2, 2 }, 4, 6 },     { { -1, 7 }, 2, 2 },          { { 3, 3, 3 }, 3, 1 },
                { { 1, 1, 2, 3, 3 }, 5, 30 }, { { 1, 2, 3, 4, 5 }, 5, 120 } };
  for (size_t i = 0; i < sizeof aCase / sizeof aCase[0]; i++) {
    int32_t aRank[5], aBefore[5];
    size_t n = aCase[i].n;
    int nSeen = 1;
    bool isRising = true;
    memcpy(aRank, aCase[i].aRank, sizeof aRank);
    expect(columnOrders(aRank, n) == aCase[i].nOrder, "how many orders");
    for (memcpy(aBefore, aRank, sizeof aRank); columnNextOrder(aRank, n); memcpy(aBefore, aRank, sizeof aRank)) {
      int32_t sum = 0, wanted = 0;
      for (size_t j = 0; j < n; j++)
        sum += aRank[j] * aRank[j] + aRank[j], wanted += aCase[i].aRank[j] * (aCase[i].aRank[j] + 1);
      isRising &= sum == wanted && columnCompare(aBefore, aRank, n) == -1 && columnCompare(aRank, aBefore, n) == 1;
      nSeen++;
    }
    expect(isRising && nSeen == aCase[i].nOrder, "orders, one after the other");
    expect(columnCompare(aRank, aBefore, n) == 0, "equal");
  }
}

/* ---- bounds, and what is reported ---- */

static AsiStatus pollRefuses(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

static void testBounds(void) {
  int32_t aRank[ASI_COLUMN_SUMS_COLUMNS + 1] = { 0 };
  const int32_t aThree[] = { -2, 0, 2 };
  double p = 7;
  for (size_t n = ASI_COLUMN_SUMS_COLUMNS; n <= ASI_COLUMN_SUMS_COLUMNS + 1; n++) {
    AsiBlocks blocks = { .nColumn = n };
    memset(aRank, 0, sizeof aRank);
    aRank[0] = -1;
    aRank[n - 1] = 1;
    expect(asiBlocksAdd(&blocks, aRank) == (n == ASI_COLUMN_SUMS_COLUMNS ? ASI_OK : ASI_LIMIT), "columns");
    if (n == ASI_COLUMN_SUMS_COLUMNS) expect(asiColumnSumsTail(&blocks, 2, NULL, &p) == ASI_OK && p == 1, "64 columns");
    expect(asiBlocksAdd(&blocks, (int32_t[ASI_COLUMN_SUMS_COLUMNS + 1]){ 0 }) == ASI_OK, "a tied block has no bound");
    asiBlocksClear(&blocks);
  }
  for (int64_t n = 4999; n <= 5000; n++) {
    AsiBlocks blocks = { .nColumn = 2, .nBlock = n };
    expect(asiBlocksAdd(&blocks, (int32_t[]){ -1, 1 }) == (n < 5000 ? ASI_OK : ASI_LIMIT), "blocks of two columns");
    asiBlocksClear(&blocks);
  }
  for (int64_t n = 3332; n <= 3334; n++) {
    AsiBlocks blocks = { .nColumn = 3, .nBlock = n };
    expect(asiBlocksAdd(&blocks, aThree) == (n < 3333 ? ASI_OK : ASI_LIMIT), "blocks times columns");
    expect(blocks.nBlock == (n < 3333 ? n + 1 : n), "blocks");
    asiBlocksClear(&blocks);
  }
}

/* Six orders of three columns onto each entry: 18 steps. */
static void testWork(void) {
  static const int32_t aRank[] = { -2, 0, 2 };
  for (int beyond = 0; beyond < 2; beyond++) {
    AsiPoll poll = { pollRefuses, NULL, INT64_MIN / 2 };
    ColumnWalk walk = { .here = { .nColumn = 3 }, .next = { .nColumn = 3 }, .poll = &poll };
    int32_t aOther[] = { -3, 1, 2 };
    expect(columnTableAdd(&walk.here, aRank, 0.5) == ASI_OK && columnTableAdd(&walk.here, aOther, 0.5) == ASI_OK,
           "two");
    walk.nStep = ASI_COLUMN_SUMS_WORK - 2 * 18 + beyond;
    expect(columnConvolve(&walk, aRank) == (beyond ? ASI_LIMIT : ASI_OK), "the work allowed");
    expect(poll.nWork - INT64_MIN / 2 == (beyond ? 0 : 2 * 18 * COLUMN_STEP_NANOSECONDS), "all work is reported");
    if (!beyond) {
      double mass = 0;
      for (size_t i = 0; i < walk.here.nEntry; i++) mass += walk.here.aMass[i];
      expect(isNear(mass, 1, 1e-15) && walk.here.nEntry > 3 && walk.next.nEntry == 2, "spread over all orders");
      walk.nStep = 0;
      poll.nWork = ASI_POLL_EVERY - 18 * COLUMN_STEP_NANOSECONDS;
      expect(columnConvolve(&walk, aRank) == ASI_INTERRUPT && poll.nWork == 0, "refused, and no more work done");
    }
    columnTableClear(&walk.here);
    columnTableClear(&walk.next);
  }
}

static AsiStatus blocksOf4(AsiPoll *poll, double *p) {
  static const Blocks blocks = {
    4, 6, { { -3, -1, 1, 3 }, { -2, -2, 1, 3 }, { -3, 0, 0, 3 }, { -3, -1, 1, 3 }, { -3, -1, 1, 3 }, { -3, 0, 0, 3 } }
  };
  AsiBlocks added;
  AsiStatus status = addAll(&added, &blocks, 0);
  if (status == ASI_OK) status = asiColumnSumsTail(&added, 200, poll, p);
  asiBlocksClear(&added);
  return status;
}

static AsiStatus inversionsOf9(AsiPoll *poll, double *p) {
  AsiOrderTails tails = { 7, 7 };
  AsiStatus status = asiInversionTails(9, 17, poll, &tails);
  *p = tails.lower;
  return status;
}

/* Runs of so many equal values each. */
static AsiRankRuns runsOf(int nRun, const int *aTied) {
  AsiRankRuns runs = { .n = nRun };
  int nBefore = 0;
  for (int i = 0; i < nRun; nBefore += aTied[i++]) {
    runs.a[i] = (AsiTieGroup){ 2 * nBefore + aTied[i] + 1, aTied[i] };
  }
  return runs;
}

/* Of the sum of squared differences of n ranks without ties: 4s is the difference of the products from their largest. */
static AsiStatus squaredTails(int n, int64_t s, AsiPoll *poll, AsiOrderTails *tails) {
  static const int aOne[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  AsiRankRuns runs = runsOf(n, aOne);
  AsiOrderTails products = { 7, 7 };
  int64_t most = (int64_t)2 * n * (n + 1) * (2 * n + 1) / 3;
  AsiStatus status = asiRankProductTails(&runs, &runs, most - 2 * s, poll, &products);
  *tails = (AsiOrderTails){ products.upper, products.lower };
  return status;
}

static AsiStatus productsOf6(AsiPoll *poll, double *p) {
  const int aX[] = { 2, 1, 3 }, aY[] = { 1, 2, 2, 1 };
  AsiRankRuns x = runsOf(3, aX), y = runsOf(4, aY);
  AsiOrderTails tails = { 7, 7 };
  AsiStatus status = asiRankProductTails(&x, &y, 298, poll, &tails);
  *p = tails.lower;
  return status;
}

typedef AsiStatus (*Work)(AsiPoll *poll, double *p);

/* Without memory at each allocation in turn, and refused after any part of the work. */
static void testHindered(Work work, int64_t nWorkWanted, const char *zWhat) {
  AsiPoll poll = { pollRefuses, NULL, INT64_MIN / 2 };
  double right = 7, p = 7;
  bool isRight = work(&poll, &right) == ASI_OK && heapBlocks == 0;
  int64_t nWork = poll.nWork - INT64_MIN / 2;
  AsiStatus status = ASI_NOMEM;
  if (nWork != nWorkWanted)
    printf("%s: work of %lld, expected %lld\n", zWhat, (long long)nWork, (long long)nWorkWanted);
  expect(isRight && nWork == nWorkWanted, zWhat);
  for (int i = 0; i < 20; i++) {
    poll.nWork = ASI_POLL_EVERY - nWork * (20 - i) / 20;
    isRight &= work(&poll, &p) == ASI_INTERRUPT && poll.nWork == 0 && heapBlocks == 0;
  }
  expect(isRight, zWhat);
  for (long long i = 1; isRight && status == ASI_NOMEM; i++) {
    heapUntilFailure = i;
    status = work(NULL, &p);
    heapUntilFailure = 0;
    isRight = heapBlocks == 0 && (status == ASI_NOMEM || (status == ASI_OK && i > 1));
  }
  expect(isRight && p == right, zWhat);
}

/* ---- orders ---- */

enum { orderMax = 7, squaresMost = (orderMax * orderMax * orderMax - orderMax) / 3 };

static double aInversions[squaresMost + 1], aSquares[squaresMost + 1];

static void listOrders(int n, int place, const int *aRank, unsigned used, int nInversion, int nSquare) {
  if (place == n) {
    aInversions[nInversion]++;
    aSquares[nSquare]++;
    return;
  }
  for (int rank = 0; rank < n; rank++) {
    int aNext[orderMax], nMore = 0;
    if ((used >> rank & 1) != 0) continue;
    memcpy(aNext, aRank, sizeof aNext);
    aNext[place] = rank;
    for (int i = 0; i < place; i++) nMore += aRank[i] > rank;
    listOrders(n, place + 1, aNext, used | 1u << rank, nInversion + nMore, nSquare + (rank - place) * (rank - place));
  }
}

static void expectTails(AsiOrderTails tails, double below, double at, double all, const char *zWhat) {
  expect(isNear(tails.lower, (below + at) / all, 1e-14) && isNear(tails.upper, (all - below) / all, 1e-14), zWhat);
}

static void testOrders(int n) {
  const int aRank[orderMax] = { 0 };
  double all = 1, below = 0;
  AsiOrderTails tails;
  memset(aInversions, 0, sizeof aInversions);
  memset(aSquares, 0, sizeof aSquares);
  listOrders(n, 0, aRank, 0, 0, 0);
  for (int i = 2; i <= n; i++) all *= i;
  for (int i = 0; i <= n * (n - 1) / 2; below += aInversions[i++]) {
    expect(asiInversionTails(n, i, NULL, &tails) == ASI_OK, "inversions: status");
    expectTails(tails, below, aInversions[i], all, "inversions of all orders");
  }
  below = 0;
  for (int s = 0; s <= (n * n * n - n) / 3; below += aSquares[s++]) {
    if (aSquares[s] == 0) continue;
    expect(squaredTails(n, s, NULL, &tails) == ASI_OK, "squared differences: status");
    expectTails(tails, below, aSquares[s], all, "squared differences of all orders");
  }
  expect(heapBlocks == 0, "nothing stays");
}

/* Orders of n with 0 to 4 inversions: 1, n-1, (n-2)(n+1)/2, n(n^2-7)/6, n(n+1)(n^2+n-14)/24 (Netto 1901; n > 3). */
static void testFewInversions(void) {
  for (int n = 5; n <= ASI_INVERSIONS_MAX; n += n < 20 ? 1 : 15) {
    double m = n,
           aCount[] = { 1, m - 1, (m - 2) * (m + 1) / 2, m * (m * m - 7) / 6, m * (m + 1) * (m * m + m - 14) / 24 };
    double all = 1, sum = 0;
    int64_t most = (int64_t)n * (n - 1) / 2;
    for (int i = 2; i <= n; i++) all *= i;
    for (int i = 0; i < 5; i++) {
      AsiOrderTails tails = { 7, 7 }, mirrored = { 7, 7 };
      sum += aCount[i];
      expect(asiInversionTails(n, i, NULL, &tails) == ASI_OK && isNear(tails.lower, sum / all, 1e-13),
             "few inversions");
      expect(asiInversionTails(n, most - i, NULL, &mirrored) == ASI_OK && mirrored.upper == tails.lower &&
                 mirrored.lower == tails.upper && tails.upper <= 1 && tails.upper >= 0.5,
             "few orders kept");
    }
  }
}

enum { tiedMost = 3000 };

static double aProducts[tiedMost], aScores[2 * tiedMost + 1];

static void listTied(int n, const int *aX, const int *aY, int place, int *aOrder, unsigned used) {
  int nProduct = 0, nScore = 0;
  for (int i = 0; place < n && i < n; i++) {
    if ((used >> i & 1) != 0) continue;
    aOrder[place] = aY[i];
    listTied(n, aX, aY, place + 1, aOrder, used | 1u << i);
  }
  if (place < n) return;
  for (int i = 0; i < n; i++) {
    nProduct += aX[i] * aOrder[i];
    for (int j = 0; j < i; j++)
      nScore += ((aX[i] > aX[j]) - (aX[i] < aX[j])) * ((aOrder[i] > aOrder[j]) - (aOrder[i] < aOrder[j]));
  }
  aProducts[nProduct]++;
  aScores[tiedMost + nScore]++;
}

static int doubledRanks(const AsiRankRuns *runs, int *aRank) {
  int n = 0;
  for (int i = 0; i < runs->n; i++)
    for (int j = 0; j < runs->a[i].nTied; j++) aRank[n++] = (int)runs->a[i].rank2;
  return n;
}

typedef AsiStatus (*Tails)(const AsiRankRuns *, const AsiRankRuns *, int64_t, AsiPoll *, AsiOrderTails *);

static void testTiedTails(Tails tailsOf, const AsiRankRuns *x, const AsiRankRuns *y, const double *aTimes, int first,
                          int last, const char *zWhat) {
  double all = 0, below = 0;
  for (int i = first; i <= last; i++) all += aTimes[i];
  for (int i = first; i <= last; below += aTimes[i++]) {
    AsiOrderTails tails = { 7, 7 };
    if (aTimes[i] == 0) continue;
    expect(tailsOf(x, y, i, NULL, &tails) == ASI_OK, zWhat);
    expectTails(tails, below, aTimes[i], all, zWhat);
  }
}

static void testTied(int nX, const int *aXTied, int nY, const int *aYTied) {
  AsiRankRuns x = runsOf(nX, aXTied), y = runsOf(nY, aYTied);
  int aX[orderMax], aY[orderMax], aOrder[orderMax];
  int n = doubledRanks(&x, aX);
  expect(doubledRanks(&y, aY) == n, "as many of both");
  memset(aProducts, 0, sizeof aProducts);
  memset(aScores, 0, sizeof aScores);
  listTied(n, aX, aY, 0, aOrder, 0);
  testTiedTails(asiRankProductTails, &x, &y, aProducts, 0, tiedMost - 1, "products of all orders");
  testTiedTails(asiRankProductTails, &y, &x, aProducts, 0, tiedMost - 1, "products, turned");
  testTiedTails(asiRankScoreTails, &x, &y, aScores + tiedMost, -tiedMost, tiedMost, "scores of all orders");
  testTiedTails(asiRankScoreTails, &y, &x, aScores + tiedMost, -tiedMost, tiedMost, "scores, turned");
  expect(heapBlocks == 0, "nothing stays of tied runs");
}

static void testAllTied(void) {
  static const struct {
    int nX, aX[7], nY, aY[7];
  } aCase[] = { { 2, { 1, 1 }, 2, { 1, 1 } },          { 2, { 2, 1 }, 2, { 1, 2 } },
                { 3, { 1, 1, 2 }, 2, { 3, 1 } },       { 5, { 1, 1, 1, 1, 1 }, 2, { 3, 2 } },
                { 2, { 3, 3 }, 2, { 2, 4 } },          { 3, { 2, 2, 2 }, 3, { 3, 2, 1 } },
                { 3, { 2, 1, 3 }, 4, { 1, 2, 2, 1 } }, { 6, { 1, 1, 2, 1, 1, 1 }, 6, { 1, 1, 1, 1, 1, 2 } },
                { 2, { 1, 6 }, 3, { 2, 3, 2 } },       { 7, { 1, 1, 1, 1, 1, 1, 1 }, 3, { 3, 1, 3 } } };
  for (size_t i = 0; i < sizeof aCase / sizeof aCase[0]; i++)
    testTied(aCase[i].nX, aCase[i].aX, aCase[i].nY, aCase[i].aY);
}

/* The most pairs: one order has no difference, 13 trade two neighbours, (13 - 1)(13 - 2)/2 = 66 trade two such pairs. */
static void testMostRanks(void) {
  const double all = 87178291200;
  AsiOrderTails tails = { 7, 7 };
  expect(squaredTails(14, 0, NULL, &tails) == ASI_OK && tails.lower == 1 / all && tails.upper == 1, "14 ranks");
  expect(squaredTails(14, 2, NULL, &tails) == ASI_OK && tails.lower == 14 / all, "14 ranks, S = 2");
  expect(squaredTails(14, 4, NULL, &tails) == ASI_OK && tails.lower == 80 / all, "14 ranks, S = 4");
  expect(squaredTails(14, 910, NULL, &tails) == ASI_OK && tails.upper == 1 / all && tails.lower == 1, "14 turned");
}

/* One order has no difference, 8 trade two neighbours: S = 2; S = 4: two such pairs, (8 - 1)(8 - 2)/2 = 21 ways. */
static void testNineRanks(void) {
  const double all = 362880;
  AsiOrderTails tails = { 7, 7 };
  expect(squaredTails(9, 0, NULL, &tails) == ASI_OK && isNear(tails.lower, 1 / all, 1e-14), "nine ranks, none moved");
  expect(squaredTails(9, 2, NULL, &tails) == ASI_OK && isNear(tails.lower, 9 / all, 1e-14), "nine ranks, S = 2");
  expect(squaredTails(9, 4, NULL, &tails) == ASI_OK && isNear(tails.lower, 30 / all, 1e-14), "nine ranks, S = 4");
  expect(squaredTails(9, 240, NULL, &tails) == ASI_OK && isNear(tails.upper, 1 / all, 1e-14), "nine ranks, turned");
  expect(squaredTails(9, 120, NULL, &tails) == ASI_OK && tails.lower == tails.upper, "nine ranks, in the middle");
}

/* The series leaves 0 to 1 at both ends, where a probability does not. */
static void testSeries(void) {
  for (int64_t n = 10; n <= 40; n += 10) {
    int64_t most = (n * n * n - n) / 3;
    AsiOrderTails first = asiSquaredRankSeries(n, 0), last = asiSquaredRankSeries(n, most);
    expect(first.lower >= 0 && first.lower < 1e-5 && first.upper <= 1 && first.upper > 0.9999, "no difference at all");
    expect(last.upper == first.lower && last.lower == first.upper, "the largest difference");
  }
}

int main(void) {
  testAllBlocks();
  testManyPatterns();
  testTable();
  testHash();
  testNextOrder();
  testBounds();
  testWork();
  for (int n = 1; n <= orderMax; n++) testOrders(n);
  testFewInversions();
  testNineRanks();
  testHindered(blocksOf4, 356736, "blocks, hindered");
  testHindered(inversionsOf9, 4 + 12 + 28 + 55 + 96 + 126 + 144 + 162, "inversions, hindered");
  testHindered(productsOf6, 3869, "products with ties, hindered");
  testAllTied();
  testMostRanks();
  testSeries();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
