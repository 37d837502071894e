#include "f.h"

#include "beta.h"

/* More degrees than this are as good as infinitely many: a tail changes by x^2/df, with x = df1 f below 1500. */
#define F_INFINITE 1e26

typedef struct FSplit {
  AsiDd x, y; /* df1 f / (df1 f + df2) and df2 / (df1 f + df2) */
} FSplit;

/* df1 f may be beyond the doubles: then x is 1 to all digits. */
static FSplit fSplit(double f, double df1, double df2) {
  AsiDd top, sum;
  if (f > 1e300 / df1) return (FSplit){ asiDdOf(1), asiDdDiv(asiDdDiv(asiDdOf(df2), asiDdOf(f)), asiDdOf(df1)) };
  top = asiDdProduct(df1, f);
  sum = asiDdAddD(top, df2);
  return (FSplit){ asiDdDiv(top, sum), asiDdDiv(asiDdOf(df2), sum) };
}

/* No number stays none: what the beta distribution is asked then, it refuses. */
static double fDegrees(double df) { return df > F_INFINITE ? F_INFINITE : df; }

double asiFUpper(double f, double df1, double df2) {
  FSplit split;
  if (isnan(f) || !(df1 > 0) || !(df2 > 0)) return (double)NAN;
  if (f <= 0 || isinf(f)) return f <= 0 ? 1 : 0;
  split = fSplit(f, fDegrees(df1), fDegrees(df2));
  return asiBetaUpperSplit(split.x, split.y, 0.5 * fDegrees(df1), 0.5 * fDegrees(df2));
}

/* 1/F has the F distribution with the degrees exchanged, but 1/f would be rounded. */
double asiFLower(double f, double df1, double df2) {
  FSplit split;
  if (isnan(f) || !(df1 > 0) || !(df2 > 0)) return (double)NAN;
  if (f <= 0 || isinf(f)) return f <= 0 ? 0 : 1;
  split = fSplit(f, fDegrees(df1), fDegrees(df2));
  return asiBetaLowerSplit(split.x, split.y, 0.5 * fDegrees(df1), 0.5 * fDegrees(df2));
}

double asiFQuantile(double p, double df1, double df2) {
  return asiBetaQuantileOdds(p, 0.5 * fDegrees(df1), 0.5 * fDegrees(df2)) * (fDegrees(df2) / fDegrees(df1));
}

double asiFQuantileUpper(double p, double df1, double df2) { return 1 / asiFQuantile(p, df2, df1); }
