/*
** A family: one statistical idea, from rows to a record of named numbers.
**
**  (1) compute() fills the record from a finished state; it never asks the host anything. A row of the
**      door's table publishes the whole record or one field of it, so that no two answers can disagree.
**  (2) Before compute() every field of the record is null. A real that does not exist stays NaN, an
**      integer ASI_NULL, a text NULL. A real that is infinite is finite in truth, but beyond REAL.
**  (3) ASI_UNDEFINED from compute() means that the answer as a whole is NULL.
**  (4) `field` is the one field that is asked for (NULL: all of them). Fields that are expensive belong to a part of the
**      record; compute() may leave out the parts that the field does not need, by asiIsWanted.
*/
#ifndef ASI_FAMILY_H
#define ASI_FAMILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "options.h"
#include "poll.h"
#include "record.h"
#include "row.h"
#include "status.h"
#include "student_t.h"
#include "text.h"

typedef struct AsiAsk {
  const AsiOptions *options;
  int64_t nMissing; /* rows left out because a value was NULL */
  const AsiField *field;
  AsiPoll *poll;
  AsiWords *words;
  AsiTMemo *quantile; /* what the last answer of the same group asked for */
  int nDatum;         /* data arguments of a row */
} AsiAsk;

#define ASI_DATA_MAX 127 /* SQLite's own limit of arguments, by default */
#define ASI_KINDS_MAX 3  /* data arguments of different kinds */
#define ASI_PARAMETER_MAX 2
#define ASI_DATA_ANY (-1) /* nDatum: every argument is data, of the first kind */

/* What a family that writes its answer makes. */
typedef enum AsiWritten { ASI_WRITTEN_JSON = 0, ASI_WRITTEN_TEXT, ASI_WRITTEN_BLOB } AsiWritten;

typedef struct AsiFamily {
  const char *zName;
  const AsiStateKind *state;
  const AsiRecord *record;
  AsiStatus (*compute)(void *state, const AsiAsk *ask, void *record);
  int nDatum;
  int nDatumLeast; /* where the last data may be left out; 0: never */
  AsiDatumKind aDatum[ASI_KINDS_MAX];
  AsiParameter aParameter[ASI_PARAMETER_MAX]; /* in the order of the arguments after the data */
  unsigned words;                             /* the option words it takes */
  /* In place of record and compute, for an answer that is no record: write it. ASI_UNDEFINED: NULL. */
  AsiStatus (*write)(void *state, const AsiAsk *ask, AsiText *text);
  AsiWritten written;
} AsiFamily;

/* Does the field that is asked for need one of these parts of the record? */
static inline bool asiIsWanted(const AsiAsk *ask, unsigned parts) {
  return ask->field == NULL || (ask->field->parts & parts) != 0;
}

extern const AsiFamily asiSpread;       /* n mean sd ... of x */
extern const AsiFamily asiMeanInterval; /* confidence interval of the mean */
extern const AsiFamily asiMomentsState;
extern const AsiFamily asiSampleState;
extern const AsiFamily asiPairedState;
extern const AsiFamily asiMedian;
extern const AsiFamily asiQuantile;
extern const AsiFamily asiIqr;
extern const AsiFamily asiShape; /* skewness, kurtosis */
extern const AsiFamily asiDescribe;
extern const AsiFamily asiProportion;
extern const AsiFamily asiShapiroWilk;
extern const AsiFamily asiLilliefors;
extern const AsiFamily asiWilcoxon;
extern const AsiFamily asiHodgesLehmann;
extern const AsiFamily asiSignTest;
extern const AsiFamily asiTtestPaired;
extern const AsiFamily asiMcnemar;
extern const AsiFamily asiMannWhitney;
extern const AsiFamily asiTtestWelch;
extern const AsiFamily asiTtestStudent;
extern const AsiFamily asiChiSquare;
extern const AsiFamily asiFisher;
extern const AsiFamily asiFriedman;
extern const AsiFamily asiCochran;
extern const AsiFamily asiAncova;
extern const AsiFamily asiKruskalWallis;
extern const AsiFamily asiAnova;
extern const AsiFamily asiLevene;
extern const AsiFamily asiPearson;
extern const AsiFamily asiSpearman;
extern const AsiFamily asiKendall;
extern const AsiFamily asiPAdjust;
extern const AsiFamily asiCronbachAlpha;
extern const AsiFamily asiKr20;
extern const AsiFamily asiItemAnalysis;
extern const AsiFamily asiTotal;
extern const AsiFamily asiPlotPaired;
extern const AsiFamily asiPlotBox;
extern const AsiFamily asiPlotHistogram;
extern const AsiFamily asiPlotItems;

/* Records of scalars: no states. */
extern const AsiFamily asiSummaryInterval;
extern const AsiFamily asiSummaryTest;
extern const AsiFamily asiStatisticCheck;
extern const AsiFamily asiPRange;
extern const AsiFamily asiPlan;

#endif
