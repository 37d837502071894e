#include "labels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "always.h"
#include "mem.h"
#include "number.h"

#define LABELS_SLOTS_FIRST 8
#define LABELS_TEXT_SHOWN 40 /* bytes of a text that an error repeats */

/* ---- comparing ---- */

/* i against r, both as the numbers they are. */
static int labelCompareMixed(int64_t i, double r) {
  int64_t whole;
  if (r < -0x1p63) return 1;
  if (r >= 0x1p63) return -1;
  whole = (int64_t)r;
  if (i != whole) return i < whole ? -1 : 1;
  return ((double)whole < r) ? -1 : (double)whole > r;
}

static int labelCompareNumbers(const AsiDatum *a, const AsiDatum *b) {
  if (a->isInteger && b->isInteger) return a->i < b->i ? -1 : a->i > b->i;
  if (a->isInteger) return labelCompareMixed(a->i, b->r);
  if (b->isInteger) return -labelCompareMixed(b->i, a->r);
  return a->r < b->r ? -1 : a->r > b->r;
}

int asiLabelCompare(const AsiDatum *a, const AsiDatum *b) {
  size_t nShorter = a->n < b->n ? a->n : b->n;
  int order;
  if (a->isText != b->isText) return a->isText ? 1 : -1;
  if (!a->isText) return labelCompareNumbers(a, b);
  order = nShorter == 0 ? 0 : memcmp(a->z, b->z, nShorter);
  return order != 0 ? order : a->n < b->n ? -1 : a->n > b->n;
}

/* ---- finding: equal labels have equal hashes ---- */

static uint64_t labelMix(uint64_t x) {
  x *= UINT64_C(0x9E3779B97F4A7C15);
  return x ^ x >> 29;
}

/* FNV-1a of Fowler, Noll and Vo. */
static uint64_t labelHashText(const char *z, size_t n) {
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  size_t i;
  for (i = 0; i < n; i++) hash = (hash ^ (unsigned char)z[i]) * UINT64_C(0x100000001B3);
  return hash;
}

static uint64_t labelHash(const AsiDatum *label) {
  uint64_t bits;
  if (label->isText) return labelMix(labelHashText(label->z, label->n));
  if (label->isInteger) return labelMix((uint64_t)label->i);
  // cppcheck-suppress incorrectLogicOperator ; it reads 0x1p63 as 0
  if (label->r >= -0x1p63 && label->r < 0x1p63 && label->r == floor(label->r)) {
    return labelMix((uint64_t)(int64_t)label->r);
  }
  memcpy(&bits, &label->r, sizeof bits);
  return labelMix(bits);
}

/* The slot where the label stands, or the free one where it belongs. */
static uint32_t *labelsSlot(const AsiLabels *labels, const AsiDatum *label) {
  size_t i = (size_t)(labelHash(label) >> 20) & (labels->nSlot - 1);
  while (labels->aSlot[i] != 0 && asiLabelCompare(&labels->aLabel[labels->aSlot[i] - 1], label) != 0) {
    i = (i + 1) & (labels->nSlot - 1);
  }
  return &labels->aSlot[i];
}

static AsiStatus labelsMoreSlots(AsiLabels *labels) {
  size_t nSlot = labels->nSlot == 0 ? LABELS_SLOTS_FIRST : 2 * labels->nSlot;
  uint32_t *aSlot = asiAllocZero(nSlot, sizeof *aSlot);
  size_t i;
  if (aSlot == NULL) return ASI_NOMEM;
  asiFree(labels->aSlot);
  labels->aSlot = aSlot;
  labels->nSlot = nSlot;
  for (i = 0; i < labels->nLabel; i++) *labelsSlot(labels, &labels->aLabel[i]) = (uint32_t)i + 1;
  return ASI_OK;
}

/* ---- taking ---- */

static AsiStatus labelCopy(const AsiDatum *label, AsiDatum *copy) {
  char *z;
  *copy = *label;
  if (!label->isText) {
    if (!label->isInteger && label->r == 0) copy->r = 0.0; /* never -0.0 */
    return ASI_OK;
  }
  z = asiAlloc(label->n + 1); /* the empty text has an address, too */
  if (z == NULL) return ASI_NOMEM;
  if (label->n > 0) memcpy(z, label->z, label->n);
  copy->z = z;
  return ASI_OK;
}

static AsiStatus labelsAdd(AsiLabels *labels, const AsiDatum *label) {
  AsiStatus status;
  if (labels->nLabel >= ASI_LABELS_MAX) return ASI_LIMIT;
  status = asiGrow((void **)&labels->aLabel, &labels->nAlloc, labels->nLabel + 1, sizeof *labels->aLabel);
  if (status == ASI_OK && 2 * (labels->nLabel + 1) > labels->nSlot) status = labelsMoreSlots(labels);
  if (status == ASI_OK) status = labelCopy(label, &labels->aLabel[labels->nLabel]);
  if (status == ASI_OK) *labelsSlot(labels, label) = (uint32_t)++labels->nLabel;
  return status;
}

AsiStatus asiLabelsTake(AsiLabels *labels, const AsiDatum *label, size_t *pi) {
  AsiStatus status = ASI_OK;
  if (labels->nLabel == 0 || asiLabelCompare(&labels->aLabel[labels->iLast], label) != 0) {
    uint32_t known = labels->nSlot == 0 ? 0 : *labelsSlot(labels, label);
    if (known == 0) status = labelsAdd(labels, label);
    if (status != ASI_OK) return status;
    labels->iLast = known == 0 ? labels->nLabel - 1 : known - 1;
  }
  if (label->isInteger && !labels->aLabel[labels->iLast].isInteger) labels->aLabel[labels->iLast] = *label;
  *pi = labels->iLast;
  return ASI_OK;
}

void asiLabelsClear(AsiLabels *labels) {
  size_t i;
  for (i = 0; i < labels->nLabel; i++) {
    if (labels->aLabel[i].isText) asiFree((void *)(uintptr_t)labels->aLabel[i].z);
  }
  asiFree(labels->aLabel);
  asiFree(labels->aSlot);
  memset(labels, 0, sizeof *labels);
}

/* ---- ordering: heapsort, which needs no room ---- */

static void labelsSift(const AsiLabels *labels, size_t *aOrder, size_t i, size_t n) {
  size_t moving = aOrder[i];
  for (;;) {
    size_t iChild = 2 * i + 1;
    if (iChild >= n) break;
    if (iChild + 1 < n && asiLabelCompare(&labels->aLabel[aOrder[iChild + 1]], &labels->aLabel[aOrder[iChild]]) > 0) {
      iChild++;
    }
    if (asiLabelCompare(&labels->aLabel[aOrder[iChild]], &labels->aLabel[moving]) <= 0) break;
    aOrder[i] = aOrder[iChild];
    i = iChild;
  }
  aOrder[i] = moving;
}

#define LABELS_WORK 300 /* of a label on its way through the heap: its texts are far apart */

AsiStatus asiLabelsOrderPolled(const AsiLabels *labels, size_t *aOrder, AsiPoll *poll) {
  size_t n = labels->nLabel;
  AsiStatus status = ASI_OK;
  size_t i;
  for (i = 0; i < n; i++) aOrder[i] = i;
  for (i = n / 2; i > 0 && status == ASI_OK; i--) {
    labelsSift(labels, aOrder, i - 1, n);
    status = asiPollWork(poll, LABELS_WORK);
  }
  for (i = n; i > 1 && status == ASI_OK; i--) {
    size_t largest = aOrder[0];
    aOrder[0] = aOrder[i - 1];
    aOrder[i - 1] = largest;
    labelsSift(labels, aOrder, 0, i - 1);
    status = asiPollWork(poll, 4 * LABELS_WORK);
  }
  return status;
}

void asiLabelsOrder(const AsiLabels *labels, size_t *aOrder) { (void)asiLabelsOrderPolled(labels, aOrder, NULL); }

/* ---- showing ---- */

/* Printable, whole characters, and three points where more would follow. */
static_assert(LABELS_TEXT_SHOWN + sizeof "'...'" <= ASI_LABEL_SHOWN, "quotes and points fit");
static void labelShorten(const AsiDatum *label, char z[ASI_LABEL_SHOWN]) {
  size_t nShown = label->n > LABELS_TEXT_SHOWN ? LABELS_TEXT_SHOWN : label->n;
  size_t i;
  while (nShown > 0 && nShown < label->n && ((unsigned char)label->z[nShown] & 0xC0) == 0x80) nShown--;
  z[0] = '\'';
  for (i = 0; i < nShown; i++) z[i + 1] = (unsigned char)label->z[i] < 0x20 ? '?' : label->z[i];
  (void)snprintf(z + nShown + 1, ASI_LABEL_SHOWN - nShown - 1, "%s'", nShown < label->n ? "..." : "");
}

const char *asiLabelText(const AsiDatum *label, char z[ASI_LABEL_SHOWN]) {
  char zNumber[ASI_NUMBER_MAX];
  if (label->isText) {
    labelShorten(label, z);
  } else if (label->isInteger) {
    (void)snprintf(z, ASI_LABEL_SHOWN, "%lld", (long long)label->i);
  } else {
    (void)snprintf(z, ASI_LABEL_SHOWN, "%s", asiNumberText(label->r, zNumber));
  }
  return z;
}
