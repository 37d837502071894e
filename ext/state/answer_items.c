#include "answer_items.h"

#include <string.h>

#include "mem.h"

void asiAnswerItemsClear(AsiAnswerItems *items) {
  asiLabelsClear(&items->labels);
  asiFree(items->aItem);
  memset(items, 0, sizeof *items);
}

static void answerItemsInit(void *state) { (void)state; }

static AsiStatus answerItemsAddRow(void *state, const AsiDatum *row, int nDatum) {
  AsiAnswerItems *items = state;
  size_t nBefore = items->labels.nLabel;
  size_t i;
  AsiStatus status;
  (void)nDatum;
  if (nBefore > ASI_ANSWER_ITEMS_MOST) return ASI_OK;
  status = asiLabelsTake(&items->labels, &row[0], &i);
  if (status == ASI_OK) status = asiGrow((void **)&items->aItem, &items->nAlloc, i + 1, sizeof *items->aItem);
  if (status != ASI_OK) return status;
  if (i == nBefore) memset(&items->aItem[i], 0, sizeof items->aItem[i]);
  items->aItem[i].aCount[row[1].i][row[2].i]++;
  return ASI_OK;
}

static void answerItemsClearState(void *state) { asiAnswerItemsClear(state); }

const AsiStateKind asiKindAnswerItems = {
  .nByte = sizeof(AsiAnswerItems), .init = answerItemsInit, .add = answerItemsAddRow, .clear = answerItemsClearState
};
