/*
** Labels: the names of groups, each with the number of its first appearance.
**
**  (1) Labels are equal when SQLite's BINARY says so: 1 and 1.0 are one label, '1' is another, 'A' is not 'a'.
**      An integer and a double are compared exactly, also beyond 2^53.
**  (2) Order: numbers before texts, numbers by value, texts by their bytes.
**  (3) A text is copied once, when it is new. The number of a label never changes; what it looks like depends on the
**      rows alone and not on their order: where 1 and 1.0 both came it is the INTEGER 1, and -0.0 is 0.0.
**  (4) All-zero bytes are an empty set, which owns no memory. After ASI_NOMEM the set is as it was.
*/
#ifndef ASI_LABELS_H
#define ASI_LABELS_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "row.h"
#include "status.h"

typedef struct AsiLabels {
  AsiDatum *aLabel; /* of kind ASI_DATUM_LABEL, in order of appearance; texts are our copies */
  size_t nLabel, nAlloc;
  size_t iLast;    /* the label of the last row: data come in runs */
  uint32_t *aSlot; /* hash table of label numbers + 1, 0 = free */
  size_t nSlot;    /* 0, or a power of two of at least twice nLabel */
} AsiLabels;

#define ASI_LABELS_MAX ((size_t)1 << 30)
#define ASI_LABEL_SHOWN 64

/* The number of `label`, as a new one if it was not there. ASI_LIMIT: more than ASI_LABELS_MAX. */
AsiStatus asiLabelsTake(AsiLabels *labels, const AsiDatum *label, size_t *pi);
/* aOrder[0..nLabel): the numbers in the order of the labels. */
void asiLabelsOrder(const AsiLabels *labels, size_t *aOrder);
/* The same, which lets the host stop it: a million labels take a second. */
AsiStatus asiLabelsOrderPolled(const AsiLabels *labels, size_t *aOrder, AsiPoll *poll);
void asiLabelsClear(AsiLabels *labels);

/* Below, equal, above: negative, 0, positive. */
int asiLabelCompare(const AsiDatum *a, const AsiDatum *b);
/* 'text' in quotes and shortened, or the number, for an error. Returns z. */
const char *asiLabelText(const AsiDatum *label, char z[ASI_LABEL_SHOWN]);

#endif
