/*
** Where computations end that no row of data brings to their end, or only at great cost.
**
**  (1) Computations on summaries (grim, closure, p_range) and the selection among pairs: stopped by the host at their first,
**      second, third ... poll they say ASI_INTERRUPT, without memory at any place ASI_NOMEM; else their answer. Nothing stays
**      allocated.
**  (2) Pairs of samples so long that a look at them is interrupted by polls, and runs of equal values in such samples.
**  (3) Counts of samples beyond INTEGER; more values than a search has room for; lists longer than their buffer; numbers that
**      pictures do not hold today; roots of numbers that doubles do not hold.
**
** The sources of two modules are included for their inner functions.
*/
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "closure_count.c"
#include "grim.h"
#include "heap.h"
#include "p_range.c"
#include "picture.h"
#include "walsh.h"

static int nPassed, nFailed;

static void check(bool isRight, const char *zWhat, int64_t which) {
  nPassed += isRight;
  nFailed += !isRight;
  if (!isRight) printf("! %s, %" PRId64 "\n", zWhat, which);
}

/* ---- (1) ---- */

/* `answer` is compared byte for byte. */
typedef struct Job {
  const char *zName;
  AsiStatus (*run)(const struct Job *job, AsiPoll *poll, void *answer);
  AsiSummary pre, post;
  const char *zOptions;
  const AsiAscending *x, *y;
} Job;

/* Asked before every step of work. */
static AsiStatus stopAt(AsiPoll *poll) {
  long long *pLeft = poll->host;
  poll->nWork = ASI_POLL_EVERY;
  return *pLeft > 0 && --*pLeft == 0 ? ASI_INTERRUPT : ASI_OK;
}

static bool isRightAt(const Job *job, AsiStatus fault, long long k, const char right[64], bool *pHasFired) {
  long long untilStop = fault == ASI_INTERRUPT ? k : 0, nBlock = heapBlocks;
  AsiPoll poll = { stopAt, &untilStop, ASI_POLL_EVERY };
  char answer[64] = { 0 };
  AsiStatus status;
  heapUntilFailure = fault == ASI_NOMEM ? k : 0;
  status = job->run(job, &poll, answer);
  *pHasFired = k > 0 && (fault == ASI_NOMEM ? heapUntilFailure : untilStop) == 0;
  heapUntilFailure = 0;
  if (heapBlocks != nBlock) return false;
  return *pHasFired ? status == fault : status == ASI_OK && memcmp(answer, right, sizeof answer) == 0;
}

/* The very last polls. */
static bool isRightAtTheEnd(const Job *job, const char right[64]) {
  long long nAll = 1LL << 40, left = nAll, n;
  AsiPoll poll = { stopAt, &left, ASI_POLL_EVERY };
  char answer[64] = { 0 };
  bool hasFired = true, isRight = job->run(job, &poll, answer) == ASI_OK;
  n = nAll - left;
  for (long long k = n > 3 ? n - 3 : 1; k <= n && isRight; k++) {
    isRight = isRightAt(job, ASI_INTERRUPT, k, right, &hasFired) && hasFired;
  }
  return isRight;
}

/* All places while they are few, then every eighth of those passed. */
static void sweep(const Job *job, AsiStatus fault) {
  char right[64] = { 0 };
  bool hasFired = true, isRight = job->run(job, NULL, right) == ASI_OK;
  long long k = 0;
  while (isRight && hasFired) {
    k += 1 + (k < 200 ? 0 : k / 8);
    isRight = isRightAt(job, fault, k, right, &hasFired);
  }
  if (fault == ASI_INTERRUPT) isRight = isRight && isRightAtTheEnd(job, right);
  check(isRight && (k > 1 || fault == ASI_NOMEM), job->zName, k);
}

static AsiReported reported(const char *z) {
  AsiReported reported;
  if (asiReportedOfText(z, strlen(z), &reported) != ASI_OK) abort();
  return reported;
}

static AsiSummary summary(int64_t n, int64_t least, int64_t most, const char *zMean, const char *zSd) {
  return (AsiSummary){ n, least, most, reported(zMean), reported(zSd) };
}

static AsiStatus runGrimmer(const Job *job, AsiPoll *poll, void *answer) {
  return asiGrimmer(job->pre.mean, job->pre.sd, job->pre.n, 1, poll, answer);
}

static AsiStatus runCount(const Job *job, AsiPoll *poll, void *answer) {
  AsiWords words = { "" };
  return asiClosureCount(&job->pre, poll, &words, answer);
}

/* One number, so that samples that cannot be listed are not counted either. */
static AsiStatus runRange(const Job *job, AsiPoll *poll, void *answer) {
  AsiPRangeRecord record = { .p_low = -1 };
  AsiWords words = { "" };
  AsiOptions options;
  AsiAsk ask = { .options = &options, .field = &pRangeRecord.aField[3], .poll = poll, .words = &words };
  AsiStatus status;
  asiOptionsInit(&options);
  status = asiOptionsParse(&options, ASI_P_RANGE_WORDS, "p", job->zOptions, strlen(job->zOptions), &words);
  if (status == ASI_OK) status = asiPRangeOf(&job->pre, &job->post, &ask, &record);
  memcpy(answer, &record.p_low, sizeof record.p_low);
  memcpy((char *)answer + sizeof record.p_low, &record.p_high, sizeof record.p_high);
  return status;
}

static AsiStatus runShift(const Job *job, AsiPoll *poll, void *answer) {
  return asiShiftMedian(job->x, job->y, poll, answer);
}

static AsiStatus runWalsh(const Job *job, AsiPoll *poll, void *answer) { return asiWalshMedian(job->x, poll, answer); }

static void checkStopped(void) {
  Job aJob[] = {
    { .zName = "grimmer of three", .run = runGrimmer, .pre = summary(3, 0, 0, "2.0", "2") },
    { .zName = "grimmer of four", .run = runGrimmer, .pre = summary(4, 0, 0, "2.5", "1.29") },
    { .zName = "grimmer of nine", .run = runGrimmer, .pre = summary(9, 0, 0, "2.444", "1.3") },
    { .zName = "grimmer, no square", .run = runGrimmer, .pre = summary(9, 0, 0, "2.444", "1.3000") },
    { .zName = "count by table", .run = runCount, .pre = summary(12, 0, 6, "3.1", "1.6") },
    { .zName = "count by walk", .run = runCount, .pre = summary(9, 0, 1, "0.4", "0.5") },
    { .zName = "range, exact",
      .run = runRange,
      .zOptions = "exact",
      .pre = summary(6, 1, 4, "2.00", "1.10"),
      .post = summary(6, 3, 6, "4.50", "1.05") },
    { .zName = "range, normal",
      .run = runRange,
      .zOptions = "normal",
      .pre = summary(6, 1, 4, "2.00", "1.10"),
      .post = summary(6, 3, 6, "4.50", "1.05") },
    { .zName = "range, normal, by envelope",
      .run = runRange,
      .zOptions = "normal",
      .pre = summary(1000, 0, 3, "1.5", "1.0"),
      .post = summary(1000, 0, 3, "1.9", "0.9") },
    { .zName = "range, level, by envelope",
      .run = runRange,
      .zOptions = "normal",
      .pre = summary(1000, 0, 3, "1.5", "1.0"),
      .post = summary(1000, 0, 3, "1.5", "1.0") },
    { .zName = "range, exact, by envelope",
      .run = runRange,
      .zOptions = "exact",
      .pre = summary(200, 0, 5, "1.5", "1.0"),
      .post = summary(200, 0, 5, "3.9", "0.9") },
  };
  for (size_t i = 0; i < sizeof aJob / sizeof aJob[0]; i++) {
    sweep(&aJob[i], ASI_INTERRUPT);
    sweep(&aJob[i], ASI_NOMEM);
  }
}

/* ---- (2) ---- */

/* 0, 1, ..., nRun - 1, each nTimes; or, of runs, without aBefore when nTimes is 1. */
static AsiAscending ascending(int64_t nRun, int64_t nTimes, bool isOfRuns) {
  int64_t n = nRun * nTimes, nPlace = isOfRuns ? nRun : n;
  AsiAscending x = { (size_t)nPlace, n, malloc((size_t)nPlace * sizeof(double)), NULL, 1.0, 0.0 };
  if (isOfRuns) x.aBefore = malloc((size_t)(nRun + 1) * sizeof(int64_t));
  if (x.aValue == NULL || (isOfRuns && x.aBefore == NULL)) abort();
  for (int64_t i = 0; i < nPlace; i++) x.aValue[i] = (double)(isOfRuns ? i : i / nTimes);
  for (int64_t i = 0; isOfRuns && i <= nRun; i++) x.aBefore[i] = i * nTimes;
  return x;
}

static void freeAscending(AsiAscending *x) {
  free(x->aValue);
  free(x->aBefore);
}

/* Among the differences of 0..n-1 and 0..n-1 there are m (m + 1) / 2 up to m - n, and as many from n - m on. */
static void checkDifferenceAt(const AsiAscending *x, int64_t m) {
  asi_u128 k = (asi_u128)(m * (m + 1) / 2), nPair = asiShiftCount(x, x);
  double aGot[4] = { 0 };
  AsiStatus status = asiShiftSelect(x, x, k, NULL, &aGot[0]);
  if (status == ASI_OK) status = asiShiftSelect(x, x, k + 1, NULL, &aGot[1]);
  if (status == ASI_OK) status = asiShiftSelect(x, x, nPair + 1 - k, NULL, &aGot[2]);
  if (status == ASI_OK) status = asiShiftSelect(x, x, nPair - k, NULL, &aGot[3]);
  check(status == ASI_OK && aGot[0] == (double)(m - x->n) && aGot[1] == aGot[0] + 1 && aGot[2] == -aGot[0] &&
            aGot[3] == -aGot[1],
        "differences of long samples", m);
}

/* Of the averages of 0..n-1 those up to s / 2 are sum over t <= s of t / 2 + 1, for s < n. */
static void checkAverageAt(const AsiAscending *x, int64_t s) {
  asi_u128 k = (asi_u128)((s / 2 + 1) * (s / 2 + 1 + s % 2)), nPair = asiWalshCount(x);
  double aGot[3] = { 0 };
  AsiStatus status = asiWalshSelect(x, k, NULL, &aGot[0]);
  if (status == ASI_OK) status = asiWalshSelect(x, k + 1, NULL, &aGot[1]);
  if (status == ASI_OK) status = asiWalshSelect(x, nPair + 1 - k, NULL, &aGot[2]);
  check(status == ASI_OK && aGot[0] == (double)s / 2 && aGot[1] == (double)(s + 1) / 2 &&
            aGot[2] == (double)(x->n - 1) - aGot[0],
        "averages of a long sample", s);
}

static void checkLong(void) {
  AsiAscending x = ascending(120000, 1, false);
  double median = -1;
  /* a staircase of n + m steps ends about where 2^17 steps are polled */
  for (int64_t m = (1 << 17) - x.n - 12; m <= (1 << 17) - x.n + 12; m += 3) checkDifferenceAt(&x, m);
  for (int64_t m = 1000; m < x.n; m += 17000) checkDifferenceAt(&x, m);
  for (int64_t s = 7; s < x.n; s += 11003) checkAverageAt(&x, s);
  check(asiShiftMedian(&x, &x, NULL, &median) == ASI_OK && median == 0, "median difference of a long sample", 0);
  check(asiWalshMedian(&x, NULL, &median) == ASI_OK && median == (double)(x.n - 1) / 2, "median average", 0);
  freeAscending(&x);
}

/* The same values as runs and one by one, and a short sample against a long one. */
static void checkRuns(void) {
  AsiAscending runs = ascending(9000, 3, true), each = ascending(9000, 3, false), few = ascending(5, 1, false);
  Job aJob[] = {
    { .zName = "shift, runs and runs", .run = runShift, .x = &runs, .y = &runs },
    { .zName = "shift, few and runs", .run = runShift, .x = &few, .y = &runs },
    { .zName = "shift, few and each", .run = runShift, .x = &few, .y = &each },
    { .zName = "averages, runs", .run = runWalsh, .x = &runs },
  };
  for (int64_t k = 1; k < 300000000; k = 3 * k + 1) {
    double a = -1, b = -2, c = -3, d = -4;
    AsiStatus status = asiWalshSelect(&runs, (asi_u128)k, NULL, &a);
    if (status == ASI_OK) status = asiWalshSelect(&each, (asi_u128)k, NULL, &b);
    if (status == ASI_OK) status = asiShiftSelect(&runs, &runs, (asi_u128)k, NULL, &c);
    if (status == ASI_OK) status = asiShiftSelect(&each, &each, (asi_u128)k, NULL, &d);
    check(status == ASI_OK && a == b && c == d, "runs and single values", k);
  }
  for (size_t i = 0; i < sizeof aJob / sizeof aJob[0]; i++) sweep(&aJob[i], ASI_INTERRUPT);
  freeAscending(&runs);
  freeAscending(&each);
  freeAscending(&few);
}

/* ---- (3) ---- */

static void checkBeyond(void) {
  AsiWords words = { "" };
  int64_t count = -1;
  check(closureTimesPlus(5, 3, 7) == 26 && closureTimesPlus(INT64_MAX, 1, 1) == CLOSURE_BEYOND, "2^63 - 1 and 1", 0);
  check(closureTimesPlus(1, 4, INT64_MAX) == CLOSURE_BEYOND && closureTimesPlus(CLOSURE_BEYOND, 9, 9) == CLOSURE_BEYOND,
        "a count stays beyond", 0);
  check(closureSay(INT64_MAX, &words, &count) == ASI_OK && count == INT64_MAX, "the largest count", 0);
  count = -1;
  check(closureSay(CLOSURE_BEYOND, &words, &count) == ASI_LIMIT && count == -1 && strstr(words.z, "2^63") != NULL,
        "one more is said in words", 0);
}

/* A level for 2 above one for a value before it that holds this in place of the one way to no value. */
static AsiStatus statusAbove(const AsiSummary *summary, uint64_t ways) {
  AsiSpan sums = asiClosureSums(summary);
  ClosureTable table = { 0 };
  uint64_t *last;
  AsiStatus status;
  (void)closurePrepare(&table, summary, sums, NULL);
  status = closureAllocate(&table, NULL);
  if (status == ASI_OK) status = closureSetEmpty(&table);
  if (status == ASI_OK) *closureAt(&table, table.aWays, 0, 0) = ways;
  if (status == ASI_OK) status = closureSetLevels(&table, 1, NULL, &last);
  asiFree(table.aMiddle);
  asiFree(table.aWays);
  return status;
}

static void checkLarge(void) {
  AsiSummary some = summary(12, 0, 6, "3.1", "1.6");
  check(statusAbove(&some, 1) == ASI_OK && statusAbove(&some, CLOSURE_LARGE - 1) == ASI_OK, "ways below 2^62", 0);
  check(statusAbove(&some, CLOSURE_LARGE) == ASI_LIMIT, "2^62 ways", 0);
}

/* 64 different values on either side fit into a search, 65 do not. */
static void checkRoom(int64_t n, bool fits) {
  int64_t aX[65], aY[65], aMost[2 * 65 + 3], nBlock = heapBlocks;
  double aTail[65 * 68 / 2 + 1], best = 0.25;
  PRangeTask task = { .n = n, .isExact = true, .nWorkMost = 1000, .aTail = aTail };
  PRangeCaps caps = { 0, 0, aMost };
  PRangeRuns runsX, runsY;
  bool isWhole = true;
  for (int64_t i = 0; i < n; i++) aX[i] = aY[i] = i;
  pRangeRunsOf(aX, n, &runsX);
  pRangeRunsOf(aY, n, &runsY);
  check(pRangeCapsOf(&task, &runsX, &runsY, &caps) == ASI_OK && caps.nZeroMost == n, "caps", n);
  task.nWork = fits ? 0 : task.nWorkMost;
  check(pRangeSearchPair(&task, &caps, aX, aY, &best, &isWhole) == ASI_OK && !isWhole && best >= 0.25, "a search", n);
  check((task.nWork > 1000) == fits && (fits || best == 0.25) && heapBlocks == nBlock, "has room", n);
}

static void checkList(void) {
  AsiOptions options;
  AsiWords words = { "" };
  asiOptionsInit(&options);
  check(asiOptionsParse(&options, ~0u, "f", "nothing", 7, &words) == ASI_DOMAIN, "no such option", 0);
  check(strstr(words.z, "expected some of: two-sided, less, greater, auto, exact, normal, wilson, exact,") != NULL &&
            strstr(words.z, "; see asistat_help('f')") != NULL && strstr(words.z, "lang=id") == NULL,
        "a list that is cut", 0);
}

static void checkCoordinates(void) {
  static const double aX[] = { 0, 1, -1.25, -0.5, -0.004, 12.345, -12.3, 0.996 };
  AsiPicture picture;
  AsiText text;
  asiTextInit(&text);
  asiPictureOpen(&picture, ASI_ENGLISH);
  for (size_t i = 0; i < sizeof aX / sizeof aX[0]; i++) asiPictureAdd(&picture, &text, "%f ", aX[i]);
  check(text.n == 31 && memcmp(text.z, "0 1 -1.25 -0.5 0 12.35 -12.3 1 ", 31) == 0, "coordinates", (int64_t)text.n);
  asiPictureClear(&picture);
  asiTextClear(&text);
}

static void checkRoots(void) {
  for (int64_t r = 1; r < INT64_C(3037000499); r = r + r / 3 + 1) {
    check(asiWholeRoot(r * r - 1) == r - 1 && asiWholeRoot(r * r) == r && asiWholeRoot(r * r + 2 * r) == r, "root", r);
  }
  for (int64_t r = INT64_C(3037000400); r <= INT64_C(3037000499); r++) {
    check(asiWholeRoot(r * r - 1) == r - 1 && asiWholeRoot(r * r) == r, "root", r);
  }
  check(asiWholeRoot(0) == 0 && asiWholeRoot(INT64_MAX) == INT64_C(3037000499), "the last root", 0);
}

int main(void) {
  checkStopped();
  checkLong();
  checkRuns();
  checkBeyond();
  checkLarge();
  checkRoom(64, true);
  checkRoom(65, false);
  checkList();
  checkCoordinates();
  checkRoots();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
