/*
** A multiset with few distinct keys: a sorted table of runs.
**
**  (1) aRun[0..nRun-1] ascend strictly by key, and each run has at least one occurrence.
**  (2) A key that was met before is found through its hint: a slot that remembers where a key with this hash lay
**      last. A hint is only believed when the key is really there, so stale hints cost time and nothing else;
**      otherwise a binary search answers, and teaches the hint.
**  (3) All-zero bytes are an empty table, which owns no memory. After ASI_NOMEM the table is as it was.
*/
#ifndef ASI_RUN_TABLE_H
#define ASI_RUN_TABLE_H

#include "mem.h"
#include "run.h"

/* Hints are 16 bits wide. */
#define ASI_RUN_TABLE_MAX 16384

typedef struct AsiRunTable {
  AsiKeyRun *aRun; /* one block, with the hints behind the runs */
  uint16_t *aHint;
  uint32_t nRun, nAlloc;
  int nHashShift; /* 64 - log2 of the number of hints */
} AsiRunTable;

/* The factor was searched for: whole numbers, halves and tenths of the sizes that fill the two smallest tables, in
** either order, each get a slot of their own. */
static inline uint64_t asiRunTableSlot(const AsiRunTable *table, uint64_t key) {
  return key * UINT64_C(0x9A0D547ED3815DC5) >> table->nHashShift;
}

/* The run of `key` if its hint is right, else NULL: the short way for data that repeat themselves. */
static inline AsiKeyRun *asiRunTableHinted(const AsiRunTable *table, uint64_t key) {
  uint32_t i;
  if (table->nRun == 0) return NULL;
  i = table->aHint[asiRunTableSlot(table, key)];
  return i < table->nRun && table->aRun[i].key == key ? &table->aRun[i] : NULL;
}

/* The run of `key`, or NULL. */
AsiKeyRun *asiRunTableFind(const AsiRunTable *table, uint64_t key);
/* For a key that its hint did not find. */
AsiStatus asiRunTableAdd(AsiRunTable *table, const AsiKeyRun *run);
/* `run` is there at least as often as it says. */
void asiRunTableRemove(AsiRunTable *table, const AsiKeyRun *run);
void asiRunTableClear(AsiRunTable *table);

#endif
