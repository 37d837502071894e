/*
** What a group remembers, at its edges: exact sums, moments, labels, kinds of states, saved states.
**
**  (1) A sum of 2^29 additions without a normalisation, and one whose carry goes beyond the limbs in use, against whole
**      numbers of 128 bits.
**  (2) Moments are equal when n and both sums are.
**  (3) Beyond the bounds, and without memory: the status says so and the state is as it was.
**  (4) Saved states under a right checksum that no one wrote are refused; decimals that suit no common power of ten are
**      kept as they are.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "heap.h"
#include "kinds.h"
#include "labels.h"
#include "saved.h"

/* ---- sums ---- */

static bool sumIs(AsiExactSum *sum, int sign, asi_u128 low, unsigned nShift) {
  AsiWide wide;
  unsigned iBit = 0;
  asi_u128 value = 0;
  if (asiExactMagnitude(sum, &wide) != sign) return false;
  for (int i = 0; i < wide.nDigit; i++, iBit += 32) value |= (asi_u128)wide.aDigit[i] << iBit;
  return wide.nDigit <= 4 && (asi_u128)(value << (32 * (unsigned)wide.iBase)) == (asi_u128)(low << nShift);
}

/* The limbs as they stand after one addition less than the sum allows, then the last one. */
static void testLazySum(void) {
  const int64_t nBefore = ASI_SUM_LAZY - 1;
  AsiExactSum sum = { .nLazy = ASI_SUM_LAZY - 1, .iLow = 0, .iHigh = 3, .aLimb = { 0 } };
  sum.aLimb[0] = sum.aLimb[1] = nBefore * UINT32_MAX;
  asiExactAddNarrow(&sum, UINT64_MAX, 0, 1);
  expect(sum.nLazy == 0, "the sum sees to its carries itself");
  expect(sumIs(&sum, 1, (asi_u128)UINT64_MAX * ASI_SUM_LAZY, 0), "2^29 additions");
}

static void testCarry(void) {
  AsiExactSum sum = { .nLazy = 0 };
  int i;
  for (i = 0; i < 8; i++) asiExactAddNarrow(&sum, UINT64_MAX, 31, 1);
  expect(sumIs(&sum, 1, (asi_u128)UINT64_MAX * 8, 31), "a carry into a new limb");
  for (i = 0; i < 16; i++) asiExactAddNarrow(&sum, UINT64_MAX, 31, -1);
  expect(sumIs(&sum, -1, (asi_u128)UINT64_MAX * 8, 31), "the same below 0");
}

static void testEqualMoments(void) {
  AsiMoments none = { .n = 0 }, zero = { .n = 0 }, one = { .n = 0 }, minus = { .n = 0 }, pair = { .n = 0 };
  asiMomentsAddReal(&zero, 0, 1);
  asiMomentsAddReal(&one, 1, 1);
  asiMomentsAddReal(&minus, -1, 1);
  asiMomentsAddReal(&pair, 2, 1);
  expect(asiMomentsAreEqual(&one, &one) && asiMomentsAreEqual(&none, &none), "equal to themselves");
  expect(!asiMomentsAreEqual(&none, &zero), "n differs, the sums do not");
  expect(!asiMomentsAreEqual(&one, &minus), "the sums differ by their sign");
  expect(!asiMomentsAreEqual(&one, &pair), "the sums differ");
}

/* ---- bounds and memory ---- */

static void testLabels(void) {
  AsiLabels labels = { .nLabel = 0 };
  AsiDatum known = { .isInteger = true, .i = 1 }, other = { .isInteger = true, .i = 2 };
  size_t i = 7;
  expect(asiLabelsTake(&labels, &known, &i) == ASI_OK && i == 0, "a label");
  labels.nLabel = ASI_LABELS_MAX; /* as if the others were there */
  expect(asiLabelsTake(&labels, &other, &i) == ASI_LIMIT && labels.nLabel == ASI_LABELS_MAX, "a label too many");
  labels.nLabel = 1;
  expect(asiLabelsTake(&labels, &other, &i) == ASI_OK && i == 1, "the same when there is room");
  asiLabelsClear(&labels);
}

/* The first row that leaves turns the array into a shape for frames, which needs memory. */
static void testLeaving(void) {
  AsiDescribed described;
  AsiDatum row = { .r = 1 };
  int i;
  memset(&described, 0, sizeof described);
  asiKindDescribed.init(&described);
  for (i = 1; i <= 20; i++) {
    row.r = i;
    expect(asiKindDescribed.add(&described, &row, 1) == ASI_OK, "a row");
  }
  heapUntilFailure = 1;
  expect(asiKindDescribed.remove(&described, &row, 1) == ASI_NOMEM, "a row leaves without memory");
  heapUntilFailure = 0;
  expect(described.moments.n == 20 && asiSampleCount(&described.sample) == 20, "it is still there");
  expect(asiKindDescribed.remove(&described, &row, 1) == ASI_OK && asiMomentsMean(&described.moments) == 10,
         "it leaves");
  asiKindDescribed.clear(&described);
  expect(heapBlocks == 0, "nothing stays");
}

/* ---- saved states ---- */

static void begin(AsiText *text, char family, uint64_t n) {
  asiTextInit(text);
  asiTextAppend(text, "ASI\1", 4);
  asiTextAppend(text, &family, 1);
  asiTextAddVarint(text, 0);
  asiTextAddVarint(text, n);
}

static bool opens(AsiText *text) {
  AsiSaved saved;
  AsiWords reason = { "" };
  bool isState;
  asiTextAddWord(text, asiChecksum(text->z, text->n));
  isState = asiSavedOpen(text->z, text->n, &saved, &reason) == ASI_OK;
  asiTextClear(text);
  return isState;
}

/* One value by its run key, without places. */
static bool keyOpens(uint64_t key) {
  AsiText text;
  begin(&text, 's', 1);
  asiTextAddByte(&text, 15 | 16);
  asiTextAddVarint(&text, 1);
  asiTextAddVarint(&text, key);
  asiTextAddByte(&text, 0);
  return opens(&text);
}

/* So many runs of n each, from 0 on. */
static bool runsOpen(uint64_t nAll, uint64_t nRun, uint64_t n) {
  AsiText text;
  begin(&text, 's', nAll);
  asiTextAddByte(&text, 0);
  asiTextAddVarint(&text, nRun);
  for (uint64_t i = 0; i < nRun; i++) {
    asiTextAddVarint(&text, i > 0);
    asiTextAddVarint(&text, n);
  }
  asiTextAddByte(&text, 0);
  return opens(&text);
}

static void testForeign(void) {
  AsiText text;
  expect(keyOpens(asiElementKey(ASI_BY_VALUE, 0.1)), "a value");
  expect(!keyOpens(asiElementKey(ASI_BY_VALUE, -0.0)), "a -0");
  expect(!keyOpens(asiElementKey(ASI_BY_VALUE, (double)INFINITY)), "an infinity");
  expect(runsOpen((uint64_t)ASI_SAMPLE_MAX, 2, (uint64_t)ASI_SAMPLE_MAX / 2), "as many values as allowed");
  expect(!runsOpen((uint64_t)ASI_SAMPLE_MAX, 3, (uint64_t)ASI_SAMPLE_MAX), "more than allowed");
  begin(&text, 'x', 0);
  asiTextAddVarint(&text, 0);
  expect(!opens(&text), "an unknown family");
}

/* -2^53 is whole, and as tenths too large for a place; 0.1 needs tenths. */
static void testPlaces(void) {
  const double aValue[] = { -9007199254740992.0, 0.1 };
  AsiDescribed described;
  AsiText text;
  AsiSaved saved;
  AsiWords reason;
  AsiSavedRuns runs;
  AsiRun run;
  int i;
  memset(&described, 0, sizeof described);
  asiKindDescribed.init(&described);
  for (i = 0; i < 2; i++) {
    AsiDatum row = { .r = aValue[i] };
    (void)asiKindDescribed.add(&described, &row, 1);
  }
  (void)asiSampleSeal(&described.sample);
  asiTextInit(&text);
  expect(asiSaveSample(&text, 0, &described.sample, &described.moments, NULL) == ASI_OK, "no common places: saved");
  expect(asiSavedOpen(text.z, text.n, &saved, &reason) == ASI_OK && saved.n == 2, "no common places: opened");
  runs = saved.runs;
  for (i = 0; i < 2; i++) expect(asiSavedNextRun(&runs, &run) && run.value == aValue[i], "no common places: the value");
  asiTextClear(&text);
  asiKindDescribed.clear(&described);
}

int main(void) {
  testLazySum();
  testCarry();
  testEqualMoments();
  testLabels();
  testLeaving();
  testForeign();
  testPlaces();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
