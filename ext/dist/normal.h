/*
** The standard normal distribution.
**
**  (1) asiNormalLower(z) = P(Z <= z) and asiNormalUpper(z) = P(Z > z): relative 1e-15 or so, down to the denormals.
**  (2) asiNormalLogUpper(z) = log P(Z > z) and asiNormalLog10Upper(z) = log10 P(Z > z) for every z, also where the tail
**      itself would be 0.
**  (3) asiNormalQuantile(p) = the z with P(Z <= z) = p, asiNormalQuantileUpper(p) that with P(Z > z) = p, for p down to
**      5e-324; exactly 0 at 1/2, infinite at 0 and 1, NaN outside [0, 1].
**  (4) NaN gives NaN.
*/
#ifndef ASI_NORMAL_H
#define ASI_NORMAL_H

double asiNormalLower(double z);
double asiNormalUpper(double z);
double asiNormalLogUpper(double z);
double asiNormalLog10Upper(double z);
double asiNormalQuantile(double p);
double asiNormalQuantileUpper(double p);

#endif
