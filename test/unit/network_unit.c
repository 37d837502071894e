/*
** The exact test of a table: every part of the network by itself, and p against a list of all tables.
**
**  (1) p of tables of 2 x 2 to 5 x 5, sparse and full, against the weights of all tables with their margins, as whole
**      numbers; of tables that differ by the order of rows and columns to the last bits the same.
**  (2) The longest and the shortest way from the first node against all tables; nodes, factorials, sorting, gathering and
**      counting pasts against the slow and obvious way.
**  (3) Each bound at the last value within and the first beyond; what is reported to the host, step by step.
**  (4) How many steps some tables take: whoever finds a shorter way lowers the numbers.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "freeman_halton.c"

#include "expect.h"
#include "heap.h"
#include "random.h"

/* ---- all tables with the margins of one ---- */

enum { cellMax = 36, sideMax = 20 };

typedef struct Listing {
  size_t nRow, nColumn;
  int64_t aRow[sideMax], aColumn[sideMax]; /* what is left of them */
  int64_t aCell[cellMax];
  double observed; /* 1 / product of the cells' factorials: the weight of a table */
  double all, within;
  double least, most;
} Listing;

static double factorial(int64_t n) { return n < 2 ? 1 : (double)n * factorial(n - 1); }

static double weightOf(const int64_t *aCell, size_t n) {
  double weight = 1;
  for (size_t i = 0; i < n; i++) weight /= factorial(aCell[i]);
  return weight;
}

static void listFrom(Listing *list, size_t iCell) {
  size_t i = iCell / list->nColumn, j = iCell % list->nColumn;
  int64_t most;
  if (iCell == list->nRow * list->nColumn) {
    double weight = weightOf(list->aCell, iCell);
    list->all += weight;
    if (weight <= list->observed * (1 + 1e-7)) list->within += weight;
    list->least = fmin(list->least, weight);
    list->most = fmax(list->most, weight);
    return;
  }
  most = list->aRow[i] < list->aColumn[j] ? list->aRow[i] : list->aColumn[j];
  for (int64_t x = 0; x <= most; x++) {
    if (j + 1 == list->nColumn && x != list->aRow[i]) continue;
    if (i + 1 == list->nRow && x != list->aColumn[j]) continue;
    list->aCell[iCell] = x;
    list->aRow[i] -= x;
    list->aColumn[j] -= x;
    listFrom(list, iCell + 1);
    list->aRow[i] += x;
    list->aColumn[j] += x;
  }
}

static Listing listOf(const int64_t *aCount, size_t nRow, size_t nColumn) {
  Listing list = { .nRow = nRow, .nColumn = nColumn, .least = HUGE_VAL };
  list.observed = weightOf(aCount, nRow * nColumn);
  for (size_t i = 0; i < nRow * nColumn; i++) {
    list.aRow[i / nColumn] += aCount[i];
    list.aColumn[i % nColumn] += aCount[i];
  }
  listFrom(&list, 0);
  return list;
}

static bool isNear(double x, double wanted, double tolerance) { return fabs(x - wanted) <= tolerance * fabs(wanted); }

/* n observations; a column or row in three is rarely met. No margin is 0. */
static void randomTable(int64_t *aCount, size_t nRow, size_t nColumn, int64_t n, bool isSkew) {
  size_t nCell = nRow * nColumn, i;
  memset(aCount, 0, nCell * sizeof *aCount);
  for (i = 0; i < nRow || i < nColumn; i++, n--) aCount[i % nRow * nColumn + i % nColumn]++;
  for (; n > 0; n--) {
    size_t iRow = (size_t)randomBelow((int64_t)nRow), iColumn = (size_t)randomBelow((int64_t)nColumn);
    if (isSkew && randomBelow(2) != 0) iColumn = iRow % nColumn;
    aCount[iRow * nColumn + iColumn]++;
  }
}

static void testListed(size_t nRow, size_t nColumn, int64_t n) {
  int64_t aCount[cellMax], aTurned[cellMax], aMoved[cellMax];
  for (int trial = 0; trial < 12; trial++) {
    Listing list;
    double p = 7, pTurned = 7, pMoved = 7;
    randomTable(aCount, nRow, nColumn, n, trial % 2 != 0);
    for (size_t i = 0; i < nRow * nColumn; i++) {
      aTurned[i % nColumn * nRow + i / nColumn] = aCount[i];
      aMoved[(i / nColumn + 1) % nRow * nColumn + (i % nColumn + 1) % nColumn] = aCount[i];
    }
    list = listOf(aCount, nRow, nColumn);
    expect(asiFreemanHalton(aCount, nRow, nColumn, NULL, &p) == ASI_OK && heapBlocks == 0, "a table: status");
    expect(isNear(p, list.within / list.all, 1e-13), "a table against all with its margins");
    expect(asiFreemanHalton(aTurned, nColumn, nRow, NULL, &pTurned) == ASI_OK && isNear(pTurned, p, 1e-14),
           "a table turned");
    expect(asiFreemanHalton(aMoved, nRow, nColumn, NULL, &pMoved) == ASI_OK && isNear(pMoved, p, 1e-14),
           "a table whose rows and columns stand elsewhere");
  }
}

/* ---- a network made ready ---- */

static AsiStatus makeReady(Network *network, const int64_t *aCount, size_t nRow, size_t nColumn) {
  int64_t n = 0;
  AsiStatus status;
  memset(network, 0, sizeof *network);
  for (size_t i = 0; i < nRow * nColumn; i++) n += aCount[i];
  status = networkOpen(network, aCount, nRow, nColumn);
  if (status == ASI_OK) status = networkTableFactorials(network, (int32_t)n);
  if (status == ASI_OK) status = networkBegin(network, aCount, nRow * nColumn);
  return status == ASI_OK ? networkMeasure(network) : status;
}

/* Rows: 5, 12, 9; columns: 6, 2, 11, 7. */
static const int64_t aThree[] = { 1, 0, 2, 2, 5, 1, 3, 3, 0, 1, 6, 2 };
enum { threeRows = 3, threeColumns = 4, threeCells = 12 };

static void testOpened(void) {
  static const int32_t aRow[] = { 12, 9, 5 }, aColumn[] = { 2, 6, 7, 11 }, aLeft[] = { 26, 24, 18, 11, 0 };
  static const size_t aStride[] = { 0, 1, 10 };
  Network network;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  expect(network.nRow == 3 && network.nColumn == 4, "rows and columns");
  expect(memcmp(network.aRow, aRow, sizeof aRow) == 0, "rows fall");
  expect(memcmp(network.aColumn, aColumn, sizeof aColumn) == 0, "columns rise");
  expect(memcmp(network.aLeft, aLeft, sizeof aLeft) == 0, "what columns hold from one on");
  expect(memcmp(network.aStride, aStride, sizeof aStride) == 0 && network.nNode == 10 * 6, "numbers of nodes");
  networkClose(&network);
  expect(heapBlocks == 0, "closed");
}

/* All rests of a stage have a number of their own that leads back to them; the other numbers stand for none. */
static void testNodes(void) {
  Network network;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  for (size_t iStage = 0; iStage <= threeColumns; iStage++) {
    int nFound = 0, nThere = 0;
    for (size_t node = 0; node < network.nNode; node++) {
      int32_t aRest[NETWORK_ROWS_MAX] = { 0, 0, 0, 77 }, aOther[NETWORK_ROWS_MAX] = { 0, 0, 0, 77 }; /* 77: of no row */
      if (!networkRests(&network, iStage, node, aRest)) continue;
      nFound++;
      for (int i = 0; i < 3; i++) aOther[i] = aRest[(i + 1) % 3];
      expect(aRest[0] + aRest[1] + aRest[2] == network.aLeft[iStage] && aRest[0] >= aRest[1] && aRest[1] >= aRest[2] &&
                 aRest[2] >= 0 && aRest[0] <= 12 && aRest[1] <= 9 && aRest[2] <= 5,
             "rests of a node");
      expect(networkNode(&network, aRest) == node && networkNode(&network, aOther) == node, "the node of rests");
    }
    for (int32_t x = 0; x <= 12; x++)
      for (int32_t y = 0; y <= x && y <= 9; y++) {
        int32_t z = network.aLeft[iStage] - x - y;
        nThere += z >= 0 && z <= y && z <= 5;
      }
    expect(nFound == nThere, "as many nodes as rests");
  }
  networkClose(&network);
}

static void testExtremes(void) {
  static const int64_t aWide[] = { 3, 0, 1, 1, 4, 0, 2, 1, 1, 1 },
                       aFour[] = { 4, 0, 0, 1, 0, 3, 1, 0, 1, 0, 2, 0, 0, 1, 0, 2 };
  static const int64_t aHigh[] = { 3, 1, 0, 2, 2, 2, 5, 1 };
  const struct {
    const int64_t *aCount;
    size_t nRow, nColumn;
  } aTable[] = { { aThree, 3, 4 }, { aWide, 2, 5 }, { aFour, 4, 4 }, { aHigh, 4, 2 } };
  for (size_t i = 0; i < sizeof aTable / sizeof aTable[0]; i++) {
    Network network;
    Listing list = listOf(aTable[i].aCount, aTable[i].nRow, aTable[i].nColumn);
    size_t node;
    expect(makeReady(&network, aTable[i].aCount, aTable[i].nRow, aTable[i].nColumn) == ASI_OK, "made ready");
    node = networkNode(&network, network.aRow);
    expect(isNear(network.aLongest[node], log(list.most), 1e-13), "the longest way");
    expect(isNear(network.aShortest[node], log(list.least), 1e-13), "the shortest way");
    expect(isNear(network.limit, log(list.observed) + log1p(1e-7), 1e-13), "the limit");
    expect(network.nPastTotal == 1 && network.aHere[node].nPast == 1, "one past at the beginning");
    networkClose(&network);
  }
}

/* ---- parts ---- */

static void testFactorials(void) {
  Network network;
  memset(&network, 0, sizeof network);
  expect(networkTableFactorials(&network, 20000) == ASI_OK, "factorials");
  for (int32_t k = 0; k <= 20000; k += 1 + k / 9) {
    double exponent = (double)network.aExponent[k] * log(2);
    expect(network.aInverse[k] > 1 && network.aInverse[k] <= 2, "1/k!: between 1 and 2");
    expect(isNear(network.aLogFactorial[k], lgamma(k + 1.0), 1e-14), "log k!");
    expect(fabs(log(network.aInverse[k]) + exponent + lgamma(k + 1.0)) <= 1e-15 * (10 + lgamma(k + 1.0)), "1/k!");
    if (k <= 22) expect(ldexp(network.aInverse[k], network.aExponent[k]) == 1 / factorial(k), "1/k!, a double");
    if (k <= 22) expect(network.aLogFactorial[k] == 0 ? k < 2 : k >= 2, "log k! is 0 for 0 and 1");
  }
  networkClose(&network);
}

static int comparePasts(const void *pA, const void *pB) {
  double a = ((const NetworkPast *)pA)->value, b = ((const NetworkPast *)pB)->value;
  return (a > b) - (a < b);
}

static void testSorted(void) {
  enum { most = 60 };
  NetworkPast aPast[most], aOther[most];
  for (int64_t n = 0; n < most; n++) {
    bool isRight = true;
    for (int64_t i = 0; i < n; i++) aPast[i] = (NetworkPast){ (double)randomBelow(n + 1), (double)i };
    memcpy(aOther, aPast, sizeof aPast);
    networkSort(aPast, (size_t)n);
    qsort(aOther, (size_t)n, sizeof *aOther, comparePasts);
    for (int64_t i = 0; i < n; i++) isRight &= aPast[i].value == aOther[i].value;
    expect(isRight, "pasts sorted");
    for (int64_t i = 0, nSeen = 0; i < n; i++) {
      for (int64_t j = 0; j < n; j++) nSeen += aPast[j].mass == (double)i;
      isRight &= nSeen == i + 1;
    }
    expect(isRight, "pasts sorted, none lost");
  }
}

static void testCountedUpTo(void) {
  NetworkPast aPast[20];
  for (size_t n = 0; n < 20; n++) {
    NetworkPasts pasts = { aPast, n, n };
    if (n > 0) aPast[n - 1] = (NetworkPast){ (double)(n / 2), 1 };
    for (double value = -0.5; value < 11; value += 0.5) {
      size_t nUpTo = 0;
      for (size_t i = 0; i < n; i++) nUpTo += aPast[i].value <= value;
      expect(networkCountUpTo(&pasts, value) == nUpTo, "pasts up to a value");
    }
  }
}

static void testGathered(void) {
  NetworkPast aPast[] = { { 5, 1 }, { 2, 2 }, { 5 + 0.5e-10, 4 }, { 9, 8 }, { 2 - 2e-10, 16 }, { 5, 32 } };
  NetworkPast aEdge[] = { { 0, 1 }, { NETWORK_SAME, 2 } };
  NetworkPasts edge = { aEdge, 2, 2 }, pasts = { aPast, 6, 6 }, none = { NULL, 0, 0 }, one = { aPast, 1, 6 };
  Network network;
  memset(&network, 0, sizeof network);
  network.nPastTotal = 100;
  expect(networkGather(&network, &pasts) == ASI_OK && pasts.nPast == 4, "gathered");
  expect(aPast[0].value == 2 - 2e-10 && aPast[0].mass == 16, "apart by more than is the same");
  expect(aPast[1].value == 2 && aPast[1].mass == 2, "the next");
  expect(aPast[2].value == 5 && aPast[2].mass == 37, "three as one");
  expect(aPast[3].value == 9 && aPast[3].mass == 8, "the last");
  expect(network.nPastTotal == 98 && network.nStep == 6 * NETWORK_SORT_STEPS, "two less of all, six sorted");
  expect(networkGather(&network, &edge) == ASI_OK && edge.nPast == 2, "just apart");
  expect(networkGather(&network, &none) == ASI_OK && none.nPast == 0, "nothing gathered");
  expect(networkGather(&network, &one) == ASI_OK && one.nPast == 1 && network.nPastTotal == 98, "one gathered");
}

static void testRoom(void) {
  Network network;
  NetworkPasts pasts = { NULL, 0, 0 };
  NetworkPast *aFirst;
  memset(&network, 0, sizeof network);
  expect(networkMakeRoom(&network, &pasts, 5) == ASI_OK && pasts.nAlloc >= 10, "room for five, and as many more");
  aFirst = pasts.aPast;
  while (pasts.nPast < pasts.nAlloc) pasts.aPast[pasts.nPast++] = (NetworkPast){ 1, 1 };
  network.nPastTotal = pasts.nPast;
  expect(networkMakeRoom(&network, &pasts, 0) == ASI_OK && pasts.nPast == pasts.nAlloc, "there is room for none");
  expect(networkMakeRoom(&network, &pasts, 3) == ASI_OK && pasts.nPast == 1 && pasts.aPast == aFirst,
         "room by gathering alone");
  expect(pasts.aPast[0].mass == (double)pasts.nAlloc && network.nPastTotal == 1, "gathered, nothing lost");
  for (size_t n = pasts.nAlloc; pasts.nPast < n; pasts.nPast++)
    pasts.aPast[pasts.nPast] = (NetworkPast){ (double)pasts.nPast, 1 };
  network.nPastTotal = pasts.nPast;
  expect(networkMakeRoom(&network, &pasts, 1) == ASI_OK && pasts.nAlloc >= 2 * (pasts.nPast + 1), "room by growing");
  asiFree(pasts.aPast);
  expect(heapBlocks == 0, "room given back");
}

/* Gathering that leaves a half is enough, one past more is not. */
static void testRoomByHalf(void) {
  for (size_t nMore = 1; nMore < 4; nMore++) {
    Network network;
    NetworkPasts pasts = { NULL, 0, 0 };
    size_t nAlloc, half;
    memset(&network, 0, sizeof network);
    (void)networkMakeRoom(&network, &pasts, 8);
    nAlloc = pasts.nAlloc;
    half = nAlloc / 2 - 2; /* different values: with two more the half is full */
    for (; pasts.nPast < nAlloc; pasts.nPast++)
      pasts.aPast[pasts.nPast] = (NetworkPast){ (double)(pasts.nPast < half ? pasts.nPast : 0), 1 };
    network.nPastTotal = nAlloc;
    expect(networkMakeRoom(&network, &pasts, nMore) == ASI_OK && (pasts.nAlloc > nAlloc) == (nMore > 2),
           "up to half of the room");
    asiFree(pasts.aPast);
  }
}

/* ---- bounds ---- */

static void testBounds(void) {
  enum { side = 17 };
  static int64_t aCount[side * side];
  const int64_t aMost[] = { 20000, 0, 0, 0, 0, 0 }, aTwo[] = { 9999, 1, 0, 10000 }, aMore[] = { 9999, 1, 1, 10000 };
  double p = 7;
  for (size_t n = 16; n <= side; n++) {
    memset(aCount, 0, sizeof aCount);
    for (size_t i = 0; i < n; i++) aCount[i * n + i] = 1;
    expect(asiFreemanHalton(aCount, n, n, NULL, &p) == (n == 16 ? ASI_OK : ASI_LIMIT) && heapBlocks == 0, "16 rows");
  }
  expect(asiFreemanHalton(aMore, 1, 4, NULL, &p) == ASI_OK && p == 1, "one row has no bound");
  expect(asiFreemanHalton(aMore, 4, 1, NULL, &p) == ASI_OK && p == 1, "one column has no bound");
  expect(asiFreemanHalton(aMost, 2, 3, NULL, &p) == ASI_OK && p == 1, "as many observations as allowed in a cell");
  expect(asiFreemanHalton(aTwo, 2, 2, NULL, &p) == ASI_OK && heapBlocks == 0, "as many observations as allowed");
  expect(asiFreemanHalton(aMore, 2, 2, NULL, &p) == ASI_LIMIT, "one observation more");
}

/* Seventeen in the first row and column, 1 in each other; two of them in the first cell come about in 1 way of 136. */
static void testSixteenRows(void) {
  enum { n = 16 };
  int64_t aCount[n * n] = { 2 };
  double p = 7;
  for (size_t i = 1; i < n; i++) aCount[i * n + i] = 1;
  expect(asiFreemanHalton(aCount, n, n, NULL, &p) == ASI_OK && isNear(p, 1 / 136.0, 1e-13), "p of 16 rows");
}

/* One past may be left over or lack of all that are allowed. */
static void testPastBounds(void) {
  Network network;
  size_t most = 0;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  for (size_t iStage = 0; iStage + 1 < network.nColumn; iStage++) {
    NetworkPasts *aSwap = network.aHere;
    for (size_t node = 0; node < network.nNode; node++) {
      bool isThere = network.aHere[node].nPast > 0;
      (void)networkLeave(&network, iStage, node);
      if (isThere && network.nPastTotal + network.aHere[node].nPast > most)
        most = network.nPastTotal + network.aHere[node].nPast;
    }
    networkFreePasts(network.aHere, network.nNode);
    network.aHere = network.aNext;
    network.aNext = aSwap;
  }
  networkClose(&network);
  expect(most > 10, "many pasts");
  for (size_t more = 0; more < 2; more++) {
    expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
    network.nPastTotal += NETWORK_PASTS_MAX - most + more;
    expect(networkWalkAll(&network) == (more ? ASI_LIMIT : ASI_OK), "as many pasts as allowed");
    networkClose(&network);
    expect(heapBlocks == 0, "given back");
  }
}

/* nColumn + 1 stages of so many nodes fit into 2^20. */
static void expectNodes(size_t nRow, size_t nColumn, const int32_t *aRow, size_t nNode) {
  Network network;
  AsiStatus status;
  memset(&network, 0, sizeof network);
  network.nRow = nRow;
  network.nColumn = nColumn;
  memcpy(network.aRow, aRow, nRow * sizeof *aRow);
  status = networkNumberNodes(&network);
  expect(nNode == 0 ? status == ASI_LIMIT : status == ASI_OK && network.nNode == nNode, "so many nodes");
  networkClose(&network);
  expect(heapBlocks == 0, "nodes given back");
}

static void testNodeBounds(void) {
  expectNodes(2, 3, (const int32_t[]){ 300000, 262143 }, 262144);
  expectNodes(2, 3, (const int32_t[]){ 300000, 262144 }, 0);
  expectNodes(2, 2, (const int32_t[]){ 400000, 349524 }, 349525);
  expectNodes(2, 2, (const int32_t[]){ 400000, 349525 }, 0);
  expectNodes(3, 3, (const int32_t[]){ 600, 511, 511 }, 512 * 512);
  expectNodes(3, 3, (const int32_t[]){ 600, 512, 511 }, 0);
  expectNodes(3, 3, (const int32_t[]){ 600, 511, 512 }, 0);
  expectNodes(4, 15, (const int32_t[]){ 99, 31, 31, 63 }, 65536);
  expectNodes(4, 15, (const int32_t[]){ 99, 31, 31, 64 }, 0);
}

static AsiStatus countReports(AsiPoll *poll) {
  ++*(int *)poll->host;
  return ASI_INTERRUPT;
}

/* 4096 steps of 20 ns are a report; the host is asked after 3 ms of them. */
static void testReports(void) {
  int nReport = 0;
  AsiPoll poll = { countReports, &nReport, 0 };
  Network network;
  memset(&network, 0, sizeof network);
  network.poll = &poll;
  expect(networkWork(&network, NETWORK_POLL_STEPS - 1) == ASI_OK && poll.nWork == 0, "no report yet");
  expect(networkWork(&network, 1) == ASI_OK && poll.nWork == NETWORK_POLL_STEPS * NETWORK_STEP_NANOSECONDS, "a report");
  expect(networkWork(&network, 1) == ASI_OK && poll.nWork == NETWORK_POLL_STEPS * NETWORK_STEP_NANOSECONDS,
         "the next comes later");
  expect(networkWork(&network, 2 * NETWORK_POLL_STEPS) == ASI_OK &&
             poll.nWork == (3 * NETWORK_POLL_STEPS + 1) * NETWORK_STEP_NANOSECONDS,
         "all since the last");
  poll.nWork = ASI_POLL_EVERY;
  expect(networkWork(&network, NETWORK_POLL_STEPS) == ASI_INTERRUPT && nReport == 1, "refused");
  poll.check = NULL;
  network.nStep = ASI_FREEMAN_HALTON_WORK - 2;
  expect(networkWork(&network, 2) == ASI_OK, "all the work allowed");
  expect(networkWork(&network, 1) == ASI_LIMIT, "a step more");
}

/* ---- stopped, and out of memory ---- */

static AsiStatus pollRefuses(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

static const int64_t aFull[] = { 9, 2, 3, 1, 4, 3, 7, 2, 2, 5, 1, 8, 3, 2, 6, 4 };

/* Work up to some number of reports is done, and no more. */
static void testStopped(void) {
  AsiPoll poll = { pollRefuses, NULL, INT64_MIN / 2 };
  const int64_t report = NETWORK_POLL_STEPS * NETWORK_STEP_NANOSECONDS;
  double p = 7, right = 7;
  int64_t nWork;
  expect(asiFreemanHalton(aFull, 4, 4, &poll, &right) == ASI_OK && heapBlocks == 0, "never refused");
  nWork = poll.nWork - INT64_MIN / 2;
  expect(nWork > 20 * report, "all the work is reported");
  for (int i = 0; i < 9; i++) {
    poll.nWork = ASI_POLL_EVERY - nWork * (9 - i) / 9;
    expect(asiFreemanHalton(aFull, 4, 4, &poll, &p) == ASI_INTERRUPT && heapBlocks == 0, "refused after some work");
    expect(poll.nWork == 0, "and no work is reported afterwards");
  }
  expect(asiFreemanHalton(aFull, 4, 4, NULL, &p) == ASI_OK && p == right, "the same without a host");
}

static void testOutOfMemory(void) {
  AsiStatus status = ASI_NOMEM;
  double p = 7, right = 7;
  long long i;
  (void)asiFreemanHalton(aThree, 3, 4, NULL, &right);
  for (i = 1; status == ASI_NOMEM && i < 1000; i++) {
    heapUntilFailure = i;
    status = asiFreemanHalton(aThree, 3, 4, NULL, &p);
    heapUntilFailure = 0;
    expect(heapBlocks == 0 && (status == ASI_NOMEM || (status == ASI_OK && i > 10)), "without memory");
  }
  expect(status == ASI_OK && p == right, "with memory again");
}

/* ---- steps ---- */

static int64_t stepsOf(const int64_t *aCount, size_t nRow, size_t nColumn, int64_t *nMeasure) {
  Network network;
  int64_t nStep;
  expect(makeReady(&network, aCount, nRow, nColumn) == ASI_OK, "made ready");
  *nMeasure = network.nStep;
  expect(networkWalkAll(&network) == ASI_OK && network.nPastTotal == 0, "walked, and no past is left");
  nStep = network.nStep - *nMeasure;
  networkClose(&network);
  expect(heapBlocks == 0, "all given back");
  return nStep;
}

/* Every node of every stage is looked at once, every way from one once. */
static int64_t waysOf(Network *network) {
  int64_t nWay = 0;
  for (size_t iStage = 0; iStage < network->nColumn; iStage++)
    for (size_t node = 0; node < network->nNode; node++) {
      int32_t aRest[NETWORK_ROWS_MAX] = { 0 }, column = network->aColumn[iStage];
      int64_t nHere = 0;
      if (!networkRests(network, iStage, node, aRest)) {
        nWay++;
        continue;
      }
      for (int32_t x = 0; x <= aRest[0]; x++)
        for (int32_t y = 0; y <= aRest[1]; y++) {
          int32_t z = column - x - y;
          nHere += z >= 0 && z <= (network->nRow > 2 ? aRest[2] : 0);
        }
      nWay += nHere;
    }
  return nWay;
}

static void testSteps(void) {
  static const int64_t aTwo[] = { 3, 9, 2, 7, 5, 1, 6, 4 };
  Network network;
  int64_t nMeasure, nWalk;
  nWalk = stepsOf(aThree, 3, 4, &nMeasure);
  expect(makeReady(&network, aThree, 3, 4) == ASI_OK && nMeasure == waysOf(&network), "each way is measured once");
  networkClose(&network);
  expect(nWalk == 1389, "steps of a table of 3 x 4");
  nWalk = stepsOf(aTwo, 2, 4, &nMeasure);
  expect(makeReady(&network, aTwo, 2, 4) == ASI_OK && nMeasure == waysOf(&network),
         "each way of two rows is measured once");
  networkClose(&network);
  expect(nWalk == 526, "steps of a table of 2 x 4");
  nWalk = stepsOf(aFull, 4, 4, &nMeasure);
  expect(nWalk == 394818, "steps of a table of 4 x 4");
}

int main(void) {
  static const int aShape[][3] = { { 2, 2, 9 },  { 2, 2, 40 }, { 2, 3, 12 }, { 2, 3, 30 }, { 3, 2, 25 },
                                   { 2, 6, 14 }, { 6, 2, 14 }, { 3, 3, 9 },  { 3, 3, 30 }, { 3, 4, 13 },
                                   { 4, 3, 16 }, { 4, 4, 11 }, { 5, 3, 11 }, { 5, 5, 8 },  { 3, 6, 10 } };
  for (size_t i = 0; i < sizeof aShape / sizeof aShape[0]; i++)
    testListed((size_t)aShape[i][0], (size_t)aShape[i][1], aShape[i][2]);
  testOpened();
  testNodes();
  testExtremes();
  testFactorials();
  testSorted();
  testCountedUpTo();
  testGathered();
  testRoom();
  testRoomByHalf();
  testBounds();
  testNodeBounds();
  testSixteenRows();
  testPastBounds();
  testReports();
  testStopped();
  testOutOfMemory();
  testSteps();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
