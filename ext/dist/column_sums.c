#include "column_sums.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "mem.h"

enum { COLUMN_SLOTS_FIRST = 64, COLUMN_STEP_NANOSECONDS = 8, COLUMN_BLOCKS_TIMES_COLUMNS = 10000 };

/* ---- blocks ---- */

/* Rising numbers are compared as they are. */
static int columnCompare(const int32_t *a, const int32_t *b, size_t n) {
  size_t i = 0;
  while (i < n && a[i] == b[i]) i++;
  return i == n ? 0 : a[i] < b[i] ? -1 : 1;
}

/* Where the pattern stands, or belongs. */
static size_t columnPlace(const AsiBlocks *blocks, const int32_t *aRank, bool *pIsKnown) {
  size_t low = 0, high = blocks->nPattern;
  *pIsKnown = false;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = columnCompare(blocks->aRank + middle * blocks->nColumn, aRank, blocks->nColumn);
    if (order == 0) {
      *pIsKnown = true;
      return middle;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static AsiStatus columnInsert(AsiBlocks *blocks, size_t iPlace, const int32_t *aRank) {
  size_t nColumn = blocks->nColumn;
  size_t nAfter = blocks->nPattern - iPlace;
  AsiStatus status =
      asiGrow((void **)&blocks->aRank, &blocks->nRankAlloc, (blocks->nPattern + 1) * nColumn, sizeof *blocks->aRank);
  if (status == ASI_OK) {
    status = asiGrow((void **)&blocks->aCount, &blocks->nCountAlloc, blocks->nPattern + 1, sizeof *blocks->aCount);
  }
  if (status != ASI_OK) return status;
  memmove(blocks->aRank + (iPlace + 1) * nColumn, blocks->aRank + iPlace * nColumn,
          nAfter * nColumn * sizeof *blocks->aRank);
  memmove(blocks->aCount + iPlace + 1, blocks->aCount + iPlace, nAfter * sizeof *blocks->aCount);
  memcpy(blocks->aRank + iPlace * nColumn, aRank, nColumn * sizeof *aRank);
  blocks->aCount[iPlace] = 0;
  blocks->nPattern++;
  return ASI_OK;
}

AsiStatus asiBlocksAdd(AsiBlocks *blocks, const int32_t *aRank) {
  AsiStatus status = ASI_OK;
  bool isKnown;
  size_t iPlace;
  if (aRank[0] == aRank[blocks->nColumn - 1]) return ASI_OK;
  if (blocks->nColumn > ASI_COLUMN_SUMS_COLUMNS) return ASI_LIMIT;
  if ((blocks->nBlock + 1) * (int64_t)blocks->nColumn > COLUMN_BLOCKS_TIMES_COLUMNS) return ASI_LIMIT;
  iPlace = columnPlace(blocks, aRank, &isKnown);
  if (!isKnown) status = columnInsert(blocks, iPlace, aRank);
  if (status != ASI_OK) return status;
  blocks->aCount[iPlace]++;
  blocks->nBlock++;
  return ASI_OK;
}

void asiBlocksClear(AsiBlocks *blocks) {
  asiFree(blocks->aRank);
  asiFree(blocks->aCount);
  memset(blocks, 0, sizeof *blocks);
}

/* ---- the table of column sums ---- */

typedef struct ColumnTable {
  size_t nColumn;
  int32_t *aSum; /* of entry i: aSum[i * nColumn ..], rising */
  double *aMass; /* its probability, over all orders of the columns */
  size_t nEntry, nSumAlloc, nMassAlloc;
  uint32_t *aSlot; /* hash table of entries + 1, 0 = free */
  size_t nSlot;    /* a power of two */
} ColumnTable;

static void columnTableClear(ColumnTable *table) {
  asiFree(table->aSum);
  asiFree(table->aMass);
  asiFree(table->aSlot);
  memset(table, 0, sizeof *table);
}

static void columnTableEmpty(ColumnTable *table) {
  table->nEntry = 0;
  if (table->nSlot > 0) memset(table->aSlot, 0, table->nSlot * sizeof *table->aSlot);
}

static size_t columnHash(const int32_t *aSum, size_t n) {
  uint64_t hash = 0;
  size_t i;
  for (i = 1; i < n; i++) hash = (hash + (uint32_t)aSum[i]) * UINT64_C(0x9E3779B97F4A7C15); /* the rest gives aSum[0] */
  return (size_t)(hash >> 32);
}

/* The slot where the sums stand, or the free one where they belong. */
static uint32_t *columnSlot(const ColumnTable *table, const int32_t *aSum) {
  size_t i = columnHash(aSum, table->nColumn) & (table->nSlot - 1);
  while (table->aSlot[i] != 0 &&
         columnCompare(table->aSum + (table->aSlot[i] - 1) * table->nColumn, aSum, table->nColumn) != 0) {
    i = (i + 1) & (table->nSlot - 1);
  }
  return &table->aSlot[i];
}

static AsiStatus columnMoreSlots(ColumnTable *table) {
  size_t nSlot = table->nSlot == 0 ? COLUMN_SLOTS_FIRST : 4 * table->nSlot;
  uint32_t *aSlot = asiAllocZero(nSlot, sizeof *aSlot);
  size_t i;
  if (aSlot == NULL) return ASI_NOMEM;
  asiFree(table->aSlot);
  table->aSlot = aSlot;
  table->nSlot = nSlot;
  for (i = 0; i < table->nEntry; i++) *columnSlot(table, table->aSum + i * table->nColumn) = (uint32_t)i + 1;
  return ASI_OK;
}

static AsiStatus columnTableBegin(ColumnTable *table, uint32_t *slot, const int32_t *aSum) {
  AsiStatus status =
      asiGrow((void **)&table->aSum, &table->nSumAlloc, (table->nEntry + 1) * table->nColumn, sizeof *table->aSum);
  if (status == ASI_OK) {
    status = asiGrow((void **)&table->aMass, &table->nMassAlloc, table->nEntry + 1, sizeof *table->aMass);
  }
  if (status != ASI_OK) return status;
  memcpy(table->aSum + table->nEntry * table->nColumn, aSum, table->nColumn * sizeof *aSum);
  table->aMass[table->nEntry] = 0;
  *slot = (uint32_t)++table->nEntry;
  return ASI_OK;
}

static AsiStatus columnTableAdd(ColumnTable *table, const int32_t *aSum, double mass) {
  AsiStatus status = ASI_OK;
  uint32_t *slot;
  if (2 * (table->nEntry + 1) > table->nSlot) status = columnMoreSlots(table);
  if (status != ASI_OK) return status;
  slot = columnSlot(table, aSum);
  if (*slot == 0) status = columnTableBegin(table, slot, aSum);
  if (status == ASI_OK) table->aMass[*slot - 1] += mass;
  return status;
}

/* ---- one block more ---- */

/* The next order of aRank, in lexicographic order of what they look like: ties make no order twice. */
static bool columnNextOrder(int32_t *aRank, size_t n) {
  size_t i = n - 1, j = n - 1, iLow, iHigh;
  int32_t swap;
  while (i > 0 && aRank[i - 1] >= aRank[i]) i--;
  if (i == 0) return false;
  while (aRank[j] <= aRank[i - 1]) j--;
  swap = aRank[i - 1];
  aRank[i - 1] = aRank[j];
  aRank[j] = swap;
  for (iLow = i, iHigh = n - 1; iLow < iHigh; iLow++, iHigh--) {
    swap = aRank[iLow];
    aRank[iLow] = aRank[iHigh];
    aRank[iHigh] = swap;
  }
  return true;
}

/* k! / product of t! over the ties: how many orders differ. Infinite where it is beyond the doubles. */
static double columnOrders(const int32_t *aRank, size_t n) {
  double orders = 1;
  size_t nTied = 1, i;
  for (i = 1; i < n; i++) {
    nTied = aRank[i] == aRank[i - 1] ? nTied + 1 : 1;
    orders = orders * (double)(i + 1) / (double)nTied;
  }
  return orders;
}

/* aSorted = a + b, put in order by insertion. */
static void columnSorted(const int32_t *a, const int32_t *b, int32_t *aSorted, size_t n) {
  size_t i, j;
  for (i = 0; i < n; i++) {
    int32_t sum = a[i] + b[i];
    for (j = i; j > 0 && aSorted[j - 1] > sum; j--) aSorted[j] = aSorted[j - 1];
    aSorted[j] = sum;
  }
}

/* One entry, and the block in all its orders. */
static AsiStatus columnSpread(const ColumnTable *from, size_t iEntry, const int32_t *aRank, double share,
                              ColumnTable *to) {
  int32_t aOrder[ASI_COLUMN_SUMS_COLUMNS], aSorted[ASI_COLUMN_SUMS_COLUMNS];
  size_t n = from->nColumn;
  double mass = from->aMass[iEntry] * share;
  AsiStatus status;
  memcpy(aOrder, aRank, n * sizeof *aRank);
  do {
    columnSorted(from->aSum + iEntry * n, aOrder, aSorted, n);
    status = columnTableAdd(to, aSorted, mass);
  } while (status == ASI_OK && columnNextOrder(aOrder, n));
  return status;
}

typedef struct ColumnWalk {
  ColumnTable here, next;
  double nStep;
  AsiPoll *poll;
} ColumnWalk;

static AsiStatus columnConvolve(ColumnWalk *walk, const int32_t *aRank) {
  double orders = columnOrders(aRank, walk->here.nColumn);
  double nStepEach = orders * (double)walk->here.nColumn;
  ColumnTable done;
  AsiStatus status = ASI_OK;
  size_t i;
  walk->nStep += nStepEach * (double)walk->here.nEntry;
  if (walk->nStep > ASI_COLUMN_SUMS_WORK) return ASI_LIMIT;
  columnTableEmpty(&walk->next);
  for (i = 0; status == ASI_OK && i < walk->here.nEntry; i++) {
    status = columnSpread(&walk->here, i, aRank, 1 / orders, &walk->next);
    if (status == ASI_OK) status = asiPollWork(walk->poll, (int64_t)nStepEach * COLUMN_STEP_NANOSECONDS);
  }
  done = walk->here;
  walk->here = walk->next;
  walk->next = done;
  return status;
}

/* All blocks; the first one is placed as it stands, since only the order of the others against it matters. */
static AsiStatus columnWalkAll(ColumnWalk *walk, const AsiBlocks *blocks) {
  AsiStatus status = columnTableAdd(&walk->here, blocks->aRank, 1);
  size_t i;
  int64_t j;
  for (i = 0; i < blocks->nPattern; i++) {
    for (j = i == 0 ? 1 : 0; status == ASI_OK && j < blocks->aCount[i]; j++) {
      status = columnConvolve(walk, blocks->aRank + i * blocks->nColumn);
    }
  }
  return status;
}

static int64_t columnSquares(const int32_t *aSum, size_t n) {
  int64_t squares = 0;
  size_t i;
  for (i = 0; i < n; i++) squares += (int64_t)aSum[i] * aSum[i];
  return squares;
}

/* Exactly 1 when nothing lies below. */
static double columnTail(const ColumnTable *table, int64_t s) {
  double p = 0;
  size_t nBelow = 0, i;
  for (i = 0; i < table->nEntry; i++) {
    if (columnSquares(table->aSum + i * table->nColumn, table->nColumn) >= s) {
      p += table->aMass[i];
    } else {
      nBelow++;
    }
  }
  return nBelow == 0 ? 1 : fmin(p, 1);
}

AsiStatus asiColumnSumsTail(const AsiBlocks *blocks, int64_t s, AsiPoll *poll, double *p) {
  ColumnWalk walk;
  AsiStatus status;
  *p = s <= 0 ? 1 : 0;
  if (blocks->nPattern == 0) return ASI_OK;
  memset(&walk, 0, sizeof walk);
  walk.here.nColumn = walk.next.nColumn = blocks->nColumn;
  walk.poll = poll;
  status = columnWalkAll(&walk, blocks);
  if (status == ASI_OK) *p = columnTail(&walk.here, s);
  columnTableClear(&walk.here);
  columnTableClear(&walk.next);
  return status;
}
