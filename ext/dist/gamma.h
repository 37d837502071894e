/*
** The gamma distribution (regularized incomplete gamma functions P and Q) and the chi-square distribution.
**
**  (1) asiGammaLower(x, a) = P(a, x), asiGammaUpper(x, a) = Q(a, x) for shape a > 0: each computed as itself where it is the
**      small one, to 1e-14 relative or better, down to the denormals.
**  (2) asiChiSquareLower(x, df) = P(X <= x), asiChiSquareUpper(x, df) = P(X > x), df > 0, whole or not.
**  (3) asiChiSquareQuantile(p, df) = the x with P(X <= x) = p, asiChiSquareQuantileUpper(p, df) that with P(X > x) = p;
**      0 or infinite at the ends.
**  (4) x below 0 counts as 0. A shape not above 0 or infinite, p outside [0, 1] or NaN: NaN.
**  (5) Shapes up to 1e13 or so; beyond that digits are lost in proportion.
*/
#ifndef ASI_GAMMA_H
#define ASI_GAMMA_H

double asiGammaLower(double x, double a);
double asiGammaUpper(double x, double a);
double asiChiSquareLower(double x, double df);
double asiChiSquareUpper(double x, double df);
double asiChiSquareQuantile(double p, double df);
double asiChiSquareQuantileUpper(double p, double df);

#endif
