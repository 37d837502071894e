/*
** The beta distribution: the regularized incomplete beta function and its inverse, for a, b > 0.
**
**  (1) asiBetaLower(x, a, b) = I_x(a, b) = P(X <= x), asiBetaUpper(x, a, b) = P(X > x): each computed as itself where it is
**      the small one, to 1e-14 relative or better, down to the denormals.
**  (2) The Split entries take x and y = 1 - x as double-doubles: near x = 1 a double cannot say how near.
**  (3) asiBetaQuantile(p, a, b) = the x with P(X <= x) = p, asiBetaQuantileUpper(p, a, b) that with P(X > x) = p. The Odds
**      entries give x/(1-x), which has its digits at both ends.
**  (4) x below 0 counts as 0, above 1 as 1. a or b not above 0 or infinite, p outside [0, 1] or NaN: NaN.
**  (5) a and b up to 1e13 or so; beyond that digits are lost in proportion.
*/
#ifndef ASI_BETA_H
#define ASI_BETA_H

#include "dd.h"

double asiBetaLower(double x, double a, double b);
double asiBetaUpper(double x, double a, double b);
double asiBetaLowerSplit(AsiDd x, AsiDd y, double a, double b);
double asiBetaUpperSplit(AsiDd x, AsiDd y, double a, double b);
double asiBetaQuantile(double p, double a, double b);
double asiBetaQuantileUpper(double p, double a, double b);
double asiBetaQuantileOdds(double p, double a, double b);
double asiBetaQuantileOddsUpper(double p, double a, double b);

/* The continued fraction F of I_x(a, b) = F x^a y^b / B(a, b), y = 1 - x, lambda = a y - b x >= 0, for a >= 1. */
double asiBetaFraction(double x, double y, double a, double b, double lambda);

#endif
