/*
** moments_state, sample_state, paired_state: what a group remembers, as bytes that stand for its rows elsewhere.
**
** The format, and what it gives away, is in saved.h.
*/
#include "family.h"
#include "kinds.h"

static AsiStatus momentsStateWrite(void *state, const AsiAsk *ask, AsiText *text) {
  asiSaveMoments(text, ask->nMissing, state);
  return asiTextStatus(text);
}

static AsiStatus sampleStateWrite(void *state, const AsiAsk *ask, AsiText *text) {
  AsiDescribed *described = state;
  AsiStatus status = asiSampleSealPolled(&described->sample, ask->poll);
  if (status == ASI_OK) status = asiSaveSample(text, ask->nMissing, &described->sample, &described->moments, ask->poll);
  return status == ASI_OK ? asiTextStatus(text) : status;
}

static AsiStatus pairedStateWrite(void *state, const AsiAsk *ask, AsiText *text) {
  AsiPairs *pairs = state;
  AsiSample *differences = &pairs->paired.differences;
  AsiStatus status = asiSampleSealPolled(differences, ask->poll);
  if (status == ASI_OK) status = asiSavePaired(text, ask->nMissing, differences, &pairs->moments, ask->poll);
  return status == ASI_OK ? asiTextStatus(text) : status;
}

const AsiFamily asiMomentsState = {
  .zName = "moments_state",
  .state = &asiKindMoments,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
  .write = momentsStateWrite,
  .written = ASI_WRITTEN_BLOB,
};

const AsiFamily asiSampleState = {
  .zName = "sample_state",
  .state = &asiKindDescribed,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
  .write = sampleStateWrite,
  .written = ASI_WRITTEN_BLOB,
};

const AsiFamily asiPairedState = {
  .zName = "paired_state",
  .state = &asiKindPairs,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .write = pairedStateWrite,
  .written = ASI_WRITTEN_BLOB,
};
