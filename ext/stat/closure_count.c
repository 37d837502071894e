/*
** Counting the samples of closure.h without listing them.
**
** Values are counted from a centre near the mean, so that sums and squares stay small. The values -1, 0, 1 about it need no
** table: for n of them with sum s and sum of squares q there is one way, if |s| <= q <= n and q = s (mod 2), else none.
** The others, whose squares are 4 and more, come into a table of
**
**   ways[m][q][s] = samples of m such values with sum of squares q and sum s,   |s| <= min(q / 2, sqrt(m q)), m <= q / 4,
**
** value by value: ways[m][q][s] += ways[m - 1][q - x^2][s - x], m rising, so that each value may come any number of times.
** The table is as large as q^3 / 36 at most. Numbers saturate at 2^63; then the whole is too large to say.
** Where the table would be too large (a wide range, a large SD), the samples are walked through as in a listing, the last
** three counts at once, for CLOSURE_WALK_MOST steps.
*/
#include "closure.h"

#include "mem.h"

#define CLOSURE_BEYOND ((uint64_t)1 << 63)
#define CLOSURE_WALK_MOST 20000000

typedef struct ClosureTable {
  const AsiSummary *summary;
  int64_t centre, low, high; /* values run from low to high about the centre, which is counted from least */
  int64_t n;                 /* of values that are not the two extremes themselves */
  int64_t sumLeast, sumMost; /* of the whole sample, counted from least */
  int64_t squareMost;        /* of the n values, about the centre */
  int64_t mMost;             /* of outer values */
  int64_t squareEach;        /* of one value */
  uint32_t *aRow;            /* [m][q]: where its sums begin */
  uint64_t *aWays;
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

/* The largest |s| of m outer values with sum of squares q; of the parity of q. */
static int64_t closureReach(int64_t m, int64_t q) {
  int64_t reach = closureSmaller(q / 2, asiWholeRoot(m * q));
  return reach - ((reach ^ q) & 1);
}

static bool closureIsRow(const ClosureTable *table, int64_t m, int64_t q) {
  return q >= 4 * m && q <= table->squareMost && q <= m * table->squareEach;
}

static size_t closureRowIndex(const ClosureTable *table, int64_t m, int64_t q) {
  return (size_t)(m * (table->squareMost + 1) + q);
}

/* Where every row begins; ASI_LIMIT when all of them are too many. */
static AsiStatus closureLayOut(ClosureTable *table, AsiPoll *poll, uint32_t *aRow, int64_t *pnState) {
  AsiStatus status = ASI_OK;
  *pnState = 0;
  for (int64_t m = 0; m <= table->mMost && status == ASI_OK; m++) {
    for (int64_t q = 4 * m; closureIsRow(table, m, q); q++) {
      if (aRow != NULL) aRow[closureRowIndex(table, m, q)] = (uint32_t)*pnState;
      *pnState += closureReach(m, q) + 1;
      if (*pnState > ASI_CLOSURE_STATES) return ASI_LIMIT;
    }
    status = asiPollWork(poll, 20 * (table->squareMost + 1 - 4 * m));
  }
  return status;
}

static AsiStatus closureAllocate(ClosureTable *table, AsiPoll *poll) {
  int64_t nState;
  AsiStatus status = closureLayOut(table, poll, NULL, &nState);
  if (status != ASI_OK) return status;
  table->aRow = asiAllocArray(closureRowIndex(table, table->mMost, table->squareMost) + 1, sizeof *table->aRow);
  table->aWays = asiAllocZero((size_t)nState, sizeof *table->aWays);
  if (table->aRow == NULL || table->aWays == NULL) return ASI_NOMEM;
  status = closureLayOut(table, poll, table->aRow, &nState);
  table->aWays[0] = 1; /* nothing at all */
  return status;
}

static uint64_t closurePlus(uint64_t a, uint64_t b) {
  a += b; /* both are at most 2^63 */
  return a < b || a > CLOSURE_BEYOND ? CLOSURE_BEYOND : a;
}

/* One more value x in row (m, q): every sum s there from s - x in row (m - 1, q - x^2). */
static void closureAddRow(ClosureTable *table, int64_t m, int64_t q, int64_t x) {
  int64_t qFrom = q - x * x;
  int64_t reach = closureReach(m, q), reachFrom = closureReach(m - 1, qFrom);
  uint64_t *to = table->aWays + table->aRow[closureRowIndex(table, m, q)];
  const uint64_t *from = table->aWays + table->aRow[closureRowIndex(table, m - 1, qFrom)];
  int64_t first = reachFrom > reach + x ? -reach - x : -reachFrom; /* sums there whose sum here is within reach */
  int64_t last = closureSmaller(reachFrom, reach - x);
  first += (first ^ qFrom) & 1;
  for (int64_t s = first; s <= last; s += 2) {
    uint64_t *p = &to[(s + x + reach) / 2];
    *p = closurePlus(*p, from[(s + reachFrom) / 2]);
  }
}

static AsiStatus closureAddValue(ClosureTable *table, int64_t x, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  for (int64_t m = 1; m <= table->mMost && status == ASI_OK; m++) {
    for (int64_t q = 4 * m; closureIsRow(table, m, q) && status == ASI_OK; q++) {
      if (!closureIsRow(table, m - 1, q - x * x)) continue;
      closureAddRow(table, m, q, x);
      status = asiPollWork(poll, closureReach(m, q) + 50);
    }
  }
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

static AsiStatus closureCollect(const ClosureTable *table, const ClosureTarget *target, AsiPoll *poll,
                                uint64_t *pCount) {
  AsiStatus status = ASI_OK;
  for (int64_t m = 0; m <= table->mMost && status == ASI_OK; m++) {
    for (int64_t q = 4 * m; q <= target->squareMost && status == ASI_OK; q++) {
      const uint64_t *ways;
      int64_t reach;
      if (!closureIsRow(table, m, q) || target->squareLeast - q > table->n - m) continue;
      ways = table->aWays + table->aRow[closureRowIndex(table, m, q)];
      reach = closureReach(m, q);
      for (int64_t s = -reach; s <= reach; s += 2, ways++) {
        if (*ways != 0) *pCount = closureTimesPlus(*pCount, closureInner(table, target, m, q, s), *ways);
      }
      status = asiPollWork(poll, 2 * reach + 20);
    }
  }
  return status;
}

static AsiStatus closureTabulate(ClosureTable *table, AsiPoll *poll, uint64_t *pCount) {
  AsiStatus status = closureAllocate(table, poll);
  for (int64_t x = table->low; x <= table->high && status == ASI_OK; x++) {
    if (x < -1 || x > 1) status = closureAddValue(table, x, poll);
  }
  for (int64_t sum = table->sumLeast; sum <= table->sumMost && status == ASI_OK; sum++) {
    ClosureTarget target = closureTarget(table, sum);
    status = closureCollect(table, &target, poll, pCount);
  }
  asiFree(table->aRow);
  asiFree(table->aWays);
  return status;
}

/* Of three values at least: a centre with a neighbour on either side. */
static void closurePrepare(ClosureTable *table, const AsiSummary *summary, AsiSpan sums) {
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
  for (int64_t sum = table->sumLeast; sum <= table->sumMost; sum++) {
    ClosureTarget target = closureTarget(table, sum);
    if (target.squareMost > table->squareMost) table->squareMost = target.squareMost;
  }
  table->mMost = closureSmaller(table->n, table->squareMost / 4);
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

AsiStatus asiClosureCount(const AsiSummary *summary, AsiPoll *poll, AsiWords *words, int64_t *pCount) {
  AsiSpan sums = asiClosureSums(summary);
  ClosureTable table = { 0 };
  uint64_t count = 0;
  AsiStatus status = ASI_LIMIT;
  *pCount = 0;
  if (sums.least > sums.most) return ASI_OK;
  if (summary->most - summary->least >= 2) {
    closurePrepare(&table, summary, sums);
    status = closureTabulate(&table, poll, &count);
  }
  if (status == ASI_LIMIT) status = closureWalk(summary, poll, &count);
  if (status == ASI_LIMIT) return asiSay(words, ASI_LIMIT, "the samples are too many and too varied to be counted");
  if (status == ASI_OK && count >= CLOSURE_BEYOND) {
    return asiSay(words, ASI_LIMIT, "there are more samples than an INTEGER can say, 2^63 or more");
  }
  *pCount = (int64_t)count;
  return status;
}
