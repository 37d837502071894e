#include "closure.h"

#include <string.h>

#include "mem.h"
#include "wide.h"

/* ---- what sums can come to ---- */

AsiSpan asiClosureSums(const AsiSummary *summary) {
  asi_i128 shift = (asi_i128)summary->n * summary->least;
  asi_i128 width = summary->most - summary->least;
  AsiSpan sums = asiSumSpan(summary->mean, summary->n);
  AsiSpan can = { width, (summary->n - 1) * width }; /* both extremes are there */
  sums.least -= shift;
  sums.most -= shift;
  if (sums.least < can.least) sums.least = can.least;
  if (sums.most > can.most) sums.most = can.most;
  if (summary->n < 2 || asiReportedLow(summary->sd) > (double)width) sums.most = sums.least - 1;
  return sums;
}

/* x^2 = x (mod 2): every other sum of squares. */
AsiSpan asiClosureSquares(const AsiSummary *summary, int64_t sum) {
  AsiSpan squares = asiSquareSpan(summary->sd, 1, summary->n, sum);
  squares.least += (squares.least ^ sum) & 1;
  squares.most -= (squares.most ^ sum) & 1;
  return squares;
}

/* The least and the largest sum of squares of n numbers in 0..width with that sum: all near the mean, or at the ends. */
static int64_t closureSquareLeast(int64_t n, int64_t sum) {
  int64_t each = n > 0 ? sum / n : 0;
  return n * each * each + (sum - n * each) * (2 * each + 1);
}

static int64_t closureSquareMost(int64_t sum, int64_t width) {
  int64_t nTop = width > 0 ? sum / width : 0;
  int64_t rest = sum - nTop * width;
  return nTop * width * width + rest * rest;
}

/* n >= 0 and 0 <= sum <= n width: asiClosureSums and closureEnter see to that. */
static bool closureCan(const AsiClosureLevel *level, int64_t width) {
  return level->squareLeast <= level->squareMost && closureSquareLeast(level->n, level->sum) <= level->squareMost &&
         closureSquareMost(level->sum, width) >= level->squareLeast;
}

/* ---- a walk over the counts ---- */

AsiStatus asiClosureOpen(AsiClosure *closure, const AsiSummary *summary) {
  AsiSpan sums = asiClosureSums(summary);
  size_t nValue;
  memset(closure, 0, sizeof *closure);
  closure->summary = *summary;
  closure->width = summary->most - summary->least;
  closure->nLevel = closure->width > 2 ? (int)closure->width - 2 : 0;
  nValue = (size_t)closure->nLevel + 3;
  closure->aCount = asiAllocZero(nValue, sizeof *closure->aCount);
  closure->aLevel = asiAllocZero(nValue, sizeof *closure->aLevel);
  closure->iLevel = -1;
  closure->sum = (int64_t)sums.least - 1;
  closure->sumMost = (int64_t)sums.most;
  if (closure->aCount != NULL && closure->aLevel != NULL) return ASI_OK;
  asiClosureClose(closure);
  return ASI_NOMEM;
}

void asiClosureClose(AsiClosure *closure) {
  asiFree(closure->aCount);
  asiFree(closure->aLevel);
  closure->aCount = NULL;
  closure->aLevel = NULL;
}

static int64_t closureWidthAt(const AsiClosure *closure, int i) { return closure->width - i; }

/* Level i from level i - 1, whose value has its count: what is left, counted from the next value. */
static AsiClosureLevel closureBelow(const AsiClosureLevel *level, int64_t count) {
  AsiClosureLevel below = { .n = level->n - count };
  int64_t move = below.n - 2 * level->sum;
  below.sum = level->sum - below.n;
  below.squareLeast = level->squareLeast + move;
  below.squareMost = level->squareMost + move;
  return below;
}

/* The counts of the level's value that leave a sum within reach; the first is one before them. */
static void closureEnter(AsiClosure *closure, int i) {
  AsiClosureLevel *level = &closure->aLevel[i];
  int64_t width = closureWidthAt(closure, i);
  closure->aCount[i] = level->sum < level->n ? level->n - level->sum - 1 : -1;
  level->countMost = (level->n * width - level->sum) / width;
}

/* To the next count of level i with which the rest can be reached. */
static bool closureAdvance(AsiClosure *closure, int i, int64_t *pnTried) {
  const AsiClosureLevel *level = &closure->aLevel[i];
  while (++closure->aCount[i] <= level->countMost) {
    ++*pnTried;
    closure->aLevel[i + 1] = closureBelow(level, closure->aCount[i]);
    if (closureCan(&closure->aLevel[i + 1], closureWidthAt(closure, i + 1))) return true;
  }
  return false;
}

static void closureSetLast(AsiClosure *closure, int64_t count) {
  const AsiClosureLevel *level = &closure->aLevel[closure->nLevel];
  int64_t *aCount = closure->aCount + closure->nLevel;
  aCount[2] = count;
  aCount[1] = level->sum - 2 * count;
  aCount[0] = level->n - aCount[1] - count;
}

/* Three values 0, 1, 2 with counts a, b, c: b + 2c = sum, b + 4c = square. There is a c at least: by closureCan the squares
** wanted and those that c from max(0, sum - n) to sum / 2 gives overlap, both of them every other number, of sum's parity. */
static void closureSolve(AsiClosure *closure) {
  const AsiClosureLevel *level = &closure->aLevel[closure->nLevel];
  int64_t least = level->squareLeast > level->sum ? (level->squareLeast - level->sum + 1) / 2 : 0;
  int64_t most = (level->squareMost - level->sum) / 2;
  if (least < level->sum - level->n) least = level->sum - level->n;
  if (most > level->sum / 2) most = level->sum / 2;
  if (closure->width < 2 && most > 0) most = 0;
  closure->lastMost = most;
  closureSetLast(closure, least);
}

/* The first level for the next sum; ASI_UNDEFINED when there is none. */
static AsiStatus closureNextSum(AsiClosure *closure, AsiPoll *poll) {
  AsiClosureLevel *level = &closure->aLevel[0];
  AsiSpan squares;
  int64_t top = closure->width * closure->width;
  if (closure->sum >= closure->sumMost) return ASI_UNDEFINED;
  closure->sum++;
  squares = asiClosureSquares(&closure->summary, closure->sum);
  level->n = closure->summary.n - (closure->width > 0 ? 2 : 1);
  level->sum = closure->sum - closure->width;
  level->squareLeast = (int64_t)squares.least - top; /* below 2^42, as the SD is at most the width */
  level->squareMost = (int64_t)squares.most - top;
  if (closureCan(level, closure->width)) {
    closure->iLevel = 0;
    if (closure->nLevel > 0) closureEnter(closure, 0);
  }
  return asiPollWork(poll, 150);
}

/* One step of the walk at iLevel: down, or up. True when the last three counts are solved. */
static bool closureStep(AsiClosure *closure, int64_t *pnTried) {
  int i = closure->iLevel;
  if (i == closure->nLevel) {
    closure->iLevel--;
    closureSolve(closure);
    return true;
  }
  if (closureAdvance(closure, i, pnTried)) {
    closure->iLevel++;
    if (closure->iLevel < closure->nLevel) closureEnter(closure, closure->iLevel);
  } else {
    closure->iLevel--;
  }
  return false;
}

AsiStatus asiClosureNext(AsiClosure *closure, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  int64_t last = closure->aCount[closure->nLevel + 2];
  if (last < closure->lastMost) {
    closureSetLast(closure, last + 1);
    return ASI_OK;
  }
  while (status == ASI_OK) {
    int64_t nTried = 2;
    if (closure->iLevel < 0) {
      status = closureNextSum(closure, poll);
    } else if (closureStep(closure, &nTried)) {
      closure->nStep += nTried;
      return asiPollWork(poll, 10 * nTried);
    }
    closure->nStep += nTried;
    if (status == ASI_OK) status = asiPollWork(poll, 10 * nTried);
  }
  return status;
}

int64_t asiClosureSkip(AsiClosure *closure) {
  int64_t n = closure->lastMost - closure->aCount[closure->nLevel + 2] + 1;
  closureSetLast(closure, closure->lastMost);
  return n;
}

/* ---- the sample found ---- */

int64_t asiClosureCountAt(const AsiClosure *closure, int64_t i) {
  return closure->aCount[i] + (i == 0) + (i == closure->width && closure->width > 0);
}

double asiClosureMean(const AsiClosure *closure) {
  int64_t n = closure->summary.n;
  return (double)(closure->sum + n * closure->summary.least) / (double)n;
}

static AsiWide closureWide(uint64_t x) {
  return (AsiWide){ .nDigit = 2, .aDigit = { (uint32_t)x, (uint32_t)(x >> 32) } };
}

/* The nearest double to sqrt((n Q - S^2) / (n (n - 1))). */
double asiClosureSd(const AsiClosure *closure) {
  uint64_t n = (uint64_t)closure->summary.n, square = 0;
  AsiWide scatter, sum2, sum = closureWide((uint64_t)closure->sum);
  AsiTop top;
  for (int64_t i = 0; i <= closure->width; i++) square += (uint64_t)(asiClosureCountAt(closure, i) * i * i);
  scatter = closureWide(square);
  asiWideMultiply(&scatter, n);
  asiWideSquare(&sum, &sum2);
  asiWideSubtract(&scatter, &sum2);
  asiWideDivide(&scatter, n * (n - 1));
  top = asiWideTop(&scatter, 0);
  return asiTopRoot(&top);
}
