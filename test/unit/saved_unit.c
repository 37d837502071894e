/*
** Saved states from hostile hands.
**
**  (1) A million random blobs of up to 64 bytes, as they are, and with our first bytes in front: all refused.
**  (2) Half a million random bodies under a right checksum: refused, or a state whose numbers hold together: its counts
**      add up, its values are finite and ascend, taking it in and out again leaves nothing, and nothing crashes.
**  (3) Right states with a few bytes of the body changed under a right checksum: likewise.
**  (4) A state reads to its last byte and not beyond: the blobs lie in memory of their own, for the sanitizers.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.h"

static int nPassed, nFailed; /* parts */
static int nWrong;           /* blobs of the part at hand */
static uint64_t randomState = 88172645463325252u;

static uint64_t randomBits(void) {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 7;
  return randomState ^= randomState << 17;
}

static void check(bool isRight, const char *zWhat) {
  if (!isRight && nWrong++ < 20) printf("FAILED: %s\n", zWhat);
}

static void endPart(void) {
  nWrong > 0 ? nFailed++ : nPassed++;
  nWrong = 0;
}

static void fillRandom(uint8_t *z, size_t n) {
  size_t i;
  /* small numbers among them, or no body gets far */
  for (i = 0; i < n; i++) z[i] = (uint8_t)(randomBits() % 3 == 0 ? randomBits() : randomBits() % 4);
}

static void setChecksum(uint8_t *z, size_t n) {
  uint32_t crc = asiChecksum(z, n - 4);
  size_t i;
  for (i = 0; i < 4; i++) z[n - 4 + i] = (uint8_t)(crc >> (8 * i));
}

/* ---- what an accepted state must be ---- */

static bool runsHold(const AsiSaved *saved) {
  AsiSavedRuns runs = saved->runs;
  AsiRun run;
  double last = -INFINITY;
  int64_t n = saved->nBeyond + saved->nZero;
  if (saved->family == ASI_SAVED_MOMENTS) return true;
  while (asiSavedNextRun(&runs, &run)) {
    if (!isfinite(run.value) || !(run.value > last)) return false;
    if (saved->family == ASI_SAVED_PAIRED && !(run.value > 0)) return false;
    last = run.value;
    n += run.nNegative + run.nPositive;
  }
  return n == saved->n;
}

static bool isEmptySum(AsiExactSum *sum) {
  AsiWide wide;
  return asiExactMagnitude(sum, &wide) == 0;
}

/* In, and out again. */
static bool takesBack(const AsiSaved *saved, const AsiStateKind *kind) {
  AsiWords words;
  void *state = calloc(1, kind->nByte);
  bool isRight;
  kind->init(state);
  isRight = kind->take(state, saved, 1, &words) == ASI_OK && kind->take(state, saved, -1, &words) == ASI_OK;
  if (kind == &asiKindMoments) {
    AsiMoments *moments = state;
    isRight =
        isRight && moments->n == 0 && isEmptySum(asiMomentsSum(moments)) && isEmptySum(asiMomentsSquares(moments));
  }
  if (kind == &asiKindPaired) isRight = isRight && asiSampleCount(&((AsiPaired *)state)->differences) == 0;
  kind->clear(state);
  free(state);
  return isRight;
}

static bool holds(const AsiSaved *saved) {
  static const AsiStateKind *const apKind[][3] = { { &asiKindMoments },
                                                   { &asiKindMoments, &asiKindDescribed, &asiKindValues },
                                                   { &asiKindPaired, &asiKindPairs, &asiKindValues } };
  int i;
  if (!runsHold(saved)) return false;
  for (i = 0; i < 3 && apKind[saved->family][i] != NULL; i++) {
    if (saved->n < 100000 && !takesBack(saved, apKind[saved->family][i])) return false;
  }
  return true;
}

/* ---- the blobs ---- */

/* Opened from a block of its own length. Returns whether it was taken for a state. */
static bool opens(const uint8_t *z, size_t n) {
  uint8_t *block = malloc(n == 0 ? 1 : n);
  AsiSaved saved;
  AsiWords reason = { "" };
  bool isState;
  if (n > 0) memcpy(block, z, n);
  isState = asiSavedOpen(block, n, &saved, &reason) == ASI_OK;
  check(isState || reason.z[0] != 0, "refused without a reason");
  if (isState) check(holds(&saved), "a state that does not hold together");
  free(block);
  return isState;
}

static void randomBlobs(void) {
  uint8_t z[64];
  int i;
  for (i = 0; i < 1000000; i++) {
    size_t n = randomBits() % sizeof z;
    fillRandom(z, n);
    if (i % 2 == 0 && n > 5) memcpy(z, "ASI\1m", 5);
    if (opens(z, n)) check(false, "a random blob passes for a state");
  }
}

static int randomBodies(void) {
  uint8_t z[64];
  int i, nState = 0;
  for (i = 0; i < 500000; i++) {
    size_t n = 9 + randomBits() % (sizeof z - 9);
    fillRandom(z, n);
    memcpy(z, "ASI\1", 4);
    z[4] = (uint8_t) "msp"[randomBits() % 3];
    setChecksum(z, n);
    nState += opens(z, n);
  }
  return nState;
}

/* Some state of a few values. */
static void makeState(AsiText *text, int iFamily) {
  AsiPairs pairs = { .moments.nBeyond = 0 };
  AsiDescribed described;
  int i, n = 1 + (int)(randomBits() % 6);
  memset(&described, 0, sizeof described);
  asiKindPairs.init(&pairs);
  asiKindDescribed.init(&described);
  for (i = 0; i < n; i++) {
    AsiDatum row[2] = { { .r = (double)(randomBits() % 9) / 2 }, { .r = (double)(randomBits() % 9) * 1e10 / 3 } };
    (void)asiKindPairs.add(&pairs, row, 2);
    (void)asiKindDescribed.add(&described, &row[randomBits() % 2], 1);
  }
  (void)asiSampleSeal(&pairs.paired.differences);
  (void)asiSampleSeal(&described.sample);
  if (iFamily == 0) asiSaveMoments(text, 1, &described.moments);
  if (iFamily == 1) (void)asiSaveSample(text, 1, &described.sample, &described.moments, NULL);
  if (iFamily == 2) (void)asiSavePaired(text, 1, &pairs.paired.differences, &pairs.moments, NULL);
  asiKindPairs.clear(&pairs);
  asiKindDescribed.clear(&described);
}

static int changedStates(void) {
  int i, j, nState = 0;
  for (i = 0; i < 200000; i++) {
    AsiText text;
    asiTextInit(&text);
    makeState(&text, i % 3);
    if (i % 100 == 0) check(opens((const uint8_t *)text.z, text.n), "a right state is refused");
    for (j = 0; j < 1 + i % 3; j++)
      text.z[5 + randomBits() % (text.n - 9)] = (char)(randomBits() >> (randomBits() % 57));
    setChecksum((uint8_t *)text.z, text.n);
    nState += opens((const uint8_t *)text.z, text.n);
    asiTextClear(&text);
  }
  return nState;
}

int main(void) {
  int nBody, nChanged;
  randomBlobs();
  endPart();
  nBody = randomBodies();
  check(nBody > 20, "no random body got through: the test looks at nothing");
  endPart();
  nChanged = changedStates();
  check(nChanged > 1000, "no changed state got through: the test looks at nothing");
  endPart();
  printf("# of 500000 random bodies %d are states, of 200000 changed states %d\n", nBody, nChanged);
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
