#include "walsh.h"

#include <math.h>
#include <stdbool.h>

#include "mem.h"

#define WALSH_CHUNK 200000 /* steps between two polls */
#define WALSH_STEP_NS 6

/* ---- the runs of a sample ---- */

static void ascendingAppend(AsiAscending *room, double value, int64_t nTimes) {
  if (nTimes == 0) return;
  room->aValue[room->nRun] = value;
  if (room->aBefore != NULL) room->aBefore[room->nRun] = room->n;
  room->nRun++;
  room->n += nTimes;
}

/* A run BY_MAGNITUDE holds two values, of which the negative ones come in descending order. */
static size_t ascendingCount(const AsiSample *sample) {
  AsiRunCursor cursor;
  AsiRun run;
  size_t n = asiSampleCountZero(sample) > 0;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) n += (size_t)(run.nNegative > 0) + (size_t)(run.nPositive > 0);
  return n;
}

static AsiStatus ascendingAlloc(AsiAscending *room, size_t nRun, bool isTied) {
  room->aValue = asiAllocArray(nRun, sizeof *room->aValue);
  if (room->aValue == NULL) return ASI_NOMEM;
  if (!isTied) return ASI_OK;
  room->aBefore = asiAllocArray(nRun + 1, sizeof *room->aBefore);
  return room->aBefore == NULL ? ASI_NOMEM : ASI_OK;
}

static void ascendingReverse(AsiAscending *room) {
  size_t i, j;
  int64_t nBefore = 0;
  for (i = 0, j = room->nRun; i + 1 < j; i++) {
    double value = room->aValue[i];
    room->aValue[i] = room->aValue[--j];
    room->aValue[j] = value;
  }
  if (room->aBefore == NULL) return;
  /* counts between neighbours, reversed, and summed again */
  room->aBefore[room->nRun] = room->n;
  for (i = 0; i < room->nRun; i++) room->aBefore[i] = room->aBefore[i + 1] - room->aBefore[i];
  for (i = 0, j = room->nRun; i + 1 < j; i++) {
    int64_t n = room->aBefore[i];
    room->aBefore[i] = room->aBefore[--j];
    room->aBefore[j] = n;
  }
  for (i = 0; i < room->nRun; i++) {
    int64_t n = room->aBefore[i];
    room->aBefore[i] = nBefore;
    nBefore += n;
  }
}

static void ascendingFill(AsiAscending *room, const AsiSample *sample) {
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) ascendingAppend(room, -run.value, run.nNegative);
  ascendingReverse(room);
  ascendingAppend(room, 0.0, asiSampleCountZero(sample));
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) ascendingAppend(room, run.value, run.nPositive);
  if (room->aBefore != NULL) room->aBefore[room->nRun] = room->n;
}

AsiStatus asiAscendingOf(const AsiSample *sample, AsiPoll *poll, AsiAscending *room) {
  size_t nRun = ascendingCount(sample);
  AsiStatus status;
  *room = (AsiAscending){ 0, 0, NULL, NULL };
  if (nRun == 0) return ASI_OK;
  status = ascendingAlloc(room, nRun, (int64_t)nRun < asiSampleCount(sample));
  if (status == ASI_OK) status = asiPollWork(poll, 10 * (int64_t)nRun);
  if (status == ASI_OK) ascendingFill(room, sample);
  return status;
}

void asiAscendingClear(AsiAscending *room) {
  asiFree(room->aValue);
  asiFree(room->aBefore);
  *room = (AsiAscending){ 0, 0, NULL, NULL };
}

static inline int64_t ascendingBefore(const AsiAscending *x, size_t i) {
  return x->aBefore != NULL ? x->aBefore[i] : (int64_t)i;
}

static inline int64_t ascendingTimes(const AsiAscending *x, size_t i) {
  return ascendingBefore(x, i + 1) - ascendingBefore(x, i);
}

/* ---- splitting all pairs at a threshold ---- */

typedef struct WalshSplit {
  asi_u128 nUpTo; /* pairs at most the threshold */
  double below;   /* the largest of them, -Inf: none */
  double above;   /* the smallest of the others, Inf: none, or it overflowed */
} WalshSplit;

typedef struct WalshPairs WalshPairs;
struct WalshPairs {
  const AsiAscending *x, *y;
  AsiStatus (*split)(const WalshPairs *pairs, double threshold, AsiPoll *poll, WalshSplit *split);
  double lowest, highest; /* of all pairs */
  asi_u128 nPair;
};

/* Sums a_i + a_j, i <= j, times the scale. Columns i .. nLeft-1 of row i are still open; each step closes a row, whose
** open columns are all small, or a column, which is large from this row on. The largest small sum of a row and the
** smallest large one of a column are looked at on the way. */
static inline AsiStatus walshSplitScaled(const AsiAscending *a, double scale, double threshold, AsiPoll *poll,
                                         WalshSplit *split) {
  size_t i = 0, nLeft = a->nRun;
  *split = (WalshSplit){ 0, -INFINITY, INFINITY };
  while (i < nLeft) {
    size_t nStep = nLeft - i < WALSH_CHUNK ? nLeft - i : WALSH_CHUNK;
    AsiStatus status = asiPollWork(poll, WALSH_STEP_NS * (int64_t)nStep);
    if (status != ASI_OK) return status;
    for (; nStep > 0; nStep--) {
      double sum = a->aValue[i] * scale + a->aValue[nLeft - 1] * scale;
      if (sum <= threshold) {
        uint64_t nTimes = (uint64_t)ascendingTimes(a, i);
        uint64_t nRight = (uint64_t)(ascendingBefore(a, nLeft) - ascendingBefore(a, i + 1));
        split->nUpTo += (asi_u128)nTimes * nRight + (asi_u128)nTimes * (nTimes + 1) / 2;
        if (sum > split->below) split->below = sum;
        i++;
      } else {
        if (sum < split->above) split->above = sum;
        nLeft--;
      }
    }
  }
  return ASI_OK;
}

static AsiStatus walshSplitSums(const WalshPairs *pairs, double threshold, AsiPoll *poll, WalshSplit *split) {
  return walshSplitScaled(pairs->x, 1.0, threshold, poll, split);
}

static AsiStatus walshSplitHalves(const WalshPairs *pairs, double threshold, AsiPoll *poll, WalshSplit *split) {
  return walshSplitScaled(pairs->x, 0.5, threshold, poll, split);
}

/* Differences y_j - x_i. Each step closes a column, small from this row on, or a row, large from this column on. */
static AsiStatus walshSplitDifferences(const WalshPairs *pairs, double threshold, AsiPoll *poll, WalshSplit *split) {
  const AsiAscending *x = pairs->x, *y = pairs->y;
  size_t i = 0, j = 0;
  *split = (WalshSplit){ 0, -INFINITY, INFINITY };
  while (i < x->nRun && j < y->nRun) {
    size_t nLeast = x->nRun - i < y->nRun - j ? x->nRun - i : y->nRun - j;
    size_t nStep = nLeast < WALSH_CHUNK ? nLeast : WALSH_CHUNK;
    AsiStatus status = asiPollWork(poll, WALSH_STEP_NS * (int64_t)nStep);
    if (status != ASI_OK) return status;
    for (; nStep > 0; nStep--) {
      double difference = y->aValue[j] - x->aValue[i];
      if (difference <= threshold) {
        split->nUpTo += (asi_u128)(uint64_t)ascendingTimes(y, j) * (uint64_t)(x->n - ascendingBefore(x, i));
        if (difference > split->below) split->below = difference;
        j++;
      } else {
        if (difference < split->above) split->above = difference;
        i++;
      }
    }
  }
  return ASI_OK;
}

/* ---- selection ---- */

/* low and high are pairs, and so is what is looked for, between them. */
typedef struct WalshBracket {
  double low, high;
  asi_u128 nBelow; /* pairs below low      */
  asi_u128 nUpTo;  /* pairs at most high   */
} WalshBracket;

/* Half-way in the order of all doubles, which at most 64 steps exhaust; below the upper one. */
static double walshHalfway(double low, double high) {
  uint64_t from = asiElementKey(ASI_BY_VALUE, low), to = asiElementKey(ASI_BY_VALUE, high);
  return asiRunValue(ASI_BY_VALUE, from + (to - from) / 2);
}

static double walshLastBelow(double x) { return asiRunValue(ASI_BY_VALUE, asiElementKey(ASI_BY_VALUE, x) - 1); }

/* A threshold within [low, high). */
static double walshGuess(const WalshBracket *bracket, asi_u128 k, int iPass) {
  double part = ((double)(k - bracket->nBelow) - 0.5) / (double)(bracket->nUpTo - bracket->nBelow);
  double guess = bracket->low + (bracket->high - bracket->low) * part;
  if (iPass % 3 == 2 || !isfinite(guess)) return walshHalfway(bracket->low, bracket->high);
  return fmin(fmax(guess, bracket->low), walshLastBelow(bracket->high));
}

static AsiStatus walshSelect(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, double *pValue) {
  WalshBracket bracket = { pairs->lowest, pairs->highest, 0, pairs->nPair };
  int iPass;
  for (iPass = 0; bracket.low < bracket.high; iPass++) {
    WalshSplit split;
    AsiStatus status = pairs->split(pairs, walshGuess(&bracket, k, iPass), poll, &split);
    if (status != ASI_OK) return status;
    if (split.nUpTo >= k) {
      bracket.high = split.below;
      bracket.nUpTo = split.nUpTo;
    } else {
      bracket.low = split.above;
      bracket.nBelow = split.nUpTo;
    }
  }
  *pValue = bracket.low;
  return ASI_OK;
}

/* The k-th smallest pair and the one after it. */
static AsiStatus walshSelectTwo(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, double aValue[2]) {
  WalshSplit split;
  AsiStatus status = walshSelect(pairs, k, poll, &aValue[0]);
  if (status == ASI_OK) status = pairs->split(pairs, aValue[0], poll, &split);
  if (status == ASI_OK) aValue[1] = split.nUpTo > k ? aValue[0] : split.above;
  return status;
}

static double walshMean(double a, double b) {
  double sum = a + b;
  return isfinite(sum) ? sum / 2 : a / 2 + b / 2;
}

/* ---- averages within a sample ---- */

asi_u128 asiWalshCount(const AsiAscending *x) {
  asi_u128 n = (asi_u128)(uint64_t)x->n;
  return n * (n + 1) / 2;
}

static WalshPairs walshSums(const AsiAscending *x) {
  double first = x->aValue[0], last = x->aValue[x->nRun - 1];
  return (WalshPairs){ x, x, walshSplitSums, first + first, last + last, asiWalshCount(x) };
}

static WalshPairs walshHalves(const AsiAscending *x) {
  return (WalshPairs){ x, x, walshSplitHalves, x->aValue[0], x->aValue[x->nRun - 1], asiWalshCount(x) };
}

/* Sums order the pairs as averages do, and halving one is the average rounded once. Only where the sum overflows are
** halves added instead: both are large there, so that nothing is lost in halving them. */
AsiStatus asiWalshSelect(const AsiAscending *x, asi_u128 k, AsiPoll *poll, double *pAverage) {
  WalshPairs pairs = walshSums(x);
  AsiStatus status = walshSelect(&pairs, k, poll, pAverage);
  if (status != ASI_OK) return status;
  if (isfinite(*pAverage)) {
    *pAverage /= 2;
    return ASI_OK;
  }
  pairs = walshHalves(x);
  return walshSelect(&pairs, k, poll, pAverage);
}

AsiStatus asiWalshMedian(const AsiAscending *x, AsiPoll *poll, double *pMedian) {
  WalshPairs pairs = walshSums(x);
  asi_u128 nPair = pairs.nPair;
  double aMiddle[2];
  AsiStatus status;
  if (nPair % 2 == 1) return asiWalshSelect(x, nPair / 2 + 1, poll, pMedian);
  status = walshSelectTwo(&pairs, nPair / 2, poll, aMiddle);
  if (status != ASI_OK) return status;
  if (isfinite(aMiddle[0]) && isfinite(aMiddle[1])) {
    *pMedian = walshMean(aMiddle[0] / 2, aMiddle[1] / 2);
    return ASI_OK;
  }
  pairs = walshHalves(x);
  status = walshSelectTwo(&pairs, nPair / 2, poll, aMiddle);
  *pMedian = walshMean(aMiddle[0], aMiddle[1]);
  return status;
}

/* ---- differences between two samples ---- */

asi_u128 asiShiftCount(const AsiAscending *x, const AsiAscending *y) {
  return (asi_u128)(uint64_t)x->n * (uint64_t)y->n;
}

static WalshPairs walshDifferences(const AsiAscending *x, const AsiAscending *y) {
  double lowest = y->aValue[0] - x->aValue[x->nRun - 1], highest = y->aValue[y->nRun - 1] - x->aValue[0];
  return (WalshPairs){ x, y, walshSplitDifferences, lowest, highest, asiShiftCount(x, y) };
}

AsiStatus asiShiftSelect(const AsiAscending *x, const AsiAscending *y, asi_u128 k, AsiPoll *poll, double *pDifference) {
  WalshPairs pairs = walshDifferences(x, y);
  return walshSelect(&pairs, k, poll, pDifference);
}

AsiStatus asiShiftMedian(const AsiAscending *x, const AsiAscending *y, AsiPoll *poll, double *pMedian) {
  WalshPairs pairs = walshDifferences(x, y);
  asi_u128 nPair = pairs.nPair;
  double aMiddle[2];
  AsiStatus status;
  if (nPair % 2 == 1) return walshSelect(&pairs, nPair / 2 + 1, poll, pMedian);
  status = walshSelectTwo(&pairs, nPair / 2, poll, aMiddle);
  *pMedian = walshMean(aMiddle[0], aMiddle[1]);
  return status;
}
