/*
** The bounds of p_range against enumeration.
**
**  (1) Small samples at random, every pairing of them: what data attain is never beyond a bound, and a bound is what
**      p_range.c says it is, worked out from its definition (sums term by term, subsets one by one), so that it cannot
**      become weaker unseen. Ties, zeros, samples on top of each other and far apart, in either order.
**  (2) The search: at every node that a pairing leads through, and its answer against the largest p of all pairings.
**  (3) Summaries at random, every sample and every pairing behind them: listing, the range of a complete search, the range
**      by the envelope alone.
**  (4) Where whole numbers end in doubles, where the time is over, which method is taken.
**  (5) Work is counted, not timed, and ends a search: so its weights belong to the answer, and are compared, too.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "heap.h"
#include "random.h"
#include "summary.h"
#include "p_range.c"

enum { mostN = 7, longN = 60, mostReach = 24, mostPairings = 5040, mostSamples = 4000 };

static bool isNear(double a, double b) { return a == b || fabs(a - b) <= 2e-13 * fabs(b); }

static void swapNumbers(int64_t *a, int i, int j) {
  int64_t t = a[i];
  a[i] = a[j];
  a[j] = t;
}

static void sortNumbers(int64_t *a, int n) {
  for (int i = 1; i < n; i++) {
    for (int j = i; j > 0 && a[j] < a[j - 1]; j--) swapNumbers(a, j, j - 1);
  }
}

static bool nextPermutation(int64_t *a, int n) {
  int i = n - 2, j = n - 1;
  while (i >= 0 && a[i] >= a[i + 1]) i--;
  if (i < 0) return false;
  while (a[j] <= a[i]) j--;
  swapNumbers(a, i, j);
  for (int low = i + 1, high = n - 1; low < high; low++, high--) swapNumbers(a, low, high);
  return true;
}

/* ---- data, and what they give ---- */

enum { askExact, askNormal, askCorrected, nAsk };

static PRangeTask taskFor(int ask, int64_t n, double *aTail) {
  return (PRangeTask){ .n = n,
                       .isExact = ask == askExact,
                       .correction = ask == askCorrected ? 1 : 0,
                       .nWorkMost = INT64_MAX,
                       .aTail = aTail };
}

typedef struct Facts {
  int n, m;
  int64_t x[mostN], y[mostN], d[mostN];
  int64_t nZero, nNegative, w2, tieTerm; /* w2: twice W- */
  double aP[nAsk];
} Facts;

static int64_t magnitude(int64_t d) { return d < 0 ? -d : d; }

static int64_t countUpTo(const Facts *facts, int64_t t) {
  int64_t n = 0;
  for (int i = 0; i < facts->n; i++) n += facts->d[i] <= t;
  return n;
}

/* Differences other than 0 of at most that size. */
static int64_t countWithin(const Facts *facts, int64_t size) {
  int64_t n = 0;
  for (int i = 0; i < facts->n; i++) n += facts->d[i] != 0 && magnitude(facts->d[i]) <= size;
  return n;
}

static int64_t countTied(const Facts *facts, int64_t size) {
  return countWithin(facts, size) - (size > 1 ? countWithin(facts, size - 1) : 0);
}

/* Twice the midrank. */
static int64_t rank2Of(const Facts *facts, int64_t size) {
  return 2 * (countWithin(facts, size) - countTied(facts, size)) + countTied(facts, size) + 1;
}

/* The share of the subsets of m weights that come to at most so much. */
static double shareUpTo(const int64_t *aWeight, int64_t m, int64_t most) {
  int64_t n = 0;
  for (int64_t subset = 0; subset < (int64_t)1 << m; subset++) {
    int64_t sum = 0;
    for (int i = 0; i < m; i++) sum += (subset >> i & 1) * aWeight[i];
    n += sum <= most;
  }
  return ldexp((double)n, -(int)m);
}

/* As in the textbooks (Hollander & Wolfe). */
static double normalP(int64_t m, int64_t w2, int64_t tieTerm, double correction) {
  double dm = (double)m, variance = dm * (dm + 1) * (2 * dm + 1) / 24 - (double)tieTerm / 48;
  double z = (fabs((double)w2 / 2 - dm * (dm + 1) / 4) - correction / 2) / sqrt(variance);
  return z > 0 ? erfc(z / sqrt(2)) : 1;
}

static double correctionOf(int ask) { return ask == askCorrected ? 1 : 0; }

static void setP(Facts *facts, const int64_t *aRank2) {
  int64_t total2 = (int64_t)facts->m * (facts->m + 1);
  for (int ask = 0; ask < nAsk; ask++) {
    facts->aP[ask] = facts->m == 0 ? 1 : normalP(facts->m, facts->w2, facts->tieTerm, correctionOf(ask));
  }
  if (facts->m > 0) {
    facts->aP[askExact] = fmin(1, 2 * shareUpTo(aRank2, facts->m, pRangeSmaller(facts->w2, total2 - facts->w2)));
  }
}

static Facts factsOf(const int64_t *x, const int64_t *y, int n) {
  Facts facts = { .n = n };
  int64_t aRank2[mostN];
  for (int i = 0; i < n; i++) {
    facts.x[i] = x[i];
    facts.y[i] = y[i];
    facts.d[i] = y[i] - x[i];
  }
  for (int i = 0; i < n; i++) {
    int64_t size = magnitude(facts.d[i]), nTied = countTied(&facts, size);
    facts.nZero += size == 0;
    if (size == 0) continue;
    aRank2[facts.m++] = rank2Of(&facts, size);
    facts.tieTerm += nTied * nTied - 1; /* t of them: t^3 - t */
    facts.nNegative += facts.d[i] < 0;
    if (facts.d[i] < 0) facts.w2 += rank2Of(&facts, size);
  }
  setP(&facts, aRank2);
  return facts;
}

/* Two samples and every pairing of them. */
typedef struct World {
  int n, nPairing;
  int64_t x[mostN], y[mostN];
} World;

static Facts aFacts[mostPairings];

static void pairUp(World *world) {
  int64_t y[mostN];
  memcpy(y, world->y, sizeof y);
  world->nPairing = 0;
  do {
    aFacts[world->nPairing++] = factsOf(world->x, y, world->n);
  } while (nextPermutation(y, world->n));
}

static World worldOf(const int64_t *x, const int64_t *y, int n) {
  World world = { .n = n };
  memcpy(world.x, x, (size_t)n * sizeof *x);
  memcpy(world.y, y, (size_t)n * sizeof *y);
  sortNumbers(world.x, n);
  sortNumbers(world.y, n);
  pairUp(&world);
  return world;
}

static World randomWorld(int n, int64_t widthX, int64_t widthY, int64_t shift) {
  int64_t x[mostN], y[mostN];
  for (int i = 0; i < n; i++) {
    x[i] = randomBelow(widthX + 1);
    y[i] = shift + randomBelow(widthY + 1);
  }
  return worldOf(x, y, n);
}

static double largestP(const World *world, int ask) {
  double largest = 0;
  for (int i = 0; i < world->nPairing; i++) largest = fmax(largest, aFacts[i].aP[ask]);
  return largest;
}

static double smallestP(const World *world, int ask) {
  double smallest = 1;
  for (int i = 0; i < world->nPairing; i++) smallest = fmin(smallest, aFacts[i].aP[ask]);
  return smallest;
}

/* ---- (A): the most that any pairing has ---- */

typedef struct Caps {
  int64_t reach, nZeroMost;
  int64_t aMost[2 * mostReach + 1]; /* at reach + t */
} Caps;

static int64_t capAt(const Caps *caps, int64_t t) { return t < -caps->reach ? 0 : caps->aMost[caps->reach + t]; }

static Caps capsOf(const World *world) {
  Caps caps = { 1, 0, { 0 } };
  for (int i = 0; i < world->nPairing; i++) {
    for (int j = 0; j < world->n; j++) {
      if (-aFacts[i].d[j] > caps.reach) caps.reach = -aFacts[i].d[j];
    }
    if (aFacts[i].nZero > caps.nZeroMost) caps.nZeroMost = aFacts[i].nZero;
  }
  for (int64_t t = -caps.reach; t <= caps.reach; t++) {
    for (int i = 0; i < world->nPairing; i++) {
      int64_t n = countUpTo(&aFacts[i], t);
      if (n > caps.aMost[caps.reach + t]) caps.aMost[caps.reach + t] = n;
    }
  }
  return caps;
}

/* The largest number of differences above 0. */
static int64_t mostRises(const World *world) {
  int64_t most = 0;
  for (int i = 0; i < world->nPairing; i++) {
    int64_t n = world->n - countUpTo(&aFacts[i], 0);
    if (n > most) most = n;
  }
  return most;
}

static AsiStatus mineOf(PRangeTask *task, const int64_t *x, const int64_t *y, PRangeCaps *caps) {
  PRangeRuns runsX, runsY;
  pRangeRunsOf(x, task->n, &runsX);
  pRangeRunsOf(y, task->n, &runsY);
  return pRangeCapsOf(task, &runsX, &runsY, caps);
}

static int64_t risesOf(const int64_t *x, const int64_t *y, int64_t n) {
  PRangeRuns runsX, runsY;
  pRangeRunsOf(x, n, &runsX);
  pRangeRunsOf(y, n, &runsY);
  return pRangeMostRises(&runsX, &runsY);
}

static int64_t distinctIn(const int64_t *a, int64_t n) {
  int64_t nDistinct = 1;
  for (int64_t i = 1; i < n; i++) nDistinct += a[i] != a[i - 1];
  return nDistinct;
}

static int64_t capsWork(const World *world, const Caps *caps) {
  return 3 * (distinctIn(world->x, world->n) + distinctIn(world->y, world->n)) * (2 * caps->reach + 1);
}

static void checkCaps(const World *world, const Caps *want, PRangeCaps *got) {
  PRangeTask task = taskFor(askExact, world->n, NULL);
  bool isRight = mineOf(&task, world->x, world->y, got) == ASI_OK;
  expect(isRight && got->reach == want->reach && got->nZeroMost == want->nZeroMost, "the reach and the zeros");
  isRight = task.nWork == capsWork(world, want);
  for (int64_t t = -want->reach; t <= want->reach; t++) isRight &= pRangeCap(got, t) == capAt(want, t);
  expect(isRight, "the most differences up to t");
  expect(risesOf(world->x, world->y, world->n) == mostRises(world), "the most rises");
}

/* ---- (B): W- ---- */

static int64_t fewer(int64_t k, const Caps *caps, int64_t j) { return j == 1 ? k : pRangeSmaller(k, capAt(caps, -j)); }

/* (B) term by term, and the sum of the k largest of m ranks. */
static int64_t w2Most(const Caps *caps, int64_t k, int64_t z, int64_t m) {
  int64_t w2 = 0, top2 = 0;
  for (int64_t j = 1; j <= caps->reach; j++) {
    int64_t here = fewer(k, caps, j), beyond = fewer(k, caps, j + 1);
    w2 += (here - beyond) * (capAt(caps, j - 1) + capAt(caps, j) - 2 * z + 1 - here - beyond);
  }
  for (int64_t i = 0; i < k; i++) top2 += 2 * (m - i);
  return pRangeSmaller(w2, top2);
}

/* Of any number of negative differences; -1: there are no m that are not 0. */
static int64_t worstW2(const Caps *caps, int64_t n, int64_t m) {
  int64_t worst = -1, z = n - m;
  if (z > caps->nZeroMost) return -1;
  for (int64_t k = 0; k <= capAt(caps, -1) && k <= capAt(caps, 0) - z; k++) {
    int64_t w2 = w2Most(caps, k, z, m);
    if (w2 > worst) worst = w2;
  }
  return worst;
}

static void checkW(const World *world, const Caps *caps, const PRangeCaps *mine) {
  PRangeTask task = taskFor(askExact, world->n, NULL);
  bool isRight = true, isSame = true;
  for (int i = 0; i < world->nPairing; i++) {
    const Facts *facts = &aFacts[i];
    int64_t w2 = pRangeW2(mine, facts->nNegative, facts->nZero);
    isRight &= w2 >= facts->w2 && pRangeWorstW2(&task, mine, facts->m) >= w2;
    isSame &= w2 == w2Most(caps, facts->nNegative, facts->nZero, facts->m);
  }
  expect(isRight, "no pairing's W- is above its bound");
  expect(isSame, "W- term by term");
  for (int64_t m = 0; m <= world->n; m++) {
    expect(pRangeWorstW2(&task, mine, m) == worstW2(caps, world->n, m), "the largest W- of m differences");
  }
}

/* ---- (C), (D): p ---- */

static double hoeffding(int64_t m, int64_t w2, int64_t tieTerm) {
  double dm = (double)m, gap = dm * (dm + 1) / 4 - (double)w2 / 2;
  double squares = dm * (dm + 1) * (2 * dm + 1) / 6 - (double)tieTerm / 12;
  return 2 * exp(-2 * gap * gap / squares) * (1 + 1e-12);
}

/* Subsets of 2, 3, ..., m + 1 that come to at most w2, over 2^m. */
static double shareOfFirst(int64_t m, int64_t w2) {
  static asi_u128 aWays[4096];
  asi_u128 n = 0;
  memset(aWays, 0, sizeof aWays);
  aWays[0] = 1;
  for (int64_t weight = 2; weight <= m + 1; weight++) {
    for (int64_t s = w2; s >= weight; s--) aWays[s] += aWays[s - weight];
  }
  for (int64_t s = 0; s <= w2; s++) n += aWays[s];
  return ldexp((double)n, -(int)m);
}

static double exactMost(int64_t m, int64_t w2) { return fmin(hoeffding(m, w2, 0), 2 * shareOfFirst(m, w2)); }

static double quickMost(int ask, int64_t m, int64_t w2) {
  return ask == askExact ? hoeffding(m, w2, 0) : normalP(m, w2, 0, correctionOf(ask));
}

static double capBound(int ask, const Caps *caps, int64_t n, bool isTight) {
  double bound = 0;
  for (int64_t m = 0; m <= n; m++) {
    int64_t w2 = worstW2(caps, n, m);
    if (w2 < 0) continue;
    if (m == 0 || 2 * w2 >= m * (m + 1)) return 1;
    bound = fmax(bound, isTight && ask == askExact ? exactMost(m, w2) : quickMost(ask, m, w2));
  }
  return fmin(1, bound * (1 + 1e-12));
}

/* A pass over the caps for every m until a bound is 1, and one over the distribution for every m. */
static int64_t capBoundWork(int ask, const Caps *caps, int64_t n, bool isTight) {
  int64_t work = 0, most = 0;
  for (int64_t m = n; m >= 0; m--) {
    int64_t w2 = worstW2(caps, n, m);
    if (w2 > most) most = w2;
    if (w2 >= 0 && (m == 0 || 2 * w2 >= m * (m + 1))) return work;
    work += (capAt(caps, -1) + 1) * (2 * caps->reach + 10);
  }
  return isTight && ask == askExact ? work + n * (most / 2 + 20) : work;
}

static void checkCapBound(const World *world, const Caps *caps, const PRangeCaps *mine, int ask) {
  double aTail[mostN * (mostN + 3) / 2 + 1], most = largestP(world, ask);
  int64_t aW2[mostN + 1];
  PRangeTask task = taskFor(ask, world->n, aTail);
  for (int isTight = 0; isTight < 2; isTight++) {
    double bound = -1;
    task.nWork = 0;
    expect(pRangeCapBound(&task, mine, aW2, isTight, &bound) == ASI_OK && bound >= most, "a bound of all pairings");
    expect(isNear(bound, capBound(ask, caps, world->n, isTight)), "the bound by its definition");
    expect(task.nWork == capBoundWork(ask, caps, world->n, isTight), "the work of a bound");
  }
  task.nWork = 5;
  task.nWorkMost = 4;
  expect(pRangeCapBound(&task, mine, aW2, true, &most) == ASI_OK && most == 1, "no bound when the time is over");
  task.nWork = 4;
  expect(pRangeCapBound(&task, mine, aW2, false, &most) == ASI_OK &&
             (world->n == 0 || most == 1 || capBoundWork(ask, caps, world->n, false) == 0),
         "nor when it is over after the first m");
}

/* ---- (F) ---- */

static double floorOf(int ask, int64_t nPositive) {
  double root = sqrt((double)nPositive);
  if (nPositive == 0) return 1;
  return ask == askExact ? pow(2, 1 - (double)nPositive) : erfc(root / sqrt(2)) / (1 + 1e-12);
}

static void checkFloor(const World *world, const Caps *caps, int ask) {
  PRangeTask task = taskFor(ask, world->n, NULL);
  int64_t nRise = mostRises(world), nFall = capAt(caps, -1);
  double low = pRangeLow(&task, nRise, nFall);
  expect(low <= smallestP(world, ask), "no p is below the floor");
  expect(isNear(low, fmin(floorOf(ask, nRise), floorOf(ask, nFall))) && low == pRangeLow(&task, nFall, nRise),
         "the floor by its definition");
}

/* ---- (E): nodes ---- */

/* A place more than there are values, which nobody may read. */
typedef struct Room {
  int64_t aX[mostN + 1], aY[mostN + 1], aLeftX[mostN + 1], aLeftY[mostN + 1];
  int64_t aPlaced[mostN * mostN], aCount[2 * mostReach + 1];
  PRangeCell aCell[mostN * mostN];
} Room;

static PRangeSearch searchOf(const World *world, PRangeTask *task, const PRangeCaps *caps, Room *room) {
  PRangeSearch search = { .task = task,
                          .caps = caps,
                          .aX = room->aX,
                          .aY = room->aY,
                          .aLeftX = room->aLeftX,
                          .aLeftY = room->aLeftY,
                          .aCell = room->aCell,
                          .aPlaced = room->aPlaced,
                          .aCount = room->aCount,
                          .dLeast = world->y[0] - world->x[world->n - 1],
                          .dMost = world->y[world->n - 1] - world->x[0] };
  memset(room, 0, sizeof *room);
  search.nX = (int)pRangeDistinct(world->x, world->n, search.aX, search.aLeftX);
  search.nY = (int)pRangeDistinct(world->y, world->n, search.aY, search.aLeftY);
  pRangeCells(&search);
  room->aX[search.nX] = -1000;
  room->aLeftX[search.nX] = room->aLeftY[search.nY] = 1000;
  return search;
}

static int countOf(const int64_t *a, int n, int64_t value) {
  int found = 0;
  for (int i = 0; i < n; i++) found += a[i] == value;
  return found;
}

/* Every x with every y, by d; the last of each d is marked. */
static void checkCells(const World *world, const PRangeSearch *search) {
  bool isRight = search->nCell == search->nX * search->nY;
  for (int i = 0; i < search->nX; i++) isRight &= search->aLeftX[i] == countOf(world->x, world->n, search->aX[i]);
  for (int i = 0; i < search->nY; i++) isRight &= search->aLeftY[i] == countOf(world->y, world->n, search->aY[i]);
  for (int i = 0; i < search->nCell; i++) {
    const PRangeCell *cell = &search->aCell[i], *next = i + 1 < search->nCell ? cell + 1 : NULL;
    isRight &= cell->d == search->aY[cell->iY] - search->aX[cell->iX];
    isRight &= cell->isLast == (next == NULL || next->d > cell->d);
    isRight &= next == NULL || next->d > cell->d || (next->d == cell->d && next->iX > cell->iX);
  }
  expect(isRight, "cells by rising difference");
}

static int cellOf(const PRangeSearch *search, int64_t x, int64_t y) {
  for (int i = 0; i < search->nCell; i++) {
    if (search->aX[search->aCell[i].iX] == x && search->aY[search->aCell[i].iY] == y) return i;
  }
  abort();
}

/* The pairs that stand in the first cells are placed, the others are not. */
static PRangeSearch searchAfter(const World *world, const Facts *facts, PRangeTask *task, const PRangeCaps *caps,
                                int nCell, Room *room) {
  PRangeSearch search = searchOf(world, task, caps, room);
  for (int i = 0; i < facts->n; i++) {
    int iCell = cellOf(&search, facts->x[i], facts->y[i]);
    if (iCell >= nCell) continue;
    search.aPlaced[iCell]++;
    search.aLeftX[search.aCell[iCell].iX]--;
    search.aLeftY[search.aCell[iCell].iY]--;
    search.aCount[facts->d[i] - search.dLeast]++;
  }
  return search;
}

/* sum of t^3 - t at its least, over all ways to deal n out. */
static int64_t leastTies(int64_t n, int64_t nDiagonal) {
  int64_t least = INT64_MAX;
  if (nDiagonal <= 1) return nDiagonal == 0 ? 0 : n * n * n - n;
  for (int64_t c = 0; c <= n; c++) {
    int64_t ties = c * c * c - c + leastTies(n - c, nDiagonal - 1);
    if (ties < least) least = ties;
  }
  return least;
}

/* Of any number of differences, over the diagonals that begin at a cell while nothing is placed. */
static void checkLeastTies(const PRangeSearch *search) {
  int64_t nDiagonal = 0;
  for (int iCell = search->nCell; iCell >= 0; iCell--) {
    bool isRight = true;
    nDiagonal += iCell < search->nCell && search->aCell[iCell].isLast;
    for (int64_t n = 0; n <= 12; n++) {
      isRight &= pRangeLeastTies(search, iCell, n) == leastTies(n, nDiagonal < 5 ? nDiagonal : 5) || nDiagonal > 5;
    }
    expect(isRight, "the least ties that numbers leave");
  }
}

/* How many differences above t the numbers have that are not paired up to t. */
static int64_t diagonalsBeyond(const Facts *facts, int64_t t) {
  int64_t aD[mostN * mostN], nD = 0;
  for (int i = 0; i < facts->n; i++) {
    for (int j = 0; j < facts->n; j++) {
      int64_t d = facts->y[j] - facts->x[i];
      if (facts->d[i] <= t || facts->d[j] <= t || d <= t || countOf(aD, (int)nD, d) > 0) continue;
      aD[nD++] = d;
    }
  }
  return nD;
}

/* A(j), or its bound beyond t. */
static int64_t ranksUpTo(const Facts *facts, const Caps *caps, int64_t t, int64_t j) {
  if (j <= t) return countWithin(facts, j);
  return pRangeSmaller(facts->m, capAt(caps, j) - facts->nZero - countUpTo(facts, -j - 1));
}

static PRangeNode nodeOf(const Facts *facts, const Caps *caps, int64_t t) {
  PRangeNode node = { facts->m, countWithin(facts, t), 0, 0, countUpTo(facts, -t - 1) == 0 };
  for (int i = 0; i < facts->n; i++) {
    int64_t j = magnitude(facts->d[i]), nTied = countTied(facts, j);
    if (j == 0) continue;
    if (j <= t && facts->d[i] <= t) node.tieTerm += nTied * nTied - 1;
    if (facts->d[i] < 0) node.w2 += ranksUpTo(facts, caps, t, j - 1) + ranksUpTo(facts, caps, t, j) + 1;
  }
  if (node.isSettled) node.tieTerm += leastTies(node.m - node.nKnown, diagonalsBeyond(facts, t));
  return node;
}

static bool isSameNode(const PRangeNode *a, const PRangeNode *b) {
  return a->m == b->m && a->nKnown == b->nKnown && a->w2 == b->w2 && a->tieTerm == b->tieTerm &&
         a->isSettled == b->isSettled;
}

/* 2 P(W <= W-), ranks beyond t as in (C). */
static double nodeExact(const Facts *facts, const PRangeNode *node, int64_t t) {
  int64_t aWeight[mostN], n = 0;
  for (int i = 0; i < facts->n; i++) {
    if (facts->d[i] != 0 && magnitude(facts->d[i]) <= t) aWeight[n++] = rank2Of(facts, magnitude(facts->d[i]));
  }
  for (int64_t i = 1; n < node->m; i++) aWeight[n++] = 2 * node->nKnown + i + 1;
  return fmin(1, 2 * shareUpTo(aWeight, node->m, node->w2));
}

typedef struct Bound {
  double p;
  bool isLeaf;
  int64_t nWork; /* for the distribution */
} Bound;

static Bound nodeBound(const Facts *facts, PRangeNode node, int64_t t, int ask, double best) {
  int64_t total2 = node.m * (node.m + 1);
  Bound bound = { 1, node.isSettled && node.nKnown == node.m, 0 };
  double h;
  if (bound.isLeaf) node.w2 = pRangeSmaller(node.w2, total2 - node.w2);
  if (node.m == 0 || 2 * node.w2 >= total2) return bound;
  if (ask != askExact) {
    bound.p = normalP(node.m, node.w2, node.tieTerm, correctionOf(ask)) * (bound.isLeaf ? 1 : 1 + 1e-12);
    return bound;
  }
  bound.isLeaf = bound.isLeaf || (node.isSettled && node.w2 < 2 * (node.nKnown + 1));
  h = hoeffding(node.m, node.w2, node.tieTerm);
  bound.p = h <= best ? h : nodeExact(facts, &node, t);
  if (h > best) bound.nWork = node.m * ((node.w2 + 30) / 3);
  if (!bound.isLeaf) bound.p = fmin(bound.p, h);
  return bound;
}

/* Once all differences up to t >= 0 are placed: what is known then, and that it does not exclude this pairing. */
static void checkNode(const World *world, const Facts *facts, const Caps *caps, const PRangeCaps *mine, int iNext) {
  Room room;
  double aTail[4 * mostN * mostN];
  for (int ask = 0; ask < nAsk; ask++) {
    PRangeTask task = taskFor(ask, world->n, aTail);
    PRangeSearch search = searchAfter(world, facts, &task, mine, iNext, &room);
    int64_t t = pRangeKnownTo(&search, iNext - 1);
    PRangeNode got = pRangeNodeAt(&search, t, iNext), want = nodeOf(facts, caps, t);
    expect(isSameNode(&got, &want), "what is known at a node");
    expect(got.w2 >= facts->w2 && got.tieTerm <= facts->tieTerm && (!got.isSettled || got.w2 == facts->w2),
           "what is bounded at a node");
    for (search.best = 0; search.best < 1; search.best += 0.19) {
      int64_t nBefore = task.nWork;
      Bound bound, right = nodeBound(facts, want, t, ask, search.best);
      expect(pRangeNodeBound(&search, t, iNext, &bound.p, &bound.isLeaf) == ASI_OK, "a node");
      expect(task.nWork - nBefore == 200 + 5 * (search.nCell - iNext) + right.nWork, "the work of a node");
      expect(bound.isLeaf == right.isLeaf && isNear(bound.p, right.p), "the bound at a node");
      expect(bound.p >= facts->aP[ask] || (bound.isLeaf && bound.p <= search.best) || isNear(bound.p, facts->aP[ask]),
             "p is not above it");
      if (!bound.isLeaf || bound.p <= search.best) continue;
      expect(ask == askExact ? bound.p == facts->aP[ask] : isNear(bound.p, facts->aP[ask]), "a leaf's p is attained");
    }
  }
}

/* ---- (E): which way the search goes ---- */

/* Can the numbers not yet paired all be paired with differences of at least d? */
static bool canPair(const PRangeSearch *search, int64_t d) {
  int64_t x[mostN], y[mostN];
  int nX = 0, nY = 0;
  for (int i = 0; i < search->nX; i++) {
    for (int64_t c = search->aLeftX[i]; c > 0; c--) x[nX++] = search->aX[i];
  }
  for (int i = 0; i < search->nY; i++) {
    for (int64_t c = search->aLeftY[i]; c > 0; c--) y[nY++] = search->aY[i];
  }
  do {
    bool isPaired = true;
    for (int i = 0; i < nX; i++) isPaired &= y[i] - x[i] >= d;
    if (isPaired) return true;
  } while (nextPermutation(y, nY));
  return false;
}

/* The search enters after cell i. */
static bool checkEnter(PRangeSearch *search, int i) {
  const PRangeCell *cell = &search->aCell[i];
  bool isEnd = i + 1 == search->nCell, goesOn = false, wantsToGoOn = true;
  double before = search->best, wanted = before;
  int64_t nBefore = search->task->nWork, work = 20;
  if (cell->isLast) {
    int64_t next = isEnd ? cell->d + 1 : cell[1].d;
    expect(pRangeIsPairable(search, next) == canPair(search, next), "what is left can be paired");
    wantsToGoOn = canPair(search, next);
    if (!wantsToGoOn) work = 20 + 3 * (search->nX + search->nY);
  }
  if (wantsToGoOn && cell->isLast && cell->d >= 0) {
    Bound bound;
    expect(pRangeNodeBound(search, pRangeKnownTo(search, i), i + 1, &bound.p, &bound.isLeaf) == ASI_OK, "a node");
    if (bound.isLeaf && bound.p > before) wanted = bound.p;
    wantsToGoOn = !bound.isLeaf && bound.p > before;
    work = search->task->nWork - nBefore;
    nBefore += work;
  }
  expect(pRangeEnter(search, i, &goesOn) == ASI_OK && goesOn == wantsToGoOn, "the search goes on or turns back");
  expect(search->best == wanted && search->task->nWork == nBefore + work, "the best so far, and the work");
  return goesOn;
}

/* Down at random, as far as it goes. */
static void checkDescent(const World *world, const PRangeCaps *mine, int ask) {
  Room room;
  double aTail[4 * mostN * mostN];
  PRangeTask task = taskFor(ask, world->n, aTail);
  PRangeSearch search = searchOf(world, &task, mine, &room);
  search.best = randomBelow(3) == 0 ? 0 : (double)randomBelow(1000) / 1000;
  for (int i = 0; i < search.nCell; i++) {
    const PRangeCell *cell = &search.aCell[i];
    int64_t most = pRangeSmaller(search.aLeftX[cell->iX], search.aLeftY[cell->iY]);
    int64_t leftX = search.aLeftX[cell->iX], leftY = search.aLeftY[cell->iY], nOff = 0;
    int64_t *pCount = &search.aCount[cell->d - search.dLeast], count = *pCount;
    search.aPlaced[i] = 17;
    expect(pRangePlaceNext(&search, i, true) && search.aPlaced[i] == most, "as many pairs as a cell takes come first");
    while (nOff < most && randomBelow(2) == 0) {
      expect(pRangePlaceNext(&search, i, false), "then one less");
      nOff++;
    }
    expect(search.aPlaced[i] == most - nOff && search.aLeftX[cell->iX] == leftX - most + nOff &&
               search.aLeftY[cell->iY] == leftY - most + nOff && *pCount == count + most - nOff,
           "what is placed, and what is left");
    if (nOff == most) expect(!pRangePlaceNext(&search, i, false) && search.aPlaced[i] == 0, "none is the last");
    if (!checkEnter(&search, i)) return;
  }
}

static bool isSameP(int ask, double a, double b) { return ask == askExact ? a == b : isNear(a, b); }

static double searched(const World *world, const PRangeCaps *mine, PRangeTask *task, double best, bool *pIsWhole) {
  expect(pRangeSearchPair(task, mine, world->x, world->y, &best, pIsWhole) == ASI_OK, "a search");
  return best;
}

static void checkSearch(const World *world, const PRangeCaps *mine, int ask) {
  double aTail[4 * mostN * mostN], most = largestP(world, ask), above = most + (1 - most) / 2;
  PRangeTask task = taskFor(ask, world->n, aTail);
  bool isWhole = false;
  int64_t nWork;
  expect(isSameP(ask, searched(world, mine, &task, 0, &isWhole), most) && isWhole, "the largest p");
  nWork = task.nWork;
  expect(isSameP(ask, searched(world, mine, &task, 0.999 * most, &isWhole), most) && isWhole, "a little more is found");
  if (above > most * (1 + 1e-11)) {
    expect(searched(world, mine, &task, above, &isWhole) == above && isWhole, "what is better already stays");
  }
  pRangeAllow(&task, nWork - 1 - randomBelow(nWork));
  expect(searched(world, mine, &task, 0, &isWhole) <= most * (1 + 1e-13) && isWhole == !pRangeIsOver(&task),
         "the time is over, or not");
}

static void checkWorld(const World *world) {
  int64_t aMost[2 * mostReach + 3];
  PRangeCaps mine = { 0, 0, aMost };
  Caps caps = capsOf(world);
  Room room;
  PRangeSearch search = searchOf(world, NULL, &mine, &room);
  checkCaps(world, &caps, &mine);
  checkW(world, &caps, &mine);
  checkCells(world, &search);
  checkLeastTies(&search);
  for (int ask = 0; ask < nAsk; ask++) {
    checkCapBound(world, &caps, &mine, ask);
    checkFloor(world, &caps, ask);
    if (search.dMost < 0) continue; /* samples are searched with the larger sum as y */
    checkSearch(world, &mine, ask);
    for (int i = 0; i < 20; i++) checkDescent(world, &mine, ask);
  }
  for (int i = 0; i < world->nPairing; i += 1 + world->nPairing / 60) {
    for (int iCell = 0; iCell < search.nCell; iCell++) {
      if (!search.aCell[iCell].isLast || search.aCell[iCell].d < 0) continue;
      checkNode(world, &aFacts[i], &caps, &mine, iCell + 1);
    }
  }
}

static void checkWorlds(void) {
  static const int64_t aWidth[] = { 0, 1, 2, 3, 4, 7, 11 };
  static const int64_t aShift[] = { -2, 0, 0, 1, 1, 2, 3, 5, 12 };
  for (int i = 0; i < 150; i++) {
    int64_t widthX = aWidth[randomBelow(7)], widthY = aWidth[randomBelow(7)];
    World world = randomWorld(1 + (int)randomBelow(i % 15 == 0 ? 7 : 6), widthX, widthY, aShift[randomBelow(9)]);
    checkWorld(&world);
  }
}

/* ---- summaries, and every sample behind them ---- */

static AsiSummary randomSummary(int n, int64_t width, int64_t shift, int nPlace) {
  char zMean[40], zSd[40];
  int64_t a[longN];
  double mean = 0, square = 0;
  for (int i = 0; i < n; i++) a[i] = shift + randomBelow(width + 1);
  sortNumbers(a, n);
  for (int i = 0; i < n; i++) mean += (double)a[i] / n;
  for (int i = 0; i < n; i++) square += ((double)a[i] - mean) * ((double)a[i] - mean);
  snprintf(zMean, sizeof zMean, "%.*f", nPlace, mean);
  snprintf(zSd, sizeof zSd, "%.*f", nPlace, sqrt(square / (n - 1)));
  return summaryOf(n, a[0], a[n - 1], zMean, zSd);
}

/* Does the number as printed stand for a root of numerator / denominator, half-way cases included? */
static bool isRootOf(AsiReported printed, int64_t numerator, int64_t denominator) {
  int64_t scale = asiReportedScale(printed), low = 2 * printed.units - 1, high = 2 * printed.units + 1;
  return (low < 0 || low * low * denominator <= scale * scale * numerator) &&
         scale * scale * numerator <= high * high * denominator;
}

static bool isMeanOf(AsiReported printed, int64_t sum, int64_t n) {
  int64_t scaled = asiReportedScale(printed) * sum;
  return (2 * printed.units - 1) * n <= scaled && scaled <= (2 * printed.units + 1) * n;
}

static bool isSampleOf(const AsiSummary *summary, const int64_t *a) {
  int64_t n = summary->n, sum = 0, square = 0;
  for (int i = 0; i < n; i++) {
    sum += a[i];
    square += a[i] * a[i];
  }
  return n > 1 && a[0] == summary->least && a[n - 1] == summary->most && isMeanOf(summary->mean, sum, n) &&
         isRootOf(summary->sd, n * square - sum * sum, n * (n - 1));
}

typedef struct Samples {
  int n;
  int64_t aNumber[mostSamples][mostN]; /* rising */
} Samples;

static void addSamples(const AsiSummary *summary, int64_t *a, int nSet, Samples *samples) {
  if (nSet == summary->n) {
    if (!isSampleOf(summary, a)) return;
    if (samples->n == mostSamples) abort();
    memcpy(samples->aNumber[samples->n++], a, (size_t)nSet * sizeof *a);
    return;
  }
  for (a[nSet] = nSet > 0 ? a[nSet - 1] : summary->least; a[nSet] <= summary->most; a[nSet]++) {
    addSamples(summary, a, nSet + 1, samples);
  }
}

static void findSamples(const AsiSummary *summary, Samples *samples) {
  int64_t a[mostN];
  samples->n = 0;
  addSamples(summary, a, 0, samples);
}

static int listedAt(const PRangeSide *side, const int64_t *a, int64_t n) {
  int found = 0;
  for (int64_t i = 0; i < side->nSample; i++) {
    int64_t copy[mostN];
    pRangeCopy(side, i, n, copy);
    found += memcmp(copy, a, (size_t)n * sizeof *a) == 0;
  }
  return found;
}

/* All samples when there is room for them, and else as many as there is room for. */
static void checkList(const AsiSummary *summary, const Samples *samples) {
  for (int nMost = samples->n - 1; nMost <= samples->n + 1; nMost++) {
    PRangeSide side;
    int64_t nRight = 0;
    if (nMost < 0) continue;
    expect(pRangeList(summary, NULL, nMost, &side) == ASI_OK, "a list of samples");
    expect(side.isWhole == (nMost >= samples->n) && side.nSample == pRangeSmaller(nMost, samples->n), "all are listed");
    for (int i = 0; i < samples->n; i++) nRight += listedAt(&side, samples->aNumber[i], summary->n);
    expect(nRight == side.nSample, "samples as found one by one");
    asiFree(side.aNumber);
  }
}

/* ---- (G) ---- */

/* With the smallest sum there can be, the c smallest at most v, one of them 0: is there room for the sum? And Cantelli. */
static bool canBeUpTo(const AsiSummary *summary, AsiSpan sums, int64_t v, int64_t c) {
  double n = (double)summary->n, dc = (double)c, sd = asiReportedHigh(summary->sd);
  double gap = (double)sums.least / n - (double)v;
  int64_t most = 0;
  for (int64_t i = 1; i <= n; i++) most += i == 1 ? 0 : i <= c ? v : summary->most - summary->least;
  if (most < sums.least) return false;
  return gap <= 0 || dc * gap * gap / (n - dc) * n <= (n - 1) * sd * sd * (1 + 1e-9);
}

/* At least so many of the smallest numbers are at most v, in some sample. */
static int64_t mostUpTo(const AsiSummary *summary, AsiSpan sums, int64_t v) {
  int64_t most = 1;
  for (int64_t c = 2; c < summary->n; c++) {
    if (canBeUpTo(summary, sums, v, c)) most = c;
  }
  return most;
}

/* Of the numbers counted from the least; `sums` counted so, too. */
static void lowestBySums(const AsiSummary *summary, AsiSpan sums, int64_t *to) {
  for (int64_t i = 0; i < summary->n; i++) {
    to[i] = 0;
    while (to[i] < summary->most - summary->least && mostUpTo(summary, sums, to[i]) <= i) to[i]++;
  }
}

static AsiSpan sumsFromLeast(const AsiSummary *summary) {
  int64_t n = summary->n, width = summary->most - summary->least;
  AsiSpan sums = { 1, 0 };
  for (int64_t sum = width; sum <= (n - 1) * width; sum++) {
    if (!isMeanOf(summary->mean, sum + n * summary->least, n)) continue;
    if (sums.least > sums.most) sums.least = sum;
    sums.most = sum;
  }
  return sums;
}

static void lowestOf(const AsiSummary *summary, int64_t *to) {
  lowestBySums(summary, sumsFromLeast(summary), to);
  for (int64_t i = 0; i < summary->n; i++) to[i] += summary->least;
}

/* By way of the numbers counted down from the largest. */
static void highestOf(const AsiSummary *summary, int64_t *to) {
  int64_t whole = summary->n * (summary->most - summary->least), down[longN];
  AsiSpan sums = sumsFromLeast(summary);
  lowestBySums(summary, (AsiSpan){ whole - sums.most, whole - sums.least }, down);
  for (int64_t i = 0; i < summary->n; i++) to[i] = summary->most - down[summary->n - 1 - i];
}

static void numbersOf(const PRangeRuns *runs, int64_t *to) {
  for (int64_t i = 0; i < runs->nRun; i++) {
    for (int64_t c = 0; c < runs->aCount[i]; c++) *to++ = runs->aValue[i];
  }
}

static int64_t numbersIn(const PRangeRuns *runs) {
  int64_t n = 0;
  for (int64_t i = 0; i < runs->nRun; i++) n += runs->aCount[i];
  return n;
}

static void checkEnvelope(const AsiSummary *summary, const Samples *samples) {
  int64_t low[mostN], high[mostN], want[mostN];
  bool isRight = true;
  size_t nByte = (size_t)summary->n * sizeof want[0];
  PRangeRuns lowest, highest;
  pRangeLowest(summary, &lowest);
  pRangeHighest(summary, &highest);
  expect(numbersIn(&lowest) == summary->n && numbersIn(&highest) == summary->n, "as many numbers");
  numbersOf(&lowest, low);
  numbersOf(&highest, high);
  for (int i = 0; i < samples->n; i++) {
    for (int j = 0; j < summary->n; j++) {
      isRight &= low[j] <= samples->aNumber[i][j] && samples->aNumber[i][j] <= high[j];
    }
  }
  expect(isRight, "samples lie between the lowest and the highest");
  lowestOf(summary, want);
  expect(memcmp(low, want, nByte) == 0, "the lowest sample");
  highestOf(summary, want);
  expect(memcmp(high, want, nByte) == 0, "the highest sample");
}

/* The most pairs with y - x <= t: the k smallest of y with the k largest of x. */
static int64_t mostPairsUpTo(const int64_t *x, const int64_t *y, int64_t n, int64_t t) {
  int64_t most = 0;
  for (int64_t k = 1; k <= n; k++) {
    bool isPaired = true;
    for (int64_t i = 0; i < k; i++) isPaired &= y[i] - x[n - k + i] <= t;
    if (isPaired) most = k;
  }
  return most;
}

/* Cantelli: the share of differences <= t, their mean M above it, is at most s^2 / (s^2 + (M - t)^2). */
static int64_t mostBySpread(const AsiSummary *low, const AsiSummary *high, int64_t t) {
  AsiSpan sumsLow = sumsFromLeast(low), sumsHigh = sumsFromLeast(high);
  double n = (double)low->n, sd = asiReportedHigh(low->sd) + asiReportedHigh(high->sd);
  double gap = (double)(sumsHigh.least - sumsLow.most) / n + (double)(high->least - low->least - t);
  double variance = (n - 1) / n * sd * sd * (1 + 1e-9);
  return gap > 0 ? (int64_t)(n / (1 + gap * gap / variance) * (1 + 1e-12)) : low->n;
}

static Caps envelopeCaps(const AsiSummary *low, const AsiSummary *high) {
  int64_t x[longN], y[longN], n = low->n;
  Caps caps = { 1, n, { 0 } };
  highestOf(low, x);
  lowestOf(high, y);
  if (x[n - 1] - y[0] > 1) caps.reach = x[n - 1] - y[0];
  for (int64_t t = -caps.reach; t <= caps.reach; t++) {
    caps.aMost[caps.reach + t] = pRangeSmaller(mostPairsUpTo(x, y, n, t), mostBySpread(low, high, t));
  }
  return caps;
}

/* ---- the range of two summaries ---- */

typedef struct Range {
  double low, high;
} Range;

static Samples samplesPre, samplesPost;

/* Over all pairs of samples, all pairings. */
static Range rangeOfAll(int64_t n, int ask) {
  Range range = { 1, 0 };
  for (int i = 0; i < samplesPre.n; i++) {
    for (int j = 0; j < samplesPost.n; j++) {
      World world = worldOf(samplesPre.aNumber[i], samplesPost.aNumber[j], (int)n);
      range.low = fmin(range.low, smallestP(&world, ask));
      range.high = fmax(range.high, largestP(&world, ask));
    }
  }
  return range;
}

/* (F) at its smallest over all pairs of samples. */
static double floorOfAll(int64_t n, int ask) {
  double low = 1;
  for (int i = 0; i < samplesPre.n; i++) {
    for (int j = 0; j < samplesPost.n; j++) {
      const int64_t *x = samplesPre.aNumber[i], *y = samplesPost.aNumber[j];
      int64_t nRise = mostPairsUpTo(y, x, n, -1), nFall = mostPairsUpTo(x, y, n, -1);
      low = fmin(low, floorOf(ask, nRise > nFall ? nRise : nFall));
    }
  }
  return low;
}

static AsiOptions optionsFor(int ask) {
  AsiOptions options;
  asiOptionsInit(&options);
  options.method = ask == askExact ? ASI_EXACT : ASI_NORMAL;
  options.continuity = ask == askCorrected ? ASI_CONTINUITY : options.continuity;
  return options;
}

static void checkRange(const AsiSummary *pre, const AsiSummary *post, Range all, int ask) {
  AsiOptions options = optionsFor(ask);
  AsiAsk asked = { .options = &options };
  AsiPRangeRecord record = { .p_low = -1 };
  expect(asiPRangeOf(pre, post, &asked, &record) == ASI_OK, "a range");
  expect(record.pre_samples == samplesPre.n && record.post_samples == samplesPost.n, "how many samples");
  expect(strcmp(record.method, ask == askExact ? "exact" : "normal") == 0, "all was searched");
  expect(isSameP(ask, record.p_high, all.high), "its upper end is attained");
  expect(record.p_low <= all.low && isNear(record.p_low, floorOfAll(pre->n, ask)), "its lower end is the floor");
}

/* Returns its upper end. */
static double checkByEnvelope(const AsiSummary *pre, const AsiSummary *post, Range all, int ask) {
  PRangeTask task = taskFor(ask, pre->n, NULL);
  PRangePairs pairs = { .task = &task };
  AsiPRangeRecord record = { .p_low = -1 };
  bool isFalling = asiReportedValue(post->mean) < asiReportedValue(pre->mean);
  const AsiSummary *low = isFalling ? post : pre, *high = isFalling ? pre : post;
  Caps caps = envelopeCaps(low, high);
  int64_t x[longN], y[longN], nRise, nFall = capAt(&caps, -1);
  lowestOf(low, x);
  highestOf(high, y);
  nRise = mostPairsUpTo(y, x, pre->n, -1);
  expect(pRangePrepare(&pairs, pRangeReach(pre, post), 1) == ASI_OK, "memory");
  expect(pRangeByEnvelope(&pairs, pre, post, &record) == ASI_OK, "a range by the envelope");
  expect(record.p_low <= all.low && all.high <= record.p_high, "data are within the envelope's range");
  expect(isNear(record.p_low, floorOf(ask, nRise > nFall ? nRise : nFall)), "the envelope's floor");
  expect(isNear(record.p_high, capBound(ask, &caps, pre->n, true)), "the envelope's bound");
  pRangeFree(&pairs);
  return record.p_high;
}

/* Samples too long for an enumeration: the definition alone. */
static void checkLongEnvelopes(void) {
  int nBelow = 0;
  for (int i = 0; i < 40; i++) {
    static const Range everything = { 1, 0 };
    int n = 10 + (int)randomBelow(longN - 9), nPlace = 1 + (int)randomBelow(2);
    AsiSummary pre = randomSummary(n, 3 + randomBelow(6), 0, nPlace);
    AsiSummary post = randomSummary(n, 3 + randomBelow(6), i % 2 == 0 ? randomBelow(8) : -randomBelow(8), nPlace);
    nBelow += checkByEnvelope(&pre, &post, everything, i % nAsk) < 1;
  }
  expect(nBelow > 10, "bounds below 1");
}

/* Caps of n: what is left is the spread's. */
static void checkSpread(const AsiSummary *low, const AsiSummary *high) {
  int64_t aMost[2 * mostReach + 1];
  PRangeTask task = taskFor(askNormal, low->n, NULL);
  PRangeCaps caps = { mostReach, low->n, aMost };
  bool isRight = true;
  for (int i = 0; i <= 2 * mostReach; i++) aMost[i] = i % 5 == 4 ? 2 : low->n;
  pRangeCapBySpread(&task, low, high, &caps);
  for (int64_t t = -mostReach; t <= mostReach; t++) {
    int64_t most = mostBySpread(low, high, t), before = (t + mostReach) % 5 == 4 ? 2 : low->n;
    isRight &= pRangeCap(&caps, t) == pRangeSmaller(before, most);
  }
  expect(isRight, "caps by mean and SD");
}

/* 999,999 of a million differences at 0, one far above: as many as the mean 1/1000 and the SD 1 allow, to the last one. */
static void checkSpreadEdge(void) {
  AsiSummary low = summaryOf(1000000, 0, 3000, "0.500", "0"), high = summaryOf(1000000, 0, 3000, "0.502", "0");
  int64_t aMost[] = { 1000000, 1000000, 1000000 };
  PRangeTask task = taskFor(askNormal, 1000000, NULL);
  PRangeCaps caps = { 1, 1000000, aMost };
  pRangeCapBySpread(&task, &low, &high, &caps);
  expect(aMost[1] == 999999 && aMost[0] == 499500 && aMost[2] == 1000000, "caps to the last difference");
}

static void checkSpreads(void) {
  for (int i = 0; i < 60; i++) {
    int n = 3 + (int)randomBelow(longN - 2), nPlace = 1 + (int)randomBelow(2);
    AsiSummary low = randomSummary(n, 1 + randomBelow(8), 0, nPlace);
    AsiSummary high = randomSummary(n, 1 + randomBelow(8), randomBelow(9), nPlace);
    checkSpread(&low, &high);
  }
  checkSpreadEdge();
}

static void checkSummaries(const AsiSummary *pre, const AsiSummary *post) {
  long long nBlock = heapBlocks;
  findSamples(pre, &samplesPre);
  findSamples(post, &samplesPost);
  checkList(pre, &samplesPre);
  checkList(post, &samplesPost);
  checkEnvelope(pre, &samplesPre);
  checkEnvelope(post, &samplesPost);
  if (samplesPre.n * samplesPost.n > 40) return;
  for (int ask = 0; ask < nAsk; ask++) {
    Range all = rangeOfAll(pre->n, ask);
    checkRange(pre, post, all, ask);
    checkByEnvelope(pre, post, all, ask);
  }
  expect(heapBlocks == nBlock, "nothing stays allocated");
}

static void checkRandomSummaries(void) {
  static const int64_t aWidth[] = { 0, 1, 2, 3, 4, 6, 8 };
  static const int64_t aShift[] = { -3, -1, 0, 0, 1, 2, 4, 9 };
  for (int i = 0; i < 120; i++) {
    int n = 2 + (int)randomBelow(4), nPlace = (int)randomBelow(3);
    AsiSummary pre = randomSummary(n, aWidth[randomBelow(7)], 0, nPlace);
    AsiSummary post = randomSummary(n, aWidth[randomBelow(7)], aShift[randomBelow(8)], nPlace);
    checkSummaries(&pre, &post);
  }
}

/* ---- ends ---- */

/* Subsets of 60 weights that come to at most w2, counted in whole numbers: 2 P is exact below 2^53 / 2^60, and the
** weights are 8 known ranks (3, 2 and 3 tied) and (C) beyond. */
static void checkBits(int64_t w2, bool isExact) {
  static double aTail[4096];
  static const int64_t aKnown[] = { 4, 4, 4, 9, 9, 14, 14, 14 };
  static asi_u128 aWays[4096];
  int64_t aCount[64] = { 2, 0, 1, 0, 2, 2, 1 }; /* of -3, -2, ... */
  PRangeTask task = taskFor(askExact, 60, aTail);
  PRangeSearch search = { .task = &task, .aCount = aCount, .dLeast = -3, .dMost = 60 };
  PRangeNode node = { 60, 8, w2, 0, false };
  asi_u128 n = 0;
  double p = -1, want;
  memset(aWays, 0, sizeof aWays);
  aWays[0] = 1;
  for (int64_t i = 0; i < 60; i++) {
    int64_t weight = i < 8 ? aKnown[i] : 2 * 8 + (i - 7) + 1;
    for (int64_t s = w2; s >= weight; s--) aWays[s] += aWays[s - weight];
  }
  for (int64_t s = 0; s <= w2; s++) n += aWays[s];
  want = ldexp((double)(2 * n), -60);
  expect((2 * n < (asi_u128)1 << 53) == isExact, "whole numbers below 2^53, or not");
  expect(pRangeNodeExact(&search, &node, 3, &p) == ASI_OK, "the distribution at a node");
  expect(isExact ? p == want : isNear(p, want * (1 + 1e-12)), "its tail");
}

/* 2^-1000 for each of the subsets that fit: none, {2}, {3}, {4}, and {5}, {2, 3}. */
static void checkSmallest(void) {
  double aTail[6];
  pRangeTailStart(aTail, 5);
  for (int64_t i = 1; i <= 1000; i++) pRangeTailAdd(aTail, 5, i + 1);
  for (int64_t w2 = 0; w2 <= 5; w2++) {
    static const double aCount[] = { 1, 1, 2, 3, 4, 6 };
    expect(pRangeTailSum(aTail, w2) == ldexp(aCount[w2], -1000), "the smallest probabilities");
  }
}

/* With 40 differences either bound of (C) may be the smaller one. */
static void checkBothBounds(void) {
  double aTail[1024];
  bool aIsSeen[2] = { false, false };
  for (int i = 0; i < 100; i++) {
    PRangeTask task = taskFor(askExact, 40, aTail);
    int64_t aW2[41], most = 0;
    double want = 0, got = -1;
    aW2[0] = -1;
    for (int64_t m = 1; m <= 40; m++) {
      double h, share;
      aW2[m] = i % 40 + 1 == m ? randomBelow(m * (m + 1) / 2) : -1;
      if (aW2[m] < 0) continue;
      most = aW2[m];
      h = hoeffding(m, most, 0);
      share = 2 * shareOfFirst(m, most);
      aIsSeen[h < share] = true;
      want = fmin(h, share);
    }
    expect(pRangeExactBound(&task, aW2, most, &got) == ASI_OK && isNear(got, want), "the better of two bounds");
  }
  expect(aIsSeen[0] && aIsSeen[1], "either is the better one somewhere");
}

/* ---- longer samples of few values: every table ---- */

enum { nValue = 3, mostLong = 30 };

/* A table of three values of x by three of y; ranks, and the distribution one value after the other. */
static Facts tableFacts(const int64_t aN[nValue][nValue], int64_t shift, double *aTail) {
  int64_t aSize[2 * nValue + 8] = { 0 }, below = 0;
  Facts facts = { .n = 0 };
  for (int i = 0; i < nValue; i++) {
    for (int j = 0; j < nValue; j++) aSize[magnitude(shift + j - i)] += aN[i][j];
  }
  for (int i = 0; i < nValue; i++) {
    for (int j = 0; j < nValue; j++) {
      int64_t d = shift + j - i, before = 0;
      for (int64_t size = 1; size < magnitude(d); size++) before += aSize[size];
      if (d < 0) facts.w2 += aN[i][j] * (2 * before + aSize[-d] + 1);
    }
  }
  for (int64_t size = 1; size < 2 * nValue + 8; size++) {
    facts.m += (int)aSize[size];
    facts.tieTerm += aSize[size] * aSize[size] * aSize[size] - aSize[size];
  }
  facts.w2 = pRangeSmaller(facts.w2, (int64_t)facts.m * (facts.m + 1) - facts.w2);
  memset(aTail, 0, (size_t)(facts.w2 + 1) * sizeof *aTail);
  aTail[0] = 1;
  for (int64_t size = 1; size < 2 * nValue + 8; size++) {
    for (int64_t c = 0; c < aSize[size]; c++) {
      int64_t weight = 2 * below + aSize[size] + 1;
      for (int64_t s = facts.w2; s >= 0; s--) aTail[s] = (aTail[s] + (s >= weight ? aTail[s - weight] : 0)) / 2;
    }
    below += aSize[size];
  }
  for (int64_t s = 0; s <= facts.w2; s++) facts.aP[askExact] += 2 * aTail[s];
  facts.aP[askExact] = fmin(1, facts.aP[askExact]);
  for (int ask = askNormal; ask < nAsk; ask++) {
    facts.aP[ask] = facts.m == 0 ? 1 : normalP(facts.m, facts.w2, facts.tieTerm, correctionOf(ask));
  }
  return facts;
}

/* The largest p over all tables with these margins: four cells free, the others by subtraction. */
static void largestOfTables(const int64_t *aX, const int64_t *aY, int64_t shift, double aLargest[nAsk]) {
  static double aTail[mostLong * (mostLong + 1) + 1];
  int64_t aN[nValue][nValue];
  for (int64_t code = 0; code < 11 * 11 * 11 * 11; code++) {
    bool isTable = true;
    aN[0][0] = code % 11;
    aN[0][1] = code / 11 % 11;
    aN[1][0] = code / 121 % 11;
    aN[1][1] = code / 1331;
    for (int i = 0; i < 2; i++) aN[i][2] = aX[i] - aN[i][0] - aN[i][1];
    for (int j = 0; j < nValue; j++) aN[2][j] = aY[j] - aN[0][j] - aN[1][j];
    for (int i = 0; i < nValue; i++) {
      for (int j = 0; j < nValue; j++) isTable = isTable && aN[i][j] >= 0;
    }
    if (!isTable) continue;
    for (int ask = 0; ask < nAsk; ask++) {
      aLargest[ask] = fmax(aLargest[ask], tableFacts((const int64_t(*)[nValue])aN, shift, aTail).aP[ask]);
    }
  }
}

/* 3 to 10 of each value, y higher by `shift`. */
static void checkLong(int64_t shift) {
  int64_t aN[2][nValue], a[2][mostLong], n = 12 + randomBelow(18), aMost[2 * 16 + 3];
  double aLargest[nAsk] = { 0 }, aTail[mostLong * (mostLong + 3) / 2 + 1];
  PRangeCaps caps = { 0, 0, aMost };
  for (int i = 0; i < 2; i++) {
    int64_t at = 0;
    aN[i][0] = 1 + randomBelow(10);
    aN[i][1] = pRangeSmaller(10, n - aN[i][0] - 1);
    aN[i][2] = n - aN[i][0] - aN[i][1];
    for (int j = 0; j < nValue; j++) {
      for (int64_t c = 0; c < aN[i][j]; c++) a[i][at++] = j + (i == 0 ? 0 : shift);
    }
  }
  largestOfTables(aN[0], aN[1], shift, aLargest);
  for (int ask = 0; ask < nAsk; ask++) {
    PRangeTask task = taskFor(ask, n, aTail);
    double best = 0;
    bool isWhole = false;
    expect(mineOf(&task, a[0], a[1], &caps) == ASI_OK, "caps");
    expect(pRangeSearchPair(&task, &caps, a[0], a[1], &best, &isWhole) == ASI_OK && isWhole, "a search");
    expect(isNear(best, aLargest[ask]), "the largest p of all tables");
  }
}

/* 22 times 0 and 8 times 2 before, 19 times 1 and 11 times 2 after, the eight falls placed: of 30 differences at most 27 are
** up to 1, so that 2 W- <= 8 (27 + 1). Hoeffding's bound is better there than that by the weights 2 to 31. */
static void checkLongNode(void) {
  double aTail[512], p = -1;
  int64_t aX[] = { 0, 2 }, aY[] = { 1, 2 }, aLeftX[] = { 22, 0 }, aLeftY[] = { 11, 11 };
  int64_t aPlaced[] = { 8, 0, 0, 0 }, aCount[] = { 8, 0, 0, 0 }, aMost[] = { 8, 8, 27 };
  PRangeCell aCell[4];
  PRangeCaps caps = { 1, 8, aMost };
  PRangeTask task = taskFor(askExact, 30, aTail);
  PRangeSearch search = { .task = &task, .caps = &caps, .nX = 2, .nY = 2, .aX = aX, .aY = aY, .aLeftX = aLeftX };
  bool isLeaf = true;
  search.aLeftY = aLeftY;
  search.aCell = aCell;
  search.aPlaced = aPlaced;
  search.aCount = aCount;
  search.dLeast = -1;
  search.dMost = 2;
  pRangeCells(&search);
  expect(pRangeNodeBound(&search, 0, 2, &p, &isLeaf) == ASI_OK && !isLeaf, "a node of 30");
  expect(isNear(p, hoeffding(30, 224, 0)) && 2 * shareOfFirst(30, 224) > 1.5 * p, "has the better of two bounds");
}

static void checkReach(void) {
  AsiSummary low = summaryOf(9, 2, 5, "3", "1"), high = summaryOf(9, 4, 11, "7", "2"),
             one = summaryOf(9, 4, 4, "4", "0");
  expect(pRangeReach(&low, &high) == 9 && pRangeReach(&high, &low) == 9, "the largest difference, up or down");
  expect(pRangeReach(&one, &one) == 1 && pRangeReach(&one, &low) == 2, "and at least 1");
}

static void checkOrient(void) {
  int64_t aLess[] = { 1, 5, 6 }, aMore[] = { 3, 4, 6 }, aSame[] = { 4, 4, 4 };
  int64_t *x = aLess, *y = aMore;
  pRangeOrient(&x, &y, 3);
  expect(x == aLess && y == aMore, "the larger sum stands second");
  pRangeOrient(&y, &x, 3);
  expect(x == aMore && y == aLess, "or is put there");
  y = aSame;
  x = aLess;
  pRangeOrient(&x, &y, 3);
  expect(x == aLess && y == aSame, "equal sums stay");
}

static void checkLargest(void) {
  double a[] = { 0.25, 0.5, 0.125, 0.5, 0.75 };
  expect(pRangeLargest(a, 1) == 0 && pRangeLargest(a, 4) == 1 && pRangeLargest(a, 5) == 4, "the first of the largest");
}

/* The method of n equal numbers on either side: one sample each. */
static AsiStatus methodOf(int64_t n, AsiMethod method, const char **pzMethod, AsiWords *words) {
  AsiOptions options;
  AsiAsk ask = { .options = &options, .words = words };
  AsiSummary some = summaryOf(n, 3, 3, "3", "0");
  AsiPRangeRecord record = { .p_low = -1 };
  AsiStatus status;
  asiOptionsInit(&options);
  options.method = method;
  status = asiPRangeOf(&some, &some, &ask, &record);
  *pzMethod = record.method;
  return status;
}

static void checkMethods(void) {
  AsiWords words = { "" };
  const char *zMethod;
  expect(methodOf(1000, ASI_AUTO, &zMethod, &words) == ASI_OK && strcmp(zMethod, "exact") == 0, "auto, 1000");
  expect(methodOf(1001, ASI_AUTO, &zMethod, &words) == ASI_OK && strcmp(zMethod, "normal") == 0, "auto, 1001");
  expect(methodOf(1000, ASI_EXACT, &zMethod, &words) == ASI_OK && strcmp(zMethod, "exact") == 0, "exact, 1000");
  expect(methodOf(2, ASI_NORMAL, &zMethod, &words) == ASI_OK && strcmp(zMethod, "normal") == 0, "normal, 2");
  expect(methodOf(1001, ASI_EXACT, &zMethod, &words) == ASI_LIMIT && strstr(words.z, "up to n = 1000") != NULL &&
             strstr(words.z, "this is 1001") != NULL,
         "exact, 1001");
}

/* n samples 0, 1: all that there are, or the first of them. */
static PRangeSide sideOf(int64_t n, bool isWhole) {
  PRangeSide side = { asiAllocZero((size_t)(2 * n), sizeof(int32_t)), 0, n, isWhole };
  for (int64_t i = 0; i < n; i++) side.aNumber[2 * i + 1] = 1;
  return side;
}

/* p may be 1: as soon as one pair is searched all is known. The summaries say that the numbers may lie as far apart as
** `reach`. */
static const char *methodOfSides(PRangeSide pre, PRangeSide post, int64_t reach) {
  PRangeTask task = taskFor(askExact, 2, NULL);
  PRangePairs pairs = { .task = &task, .pre = &pre, .post = &post };
  AsiSummary summary = summaryOf(2, 0, reach, "0.5", "0.7");
  AsiPRangeRecord record = { .method = "exact" };
  expect(pRangeOfSides(&pairs, &summary, &summary, &record) == ASI_OK, "many pairs");
  asiFree(pre.aNumber);
  asiFree(post.aNumber);
  return record.method;
}

static bool isSearched(int64_t nPre, int64_t nPost, int64_t reach) {
  return strcmp(methodOfSides(sideOf(nPre, true), sideOf(nPost, true), reach), "exact") == 0;
}

static void checkMany(void) {
  expect(isSearched(400, 500, 1) && !isSearched(3, 66667, 1), "200,000 pairs are looked at, one more is not");
  expect(isSearched(400, 500, 245) && !isSearched(400, 500, 246), "looks of 10^8, and more");
  expect(strcmp(methodOfSides(sideOf(3, true), sideOf(4, false), 1), "exact, bound") == 0, "not all after");
  expect(strcmp(methodOfSides(sideOf(3, false), sideOf(4, true), 1), "exact, bound") == 0, "not all before");
}

/* How much work one pair of samples is allowed, and what it takes. */
static void checkAllowance(const World *world, int ask) {
  double low = -1, high = -1;
  int32_t aPre[mostN], aPost[mostN];
  PRangeTask task = taskFor(ask, world->n, NULL);
  PRangeSide pre = { aPre, -3, 1, true }, post = { aPost, 5, 1, true };
  PRangePairs pairs = { .task = &task, .pre = &pre, .post = &post };
  Caps caps = capsOf(world);
  bool isWhole = false;
  int64_t nWork;
  for (int i = 0; i < world->n; i++) {
    aPre[i] = (int32_t)(world->x[i] + 3);
    aPost[i] = (int32_t)(world->y[i] - 5);
  }
  expect(pRangePrepare(&pairs, mostReach, 1) == ASI_OK, "memory");
  pRangeAllow(&task, -1);
  expect(pRangeBounds(&pairs, 1, &low) == ASI_LIMIT, "no time for a pair");
  pRangeAllow(&task, 0);
  expect(pRangeBounds(&pairs, 1, &low) == ASI_OK, "time for one");
  pRangeAllow(&task, INT64_MAX);
  expect(pRangeBounds(&pairs, 1, &low) == ASI_OK, "the bound of a pair");
  nWork = 10 * world->n + capsWork(world, &caps) + capBoundWork(ask, &caps, world->n, false);
  expect(task.nWork == nWork && isNear(pairs.aBound[0], capBound(ask, &caps, world->n, false)), "and its work");
  expect(isNear(low, fmin(floorOf(ask, mostRises(world)), floorOf(ask, capAt(&caps, -1)))), "the floor of a pair");
  expect(pRangeRefine(&pairs, 1, &high, &isWhole) == ASI_OK && isWhole, "all of it");
  expect(isSameP(ask, high, largestP(world, ask)), "its largest p");
  expect(task.nWorkMost == (capBound(ask, &caps, world->n, false) < 1 ? 300000000 : 30000000), "what it is allowed");
  nWork = task.nWork;
  if (pairs.aIsTight[0]) { /* looked at, bound better, looked at again, searched */
    bool isSearched = pairs.aBound[0] == 0;
    nWork -= (10 * world->n + capsWork(world, &caps) + 1) * (1 + isSearched);
    nWork -= capBoundWork(ask, &caps, world->n, true);
    pairs.task->nWork = 0;
    high = 0;
    expect(pRangeSearchPair(&task, &pairs.caps, pairs.x, pairs.y, &high, &isWhole) == ASI_OK, "the search alone");
    expect(nWork == (isSearched ? task.nWork : 0), "the work of its looks");
  }
  pRangeFree(&pairs);
}

static void checkAllowances(void) {
  for (int i = 0; i < 60; i++) {
    World world = randomWorld(1 + (int)randomBelow(5), randomBelow(4), randomBelow(4), randomBelow(4));
    if (pRangeTotal(world.x, world.n) > pRangeTotal(world.y, world.n)) continue;
    checkAllowance(&world, i % nAsk);
  }
}

int main(void) {
  checkWorlds();
  checkRandomSummaries();
  checkLongEnvelopes();
  checkSpreads();
  checkBits(600, true);
  checkBits(1000, false);
  checkSmallest();
  checkBothBounds();
  for (int i = 0; i < 12; i++) checkLong(i % 4);
  checkLongNode();
  checkReach();
  checkOrient();
  checkLargest();
  checkMethods();
  checkMany();
  checkAllowances();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
