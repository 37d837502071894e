/*
** Numerical integration of smooth functions.
**
**  (1) asiGauss: the Gauss-Legendre rule with 32 nodes, exact for polynomials of degree 63. Split the range so that the
**      function on each part resembles one.
**  (2) asiPeakIntegral: the integral over u >= 0 of
**        exp(-slope u + down (log(1 - downRate u) + downRate u) + up (log(1 + upRate u) - upRate u)),
**      which is 1 at u = 0 and falls (slope >= 0, or so slightly below that the peak is at hand). This is what a beta or
**      gamma density is, relative to its value at a point, going away from its peak: 1e-15 relative when down and up are
**      0 or above 200, for a peak then resembles the normal one. Continued fractions need ever more terms there.
*/
#ifndef ASI_QUADRATURE_H
#define ASI_QUADRATURE_H

typedef double (*AsiIntegrand)(const void *pContext, double x);

typedef struct AsiPeak {
  double slope;
  double down, downRate; /* towards the end of the range at u = 1/downRate */
  double up, upRate;     /* away from the other end */
} AsiPeak;

double asiGauss(AsiIntegrand f, const void *pContext, double from, double to);
double asiPeakIntegral(const AsiPeak *peak);

#endif
