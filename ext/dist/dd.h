/*
** Double-double arithmetic: an unevaluated sum hi + lo of two doubles, about 32 digits.
**
**  (1) hi is the sum rounded to double, so |lo| <= ulp(hi)/2.
**  (2) Only + - * / and sqrt of doubles are used, without a fused multiply-add: the same bits on every machine that
**      rounds IEEE doubles to nearest (compile with -ffp-contract=off). asiDdExpTimes alone calls libm.
**  (3) A sum, product, quotient or root is good to 2^-100, exp, log and log1p to 2^-96 relative, the logarithms of
**      gamma, gamma ratio and beta to 2^-96 of the larger of themselves and 1.
**  (4) This holds while products stay above 2^-960 and factors below 2^996; outside, the accuracy falls back to that
**      of doubles. An infinite or undefined value has no meaningful lo: callers branch off before it arises.
**
** The tails of a distribution are exp(E) times a factor of moderate size. At E = -700 a rounding error of E is
** 1e-13 of the result, so E is kept as a double-double and rounded once, in asiDdExpTimes.
**
** Sums and products: Dekker 1971 (Numer. Math. 18:224), Knuth; Joldes, Muller & Popescu 2017 (ACM TOMS 44:15).
*/
#ifndef ASI_DD_H
#define ASI_DD_H

#include <math.h>

#include "int128.h"

typedef struct AsiDd {
  double hi, lo;
} AsiDd;

#define ASI_DD_LN2 ((AsiDd){ 0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56 })

static inline AsiDd asiDdOf(double a) { return (AsiDd){ a, 0 }; }

static inline double asiDdValue(AsiDd a) { return a.hi + a.lo; }

/* A whole number to 106 bits. */
static inline AsiDd asiDdOfInteger(asi_i128 a) {
  double hi = (double)a, lo = (double)(a - (asi_i128)hi), s = hi + lo;
  return (AsiDd){ s, lo - (s - hi) };
}

/* a + b exactly, for |a| >= |b|. */
static inline AsiDd asiDdOrderedSum(double a, double b) {
  double s = a + b;
  return (AsiDd){ s, b - (s - a) };
}

/* a + b exactly. */
static inline AsiDd asiDdSum(double a, double b) {
  double s = a + b, bPart = s - a;
  return (AsiDd){ s, (a - (s - bPart)) + (b - bPart) };
}

/* a as two halves of at most 26 bits; a large one is scaled, for 2^27 a could overflow. */
static inline AsiDd asiDdSplit(double a) {
  int isLarge = fabs(a) > 0x1p996;
  double v = isLarge ? a * 0x1p-28 : a, c = 134217729.0 * v, hi = c - (c - v), lo = v - hi;
  return isLarge ? (AsiDd){ hi * 0x1p28, lo * 0x1p28 } : (AsiDd){ hi, lo };
}

/* a * b exactly. */
static inline AsiDd asiDdProduct(double a, double b) {
  double p = a * b;
  AsiDd u = asiDdSplit(a), v = asiDdSplit(b);
  return (AsiDd){ p, ((u.hi * v.hi - p) + u.hi * v.lo + u.lo * v.hi) + u.lo * v.lo };
}

static inline AsiDd asiDdNeg(AsiDd a) { return (AsiDd){ -a.hi, -a.lo }; }

static inline AsiDd asiDdAddD(AsiDd a, double b) {
  AsiDd s = asiDdSum(a.hi, b);
  return asiDdOrderedSum(s.hi, s.lo + a.lo);
}

static inline AsiDd asiDdAdd(AsiDd a, AsiDd b) {
  AsiDd s = asiDdSum(a.hi, b.hi), t = asiDdSum(a.lo, b.lo);
  s = asiDdOrderedSum(s.hi, s.lo + t.hi);
  return asiDdOrderedSum(s.hi, s.lo + t.lo);
}

static inline AsiDd asiDdSub(AsiDd a, AsiDd b) { return asiDdAdd(a, asiDdNeg(b)); }

static inline AsiDd asiDdMulD(AsiDd a, double b) {
  AsiDd p = asiDdProduct(a.hi, b);
  return asiDdOrderedSum(p.hi, p.lo + a.lo * b);
}

static inline AsiDd asiDdMul(AsiDd a, AsiDd b) {
  AsiDd p = asiDdProduct(a.hi, b.hi);
  return asiDdOrderedSum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline AsiDd asiDdDiv(AsiDd a, AsiDd b) {
  double q = a.hi / b.hi, q2;
  AsiDd rest = asiDdSub(a, asiDdMulD(b, q));
  q2 = rest.hi / b.hi;
  rest = asiDdSub(rest, asiDdMulD(b, q2));
  return asiDdAddD(asiDdOrderedSum(q, q2), rest.hi / b.hi);
}

/* a times a power of two. */
static inline AsiDd asiDdScale(AsiDd a, double power) { return (AsiDd){ a.hi * power, a.lo * power }; }

AsiDd asiDdSqrt(AsiDd a);
AsiDd asiDdExp(AsiDd a);
AsiDd asiDdLog(AsiDd a);
/* log(1 + a), a > -1, relative to its own size also for tiny a. */
AsiDd asiDdLog1p(AsiDd a);
/* log(Gamma(a)), a > 0. */
AsiDd asiDdLogGamma(AsiDd a);
/* log(Gamma(a + b) / Gamma(a)), a > 0, b >= 0. */
AsiDd asiDdLogGammaRatio(double a, double b);
/* log of the beta function B(a, b), a, b > 0. */
AsiDd asiDdLogBeta(double a, double b);

/* exp(e) * factor rounded to double: within some 2 ulp and the error of the factor, down to the denormals. */
double asiDdExpTimes(AsiDd e, double factor);

#endif
