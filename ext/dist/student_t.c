#include "student_t.h"

#include "beta.h"
#include "normal.h"
#include "tail.h"

#define T_PI 3.14159265358979323846
/* From here the tail is the normal one: they differ by t^4/(4 df), below 1e-22 wherever the tail is not 0. */
#define T_NORMAL_FROM 1e28

/* One place of the distribution, t > 0, with u = t*t/df, x = 1/(1+u), y = u/(1+u):
** the density is exp(e) * scale / t, and exp(e) = (1+u)^(-df/2). */
typedef struct TPlace {
  double df, x, y;
  AsiDd e;
  double scale;
} TPlace;

/* Gamma(a + 1/2) / (Gamma(a) sqrt(a)): the expansion of its logarithm in odd powers of 1/a (DLMF 5.11.8), from 8 on; below
** by recurrence. */
static double tGammaRatio(double a) {
  static const double aTerm[] = { 929569 / 15728640.0, -5461 / 425984.0, 691 / 180224.0, -31 / 18432.0,
                                  17 / 14336.0,        -1 / 640.0,       1 / 192.0,      -1 / 8.0 };
  double product = 1, w = a, series = 0, v;
  for (; w < 8; w++) product *= w / (w + 0.5);
  v = 1 / (w * w);
  for (int k = 0; k < 8; k++) series = series * v + aTerm[k];
  return product * sqrt(w / a) * exp(series / w);
}

/* log(1 + t*t/df), also where t*t overflows. */
static AsiDd tLogOnePlus(double t, double df) {
  if (t > 1e140) return asiDdScale(asiDdSub(asiDdLog(asiDdOf(t)), asiDdScale(asiDdLog(asiDdOf(df)), 0.5)), 2);
  return asiDdLog1p(asiDdDiv(asiDdProduct(t, t), asiDdOf(df)));
}

static TPlace tPlaceAt(double t, double df, double ratio) {
  double root = t / sqrt(df), u = root * root;
  TPlace p = { .df = df, .x = 1 / (1 + u), .y = isinf(u) ? 1 : u / (1 + u) };
  p.e = asiDdMulD(tLogOnePlus(t, df), -0.5 * df);
  p.scale = ratio * sqrt(df * p.y / (2 * T_PI));
  return p;
}

/* P(0 < T < t) in units of exp(e) * scale: the sum of (df+1)(df+3).../(3*5...) y^k, all terms positive. */
static double tCentralSum(const TPlace *p) {
  double term = 1, sum = 1;
  for (int k = 0; term > 1e-17 * sum; k++) {
    term *= p->y * (0.5 * p->df + 0.5 + k) / (1.5 + k);
    sum += term;
  }
  return sum;
}

/* P(T > t) for df < 2 and x <= 1/2, over x^a / (2 a B(a, 1/2)), a = df/2: 1 + a sum (1/2)_k x^k / (k! (a+k)). */
static double tPowerSum(const TPlace *p) {
  double a = 0.5 * p->df, term = 1, sum = 0;
  for (int k = 1; term > 1e-17; k++) {
    term *= p->x * (k - 0.5) / k;
    sum += term / (a + k);
  }
  return 1 + a * sum;
}

/* Is P(0 < T < t) the better side to compute? */
static int tIsCentral(const TPlace *p) {
  if (p->df < 2) return p->x > 0.5;
  return p->y < 0.1 && p->df * p->y < 1.6;
}

/* P(0 < T < t), when tIsCentral. */
static AsiExpTail tCentral(const TPlace *p) { return (AsiExpTail){ p->e, p->scale * tCentralSum(p) }; }

/* P(T > t). */
static AsiExpTail tTail(const TPlace *p) {
  double a = 0.5 * p->df;
  if (tIsCentral(p)) return (AsiExpTail){ asiDdOf(0), 0.5 - asiExpTailValue(tCentral(p)) };
  if (p->df < 2) return (AsiExpTail){ p->e, 0.5 * p->scale / (a * sqrt(p->y)) * tPowerSum(p) };
  return (AsiExpTail){ p->e, 0.5 * p->scale * asiBetaFraction(p->x, p->y, a, 0.5, a * p->y - 0.5 * p->x) };
}

/* P(T > t) for t >= 0. */
static double tUpperTail(double t, double df) {
  TPlace p;
  if (t == 0) return 0.5;
  if (isinf(t)) return 0;
  if (df >= T_NORMAL_FROM) return asiNormalUpper(t);
  p = tPlaceAt(t, df, tGammaRatio(0.5 * df));
  return fmin(0.5, asiExpTailValue(tTail(&p)));
}

double asiTUpper(double t, double df) {
  if (isnan(t) || !(df > 0)) return (double)NAN;
  return t >= 0 ? tUpperTail(t, df) : 1 - tUpperTail(-t, df);
}

double asiTLower(double t, double df) { return asiTUpper(-t, df); }

typedef struct TShape {
  double df, ratio;
} TShape;

/* The density of log t is t times that of t: exp(e) * scale. Its logarithm has the slope 1 - (df+1) y. */
static AsiTailPoint tPoint(const TPlace *p, AsiExpTail tail, double sign) {
  double density = p->scale * asiDdExpTimes(asiDdSub(p->e, tail.e), 1 / tail.factor);
  return (AsiTailPoint){ tail, sign * density, 1 - (p->df + 1) * p->y };
}

static AsiTailPoint tTailAt(const void *pShape, double t) {
  const TShape *shape = pShape;
  TPlace p = tPlaceAt(t, shape->df, shape->ratio);
  return tPoint(&p, tTail(&p), -1);
}

static AsiTailPoint tCentralAt(const void *pShape, double t) {
  const TShape *shape = pShape;
  TPlace p = tPlaceAt(t, shape->df, shape->ratio);
  if (tIsCentral(&p)) return tPoint(&p, tCentral(&p), 1);
  return tPoint(&p, (AsiExpTail){ asiDdOf(0), 0.5 - asiExpTailValue(tTail(&p)) }, 1);
}

/* A start for the quantile of the upper tail p. df >= 2: Wallace's normalising transformation (1959, Ann. Math. Stat.
** 30:1121) turned round. Below: the leading power of the far tail, or Cauchy's quantile. */
static double tStart(double p, const TShape *shape) {
  double df = shape->df, z, logX;
  if (df >= 2) {
    z = asiNormalQuantileUpper(p) * (8 * df + 3) / (8 * df + 1);
    if (z * z / df < 700) return sqrt(df * expm1(z * z / df));
    return sqrt(df) * exp(0.5 * z * z / df);
  }
  logX = 2 / df * log(2 * p * sqrt(0.5 * T_PI * df) / shape->ratio);
  if (logX < -0.7) return sqrt(df) * exp(fmin(700, -0.5 * logX)) * sqrt(-expm1(logX));
  return 1 / tan(T_PI * p);
}

double asiTQuantileUpper(double p, double df) {
  TShape shape;
  if (!(p >= 0 && p <= 1) || !(df > 0)) return (double)NAN;
  if (p > 0.5) return -asiTQuantileUpper(1 - p, df);
  if (p == 0.5) return 0;
  if (p == 0) return HUGE_VAL;
  if (df >= T_NORMAL_FROM) return asiNormalQuantileUpper(p);
  shape = (TShape){ df, tGammaRatio(0.5 * df) };
  if (p < 0.25) return asiTailRoot(tTailAt, &shape, asiDdLog(asiDdOf(p)), tStart(p, &shape));
  return asiTailRoot(tCentralAt, &shape, asiDdLog(asiDdOf(0.5 - p)), tStart(p, &shape));
}

double asiTQuantile(double p, double df) {
  double t;
  if (p > 0.5) return asiTQuantileUpper(1 - p, df);
  t = asiTQuantileUpper(p, df);
  return t == 0 ? 0 : -t;
}

double asiTRecall(AsiTMemo *memo, double p, double df) {
  if (memo->p != p || memo->df != df) *memo = (AsiTMemo){ p, df, asiTQuantileUpper(p, df) };
  return memo->t;
}
