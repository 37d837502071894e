/*
** Bounds of the signed-rank p over all data with given summaries. What is bounded, and why.
**
** Let x and y be the two samples, n pairs with differences d = y - x; z of them zero, k negative; m = n - z the differences
** that are ranked; W- the sum of the midranks of the negative ones. 2 rank(d) = A(j - 1) + A(j) + 1 for |d| = j, where
** A(j) is the number of non-zero differences with |d| <= j.
**
** (A) How far data can go. U(t) = the largest number of pairs with d <= t over all pairings. In the graph of "y - x <= t"
**     a greedy matching finds it: y rising, each with the smallest x that still serves. So k <= U(-1), z + k <= U(0), z <=
**     sum of min(count of v among x, among y).
**
** (B) W- from above. K(j) = the number of differences <= -j, K(1) = k, K(j) <= min(k, U(-j)); A(j) <= U(j) - z - K(j + 1).
**     2 W- = sum_j (K(j) - K(j+1)) (A(j-1) + A(j) + 1)
**         <= sum_j (K(j) - K(j+1)) (U(j-1) + U(j) - 2z + 1 - K(j) - K(j+1))
**          = k (U(0) + U(1) - 2z + 1) + sum_{j>=2} K(j) (U(j) - U(j-2)) - k^2,
**     the squares telescoping. U rises, so this is largest where each K(j) is; call that w(k, z).
**
** (C) The exact p is min(1, 2 P(W <= W-)), each difference negative with probability 1/2. The i-th smallest |d| has
**     2 rank >= i + 1: in a tie of places s+1..s+t 2 rank = 2s + t + 1 >= i + 1 as i <= s + t. So P is at most that of
**     independent weights i + 1, at w(k, z). Ties or not, W is a sum of independent numbers in 0..rank, and P is at most
**     exp(-2 (m(m+1)/4 - W-)^2 / sum rank^2) (Hoeffding 1963). The smaller of the two, at its largest over all k and z as
**     in (A). Where w(k, z) reaches the middle, 1.
**
** (D) The normal p falls with |W+ - W-| / sqrt(sum rank^2) = (m(m+1)/2 - 2 W-) / sqrt(sum rank^2), and sum rank^2 =
**     m(m+1)(2m+1)/6 - sum(t^3 - t)/12 over ties of t. With (B) above and no ties below: at most 2 P(Z > z) there. With
**     continuity correction the numerator is 1 less.
**
** (E) The search. Differences are placed diagonal by diagonal (d rising), as cells of the table x by y; what is left must
**     be pairable with larger d, which the pairing in order decides. After diagonal t >= 0 z, m and all A(j), j <= t, are
**     known, with them the ranks up to t; if no difference lies below -t W- is known too, else (B) bounds it. Beyond t
**     (C) holds with ranks counted on from A(t), and ties of what is left are at least as many as when it is spread evenly
**     over the diagonals that it fits on. A branch that cannot exceed the largest p found is left. Branches left for want
**     of time count with the bound of their pair of samples, (C) or (D).
**
** (F) p from below. Let at least L differences be <= 0, so at most n - L positive. If W- <= W+: every subset of the
**     negative ones has a sum of at most W-, so P >= 2^k / 2^m >= 2^-(n - L); normal: (W+ - W-)^2 <= (sum of positive
**     ranks)^2 <= (n - L) sum rank^2 by Cauchy-Schwarz, |z| <= sqrt(n - L). If W+ < W-, the same with differences >= 0.
**
** (G) Too many samples to list: x is replaced by a sample that is larger in every place than any x, y by one that is
**     smaller in every place than any y. Pairs with d <= t of the data are such pairs of these two, place by place, so
**     U(t) only rises and (B) to (D) hold; (F) likewise the other way round. The places come from the sums and from
**     Cantelli: c of n numbers <= v below the mean M force a sum of squares c n (M - v)^2 / (n - c) about it. The same for
**     the differences, whose mean is known and whose SD is at most the sum of the two (Minkowski), lowers U(t) again.
*/
#include "p_range.h"

#include <math.h>
#include <string.h>

#include "always.h"
#include "mem.h"
#include "rank_p.h"

#define P_RANGE_PAIRS 200000         /* pairs of samples that are looked at one by one */
#define P_RANGE_LOOKS 1e8            /* pairs times n times differences: what looking at them takes */
#define P_RANGE_VALUES (1 << 22)     /* counts of all samples listed */
#define P_RANGE_WORK 300000000       /* nanoseconds of search */
#define P_RANGE_WORK_BOUND 700000000 /* nanoseconds for the bounds before it, of all pairs or of the one by (G) */
#define P_RANGE_WORK_WEAK 30000000   /* where the bound is 1 and a search can gain little */
#define P_RANGE_CELLS 4096           /* of a table that is searched */
#define P_RANGE_SLACK (1 + 1e-12)    /* roundings of a bound; what data attain is as `wilcoxon` computes it */

/* What is asked for, and what p is. */
typedef struct PRangeTask {
  int64_t n;
  bool isExact;
  double correction; /* off W+ - W- */
  AsiPoll *poll;
  int64_t nWork, nWorkMost;
  double *aTail; /* for the distribution of W: n (n + 3) / 2 + 1 */
} PRangeTask;

static AsiStatus pRangeWork(PRangeTask *task, int64_t nWork) {
  task->nWork += nWork;
  return asiPollWork(task->poll, nWork);
}

static bool pRangeIsOver(const PRangeTask *task) { return task->nWork > task->nWorkMost; }

static void pRangeAllow(PRangeTask *task, int64_t nWorkMost) {
  task->nWork = 0;
  task->nWorkMost = nWorkMost;
}

/* ---- (A) ---- */

/* A rising sample as its distinct values and how many of each: whole numbers of a range, so no more than it has. */
#define P_RANGE_RUNS (ASI_CLOSURE_WIDTH + 1)
typedef struct PRangeRuns {
  int64_t aValue[P_RANGE_RUNS], aCount[P_RANGE_RUNS];
  int64_t nRun;
} PRangeRuns;

/* As many to aValue and aCount; returns how many. */
static int64_t pRangeDistinct(const int64_t *a, int64_t n, int64_t *aValue, int64_t *aCount) {
  int64_t nValue = 0;
  for (int64_t i = 0; i < n; i++) {
    if (i == 0 || a[i] != a[i - 1]) {
      if (ASI_NEVER(nValue > ASI_CLOSURE_WIDTH)) break; /* a sample lies within least and most */
      aValue[nValue] = a[i];
      aCount[nValue++] = 0;
    }
    aCount[nValue - 1]++;
  }
  return nValue;
}

static void pRangeRunsOf(const int64_t *a, int64_t n, PRangeRuns *runs) {
  runs->nRun = pRangeDistinct(a, n, runs->aValue, runs->aCount);
}

static int64_t pRangeSmaller(int64_t a, int64_t b) { return a < b ? a : b; }

/* The largest number of pairs with y - x <= t; both rise. */
static int64_t pRangeMostPairs(const PRangeRuns *x, const PRangeRuns *y, int64_t t) {
  int64_t iY = 0, nPair = 0, nLeftY = y->aCount[0];
  for (int64_t iX = 0; iX < x->nRun; iX++) {
    int64_t nLeftX = x->aCount[iX];
    while (nLeftX > 0 && iY < y->nRun && y->aValue[iY] - x->aValue[iX] <= t) {
      int64_t nBoth = pRangeSmaller(nLeftX, nLeftY);
      nPair += nBoth;
      nLeftX -= nBoth;
      nLeftY -= nBoth;
      if (nLeftY == 0 && ++iY < y->nRun) nLeftY = y->aCount[iY];
    }
  }
  return nPair;
}

static int64_t pRangeMostZeros(const PRangeRuns *x, const PRangeRuns *y) {
  int64_t i = 0, j = 0, nZero = 0;
  while (i < x->nRun && j < y->nRun) {
    if (x->aValue[i] == y->aValue[j]) {
      nZero += pRangeSmaller(x->aCount[i++], y->aCount[j++]);
    } else if (x->aValue[i] < y->aValue[j]) {
      i++;
    } else {
      j++;
    }
  }
  return nZero;
}

/* U(t) for |t| <= reach, where -reach is the smallest difference there can be, and at least 1. */
typedef struct PRangeCaps {
  int64_t reach, nZeroMost;
  int64_t *aMost; /* aMost[reach + t] */
} PRangeCaps;

static int64_t pRangeCap(const PRangeCaps *caps, int64_t t) { return caps->aMost[caps->reach + t]; }

static AsiStatus pRangeCapsOf(PRangeTask *task, const PRangeRuns *x, const PRangeRuns *y, PRangeCaps *caps) {
  int64_t down = x->aValue[x->nRun - 1] - y->aValue[0];
  AsiStatus status = ASI_OK;
  caps->reach = down > 0 ? down : 1;
  caps->nZeroMost = pRangeMostZeros(x, y);
  for (int64_t t = -caps->reach; t <= caps->reach && status == ASI_OK; t++) {
    caps->aMost[caps->reach + t] = pRangeMostPairs(x, y, t);
    status = pRangeWork(task, 3 * (x->nRun + y->nRun));
  }
  return status;
}

/* The largest number of pairs that rise. */
static int64_t pRangeMostRises(const PRangeRuns *x, const PRangeRuns *y) { return pRangeMostPairs(y, x, -1); }

/* ---- (B), (C), (D) ---- */

/* w(k, z): as U <= n, no more than the k largest of the ranks, too. */
static int64_t pRangeW2(const PRangeCaps *caps, int64_t k, int64_t z) {
  int64_t w2 = k * (pRangeCap(caps, 0) + pRangeCap(caps, 1) - 2 * z + 1) - k * k;
  for (int64_t j = 2; j <= caps->reach; j++) {
    w2 += pRangeSmaller(k, pRangeCap(caps, -j)) * (pRangeCap(caps, j) - pRangeCap(caps, j - 2));
  }
  return w2;
}

/* The largest w(k, z) for m = n - z ranked differences; -1 when there cannot be so many zeros. w rises with k: from k to
** k + 1 <= U(0) - z by U(0) + U(1) - 2z - 2k >= 2 and more. */
static int64_t pRangeWorstW2(const PRangeTask *task, const PRangeCaps *caps, int64_t m) {
  int64_t z = task->n - m;
  int64_t kMost = pRangeSmaller(pRangeCap(caps, -1), pRangeCap(caps, 0) - z);
  return z > caps->nZeroMost || kMost < 0 ? -1 : pRangeW2(caps, kMost, z);
}

/* Where W- is below the middle, by one at least: the correction leaves it there, or takes it to the middle, p = 1. */
static double pRangeNormal(const PRangeTask *task, int64_t m, int64_t w2, int64_t tieTerm) {
  double excess = (double)(m * (m + 1) / 2 - w2) - task->correction;
  double variance48 = (double)(2 * (m * (m + 1) * (2 * m + 1)) - tieTerm);
  return asiRankNormal(2 * excess / (4 * sqrt(variance48 / 48)), ASI_TWO_SIDED).p;
}

/* Hoeffding's bound of the exact p, for less than half. */
static double pRangeHoeffding(int64_t m, int64_t w2, int64_t tieTerm) {
  double excess = (double)(m * (m + 1) / 2 - w2);
  double squares = (double)(2 * (m * (m + 1) * (2 * m + 1)) - tieTerm) / 12;
  return 2 * exp(-excess * excess / (2 * squares)) * P_RANGE_SLACK;
}

static void pRangeTailStart(double *aTail, int64_t w2) {
  memset(aTail, 0, (size_t)(w2 + 1) * sizeof *aTail);
  aTail[0] = 1;
}

/* One more weight, in or out with probability 1/2. */
static void pRangeTailAdd(double *aTail, int64_t w2, int64_t weight) {
  int64_t s = w2;
  for (; s >= weight; s--) aTail[s] = 0.5 * (aTail[s] + aTail[s - weight]);
  for (; s >= 0; s--) aTail[s] *= 0.5;
}

static double pRangeTailSum(const double *aTail, int64_t w2) {
  double sum = 0;
  for (int64_t s = 0; s <= w2; s++) sum += aTail[s];
  return sum;
}

/* (C) for every number of zeros at once; aW2 holds the worst W- by m. */
static AsiStatus pRangeExactBound(PRangeTask *task, const int64_t *aW2, int64_t w2Most, double *pBound) {
  AsiStatus status = ASI_OK;
  *pBound = 0;
  pRangeTailStart(task->aTail, w2Most);
  for (int64_t m = 1; m <= task->n && status == ASI_OK; m++) {
    pRangeTailAdd(task->aTail, w2Most, m + 1);
    if (aW2[m] >= 0) {
      *pBound = fmax(*pBound, fmin(pRangeHoeffding(m, aW2[m], 0), 2 * pRangeTailSum(task->aTail, aW2[m])));
    }
    status = pRangeWork(task, w2Most / 2 + 20);
  }
  return status;
}

/* What is quick to say of m differences. */
static double pRangeQuickBound(const PRangeTask *task, int64_t m, int64_t w2) {
  return task->isExact ? pRangeHoeffding(m, w2, 0) : pRangeNormal(task, m, w2, 0);
}

/* The bound of a pair of samples that shows in its caps alone, the quick one or, of an exact p, the better one too; 1 when
** the time is over. aW2 has room for n + 1. */
static AsiStatus pRangeCapBound(PRangeTask *task, const PRangeCaps *caps, int64_t *aW2, bool isTight, double *pBound) {
  int64_t w2Most = 0;
  AsiStatus status = ASI_OK;
  *pBound = 0;
  for (int64_t m = task->n; m >= 0 && status == ASI_OK; m--) {
    aW2[m] = pRangeWorstW2(task, caps, m);
    if (aW2[m] > w2Most) w2Most = aW2[m];
    if (pRangeIsOver(task) || (aW2[m] >= 0 && (m == 0 || m * (m + 1) / 2 <= aW2[m]))) {
      *pBound = 1;
      return ASI_OK;
    }
    if (aW2[m] >= 0) *pBound = fmax(*pBound, pRangeQuickBound(task, m, aW2[m]));
    /* counted as if every k were tried, so that what there is time for stays what it was */
    status = pRangeWork(task, (pRangeCap(caps, -1) + 1) * (2 * caps->reach + 10));
  }
  if (isTight && task->isExact && status == ASI_OK) status = pRangeExactBound(task, aW2, w2Most, pBound);
  *pBound = fmin(1, *pBound * P_RANGE_SLACK);
  return status;
}

/* ---- (F) ---- */

static double pRangeFloor(const PRangeTask *task, int64_t nPositive) {
  if (nPositive == 0) return 1;
  if (task->isExact) return ldexp(1, 1 - (int)nPositive);
  return asiRankNormal(sqrt((double)nPositive), ASI_TWO_SIDED).p / P_RANGE_SLACK;
}

/* The two directions: at most so many differences above 0, below 0. */
static double pRangeLow(const PRangeTask *task, int64_t nPositive, int64_t nNegative) {
  return pRangeFloor(task, nPositive > nNegative ? nPositive : nNegative);
}

/* ---- (E) ---- */

typedef struct PRangeCell {
  int64_t d;
  int iX, iY;
  bool isLast; /* of its diagonal */
} PRangeCell;

typedef struct PRangeSearch {
  PRangeTask *task;
  const PRangeCaps *caps;
  int nX, nY;
  int64_t *aX, *aY;         /* distinct values */
  int64_t *aLeftX, *aLeftY; /* how many of each are not paired yet */
  PRangeCell *aCell;
  int64_t *aPlaced; /* pairs in the cell */
  int nCell;
  int64_t *aCount; /* differences placed, at d - dLeast */
  int64_t dLeast, dMost;
  double best;
} PRangeSearch;

static int64_t pRangePlaced(const PRangeSearch *search, int64_t d) {
  return d < search->dLeast || d > search->dMost ? 0 : search->aCount[d - search->dLeast];
}

/* Can what is left be paired with differences of at least d? In order, place by place. */
static bool pRangeIsPairable(const PRangeSearch *search, int64_t d) {
  int64_t nX = 0, nY = 0;
  int iX = 0;
  for (int iY = 0; iY < search->nY; iY++) {
    nY += search->aLeftY[iY];
    while (iX < search->nX && search->aX[iX] + d <= search->aY[iY]) nX += search->aLeftX[iX++];
    if (nY > nX) return false;
  }
  return true;
}

/* What is known when all differences up to t >= 0 are placed. */
typedef struct PRangeNode {
  int64_t m, nKnown; /* ranked in all; of them with known ranks, A(t) */
  int64_t w2;        /* W- doubled, or a bound */
  int64_t tieTerm;   /* sum of t^3 - t, or a lower bound */
  bool isSettled;    /* W- is known */
} PRangeNode;

/* sum of t^3 - t of so many differences spread evenly over the diagonals that take them. */
static int64_t pRangeLeastTies(const PRangeSearch *search, int iCell, int64_t nLeft) {
  int64_t nDiagonal = 0, each, nMore;
  bool isOpen = false;
  for (int i = iCell; i < search->nCell; i++) {
    isOpen |= search->aLeftX[search->aCell[i].iX] > 0 && search->aLeftY[search->aCell[i].iY] > 0;
    if (!search->aCell[i].isLast) continue;
    nDiagonal += isOpen;
    isOpen = false;
  }
  if (nDiagonal == 0) return 0;
  each = nLeft / nDiagonal;
  nMore = nLeft - each * nDiagonal;
  return (nDiagonal - nMore) * (each * each * each - each) + nMore * ((each + 1) * (each + 1) * (each + 1) - each - 1);
}

/* Groups |d| = 1, 2, ...: exact up to t, bounded beyond by (B). */
static PRangeNode pRangeNodeAt(const PRangeSearch *search, int64_t t, int iNext) {
  PRangeNode node = { search->task->n - pRangePlaced(search, 0), 0, 0, 0, true };
  int64_t z = pRangePlaced(search, 0), nBeyond = 0, above = 0; /* A(j - 1); negative ones beyond j */
  for (int64_t j = 1; j <= -search->dLeast; j++) nBeyond += pRangePlaced(search, -j);
  for (int64_t j = 1; j <= t || j <= -search->dLeast; j++) {
    int64_t nNegative = pRangePlaced(search, -j), here;
    nBeyond -= nNegative;
    if (j <= t) {
      int64_t nTied = nNegative + pRangePlaced(search, j);
      here = above + nTied;
      node.nKnown = here;
      node.tieTerm += nTied * nTied * nTied - nTied;
    } else {
      here = pRangeSmaller(node.m, pRangeCap(search->caps, j) - z - nBeyond);
      node.isSettled = node.isSettled && nNegative == 0;
    }
    node.w2 += nNegative * (above + here + 1);
    above = here;
  }
  if (node.isSettled) node.tieTerm += pRangeLeastTies(search, iNext, node.m - node.nKnown);
  return node;
}

/* So many more weights, from `weight` on, each larger than the one before by `step`. */
static AsiStatus pRangeWeigh(PRangeTask *task, int64_t w2, int64_t n, int64_t weight, int64_t step) {
  AsiStatus status = ASI_OK;
  for (int64_t i = 0; i < n && status == ASI_OK; i++) {
    pRangeTailAdd(task->aTail, w2, weight + i * step);
    status = pRangeWork(task, (w2 + 30) / 3);
  }
  return status;
}

/* P(W <= W-) with the ranks up to t as they are, beyond as in (C). */
static AsiStatus pRangeNodeExact(PRangeSearch *search, const PRangeNode *node, int64_t t, double *pP) {
  PRangeTask *task = search->task;
  AsiStatus status = ASI_OK;
  int64_t above = 0;
  pRangeTailStart(task->aTail, node->w2);
  for (int64_t j = 1; j <= t && status == ASI_OK; j++) {
    int64_t nTied = pRangePlaced(search, j) + pRangePlaced(search, -j);
    status = pRangeWeigh(task, node->w2, nTied, 2 * above + nTied + 1, 0);
    above += nTied;
  }
  if (status == ASI_OK) status = pRangeWeigh(task, node->w2, node->m - node->nKnown, 2 * node->nKnown + 2, 1);
  *pP = fmin(1, 2 * pRangeTailSum(task->aTail, node->w2));
  if (ldexp(*pP, (int)node->m) > 0x1p53)
    *pP = fmin(1, *pP * P_RANGE_SLACK); /* below, the sum is a whole number: exact */
  return status;
}

/* The node's bound; *pIsLeaf: it is what its data give. */
static AsiStatus pRangeNodeBound(PRangeSearch *search, int64_t t, int iNext, double *pBound, bool *pIsLeaf) {
  PRangeNode node = pRangeNodeAt(search, t, iNext);
  AsiStatus status = pRangeWork(search->task, 200 + 5 * (search->nCell - iNext));
  *pIsLeaf = node.isSettled && node.nKnown == node.m;
  *pBound = 1;
  if (*pIsLeaf) node.w2 = pRangeSmaller(node.w2, node.m * (node.m + 1) - node.w2); /* the smaller of W- and W+ */
  if (status != ASI_OK || node.m == 0 || node.w2 >= node.m * (node.m + 1) / 2) return status;
  if (search->task->isExact) {
    double hoeffding = pRangeHoeffding(node.m, node.w2, node.tieTerm);
    *pIsLeaf = node.isSettled && (node.nKnown == node.m || node.w2 < 2 * node.nKnown + 2);
    *pBound = hoeffding;
    if (hoeffding > search->best) status = pRangeNodeExact(search, &node, t, pBound);
    if (!*pIsLeaf) *pBound = fmin(*pBound, hoeffding);
    return status;
  }
  *pBound = pRangeNormal(search->task, node.m, node.w2, node.tieTerm);
  if (!*pIsLeaf) *pBound *= P_RANGE_SLACK;
  return ASI_OK;
}

/* One pair less in cell i, or the most that it takes; false when there is no other number. */
static bool pRangePlaceNext(PRangeSearch *search, int i, bool isFirst) {
  const PRangeCell *cell = &search->aCell[i];
  int64_t change = -1;
  if (isFirst) {
    change = pRangeSmaller(search->aLeftX[cell->iX], search->aLeftY[cell->iY]);
    search->aPlaced[i] = 0;
  } else if (search->aPlaced[i] == 0) {
    return false;
  }
  search->aPlaced[i] += change;
  search->aLeftX[cell->iX] -= change;
  search->aLeftY[cell->iY] -= change;
  search->aCount[cell->d - search->dLeast] += change;
  return true;
}

/* Up to which |d| all is known after cell i, the last of its diagonal: after the last cell of all, whatever d is. */
static int64_t pRangeKnownTo(const PRangeSearch *search, int i) {
  int64_t d = search->aCell[i].d;
  return i + 1 == search->nCell && d < -search->dLeast ? -search->dLeast : d;
}

/* Is it worth while to go on after cell i? */
static AsiStatus pRangeEnter(PRangeSearch *search, int i, bool *pGoesOn) {
  const PRangeCell *cell = &search->aCell[i];
  double bound;
  bool isLeaf;
  AsiStatus status;
  *pGoesOn = !cell->isLast;
  if (!cell->isLast) return pRangeWork(search->task, 20);
  if (!pRangeIsPairable(search, cell->d + 1)) {
    return pRangeWork(search->task, 20 + 3 * (search->nX + search->nY));
  }
  *pGoesOn = true;
  if (cell->d < 0) return pRangeWork(search->task, 20);
  status = pRangeNodeBound(search, pRangeKnownTo(search, i), i + 1, &bound, &isLeaf);
  *pGoesOn = !isLeaf && bound > search->best;
  if (isLeaf) search->best = fmax(search->best, bound);
  return status;
}

/* Through all tables. *pIsWhole false: the time was over. */
static AsiStatus pRangeWalk(PRangeSearch *search, bool *pIsWhole) {
  AsiStatus status = ASI_OK;
  bool isFirst = true;
  int i = 0;
  *pIsWhole = true;
  while (i >= 0 && status == ASI_OK) {
    bool goesOn;
    if (pRangeIsOver(search->task)) {
      *pIsWhole = false;
      return ASI_OK;
    }
    if (!pRangePlaceNext(search, i, isFirst)) {
      i--;
      isFirst = false;
      continue;
    }
    status = pRangeEnter(search, i, &goesOn);
    isFirst = goesOn;
    if (goesOn) i++;
  }
  return status;
}

/* Cells by rising d, and within it by rising x. */
static void pRangeCells(PRangeSearch *search) {
  search->nCell = 0;
  for (int64_t d = search->dLeast; d <= search->dMost; d++) {
    int iY = 0, nBefore = search->nCell;
    for (int iX = 0; iX < search->nX; iX++) {
      while (iY < search->nY && search->aY[iY] < search->aX[iX] + d) iY++;
      if (iY < search->nY && search->aY[iY] == search->aX[iX] + d) {
        search->aCell[search->nCell++] = (PRangeCell){ d, iX, iY, false };
      }
    }
    if (search->nCell > nBefore) search->aCell[search->nCell - 1].isLast = true;
  }
}

/* Raises *pBest to the largest p of a pair of samples, or leaves it; *pIsWhole false: not all of it was searched. */
static AsiStatus pRangeSearchPair(PRangeTask *task, const PRangeCaps *caps, const int64_t *x, const int64_t *y,
                                  double *pBest, bool *pIsWhole) {
  int64_t n = task->n, nD = y[n - 1] - x[0] - (y[0] - x[n - 1]) + 1;
  PRangeSearch search = {
    .task = task, .caps = caps, .dLeast = y[0] - x[n - 1], .dMost = y[n - 1] - x[0], .best = *pBest
  };
  int64_t *block = asiAllocZero((size_t)(4 * n + nD + P_RANGE_CELLS), sizeof *block);
  AsiStatus status = ASI_NOMEM;
  search.aCell = asiAllocArray(P_RANGE_CELLS, sizeof *search.aCell);
  *pIsWhole = false;
  if (block != NULL && search.aCell != NULL) {
    search.aX = block;
    search.aY = block + n;
    search.aLeftX = block + 2 * n;
    search.aLeftY = block + 3 * n;
    search.aPlaced = block + 4 * n;
    search.aCount = block + 4 * n + P_RANGE_CELLS;
    search.nX = (int)pRangeDistinct(x, n, search.aX, search.aLeftX);
    search.nY = (int)pRangeDistinct(y, n, search.aY, search.aLeftY);
    status = ASI_OK;
    if (search.nX * search.nY <= P_RANGE_CELLS) {
      pRangeCells(&search);
      status = pRangeWalk(&search, pIsWhole);
    }
  }
  *pBest = search.best;
  asiFree(search.aCell);
  asiFree(block);
  return status;
}

/* ---- samples ---- */

/* Samples of a side, each as its n numbers rising. */
typedef struct PRangeSide {
  int32_t *aNumber; /* counted from base */
  int64_t base, nSample;
  bool isWhole; /* all of them are here */
} PRangeSide;

static void pRangeKeep(const AsiClosure *closure, int32_t *to) {
  for (int64_t i = 0; i <= closure->width; i++) {
    for (int64_t c = asiClosureCountAt(closure, i); c > 0; c--) *to++ = (int32_t)i;
  }
}

/* Up to so many. */
static AsiStatus pRangeList(const AsiSummary *summary, AsiPoll *poll, int64_t nMost, PRangeSide *side) {
  AsiClosure closure;
  size_t nAlloc = 0;
  AsiStatus status = asiClosureOpen(&closure, summary);
  *side = (PRangeSide){ NULL, summary->least, 0, false };
  while (status == ASI_OK) {
    status = asiClosureNext(&closure, poll);
    if (status != ASI_OK || side->nSample == nMost) break;
    status = asiGrow((void **)&side->aNumber, &nAlloc, (size_t)((side->nSample + 1) * summary->n), sizeof(int32_t));
    if (status == ASI_OK) pRangeKeep(&closure, side->aNumber + side->nSample++ * summary->n);
    if (status == ASI_OK) status = asiPollWork(poll, 20 * summary->n + 10 * closure.width);
  }
  asiClosureClose(&closure);
  side->isWhole = status == ASI_UNDEFINED;
  return side->isWhole ? ASI_OK : status;
}

static void pRangeCopy(const PRangeSide *side, int64_t iSample, int64_t n, int64_t *to) {
  for (int64_t i = 0; i < n; i++) to[i] = side->base + side->aNumber[iSample * n + i];
}

/* ---- all pairs of samples ---- */

/* The two samples at hand, oriented so that y tends to be larger. */
typedef struct PRangePairs {
  PRangeTask *task;
  const PRangeSide *pre, *post;
  PRangeCaps caps;
  int64_t *x, *y, *aW2;
  PRangeRuns runsX, runsY;
  double *aBound; /* by pair */
  char *aIsTight;
} PRangePairs;

static int64_t pRangeTotal(const int64_t *a, int64_t n) {
  int64_t sum = 0;
  for (int64_t i = 0; i < n; i++) sum += a[i];
  return sum;
}

static void pRangeOrient(int64_t **px, int64_t **py, int64_t n) {
  int64_t *x = *px;
  if (pRangeTotal(*px, n) <= pRangeTotal(*py, n)) return;
  *px = *py;
  *py = x;
}

static AsiStatus pRangeTake(PRangePairs *pairs, int64_t iPair) {
  int64_t n = pairs->task->n;
  AsiStatus status;
  pRangeCopy(pairs->pre, iPair / pairs->post->nSample, n, pairs->x);
  pRangeCopy(pairs->post, iPair % pairs->post->nSample, n, pairs->y);
  pRangeOrient(&pairs->x, &pairs->y, n);
  pRangeRunsOf(pairs->x, n, &pairs->runsX);
  pRangeRunsOf(pairs->y, n, &pairs->runsY);
  status = pRangeWork(pairs->task, 10 * n);
  return status == ASI_OK ? pRangeCapsOf(pairs->task, &pairs->runsX, &pairs->runsY, &pairs->caps) : status;
}

static double pRangePairLow(const PRangePairs *pairs) {
  return pRangeLow(pairs->task, pRangeMostRises(&pairs->runsX, &pairs->runsY), pRangeCap(&pairs->caps, -1));
}

/* ASI_LIMIT when the time is over before every pair has its bound. */
static AsiStatus pRangeBounds(PRangePairs *pairs, int64_t nPair, double *pLow) {
  AsiStatus status = ASI_OK;
  *pLow = 1;
  for (int64_t i = 0; i < nPair && status == ASI_OK; i++) {
    if (pRangeIsOver(pairs->task)) return ASI_LIMIT;
    status = pRangeTake(pairs, i);
    if (status == ASI_OK) status = pRangeCapBound(pairs->task, &pairs->caps, pairs->aW2, false, &pairs->aBound[i]);
    if (status == ASI_OK) *pLow = fmin(*pLow, pRangePairLow(pairs));
  }
  return status;
}

static int64_t pRangeLargest(const double *a, int64_t n) {
  int64_t largest = 0;
  for (int64_t i = 1; i < n; i++) {
    if (a[i] > a[largest]) largest = i;
  }
  return largest;
}

/* One look at a pair: its better bound first, then its search, after which nothing of it is open. */
static AsiStatus pRangeLook(PRangePairs *pairs, int64_t i, double *pBest, bool *pIsWhole) {
  AsiStatus status = pRangeTake(pairs, i);
  if (status != ASI_OK) return status;
  if (!pairs->aIsTight[i]) {
    pairs->aIsTight[i] = 1;
    return pRangeCapBound(pairs->task, &pairs->caps, pairs->aW2, true, &pairs->aBound[i]);
  }
  status = pRangeSearchPair(pairs->task, &pairs->caps, pairs->x, pairs->y, pBest, pIsWhole);
  if (*pIsWhole) pairs->aBound[i] = 0;
  return status;
}

/* Always the pair with the largest bound, until no bound is above the largest p found, or the time is over. */
static AsiStatus pRangeRefine(PRangePairs *pairs, int64_t nPair, double *pHigh, bool *pIsWhole) {
  double best = 0;
  AsiStatus status = ASI_OK;
  int64_t i = pRangeLargest(pairs->aBound, nPair);
  pRangeAllow(pairs->task, pairs->aBound[i] < 1 ? P_RANGE_WORK : P_RANGE_WORK_WEAK);
  *pIsWhole = true;
  while (status == ASI_OK && *pIsWhole && pairs->aBound[i] > best) {
    status = pRangeLook(pairs, i, &best, pIsWhole);
    i = pRangeLargest(pairs->aBound, nPair);
    if (status == ASI_OK) status = pRangeWork(pairs->task, nPair);
    *pIsWhole &= !pRangeIsOver(pairs->task);
  }
  *pHigh = fmax(best, pairs->aBound[i]);
  return status;
}

/* Arrays for n numbers and for differences up to `reach`. */
static AsiStatus pRangePrepare(PRangePairs *pairs, int64_t reach, int64_t nPair) {
  size_t n = (size_t)pairs->task->n;
  pairs->x = asiAllocArray(n, sizeof *pairs->x);
  pairs->y = asiAllocArray(n, sizeof *pairs->y);
  pairs->aW2 = asiAllocArray(n + 1, sizeof *pairs->aW2);
  pairs->caps.aMost = asiAllocArray((size_t)(2 * reach + 1), sizeof *pairs->caps.aMost);
  pairs->aBound = asiAllocArray((size_t)nPair, sizeof *pairs->aBound);
  pairs->aIsTight = asiAllocZero((size_t)nPair, 1);
  if (pairs->task->isExact) pairs->task->aTail = asiAllocArray(n * (n + 3) / 2 + 1, sizeof(double));
  if (pairs->x == NULL || pairs->y == NULL || pairs->aW2 == NULL || pairs->caps.aMost == NULL ||
      pairs->aBound == NULL || pairs->aIsTight == NULL || (pairs->task->isExact && pairs->task->aTail == NULL)) {
    return ASI_NOMEM;
  }
  return ASI_OK;
}

static void pRangeFree(PRangePairs *pairs) {
  asiFree(pairs->x);
  asiFree(pairs->y);
  asiFree(pairs->aW2);
  asiFree(pairs->caps.aMost);
  asiFree(pairs->aBound);
  asiFree(pairs->aIsTight);
  asiFree(pairs->task->aTail);
}

/* Differences are no larger than this, in either direction. */
static int64_t pRangeReach(const AsiSummary *pre, const AsiSummary *post) {
  int64_t up = post->most - pre->least, down = pre->most - post->least;
  int64_t reach = up > down ? up : down;
  return reach > 1 ? reach : 1;
}

/* ---- (G): numbers are counted from the least ---- */

/* Can c of the n numbers be <= v, all counted from least? One of them is 0. */
static bool pRangeCanBeUpTo(const AsiSummary *summary, const AsiSpan *sums, int64_t v, int64_t c) {
  double n = (double)summary->n, m = (double)c, gap = (double)sums->least / n - (double)v;
  double sd = asiReportedHigh(summary->sd), scatter = (n - 1) * sd * sd * (1 + 1e-9);
  asi_i128 sumMost = (asi_i128)(c - 1) * v + (asi_i128)(summary->n - c) * (summary->most - summary->least);
  return sumMost >= sums->least && !(gap > 0 && m * n * gap * gap > scatter * (n - m));
}

/* The most numbers <= v < most - least: at least the smallest, at most all but the largest. */
static int64_t pRangeMostUpTo(const AsiSummary *summary, const AsiSpan *sums, int64_t v) {
  int64_t can = 1, cannot = summary->n;
  while (cannot - can > 1) {
    int64_t c = can + (cannot - can) / 2;
    if (pRangeCanBeUpTo(summary, sums, v, c)) {
      can = c;
    } else {
      cannot = c;
    }
  }
  return can;
}

/* A rising sample that lies below every sample of the summary, place by place. */
static void pRangeEnvelope(const AsiSummary *summary, AsiSpan sums, PRangeRuns *to) {
  int64_t width = summary->most - summary->least, nBelow = 0;
  to->nRun = 0;
  for (int64_t v = 0; v <= width; v++) {
    int64_t nUpTo = v < width ? pRangeMostUpTo(summary, &sums, v) : summary->n;
    if (nUpTo <= nBelow) continue;
    to->aValue[to->nRun] = v;
    to->aCount[to->nRun++] = nUpTo - nBelow;
    nBelow = nUpTo;
  }
}

/* The lowest sample of a summary, or by way of its mirror image the highest. */
static void pRangeLowest(const AsiSummary *summary, PRangeRuns *to) {
  pRangeEnvelope(summary, asiClosureSums(summary), to);
  for (int64_t i = 0; i < to->nRun; i++) to->aValue[i] += summary->least;
}

static void pRangeHighest(const AsiSummary *summary, PRangeRuns *to) {
  AsiSpan sums = asiClosureSums(summary);
  asi_i128 whole = (asi_i128)summary->n * (summary->most - summary->least);
  PRangeRuns down;
  pRangeEnvelope(summary, (AsiSpan){ whole - sums.most, whole - sums.least }, &down);
  to->nRun = down.nRun;
  for (int64_t i = 0, j = down.nRun - 1; j >= 0; i++, j--) {
    to->aValue[i] = summary->most - down.aValue[j];
    to->aCount[i] = down.aCount[j];
  }
}

/* The caps of (A) by what mean and SD of the differences allow. */
static void pRangeCapBySpread(PRangeTask *task, const AsiSummary *low, const AsiSummary *high, PRangeCaps *caps) {
  AsiSpan sumsLow = asiClosureSums(low), sumsHigh = asiClosureSums(high);
  double n = (double)task->n, sd = asiReportedHigh(low->sd) + asiReportedHigh(high->sd);
  double mean = (double)(sumsHigh.least - sumsLow.most) / n + (double)(high->least - low->least);
  double scatter = (n - 1) * sd * sd * (1 + 1e-9);
  for (int64_t t = -caps->reach; t <= caps->reach && (double)t < mean; t++) {
    double square = (mean - (double)t) * (mean - (double)t);
    int64_t most = (int64_t)(n * scatter / (scatter + n * square) * (1 + 1e-12));
    caps->aMost[caps->reach + t] = pRangeSmaller(caps->aMost[caps->reach + t], most);
  }
}

static AsiStatus pRangeByEnvelope(PRangePairs *pairs, const AsiSummary *pre, const AsiSummary *post,
                                  AsiPRangeRecord *record) {
  int64_t n = pairs->task->n, nPositive;
  bool isFalling = asiReportedDifference(post->mean, pre->mean) < 0;
  const AsiSummary *low = isFalling ? post : pre, *high = isFalling ? pre : post;
  AsiStatus status;
  pRangeLowest(low, &pairs->runsX);
  pRangeHighest(high, &pairs->runsY);
  nPositive = pRangeMostRises(&pairs->runsX, &pairs->runsY);
  pRangeHighest(low, &pairs->runsX);
  pRangeLowest(high, &pairs->runsY);
  status = pRangeCapsOf(pairs->task, &pairs->runsX, &pairs->runsY, &pairs->caps);
  if (status != ASI_OK) return status;
  pairs->caps.nZeroMost = n;
  pRangeCapBySpread(pairs->task, low, high, &pairs->caps);
  record->p_low = pRangeLow(pairs->task, nPositive, pRangeCap(&pairs->caps, -1));
  return pRangeCapBound(pairs->task, &pairs->caps, pairs->aW2, true, &record->p_high);
}

/* ---- the answer ---- */

/* How many samples a side has, where it is asked for; null where they cannot be counted. */
static AsiStatus pRangeCounted(const PRangeSide *side, const AsiSummary *summary, const AsiAsk *ask, int64_t *pCount) {
  AsiWords words;
  AsiStatus status = ASI_OK;
  if (side->isWhole) {
    *pCount = side->nSample;
  } else if (asiIsWanted(ask, ASI_P_RANGE_SAMPLES)) {
    status = asiClosureCount(summary, ask->poll, &words, pCount);
    if (status == ASI_LIMIT) *pCount = ASI_NULL;
  }
  return status == ASI_LIMIT ? ASI_OK : status;
}

static AsiStatus pRangeOfSides(PRangePairs *pairs, const AsiSummary *pre, const AsiSummary *post,
                               AsiPRangeRecord *record) {
  bool isListed = pairs->pre->isWhole && pairs->post->isWhole;
  int64_t nPair = isListed ? pairs->pre->nSample * pairs->post->nSample : 1;
  bool isWhole = false;
  AsiStatus status;
  if (pairs->pre->nSample == 0 || pairs->post->nSample == 0) return ASI_OK;
  if (nPair > P_RANGE_PAIRS || (double)nPair * (double)pre->n * (double)(pRangeReach(pre, post) + 5) > P_RANGE_LOOKS) {
    isListed = false;
  }
  status = pRangePrepare(pairs, pRangeReach(pre, post), isListed ? nPair : 1);
  pRangeAllow(pairs->task, P_RANGE_WORK_BOUND);
  if (status == ASI_OK) status = isListed ? pRangeBounds(pairs, nPair, &record->p_low) : ASI_LIMIT;
  if (status == ASI_OK) {
    status = pRangeRefine(pairs, nPair, &record->p_high, &isWhole);
  } else if (status == ASI_LIMIT) {
    pRangeAllow(pairs->task, P_RANGE_WORK_BOUND);
    status = pRangeByEnvelope(pairs, pre, post, record);
  }
  if (!isWhole) record->method = pairs->task->isExact ? "exact, bound" : "normal, bound";
  pRangeFree(pairs);
  return status;
}

/* Samples of one side beyond which it is of no use to list them: too many pairs, or too large, or too long to look at. */
static int64_t pRangeMostListed(const AsiSummary *pre, const AsiSummary *post) {
  int64_t nLook = (int64_t)(P_RANGE_LOOKS / (double)(pre->n * (pRangeReach(pre, post) + 5)));
  return pRangeSmaller(pRangeSmaller(P_RANGE_PAIRS, P_RANGE_VALUES / pre->n), nLook);
}

AsiStatus asiPRangeOf(const AsiSummary *pre, const AsiSummary *post, const AsiAsk *ask, AsiPRangeRecord *record) {
  const AsiOptions *options = ask->options;
  PRangeTask task = { .n = pre->n, .correction = options->continuity == ASI_CONTINUITY ? 1.0 : 0.0, .poll = ask->poll };
  PRangeSide sidePre, sidePost = { NULL, 0, 0, false };
  PRangePairs pairs = { .task = &task, .pre = &sidePre, .post = &sidePost };
  int64_t nMost = pRangeMostListed(pre, post);
  AsiStatus status;
  task.isExact = options->method == ASI_EXACT || (options->method == ASI_AUTO && task.n <= ASI_P_RANGE_EXACT);
  if (task.isExact && task.n > ASI_P_RANGE_EXACT) {
    return asiSay(ask->words, ASI_LIMIT, "the exact p is bounded up to n = %d, this is %lld: use 'normal'",
                  ASI_P_RANGE_EXACT, (long long)task.n);
  }
  record->method = asiMethodName(task.isExact ? ASI_EXACT : ASI_NORMAL);
  status = pRangeList(pre, ask->poll, nMost, &sidePre);
  if (status == ASI_OK) status = pRangeList(post, ask->poll, nMost, &sidePost);
  if (status == ASI_OK) status = pRangeCounted(&sidePre, pre, ask, &record->pre_samples);
  if (status == ASI_OK) status = pRangeCounted(&sidePost, post, ask, &record->post_samples);
  if (status == ASI_OK) status = pRangeOfSides(&pairs, pre, post, record);
  asiFree(sidePre.aNumber);
  asiFree(sidePost.aNumber);
  return status;
}

ASI_RECORD_FIELDS(aPRangeField, AsiPRangeRecord, ASI_P_RANGE_FIELDS);

static const AsiRecord pRangeRecord = ASI_RECORD_OF(AsiPRangeRecord, aPRangeField);

const AsiFamily asiPRange = { .zName = "wilcoxon_p_range", .record = &pRangeRecord };
