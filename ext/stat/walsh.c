/*
** Pairs are cells of a table whose rows and columns ascend. How many of them are at most a threshold is read off along
** the staircase that parts the small cells from the large ones, in as many steps as there are rows and columns
** (for selection in such tables see Johnson & Mizoguchi 1978, Monahan 1984).
**
**  (a) Kept is a bracket of two cells, and how many lie below the one and up to the other. The next thresholds come from
**      interpolating these counts, one a little below and one a little above the rank wanted: cells stray from the
**      straight line by about the root of their number.
**  (b) A look tries two thresholds. A staircase waits for the outcome of every step; two of them wait together.
**  (c) A look also meets the cells next to its thresholds, and the bracket ends on them: ties cost nothing, and no
**      last cells remain to be listed.
**  (d) When a look leaves more than half of the cells, the next one parts the bracket in three by the order of all
**      doubles. So 170 looks suffice, whatever the data: 85 that halve, and 41 that part in three, each after one
**      that failed.
**  (e) Long samples are first thinned to WALSH_THIN quantiles, where looks cost next to nothing.
**
** Roads not taken: weighted medians of the rows' middles (Johnson & Mizoguchi) take some 30 passes and two indices a row;
** one threshold a look, interpolated and every third time halved, took 10 to 50 looks.
*/
#include "walsh.h"

#include <math.h>
#include <stdbool.h>

#include "mem.h"
#include "paired.h"

enum {
  WALSH_THIN = 1024,      /* values of a thinned sample */
  WALSH_THIN_FROM = 8192, /* runs from which thinning is worth it */
  WALSH_THIN_MARGIN = 8,  /* how far a thinned sample errs: this part of what one value stands for */
  WALSH_CHUNK = 1 << 17,  /* steps between two polls ... */
  WALSH_STEP_NS = 8       /* ... and what a step of two staircases takes */
};

/* ---- the values of a sample ---- */

typedef struct AscendingSizes {
  int64_t nNegative, nNegativeRun; /* values, and different ones */
  int64_t nRun;                    /* of all */
} AscendingSizes;

static AscendingSizes ascendingMeasure(const AsiSample *sample) {
  AscendingSizes sizes = { 0, 0, asiSampleCountZero(sample) > 0 };
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    sizes.nNegative += run.nNegative;
    sizes.nNegativeRun += run.nNegative > 0;
    sizes.nRun += (run.nNegative > 0) + (run.nPositive > 0);
  }
  return sizes;
}

/* Some values, with aBefore as one run, from place i on, upwards or downwards; their number stands in aBefore for now.
** The next place. */
static int64_t ascendingPut(AsiAscending *room, int64_t i, int64_t step, double value, int64_t nTimes) {
  int64_t nPlace = room->aBefore == NULL ? nTimes : nTimes > 0;
  if (room->aBefore != NULL && nPlace > 0) room->aBefore[i] = nTimes;
  for (; nPlace > 0; nPlace--, i += step) room->aValue[i] = value;
  return i;
}

static void ascendingAccumulate(AsiAscending *room) {
  int64_t nBefore = 0;
  size_t i;
  for (i = 0; i < room->nRun; i++) {
    int64_t nTimes = room->aBefore[i];
    room->aBefore[i] = nBefore;
    nBefore += nTimes;
  }
  room->aBefore[room->nRun] = nBefore;
}

/* Exact: near the origin all numbers are whole. */
static double ascendingFrom(double origin, double value, int rest) { return value - origin + rest; }

/* Runs BY_MAGNITUDE hold two values, of which the negative ones come in descending order: those go from zero down. */
static void ascendingFill(AsiAscending *room, const AsiSample *sample, int64_t iZero) {
  int64_t iDown = iZero - 1, iUp = ascendingPut(room, iZero, 1, 0.0 - room->origin, asiSampleCountZero(sample));
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    iDown = ascendingPut(room, iDown, -1, ascendingFrom(room->origin, -run.value, -run.rest), run.nNegative);
    iUp = ascendingPut(room, iUp, 1, ascendingFrom(room->origin, run.value, run.rest), run.nPositive);
  }
  if (room->aBefore != NULL) ascendingAccumulate(room);
}

double asiAscendingOrigin(const AsiSample *a, const AsiSample *b) {
  int64_t x;
  return asiSampleFirstInteger(a, &x) || asiSampleFirstInteger(b, &x) ? (double)x : 0.0;
}

static bool ascendingIsFar(const AsiAscending *x) {
  return x->origin != 0 && (x->aValue[0] < -ASI_ASCENDING_FAR || x->aValue[x->nRun - 1] > ASI_ASCENDING_FAR);
}

AsiStatus asiAscendingOf(const AsiSample *sample, double origin, AsiPoll *poll, AsiAscending *room) {
  AscendingSizes sizes = ascendingMeasure(sample);
  int64_t n = asiSampleCount(sample);
  bool isOfRuns = n / 2 > sizes.nRun;
  *room = (AsiAscending){ (size_t)(isOfRuns ? sizes.nRun : n), n, NULL, NULL, 1.0, origin };
  room->aValue = asiAllocArray(room->nRun, sizeof *room->aValue);
  if (isOfRuns) room->aBefore = asiAllocArray(room->nRun + 1, sizeof *room->aBefore);
  if (room->aValue == NULL || (isOfRuns && room->aBefore == NULL)) return ASI_NOMEM;
  ascendingFill(room, sample, isOfRuns ? sizes.nNegativeRun : sizes.nNegative);
  if (ascendingIsFar(room)) return ASI_DOMAIN;
  return asiPollWork(poll, (int64_t)room->nRun * WALSH_STEP_NS);
}

void asiAscendingClear(AsiAscending *room) {
  asiFree(room->aValue);
  asiFree(room->aBefore);
  memset(room, 0, sizeof *room);
}

static double ascendingLargest(const AsiAscending *x) { return fmax(fabs(x->aValue[0]), fabs(x->aValue[x->nRun - 1])); }

static bool ascendingIsDecimal(const AsiAscending *x, double units) {
  double whole;
  size_t i;
  for (i = 0; i < x->nRun; i++) {
    if (!asiIsDecimal(x->aValue[i], units, &whole)) return false;
  }
  return true;
}

static void ascendingMakeWhole(AsiAscending *x, double units) {
  size_t i;
  if (x->units == units) return;
  for (i = 0; i < x->nRun; i++) (void)asiIsDecimal(x->aValue[i], units, &x->aValue[i]);
  x->units = units;
}

void asiAscendingToDecimals(AsiAscending *x, AsiAscending *y) {
  double units = asiDecimalUnits(4 * fmax(ascendingLargest(x), ascendingLargest(y)));
  if (units == 1 || x->origin != 0 || !ascendingIsDecimal(x, units) || !ascendingIsDecimal(y, units)) return;
  ascendingMakeWhole(x, units);
  ascendingMakeWhole(y, units);
}

static inline int64_t ascendingBefore(const AsiAscending *x, int64_t i) {
  return x->aBefore != NULL ? x->aBefore[i] : i;
}

/* ---- looking: how many pairs are at most a threshold ---- */

typedef struct WalshWalk {
  int64_t i, j; /* where the staircase has come to */
  double threshold;
  asi_u128 nUpTo; /* pairs at most the threshold */
  double below;   /* the largest of them, -Inf: none */
  double above;   /* the smallest of the others, Inf: none, or it is infinite */
} WalshWalk;

typedef struct WalshPairs WalshPairs;
struct WalshPairs {
  const AsiAscending *x, *y;
  WalshPairs (*make)(const AsiAscending *x, const AsiAscending *y); /* the same kind of pairs */
  AsiStatus (*look)(const WalshPairs *pairs, AsiPoll *poll, WalshWalk aWalk[2]);
  int64_t jFirst;         /* of a staircase */
  double lowest, highest; /* of all pairs */
  asi_u128 nPair;
};

static inline WalshWalk walshFrom(const WalshPairs *pairs, double threshold) {
  return (WalshWalk){ 0, pairs->jFirst, threshold, 0, -HUGE_VAL, HUGE_VAL };
}

/* NaN where the mask is set, which no comparison picks. */
static inline double walshHide(int64_t mask, double x) {
  int64_t bits;
  memcpy(&bits, &x, sizeof bits);
  bits |= mask;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* -1 if the pair is at most the threshold, else 0. Which it is, is a coin toss: nothing here may branch on it. */
static inline int64_t walshMeet(WalshWalk *walk, double pair) {
  int64_t isUpTo = -(int64_t)(pair <= walk->threshold);
  double small = walshHide(~isUpTo, pair), large = walshHide(isUpTo, pair);
  walk->below = small > walk->below ? small : walk->below;
  walk->above = large < walk->above ? large : walk->above;
  return isUpTo;
}

typedef bool (*WalshIsOn)(const WalshPairs *pairs, const WalshWalk *walk);
typedef void (*WalshStep)(const WalshPairs *pairs, WalshWalk *walk);

static inline AsiStatus walshLook(const WalshPairs *pairs, AsiPoll *poll, WalshWalk aWalk[2], WalshIsOn isOn,
                                  WalshStep step) {
  WalshWalk first = aWalk[0], second = aWalk[1];
  while (isOn(pairs, &first) || isOn(pairs, &second)) {
    int64_t nStep = WALSH_CHUNK;
    AsiStatus status;
    for (; nStep > 0 && isOn(pairs, &first) && isOn(pairs, &second); nStep--) {
      step(pairs, &first);
      step(pairs, &second);
    }
    for (; nStep > 0 && isOn(pairs, &first); nStep--) step(pairs, &first);
    for (; nStep > 0 && isOn(pairs, &second); nStep--) step(pairs, &second);
    status = asiPollWork(poll, (WALSH_CHUNK - nStep) * WALSH_STEP_NS);
    if (status != ASI_OK) return status;
  }
  aWalk[0] = first;
  aWalk[1] = second;
  return ASI_OK;
}

/* ---- sums x_i + x_j, i <= j ---- */

/* Columns i .. j of row i are open. */
static inline bool walshSumIsOn(const WalshPairs *pairs, const WalshWalk *walk) {
  (void)pairs;
  return walk->i <= walk->j;
}

/* Pairs in the open columns of row i, if the mask is set. A run of t values makes t(t+1)/2 pairs with itself. */
static inline asi_u128 walshSumsOpen(const AsiAscending *x, const WalshWalk *walk, int64_t mask) {
  uint64_t nTimes = (uint64_t)((x->aBefore[walk->i + 1] - x->aBefore[walk->i]) & mask);
  uint64_t nRight = (uint64_t)(x->aBefore[walk->j + 1] - x->aBefore[walk->i + 1]);
  return (asi_u128)nTimes * nRight + (asi_u128)nTimes * (nTimes + 1) / 2;
}

/* A step closes a row, whose open columns are all small, or a column, which is large from this row on. */
static inline void walshSumStep(const WalshPairs *pairs, WalshWalk *walk, double scale) {
  const AsiAscending *x = pairs->x;
  int64_t isUpTo = walshMeet(walk, x->aValue[walk->i] * scale + x->aValue[walk->j] * scale);
  if (x->aBefore == NULL) {
    walk->nUpTo += (uint64_t)((walk->j - walk->i + 1) & isUpTo);
  } else {
    walk->nUpTo += walshSumsOpen(x, walk, isUpTo);
  }
  walk->i -= isUpTo;
  walk->j -= 1 + isUpTo;
}

static inline void walshWholeStep(const WalshPairs *pairs, WalshWalk *walk) { walshSumStep(pairs, walk, 1.0); }
static inline void walshHalfStep(const WalshPairs *pairs, WalshWalk *walk) { walshSumStep(pairs, walk, 0.5); }

static AsiStatus walshLookSums(const WalshPairs *pairs, AsiPoll *poll, WalshWalk aWalk[2]) {
  return walshLook(pairs, poll, aWalk, walshSumIsOn, walshWholeStep);
}

static AsiStatus walshLookHalves(const WalshPairs *pairs, AsiPoll *poll, WalshWalk aWalk[2]) {
  return walshLook(pairs, poll, aWalk, walshSumIsOn, walshHalfStep);
}

static WalshPairs walshSums(const AsiAscending *x, const AsiAscending *y) {
  double first = x->aValue[0], last = x->aValue[x->nRun - 1];
  return (
      WalshPairs){ x, y, walshSums, walshLookSums, (int64_t)x->nRun - 1, first + first, last + last, asiWalshCount(x) };
}

static WalshPairs walshHalves(const AsiAscending *x, const AsiAscending *y) {
  return (WalshPairs){
    x, y, walshHalves, walshLookHalves, (int64_t)x->nRun - 1, x->aValue[0], x->aValue[x->nRun - 1], asiWalshCount(x)
  };
}

/* ---- differences y_j - x_i ---- */

static inline bool walshDifferenceIsOn(const WalshPairs *pairs, const WalshWalk *walk) {
  return walk->i < (int64_t)pairs->x->nRun && walk->j < (int64_t)pairs->y->nRun;
}

/* A step closes a column, small from this row on, or a row, large from this column on. */
static inline void walshDifferenceStep(const WalshPairs *pairs, WalshWalk *walk) {
  const AsiAscending *x = pairs->x, *y = pairs->y;
  int64_t isUpTo = walshMeet(walk, y->aValue[walk->j] - x->aValue[walk->i]);
  uint64_t nOpen = (uint64_t)((x->n - ascendingBefore(x, walk->i)) & isUpTo);
  walk->nUpTo +=
      y->aBefore == NULL ? nOpen : (asi_u128)nOpen * (uint64_t)(y->aBefore[walk->j + 1] - y->aBefore[walk->j]);
  walk->j -= isUpTo;
  walk->i += 1 + isUpTo;
}

static AsiStatus walshLookDifferences(const WalshPairs *pairs, AsiPoll *poll, WalshWalk aWalk[2]) {
  return walshLook(pairs, poll, aWalk, walshDifferenceIsOn, walshDifferenceStep);
}

static WalshPairs walshDifferences(const AsiAscending *x, const AsiAscending *y) {
  double lowest = y->aValue[0] - x->aValue[x->nRun - 1], highest = y->aValue[y->nRun - 1] - x->aValue[0];
  return (WalshPairs){ x, y, walshDifferences, walshLookDifferences, 0, lowest, highest, asiShiftCount(x, y) };
}

/* ---- closing in ---- */

/* low and high are pairs, and so is what is looked for, between them. */
typedef struct WalshBracket {
  double low, high;
  asi_u128 nBelow; /* pairs below low    */
  asi_u128 nUpTo;  /* pairs at most high */
} WalshBracket;

static void walshNarrow(WalshBracket *bracket, asi_u128 k, const WalshWalk *walk) {
  if (walk->nUpTo >= k && walk->below < bracket->high) {
    bracket->high = walk->below;
    bracket->nUpTo = walk->nUpTo;
  }
  if (walk->nUpTo < k && walk->above > bracket->low) {
    bracket->low = walk->above;
    bracket->nBelow = walk->nUpTo;
  }
}

static AsiStatus walshTry(const WalshPairs *pairs, asi_u128 k, double a, double b, AsiPoll *poll,
                          WalshBracket *bracket) {
  WalshWalk aWalk[] = { walshFrom(pairs, a), walshFrom(pairs, b) };
  AsiStatus status = pairs->look(pairs, poll, aWalk);
  if (status != ASI_OK) return status;
  walshNarrow(bracket, k, &aWalk[0]);
  walshNarrow(bracket, k, &aWalk[1]);
  return ASI_OK;
}

/* part/of of the way from low to high in the order of all doubles; below high, so that a look there gets on. */
static double walshKeyAt(const WalshBracket *bracket, uint64_t part, uint64_t of) {
  uint64_t low = asiElementKey(ASI_BY_VALUE, bracket->low), high = asiElementKey(ASI_BY_VALUE, bracket->high);
  uint64_t key = low + (high - low) / of * part + (high - low) % of * part / of;
  return asiRunValue(ASI_BY_VALUE, key < high ? key : high - 1);
}

/* Where this part of the pairs in the bracket lies below, if they lie evenly; within [low, high). */
static double walshPlace(const WalshBracket *bracket, double part) {
  double place = (1.0 - part) * bracket->low + part * bracket->high;
  if (!isfinite(place)) return walshKeyAt(bracket, 1, 2);
  return fmin(fmax(place, bracket->low), walshKeyAt(bracket, 1, 1));
}

static AsiStatus walshTryAround(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, WalshBracket *bracket) {
  double nPair = (double)(bracket->nUpTo - bracket->nBelow), wanted = (double)(k - bracket->nBelow) - 0.5;
  double margin = 0.6 * sqrt(nPair);
  double a = walshPlace(bracket, (wanted - margin) / nPair), b = walshPlace(bracket, (wanted + margin) / nPair);
  return walshTry(pairs, k, a, b, poll, bracket);
}

static AsiStatus walshCloseIn(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, WalshBracket *bracket) {
  AsiStatus status = ASI_OK;
  bool isSlow = false;
  while (status == ASI_OK && bracket->low < bracket->high) {
    asi_u128 nPair = bracket->nUpTo - bracket->nBelow;
    status = isSlow ? walshTry(pairs, k, walshKeyAt(bracket, 1, 3), walshKeyAt(bracket, 2, 3), poll, bracket)
                    : walshTryAround(pairs, k, poll, bracket);
    isSlow = !isSlow && bracket->nUpTo - bracket->nBelow > nPair / 2;
  }
  return status;
}

static WalshBracket walshOpen(const WalshPairs *pairs) {
  return (WalshBracket){ pairs->lowest, pairs->highest, 0, pairs->nPair };
}

/* Each value stands for an equal share of the sample. */
static AsiAscending walshThin(const AsiAscending *x, double *aValue) {
  AsiAscending thin = { WALSH_THIN, WALSH_THIN, aValue, NULL, 1.0, 0.0 };
  int64_t i = 0, iThin;
  for (iThin = 0; iThin < WALSH_THIN; iThin++) {
    int64_t at = (int64_t)(((double)iThin + 0.5) / WALSH_THIN * (double)x->n);
    if (x->aBefore == NULL) i = at;
    while (ascendingBefore(x, i + 1) <= at) i++;
    aValue[iThin] = x->aValue[i];
  }
  return thin;
}

/* The pair below which this part of all lies. */
static AsiStatus walshPartOf(const WalshPairs *pairs, double part, AsiPoll *poll, double *pPair) {
  double nPair = (double)pairs->nPair;
  WalshBracket bracket = walshOpen(pairs);
  AsiStatus status = walshCloseIn(pairs, (asi_u128)fmin(fmax(ceil(part * nPair), 1), nPair), poll, &bracket);
  *pPair = bracket.high;
  return status;
}

static AsiStatus walshTryThin(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, WalshBracket *bracket) {
  double aX[WALSH_THIN], aY[WALSH_THIN], low, high;
  double part = ((double)k - 0.5) / (double)pairs->nPair, margin = 1.0 / (WALSH_THIN * WALSH_THIN_MARGIN);
  AsiAscending x = walshThin(pairs->x, aX), y = walshThin(pairs->y, aY);
  WalshPairs thin = pairs->make(&x, &y);
  AsiStatus status = walshPartOf(&thin, part - margin, poll, &low);
  if (status == ASI_OK) status = walshPartOf(&thin, part + margin, poll, &high);
  return status == ASI_OK ? walshTry(pairs, k, low, high, poll, bracket) : status;
}

/* In the end low = high = the k-th smallest pair. */
static AsiStatus walshSelect(const WalshPairs *pairs, asi_u128 k, AsiPoll *poll, WalshBracket *bracket) {
  AsiStatus status = ASI_OK;
  *bracket = walshOpen(pairs);
  if (pairs->x->nRun >= WALSH_THIN_FROM || pairs->y->nRun >= WALSH_THIN_FROM) {
    status = walshTryThin(pairs, k, poll, bracket);
  }
  return status == ASI_OK ? walshCloseIn(pairs, k, poll, bracket) : status;
}

/* The k-th smallest pair, twice, or, with k2 = k + 1, also the one after it. */
static AsiStatus walshSelectTwo(const WalshPairs *pairs, asi_u128 k, asi_u128 k2, AsiPoll *poll, double aPair[2]) {
  WalshBracket bracket;
  AsiStatus status = walshSelect(pairs, k, poll, &bracket);
  WalshWalk aWalk[] = { walshFrom(pairs, bracket.high), walshFrom(pairs, bracket.high) };
  aPair[0] = aPair[1] = bracket.high;
  if (status != ASI_OK || bracket.nUpTo >= k2) return status;
  status = pairs->look(pairs, poll, aWalk);
  aPair[1] = aWalk[0].above;
  return status;
}

/* ---- averages within a sample ---- */

asi_u128 asiWalshCount(const AsiAscending *x) {
  asi_u128 n = (asi_u128)(uint64_t)x->n;
  return n * (n + 1) / 2;
}

/* Sums order the pairs as averages do, and half a sum is the average rounded once. Only where a sum overflows are
** halves added instead: both are so large there that nothing is lost in halving them. */
static AsiStatus walshAverages(const AsiAscending *x, asi_u128 k, asi_u128 k2, AsiPoll *poll, double aAverage[2]) {
  WalshPairs pairs = walshSums(x, x);
  AsiStatus status = walshSelectTwo(&pairs, k, k2, poll, aAverage);
  if (status != ASI_OK) return status;
  if (!isfinite(aAverage[0]) || !isfinite(aAverage[1])) {
    pairs = walshHalves(x, x);
    return walshSelectTwo(&pairs, k, k2, poll, aAverage);
  }
  aAverage[0] = aAverage[0] / 2 + 0.0; /* not -0 from half the smallest number */
  aAverage[1] = aAverage[1] / 2 + 0.0;
  return ASI_OK;
}

AsiStatus asiWalshSelect(const AsiAscending *x, asi_u128 k, AsiPoll *poll, double *pAverage) {
  double aAverage[2];
  AsiStatus status = walshAverages(x, k, k, poll, aAverage);
  *pAverage = aAverage[0] / x->units + x->origin;
  return status;
}

static double walshMean(double a, double b) {
  double sum = a + b;
  return (isfinite(sum) ? sum / 2 : a / 2 + b / 2) + 0.0;
}

AsiStatus asiWalshMedian(const AsiAscending *x, AsiPoll *poll, double *pMedian) {
  asi_u128 nPair = asiWalshCount(x);
  double aMiddle[2];
  AsiStatus status = walshAverages(x, (nPair + 1) / 2, nPair / 2 + 1, poll, aMiddle);
  *pMedian = walshMean(aMiddle[0], aMiddle[1]) / x->units + x->origin;
  return status;
}

/* ---- differences between two samples ---- */

asi_u128 asiShiftCount(const AsiAscending *x, const AsiAscending *y) {
  return (asi_u128)(uint64_t)x->n * (uint64_t)y->n;
}

AsiStatus asiShiftSelect(const AsiAscending *x, const AsiAscending *y, asi_u128 k, AsiPoll *poll, double *pDifference) {
  WalshPairs pairs = walshDifferences(x, y);
  double aDifference[2];
  AsiStatus status = walshSelectTwo(&pairs, k, k, poll, aDifference);
  *pDifference = aDifference[0] / x->units;
  return status;
}

AsiStatus asiShiftMedian(const AsiAscending *x, const AsiAscending *y, AsiPoll *poll, double *pMedian) {
  WalshPairs pairs = walshDifferences(x, y);
  double aMiddle[2];
  AsiStatus status = walshSelectTwo(&pairs, (pairs.nPair + 1) / 2, pairs.nPair / 2 + 1, poll, aMiddle);
  *pMedian = walshMean(aMiddle[0], aMiddle[1]) / x->units;
  return status;
}
