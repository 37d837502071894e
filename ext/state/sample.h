/*
** A sample: a multiset of numbers, which knows their order, their ranks and their ties.
**
**  (1) Values are finite doubles, or INTEGERs; -0 counts as 0. BY_VALUE holds every value; BY_MAGNITUDE ranks |x| and remembers the sign,
**      and there zeros are counted, but belong to no run and take no rank.
**  (2) The answers depend on the multiset alone: neither on the order of rows, nor on what was removed again, nor on
**      the shape inside. Counts and rank totals are exact.
**  (3) Three shapes. An array of 8 bytes a value, sorted in place: small groups, and many distinct values of a sample
**      that is asked once. A table of runs, O(distinct) memory and a few ns a value: tied data, which the array looks
**      for at 64 and at 65,536 values. An ordered tree, O(distinct) memory and O(log n) for everything: a sample of
**      many distinct values that is asked often, or whose values come many at a time.
**  (4) Reading runs needs asiSampleSeal after the last change. Adding afterwards is fine: seal again. asiSampleSelect
**      and the counts need no seal: few order statistics come cheaper by selection than by sorting.
**  (5) asiSampleRemove speaks for a frame: the first one calls asiSampleAskOften.
**  (6) All-zero bytes are an empty sample BY_VALUE, which owns no memory. After a status other than ASI_OK the sample
**      holds what it held before the call. ASI_LIMIT: more than ASI_SAMPLE_MAX values (the caller finds the words).
**  (7) INTEGERs beyond 2^53 that no double equals stand in a sample of their own beside the doubles, which owns no
**      memory until one comes; its keys are the integers. Both are read as one sequence: a number is its nearest double
**      and the rest, and doubles first, rests second is the order of the numbers, because rounding keeps the order.
*/
#ifndef ASI_SAMPLE_H
#define ASI_SAMPLE_H

#include "row.h"
#include "run.h"
#include "run_table.h"
#include "run_tree.h"
#include "segments.h"

typedef enum AsiSampleShape { ASI_SHAPE_ARRAY = 0, ASI_SHAPE_TABLE, ASI_SHAPE_TREE } AsiSampleShape;

typedef struct AsiSample AsiSample;
struct AsiSample {
  AsiOrder order;
  AsiSampleShape shape;
  bool isAskedOften;
  bool isSorted;     /* the array */
  uint8_t iSettle;   /* how often the array was looked through for ties */
  int64_t n;         /* without the integers of (7) */
  int64_t nZero;     /* BY_MAGNITUDE; included in n, not stored below */
  AsiRunTable table; /* the part that the shape names is in use */
  AsiSegments array;
  AsiRunTree tree;
  AsiSample *integers; /* of (7); NULL: there was none */
};

/* value + rest; the rest is 0 but for the integers of (7). */
typedef struct AsiNumber {
  double value;
  int rest;
} AsiNumber;

static inline bool asiNumberIsBelow(AsiNumber a, AsiNumber b) {
  return a.value < b.value || (a.value == b.value && a.rest < b.rest);
}

static inline bool asiNumbersAreEqual(AsiNumber a, AsiNumber b) { return a.value == b.value && a.rest == b.rest; }

/* A value and how often it occurs. BY_VALUE: the value as it is, all occurrences in nPositive, nNegative = 0.
** BY_MAGNITUDE: value = |x| > 0, the occurrences of -|x| and of +|x|. */
typedef struct AsiRun {
  double value;
  int rest; /* the number, or its magnitude, is value + rest */
  int64_t nNegative, nPositive;
} AsiRun;

static inline AsiNumber asiRunNumber(const AsiRun *run) { return (AsiNumber){ run->value, run->rest }; }

static inline bool asiRunIsBelow(const AsiRun *a, const AsiRun *b) {
  return asiNumberIsBelow(asiRunNumber(a), asiRunNumber(b));
}

/* The number of a run whose rest is not 0. */
static inline int64_t asiRunInteger(const AsiRun *run) { return (int64_t)((asi_i128)run->value + run->rest); }

typedef struct AsiShapeCursor {
  size_t iTable; /* the part for the sample's shape is in use */
  AsiSegmentCursor array;
  AsiTreeCursor tree;
} AsiShapeCursor;

typedef struct AsiRunCursor {
  const AsiSample *sample;
  AsiShapeCursor doubles;
  bool isMerging; /* what follows is in use */
  AsiShapeCursor integers;
  AsiRun aAhead[2]; /* the next double, the next integer */
  bool aHas[2];
} AsiRunCursor;

void asiSampleInit(AsiSample *sample, AsiOrder order);
/* Free everything; the sample is empty afterwards, with the same order. */
void asiSampleClear(AsiSample *sample);

/* n >= 0 times. */
AsiStatus asiSampleAdd(AsiSample *sample, double x, int64_t n);
/* x is there at least n >= 0 times. */
AsiStatus asiSampleRemove(AsiSample *sample, double x, int64_t n);
/* The same of an INTEGER, n > 0 times. */
AsiStatus asiSampleAddInteger(AsiSample *sample, int64_t x, int64_t n);
AsiStatus asiSampleRemoveInteger(AsiSample *sample, int64_t x, int64_t n);
/* From now on it will be asked between changes: the array is given up, for good. */
AsiStatus asiSampleAskOften(AsiSample *sample);
/* Put the values in order, if they are not. Ten million take half a second: the polled one lets the host stop it. */
AsiStatus asiSampleSeal(AsiSample *sample);
AsiStatus asiSampleSealPolled(AsiSample *sample, AsiPoll *poll);

static inline int64_t asiSampleCount(const AsiSample *sample) {
  return sample->integers == NULL ? sample->n : sample->n + sample->integers->n;
}
/* Of the integers of (7). */
static inline int64_t asiSampleCountIntegers(const AsiSample *sample) {
  return sample->integers == NULL ? 0 : sample->integers->n;
}
/* BY_MAGNITUDE. */
static inline int64_t asiSampleCountZero(const AsiSample *sample) { return sample->nZero; }

/* BY_VALUE, 0 <= k < count: the k-th smallest, from 0. O(log n) in the tree, O(distinct) in the table, O(1) in a
** sealed array, about 3 ns a value in an unsealed one: seal before asking for more than a dozen, and where integers
** stand beside the doubles. asiSampleSelect gives the nearest double. */
AsiNumber asiSampleSelectNumber(const AsiSample *sample, int64_t k);
double asiSampleSelect(const AsiSample *sample, int64_t k);

/* BY_MAGNITUDE. O(1) in the tree without integers beside it, else one pass; seals first if that was not done. */
AsiStatus asiSampleRankTotals(AsiSample *sample, AsiRankTotals *totals);

/* Sealed: the runs in ascending order. asiRunFirst(&at, sample); while (asiRunNext(&at, &run)) ... */
void asiRunFirst(AsiRunCursor *cursor, const AsiSample *sample);
bool asiRunNext(AsiRunCursor *cursor, AsiRun *run);
/* The integer of (7) that is the least, by its order; false: there is none. */
bool asiSampleFirstInteger(const AsiSample *sample, int64_t *px);
/* Sealed: how many runs. O(1), but one pass in the array. */
int64_t asiSampleCountRuns(const AsiSample *sample);

/* The number of a run, n >= 0 times. */
static inline AsiStatus asiSampleAddNumber(AsiSample *sample, AsiNumber x, int64_t n) {
  if (x.rest == 0 || n == 0) return asiSampleAdd(sample, x.value, n);
  return asiSampleAddInteger(sample, (int64_t)((asi_i128)x.value + x.rest), n);
}
static inline AsiStatus asiSampleRemoveNumber(AsiSample *sample, AsiNumber x, int64_t n) {
  if (x.rest == 0 || n == 0) return asiSampleRemove(sample, x.value, n);
  return asiSampleRemoveInteger(sample, (int64_t)((asi_i128)x.value + x.rest), n);
}
/* A number of a row comes, or leaves. */
static inline AsiStatus asiSampleAddDatum(AsiSample *sample, const AsiDatum *x) {
  return asiIsBetweenReals(x) ? asiSampleAddInteger(sample, x->i, 1) : asiSampleAdd(sample, x->r, 1);
}
static inline AsiStatus asiSampleRemoveDatum(AsiSample *sample, const AsiDatum *x) {
  return asiIsBetweenReals(x) ? asiSampleRemoveInteger(sample, x->i, 1) : asiSampleRemove(sample, x->r, 1);
}

#endif
