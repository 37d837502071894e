/*
** Numbers of any size to about 100 bits: a double-double times a power of two.
**
** Exact sums end in an AsiTop, whose exponent no double may hold. Quotients and roots of such numbers are formed here
** and rounded once at the end, however large or small the parts were: the t of values near 1e300 is as good as any.
*/
#ifndef ASI_FLOATING_H
#define ASI_FLOATING_H

#include <stdbool.h>

#include "dd.h"
#include "moments.h"
#include "whole.h"
#include "wide.h"

/* mantissa * 2^exponent; a mantissa is 0 or of a moderate size. */
typedef struct AsiFloating {
  AsiDd mantissa;
  int exponent;
} AsiFloating;

/* sign is -1, 0 or 1. */
static inline AsiFloating asiFloatingOf(AsiTop top, int sign) {
  AsiFloating a = { { 0, 0 }, top.exponent + 127 };
  top.exponent = -127; /* 1 <= top < 2 */
  asiTopPair(&top, &a.mantissa.hi, &a.mantissa.lo);
  a.mantissa = asiDdScale(a.mantissa, sign);
  return a;
}

static inline AsiFloating asiFloatingOfWhole(const AsiWhole *a, int unit) {
  return asiFloatingOf(asiWideTop(&a->magnitude, unit), a->sign);
}

static inline AsiFloating asiFloatingMean(AsiMoments *moments) {
  AsiTop top;
  int sign = asiMomentsMeanTop(moments, &top);
  return asiFloatingOf(top, sign);
}

/* Divisor n - 1; of two values or more. */
static inline AsiFloating asiFloatingVariance(AsiMoments *moments) {
  return asiFloatingOf(asiMomentsSpread(moments, ASI_VAR_SAMP), 1);
}

/* A number that is no larger than a double holds, such as a count. */
static inline AsiFloating asiFloatingOfReal(double x) { return (AsiFloating){ asiDdOf(x), 0 }; }

static inline bool asiFloatingIsZero(AsiFloating a) { return a.mantissa.hi == 0; }

static inline AsiFloating asiFloatingNegative(AsiFloating a) {
  return (AsiFloating){ asiDdNeg(a.mantissa), a.exponent };
}

static inline AsiFloating asiFloatingSum(AsiFloating a, AsiFloating b) {
  bool isTurned = !asiFloatingIsZero(b) && (asiFloatingIsZero(a) || b.exponent > a.exponent);
  AsiFloating large = isTurned ? b : a;
  AsiFloating small = isTurned ? a : b;
  if (asiFloatingIsZero(small)) return large;
  small.mantissa = asiDdScale(small.mantissa, ldexp(1, small.exponent - large.exponent));
  return (AsiFloating){ asiDdAdd(large.mantissa, small.mantissa), large.exponent };
}

static inline AsiFloating asiFloatingProduct(AsiFloating a, AsiFloating b) {
  return (AsiFloating){ asiDdMul(a.mantissa, b.mantissa), a.exponent + b.exponent };
}

static inline AsiFloating asiFloatingQuotient(AsiFloating a, AsiFloating b) {
  return (AsiFloating){ asiDdDiv(a.mantissa, b.mantissa), a.exponent - b.exponent };
}

static inline AsiFloating asiFloatingRoot(AsiFloating a) {
  int odd = a.exponent & 1;
  return (AsiFloating){ asiDdSqrt(asiDdScale(a.mantissa, odd != 0 ? 2 : 1)), (a.exponent - odd) / 2 };
}

static inline double asiFloatingValue(AsiFloating a) { return ldexp(asiDdValue(a.mantissa), a.exponent); }

#endif
