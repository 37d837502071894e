#include "rank_correlation.h"

#include <math.h>

#include "mem.h"
#include "normal.h"

/* From the middle to the end that the observed value does not lie at: both distributions are symmetric. */
static AsiOrderTails orderTails(int isLow, double small, double large) {
  return isLow ? (AsiOrderTails){ small, large } : (AsiOrderTails){ large, small };
}

/* A k-th element adds 0 to k-1 inversions, each with probability 1/k. aP[0..nP): from orders of k-1 to those of k. */
static void inversionsExtend(double *aP, int64_t nP, int k) {
  int64_t i, j;
  for (i = nP - 1; i >= 0; i--) {
    double sum = 0;
    for (j = i; j >= 0 && j > i - k; j--) sum += aP[j];
    aP[i] = sum / k;
  }
}

static AsiStatus inversionsFill(double *aP, int64_t nP, int n, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  int64_t i;
  int k;
  aP[0] = 1;
  for (i = 1; i < nP; i++) aP[i] = 0;
  for (k = 2; status == ASI_OK && k <= n; k++) {
    int64_t most = (int64_t)k * (k - 1) / 2 + 1;
    inversionsExtend(aP, most < nP ? most : nP, k);
    status = asiPollWork(poll, (most < nP ? most : nP) * k);
  }
  return status;
}

AsiStatus asiInversionTails(int n, int64_t i, AsiPoll *poll, AsiOrderTails *tails) {
  int64_t most = (int64_t)n * (n - 1) / 2;
  int64_t nearer = i < most - i ? i : most - i;
  double *aP = asiAllocArray((size_t)nearer + 1, sizeof *aP);
  double below = 0;
  AsiStatus status;
  int64_t j;
  if (aP == NULL) return ASI_NOMEM;
  status = inversionsFill(aP, nearer + 1, n, poll);
  for (j = 0; j < nearer; j++) below += aP[j];
  *tails = orderTails(i <= most - i, below + aP[nearer], 1 - below);
  asiFree(aP);
  return status;
}

/* ---- an Edgeworth series ---- */

/* P(S >= s) by the series of Best & Roberts (1975), in powers of 1/n and of the square of z. */
static double squaresCorrection(double z, double n) {
  double b = 1 / n;
  double y = z * z;
  double inner = 0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y);
  double middle = 0.0879 + 0.0151 * b - y * inner;
  double outer = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * middle;
  return z * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * outer) * exp(-y / 2);
}

AsiOrderTails asiSquaredRankSeries(int64_t n, int64_t s) {
  double places = (double)n;
  double mean = places * (places * places - 1) / 6;
  double scale = sqrt(places - 1) / mean;
  double zUpper = ((double)s - 1 - mean) * scale;
  double zLower = ((double)s + 1 - mean) * scale;
  double upper = asiNormalUpper(zUpper) + squaresCorrection(zUpper, places);
  double lower = asiNormalUpper(-zLower) - squaresCorrection(zLower, places);
  return (AsiOrderTails){ fmin(fmax(lower, 0), 1), fmin(fmax(upper, 0), 1) };
}
