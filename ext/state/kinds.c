#include "kinds.h"

#include <math.h>

static void kindNothing(void *state) { (void)state; }

static AsiStatus kindSampleAskOften(void *state) { return asiSampleAskOften(state); }

static void kindSampleClear(void *state) { asiSampleClear(state); }

static void kindSampleInit(void *state) { asiSampleInit(state, ASI_BY_VALUE); }

static AsiStatus kindSampleAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiSampleAdd(state, row->r, 1);
}

static AsiStatus kindSampleRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiSampleRemove(state, row->r, 1);
}

const AsiStateKind asiKindSample = { sizeof(AsiSample), kindSampleInit,     kindSampleAdd,
                                     kindSampleRemove,  kindSampleAskOften, kindSampleClear };

static void kindPairedInit(void *state) { asiSampleInit(&((AsiPaired *)state)->differences, ASI_BY_MAGNITUDE); }

static AsiStatus kindPairedAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiPaired *paired = state;
  double difference = asiDecimalDifference(&row[0], &row[1]);
  (void)nDatum;
  if (isfinite(difference)) return asiSampleAdd(&paired->differences, difference, 1);
  paired->nBeyond++;
  return ASI_OK;
}

static AsiStatus kindPairedRemove(void *state, const AsiDatum *row, int nDatum) {
  AsiPaired *paired = state;
  double difference = asiDecimalDifference(&row[0], &row[1]);
  (void)nDatum;
  if (isfinite(difference)) return asiSampleRemove(&paired->differences, difference, 1);
  paired->nBeyond--;
  return ASI_OK;
}

static AsiStatus kindPairedAskOften(void *state) { return asiSampleAskOften(&((AsiPaired *)state)->differences); }

static void kindPairedClear(void *state) { asiSampleClear(&((AsiPaired *)state)->differences); }

const AsiStateKind asiKindPaired = { sizeof(AsiPaired), kindPairedInit,     kindPairedAdd,
                                     kindPairedRemove,  kindPairedAskOften, kindPairedClear };

static void kindDescribedInit(void *state) { asiSampleInit(&((AsiDescribed *)state)->sample, ASI_BY_VALUE); }

static AsiStatus kindDescribedAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiDescribed *described = state;
  AsiStatus status = asiSampleAdd(&described->sample, row->r, 1);
  return status == ASI_OK ? asiKindMoments.add(&described->moments, row, nDatum) : status;
}

static AsiStatus kindDescribedRemove(void *state, const AsiDatum *row, int nDatum) {
  AsiDescribed *described = state;
  AsiStatus status = asiSampleRemove(&described->sample, row->r, 1);
  return status == ASI_OK ? asiKindMoments.remove(&described->moments, row, nDatum) : status;
}

static AsiStatus kindDescribedAskOften(void *state) { return asiSampleAskOften(&((AsiDescribed *)state)->sample); }

static void kindDescribedClear(void *state) { asiSampleClear(&((AsiDescribed *)state)->sample); }

const AsiStateKind asiKindDescribed = { sizeof(AsiDescribed), kindDescribedInit,     kindDescribedAdd,
                                        kindDescribedRemove,  kindDescribedAskOften, kindDescribedClear };

static AsiStatus kindCountsAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  ((AsiCounts *)state)->aCount[row->i]++;
  return ASI_OK;
}

static AsiStatus kindCountsRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  ((AsiCounts *)state)->aCount[row->i]--;
  return ASI_OK;
}

const AsiStateKind asiKindCounts = {
  sizeof(AsiCounts), kindNothing, kindCountsAdd, kindCountsRemove, NULL, kindNothing
};

static double kindValueOrDifference(const AsiDatum *row, int nDatum) {
  return nDatum == 2 ? asiDecimalDifference(&row[0], &row[1]) : row->r;
}

static AsiStatus kindSampleOrPairsAdd(void *state, const AsiDatum *row, int nDatum) {
  return asiSampleAdd(state, kindValueOrDifference(row, nDatum), 1);
}

static AsiStatus kindSampleOrPairsRemove(void *state, const AsiDatum *row, int nDatum) {
  return asiSampleRemove(state, kindValueOrDifference(row, nDatum), 1);
}

const AsiStateKind asiKindSampleOrPairs = { sizeof(AsiSample),       kindSampleInit,     kindSampleOrPairsAdd,
                                            kindSampleOrPairsRemove, kindSampleAskOften, kindSampleClear };

static AsiStatus kindPairedMomentsAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  asiPairedMomentsTake(state, &row[0], &row[1], 1);
  return ASI_OK;
}

static AsiStatus kindPairedMomentsRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  asiPairedMomentsTake(state, &row[0], &row[1], -1);
  return ASI_OK;
}

const AsiStateKind asiKindPairedMoments = { sizeof(AsiPairedMoments), kindNothing, kindPairedMomentsAdd,
                                            kindPairedMomentsRemove,  NULL,        kindNothing };

static AsiStatus kindAnswerPairsAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  ((AsiAnswerPairs *)state)->aCount[row[0].i][row[1].i]++;
  return ASI_OK;
}

static AsiStatus kindAnswerPairsRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  ((AsiAnswerPairs *)state)->aCount[row[0].i][row[1].i]--;
  return ASI_OK;
}

const AsiStateKind asiKindAnswerPairs = { sizeof(AsiAnswerPairs), kindNothing, kindAnswerPairsAdd,
                                          kindAnswerPairsRemove,  NULL,        kindNothing };

static AsiStatus kindItemsAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  AsiItems *items = state;
  items->aAnswered[row[0].i - 1]++;
  items->aYes[row[0].i - 1] += row[1].i;
  return ASI_OK;
}

const AsiStateKind asiKindItems = { sizeof(AsiItems), kindNothing, kindItemsAdd, NULL, NULL, kindNothing };
