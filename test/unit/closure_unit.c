/*
** Listing and counting samples against enumeration.
**
**  (1) Summaries at random, every sample of whole numbers behind them, in the order of closure.h (2); what sums and squares
**      they may have; their mean and SD; the last three counts at once.
**  (2) The walk's bounds are the least and the largest that numbers reach, so that it enters no branch without need: its
**      steps are counted.
**  (3) The table of closure_count.c place by place against numbers of ways counted value by value, and its count against
**      that of the walk.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "closure.c"
#include "closure_count.c"
#include "expect.h"
#include "heap.h"
#include "random.h"
#include "summary.h"

enum { mostN = 9, mostWidth = 8, mostSamples = 20000 };

/* Of a sample at random, `least` and `least` + `width` in it. */
static AsiSummary randomSummary(int64_t n, int64_t least, int64_t width, int nPlace) {
  char zMean[40], zSd[40];
  double sum = 0, square = 0, dn = (double)n, mean;
  for (int64_t i = 0; i < n; i++) {
    double x = (double)(least + (i == 0 ? 0 : i == 1 ? width : randomBelow(width + 1)));
    sum += x;
    square += x * x;
  }
  mean = sum / dn;
  snprintf(zMean, sizeof zMean, "%.*f", nPlace, mean);
  snprintf(zSd, sizeof zSd, "%.*f", nPlace, n < 2 ? 0 : sqrt(fmax(0, (square - dn * mean * mean) / (dn - 1))));
  return summaryOf(n, least, n < 2 ? least : least + width, zMean, zSd);
}

/* ---- every sample ---- */

typedef struct Sample {
  int64_t aCount[mostWidth + 1];
  int64_t sum, square; /* counted from least */
} Sample;

static Sample aSample[mostSamples];
static int nSample;

static bool hasMean(const AsiSummary *summary, int64_t sum) {
  return roundsTo(summary->mean, sum + summary->n * summary->least, summary->n);
}

static bool hasSd(const AsiSummary *summary, int64_t sum, int64_t square) {
  return rootRoundsTo(summary->sd, summary->n * square - sum * sum, summary->n * (summary->n - 1));
}

static void addSamples(const AsiSummary *summary, Sample *sample, int64_t left, int64_t value) {
  int64_t width = summary->most - summary->least;
  if (value > width) {
    if (left > 0 || sample->aCount[0] == 0 || sample->aCount[width] == 0) return;
    if (summary->n < 2 || !hasMean(summary, sample->sum) || !hasSd(summary, sample->sum, sample->square)) return;
    if (nSample == mostSamples) abort();
    aSample[nSample++] = *sample;
    return;
  }
  for (int64_t c = 0; c <= left; c++) {
    Sample longer = *sample;
    longer.aCount[value] = c;
    longer.sum += c * value;
    longer.square += c * value * value;
    addSamples(summary, &longer, left - c, value + 1);
  }
}

static int64_t orderWidth;

/* By sum, by the counts but the last three, by the last. */
static int sampleOrder(const void *one, const void *two) {
  const Sample *a = one, *b = two;
  if (a->sum != b->sum) return a->sum < b->sum ? -1 : 1;
  for (int64_t i = 0; i + 2 < orderWidth; i++) {
    if (a->aCount[i] != b->aCount[i]) return a->aCount[i] < b->aCount[i] ? -1 : 1;
  }
  return a->aCount[orderWidth] < b->aCount[orderWidth] ? -1 : a->aCount[orderWidth] > b->aCount[orderWidth];
}

static void findSamples(const AsiSummary *summary) {
  Sample none = { { 0 }, 0, 0 };
  nSample = 0;
  addSamples(summary, &none, summary->n, 0);
  orderWidth = summary->most - summary->least;
  qsort(aSample, (size_t)nSample, sizeof aSample[0], sampleOrder);
}

/* ---- (1) ---- */

static bool isSample(const AsiClosure *closure, const Sample *sample) {
  bool isRight = closure->sum == sample->sum;
  for (int64_t i = 0; i <= closure->width; i++) isRight &= asiClosureCountAt(closure, i) == sample->aCount[i];
  return isRight;
}

static void checkMoments(const AsiClosure *closure, const Sample *sample) {
  int64_t n = closure->summary.n;
  long double scatter = (long double)(n * sample->square - sample->sum * sample->sum);
  expect(asiClosureMean(closure) == (double)(sample->sum + n * closure->summary.least) / (double)n, "the mean");
  expect(asiClosureSd(closure) == (double)sqrtl(scatter / (long double)(n * (n - 1))), "the SD");
}

static void checkListing(const AsiSummary *summary) {
  AsiClosure closure;
  int i = 0;
  expect(asiClosureOpen(&closure, summary) == ASI_OK, "opened");
  for (; asiClosureNext(&closure, NULL) == ASI_OK && i < nSample; i++) {
    expect(isSample(&closure, &aSample[i]), "a sample in its place");
    if (i % 16 == 0) checkMoments(&closure, &aSample[i]);
  }
  expect(i == nSample, "as many as there are");
  expect(asiClosureNext(&closure, NULL) == ASI_UNDEFINED, "no more after the last");
  asiClosureClose(&closure);
}

/* Do they differ in the last three counts alone? */
static bool isBeside(const Sample *a, const Sample *b, int64_t width) {
  return a->sum == b->sum && (width < 3 || memcmp(a->aCount, b->aCount, (size_t)(width - 2) * sizeof(int64_t)) == 0);
}

static void checkSkipping(const AsiSummary *summary) {
  AsiClosure closure;
  int i = 0;
  expect(asiClosureOpen(&closure, summary) == ASI_OK, "opened");
  while (i < nSample && asiClosureNext(&closure, NULL) == ASI_OK) {
    int first = i;
    while (i < nSample && isBeside(&aSample[first], &aSample[i], closure.width)) i++;
    expect(asiClosureSkip(&closure) == i - first && isSample(&closure, &aSample[i - 1]), "to the last beside it");
  }
  expect(asiClosureNext(&closure, NULL) == ASI_UNDEFINED, "no more after the last");
  asiClosureClose(&closure);
}

/* x^2 = x (mod 2) */
static bool isOfParity(AsiSpan squares, int64_t sum) {
  return ((squares.least - sum) % 2 == 0) && ((squares.most - sum) % 2 == 0);
}

static void checkSpans(const AsiSummary *summary) {
  int64_t n = summary->n, width = summary->most - summary->least;
  AsiSpan sums = asiClosureSums(summary);
  bool isRight = true;
  for (int64_t sum = 0; sum <= n * width; sum++) {
    bool can = n > 1 && sum >= width && sum <= (n - 1) * width && hasMean(summary, sum);
    isRight &= can == (sum >= sums.least && sum <= sums.most);
    if (can) isRight &= isOfParity(asiClosureSquares(summary, sum), sum);
    for (int64_t q = sum & 1; can && q <= n * width * width + 4; q += 2) {
      AsiSpan squares = asiClosureSquares(summary, sum);
      isRight &= hasSd(summary, sum, q) == (q >= squares.least && q <= squares.most);
    }
  }
  expect(isRight, "sums, and sums of squares");
}

/* ---- (2) ---- */

static int64_t squareExtreme(int64_t n, int64_t sum, int64_t width, int64_t sign) {
  int64_t best = -1;
  if (n == 0) return sum == 0 ? 0 : -1;
  for (int64_t x = 0; x <= width && x <= sum; x++) {
    int64_t rest = squareExtreme(n - 1, sum - x, width, sign);
    if (rest < 0) continue;
    if (best < 0 || sign * (rest + x * x) > sign * best) best = rest + x * x;
  }
  return best;
}

static void checkExtremes(void) {
  for (int64_t n = 0; n <= 5; n++) {
    for (int64_t width = 0; width <= 5; width++) {
      for (int64_t sum = 0; sum <= n * width; sum++) {
        expect(closureSquareLeast(n, sum) == squareExtreme(n, sum, width, -1), "the least sum of squares");
        expect(closureSquareMost(sum, width) == squareExtreme(n, sum, width, 1), "the largest sum of squares");
      }
    }
  }
}

/* A branch of the walk: what it takes, by the definition of what it enters. */
static int64_t stepsBelow(int64_t n, int64_t sum, int64_t least, int64_t most, int64_t width, int nLevel) {
  int64_t steps = 2;
  if (nLevel == 0) return 2;
  for (int64_t c = 0; c <= n; c++) {
    int64_t nRest = n - c, rest = sum - nRest, move = nRest - 2 * sum; /* (x - 1)^2 = x^2 - 2x + 1 */
    if (rest < 0 || rest > nRest * (width - 1)) continue;
    steps++;
    if (squareExtreme(nRest, rest, width - 1, -1) > most + move) continue;
    if (squareExtreme(nRest, rest, width - 1, 1) < least + move || least > most) continue;
    steps += 2 + stepsBelow(nRest, rest, least + move, most + move, width - 1, nLevel - 1);
  }
  return steps;
}

static int64_t stepsOf(const AsiSummary *summary, int64_t *pnSum) {
  int64_t width = summary->most - summary->least, n = summary->n - (width > 0 ? 2 : 1), steps = 2;
  AsiSpan sums = asiClosureSums(summary);
  *pnSum = 0;
  for (int64_t sum = (int64_t)sums.least; sum <= sums.most; sum++) {
    AsiSpan squares = asiClosureSquares(summary, sum);
    int64_t inner = sum - width, least = (int64_t)squares.least - width * width;
    int64_t most = (int64_t)squares.most - width * width;
    steps += 2;
    ++*pnSum;
    if (least > most || squareExtreme(n, inner, width, -1) > most || squareExtreme(n, inner, width, 1) < least)
      continue;
    steps += stepsBelow(n, inner, least, most, width, width > 2 ? (int)width - 2 : 0);
  }
  return steps;
}

static AsiStatus neverStops(AsiPoll *poll) {
  (void)poll;
  return ASI_OK;
}

static void checkSteps(const AsiSummary *summary) {
  AsiClosure closure;
  AsiPoll poll = { neverStops, NULL, 0 };
  int64_t nSum, steps = stepsOf(summary, &nSum), work;
  expect(asiClosureOpen(&closure, summary) == ASI_OK, "opened");
  while (asiClosureNext(&closure, &poll) == ASI_OK) asiClosureSkip(&closure);
  expect(closure.nStep == steps, "the steps of the walk");
  work = 10 * steps + 150 * nSum;
  expect(poll.nWork >= work - 20 && poll.nWork <= work, "and the work that they and the sums are");
  asiClosureClose(&closure);
}

/* ---- (3) ---- */

/* Ways to n values from low..high but -1, 0, 1 with that sum and those squares, up to `last`. */
static uint64_t waysOf(int64_t m, int64_t q, int64_t s, int64_t low, int64_t last) {
  uint64_t ways = 0;
  if (last < low) return m == 0 && q == 0 && s == 0;
  if (m < 0 || q < 0) return 0;
  if (last >= -1 && last <= 1) return waysOf(m, q, s, low, last - 1);
  for (int64_t c = 0; c <= m && c * last * last <= q; c++)
    ways += waysOf(m - c, q - c * last * last, s - c * last, low, last - 1);
  return ways;
}

/* |s| <= q / 2, s^2 <= m q, s of q's parity, and the rest, whose |sum| is at most its squares, comes back to sumReach. */
static int64_t reachOf(const ClosureTable *table, int64_t m, int64_t q) {
  int64_t reach = -2;
  for (int64_t s = q & 1; 2 * s <= q && s * s <= m * q && s <= table->squareMost - q + table->sumReach; s += 2)
    reach = s;
  return reach;
}

static void checkLevels(const ClosureTable *table, int64_t m) {
  uint64_t *level = table->aWays;
  bool isRight = true;
  for (int64_t x = table->low; x <= table->high; x++) {
    if (x >= -1 && x <= 1) continue;
    for (int64_t q = 4 * m; q <= table->squareMost && q <= m * table->squareEach; q++) {
      int64_t reach = reachOf(table, m, q);
      for (int64_t s = -reach; s <= reach; s += 2) {
        isRight &= *closureAt(table, level, q, s) == waysOf(m, q, s, table->low, x);
      }
    }
    level += table->nLevel;
  }
  expect(isRight, "ways by value, number, squares and sum");
}

/* How many sums of squares of n - m inner values with the sum that is missing bring q among those wanted. */
static int64_t innerOf(const ClosureTable *table, const ClosureTarget *target, int64_t m, int64_t q, int64_t s) {
  int64_t sum = llabs(target->sum - s), n = 0;
  for (int64_t inner = sum; inner <= table->n - m; inner += 2) {
    n += q + inner >= target->squareLeast && q + inner <= target->squareMost;
  }
  return n;
}

static void checkInner(const ClosureTable *table, const ClosureTarget *target) {
  bool isRight = true;
  for (int64_t m = 0; m <= table->mMost; m++) {
    for (int64_t q = 4 * m; q <= target->squareMost; q++) {
      for (int64_t s = -q; s <= q; s++) {
        isRight &= closureInner(table, target, m, q, s) == innerOf(table, target, m, q, s);
      }
    }
  }
  expect(isRight, "inner values");
}

/* The n - 2 values beside the two extremes, about the centre. */
static bool isTarget(const ClosureTable *table, int64_t sum, const ClosureTarget *target) {
  const AsiSummary *summary = table->summary;
  AsiSpan squares = asiClosureSquares(summary, sum);
  int64_t c = table->centre, n = summary->n, width = summary->most - summary->least;
  int64_t least = (int64_t)squares.least - width * width, most = (int64_t)squares.most - width * width; /* and 0 */
  int64_t inner = sum - width, move = (n - 2) * c * c - 2 * c * inner;
  return target->sum == inner - (n - 2) * c && target->squareLeast == (least + move > 0 ? least + move : 0) &&
         target->squareMost == (most + move < -1 ? -1 : most + move);
}

static void checkPrepared(const ClosureTable *table) {
  const AsiSummary *summary = table->summary;
  AsiSpan sums = asiClosureSums(summary);
  int64_t width = summary->most - summary->least, squareMost = 0, sumReach = 0, each = 0;
  int64_t centre = (int64_t)floor((double)sums.least / (double)summary->n + 0.5);
  centre = centre < 1 ? 1 : centre > width - 1 ? width - 1 : centre;
  for (int64_t sum = (int64_t)sums.least; sum <= sums.most; sum++) {
    ClosureTarget target = closureTarget(table, sum);
    expect(isTarget(table, sum, &target), "what the values about the centre come to");
    checkInner(table, &target);
    if (target.squareMost > squareMost) squareMost = target.squareMost;
    if (llabs(target.sum) > sumReach) sumReach = llabs(target.sum);
  }
  for (int64_t x = -centre; x <= width - centre; x++) each = x * x > each ? x * x : each;
  expect(table->centre == centre && table->low == -centre && table->high == width - centre, "values about the centre");
  expect(table->squareMost == squareMost && table->sumReach == sumReach && table->squareEach == each, "their squares");
  expect(table->mMost == (width == 2 ? 0 : closureSmaller(summary->n - 2, squareMost / 4)), "outer values at most");
}

static void checkReaches(const ClosureTable *table) {
  bool isRight = true;
  for (int64_t m = 0; m <= table->mMost; m++) {
    for (int64_t q = 0; q <= table->squareMost; q++) {
      int64_t reach = closureReach(table, m, q), want = reachOf(table, m, q);
      isRight &= want < 0 ? reach < 0 : reach == want;
    }
  }
  expect(isRight, "the reach of a row");
}

/* A row has the sums of one parity from -reach to reach, and at most one place more. */
static void checkRoom(const ClosureTable *table) {
  int64_t least = 0, most = 0;
  for (int64_t q = 0; q <= table->squareMost; q++) {
    int64_t reach = reachOf(table, table->mMost, q), nSum = reach < 0 ? 0 : reach + 1;
    least += nSum;
    most += nSum + 1;
  }
  expect(table->nLevel >= least && table->nLevel <= most, "no more room than rows need");
}

static void checkTable(const AsiSummary *summary) {
  ClosureTable table = { 0 };
  AsiSpan sums = asiClosureSums(summary);
  uint64_t *last;
  if (sums.least > sums.most || summary->most - summary->least < 2) return;
  (void)closurePrepare(&table, summary, sums, NULL);
  checkPrepared(&table);
  checkReaches(&table);
  expect(closureAllocate(&table, NULL) == ASI_OK && closureSetEmpty(&table) == ASI_OK, "an empty table");
  checkRoom(&table);
  if (closureOuterValues(&table) > 0) checkLevels(&table, 0);
  for (int64_t m = 1; m <= table.mMost; m++) {
    expect(closureSetLevels(&table, m, NULL, &last) == ASI_OK, "a level");
    expect(last == table.aWays + table.nLevel * (closureOuterValues(&table) - 1), "the last of it");
    checkLevels(&table, m);
  }
  asiFree(table.aMiddle);
  asiFree(table.aWays);
}

static uint64_t tabulated(const AsiSummary *summary) {
  ClosureTable table = { 0 };
  uint64_t count = 0;
  (void)closurePrepare(&table, summary, asiClosureSums(summary), NULL);
  expect(closureTabulate(&table, NULL, &count) == ASI_OK, "a table");
  return count;
}

static void checkCounts(const AsiSummary *summary, uint64_t count) {
  AsiWords words = { "" };
  uint64_t walked = 77;
  int64_t counted = -1;
  AsiSpan sums = asiClosureSums(summary);
  expect(closureWalk(summary, NULL, &walked) == ASI_OK && walked == count, "counted by walking");
  expect(asiClosureCount(summary, NULL, &words, &counted) == ASI_OK && (uint64_t)counted == count, "counted");
  if (sums.least > sums.most || summary->most - summary->least < 2) return;
  expect(tabulated(summary) == count, "counted by the table");
}

static void checkSummary(const AsiSummary *summary) {
  long long nBlock = heapBlocks;
  findSamples(summary);
  checkSpans(summary);
  checkListing(summary);
  checkSkipping(summary);
  checkSteps(summary);
  checkTable(summary);
  checkCounts(summary, (uint64_t)nSample);
  expect(heapBlocks == nBlock, "nothing stays allocated");
}

static void checkSummaries(void) {
  for (int i = 0; i < 150; i++) {
    AsiSummary summary =
        randomSummary(1 + randomBelow(8), randomBelow(9) - 4, randomBelow(i % 3 == 0 ? 9 : 5), (int)randomBelow(3));
    checkSummary(&summary);
  }
}

/* Too many to be found one by one: the walk and the table are two ways. */
static void checkLarger(void) {
  for (int i = 0; i < 60; i++) {
    AsiSummary summary =
        randomSummary(10 + randomBelow(30), randomBelow(9) - 4, 2 + randomBelow(6), 1 + (int)randomBelow(2));
    uint64_t walked = 0;
    expect(closureWalk(&summary, NULL, &walked) == ASI_OK && tabulated(&summary) == walked, "by walk and by table");
  }
}

/* A table of one place for each value: how many values, and how much work, are taken. */
static AsiStatus allocated(int64_t nOuter, int64_t nSum, int64_t mMost) {
  ClosureTable table = { .low = -1, .high = nOuter + 1, .sumLeast = 70, .sumMost = 70 + nSum - 1, .mMost = mMost };
  AsiStatus status = closureAllocate(&table, NULL);
  asiFree(table.aMiddle);
  asiFree(table.aWays);
  return status;
}

static void checkLimits(void) {
  expect(allocated(1 << 23, 1, 1) == ASI_OK && allocated((1 << 23) + 1, 1, 1) == ASI_LIMIT, "2^23 numbers");
  expect(allocated(1000, 499000, 1000) == ASI_OK && allocated(1000, 499001, 1000) == ASI_LIMIT, "5 10^8 additions");
}

/* A million numbers, nLow of them 0, the others 1000, but one of 1: their sums of squares take more than 32 bits. */
static void checkLongMoments(int64_t nLow) {
  int64_t n = 1000000, nTop = n - nLow - 1, *aCount = asiAllocZero(1001, sizeof *aCount);
  AsiClosure closure = { .summary = { .n = n, .least = -7, .most = 993 }, .width = 1000, .aCount = aCount };
  long double scatter;
  aCount[0] = nLow - 1; /* the extremes themselves come on top */
  aCount[1] = 1;
  aCount[1000] = nTop - 1;
  closure.sum = 1 + 1000 * nTop;
  scatter = (long double)(n * (1 + 1000000 * nTop) - closure.sum * closure.sum);
  expect(asiClosureSd(&closure) == (double)sqrtl(scatter / (long double)(n * (n - 1))), "the SD of a million");
  expect(asiClosureMean(&closure) == (double)(closure.sum - 7 * n) / 1e6, "their mean");
  asiFree(aCount);
}

int main(void) {
  checkLimits();
  for (int64_t nLow = 1; nLow < 1000000; nLow += 4999 + nLow / 3) checkLongMoments(nLow);
  checkExtremes();
  checkSummaries();
  checkLarger();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
