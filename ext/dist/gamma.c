#include "gamma.h"

#include "always.h"
#include "normal.h"
#include "quadrature.h"
#include "tail.h"

#define GAMMA_FRACTION_MAX 100000
/* From here of a the series and the continued fraction are slower than the integral. */
#define GAMMA_PEAK_FROM 400

typedef struct GammaShape {
  double a;
  AsiDd logGamma; /* of a + 1 */
} GammaShape;

static GammaShape gammaShape(double a) { return (GammaShape){ a, asiDdLogGamma(asiDdSum(a, 1)) }; }

/* x^a / Gamma(a+1) as a logarithm. */
static AsiDd gammaLogPower(const GammaShape *s, double x) {
  return asiDdSub(asiDdMulD(asiDdLog(asiDdOf(x)), s->a), s->logGamma);
}

/* x^a exp(-x) / Gamma(a+1) as a logarithm. */
static AsiDd gammaLogMass(const GammaShape *s, double x) { return asiDdAddD(gammaLogPower(s, x), -x); }

/* Where P may be close to 1 though x is small: the alternating series gives both sides without cancellation. */
static int gammaPowerFits(const GammaShape *s, double x) { return s->a < 1 && x <= 1; }

/* a times the sum of (-x)^k / (k! (a+k)) over k >= 1. */
static double gammaPowerSum(const GammaShape *s, double x) {
  double term = 1, sum = 0;
  for (int k = 1; fabs(term) > 1e-17; k++) {
    term *= -x / k;
    sum += term / (s->a + k);
  }
  return s->a * sum;
}

/* Q where gammaPowerFits: with the leading power of P = exp(L), the part 1 - exp(L) is O(a). */
static double gammaPowerRest(const GammaShape *s, double x) {
  double e = asiDdValue(gammaLogPower(s, x));
  return -expm1(e) - exp(e) * gammaPowerSum(s, x);
}

/* P for x <= a in units of the mass: 1 + x/(a+1) + x^2/((a+1)(a+2)) + ... */
static double gammaSeries(double x, double a) {
  double term = 1, sum = 1;
  for (int k = 1; term > 1e-17 * sum; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/* Q for x >= a in units of a times the mass: Legendre's continued fraction, even part (DLMF 8.9.2), by Steed's method. */
static double gammaFraction(double x, double a) {
  double beta = x + 1 - a, inverse = 1 / beta, term = inverse, sum = inverse;
  /* some 100 terms at most: beyond GAMMA_PEAK_FROM the integral serves */
  for (int n = 1; fabs(term) > 2e-17 * sum && ASI_ALWAYS(n < GAMMA_FRACTION_MAX); n++) {
    double alpha = n * (a - n), older = inverse;
    beta += 2;
    inverse = 1 / (beta + alpha * older);
    term *= -alpha * older * inverse;
    sum += term;
  }
  return sum;
}

/* The integral of the density from x outwards over the density at x, over x: down to 0 and up. */
static double gammaPeakDown(double x, double a) {
  AsiPeak peak = { .slope = (a - x - 1) / x, .down = a - 1, .downRate = 1 / x };
  return asiPeakIntegral(&peak) / x;
}

static double gammaPeakUp(double x, double a) {
  AsiPeak peak = { .slope = (x - a + 1) / x, .up = a - 1, .upRate = 1 / x };
  return asiPeakIntegral(&peak) / x;
}

/* P for x <= a. */
static AsiExpTail gammaBelow(const GammaShape *s, double x) {
  double ratio = s->a > GAMMA_PEAK_FROM ? s->a * gammaPeakDown(x, s->a) : gammaSeries(x, s->a);
  return (AsiExpTail){ gammaLogMass(s, x), ratio };
}

/* Q for x >= a. */
static AsiExpTail gammaAbove(const GammaShape *s, double x) {
  double ratio = s->a > GAMMA_PEAK_FROM ? gammaPeakUp(x, s->a) : gammaFraction(x, s->a);
  return (AsiExpTail){ gammaLogMass(s, x), s->a * ratio };
}

static AsiExpTail gammaRest(double small) { return (AsiExpTail){ asiDdOf(0), 1 - small }; }

static AsiExpTail gammaLowerTail(const GammaShape *s, double x) {
  if (gammaPowerFits(s, x)) return (AsiExpTail){ gammaLogPower(s, x), 1 + gammaPowerSum(s, x) };
  return x <= s->a ? gammaBelow(s, x) : gammaRest(asiExpTailValue(gammaAbove(s, x)));
}

static AsiExpTail gammaUpperTail(const GammaShape *s, double x) {
  if (gammaPowerFits(s, x)) return (AsiExpTail){ asiDdOf(0), gammaPowerRest(s, x) };
  return x <= s->a ? gammaRest(asiExpTailValue(gammaBelow(s, x))) : gammaAbove(s, x);
}

static int gammaIsShape(double a) { return a > 0 && !isinf(a); }

double asiGammaLower(double x, double a) {
  GammaShape shape;
  if (isnan(x) || !gammaIsShape(a)) return (double)NAN;
  if (x <= 0 || isinf(x)) return x <= 0 ? 0 : 1;
  shape = gammaShape(a);
  return asiExpTailValue(gammaLowerTail(&shape, x));
}

double asiGammaUpper(double x, double a) {
  GammaShape shape;
  if (isnan(x) || !gammaIsShape(a)) return (double)NAN;
  if (x <= 0 || isinf(x)) return x <= 0 ? 1 : 0;
  shape = gammaShape(a);
  return asiExpTailValue(gammaUpperTail(&shape, x));
}

double asiChiSquareLower(double x, double df) { return asiGammaLower(0.5 * x, 0.5 * df); }

double asiChiSquareUpper(double x, double df) { return asiGammaUpper(0.5 * x, 0.5 * df); }

/* The density of log x is a times the mass; its logarithm has the slope a - x. */
static AsiTailPoint gammaPoint(const GammaShape *s, double x, AsiExpTail tail, double sign) {
  double density = s->a * asiDdExpTimes(asiDdSub(gammaLogMass(s, x), tail.e), 1 / tail.factor);
  return (AsiTailPoint){ tail, sign * density, s->a - x };
}

static AsiTailPoint gammaLowerAt(const void *pShape, double x) {
  return gammaPoint(pShape, x, gammaLowerTail(pShape, x), 1);
}

static AsiTailPoint gammaUpperAt(const void *pShape, double x) {
  return gammaPoint(pShape, x, gammaUpperTail(pShape, x), -1);
}

/* A start for the quantile with lower tail p, upper tail q: Wilson & Hilferty 1931 where their cube root is well above
** 0, else the leading power of the lower tail or the leading exponential of the upper one. */
static double gammaStart(const GammaShape *s, double logP, double logQ, double z) {
  double a = s->a, root = 1 - 1 / (9 * a) + z / (3 * sqrt(a)), logX = (logP + s->logGamma.hi) / a;
  if (a >= 1 && root > 0.3) return a * root * root * root;
  if (logX < -1 || z < 0) return exp(logX);
  return fmax(0.3, (a - 1) * log(fmax(1, -logQ)) - logQ - s->logGamma.hi + log(a));
}

static double gammaLowerQuantile(double p, double a) {
  GammaShape shape = gammaShape(a);
  double start = gammaStart(&shape, log(p), log1p(-p), asiNormalQuantile(p));
  return asiTailRoot(gammaLowerAt, &shape, asiDdLog(asiDdOf(p)), start);
}

static double gammaUpperQuantile(double q, double a) {
  GammaShape shape = gammaShape(a);
  double start = gammaStart(&shape, log1p(-q), log(q), asiNormalQuantileUpper(q));
  return asiTailRoot(gammaUpperAt, &shape, asiDdLog(asiDdOf(q)), start);
}

double asiChiSquareQuantile(double p, double df) {
  if (!gammaIsShape(df) || !(p >= 0 && p <= 1)) return (double)NAN;
  if (p == 0 || p == 1) return p == 0 ? 0 : HUGE_VAL;
  return 2 * (p <= 0.5 ? gammaLowerQuantile(p, 0.5 * df) : gammaUpperQuantile(1 - p, 0.5 * df));
}

double asiChiSquareQuantileUpper(double p, double df) {
  if (!gammaIsShape(df) || !(p >= 0 && p <= 1)) return (double)NAN;
  if (p == 0 || p == 1) return p == 0 ? HUGE_VAL : 0;
  return 2 * (p <= 0.5 ? gammaUpperQuantile(p, 0.5 * df) : gammaLowerQuantile(1 - p, 0.5 * df));
}
