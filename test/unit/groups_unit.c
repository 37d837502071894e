/*
** Labels, and what stands under them, against lists that are searched from the front.
**
**  (1) Labels: their order against numbers of 64 bits of mantissa and plain bytes; equal labels share a hash; numbers are
**      given by first appearance, and the set grows as it says. Orders and texts of labels.
**  (2) Groups, their ranks, points, cross tables, occasions, pairs and answers by label against counting them one by one.
**  (3) One label too many is remembered, rows after it are not looked at.
**  (4) Memory fails at each allocation, the host refuses after any amount of work: nothing stays.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer_items.h"
#include "crosstab.h"
#include "expect.h"
#include "group_ranks.h"
#include "heap.h"
#include "labelled.h"
#include "occasions.h"
#include "pair_groups.h"
#include "paired_moments.h"
#include "points.h"
#include "random.h"

#include "labels.c"

static AsiDatum integer(int64_t i) { return (AsiDatum){ .isInteger = true, .i = i, .r = (double)i }; }
static AsiDatum real(double r) { return (AsiDatum){ .r = r }; }
static AsiDatum textOf(const char *z, size_t n) { return (AsiDatum){ .isText = true, .z = z, .n = n }; }
static AsiDatum text(const char *z) { return textOf(z, strlen(z)); }

/* ---- the order of labels ---- */

static int compareLabels(const AsiDatum *a, const AsiDatum *b) {
  long double x, y;
  if (a->isText != b->isText) return a->isText - b->isText;
  if (a->isText) {
    for (size_t i = 0; i < a->n && i < b->n; i++) {
      if (a->z[i] != b->z[i]) return (unsigned char)a->z[i] - (unsigned char)b->z[i];
    }
    return (a->n > b->n) - (a->n < b->n);
  }
  x = a->isInteger ? (long double)a->i : (long double)a->r;
  y = b->isInteger ? (long double)b->i : (long double)b->r;
  return (x > y) - (x < y);
}

static int signOf(int x) { return (x > 0) - (x < 0); }

static bool labelsCompareWell(const AsiDatum *a, const AsiDatum *b) {
  int order = compareLabels(a, b);
  if (signOf(asiLabelCompare(a, b)) != signOf(order) || signOf(asiLabelCompare(b, a)) != -signOf(order)) return false;
  return order != 0 || labelHash(a) == labelHash(b);
}

static void testLabelOrder(void) {
  const int64_t aWhole[] = {
    0, 1, -1, 2, INT64_C(1) << 53, (INT64_C(1) << 53) + 1, INT64_MAX, INT64_MIN, INT64_MIN + 1
  };
  const double aReal[] = { 0, -0.0, 0.5, -0.5, 1, 1.5, -1, 0x1p53, 0x1p62, 0x1p63, -0x1p63, 1e300, -1e300, -0x1.8p63 };
  const char aText[] = "a\0b\xC3\xA4";
  AsiDatum aLabel[60];
  int n = 0;
  bool isGood = true;
  for (size_t i = 0; i < sizeof aWhole / sizeof aWhole[0]; i++) aLabel[n++] = integer(aWhole[i]);
  for (size_t i = 0; i < sizeof aReal / sizeof aReal[0]; i++) aLabel[n++] = real(aReal[i]);
  for (size_t i = 0; i < sizeof aText; i++) {
    for (size_t iEnd = i; iEnd < sizeof aText; iEnd++) aLabel[n++] = textOf(aText + i, iEnd - i);
  }
  aLabel[n++] = text("1");
  aLabel[n++] = text("A");
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) isGood = isGood && labelsCompareWell(&aLabel[i], &aLabel[j]);
  }
  expect(isGood, "labels in order");
  /* the published values of FNV-1a */
  expect(labelHashText("", 0) == UINT64_C(0xCBF29CE484222325) &&
             labelHashText("a", 1) == UINT64_C(0xAF63DC4C8601EC8C) &&
             labelHashText("foobar", 6) == UINT64_C(0x85944171F73967E8),
         "the hash of a text");
}

/* ---- sets of labels ---- */

static bool labelIs(const AsiDatum *label, const AsiDatum *first, bool isInteger) {
  if (compareLabels(label, first) != 0 || label->isText != first->isText) return false;
  if (label->isText) return label->z != first->z;
  return label->isInteger == isInteger &&
         (isInteger ? label->i == first->i || !first->isInteger : !signbit(label->r) || label->r != 0);
}

/* As many slots as it says: a power of two, twice the labels, and not twice as many as that needs. */
static bool slotsAre(const AsiLabels *labels) {
  size_t nSlot = 8;
  size_t nTaken = 0;
  while (nSlot < 2 * labels->nLabel) nSlot *= 2;
  for (size_t i = 0; i < labels->nSlot; i++) nTaken += labels->aSlot[i] != 0;
  return labels->nLabel == 0 || (labels->nSlot == nSlot && nTaken == labels->nLabel);
}

/* Takes it, whatever allocation fails on the way, and then for good. */
static bool labelTaken(AsiLabels *labels, const AsiDatum *label, size_t *pi) {
  AsiStatus status = ASI_NOMEM;
  for (int iFail = 1; status == ASI_NOMEM; iFail++) {
    size_t nLabel = labels->nLabel;
    heapUntilFailure = iFail;
    status = asiLabelsTake(labels, label, pi);
    heapUntilFailure = 0;
    if (status == ASI_NOMEM && (labels->nLabel != nLabel || iFail > 4)) return false;
  }
  return status == ASI_OK;
}

static AsiDatum randomLabel(int64_t n, char *z) {
  int64_t k = randomBelow(n);
  switch (k % 4) {
  case 0: return randomBelow(2) == 0 ? integer(k / 4) : real((double)(k / 4));
  case 1: return real((double)k / 8);
  case 2: return randomBelow(2) == 0 && k == 2 ? real(-0.0) : text("");
  default: break;
  }
  return textOf(z, (size_t)snprintf(z, 40, "label %d", (int)k));
}

static bool labelsHold(int64_t nDifferent, int nRow) {
  AsiLabels labels = { .nLabel = 0 };
  AsiDatum *aFirst = malloc((size_t)nRow * sizeof *aFirst);
  bool *aInteger = malloc((size_t)nRow);
  char(*aText)[40] = malloc((size_t)nRow * 40);
  size_t nFirst = 0;
  bool isGood = true;
  for (int iRow = 0; isGood && iRow < nRow; iRow++) {
    AsiDatum label = randomLabel(nDifferent, aText[iRow]);
    size_t i = SIZE_MAX, k = 0;
    while (k < nFirst && compareLabels(&aFirst[k], &label) != 0) k++;
    if (k == nFirst) {
      aInteger[nFirst] = label.isInteger;
      aFirst[nFirst++] = label;
    }
    aInteger[k] = aInteger[k] || label.isInteger;
    isGood = labelTaken(&labels, &label, &i) && i == k && labels.nLabel == nFirst && slotsAre(&labels);
    isGood = isGood && labelIs(&labels.aLabel[k], &aFirst[k], aInteger[k]);
  }
  for (size_t k = 0; k < nFirst; k++) isGood = isGood && labelIs(&labels.aLabel[k], &aFirst[k], aInteger[k]);
  asiLabelsClear(&labels);
  isGood = isGood && heapBlocks == 0 && labels.nLabel == 0 && labels.aSlot == NULL && labels.aLabel == NULL;
  free(aFirst);
  free(aInteger);
  free(aText);
  return isGood;
}

static void testLabels(void) {
  bool isGood = true;
  for (int i = 0; isGood && i < 300; i++) isGood = labelsHold(1 + i % 40, 60);
  for (int i = 0; isGood && i < 5; i++) isGood = labelsHold(600, 1500);
  expect(isGood, "labels by first appearance");
}

static AsiDatum slotLabel(int iKind, int i, char *z) {
  switch (iKind) {
  case 0: return integer(i);
  case 1: return real(i / 64.0);
  case 2: return integer((INT64_C(1) << 62) + i);
  default: return textOf(z, (size_t)snprintf(z, 40, "number %04d", i));
  }
}

/* How many slots beyond its own a label stands. */
static size_t slotsBeyond(const AsiLabels *labels, const AsiDatum *label) {
  size_t i = (size_t)(labelsSlot(labels, label) - labels->aSlot);
  return (i - (size_t)(labelHash(label) >> 20)) & (labels->nSlot - 1);
}

/* Whole numbers one after the other, fractions, ids beyond 2^53 and texts that differ at their end lie apart. */
static void testSlots(void) {
  for (int iKind = 0; iKind < 4; iKind++) {
    AsiLabels labels = { .nLabel = 0 };
    size_t nBeyond = 0;
    bool isGood = true;
    for (int i = 0; i < 4000; i++) {
      char z[40];
      size_t k;
      AsiDatum label = slotLabel(iKind, i, z);
      isGood = isGood && asiLabelsTake(&labels, &label, &k) == ASI_OK && k == (size_t)i;
      nBeyond += slotsBeyond(&labels, &label);
    }
    expect(isGood && nBeyond < 4000 * 2, "labels lie apart");
    asiLabelsClear(&labels);
  }
}

/* In a block of its own, with one place that is not to be touched. */
static bool ordersWell(const AsiLabels *labels) {
  size_t *aOrder = malloc((labels->nLabel + 1) * sizeof *aOrder);
  bool isGood = aOrder != NULL;
  if (!isGood) return false;
  aOrder[labels->nLabel] = 12345;
  asiLabelsOrder(labels, aOrder);
  for (size_t i = 1; i < labels->nLabel; i++) {
    isGood = isGood && asiLabelCompare(&labels->aLabel[aOrder[i - 1]], &labels->aLabel[aOrder[i]]) < 0;
  }
  isGood = isGood && aOrder[labels->nLabel] == 12345;
  free(aOrder);
  return isGood;
}

static void testOrders(void) {
  bool isGood = true;
  for (int n = 0; isGood && n < 120; n++) {
    AsiLabels labels = { .nLabel = 0 };
    size_t i;
    for (int j = 0; j < n; j++) {
      AsiDatum label = integer(n < 5 ? j : (j * 37 + n) % n);
      if (n == 5) label = integer(5 - j);
      isGood = isGood && asiLabelsTake(&labels, &label, &i) == ASI_OK;
    }
    isGood = isGood && ordersWell(&labels);
    asiLabelsClear(&labels);
  }
  expect(isGood, "orders of labels");
}

/* Every order of up to six labels. */
static void testPermutations(void) {
  bool isGood = true;
  for (int n = 1; n <= 6; n++) {
    int nOrder = 1;
    for (int i = 2; i <= n; i++) nOrder *= i;
    for (int iOrder = 0; isGood && iOrder < nOrder; iOrder++) {
      AsiLabels labels = { .nLabel = 0 };
      int aLeft[6] = { 0, 1, 2, 3, 4, 5 };
      size_t aOrder[6], i;
      for (int j = n, rest = iOrder; j > 0; rest /= j, j--) {
        AsiDatum label = integer(aLeft[rest % j]);
        memmove(&aLeft[rest % j], &aLeft[rest % j + 1], (size_t)(5 - rest % j) * sizeof aLeft[0]);
        (void)asiLabelsTake(&labels, &label, &i);
      }
      asiLabelsOrder(&labels, aOrder);
      for (int j = 0; j < n; j++) isGood = isGood && labels.aLabel[aOrder[j]].i == j;
      asiLabelsClear(&labels);
    }
  }
  expect(isGood, "every order of six labels");
}

/* A text lies in a block of its own length. */
static bool shows(AsiDatum label, const char *zWanted) {
  char z[ASI_LABEL_SHOWN];
  char *zExact = malloc(label.n == 0 ? 1 : label.n);
  bool isSame;
  if (label.isText && label.n > 0) memcpy(zExact, label.z, label.n);
  if (label.isText) label.z = zExact;
  isSame = asiLabelText(&label, z) == z && strcmp(z, zWanted) == 0;
  free(zExact);
  return isSame;
}

static void testLabelText(void) {
  const char *zLong = "1234567890123456789012345678901234567\xC3\xA4\xC3\xA4\xC3\xA4";
  expect(shows(integer(INT64_MIN), "-9223372036854775808") && shows(real(0.1), "0.1") && shows(text("a b"), "'a b'"),
         "texts");
  expect(shows(text(""), "''") && shows(textOf("a\0\x1F \x7F", 5), "'a?? \x7F'"), "what cannot be printed");
  expect(shows(textOf(zLong, 37), "'1234567890123456789012345678901234567'"), "37 bytes");
  expect(shows(textOf(zLong, 39), "'1234567890123456789012345678901234567\xC3\xA4'"), "39 bytes");
  expect(shows(textOf(zLong, 41), "'1234567890123456789012345678901234567\xC3\xA4...'"),
         "a character across the bound");
  expect(shows(text("1234567890123456789012345678901234567890"), "'1234567890123456789012345678901234567890'"),
         "40 bytes");
  expect(shows(text("12345678901234567890123456789012345678901"), "'1234567890123456789012345678901234567890...'"),
         "41");
  expect(shows(text("123456789012345678901234567890123456789\xC3\xA5\xC3\xA5"),
               "'123456789012345678901234567890123456789...'"),
         "a character of an odd last byte across the bound");
  expect(shows(text("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"
                    "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80"),
               "'...'"),
         "no character at all");
}

/* ---- without memory ---- */

typedef AsiStatus (*Feed)(void *state, int iRow);

/* Fed until it ends (ASI_UNDEFINED), each allocation failing in its turn: cleared, it owns nothing. */
static void testFeeding(const AsiStateKind *kind, Feed feed, const char *zWhat) {
  void *state = malloc(kind->nByte);
  AsiStatus status = ASI_NOMEM;
  int iFail = 0;
  bool isGood = state != NULL;
  while (isGood && status == ASI_NOMEM) {
    memset(state, 0, kind->nByte);
    kind->init(state);
    heapUntilFailure = ++iFail;
    status = ASI_OK;
    for (int iRow = 0; status == ASI_OK; iRow++) status = feed(state, iRow);
    isGood = (heapUntilFailure == 0) == (status == ASI_NOMEM);
    heapUntilFailure = 0;
    kind->clear(state);
    isGood = isGood && heapBlocks == 0;
  }
  free(state);
  expect(isGood && status == ASI_UNDEFINED && iFail > 2, zWhat);
}

/* Fed with so many rows: the room of an array that holds an entry a row, 8 at first and then doubled. */
static size_t roomAfter(const AsiStateKind *kind, size_t iRoom, Feed feed, int nRow) {
  char *state = malloc(kind->nByte);
  size_t nRoom = 0;
  if (state == NULL) return 0;
  memset(state, 0, kind->nByte);
  kind->init(state);
  for (int iRow = 0; iRow < nRow; iRow++) (void)feed(state, iRow);
  memcpy(&nRoom, state + iRoom, sizeof nRoom);
  kind->clear(state);
  free(state);
  return nRoom;
}

static void testRoom(const AsiStateKind *kind, size_t iRoom, Feed feed, const char *zWhat) {
  expect(roomAfter(kind, iRoom, feed, 1) == 8 && roomAfter(kind, iRoom, feed, 8) == 8, zWhat);
  expect(roomAfter(kind, iRoom, feed, 9) == 16 && roomAfter(kind, iRoom, feed, 16) == 16, zWhat);
}

/* ---- numbers with names ---- */

static AsiStatus feedLabelled(void *state, int iRow) {
  AsiDatum row[2] = { integer(iRow), real(iRow * 2) };
  if (iRow == 40) return ASI_UNDEFINED;
  if (iRow % 2 == 0) row[0] = text("0123456789012345678901234567890123456789" + iRow);
  return asiKindLabelled.add(state, row, 2);
}

static void testLabelled(void) {
  AsiLabelled labelled = { .nAlloc = 0 };
  AsiDatum row[2];
  bool isGood = true;
  for (int i = 0; i < 50; i++) {
    row[0] = integer(100 - i);
    row[1] = real(i * 0.5);
    isGood = isGood && asiKindLabelled.add(&labelled, row, 2) == ASI_OK;
  }
  expect(isGood && !labelled.isTwice && labelled.labels.nLabel == 50, "fifty names");
  row[0] = integer(93);
  isGood = isGood && asiKindLabelled.add(&labelled, row, 2) == ASI_OK;
  row[0] = integer(96);
  isGood = isGood && asiKindLabelled.add(&labelled, row, 2) == ASI_OK;
  for (int i = 0; i < 50; i++) isGood = isGood && labelled.aValue[i] == i * 0.5;
  expect(isGood && labelled.isTwice && labelled.iTwice == 7, "the first that came twice");
  asiLabelledClear(&labelled);
  expect(heapBlocks == 0 && !labelled.isTwice && labelled.nAlloc == 0, "names cleared");
}

/* ---- groups ---- */

static AsiStatus feedGroups(void *state, int iRow) {
  AsiDatum x = real(iRow * 37 % 101), label = integer(iRow % 23);
  return iRow == 300 ? ASI_UNDEFINED : asiGroupsAdd(state, &x, &label);
}

static AsiStatus feedTwo(void *state, int iRow) {
  AsiDatum x = real(iRow * 37 % 101), label = text(iRow % 2 == 0 ? "left" : "right");
  if (iRow > 198) label = text(iRow == 199 ? "third" : "fourth");
  return iRow == 250 ? ASI_UNDEFINED : asiGroupsAdd(state, &x, &label);
}

static void testGroups(void) {
  for (unsigned keep = 1; keep <= 3; keep++) {
    AsiGroups groups;
    AsiWords words = { "" };
    bool isGood = true;
    asiGroupsInit(&groups, keep, 40);
    for (int i = 0; i < 400; i++) {
      AsiDatum x = integer(i * i % 17), label = integer(40 - i % 40);
      isGood = isGood && asiGroupsAdd(&groups, &x, &label) == ASI_OK;
    }
    isGood = isGood && asiGroupsCount(&groups) == 40 && asiGroupsCheck(&groups, 2, &words) == ASI_OK;
    for (int k = 0; isGood && k < 40; k++) {
      const AsiGroup *group = &groups.aGroup[k];
      double sum = 0;
      for (int i = k; i < 400; i += 40) sum += i * i % 17;
      isGood = (group->sample != NULL) == ((keep & 1) != 0) && (group->moments != NULL) == ((keep & 2) != 0);
      if (group->moments != NULL) isGood = isGood && asiMomentsMean(group->moments) == sum / 10;
      if (group->sample != NULL)
        isGood = isGood && asiSampleCount(group->sample) == 10 && group->sample->order == ASI_BY_VALUE;
      if (group->sample != NULL) isGood = isGood && asiSampleSelect(group->sample, 9) <= 16;
    }
    asiGroupsClear(&groups);
    expect(isGood && heapBlocks == 0 && groups.keep == keep && groups.nMost == 40 && groups.nAlloc == 0,
           "forty groups");
  }
}

/* Two groups, the smaller label first; a third label is remembered, and rows after it are not looked at. */
static void testPairOfGroups(void) {
  AsiGroups groups;
  AsiGroupPair pair;
  AsiWords words = { "" };
  AsiDatum x = real(1), label = text("b");
  asiGroupsInit(&groups, ASI_KEEP_MOMENTS, 2);
  pair = asiGroupsPair(&groups);
  expect(isnan(pair.aLabel[0].r) && isnan(pair.aLabel[1].r) && pair.aGroup[0].moments == NULL, "no group");
  (void)asiGroupsAdd(&groups, &x, &label);
  pair = asiGroupsPair(&groups);
  expect(pair.aLabel[0].isText && isnan(pair.aLabel[1].r) && pair.aGroup[1].moments == NULL, "one group");
  label = text("a");
  x = real(5);
  (void)asiGroupsAdd(&groups, &x, &label);
  pair = asiGroupsPair(&groups);
  expect(pair.aLabel[0].z[0] == 'a' && pair.aLabel[1].z[0] == 'b', "two labels in order");
  expect(asiMomentsMean(pair.aGroup[0].moments) == 5 && asiMomentsMean(pair.aGroup[1].moments) == 1, "their groups");
  expect(asiGroupsCheck(&groups, 2, &words) == ASI_OK && words.z[0] == 0, "no complaint");
  label = text("c");
  expect(asiGroupsAdd(&groups, &x, &label) == ASI_OK && asiGroupsCheck(&groups, 2, &words) == ASI_DOMAIN, "a third");
  expect(strcmp(words.z, "argument 2 has a third value, 'c' besides 'b' and 'a', expected two groups") == 0,
         "its words");
  label = text("b");
  (void)asiGroupsAdd(&groups, &x, &label);
  label = text("d");
  (void)asiGroupsAdd(&groups, &x, &label);
  expect(groups.labels.nLabel == 3 && groups.aGroup[0].moments->n == 1, "rows after it are not looked at");
  asiGroupsClear(&groups);
  expect(heapBlocks == 0, "two groups cleared");
}

static void testManyGroups(void) {
  AsiGroups groups;
  AsiWords words = { "" };
  AsiDatum x = real(1), label;
  asiKindMomentGroups.init(&groups);
  for (int i = 0; i < 1000; i++) {
    label = integer(i);
    (void)asiGroupsAdd(&groups, &x, &label);
  }
  expect(asiGroupsCheck(&groups, 3, &words) == ASI_OK && groups.aGroup[999].moments->n == 1, "a thousand groups");
  label = text("last");
  (void)asiGroupsAdd(&groups, &x, &label);
  expect(asiGroupsCheck(&groups, 3, &words) == ASI_LIMIT, "one more");
  expect(strcmp(words.z, "argument 3 has more than 1000 values, such as 'last', expected the names of groups") == 0,
         "words");
  label = integer(2);
  (void)asiGroupsAdd(&groups, &x, &label);
  expect(groups.aGroup[2].moments->n == 1 && groups.labels.nLabel == 1001, "not looked at any more");
  asiGroupsClear(&groups);
  expect(heapBlocks == 0, "a thousand groups cleared");
}

static void testGroupKinds(void) {
  static const struct {
    const AsiStateKind *kind;
    unsigned keep;
    size_t nMost;
  } aCase[] = { { &asiKindTwoSamples, 1, 2 },
                { &asiKindTwoMoments, 2, 2 },
                { &asiKindSampleGroups, 1, 1000 },
                { &asiKindMomentGroups, 2, 1000 } };
  for (int i = 0; i < 4; i++) {
    AsiGroups groups;
    AsiDatum row[2] = { real(2.5), integer(1) };
    memset(&groups, 0x55, sizeof groups);
    aCase[i].kind->init(&groups);
    expect(groups.keep == aCase[i].keep && groups.nMost == aCase[i].nMost, "what a kind of groups keeps");
    expect(aCase[i].kind->add(&groups, row, 2) == ASI_OK && groups.labels.aLabel[0].i == 1, "value, then label");
    if (groups.aGroup[0].moments != NULL) expect(asiMomentsMean(groups.aGroup[0].moments) == 2.5, "the value");
    if (groups.aGroup[0].sample != NULL) expect(asiSampleSelect(groups.aGroup[0].sample, 0) == 2.5, "the value");
    aCase[i].kind->clear(&groups);
  }
  testFeeding(&asiKindTwoSamples, feedTwo, "two samples without memory");
  testFeeding(&asiKindTwoMoments, feedTwo, "two moments without memory");
  testFeeding(&asiKindSampleGroups, feedGroups, "sample groups without memory");
  testFeeding(&asiKindMomentGroups, feedGroups, "moment groups without memory");
}

/* ---- ranks of groups ---- */

typedef struct Ranked {
  AsiGroups groups;
  double aX[200];
  int aGroup[200];
  int n, k;
} Ranked;

static void drawRanked(Ranked *ranked, int k, int n, int64_t nDistinct) {
  asiGroupsInit(&ranked->groups, ASI_KEEP_SAMPLE, 1000);
  ranked->n = n;
  ranked->k = k;
  for (int i = 0; i < n; i++) {
    AsiDatum x, label;
    ranked->aX[i] = (double)randomBelow(nDistinct) - 3;
    ranked->aGroup[i] = i < k ? i : (int)randomBelow(k);
    x = real(ranked->aX[i]);
    label = integer(ranked->aGroup[i]);
    (void)asiGroupsAdd(&ranked->groups, &x, &label);
  }
}

static bool ranksAre(const Ranked *ranked, const asi_u128 *aRanks2, asi_u128 tieTerm) {
  asi_u128 aWanted[10] = { 0 }, ties = 0;
  for (int i = 0; i < ranked->n; i++) {
    unsigned nLess = 0, nEqual = 0;
    for (int j = 0; j < ranked->n; j++) {
      nLess += ranked->aX[j] < ranked->aX[i];
      nEqual += ranked->aX[j] == ranked->aX[i];
    }
    aWanted[ranked->aGroup[i]] += 2 * nLess + nEqual + 1;
    ties += nEqual * nEqual - 1; /* t of them: t^3 - t in all */
  }
  return memcmp(aRanks2, aWanted, (size_t)ranked->k * sizeof aWanted[0]) == 0 && tieTerm == ties;
}

static AsiStatus pollGoesOn(AsiPoll *poll) {
  (void)poll;
  return ASI_OK;
}

static AsiStatus pollRefuses(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

static void testRanks(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 600; iTry++) {
    static Ranked ranked;
    asi_u128 aRanks2[10], tieTerm = 7;
    int k = 1 + iTry % 9;
    memset(aRanks2, 0x55, sizeof aRanks2);
    aRanks2[k] = 12345;
    drawRanked(&ranked, k, k + (int)randomBelow(60), 1 + randomBelow(iTry % 2 == 0 ? 8 : 200));
    isGood = asiGroupRanks(&ranked.groups, NULL, aRanks2, &tieTerm) == ASI_OK && ranksAre(&ranked, aRanks2, tieTerm);
    isGood = isGood && aRanks2[k] == 12345;
    asiGroupsClear(&ranked.groups);
  }
  expect(isGood && heapBlocks == 0, "ranks of groups against counting");
}

/* Without memory and refused; the work reported is that of the distinct values of each group. */
static void testRanksStopped(void) {
  static Ranked ranked;
  asi_u128 aRanks2[10], tieTerm;
  AsiPoll counting = { pollGoesOn, NULL, INT64_MIN / 2 }, refusing = { pollRefuses, NULL, 0 };
  long long nBlock;
  drawRanked(&ranked, 7, 200, 30);
  for (size_t i = 0; i < 7; i++) (void)asiSampleSeal(ranked.groups.aGroup[i].sample);
  nBlock = heapBlocks;
  for (int iFail = 1; iFail <= 4; iFail++) {
    heapUntilFailure = iFail;
    expect(asiGroupRanks(&ranked.groups, NULL, aRanks2, &tieTerm) == ASI_NOMEM && heapBlocks == nBlock, "no memory");
    heapUntilFailure = 0;
  }
  expect(asiGroupRanks(&ranked.groups, &counting, aRanks2, &tieTerm) == ASI_OK && heapBlocks == nBlock,
         "ranks counted");
  {
    int64_t nWork = counting.nWork - INT64_MIN / 2, nRun = 0;
    for (size_t i = 0; i < 7; i++) nRun += asiSampleCountRuns(ranked.groups.aGroup[i].sample);
    expect(nWork >= 20 * nRun && nWork <= 200 * nRun, "work for each run of each group");
    for (int64_t left = 0; left < nWork; left += nWork / 20) {
      refusing.nWork = ASI_POLL_EVERY - (nWork - left);
      expect(asiGroupRanks(&ranked.groups, &refusing, aRanks2, &tieTerm) == ASI_INTERRUPT && heapBlocks == nBlock,
             "refused");
    }
  }
  asiGroupsClear(&ranked.groups);
  /* unsealed and long: the sort asks as well */
  asiGroupsInit(&ranked.groups, ASI_KEEP_SAMPLE, 2);
  for (int i = 0; i < 9000; i++) {
    AsiDatum x = real((double)random64()), label = integer(0);
    (void)asiGroupsAdd(&ranked.groups, &x, &label);
  }
  refusing.nWork = ASI_POLL_EVERY - 8 * 9000;
  expect(asiGroupRanks(&ranked.groups, &refusing, aRanks2, &tieTerm) == ASI_INTERRUPT, "refused while sorting");
  asiGroupsClear(&ranked.groups);
  expect(heapBlocks == 0, "ranks leave nothing");
}

/* ---- points ---- */

static AsiStatus feedPoints(void *state, int iRow) {
  AsiDatum row[2] = { real(iRow), real(-iRow) };
  return iRow == 300 ? ASI_UNDEFINED : asiKindPoints.add(state, row, 2);
}

static void drawPoints(AsiPoints *points, int n, int64_t nX, int64_t nY) {
  memset(points, 0, sizeof *points);
  for (int i = 0; i < n; i++) {
    AsiDatum row[2] = { real((double)randomBelow(nX)), real((double)randomBelow(nY) - 2) };
    (void)asiKindPoints.add(points, row, 2);
  }
}

static bool behindByX(const AsiPoint *a, const AsiPoint *b) { return a->x > b->x; }
static bool behindByY(const AsiPoint *a, const AsiPoint *b) { return a->y > b->y; }
static bool behindByBoth(const AsiPoint *a, const AsiPoint *b) { return a->x == b->x ? a->y > b->y : a->x > b->x; }

/* In order, stable, and as many exchanges as there are pairs in the wrong order. */
static bool pointsSort(int n, int64_t nX, int64_t nY, int iOrder) {
  static const AsiPointOrder aOurs[] = { behindByX, behindByY, behindByBoth };
  static const AsiPointOrder aTheirs[] = { asiPointsByX, asiPointsByY, asiPointsByXThenY };
  AsiPointOrder isBehind = aOurs[iOrder];
  AsiPoints points;
  AsiPoint aOld[100];
  int64_t nExchange = 7, nWrong = 0;
  bool isGood;
  drawPoints(&points, n, nX, nY);
  if (n > 0) memcpy(aOld, points.a, (size_t)n * sizeof aOld[0]);
  for (int i = 0; i < n; i++) {
    for (int j = i + 1; j < n; j++) nWrong += isBehind(&aOld[i], &aOld[j]);
  }
  isGood = asiPointsSort(&points, aTheirs[iOrder], NULL, &nExchange) == ASI_OK && nExchange == nWrong &&
           points.n == (size_t)n;
  for (int i = 0; isGood && i < n; i++) { /* by selection: the first that none stands before */
    int iFirst = -1;
    for (int j = 0; j < n; j++) {
      if (!isnan(aOld[j].x) && (iFirst < 0 || isBehind(&aOld[iFirst], &aOld[j]))) iFirst = j;
    }
    isGood = memcmp(&points.a[i], &aOld[iFirst], sizeof aOld[0]) == 0;
    aOld[iFirst].x = (double)NAN;
  }
  for (size_t i = 0; isGood && i < (size_t)n; i++) {
    size_t iEnd = asiPointsRunEnd(&points, i, aTheirs[iOrder]), j = i;
    while (j < (size_t)n && !isBehind(&points.a[j], &points.a[i])) j++;
    isGood = iEnd == j;
  }
  isGood = isGood && asiKindPoints.add(&points, (AsiDatum[2]){ real(1), real(2) }, 2) == ASI_OK && points.a[n].x == 1 &&
           points.a[n].y == 2;
  asiKindPoints.clear(&points);
  return isGood && heapBlocks == 0 && points.n == 0;
}

static bool pointsRank(int n, int64_t nX, int64_t nY) {
  AsiPoints points;
  AsiPoint aOld[100];
  AsiPointTies ties = { 7, 7 };
  asi_u128 tiesX = 0, tiesY = 0;
  double sumX = 0, sumY = 0, sumXY = 0, gotX = 0, gotY = 0, gotXY = 0;
  bool isGood;
  drawPoints(&points, n, nX, nY);
  if (n > 0) memcpy(aOld, points.a, (size_t)n * sizeof aOld[0]);
  isGood = asiPointsRank(&points, NULL, &ties) == ASI_OK;
  for (int i = 0; i < n; i++) {
    unsigned nLessX = 0, nEqualX = 0, nLessY = 0, nEqualY = 0;
    double x, y;
    for (int j = 0; j < n; j++) {
      nLessX += aOld[j].x < aOld[i].x;
      nEqualX += aOld[j].x == aOld[i].x;
      nLessY += aOld[j].y < aOld[i].y;
      nEqualY += aOld[j].y == aOld[i].y;
    }
    x = 2 * nLessX + nEqualX + 1;
    y = 2 * nLessY + nEqualY + 1;
    tiesX += nEqualX * nEqualX - 1;
    tiesY += nEqualY * nEqualY - 1;
    sumX += x * x;
    sumY += y * y;
    sumXY += x * x * y;
    gotX += points.a[i].x * points.a[i].x;
    gotY += points.a[i].y * points.a[i].y;
    gotXY += points.a[i].x * points.a[i].x * points.a[i].y;
  }
  isGood = isGood && ties.x == tiesX && ties.y == tiesY && sumX == gotX && sumY == gotY && sumXY == gotXY;
  asiKindPoints.clear(&points);
  return isGood && heapBlocks == 0;
}

static void testPoints(void) {
  bool isGood = true;
  for (int n = 0; isGood && n < 70; n++) {
    for (int i = 0; i < 12; i++) isGood = isGood && pointsSort(n, i < 6 ? 3 : 100, i % 2 == 0 ? 4 : 100, i % 3);
    for (int i = 0; i < 4; i++) isGood = isGood && pointsRank(n, i < 2 ? 4 : 200, i % 2 == 0 ? 5 : 200);
  }
  expect(isGood, "points sorted and ranked against counting");
}

/* 6 a point and pass: 7 passes over 100 points, twice and once more for the ranks of both. */
static void testPointsStopped(void) {
  AsiPoll counting = { pollGoesOn, NULL, INT64_MIN / 2 }, refusing = { pollRefuses, NULL, 0 };
  AsiPointTies ties;
  AsiPoints points;
  int64_t nWork, nExchange;
  drawPoints(&points, 100, 50, 50);
  heapUntilFailure = 1;
  expect(asiPointsSort(&points, asiPointsByX, NULL, &nExchange) == ASI_NOMEM, "points without memory");
  heapUntilFailure = 0;
  expect(asiPointsRank(&points, &counting, &ties) == ASI_OK, "points with a poll");
  nWork = counting.nWork - INT64_MIN / 2;
  expect(nWork >= 16 * 100 && nWork <= 16 * 100 * 20, "work for each point and pass");
  for (int64_t left = 0; left < nWork; left += nWork / 40) {
    AsiStatus status;
    refusing.nWork = ASI_POLL_EVERY - (nWork - left);
    status = asiPointsRank(&points, &refusing, &ties);
    expect(status == ASI_INTERRUPT && points.n == 100, "points refused");
    asiKindPoints.clear(&points);
    expect(heapBlocks == 0, "refused points leave nothing");
    drawPoints(&points, 100, 50, 50);
  }
  asiKindPoints.clear(&points);
}

/* ---- cross tables ---- */

static AsiStatus feedCrosstab(void *state, int iRow) {
  AsiDatum a = integer(iRow % 19), b = text("abcdefghijklmnopqrstuvwxyz" + iRow % 26);
  return iRow == 400 ? ASI_UNDEFINED : asiCrosstabAdd(state, &a, &b);
}

static bool crosstabHolds(int nRow, int nColumn, int n) {
  AsiCrosstab crosstab = { .nRowAlloc = 0 };
  AsiContingency table;
  static int64_t aaCount[40][40];
  int64_t aRow[40] = { 0 }, aColumn[40] = { 0 };
  int aRowOf[40], aColumnOf[40], nRows = 0, nColumns = 0;
  bool isGood = true;
  memset(aaCount, 0, sizeof aaCount);
  for (int i = 0; i < n; i++) {
    int r = (int)randomBelow(nRow), c = (int)randomBelow(nColumn);
    AsiDatum row[2] = { integer(r), real(-c) };
    isGood = isGood && asiKindCrosstab.add(&crosstab, row, 2) == ASI_OK;
    aaCount[r][c]++;
    aRow[r]++;
    aColumn[c]++;
  }
  for (int r = 0; r < nRow; r++) {
    if (aRow[r] > 0) aRowOf[nRows++] = r;
  }
  for (int c = nColumn; c-- > 0;) {
    if (aColumn[c] > 0) aColumnOf[nColumns++] = c;
  }
  memset(&table, 0x55, sizeof table);
  isGood = isGood && asiCrosstabSorted(&crosstab, &table) == ASI_OK && table.n == n;
  isGood = isGood && table.nRow == (size_t)nRows && table.nColumn == (size_t)nColumns;
  for (int i = 0; isGood && i < nRows; i++) {
    isGood = table.aRow[i] == aRow[aRowOf[i]];
    for (int j = 0; j < nColumns; j++) {
      isGood = isGood && table.aCount[i * nColumns + j] == aaCount[aRowOf[i]][aColumnOf[j]];
      isGood = isGood && table.aColumn[j] == aColumn[aColumnOf[j]];
    }
  }
  asiContingencyClear(&table);
  asiCrosstabClear(&crosstab);
  return isGood && heapBlocks == 0 && crosstab.nRowAlloc == 0 && table.aCount == NULL;
}

static void testCrosstabs(void) {
  bool isGood = true;
  for (int i = 0; isGood && i < 400; i++) {
    isGood = crosstabHolds(1 + (int)randomBelow(40), 1 + (int)randomBelow(40), (int)randomBelow(i < 200 ? 20 : 900));
  }
  expect(isGood, "cross tables against counting");
}

static void testCrosstabLimits(void) {
  for (int iSide = 0; iSide < 2; iSide++) {
    AsiCrosstab crosstab = { .nRowAlloc = 0 };
    AsiContingency table;
    AsiWords words = { "" };
    AsiDatum one = integer(1);
    char zWanted[100];
    for (int i = 0; i <= 1000; i++) {
      AsiDatum many = integer(i);
      if (i == 1000) expect(asiCrosstabCheck(&crosstab, &words) == ASI_OK, "a thousand labels");
      (void)asiCrosstabAdd(&crosstab, iSide == 0 ? &many : &one, iSide == 0 ? &one : &many);
    }
    snprintf(zWanted, sizeof zWanted,
             "argument %d has more than 1000 values, such as 1000, expected the names of groups", iSide + 1);
    expect(asiCrosstabCheck(&crosstab, &words) == ASI_LIMIT && strcmp(words.z, zWanted) == 0, "one more");
    for (int i = 1000; i < 1003; i++) {
      AsiDatum many = integer(i);
      (void)asiCrosstabAdd(&crosstab, iSide == 0 ? &many : &one, iSide == 0 ? &one : &many);
    }
    expect(crosstab.rows.nLabel + crosstab.columns.nLabel == 1002, "rows after it are not looked at");
    asiCrosstabClear(&crosstab);
    memset(&table, 0x55, sizeof table);
    heapUntilFailure = 1;
    expect(asiCrosstabSorted(&crosstab, &table) == ASI_OK && table.nRow == 0 && table.aCount == NULL,
           "an empty table asks for nothing");
    heapUntilFailure = 0;
    (void)asiCrosstabAdd(&crosstab, &one, &one);
    heapUntilFailure = 1;
    expect(asiCrosstabSorted(&crosstab, &table) == ASI_NOMEM, "a table without memory");
    heapUntilFailure = 0;
    asiContingencyClear(&table);
    asiCrosstabClear(&crosstab);
  }
}

/* ---- occasions ---- */

static AsiStatus feedOccasions(void *state, int iRow) {
  AsiDatum value = real(iRow), subject = integer(iRow % 21), occasion = integer(iRow / 21);
  return iRow == 400 ? ASI_UNDEFINED : asiOccasionsAdd(state, &value, &subject, &occasion);
}

static void testOccasions(void) {
  AsiOccasions occasions = { .nEntry = 0 };
  AsiDatum aValue[5], value, subject, occasion;
  size_t iTwice = 7;
  bool isGood = true;
  for (int i = 0; i < 5 * 40; i++) { /* subject 39 lacks the last occasion */
    AsiDatum row[3] = { real(i / 2.0), integer(i % 40), integer(9 - i / 40) };
    if (i % 2 == 0) row[0] = integer(i + (INT64_C(1) << 60));
    if (i < 199) isGood = isGood && asiKindOccasions.add(&occasions, row, 3) == ASI_OK;
  }
  for (int k = 0; isGood && k < 40; k++) {
    AsiOccasionsReading reading = asiOccasionsRead(&occasions, (size_t)k, aValue, &iTwice);
    isGood = reading == (k < 39 ? ASI_SUBJECT_COMPLETE : ASI_SUBJECT_INCOMPLETE);
    for (int j = 0; j < (k < 39 ? 5 : 4); j++) {
      int i = 40 * j + k;
      isGood = isGood && aValue[j].isInteger == (i % 2 == 0) && !aValue[j].isText;
      isGood = isGood && (i % 2 == 0 ? aValue[j].i == i + (INT64_C(1) << 60) : aValue[j].r == i / 2.0);
    }
  }
  expect(isGood && occasions.nEntry == 199, "forty subjects");
  value = real(1);
  occasion = integer(7);
  subject = integer(3);
  (void)asiOccasionsAdd(&occasions, &value, &subject, &occasion);
  expect(asiOccasionsRead(&occasions, 3, aValue, &iTwice) == ASI_SUBJECT_TWICE && iTwice == 2, "twice on one");
  expect(asiOccasionsRead(&occasions, 4, aValue, &iTwice) == ASI_SUBJECT_COMPLETE, "the next is complete");
  asiOccasionsClear(&occasions);
  expect(heapBlocks == 0 && occasions.nEntryAlloc == 0, "occasions cleared");
}

static void testOccasionsLimit(void) {
  AsiOccasions occasions = { .nEntry = 0 };
  AsiDatum value = real(1), subject = integer(0), occasion;
  static AsiDatum aValue[1000];
  size_t iTwice;
  for (int i = 0; i < 1000; i++) {
    occasion = integer(i);
    (void)asiOccasionsAdd(&occasions, &value, &subject, &occasion);
  }
  expect(asiOccasionsRead(&occasions, 0, aValue, &iTwice) == ASI_SUBJECT_COMPLETE && aValue[999].r == 1,
         "a thousand occasions");
  occasion = integer(1000);
  expect(asiOccasionsAdd(&occasions, &value, &subject, &occasion) == ASI_OK && occasions.nEntry == 1000, "one more");
  occasion = integer(5);
  subject = integer(1);
  expect(asiOccasionsAdd(&occasions, &value, &subject, &occasion) == ASI_OK && occasions.nEntry == 1000 &&
             occasions.subjects.nLabel == 1 && occasions.occasions.nLabel == 1001,
         "rows after it are not looked at");
  occasion = integer(1001);
  expect(asiOccasionsAdd(&occasions, &value, &subject, &occasion) == ASI_OK && occasions.occasions.nLabel == 1001,
         "nor is their occasion");
  asiOccasionsClear(&occasions);
}

/* ---- pairs by group ---- */

static AsiStatus feedPairGroups(void *state, int iRow) {
  AsiDatum row[3] = { real(iRow), real(1), text("abcdefghijkl" + 10 * (iRow % 2)) };
  return iRow == 9 ? ASI_UNDEFINED : asiKindPairGroups.add(state, row, 3);
}

static bool isWhole(AsiExactSum *sum, int64_t wanted) {
  AsiWide wide;
  AsiTop top;
  int sign = asiExactMagnitude(sum, &wide);
  top = asiWideTop(&wide, -2148);
  return sign * asiTopRound(&top) == (double)wanted;
}

static bool pairGroupIs(AsiPairGroup *group, int64_t n, int64_t sumX, int64_t sumY, int64_t sumXY) {
  return group->x.n == n && group->y.n == n && asiMomentsMean(&group->x) == (double)sumX / (double)n &&
         asiMomentsMean(&group->y) == (double)sumY / (double)n && isWhole(&group->product, sumXY);
}

static void testPairGroups(void) {
  AsiPairGroups groups = { .labels.nLabel = 0 };
  AsiPairGroup one = { .x.n = 0 };
  int64_t aN[2] = { 0, 0 }, aX[2] = { 0, 0 }, aY[2] = { 0, 0 }, aXY[2] = { 0, 0 };
  for (int i = 0; i < 30; i++) {
    int64_t x = randomBelow(100) - 20, y = randomBelow(100) - 90;
    int k = i % 3 == 0;
    AsiDatum row[3] = { integer(y), real((double)x), text(k == 0 ? "b" : "a") };
    if (i == 0) row[2] = text("b");
    if (i == 0) k = 0;
    expect(asiKindPairGroups.add(&groups, row, 3) == ASI_OK, "a pair");
    aN[k]++;
    aX[k] += x;
    aY[k] += y;
    aXY[k] += x * y;
  }
  expect(pairGroupIs(&groups.aGroup[0], aN[0], aX[0], aY[0], aXY[0]), "pairs of the first group");
  expect(pairGroupIs(&groups.aGroup[1], aN[1], aX[1], aY[1], aXY[1]), "pairs of the second group");
  for (int i = 0; i < 3; i++) {
    AsiDatum row[3] = { integer(1), integer(1), text(i == 0 ? "c" : i == 1 ? "d" : "a") };
    expect(asiKindPairGroups.add(&groups, row, 3) == ASI_OK && groups.labels.nLabel == 3, "a third label");
  }
  expect(pairGroupIs(&groups.aGroup[0], aN[0], aX[0], aY[0], aXY[0]) &&
             pairGroupIs(&groups.aGroup[1], aN[1], aX[1], aY[1], aXY[1]),
         "rows after it are not looked at");
  asiPairGroupsClear(&groups);
  expect(heapBlocks == 0 && groups.aGroup[0].x.n == 0 && groups.labels.nLabel == 0, "pairs cleared");
  for (int i = 0; i < 3; i++) {
    AsiDatum row[2] = { integer(i + 2), real(10 * i) };
    expect(asiKindPairGroup.add(&one, row, 2) == ASI_OK, "a pair of one group");
  }
  expect(pairGroupIs(&one, 3, 9, 30, 110), "x first where all are one group");
}

/* ---- answers by item ---- */

static AsiStatus feedAnswers(void *state, int iRow) {
  AsiDatum row[3] = { integer(iRow % 60), integer(iRow % 2), integer(1) };
  return iRow == 130 ? ASI_UNDEFINED : asiKindAnswerItems.add(state, row, 3);
}

static void testAnswers(void) {
  AsiAnswerItems items = { .nAlloc = 0 };
  static int64_t aaCount[100][2][2];
  bool isGood = true;
  for (int i = 0; i < 3000; i++) {
    int64_t k = i < 100 ? i : randomBelow(100), pre = randomBelow(3) / 2, post = randomBelow(4) / 3;
    AsiDatum row[3] = { integer(k * 3), integer(pre), integer(post) };
    isGood = isGood && asiKindAnswerItems.add(&items, row, 3) == ASI_OK;
    aaCount[k][pre][post]++;
  }
  isGood = isGood && items.labels.nLabel == 100 && memcmp(items.aItem, aaCount, sizeof aaCount) == 0;
  expect(isGood, "answers of a hundred items");
  for (int i = 0; i < 3; i++) {
    AsiDatum row[3] = { integer(i < 2 ? 1000 + i : 3), integer(0), integer(0) };
    isGood = isGood && asiKindAnswerItems.add(&items, row, 3) == ASI_OK && items.labels.nLabel == 101;
  }
  expect(isGood && memcmp(items.aItem, aaCount, sizeof aaCount) == 0, "rows after one too many are not looked at");
  asiKindAnswerItems.clear(&items);
  expect(heapBlocks == 0 && items.nAlloc == 0, "answers cleared");
}

int main(void) {
  testLabelOrder();
  testLabels();
  testSlots();
  testOrders();
  testPermutations();
  testLabelText();
  testLabelled();
  testGroups();
  testPairOfGroups();
  testManyGroups();
  testGroupKinds();
  testRanks();
  testRanksStopped();
  testPoints();
  testPointsStopped();
  testCrosstabs();
  testCrosstabLimits();
  testOccasions();
  testOccasionsLimit();
  testPairGroups();
  testAnswers();
  testRoom(&asiKindLabelled, offsetof(AsiLabelled, nAlloc), feedLabelled, "the room of names");
  testRoom(&asiKindLabelled, offsetof(AsiLabelled, labels.nAlloc), feedLabelled, "the room of labels");
  testRoom(&asiKindPoints, offsetof(AsiPoints, nAlloc), feedPoints, "the room of points");
  testRoom(&asiKindSampleGroups, offsetof(AsiGroups, nAlloc), feedGroups, "the room of groups");
  testRoom(&asiKindOccasions, offsetof(AsiOccasions, nEntryAlloc), feedOccasions, "the room of values");
  testRoom(&asiKindOccasions, offsetof(AsiOccasions, nLatestAlloc), feedOccasions, "the room of subjects");
  testRoom(&asiKindAnswerItems, offsetof(AsiAnswerItems, nAlloc), feedAnswers, "the room of answers");
  testFeeding(&asiKindLabelled, feedLabelled, "names without memory");
  testFeeding(&asiKindPoints, feedPoints, "points without memory");
  testFeeding(&asiKindCrosstab, feedCrosstab, "a cross table without memory");
  testFeeding(&asiKindOccasions, feedOccasions, "occasions without memory");
  testFeeding(&asiKindPairGroups, feedPairGroups, "pairs without memory");
  testFeeding(&asiKindAnswerItems, feedAnswers, "answers without memory");
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
