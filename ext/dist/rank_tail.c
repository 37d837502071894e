#include "rank_tail.h"

#include <math.h>

AsiScaled asiScaled(double mantissa, int64_t exponent) {
  AsiScaled x = { 0.0, 0 };
  int shift;
  if (mantissa == 0.0) return x;
  x.mantissa = frexp(mantissa, &shift);
  x.exponent = exponent + shift;
  return x;
}

AsiScaled asiScaledAdd(AsiScaled x, AsiScaled y) {
  AsiScaled large = x, small = y;
  if (x.mantissa == 0.0 || (y.mantissa != 0.0 && y.exponent > x.exponent)) {
    large = y;
    small = x;
  }
  if (small.mantissa == 0.0 || large.exponent - small.exponent > 60) return large;
  return asiScaled(large.mantissa + ldexp(small.mantissa, (int)(small.exponent - large.exponent)), large.exponent);
}

double asiScaledValue(AsiScaled x) {
  if (x.exponent < -1100) return 0.0;
  return ldexp(x.mantissa, (int)x.exponent);
}

double asiScaledLog10(AsiScaled x, double rest) {
  if (x.mantissa == 0.0) return -HUGE_VAL;
  if (x.exponent < 0) return log10(x.mantissa) + (double)x.exponent * 0.30102999566398119521;
  return rest > 0.0 ? log1p(-rest) * 0.43429448190325182765 : 0.0;
}

int64_t asiRankGcd(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
