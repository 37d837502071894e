#include "moments.h"

#include <string.h>

#define MOMENTS_UNIT (-1074)
#define MOMENTS_SQUARE_UNIT (-2148)
#define MOMENTS_PENDING_BITS 10 /* 53 + 10 bits of a mantissa */
/* So many bits of a count fit into one addition beside the square of a mantissa of 53 bits. */
#define MOMENTS_COUNT_BITS 20

/* x = sign * mantissa * 2^(iBit - 1074) */
typedef struct MomentsParts {
  uint64_t mantissa;
  unsigned iBit;
  int64_t sign;
} MomentsParts;

static inline MomentsParts momentsSplit(double x) {
  MomentsParts parts;
  uint64_t bits;
  unsigned exponent;
  memcpy(&bits, &x, sizeof bits);
  exponent = (unsigned)(bits >> 52) & 0x7FF;
  parts.mantissa = (bits & ((UINT64_C(1) << 52) - 1)) + ((uint64_t)(exponent != 0) << 52);
  parts.iBit = exponent - (exponent != 0);
  parts.sign = (bits >> 63) != 0 ? -1 : 1;
  return parts;
}

static inline MomentsParts momentsSplitInteger(int64_t x) {
  MomentsParts parts;
  parts.mantissa = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
  parts.iBit = -MOMENTS_UNIT;
  parts.sign = x < 0 ? -1 : 1;
  return parts;
}

static asi_u128 momentsAbsolute(asi_i128 x) { return x < 0 ? 0 - (asi_u128)x : (asi_u128)x; }

static void momentsSettlePart(AsiExactSum *sum, asi_i128 part, unsigned iBit) {
  if (part != 0) asiExactAdd(sum, momentsAbsolute(part), iBit, part < 0 ? -1 : 1);
}

static void momentsSettle(AsiMoments *moments) {
  AsiPending *pending = &moments->pending;
  momentsSettlePart(&moments->settledSum, pending->sum, pending->iBit);
  momentsSettlePart(&moments->settledSquares, pending->squaresLow, 2 * pending->iBit);
  momentsSettlePart(&moments->settledSquares, pending->squaresHigh, 2 * pending->iBit + 64);
  pending->sum = pending->squaresLow = pending->squaresHigh = 0;
}

AsiExactSum *asiMomentsSum(AsiMoments *moments) {
  momentsSettle(moments);
  return &moments->settledSum;
}

AsiExactSum *asiMomentsSquares(AsiMoments *moments) {
  momentsSettle(moments);
  return &moments->settledSquares;
}

/* Does the value fit beside those that wait? */
static inline bool momentsFits(const AsiPending *pending, MomentsParts parts) {
  return parts.iBit - pending->iBit <= MOMENTS_PENDING_BITS && parts.mantissa >> 53 == 0;
}

/* direction: 1 when the value comes, -1 when it leaves. */
static inline void momentsTakePending(AsiPending *pending, MomentsParts parts, int64_t direction) {
  uint64_t mantissa = parts.mantissa << (parts.iBit - pending->iBit);
  asi_u128 square = (asi_u128)mantissa * mantissa;
  pending->sum += parts.sign * direction * (int64_t)mantissa;
  pending->squaresLow += direction * (asi_i128)(uint64_t)square;
  pending->squaresHigh += direction * (asi_i128)(square >> 64);
}

static void momentsTakeSettled(AsiMoments *moments, MomentsParts parts, int64_t direction) {
  asiExactAddNarrow(&moments->settledSum, parts.mantissa, parts.iBit, parts.sign * direction);
  asiExactAdd(&moments->settledSquares, (asi_u128)parts.mantissa * parts.mantissa, 2 * parts.iBit, direction);
}

/* A value of another exponent. A higher one than before moves the window up: at most some 2000 times in all, and small
** values beside large ones cannot make it swing. */
static void momentsTakeApart(AsiMoments *moments, MomentsParts parts, int64_t direction) {
  if (parts.mantissa == 0) return;
  if (parts.iBit < moments->pending.iBit || parts.mantissa >> 53 != 0) {
    momentsTakeSettled(moments, parts, direction);
    return;
  }
  momentsSettle(moments);
  moments->pending.iBit = parts.iBit - MOMENTS_PENDING_BITS; /* it lay above the window */
  momentsTakePending(&moments->pending, parts, direction);
}

static inline void momentsTakeOnce(AsiMoments *moments, MomentsParts parts, int64_t direction) {
  moments->n += direction;
  if (momentsFits(&moments->pending, parts)) {
    momentsTakePending(&moments->pending, parts, direction);
  } else {
    momentsTakeApart(moments, parts, direction);
  }
}

/* A count enters as the digits of its binary representation, some bits at a time. */
static void momentsAddTimes(AsiMoments *moments, MomentsParts parts, int64_t nTimes) {
  uint64_t rest = nTimes < 0 ? 0 - (uint64_t)nTimes : (uint64_t)nTimes;
  int64_t direction = nTimes < 0 ? -1 : 1;
  asi_u128 square = (asi_u128)parts.mantissa * parts.mantissa;
  unsigned iShift;
  for (iShift = 0; rest != 0; rest >>= MOMENTS_COUNT_BITS, iShift += MOMENTS_COUNT_BITS) {
    uint64_t portion = rest & ((UINT64_C(1) << MOMENTS_COUNT_BITS) - 1);
    asiExactAdd(&moments->settledSum, (asi_u128)parts.mantissa * portion, parts.iBit + iShift, parts.sign * direction);
    asiExactAdd(&moments->settledSquares, square * portion, 2 * parts.iBit + iShift, direction);
  }
  moments->n += nTimes;
}

void asiMomentsAddReal(AsiMoments *moments, double x, int64_t nTimes) {
  if (nTimes == 1 || nTimes == -1) {
    momentsTakeOnce(moments, momentsSplit(x), nTimes);
  } else {
    momentsAddTimes(moments, momentsSplit(x), nTimes);
  }
}

/* A bit of the count at a time: the square of 63 bits leaves no room beside it. */
void asiMomentsAddInteger(AsiMoments *moments, int64_t x, int64_t nTimes) {
  MomentsParts parts = momentsSplitInteger(x);
  uint64_t rest = nTimes < 0 ? 0 - (uint64_t)nTimes : (uint64_t)nTimes;
  int direction = nTimes < 0 ? -1 : 1;
  asi_u128 square = (asi_u128)parts.mantissa * parts.mantissa;
  unsigned iShift;
  for (iShift = 0; rest != 0; rest >>= 1, iShift++) {
    if ((rest & 1) == 0) continue;
    asiExactAdd(&moments->settledSum, parts.mantissa, parts.iBit + iShift, (int)parts.sign * direction);
    asiExactAdd(&moments->settledSquares, square, 2 * parts.iBit + iShift, direction);
  }
  moments->n += nTimes;
}

void asiMomentsTakeInteger(AsiMoments *moments, int64_t x, int direction) {
  momentsTakeOnce(moments, momentsSplitInteger(x), direction);
}

static bool momentsSumsAreEqual(AsiExactSum *a, AsiExactSum *b) {
  AsiWide x, y;
  return asiExactMagnitude(a, &x) == asiExactMagnitude(b, &y) && asiWideCompare(&x, &y) == 0;
}

bool asiMomentsAreEqual(AsiMoments *moments, AsiMoments *other) {
  return moments->n == other->n && momentsSumsAreEqual(asiMomentsSum(moments), asiMomentsSum(other)) &&
         momentsSumsAreEqual(asiMomentsSquares(moments), asiMomentsSquares(other));
}

int asiMomentsMeanTop(AsiMoments *moments, AsiTop *top) {
  AsiWide wide;
  int sign = asiExactMagnitude(asiMomentsSum(moments), &wide);
  asiWideDivide(&wide, (uint64_t)moments->n);
  *top = asiWideTop(&wide, MOMENTS_UNIT);
  return sign;
}

double asiMomentsMean(AsiMoments *moments) {
  AsiTop top;
  int sign = asiMomentsMeanTop(moments, &top);
  return sign < 0 ? -asiTopRound(&top) : asiTopRound(&top);
}

/* n sum(x^2) - (sum x)^2, never negative. */
static void momentsScatter(AsiMoments *moments, AsiWide *scatter) {
  AsiWide sum, square;
  (void)asiExactMagnitude(asiMomentsSquares(moments), scatter);
  asiWideMultiply(scatter, (uint64_t)moments->n);
  (void)asiExactMagnitude(asiMomentsSum(moments), &sum);
  asiWideSquare(&sum, &square);
  asiWideSubtract(scatter, &square);
}

/* One division where the product of the divisors is small; second <= first. */
static void momentsDivideTwice(AsiWide *a, uint64_t first, uint64_t second) {
  if (first < 65536) {
    asiWideDivide(a, first * second);
  } else {
    asiWideDivide(a, first);
    asiWideDivide(a, second);
  }
}

AsiTop asiMomentsSpread(AsiMoments *moments, AsiSpreadKind kind) {
  AsiWide scatter;
  uint64_t n = (uint64_t)moments->n;
  bool isPopulation = kind == ASI_VAR_POP || kind == ASI_SD_POP;
  momentsScatter(moments, &scatter);
  momentsDivideTwice(&scatter, n, isPopulation ? n : n - 1);
  if (kind == ASI_SEM) asiWideDivide(&scatter, n);
  return asiWideTop(&scatter, MOMENTS_SQUARE_UNIT);
}

double asiMomentsSpreadValue(AsiMoments *moments, AsiSpreadKind kind) {
  AsiTop top = asiMomentsSpread(moments, kind);
  return kind == ASI_VAR_SAMP || kind == ASI_VAR_POP ? asiTopRound(&top) : asiTopRoot(&top);
}

AsiStatus asiMomentsAddRow(void *moments, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  if (row->isInteger) {
    momentsTakeOnce(moments, momentsSplitInteger(row->i), 1);
  } else {
    momentsTakeOnce(moments, momentsSplit(row->r), 1);
  }
  return ASI_OK;
}

AsiStatus asiMomentsRemoveRow(void *moments, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  if (row->isInteger) {
    momentsTakeOnce(moments, momentsSplitInteger(row->i), -1);
  } else {
    momentsTakeOnce(moments, momentsSplit(row->r), -1);
  }
  return ASI_OK;
}
