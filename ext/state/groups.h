/*
** Groups: values x, each under a label, remembered group by group.
**
**  (1) A row is (x, label). Groups are numbered as their labels appear (labels.h); the order of the labels comes from
**      asiLabelsOrder. A label exists because a row has it, so no group is empty.
**  (2) `keep` says what is remembered of a group: its sample (sorted values, ranks, median), its exact moments, or both.
**      What is not kept is NULL. An INTEGER enters both exactly.
**  (3) At most nMost groups. The label that was one too many is remembered, rows after it are not looked at any more, and
**      asiGroupsCheck says so in words: a state that is fed cannot speak itself.
**  (4) Nothing depends on the order of rows, but which label is the one too many.
**  (5) After asiGroupsInit nothing is owned; asiGroupsClear frees all. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_GROUPS_H
#define ASI_GROUPS_H

#include "labels.h"
#include "moments.h"
#include "sample.h"

#define ASI_GROUPS_MAX 1000 /* groups of a test of several */

enum { ASI_KEEP_SAMPLE = 1, ASI_KEEP_MOMENTS = 2 };

typedef struct AsiGroup {
  AsiSample *sample; /* BY_VALUE */
  AsiMoments *moments;
} AsiGroup;

typedef struct AsiGroups {
  AsiLabels labels; /* nMost + 1 of them: there is one too many */
  AsiGroup *aGroup; /* by the number of the label */
  size_t nAlloc;
  size_t nMost;
  unsigned keep;
} AsiGroups;

void asiGroupsInit(AsiGroups *groups, unsigned keep, size_t nMost);
AsiStatus asiGroupsAdd(AsiGroups *groups, const AsiDatum *x, const AsiDatum *label);
void asiGroupsClear(AsiGroups *groups);

/* ASI_DOMAIN with words when there is a label too many; iArgument is where labels stand among the arguments. */
AsiStatus asiGroupsCheck(const AsiGroups *groups, int iArgument, AsiWords *words);
/* How many groups there are, after the check. */
static inline size_t asiGroupsCount(const AsiGroups *groups) { return groups->labels.nLabel; }

/* Two groups at most, after the check: the one of the smaller label first; {NULL, NULL} and no label if there is none. */
typedef struct AsiGroupPair {
  AsiDatum aLabel[2]; /* null (r NaN) where there is no group */
  AsiGroup aGroup[2];
} AsiGroupPair;

AsiGroupPair asiGroupsPair(const AsiGroups *groups);

/* The check for labels of any state: more than nMost >= 2 of them. */
AsiStatus asiLabelsCheck(const AsiLabels *labels, size_t nMost, int iArgument, AsiWords *words);

/* Rows of (number, label). */
extern const AsiStateKind asiKindTwoSamples;   /* AsiGroups of two, samples   */
extern const AsiStateKind asiKindTwoMoments;   /* AsiGroups of two, moments   */
extern const AsiStateKind asiKindSampleGroups; /* AsiGroups of ASI_GROUPS_MAX */
extern const AsiStateKind asiKindMomentGroups; /* AsiGroups of ASI_GROUPS_MAX */

#endif
