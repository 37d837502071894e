/*
** A cross table: how often each label of one variable meets each label of another.
**
**  (1) A row of data is (a, b); a names the rows of the table, b its columns, both as labels.h says. Every row and column
**      has a total above 0.
**  (2) At most ASI_CROSSTAB_MAX labels of each. The one that was one too many is remembered, rows of data after it are
**      not looked at any more, and asiCrosstabCheck says so in words.
**  (3) asiCrosstabSorted gives the counts in the order of the labels, with their totals: nothing depends on the order in
**      which the data came.
**  (4) All-zero bytes are an empty cross table, which owns no memory. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_CROSSTAB_H
#define ASI_CROSSTAB_H

#include "labels.h"

#define ASI_CROSSTAB_MAX 1000

typedef struct AsiCrosstab {
  AsiLabels rows, columns;
  int64_t *aCount; /* [iRow * nColumnAlloc + iColumn], by the numbers of the labels */
  size_t nRowAlloc, nColumnAlloc;
} AsiCrosstab;

/* Sorted counts, [iRow * nColumn + iColumn]; one block of memory, asiContingencyClear frees it. */
typedef struct AsiContingency {
  size_t nRow, nColumn;
  int64_t n;
  int64_t *aCount;
  int64_t *aRow, *aColumn; /* totals */
} AsiContingency;

AsiStatus asiCrosstabAdd(AsiCrosstab *crosstab, const AsiDatum *a, const AsiDatum *b);
void asiCrosstabClear(AsiCrosstab *crosstab);
/* ASI_LIMIT with words when there is a label too many. */
AsiStatus asiCrosstabCheck(const AsiCrosstab *crosstab, AsiWords *words);

AsiStatus asiCrosstabSorted(const AsiCrosstab *crosstab, AsiContingency *table);
void asiContingencyClear(AsiContingency *table);

extern const AsiStateKind asiKindCrosstab; /* AsiCrosstab of two labels */

#endif
