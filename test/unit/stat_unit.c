/*
** Every family under interrupts and without memory, at each place where either can happen.
**
**  (1) The host stops a computation at its first, second, third ... poll (base/poll.h (2)), however little work lies
**      between them: the computation ends with ASI_INTERRUPT, or, from the first run without a stop, with its answer.
**  (2) Allocation 1, 2, 3 ... fails, while rows are added or the answer is computed: ASI_NOMEM, or the whole answer.
**  (3) Neither leaves a block behind.
**
** That the answers are right is the business of the other tests; here they are those of an undisturbed run, bit for bit.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "family.h"
#include "heap.h"
#include "mem.h"

static int nPassed, nFailed;

/* ---- rows ---- */

typedef struct Shape {
  const AsiFamily *family;
  const char *zOptions;
  int nRow;
  int nDatum;
  int nLabel; /* labels of the first LABEL argument; the second counts on from there */
  int spread; /* numbers are whole, below this */
} Shape;

static double numberAt(const Shape *shape, int iRow, int iDatum) {
  return (double)((iRow * 7919 + iDatum * iRow * iRow * 31 + iDatum * 5) % shape->spread) / 2 + iDatum;
}

static void fillDatum(const Shape *shape, int iRow, int iDatum, int *pnLabel, AsiDatum *datum) {
  const AsiFamily *family = shape->family;
  AsiDatumKind kind = family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : iDatum];
  memset(datum, 0, sizeof *datum);
  datum->isInteger = kind != ASI_DATUM_NUMBER && kind != ASI_DATUM_CHANCE;
  switch (kind) {
  case ASI_DATUM_NUMBER: datum->r = numberAt(shape, iRow, iDatum); break;
  case ASI_DATUM_CHANCE: datum->r = (iRow + 1) / (shape->nRow + 1.0); break;
  case ASI_DATUM_ITEM: datum->i = iRow % 16 + 1; break;
  case ASI_DATUM_LABEL: datum->i = (*pnLabel)++ == 0 ? iRow % shape->nLabel : iRow / shape->nLabel % 4; break;
  default: datum->i = (iRow * 5 + iDatum * iRow / 3) % 2; break;
  }
  if (datum->isInteger) datum->r = (double)datum->i;
}

static AsiStatus addRows(const Shape *shape, void *state) {
  AsiStatus status = ASI_OK;
  for (int i = 0; i < shape->nRow && status == ASI_OK; i++) {
    AsiDatum aDatum[8];
    int nLabel = 0;
    for (int j = 0; j < shape->nDatum; j++) fillDatum(shape, i, j, &nLabel, &aDatum[j]);
    status = shape->family->state->add(state, aDatum, shape->nDatum);
  }
  return status;
}

/* ---- one run ---- */

typedef struct Answer {
  AsiStatus status;
  max_align_t record[64];
  AsiText text;
} Answer;

/* Asked before every step of work. */
static AsiStatus stopAt(AsiPoll *poll) {
  long long *pLeft = poll->host;
  poll->nWork = ASI_POLL_EVERY;
  return *pLeft > 0 && --*pLeft == 0 ? ASI_INTERRUPT : ASI_OK;
}

static void clearFields(const AsiRecord *record, char *p) {
  memset(p, 0, record->nByte);
  for (size_t i = 0; i < record->nField; i++) {
    char *pField = p + record->aField[i].offset;
    if (record->aField[i].kind == ASI_FIELD_REAL) *(double *)(void *)pField = (double)NAN;
    if (record->aField[i].kind == ASI_FIELD_INTEGER) *(int64_t *)(void *)pField = ASI_NULL;
    if (record->aField[i].kind == ASI_FIELD_LABEL) ((AsiDatum *)(void *)pField)->r = (double)NAN;
  }
}

static void runWith(const Shape *shape, long long *pUntilStop, void *state, Answer *answer) {
  AsiPoll poll = { stopAt, pUntilStop, ASI_POLL_EVERY };
  AsiWords words = { "" };
  AsiTMemo memo;
  AsiOptions options;
  AsiAsk ask = { &options, 0, NULL, &poll, &words, &memo, shape->nDatum };
  memset(&memo, 0, sizeof memo);
  asiOptionsInit(&options);
  if (asiOptionsParse(&options, shape->family->words, shape->family->zName, shape->zOptions, strlen(shape->zOptions),
                      &words) != ASI_OK) {
    printf("! %s: %s\n", shape->family->zName, words.z);
    nFailed++;
  }
  answer->status = addRows(shape, state);
  if (answer->status != ASI_OK) return;
  if (shape->family->write == NULL) {
    answer->status = shape->family->compute(state, &ask, answer->record);
  } else {
    answer->status = shape->family->write(state, &ask, &answer->text);
    if (answer->status == ASI_OK) answer->status = asiTextStatus(&answer->text);
  }
}

static void answerOf(const Shape *shape, long long *pUntilStop, Answer *answer) {
  const AsiStateKind *kind = shape->family->state;
  max_align_t state[1024];
  if (kind->nByte > sizeof state) {
    printf("! the state of %s has %zu bytes\n", shape->family->zName, kind->nByte);
    nFailed++;
    return;
  }
  memset(state, 0, kind->nByte);
  asiTextInit(&answer->text);
  if (shape->family->record != NULL) clearFields(shape->family->record, (char *)answer->record);
  kind->init(state);
  runWith(shape, pUntilStop, state, answer);
  kind->clear(state);
}

/* Labels are copied into the state and left out here. */
static bool isSameAnswer(const Shape *shape, const Answer *a, const Answer *b) {
  const AsiRecord *record = shape->family->record;
  if (a->status != b->status) return false;
  if (shape->family->write != NULL) {
    return a->text.n == b->text.n && (a->text.n == 0 || memcmp(a->text.z, b->text.z, a->text.n) == 0);
  }
  for (size_t i = 0; i < record->nField; i++) {
    size_t offset = record->aField[i].offset;
    if (record->aField[i].kind == ASI_FIELD_LABEL) continue;
    if (memcmp((const char *)a->record + offset, (const char *)b->record + offset, 8) != 0) return false;
  }
  return true;
}

/* ---- the sweeps ---- */

/* All places while they are few, then every eighth of those passed. */
static long long nextPlace(long long k) { return k < 200 ? k + 1 : k + k / 8; }

/* One run with the fault at place k; false when something is wrong, *pHasFired tells whether the place was reached. */
static bool isRightAt(const Shape *shape, long long k, AsiStatus fault, const Answer *right, bool *pHasFired) {
  long long untilStop = fault == ASI_INTERRUPT ? k : 0;
  long long nBlock = heapBlocks;
  Answer answer;
  bool isRight;
  heapUntilFailure = fault == ASI_NOMEM ? k : 0;
  answerOf(shape, &untilStop, &answer);
  *pHasFired = (fault == ASI_NOMEM ? heapUntilFailure : untilStop) == 0;
  heapUntilFailure = 0;
  isRight = *pHasFired && answer.status == fault ? true : isSameAnswer(shape, &answer, right);
  if (*pHasFired && fault == ASI_INTERRUPT && answer.status != fault) isRight = false;
  asiTextClear(&answer.text);
  return isRight && heapBlocks == nBlock;
}

static void sweep(const Shape *shape, AsiStatus fault, const char *zFault) {
  Answer right;
  long long untilStop = 0;
  bool hasFired = true;
  answerOf(shape, &untilStop, &right);
  for (long long k = 1; hasFired; k = nextPlace(k)) {
    if (!isRightAt(shape, k, fault, &right, &hasFired)) {
      printf("! %s('%s') of %d rows, %s at place %lld\n", shape->family->zName, shape->zOptions, shape->nRow, zFault,
             k);
      nFailed++;
      asiTextClear(&right.text);
      return;
    }
  }
  asiTextClear(&right.text);
  nPassed++;
}

int main(void) {
  static const Shape aShape[] = {
    { &asiSpread, "", 40, 1, 0, 41 },
    { &asiMeanInterval, "", 40, 1, 0, 41 },
    { &asiMomentsState, "", 40, 1, 0, 41 },
    { &asiSampleState, "", 40, 1, 0, 41 },
    { &asiSampleState, "", 3000, 1, 0, 3001 },
    { &asiPairedState, "", 40, 2, 0, 41 },
    { &asiPairedState, "", 3000, 2, 0, 3001 },
    { &asiMedian, "", 40, 1, 0, 41 },
    { &asiMedian, "", 3000, 1, 0, 3001 },
    { &asiQuantile, "", 3000, 1, 0, 3001 },
    { &asiIqr, "", 40, 1, 0, 41 },
    { &asiShape, "", 40, 1, 0, 41 },
    { &asiShape, "", 3000, 1, 0, 3001 },
    { &asiDescribe, "", 40, 1, 0, 41 },
    { &asiDescribe, "", 3000, 1, 0, 3001 },
    { &asiProportion, "", 40, 1, 0, 41 },
    { &asiShapiroWilk, "", 40, 1, 0, 41 },
    { &asiShapiroWilk, "", 40, 2, 0, 41 },
    { &asiShapiroWilk, "", 3000, 1, 0, 3001 },
    { &asiLilliefors, "", 40, 1, 0, 41 },
    { &asiLilliefors, "", 3000, 1, 0, 3001 },
    { &asiWilcoxon, "", 40, 2, 0, 41 },
    { &asiWilcoxon, "pratt", 100, 2, 0, 17 },
    { &asiWilcoxon, "normal digits=0", 40, 2, 0, 41 },
    { &asiWilcoxon, "normal", 3000, 2, 0, 3001 },
    { &asiHodgesLehmann, "", 40, 2, 0, 41 },
    { &asiHodgesLehmann, "digits=0", 100, 2, 0, 17 },
    { &asiHodgesLehmann, "normal", 600, 2, 0, 3001 },
    { &asiHodgesLehmann, "normal", 3000, 2, 0, 3001 },
    { &asiSignTest, "", 40, 2, 0, 41 },
    { &asiSignTest, "normal digits=0", 40, 2, 0, 41 },
    { &asiTtestPaired, "", 40, 2, 0, 41 },
    { &asiMcnemar, "", 40, 2, 0, 41 },
    { &asiMannWhitney, "", 40, 2, 2, 41 },
    { &asiMannWhitney, "exact", 100, 2, 2, 17 },
    { &asiMannWhitney, "normal", 600, 2, 2, 3001 },
    { &asiMannWhitney, "normal", 3000, 2, 2, 3001 },
    { &asiTtestWelch, "", 40, 2, 2, 41 },
    { &asiTtestStudent, "", 40, 2, 2, 41 },
    { &asiChiSquare, "", 40, 2, 3, 41 },
    { &asiFisher, "", 24, 2, 2, 41 },
    { &asiFisher, "", 24, 2, 3, 41 },
    { &asiFriedman, "", 20, 3, 5, 41 },
    { &asiFriedman, "", 16, 3, 4, 7 },
    { &asiCochran, "", 20, 3, 5, 41 },
    { &asiAncova, "", 40, 3, 2, 41 },
    { &asiKruskalWallis, "", 40, 2, 3, 41 },
    { &asiKruskalWallis, "", 3000, 2, 3, 3001 },
    { &asiAnova, "", 40, 2, 3, 41 },
    { &asiLevene, "", 40, 2, 3, 41 },
    { &asiLevene, "mean", 40, 2, 3, 41 },
    { &asiLevene, "", 3000, 2, 3, 3001 },
    { &asiPearson, "", 40, 2, 0, 41 },
    { &asiSpearman, "", 9, 2, 0, 41 },
    { &asiSpearman, "", 3000, 2, 0, 3001 },
    { &asiKendall, "", 20, 2, 0, 41 },
    { &asiKendall, "", 3000, 2, 0, 3001 },
    { &asiPAdjust, "", 40, 2, 40, 41 },
    { &asiPAdjust, "bh", 40, 2, 40, 41 },
    { &asiCronbachAlpha, "", 40, 4, 0, 41 },
    { &asiKr20, "", 40, 4, 0, 41 },
    { &asiItemAnalysis, "", 40, 4, 0, 41 },
    { &asiTotal, "", 16, 2, 0, 41 },
    { &asiLevene, "mean", 3000, 2, 2, 3001 },
    { &asiPlotBox, "", 40, 2, 3, 41 },
    { &asiPlotBox, "", 3000, 2, 2, 3001 },
    { &asiPlotHistogram, "", 40, 1, 0, 41 },
    { &asiPlotHistogram, "", 3000, 1, 0, 3001 },
    { &asiPlotPaired, "", 40, 2, 0, 41 },
    { &asiPlotPaired, "", 3000, 2, 0, 3001 },
    { &asiPlotItems, "", 64, 3, 5, 41 },
  };
  for (size_t i = 0; i < sizeof aShape / sizeof aShape[0]; i++) {
    sweep(&aShape[i], ASI_INTERRUPT, "interrupted");
    sweep(&aShape[i], ASI_NOMEM, "no memory");
  }
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
