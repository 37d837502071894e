/*
** The exact test of a table: every part of the network by itself, and p against a list of all tables.
**
**  (1) p of tables of 2 x 2 to 5 x 5, sparse and full, against the weights of all tables with their margins, as whole
**      numbers; the same to the bit whatever the order of rows and columns, and turned, unless square.
**  (2) Bounds of the longest and the shortest way against all tables, of every node and number of columns; nodes,
**      logarithms, sorting, adding and counting pasts, and the ends against the slow and obvious way. Pasts that meet the
**      ends and pasts that walk on give the same p.
**  (3) Each bound at the last value within and the first beyond; what is reported to the host, step by step; what is too
**      much is refused before it is done.
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
    expect(asiFreemanHalton(aTurned, nColumn, nRow, NULL, &pTurned) == ASI_OK &&
               (nRow == nColumn ? isNear(pTurned, p, 1e-14) : pTurned == p),
           "a table turned");
    expect(asiFreemanHalton(aMoved, nRow, nColumn, NULL, &pMoved) == ASI_OK && pMoved == p,
           "a table whose rows and columns stand elsewhere");
  }
}

/* ---- a network made ready ---- */

static AsiStatus makeReady(Network *network, const int64_t *aCount, size_t nRow, size_t nColumn) {
  int64_t n = 0;
  AsiStatus status;
  memset(network, 0, sizeof *network);
  for (size_t i = 0; i < nRow * nColumn; i++) n += aCount[i];
  status = networkOpen(network, aCount, nRow, nColumn, (int32_t)n);
  return status == ASI_OK ? networkStart(network, aCount, nRow * nColumn) : status;
}

/* Rows: 5, 12, 9; columns: 6, 2, 11, 7. */
static const int64_t aThree[] = { 1, 0, 2, 2, 5, 1, 3, 3, 0, 1, 6, 2 };
enum { threeRows = 3, threeColumns = 4, threeCells = 12 };
static const int64_t aFull[] = { 9, 2, 3, 1, 4, 3, 7, 2, 2, 5, 1, 8, 3, 2, 6, 4 };

static void testOpened(void) {
  static const int32_t aRow[] = { 12, 9, 5 }, aColumn[] = { 11, 7, 6, 2 }, aLeft[] = { 0, 11, 18, 24, 26 };
  Network network;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  expect(network.nRow == 3 && network.nColumn == 4, "rows and columns");
  expect(memcmp(network.aRow, aRow, sizeof aRow) == 0, "rows fall");
  expect(memcmp(network.aColumn, aColumn, sizeof aColumn) == 0, "columns fall");
  expect(memcmp(network.aLeft, aLeft, sizeof aLeft) == 0, "what the first columns hold");
  expect(network.next.nNode == 1 && memcmp(network.next.aRest, aRow, sizeof aRow) == 0, "the first node");
  expect(network.next.aNode[0].nPast == 1 && network.isAll, "one past at the beginning");
  networkClose(&network);
  expect(heapBlocks == 0, "closed");
}

/* Rests have one node, whatever their order, and other rests another; there is room for them all. */
static void testNodes(void) {
  Network network;
  size_t nNode = 1, iNode = 0, iAgain = 0;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  for (int32_t x = 0; x <= 12; x++)
    for (int32_t y = 0; y <= x && y <= 9; y++)
      for (int32_t z = 0; z <= y && z <= 5; z++) {
        int32_t aRest[] = { y, z, x }, aOther[] = { z, x, y };
        if (x + y + z != 11) continue;
        expect(networkNode(&network, aRest, 1, &iNode) == ASI_OK && iNode == nNode, "a new node");
        expect(networkNode(&network, aOther, 1, &iAgain) == ASI_OK && iAgain == iNode, "the same in another order");
        expect(memcmp(network.next.aRest + 3 * iNode, (int32_t[]){ x, y, z }, sizeof aRest) == 0, "rests fall");
        nNode++;
      }
  expect(nNode > 10 && network.next.nNode == nNode, "so many nodes");
  networkClose(&network);
}

static void testManyNodes(void) {
  static const int64_t aLarge[] = { 60, 60, 60, 60, 60, 60, 60, 60, 60 };
  Network network;
  size_t iNode = 0;
  expect(makeReady(&network, aLarge, 3, 3) == ASI_OK, "made ready");
  for (int32_t x = 60; x <= 180; x++)
    for (int32_t y = 0; y <= x && x + y <= 180; y++)
      if (180 - x - y <= y)
        expect(networkNode(&network, (int32_t[]){ y, x, 180 - x - y }, 1, &iNode) == ASI_OK, "a node");
  for (size_t i = 0; i < network.next.nNode; i++)
    expect(networkNode(&network, network.next.aRest + 3 * i, 1, &iNode) == ASI_OK && iNode == i, "found among many");
  expect(network.next.nNode > 500 && network.next.nSlot >= 2 * network.next.nNode, "half of the slots are free");
  networkClose(&network);
}

static void testNodeBound(void) {
  Network network;
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  network.next.nNode = NETWORK_NODES_MAX - 1;
  expect(networkBegin(&network, (int32_t[]){ 7, 6, 5 }, 2) == ASI_OK, "as many nodes as allowed");
  expect(networkBegin(&network, (int32_t[]){ 8, 6, 4 }, 2) == ASI_LIMIT, "a node more");
  network.next.nNode = 1; /* the others were not there */
  networkClose(&network);
  expect(heapBlocks == 0, "nodes given back");
}

/* ---- bounds of what is to come ---- */

/* The least and largest sum of -log x! with the first nAhead columns and these rests, in units. */
static void extremesFrom(const Network *network, int32_t *aRest, size_t nAhead, size_t iRow, int32_t nLeft,
                         int64_t value, int64_t *least, int64_t *most) {
  if (nAhead == 0) {
    if (value < *least) *least = value;
    if (value > *most) *most = value;
    return;
  }
  if (iRow == network->nRow) {
    if (nLeft == 0)
      extremesFrom(network, aRest, nAhead - 1, 0, nAhead > 1 ? network->aColumn[nAhead - 2] : 0, value, least, most);
    return;
  }
  for (int32_t x = 0; x <= nLeft && x <= aRest[iRow]; x++) {
    aRest[iRow] -= x;
    extremesFrom(network, aRest, nAhead, iRow + 1, nLeft - x, value - network->aLogFactorial[x], least, most);
    aRest[iRow] += x;
  }
}

/* Of all nodes that a column's placing leads to: bounds hold; how often the longest is reached, to 2e-8, is counted. */
static void testExtremesOf(const int64_t *aCount, size_t nRow, size_t nColumn, int *pnNode, int *pnReached) {
  Network network;
  expect(makeReady(&network, aCount, nRow, nColumn) == ASI_OK, "made ready");
  for (size_t nAhead = network.nColumn; nAhead > 0; nAhead--) {
    for (size_t i = 0; i < network.next.nNode; i++) {
      NetworkNode node = network.next.aNode[i];
      int64_t least = INT64_MAX, most = INT64_MIN;
      int32_t aRest[NETWORK_ROWS_MAX];
      memcpy(aRest, network.next.aRest + i * network.nRow, network.nRow * sizeof *aRest);
      extremesFrom(&network, aRest, nAhead, 0, network.aColumn[nAhead - 1], 0, &least, &most);
      expect(node.longest >= most && node.shortest <= least, "no way is longer or shorter");
      expect((double)(node.longest - most) <= network.unit && node.shortest < node.longest, "the bound is near");
      if (nAhead == 1) expect((double)(node.longest - node.shortest) <= 5e-8 * network.unit, "one column: one way");
      ++*pnNode;
      *pnReached += (double)(node.longest - most) <= 2.1e-8 * network.unit;
    }
    networkTurn(&network);
    if (nAhead == 1) break;
    network.isMeeting = false;
    network.limit = 0; /* nothing is too probable, but nothing is known to be so */
    for (size_t i = 0; i < network.here.nNode; i++) {
      NetworkWalk walk = { .network = &network, .visit = networkGoOnAll, .nAhead = nAhead };
      expect(networkSum(&network, &network.here.aNode[i]) == ASI_OK, "sums");
      expect(networkWays(&walk, network.here.aRest + i * network.nRow, network.aCell) == ASI_OK, "all ways");
    }
  }
  networkClose(&network);
  expect(heapBlocks == 0, "closed");
}

static void testExtremes(void) {
  static const int64_t aWide[] = { 3, 0, 1, 1, 4, 0, 2, 1, 1, 1 },
                       aFour[] = { 4, 0, 0, 1, 0, 3, 1, 0, 1, 0, 2, 0, 0, 1, 0, 2 },
                       aHigh[] = { 3, 1, 0, 2, 2, 2, 5, 1 }, aEqual[] = { 2, 1, 0, 0, 2, 1, 1, 0, 2 };
  int nNode = 0, nReached = 0;
  testExtremesOf(aThree, 3, 4, &nNode, &nReached);
  testExtremesOf(aWide, 2, 5, &nNode, &nReached);
  testExtremesOf(aFour, 4, 4, &nNode, &nReached);
  testExtremesOf(aHigh, 4, 2, &nNode, &nReached);
  testExtremesOf(aEqual, 3, 3, &nNode, &nReached);
  expect(nNode > 100 && 10 * nReached > 9 * nNode, "the longest way is mostly reached");
}

/* Thirds of 7 and 7: one more would be too much for both at once. */
static void testFactor(void) {
  int32_t aTotal[] = { 7, 3 }, aTimes[] = { 2, 1 }, aShare[2];
  double aWeight[] = { 7, 3 };
  NetworkLines lines = { 2, aTotal, aTimes, aShare, aWeight };
  for (int32_t total = 0; total < 40; total++) {
    double factor = networkFactor(&lines, total);
    int32_t below = 2 * (int32_t)(factor * 7 * (1 - 1e-9)) + (int32_t)(factor * 3 * (1 - 1e-9));
    int32_t above = 2 * (int32_t)(factor * 7 * (1 + 1e-9)) + (int32_t)(factor * 3 * (1 + 1e-9));
    expect(below <= total && total <= above, "the factor gives the total, or jumps over it");
  }
}

static void testGrouped(void) {
  static const int32_t aRest[] = { 9, 9, 9, 4, 2, 2, 0, 0 };
  int32_t aTotal[8], aTimes[8], aShare[8];
  double aWeight[8];
  NetworkLines lines = { 5, aTotal, aTimes, aShare, aWeight };
  networkGroup(&lines, aRest, 8);
  expect(lines.n == 3 && aTotal[0] == 9 && aTotal[1] == 4 && aTotal[2] == 2, "three totals");
  expect(aTimes[0] == 3 && aTimes[1] == 1 && aTimes[2] == 2 && aWeight[1] == 4, "how often each");
  networkGroup(&lines, aRest, 2);
  expect(lines.n == 1 && aTimes[0] == 2, "up to the number of lines");
}

/* ---- parts ---- */

static void testFactorials(void) {
  enum { n = 20000 };
  Network network;
  memset(&network, 0, sizeof network);
  expect(networkTableFactorials(&network, n) == ASI_OK, "factorials");
  expect((double)network.aLogFactorial[n] < 0x1p60 && (double)network.aLogFactorial[n] > 0x1p58, "60 bits are used");
  for (int32_t k = 0; k <= n; k += 1 + k / 9) {
    double exponent = (double)network.aExponent[k] * log(2);
    expect(network.aInverse[k] > 1 && network.aInverse[k] <= 2, "1/k!: between 1 and 2");
    expect(fabs((double)network.aLogFactorial[k] / network.unit - lgamma(k + 1.0)) <= 4e-9 + 1e-15 * lgamma(k + 1.0),
           "log k!");
    expect(fabs(log(network.aInverse[k]) + exponent + lgamma(k + 1.0)) <= 1e-15 * (10 + lgamma(k + 1.0)), "1/k!");
    if (k <= 22) expect(ldexp(network.aInverse[k], network.aExponent[k]) == 1 / factorial(k), "1/k!, a double");
    if (k <= 22) expect(network.aLogFactorial[k] == 0 ? k < 2 : k >= 2, "log k! is 0 for 0 and 1");
  }
  networkClose(&network);
}

/* log(a b) = log a + log b to the last unit; a prime's is the nearest. */
static void testLogarithms(void) {
  enum { n = 600 };
  Network network;
  int64_t aLog[n + 1];
  memset(&network, 0, sizeof network);
  expect(networkTableFactorials(&network, n) == ASI_OK, "factorials");
  for (int32_t k = 1; k <= n; k++) aLog[k] = network.aLogFactorial[k] - network.aLogFactorial[k - 1];
  for (int32_t a = 1; a <= n; a++)
    for (int32_t b = 1; a * b <= n; b++) expect(aLog[a * b] == aLog[a] + aLog[b], "the log of a product");
  for (int32_t k = 2; k <= n; k++)
    expect(fabs((double)aLog[k] / network.unit - log(k)) <= 5 / network.unit + 2e-15, "a log");
  network.unit = 1024;
  expect(networkLogPrime(&network, 2) == 710 && networkLogPrime(&network, 3) == 1125, "rounded to the nearest");
  networkClose(&network);
}

static int comparePasts(const void *pA, const void *pB) {
  int64_t a = ((const NetworkPast *)pA)->value, b = ((const NetworkPast *)pB)->value;
  return (a > b) - (a < b);
}

static void testSorted(void) {
  enum { most = 60 };
  NetworkPast aPast[most], aOther[most];
  for (int64_t n = 0; n < most; n++) {
    Network network;
    bool isRight = true;
    memset(&network, 0, sizeof network);
    for (int64_t i = 0; i < n; i++) aPast[i] = (NetworkPast){ randomBelow(n + 1) - n / 2, (double)i };
    memcpy(aOther, aPast, sizeof aPast);
    expect(networkSort(&network, aPast, (size_t)n) == ASI_OK, "sorted");
    expect(network.nStep == (n > 1 ? n - 1 : 0) * NETWORK_STEPS_OF_SORT, "sorting is reported");
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
    if (n > 0) aPast[n - 1] = (NetworkPast){ 2 * ((int64_t)n / 2), 1 };
    for (int64_t value = -1; value < 22; value++) {
      size_t nUpTo = 0;
      for (size_t i = 0; i < n; i++) nUpTo += aPast[i].value <= value;
      expect(networkCountUpTo(aPast, n, value) == nUpTo, "pasts up to a value");
    }
  }
}

/* Many values, some often: each once, with all its mass; a quarter of the slots stays free. */
static void testAdded(void) {
  enum { nValue = 300 };
  Network network;
  NetworkNode node = { 0, 0, NULL, 0, 0 };
  double aMass[nValue] = { 0 };
  memset(&network, 0, sizeof network);
  for (int i = 0; i < 3000; i++) {
    int64_t k = i < nValue ? i : randomBelow(nValue);
    expect(networkAdd(&network, &node, -k * 1000, (double)(i + 1)) == ASI_OK, "a past added");
    aMass[k] += i + 1;
    expect(4 * node.nPast <= 3 * node.nSlot && network.nSlotTotal == node.nSlot, "a quarter is free");
  }
  expect(networkAdd(&network, &node, 1, 0) == ASI_OK && node.nPast == nValue, "what cannot be adds nothing");
  expect(network.nStep == nValue * (NETWORK_STEPS_OF_NEW - NETWORK_STEPS_OF_SORT), "new ones are reported");
  expect(networkGather(&network, &node) == ASI_OK, "gathered");
  for (int64_t k = 0; k < nValue; k++) {
    const NetworkPast *past = &node.aSlot[nValue - 1 - k];
    expect(past->value == -k * 1000 && past->mass == aMass[k], "a value once, with all its mass");
  }
  expect(networkSum(&network, &node) == ASI_OK && network.aSum[0] == 0 && network.aSum[nValue] == 3000 * 3001 / 2,
         "sums");
  asiFree(node.aSlot);
  asiFree(network.aSum);
  expect(heapBlocks == 0, "pasts given back");
}

static void testSlotBound(void) {
  for (size_t more = 0; more < 2; more++) {
    Network network;
    NetworkNode node = { 0, 0, NULL, 0, 0 };
    memset(&network, 0, sizeof network);
    network.nSlotTotal = NETWORK_SLOTS_MAX - NETWORK_SLOTS_FIRST + more;
    expect(networkAdd(&network, &node, 1, 1) == (more ? ASI_LIMIT : ASI_OK), "as many slots as allowed");
    asiFree(node.aSlot);
    expect(heapBlocks == 0, "slots given back");
  }
}

/* Ends of two columns against all of them, and pasts that meet them. */
static void testEnds(void) {
  Network network;
  double all = 0, met;
  size_t iNode = 0;
  NetworkNode *ends;
  NetworkPast aPast[] = { { -30, 0.25 }, { 0, 0.5 }, { 10, 1 } };
  expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
  expect(networkNode(&network, (int32_t[]){ 7, 6, 5 }, 2, &iNode) == ASI_OK, "a node");
  expect(networkEnds(&network, iNode) == ASI_OK, "its ends");
  ends = &network.next.aNode[iNode];
  for (size_t i = 0; i < ends->nPast; i++) {
    expect(i == 0 || ends->aSlot[i].value > ends->aSlot[i - 1].value, "ends rise");
    expect(ends->aSlot[i].mass > all, "and so does their mass");
    expect(ends->aSlot[i].value <= ends->longest && ends->aSlot[i].value >= ends->shortest, "within the bounds");
    all = ends->aSlot[i].mass;
  }
  expect(ends->nPast > 10 && isNear(all, 1, 1e-14), "one of them comes");
  for (size_t i = 0; i < ends->nPast; i++) {
    int64_t limit = ends->aSlot[i].value + (int64_t)(i % 4) * 10 - 15;
    double want = 0;
    for (size_t k = 0; k < 3; k++) {
      size_t n = networkCountUpTo(ends->aSlot, ends->nPast, limit - aPast[k].value);
      if (n > 0) want += aPast[k].mass * ends->aSlot[n - 1].mass;
    }
    met = networkMeet(aPast, 3, ends, limit);
    expect(isNear(met, want, 1e-15), "pasts meet the ends");
  }
  expect(networkMeet(aPast, 3, ends, ends->shortest - 1000) == 0, "none is improbable enough");
  networkClose(&network);
  expect(heapBlocks == 0, "ends given back");
}

/* Meeting or walking on: the same p. A table whose nodes have pasts enough to meet, and one in which they have not. */
static void testMeeting(void) {
  static const int64_t aMany[] = { 9, 2, 3, 1, 4, 8, 3, 7, 2, 2, 5, 1 };
  double p = 7;
  Network network;
  AsiStatus status;
  expect(asiFreemanHalton(aMany, 2, 6, NULL, &p) == ASI_OK, "p");
  for (size_t isWalking = 0; isWalking < 2; isWalking++) {
    expect(makeReady(&network, aMany, 2, 6) == ASI_OK, "made ready");
    for (size_t nAhead = 6; nAhead > 2; nAhead--) {
      networkTurn(&network);
      network.isMeeting = nAhead == 3 && !isWalking;
      for (size_t i = 0; i < network.here.nNode; i++)
        expect(networkLeave(&network, i, nAhead) == ASI_OK, "a node left");
    }
    if (isWalking) {
      networkTurn(&network);
      status = networkLeaveAll(&network, 2);
      expect(status == ASI_OK && !network.isMeeting, "walked to the end");
    }
    expect(isNear(asiDdValue(network.p), p, 1e-14) && !network.isAll, "the same p");
    networkClose(&network);
  }
  expect(heapBlocks == 0, "given back");
}

static void testIsMeeting(void) {
  Network network;
  NetworkNode aNode[3] = { { 0, 0, NULL, NETWORK_PASTS_TO_MEET, 0 },
                           { 0, 0, NULL, 0, 0 },
                           { 0, 0, NULL, NETWORK_PASTS_TO_MEET, 0 } };
  memset(&network, 0, sizeof network);
  network.here.aNode = aNode;
  network.here.nNode = 3;
  expect(!networkIsMeeting(&network, 3), "not enough pasts to meet");
  aNode[2].nPast++;
  expect(networkIsMeeting(&network, 3), "one more is enough");
  expect(!networkIsMeeting(&network, 2) && !networkIsMeeting(&network, 4), "three columns before the end alone");
}

/* ---- bounds ---- */

static void testBounds(void) {
  enum { side = NETWORK_ROWS_MAX + 1 };
  static int64_t aCount[side * side];
  const int64_t aMost[] = { 20000, 0, 0, 0, 0, 0 }, aTwo[] = { 9999, 1, 0, 10000 }, aMore[] = { 9999, 1, 1, 10000 };
  double p = 7;
  for (size_t n = side - 1; n <= side; n++) {
    memset(aCount, 0, sizeof aCount);
    for (size_t i = 0; i < n; i++) aCount[i * n + i] = 1;
    p = 7;
    expect(asiFreemanHalton(aCount, n, n, NULL, &p) == (n < side ? ASI_OK : ASI_LIMIT) && heapBlocks == 0, "32 rows");
    expect(p == 1, "margins of one: all tables are equally probable");
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

static AsiStatus countReports(AsiPoll *poll) {
  ++*(int *)poll->host;
  return ASI_INTERRUPT;
}

/* So many steps of 5 ns are a report; the host is asked after 3 ms of them. */
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

/* Work up to some number of reports is done, and no more. */
static void testStopped(void) {
  AsiPoll poll = { pollRefuses, NULL, INT64_MIN / 2 };
  const int64_t report = NETWORK_POLL_STEPS * NETWORK_STEP_NANOSECONDS;
  double p = 7, right = 7;
  int64_t nWork;
  expect(asiFreemanHalton(aFull, 4, 4, &poll, &right) == ASI_OK && heapBlocks == 0, "never refused");
  nWork = poll.nWork - INT64_MIN / 2;
  expect(nWork > 20 * report, "all the work is reported");
  for (int i = 0; i < 29; i++) {
    poll.nWork = ASI_POLL_EVERY - nWork * (29 - i) / 29;
    expect(asiFreemanHalton(aFull, 4, 4, &poll, &p) == ASI_INTERRUPT && heapBlocks == 0, "refused after some work");
    expect(poll.nWork == 0, "and no work is reported afterwards");
  }
  expect(asiFreemanHalton(aFull, 4, 4, NULL, &p) == ASI_OK && p == right, "the same without a host");
}

/* Refused after each number of steps on the way to the ends of a node, and not refused when they are there. */
static void testEndsStopped(void) {
  AsiStatus status = ASI_INTERRUPT;
  int64_t nStep;
  for (nStep = 1; status != ASI_OK && nStep < 10000; nStep++) {
    AsiPoll poll = { pollRefuses, NULL, ASI_POLL_EVERY };
    Network network;
    size_t iNode = 0;
    expect(makeReady(&network, aThree, threeRows, threeColumns) == ASI_OK, "made ready");
    expect(networkNode(&network, (int32_t[]){ 7, 6, 5 }, 2, &iNode) == ASI_OK, "a node");
    network.poll = &poll;
    network.nStepPolled = network.nStep - NETWORK_POLL_STEPS + nStep;
    status = networkEnds(&network, iNode);
    expect(status == ASI_OK || status == ASI_INTERRUPT, "the ends, or refused");
    networkClose(&network);
    expect(heapBlocks == 0, "given back");
  }
  expect(status == ASI_OK && nStep > 100, "the ends at last");
}

static void testOutOfMemoryOf(const int64_t *aCount, size_t nRow, size_t nColumn) {
  AsiStatus status = ASI_NOMEM;
  double p = 7, right = 7;
  long long i;
  (void)asiFreemanHalton(aCount, nRow, nColumn, NULL, &right);
  for (i = 1; status == ASI_NOMEM && i < 5000; i++) {
    heapUntilFailure = i;
    status = asiFreemanHalton(aCount, nRow, nColumn, NULL, &p);
    heapUntilFailure = 0;
    expect(heapBlocks == 0 && (status == ASI_NOMEM || (status == ASI_OK && i > 10)), "without memory");
  }
  expect(status == ASI_OK && p == right, "with memory again");
}

static void testOutOfMemory(void) {
  static const int64_t aSix[] = { 29, 12, 23, 31, 14, 38, 43, 17, 22, 32, 15, 21 };
  testOutOfMemoryOf(aThree, 3, 4);
  testOutOfMemoryOf(aSix, 2, 6);
  testOutOfMemoryOf(aThree, 4, 3);
}

/* ---- what a table takes ---- */

static double milliseconds(const AsiPoll *poll) { return (double)poll->nWork / 1e6; }

static AsiStatus neverAsked(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

/* What is too much is refused before a fiftieth of the work allowed is done. */
static void testRefused(void) {
  static const int64_t aLarge[] = { 16, 7, 4, 7, 5, 18, 3, 12, 2, 10, 12, 8, 9, 5, 12, 20 };
  static int64_t aTen[100];
  double p = 7;
  AsiPoll poll = { neverAsked, NULL, INT64_MIN / 2 };
  for (size_t i = 0; i < 100; i++) aTen[i] = (int64_t)(i * i % 7 + (i % 11 == 0 ? 20 : 0));
  expect(asiFreemanHalton(aLarge, 4, 4, &poll, &p) == ASI_LIMIT && heapBlocks == 0 && p == 1, "a large table");
  poll.nWork -= INT64_MIN / 2;
  expect(milliseconds(&poll) < 18, "is refused at once");
  poll.nWork = INT64_MIN / 2;
  expect(asiFreemanHalton(aTen, 10, 10, &poll, &p) == ASI_LIMIT && heapBlocks == 0, "a table of 10 x 10");
  poll.nWork -= INT64_MIN / 2;
  expect(milliseconds(&poll) < 18, "is refused at once, too");
}

/* The ways of a column, about, against the number of them. */
static void testWaysAbout(void) {
  for (int trial = 0; trial < 60; trial++) {
    int32_t aRest[4], column;
    double nWay = 0, about;
    for (size_t i = 0; i < 4; i++) aRest[i] = (int32_t)randomBelow(12);
    column = (int32_t)randomBelow(1 + aRest[0] + aRest[1] + aRest[2] + aRest[3]);
    for (int32_t code = 0; code < 12 * 12 * 12; code++) {
      int32_t x = code % 12, y = code / 12 % 12, z = code / 144, last = column - x - y - z;
      nWay += x <= aRest[0] && y <= aRest[1] && z <= aRest[2] && last >= 0 && last <= aRest[3];
    }
    about = networkWaysAbout(aRest, 4, column);
    expect(about > nWay / 4 && about < nWay * 4, "the number of ways, about");
  }
}

static int64_t stepsOf(const int64_t *aCount, size_t nRow, size_t nColumn, double *pForeseen) {
  Network network;
  int64_t nStep;
  size_t nAhead;
  expect(makeReady(&network, aCount, nRow, nColumn) == ASI_OK, "made ready");
  *pForeseen = 0;
  for (nAhead = network.nColumn; nAhead > 1 && !network.isMeeting; nAhead--) {
    networkTurn(&network);
    *pForeseen = fmax(*pForeseen, (double)network.nStep + networkForesee(&network, nAhead));
    expect(networkLeaveAll(&network, nAhead) == ASI_OK, "a column placed");
  }
  nStep = network.nStep;
  networkClose(&network);
  expect(heapBlocks == 0, "all given back");
  return nStep;
}

static void expectSteps(const int64_t *aCount, size_t nRow, size_t nColumn, int64_t nWanted, const char *zWhat) {
  double foreseen;
  int64_t nStep = stepsOf(aCount, nRow, nColumn, &foreseen);
  if (nStep != nWanted) printf("%lld steps, %.0f foreseen\n", (long long)nStep, foreseen);
  expect(nStep == nWanted, zWhat);
  expect(foreseen > (double)nStep / 2 && foreseen < (double)nStep * 8, "and about as many as foreseen");
}

static void testSteps(void) {
  static const int64_t aSix[] = { 29, 22, 33, 41, 24, 58, 43, 17, 22, 52, 15, 21 };
  expectSteps(aThree, 3, 4, 7367, "steps of a table of 3 x 4");
  expectSteps(aFull, 4, 4, 829534, "steps of a table of 4 x 4");
  expectSteps(aSix, 2, 6, 832290, "steps of a table of 2 x 6");
}

int main(void) {
  static const int aShape[][3] = { { 2, 2, 9 },  { 2, 2, 40 }, { 2, 3, 12 }, { 2, 3, 30 }, { 3, 2, 25 },
                                   { 2, 6, 14 }, { 6, 2, 14 }, { 3, 3, 9 },  { 3, 3, 30 }, { 3, 4, 13 },
                                   { 4, 3, 16 }, { 4, 4, 11 }, { 5, 3, 11 }, { 5, 5, 8 },  { 3, 6, 10 } };
  for (size_t i = 0; i < sizeof aShape / sizeof aShape[0]; i++)
    testListed((size_t)aShape[i][0], (size_t)aShape[i][1], aShape[i][2]);
  testOpened();
  testNodes();
  testManyNodes();
  testNodeBound();
  testExtremes();
  testFactor();
  testGrouped();
  testFactorials();
  testLogarithms();
  testSorted();
  testCountedUpTo();
  testAdded();
  testSlotBound();
  testEnds();
  testMeeting();
  testIsMeeting();
  testBounds();
  testSixteenRows();
  testReports();
  testStopped();
  testEndsStopped();
  testOutOfMemory();
  testRefused();
  testWaysAbout();
  testSteps();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
