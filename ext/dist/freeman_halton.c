#include "freeman_halton.h"

#include <stdbool.h>
#include <string.h>

#include "dd.h"
#include "mem.h"

enum {
  NETWORK_ROWS_MAX = 16,
  NETWORK_TOTAL_MAX = 20000,    /* observations: factorials are tabled */
  NETWORK_NODES_MAX = 1 << 20,  /* of all stages */
  NETWORK_PASTS_MAX = 1 << 20,  /* of a stage and the next */
  NETWORK_POLL_STEPS = 1 << 12, /* between two questions to the host */
  NETWORK_STEP_NANOSECONDS = 20,
  NETWORK_SORT_STEPS = 4 /* for each past sorted */
};
#define NETWORK_SLACK 1e-7
#define NETWORK_SAME 1e-10 /* of log probabilities */

/* value = sum of -log x! over the cells placed so far; mass = the probability of having placed them so. */
typedef struct NetworkPast {
  double value, mass;
} NetworkPast;

typedef struct NetworkPasts {
  NetworkPast *aPast;
  size_t nPast, nAlloc;
} NetworkPasts;

typedef struct Network {
  size_t nRow, nColumn;             /* nRow is the smaller */
  int32_t aRow[NETWORK_ROWS_MAX];   /* totals, falling */
  int32_t *aColumn;                 /* totals, rising: the two last decide most */
  int32_t *aLeft;                   /* aLeft[k]: what columns k, k+1, ... hold */
  size_t aStride[NETWORK_ROWS_MAX]; /* of a node's number; row 0 has none, its rest follows from the others */
  size_t nNode;                     /* numbers of nodes in a stage */
  double *aLogFactorial;
  double *aInverse; /* 1/k! = aInverse[k] * 2^aExponent[k], 1 <= aInverse < 2 */
  int32_t *aExponent;
  double *aLongest, *aShortest; /* [stage * nNode + node]: the largest, least value of what is to come */
  NetworkPasts *aHere, *aNext;  /* by node, of this stage and the next */
  size_t nPastTotal;
  double limit; /* values above it are too probable */
  AsiDd p;
  AsiPoll *poll;
  int64_t nStep, nStepPolled;
} Network;

/* Where a way leads: the rests of the rows, sorted, as a node, and what placing the column adds. */
typedef struct NetworkStep {
  size_t iNode;
  double value;
  double mantissa; /* probability of this column, given the node: mantissa * 2^exponent */
  int32_t exponent;
} NetworkStep;

typedef struct NetworkWalk {
  Network *network;
  size_t iStage;
  int32_t aRest[NETWORK_ROWS_MAX]; /* of the rows, before the column and then after it */
  int32_t aRoom[NETWORK_ROWS_MAX]; /* aRoom[i]: what rows i+1, i+2, ... can take */
  AsiStatus (*visit)(struct NetworkWalk *, const NetworkStep *);
  void *context;
} NetworkWalk;

/* ---- work ---- */

static AsiStatus networkWork(Network *network, int64_t nStep) {
  network->nStep += nStep;
  if (network->nStep > ASI_FREEMAN_HALTON_WORK) return ASI_LIMIT;
  if (network->nStep - network->nStepPolled < NETWORK_POLL_STEPS) return ASI_OK;
  nStep = network->nStep - network->nStepPolled;
  network->nStepPolled = network->nStep;
  return asiPollWork(network->poll, nStep * NETWORK_STEP_NANOSECONDS);
}

/* ---- nodes ---- */

/* The number of the node whose rests are those of aRest in any order. */
static size_t networkNode(const Network *network, const int32_t *aRest) {
  int32_t aSorted[NETWORK_ROWS_MAX];
  size_t node = 0, i, j;
  for (i = 0; i < network->nRow; i++) {
    for (j = i; j > 0 && aSorted[j - 1] < aRest[i]; j--) aSorted[j] = aSorted[j - 1];
    aSorted[j] = aRest[i];
  }
  for (i = 1; i < network->nRow; i++) node += network->aStride[i] * (size_t)aSorted[i];
  return node;
}

/* The rests of a node at a stage; false if the number stands for none: rests fall, and do not exceed the totals. */
static bool networkRests(const Network *network, size_t iStage, size_t node, int32_t *aRest) {
  size_t i;
  aRest[0] = network->aLeft[iStage];
  for (i = network->nRow - 1; i > 0; i--) {
    aRest[i] = (int32_t)(node / network->aStride[i]);
    node %= network->aStride[i];
    aRest[0] -= aRest[i];
    if (i + 1 < network->nRow && aRest[i] < aRest[i + 1]) return false;
  }
  return aRest[0] <= network->aRow[0] && aRest[0] >= aRest[1];
}

/* ---- all ways to place a column ---- */

static AsiStatus networkPlace(NetworkWalk *walk, size_t i, int32_t nLeft, NetworkStep step) {
  const Network *network = walk->network;
  int32_t rest = walk->aRest[i];
  int32_t most = rest < nLeft ? rest : nLeft;
  int32_t x = nLeft > walk->aRoom[i] ? nLeft - walk->aRoom[i] : 0;
  AsiStatus status = ASI_OK;
  for (; status == ASI_OK && x <= most; x++) {
    NetworkStep next = step;
    walk->aRest[i] = rest - x;
    next.value -= network->aLogFactorial[x];
    next.mantissa *= network->aInverse[x] * network->aInverse[rest - x];
    next.exponent += network->aExponent[x] + network->aExponent[rest - x];
    if (i + 1 < network->nRow) {
      status = networkPlace(walk, i + 1, nLeft - x, next);
    } else {
      next.iNode = networkNode(network, walk->aRest);
      status = walk->visit(walk, &next);
    }
  }
  walk->aRest[i] = rest;
  return status;
}

/* What all ways from a node share: rests! column! left!/before!, against the 1/x! and 1/(rest-x)! of each. */
static NetworkStep networkShared(const NetworkWalk *walk) {
  const Network *network = walk->network;
  int32_t nBefore = network->aLeft[walk->iStage], nAfter = network->aLeft[walk->iStage + 1];
  int32_t nColumn = nBefore - nAfter;
  NetworkStep step = {
    .mantissa = network->aInverse[nBefore] / (network->aInverse[nColumn] * network->aInverse[nAfter]),
    .exponent = network->aExponent[nBefore] - network->aExponent[nColumn] - network->aExponent[nAfter],
  };
  size_t i;
  for (i = 0; i < network->nRow; i++) {
    step.mantissa /= network->aInverse[walk->aRest[i]];
    step.exponent -= network->aExponent[walk->aRest[i]];
  }
  return step;
}

/* walk->aRest is the node's, walk->iStage the column to place. */
static AsiStatus networkWays(NetworkWalk *walk) {
  const Network *network = walk->network;
  int32_t room = 0;
  size_t i;
  for (i = network->nRow; i-- > 0;) {
    walk->aRoom[i] = room;
    room += walk->aRest[i];
  }
  return networkPlace(walk, 0, network->aLeft[walk->iStage] - network->aLeft[walk->iStage + 1], networkShared(walk));
}

/* ---- backwards: the longest and the shortest way from each node ---- */

typedef struct NetworkExtremes {
  double longest, shortest;
} NetworkExtremes;

static AsiStatus networkCompare(NetworkWalk *walk, const NetworkStep *step) {
  const Network *network = walk->network;
  size_t i = (walk->iStage + 1) * network->nNode + step->iNode;
  NetworkExtremes *extremes = (NetworkExtremes *)walk->context;
  extremes->longest = fmax(extremes->longest, step->value + network->aLongest[i]);
  extremes->shortest = fmin(extremes->shortest, step->value + network->aShortest[i]);
  return networkWork(walk->network, 1);
}

static AsiStatus networkExtremes(Network *network, size_t iStage, size_t node) {
  NetworkExtremes extremes = { -HUGE_VAL, HUGE_VAL };
  NetworkWalk walk = { .network = network, .iStage = iStage, .visit = networkCompare, .context = &extremes };
  AsiStatus status;
  if (!networkRests(network, iStage, node, walk.aRest)) return networkWork(network, 1);
  status = networkWays(&walk);
  network->aLongest[iStage * network->nNode + node] = extremes.longest;
  network->aShortest[iStage * network->nNode + node] = extremes.shortest;
  return status;
}

/* The end of all ways is node 0 of the stage after the last column, with nothing to come. */
static AsiStatus networkMeasure(Network *network) {
  AsiStatus status = ASI_OK;
  size_t iStage, node;
  for (iStage = network->nColumn; status == ASI_OK && iStage-- > 0;) {
    for (node = 0; status == ASI_OK && node < network->nNode; node++) {
      status = networkExtremes(network, iStage, node);
    }
  }
  return status;
}

/* ---- pasts ---- */

static void networkSift(NetworkPast *aPast, size_t i, size_t n) {
  NetworkPast moving = aPast[i];
  for (;;) {
    size_t iChild = 2 * i + 1;
    if (iChild >= n) break;
    if (iChild + 1 < n && aPast[iChild + 1].value > aPast[iChild].value) iChild++;
    if (aPast[iChild].value <= moving.value) break;
    aPast[i] = aPast[iChild];
    i = iChild;
  }
  aPast[i] = moving;
}

static void networkSort(NetworkPast *aPast, size_t n) {
  size_t i;
  for (i = n / 2; i > 0; i--) networkSift(aPast, i - 1, n);
  for (i = n; i > 1; i--) {
    NetworkPast largest = aPast[0];
    aPast[0] = aPast[i - 1];
    aPast[i - 1] = largest;
    networkSift(aPast, 0, i - 1);
  }
}

/* Sorted, equal ones as one. */
static AsiStatus networkGather(Network *network, NetworkPasts *pasts) {
  size_t nBefore = pasts->nPast;
  size_t i;
  AsiStatus status = networkWork(network, NETWORK_SORT_STEPS * (int64_t)nBefore);
  networkSort(pasts->aPast, nBefore);
  pasts->nPast = nBefore < 1 ? 0 : 1;
  for (i = 1; i < nBefore; i++) {
    NetworkPast *last = &pasts->aPast[pasts->nPast - 1];
    if (pasts->aPast[i].value - last->value < NETWORK_SAME) {
      last->mass += pasts->aPast[i].mass;
    } else {
      pasts->aPast[pasts->nPast++] = pasts->aPast[i];
    }
  }
  network->nPastTotal -= nBefore - pasts->nPast;
  return status;
}

/* Room for nMore: by gathering, or where that frees less than half, by growing. */
static AsiStatus networkMakeRoom(Network *network, NetworkPasts *pasts, size_t nMore) {
  AsiStatus status;
  if (pasts->nPast + nMore <= pasts->nAlloc) return ASI_OK;
  status = networkGather(network, pasts);
  if (status != ASI_OK) return status;
  return asiGrow((void **)&pasts->aPast, &pasts->nAlloc, 2 * (pasts->nPast + nMore), sizeof *pasts->aPast);
}

static void networkFreePasts(NetworkPasts *aPasts, size_t nNode) {
  size_t i;
  if (aPasts == NULL) return;
  for (i = 0; i < nNode; i++) asiFree(aPasts[i].aPast);
  memset(aPasts, 0, nNode * sizeof *aPasts);
}

/* ---- forwards ---- */

typedef struct NetworkSource {
  const NetworkPasts *pasts; /* sorted */
  const double *aSum;        /* aSum[i] = mass of the first i */
} NetworkSource;

/* How many pasts have a value of at most `value`. */
static size_t networkCountUpTo(const NetworkPasts *pasts, double value) {
  size_t low = 0, high = pasts->nPast;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (pasts->aPast[middle].value <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static AsiStatus networkGoOn(NetworkWalk *walk, const NetworkStep *step) {
  Network *network = walk->network;
  const NetworkSource *source = (const NetworkSource *)walk->context;
  size_t iNext = (walk->iStage + 1) * network->nNode + step->iNode;
  size_t iOpen = networkCountUpTo(source->pasts, network->limit - step->value - network->aLongest[iNext]);
  size_t iDropped = networkCountUpTo(source->pasts, network->limit - step->value - network->aShortest[iNext]);
  double probability = ldexp(step->mantissa, step->exponent);
  NetworkPasts *next = &network->aNext[step->iNode];
  AsiStatus status = networkWork(network, 2 + (int64_t)(iDropped - iOpen));
  network->p = asiDdAddD(network->p, source->aSum[iOpen] * probability);
  if (status == ASI_OK) status = networkMakeRoom(network, next, iDropped - iOpen);
  if (status != ASI_OK) return status;
  network->nPastTotal += iDropped - iOpen;
  if (network->nPastTotal > NETWORK_PASTS_MAX) return ASI_LIMIT;
  for (; iOpen < iDropped; iOpen++) {
    const NetworkPast *past = &source->pasts->aPast[iOpen];
    next->aPast[next->nPast++] = (NetworkPast){ past->value + step->value, past->mass * probability };
  }
  return ASI_OK;
}

static AsiStatus networkLeave(Network *network, size_t iStage, size_t node) {
  NetworkPasts *pasts = &network->aHere[node];
  NetworkSource source = { pasts, NULL };
  NetworkWalk walk = { .network = network, .iStage = iStage, .visit = networkGoOn, .context = &source };
  AsiDd sum = { 0, 0 };
  AsiStatus status;
  double *aSum;
  size_t i;
  if (pasts->nPast == 0) return ASI_OK;
  (void)networkRests(network, iStage, node, walk.aRest); /* there are some: a way led here */
  status = networkGather(network, pasts);
  aSum = asiAllocArray(pasts->nPast + 1, sizeof *aSum);
  if (aSum == NULL) return ASI_NOMEM;
  for (i = 0; i <= pasts->nPast; i++) {
    aSum[i] = asiDdValue(sum);
    if (i < pasts->nPast) sum = asiDdAddD(sum, pasts->aPast[i].mass);
  }
  source.aSum = aSum;
  if (status == ASI_OK) status = networkWays(&walk);
  asiFree(aSum);
  network->nPastTotal -= pasts->nPast;
  return status;
}

static AsiStatus networkWalkAll(Network *network) {
  AsiStatus status = ASI_OK;
  size_t iStage, node;
  for (iStage = 0; status == ASI_OK && iStage + 1 < network->nColumn; iStage++) {
    NetworkPasts *aSwap = network->aHere;
    for (node = 0; status == ASI_OK && node < network->nNode; node++) status = networkLeave(network, iStage, node);
    networkFreePasts(network->aHere, network->nNode);
    network->aHere = network->aNext;
    network->aNext = aSwap;
  }
  return status;
}

/* ---- setting up ---- */

static void networkOrder(int32_t *a, size_t n, bool isFalling) {
  size_t i, j;
  for (i = 1; i < n; i++) {
    int32_t moving = a[i];
    for (j = i; j > 0 && (isFalling ? a[j - 1] < moving : a[j - 1] > moving); j--) a[j] = a[j - 1];
    a[j] = moving;
  }
}

static int32_t networkTotal(const int64_t *aCount, size_t n, size_t stride) {
  int64_t total = 0;
  size_t i;
  for (i = 0; i < n; i++) total += aCount[i * stride];
  return (int32_t)total;
}

static AsiStatus networkNumberNodes(Network *network) {
  size_t nStage = network->nColumn + 1;
  size_t i;
  network->nNode = 1;
  for (i = 1; i < network->nRow; i++) {
    network->aStride[i] = network->nNode;
    if (network->nNode > NETWORK_NODES_MAX / nStage / (size_t)(network->aRow[i] + 1)) return ASI_LIMIT;
    network->nNode *= (size_t)(network->aRow[i] + 1);
  }
  network->aLongest = asiAllocZero(nStage * network->nNode, sizeof *network->aLongest);
  network->aShortest = asiAllocZero(nStage * network->nNode, sizeof *network->aShortest);
  network->aHere = asiAllocZero(network->nNode, sizeof *network->aHere);
  network->aNext = asiAllocZero(network->nNode, sizeof *network->aNext);
  if (network->aLongest == NULL || network->aShortest == NULL) return ASI_NOMEM;
  return network->aHere == NULL || network->aNext == NULL ? ASI_NOMEM : ASI_OK;
}

static AsiStatus networkTableFactorials(Network *network, int32_t n) {
  AsiDd factorial = { 1, 0 }, logarithm = { 0, 0 };
  int exponent = 0;
  int32_t k;
  network->aLogFactorial = asiAllocArray((size_t)n + 1, sizeof *network->aLogFactorial);
  network->aInverse = asiAllocArray((size_t)n + 1, sizeof *network->aInverse);
  network->aExponent = asiAllocArray((size_t)n + 1, sizeof *network->aExponent);
  if (network->aLogFactorial == NULL || network->aInverse == NULL || network->aExponent == NULL) return ASI_NOMEM;
  for (k = 0; k <= n; k++) {
    int nShift;
    if (k > 1) {
      factorial = asiDdMulD(factorial, k);
      logarithm = asiDdAdd(logarithm, asiDdLog(asiDdOf(k)));
    }
    (void)frexp(factorial.hi, &nShift);
    factorial = asiDdScale(factorial, ldexp(1, -nShift));
    exponent += nShift;
    network->aInverse[k] = asiDdValue(asiDdDiv(asiDdOf(1), factorial));
    network->aExponent[k] = -exponent;
    network->aLogFactorial[k] = asiDdValue(logarithm);
  }
  return ASI_OK;
}

/* Rows and columns are exchanged where that makes fewer rows. */
static AsiStatus networkOpen(Network *network, const int64_t *aCount, size_t nRow, size_t nColumn) {
  bool isTurned = nRow > nColumn;
  size_t i;
  network->nRow = isTurned ? nColumn : nRow;
  network->nColumn = isTurned ? nRow : nColumn;
  if (network->nRow > NETWORK_ROWS_MAX) return ASI_LIMIT;
  network->aColumn = asiAllocZero(2 * network->nColumn + 1, sizeof *network->aColumn);
  if (network->aColumn == NULL) return ASI_NOMEM;
  network->aLeft = network->aColumn + network->nColumn;
  for (i = 0; i < network->nRow; i++) {
    network->aRow[i] =
        isTurned ? networkTotal(aCount + i, nRow, nColumn) : networkTotal(aCount + i * nColumn, nColumn, 1);
  }
  for (i = 0; i < network->nColumn; i++) {
    network->aColumn[i] =
        isTurned ? networkTotal(aCount + i * nColumn, nColumn, 1) : networkTotal(aCount + i, nRow, nColumn);
  }
  networkOrder(network->aRow, network->nRow, true);
  networkOrder(network->aColumn, network->nColumn, false);
  for (i = network->nColumn; i-- > 0;) network->aLeft[i] = network->aLeft[i + 1] + network->aColumn[i];
  return networkNumberNodes(network);
}

/* Between the stages, and when the walk has ended, none of aNext has a past. */
static void networkClose(Network *network) {
  networkFreePasts(network->aHere, network->nNode);
  asiFree(network->aHere);
  asiFree(network->aNext);
  asiFree(network->aColumn);
  asiFree(network->aLogFactorial);
  asiFree(network->aInverse);
  asiFree(network->aExponent);
  asiFree(network->aLongest);
  asiFree(network->aShortest);
}

/* The first node has one past, of nothing placed. */
static AsiStatus networkBegin(Network *network, const int64_t *aCount, size_t nCell) {
  NetworkPasts *first = &network->aHere[networkNode(network, network->aRow)];
  AsiStatus status = networkMakeRoom(network, first, 1);
  size_t i;
  if (status != ASI_OK) return status;
  first->aPast[first->nPast++] = (NetworkPast){ 0.0, 1.0 };
  network->nPastTotal = 1;
  network->limit = log1p(NETWORK_SLACK);
  for (i = 0; i < nCell; i++) network->limit -= network->aLogFactorial[aCount[i]];
  return ASI_OK;
}

/* No table is too probable. */
static bool networkIsAll(const Network *network) {
  return network->aLongest[networkNode(network, network->aRow)] <= network->limit;
}

AsiStatus asiFreemanHalton(const int64_t *aCount, size_t nRow, size_t nColumn, AsiPoll *poll, double *p) {
  Network network;
  AsiStatus status;
  int64_t n = 0;
  size_t i;
  *p = 1.0;
  if (nRow < 2 || nColumn < 2) return ASI_OK;
  for (i = 0; i < nRow * nColumn; i++) {
    if (aCount[i] > NETWORK_TOTAL_MAX || (n += aCount[i]) > NETWORK_TOTAL_MAX) return ASI_LIMIT;
  }
  memset(&network, 0, sizeof network);
  network.poll = poll;
  status = networkOpen(&network, aCount, nRow, nColumn);
  if (status == ASI_OK) status = networkTableFactorials(&network, (int32_t)n);
  if (status == ASI_OK) status = networkBegin(&network, aCount, nRow * nColumn);
  if (status == ASI_OK) status = networkMeasure(&network);
  if (status == ASI_OK && !networkIsAll(&network)) {
    status = networkWalkAll(&network);
    *p = fmin(1.0, asiDdValue(network.p));
  }
  networkClose(&network);
  return status;
}
