/*
** Every sample of whole numbers that rounds to a reported mean and SD: CLOSURE, the complete listing of original samples
** (Larigaldie & Jung 2025), one at a time.
**
**  (1) A sample of n numbers is its counts of least, least + 1, ..., most. least and most are reported extremes: both
**      occur. Mean and SD (divisor n - 1) round to the reported ones, half-way cases either way (reported.h). n = 1 has
**      no SD, so no sample.
**  (2) Order: by the sum of the sample, then by the counts of least, least + 1, ..., smaller counts first; the last three
**      counts follow from one of them, by which they are ordered: the count of most, smaller first.
**  (3) Memory is one small record per value of the range, whatever the number of samples. Work goes with the output: a
**      branch is entered only if n, sum and sum of squares of what is left are within what such numbers can reach, and
**      of three values the counts are solved for. What those bounds let through in vain are few borderline cases.
**  (4) asiClosureCount counts without listing, by dynamic programming. ASI_LIMIT: the count is 2^63 or more, or the table
**      would take more than ASI_CLOSURE_STATES numbers of 8 bytes, or a second and more of work, and the samples are too many
**      to be walked through.
**  (5) n up to ASI_CLOSURE_N, a range up to ASI_CLOSURE_WIDTH, ends within -+ASI_CLOSURE_END.
*/
#ifndef ASI_CLOSURE_H
#define ASI_CLOSURE_H

#include <stdbool.h>
#include <stdint.h>

#include "poll.h"
#include "reported.h"
#include "status.h"

#define ASI_CLOSURE_N 1000000
#define ASI_CLOSURE_WIDTH 1000
#define ASI_CLOSURE_END 1000000000
#define ASI_CLOSURE_STATES (1 << 23)

typedef struct AsiSummary {
  int64_t n, least, most;
  AsiReported mean, sd;
} AsiSummary;

/* What the numbers not yet placed must come to, counted from the value of their level. */
typedef struct AsiClosureLevel {
  int64_t n, sum, squareLeast, squareMost;
  int64_t countMost; /* of the level's own value */
} AsiClosureLevel;

typedef struct AsiClosure {
  AsiSummary summary;
  int64_t width;   /* most - least */
  int nLevel;      /* values before the last three */
  int64_t *aCount; /* of least .. most, the two extremes themselves not yet among them */
  AsiClosureLevel *aLevel;
  int64_t sum, sumMost; /* of the sample now, counted from least; the last one */
  int iLevel;           /* where to go on; -1: with the next sum */
  int64_t lastMost;     /* of the last count */
  int64_t nStep;        /* of the walk so far */
} AsiClosure;

AsiStatus asiClosureOpen(AsiClosure *closure, const AsiSummary *summary);
void asiClosureClose(AsiClosure *closure);

/* ASI_UNDEFINED: there are no more. */
AsiStatus asiClosureNext(AsiClosure *closure, AsiPoll *poll);

/* Of the current sample; i from 0 to width. */
int64_t asiClosureCountAt(const AsiClosure *closure, int64_t i);
double asiClosureMean(const AsiClosure *closure);
double asiClosureSd(const AsiClosure *closure);

/* The words say why it cannot be counted. */
AsiStatus asiClosureCount(const AsiSummary *summary, AsiPoll *poll, AsiWords *words, int64_t *pCount);

/* Go to the last sample that differs from the current one in the last three counts alone; how many these are. */
int64_t asiClosureSkip(AsiClosure *closure);

/* The sums of squares, counted from least, of the samples with that sum, also counted from least. */
AsiSpan asiClosureSquares(const AsiSummary *summary, int64_t sum);
/* The sums, counted from least. */
AsiSpan asiClosureSums(const AsiSummary *summary);

#endif
