/*
** What a group remembers, at its edges: exact sums, moments, labels, kinds of states, saved states.
**
**  (1) A sum of 2^29 additions without a normalisation, and one whose carry goes beyond the limbs in use, against whole
**      numbers of 128 bits.
**  (2) Moments are equal when n and both sums are.
**  (3) Beyond the bounds, and without memory: the status says so and the state is as it was.
**  (4) Saved states under a right checksum that no one wrote are refused; decimals that suit no common power of ten are
**      kept as they are.
**  (5) Each kind of state: rows that leave are as if they had never come; complaints are raised while there is a reason.
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
  expect(keyOpens(asiElementKey(ASI_BY_VALUE, 1.0 / 3)), "a value");
  expect(!keyOpens(asiElementKey(ASI_BY_VALUE, 0.1)), "a value that has decimal places");
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

/* ---- kinds of states: what rows do to them, in and out ---- */

static AsiDatum number(double r) {
  return (AsiDatum){ .r = r, .isInteger = r == floor(r) && fabs(r) < 100, .i = (int64_t)fmod(r, 1e6) };
}

/* Five rows come, the first and the fourth leave: what stays is as if they had never come. */
static void playRows(const AsiStateKind *kind, void *state, AsiDatum aaRow[5][2], int nDatum) {
  bool isGood = true;
  memset(state, 0, kind->nByte);
  kind->init(state);
  if (kind->askOften != NULL) isGood = kind->askOften(state) == ASI_OK;
  for (int i = 0; i < 5; i++) isGood = isGood && kind->add(state, aaRow[i], nDatum) == ASI_OK;
  isGood = isGood && kind->remove(state, aaRow[0], nDatum) == ASI_OK && kind->remove(state, aaRow[3], nDatum) == ASI_OK;
  expect(isGood, "rows come and leave");
}

static bool holds(const AsiSample *sample, int64_t n, const double *aX) {
  AsiSample copy = *sample;
  bool isGood = asiSampleSeal(&copy) == ASI_OK && asiSampleCount(sample) == n;
  for (int64_t i = 0; isGood && i < n; i++) isGood = asiSampleSelect(&copy, i) == aX[i];
  return isGood;
}

static void testKindsOfOne(void) {
  AsiDatum aaX[5][2] = { { number(9) }, { number(2.5) }, { number(-4) }, { number(2.5) }, { number(7) } };
  const double aLeft[] = { -4, 2.5, 7 };
  AsiMoments moments;
  AsiSample sample;
  AsiDescribed described;
  playRows(&asiKindMoments, &moments, aaX, 1);
  expect(moments.n == 3 && asiMomentsMean(&moments) == 5.5 / 3, "moments of three");
  playRows(&asiKindSample, &sample, aaX, 1);
  expect(sample.order == ASI_BY_VALUE && sample.isAskedOften && holds(&sample, 3, aLeft), "a sample of three");
  playRows(&asiKindDescribed, &described, aaX, 1);
  expect(holds(&described.sample, 3, aLeft) && described.sample.isAskedOften && described.moments.n == 3, "described");
  expect(asiMomentsMean(&described.moments) == 5.5 / 3, "their mean");
  asiKindSample.clear(&sample);
  asiKindDescribed.clear(&described);
  expect(heapBlocks == 0, "samples cleared");
}

static void testKindValues(void) {
  AsiDatum aaX[5][2] = { { number(9) }, { number(2.5) }, { number(-4) }, { number(2.5) }, { number(7) } };
  AsiDatum aaPair[5][2] = { { number(1), number(2) },
                            { number(5), number(1) },
                            { number(3), number(3) },
                            { number(-1.7e308), number(1.7e308) },
                            { number(6.1), number(6.5) } };
  AsiDatum extra[2] = { number(1), number(100) };
  const double aLeft[] = { -4, 2.5, 7 }, aDifference[] = { -4, 0, 0.4 };
  AsiValues values;
  AsiWords words = { "" };
  playRows(&asiKindValues, &values, aaX, 1);
  expect(holds(&values.sample, 3, aLeft) && values.nValue == 3 && values.nDifference == 0 && values.nBeyond == 0,
         "values");
  expect(asiValuesCheck(&values, &words) == ASI_OK && words.z[0] == 0, "values alone");
  (void)asiKindValues.add(&values, extra, 2);
  expect(asiValuesCheck(&values, &words) == ASI_DOMAIN &&
             strcmp(words.z, "values of one sample and differences of pairs are mixed") == 0,
         "a difference among them");
  (void)asiKindValues.remove(&values, extra, 2);
  expect(asiValuesCheck(&values, &words) == ASI_OK && holds(&values.sample, 3, aLeft), "it left");
  asiKindValues.clear(&values);
  playRows(&asiKindValues, &values, aaPair, 2);
  expect(holds(&values.sample, 3, aDifference) && values.nValue == 0 && values.nDifference == 3 && values.nBeyond == 0,
         "differences");
  expect(asiValuesCheck(&values, &words) == ASI_OK, "differences alone");
  (void)asiKindValues.add(&values, aaPair[3], 2);
  expect(values.nBeyond == 1 && values.nDifference == 3 && asiValuesCheck(&values, &words) == ASI_RANGE, "one beyond");
  expect(strcmp(words.z, ASI_BEYOND_WORDS) == 0, "its words");
  asiKindValues.clear(&values);
  expect(heapBlocks == 0, "values cleared");
}

static bool pairedHolds(const AsiPaired *paired) {
  AsiSample copy = paired->differences;
  AsiRankTotals totals;
  bool isGood = asiSampleRankTotals(&copy, &totals) == ASI_OK && paired->differences.order == ASI_BY_MAGNITUDE;
  return isGood && paired->differences.isAskedOften && totals.nZero == 1 && totals.nNegative == 1 &&
         totals.nPositive == 1 && totals.w2Positive == 2 && paired->nBeyond == 0;
}

static void testKindsOfPairs(void) {
  AsiDatum aaPair[5][2] = { { number(1), number(2) },
                            { number(5), number(1) },
                            { number(3), number(3) },
                            { number(-1.7e308), number(1.7e308) },
                            { number(6.1), number(6.5) } };
  AsiPaired paired;
  AsiPairedMoments moments;
  AsiPairs pairs;
  playRows(&asiKindPaired, &paired, aaPair, 2);
  expect(pairedHolds(&paired), "differences of pairs");
  (void)asiKindPaired.add(&paired, aaPair[3], 2);
  expect(paired.nBeyond == 1 && asiSampleCount(&paired.differences) == 3, "one beyond");
  playRows(&asiKindPairedMoments, &moments, aaPair, 2);
  expect(moments.pre.n == 3 && moments.post.n == 3 && moments.difference.n == 3 && moments.nBeyond == 0,
         "sums of pairs");
  expect(asiMomentsMean(&moments.post) == 3.5 && asiMomentsMean(&moments.difference) == -3.6 / 3, "their means");
  playRows(&asiKindPairs, &pairs, aaPair, 2);
  expect(pairedHolds(&pairs.paired) && asiMomentsAreEqual(&pairs.moments.pre, &moments.pre), "both of pairs");
  expect(asiMomentsAreEqual(&pairs.moments.post, &moments.post) &&
             asiMomentsAreEqual(&pairs.moments.difference, &moments.difference),
         "the same sums");
  asiKindPaired.clear(&paired);
  asiKindPairs.clear(&pairs);
  expect(heapBlocks == 0, "pairs cleared");
}

static void testKindsOfAnswers(void) {
  AsiCounts counts;
  AsiAnswerPairs answers;
  AsiItems items;
  AsiDatum aaOne[5][2] = { { number(0) }, { number(1) }, { number(1) }, { number(1) }, { number(0) } };
  AsiDatum aaTwo[5][2] = { { number(0), number(1) },
                           { number(0), number(1) },
                           { number(1), number(0) },
                           { number(1), number(1) },
                           { number(0), number(1) } };
  AsiDatum aItem[][2] = { { number(1), number(1) }, { number(16), number(1) }, { number(16), number(0) } };
  playRows(&asiKindCounts, &counts, aaOne, 1);
  expect(counts.aCount[0] == 1 && counts.aCount[1] == 2, "zeros and ones");
  playRows(&asiKindAnswerPairs, &answers, aaTwo, 2);
  expect(answers.aCount[0][1] == 2 && answers.aCount[1][0] == 1 && answers.aCount[1][1] == 0 &&
             answers.aCount[0][0] == 0,
         "pairs of answers");
  memset(&items, 0, sizeof items);
  asiKindItems.init(&items);
  for (int i = 0; i < 3; i++) expect(asiKindItems.add(&items, aItem[i], 2) == ASI_OK, "an answer");
  expect(items.aAnswered[0] == 1 && items.aAnswered[15] == 2 && items.aYes[0] == 1 && items.aYes[15] == 1,
         "answers by item");
}

/* A sample state of zeros and ones stands for counts; of anything else it does not, and then nothing of it counts. */
static void testCountsOfStates(void) {
  const double aOther[] = { 0.5, 2, -1 };
  for (int i = 0; i < 4; i++) {
    AsiDescribed described = { .moments.n = 0 };
    AsiCounts counts = { { 10, 20 } };
    AsiText text;
    AsiSaved saved;
    AsiWords words = { "" };
    asiKindDescribed.init(&described);
    for (int j = 0; j < 8; j++) {
      AsiDatum row = number(j < 3 ? 0 : 1);
      if (i > 0 && j == 7) row = number(aOther[i - 1]);
      (void)asiKindDescribed.add(&described, &row, 1);
    }
    (void)asiSampleSeal(&described.sample);
    asiTextInit(&text);
    (void)asiSaveSample(&text, 0, &described.sample, &described.moments, NULL);
    expect(asiSavedOpen(text.z, text.n, &saved, &words) == ASI_OK, "a state for counts");
    expect(asiKindCounts.take(&counts, &saved, 1, &words) == (i == 0 ? ASI_OK : ASI_DOMAIN), "taken as counts");
    expect(counts.aCount[0] == (i == 0 ? 13 : 10) && counts.aCount[1] == (i == 0 ? 25 : 20), "the counts");
    if (i > 0) expect(strcmp(words.z, "is a sample_state of other values than 0 and 1") == 0, "the words");
    if (i == 0) {
      expect(asiKindCounts.take(&counts, &saved, -1, &words) == ASI_OK && counts.aCount[0] == 10 &&
                 counts.aCount[1] == 20,
             "out");
    }
    asiTextClear(&text);
    asiKindDescribed.clear(&described);
  }
}

int main(void) {
  testLazySum();
  testCarry();
  testEqualMoments();
  testLabels();
  testLeaving();
  testForeign();
  testPlaces();
  testKindsOfOne();
  testKindValues();
  testKindsOfPairs();
  testKindsOfAnswers();
  testCountsOfStates();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
