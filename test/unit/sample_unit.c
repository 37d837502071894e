/*
** The sample against an obvious oracle: a list of (value, how often), sorted by value, searched and counted plainly.
**
** The sources of the module are included, so that their allocation door can fail and be counted here; what the test
** links with serves the rest.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mem.h"

/* ---- a heap that fails once, or from some allocation on, and knows what is still out ---- */

static int64_t nHeapOut, nHeapCall, iHeapFail = -1;
static bool isHeapDead; /* after the failure, everything fails */

static bool heapFails(void) {
  int64_t iCall = nHeapCall++;
  return iCall == iHeapFail || (isHeapDead && iHeapFail >= 0 && iCall > iHeapFail);
}

static void *heapAlloc(size_t nByte) {
  void *p = nByte == 0 || heapFails() ? NULL : malloc(nByte);
  nHeapOut += p != NULL;
  return p;
}

static void *heapRealloc(void *pOld, size_t nByte) {
  void *p;
  if (heapFails()) return NULL;
  p = realloc(pOld, nByte);
  nHeapOut += p != NULL && pOld == NULL;
  return p;
}

static void heapFree(void *p) {
  nHeapOut -= p != NULL;
  free(p);
}

#define asiAlloc heapAlloc
#define asiRealloc heapRealloc
#define asiFree heapFree
#define asiAllocArray heapAllocArray
#define asiAllocZero heapAllocZero
#define asiGrow heapGrow
static void *asiAllocArray(size_t n, size_t nEach);
static AsiStatus asiGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach);

#include "run_table.c"
#include "run_tree.c"
#include "segments.c"
#include "sample.c"

static void *heapAllocArray(size_t n, size_t nEach) { return heapAlloc(n * nEach); }

static AsiStatus heapGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach) {
  size_t nAlloc = *pnAlloc < 8 ? 8 : *pnAlloc;
  void *p;
  if (nNeed <= *pnAlloc) return ASI_OK;
  while (nAlloc < nNeed) nAlloc *= 2;
  p = heapRealloc(*ppArray, nAlloc * nEach);
  if (p == NULL) return ASI_NOMEM;
  *ppArray = p;
  *pnAlloc = nAlloc;
  return ASI_OK;
}

/* ---- bookkeeping ---- */

static int nPassed, nFailed;

static void check(bool isRight, const char *zWhat) {
  if (isRight) {
    nPassed++;
    return;
  }
  nFailed++;
  printf("FAILED: %s\n", zWhat);
}

static uint64_t randomState = 88172645463325252u;

/* xorshift64*, Marsaglia 2003 and Vigna 2016. */
static uint64_t random64(void) {
  randomState ^= randomState >> 12;
  randomState ^= randomState << 25;
  randomState ^= randomState >> 27;
  return randomState * 2685821657736338717u;
}

static int64_t randomBelow(int64_t n) { return (int64_t)(random64() % (uint64_t)n); }
static double randomUnit(void) { return (double)(random64() >> 11) * 0x1p-53; }

static double secondsNow(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* ---- the oracle ---- */

typedef struct Entry {
  double x;
  int64_t n;
} Entry;

typedef struct Oracle {
  Entry *a; /* ascending by x, n > 0 */
  int64_t nEntry, nAlloc;
} Oracle;

static int64_t oraclePlace(const Oracle *oracle, double x) {
  int64_t lo = 0, hi = oracle->nEntry;
  while (lo < hi) {
    int64_t mid = (lo + hi) / 2;
    if (oracle->a[mid].x < x) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

static void oracleChange(Oracle *oracle, double x, int64_t n) {
  int64_t i = oraclePlace(oracle, x);
  if (n == 0) return;
  if (i == oracle->nEntry || oracle->a[i].x != x) {
    if (oracle->nEntry == oracle->nAlloc) {
      oracle->nAlloc = 2 * oracle->nAlloc + 16;
      oracle->a = realloc(oracle->a, (size_t)oracle->nAlloc * sizeof(Entry));
      if (oracle->a == NULL) abort();
    }
    memmove(&oracle->a[i + 1], &oracle->a[i], (size_t)(oracle->nEntry - i) * sizeof(Entry));
    oracle->nEntry++;
    oracle->a[i].x = x + 0.0;
    oracle->a[i].n = 0;
  }
  oracle->a[i].n += n;
  if (oracle->a[i].n > 0) return;
  oracle->nEntry--;
  memmove(&oracle->a[i], &oracle->a[i + 1], (size_t)(oracle->nEntry - i) * sizeof(Entry));
}

static int compareDoubles(const void *p, const void *q) {
  double a = *(const double *)p, b = *(const double *)q;
  return (a > b) - (a < b);
}

static void oracleOf(Oracle *oracle, const double *x, int64_t n) {
  double *sorted = malloc((size_t)n * sizeof(double));
  if (sorted == NULL) abort();
  memcpy(sorted, x, (size_t)n * sizeof(double));
  qsort(sorted, (size_t)n, sizeof(double), compareDoubles);
  memset(oracle, 0, sizeof *oracle);
  oracle->a = malloc((size_t)n * sizeof(Entry));
  if (oracle->a == NULL) abort();
  oracle->nAlloc = n;
  for (int64_t i = 0; i < n; i++) {
    if (i == 0 || sorted[i] != sorted[i - 1]) {
      oracle->a[oracle->nEntry].x = sorted[i] + 0.0;
      oracle->a[oracle->nEntry++].n = 0;
    }
    oracle->a[oracle->nEntry - 1].n++;
  }
  free(sorted);
}

static void oracleClear(Oracle *oracle) {
  free(oracle->a);
  memset(oracle, 0, sizeof *oracle);
}

static int compareMagnitudes(const void *p, const void *q) {
  double a = fabs(((const Entry *)p)->x), b = fabs(((const Entry *)q)->x);
  return (a > b) - (a < b);
}

/* The runs in the order of the sample, made from nothing but the oracle's list. */
static int64_t oracleRuns(const Oracle *oracle, AsiOrder order, AsiRun *aRun) {
  Entry *a = malloc((size_t)(oracle->nEntry + 1) * sizeof(Entry));
  int64_t nRun = 0;
  if (a == NULL) abort();
  if (oracle->nEntry > 0) memcpy(a, oracle->a, (size_t)oracle->nEntry * sizeof(Entry));
  if (order == ASI_BY_MAGNITUDE && oracle->nEntry > 0) {
    qsort(a, (size_t)oracle->nEntry, sizeof(Entry), compareMagnitudes);
  }
  for (int64_t i = 0; i < oracle->nEntry; i++) {
    double value = order == ASI_BY_MAGNITUDE ? fabs(a[i].x) : a[i].x;
    if (order == ASI_BY_MAGNITUDE && value == 0) continue;
    if (nRun == 0 || aRun[nRun - 1].value != value) {
      AsiRun run = { value, 0, 0 };
      aRun[nRun++] = run;
    }
    if (order == ASI_BY_MAGNITUDE && a[i].x < 0) {
      aRun[nRun - 1].nNegative += a[i].n;
    } else {
      aRun[nRun - 1].nPositive += a[i].n;
    }
  }
  free(a);
  return nRun;
}

static bool sameCounts(const AsiSample *sample, const Oracle *oracle) {
  int64_t n = 0, nZero = 0;
  for (int64_t i = 0; i < oracle->nEntry; i++) {
    n += oracle->a[i].n;
    if (oracle->a[i].x == 0) nZero += oracle->a[i].n;
  }
  if (sample->order == ASI_BY_VALUE) nZero = 0;
  return asiSampleCount(sample) == n && asiSampleCountZero(sample) == nZero;
}

/* The k-th smallest for k at the ends, at both sides of each of some steps, and between. */
static bool sameSelect(const AsiSample *sample, const Oracle *oracle, int64_t nStep) {
  int64_t before = 0, nSkip = oracle->nEntry / nStep + 1;
  for (int64_t i = 0; i < oracle->nEntry; before += oracle->a[i++].n) {
    const Entry *entry = &oracle->a[i];
    if (i % nSkip != 0 && i + 1 != oracle->nEntry) continue;
    if (asiSampleSelect(sample, before) != entry->x || asiSampleSelect(sample, before + entry->n - 1) != entry->x ||
        asiSampleSelect(sample, before + entry->n / 2) != entry->x) {
      return false;
    }
  }
  return true;
}

static bool sameRuns(AsiSample *sample, const Oracle *oracle) {
  AsiRun *aRun = malloc((size_t)(oracle->nEntry + 1) * sizeof(AsiRun));
  AsiRun run = { 0, 0, 0 };
  AsiRankTotals totals, expected = { .nZero = asiSampleCountZero(sample) };
  AsiRunCursor at;
  int64_t nRun, i = 0;
  bool isSame = true;
  if (aRun == NULL) abort();
  nRun = oracleRuns(oracle, sample->order, aRun);
  asiRunFirst(&at, sample);
  for (; isSame && asiRunNext(&at, &run); i++) {
    asi_u128 t;
    if (i >= nRun || run.value != aRun[i].value || signbit(run.value) != signbit(aRun[i].value) ||
        run.nNegative != aRun[i].nNegative || run.nPositive != aRun[i].nPositive) {
      isSame = false;
      break;
    }
    t = (asi_u128)(run.nNegative + run.nPositive);
    expected.w2Positive += (asi_u128)run.nPositive * (2 * (asi_u128)(expected.nNegative + expected.nPositive) + t + 1);
    expected.tieTerm += t * t * t - t;
    expected.nNegative += run.nNegative;
    expected.nPositive += run.nPositive;
  }
  isSame = isSame && i == nRun && asiSampleCountRuns(sample) == nRun && !asiRunNext(&at, &run);
  isSame = isSame && asiSampleRankTotals(sample, &totals) == ASI_OK && totals.nZero == expected.nZero &&
           totals.nNegative == expected.nNegative && totals.nPositive == expected.nPositive &&
           totals.w2Positive == expected.w2Positive && totals.tieTerm == expected.tieTerm;
  free(aRun);
  return isSame;
}

static bool sameSample(AsiSample *sample, const Oracle *oracle, int64_t nStep) {
  if (!sameCounts(sample, oracle) || asiSampleSeal(sample) != ASI_OK || !sameRuns(sample, oracle)) return false;
  return sample->order == ASI_BY_MAGNITUDE || sameSelect(sample, oracle, nStep);
}

/* ---- values ---- */

typedef struct Source {
  const char *zName;
  double (*draw)(void);
} Source;

static double drawScore(void) { return (double)randomBelow(17); }
static double drawScoreDifference(void) { return (double)(randomBelow(17) - randomBelow(17)); }
static double drawWhole(void) { return (double)(randomBelow(2001) - 1000); }
static double drawManyWhole(void) { return (double)(randomBelow(20001) - 10000); }
static double drawDecimal(void) { return (double)(randomBelow(4001) - 2000) / 10.0; }
static double drawContinuous(void) { return randomUnit() * 2 - 1; }
static double drawSkewed(void) { return exp(12 * randomUnit() - 6) - 0.5; }
static double drawEqual(void) { return -7.25; }
static double drawZeros(void) {
  return randomBelow(3) == 0 ? (double)(randomBelow(5) - 2) : randomBelow(2) ? 0.0 : -0.0;
}

static double drawExtreme(void) {
  static const double a[] = { 1.7976931348623157e308,
                              -1.7976931348623157e308,
                              4.9406564584124654e-324,
                              -4.9406564584124654e-324,
                              2.2250738585072014e-308,
                              -0.0,
                              0.0,
                              1e300,
                              -1e-300,
                              1.0 };
  return a[randomBelow((int64_t)(sizeof a / sizeof a[0]))];
}

static double drawSubnormal(void) { return (double)(randomBelow(100001) - 50000) * 4.9406564584124654e-324; }
static double drawHugeOrTiny(void) {
  return randomBelow(2) ? (randomUnit() - 0.5) * 1e308 : (randomUnit() - 0.5) * 1e-308;
}

/* Every scale a double has: exponents as frequent as each other. */
static double drawAnyScale(void) {
  double x = ldexp(randomUnit() + 1, (int)randomBelow(2000) - 1000);
  return randomBelow(2) ? x : -x;
}

/* Clusters within clusters, which leave most keys together at each digit. */
static double drawNested(void) {
  double x = 1;
  for (int i = 0; i < 5 && randomBelow(50) != 0; i++) x += ldexp((double)randomBelow(3), -10 * (i + 1));
  return x;
}

static const Source aSource[] = {
  { "scores", drawScore },         { "score differences", drawScoreDifference },
  { "2001 whole", drawWhole },     { "20001 whole", drawManyWhole },
  { "decimals", drawDecimal },     { "continuous", drawContinuous },
  { "skewed", drawSkewed },        { "all equal", drawEqual },
  { "zeros", drawZeros },          { "extremes", drawExtreme },
  { "subnormals", drawSubnormal }, { "huge or tiny", drawHugeOrTiny },
  { "any scale", drawAnyScale },   { "nested clusters", drawNested },
};
enum { N_SOURCE = sizeof aSource / sizeof aSource[0] };

static const char *caseName(const char *zTest, const char *zSource, AsiOrder order) {
  static char z[200];
  snprintf(z, sizeof z, "%s, %s, by %s", zTest, zSource, order == ASI_BY_VALUE ? "value" : "magnitude");
  return z;
}

/* ---- the tests ---- */

static void testEmpty(void) {
  for (int order = 0; order <= 1; order++) {
    AsiSample sample;
    Oracle oracle = { 0 };
    memset(&sample, 0, sizeof sample);
    asiSampleClear(&sample);
    asiSampleInit(&sample, (AsiOrder)order);
    check(sameSample(&sample, &oracle, 1), "an empty sample");
    check(asiSampleAskOften(&sample) == ASI_OK && sameSample(&sample, &oracle, 1), "an empty sample asked often");
    check(asiSampleAdd(&sample, -0.0, 3) == ASI_OK && asiSampleAdd(&sample, 0.0, 2) == ASI_OK, "adding zeros");
    oracleChange(&oracle, 0.0, 5);
    check(sameSample(&sample, &oracle, 1), "-0 is 0");
    check(asiSampleRemove(&sample, 0.0, 4) == ASI_OK && asiSampleRemove(&sample, -0.0, 1) == ASI_OK, "removing zeros");
    oracleChange(&oracle, 0.0, -5);
    check(sameSample(&sample, &oracle, 1), "a sample emptied of zeros");
    for (int i = 0; i < 600; i++) {
      check(asiSampleAdd(&sample, i * 7919 % 601 + 0.5, 1) == ASI_OK, "adding to a tree");
      oracleChange(&oracle, i * 7919 % 601 + 0.5, 1);
    }
    check(sameSample(&sample, &oracle, 1), "a tree");
    for (int i = 599; i >= 0; i--) {
      check(asiSampleRemove(&sample, i * 7919 % 601 + 0.5, 1) == ASI_OK, "removing from a tree");
      oracleChange(&oracle, i * 7919 % 601 + 0.5, -1);
    }
    check(sameSample(&sample, &oracle, 1), "a tree emptied");
    asiSampleClear(&sample);
    check(sample.order == (AsiOrder)order && nHeapOut == 0, "clear keeps the order and no memory");
    oracleClear(&oracle);
  }
}

/* Adds and removes in bursts, so that the sample swells and shrinks; asked and compared after each. */
static bool walk(AsiOrder order, const Source *source, int nStep, int iAskOften) {
  AsiSample sample;
  Oracle oracle = { 0 };
  bool isGood = true;
  asiSampleInit(&sample, order);
  for (int i = 0; isGood && i < nStep; i++) {
    bool isRemoving = i >= iAskOften && oracle.nEntry > 0 && randomBelow(100) < ((i / 150) % 2 ? 75 : 25);
    if (i == iAskOften) isGood = asiSampleAskOften(&sample) == ASI_OK;
    if (isRemoving) {
      Entry entry = oracle.a[randomBelow(oracle.nEntry)];
      int64_t n = randomBelow(2) ? entry.n : 1;
      isGood = isGood && asiSampleRemove(&sample, entry.x, n) == ASI_OK;
      oracleChange(&oracle, entry.x, -n);
    } else {
      double x = source->draw();
      int64_t n = randomBelow(20) ? 1 : randomBelow(12);
      isGood = isGood && asiSampleAdd(&sample, x, n) == ASI_OK;
      oracleChange(&oracle, x, n);
    }
    isGood = isGood && sameSample(&sample, &oracle, 40);
  }
  asiSampleClear(&sample);
  isGood = isGood && nHeapOut == 0;
  oracleClear(&oracle);
  return isGood;
}

static void testWalks(void) {
  static const int aAskOften[] = { 0, 1, 63, 64, 65, 66, 200 };
  for (int i = 0; i < N_SOURCE; i++) {
    for (int order = 0; order <= 1; order++) {
      bool isGood = true;
      for (size_t j = 0; isGood && j < sizeof aAskOften / sizeof aAskOften[0]; j++) {
        isGood = walk((AsiOrder)order, &aSource[i], 600, aAskOften[j]);
      }
      check(isGood, caseName("walk", aSource[i].zName, (AsiOrder)order));
    }
  }
}

static bool addAll(AsiSample *sample, const double *x, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    if (asiSampleAdd(sample, x[i], 1) != ASI_OK) return false;
  }
  return true;
}

static bool removeAll(AsiSample *sample, const double *x, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    if (asiSampleRemove(sample, x[i], 1) != ASI_OK) return false;
  }
  return true;
}

static void shuffle(double *x, int64_t n) {
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = randomBelow(i + 1);
    double y = x[i];
    x[i] = x[j];
    x[j] = y;
  }
}

/* Long plain samples through every shape: select unsealed, sealed, added to, sealed again, asked often, emptied. */
static void testLong(const Source *source, AsiOrder order, int64_t n) {
  double *x = malloc((size_t)n * sizeof(double));
  int64_t nHalf = n * 5 / 9; /* of 120,000 values beyond the 65,536 where the array looks for ties */
  AsiSample sample;
  Oracle half, whole;
  bool isGood;
  if (x == NULL) abort();
  for (int64_t i = 0; i < n; i++) x[i] = source->draw();
  oracleOf(&half, x, nHalf);
  oracleOf(&whole, x, n);
  asiSampleInit(&sample, order);
  isGood = addAll(&sample, x, nHalf);
  if (order == ASI_BY_VALUE) isGood = isGood && sameSelect(&sample, &half, 4);
  isGood = isGood && sameSample(&sample, &half, 1000);
  isGood = isGood && addAll(&sample, x + nHalf, n - nHalf);
  if (order == ASI_BY_VALUE) isGood = isGood && sameSelect(&sample, &whole, 4);
  isGood = isGood && sameSample(&sample, &whole, 1000);
  check(isGood, caseName("long", source->zName, order));
  isGood = asiSampleAskOften(&sample) == ASI_OK && sameSample(&sample, &whole, 1000);
  shuffle(x + nHalf, n - nHalf);
  isGood = isGood && removeAll(&sample, x + nHalf, n - nHalf) && sameSample(&sample, &half, 1000);
  isGood = isGood && removeAll(&sample, x, nHalf) && asiSampleCount(&sample) == 0 && nHeapOut <= 2;
  isGood = isGood && addAll(&sample, x, n) && sameSample(&sample, &whole, 1000);
  asiSampleClear(&sample);
  check(isGood && nHeapOut == 0, caseName("long, emptied and refilled", source->zName, order));
  oracleClear(&half);
  oracleClear(&whole);
  free(x);
}

static void testTiedMemory(void) {
  AsiSample sample;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  for (int64_t i = 0; i < 300000; i++) asiSampleAdd(&sample, drawWhole(), 1);
  check(sample.shape == ASI_SHAPE_TABLE && nHeapOut == 1, "2001 distinct values end in a table");
  asiSampleClear(&sample);
  for (int64_t i = 0; i < 200000; i++) asiSampleAdd(&sample, drawContinuous(), 1);
  check(sample.shape == ASI_SHAPE_ARRAY && nHeapOut <= 200000 / ASI_SEGMENT_KEYS + 2,
        "continuous values stay an array");
  asiSampleClear(&sample);
  for (int64_t i = 0; i < 4000000; i++) asiSampleAdd(&sample, (double)(1 + i % 4000), 1);
  for (int64_t i = 0; i < 20000; i++) asiSampleAdd(&sample, drawContinuous(), 1);
  check(sample.shape == ASI_SHAPE_TREE, "a long table that passes its limit is not written out");
  asiSampleClear(&sample);
}

/* Many equal values at a time, as saved states bring them. */
static void testMultiples(void) {
  static const int64_t aMany[] = { 1, 2, 7, 8, 9, 10, 1000, 1000000007, (int64_t)1 << 31 };
  for (int order = 0; order <= 1; order++) {
    bool isGood = true;
    for (int iTry = 0; isGood && iTry < 300; iTry++) {
      int64_t nDistinct = 1 + randomBelow(200), nMany = 1 + randomBelow(sizeof aMany / sizeof aMany[0]);
      AsiSample sample;
      Oracle oracle = { 0 };
      asiSampleInit(&sample, (AsiOrder)order);
      for (int i = 0; isGood && i < 400; i++) {
        double x = (double)(randomBelow(nDistinct) - nDistinct / 2);
        int64_t n = aMany[randomBelow(nMany)];
        isGood = asiSampleAdd(&sample, x, n) == ASI_OK;
        oracleChange(&oracle, x, n);
      }
      isGood = isGood && sameSample(&sample, &oracle, 50);
      asiSampleClear(&sample);
      oracleClear(&oracle);
    }
    check(isGood && nHeapOut == 0, caseName("multiples", "whole", (AsiOrder)order));
  }
}

static void testLimit(void) {
  AsiSample sample;
  AsiRankTotals totals;
  asi_u128 n = (asi_u128)ASI_SAMPLE_MAX;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  check(asiSampleAdd(&sample, 1.5, ASI_SAMPLE_MAX) == ASI_OK, "as many values as allowed");
  check(asiSampleAdd(&sample, 2.5, 1) == ASI_LIMIT && asiSampleCount(&sample) == ASI_SAMPLE_MAX, "one more");
  check(asiSampleAdd(&sample, 2.5, INT64_MAX) == ASI_LIMIT, "many more");
  asiSampleRankTotals(&sample, &totals);
  check(totals.tieTerm == n * n * n - n && totals.w2Positive == n * (n + 1), "totals at the limit are exact");
  check(asiSampleAskOften(&sample) == ASI_OK && asiSampleRemove(&sample, 1.5, 1) == ASI_OK &&
            asiSampleAdd(&sample, -1.5, 1) == ASI_OK,
        "one exchanged at the limit");
  asiSampleRankTotals(&sample, &totals);
  check(totals.tieTerm == n * n * n - n && totals.w2Positive == (n - 1) * (n + 1), "totals after it");
  asiSampleClear(&sample);
}

/* Bit patterns that a radix sort may find hard, in the array alone. */
static uint64_t patternKey(int iPattern, int64_t i, int64_t n) {
  switch (iPattern) {
  case 0: return (uint64_t)i;
  case 1: return (uint64_t)(n - i);
  case 2: return (uint64_t)(i % 2) << 63;
  case 3: return i == n / 2 ? UINT64_MAX : 0;
  case 4: return (uint64_t)1 << (i % 64);
  case 5: return ((uint64_t)1 << (i % 64)) - 1;
  case 6: return (uint64_t)(i % 1000) * 0x0041041041041041u;
  case 7: return random64() >> (random64() % 64);
  case 8: return UINT64_MAX - (uint64_t)(i % 3);
  default: return random64();
  }
}

static int compareKeys(const void *p, const void *q) {
  uint64_t a = *(const uint64_t *)p, b = *(const uint64_t *)q;
  return (a > b) - (a < b);
}

static bool segmentsSortWell(int iPattern, int64_t n) {
  AsiSegments array = { 0 };
  uint64_t *a = malloc((size_t)n * sizeof(uint64_t));
  bool isGood = a != NULL;
  for (int64_t i = 0; isGood && i < n; i++) {
    a[i] = patternKey(iPattern, i, n);
    isGood = asiSegmentsAppend(&array, a[i]) == ASI_OK;
  }
  qsort(a, (size_t)n, sizeof(uint64_t), compareKeys);
  for (int i = 0; isGood && i < 5; i++) {
    int64_t k = i == 0 ? 0 : i == 1 ? n - 1 : randomBelow(n);
    isGood = asiSegmentsSelect(&array, (size_t)k) == a[k];
  }
  isGood = isGood && asiSegmentsCount(&array) == (size_t)n && asiSegmentsSort(&array, NULL) == ASI_OK;
  for (int64_t i = 0; isGood && i < n; i++) isGood = *asiSegmentsAt(&array, (size_t)i) == a[i];
  asiSegmentsClear(&array);
  free(a);
  return isGood && nHeapOut == 0;
}

static void testSegments(void) {
  static const int64_t aSize[] = { 1, 2, 24, 25, 127, 128, 129, 1000, 8191, 8192, 8193, 16384, 50000, 200000 };
  for (int iPattern = 0; iPattern < 10; iPattern++) {
    bool isGood = true;
    char z[60];
    for (size_t i = 0; i < sizeof aSize / sizeof aSize[0]; i++) {
      isGood = isGood && segmentsSortWell(iPattern, aSize[i]);
    }
    snprintf(z, sizeof z, "the segmented array, pattern %d", iPattern);
    check(isGood, z);
  }
}

/* ---- running out of memory ---- */

/* One scenario: what is added, removed and asked at step i; false at the end. */
typedef struct Step {
  enum { STEP_ADD, STEP_REMOVE, STEP_ASK_OFTEN, STEP_SEAL } kind;
  double x;
  int64_t n;
} Step;

/* 66 distinct values, then an array over several segments, which settles in a table and outgrows it. */
static bool storyPlain(int i, Step *step) {
  step->kind = i % 40000 == 39999 ? STEP_SEAL : STEP_ADD;
  step->x = i < 66000 ? (double)(i % 1000 + 1) : (double)i;
  step->n = 1;
  return i < 75000;
}

static bool storyWindow(int i, Step *step) {
  step->kind = i == 50 ? STEP_ASK_OFTEN : i % 3 == 2 ? STEP_REMOVE : STEP_ADD;
  step->x = i % 3 == 2 ? (double)((i - 2) * 7919 % 10007 - 5000) : (double)(i * 7919 % 10007 - 5000);
  step->n = 1;
  return i < 1200;
}

static bool storyArrayToTree(int i, Step *step) {
  step->kind = i < 1500 ? STEP_ADD : STEP_REMOVE;
  step->x = (double)(i % 1500) * 0.37 - 200;
  step->n = 1;
  return i < 3000;
}

static bool storyMultiples(int i, Step *step) {
  step->kind = STEP_ADD;
  step->x = (double)(i * 31 % 499 - 250);
  step->n = 1 + i % 5 + (i == 150 ? 100 : 0);
  return i < 900;
}

static bool storyTableTurnsTree(int i, Step *step) {
  step->kind = i == 600 ? STEP_ASK_OFTEN : STEP_ADD;
  step->x = (double)(i * 31 % 300 - 150);
  step->n = i < 500 ? 40 : 1;
  return i < 800;
}

typedef bool (*Story)(int i, Step *step);

static AsiStatus takeStep(AsiSample *sample, const Step *step) {
  switch (step->kind) {
  case STEP_ADD: return asiSampleAdd(sample, step->x, step->n);
  case STEP_REMOVE: return asiSampleRemove(sample, step->x, step->n);
  case STEP_ASK_OFTEN: return asiSampleAskOften(sample);
  case STEP_SEAL: break;
  }
  return asiSampleSeal(sample);
}

static void noteStep(Oracle *oracle, const Step *step) {
  if (step->kind == STEP_ADD) oracleChange(oracle, step->x, step->n);
  if (step->kind == STEP_REMOVE) oracleChange(oracle, step->x, -step->n);
}

/* How far the story gets. */
static int tell(AsiSample *sample, Story story, int iFrom, AsiStatus *pStatus) {
  Step step;
  int i = iFrom;
  for (*pStatus = ASI_OK; story(i, &step); i++) {
    *pStatus = takeStep(sample, &step);
    if (*pStatus != ASI_OK) break;
  }
  return i;
}

/* The i-th allocation fails: the sample holds what it held, the step can be taken again, and the end is right. */
static bool storyFailsAt(Story story, AsiOrder order, int64_t iFail, const Oracle *end, bool *pFailed) {
  AsiSample sample;
  AsiStatus status;
  int64_t n;
  int i;
  bool isGood;
  asiSampleInit(&sample, order);
  nHeapCall = 0;
  iHeapFail = iFail;
  isHeapDead = false;
  i = tell(&sample, story, 0, &status);
  iHeapFail = -1;
  *pFailed = status == ASI_NOMEM;
  isGood = status == ASI_OK || status == ASI_NOMEM;
  if (*pFailed) {
    Oracle now = { 0 };
    Step step;
    for (int j = 0; j < i && story(j, &step); j++) noteStep(&now, &step);
    n = asiSampleCount(&sample);
    isGood = isGood && sameSample(&sample, &now, 20) && asiSampleCount(&sample) == n;
    oracleClear(&now);
    tell(&sample, story, i, &status);
    isGood = isGood && status == ASI_OK;
  }
  isGood = isGood && sameSample(&sample, end, 20);
  asiSampleClear(&sample);
  return isGood && nHeapOut == 0;
}

/* From the i-th allocation on nothing is to be had: clearing gives everything back. */
static bool storyDiesAt(Story story, AsiOrder order, int64_t iFail) {
  AsiSample sample;
  AsiStatus status;
  asiSampleInit(&sample, order);
  nHeapCall = 0;
  iHeapFail = iFail;
  isHeapDead = true;
  tell(&sample, story, 0, &status);
  asiSampleClear(&sample);
  iHeapFail = -1;
  return (status == ASI_OK || status == ASI_NOMEM) && nHeapOut == 0;
}

static void testNoMemory(void) {
  static const struct {
    const char *zName;
    Story story;
  } aStory[] = { { "plain", storyPlain },
                 { "window", storyWindow },
                 { "array to tree", storyArrayToTree },
                 { "multiples", storyMultiples },
                 { "table to tree", storyTableTurnsTree } };
  for (size_t i = 0; i < sizeof aStory / sizeof aStory[0]; i++) {
    for (int order = 0; order <= 1; order++) {
      Oracle end = { 0 };
      Step step;
      bool isGood = true, isFailing = true;
      int64_t iFail = 0;
      for (int j = 0; aStory[i].story(j, &step); j++) noteStep(&end, &step);
      for (; isGood && isFailing; iFail++) {
        isGood = storyFailsAt(aStory[i].story, (AsiOrder)order, iFail, &end, &isFailing) &&
                 storyDiesAt(aStory[i].story, (AsiOrder)order, iFail);
      }
      check(isGood && iFail > 5, caseName("out of memory", aStory[i].zName, (AsiOrder)order));
      oracleClear(&end);
    }
  }
}

/* ---- the host stops it ---- */

static int nPolled, iPollStop;
static AsiStatus pollStops(AsiPoll *poll) {
  (void)poll;
  return nPolled++ == iPollStop ? ASI_INTERRUPT : ASI_OK;
}

static void testInterrupt(void) {
  enum { N = 400000 };
  AsiPoll poll = { pollStops, NULL, 0 };
  double *x = malloc(N * sizeof(double));
  bool isGood = x != NULL, isStopped = true;
  Oracle oracle;
  for (int i = 0; isGood && i < N; i++) x[i] = drawSkewed();
  if (!isGood) return;
  oracleOf(&oracle, x, N);
  for (iPollStop = 0; isGood && isStopped; iPollStop++) {
    AsiSample sample;
    AsiStatus status;
    asiSampleInit(&sample, ASI_BY_VALUE);
    isGood = addAll(&sample, x, N);
    nPolled = 0;
    poll.nWork = 0;
    status = asiSampleSealPolled(&sample, &poll);
    isStopped = status == ASI_INTERRUPT;
    isGood = isGood && (isStopped || status == ASI_OK) && sameSelect(&sample, &oracle, 3);
    isGood = isGood && sameSample(&sample, &oracle, 1000);
    asiSampleClear(&sample);
  }
  check(isGood && iPollStop > 2 && nHeapOut == 0, "a stopped sort keeps the sample, and can be done again");
  oracleClear(&oracle);
  free(x);
}

/* ---- frames ---- */

static bool slide(AsiOrder order, const Source *source, int nWidth, int nRow) {
  double *x = malloc((size_t)nRow * sizeof(double));
  AsiSample sample;
  Oracle oracle = { 0 };
  bool isGood = x != NULL;
  asiSampleInit(&sample, order);
  for (int i = 0; isGood && i < nRow; i++) {
    x[i] = source->draw();
    isGood = asiSampleAdd(&sample, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&sample) == ASI_OK;
    if (i >= nWidth) isGood = isGood && asiSampleRemove(&sample, x[i - nWidth], 1) == ASI_OK;
    oracleChange(&oracle, x[i], 1);
    if (i >= nWidth) oracleChange(&oracle, x[i - nWidth], -1);
    isGood = isGood && sameSample(&sample, &oracle, 30);
  }
  asiSampleClear(&sample);
  oracleClear(&oracle);
  free(x);
  return isGood && nHeapOut == 0;
}

static void testFrames(void) {
  for (int i = 0; i < N_SOURCE; i++) {
    for (int order = 0; order <= 1; order++) {
      bool isGood = slide((AsiOrder)order, &aSource[i], 30, 1500) && slide((AsiOrder)order, &aSource[i], 200, 1000);
      check(isGood, caseName("frames of 30 and 200 rows", aSource[i].zName, (AsiOrder)order));
    }
  }
}

/* The default running frame: a million distinct values, the totals and the median after each. */
static void testRunning(void) {
  enum { N = 1000000 };
  double *x = malloc(N * sizeof(double));
  AsiSample values, magnitudes;
  AsiRankTotals totals, fresh;
  bool isGood = x != NULL;
  double busy;
  if (!isGood) return;
  for (int i = 0; i < N; i++) x[i] = drawContinuous() + 0.1;
  asiSampleInit(&values, ASI_BY_VALUE);
  asiSampleInit(&magnitudes, ASI_BY_MAGNITUDE);
  busy = -secondsNow();
  for (int i = 0; isGood && i < N; i++) {
    isGood = asiSampleAdd(&magnitudes, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&magnitudes) == ASI_OK;
    asiSampleRankTotals(&magnitudes, &totals);
  }
  printf("# running totals, 1e6 distinct: %.0f ns a row\n", (busy + secondsNow()) * 1e9 / N);
  busy = -secondsNow();
  for (int i = 0; isGood && i < N; i++) {
    isGood = asiSampleAdd(&values, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&values) == ASI_OK;
    (void)asiSampleSelect(&values, i / 2);
  }
  printf("# running median, 1e6 distinct: %.0f ns a row\n", (busy + secondsNow()) * 1e9 / N);
  for (int nNow = N; isGood && nNow > 1000; nNow /= 10) {
    AsiSample plain;
    Oracle oracle;
    isGood =
        removeAll(&values, x + nNow / 10, nNow - nNow / 10) && removeAll(&magnitudes, x + nNow / 10, nNow - nNow / 10);
    oracleOf(&oracle, x, nNow / 10);
    asiSampleInit(&plain, ASI_BY_MAGNITUDE);
    isGood = isGood && addAll(&plain, x, nNow / 10) && asiSampleRankTotals(&plain, &fresh) == ASI_OK;
    isGood = isGood && asiSampleRankTotals(&magnitudes, &totals) == ASI_OK && totals.w2Positive == fresh.w2Positive &&
             totals.tieTerm == fresh.tieTerm && totals.nPositive == fresh.nPositive;
    isGood = isGood && sameSample(&values, &oracle, 1000) && sameSample(&magnitudes, &oracle, 1000);
    asiSampleClear(&plain);
    oracleClear(&oracle);
  }
  asiSampleClear(&values);
  asiSampleClear(&magnitudes);
  free(x);
  check(isGood && nHeapOut == 0, "a million distinct values under a running frame, and removed again");
}

/* ---- the parts by themselves ---- */

static AsiKeyRun keyRun(uint64_t key) { return (AsiKeyRun){ key, 0, 1 }; }

/* Hints are 16 bits wide: there is a last run. */
static void testTableLimit(void) {
  AsiRunTable table = { 0 };
  AsiStatus status = ASI_OK;
  AsiKeyRun run = keyRun(1);
  for (; status == ASI_OK; run.key++) status = asiRunTableAdd(&table, &run);
  run.key--;
  check(status == ASI_LIMIT && table.nRun == run.key - 1 && table.nRun > SAMPLE_TABLE_LARGE, "a table has an end");
  check(asiRunTableFind(&table, run.key) == NULL && asiRunTableFind(&table, run.key - 1) != NULL,
        "a full table is as it was");
  asiRunTableClear(&table);
}

/* A tree that begins with its first run, and rises key by key: the last leaf splits, and at last the root. */
static void testTreeFromNothing(void) {
  enum { N = 2000 };
  AsiRunTree tree = { 0 };
  AsiTreeCursor at = { 0 };
  AsiKeyRun run = keyRun(1), next;
  bool isGood;
  int nFailure = 0;
  check(!asiRunTreeNext(&tree, &at, &next), "an empty tree has no run");
  for (; run.key <= N; run.key++) {
    AsiStatus status;
    iHeapFail = nHeapCall;
    status = asiRunTreeAdd(&tree, &run);
    iHeapFail = -1;
    nFailure += status == ASI_NOMEM;
    if (status == ASI_NOMEM) status = asiRunTreeAdd(&tree, &run);
    if (status != ASI_OK) break;
  }
  isGood = run.key == N + 1 && tree.nRun == N && nFailure > N / TREE_FAN && tree.pRoot->nLevel == 2;
  for (uint64_t key = 1; key <= N; key++) {
    isGood = isGood && asiRunTreeNext(&tree, &at, &next) && next.key == key && next.nPositive == 1;
    isGood = isGood && asiRunTreeSelect(&tree, (int64_t)key - 1) == key;
  }
  check(isGood && !asiRunTreeNext(&tree, &at, &next), "a tree from nothing, with every failure on its way");
  asiRunTreeClear(&tree);
  check(nHeapOut == 0, "a tree from nothing, cleared");
}

static void testTotalsWithoutMemory(void) {
  AsiSample sample;
  AsiRankTotals totals;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  for (int i = 0; i < 3000; i++) asiSampleAdd(&sample, (i * 7919 % 3001) + 0.5, 1);
  iHeapFail = nHeapCall;
  check(asiSampleRankTotals(&sample, &totals) == ASI_NOMEM, "totals need a sort, and the sort memory");
  iHeapFail = -1;
  check(asiSampleRankTotals(&sample, &totals) == ASI_OK && totals.w2Positive == 3000u * 3001u, "totals, then right");
  asiSampleClear(&sample);
}

int main(void) {
  testEmpty();
  testWalks();
  testSegments();
  for (int i = 0; i < N_SOURCE; i++) {
    testLong(&aSource[i], ASI_BY_VALUE, 120000);
    testLong(&aSource[i], ASI_BY_MAGNITUDE, 120000);
    testLong(&aSource[i], ASI_BY_VALUE, 3000);
    testLong(&aSource[i], ASI_BY_MAGNITUDE, 3000);
  }
  testTableLimit();
  testTreeFromNothing();
  testTotalsWithoutMemory();
  testTiedMemory();
  testMultiples();
  testLimit();
  testNoMemory();
  testInterrupt();
  testFrames();
  testRunning();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
