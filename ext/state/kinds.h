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

/* Zeros and ones. */
typedef struct AsiCounts {
  int64_t aCount[2];
} AsiCounts;

/* Yes/no answers before and after: aCount[pre][post]. */
typedef struct AsiAnswerPairs {
  int64_t aCount[2][2];
} AsiAnswerPairs;

extern const AsiStateKind asiKindSample;        /* AsiSample of one number    */
extern const AsiStateKind asiKindDescribed;     /* AsiDescribed of one number */
extern const AsiStateKind asiKindPaired;        /* AsiPaired of post - pre    */
extern const AsiStateKind asiKindCounts;        /* AsiCounts of one 0/1 value */
extern const AsiStateKind asiKindItems;         /* AsiItems of item, answer   */
extern const AsiStateKind asiKindSampleOrPairs; /* AsiSample of one number, or of post - pre of two, by value */
extern const AsiStateKind asiKindPairedMoments; /* AsiPairedMoments of pre, post */
extern const AsiStateKind asiKindAnswerPairs;   /* AsiAnswerPairs of pre, post */

#endif
