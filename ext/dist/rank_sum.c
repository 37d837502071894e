/*
** Counting subsets by size and rank sum, two halves at a time.
**
** A table count[m][s] = number of m-subsets with rank sum s grows by one observation of rank r at a time:
** count[m][s] += count[m-1][s - r] (Mann & Whitney 1947; with ties Streitberg & Roehmel 1986). Here:
**
**  (a) The pooled sample is cut in the middle. Each half has a table of its own, and they are joined only in
**      P(R <= x) = sum over m, s of lower[m][s] * #{upper sums of n1 - m observations <= x - s} / C(n, n1).
**      With tables as long as m(n - m) and n passes over them the work of a half is 1/16 of the whole.
**  (b) The smaller sample is drawn. Sums are counted from the least that m observations can have, in units of
**      the greatest common divisor of all rank differences: without ties this undoes the doubling.
**  (c) Several observations go through the table together, each a row behind the one before, so that a row
**      is still in the cache when the next observation needs it.
**
** All terms are positive, so nothing cancels; upper tails are joined from the top for the same reason.
** Within the bounds of rank_sum.h counts stay below 2^600 and need no scaling.
*/
#include "rank_sum.h"

#include "mem.h"

enum {
  rankSumStack = 3072,    /* doubles of tables ... */
  rankSumStackInts = 256, /* ... and whole numbers beside them that need no allocation */
  rankSumTogether = 4     /* observations that go through the table together */
};

typedef struct RankSumHalf {
  int64_t n;      /* observations */
  int64_t *sum;   /* sum[j]: of its j lowest ranks */
  int64_t nMax;   /* the most that can be drawn from it */
  int64_t *start; /* count[start[m] + s]: m-subsets with sum s above sum[m], the least */
  double *count;
} RankSumHalf;

typedef struct RankSum {
  const AsiTieGroup *groups;
  size_t nGroup;
  int64_t n, nDrawn;
  int64_t lowest, unit; /* rank2 = lowest + unit * the ranks below */
  int64_t total;        /* sum of these ranks */
  RankSumHalf half[2];
  int64_t *numbers; /* what was allocated, or NULL */
  double *tables;
} RankSum;

static inline AsiTieGroup rankSumGroup(const RankSum *task, size_t i) {
  AsiTieGroup untied = { 2 * (int64_t)i + 2, 1 };
  return task->groups != NULL ? task->groups[i] : untied;
}

/* How far the sums of m of the j lowest ranks spread. */
static inline int64_t rankSumWidth(const RankSumHalf *half, int64_t m, int64_t j) {
  return half->sum[j] - half->sum[j - m] - half->sum[m];
}

static void rankSumMeasure(RankSum *task) {
  int64_t total2 = 0;
  task->n = 0;
  task->unit = 0;
  task->lowest = task->nGroup > 0 ? rankSumGroup(task, 0).rank2 : 0;
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = rankSumGroup(task, i);
    task->n += group.nTied;
    total2 += group.nTied * (group.rank2 - task->lowest);
    task->unit = asiRankGcd(group.rank2 - task->lowest, task->unit);
  }
  if (task->unit == 0) task->unit = 1;
  task->total = total2 / task->unit;
}

int asiRankSumFits(int64_t n1, int64_t n2) {
  int64_t half = (n1 + n2 + 1) / 2, nDrawn = n1 < n2 ? n1 : n2;
  double table = 0.0, work = 0.0;
  for (int64_t m = 0; m <= nDrawn && table <= ASI_RANK_SUM_MAX_TABLE; m++) {
    double left = (double)(half - m);
    table += 4.0 * (double)m * left + 2.0;
    work += 2.0 * (double)m * left * left;
  }
  return table <= ASI_RANK_SUM_MAX_TABLE && work <= ASI_RANK_SUM_MAX_WORK;
}

/* Cut the sample, a tie group if need be, and add up the ranks of each half. */
static AsiStatus rankSumDivide(RankSum *task, int64_t *numbers) {
  int64_t nNumber = 0, nDone = 0;
  RankSumHalf *half = task->half;
  half[0].n = task->n / 2;
  half[1].n = task->n - half[0].n;
  for (int i = 0; i < 2; i++) {
    half[i].nMax = half[i].n < task->nDrawn ? half[i].n : task->nDrawn;
    nNumber += half[i].n + 1 + half[i].nMax + 1;
  }
  if (nNumber > rankSumStackInts) {
    numbers = task->numbers = asiAllocArray((size_t)nNumber, sizeof(int64_t));
    if (numbers == NULL) return ASI_NOMEM;
  }
  for (int i = 0; i < 2; i++) {
    half[i].sum = numbers;
    half[i].start = numbers + half[i].n + 1;
    half[i].sum[0] = 0;
    numbers = half[i].start + half[i].nMax + 1;
  }
  for (size_t i = 0; i < task->nGroup; i++) {
    AsiTieGroup group = rankSumGroup(task, i);
    int64_t rank = (group.rank2 - task->lowest) / task->unit;
    for (; group.nTied > 0; group.nTied--, nDone++) {
      int64_t *sum = nDone < half[0].n ? half[0].sum + nDone : half[1].sum + (nDone - half[0].n);
      sum[1] = sum[0] + rank;
    }
  }
  return ASI_OK;
}

static AsiStatus rankSumMakeRoom(RankSum *task, double *tables) {
  int64_t nDouble = 0;
  for (int i = 0; i < 2; i++) {
    RankSumHalf *half = &task->half[i];
    for (int64_t m = 0; m <= half->nMax; m++) {
      half->start[m] = nDouble;
      nDouble += rankSumWidth(half, m, half->n) + 1;
    }
  }
  if (nDouble > rankSumStack) {
    tables = task->tables = asiAllocArray((size_t)nDouble, sizeof(double));
    if (tables == NULL) return ASI_NOMEM;
  }
  memset(tables, 0, (size_t)nDouble * sizeof(double));
  task->half[0].count = task->half[1].count = tables;
  return ASI_OK;
}

static void rankSumAddRow(double *to, const double *from, int64_t n) {
  int64_t i = 0;
  for (; i + 4 * asiLanes <= n; i += 4 * asiLanes) {
    AsiLanes a = asiLanesLoad(to + i) + asiLanesLoad(from + i);
    AsiLanes b = asiLanesLoad(to + i + asiLanes) + asiLanesLoad(from + i + asiLanes);
    AsiLanes c = asiLanesLoad(to + i + 2 * asiLanes) + asiLanesLoad(from + i + 2 * asiLanes);
    AsiLanes d = asiLanesLoad(to + i + 3 * asiLanes) + asiLanesLoad(from + i + 3 * asiLanes);
    asiLanesStore(to + i, a);
    asiLanesStore(to + i + asiLanes, b);
    asiLanesStore(to + i + 2 * asiLanes, c);
    asiLanesStore(to + i + 3 * asiLanes, d);
  }
  for (; i < n; i++) to[i] += from[i];
}

/* Let the j-th lowest observation join the subsets of m - 1. */
static AsiStatus rankSumTake(const RankSumHalf *half, int64_t j, int64_t m, AsiPoll *poll) {
  int64_t shift = (half->sum[j] - half->sum[j - 1]) - (half->sum[m] - half->sum[m - 1]);
  int64_t n = rankSumWidth(half, m - 1, j - 1) + 1;
  rankSumAddRow(half->count + half->start[m] + shift, half->count + half->start[m - 1], n);
  return asiPollWork(poll, 4 + n / 4);
}

static AsiStatus rankSumCount(const RankSumHalf *half, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  half->count[half->start[0]] = 1.0;
  for (int64_t j = 1; j <= half->n; j += rankSumTogether) {
    int64_t nTogether = half->n + 1 - j < rankSumTogether ? half->n + 1 - j : rankSumTogether;
    for (int64_t row = half->nMax; row > 1 - nTogether; row--) {
      for (int64_t i = 0; i < nTogether && status == ASI_OK; i++) {
        int64_t m = row + i;
        if (m >= 1 && m <= half->nMax && m <= j + i) status = rankSumTake(half, j + i, m, poll);
      }
    }
  }
  return status;
}

/* A row of a table, read up from its least sum or down from its greatest. */
typedef struct RankSumRow {
  const double *count;
  int64_t step, width;
} RankSumRow;

/* sum[0] gains the pairs whose distances from the ends add up to at most `reach`, sum[1] those below it. */
static void rankSumJoinRows(RankSumRow a, RankSumRow b, int64_t reach, double sum[2]) {
  int64_t i = reach < a.width ? reach : a.width, k = reach - i;
  double within = 0.0, here = 0.0, below = 0.0, rest = 0.0;
  for (int64_t y = 0; y < k && y <= b.width; y++) within += b.count[y * b.step];
  for (; i >= 0 && k <= b.width; i--, k++) {
    double x = a.count[i * a.step];
    below += x * within;
    within += b.count[k * b.step];
    here += x * within;
  }
  for (; i >= 0; i--) rest += a.count[i * a.step];
  sum[0] += here + rest * within;
  sum[1] += below + rest * within;
}

/* tail[0] = P(R <= r), tail[1] = P(R < r); or, for step = -1, P(R >= r) and P(R > r). */
static AsiStatus rankSumJoin(const RankSum *task, int64_t r, int64_t step, AsiPoll *poll, double tail[2]) {
  const RankSumHalf *low = &task->half[0], *high = &task->half[1];
  double subsets = 1.0;
  AsiStatus status = ASI_OK;
  tail[0] = tail[1] = 0.0;
  for (int64_t m = 0; m <= low->nMax && status == ASI_OK; m++) {
    int64_t k = task->nDrawn - m, reach = r - low->sum[m] - high->sum[k];
    RankSumRow a = { low->count + low->start[m], step, rankSumWidth(low, m, low->n) };
    RankSumRow b = { high->count + high->start[k], step, rankSumWidth(high, k, high->n) };
    if (step < 0) {
      reach = a.width + b.width - reach;
      a.count += a.width;
      b.count += b.width;
    }
    if (reach < 0) continue;
    rankSumJoinRows(a, b, reach, tail);
    status = asiPollWork(poll, a.width);
  }
  for (int64_t i = 1; i <= task->nDrawn; i++) subsets = subsets * (double)(task->n - task->nDrawn + i) / (double)i;
  tail[0] /= subsets;
  tail[1] /= subsets;
  return status;
}

static AsiStatus rankSumPrepare(RankSum *task, int64_t *numbers, double *tables, AsiPoll *poll) {
  AsiStatus status = rankSumDivide(task, numbers);
  if (status == ASI_OK) status = rankSumMakeRoom(task, tables);
  for (int i = 0; i < 2 && status == ASI_OK; i++) status = rankSumCount(&task->half[i], poll);
  return status;
}

static void rankSumClear(RankSum *task) {
  asiFree(task->numbers);
  asiFree(task->tables);
}

static double rankSumLog10(double p, double rest) { return asiScaledLog10(asiScaled(p, 0), rest); }

/*
** The rank sum r, and the sum as far from the mean on the other side, bound the two-sided tails from inside.
** The tail at r itself is read from r outward, what lies beyond it gives the complement.
*/
static AsiStatus rankSumAnswer(const RankSum *task, int64_t r, AsiPoll *poll, AsiTail *tails) {
  int64_t n = task->n > 0 ? task->n : 1, mirror = 2 * task->nDrawn * task->total - n * r; /* n-fold */
  int isLower = n * r <= mirror;
  int64_t low = isLower ? r : mirror >= 0 ? mirror / n : -1, high = isLower ? (mirror + n - 1) / n : r;
  double below[2], above[2], two;
  AsiStatus status = rankSumJoin(task, low, 1, poll, below);
  if (status == ASI_OK) status = rankSumJoin(task, high, -1, poll, above);
  if (status != ASI_OK) return status;
  two = below[0] + above[0] < 1.0 ? below[0] + above[0] : 1.0;
  tails->lower = isLower ? below[0] : 1.0 - above[1];
  tails->upper = isLower ? 1.0 - below[1] : above[0];
  tails->two = two;
  tails->log10Lower = rankSumLog10(tails->lower, isLower ? 1.0 - below[0] : above[1]);
  tails->log10Upper = rankSumLog10(tails->upper, isLower ? below[1] : 1.0 - above[0]);
  tails->log10Two = rankSumLog10(two, 1.0 - two);
  return ASI_OK;
}

static AsiTail rankSumReversed(AsiTail tails) {
  return (AsiTail){ tails.upper, tails.lower, tails.two, tails.log10Upper, tails.log10Lower, tails.log10Two };
}

AsiStatus asiRankSumTails(const AsiTieGroup *groups, size_t nGroup, int64_t n1, int64_t r2, AsiPoll *poll,
                          AsiTail *tails) {
  int64_t numbers[rankSumStackInts], r;
  double tables[rankSumStack];
  RankSum task = { .groups = groups, .nGroup = nGroup };
  AsiStatus status;
  rankSumMeasure(&task);
  if (!asiRankSumFits(n1, task.n - n1)) return ASI_LIMIT;
  r = (r2 - n1 * task.lowest) / task.unit;
  task.nDrawn = n1;
  if (n1 > task.n - n1) {
    task.nDrawn = task.n - n1;
    r = task.total - r;
  }
  status = rankSumPrepare(&task, numbers, tables, poll);
  if (status == ASI_OK) status = rankSumAnswer(&task, r, poll, tails);
  if (status == ASI_OK && task.nDrawn < n1) *tails = rankSumReversed(*tails);
  rankSumClear(&task);
  return status;
}

AsiStatus asiRankSumLowest(int64_t n1, int64_t n2, double p, AsiPoll *poll, int64_t *k, double *below) {
  int64_t numbers[rankSumStackInts], under = 0, over = n1 * n2 / 2 + 1, least;
  double tables[rankSumStack], pUnder = 0.0;
  RankSum task = { .nGroup = (size_t)(n1 + n2) };
  AsiStatus status;
  if (!asiRankSumFits(n1, n2)) return ASI_LIMIT;
  rankSumMeasure(&task);
  task.nDrawn = n1 < n2 ? n1 : n2;
  least = task.nDrawn * (task.nDrawn - 1) / 2;
  status = rankSumPrepare(&task, numbers, tables, poll);
  while (status == ASI_OK && over - under > 1) {
    int64_t middle = under + (over - under) / 2;
    double tail[2];
    status = rankSumJoin(&task, least + middle, 1, poll, tail);
    if (tail[1] <= p) {
      under = middle;
      pUnder = tail[1];
    } else {
      over = middle;
    }
  }
  rankSumClear(&task);
  *k = under;
  *below = pUnder;
  return status;
}
