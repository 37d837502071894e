/*
** Two groups of pairs (x, y), remembered by their exact sums: of x, x^2, y, y^2 and xy.
**
**  (1) A row of data is (y, x, label): what is to be explained first, as in ancova(post, pre, g). An INTEGER enters as it
**      is, a REAL as the double that it is.
**  (2) Groups are numbered as their labels appear. A third label is remembered, rows after it are not looked at any more,
**      and asiLabelsCheck says so in words.
**  (3) Sums are exact: nothing depends on the order of rows.
**  (4) All-zero bytes are empty; only the labels own memory, asiPairGroupsClear frees it.
*/
#ifndef ASI_PAIR_GROUPS_H
#define ASI_PAIR_GROUPS_H

#include "labels.h"
#include "moments.h"

typedef struct AsiPairGroup {
  AsiMoments x, y;
  AsiExactSum product; /* of x y, in units of 2^-2148 */
} AsiPairGroup;

typedef struct AsiPairGroups {
  AsiLabels labels; /* three: there is one too many */
  AsiPairGroup aGroup[2];
} AsiPairGroups;

AsiStatus asiPairGroupsAdd(AsiPairGroups *groups, const AsiDatum *y, const AsiDatum *x, const AsiDatum *label);
void asiPairGroupsClear(AsiPairGroups *groups);

/* Rows of (y, x, label), and of (x, y) that are all one group. */
extern const AsiStateKind asiKindPairGroups; /* AsiPairGroups */
extern const AsiStateKind asiKindPairGroup;  /* AsiPairGroup  */

#endif
