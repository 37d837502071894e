/*
** Counting the samples of closure.h without listing them.
**
** Values are counted from a centre near the mean, so that sums and squares stay small. The values -1, 0, 1 about it need no
** table: for n of them with sum s and sum of squares q there is one way, if |s| <= q <= n and q = s (mod 2), else none.
** The others, whose squares are 4 and more, come one by one into a table of
**
**   ways(x, m, q, s) = samples of m of the values up to x with sum of squares q and sum s
**                    = ways(x - 1, m, q, s) + ways(x, m - 1, q - x^2, s - x),
**
** |s| <= min(q / 2, sqrt(m q)) and no larger than what the rest, whose |s| is at most its squares, can bring back. Only one m
** is held at a time, for every x: m rises, and with q falling each row is written after it was read for the last time.
** A number of 2^62 in it ends the count: there are too many.
** Where the table or its work would be too large (a wide range, a large SD), the samples are walked through as in a listing,
** the last three counts at once, for CLOSURE_WALK_MOST steps.
*/
#include "closure.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"

#define CLOSURE_BEYOND ((uint64_t)1 << 63)
#define CLOSURE_LARGE ((uint64_t)1 << 62) /* two numbers below it can be added */
#define CLOSURE_CLEARED 65536             /* numbers between two reports of work */
#define CLOSURE_WALK_MOST 20000000
#define CLOSURE_WORK_MOST 5e8 /* additions */

typedef struct ClosureTable {
  const AsiSummary *summary;
  int64_t centre, low, high; /* values run from low to high about the centre, which is counted from least */
  int64_t n;                 /* of values that are not the two extremes themselves */
  int64_t sumLeast, sumMost; /* of the whole sample, counted from least */
  int64_t squareMost;        /* of the n values, about the centre */
  int64_t mMost;             /* of outer values */
  int64_t squareEach;        /* of one value */
  int64_t sumReach;          /* the largest |sum| of the n values */
  int64_t *aMiddle;          /* by q: where in a level the sums 0 or 1 of its row stand */
  int64_t nLevel;            /* numbers in a level */
  uint64_t *aWays;           /* a level for every outer value, from low to high */
} ClosureTable;

/* The n values beside the extremes, in a sample with that sum: their sum and squares about the centre. */
typedef struct ClosureTarget {
  int64_t sum, squareLeast, squareMost;
} ClosureTarget;

static int64_t closureSmaller(int64_t a, int64_t b) { return a < b ? a : b; }

static ClosureTarget closureTarget(const ClosureTable *table, int64_t sum) {
  AsiSpan squares = asiClosureSquares(table->summary, sum);
  int64_t n = table->summary->n, c = table->centre;
  int64_t ends = table->low * table->low + table->high * table->high;
  asi_i128 move = (asi_i128)n * c * c - 2 * (asi_i128)c * sum - ends;
  ClosureTarget target = { sum - n * c - table->low - table->high, 0, 0 };
  if (squares.least + move > 0) target.squareLeast = (int64_t)(squares.least + move);
  target.squareMost = squares.most + move < -1 ? -1 : (int64_t)(squares.most + move);
  return target;
}

/* The largest |s| in row q of level m, of the parity of q; below 0: none. */
static int64_t closureReach(const ClosureTable *table, int64_t m, int64_t q) {
  int64_t reach = closureSmaller(q / 2, asiWholeRoot(m * q));
  reach = closureSmaller(reach, table->squareMost - q + table->sumReach);
  return reach - ((reach ^ q) & 1);
}

/* All but -1, 0, 1. */
static int64_t closureOuterValues(const ClosureTable *table) { return table->high - table->low - 2; }

/* Sum s of a row stands at its middle + s / 2, rounded down. */
static AsiStatus closureLayOut(ClosureTable *table, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  for (int64_t q = 0; q <= table->squareMost && status == ASI_OK; q++) {
    int64_t half = (closureReach(table, table->mMost, q) + 1) / 2;
    table->aMiddle[q] = table->nLevel + half;
    table->nLevel += 2 * half + 1;
    status = asiPollWork(poll, 60);
  }
  return status;
}

/* 64 MB at most, which takes some 50 ms where the memory is new. */
static AsiStatus closureClear(uint64_t *aWays, int64_t n, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  for (int64_t i = 0; i < n && status == ASI_OK; i += CLOSURE_CLEARED) {
    int64_t nHere = closureSmaller(n - i, CLOSURE_CLEARED);
    memset(aWays + i, 0, (size_t)nHere * sizeof *aWays);
    status = asiPollWork(poll, 6 * nHere);
  }
  return status;
}

static AsiStatus closureAllocate(ClosureTable *table, AsiPoll *poll) {
  int64_t nValue = closureOuterValues(table), nSum = table->sumMost - table->sumLeast + 1;
  AsiStatus status;
  if (table->squareMost > ASI_CLOSURE_STATES) return ASI_LIMIT;
  table->aMiddle = asiAllocArray((size_t)table->squareMost + 1, sizeof *table->aMiddle);
  if (table->aMiddle == NULL) return ASI_NOMEM;
  status = closureLayOut(table, poll);
  if (status != ASI_OK) return status;
  if ((double)nValue * (double)table->nLevel > ASI_CLOSURE_STATES ||
      (double)(nValue + nSum) * (double)table->nLevel * (double)table->mMost > CLOSURE_WORK_MOST) {
    return ASI_LIMIT;
  }
  if (nValue < 1) nValue = 1;
  table->aWays = asiAllocArray((size_t)(nValue * table->nLevel), sizeof *table->aWays);
  return table->aWays == NULL ? ASI_NOMEM : closureClear(table->aWays, nValue * table->nLevel, poll);
}

/* The sums from first to last of row q, in a level. */
static uint64_t *closureAt(const ClosureTable *table, uint64_t *level, int64_t q, int64_t sum) {
  return level + table->aMiddle[q] + (sum - (sum & 1)) / 2;
}

/* Row q of level m for the value x, in place of that of level m - 1; `before`: level m for the value before it, or NULL.
** Returns the bits set in any of its numbers. A reach of -1 is a row without any: no sum leads there. */
static uint64_t closureSetRow(const ClosureTable *table, uint64_t *level, uint64_t *before, int64_t m, int64_t q,
                              int64_t x) {
  int64_t reach = closureReach(table, m, q), reachFrom = q < x * x ? -1 : closureReach(table, m - 1, q - x * x);
  int64_t first = reachFrom > reach + x ? -reach : x - reachFrom; /* sums that others lead to */
  int64_t last = closureSmaller(reachFrom + x, reach);
  size_t nByte = (size_t)(reach + 1) * sizeof *level;
  uint64_t bits = 0, *to;
  const uint64_t *from;
  to = closureAt(table, level, q, -reach);
  if (before == NULL) {
    memset(to, 0, nByte);
  } else {
    memcpy(to, closureAt(table, before, q, -reach), nByte);
  }
  if (reachFrom < 0 || first > last) return 0;
  to = closureAt(table, level, q, first);
  from = closureAt(table, level, q - x * x, first - x);
  for (int64_t i = 0; i <= (last - first) / 2; i++) {
    to[i] += from[i];
    bits |= to[i];
  }
  return bits;
}

/* Level m of a value: the rows that it can have, and below them those that level m - 1 had. */
static AsiStatus closureSetLevel(const ClosureTable *table, uint64_t *level, uint64_t *before, int64_t m, int64_t x,
                                 AsiPoll *poll) {
  uint64_t bits = 0;
  for (int64_t q = closureSmaller(table->squareMost, m * table->squareEach); q >= 4 * (m - 1); q--) {
    AsiStatus status = asiPollWork(poll, 50 + 2 * closureReach(table, m, q));
    bits |= closureSetRow(table, level, before, m, q, x);
    if (status != ASI_OK) return status;
  }
  return bits >= CLOSURE_LARGE ? ASI_LIMIT : ASI_OK;
}

/* Level 0: no value in one way. */
static AsiStatus closureSetEmpty(const ClosureTable *table) {
  uint64_t *level = table->aWays;
  do {
    *closureAt(table, level, 0, 0) = 1;
    level += table->nLevel;
  } while (level < table->aWays + table->nLevel * closureOuterValues(table));
  return ASI_OK;
}

/* Level m of every value; *pLast: that of the last one. */
static AsiStatus closureSetLevels(const ClosureTable *table, int64_t m, AsiPoll *poll, uint64_t **pLast) {
  uint64_t *level = table->aWays, *before = NULL;
  AsiStatus status = ASI_OK;
  for (int64_t x = table->low; x <= table->high && status == ASI_OK; x++) {
    if (x >= -1 && x <= 1) continue;
    status = closureSetLevel(table, level, before, m, x, poll);
    before = level;
    level += table->nLevel;
  }
  *pLast = before;
  return status;
}

/* How many q' from the target, with q' - q of the inner values: |s'| <= q' - q <= n - m and of their sum's parity. */
static int64_t closureInner(const ClosureTable *table, const ClosureTarget *target, int64_t m, int64_t q, int64_t s) {
  int64_t sum = target->sum - s < 0 ? s - target->sum : target->sum - s;
  int64_t least = target->squareLeast - q, most = closureSmaller(target->squareMost - q, table->n - m);
  if (least < sum) least = sum;
  least += (least ^ sum) & 1;
  return least > most ? 0 : (most - least) / 2 + 1;
}

/* n * ways on top of the count. */
static uint64_t closureTimesPlus(uint64_t count, int64_t n, uint64_t ways) {
  asi_u128 sum = (asi_u128)ways * (uint64_t)n + count;
  return sum > CLOSURE_BEYOND ? CLOSURE_BEYOND : (uint64_t)sum;
}

/* The samples of the target with m outer values. */
static AsiStatus closureCollect(const ClosureTable *table, const ClosureTarget *target, uint64_t *level, int64_t m,
                                AsiPoll *poll, uint64_t *pCount) {
  AsiStatus status = asiPollWork(poll, 200); /* the target's own */
  int64_t qMost = closureSmaller(target->squareMost, m * table->squareEach);
  for (int64_t q = 4 * m; q <= qMost && status == ASI_OK; q++) {
    int64_t reach = closureReach(table, m, q);
    if (target->squareLeast - q > table->n - m) continue;
    for (int64_t s = -reach; s <= reach; s += 2) {
      uint64_t ways = *closureAt(table, level, q, s);
      if (ways != 0) *pCount = closureTimesPlus(*pCount, closureInner(table, target, m, q, s), ways);
    }
    status = asiPollWork(poll, 2 * reach + 20);
  }
  return status;
}

static AsiStatus closureTabulate(ClosureTable *table, AsiPoll *poll, uint64_t *pCount) {
  AsiStatus status = closureAllocate(table, poll);
  for (int64_t m = 0; m <= table->mMost && status == ASI_OK; m++) {
    uint64_t *last = table->aWays;
    status = m == 0 ? closureSetEmpty(table) : closureSetLevels(table, m, poll, &last);
    for (int64_t sum = table->sumLeast; sum <= table->sumMost && status == ASI_OK; sum++) {
      ClosureTarget target = closureTarget(table, sum);
      status = closureCollect(table, &target, last, m, poll, pCount);
    }
  }
  asiFree(table->aMiddle);
  asiFree(table->aWays);
  return status;
}

/* Of three values at least: a centre with a neighbour on either side. */
static AsiStatus closurePrepare(ClosureTable *table, const AsiSummary *summary, AsiSpan sums, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  int64_t width = summary->most - summary->least;
  table->summary = summary;
  table->sumLeast = (int64_t)sums.least;
  table->sumMost = (int64_t)sums.most;
  table->centre = (table->sumLeast + summary->n / 2) / summary->n;
  if (table->centre < 1) table->centre = 1;
  if (table->centre > width - 1) table->centre = width - 1;
  table->low = -table->centre;
  table->high = width - table->centre;
  table->squareEach = table->high > -table->low ? table->high * table->high : table->low * table->low;
  table->n = summary->n - 2;
  table->squareMost = 0;
  for (int64_t sum = table->sumLeast; sum <= table->sumMost && status == ASI_OK; sum++) {
    ClosureTarget target = closureTarget(table, sum);
    if (target.squareMost > table->squareMost) table->squareMost = target.squareMost;
    if (llabs(target.sum) > table->sumReach) table->sumReach = llabs(target.sum);
    status = asiPollWork(poll, 200);
  }
  table->mMost = closureOuterValues(table) > 0 ? closureSmaller(table->n, table->squareMost / 4) : 0;
  return status;
}

static AsiStatus closureWalk(const AsiSummary *summary, AsiPoll *poll, uint64_t *pCount) {
  AsiClosure closure;
  AsiStatus status = asiClosureOpen(&closure, summary);
  *pCount = 0;
  while (status == ASI_OK) {
    status = asiClosureNext(&closure, poll);
    if (status == ASI_OK) *pCount += (uint64_t)asiClosureSkip(&closure);
    if (status == ASI_OK && closure.nStep > CLOSURE_WALK_MOST) status = ASI_LIMIT;
  }
  asiClosureClose(&closure);
  return status == ASI_UNDEFINED ? ASI_OK : status;
}

static AsiStatus closureSay(uint64_t count, AsiWords *words, int64_t *pCount) {
  if (count >= CLOSURE_BEYOND) {
    return asiSay(words, ASI_LIMIT, "there are more samples than an INTEGER can say, 2^63 or more");
  }
  *pCount = (int64_t)count;
  return ASI_OK;
}

AsiStatus asiClosureCount(const AsiSummary *summary, AsiPoll *poll, AsiWords *words, int64_t *pCount) {
  AsiSpan sums = asiClosureSums(summary);
  ClosureTable table = { 0 };
  uint64_t count = 0;
  AsiStatus status = ASI_LIMIT;
  *pCount = 0;
  if (sums.least > sums.most) return ASI_OK;
  if (summary->most - summary->least >= 2) {
    status = closurePrepare(&table, summary, sums, poll);
    if (status == ASI_OK) status = closureTabulate(&table, poll, &count);
  }
  if (status == ASI_LIMIT) status = closureWalk(summary, poll, &count);
  if (status == ASI_LIMIT) return asiSay(words, ASI_LIMIT, "the samples are too many and too varied to be counted");
  return status == ASI_OK ? closureSay(count, words, pCount) : status;
}
