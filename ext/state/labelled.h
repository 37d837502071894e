/*
** Numbers with names: one number under each label (labels.h).
**
**  (1) Rows are (label, number); the numbers stand in the order of the labels' first appearance.
**  (2) A label that comes again is remembered as iTwice, its number is not.
**  (3) All-zero bytes are empty; asiLabelledClear frees all. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_LABELLED_H
#define ASI_LABELLED_H

#include <stdbool.h>

#include "labels.h"

typedef struct AsiLabelled {
  AsiLabels labels;
  double *aValue; /* by the number of the label */
  size_t nAlloc;
  bool isTwice;
  size_t iTwice;
} AsiLabelled;

void asiLabelledClear(AsiLabelled *labelled);

extern const AsiStateKind asiKindLabelled;

#endif
