/*
** The noncentral t distribution: T = (Z + delta) / sqrt(X/df), Z normal, X chi-square with df degrees of freedom.
**
**  (1) asiNoncentralTLower(t, df, delta) = P(T <= t), asiNoncentralTUpper(t, df, delta) = P(T > t), each integrated by
**      itself: 1e-12 relative or better, also where the tail is small, for df >= 0.1 and |delta| up to 1000; beyond, so
**      where the tail is above 1e-3.
**  (2) Cost: 10 to 300 microseconds, whatever the numbers.
**  (3) df not above 0 or NaN, |delta| above ASI_NONCENTRAL_DELTA_MAX or NaN, t NaN: NaN. Infinite df: the normal
**      distribution around delta.
*/
#ifndef ASI_NONCENTRAL_T_H
#define ASI_NONCENTRAL_T_H

/* Beyond, neighbouring doubles of log S are further apart than Z. */
#define ASI_NONCENTRAL_DELTA_MAX 1e13

double asiNoncentralTLower(double t, double df, double delta);
double asiNoncentralTUpper(double t, double df, double delta);

#endif
