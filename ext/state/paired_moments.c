#include "paired_moments.h"

#include <math.h>
#include <string.h>

#include "paired.h"
#include "whole.h"

#define PAIRED_UNIT (-1074)
#define PAIRED_PRODUCT_UNIT (-2148)

/* |x| = magnitude * 2^(iBit - 1074) */
typedef struct PairedParts {
  uint64_t magnitude;
  unsigned iBit;
  int sign;
} PairedParts;

static PairedParts pairedPartsOfInteger(int64_t x) {
  return (PairedParts){ x < 0 ? 0 - (uint64_t)x : (uint64_t)x, -PAIRED_UNIT, x < 0 ? -1 : 1 };
}

static PairedParts pairedPartsOfReal(double x) {
  uint64_t bits;
  unsigned exponent;
  memcpy(&bits, &x, sizeof bits);
  exponent = (unsigned)(bits >> 52) & 0x7FF;
  return (PairedParts){ (bits & ((UINT64_C(1) << 52) - 1)) + ((uint64_t)(exponent != 0) << 52),
                        exponent - (exponent != 0), (bits >> 63) != 0 ? -1 : 1 };
}

static PairedParts pairedParts(const AsiDatum *x) {
  return x->isInteger ? pairedPartsOfInteger(x->i) : pairedPartsOfReal(x->r);
}

void asiProductTake(AsiExactSum *product, const AsiDatum *x, const AsiDatum *y, int direction) {
  PairedParts a = pairedParts(x);
  PairedParts b = pairedParts(y);
  asiExactAdd(product, (asi_u128)a.magnitude * b.magnitude, a.iBit + b.iBit, a.sign * b.sign * direction);
}

static inline void pairedTakeDifference(AsiPairedMoments *moments, double difference, int direction) {
  if (isinf(difference)) moments->nBeyond += direction;
  asiMomentsAddReal(&moments->difference, isinf(difference) ? 0.0 : difference, direction);
}

static void pairedTakeLong(AsiPairedMoments *moments, AsiDatum difference, int direction) {
  if (difference.isInteger) {
    asiMomentsTakeInteger(&moments->difference, difference.i, direction);
  } else {
    pairedTakeDifference(moments, difference.r, direction);
  }
}

void asiPairedMomentsTake(AsiPairedMoments *moments, const AsiDatum *pre, const AsiDatum *post, int direction) {
  asiMomentsTake(&moments->pre, pre, direction);
  asiMomentsTake(&moments->post, post, direction);
  if (asiDifferenceIsLong(pre, post)) {
    pairedTakeLong(moments, asiLongDifference(pre->i, post->i), direction);
  } else {
    pairedTakeDifference(moments, asiDecimalDifference(pre, post), direction);
  }
  asiProductTake(&moments->product, pre, post, direction);
}

int asiCovariance(AsiMoments *x, AsiMoments *y, AsiExactSum *product, AsiTop *top) {
  AsiWhole scatter = asiWholeScatter(product, asiMomentsSum(x), asiMomentsSum(y), x->n);
  asiWideDivide(&scatter.magnitude, (uint64_t)x->n);
  asiWideDivide(&scatter.magnitude, (uint64_t)x->n - 1);
  *top = asiWideTop(&scatter.magnitude, PAIRED_PRODUCT_UNIT);
  return scatter.sign;
}
