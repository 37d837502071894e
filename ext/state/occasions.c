#include "occasions.h"

#include <string.h>

#include "always.h"
#include "groups.h"
#include "mem.h"

/* A place for the last entry of a subject that is new. */
static AsiStatus occasionsBegin(AsiOccasions *occasions, size_t iSubject) {
  AsiStatus status =
      asiGrow((void **)&occasions->aLatest, &occasions->nLatestAlloc, iSubject + 1, sizeof *occasions->aLatest);
  if (status == ASI_OK) occasions->aLatest[iSubject] = 0;
  return status;
}

static AsiStatus occasionsKeep(AsiOccasions *occasions, const AsiDatum *value, size_t iSubject, size_t iOccasion) {
  AsiStatus status =
      asiGrow((void **)&occasions->aEntry, &occasions->nEntryAlloc, occasions->nEntry + 1, sizeof *occasions->aEntry);
  AsiOccasionEntry *entry;
  if (status != ASI_OK) return status;
  entry = &occasions->aEntry[occasions->nEntry++];
  entry->isInteger = value->isInteger;
  entry->i = value->isInteger ? value->i : 0;
  entry->r = value->isInteger ? 0.0 : value->r;
  entry->iOccasion = (uint32_t)iOccasion;
  entry->iEarlier = occasions->aLatest[iSubject];
  occasions->aLatest[iSubject] = occasions->nEntry;
  return ASI_OK;
}

AsiStatus asiOccasionsAdd(AsiOccasions *occasions, const AsiDatum *value, const AsiDatum *subject,
                          const AsiDatum *occasion) {
  size_t nSubject = occasions->subjects.nLabel;
  size_t iSubject, iOccasion;
  AsiStatus status;
  if (occasions->occasions.nLabel > ASI_GROUPS_MAX) return ASI_OK;
  status = asiLabelsTake(&occasions->occasions, occasion, &iOccasion);
  if (status != ASI_OK || occasions->occasions.nLabel > ASI_GROUPS_MAX) return status;
  status = asiLabelsTake(&occasions->subjects, subject, &iSubject);
  if (status == ASI_OK && iSubject == nSubject) status = occasionsBegin(occasions, iSubject);
  return status == ASI_OK ? occasionsKeep(occasions, value, iSubject, iOccasion) : status;
}

AsiOccasionsReading asiOccasionsRead(const AsiOccasions *occasions, size_t iSubject, AsiDatum *aValue,
                                     size_t *piTwice) {
  bool aSeen[ASI_GROUPS_MAX] = { false };
  size_t nSeen = 0;
  size_t i = occasions->aLatest[iSubject];
  if (ASI_NEVER(occasions->occasions.nLabel > ASI_GROUPS_MAX)) return ASI_SUBJECT_INCOMPLETE; /* refused before */
  while (i != 0) {
    const AsiOccasionEntry *entry = &occasions->aEntry[i - 1];
    *piTwice = entry->iOccasion;
    if (aSeen[entry->iOccasion]) return ASI_SUBJECT_TWICE;
    aSeen[entry->iOccasion] = true;
    nSeen++;
    aValue[entry->iOccasion] = (AsiDatum){ .isInteger = entry->isInteger, .i = entry->i, .r = entry->r };
    i = entry->iEarlier;
  }
  return nSeen == occasions->occasions.nLabel ? ASI_SUBJECT_COMPLETE : ASI_SUBJECT_INCOMPLETE;
}

void asiOccasionsClear(AsiOccasions *occasions) {
  asiLabelsClear(&occasions->subjects);
  asiLabelsClear(&occasions->occasions);
  asiFree(occasions->aEntry);
  asiFree(occasions->aLatest);
  memset(occasions, 0, sizeof *occasions);
}

/* ---- the kind of state ---- */

static void occasionsInit(void *state) { (void)state; }

static AsiStatus occasionsAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiOccasionsAdd(state, &row[0], &row[1], &row[2]);
}

static void occasionsClearState(void *state) { asiOccasionsClear(state); }

const AsiStateKind asiKindOccasions = {
  .nByte = sizeof(AsiOccasions),
  .init = occasionsInit,
  .add = occasionsAddRow,
  .clear = occasionsClearState,
};
