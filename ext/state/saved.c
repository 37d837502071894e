#include "saved.h"

#include <math.h>
#include <string.h>

#include "run_moments.h"

#define SAVED_HEAD 5   /* bytes of magic, version and family */
#define SAVED_CHECK 4  /* bytes of the checksum */
#define SAVED_PLACES 9 /* most decimal places */
#define SAVED_NO_PLACES 15
#define SAVED_SINGLE 16
#define SAVED_SUM_END 268    /* bytes: 2^42 of the largest double end below */
#define SAVED_SQUARE_END 530 /* bytes: 2^42 of its square do */
#define SAVED_RUN_COST 20    /* nanoseconds */

/* The digits of the longest sum, which need not begin at one, and those of its multiple: savedIsSound. */
static_assert((SAVED_SQUARE_END + 3) / 4 + 1 + 2 <= ASI_WIDE_DIGITS &&
                  (SAVED_SUM_END + 3) / 4 * 2 + 2 <= ASI_WIDE_DIGITS,
              "saved sums fit into a wide");

static const char aSavedMagic[4] = { 'A', 'S', 'I', ASI_SAVED_VERSION };
static const char aSavedLetter[] = { 'm', 's', 'p' }; /* by family */

const char *asiSavedName(AsiSavedFamily family) {
  static const char *const azName[] = { "moments_state", "sample_state", "paired_state" };
  return azName[family];
}

static double savedTen(unsigned n) {
  double power = 1;
  while (n-- > 0) power *= 10;
  return power;
}

/* x as m / 10^nPlace; false when it is not that. */
static bool savedWhole(double x, unsigned nPlace, int64_t *pWhole) {
  double m = rint(x * savedTen(nPlace)); /* not floor(... + 0.5), which is even from 2^52 on */
  if (!(fabs(m) <= 9007199254740992.0) || m / savedTen(nPlace) != x) return false;
  *pWhole = (int64_t)m;
  return true;
}

/* ---- sums ---- */

static unsigned savedByteAt(const AsiWide *a, unsigned i) { return a->aDigit[i / 4] >> (8 * (i % 4)) & 0xFF; }

static void savedAddSum(AsiText *text, AsiExactSum *sum) {
  AsiWide wide;
  int sign = asiExactMagnitude(sum, &wide);
  unsigned iFirst = 0, iEnd = 4 * (unsigned)wide.nDigit, i;
  if (sign == 0) {
    asiTextAddVarint(text, 0);
    asiTextAddVarint(text, 0);
    return;
  }
  while (savedByteAt(&wide, iFirst) == 0) iFirst++;
  while (savedByteAt(&wide, iEnd - 1) == 0) iEnd--;
  asiTextAddVarint(text, 4 * (unsigned)wide.iBase + iFirst);
  asiTextAddVarint(text, 2 * (uint64_t)(iEnd - iFirst) + (sign < 0));
  for (i = iFirst; i < iEnd; i++) asiTextAddByte(text, (uint8_t)savedByteAt(&wide, i));
}

static AsiSavedSum savedReadSum(AsiReader *reader, uint64_t end) {
  uint64_t iByte = asiReadVarint(reader);
  uint64_t length = asiReadVarint(reader);
  AsiSavedSum sum = { NULL, 0, 0, (length & 1) != 0 ? -1 : 1 };
  uint64_t nByte = length / 2;
  if (iByte > end || nByte > end - iByte || (nByte == 0 && iByte + length != 0)) {
    reader->isWrong = true;
    return sum;
  }
  sum.z = asiReadBytes(reader, nByte);
  if (sum.z == NULL || nByte == 0) return sum;
  sum.iByte = (unsigned)iByte;
  sum.nByte = (unsigned)nByte;
  if (sum.z[0] == 0 || sum.z[nByte - 1] == 0) reader->isWrong = true;
  return sum;
}

static void savedTakeSum(const AsiSavedSum *saved, AsiExactSum *sum, int direction) {
  unsigned i, j;
  for (i = 0; i < saved->nByte; i += 8) {
    uint64_t part = 0;
    for (j = 0; j < 8 && i + j < saved->nByte; j++) part |= (uint64_t)saved->z[i + j] << (8 * j);
    asiExactAdd(sum, part, 8 * (saved->iByte + i), saved->sign * direction);
  }
}

static void savedTakeSums(const AsiSaved *saved, AsiMoments *moments, int direction) {
  moments->n += saved->n * direction;
  savedTakeSum(&saved->sum, asiMomentsSum(moments), direction);
  savedTakeSum(&saved->squares, asiMomentsSquares(moments), direction);
}

/* ---- runs ---- */

static bool savedIsFinite(double x) { return isfinite(x) && !(x == 0 && signbit(x)); }

/* The next place, one step on; false where no place lies. */
static bool savedStep(AsiSavedRuns *runs, uint64_t step) {
  const int64_t most = INT64_C(1) << 53;
  bool isFirst = !runs->isBegun;
  runs->isBegun = true;
  if (isFirst && runs->order == ASI_BY_VALUE && runs->nPlace != SAVED_NO_PLACES) {
    int64_t first = asiUnzigzag(step);
    runs->place = (uint64_t)first;
    return first >= -most && first <= most;
  }
  runs->place += step;
  if (runs->nPlace == SAVED_NO_PLACES) return step > 0 && runs->place >= step;
  return step > 0 && step <= 2 * (uint64_t)most && (int64_t)runs->place <= most;
}

static double savedValue(const AsiSavedRuns *runs) {
  if (runs->nPlace == SAVED_NO_PLACES) return asiRunValue(runs->order, runs->place);
  return (double)(int64_t)runs->place / savedTen(runs->nPlace);
}

static int64_t savedReadCount(AsiReader *reader) {
  uint64_t n = asiReadVarint(reader);
  if (n > (uint64_t)ASI_SAMPLE_MAX) reader->isWrong = true;
  return reader->isWrong ? 0 : (int64_t)n;
}

static bool savedDecodeRun(AsiSavedRuns *runs, AsiRun *run) {
  AsiReader *at = &runs->at;
  bool isSigned = runs->order == ASI_BY_MAGNITUDE;
  uint64_t step;
  if (runs->nRun == 0 || at->isWrong) return false;
  runs->nRun--;
  step = asiReadVarint(at);
  run->nNegative = runs->isSingle && isSigned ? (int64_t)(step & 1) : 0;
  run->nPositive = runs->isSingle ? 1 - run->nNegative : savedReadCount(at);
  if (!runs->isSingle && isSigned) run->nNegative = savedReadCount(at);
  if (runs->isSingle && isSigned) step /= 2;
  if (!savedStep(runs, step) || run->nPositive + run->nNegative == 0) at->isWrong = true;
  run->value = savedValue(runs);
  run->rest = 0;
  if (!savedIsFinite(run->value) || (isSigned && !(run->value > 0))) at->isWrong = true;
  return !at->isWrong;
}

bool asiSavedNextRun(AsiSavedRuns *runs, AsiRun *run) {
  if (runs->decoded == NULL) return savedDecodeRun(runs, run);
  if (runs->nDecoded == 0) return false;
  runs->nDecoded--;
  *run = *runs->decoded++;
  return true;
}

/* Whether runs are written as saved.h says: in the one form that asiSaveSample and asiSavePaired choose for them. */
typedef struct SavedProof {
  unsigned fewer; /* numbers of places, as bits, that would do for all runs so far and are less than theirs */
  bool isSingle;  /* every value came once */
} SavedProof;

static SavedProof savedProofOf(const AsiSavedRuns *runs) {
  unsigned nPlace = runs->nPlace == SAVED_NO_PLACES ? SAVED_PLACES + 1 : runs->nPlace;
  return (SavedProof){ (1u << nPlace) - 1, true };
}

/* False where the number of a place is not the one nearest to its value. */
static bool savedProve(SavedProof *proof, const AsiSavedRuns *runs, const AsiRun *run) {
  int64_t whole;
  unsigned k;
  proof->isSingle = proof->isSingle && run->nNegative + run->nPositive == 1;
  for (k = 0; proof->fewer >> k != 0; k++) {
    if ((proof->fewer >> k & 1) != 0 && !savedWhole(run->value, k, &whole)) proof->fewer &= ~(1u << k);
  }
  if (runs->nPlace == SAVED_NO_PLACES) return true;
  return savedWhole(run->value, runs->nPlace, &whole) && whole == (int64_t)runs->place;
}

/* Runs from here on; the reader moves behind them. Returns how many values they hold. */
static int64_t savedReadRuns(AsiReader *reader, AsiOrder order, AsiSaved *saved) {
  AsiSavedRuns *runs = &saved->runs;
  bool isKept;
  AsiSavedRuns ahead;
  SavedProof proof;
  AsiRun run;
  int64_t n = 0;
  uint64_t i;
  uint8_t form = asiReadByte(reader);
  *runs = (AsiSavedRuns){ .order = order, .nPlace = form & 15u, .isSingle = (form & SAVED_SINGLE) != 0 };
  runs->nRun = asiReadVarint(reader);
  if ((form & ~(15 | SAVED_SINGLE)) != 0 || (runs->nPlace > SAVED_PLACES && runs->nPlace != SAVED_NO_PLACES) ||
      runs->nRun > reader->n) {
    reader->isWrong = true;
    return 0;
  }
  runs->at = *reader;
  ahead = *runs;
  proof = savedProofOf(runs);
  isKept = runs->nRun <= ASI_SAVED_KEPT;
  for (i = 0; n <= ASI_SAMPLE_MAX && savedDecodeRun(&ahead, &run); i++) {
    if (!savedProve(&proof, &ahead, &run)) ahead.at.isWrong = true;
    n += run.nNegative + run.nPositive;
    if (isKept) saved->aRun[i] = run;
  }
  if (isKept) {
    runs->decoded = saved->aRun;
    runs->nDecoded = i;
  }
  *reader = ahead.at;
  if (proof.fewer != 0 || proof.isSingle != runs->isSingle) reader->isWrong = true;
  return n;
}

/* The next integer, one step on; false where none lies. */
static bool savedStepInteger(AsiSavedRuns *integers, uint64_t step) {
  const uint64_t sign = (uint64_t)1 << 63;
  bool isValue = integers->order == ASI_BY_VALUE;
  bool isFirst = !integers->isBegun;
  integers->isBegun = true;
  if (isFirst && isValue) {
    integers->place = (uint64_t)asiUnzigzag(step) ^ sign;
    return true;
  }
  integers->place += step;
  return step > 0 && integers->place >= step && (isValue || integers->place < sign);
}

bool asiSavedNextInteger(AsiSavedRuns *integers, AsiRun *run) {
  AsiReader *at = &integers->at;
  int64_t x;
  if (integers->nRun == 0 || at->isWrong) return false;
  integers->nRun--;
  if (!savedStepInteger(integers, asiReadVarint(at))) at->isWrong = true;
  x = (int64_t)(integers->order == ASI_BY_VALUE ? integers->place ^ (uint64_t)1 << 63 : integers->place);
  *run = (AsiRun){ .value = (double)x, .rest = asiRestOf(x), .nPositive = savedReadCount(at) };
  if (integers->order == ASI_BY_MAGNITUDE) run->nNegative = savedReadCount(at);
  if (run->rest == 0 || run->nPositive + run->nNegative == 0) at->isWrong = true;
  return !at->isWrong;
}

/* Integers to the end, if there are any. Returns how many values they are. */
static int64_t savedReadIntegers(AsiReader *reader, AsiOrder order, AsiSaved *saved) {
  AsiSavedRuns ahead;
  AsiRun run;
  int64_t n = 0;
  saved->integers = (AsiSavedRuns){ .order = order };
  if (reader->isWrong || reader->n == 0) return 0;
  saved->integers.nRun = asiReadVarint(reader);
  if (saved->integers.nRun == 0 || saved->integers.nRun > reader->n) reader->isWrong = true;
  saved->integers.at = *reader;
  ahead = saved->integers;
  while (n <= ASI_SAMPLE_MAX && asiSavedNextInteger(&ahead, &run)) n += run.nNegative + run.nPositive;
  *reader = ahead.at;
  return n;
}

static void savedTakeRunMoment(AsiMoments *moments, const AsiRun *run, int direction) {
  AsiNumber minus = { -run->value, -run->rest };
  if (run->nPositive > 0) asiMomentsAddNumber(moments, asiRunNumber(run), run->nPositive * direction);
  if (run->nNegative > 0) asiMomentsAddNumber(moments, minus, run->nNegative * direction);
}

static void savedTakeRunMoments(const AsiSaved *saved, AsiMoments *moments, int direction) {
  AsiSavedRuns runs = saved->runs, integers = saved->integers;
  AsiRun run;
  while (asiSavedNextRun(&runs, &run)) savedTakeRunMoment(moments, &run, direction);
  while (asiSavedNextInteger(&integers, &run)) savedTakeRunMoment(moments, &run, direction);
}

/* ---- opening ---- */

/* The magnitude of a sum. */
static void savedWide(const AsiSavedSum *sum, AsiWide *wide) {
  unsigned nSkip = sum->iByte % 4, i;
  wide->iBase = (int)(sum->iByte / 4);
  wide->nDigit = (int)((nSkip + sum->nByte + 3) / 4);
  wide->isInexact = false;
  memset(wide->aDigit, 0, (size_t)wide->nDigit * sizeof wide->aDigit[0]);
  for (i = 0; i < sum->nByte; i++) wide->aDigit[(nSkip + i) / 4] |= (uint32_t)sum->z[i] << (8 * ((nSkip + i) % 4));
}

/* n sum(x^2) >= (sum x)^2, and nothing without numbers: what the sums of any n numbers fulfil. */
static bool savedIsSound(const AsiSavedSum *sum, const AsiSavedSum *squares, int64_t n) {
  AsiWide wide, square, scaled;
  if (n == 0) return sum->nByte == 0 && squares->nByte == 0;
  savedWide(sum, &wide);
  asiWideSquare(&wide, &square);
  savedWide(squares, &scaled);
  asiWideMultiply(&scaled, (uint64_t)n);
  return squares->sign > 0 && asiWideCompare(&scaled, &square) >= 0;
}

static void savedReadSums(AsiReader *reader, AsiSaved *saved, AsiSavedSum *sum, AsiSavedSum *squares) {
  *sum = savedReadSum(reader, SAVED_SUM_END);
  *squares = savedReadSum(reader, SAVED_SQUARE_END);
  if (!reader->isWrong && !savedIsSound(sum, squares, saved->n)) reader->isWrong = true;
}

/* Sums of its own that follow from the runs: a state that has no need of them does not write them. */
static bool savedRepeats(const AsiSaved *saved) {
  AsiMoments own = { .n = 0 }, following = { .n = 0 };
  savedTakeSums(saved, &own, 1);
  savedTakeRunMoments(saved, &following, 1);
  return asiMomentsAreEqual(&own, &following);
}

static void savedReadSample(AsiReader *reader, AsiSaved *saved) {
  int64_t n = savedReadRuns(reader, ASI_BY_VALUE, saved);
  uint8_t hasSums = asiReadByte(reader);
  saved->hasSums = hasSums == 1;
  if (saved->hasSums) savedReadSums(reader, saved, &saved->sum, &saved->squares);
  n += savedReadIntegers(reader, ASI_BY_VALUE, saved);
  if (hasSums > 1 || n != saved->n) reader->isWrong = true;
  if (!reader->isWrong && saved->hasSums && savedRepeats(saved)) reader->isWrong = true;
}

static void savedReadPairs(AsiReader *reader, AsiSaved *saved) {
  int64_t n;
  saved->nBeyond = savedReadCount(reader);
  saved->nZero = savedReadCount(reader);
  n = savedReadRuns(reader, ASI_BY_MAGNITUDE, saved);
  savedReadSums(reader, saved, &saved->sum, &saved->squares);
  savedReadSums(reader, saved, &saved->postSum, &saved->postSquares);
  saved->product = savedReadSum(reader, SAVED_SQUARE_END);
  n += savedReadIntegers(reader, ASI_BY_MAGNITUDE, saved);
  if (n != saved->n - saved->nBeyond - saved->nZero) reader->isWrong = true;
}

static bool savedReadBody(AsiReader *reader, AsiSaved *saved) {
  saved->nMissing = savedReadCount(reader);
  saved->n = savedReadCount(reader);
  switch (saved->family) {
  case ASI_SAVED_MOMENTS: savedReadSums(reader, saved, &saved->sum, &saved->squares); break;
  case ASI_SAVED_SAMPLE: savedReadSample(reader, saved); break;
  default: savedReadPairs(reader, saved); break;
  }
  return !reader->isWrong && reader->n == 0;
}

static bool savedReadFamily(char letter, AsiSavedFamily *family) {
  const char *found = (const char *)memchr(aSavedLetter, letter, sizeof aSavedLetter);
  if (found == NULL) return false;
  *family = (AsiSavedFamily)(found - aSavedLetter);
  return true;
}

static uint32_t savedWord(const uint8_t *z) {
  return (uint32_t)z[0] | (uint32_t)z[1] << 8 | (uint32_t)z[2] << 16 | (uint32_t)z[3] << 24;
}

bool asiSavedIsOurs(const void *z, size_t n) { return n >= 3 && memcmp(z, aSavedMagic, 3) == 0; }

AsiStatus asiSavedOpen(const void *z, size_t n, AsiSaved *saved, AsiWords *reason) {
  const uint8_t *aByte = z;
  AsiReader body;
  memset(saved, 0, offsetof(AsiSaved, aRun));
  if (n < SAVED_HEAD + SAVED_CHECK || !asiSavedIsOurs(z, n)) {
    return asiSay(reason, ASI_DOMAIN, "that is no state");
  }
  if (aByte[3] != ASI_SAVED_VERSION) {
    return asiSay(reason, ASI_DOMAIN, "a state of format %d or a damaged one: this version reads format %d", aByte[3],
                  ASI_SAVED_VERSION);
  }
  if (asiChecksum(aByte, n - SAVED_CHECK) != savedWord(aByte + n - SAVED_CHECK)) {
    return asiSay(reason, ASI_DOMAIN, "a damaged state: its checksum does not fit");
  }
  body = (AsiReader){ aByte + SAVED_HEAD, n - SAVED_HEAD - SAVED_CHECK, false };
  if (!savedReadFamily((char)aByte[4], &saved->family) || !savedReadBody(&body, saved)) {
    return asiSay(reason, ASI_DOMAIN, "a state that asistat did not write");
  }
  return ASI_OK;
}

/* ---- taking ---- */

void asiSavedTakeMoments(const AsiSaved *saved, AsiMoments *moments, int direction) {
  if (saved->family == ASI_SAVED_SAMPLE && !saved->hasSums) {
    savedTakeRunMoments(saved, moments, direction);
  } else {
    savedTakeSums(saved, moments, direction);
  }
}

static AsiStatus savedTakeValue(AsiSample *sample, AsiNumber value, int64_t n, int direction) {
  return direction > 0 ? asiSampleAddNumber(sample, value, n) : asiSampleRemoveNumber(sample, value, n);
}

static AsiStatus savedTakeRun(AsiSample *sample, const AsiRun *run, int direction) {
  AsiStatus status = savedTakeValue(sample, asiRunNumber(run), run->nPositive, direction);
  if (status != ASI_OK) return status;
  return savedTakeValue(sample, (AsiNumber){ -run->value, -run->rest }, run->nNegative, direction);
}

AsiStatus asiSavedTakeRuns(const AsiSaved *saved, AsiSample *sample, int direction) {
  AsiSavedRuns runs = saved->runs, integers = saved->integers;
  AsiRun run;
  AsiStatus status = savedTakeValue(sample, (AsiNumber){ 0.0, 0 }, saved->nZero, direction);
  while (status == ASI_OK && asiSavedNextRun(&runs, &run)) status = savedTakeRun(sample, &run, direction);
  while (status == ASI_OK && asiSavedNextInteger(&integers, &run)) status = savedTakeRun(sample, &run, direction);
  return status;
}

void asiSavedTakePairedMoments(const AsiSaved *saved, AsiPairedMoments *moments, int direction) {
  savedTakeSums(saved, &moments->pre, direction);
  moments->post.n += saved->n * direction;
  savedTakeSum(&saved->postSum, asiMomentsSum(&moments->post), direction);
  savedTakeSum(&saved->postSquares, asiMomentsSquares(&moments->post), direction);
  savedTakeSum(&saved->product, &moments->product, direction);
  moments->difference.n += (saved->nBeyond + saved->nZero) * direction;
  moments->nBeyond += saved->nBeyond * direction;
  savedTakeRunMoments(saved, &moments->difference, direction);
}

/* ---- saving ---- */

static void savedAddHead(AsiText *text, AsiSavedFamily family, int64_t nMissing, int64_t n) {
  asiTextAppend(text, aSavedMagic, sizeof aSavedMagic);
  asiTextAppend(text, &aSavedLetter[family], 1);
  asiTextAddVarint(text, (uint64_t)nMissing);
  asiTextAddVarint(text, (uint64_t)n);
}

static void savedAddCheck(AsiText *text) {
  if (asiTextStatus(text) == ASI_OK) asiTextAddWord(text, asiChecksum(text->z, text->n));
}

static void savedAddSums(AsiText *text, AsiMoments *moments) {
  savedAddSum(text, asiMomentsSum(moments));
  savedAddSum(text, asiMomentsSquares(moments));
}

void asiSaveMoments(AsiText *text, int64_t nMissing, AsiMoments *moments) {
  savedAddHead(text, ASI_SAVED_MOMENTS, nMissing, moments->n);
  savedAddSums(text, moments);
  savedAddCheck(text);
}

/* What must be known of all runs before the first is written. */
typedef struct SavedForm {
  unsigned nPlace;
  bool isSingle;
  uint64_t nRun;
} SavedForm;

static bool savedNextDouble(AsiRunCursor *cursor, AsiRun *run) {
  bool isRun;
  do {
    isRun = asiRunNext(cursor, run);
  } while (isRun && run->rest != 0);
  return isRun;
}

/* The least number of places, from nPlace on, that the value allows. */
static unsigned savedPlaces(double x, unsigned nPlace) {
  int64_t whole;
  while (nPlace <= SAVED_PLACES && !savedWhole(x, nPlace, &whole)) nPlace++;
  return nPlace <= SAVED_PLACES ? nPlace : SAVED_NO_PLACES;
}

/* Whether every value has so many places. */
static bool savedAllHave(const AsiSample *sample, unsigned nPlace) {
  AsiRunCursor cursor;
  AsiRun run;
  int64_t whole;
  asiRunFirst(&cursor, sample);
  while (savedNextDouble(&cursor, &run)) {
    if (!savedWhole(run.value, nPlace, &whole)) return false;
  }
  return true;
}

static SavedForm savedFormOf(const AsiSample *sample) {
  SavedForm form = { 0, true, 0 };
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (savedNextDouble(&cursor, &run)) {
    form.nRun++;
    form.isSingle = form.isSingle && run.nNegative + run.nPositive == 1;
    if (form.nPlace <= SAVED_PLACES) form.nPlace = savedPlaces(run.value, form.nPlace);
  }
  /* More places need not suit a value that had fewer: beyond 2^53 / 10^k it does not. */
  while (form.nPlace <= SAVED_PLACES && !savedAllHave(sample, form.nPlace)) form.nPlace++;
  if (form.nPlace > SAVED_PLACES) form.nPlace = SAVED_NO_PLACES;
  return form;
}

static uint64_t savedPlaceOf(const SavedForm *form, AsiOrder order, double value) {
  int64_t whole = 0;
  if (form->nPlace == SAVED_NO_PLACES) {
    uint64_t key = asiElementKey(order, value);
    return order == ASI_BY_MAGNITUDE ? key >> 1 : key;
  }
  (void)savedWhole(value, form->nPlace, &whole);
  return (uint64_t)whole;
}

static void savedAddRun(AsiText *text, const SavedForm *form, AsiOrder order, uint64_t step, const AsiRun *run) {
  bool isSigned = order == ASI_BY_MAGNITUDE;
  if (form->isSingle && isSigned) {
    asiTextAddVarint(text, 2 * step + (uint64_t)run->nNegative);
    return;
  }
  asiTextAddVarint(text, step);
  if (form->isSingle) return;
  asiTextAddVarint(text, (uint64_t)run->nPositive);
  if (isSigned) asiTextAddVarint(text, (uint64_t)run->nNegative);
}

static AsiStatus savedAddRuns(AsiText *text, const AsiSample *sample, AsiPoll *poll) {
  SavedForm form = savedFormOf(sample);
  AsiOrder order = sample->order;
  bool isZigzag = order == ASI_BY_VALUE && form.nPlace != SAVED_NO_PLACES;
  AsiStatus status = ASI_OK;
  uint64_t last = 0;
  AsiRunCursor cursor;
  AsiRun run;
  asiTextAddByte(text, (uint8_t)(form.nPlace | (form.isSingle ? SAVED_SINGLE : 0)));
  asiTextAddVarint(text, form.nRun);
  asiRunFirst(&cursor, sample);
  while (status == ASI_OK && savedNextDouble(&cursor, &run)) {
    uint64_t place = savedPlaceOf(&form, order, run.value);
    savedAddRun(text, &form, order, isZigzag ? asiZigzag((int64_t)place) : place - last, &run);
    isZigzag = false;
    last = place;
    status = asiPollWork(poll, SAVED_RUN_COST);
  }
  return status;
}

static uint64_t savedCountIntegerRuns(const AsiSample *sample) {
  uint64_t nRun = 0;
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) nRun += run.rest != 0;
  return nRun;
}

static AsiStatus savedAddIntegers(AsiText *text, const AsiSample *sample, AsiPoll *poll) {
  bool isZigzag = sample->order == ASI_BY_VALUE;
  AsiStatus status = ASI_OK;
  uint64_t last = 0;
  AsiRunCursor cursor;
  AsiRun run;
  if (asiSampleCountIntegers(sample) == 0) return ASI_OK;
  asiTextAddVarint(text, savedCountIntegerRuns(sample));
  asiRunFirst(&cursor, sample);
  while (status == ASI_OK && asiRunNext(&cursor, &run)) {
    int64_t x;
    if (run.rest == 0) continue;
    x = asiRunInteger(&run);
    asiTextAddVarint(text, isZigzag ? asiZigzag(x) : (uint64_t)x - last);
    asiTextAddVarint(text, (uint64_t)run.nPositive);
    if (sample->order == ASI_BY_MAGNITUDE) asiTextAddVarint(text, (uint64_t)run.nNegative);
    isZigzag = false;
    last = (uint64_t)x;
    status = asiPollWork(poll, SAVED_RUN_COST);
  }
  return status;
}

/* Do the sums follow from the runs? */
static bool savedFollows(const AsiSample *sample, AsiMoments *moments) {
  AsiMoments again = { .n = 0 };
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) asiMomentsAddNumber(&again, asiRunNumber(&run), run.nPositive);
  return asiMomentsAreEqual(&again, moments);
}

AsiStatus asiSaveSample(AsiText *text, int64_t nMissing, const AsiSample *sample, AsiMoments *moments, AsiPoll *poll) {
  bool hasSums = !savedFollows(sample, moments);
  AsiStatus status;
  savedAddHead(text, ASI_SAVED_SAMPLE, nMissing, asiSampleCount(sample));
  status = savedAddRuns(text, sample, poll);
  asiTextAddByte(text, hasSums);
  if (hasSums) savedAddSums(text, moments);
  if (status == ASI_OK) status = savedAddIntegers(text, sample, poll);
  savedAddCheck(text);
  return status;
}

AsiStatus asiSavePaired(AsiText *text, int64_t nMissing, const AsiSample *differences, AsiPairedMoments *moments,
                        AsiPoll *poll) {
  AsiStatus status;
  savedAddHead(text, ASI_SAVED_PAIRED, nMissing, moments->pre.n);
  asiTextAddVarint(text, (uint64_t)moments->nBeyond);
  asiTextAddVarint(text, (uint64_t)asiSampleCountZero(differences));
  status = savedAddRuns(text, differences, poll);
  savedAddSums(text, &moments->pre);
  savedAddSums(text, &moments->post);
  savedAddSum(text, &moments->product);
  if (status == ASI_OK) status = savedAddIntegers(text, differences, poll);
  savedAddCheck(text);
  return status;
}
