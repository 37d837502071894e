#include "run_table.h"

#include "always.h"

enum { TABLE_FIRST = 24, TABLE_GROWTH = 4, TABLE_HINTS_PER_RUN = 4 };

/* How many keys are smaller. Without a branch in the loop: the outcome of each comparison is a coin toss. */
static uint32_t tableLowerBound(const AsiRunTable *table, uint64_t key) {
  const AsiKeyRun *aRun = table->aRun;
  uint32_t i = 0, n = table->nRun;
  if (n == 0) return 0;
  while (n > 1) {
    uint32_t half = n / 2;
    i += half & (0 - (uint32_t)(aRun[i + half - 1].key < key));
    n -= half;
  }
  return i + (aRun[i].key < key);
}

static void tableTeach(const AsiRunTable *table, uint64_t key, uint32_t i) {
  table->aHint[asiRunTableSlot(table, key)] = (uint16_t)i;
}

static AsiStatus tableGrow(AsiRunTable *table) {
  uint32_t nAlloc = table->nAlloc == 0 ? TABLE_FIRST : table->nAlloc * TABLE_GROWTH;
  size_t nRunByte = nAlloc * sizeof(AsiKeyRun);
  int nHashShift = 64;
  size_t nHint = 1;
  char *pBlock;
  if (nAlloc > ASI_RUN_TABLE_MAX) return ASI_LIMIT;
  for (; nHint < (size_t)nAlloc * TABLE_HINTS_PER_RUN; nHint *= 2) nHashShift--;
  pBlock = asiAlloc(nRunByte + nHint * sizeof(uint16_t));
  if (pBlock == NULL) return ASI_NOMEM;
  if (table->nRun > 0) memcpy(pBlock, table->aRun, table->nRun * sizeof(AsiKeyRun));
  memset(pBlock + nRunByte, 0, nHint * sizeof(uint16_t));
  asiFree(table->aRun);
  table->aRun = (AsiKeyRun *)(void *)pBlock;
  table->aHint = (uint16_t *)(void *)(pBlock + nRunByte);
  table->nAlloc = nAlloc;
  table->nHashShift = nHashShift;
  return ASI_OK;
}

AsiKeyRun *asiRunTableFind(const AsiRunTable *table, uint64_t key) {
  AsiKeyRun *hinted = asiRunTableHinted(table, key);
  uint32_t i;
  if (hinted != NULL) return hinted;
  i = tableLowerBound(table, key);
  if (i == table->nRun || table->aRun[i].key != key) return NULL;
  tableTeach(table, key, i);
  return &table->aRun[i];
}

static AsiStatus tableInsert(AsiRunTable *table, uint32_t i, const AsiKeyRun *run) {
  if (table->nRun == table->nAlloc) {
    AsiStatus status = tableGrow(table);
    if (status != ASI_OK) return status;
  }
  memmove(&table->aRun[i + 1], &table->aRun[i], (table->nRun - i) * sizeof(AsiKeyRun));
  table->aRun[i] = *run;
  table->nRun++;
  return ASI_OK;
}

AsiStatus asiRunTableAdd(AsiRunTable *table, const AsiKeyRun *run) {
  uint32_t i = tableLowerBound(table, run->key);
  if (i == table->nRun || table->aRun[i].key != run->key) {
    AsiStatus status = tableInsert(table, i, run);
    if (status != ASI_OK) return status;
  } else {
    table->aRun[i].nNegative += run->nNegative;
    table->aRun[i].nPositive += run->nPositive;
  }
  tableTeach(table, run->key, i);
  return ASI_OK;
}

void asiRunTableRemove(AsiRunTable *table, const AsiKeyRun *run) {
  AsiKeyRun *found = asiRunTableFind(table, run->key);
  if (ASI_NEVER(found == NULL)) return; /* only what came leaves */
  found->nNegative -= run->nNegative;
  found->nPositive -= run->nPositive;
  if (found->nNegative + found->nPositive > 0) return;
  table->nRun--;
  memmove(found, found + 1, (size_t)(&table->aRun[table->nRun] - found) * sizeof(AsiKeyRun));
}

void asiRunTableClear(AsiRunTable *table) {
  asiFree(table->aRun);
  memset(table, 0, sizeof *table);
}
