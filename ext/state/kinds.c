#include "kinds.h"

#include <math.h>

#define KIND_MOMENTS (1u << ASI_SAVED_MOMENTS)
#define KIND_SAMPLE (1u << ASI_SAVED_SAMPLE)
#define KIND_PAIRED (1u << ASI_SAVED_PAIRED)

static void kindNothing(void *state) { (void)state; }

/* ---- moments ---- */

static AsiStatus kindMomentsTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  (void)words;
  asiSavedTakeMoments(saved, state, direction);
  return ASI_OK;
}

const AsiStateKind asiKindMoments = {
  .nByte = sizeof(AsiMoments),
  .init = kindNothing,
  .add = asiMomentsAddRow,
  .remove = asiMomentsRemoveRow,
  .clear = kindNothing,
  .saved = KIND_MOMENTS | KIND_SAMPLE,
  .take = kindMomentsTake,
};

/* ---- a sample ---- */

static AsiStatus kindSampleAskOften(void *state) { return asiSampleAskOften(state); }

static void kindSampleClear(void *state) { asiSampleClear(state); }

static void kindSampleInit(void *state) { asiSampleInit(state, ASI_BY_VALUE); }

static AsiStatus kindSampleAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiSampleAddDatum(state, row);
}

static AsiStatus kindSampleRemove(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  return asiSampleRemoveDatum(state, row);
}

static AsiStatus kindSampleTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  (void)words;
  return asiSavedTakeRuns(saved, state, direction);
}

const AsiStateKind asiKindSample = {
  .nByte = sizeof(AsiSample),
  .init = kindSampleInit,
  .add = kindSampleAdd,
  .remove = kindSampleRemove,
  .askOften = kindSampleAskOften,
  .clear = kindSampleClear,
  .saved = KIND_SAMPLE,
  .take = kindSampleTake,
};

/* ---- a sample with its sums ---- */

static void kindDescribedInit(void *state) { asiSampleInit(&((AsiDescribed *)state)->sample, ASI_BY_VALUE); }

static AsiStatus kindDescribedAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiDescribed *described = state;
  AsiStatus status = asiSampleAddDatum(&described->sample, row);
  return status == ASI_OK ? asiMomentsAddRow(&described->moments, row, nDatum) : status;
}

static AsiStatus kindDescribedRemove(void *state, const AsiDatum *row, int nDatum) {
  AsiDescribed *described = state;
  AsiStatus status = asiSampleRemoveDatum(&described->sample, row);
  return status == ASI_OK ? asiMomentsRemoveRow(&described->moments, row, nDatum) : status;
}

static AsiStatus kindDescribedAskOften(void *state) { return asiSampleAskOften(&((AsiDescribed *)state)->sample); }

static void kindDescribedClear(void *state) { asiSampleClear(&((AsiDescribed *)state)->sample); }

static AsiStatus kindDescribedTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  AsiDescribed *described = state;
  (void)words;
  asiSavedTakeMoments(saved, &described->moments, direction);
  return asiSavedTakeRuns(saved, &described->sample, direction);
}

const AsiStateKind asiKindDescribed = {
  .nByte = sizeof(AsiDescribed),
  .init = kindDescribedInit,
  .add = kindDescribedAdd,
  .remove = kindDescribedRemove,
  .askOften = kindDescribedAskOften,
  .clear = kindDescribedClear,
  .saved = KIND_SAMPLE,
  .take = kindDescribedTake,
};

/* ---- values, or the differences of pairs ---- */

/* The difference of a row of two is of no kind but this; a long one costs a detour. */
static inline bool kindIsLong(const AsiDatum *row, int nDatum) {
  return nDatum == 2 ? asiDifferenceIsLong(&row[0], &row[1]) : asiIsBetweenReals(row);
}

static ASI_NOINLINE AsiDatum kindLong(const AsiDatum *row, int nDatum) {
  return nDatum == 2 ? asiLongDifference(row[0].i, row[1].i) : *row;
}

static double kindValueOrDifference(const AsiDatum *row, int nDatum) {
  return nDatum == 2 ? asiDecimalDifference(&row[0], &row[1]) : row->r;
}

static AsiStatus kindTakeDouble(AsiSample *sample, double value, int direction) {
  return direction > 0 ? asiSampleAdd(sample, value, 1) : asiSampleRemove(sample, value, 1);
}

static AsiStatus kindTakeLong(AsiSample *sample, const AsiDatum *x, int direction) {
  return direction > 0 ? asiSampleAddDatum(sample, x) : asiSampleRemoveDatum(sample, x);
}

static AsiStatus kindValuesTake(AsiValues *values, const AsiDatum *row, int nDatum, int direction) {
  bool isLong = kindIsLong(row, nDatum);
  AsiDatum whole = { .r = 0 };
  if (isLong) whole = kindLong(row, nDatum);
  if (!isLong) whole.r = kindValueOrDifference(row, nDatum);
  if (!isfinite(whole.r)) {
    values->nBeyond += direction;
    return ASI_OK;
  }
  *(nDatum == 2 ? &values->nDifference : &values->nValue) += direction;
  if (isLong) return kindTakeLong(&values->sample, &whole, direction);
  return kindTakeDouble(&values->sample, whole.r, direction);
}

static AsiStatus kindValuesAdd(void *state, const AsiDatum *row, int nDatum) {
  return kindValuesTake(state, row, nDatum, 1);
}

static AsiStatus kindValuesRemove(void *state, const AsiDatum *row, int nDatum) {
  return kindValuesTake(state, row, nDatum, -1);
}

static AsiStatus kindValuesTakeSaved(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  AsiValues *values = state;
  int64_t *pCount = saved->family == ASI_SAVED_PAIRED ? &values->nDifference : &values->nValue;
  (void)words;
  values->nBeyond += saved->nBeyond * direction;
  *pCount += (saved->n - saved->nBeyond) * direction;
  return asiSavedTakeRuns(saved, &values->sample, direction);
}

AsiStatus asiValuesCheck(const AsiValues *values, AsiWords *words) {
  if (values->nBeyond > 0) return asiSay(words, ASI_RANGE, ASI_BEYOND_WORDS);
  if (values->nValue == 0 || values->nDifference == 0) return ASI_OK;
  return asiSay(words, ASI_DOMAIN, "values of one sample and differences of pairs are mixed");
}

const AsiStateKind asiKindValues = {
  .nByte = sizeof(AsiValues),
  .init = kindSampleInit,
  .add = kindValuesAdd,
  .remove = kindValuesRemove,
  .askOften = kindSampleAskOften,
  .clear = kindSampleClear,
  .saved = KIND_SAMPLE | KIND_PAIRED,
  .take = kindValuesTakeSaved,
};

/* ---- zeros and ones ---- */

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

static AsiStatus kindCountsTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  int64_t aCount[2] = { 0, 0 };
  AsiSavedRuns runs = saved->runs;
  AsiRun run;
  bool isOther = saved->integers.nRun > 0;
  while (!isOther && asiSavedNextRun(&runs, &run)) {
    isOther = run.value != 0 && run.value != 1;
    aCount[run.value != 0] += run.nPositive;
  }
  if (isOther) {
    return asiSay(words, ASI_DOMAIN, "is a sample_state of other values than 0 and 1");
  }
  ((AsiCounts *)state)->aCount[0] += aCount[0] * direction;
  ((AsiCounts *)state)->aCount[1] += aCount[1] * direction;
  return ASI_OK;
}

const AsiStateKind asiKindCounts = {
  .nByte = sizeof(AsiCounts),
  .init = kindNothing,
  .add = kindCountsAdd,
  .remove = kindCountsRemove,
  .clear = kindNothing,
  .saved = KIND_SAMPLE,
  .take = kindCountsTake,
};

/* ---- pairs: the differences ---- */

static void kindPairedInit(void *state) { asiSampleInit(&((AsiPaired *)state)->differences, ASI_BY_MAGNITUDE); }

static ASI_NOINLINE AsiStatus kindPairedTakeLong(AsiPaired *paired, const AsiDatum *row, int direction) {
  AsiDatum difference = asiLongDifference(row[0].i, row[1].i);
  if (isfinite(difference.r)) return kindTakeLong(&paired->differences, &difference, direction);
  paired->nBeyond += direction;
  return ASI_OK;
}

static AsiStatus kindPairedAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiPaired *paired = state;
  double difference;
  (void)nDatum;
  if (asiDifferenceIsLong(&row[0], &row[1])) return kindPairedTakeLong(paired, row, 1);
  difference = asiDecimalDifference(&row[0], &row[1]);
  if (isfinite(difference)) return asiSampleAdd(&paired->differences, difference, 1);
  paired->nBeyond++;
  return ASI_OK;
}

static AsiStatus kindPairedRemove(void *state, const AsiDatum *row, int nDatum) {
  AsiPaired *paired = state;
  double difference;
  (void)nDatum;
  if (asiDifferenceIsLong(&row[0], &row[1])) return kindPairedTakeLong(paired, row, -1);
  difference = asiDecimalDifference(&row[0], &row[1]);
  if (isfinite(difference)) return asiSampleRemove(&paired->differences, difference, 1);
  paired->nBeyond--;
  return ASI_OK;
}

static AsiStatus kindPairedAskOften(void *state) { return asiSampleAskOften(&((AsiPaired *)state)->differences); }

static void kindPairedClear(void *state) { asiSampleClear(&((AsiPaired *)state)->differences); }

static AsiStatus kindPairedTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  AsiPaired *paired = state;
  (void)words;
  paired->nBeyond += saved->nBeyond * direction;
  return asiSavedTakeRuns(saved, &paired->differences, direction);
}

const AsiStateKind asiKindPaired = {
  .nByte = sizeof(AsiPaired),
  .init = kindPairedInit,
  .add = kindPairedAdd,
  .remove = kindPairedRemove,
  .askOften = kindPairedAskOften,
  .clear = kindPairedClear,
  .saved = KIND_PAIRED,
  .take = kindPairedTake,
};

/* ---- pairs: the sums ---- */

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

static AsiStatus kindPairedMomentsTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  (void)words;
  asiSavedTakePairedMoments(saved, state, direction);
  return ASI_OK;
}

const AsiStateKind asiKindPairedMoments = {
  .nByte = sizeof(AsiPairedMoments),
  .init = kindNothing,
  .add = kindPairedMomentsAdd,
  .remove = kindPairedMomentsRemove,
  .clear = kindNothing,
  .saved = KIND_PAIRED,
  .take = kindPairedMomentsTake,
};

/* ---- pairs: both ---- */

static AsiStatus kindPairsAdd(void *state, const AsiDatum *row, int nDatum) {
  AsiPairs *pairs = state;
  asiPairedMomentsTake(&pairs->moments, &row[0], &row[1], 1);
  return kindPairedAdd(&pairs->paired, row, nDatum);
}

static AsiStatus kindPairsRemove(void *state, const AsiDatum *row, int nDatum) {
  AsiPairs *pairs = state;
  asiPairedMomentsTake(&pairs->moments, &row[0], &row[1], -1);
  return kindPairedRemove(&pairs->paired, row, nDatum);
}

static AsiStatus kindPairsTake(void *state, const AsiSaved *saved, int direction, AsiWords *words) {
  AsiPairs *pairs = state;
  asiSavedTakePairedMoments(saved, &pairs->moments, direction);
  return kindPairedTake(&pairs->paired, saved, direction, words);
}

const AsiStateKind asiKindPairs = {
  .nByte = sizeof(AsiPairs),
  .init = kindPairedInit,
  .add = kindPairsAdd,
  .remove = kindPairsRemove,
  .askOften = kindPairedAskOften,
  .clear = kindPairedClear,
  .saved = KIND_PAIRED,
  .take = kindPairsTake,
};

/* ---- answers ---- */

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

const AsiStateKind asiKindAnswerPairs = {
  .nByte = sizeof(AsiAnswerPairs),
  .init = kindNothing,
  .add = kindAnswerPairsAdd,
  .remove = kindAnswerPairsRemove,
  .clear = kindNothing,
};

static AsiStatus kindItemsAdd(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  AsiItems *items = state;
  items->aAnswered[row[0].i - 1]++;
  items->aYes[row[0].i - 1] += row[1].i;
  return ASI_OK;
}

const AsiStateKind asiKindItems = {
  .nByte = sizeof(AsiItems),
  .init = kindNothing,
  .add = kindItemsAdd,
  .clear = kindNothing,
};
