#include "beta.h"

#include "always.h"
#include "normal.h"
#include "quadrature.h"
#include "tail.h"

#define BETA_FRACTION_MAX 100000
/* From here of a and b the continued fraction is slower than the integral, and cancels more and more near the mean. */
#define BETA_PEAK_FROM 400

typedef struct BetaShape {
  double a, b;
  AsiDd logBeta;
} BetaShape;

typedef struct BetaPlace {
  AsiDd x, y; /* y = 1 - x, both above 0 */
  AsiDd logX, logY;
} BetaPlace;

static BetaShape betaSwapped(const BetaShape *s) { return (BetaShape){ s->b, s->a, s->logBeta }; }
static BetaPlace betaMirrored(const BetaPlace *p) { return (BetaPlace){ p->y, p->x, p->logY, p->logX }; }

/* The logarithm of the larger of x and y is that of 1 less the smaller. */
static BetaPlace betaPlaceAt(AsiDd x, AsiDd y) {
  BetaPlace p = { .x = x, .y = y };
  p.logX = x.hi <= 0.5 ? asiDdLog(x) : asiDdLog1p(asiDdNeg(y));
  p.logY = x.hi <= 0.5 ? asiDdLog1p(asiDdNeg(x)) : asiDdLog(y);
  return p;
}

/* log(x^a y^b / B(a, b)) */
static AsiDd betaLogMass(const BetaShape *s, const BetaPlace *p) {
  return asiDdSub(asiDdAdd(asiDdMulD(p->logX, s->a), asiDdMulD(p->logY, s->b)), s->logBeta);
}

/* a y - b x: positive where x is below the mean. */
static double betaLambda(const BetaShape *s, const BetaPlace *p) {
  return asiDdSub(asiDdMulD(p->y, s->a), asiDdMulD(p->x, s->b)).hi;
}

/* The even part of the continued fraction, Didonato & Morris 1992 (ACM TOMS 18:360), which takes a y - b x ready
** made: near the mean it is small, and x alone cannot give it. Summed by Steed's method (Barnett et al. 1974, Comput.
** Phys. Commun. 8:377): the forward recurrences of numerator and denominator lose two digits where b < 1. */
double asiBetaFraction(double x, double y, double a, double b, double lambda) {
  double here, next = 1 / (a + 1), inverse = 1 / (a * (lambda + 1) * next), term = inverse, sum = inverse;
  /* some 120 terms at most: beyond BETA_PEAK_FROM the integral serves */
  for (int n = 1; fabs(term) > 2e-17 * sum && ASI_ALWAYS(n < BETA_FRACTION_MAX); n++) {
    double alpha, beta, older = inverse;
    here = next;
    next = 1 / (a + 2 * n + 1);
    alpha = (a + n - 1) * here * ((a + b + n - 1) * here) * (n * (b - n)) * x * x;
    beta = n + n * (b - n) * x * here + (a + n) * next * (lambda + 1 + n * (1 + y));
    inverse = 1 / (beta + alpha * older);
    term *= -alpha * older * inverse;
    sum += term;
  }
  return sum;
}

/* The same value from the integral of the density to the left of x over that at x. */
static double betaPeak(const BetaShape *s, const BetaPlace *p, double lambda) {
  double x = p->x.hi, y = p->y.hi, xy = x * y;
  AsiPeak peak = { (lambda - y + x) / xy, s->a - 1, 1 / x, s->b - 1, 1 / y };
  return asiPeakIntegral(&peak) / xy;
}

/* P(X <= x) for x at or below the mean. */
static AsiExpTail betaMeanTail(const BetaShape *s, const BetaPlace *p, double lambda) {
  int isPeak = fmin(s->a, s->b) > BETA_PEAK_FROM;
  double ratio = isPeak ? betaPeak(s, p, lambda) : asiBetaFraction(p->x.hi, p->y.hi, s->a, s->b, lambda);
  return (AsiExpTail){ betaLogMass(s, p), ratio };
}

/* Where P(X <= x) may be close to 1 though x is small: the power series gives both sides without cancellation. */
static int betaPowerFits(double a, double b, double x) { return a < 1 && x <= 0.5 && b * x <= 1; }

/* a times the sum of (1-b)(2-b)...(k-b) x^k / (k! (a+k)) over k >= 1. */
static double betaPowerSum(const BetaShape *s, double x) {
  double term = 1, sum = 0;
  for (int k = 1; fabs(term) > 1e-17; k++) {
    term *= (k - s->b) * x / k;
    sum += term / (s->a + k);
  }
  return s->a * sum;
}

/* log(x^a / (a B(a, b))) */
static AsiDd betaLogPower(const BetaShape *s, const BetaPlace *p) {
  return asiDdSub(asiDdMulD(p->logX, s->a), asiDdAdd(s->logBeta, asiDdLog(asiDdOf(s->a))));
}

/* P(X <= x), where betaPowerFits. */
static AsiExpTail betaPowerTail(const BetaShape *s, const BetaPlace *p) {
  return (AsiExpTail){ betaLogPower(s, p), 1 + betaPowerSum(s, p->x.hi) };
}

/* P(X > x), where betaPowerFits: with the leading power x^a/(a B) = exp(L), the part 1 - exp(L) is O(a). */
static double betaPowerRest(const BetaShape *s, const BetaPlace *p) {
  double e = asiDdValue(betaLogPower(s, p)), sum = betaPowerSum(s, p->x.hi);
  return -expm1(e) - exp(e) * sum;
}

/* P(X <= x). The large side is 1 less the small one. */
static AsiExpTail betaTail(const BetaShape *s, const BetaPlace *p) {
  double lambda = betaLambda(s, p);
  BetaShape swapped = betaSwapped(s);
  BetaPlace mirrored = betaMirrored(p);
  if (betaPowerFits(s->a, s->b, p->x.hi)) return betaPowerTail(s, p);
  if (betaPowerFits(s->b, s->a, p->y.hi)) return (AsiExpTail){ asiDdOf(0), betaPowerRest(&swapped, &mirrored) };
  if (lambda >= 0) return betaMeanTail(s, p, lambda);
  return (AsiExpTail){ asiDdOf(0), 1 - asiExpTailValue(betaMeanTail(&swapped, &mirrored, -lambda)) };
}

static int betaIsShape(double a, double b) { return a > 0 && b > 0 && !isinf(a) && !isinf(b); }

double asiBetaLowerSplit(AsiDd x, AsiDd y, double a, double b) {
  BetaShape shape;
  BetaPlace place;
  if (!betaIsShape(a, b) || isnan(x.hi) || isnan(y.hi)) return (double)NAN;
  if (x.hi <= 0) return 0;
  if (y.hi <= 0) return 1;
  shape = (BetaShape){ a, b, asiDdLogBeta(a, b) };
  place = betaPlaceAt(x, y);
  return asiExpTailValue(betaTail(&shape, &place));
}

double asiBetaUpperSplit(AsiDd x, AsiDd y, double a, double b) { return asiBetaLowerSplit(y, x, b, a); }

double asiBetaLower(double x, double a, double b) { return asiBetaLowerSplit(asiDdOf(x), asiDdSum(1, -x), a, b); }

double asiBetaUpper(double x, double a, double b) { return asiBetaUpperSplit(asiDdOf(x), asiDdSum(1, -x), a, b); }

/* The lower tail as a function of the odds r = x/(1-x). The density of log r is x^a y^b / B(a, b). */
static AsiTailPoint betaTailAt(const void *pShape, double r) {
  const BetaShape *s = pShape;
  AsiDd one = asiDdSum(1, r);
  BetaPlace p = betaPlaceAt(asiDdDiv(asiDdOf(r), one), asiDdDiv(asiDdOf(1), one));
  AsiExpTail tail = betaTail(s, &p);
  double slope = asiDdExpTimes(asiDdSub(betaLogMass(s, &p), tail.e), 1 / tail.factor);
  return (AsiTailPoint){ tail, slope, betaLambda(s, &p) };
}

/* A start for the odds of the quantile: Abramowitz & Stegun 26.5.22, or the leading power of the lower tail. */
static double betaStart(const BetaShape *s, AsiDd logP) {
  double a = s->a, b = s->b, logX, z, h, curve, w;
  if (a < 1 || b < 1) {
    logX = (logP.hi + log(a) + s->logBeta.hi) / a;
    return logX < -0.7 ? exp(logX) / -expm1(logX) : 1;
  }
  z = asiNormalQuantileUpper(exp(logP.hi));
  h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1));
  curve = (z * z - 3) / 6;
  w = z * sqrt(h + curve) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (curve + 5 / 6.0 - 2 / (3 * h));
  return a / b * exp(-2 * w);
}

/* The odds whose lower tail is p, 0 < p <= 1/2. */
static double betaLowerOdds(double p, double a, double b) {
  BetaShape shape = { a, b, asiDdLogBeta(a, b) };
  AsiDd logP = asiDdLog(asiDdOf(p));
  return asiTailRoot(betaTailAt, &shape, logP, betaStart(&shape, logP));
}

double asiBetaQuantileOdds(double p, double a, double b) {
  if (!betaIsShape(a, b) || !(p >= 0 && p <= 1)) return (double)NAN;
  if (p == 0 || p == 1) return p == 0 ? 0 : HUGE_VAL;
  return p <= 0.5 ? betaLowerOdds(p, a, b) : 1 / betaLowerOdds(1 - p, b, a);
}

double asiBetaQuantileOddsUpper(double p, double a, double b) { return 1 / asiBetaQuantileOdds(p, b, a); }

/* x of the odds r */
static double betaOfOdds(double r) { return r > 1 ? 1 / (1 + 1 / r) : r / (1 + r); }

double asiBetaQuantile(double p, double a, double b) { return betaOfOdds(asiBetaQuantileOdds(p, a, b)); }

double asiBetaQuantileUpper(double p, double a, double b) { return betaOfOdds(asiBetaQuantileOddsUpper(p, a, b)); }
