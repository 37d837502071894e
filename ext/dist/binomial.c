#include "binomial.h"

#include "beta.h"

static int binomialIsValid(double k, double n, double prob) {
  return !isnan(k) && n >= 0 && floor(n) == n && !isinf(n) && prob >= 0 && prob <= 1;
}

double asiBinomialLower(double k, double n, double prob) {
  if (!binomialIsValid(k, n, prob)) return (double)NAN;
  k = floor(k);
  if (k < 0 || k >= n) return k < 0 ? 0 : 1;
  return asiBetaUpper(prob, k + 1, n - k);
}

double asiBinomialUpper(double k, double n, double prob) {
  if (!binomialIsValid(k, n, prob)) return (double)NAN;
  k = ceil(k);
  if (k <= 0 || k > n) return k <= 0 ? 1 : 0;
  return asiBetaLower(prob, k, n - k + 1);
}

double asiBinomialMass(double k, double n, double prob) {
  AsiDd e;
  if (!binomialIsValid(k, n, prob)) return (double)NAN;
  if (k < 0 || k > n || floor(k) != k) return 0;
  if (prob == 0 || prob == 1) return k == prob * n ? 1 : 0;
  e = asiDdAdd(asiDdMulD(asiDdLog(asiDdOf(prob)), k), asiDdMulD(asiDdLog(asiDdSum(1, -prob)), n - k));
  e = asiDdSub(e, asiDdAdd(asiDdLogBeta(k + 1, n - k + 1), asiDdLog(asiDdOf(n + 1))));
  return asiDdExpTimes(e, 1);
}
