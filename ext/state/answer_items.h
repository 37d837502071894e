/*
** Yes/no answers before and after, item by item: aItem[i].aCount[pre][post] under each label (labels.h).
**
**  (1) Rows are (item, pre, post); items are numbered as their labels appear.
**  (2) Beyond nMost items the label that was one too many is remembered, and rows after it are not looked at any more.
**  (3) All-zero bytes are empty; asiAnswerItemsClear frees all. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_ANSWER_ITEMS_H
#define ASI_ANSWER_ITEMS_H

#include "kinds.h"
#include "labels.h"

#define ASI_ANSWER_ITEMS_MOST 100

typedef struct AsiAnswerItems {
  AsiLabels labels;
  AsiAnswerPairs *aItem; /* by the number of the label */
  size_t nAlloc;
} AsiAnswerItems;

void asiAnswerItemsClear(AsiAnswerItems *items);

extern const AsiStateKind asiKindAnswerItems;

#endif
