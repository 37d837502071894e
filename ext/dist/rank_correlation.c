#include "rank_correlation.h"

#include <math.h>

#include "mem.h"

/* From the middle to the end that the observed value does not lie at: both distributions are symmetric. */
static AsiOrderTails orderTails(int isLow, double small, double large) {
  return isLow ? (AsiOrderTails){ small, large } : (AsiOrderTails){ large, small };
}

/* ---- inversions ---- */

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

/* ---- squared differences ---- */

static int squaredCountBits(unsigned mask) {
  int n = 0;
  for (; mask != 0; mask &= mask - 1) n++;
  return n;
}

/* aWays[mask * nS + s]: in how many ways the ranks in the mask stand in the first places with the sum s. */
static void squaredExtend(uint32_t *aWays, unsigned mask, int64_t nS, int n) {
  int place = squaredCountBits(mask);
  int rank;
  for (rank = 0; rank < n; rank++) {
    int64_t square = (int64_t)(rank - place) * (rank - place);
    const uint32_t *from = aWays + (int64_t)mask * nS;
    uint32_t *to = aWays + (int64_t)(mask | 1u << rank) * nS + square;
    int64_t s;
    if ((mask >> rank & 1) != 0) continue;
    for (s = 0; s + square < nS; s++) to[s] += from[s];
  }
}

AsiStatus asiSquaredRankTails(int n, int64_t s, AsiPoll *poll, AsiOrderTails *tails) {
  int64_t most = ((int64_t)n * n * n - n) / 3;
  int64_t nearer = s < most - s ? s : most - s;
  unsigned full = (1u << n) - 1;
  uint32_t *aWays = asiAllocZero((size_t)(full + 1) * (size_t)(nearer + 1), sizeof *aWays);
  double all = 1, below = 0;
  unsigned mask;
  int64_t i;
  if (aWays == NULL) return ASI_NOMEM;
  aWays[0] = 1;
  for (mask = 0; mask < full; mask++) squaredExtend(aWays, mask, nearer + 1, n);
  for (i = 2; i <= n; i++) all *= (double)i;
  for (i = 0; i < nearer; i++) below += aWays[(int64_t)full * (nearer + 1) + i];
  *tails = orderTails(s <= most - s, (below + aWays[(int64_t)full * (nearer + 1) + nearer]) / all, (all - below) / all);
  asiFree(aWays);
  return asiPollWork(poll, (int64_t)(full + 1) * (nearer + 1) * n);
}
