/*
** The exact rank distributions against enumeration, whole-number counts and the reference tables.
**
**  (1) Signed rank: all 2^n sign patterns, n <= 16, over random tie groups, with and without zeros below; every
**      probability is a whole number over 2^n there and must come out to the bit.
**  (2) Rank sum: all subsets of samples of up to 14 with random ties.
**  (3) Counts in big integers, one rank at a time in one table: n = 100 to 600 with ties, 1000 without, and samples
**      of 60 and 50, 100 and 100. Sums everywhere between the least and the middle.
**  (4) argv[1] is the directory of the reference tables: exact p of wilcoxon_cases.csv, zeros dropped and Pratt's,
**      and of twogroup_cases.csv; the levels of their intervals.
**  (5) Known places far out: n = 2000 and 5000, published critical values; mirrored sums give mirrored tails.
**  (6) The host stops the computation at each of its polls; memory fails at each allocation: the status says so and
**      no block stays. Small samples ask for no memory.
**  (7) Prints the worst relative errors, then "N passed, N failed"; exit status 1 on a failure, under FAIL_FAST the first
**      one is the last.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mem.h"
#include "random.h"

/* ---- a heap that fails once and knows what is still out ---- */

static int64_t nHeapAsked, nHeapOut, iHeapFails = -1;

static void *heapAllocArray(size_t n, size_t nEach) {
  if (nHeapAsked++ == iHeapFails) return NULL;
  nHeapOut++;
  return malloc(n * nEach);
}

static void heapFree(void *p) {
  if (p != NULL) nHeapOut--;
  free(p);
}

#define asiAllocArray heapAllocArray
#define asiFree heapFree
#include "rank_sum.c"
#include "rank_tail.c"
#include "signed_rank.c"
#undef asiAllocArray

/* ---- bookkeeping ---- */

static int nPassed, nFailed;

static bool check(bool isRight, const char *zWhat) {
  if (isRight) {
    nPassed++;
  } else if (nFailed++ < 40) {
    printf("FAILED: %s\n", zWhat);
    if (getenv("FAIL_FAST") != NULL) exit(1);
  }
  return isRight;
}

enum { groupMax = 2000 };
static AsiTieGroup aGroup[groupMax];

/* n values in random tie groups of at most nTiedMax, midranks above nZero zeros. */
static size_t makeGroups(int64_t n, int64_t nTiedMax, int64_t nZero) {
  size_t nGroup = 0;
  for (int64_t nBefore = 0; nBefore < n; nGroup++) {
    int64_t nTied = 1 + randomBelow(nTiedMax);
    if (nTied > n - nBefore) nTied = n - nBefore;
    aGroup[nGroup].nTied = nTied;
    aGroup[nGroup].rank2 = 2 * (nZero + nBefore) + nTied + 1;
    nBefore += nTied;
  }
  return nGroup;
}

/* The group of each value. */
static int64_t rank2Of(int64_t i) {
  const AsiTieGroup *group = aGroup;
  while (i >= group->nTied) i -= (group++)->nTied;
  return group->rank2;
}

static int64_t rank2Total(size_t nGroup) {
  int64_t total = 0;
  for (size_t i = 0; i < nGroup; i++) total += aGroup[i].rank2 * aGroup[i].nTied;
  return total;
}

static double relativeError(double x, double wanted) { return x == wanted ? 0.0 : fabs(x - wanted) / fabs(wanted); }

/* ---- enumeration ---- */

static double aPattern[1 << 16];

static void testSignedEnumeration(int64_t n, int64_t nTiedMax, int64_t nZero) {
  size_t nGroup = makeGroups(n, nTiedMax, nZero);
  int64_t total = rank2Total(nGroup), nPattern = (int64_t)1 << n, rank2[16];
  bool isRight = true;
  for (int64_t i = 0; i < n; i++) rank2[i] = rank2Of(i);
  for (int64_t pattern = 0; pattern < nPattern; pattern++) {
    int64_t sum = 0;
    for (int64_t i = 0; i < n; i++) sum += (pattern >> i & 1) * rank2[i];
    aPattern[pattern] = (double)sum;
  }
  for (int trial = 0; trial < 16; trial++) {
    double w2 = trial == 0 ? 0.0 : trial == 1 ? (double)total : aPattern[randomBelow(nPattern)];
    if (trial > 7) w2 = (double)randomBelow(total + 1); /* rarely a sum that occurs */
    double nLower = 0.0, nUpper = 0.0, small;
    AsiTail tails;
    for (int64_t pattern = 0; pattern < nPattern; pattern++) {
      nLower += aPattern[pattern] <= w2;
      nUpper += aPattern[pattern] >= w2;
    }
    small = 2 * (nLower < nUpper ? nLower : nUpper) / (double)nPattern;
    isRight &= asiSignedRankTails(aGroup, nGroup, (int64_t)w2, NULL, &tails) == ASI_OK;
    isRight &= tails.lower == nLower / (double)nPattern && tails.upper == nUpper / (double)nPattern;
    isRight &= tails.two == (small < 1 ? small : 1);
    isRight &= fabs(tails.log10Lower - log10(tails.lower)) < 1e-14 && fabs(tails.log10Two - log10(tails.two)) < 1e-14;
  }
  check(isRight, "signed rank: all sign patterns");
}

static double worstRankSum;

/* Of log10(n / all), relative where it is near 0. */
static double logError(double x, double n, double all) {
  double wanted = n < all / 2 ? log10(n / all) : log1p((n - all) / all) / log(10.0);
  return fabs(x - wanted) / fmin(1, 1e-9 + 10 * fabs(wanted));
}

static void testRankSumEnumeration(int64_t n, int64_t n1, int64_t nTiedMax) {
  size_t nGroup = makeGroups(n, nTiedMax, 0);
  int64_t total = rank2Total(nGroup), rank2[16], nSubset = 0;
  double worst = 0.0;
  for (int64_t i = 0; i < n; i++) rank2[i] = rank2Of(i);
  for (int64_t pattern = 0; pattern < (int64_t)1 << n; pattern++) {
    int64_t sum = 0, nDrawn = 0;
    for (int64_t i = 0; i < n; i++) {
      sum += (pattern >> i & 1) * rank2[i];
      nDrawn += pattern >> i & 1;
    }
    if (nDrawn == n1) aPattern[nSubset++] = (double)sum;
  }
  for (int trial = 0; trial < 8; trial++) {
    double r2 = aPattern[randomBelow(nSubset)], nLower = 0.0, nUpper = 0.0, nTwo = 0.0;
    double far = fabs((double)n * r2 - (double)(n1 * total));
    AsiTail tails;
    for (int64_t i = 0; i < nSubset; i++) {
      nLower += aPattern[i] <= r2;
      nUpper += aPattern[i] >= r2;
      nTwo += fabs((double)n * aPattern[i] - (double)(n1 * total)) >= far;
    }
    if (!check(asiRankSumTails(aGroup, nGroup, n1, (int64_t)r2, NULL, &tails) == ASI_OK, "rank sum: status")) return;
    worst = fmax(worst, relativeError(tails.lower, nLower / (double)nSubset));
    worst = fmax(worst, relativeError(tails.upper, nUpper / (double)nSubset));
    worst = fmax(worst, relativeError(tails.two, nTwo / (double)nSubset));
    worst = fmax(worst, fabs(tails.log10Two - log10(tails.two)));
    worst = fmax(worst, logError(tails.log10Lower, nLower, (double)nSubset));
    worst = fmax(worst, logError(tails.log10Upper, nUpper, (double)nSubset));
    worst = fmax(worst, logError(tails.log10Two, nTwo, (double)nSubset));
  }
  check(worst < 2e-15, "rank sum: all subsets");
  worstRankSum = fmax(worstRankSum, worst);
}

/* ---- big integers: nLimb words of 64 bits, the lowest first ---- */

static void bigAdd(uint64_t *to, const uint64_t *x, int nLimb) {
  uint64_t carry = 0;
  for (int i = 0; i < nLimb; i++) {
    uint64_t sum = to[i] + x[i], next = sum < x[i];
    to[i] = sum + carry;
    carry = next + (to[i] < carry);
  }
}

static AsiScaled bigScaled(const uint64_t *x, int nLimb) {
  int i = nLimb - 1;
  while (i > 0 && x[i] == 0) i--;
  if (i == 0) return asiScaled((double)x[0], 0);
  return asiScaled((double)x[i] * 0x1p64 + (double)x[i - 1], 64 * (i - 1));
}

typedef struct Worst {
  double p, log;
} Worst;

/* p and its logarithm against x/y; a p out of the range of doubles is judged by the logarithm alone. */
static void judge(Worst *worst, double p, double log10P, AsiScaled x, AsiScaled y) {
  double ratio = x.mantissa / y.mantissa;
  int64_t exponent = x.exponent - y.exponent;
  double wanted = log10(ratio) + (double)exponent * log10(2.0);
  if (exponent > -1020) worst->p = fmax(worst->p, relativeError(p, ldexp(ratio, (int)exponent)));
  worst->log = fmax(worst->log, fabs(log10P - wanted) / (1.0 + fabs(wanted)));
}

/* aCount[s]: sign patterns with rank sum at most s * unit, for all s up to the middle. */
static uint64_t *signedCounts(size_t nGroup, int64_t unit, int64_t iTop, int nLimb) {
  uint64_t *aCount = calloc((size_t)(iTop + 1) * (size_t)nLimb, sizeof *aCount);
  int64_t sum = 0;
  aCount[0] = 1;
  for (size_t i = 0; i < nGroup; i++) {
    for (int64_t j = 0; j < aGroup[i].nTied; j++) {
      int64_t r = aGroup[i].rank2 / unit;
      sum += r;
      for (int64_t s = sum < iTop ? sum : iTop; s >= r; s--)
        bigAdd(aCount + s * nLimb, aCount + (s - r) * nLimb, nLimb);
    }
  }
  for (int64_t s = 1; s <= iTop; s++) bigAdd(aCount + s * nLimb, aCount + (s - 1) * nLimb, nLimb);
  return aCount;
}

static Worst worstSignedBig;

static void testSignedBig(int64_t n, int64_t nTiedMax, int64_t nZero) {
  size_t nGroup = makeGroups(n, nTiedMax, nZero);
  int64_t total = rank2Total(nGroup), unit = 0, iTop;
  int nLimb = (int)(n / 64 + 1);
  AsiScaled whole = asiScaled(1.0, n);
  Worst worst = { 0.0, 0.0 };
  uint64_t *aCount;
  for (size_t i = 0; i < nGroup; i++) unit = asiRankGcd(aGroup[i].rank2, unit);
  iTop = total / unit / 2;
  aCount = signedCounts(nGroup, unit, iTop, nLimb);
  for (int64_t trial = 0; trial <= 60; trial++) {
    int64_t s = trial < 10 ? trial * 3 % (iTop + 1) : iTop - iTop * (60 - trial) * (60 - trial) / 2500;
    AsiScaled atMost = bigScaled(aCount + s * nLimb, nLimb);
    AsiTail tails;
    if (!check(asiSignedRankTails(aGroup, nGroup, s * unit, NULL, &tails) == ASI_OK, "signed rank: status")) break;
    judge(&worst, tails.lower, tails.log10Lower, atMost, whole);
    if (s > 0) {
      double rest = asiScaledValue(bigScaled(aCount + (s - 1) * nLimb, nLimb)) * ldexp(1.0, -(int)n);
      if (n < 1000) worst.p = fmax(worst.p, relativeError(tails.upper, 1.0 - rest));
      if (n < 1000) worst.log = fmax(worst.log, fabs(tails.log10Upper - log1p(-rest) / log(10.0)));
    }
  }
  free(aCount);
  check(worst.p < 1e-14 && worst.log < 1e-14, "signed rank: counts in big integers");
  worstSignedBig.p = fmax(worstSignedBig.p, worst.p);
  worstSignedBig.log = fmax(worstSignedBig.log, worst.log);
}

static Worst worstSumBig;

/* aCount[m * width + s]: subsets of m with rank sum s; the textbook table over all n observations. */
static void testRankSumBig(int64_t n1, int64_t n2, int64_t nTiedMax) {
  size_t nGroup = makeGroups(n1 + n2, nTiedMax, 0);
  int64_t n = n1 + n2, unit = 0, width = 1, nLimb = n / 64 + 1, meanFold = 0;
  uint64_t *aCount, *below, *above, *whole;
  Worst worst = { 0.0, 0.0 };
  for (size_t i = 1; i < nGroup; i++) unit = asiRankGcd(aGroup[i].rank2 - aGroup[0].rank2, unit);
  for (int64_t i = n - n1; i < n; i++) width += (rank2Of(i) - aGroup[0].rank2) / unit;
  for (int64_t i = 0; i < n; i++) meanFold += n1 * ((rank2Of(i) - aGroup[0].rank2) / unit);
  aCount = calloc((size_t)((n1 + 1) * width * nLimb), sizeof *aCount);
  below = calloc((size_t)(3 * nLimb), sizeof *below);
  above = below + nLimb;
  whole = above + nLimb;
  aCount[0] = 1;
  for (int64_t i = 0; i < n; i++) {
    int64_t r = (rank2Of(i) - aGroup[0].rank2) / unit;
    for (int64_t m = n1 < i + 1 ? n1 : i + 1; m >= 1; m--) {
      uint64_t *to = aCount + m * width * nLimb, *from = to - width * nLimb;
      for (int64_t s = width - 1; s >= r; s--) bigAdd(to + s * nLimb, from + (s - r) * nLimb, (int)nLimb);
    }
  }
  for (int64_t s = 0; s < width; s++) bigAdd(whole, aCount + (n1 * width + s) * nLimb, (int)nLimb);
  for (int trial = 0; trial < 24; trial++) {
    const uint64_t *row = aCount + n1 * width * nLimb;
    int64_t least = 0, r, far;
    AsiTail tails;
    while (bigScaled(row + least * nLimb, (int)nLimb).mantissa == 0.0) least++;
    r = trial < 4 ? least + trial : least + (width - 1 - least) * trial / 23;
    memset(below, 0, (size_t)(2 * nLimb) * sizeof *below);
    far = n * r > meanFold ? n * r - meanFold : meanFold - n * r;
    for (int64_t s = 0; s < width; s++) {
      int64_t away = n * s - meanFold;
      if (s <= r) bigAdd(below, row + s * nLimb, (int)nLimb);
      if (away >= far || -away >= far) bigAdd(above, row + s * nLimb, (int)nLimb);
    }
    if (!check(asiRankSumTails(aGroup, nGroup, n1, n1 * aGroup[0].rank2 + unit * r, NULL, &tails) == ASI_OK,
               "rank sum: status")) {
      break;
    }
    judge(&worst, tails.lower, tails.log10Lower, bigScaled(below, (int)nLimb), bigScaled(whole, (int)nLimb));
    judge(&worst, tails.two, tails.log10Two, bigScaled(above, (int)nLimb), bigScaled(whole, (int)nLimb));
  }
  free(aCount);
  free(below);
  check(worst.p < 1e-13 && worst.log < 1e-13, "rank sum: counts in big integers");
  worstSumBig.p = fmax(worstSumBig.p, worst.p);
  worstSumBig.log = fmax(worstSumBig.log, worst.log);
}

/* ---- the reference tables: one record at a time, fields by the name in the header ---- */

enum { fieldMax = 100, sampleMax = 4000 };

typedef struct Table {
  char *zText, *zAt;
  char *azName[fieldMax], *azField[fieldMax];
  int nName;
} Table;

/* Cut the next record into its fields, in place. */
static int tableCut(Table *table, char **azField) {
  char *z = table->zAt;
  int n = 0;
  if (*z == '\0') return 0;
  while (n < fieldMax) {
    bool isQuoted = *z == '"';
    char *zTo;
    if (isQuoted) z++;
    azField[n++] = zTo = z;
    while (*z != '\0' && (isQuoted || (*z != ',' && *z != '\n'))) {
      if (*z == '"' && isQuoted && *++z != '"') break;
      *zTo++ = *z++;
    }
    if (*z == ',') {
      *zTo = '\0';
      z++;
      continue;
    }
    if (*z == '\n') z++;
    *zTo = '\0';
    break;
  }
  table->zAt = z;
  return n;
}

static bool tableOpen(Table *table, const char *zDirectory, const char *zFile) {
  char zPath[1000];
  FILE *file;
  long nByte;
  snprintf(zPath, sizeof zPath, "%s/%s", zDirectory, zFile);
  file = fopen(zPath, "rb");
  if (!check(file != NULL, zPath)) return false;
  fseek(file, 0, SEEK_END);
  nByte = ftell(file);
  rewind(file);
  table->zText = table->zAt = malloc((size_t)nByte + 1);
  table->zText[fread(table->zText, 1, (size_t)nByte, file)] = '\0';
  fclose(file);
  table->nName = tableCut(table, table->azName);
  return true;
}

static bool tableNext(Table *table) { return tableCut(table, table->azField) == table->nName; }

static const char *tableText(const Table *table, const char *zName) {
  for (int i = 0; i < table->nName; i++) {
    if (strcmp(table->azName[i], zName) == 0) return table->azField[i];
  }
  check(false, zName);
  return "";
}

static int64_t tableSample(const Table *table, const char *zName, double *x) {
  const char *z = tableText(table, zName);
  int64_t n = 0;
  for (z += *z == '['; *z != '\0' && *z != ']' && n < sampleMax; n++) {
    char *zEnd;
    x[n] = strtod(z, &zEnd);
    z = zEnd + (*zEnd == ',');
  }
  return n;
}

static double worstTable;

/* An empty field says nothing. */
static void tableCompare(const Table *table, const char *zName, double x) {
  const char *z = tableText(table, zName);
  double error;
  if (*z == '\0') return;
  error = relativeError(x, strtod(z, NULL));
  worstTable = fmax(worstTable, error);
  if (!check(error < 1e-13, zName)) printf("  case %s: %.17g for %s\n", table->azField[0], x, z);
}

static int compareDoubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double aPre[sampleMax], aPost[sampleMax], aSorted[2 * sampleMax];

/* Tie groups of aSorted, the first nZero left out of the groups but not of the ranks. */
static size_t groupsOfSorted(int64_t n, int64_t nZero) {
  size_t nGroup = 0;
  for (int64_t i = nZero, end; i < n; i = end, nGroup++) {
    for (end = i; end < n && aSorted[end] == aSorted[i];) end++;
    aGroup[nGroup].nTied = end - i;
    aGroup[nGroup].rank2 = i + end + 1;
  }
  return nGroup;
}

static int64_t rank2In(double x, int64_t n) {
  int64_t nBelow = 0, nEqual = 0;
  for (int64_t i = 0; i < n; i++) {
    nBelow += aSorted[i] < x;
    nEqual += aSorted[i] == x;
  }
  return 2 * nBelow + nEqual + 1;
}

/* Zeros stand first in aSorted; under Pratt they keep their ranks, otherwise all move down. */
static AsiTail signedTails(int64_t n, int64_t nZero, bool isPratt) {
  AsiTail tails = { 0 };
  size_t nGroup = groupsOfSorted(n, nZero);
  int64_t w2 = 0, lowered = isPratt ? 0 : 2 * nZero;
  for (size_t i = 0; i < nGroup; i++) aGroup[i].rank2 -= lowered;
  for (int64_t i = 0; i < n; i++) {
    if (aPost[i] - aPre[i] > 0.0) w2 += rank2In(aPost[i] - aPre[i], n) - lowered;
  }
  check(asiSignedRankTails(aGroup, nGroup, w2, NULL, &tails) == ASI_OK, "signed rank: status");
  return tails;
}

static void testWilcoxonTable(const char *zDirectory) {
  Table table;
  int nCase = 0;
  if (!tableOpen(&table, zDirectory, "wilcoxon_cases.csv")) return;
  for (; tableNext(&table); nCase++) {
    int64_t n = tableSample(&table, "pre", aPre), nZero = 0, k;
    double below;
    AsiTail tails;
    tableSample(&table, "post", aPost);
    for (int64_t i = 0; i < n; i++) aSorted[i] = fabs(aPost[i] - aPre[i]);
    for (int64_t i = 0; i < n; i++) nZero += aSorted[i] == 0.0;
    qsort(aSorted, (size_t)n, sizeof *aSorted, compareDoubles);
    tails = signedTails(n, nZero, false);
    tableCompare(&table, "p_exact_two", tails.two);
    tableCompare(&table, "p_exact_greater", tails.upper);
    tableCompare(&table, "p_exact_less", tails.lower);
    tails = signedTails(n, nZero, true);
    tableCompare(&table, "pratt_p_exact_two", tails.two);
    tableCompare(&table, "pratt_p_exact_greater", tails.upper);
    tableCompare(&table, "pratt_p_exact_less", tails.lower);
    check(asiSignedRankLowest(n, 0.025, NULL, &k, &below) == ASI_OK, "signed rank: lowest");
    if (k > 0) tableCompare(&table, "walsh_ci95_level", 1.0 - 2.0 * below);
  }
  check(nCase >= 70, "wilcoxon_cases.csv: all rows");
  free(table.zText);
}

static void testTwoGroupTable(const char *zDirectory) {
  Table table;
  int nCase = 0;
  if (!tableOpen(&table, zDirectory, "twogroup_cases.csv")) return;
  for (; tableNext(&table); nCase++) {
    int64_t n1 = tableSample(&table, "x", aPre), n2 = tableSample(&table, "y", aPost), r2 = 0, k;
    double below;
    AsiTail tails;
    memcpy(aSorted, aPre, (size_t)n1 * sizeof *aPre);
    memcpy(aSorted + n1, aPost, (size_t)n2 * sizeof *aPost);
    qsort(aSorted, (size_t)(n1 + n2), sizeof *aSorted, compareDoubles);
    for (int64_t i = 0; i < n1; i++) r2 += rank2In(aPre[i], n1 + n2);
    if (!check(asiRankSumTails(aGroup, groupsOfSorted(n1 + n2, 0), n1, r2, NULL, &tails) == ASI_OK,
               "rank sum: status")) {
      continue;
    }
    tableCompare(&table, "p_exact_two", tails.two);
    tableCompare(&table, "p_exact_greater", tails.upper);
    tableCompare(&table, "p_exact_less", tails.lower);
    check(asiRankSumLowest(n1, n2, 0.025, NULL, &k, &below) == ASI_OK, "rank sum: lowest");
    if (k > 0) tableCompare(&table, "shift_ci95_level", 1.0 - 2.0 * below);
  }
  check(nCase >= 27, "twogroup_cases.csv: all rows");
  free(table.zText);
}

/* ---- known places ---- */

static void testLowest(int64_t n, double p, int64_t kWanted) {
  int64_t k;
  double below;
  check(asiSignedRankLowest(n, p, NULL, &k, &below) == ASI_OK && k == kWanted && below <= p,
        "signed rank: critical value");
}

/* Against the tails themselves: k - 1 is within p, k is not. */
static void testLowestByTails(int64_t n, double p) {
  int64_t k;
  double below;
  AsiTail under = { 0 }, at = { 0 };
  asiSignedRankLowest(n, p, NULL, &k, &below);
  asiSignedRankTails(NULL, (size_t)n, 2 * (k - 1), NULL, &under);
  asiSignedRankTails(NULL, (size_t)n, 2 * k, NULL, &at);
  check(relativeError(below, under.lower) < 1e-14 && under.lower <= p && at.lower > p, "signed rank: lowest and tails");
}

static void testRankSumLowest(int64_t n1, int64_t n2, double p, int64_t kWanted) {
  int64_t k;
  double below;
  AsiTail under = { 0 }, at = { 0 };
  check(asiRankSumLowest(n1, n2, p, NULL, &k, &below) == ASI_OK, "rank sum: lowest");
  if (kWanted >= 0) check(k == kWanted, "rank sum: critical value");
  asiRankSumTails(NULL, (size_t)(n1 + n2), n1, n1 * (n1 + 1) + 2 * (k - 1), NULL, &under);
  asiRankSumTails(NULL, (size_t)(n1 + n2), n1, n1 * (n1 + 1) + 2 * k, NULL, &at);
  check(relativeError(below, under.lower) < 1e-13 && under.lower <= p && at.lower > p, "rank sum: lowest and tails");
}

static void testFarOut(void) {
  /* partitions of 0..10 into distinct parts: 1, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, together 43 */
  AsiTail tails = { 0 };
  asiSignedRankTails(NULL, 2000, 2000 * 2001, NULL, &tails);
  check(fabs(tails.log10Two + 1999 * log10(2.0)) < 1e-10 && tails.upper == 0.0 && tails.lower == 1.0,
        "n = 2000, all positive");
  asiSignedRankTails(NULL, 5000, 20, NULL, &tails);
  check(fabs(tails.log10Lower - log10(43.0) + 5000 * log10(2.0)) < 1e-10, "n = 5000, W = 10");
  asiSignedRankTails(NULL, 1000, 20, NULL, &tails);
  check(tails.lower == ldexp(43.0, -1000), "n = 1000, W = 10");
  check(asiSignedRankTails(NULL, ASI_SIGNED_RANK_MAX_N + 1, 20, NULL, &tails) == ASI_LIMIT, "n beyond the bound");
  check(asiRankSumTails(NULL, 20000, 10000, 20, NULL, &tails) == ASI_LIMIT, "n1, n2 beyond the bound");
  asiSignedRankTails(NULL, 0, 0, NULL, &tails);
  check(tails.lower == 1.0 && tails.upper == 1.0 && tails.two == 1.0 && tails.log10Two == 0.0, "no value at all");
  asiRankSumTails(NULL, 4, 0, 0, NULL, &tails);
  check(tails.lower == 1.0 && tails.upper == 1.0 && tails.two == 1.0, "none drawn");
  asiSignedRankTails(NULL, 10, -2, NULL, &tails);
  check(tails.lower == 0.0 && tails.upper == 1.0, "below every sum");
  asiSignedRankTails(NULL, 10, 112, NULL, &tails);
  check(tails.lower == 1.0 && tails.upper == 0.0, "above every sum");
}

/* n = 10, 25, 50: Wilcoxon's own tables, two-sided 5 %: 8, 89, 434. n1 = n2 = 10, 20: 23, 127. */
static void testCriticalValues(void) {
  testLowest(10, 0.025, 9);
  testLowest(25, 0.025, 90);
  testLowest(50, 0.025, 435);
  testLowest(5, 0.025, 0);
  testLowest(5, 1.0 / 32, 1);
  testLowest(5, 2.0 / 32, 2);
  testLowest(0, 0.025, 0);
  testRankSumLowest(10, 10, 0.025, 24);
  testRankSumLowest(20, 20, 0.025, 128);
  testRankSumLowest(3, 3, 0.025, 0);
  testRankSumLowest(3, 3, 0.05, 1);
  testRankSumLowest(40, 7, 0.005, -1);
  testRankSumLowest(7, 40, 0.1, -1);
  for (int64_t n = 30; n <= 1000; n = n * 3 / 2) testLowestByTails(n, 0.025);
  testLowestByTails(300, 1e-20);
  /* levels near one half: k lies about the middle */
  for (int64_t n = 2; n <= 14; n++) testLowestByTails(n, 0.499);
  for (int64_t n = 2; n <= 14; n++) testLowestByTails(n, 0.25);
  for (int64_t n = 2; n <= 9; n++)
    for (int64_t m = 2; m <= 9; m++) testRankSumLowest(n, m, 0.499, -1);
}

/* The sum counted from above has the same tails with their names exchanged. */
static void testMirror(int64_t n, int64_t nTiedMax, int64_t nZero) {
  size_t nGroup = makeGroups(n, nTiedMax, nZero);
  int64_t total = rank2Total(nGroup), w2 = 0;
  AsiTail tails = { 0 }, mirrored = { 0 };
  for (int64_t i = 0; i < n; i++) w2 += randomBelow(2) * rank2Of(i);
  asiSignedRankTails(aGroup, nGroup, w2, NULL, &tails);
  asiSignedRankTails(aGroup, nGroup, total - w2, NULL, &mirrored);
  check(tails.lower == mirrored.upper && tails.upper == mirrored.lower && tails.two == mirrored.two,
        "signed rank: mirror");
}

/* The complement of a draw is a draw. */
static void testComplement(int64_t n1, int64_t n2, int64_t nTiedMax) {
  size_t nGroup = makeGroups(n1 + n2, nTiedMax, 0);
  int64_t r2 = 0;
  AsiTail tails = { 0 }, other = { 0 };
  for (int64_t i = 0; i < n1; i++) r2 += rank2Of(i * (n1 + n2) / n1);
  asiRankSumTails(aGroup, nGroup, n1, r2, NULL, &tails);
  asiRankSumTails(aGroup, nGroup, n2, rank2Total(nGroup) - r2, NULL, &other);
  check(relativeError(tails.lower, other.upper) < 1e-15 && relativeError(tails.two, other.two) < 1e-15,
        "rank sum: complement");
}

/* ---- stopping, and running out of memory ---- */

typedef struct Stopper {
  AsiPoll poll;
  int64_t nAsked, iStop;
} Stopper;

static AsiStatus stopperCheck(AsiPoll *poll) {
  Stopper *stopper = poll->host;
  return stopper->nAsked++ == stopper->iStop ? ASI_INTERRUPT : ASI_OK;
}

/* Four long computations over the groups that stand in aGroup. */
static AsiStatus longWork(int which, size_t nGroup, AsiPoll *poll) {
  AsiTail tails;
  int64_t k, n = 0;
  double below;
  for (size_t i = 0; i < nGroup; i++) n += aGroup[i].nTied;
  switch (which) {
  case 0: return asiSignedRankTails(aGroup, nGroup, rank2Total(nGroup) / 2, poll, &tails);
  case 1: return asiSignedRankLowest(n, 0.025, poll, &k, &below);
  case 2: return asiRankSumTails(aGroup, nGroup, n / 2, rank2Total(nGroup) / 2, poll, &tails);
  default: return asiRankSumLowest(n / 2, n - n / 2, 0.025, poll, &k, &below);
  }
}

static void testStopping(int which, int64_t n) {
  size_t nGroup = makeGroups(n, 3, 0);
  int64_t nPoll;
  bool isRight = true;
  Stopper stopper = { { stopperCheck, NULL, 0 }, 0, -1 };
  stopper.poll.host = &stopper;
  isRight &= longWork(which, nGroup, &stopper.poll) == ASI_OK && nHeapOut == 0;
  nPoll = stopper.nAsked;
  for (int64_t i = 0; i < nPoll; i++) {
    stopper.poll.nWork = stopper.nAsked = 0;
    stopper.iStop = i;
    isRight &= longWork(which, nGroup, &stopper.poll) == ASI_INTERRUPT && nHeapOut == 0;
  }
  check(isRight && nPoll >= 2, "stopped at each poll, nothing stays");
}

static void testOutOfMemory(int which, int64_t n) {
  size_t nGroup = makeGroups(n, 3, 0);
  AsiStatus status = ASI_NOMEM;
  for (iHeapFails = 0; status == ASI_NOMEM && iHeapFails < 20; iHeapFails++) {
    nHeapAsked = 0;
    status = longWork(which, nGroup, NULL);
    check(nHeapOut == 0 && (status == ASI_NOMEM || (status == ASI_OK && iHeapFails > 0)),
          "out of memory, nothing stays");
  }
  check(status == ASI_OK, "out of memory, then right");
  iHeapFails = -1;
}

static void testSmallAsksNothing(void) {
  nHeapAsked = 0;
  for (int which = 0; which < 4; which++) check(longWork(which, makeGroups(30, 4, 0), NULL) == ASI_OK, "30 values");
  check(longWork(0, makeGroups(30, 4, 30), NULL) == ASI_OK, "30 values over 30 zeros");
  check(longWork(0, makeGroups(50, 1, 0), NULL) == ASI_OK, "50 values");
  check(nHeapAsked == 0, "small samples ask for no memory");
}

/* Zeros without end, and where the bounds lie. */
static void testManyZeros(void) {
  AsiTail few = { 0 }, many = { 0 };
  size_t nGroup = makeGroups(60, 3, 4000);
  int64_t w2 = 0;
  for (int64_t i = 0; i < 28; i++) w2 += rank2Of(2 * i);
  asiSignedRankTails(aGroup, nGroup, w2, NULL, &few);
  for (size_t i = 0; i < nGroup; i++) aGroup[i].rank2 += 2000000000;
  check(asiSignedRankTails(aGroup, nGroup, w2 + 28 * (int64_t)2000000000, NULL, &many) == ASI_OK, "a billion zeros");
  check(few.lower == many.lower && few.upper == many.upper, "more zeros change nothing once they separate the counts");
  check(asiSignedRankFits(500, 1000000000) && asiSignedRankFits(5000, 0) && !asiSignedRankFits(5001, 0) &&
            asiSignedRankFits(1000, 32517) && !asiSignedRankFits(1000, 32518) && asiSignedRankFits(501, 64643) &&
            !asiSignedRankFits(501, 64644) && asiSignedRankFits(500, INT64_MAX / 4),
        "signed rank: bounds");
  check(asiRankSumFits(293, 293) && !asiRankSumFits(294, 294) && asiRankSumFits(200, 484) &&
            !asiRankSumFits(200, 485) && asiRankSumFits(922, 100) && !asiRankSumFits(923, 100) &&
            asiRankSumFits(265, 327) && asiRankSumFits(1, 63245) && !asiRankSumFits(1, 63246) &&
            asiRankSumFits(8532, 10) && asiRankSumFits(0, 5),
        "rank sum: bounds");
}

/* ---- at the edges ---- */

static void testEdges(void) {
  AsiTail tails = { 0 };
  int64_t k = 7;
  double below = 7;
  size_t nGroup = makeGroups(10, 3, 0);
  check(asiRankSumTails(NULL, 0, 0, 0, NULL, &tails) == ASI_OK && tails.lower == 1 && tails.upper == 1, "no rank");
  check(asiSignedRankTails(aGroup, 0, 0, NULL, &tails) == ASI_OK && tails.lower == 1 && tails.upper == 1, "no group");
  check(asiSignedRankTails(aGroup, nGroup, -2, NULL, &tails) == ASI_OK && tails.lower == 0 && tails.upper == 1,
        "groups, below every sum");
  check(asiSignedRankLowest(50, 0.0, NULL, &k, &below) == ASI_OK && k == 0 && below == 0, "a probability of 0");
  check(asiSignedRankLowest(ASI_SIGNED_RANK_MAX_N + 1, 0.025, NULL, &k, &below) == ASI_LIMIT,
        "lowest beyond the bound");
  check(asiRankSumLowest(10000, 10000, 0.025, NULL, &k, &below) == ASI_LIMIT, "rank sum: lowest beyond the bound");
  check(!asiRankSumFits(8533, 10), "rank sum: too much work");
  check(!asiSignedRankFits(1000, INT64_MAX / 4), "signed rank: zeros beyond all");
  nGroup = makeGroups(30, 2, 4000);
  check(asiSignedRankTails(aGroup, nGroup, -2, NULL, &tails) == ASI_OK && tails.lower == 0 && tails.upper == 1,
        "zeros, below every sum");
  check(asiSignedRankTails(aGroup, nGroup, 0, NULL, &tails) == ASI_OK && tails.lower == ldexp(1, -30) &&
            tails.upper == 1,
        "zeros, the least sum");
  nGroup = makeGroups(1000, 1, 200000);
  check(asiSignedRankTails(aGroup, nGroup, rank2Total(nGroup) / 2, NULL, &tails) == ASI_LIMIT, "too long tables");
}

/* P(K <= k) of n fair coins. */
static double coins(int64_t n, int64_t k) {
  double term = ldexp(1, (int)-n), sum = term;
  for (int64_t i = 1; i <= k; i++) sum += term *= (double)(n - i + 1) / (double)i;
  return sum;
}

/* Zeros so many that the number of positive values decides: just below the least sum of k + 1 it is at most k. */
static void testBetweenCounts(void) {
  size_t nGroup = makeGroups(60, 1, 4000);
  int64_t w2 = -1;
  for (int64_t k = 0; k < 29; k++) {
    AsiTail tails = { 0 };
    w2 += aGroup[k].rank2;
    check(asiSignedRankTails(aGroup, nGroup, w2, NULL, &tails) == ASI_OK &&
              relativeError(tails.lower, coins(60, k)) < 1e-14 && relativeError(tails.upper, 1 - coins(60, k)) < 1e-14,
          "signed rank: between two counts of positive values");
  }
}

/* Every sum of 2W there is and the gaps between, zeros below: against the counts of a table of all sums. */
static void testEverySum(int64_t n, int64_t nTiedMax, int64_t nZero) {
  size_t nGroup = makeGroups(n, nTiedMax, nZero);
  int64_t total = rank2Total(nGroup), sum = 0;
  double *aCount = calloc((size_t)total + 1, sizeof *aCount), nBelow = 0;
  bool isRight = true;
  aCount[0] = 1;
  for (int64_t i = 0; i < n; i++) {
    int64_t r = rank2Of(i);
    sum += r;
    for (int64_t s = sum; s >= r; s--) aCount[s] += aCount[s - r];
  }
  for (int64_t w2 = 0; w2 <= total; w2++) {
    AsiTail tails = { 0 };
    isRight &= asiSignedRankTails(aGroup, nGroup, w2, NULL, &tails) == ASI_OK;
    isRight &= tails.upper == ldexp(ldexp(1, (int)n) - nBelow, -(int)n);
    nBelow += aCount[w2];
    isRight &= tails.lower == ldexp(nBelow, -(int)n);
  }
  free(aCount);
  check(isRight, "signed rank: every sum");
}

/* 0 is never -0. */
static void testNoSign(void) {
  AsiTail tails = { 0 };
  check(!signbit(asiScaledLog10(asiScaled(1, 0), 0)), "log10 of 1");
  check(asiSignedRankTails(NULL, 5, 0, NULL, &tails) == ASI_OK && !signbit(tails.log10Upper),
        "log10 of an upper tail of 1");
  check(asiRankSumTails(NULL, 5, 0, 0, NULL, &tails) == ASI_OK && !signbit(tails.log10Two), "log10 of a p of 1");
}

/* A product that has no bits below 2^-60 of the other, and one that has. */
static void testScaledSums(void) {
  for (int64_t gap = 0; gap < 70; gap++) {
    AsiScaled x = asiScaled(1, 100), y = asiScaled(1, 100 - gap), sum = asiScaledAdd(x, y), turned = asiScaledAdd(y, x);
    check(sum.mantissa == turned.mantissa && sum.exponent == turned.exponent &&
              ldexp(sum.mantissa, (int)(sum.exponent - 100)) == 1 + ldexp(1, (int)-gap),
          "scaled sums");
  }
  check(asiScaledAdd(asiScaled(0, 0), asiScaled(3, -5000)).exponent == -4998, "0 and a small one");
  check(asiScaledAdd(asiScaled(3, -5000), asiScaled(0, 0)).exponent == -4998, "a small one and 0");
  check(asiScaledAdd(asiScaled(3, 9), asiScaled(0, 0)).exponent == 11, "a large one and 0");
  check(asiScaledValue(asiScaled(1, -1074)) == 0x1p-1074 && asiScaledValue(asiScaled(1, -1200)) == 0, "values");
  check(fabs(asiScaledLog10(asiScaled(1, -1), 0.5) - log10(0.5)) < 1e-16, "log10 of 1/2");
  check(fabs(asiScaledLog10(asiScaled(1, -2), 0.75) - log10(0.25)) < 1e-16, "log10 of 1/4");
  check(fabs(asiScaledLog10(asiScaled(0.75, 0), 0.25) - log10(0.75)) < 1e-16, "log10 of 3/4");
  check(asiRankGcd(12, 18) == 6 && asiRankGcd(18, 12) == 6 && asiRankGcd(7, 0) == 7 && asiRankGcd(0, 7) == 7, "gcd");
}

/* One tie group: its rank times a binomial. The counts differ by more than 2^1800, and the least are lost. */
static void testOneGroup(void) {
  const int64_t n = 5000;
  AsiTieGroup all = { n + 1, n };
  AsiTail tails = { 0 };
  double log2P = log2(coins(1000, 0)) - 4000, sum = 1, term = 1;
  for (int64_t i = 1300; i >= 1; i--) sum += term *= (double)i / (double)(n - i + 1);
  for (int64_t i = 1; i <= 1300; i++) log2P += log2((double)(n - i + 1) / (double)i);
  check(asiSignedRankTails(&all, 1, 1300 * (n + 1), NULL, &tails) == ASI_OK, "signed rank: one group");
  check(fabs(tails.log10Lower - (log2P + log2(sum)) * log10(2.0)) < 1e-10, "signed rank: one group of 5000");
}

/* The guess of the answer's size is made too large by so many bits: what was dropped is missed, and counted again. */
static AsiStatus countedAgain(size_t n, int64_t w2, double factor, AsiPoll *poll, AsiScaled tail[2]) {
  double stack[signedRankStack];
  SignedRank task = { .nGroup = n };
  AsiStatus status;
  signedRankMeasure(&task);
  status = signedRankMakeRoom(&task, w2, stack);
  task.squares *= factor;
  if (status == ASI_OK) status = signedRankTail(&task, w2, poll, tail);
  asiFree(task.block);
  return status;
}

static void testCountedAgain(void) {
  const double aFactor[] = { 1, 2, 4, 10, 100, 1e4, 1e8 };
  for (int64_t w2 = 3000; w2 < 200000; w2 = w2 * 3 / 2) {
    AsiTail tails = { 0 };
    check(asiSignedRankTails(NULL, 600, w2, NULL, &tails) == ASI_OK, "signed rank: status");
    for (size_t i = 0; i < sizeof aFactor / sizeof aFactor[0]; i++) {
      AsiScaled tail[2] = { { 0.0, 0 }, { 0.0, 0 } };
      check(countedAgain(600, w2, aFactor[i], NULL, tail) == ASI_OK, "signed rank: status");
      check(fabs(asiScaledLog10(tail[0], 1.0) - tails.log10Lower) < 1e-12 * fabs(tails.log10Lower),
            "signed rank: counted again after a wrong guess");
    }
  }
}

/* The host refuses when so much work is done, and not only every 3 ms. */
static AsiStatus pollCounts(AsiPoll *poll) {
  (void)poll;
  return ASI_INTERRUPT;
}

static AsiStatus finePart(int which, AsiPoll *poll) {
  AsiScaled tail[2] = { { 0.0, 0 }, { 0.0, 0 } };
  return which < 4 ? longWork(which, makeGroups(60, 3, 0), poll) : countedAgain(600, 3000, 1e4, poll, tail);
}

static void testStoppingFinely(int which) {
  const uint64_t seed = randomState;
  AsiPoll poll = { pollCounts, NULL, INT64_MIN / 2 };
  int64_t nWork;
  bool isRight = finePart(which, &poll) == ASI_OK && nHeapOut == 0;
  nWork = poll.nWork - INT64_MIN / 2;
  for (int64_t left = 0; left < nWork; left += 1 + left / 8) {
    randomState = seed;
    poll.nWork = ASI_POLL_EVERY - (nWork - left);
    isRight &= finePart(which, &poll) == ASI_INTERRUPT && nHeapOut == 0;
  }
  check(isRight && nWork > 100, "stopped after any work, nothing stays");
}

/* ---- how much work ---- */

/* The work reported by the tails of an observed sum, `tenths` of the way from the least to the middle. */
static int64_t workOfTails(bool isSum, int64_t n, int64_t nTiedMax, int64_t nZero, int64_t tenths) {
  AsiPoll poll = { pollCounts, NULL, INT64_MIN / 2 };
  AsiTail tails;
  size_t nGroup;
  int64_t total;
  randomState = 88172645463325252u;
  nGroup = makeGroups(n, nTiedMax, nZero);
  total = rank2Total(nGroup);
  if (isSum)
    check(asiRankSumTails(aGroup, nGroup, n / 3, total / 3 - total * (10 - tenths) / 60, &poll, &tails) == ASI_OK,
          "work");
  else
    check(asiSignedRankTails(aGroup, nGroup, total * tenths / 20, &poll, &tails) == ASI_OK, "work");
  return poll.nWork - INT64_MIN / 2;
}

/* Whoever finds a shorter way lowers the numbers. */
static void testWork(void) {
  static const struct {
    bool isSum;
    int64_t n, nTiedMax, nZero, tenths, nWork;
  } aCase[] = {
    { false, 300, 1, 0, 10, 138878 },
    { false, 300, 1, 0, 5, 143853 },
    { false, 301, 1, 0, 2, 101003 },
    { false, 300, 6, 0, 10, 185674 },
    { false, 300, 6, 0, 5, 190337 },
    { false, 301, 6, 0, 1, 84267 },
    { false, 300, 3, 41, 10, 346958 },
    { false, 200, 9, 300, 7, 341669 },
    { false, 90, 2, 0, 10, 9024 },
    { false, 90, 40, 0, 9, 4137 },
    { true, 120, 1, 0, 10, 288338 },
    { true, 121, 1, 0, 4, 280078 },
    { true, 120, 5, 0, 10, 565047 },
    { true, 122, 30, 0, 6, 445894 },
    { true, 40, 2, 0, 8, 9651 },
    /* zeros below them, as many as matter */
    { false, 60, 1, 1000, 9, 55248 },
    { false, 61, 3, 4000, 9, 107997 },
    { false, 60, 1, 30000, 4, 52503 },
    { false, 59, 20, 4000, 8, 77900 },
  };
  for (size_t i = 0; i < sizeof aCase / sizeof aCase[0]; i++) {
    int64_t nWork = workOfTails(aCase[i].isSum, aCase[i].n, aCase[i].nTiedMax, aCase[i].nZero, aCase[i].tenths);
    if (!check(nWork <= aCase[i].nWork, "no more work than before"))
      printf("  case %d: %lld, expected %lld\n", (int)i, (long long)nWork, (long long)aCase[i].nWork);
  }
}

int main(int argc, char **argv) {
  for (int i = 0; i < 60; i++) {
    testSignedEnumeration(1 + i % 13, 1 + randomBelow(5), i % 4 == 3 ? randomBelow(200) : 0);
    testRankSumEnumeration(2 + i % 11, randomBelow(3 + i % 11), 1 + randomBelow(5));
  }
  testSignedEnumeration(16, 1, 0);
  testSignedEnumeration(16, 4, 0);
  testSignedEnumeration(16, 4, 11);
  testSignedEnumeration(16, 2, 5000);
  testRankSumEnumeration(14, 7, 1);
  testRankSumEnumeration(14, 6, 4);
  for (int i = 0; i < 30; i++) {
    testMirror(2 + 13 * i, 1 + i % 6, i % 3 == 2 ? 7 * i : 0);
    testComplement(3 + i, 1 + 2 * i, 1 + i % 6);
  }
  for (int64_t n = 100; n <= 600; n += 125) testSignedBig(n, 1 + randomBelow(9), n % 250 == 100 ? 0 : n / 5);
  testSignedBig(300, 120, 0);
  testSignedBig(1000, 1, 0);
  testRankSumBig(60, 50, 3);
  testRankSumBig(40, 75, 30);
  testRankSumBig(100, 100, 1);
  testFarOut();
  testCriticalValues();
  testManyZeros();
  testSmallAsksNothing();
  testEdges();
  testBetweenCounts();
  testEverySum(10, 1, 40);
  testEverySum(11, 3, 150);
  testEverySum(12, 4, 0);
  testNoSign();
  testScaledSums();
  testOneGroup();
  testCountedAgain();
  testWork();
  for (int which = 0; which < 5; which++) testStoppingFinely(which);
  testStopping(0, 1000);
  testStopping(1, 1800);
  testStopping(2, 320);
  testStopping(3, 320);
  for (int which = 0; which < 4; which++) testOutOfMemory(which, 150);
  if (argc > 1) {
    testWilcoxonTable(argv[1]);
    testTwoGroupTable(argv[1]);
  }
  printf("signed rank: worst relative error %.2g, of the log10 %.2g\n", worstSignedBig.p, worstSignedBig.log);
  printf("rank sum: worst relative error %.2g, of the log10 %.2g\n", fmax(worstSumBig.p, worstRankSum),
         worstSumBig.log);
  printf("reference tables: worst relative error %.2g\n", worstTable);
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
