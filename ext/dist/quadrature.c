#include "quadrature.h"

#include <math.h>

#define QUADRATURE_PAIRS 16

typedef struct QuadraturePair {
  double node, weight; /* for -node too */
} QuadraturePair;

/* The zeros of the Legendre polynomial of degree 32. */
static const QuadraturePair aQuadrature[QUADRATURE_PAIRS] = {
  { 0.048307665687738316235, 0.096540088514727800567 }, { 0.14447196158279649349, 0.095638720079274859419 },
  { 0.23928736225213707454, 0.093844399080804565639 },  { 0.33186860228212764978, 0.091173878695763884713 },
  { 0.42135127613063534536, 0.087652093004403811143 },  { 0.50689990893222939002, 0.083311924226946755222 },
  { 0.58771575724076232904, 0.078193895787070306472 },  { 0.66304426693021520098, 0.072345794108848506225 },
  { 0.73218211874028968039, 0.065822222776361846838 },  { 0.79448379596794240696, 0.058684093478535547145 },
  { 0.84936761373256997013, 0.050998059262376176196 },  { 0.89632115576605212397, 0.042835898022226680657 },
  { 0.93490607593773968917, 0.034273862913021433103 },  { 0.96476225558750643077, 0.025392065309262059456 },
  { 0.9856115115452683354, 0.016274394730905670605 },   { 0.99726386184948156354, 0.0070186100094700966004 },
};

double asiGauss(AsiIntegrand f, const void *pContext, double from, double to) {
  double half = 0.5 * (to - from), centre = from + half, sum = 0;
  for (int i = QUADRATURE_PAIRS - 1; i >= 0; i--) {
    double shift = half * aQuadrature[i].node;
    sum += aQuadrature[i].weight * (f(pContext, centre - shift) + f(pContext, centre + shift));
  }
  return half * sum;
}

/* log(1 + v) - v for v > -1. With r = v/(2+v), log(1 + v) = 2 r (1 + r^2/3 + r^4/5 ...) and 2 r - v = -r v. */
static double quadratureLogRest(double v) {
  static const double aInverse[] = { 1 / 19.0, 1 / 17.0, 1 / 15.0, 1 / 13.0, 1 / 11.0,
                                     1 / 9.0,  1 / 7.0,  1 / 5.0,  1 / 3.0 };
  double r = v / (2 + v), sum = 0;
  if (fabs(v) > 0.25) return log1p(v) - v;
  for (int k = 0; k < 9; k++) sum = sum * r * r + aInverse[k];
  return r * (2 * r * r * sum - v);
}

static double quadraturePeakLog(const AsiPeak *peak, double u) {
  return peak->down * quadratureLogRest(-u * peak->downRate) + peak->up * quadratureLogRest(u * peak->upRate) -
         peak->slope * u;
}

static double quadraturePeak(const void *pPeak, double u) { return exp(quadraturePeakLog(pPeak, u)); }

/* Where the parabola at u = 0 has fallen by 41. Slope and rates are taken in a unit of their own: the square of what
** belongs to a place near 0 is beyond the doubles. */
static double quadratureParabola(const AsiPeak *peak) {
  int exponent;
  double unit, slope, down, up;
  (void)frexp(fmax(peak->slope, fmax(peak->downRate, peak->upRate)), &exponent);
  unit = ldexp(1, exponent - 1);
  slope = peak->slope / unit;
  down = peak->downRate / unit;
  up = peak->upRate / unit;
  return 82 / (slope + sqrt(slope * slope + 82 * (peak->down * down * down + peak->up * up * up))) / unit;
}

/* From the parabola, moved out while the integrand is above 1e-17: asymmetry makes one side fall slower. */
double asiPeakIntegral(const AsiPeak *peak) {
  double end = quadratureParabola(peak);
  double wall = peak->downRate > 0 ? 1 / peak->downRate : HUGE_VAL;
  while (end < wall && quadraturePeakLog(peak, end) > -39) end *= 1.1;
  return asiGauss(quadraturePeak, peak, 0, fmin(end, wall));
}
