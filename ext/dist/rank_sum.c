#include "rank_sum.h"

#include "mem.h"

#include <math.h>

/* Counts of subsets: row m holds those of m elements, by the sum of their ranks above the lowest. */
typedef struct RankSumTable {
  double *count;
  int64_t nRow, width;
  int64_t nElement; /* so far */
} RankSumTable;

static AsiStatus rankSumStep(RankSumTable *table, int64_t rank, AsiPoll *poll) {
  table->nElement++;
  for (int64_t m = table->nRow - 1; m >= 1; m--) {
    double *to = table->count + m * table->width;
    const double *from = to - table->width;
    for (int64_t s = rank; s < table->width; s++) to[s] += from[s - rank];
  }
  return asiPollWork(poll, table->nRow * table->width);
}

static void rankSumAnswer(const double *count, int64_t width, int64_t lower, int64_t upper, int64_t at,
                          AsiTail *tails) {
  double total = 0.0, sumLower = 0.0, sumUpper = 0.0, sumTwo = 0.0;
  for (int64_t s = 0; s < width; s++) total += count[s];
  for (int64_t s = 0; s < width; s++) {
    if (s <= at) sumLower += count[s];
    if (s >= at) sumUpper += count[s];
    if (s <= lower || s >= upper) sumTwo += count[s];
  }
  tails->lower = sumLower / total;
  tails->upper = sumUpper / total;
  tails->two = sumTwo / total;
  tails->log10Lower = log10(tails->lower);
  tails->log10Upper = log10(tails->upper);
  tails->log10Two = log10(tails->two);
}

AsiStatus asiRankSumTails(const AsiTieGroup *groups, size_t nGroup, int64_t n1, int64_t r2, AsiPoll *poll,
                          AsiTail *tails) {
  int64_t n = 0, sum = 0, width = 1, left = n1, at, mirror;
  RankSumTable table = { NULL, n1 + 1, 1, 0 };
  AsiStatus status = ASI_OK;
  for (size_t i = 0; i < nGroup; i++) {
    n += groups[i].nTied;
    sum += (groups[i].rank2 - groups[0].rank2) * groups[i].nTied;
  }
  for (size_t i = nGroup; i-- > 0 && left > 0;) {
    int64_t take = left < groups[i].nTied ? left : groups[i].nTied;
    width += take * (groups[i].rank2 - groups[0].rank2);
    left -= take;
  }
  if (n > 1000) return ASI_LIMIT;
  table.width = width;
  at = nGroup > 0 ? r2 - n1 * groups[0].rank2 : r2;
  table.count = asiAllocZero((size_t)(table.nRow * width), sizeof(double));
  if (table.count == NULL) return ASI_NOMEM;
  table.count[0] = 1.0;
  for (size_t i = 0; i < nGroup && status == ASI_OK; i++) {
    for (int64_t j = 0; j < groups[i].nTied && status == ASI_OK; j++) {
      status = rankSumStep(&table, groups[i].rank2 - groups[0].rank2, poll);
    }
  }
  /* |x - E| >= |at - E|, E = n1 sum / n: x <= min(at, 2E - at) or x >= max(at, 2E - at), in n-ths */
  mirror = 2 * n1 * sum - n * at;
  if (status == ASI_OK) {
    int64_t low = n * at < mirror ? n * at : mirror, high = n * at < mirror ? mirror : n * at;
    int64_t lowest = n == 0 ? 0 : (low >= 0 ? low / n : -1);
    rankSumAnswer(table.count + n1 * width, width, lowest, n == 0 ? 0 : (high + n - 1) / n, at, tails);
  }
  asiFree(table.count);
  return status;
}

AsiStatus asiRankSumLowest(int64_t n1, int64_t n2, double p, AsiPoll *poll, int64_t *k, double *below) {
  int64_t width = n1 * n2 + 1;
  RankSumTable table = { NULL, n1 + 1, n1 * (n1 - 1) / 2 + width, 0 };
  AsiStatus status = ASI_OK;
  *k = 0;
  *below = 0.0;
  if (n1 + n2 > 1000) return ASI_LIMIT;
  table.count = asiAllocZero((size_t)(table.nRow * table.width), sizeof(double));
  if (table.count == NULL) return ASI_NOMEM;
  table.count[0] = 1.0;
  for (int64_t i = 0; i < n1 + n2 && status == ASI_OK; i++) status = rankSumStep(&table, i, poll);
  if (status == ASI_OK) {
    const double *count = table.count + n1 * table.width + n1 * (n1 - 1) / 2;
    double total = 0.0, sum = 0.0;
    for (int64_t u = 0; u < width; u++) total += count[u];
    for (int64_t u = 0; u < width; u++) {
      sum += count[u];
      if (sum / total > p) break;
      *k = u + 1;
      *below = sum / total;
    }
  }
  asiFree(table.count);
  return status;
}
