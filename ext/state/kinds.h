/*
** What each kind of state does with a row: the glue between rows and the modules that remember them.
*/
#ifndef ASI_KINDS_H
#define ASI_KINDS_H

#include "moments.h"
#include "paired.h"
#include "paired_moments.h"
#include "row.h"
#include "sample.h"
#include "saved.h"

/* Answers of one respondent, a row each. */
typedef struct AsiItems {
  int64_t aAnswered[16]; /* how often the item came */
  int64_t aYes[16];
} AsiItems;

/* The order of the values beside their exact sums, which integers beyond 2^53 enter whole. */
typedef struct AsiDescribed {
  AsiSample sample; /* BY_VALUE */
  AsiMoments moments;
} AsiDescribed;

/* Values, or the differences of pairs: one or the other in a group. */
typedef struct AsiValues {
  AsiSample sample; /* BY_VALUE; first */
  int64_t nValue, nDifference;
  int64_t nBeyond; /* pairs whose difference is beyond the range of REAL */
} AsiValues;

/* Everything that is remembered of pairs. */
typedef struct AsiPairs {
  AsiPaired paired; /* first */
  AsiPairedMoments moments;
} AsiPairs;

/* Zeros and ones. */
typedef struct AsiCounts {
  int64_t aCount[2];
} AsiCounts;

/* Yes/no answers before and after: aCount[pre][post]. */
typedef struct AsiAnswerPairs {
  int64_t aCount[2][2];
} AsiAnswerPairs;

extern const AsiStateKind asiKindMoments;       /* AsiMoments of one number   */
extern const AsiStateKind asiKindSample;        /* AsiSample of one number    */
extern const AsiStateKind asiKindDescribed;     /* AsiDescribed of one number */
extern const AsiStateKind asiKindValues;        /* AsiValues of one number, or of post - pre of two */
extern const AsiStateKind asiKindCounts;        /* AsiCounts of one 0/1 value */
extern const AsiStateKind asiKindPaired;        /* AsiPaired of pre, post     */
extern const AsiStateKind asiKindPairedMoments; /* AsiPairedMoments of pre, post */
extern const AsiStateKind asiKindPairs;         /* AsiPairs of pre, post      */
extern const AsiStateKind asiKindAnswerPairs;   /* AsiAnswerPairs of pre, post */
extern const AsiStateKind asiKindItems;         /* AsiItems of item, answer   */

/* ASI_DOMAIN while values and differences are mixed, ASI_RANGE with a difference beyond REAL, with words. */
AsiStatus asiValuesCheck(const AsiValues *values, AsiWords *words);

#endif
