/*
** Exact sums and what is made of them, against whole numbers of 5000 bits that are added bit by bit.
**
**  (1) A sum is that of the model after every mixture of additions, removals and merges, at every scale.
**  (2) Wholes: sums, differences, products, multiples and scatters against 128 bits; the widest products.
**  (3) Moments: both sums against the model, of reals, integers and many at once; mean, variance, SD, SEM and the pair of
**      a mean against fractions that a double or a long double holds.
**  (4) Products of pairs, covariances, and the sums of items against the model likewise.
**  (5) Decimal differences at the edges of their units.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "big.h"
#include "expect.h"
#include "heap.h"
#include "paired_moments.h"
#include "random.h"

#include "item_sums.c"
#include "paired.c"
#include "whole.c"

/* Does the wide, with its sign, say the same? */
static bool isBig(int sign, const AsiWide *wide, const Big *big) {
  Big magnitude = *big;
  if (sign != bigSign(big)) return false;
  if (sign < 0) bigNegate(&magnitude);
  if (wide->isInexact) return false;
  for (int i = 0; i < N_WORD; i++) {
    bool isThere = i >= wide->iBase && i < wide->iBase + wide->nDigit;
    if (magnitude.a[i] != (isThere ? wide->aDigit[i - wide->iBase] : 0)) return false;
  }
  return true;
}

static bool sumIs(AsiExactSum *sum, const Big *big) {
  AsiWide wide;
  int sign = asiExactMagnitude(sum, &wide);
  bool isSame = isBig(sign, &wide, big) && sum->nLazy == 0;
  for (int i = 0; isSame && i < ASI_SUM_LIMBS; i++) {
    bool isUsed = i >= sum->iLow && i < sum->iHigh;
    isSame = isUsed || sum->aLimb[i] == 0;
    if (isUsed && i + 1 < sum->iHigh) isSame = isSame && sum->aLimb[i] >= 0 && sum->aLimb[i] <= UINT32_MAX;
  }
  return isSame && (sign == 0 ? wide.nDigit == 0 : wide.aDigit[0] != 0 && wide.aDigit[wide.nDigit - 1] != 0);
}

/* ---- sums ---- */

/* Numbers with as many bits as each other are as frequent as each other. */
static uint64_t randomMagnitude(void) { return random64() >> randomBelow(64); }

static void sumTakes(AsiExactSum *sum, Big *big, unsigned nBitMost) {
  asi_u128 magnitude = randomMagnitude();
  int64_t sign = randomBelow(2) == 0 ? 1 : -1;
  unsigned iBit = (unsigned)randomBelow(nBitMost);
  if (randomBelow(2) == 0) {
    asiExactAddNarrow(sum, (uint64_t)magnitude, iBit, sign);
  } else {
    magnitude |= (asi_u128)randomMagnitude() << randomBelow(65);
    asiExactAdd(sum, magnitude, iBit, sign);
  }
  bigAdd(big, magnitude, iBit, sign);
}

static void testSums(void) {
  static const unsigned aBits[] = { 1, 40, 200, 2000, 32 * (ASI_SUM_LIMBS - 5) };
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 400; iTry++) {
    AsiExactSum sum = { .nLazy = 0 }, other = { .nLazy = 0 };
    Big big = { { 0 } }, bigOther = { { 0 } };
    unsigned nBit = aBits[iTry % 5], nBitOther = aBits[randomBelow(5)];
    int n = (int)randomBelow(20), nOther = (int)randomBelow(6);
    for (int i = 0; i < n; i++) sumTakes(&sum, &big, nBit);
    if (iTry % 3 != 0) isGood = sumIs(&sum, &big);
    for (int i = 0; i < nOther; i++) sumTakes(&other, &bigOther, nBitOther);
    asiExactMerge(&sum, &other);
    bigPlus(&big, &bigOther);
    isGood = isGood && sumIs(&sum, &big) && sumIs(&other, &bigOther);
    for (int i = 0; i < n; i++) sumTakes(&sum, &big, nBit);
    isGood = isGood && sumIs(&sum, &big);
  }
  expect(isGood, "sums against the model");
}

/* Carries into new limbs, above and below 0; and lazy sums, as large as they may be, merged again and again. */
static void testCarries(void) {
  AsiExactSum sum = { .nLazy = 0 }, lazy = { .nLazy = ASI_SUM_LAZY - 1, .iLow = 3, .iHigh = 6 };
  Big big = { { 0 } };
  bool isGood = true;
  for (int i = 0; i < 40; i++) {
    int sign = i < 12 ? 1 : -1;
    asiExactAddNarrow(&sum, UINT64_MAX, 63, sign);
    bigAdd(&big, UINT64_MAX, 63, sign);
    if (i % 3 == 0) isGood = isGood && sumIs(&sum, &big);
  }
  for (int i = 3; i < 6; i++) lazy.aLimb[i] = (INT64_C(1) << 61) - (INT64_C(1) << 32);
  for (int iMerge = 0; iMerge < 12; iMerge++) {
    asiExactMerge(&sum, &lazy);
    for (int i = 3; i < 6; i++) bigAdd(&big, (asi_u128)lazy.aLimb[i], 32 * (unsigned)i, 1);
  }
  expect(isGood && sumIs(&sum, &big) && lazy.nLazy == ASI_SUM_LAZY - 1, "carries, and lazy sums merged");
}

/* What came leaves in another order, in a sum of its own, merged: nothing stays. */
static void testSumsEmptied(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 100; iTry++) {
    AsiExactSum sum = { .nLazy = 0 }, other = { .nLazy = 0 };
    Big none = { { 0 } };
    uint64_t a[9];
    int n = 1 + (int)randomBelow(9);
    for (int i = 0; i < n; i++) a[i] = randomMagnitude();
    for (int i = 0; i < n; i++) asiExactAddNarrow(&sum, a[i], 61 * (unsigned)i, 1);
    for (int i = n; i-- > 0;) asiExactAddNarrow(iTry % 2 == 0 ? &sum : &other, a[i], 61 * (unsigned)i, -1);
    asiExactMerge(&sum, &other);
    isGood = sumIs(&sum, &none);
    asiExactAddNarrow(&sum, 5, 700, -1);
    bigAdd(&none, 5, 700, -1);
    isGood = isGood && sumIs(&sum, &none);
  }
  expect(isGood, "sums emptied again");
}

/* ---- wholes ---- */

static bool wholeIs(const AsiWhole *whole, asi_i128 x) {
  Big big = { { 0 } };
  bigAdd(&big, x < 0 ? 0 - (asi_u128)x : (asi_u128)x, 0, x < 0 ? -1 : 1);
  return isBig(whole->sign, &whole->magnitude, &big);
}

static bool wholesHold(int64_t x, int64_t y) {
  AsiWhole a = asiWholeOfInteger(x), b = asiWholeOfInteger(y), c;
  bool isGood = wholeIs(&a, x) && wholeIs(&b, y);
  c = asiWholePlus(a, b);
  isGood = isGood && wholeIs(&c, (asi_i128)x + y);
  c = asiWholeMinus(a, b);
  isGood = isGood && wholeIs(&c, (asi_i128)x - y);
  c = asiWholeProduct(a, b);
  isGood = isGood && wholeIs(&c, (asi_i128)x * y);
  c = asiWholeTimes(a, y);
  return isGood && wholeIs(&c, (asi_i128)x * y);
}

static void testWholes(void) {
  const asi_i128 least = -((asi_i128)1 << 126) * 2;
  AsiWhole whole;
  bool isGood = true;
  for (int64_t x = -4; x <= 4; x++) {
    for (int64_t y = -4; y <= 4; y++) isGood = isGood && wholesHold(x, y);
  }
  for (int i = 0; i < 2000; i++) {
    int64_t x = (int64_t)(random64() >> (2 + randomBelow(62))), y = (int64_t)(random64() >> (2 + randomBelow(62)));
    isGood = isGood && wholesHold(x, y) && wholesHold(-x, y) && wholesHold(x, -y) && wholesHold(-x, -y);
    isGood = isGood && wholesHold(x, x) && wholesHold(x, -x) && wholesHold(x + 1, x) && wholesHold(INT64_MIN, y);
  }
  expect(isGood, "wholes against 128 bits");
  whole = asiWholeOfInteger(least);
  isGood = wholeIs(&whole, least);
  whole = asiWholeOfInteger(-(least + 1));
  expect(isGood && wholeIs(&whole, -(least + 1)), "the largest wholes");
}

/* n sum(ab) - sum(a) sum(b), the sums with signs of their own. */
static void testScatters(void) {
  bool isGood = true;
  for (int i = 0; isGood && i < 2000; i++) {
    int64_t aPart[3], n = 1 + randomBelow(1000);
    AsiExactSum aSum[3] = { { .nLazy = 0 }, { .nLazy = 0 }, { .nLazy = 0 } };
    AsiWhole whole;
    for (int j = 0; j < 3; j++) {
      aPart[j] = (randomBelow(3) - 1) * (int64_t)(random64() >> (2 + randomBelow(60)));
      asiExactAddNarrow(&aSum[j], (uint64_t)(aPart[j] < 0 ? -aPart[j] : aPart[j]), 0, aPart[j] < 0 ? -1 : 1);
    }
    whole = asiWholeScatter(&aSum[0], &aSum[1], &aSum[2], n);
    isGood = wholeIs(&whole, (asi_i128)n * aPart[0] - (asi_i128)aPart[1] * aPart[2]);
  }
  expect(isGood, "scatters against 128 bits");
}

/* Differences of products of the widest scatters: (B^136 - 1)^2 = B^272 - 2 B^136 + 1, taken twice and away again. */
static void testLongFactors(void) {
  AsiWhole a = { 1, { .nDigit = 136, .iBase = -30 } }, b, product, twice, none;
  bool isGood;
  for (int i = 0; i < 136; i++) a.magnitude.aDigit[i] = UINT32_MAX;
  b = a;
  b.sign = -1;
  product = asiWholeProduct(a, b);
  isGood = product.sign == -1 && product.magnitude.iBase == -60 && product.magnitude.nDigit == 272;
  for (int i = 0; isGood && i < 272; i++) {
    uint32_t wanted = i == 0 ? 1 : i < 136 ? 0 : i == 136 ? UINT32_MAX - 1 : UINT32_MAX;
    isGood = product.magnitude.aDigit[i] == wanted;
  }
  twice = asiWholePlus(product, product);
  isGood = isGood && twice.sign == -1 && twice.magnitude.nDigit == 273 && twice.magnitude.aDigit[0] == 2 &&
           twice.magnitude.aDigit[272] == 1 && twice.magnitude.aDigit[136] == UINT32_MAX - 3;
  none = asiWholeMinus(asiWholeTimes(twice, -1), asiWholeTimes(product, -2));
  expect(isGood && none.sign == 0 && !none.magnitude.isInexact, "products of the widest scatters");
}

/* The lowest product beside the highest one: every digit between them is there. */
static void testFarSummands(void) {
  AsiWhole high = { 1, { .nDigit = 1, .iBase = 271, .aDigit = { 1 } } }, low = asiWholeOfInteger(1);
  AsiWhole difference = asiWholeMinus(high, low);
  bool isGood = difference.sign == 1 && difference.magnitude.iBase == 0 && difference.magnitude.nDigit == 271;
  for (int i = 0; isGood && i < 271; i++) isGood = difference.magnitude.aDigit[i] == UINT32_MAX;
  difference = asiWholeMinus(low, high);
  expect(isGood && difference.sign == -1 && difference.magnitude.nDigit == 271, "summands far apart");
}

/* ---- moments ---- */

/* Either sum may be asked first. */
static bool momentsAre(AsiMoments *moments, const Sums *sums) {
  bool isFirst = randomBelow(2) == 0;
  bool isSame = moments->n == sums->n;
  if (isFirst) isSame = isSame && sumIs(asiMomentsSum(moments), &sums->sum);
  isSame = isSame && sumIs(asiMomentsSquares(moments), &sums->squares);
  return isSame && (isFirst || sumIs(asiMomentsSum(moments), &sums->sum));
}

/* Reals and integers of the scale: near 2^53 and 2^62, around it, or anywhere. */
static AsiDatum randomDatum(int iScale) {
  AsiDatum x = { .isInteger = randomBelow(3) == 0 };
  int64_t sign = randomBelow(2) == 0 ? 1 : -1;
  double unit = 1 + (double)(random64() >> 12) * 0x1p-52;
  if (x.isInteger) {
    x.i = sign * (int64_t)(iScale == 0 ? (uint64_t)1 << 53 : random64() >> (1 + randomBelow(63)));
    if (iScale == 0) x.i += randomBelow(5) - 2;
    if (randomBelow(50) == 0) x.i = INT64_MIN;
    x.r = (double)x.i;
  } else if (iScale == 0) {
    x.r = (double)sign * ldexp(unit, 40 + (int)randomBelow(16));
  } else if (iScale == 1) {
    x.r = (double)sign * ldexp(unit, (int)randomBelow(12));
  } else if (iScale == 2) {
    x.r = (double)sign * ldexp(unit, (int)randomBelow(2097) - 1074);
  } else {
    x.r = (double)sign * ldexp(unit, (int)randomBelow(14) - 1074); /* denormal, or nearly */
  }
  return x;
}

/* The mean, of either sign, as hi + lo. */
static void meanPair(AsiMoments *moments, double *pHi, double *pLo) {
  AsiTop top;
  int sign = asiMomentsMeanTop(moments, &top);
  asiTopPair(&top, pHi, pLo);
  *pHi *= sign;
  *pLo *= sign;
}

static void testMomentSums(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 400; iTry++) {
    AsiMoments moments = { .n = 0 };
    Sums sums = { .n = 0 };
    AsiDatum aX[12];
    int n = 1 + (int)randomBelow(12);
    for (int i = 0; i < n; i++) {
      aX[i] = randomDatum(iTry % 4);
      if (randomBelow(10) == 0) aX[i] = (AsiDatum){ .isInteger = i % 2 == 0 };
      if (i % 3 == 0) asiMomentsTake(&moments, &aX[i], 1);
      if (i % 3 != 0) (void)asiMomentsAddRow(&moments, &aX[i], 1);
      sumsTake(&sums, &aX[i], 1);
      if (i % 4 == iTry % 7) isGood = isGood && momentsAre(&moments, &sums);
    }
    isGood = isGood && momentsAre(&moments, &sums);
    for (int i = 0; i < n; i++) {
      if (i % 2 == 0) asiMomentsTake(&moments, &aX[i], -1);
      if (i % 2 != 0) (void)asiMomentsRemoveRow(&moments, &aX[i], 1);
      sumsTake(&sums, &aX[i], -1);
      if (randomBelow(3) == 0) isGood = isGood && momentsAre(&moments, &sums);
    }
    isGood = isGood && momentsAre(&moments, &sums) && moments.n == 0 && bigSign(&sums.squares) == 0;
  }
  expect(isGood, "moments against the model");
}

/* Many at once, up to 2^42, in and out. */
static void testMomentsTimes(void) {
  static const int64_t aTimes[] = { 0, 1, 2, 7, 1048575, 1048576, 1048577, INT64_C(1) << 41, (INT64_C(1) << 42) - 1 };
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 300; iTry++) {
    AsiMoments moments = { .n = 0 };
    Sums sums = { .n = 0 };
    for (int i = 0; i < 4; i++) {
      AsiDatum x = randomDatum(iTry % 4);
      int64_t nTimes = aTimes[randomBelow(9)] * (randomBelow(2) == 0 ? 1 : -1);
      x.isInteger = false;
      asiMomentsAddReal(&moments, x.r, nTimes);
      sumsTake(&sums, &x, nTimes);
    }
    isGood = momentsAre(&moments, &sums);
  }
  expect(isGood, "many equal values at once against the model");
}

static void takeAll(AsiMoments *moments, const int64_t *x, int n, double scale) {
  for (int i = 0; i < n; i++) asiMomentsAddReal(moments, (double)x[i] * scale, 1);
}

static bool isNear(double x, long double wanted) {
  return fabsl((long double)x - wanted) <= 0x1.01p-53L * fabsl(wanted);
}

/* Small whole numbers: every numerator and denominator is a double, so their quotient is the nearest double. */
static bool spreadsHold(const int64_t *x, int n, double scale) {
  AsiMoments moments = { .n = 0 };
  int64_t sum = 0, squares = 0, scatter;
  double hi, lo, mean;
  long double sample, population;
  bool isGood;
  takeAll(&moments, x, n, scale);
  for (int i = 0; i < n; i++) sum += x[i];
  for (int i = 0; i < n; i++) squares += x[i] * x[i];
  scatter = n * squares - sum * sum;
  mean = (double)sum / n * scale;
  sample = (long double)scatter / n / (n - 1);
  population = (long double)scatter / n / n;
  meanPair(&moments, &hi, &lo);
  isGood = asiMomentsMean(&moments) == mean && hi == mean;
  isGood = isGood && fabs(lo) <= fabs(hi) * 0x1p-53 &&
           fabs(fma(hi / scale, n, -(double)sum) + lo / scale * n) <= fabs((double)sum) * 0x1p-100;
  isGood = isGood && asiMomentsSpreadValue(&moments, ASI_VAR_POP) == (double)scatter / ((double)n * n) * scale * scale;
  isGood = isGood && isNear(asiMomentsSpreadValue(&moments, ASI_SD_POP), sqrtl(population) * scale);
  if (n == 1) return isGood;
  isGood = isGood &&
           asiMomentsSpreadValue(&moments, ASI_VAR_SAMP) == (double)scatter / ((double)n * (n - 1)) * scale * scale;
  isGood = isGood && isNear(asiMomentsSpreadValue(&moments, ASI_SD_SAMP), sqrtl(sample) * scale);
  return isGood && isNear(asiMomentsSpreadValue(&moments, ASI_SEM), sqrtl(sample / n) * scale);
}

static void testSpreads(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 2000; iTry++) {
    static const double aScale[] = { 1, 0x1p-30, 0x1p200, 0x1p-500, 0x1p+400 };
    int64_t x[40], shift = randomBelow(2) == 0 ? 0 : randomBelow(2000) - 1000;
    int n = 1 + (int)randomBelow(40);
    for (int i = 0; i < n; i++) x[i] = shift + randomBelow(1 + iTry % 200);
    isGood = spreadsHold(x, n, aScale[iTry % 5]);
  }
  expect(isGood, "means and spreads of small whole numbers");
}

/* Counts around 65,536 and far beyond: half zeros, half ones. */
static void testSpreadsOfMany(void) {
  static const int64_t aHalf[] = { 32767, 32768, 32769, 65536, 1 << 20, INT64_C(1) << 40 };
  bool isGood = true;
  for (int i = 0; i < 6; i++) {
    AsiMoments moments = { .n = 0 };
    int64_t n = 2 * aHalf[i];
    long double sample = (long double)n / (n - 1) / 4;
    asiMomentsAddReal(&moments, 0, aHalf[i]);
    asiMomentsAddReal(&moments, 1, aHalf[i]);
    isGood = isGood && asiMomentsMean(&moments) == 0.5 && asiMomentsSpreadValue(&moments, ASI_VAR_POP) == 0.25;
    isGood = isGood && isNear(asiMomentsSpreadValue(&moments, ASI_VAR_SAMP), sample);
    isGood = isGood && asiMomentsSpreadValue(&moments, ASI_SD_POP) == 0.5;
    isGood = isGood && isNear(asiMomentsSpreadValue(&moments, ASI_SD_SAMP), sqrtl(sample));
    isGood = isGood && isNear(asiMomentsSpreadValue(&moments, ASI_SEM), sqrtl(sample / n));
  }
  expect(isGood, "spreads of many values");
}

/* hi + lo is the mean to its last bit where 106 bits hold it; with the sign. */
static void testMeanPair(void) {
  const int64_t x = (INT64_C(1) << 60) + 1;
  for (int sign = -1; sign <= 1; sign += 2) {
    AsiMoments moments = { .n = 0 };
    double hi, lo;
    asiMomentsTakeInteger(&moments, sign * x, 1);
    meanPair(&moments, &hi, &lo);
    expect(hi == sign * 0x1p60 && lo == sign, "the mean of one, as two numbers");
    asiMomentsTakeInteger(&moments, 0, 1);
    meanPair(&moments, &hi, &lo);
    expect(hi == sign * 0x1p59 && lo == sign * 0.5, "the mean of two, as two numbers");
    expect(asiMomentsMean(&moments) == sign * 0x1p59, "the mean of two");
  }
}

/* A mean of nothing but zeros, and of numbers that make up for each other, is 0 and not -0. */
static void testMeanZero(void) {
  AsiMoments moments = { .n = 0 };
  double hi, lo;
  asiMomentsAddReal(&moments, -0.0, 1);
  for (int i = 0; i < 2; i++) {
    meanPair(&moments, &hi, &lo);
    expect(asiMomentsMean(&moments) == 0 && !signbit(asiMomentsMean(&moments)), "a mean of 0");
    expect(hi == 0 && !signbit(hi) && lo == 0 && !signbit(lo), "a mean of 0 as two numbers");
    asiMomentsAddReal(&moments, 1.5, 1);
    asiMomentsAddReal(&moments, -1.5, 1);
  }
}

static void testSameMoments(void) {
  AsiMoments a = { .n = 0 }, b = { .n = 0 }, c = { .n = 0 };
  asiMomentsAddReal(&a, 1, 1);
  asiMomentsAddReal(&a, 3, 1);
  asiMomentsAddReal(&b, 2, 2);
  asiMomentsTakeInteger(&c, 3, 1);
  asiMomentsTakeInteger(&c, 1, 1);
  expect(!asiMomentsAreEqual(&a, &b), "the same n and sum, other squares");
  expect(asiMomentsAreEqual(&a, &c), "the same in another order, as integers");
}

/* ---- pairs ---- */

/* An INTEGER of 64 bits as it is, else the double; infinite where no double equals a whole number beyond. */
static AsiDatum exactDifference(const AsiDatum *pre, const AsiDatum *post) {
  asi_i128 exact = (asi_i128)post->i - pre->i;
  AsiDatum d = { .r = asiDecimalDifference(pre, post) };
  if (!pre->isInteger || !post->isInteger) return d;
  d.isInteger = exact >= INT64_MIN && exact <= INT64_MAX;
  if (d.isInteger) d.i = (int64_t)exact;
  if (!d.isInteger && (asi_i128)d.r != exact) d.r = HUGE_VAL;
  return d;
}

static void testPairedMoments(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 200; iTry++) {
    AsiPairedMoments moments = { .nBeyond = 0 };
    Sums pre = { .n = 0 }, post = { .n = 0 }, difference = { .n = 0 };
    Big product = { { 0 } };
    AsiDatum aX[8][2];
    int64_t nBeyond = 0;
    for (int i = 0; i < 16; i++) {
      const AsiDatum *row = aX[i % 8];
      int direction = i < 8 ? 1 : -1;
      AsiDatum d = { .isInteger = false };
      if (i < 8) aX[i][0] = randomDatum(iTry % 4);
      if (i < 8) aX[i][1] = randomDatum((iTry + i) % 4);
      if (i == 3) {
        aX[i][0] = (AsiDatum){ .r = -1.7e308 };
        aX[i][1] = (AsiDatum){ .r = 1.7e308 };
      }
      asiPairedMomentsTake(&moments, &row[0], &row[1], direction);
      sumsTake(&pre, &row[0], direction);
      sumsTake(&post, &row[1], direction);
      takeProduct(&product, &row[0], &row[1], direction);
      d = exactDifference(&row[0], &row[1]);
      nBeyond += isinf(d.r) ? direction : 0;
      if (isinf(d.r)) d.r = 0;
      sumsTake(&difference, &d, direction);
      isGood = isGood && momentsAre(&moments.pre, &pre) && momentsAre(&moments.post, &post);
      isGood = isGood && momentsAre(&moments.difference, &difference) && moments.nBeyond == nBeyond;
      isGood = isGood && sumIs(&moments.product, &product);
    }
    isGood = isGood && moments.pre.n == 0 && bigSign(&product) == 0 && moments.nBeyond == 0;
  }
  expect(isGood, "moments of pairs against the model");
}

static void testCovariance(void) {
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 1000; iTry++) {
    AsiMoments x = { .n = 0 }, y = { .n = 0 };
    AsiExactSum product = { .nLazy = 0 };
    AsiTop top;
    int64_t n = 2 + randomBelow(20), sumX = 0, sumY = 0, sumXY = 0, scatter;
    int sign;
    for (int64_t i = 0; i < n; i++) {
      AsiDatum a = { .isInteger = i % 2 == 0, .i = randomBelow(100) - 30 };
      AsiDatum b = { .isInteger = i % 3 == 0, .i = iTry % 9 == 0 ? 7 : randomBelow(50) + (iTry % 3 - 1) * a.i };
      a.r = (double)a.i;
      b.r = (double)b.i;
      asiMomentsTake(&x, &a, 1);
      asiMomentsTake(&y, &b, 1);
      asiProductTake(&product, &a, &b, 1);
      sumX += a.i;
      sumY += b.i;
      sumXY += a.i * b.i;
    }
    scatter = n * sumXY - sumX * sumY;
    sign = asiCovariance(&x, &y, &product, &top);
    isGood =
        sign == (scatter > 0) - (scatter < 0) && sign * asiTopRound(&top) == (double)scatter / (double)(n * (n - 1));
  }
  expect(isGood, "covariances of small whole numbers");
}

/* ---- items ---- */

static bool itemsAre(AsiItemSums *items, const Sums *aSums, const Big *aWith, int nItem) {
  bool isSame = items->nItem == nItem;
  for (int i = 0; isSame && i < nItem; i++) {
    isSame = momentsAre(&items->aItem[i].moments, &aSums[i]) && sumIs(&items->aItem[i].withTotal, &aWith[i]);
  }
  return isSame;
}

static bool totals(AsiDatum a, AsiDatum b, AsiDatum c, bool isDouble, double wanted) {
  const AsiDatum row[] = { a, b, c };
  double total = 7;
  return itemSumsTotal(row, 3, &total) == isDouble && (!isDouble || total == wanted);
}

static AsiDatum integerOf(int64_t i) { return (AsiDatum){ .isInteger = true, .i = i, .r = (double)i }; }
static AsiDatum realOf(double r) { return (AsiDatum){ .r = r }; }

/* Which totals are a double, without rounding on the way. */
static void testTotals(void) {
  const int64_t most = INT64_C(1) << 53;
  expect(totals(integerOf(1), realOf(0.25), integerOf(-7), true, -5.75), "a total");
  expect(totals(integerOf(most), integerOf(0), realOf(-1), true, 0x1p53 - 1), "2^53 is a double");
  expect(totals(integerOf(-most), integerOf(0), realOf(1), true, 1 - 0x1p53), "and -2^53");
  expect(totals(integerOf(most + 1), integerOf(0), integerOf(0), false, 0), "beyond 2^53 an integer need not be one");
  expect(totals(integerOf(0), integerOf(-most - 1), integerOf(0), false, 0), "nor below");
  expect(totals(realOf(0x1p60), realOf(1), realOf(-1), false, 0), "rounded on the way");
  expect(totals(realOf(1), realOf(0x1p60), realOf(-1), false, 0), "the other way round");
  expect(totals(realOf(0.1), realOf(0.2), realOf(0), false, 0), "0.1 + 0.2");
  expect(totals(realOf(1.7e308), realOf(1.7e308), realOf(0), false, 0), "beyond the doubles");
  expect(totals(realOf(0x1p60), integerOf(4096), realOf(0), true, 0x1p60 + 4096), "far apart and exact");
}

/* Rows whose total is a double, those where it is not, and those with an integer beyond 2^53; in, and out again. */
static void testItems(void) {
  enum { N_ITEM = 3, N_ROW = 10 };
  const double aSecond[] = { 0.25, 0.1, 1e300, -3 };
  bool isGood = true;
  for (int iTry = 0; isGood && iTry < 60; iTry++) {
    AsiItemSums items = { .nItem = 0 };
    static Sums aSums[N_ITEM];
    static Big aWith[N_ITEM];
    AsiDatum aRow[N_ROW][N_ITEM];
    memset(aSums, 0, sizeof aSums);
    memset(aWith, 0, sizeof aWith);
    for (int iRow = 0; iRow < 2 * N_ROW; iRow++) {
      AsiDatum *row = aRow[iRow % N_ROW];
      int direction = iRow < N_ROW ? 1 : -1;
      if (iRow < N_ROW) {
        row[0] = (AsiDatum){ .isInteger = true, .i = randomBelow(9) - 4 };
        if (randomBelow(4) == 0) row[0].i = ((INT64_C(1) << 53) + randomBelow(5) - 2) * (randomBelow(2) == 0 ? 1 : -1);
        row[0].r = (double)row[0].i;
        row[1] = (AsiDatum){ .r = aSecond[randomBelow(4)] };
        row[2] = (AsiDatum){ .r = randomBelow(3) == 0 ? 0.2 : (double)randomBelow(5) };
        if (iTry % 10 == 9) row[1].r = row[2].r = 1.7e308;
      }
      if (direction > 0) (void)asiKindItemSums.add(&items, row, N_ITEM);
      if (direction < 0) (void)asiKindItemSums.remove(&items, row, N_ITEM);
      for (int i = 0; i < N_ITEM; i++) {
        sumsTake(&aSums[i], &row[i], direction);
        for (int j = 0; j < N_ITEM; j++) takeProduct(&aWith[i], &row[i], &row[j], direction);
      }
      isGood = isGood && itemsAre(&items, aSums, aWith, N_ITEM);
    }
    isGood = isGood && bigSign(&aWith[0]) == 0;
    asiKindItemSums.clear(&items);
  }
  expect(isGood && heapBlocks == 0, "sums of items against the model");
}

/* ---- decimal differences ---- */

static double differenceOf(double pre, double post) {
  AsiDatum a = { .r = pre }, b = { .r = post };
  return asiDecimalDifference(&a, &b);
}

static void testUnits(void) {
  const double aEdge[] = { 9e6, 9e9, 9e12 }, aUnits[] = { 1e9, 1e6, 1e3, 1 };
  for (int i = 0; i < 3; i++) {
    expect(asiDecimalUnits(nextafter(aEdge[i], 0)) == aUnits[i] && asiDecimalUnits(aEdge[i]) == aUnits[i + 1],
           "units change");
  }
  expect(asiDecimalUnits(0) == 1e9 && asiDecimalUnits(1e300) == 1, "the first and the last unit");
  expect(pairedWhole(0.5) == 1 && pairedWhole(1.5) == 2 && pairedWhole(2.5) == 3 && pairedWhole(2.25) == 2, "halves");
  expect(pairedWhole(-0.5) == -1 && pairedWhole(-2.5) == -3 && pairedWhole(-2.75) == -3, "halves below 0");
  expect(differenceOf(6.9, 7.3) == 0.4 && differenceOf(6.1, 6.5) == 0.4 && differenceOf(7.3, 6.9) == -0.4, "decimals");
  expect(differenceOf(-7.3, 0.1) == 7.4 && differenceOf(0.1, -7.3) == -7.4, "the larger one decides the unit");
  expect(differenceOf(0.1, 1.0 / 3) == 1.0 / 3 - 0.1 && differenceOf(1.0 / 3, 0.1) == 0.1 - 1.0 / 3, "no decimals");
  expect(!signbit(differenceOf(0.0, -0.0)) && !signbit(differenceOf(0.0, 0.0)), "never -0");
}

/* Whole numbers over 10^9, read as decimals: their difference is that of the whole numbers. */
static void testDecimals(void) {
  bool isGood = true;
  for (int i = 0; isGood && i < 20000; i++) {
    double units = i % 3 == 0 ? 10 : i % 3 == 1 ? 1000 : 1e9;
    int64_t a = randomBelow(2000000) - 1000000, b = randomBelow(2000000) - 1000000;
    isGood = differenceOf((double)a / units, (double)b / units) == (double)(b - a) / units;
  }
  expect(isGood, "differences of decimals");
}

static void testIntegerDifference(void) {
  AsiDatum a = { .isInteger = true, .i = INT64_MIN }, b = { .isInteger = true, .i = INT64_MAX };
  AsiDatum c = { .isInteger = true, .i = (INT64_C(1) << 60) + 1 }, d = { .isInteger = true, .i = INT64_C(1) << 60 };
  a.r = (double)a.i;
  b.r = (double)b.i;
  c.r = d.r = 0x1p60;
  expect(asiDecimalDifference(&a, &b) == 0x1p64 && asiDecimalDifference(&b, &a) == -0x1p64, "the widest difference");
  expect(asiDecimalDifference(&d, &c) == 1 && asiDecimalDifference(&c, &d) == -1, "integers are exact");
  d.isInteger = false;
  expect(asiDecimalDifference(&d, &c) == 0 && asiDecimalDifference(&c, &d) == 0, "a real beside an integer");
}

/* ---- differences to be read ---- */

static bool runIs(AsiRunCursor *at, double value, int64_t nNegative, int64_t nPositive) {
  AsiRun run;
  return asiRunNext(at, &run) && run.value == value && run.nNegative == nNegative && run.nPositive == nPositive;
}

static void testView(void) {
  AsiPaired paired = { .nBeyond = 0 };
  AsiSample room, *view;
  AsiRunCursor at;
  AsiWords words;
  AsiRun run;
  asiSampleInit(&paired.differences, ASI_BY_MAGNITUDE);
  (void)asiSampleAdd(&paired.differences, 0, 2);
  (void)asiSampleAdd(&paired.differences, 0.04, 1);
  (void)asiSampleAdd(&paired.differences, 1.25, 1);
  (void)asiSampleAdd(&paired.differences, -1.25, 3);
  (void)asiSampleAdd(&paired.differences, -1.31, 1);
  expect(asiPairedView(&paired, -1, NULL, &words, &room, &view) == ASI_OK && view == &paired.differences,
         "as they are");
  asiRunFirst(&at, view);
  expect(runIs(&at, 0.04, 0, 1) && runIs(&at, 1.25, 3, 1) && runIs(&at, 1.31, 1, 0) && !asiRunNext(&at, &run), "runs");
  asiSampleClear(&room);
  expect(asiPairedView(&paired, 1, NULL, &words, &room, &view) == ASI_OK && view == &room, "rounded");
  asiRunFirst(&at, view);
  expect(asiSampleCount(view) == 8 && asiSampleCountZero(view) == 3, "what is rounded to nothing is zero");
  expect(runIs(&at, 1.3, 4, 1) && !asiRunNext(&at, &run), "halves away from zero");
  asiSampleClear(&room);
  expect(asiPairedView(&paired, 0, NULL, &words, &room, &view) == ASI_OK && view == &room,
         "no decimals are a rounding, too");
  asiRunFirst(&at, view);
  expect(runIs(&at, 1, 4, 1), "to whole numbers");
  asiSampleClear(&room);
  paired.nBeyond = 1;
  expect(asiPairedView(&paired, 1, NULL, &words, &room, &view) == ASI_RANGE, "a difference beyond");
  asiSampleClear(&room);
  asiSampleClear(&paired.differences);
  expect(heapBlocks == 0, "views leave nothing");
}

int main(void) {
  testSums();
  testCarries();
  testSumsEmptied();
  testWholes();
  testScatters();
  testLongFactors();
  testFarSummands();
  testMomentSums();
  testMomentsTimes();
  testSpreads();
  testSpreadsOfMany();
  testMeanPair();
  testMeanZero();
  testSameMoments();
  testPairedMoments();
  testCovariance();
  testTotals();
  testItems();
  testUnits();
  testDecimals();
  testIntegerDifference();
  testView();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
