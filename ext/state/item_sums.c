#include "item_sums.h"

#include <math.h>

#include "mem.h"
#include "paired_moments.h"

#define ITEM_WHOLE_MOST (INT64_C(1) << 53)

static void itemSumsInit(void *state) { (void)state; }

/* Is the sum of the row a double, without rounding on the way? (Knuth's two-sum tells the error of each addition.) */
static bool itemSumsTotal(const AsiDatum *row, int nItem, double *pTotal) {
  double total = 0;
  int i;
  for (i = 0; i < nItem; i++) {
    double x = row[i].isInteger ? (double)row[i].i : row[i].r;
    double sum = total + x;
    double part = sum - total;
    if (row[i].isInteger && (row[i].i > ITEM_WHOLE_MOST || row[i].i < -ITEM_WHOLE_MOST)) return false;
    if (!isfinite(sum) || (total - (sum - part)) + (x - part) != 0) return false;
    total = sum;
  }
  *pTotal = total;
  return true;
}

static void itemSumsTakeProducts(AsiItemSum *item, const AsiDatum *x, const AsiDatum *aFactor, int nFactor,
                                 int direction) {
  int i;
  for (i = 0; i < nFactor; i++) asiProductTake(&item->withTotal, x, &aFactor[i], direction);
}

static void itemSumsTake(AsiItemSums *items, const AsiDatum *row, int direction) {
  AsiDatum total = { .isInteger = false };
  bool isDouble = itemSumsTotal(row, items->nItem, &total.r);
  int i;
  for (i = 0; i < items->nItem; i++) {
    AsiItemSum *item = &items->aItem[i];
    asiMomentsTake(&item->moments, &row[i], direction);
    if (isDouble) {
      itemSumsTakeProducts(item, &row[i], &total, 1, direction);
    } else {
      itemSumsTakeProducts(item, &row[i], row, items->nItem, direction);
    }
  }
}

static AsiStatus itemSumsAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiItemSums *items = state;
  if (items->nItem == 0) {
    items->aItem = asiAllocZero((size_t)nDatum, sizeof *items->aItem);
    if (items->aItem == NULL) return ASI_NOMEM;
    items->nItem = nDatum;
  }
  itemSumsTake(items, row, 1);
  return ASI_OK;
}

static AsiStatus itemSumsRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  itemSumsTake(state, row, -1);
  return ASI_OK;
}

static void itemSumsClear(void *state) {
  AsiItemSums *items = state;
  asiFree(items->aItem);
  items->aItem = NULL;
  items->nItem = 0;
}

const AsiStateKind asiKindItemSums = {
  .nByte = sizeof(AsiItemSums),
  .init = itemSumsInit,
  .add = itemSumsAdd,
  .remove = itemSumsRemove,
  .clear = itemSumsClear,
};
