#include "pair_groups.h"

#include <string.h>

#include "paired_moments.h"

static void pairGroupsTakePair(AsiPairGroup *group, const AsiDatum *x, const AsiDatum *y) {
  asiMomentsTake(&group->x, x, 1);
  asiMomentsTake(&group->y, y, 1);
  asiProductTake(&group->product, x, y, 1);
}

AsiStatus asiPairGroupsAdd(AsiPairGroups *groups, const AsiDatum *y, const AsiDatum *x, const AsiDatum *label) {
  AsiStatus status;
  size_t i;
  if (groups->labels.nLabel > 2) return ASI_OK;
  status = asiLabelsTake(&groups->labels, label, &i);
  if (status != ASI_OK || i >= 2) return status;
  pairGroupsTakePair(&groups->aGroup[i], x, y);
  return ASI_OK;
}

void asiPairGroupsClear(AsiPairGroups *groups) {
  asiLabelsClear(&groups->labels);
  memset(groups, 0, sizeof *groups);
}

/* ---- kinds of states ---- */

static void pairGroupsInit(void *state) { (void)state; }

static AsiStatus pairGroupsAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiPairGroupsAdd(state, &row[0], &row[1], &row[2]);
}

static void pairGroupsClearState(void *state) { asiPairGroupsClear(state); }

const AsiStateKind asiKindPairGroups = {
  .nByte = sizeof(AsiPairGroups), .init = pairGroupsInit, .add = pairGroupsAddRow, .clear = pairGroupsClearState
};
static AsiStatus pairGroupAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  pairGroupsTakePair(state, &row[0], &row[1]);
  return ASI_OK;
}

static void pairGroupClearState(void *state) { (void)state; }

const AsiStateKind asiKindPairGroup = {
  .nByte = sizeof(AsiPairGroup), .init = pairGroupsInit, .add = pairGroupAddRow, .clear = pairGroupClearState
};
