/*
** The noncentral t distribution: T = (Z + delta) / sqrt(X/df), Z normal, X chi-square with df degrees of freedom.
**
**  (1) asiNoncentralTLower(t, df, delta) = P(T <= t), asiNoncentralTUpper(t, df, delta) = P(T > t), each integrated by
**      itself: 1e-12 relative or better, also where the tail is small, for df >= 0.1 and |delta| up to 1000.
**  (2) Cost: 10 to 60 microseconds.
**  (3) df not above 0 or NaN, delta infinite or NaN, t NaN: NaN. Infinite df: the normal distribution around delta.
*/
#ifndef ASI_NONCENTRAL_T_H
#define ASI_NONCENTRAL_T_H

double asiNoncentralTLower(double t, double df, double delta);
double asiNoncentralTUpper(double t, double df, double delta);

#endif
