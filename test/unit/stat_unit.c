/*
** Every family under interrupts and without memory, at each place where either can happen.
**
**  (1) The host stops a computation at its first, second, third ... poll (base/poll.h (2)), however little work lies
**      between them: the computation ends with ASI_INTERRUPT, or, from the first run without a stop, with its answer.
**  (2) Allocation 1, 2, 3 ... fails, while rows are added or the answer is computed: ASI_NOMEM, or the whole answer.
**  (3) Neither leaves a block behind.
**  (4) The work that a computation reports (base/poll.h (1)), and in how many reports, is what it was when this was
**      written: one that forgets to report, or that looks more often for the same answer, is noticed. Whether the work
**      is what the clock says is the business of bench/costs.tcl.
**  (5) What no sample of a test is long enough to reach.
**
** That the answers are right is the business of the other tests; here they are those of an undisturbed run, bit for bit.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "family.h"
#include "heap.h"
#include "lilliefors.c"
#include "mem.h"

static int nPassed, nFailed;

/* ---- rows ---- */

typedef struct Shape Shape;
struct Shape {
  const AsiFamily *family;
  const char *zOptions;
  int nRow;
  int nDatum;
  int nLabel; /* labels of the first LABEL argument; the second counts on from there. Below 0: the first -nLabel rows
                 have one label, the others another */
  int spread; /* numbers are whole, below this */
  double (*number)(const Shape *shape, int iRow, int iDatum); /* NULL: numberAt */
};

static double numberAt(const Shape *shape, int iRow, int iDatum) {
  return (double)((iRow * 7919LL + iDatum * (long long)iRow * iRow * 31 + iDatum * 5) % shape->spread) / 2 + iDatum;
}

/* Of either sign and every size: no straight line tells where a rank lies. */
static double wideNumber(const Shape *shape, int iRow, int iDatum) {
  double size = ldexp(1 + numberAt(shape, iRow, iDatum) / shape->spread, iRow * 31 % 601 - 300);
  return iDatum == 0 ? 0 : iRow % 3 == 0 ? -size : size;
}

/* Two lumps far from each other, the second of two thirds. */
static double lumpedNumber(const Shape *shape, int iRow, int iDatum) {
  return iDatum == 0 ? 0 : (iRow % 3 == 0 ? 0 : 1e9) + numberAt(shape, iRow, iDatum);
}

/* Beside each other beyond the range of REAL. */
static double hugeNumber(const Shape *shape, int iRow, int iDatum) {
  return iDatum == 0 ? 0 : (iRow % 4 == 0 ? -1e308 : 1e308) * (1 + numberAt(shape, iRow, iDatum) / shape->spread / 2);
}

/* Which of equal ones is met decides how the looks go on: many of zero, either sign. */
static double signedNumber(const Shape *shape, int iRow, int iDatum) {
  return iDatum == 0 ? 0 : fmax(0.0, numberAt(shape, iRow, iDatum) - shape->spread / 4.0) * (iRow % 3 == 0 ? -1 : 1);
}

static int labelAt(const Shape *shape, int iRow, int iLabel) {
  if (shape->nLabel < 0) return iRow < -shape->nLabel;
  return iLabel == 0 ? iRow % shape->nLabel : iRow / shape->nLabel % 4;
}

static void fillDatum(const Shape *shape, int iRow, int iDatum, int *pnLabel, AsiDatum *datum) {
  const AsiFamily *family = shape->family;
  AsiDatumKind kind = family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : iDatum];
  memset(datum, 0, sizeof *datum);
  datum->isInteger = kind != ASI_DATUM_NUMBER && kind != ASI_DATUM_CHANCE;
  switch (kind) {
  case ASI_DATUM_NUMBER: datum->r = (shape->number == NULL ? numberAt : shape->number)(shape, iRow, iDatum); break;
  case ASI_DATUM_CHANCE: datum->r = (iRow + 1) / (shape->nRow + 1.0); break;
  case ASI_DATUM_ITEM: datum->i = iRow % 16 + 1; break;
  case ASI_DATUM_LABEL: datum->i = labelAt(shape, iRow, (*pnLabel)++); break;
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

static void runWith(const Shape *shape, AsiPoll *poll, void *state, Answer *answer) {
  AsiWords words = { "" };
  AsiTMemo memo;
  AsiOptions options;
  AsiAsk ask = { &options, 0, NULL, poll, &words, &memo, shape->nDatum };
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

static void answerWith(const Shape *shape, AsiPoll *poll, Answer *answer) {
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
  runWith(shape, poll, state, answer);
  kind->clear(state);
}

static void answerOf(const Shape *shape, long long *pUntilStop, Answer *answer) {
  AsiPoll poll = { stopAt, pUntilStop, ASI_POLL_EVERY };
  answerWith(shape, &poll, answer);
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

/* ---- (4) ---- */

typedef struct Cost {
  Shape shape;
  long long nReport;
  double milliseconds;
} Cost;

#define COST_START (-(INT64_C(1) << 60)) /* no check comes before the work has added up to as much */
#define COST_SLACK 0.01

static void measure(const Cost *cost) {
  long long untilStop = INT64_C(1) << 60;
  AsiPoll poll = { stopAt, &untilStop, COST_START };
  Answer answer;
  long long nReport;
  double milliseconds;
  answerWith(&cost->shape, &poll, &answer);
  asiTextClear(&answer.text);
  milliseconds = (double)(poll.nWork - COST_START) / 1e6;
  answerOf(&cost->shape, &untilStop, &answer);
  asiTextClear(&answer.text);
  nReport = (INT64_C(1) << 60) - untilStop;
  if (answer.status == ASI_OK && nReport == cost->nReport &&
      fabs(milliseconds - cost->milliseconds) <= COST_SLACK * cost->milliseconds) {
    nPassed++;
    return;
  }
  printf("! %s('%s') of %d rows: %lld reports, %.6g ms, expected %lld and %.6g\n", cost->shape.family->zName,
         cost->shape.zOptions, cost->shape.nRow, nReport, milliseconds, cost->nReport, cost->milliseconds);
  nFailed++;
}

static void measureAll(void) {
  static const Cost aCost[] = {
    { { &asiDescribe, "", 3000, 1, 0, 3001, NULL }, 1, 0.048 },
    { { &asiDescribe, "", 3000, 1, 0, 41, NULL }, 1, 0.048 },
    { { &asiShape, "", 3000, 1, 0, 3001, NULL }, 1, 0.048 },
    { { &asiShapiroWilk, "", 3000, 1, 0, 3001, NULL }, 3001, 0.228 },
    { { &asiShapiroWilk, "", 3000, 2, 0, 97, NULL }, 72, 0.05226 },
    { { &asiLilliefors, "", 3000, 1, 0, 3001, NULL }, 6001, 0.528 },
    { { &asiLilliefors, "", 200, 2, 0, 97, NULL }, 143, 0.01456 },
    { { &asiWilcoxon, "", 40, 2, 0, 41, NULL }, 18, 0.000795 },
    { { &asiWilcoxon, "", 900, 2, 0, 4001, NULL }, 451, 4.56872 },
    { { &asiWilcoxon, "pratt", 100, 2, 0, 17, NULL }, 24, 0.009016 },
    { { &asiWilcoxon, "exact", 2000, 2, 0, 29, NULL }, 505, 23.2863 },
    { { &asiWilcoxon, "normal", 3000, 2, 0, 3001, NULL }, 1, 0.048 },
    { { &asiHodgesLehmann, "", 40, 2, 0, 41, NULL }, 41, 0.006116 },
    { { &asiHodgesLehmann, "", 41, 2, 0, 2001, NULL }, 49, 0.008581 },
    { { &asiHodgesLehmann, "exact", 700, 2, 0, 9001, NULL }, 383, 2.52638 },
    { { &asiHodgesLehmann, "digits=0", 100, 2, 0, 17, NULL }, 72, 0.02166 },
    { { &asiHodgesLehmann, "normal", 600, 2, 0, 3001, NULL }, 15, 0.0768 },
    { { &asiHodgesLehmann, "normal level=0.5", 3000, 2, 0, 3001, NULL }, 12, 0.312 },
    { { &asiHodgesLehmann, "normal", 8191, 2, 0, 9973, NULL }, 15, 1.04843 },
    { { &asiHodgesLehmann, "normal", 8192, 2, 0, 9973, NULL }, 39, 0.958448 },
    { { &asiHodgesLehmann, "normal", 30000, 2, 0, 3001, NULL }, 1125, 0.952024 },
    { { &asiHodgesLehmann, "normal", 200000, 2, 0, 199999, NULL }, 1031, 24.2458 },
    { { &asiHodgesLehmann, "normal", 3000, 2, 0, 3001, wideNumber }, 150, 3.624 },
    { { &asiHodgesLehmann, "normal", 10000, 2, 0, 3001, wideNumber }, 1500, 6.84608 },
    { { &asiHodgesLehmann, "normal", 3000, 2, 0, 3001, lumpedNumber }, 30, 0.744 },
    { { &asiHodgesLehmann, "normal level=0.3", 10000, 2, 0, 9973, lumpedNumber }, 1166, 2.35403 },
    { { &asiHodgesLehmann, "normal", 2000, 2, 0, 3001, hugeNumber }, 41, 0.672 },
    { { &asiHodgesLehmann, "normal", 9000, 2, 0, 3001, hugeNumber }, 1164, 1.2727 },
    { { &asiHodgesLehmann, "normal", 2000, 2, 0, 301, signedNumber }, 8, 0.00544 },
    { { &asiHodgesLehmann, "normal level=0.6", 2000, 2, 0, 2001, signedNumber }, 26, 0.07288 },
    { { &asiHodgesLehmann, "normal level=0.1", 2000, 2, 0, 1501, NULL }, 14, 0.10096 },
    { { &asiHodgesLehmann, "normal level=0.999", 20000, 2, 0, 9001, signedNumber }, 1223, 0.755928 },
    { { &asiMannWhitney, "normal", 9000, 2, -8192, 8999, NULL }, 44, 1.18966 },
    { { &asiMannWhitney, "normal", 9000, 2, -8191, 8999, NULL }, 21, 1.41835 },
    { { &asiMannWhitney, "normal", 9000, 2, -808, 8999, NULL }, 43, 1.22968 },
    { { &asiMannWhitney, "normal", 9000, 2, -809, 8999, NULL }, 25, 1.7099 },
    { { &asiMannWhitney, "normal level=0.2", 3000, 2, -500, 2003, NULL }, 14, 0.311376 },
    { { &asiMannWhitney, "normal", 3000, 2, -2900, 501, NULL }, 16, 0.108768 },
    { { &asiMannWhitney, "normal", 3000, 2, 2, 601, NULL }, 17, 0.181648 },
    { { &asiMannWhitney, "normal", 3000, 2, 2, 1201, NULL }, 17, 0.38172 },
    { { &asiMannWhitney, "normal", 3004, 2, 2, 751, NULL }, 13, 0.286288 },
    { { &asiMannWhitney, "normal level=0.999", 9000, 2, -1, 8999, NULL }, 543, 0.638368 },
    { { &asiMannWhitney, "normal level=0.999", 9000, 2, -8999, 8999, NULL }, 542, 0.638376 },
    { { &asiMannWhitney, "", 40, 2, 2, 41, NULL }, 965, 0.020113 },
    { { &asiMannWhitney, "", 61, 2, 2, 2001, NULL }, 2141, 0.079329 },
    { { &asiMannWhitney, "exact", 100, 2, 2, 17, NULL }, 5528, 0.616872 },
    { { &asiMannWhitney, "normal", 600, 2, 2, 3001, NULL }, 14, 0.061552 },
    { { &asiMannWhitney, "normal", 3000, 2, 2, 3001, NULL }, 16, 0.35808 },
    { { &asiMannWhitney, "normal", 3000, 2, 2, 37, NULL }, 7, 0.003496 },
    { { &asiMannWhitney, "normal level=0.5", 30000, 2, 2, 29989, NULL }, 1108, 4.50824 },
    { { &asiMannWhitney, "normal", 200000, 2, 2, 199999, NULL }, 8335, 24.4429 },
    { { &asiFriedman, "", 20, 3, 5, 41, NULL }, 135, 0.10084 },
    { { &asiFriedman, "", 16, 3, 4, 7, NULL }, 58, 0.042272 },
    { { &asiCochran, "", 20, 3, 5, 41, NULL }, 22, 0.004264 },
    { { &asiKruskalWallis, "", 40, 2, 3, 41, NULL }, 40, 0.0024 },
    { { &asiKruskalWallis, "", 3000, 2, 3, 3001, NULL }, 3003, 0.228 },
    { { &asiAnova, "", 40, 2, 3, 41, NULL }, 3, 0.06 },
    { { &asiLevene, "", 40, 2, 3, 41, NULL }, 43, 0.0612 },
    { { &asiLevene, "mean", 40, 2, 3, 41, NULL }, 83, 0.0624 },
    { { &asiLevene, "", 3000, 2, 3, 3001, NULL }, 3006, 0.198 },
    { { &asiLevene, "mean", 3000, 2, 2, 3001, NULL }, 6004, 0.268 },
    { { &asiSpearman, "", 9, 2, 0, 41, NULL }, 1068, 0.282236 },
    { { &asiKendall, "", 9, 2, 3, 4, NULL }, 70, 0.00422 },
    { { &asiSpearman, "", 3000, 2, 0, 3001, NULL }, 6006, 0.468 },
    { { &asiKendall, "", 20, 2, 0, 41, NULL }, 42, 0.0012 },
    { { &asiKendall, "exact", 9, 2, 0, 41, NULL }, 30, 0.000891 },
    { { &asiKendall, "", 3000, 2, 0, 3001, NULL }, 6004, 0.432 },
    { { &asiPlotBox, "", 3000, 2, 2, 3001, NULL }, 2, 0.048 },
    { { &asiPlotHistogram, "", 3000, 1, 0, 3001, NULL }, 1, 0.048 },
    { { &asiPlotPaired, "", 40, 2, 0, 41, NULL }, 41, 0.00144 },
    { { &asiPlotPaired, "", 3000, 2, 0, 3001, NULL }, 3002, 0.216 },
  };
  for (size_t i = 0; i < sizeof aCost / sizeof aCost[0]; i++) measure(&aCost[i]);
}

/* ---- (5) ---- */

/* The percentage points of Stephens 1974 (J. Am. Stat. Assoc. 69:730, table 1A), which the polynomials meet to a
** hundredth or better, and the end of the range. Beyond 0.9 only millions of values ask for them. */
static void checkStephens(void) {
  static const double aPoint[][3] = {
    { 0.775, 0.15, 0.006 },  { 0.819, 0.10, 0.008 },  { 0.895, 0.05, 0.002 }, { 0.9001, 0.048, 0.002 },
    { 0.955, 0.025, 0.003 }, { 1.035, 0.01, 0.0005 }, { 1.2, 0.001, 0.0005 }, { 1.31, 0, 0.0005 },
  };
  for (size_t i = 0; i < sizeof aPoint / sizeof aPoint[0]; i++) {
    double n = 100, p = lillieforsStephens(aPoint[i][0] / (sqrt(n) - 0.01 + 0.85 / sqrt(n)), n);
    if (fabs(p - aPoint[i][1]) <= aPoint[i][2]) {
      nPassed++;
    } else {
      printf("! Stephens at %g: %g, expected %g\n", aPoint[i][0], p, aPoint[i][1]);
      nFailed++;
    }
  }
}

int main(void) {
  static const Shape aShape[] = {
    { &asiSpread, "", 40, 1, 0, 41, NULL },
    { &asiMeanInterval, "", 40, 1, 0, 41, NULL },
    { &asiMomentsState, "", 40, 1, 0, 41, NULL },
    { &asiSampleState, "", 40, 1, 0, 41, NULL },
    { &asiSampleState, "", 3000, 1, 0, 3001, NULL },
    { &asiPairedState, "", 40, 2, 0, 41, NULL },
    { &asiPairedState, "", 3000, 2, 0, 3001, NULL },
    { &asiMedian, "", 40, 1, 0, 41, NULL },
    { &asiMedian, "", 3000, 1, 0, 3001, NULL },
    { &asiQuantile, "", 3000, 1, 0, 3001, NULL },
    { &asiIqr, "", 40, 1, 0, 41, NULL },
    { &asiShape, "", 40, 1, 0, 41, NULL },
    { &asiShape, "", 3000, 1, 0, 3001, NULL },
    { &asiDescribe, "", 40, 1, 0, 41, NULL },
    { &asiDescribe, "", 3000, 1, 0, 3001, NULL },
    { &asiProportion, "", 40, 1, 0, 41, NULL },
    { &asiShapiroWilk, "", 40, 1, 0, 41, NULL },
    { &asiShapiroWilk, "", 40, 2, 0, 41, NULL },
    { &asiShapiroWilk, "", 3000, 1, 0, 3001, NULL },
    { &asiLilliefors, "", 40, 1, 0, 41, NULL },
    { &asiLilliefors, "", 3000, 1, 0, 3001, NULL },
    { &asiWilcoxon, "", 40, 2, 0, 41, NULL },
    { &asiWilcoxon, "pratt", 100, 2, 0, 17, NULL },
    { &asiWilcoxon, "normal digits=0", 40, 2, 0, 41, NULL },
    { &asiWilcoxon, "normal", 3000, 2, 0, 3001, NULL },
    { &asiHodgesLehmann, "", 40, 2, 0, 41, NULL },
    { &asiHodgesLehmann, "digits=0", 100, 2, 0, 17, NULL },
    { &asiHodgesLehmann, "normal", 600, 2, 0, 3001, NULL },
    { &asiHodgesLehmann, "normal", 3000, 2, 0, 3001, NULL },
    { &asiSignTest, "", 40, 2, 0, 41, NULL },
    { &asiSignTest, "normal digits=0", 40, 2, 0, 41, NULL },
    { &asiTtestPaired, "", 40, 2, 0, 41, NULL },
    { &asiMcnemar, "", 40, 2, 0, 41, NULL },
    { &asiMannWhitney, "", 40, 2, 2, 41, NULL },
    { &asiMannWhitney, "exact", 100, 2, 2, 17, NULL },
    { &asiMannWhitney, "normal", 600, 2, 2, 3001, NULL },
    { &asiMannWhitney, "normal", 3000, 2, 2, 3001, NULL },
    { &asiTtestWelch, "", 40, 2, 2, 41, NULL },
    { &asiTtestStudent, "", 40, 2, 2, 41, NULL },
    { &asiChiSquare, "", 40, 2, 3, 41, NULL },
    { &asiFisher, "", 24, 2, 2, 41, NULL },
    { &asiFisher, "", 24, 2, 3, 41, NULL },
    { &asiFriedman, "", 20, 3, 5, 41, NULL },
    { &asiFriedman, "", 16, 3, 4, 7, NULL },
    { &asiCochran, "", 20, 3, 5, 41, NULL },
    { &asiAncova, "", 40, 3, 2, 41, NULL },
    { &asiKruskalWallis, "", 40, 2, 3, 41, NULL },
    { &asiKruskalWallis, "", 3000, 2, 3, 3001, NULL },
    { &asiAnova, "", 40, 2, 3, 41, NULL },
    { &asiLevene, "", 40, 2, 3, 41, NULL },
    { &asiLevene, "mean", 40, 2, 3, 41, NULL },
    { &asiLevene, "", 3000, 2, 3, 3001, NULL },
    { &asiPearson, "", 40, 2, 0, 41, NULL },
    { &asiSpearman, "", 9, 2, 0, 41, NULL },
    { &asiKendall, "", 9, 2, 3, 4, NULL },
    { &asiSpearman, "", 3000, 2, 0, 3001, NULL },
    { &asiKendall, "", 20, 2, 0, 41, NULL },
    { &asiKendall, "", 3000, 2, 0, 3001, NULL },
    { &asiPAdjust, "", 40, 2, 40, 41, NULL },
    { &asiPAdjust, "bh", 40, 2, 40, 41, NULL },
    { &asiCronbachAlpha, "", 40, 4, 0, 41, NULL },
    { &asiKr20, "", 40, 4, 0, 41, NULL },
    { &asiItemAnalysis, "", 40, 4, 0, 41, NULL },
    { &asiTotal, "", 16, 2, 0, 41, NULL },
    { &asiLevene, "mean", 3000, 2, 2, 3001, NULL },
    { &asiPlotBox, "", 40, 2, 3, 41, NULL },
    { &asiPlotBox, "", 3000, 2, 2, 3001, NULL },
    { &asiPlotHistogram, "", 40, 1, 0, 41, NULL },
    { &asiPlotHistogram, "", 3000, 1, 0, 3001, NULL },
    { &asiPlotPaired, "", 40, 2, 0, 41, NULL },
    { &asiPlotPaired, "", 3000, 2, 0, 3001, NULL },
    { &asiPlotItems, "", 64, 3, 5, 41, NULL },
  };
  for (size_t i = 0; i < sizeof aShape / sizeof aShape[0]; i++) {
    sweep(&aShape[i], ASI_INTERRUPT, "interrupted");
    sweep(&aShape[i], ASI_NOMEM, "no memory");
  }
  measureAll();
  checkStephens();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
