#include "crosstab.h"

#include <string.h>

#include "always.h"
#include "groups.h"
#include "mem.h"

#define CROSSTAB_FIRST 4 /* labels that the first block has room for */

static size_t crosstabRoom(size_t nAlloc, size_t nNeed) {
  if (nAlloc < CROSSTAB_FIRST) nAlloc = CROSSTAB_FIRST;
  while (nAlloc < nNeed) nAlloc *= 2;
  return nAlloc;
}

/* Room for every label, the counts so far in their new places. */
static AsiStatus crosstabGrow(AsiCrosstab *crosstab, size_t nRow, size_t nColumn) {
  size_t nRowAlloc = crosstabRoom(crosstab->nRowAlloc, nRow);
  size_t nColumnAlloc = crosstabRoom(crosstab->nColumnAlloc, nColumn);
  int64_t *aCount;
  size_t i;
  if (nRowAlloc == crosstab->nRowAlloc && nColumnAlloc == crosstab->nColumnAlloc) return ASI_OK;
  aCount = asiAllocZero(nRowAlloc * nColumnAlloc, sizeof *aCount);
  if (aCount == NULL) return ASI_NOMEM;
  for (i = 0; i < crosstab->nRowAlloc; i++) {
    memcpy(aCount + i * nColumnAlloc, crosstab->aCount + i * crosstab->nColumnAlloc,
           crosstab->nColumnAlloc * sizeof *aCount);
  }
  asiFree(crosstab->aCount);
  crosstab->aCount = aCount;
  crosstab->nRowAlloc = nRowAlloc;
  crosstab->nColumnAlloc = nColumnAlloc;
  return ASI_OK;
}

static bool crosstabIsFull(const AsiCrosstab *crosstab) {
  return crosstab->rows.nLabel > ASI_CROSSTAB_MAX || crosstab->columns.nLabel > ASI_CROSSTAB_MAX;
}

AsiStatus asiCrosstabAdd(AsiCrosstab *crosstab, const AsiDatum *a, const AsiDatum *b) {
  size_t iRow, iColumn;
  AsiStatus status;
  if (crosstabIsFull(crosstab)) return ASI_OK;
  status = asiLabelsTake(&crosstab->rows, a, &iRow);
  if (status == ASI_OK) status = asiLabelsTake(&crosstab->columns, b, &iColumn);
  if (status == ASI_OK) status = crosstabGrow(crosstab, iRow + 1, iColumn + 1);
  if (status == ASI_OK) crosstab->aCount[iRow * crosstab->nColumnAlloc + iColumn]++;
  return status;
}

void asiCrosstabClear(AsiCrosstab *crosstab) {
  asiLabelsClear(&crosstab->rows);
  asiLabelsClear(&crosstab->columns);
  asiFree(crosstab->aCount);
  memset(crosstab, 0, sizeof *crosstab);
}

AsiStatus asiCrosstabCheck(const AsiCrosstab *crosstab, AsiWords *words) {
  AsiStatus status = asiLabelsCheck(&crosstab->rows, ASI_CROSSTAB_MAX, 1, words);
  return status != ASI_OK ? status : asiLabelsCheck(&crosstab->columns, ASI_CROSSTAB_MAX, 2, words);
}

/* ---- sorted ---- */

static void crosstabFill(AsiContingency *table, const AsiCrosstab *crosstab, const size_t *aRowOrder,
                         const size_t *aColumnOrder) {
  size_t i, j;
  for (i = 0; i < table->nRow; i++) {
    const int64_t *from = crosstab->aCount + aRowOrder[i] * crosstab->nColumnAlloc;
    for (j = 0; j < table->nColumn; j++) {
      int64_t count = from[aColumnOrder[j]];
      table->aCount[i * table->nColumn + j] = count;
      table->aRow[i] += count;
      table->aColumn[j] += count;
      table->n += count;
    }
  }
}

AsiStatus asiCrosstabSorted(const AsiCrosstab *crosstab, AsiContingency *table) {
  size_t aRowOrder[ASI_CROSSTAB_MAX], aColumnOrder[ASI_CROSSTAB_MAX];
  memset(table, 0, sizeof *table);
  if (ASI_NEVER(crosstabIsFull(crosstab))) return ASI_LIMIT; /* the callers have checked it, to say so in words */
  table->nRow = crosstab->rows.nLabel;
  table->nColumn = crosstab->columns.nLabel;
  if (table->nRow == 0) return ASI_OK;
  table->aCount = asiAllocZero(table->nRow * table->nColumn + table->nRow + table->nColumn, sizeof *table->aCount);
  if (table->aCount == NULL) return ASI_NOMEM;
  table->aRow = table->aCount + table->nRow * table->nColumn;
  table->aColumn = table->aRow + table->nRow;
  asiLabelsOrder(&crosstab->rows, aRowOrder);
  asiLabelsOrder(&crosstab->columns, aColumnOrder);
  crosstabFill(table, crosstab, aRowOrder, aColumnOrder);
  return ASI_OK;
}

void asiContingencyClear(AsiContingency *table) {
  asiFree(table->aCount);
  memset(table, 0, sizeof *table);
}

/* ---- the kind of state ---- */

static void crosstabInit(void *state) { (void)state; }

static AsiStatus crosstabAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiCrosstabAdd(state, &row[0], &row[1]);
}

static void crosstabClearState(void *state) { asiCrosstabClear(state); }

const AsiStateKind asiKindCrosstab = {
  .nByte = sizeof(AsiCrosstab), .init = crosstabInit, .add = crosstabAddRow, .clear = crosstabClearState
};
