#include "labelled.h"

#include <string.h>

#include "mem.h"

void asiLabelledClear(AsiLabelled *labelled) {
  asiLabelsClear(&labelled->labels);
  asiFree(labelled->aValue);
  memset(labelled, 0, sizeof *labelled);
}

static void labelledInit(void *state) { (void)state; }

static AsiStatus labelledAddRow(void *state, const AsiDatum *row, int nDatum) {
  AsiLabelled *labelled = state;
  size_t nBefore = labelled->labels.nLabel;
  size_t i;
  AsiStatus status = asiLabelsTake(&labelled->labels, &row[0], &i);
  (void)nDatum;
  if (status == ASI_OK && i == nBefore) {
    status = asiGrow((void **)&labelled->aValue, &labelled->nAlloc, i + 1, sizeof *labelled->aValue);
    if (status == ASI_OK) labelled->aValue[i] = row[1].r;
  } else if (status == ASI_OK && !labelled->isTwice) {
    labelled->isTwice = true;
    labelled->iTwice = i;
  }
  return status;
}

static void labelledClearState(void *state) { asiLabelledClear(state); }

const AsiStateKind asiKindLabelled = {
  .nByte = sizeof(AsiLabelled), .init = labelledInit, .add = labelledAddRow, .clear = labelledClearState
};
