#include "groups.h"

#include <math.h>
#include <string.h>

#include "always.h"
#include "mem.h"

void asiGroupsInit(AsiGroups *groups, unsigned keep, size_t nMost) {
  memset(groups, 0, sizeof *groups);
  groups->keep = keep;
  groups->nMost = nMost;
}

static void groupsFree(AsiGroup *group) {
  if (group->sample != NULL) asiSampleClear(group->sample);
  asiFree(group->sample);
  asiFree(group->moments);
}

void asiGroupsClear(AsiGroups *groups) {
  size_t i;
  for (i = 0; i < groups->labels.nLabel && i < groups->nAlloc && i < groups->nMost; i++) groupsFree(&groups->aGroup[i]);
  asiFree(groups->aGroup);
  asiLabelsClear(&groups->labels);
  asiGroupsInit(groups, groups->keep, groups->nMost);
}

/* The group of a label that is new. */
static AsiStatus groupsBegin(AsiGroups *groups, size_t i) {
  AsiStatus status = asiGrow((void **)&groups->aGroup, &groups->nAlloc, i + 1, sizeof *groups->aGroup);
  AsiGroup *group;
  if (status != ASI_OK) return status;
  group = &groups->aGroup[i];
  memset(group, 0, sizeof *group);
  if ((groups->keep & ASI_KEEP_SAMPLE) != 0) group->sample = asiAllocZero(1, sizeof *group->sample);
  if ((groups->keep & ASI_KEEP_MOMENTS) != 0) group->moments = asiAllocZero(1, sizeof *group->moments);
  if ((groups->keep & ASI_KEEP_SAMPLE) != 0 && group->sample == NULL) return ASI_NOMEM;
  if ((groups->keep & ASI_KEEP_MOMENTS) != 0 && group->moments == NULL) return ASI_NOMEM;
  return ASI_OK; /* all-zero bytes are an empty sample BY_VALUE, and empty moments */
}

AsiStatus asiGroupsAdd(AsiGroups *groups, const AsiDatum *x, const AsiDatum *label) {
  size_t nBefore = groups->labels.nLabel;
  AsiStatus status;
  AsiGroup *group;
  size_t i;
  if (nBefore > groups->nMost) return ASI_OK;
  status = asiLabelsTake(&groups->labels, label, &i);
  if (status != ASI_OK || i >= groups->nMost) return status;
  if (i == nBefore) status = groupsBegin(groups, i);
  if (status != ASI_OK) return status;
  group = &groups->aGroup[i];
  if (group->moments != NULL) asiMomentsTake(group->moments, x, 1);
  return group->sample != NULL ? asiSampleAddDatum(group->sample, x) : ASI_OK;
}

AsiStatus asiLabelsCheck(const AsiLabels *labels, size_t nMost, int iArgument, AsiWords *words) {
  char aText[3][ASI_LABEL_SHOWN];
  size_t i;
  if (labels->nLabel <= nMost) return ASI_OK;
  for (i = 0; i < 3; i++) (void)asiLabelText(&labels->aLabel[i], aText[i]);
  if (nMost == 2) {
    return asiSay(words, ASI_DOMAIN, "argument %d has a third value, %s besides %s and %s, expected two groups",
                  iArgument, aText[2], aText[0], aText[1]);
  }
  return asiSay(words, ASI_LIMIT, "argument %d has more than %d values, such as %s, expected the names of groups",
                iArgument, (int)nMost, asiLabelText(&labels->aLabel[nMost], aText[0]));
}

AsiStatus asiGroupsCheck(const AsiGroups *groups, int iArgument, AsiWords *words) {
  return asiLabelsCheck(&groups->labels, groups->nMost, iArgument, words);
}

AsiGroupPair asiGroupsPair(const AsiGroups *groups) {
  static const AsiDatum noLabel = { .r = (double)NAN };
  AsiGroupPair pair = { { noLabel, noLabel }, { { NULL, NULL }, { NULL, NULL } } };
  size_t aOrder[2];
  size_t i;
  if (ASI_NEVER(groups->labels.nLabel > 2)) return pair; /* asiGroupsCheck has refused it */
  asiLabelsOrder(&groups->labels, aOrder);
  for (i = 0; i < groups->labels.nLabel; i++) {
    pair.aLabel[i] = groups->labels.aLabel[aOrder[i]];
    pair.aGroup[i] = groups->aGroup[aOrder[i]];
  }
  return pair;
}

/* ---- kinds of states ---- */

static void groupsInitTwoSamples(void *state) { asiGroupsInit(state, ASI_KEEP_SAMPLE, 2); }

static void groupsInitTwoMoments(void *state) { asiGroupsInit(state, ASI_KEEP_MOMENTS, 2); }

static void groupsInitSamples(void *state) { asiGroupsInit(state, ASI_KEEP_SAMPLE, ASI_GROUPS_MAX); }

static void groupsInitMoments(void *state) { asiGroupsInit(state, ASI_KEEP_MOMENTS, ASI_GROUPS_MAX); }

static AsiStatus groupsAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiGroupsAdd(state, &row[0], &row[1]);
}

static void groupsClearState(void *state) { asiGroupsClear(state); }

const AsiStateKind asiKindTwoSamples = {
  .nByte = sizeof(AsiGroups), .init = groupsInitTwoSamples, .add = groupsAddRow, .clear = groupsClearState
};
const AsiStateKind asiKindTwoMoments = {
  .nByte = sizeof(AsiGroups), .init = groupsInitTwoMoments, .add = groupsAddRow, .clear = groupsClearState
};
const AsiStateKind asiKindSampleGroups = {
  .nByte = sizeof(AsiGroups), .init = groupsInitSamples, .add = groupsAddRow, .clear = groupsClearState
};
const AsiStateKind asiKindMomentGroups = {
  .nByte = sizeof(AsiGroups), .init = groupsInitMoments, .add = groupsAddRow, .clear = groupsClearState
};
