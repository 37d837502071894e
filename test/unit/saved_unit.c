/*
** Saved states from hostile hands.
**
**  (1) A million random blobs of up to 64 bytes, as they are, and with our first bytes in front: all refused.
**  (2) Half a million random bodies under a right checksum: refused, or a state whose numbers hold together: its counts
**      add up, its values are finite and ascend, taking it in and out again leaves nothing, what was taken in is
**      written out again as the same bytes, and nothing crashes.
**  (3) Right states with a few bytes of the body changed under a right checksum: likewise.
**  (4) A state reads to its last byte and not beyond: the blobs lie in memory of their own, for the sanitizers.
**
** And from our own: rows of every kind give the bytes that the layout of saved.h, written here a second time, says; they
** open, and are taken in and out of every state that they may stand for. Each part of the layout, one step beyond what
** it may be, is refused.
*/
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "big.h"
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
  if (isRight) return;
  if (nWrong++ < 20) printf("FAILED: %s\n", zWhat);
  if (getenv("FAIL_FAST") != NULL) exit(1);
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
  AsiSavedRuns runs = saved->runs, integers = saved->integers;
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
  while (asiSavedNextInteger(&integers, &run)) {
    if (run.rest == 0) return false;
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

/* Taken in and written out: what `text` then holds. */
static AsiStatus writeAgain(const AsiSaved *saved, AsiText *text) {
  AsiPairs pairs = { .moments.nBeyond = 0 };
  AsiDescribed described;
  AsiWords words;
  AsiStatus status;
  memset(&described, 0, sizeof described);
  if (saved->family == ASI_SAVED_MOMENTS) {
    asiSavedTakeMoments(saved, &described.moments, 1);
    asiSaveMoments(text, saved->nMissing, &described.moments);
    return asiTextStatus(text);
  }
  asiKindPairs.init(&pairs);
  asiKindDescribed.init(&described);
  if (saved->family == ASI_SAVED_SAMPLE) {
    status = asiKindDescribed.take(&described, saved, 1, &words);
    if (status == ASI_OK) status = asiSampleSeal(&described.sample);
    if (status == ASI_OK) status = asiSaveSample(text, saved->nMissing, &described.sample, &described.moments, NULL);
  } else {
    status = asiKindPairs.take(&pairs, saved, 1, &words);
    if (status == ASI_OK) status = asiSampleSeal(&pairs.paired.differences);
    if (status == ASI_OK)
      status = asiSavePaired(text, saved->nMissing, &pairs.paired.differences, &pairs.moments, NULL);
  }
  asiKindPairs.clear(&pairs);
  asiKindDescribed.clear(&described);
  return status;
}

static bool isWrittenAgain(const AsiSaved *saved, const uint8_t *z, size_t n) {
  AsiText text;
  bool isSame;
  asiTextInit(&text);
  isSame = writeAgain(saved, &text) == ASI_OK && text.n == n && memcmp(text.z, z, n) == 0;
  asiTextClear(&text);
  return isSame;
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
  if (isState) check(isWrittenAgain(&saved, block, n), "a state that is written out again as other bytes");
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

/* ---- the layout, written a second time from what saved.h says of it ---- */

typedef struct Bytes {
  uint8_t z[20000];
  size_t n;
} Bytes;

static void putByte(Bytes *bytes, unsigned byte) { bytes->z[bytes->n++] = (uint8_t)byte; }

static void putNumber(Bytes *bytes, uint64_t x) {
  while (x > 127) {
    putByte(bytes, (unsigned)(x % 128 + 128));
    x /= 128;
  }
  putByte(bytes, (unsigned)x);
}

static void putHead(Bytes *bytes, char family, int64_t nMissing, int64_t n) {
  bytes->n = 0;
  putByte(bytes, 'A');
  putByte(bytes, 'S');
  putByte(bytes, 'I');
  putByte(bytes, 1);
  putByte(bytes, (unsigned)family);
  putNumber(bytes, (uint64_t)nMissing);
  putNumber(bytes, (uint64_t)n);
}

/* CRC-32 bit by bit. */
static void putCheck(Bytes *bytes) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < bytes->n; i++) {
    crc ^= bytes->z[i];
    for (int iBit = 0; iBit < 8; iBit++) crc = crc >> 1 ^ (crc % 2 == 1 ? 0xEDB88320u : 0);
  }
  for (int i = 0; i < 4; i++) putByte(bytes, ~crc >> (8 * i) & 255);
}

static unsigned bigByte(const Big *big, int i) { return big->a[i / 4] >> (8 * (i % 4)) & 255; }

static void putSum(Bytes *bytes, const Big *sum) {
  Big big = *sum;
  int iFirst = 0, iEnd = 4 * N_WORD;
  if (bigSign(sum) < 0) bigNegate(&big);
  while (iEnd > 0 && bigByte(&big, iEnd - 1) == 0) iEnd--;
  while (iFirst < iEnd && bigByte(&big, iFirst) == 0) iFirst++;
  putNumber(bytes, iEnd == 0 ? 0 : (uint64_t)iFirst);
  putNumber(bytes, iEnd == 0 ? 0 : (uint64_t)(iEnd - iFirst) * 2 + (bigSign(sum) < 0));
  for (int i = iFirst; i < iEnd; i++) putByte(bytes, bigByte(&big, i));
}

static void putSums(Bytes *bytes, const Sums *sums) {
  putSum(bytes, &sums->sum);
  putSum(bytes, &sums->squares);
}

enum { N_ENTRY = 60 };
typedef struct Multiset {
  double aX[N_ENTRY]; /* ascending */
  int64_t aNegative[N_ENTRY], aPositive[N_ENTRY];
  int nEntry;
} Multiset;

/* A value comes so often; by magnitude with the sign, which zero has not. */
static void multisetTake(Multiset *set, double value, int64_t nNegative, int64_t nPositive) {
  int i = 0;
  while (i < set->nEntry && set->aX[i] < value) i++;
  if (i == set->nEntry || set->aX[i] != value) {
    for (int j = set->nEntry++; j > i; j--) {
      set->aX[j] = set->aX[j - 1];
      set->aNegative[j] = set->aNegative[j - 1];
      set->aPositive[j] = set->aPositive[j - 1];
    }
    set->aX[i] = value + 0.0;
    set->aNegative[i] = set->aPositive[i] = 0;
  }
  set->aNegative[i] += nNegative;
  set->aPositive[i] += nPositive;
}

static const double aTen[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };

/* x = m / 10^k with the m nearest to their product, |m| <= 2^53? */
static bool isPlaced(double x, int k, int64_t *pM) {
  double product = x * aTen[k];
  if (fabs(product) > 0x1p53) return false;
  *pM = (int64_t)product;
  if (fabs(product - (double)*pM) > 0.5) *pM += x < 0 ? -1 : 1;
  return (double)*pM / aTen[k] == x;
}

static int placesOf(const Multiset *set) {
  int64_t m;
  for (int k = 0; k <= 9; k++) {
    int i = 0;
    while (i < set->nEntry && isPlaced(set->aX[i], k, &m)) i++;
    if (i == set->nEntry) return k;
  }
  return 15;
}

/* The number whose unsigned order is that of the values. */
static uint64_t keyOf(double x, bool isSigned) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  if (isSigned) return bits;
  return x < 0 ? ~bits : bits + (UINT64_C(1) << 63);
}

static void putRuns(Bytes *bytes, const Multiset *set, bool isSigned) {
  int nPlace = placesOf(set);
  bool isSingle = true;
  int64_t before = 0, m = 0;
  for (int i = 0; i < set->nEntry; i++) isSingle = isSingle && set->aNegative[i] + set->aPositive[i] == 1;
  putByte(bytes, (unsigned)nPlace + (isSingle ? 16 : 0));
  putNumber(bytes, (uint64_t)set->nEntry);
  for (int i = 0; i < set->nEntry; i++, before = m) {
    uint64_t step;
    if (nPlace == 15) m = (int64_t)keyOf(set->aX[i], isSigned);
    if (nPlace < 15) (void)isPlaced(set->aX[i], nPlace, &m);
    step = (uint64_t)m - (uint64_t)before;
    if (i == 0 && !isSigned && nPlace < 15) step = m < 0 ? (uint64_t)(-m) * 2 - 1 : (uint64_t)m * 2;
    if (isSingle && isSigned) step = step * 2 + (uint64_t)set->aNegative[i];
    putNumber(bytes, step);
    if (!isSingle) putNumber(bytes, (uint64_t)set->aPositive[i]);
    if (!isSingle && isSigned) putNumber(bytes, (uint64_t)set->aNegative[i]);
  }
}

/* ---- rows, and the bytes that they must give ---- */

typedef struct Rows {
  AsiDatum aaX[N_ENTRY][2];
  int64_t aTimes[N_ENTRY];
  int n;
} Rows;

static AsiDatum drawNumber(int iKind) {
  AsiDatum x = { .isInteger = false };
  int64_t small = (int64_t)(randomBits() % 41) - 20;
  int k = (int)(randomBits() % 10);
  switch (iKind) {
  case 0: x.r = (double)(randomBits() % 17); break;
  case 1: x.r = (double)small / 10; break;
  case 2: x.r = (double)((int64_t)(randomBits() % 2000000) - 1000000) / 1e4; break;
  case 3: x.r = (double)small / aTen[k]; break;
  case 4: x.r = ldexp((double)small + (double)randomBits() * 0x1p-64, (int)(randomBits() % 2000) - 1000); break;
  case 5: x = (AsiDatum){ .isInteger = true, .i = (int64_t)randomBits() >> randomBits() % 64 }; break;
  case 6: x.r = (small < 0 ? -1 : 1) * (0x1p53 - (double)(randomBits() % 3) * 2); break;
  case 7: x.r = (double)((INT64_C(1) << 50) + (int64_t)(randomBits() % 9)) / aTen[k % 3 + 1]; break;
  case 8: x.r = small % 2 == 0 ? 0.0 : -0.0; break;
  case 9: x.r = -7.25; break;
  case 10: x.r = (double)((int64_t)(randomBits() % 3) - 1) * 1.7976931348623157e308; break;
  default: x.r = (double)small * 4.9406564584124654e-324; break;
  }
  if (x.isInteger) x.r = (double)x.i;
  return x;
}
enum { N_KIND = 12 };

static void drawRows(Rows *rows, int iKind, int n, bool isManifold) {
  rows->n = n;
  for (int i = 0; i < n; i++) {
    rows->aaX[i][0] = drawNumber(iKind);
    rows->aaX[i][1] = drawNumber(randomBits() % 4 == 0 ? (int)(randomBits() % N_KIND) : iKind);
    rows->aTimes[i] = isManifold ? 1 + (int64_t)(randomBits() % 3) : 1;
  }
}

/* Integers beyond 2^53 that no double equals, in the order of their places. */
typedef struct IntegerRuns {
  int64_t aX[N_ENTRY], aNegative[N_ENTRY], aPositive[N_ENTRY];
  int n;
} IntegerRuns;

/* The nearest double by way of the upper and the lower half, which are both exact. */
static bool isBetweenReals(int64_t x) {
  int64_t high = x >> 32, low = x & INT64_C(0xFFFFFFFF);
  double nearest = (double)high * 0x1p32 + (double)low;
  return nearest == 0x1p63 || (int64_t)nearest != x;
}

static void integersTake(IntegerRuns *runs, int64_t x, int64_t nNegative, int64_t nPositive) {
  int i = 0;
  while (i < runs->n && runs->aX[i] < x) i++;
  if (i == runs->n || runs->aX[i] != x) {
    for (int j = runs->n++; j > i; j--) {
      runs->aX[j] = runs->aX[j - 1];
      runs->aNegative[j] = runs->aNegative[j - 1];
      runs->aPositive[j] = runs->aPositive[j - 1];
    }
    runs->aX[i] = x;
    runs->aNegative[i] = runs->aPositive[i] = 0;
  }
  runs->aNegative[i] += nNegative;
  runs->aPositive[i] += nPositive;
}

static void putIntegers(Bytes *bytes, const IntegerRuns *runs, bool isSigned) {
  if (runs->n == 0) return;
  putNumber(bytes, (uint64_t)runs->n);
  for (int i = 0; i < runs->n; i++) {
    uint64_t x = (uint64_t)runs->aX[i];
    if (i > 0) {
      putNumber(bytes, x - (uint64_t)runs->aX[i - 1]);
    } else {
      putNumber(bytes, isSigned ? x : runs->aX[i] < 0 ? 2 * ~x + 1 : 2 * x);
    }
    putNumber(bytes, (uint64_t)runs->aPositive[i]);
    if (isSigned) putNumber(bytes, (uint64_t)runs->aNegative[i]);
  }
}

/* All from 1 / so many, each once: as many runs as that. */
static void distinctRows(Rows *rows, int n) {
  rows->n = n;
  for (int i = 0; i < n; i++) {
    rows->aaX[i][0] = (AsiDatum){ .isInteger = true, .i = i * 7 % n + 1 };
    rows->aaX[i][0].r = (double)rows->aaX[i][0].i;
    rows->aaX[i][1] = (AsiDatum){ .r = -rows->aaX[i][0].r / 3 };
    rows->aTimes[i] = 1;
  }
}

static void momentsBytes(Bytes *bytes, const Rows *rows, int64_t nMissing) {
  static Sums sums;
  memset(&sums, 0, sizeof sums);
  for (int i = 0; i < rows->n; i++) sumsTake(&sums, &rows->aaX[i][0], rows->aTimes[i]);
  putHead(bytes, 'm', nMissing, sums.n);
  putSums(bytes, &sums);
  putCheck(bytes);
}

static void sampleBytes(Bytes *bytes, const Rows *rows, int64_t nMissing) {
  static Sums sums;
  Multiset set = { .nEntry = 0 };
  IntegerRuns integers = { .n = 0 };
  memset(&sums, 0, sizeof sums);
  for (int i = 0; i < rows->n; i++) {
    const AsiDatum *x = &rows->aaX[i][0];
    sumsTake(&sums, x, rows->aTimes[i]);
    if (x->isInteger && isBetweenReals(x->i)) {
      integersTake(&integers, x->i, 0, rows->aTimes[i]);
    } else {
      multisetTake(&set, x->r, 0, rows->aTimes[i]);
    }
  }
  putHead(bytes, 's', nMissing, sums.n);
  putRuns(bytes, &set, false);
  putByte(bytes, 0);
  putIntegers(bytes, &integers, false);
  putCheck(bytes);
}

static void pairedBytes(Bytes *bytes, const Rows *rows, int64_t nMissing) {
  static Sums pre, post;
  Big product = { { 0 } };
  Multiset set = { .nEntry = 0 };
  IntegerRuns integers = { .n = 0 };
  int64_t nBeyond = 0, nZero = 0;
  memset(&pre, 0, sizeof pre);
  memset(&post, 0, sizeof post);
  for (int i = 0; i < rows->n; i++) {
    const AsiDatum *row = rows->aaX[i];
    double difference = asiDecimalDifference(&row[0], &row[1]);
    int64_t n = rows->aTimes[i];
    sumsTake(&pre, &row[0], n);
    sumsTake(&post, &row[1], n);
    for (int64_t j = 0; j < n; j++) takeProduct(&product, &row[0], &row[1], 1);
    if (row[0].isInteger && row[1].isInteger) {
      asi_i128 exact = (asi_i128)row[1].i - row[0].i;
      bool isInteger = exact >= INT64_MIN && exact <= INT64_MAX;
      if (isInteger && isBetweenReals((int64_t)exact)) {
        integersTake(&integers, (int64_t)(exact < 0 ? -exact : exact), exact < 0 ? n : 0, exact > 0 ? n : 0);
        continue;
      }
      if (!isInteger && (asi_i128)difference != exact) difference = HUGE_VAL;
    }
    nBeyond += isinf(difference) ? n : 0;
    nZero += difference == 0 ? n : 0;
    if (isinf(difference) || difference == 0) continue;
    multisetTake(&set, fabs(difference), difference < 0 ? n : 0, difference > 0 ? n : 0);
  }
  putHead(bytes, 'p', nMissing, pre.n);
  putNumber(bytes, (uint64_t)nBeyond);
  putNumber(bytes, (uint64_t)nZero);
  putRuns(bytes, &set, true);
  putSums(bytes, &pre);
  putSums(bytes, &post);
  putSum(bytes, &product);
  putIntegers(bytes, &integers, true);
  putCheck(bytes);
}

/* ---- saved, opened, taken in and out: the same bytes ---- */

static bool isText(const AsiText *text, const Bytes *bytes) {
  return asiTextStatus(text) == ASI_OK && text->n == bytes->n && memcmp(text->z, bytes->z, bytes->n) == 0;
}

static bool savesMoments(AsiMoments *moments, int64_t nMissing, const Bytes *wanted) {
  AsiText text;
  bool isSame;
  asiTextInit(&text);
  asiSaveMoments(&text, nMissing, moments);
  isSame = isText(&text, wanted);
  asiTextClear(&text);
  return isSame;
}

static AsiStatus pollGoesOn(AsiPoll *poll) {
  (void)poll;
  return ASI_OK;
}

/* 20 a run are reported. */
static bool savesDescribed(AsiDescribed *described, int64_t nMissing, const Bytes *wanted) {
  AsiPoll poll = { pollGoesOn, NULL, INT64_MIN / 2 };
  AsiText text;
  bool isSame = asiSampleSeal(&described->sample) == ASI_OK;
  asiTextInit(&text);
  isSame = isSame && asiSaveSample(&text, nMissing, &described->sample, &described->moments, &poll) == ASI_OK;
  isSame = isSame && isText(&text, wanted) && poll.nWork - INT64_MIN / 2 == 20 * asiSampleCountRuns(&described->sample);
  asiTextClear(&text);
  return isSame;
}

static bool savesPairs(AsiPairs *pairs, int64_t nMissing, const Bytes *wanted) {
  AsiPoll poll = { pollGoesOn, NULL, INT64_MIN / 2 };
  AsiSample *differences = &pairs->paired.differences;
  AsiText text;
  bool isSame = asiSampleSeal(differences) == ASI_OK;
  asiTextInit(&text);
  isSame = isSame && asiSavePaired(&text, nMissing, differences, &pairs->moments, &poll) == ASI_OK;
  isSame = isSame && isText(&text, wanted) && poll.nWork - INT64_MIN / 2 == 20 * asiSampleCountRuns(differences);
  asiTextClear(&text);
  return isSame;
}

static bool opensAs(const Bytes *bytes, AsiSavedFamily family, int64_t nMissing, int64_t n, AsiSaved *saved) {
  AsiWords reason = { "" };
  return asiSavedOpen(bytes->z, bytes->n, saved, &reason) == ASI_OK && saved->family == family &&
         saved->nMissing == nMissing && saved->n == n && reason.z[0] == 0;
}

/* Twice in and once out is once in. */
static bool takesOnce(const AsiStateKind *kind, void *state, const AsiSaved *saved) {
  AsiWords words = { "" };
  kind->init(state);
  return kind->take(state, saved, 1, &words) == ASI_OK && kind->take(state, saved, 1, &words) == ASI_OK &&
         kind->take(state, saved, -1, &words) == ASI_OK && words.z[0] == 0;
}

static bool momentsLayout(const Rows *rows, int64_t nMissing) {
  static Bytes wanted;
  AsiMoments moments = { .n = 0 }, again = { .n = 0 };
  AsiSaved saved;
  momentsBytes(&wanted, rows, nMissing);
  for (int i = 0; i < rows->n; i++) {
    for (int64_t j = 0; j < rows->aTimes[i]; j++) asiMomentsTake(&moments, &rows->aaX[i][0], 1);
  }
  return savesMoments(&moments, nMissing, &wanted) &&
         opensAs(&wanted, ASI_SAVED_MOMENTS, nMissing, moments.n, &saved) &&
         takesOnce(&asiKindMoments, &again, &saved) && savesMoments(&again, nMissing, &wanted);
}

static bool sampleLayout(const Rows *rows, int64_t nMissing) {
  static Bytes wanted, wantedMoments;
  AsiDescribed described = { .moments.n = 0 }, again = { .moments.n = 0 };
  AsiMoments moments = { .n = 0 };
  AsiValues values = { .nValue = 0 };
  AsiSaved saved;
  bool isGood = true;
  sampleBytes(&wanted, rows, nMissing);
  momentsBytes(&wantedMoments, rows, nMissing);
  asiKindDescribed.init(&described);
  for (int i = 0; i < rows->n; i++) {
    for (int64_t j = 0; j < rows->aTimes[i]; j++) {
      isGood = isGood && asiKindDescribed.add(&described, &rows->aaX[i][0], 1) == ASI_OK;
    }
  }
  isGood = isGood && savesDescribed(&described, nMissing, &wanted);
  isGood = isGood && opensAs(&wanted, ASI_SAVED_SAMPLE, nMissing, described.moments.n, &saved);
  isGood = isGood && (saved.runs.decoded != NULL) == (saved.runs.nRun <= 24);
  isGood = isGood && asiSampleCountRuns(&described.sample) == (int64_t)(saved.runs.nRun + saved.integers.nRun);
  isGood = isGood && takesOnce(&asiKindDescribed, &again, &saved) && savesDescribed(&again, nMissing, &wanted);
  isGood = isGood && takesOnce(&asiKindMoments, &moments, &saved) && savesMoments(&moments, nMissing, &wantedMoments);
  isGood = isGood && takesOnce(&asiKindValues, &values, &saved) && values.nValue == saved.n;
  isGood = isGood && asiSampleCount(&values.sample) == saved.n && values.nDifference == 0 && values.nBeyond == 0;
  asiKindDescribed.clear(&described);
  asiKindDescribed.clear(&again);
  asiKindValues.clear(&values);
  return isGood;
}

static bool pairedLayout(const Rows *rows, int64_t nMissing) {
  static Bytes wanted;
  AsiPairs pairs = { .moments.nBeyond = 0 }, again = { .moments.nBeyond = 0 };
  AsiValues values = { .nValue = 0 };
  AsiSaved saved;
  bool isGood = true;
  pairedBytes(&wanted, rows, nMissing);
  asiKindPairs.init(&pairs);
  for (int i = 0; i < rows->n; i++) {
    for (int64_t j = 0; j < rows->aTimes[i]; j++) {
      isGood = isGood && asiKindPairs.add(&pairs, rows->aaX[i], 2) == ASI_OK;
    }
  }
  isGood = isGood && savesPairs(&pairs, nMissing, &wanted);
  isGood = isGood && opensAs(&wanted, ASI_SAVED_PAIRED, nMissing, pairs.moments.pre.n, &saved);
  isGood = isGood && takesOnce(&asiKindPairs, &again, &saved) && savesPairs(&again, nMissing, &wanted);
  isGood = isGood && again.paired.nBeyond == pairs.paired.nBeyond && saved.nBeyond == pairs.paired.nBeyond;
  isGood = isGood && again.moments.nBeyond == saved.nBeyond && again.moments.post.n == saved.n;
  isGood = isGood && asiMomentsAreEqual(&pairs.moments.difference, &again.moments.difference);
  isGood = isGood && takesOnce(&asiKindValues, &values, &saved) && values.nDifference == saved.n - saved.nBeyond;
  isGood = isGood && asiSampleCount(&values.sample) == values.nDifference && values.nValue == 0 &&
           values.nBeyond == saved.nBeyond;
  asiKindPairs.clear(&pairs);
  asiKindPairs.clear(&again);
  asiKindValues.clear(&values);
  return isGood;
}

/* Rows of every kind, of few and many runs, once and manifold. */
static void testLayout(void) {
  static const int64_t aMissing[] = { 0, 1, 127, 128, 16384, ASI_SAMPLE_MAX };
  static Rows rows;
  for (int i = 0; i < 1800; i++) {
    int64_t nMissing = aMissing[i % 6];
    drawRows(&rows, i % N_KIND, (int)(randomBits() % (i % 5 == 0 ? N_ENTRY : 6)), i % 7 < 4);
    if (i < 60) distinctRows(&rows, i);
    check(momentsLayout(&rows, nMissing), "moments are not saved as the layout says");
    check(sampleLayout(&rows, nMissing), "a sample is not saved as the layout says");
    check(pairedLayout(&rows, nMissing), "pairs are not saved as the layout says");
  }
}

/* 2^42 of the largest double: both sums end at the last byte that they may have. */
static void testLargest(void) {
  static Bytes wanted;
  Rows rows = { .n = 1, .aTimes = { ASI_SAMPLE_MAX } };
  AsiDescribed described = { .moments.n = 0 }, again = { .moments.n = 0 };
  AsiMoments moments = { .n = 0 };
  AsiSaved saved;
  rows.aaX[0][0].r = -1.7976931348623157e308;
  asiMomentsAddReal(&moments, rows.aaX[0][0].r, ASI_SAMPLE_MAX);
  momentsBytes(&wanted, &rows, 0);
  check(savesMoments(&moments, 0, &wanted), "the largest moments are not saved");
  check(opensAs(&wanted, ASI_SAVED_MOMENTS, 0, ASI_SAMPLE_MAX, &saved), "the largest moments do not open");
  sampleBytes(&wanted, &rows, 0);
  asiKindDescribed.init(&described);
  check(asiSampleAdd(&described.sample, rows.aaX[0][0].r, ASI_SAMPLE_MAX) == ASI_OK, "the largest sample");
  described.moments = moments;
  check(savesDescribed(&described, 0, &wanted), "the largest sample is not saved");
  check(opensAs(&wanted, ASI_SAVED_SAMPLE, 0, ASI_SAMPLE_MAX, &saved) &&
            takesOnce(&asiKindMoments, &again.moments, &saved),
        "the largest sample does not open");
  check(asiMomentsAreEqual(&moments, &again.moments), "the largest sample is taken as something else");
  asiKindDescribed.clear(&described);
}

/* ---- bytes that no one wrote ---- */

/* Under a right checksum. */
static bool isRefused(const Bytes *bytes, const char *zReason) {
  static Bytes checked;
  AsiSaved saved;
  AsiWords reason = { "" };
  checked = *bytes;
  putCheck(&checked);
  return asiSavedOpen(checked.z, checked.n, &saved, &reason) == ASI_DOMAIN && strcmp(reason.z, zReason) == 0;
}

static bool isForeign(const Bytes *bytes) { return isRefused(bytes, "a state that asistat did not write"); }

static bool isTaken(const Bytes *bytes) {
  static Bytes checked;
  AsiSaved saved;
  AsiWords reason = { "" };
  checked = *bytes;
  putCheck(&checked);
  return asiSavedOpen(checked.z, checked.n, &saved, &reason) == ASI_OK;
}

/* Every byte changed: the checksum, or the head, says so. Cut or longer, under a right checksum: foreign. */
static void testDamage(void) {
  static Rows rows;
  static Bytes right, wrong;
  for (int iFamily = 0; iFamily < 3; iFamily++) {
    drawRows(&rows, 4, 5, true);
    (iFamily == 0 ? momentsBytes : iFamily == 1 ? sampleBytes : pairedBytes)(&right, &rows, 3);
    for (size_t i = 0; i < right.n; i++) {
      const char *zWanted = i < 3 ? "that is no state" : "a damaged state: its checksum does not fit";
      AsiSaved saved;
      AsiWords reason = { "" };
      wrong = right;
      wrong.z[i] ^= (uint8_t)(1 + randomBits() % 255);
      check(asiSavedOpen(wrong.z, wrong.n, &saved, &reason) == ASI_DOMAIN, "a changed state is taken");
      check(i == 3 || strcmp(reason.z, zWanted) == 0, "a changed state is refused for another reason");
      check(asiSavedIsOurs(wrong.z, wrong.n) == (i >= 3), "our first bytes are not known");
    }
    wrong = right;
    wrong.z[3] = 2;
    wrong.n -= 4;
    check(isRefused(&wrong, "a state of format 2 or a damaged one: this version reads format 1"), "another version");
    for (size_t n = 5; n < right.n - 4; n++) {
      wrong = right;
      wrong.n = n;
      check(isForeign(&wrong), "a shortened state is taken");
    }
    wrong = right;
    wrong.n = right.n - 4;
    check(isTaken(&wrong), "a right state is refused");
    for (int last = 0; last < 256; last++) {
      wrong.n = right.n - 4;
      putByte(&wrong, (unsigned)last);
      check(isForeign(&wrong), "a longer state is taken");
    }
  }
  putHead(&wrong, 'm', 0, 0);
  for (size_t n = 0; n < 5; n++) {
    wrong.n = n;
    check(n == 5 || isRefused(&wrong, "that is no state"), "less than a state is taken");
    check(asiSavedIsOurs(wrong.z, n) == (n >= 3), "our first bytes are not known");
  }
  for (int letter = 0; letter < 256; letter++) {
    putHead(&wrong, (char)letter, 0, 0);
    for (int i = 0; i < 4; i++) putByte(&wrong, 0);
    check(letter == 'm' ? isTaken(&wrong) : isForeign(&wrong), "letters of families");
  }
}

/* A sum of one or two numbers: e, b and its bytes as given. */
typedef struct GivenSum {
  uint64_t e, b;
  const char *zByte;
} GivenSum;

static void putGiven(Bytes *bytes, GivenSum sum) {
  putNumber(bytes, sum.e);
  putNumber(bytes, sum.b);
  for (size_t i = 0; i < sum.b / 2 && sum.zByte != NULL; i++) putByte(bytes, (uint8_t)sum.zByte[i]);
}

static bool sumsOpen(int64_t n, GivenSum sum, GivenSum squares) {
  static Bytes bytes;
  putHead(&bytes, 'm', 0, n);
  putGiven(&bytes, sum);
  putGiven(&bytes, squares);
  return isTaken(&bytes) && !isForeign(&bytes);
}

/* 1 is 2^1074 units: byte 134, bit 2; its square 2^2148: byte 268, bit 4. */
static void testSums(void) {
  const GivenSum none = { 0, 0, NULL }, one = { 134, 2, "\x04" }, square = { 268, 2, "\x10" };
  check(sumsOpen(0, none, none) && sumsOpen(1, none, (GivenSum){ 0, 2, "\x01" }), "right sums are refused");
  check(sumsOpen(1, one, square) && sumsOpen(1, (GivenSum){ 134, 3, "\x04" }, square), "the sums of 1 and of -1");
  check(!sumsOpen(0, one, square) && !sumsOpen(0, none, square) && !sumsOpen(0, one, none), "sums of nothing");
  check(!sumsOpen(1, one, none) && sumsOpen(1, none, none), "no squares of a number");
  check(!sumsOpen(1, one, (GivenSum){ 268, 2, "\x0F" }) && sumsOpen(1, one, (GivenSum){ 268, 2, "\x11" }), "squares");
  check(!sumsOpen(3, (GivenSum){ 134, 2, "\x0C" }, (GivenSum){ 268, 2, "\x2F" }),
        "three times 1, less than the squares");
  check(sumsOpen(3, (GivenSum){ 134, 2, "\x0C" }, (GivenSum){ 268, 2, "\x30" }), "three times 1");
  check(!sumsOpen(1, one, (GivenSum){ 268, 3, "\x10" }), "squares below 0");
  check(!sumsOpen(1, (GivenSum){ 1, 1, NULL }, square), "no zero");
  check(!sumsOpen(1, (GivenSum){ 1, 0, NULL }, square) && !sumsOpen(1, (GivenSum){ 0, 1, NULL }, square), "no zero");
  check(!sumsOpen(1, (GivenSum){ 133, 4, "\0\x04" }, square), "a sum that begins with 0");
  check(!sumsOpen(1, (GivenSum){ 134, 4, "\x04\0" }, square), "a sum that ends with 0");
  check(!sumsOpen(1, one, (GivenSum){ 267, 4, "\0\x10" }), "squares that begin with 0");
  check(sumsOpen(1, one, (GivenSum){ 529, 2, "\x01" }), "the last byte of squares");
  check(!sumsOpen(1, one, (GivenSum){ 530, 2, "\x01" }) && !sumsOpen(1, one, (GivenSum){ 529, 4, "\x01\x01" }),
        "beyond it");
  check(!sumsOpen(1, one, (GivenSum){ UINT64_MAX, 2, "\x01" }), "far beyond it");
  check(sumsOpen(ASI_SAMPLE_MAX, none, square) && !sumsOpen(ASI_SAMPLE_MAX + 1, none, square),
        "more rows than allowed");
  check(sumsOpen(ASI_SAMPLE_MAX, (GivenSum){ 267, 2, "\x01" }, (GivenSum){ 529, 2, "\x40" }), "the last byte of a sum");
  check(!sumsOpen(ASI_SAMPLE_MAX, (GivenSum){ 268, 2, "\x01" }, (GivenSum){ 529, 2, "\xFF" }), "a sum beyond it");
}

/* A sample of so many: the runs as they are given, in numbers, without sums. */
static bool runsOpen(uint64_t n, unsigned form, uint64_t nRun, int nNumber, const uint64_t *aNumber) {
  static Bytes bytes;
  putHead(&bytes, 's', 0, (int64_t)n);
  putByte(&bytes, form);
  putNumber(&bytes, nRun);
  for (int i = 0; i < nNumber; i++) putNumber(&bytes, aNumber[i]);
  putByte(&bytes, 0);
  return isTaken(&bytes) && !isForeign(&bytes);
}

static uint64_t zigzag(int64_t m) { return m < 0 ? (uint64_t)(-m) * 2 - 1 : (uint64_t)m * 2; }

static void testRuns(void) {
  const int64_t most = INT64_C(1) << 53;
  check(runsOpen(0, 16, 0, 0, NULL) && runsOpen(3, 0, 1, 2, (uint64_t[]){ 8, 3 }), "right runs are refused");
  for (unsigned form = 0; form < 256; form++) {
    check(runsOpen(0, form, 0, 0, NULL) == (form == 16), "forms of no runs");
  }
  check(runsOpen(1, 16, 1, 1, (uint64_t[]){ zigzag(most) }) && runsOpen(1, 16, 1, 1, (uint64_t[]){ zigzag(-most) }),
        "2^53");
  check(!runsOpen(1, 16, 1, 1, (uint64_t[]){ zigzag(most + 1) }), "2^53 + 1");
  check(!runsOpen(1, 16, 1, 1, (uint64_t[]){ zigzag(-most - 1) }), "-2^53 - 1");
  check(runsOpen(2, 16, 2, 2, (uint64_t[]){ zigzag(-most), 2 * (uint64_t)most }), "from end to end");
  check(!runsOpen(2, 16, 2, 2, (uint64_t[]){ zigzag(-most), 2 * (uint64_t)most + 1 }), "beyond the end");
  check(!runsOpen(2, 16, 2, 2, (uint64_t[]){ zigzag(5), UINT64_MAX }), "a step back");
  check(!runsOpen(2, 16, 2, 2, (uint64_t[]){ zigzag(5), 0 }) && runsOpen(2, 16, 2, 2, (uint64_t[]){ zigzag(5), 1 }),
        "none");
  check(!runsOpen(2, 0, 2, 4, (uint64_t[]){ 2, 2, 1, 0 }), "a run of none");
  check(!runsOpen(2, 0, 1, 2, (uint64_t[]){ 2, 3 }) && !runsOpen(4, 0, 1, 2, (uint64_t[]){ 2, 3 }), "n is another");
  check(!runsOpen(2, 16, 1, 2, (uint64_t[]){ 2, 1 }) && !runsOpen(1, 16, 2, 1, (uint64_t[]){ 2 }),
        "other runs than said");
  check(!runsOpen(0, 16, 1000, 0, NULL) && !runsOpen(0, 16, UINT64_MAX, 0, NULL), "more runs than bytes");
  for (unsigned k = 0; k <= 9; k++) {
    check(runsOpen(1, 16 + k, 1, 1, (uint64_t[]){ zigzag(7) }), "7 in each place");
    check(runsOpen(1, 16 + k, 1, 1, (uint64_t[]){ zigzag(70) }) == (k == 0), "a place more than needed");
    check(!runsOpen(1, k, 1, 2, (uint64_t[]){ zigzag(7), 1 }), "a count of 1 that is left out");
  }
  for (unsigned k = 10; k < 15; k++) check(!runsOpen(1, 16 + k, 1, 1, (uint64_t[]){ zigzag(7) }), "more places");
  check(runsOpen(1, 31, 1, 1, (uint64_t[]){ keyOf(1.0 / 3, false) }), "a key");
  check(!runsOpen(1, 31, 1, 1, (uint64_t[]){ keyOf(1.5, false) }), "a key of a number with places");
  check(!runsOpen(1, 31, 1, 1, (uint64_t[]){ 0 }) && !runsOpen(1, 31, 1, 1, (uint64_t[]){ UINT64_MAX }),
        "keys of no number");
  check(!runsOpen(1, 31, 1, 1, (uint64_t[]){ (UINT64_C(1) << 63) - 1 }), "the key of -0");
  check(runsOpen(2, 31, 2, 2, (uint64_t[]){ UINT64_C(1) << 63, keyOf(1.0 / 3, false) - (UINT64_C(1) << 63) }),
        "the keys of 0 and a third");
  check(runsOpen(2, 31, 2, 2, (uint64_t[]){ keyOf(-1.0 / 3, false), keyOf(1, false) - keyOf(-1.0 / 3, false) }),
        "keys of a third below 0 and 1");
  check(!runsOpen(2, 31, 2, 2, (uint64_t[]){ keyOf(1, false), keyOf(-1.0 / 3, false) - keyOf(1, false) }),
        "in the wrong order");
  check(!runsOpen(2, 31, 2, 2, (uint64_t[]){ keyOf(1.0 / 3, false), 0 }), "a key twice");
}

/* One value, 2^53. */
static bool tailOpens(unsigned hasSums, const GivenSum *aSum, int nSum) {
  static Bytes bytes;
  putHead(&bytes, 's', 0, 1);
  putByte(&bytes, 16);
  putNumber(&bytes, 1);
  putNumber(&bytes, zigzag(INT64_C(1) << 53));
  putByte(&bytes, hasSums);
  for (int i = 0; i < nSum; i++) putGiven(&bytes, aSum[i]);
  return isTaken(&bytes) && !isForeign(&bytes);
}

static void testSampleTails(void) {
  const GivenSum own = { 134, 14, "\x04\0\0\0\0\0\x80" }, square = { 268, 28, "\x10\0\0\0\0\0\0\x04\0\0\0\0\0\x40" };
  const GivenSum aSum[] = { own, square }, aWrong[] = { own, { 268, 2, "\x0F" } };
  const GivenSum aFollowing[] = { { 140, 2, "\x80" }, { 281, 2, "\x40" } }; /* of 2^53 itself */
  check(tailOpens(0, NULL, 0) && tailOpens(1, aSum, 2), "right tails of samples are refused");
  check(!tailOpens(1, NULL, 0) && !tailOpens(0, aSum, 2) && !tailOpens(1, aSum, 1), "sums or none");
  check(!tailOpens(2, aSum, 2) && !tailOpens(255, aSum, 2) && !tailOpens(2, NULL, 0) && !tailOpens(1, aWrong, 2),
        "others");
  check(!tailOpens(1, aFollowing, 2), "sums that follow from the runs");
}

/* Pairs: n, beyond, zero, one run by its numbers, and the sums of pairs (1, 1) or of nothing. */
static bool pairsOpen(int64_t n, int64_t nBeyond, int64_t nZero, unsigned form, int nNumber, const uint64_t *aNumber,
                      int iWrong) {
  const GivenSum one = { 134, 2, "\x04" }, square = { 268, 2, "\x10" }, less = { 268, 2, "\x0F" };
  static Bytes bytes;
  putHead(&bytes, 'p', 0, n);
  putNumber(&bytes, (uint64_t)nBeyond);
  putNumber(&bytes, (uint64_t)nZero);
  putByte(&bytes, form);
  putNumber(&bytes, nNumber > 0);
  for (int i = 0; i < nNumber; i++) putNumber(&bytes, aNumber[i]);
  putGiven(&bytes, one);
  putGiven(&bytes, iWrong == 1 ? less : square);
  putGiven(&bytes, one);
  putGiven(&bytes, iWrong == 2 ? less : square);
  putGiven(&bytes, iWrong == 3 ? (GivenSum){ 268, 4, "\x10\0" } : square);
  return isTaken(&bytes) && !isForeign(&bytes);
}

static void testPairs(void) {
  const int64_t most = INT64_C(1) << 53, max = ASI_SAMPLE_MAX;
  const double infinite = (double)INFINITY;
  check(pairsOpen(1, 0, 1, 16, 0, NULL, 0) && pairsOpen(1, 1, 0, 16, 0, NULL, 0), "right pairs are refused");
  for (int i = 1; i <= 3; i++) check(!pairsOpen(1, 0, 1, 16, 0, NULL, i), "pairs with wrong sums");
  check(!pairsOpen(1, 1, 1, 16, 0, NULL, 0) && !pairsOpen(2, 1, 0, 16, 0, NULL, 0) &&
            !pairsOpen(2, 0, 1, 16, 0, NULL, 0),
        "n");
  check(pairsOpen(5, 1, 1, 0, 3, (uint64_t[]){ 7, 1, 2 }, 0) && !pairsOpen(5, 1, 1, 0, 3, (uint64_t[]){ 7, 1, 1 }, 0),
        "counts");
  check(pairsOpen(3, 0, 0, 0, 3, (uint64_t[]){ 7, 3, 0 }, 0) && pairsOpen(3, 0, 0, 0, 3, (uint64_t[]){ 7, 0, 3 }, 0),
        "signs");
  check(!pairsOpen(0, 0, 0, 0, 3, (uint64_t[]){ 7, 0, 0 }, 0), "a run of none");
  check(pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 2 }, 0) && pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 3 }, 0), "1 and -1");
  check(!pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 0 }, 0) && !pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 1 }, 0),
        "zero as a run");
  check(pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 2 * (uint64_t)most }, 0), "2^53");
  check(!pairsOpen(1, 0, 0, 16, 1, (uint64_t[]){ 2 * (uint64_t)most + 2 }, 0), "2^53 + 1");
  check(pairsOpen(1, 0, 0, 31, 1, (uint64_t[]){ 2 * keyOf(1.0 / 3, true) + 1 }, 0), "a key of a fall");
  check(!pairsOpen(1, 0, 0, 31, 1, (uint64_t[]){ 2 * keyOf(0.3, true) + 1 }, 0), "a key of -0.3, which has places");
  check(!pairsOpen(1, 0, 0, 31, 1, (uint64_t[]){ 2 * keyOf(infinite, true) }, 0), "the key of an infinity");
  check(!pairsOpen(1, 0, 0, 31, 1, (uint64_t[]){ 0 }, 0) && !pairsOpen(1, 0, 0, 31, 1, (uint64_t[]){ 1 }, 0),
        "the key of 0");
  check(!pairsOpen(1, 0, 0, 15, 3, (uint64_t[]){ keyOf(-1, true), 1, 0 }, 0), "the key of a number below 0");
  check(pairsOpen(max, 0, 0, 0, 3, (uint64_t[]){ 7, (uint64_t)max / 2, (uint64_t)max / 2 }, 0), "as many as allowed");
  check(!pairsOpen(1, 0, 0, 0, 3, (uint64_t[]){ 7, (uint64_t)max + 1, 0 }, 0), "more than allowed");
  check(pairsOpen(max, max, 0, 16, 0, NULL, 0) && pairsOpen(max, 0, max, 16, 0, NULL, 0), "all beyond, all zero");
  check(!pairsOpen(max, max + 1, 0, 16, 0, NULL, 0) && !pairsOpen(max, 0, max + 1, 16, 0, NULL, 0), "and one more");
}

int main(void) {
  int nBody, nChanged;
  testLayout();
  endPart();
  testLargest();
  endPart();
  testDamage();
  endPart();
  testSums();
  endPart();
  testRuns();
  endPart();
  testSampleTails();
  endPart();
  testPairs();
  endPart();
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
