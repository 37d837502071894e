#include "moments.h"

#include <string.h>

#define MOMENTS_UNIT (-1074)
#define MOMENTS_SQUARE_UNIT (-2148)
/* So many bits of a count fit into one addition beside the square of a mantissa of 53 bits, of 64 bits. */
#define MOMENTS_COUNT_BITS 20
#define MOMENTS_COUNT_BITS_WIDE 1

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
  parts.mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | (uint64_t)(exponent != 0) << 52;
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

static inline void momentsAddOnce(AsiMoments *moments, MomentsParts parts) {
  asiExactAddNarrow(&moments->sum, parts.mantissa, parts.iBit, parts.sign);
  asiExactAdd(&moments->squares, (asi_u128)parts.mantissa * parts.mantissa, 2 * parts.iBit, 1);
  moments->n++;
}

/* A count enters as the digits of its binary representation, some bits at a time. */
static void momentsAddTimes(AsiMoments *moments, MomentsParts parts, int64_t nTimes) {
  unsigned nBit = parts.mantissa >> 53 == 0 ? MOMENTS_COUNT_BITS : MOMENTS_COUNT_BITS_WIDE;
  uint64_t rest = nTimes < 0 ? 0 - (uint64_t)nTimes : (uint64_t)nTimes;
  int64_t direction = nTimes < 0 ? -1 : 1;
  asi_u128 square = (asi_u128)parts.mantissa * parts.mantissa;
  unsigned iShift;
  for (iShift = 0; rest != 0; rest >>= nBit, iShift += nBit) {
    uint64_t portion = rest & ((UINT64_C(1) << nBit) - 1);
    asiExactAdd(&moments->sum, (asi_u128)parts.mantissa * portion, parts.iBit + iShift, parts.sign * direction);
    asiExactAdd(&moments->squares, square * portion, 2 * parts.iBit + iShift, direction);
  }
  moments->n += nTimes;
}

void asiMomentsAddReal(AsiMoments *moments, double x, int64_t nTimes) {
  if (nTimes == 1) {
    momentsAddOnce(moments, momentsSplit(x));
  } else {
    momentsAddTimes(moments, momentsSplit(x), nTimes);
  }
}

void asiMomentsAddInteger(AsiMoments *moments, int64_t x, int64_t nTimes) {
  if (nTimes == 1) {
    momentsAddOnce(moments, momentsSplitInteger(x));
  } else {
    momentsAddTimes(moments, momentsSplitInteger(x), nTimes);
  }
}

void asiMomentsMerge(AsiMoments *moments, AsiMoments *other) {
  moments->n += other->n;
  asiExactMerge(&moments->sum, &other->sum);
  asiExactMerge(&moments->squares, &other->squares);
}

/* The leading bits of |sum x| / n; returns the sign. */
static int momentsMeanTop(AsiMoments *moments, AsiTop *top) {
  AsiWide wide;
  int sign = asiExactMagnitude(&moments->sum, &wide);
  asiWideDivide(&wide, (uint64_t)moments->n);
  *top = asiWideTop(&wide, MOMENTS_UNIT);
  return sign;
}

double asiMomentsMean(AsiMoments *moments) {
  AsiTop top;
  int sign = momentsMeanTop(moments, &top);
  return sign < 0 ? -asiTopRound(&top) : asiTopRound(&top);
}

void asiMomentsMeanPair(AsiMoments *moments, double *pHi, double *pLo) {
  AsiTop top;
  int sign = momentsMeanTop(moments, &top);
  asiTopPair(&top, pHi, pLo);
  if (sign < 0) {
    *pHi = -*pHi;
    *pLo = -*pLo;
  }
}

/* n sum(x^2) - (sum x)^2, never negative. */
static void momentsScatter(AsiMoments *moments, AsiWide *scatter) {
  AsiWide sum, square;
  (void)asiExactMagnitude(&moments->squares, scatter);
  asiWideMultiply(scatter, (uint64_t)moments->n);
  (void)asiExactMagnitude(&moments->sum, &sum);
  asiWideSquare(&sum, &square);
  asiWideSubtract(scatter, &square);
}

AsiTop asiMomentsSpread(AsiMoments *moments, AsiSpreadKind kind) {
  AsiWide scatter;
  uint64_t n = (uint64_t)moments->n;
  bool isPopulation = kind == ASI_VAR_POP || kind == ASI_SD_POP;
  momentsScatter(moments, &scatter);
  asiWideDivide(&scatter, n);
  asiWideDivide(&scatter, isPopulation ? n : n - 1);
  if (kind == ASI_SEM) asiWideDivide(&scatter, n);
  return asiWideTop(&scatter, MOMENTS_SQUARE_UNIT);
}

double asiMomentsSpreadValue(AsiMoments *moments, AsiSpreadKind kind) {
  AsiTop top = asiMomentsSpread(moments, kind);
  return kind == ASI_VAR_SAMP || kind == ASI_VAR_POP ? asiTopRound(&top) : asiTopRoot(&top);
}

static void momentsInit(void *state) { (void)state; }

static AsiStatus momentsAddRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  if (row->isInteger) {
    momentsAddOnce(state, momentsSplitInteger(row->i));
  } else {
    momentsAddOnce(state, momentsSplit(row->r));
  }
  return ASI_OK;
}

static AsiStatus momentsRemoveRow(void *state, const AsiDatum *row, int nDatum) {
  (void)nDatum;
  if (row->isInteger) {
    asiMomentsAddInteger(state, row->i, -1);
  } else {
    asiMomentsAddReal(state, row->r, -1);
  }
  return ASI_OK;
}

const AsiStateKind asiKindMoments = {
  .nByte = sizeof(AsiMoments),
  .init = momentsInit,
  .add = momentsAddRow,
  .remove = momentsRemoveRow,
  .clear = momentsInit,
};
