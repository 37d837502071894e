#include "f.h"

#include "beta.h"
#include "gamma.h"

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

double asiFUpper(double f, double df1, double df2) {
  FSplit split;
  if (isnan(f) || !(df1 > 0) || !(df2 > 0)) return (double)NAN;
  if (f <= 0 || isinf(f)) return f <= 0 ? 1 : 0;
  if (isinf(df2)) return isinf(df1) ? (f < 1 ? 1 : 0) : asiChiSquareUpper(df1 * f, df1);
  if (isinf(df1)) return asiChiSquareLower(df2 / f, df2);
  split = fSplit(f, df1, df2);
  return asiBetaUpperSplit(split.x, split.y, 0.5 * df1, 0.5 * df2);
}

/* 1/F has the F distribution with the degrees exchanged, but 1/f would be rounded. */
double asiFLower(double f, double df1, double df2) {
  FSplit split;
  if (isnan(f) || !(df1 > 0) || !(df2 > 0)) return (double)NAN;
  if (f <= 0 || isinf(f)) return f <= 0 ? 0 : 1;
  if (isinf(df2)) return isinf(df1) ? (f < 1 ? 0 : 1) : asiChiSquareLower(df1 * f, df1);
  if (isinf(df1)) return asiChiSquareUpper(df2 / f, df2);
  split = fSplit(f, df1, df2);
  return asiBetaLowerSplit(split.x, split.y, 0.5 * df1, 0.5 * df2);
}

double asiFQuantile(double p, double df1, double df2) {
  if (!(p >= 0 && p <= 1) || !(df1 > 0) || !(df2 > 0)) return (double)NAN;
  if (isinf(df2)) return isinf(df1) ? 1 : asiChiSquareQuantile(p, df1) / df1;
  if (isinf(df1)) return df2 / asiChiSquareQuantileUpper(p, df2);
  return asiBetaQuantileOdds(p, 0.5 * df1, 0.5 * df2) * (df2 / df1);
}

double asiFQuantileUpper(double p, double df1, double df2) { return 1 / asiFQuantile(p, df2, df1); }
