#include "normal.h"

#include "dd.h"

#define NORMAL_SQRT_HALF ((AsiDd){ 0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55 })
#define NORMAL_INV_SQRT_2PI 0.39894228040143267794
#define NORMAL_TWO_OVER_SQRT_PI 1.12837916709551257390
#define NORMAL_LOG_10 2.30258509299404568402
/* From here the asymptotic series of Mills' ratio has sixteen digits within 14 terms. */
#define NORMAL_FAR 16.0

/* Mills' ratio P(Z > z) / density(z) for z >= NORMAL_FAR: 1/z - 1/z^3 + 3/z^5 - 15/z^7 ..., whose terms fall for z^2/2
** steps and more. */
static double normalMillsFar(double z) {
  double v = 1 / (z * z), term = 1, sum = 1;
  for (int k = 1; fabs(term) > 1e-17; k++) {
    term *= -(2 * k - 1) * v;
    sum += term;
  }
  return sum / z;
}

/* P(Z > z) for 0 <= z < NORMAL_FAR. erfc magnifies the rounding of z/sqrt(2) by z^2: a tangent step takes it back. */
static double normalUpperNear(double z) {
  AsiDd w = asiDdMulD(NORMAL_SQRT_HALF, z);
  return 0.5 * (erfc(w.hi) - NORMAL_TWO_OVER_SQRT_PI * exp(-w.hi * w.hi) * w.lo);
}

/* P(Z > z) for z >= 0. */
static double normalTail(double z) {
  if (z < NORMAL_FAR) return normalUpperNear(z);
  if (z > 39) return 0;
  return asiDdExpTimes(asiDdScale(asiDdProduct(z, z), -0.5), NORMAL_INV_SQRT_2PI * normalMillsFar(z));
}

double asiNormalUpper(double z) {
  if (isnan(z)) return z;
  return z >= 0 ? normalTail(z) : 1 - normalTail(-z);
}

double asiNormalLower(double z) { return asiNormalUpper(-z); }

double asiNormalLogUpper(double z) {
  if (isnan(z)) return z;
  if (z < 0) return log1p(-normalTail(-z));
  if (z < NORMAL_FAR) return log(normalTail(z));
  return log(NORMAL_INV_SQRT_2PI * normalMillsFar(z)) - 0.5 * z * z;
}

double asiNormalLog10Upper(double z) {
  if (z >= 0 && z < NORMAL_FAR) return log10(normalTail(z));
  return asiNormalLogUpper(z) / NORMAL_LOG_10;
}

/* Halley's step for a root of g, whose Newton step is -u and whose g''/g' is `bend`. */
static double normalHalley(double u, double bend) { return -u / (1 - 0.5 * u * bend); }

/* The root z > 0 of P(0 < Z < z) = q for 0 <= q <= 1/4, where a tail would lose the digits of q. The start is the
** quantile's Taylor polynomial, good to 3e-4; each step cubes the error. */
static double normalCentralQuantile(double q) {
  double v = q / NORMAL_INV_SQRT_2PI, v2 = v * v;
  double z = v * (1 + v2 * (1 / 6.0 + v2 * (7 / 120.0 + v2 * (127 / 5040.0))));
  for (int i = 0; i < 2; i++) {
    double density = NORMAL_INV_SQRT_2PI * exp(-0.5 * z * z);
    z += normalHalley((0.5 * erf(z * NORMAL_SQRT_HALF.hi) - q) / density, -z);
  }
  return z;
}

/* log(P(Z > z) / p), with Mills' ratio in *pMills: log tail has the slope -1/mills. */
static double normalLogExcess(double z, double p, double *pMills) {
  double tail;
  if (z >= NORMAL_FAR) {
    *pMills = normalMillsFar(z);
    return log(NORMAL_INV_SQRT_2PI * *pMills) - 0.5 * z * z - log(p);
  }
  tail = normalUpperNear(z);
  *pMills = tail / (NORMAL_INV_SQRT_2PI * exp(-0.5 * z * z));
  return log(tail / p);
}

/* The z > 0 with P(Z > z) = p for 0 < p <= 1/4. Start: Hastings' formula 26.2.23 in Abramowitz & Stegun, good to
** 4.5e-4; Halley's steps on the logarithm of the tail, which is close to a parabola, cube the error. */
static double normalTailQuantile(double p) {
  double t = sqrt(-2 * log(p));
  double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (int i = 0; i < 2; i++) {
    double mills, excess = normalLogExcess(z, p, &mills);
    z += normalHalley(-excess * mills, 1 / mills - z);
  }
  return z;
}

double asiNormalQuantileUpper(double p) {
  if (!(p >= 0 && p <= 1)) return (double)NAN;
  if (p == 0 || p == 1) return p == 0 ? HUGE_VAL : -HUGE_VAL;
  if (p <= 0.25) return normalTailQuantile(p);
  if (p >= 0.75) return -normalTailQuantile(1 - p);
  return p <= 0.5 ? normalCentralQuantile(0.5 - p) : -normalCentralQuantile(p - 0.5);
}

double asiNormalQuantile(double p) {
  double z = asiNormalQuantileUpper(p);
  return z == 0 ? 0 : -z;
}
