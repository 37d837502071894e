/*
** The F distribution with df1 and df2 degrees of freedom, each above 0, whole or not, or infinite.
**
**  (1) asiFLower(f, df1, df2) = P(F <= f), asiFUpper(f, df1, df2) = P(F > f): each computed as itself where it is the small
**      one, to 1e-14 relative or better, down to the denormals.
**  (2) asiFQuantile(p, df1, df2) = the f with P(F <= f) = p, asiFQuantileUpper(p, df1, df2) that with P(F > f) = p.
**  (3) f below 0 counts as 0. Degrees not above 0, p outside [0, 1] or NaN: NaN.
**  (4) One of df1 and df2 may have any size, an infinite one counts as 1e26; both beyond 1e13 lose digits in proportion.
*/
#ifndef ASI_F_H
#define ASI_F_H

double asiFLower(double f, double df1, double df2);
double asiFUpper(double f, double df1, double df2);
double asiFQuantile(double p, double df1, double df2);
double asiFQuantileUpper(double p, double df1, double df2);

#endif
