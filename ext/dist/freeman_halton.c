#include "freeman_halton.h"

#include <stdbool.h>
#include <string.h>

#include "dd.h"
#include "mem.h"

enum {
  NETWORK_ROWS_MAX = 32,
  NETWORK_TOTAL_MAX = 20000,   /* observations: factorials are tabled */
  NETWORK_NODES_MAX = 1 << 17, /* of a stage */
  NETWORK_SLOTS_MAX = 6 << 20, /* of pasts, in a stage and the next, 16 bytes each */
  NETWORK_SLOTS_FIRST = 16,
  NETWORK_NODE_SLOTS_FIRST = 64,
  NETWORK_VALUE_BITS = 60,
  NETWORK_SWEEPS = 4,
  NETWORK_PASTS_TO_MEET = 64 /* of a node, on the average */
};

/* Work, and what it is measured in. */
enum {
  NETWORK_STEP_NANOSECONDS = 5,
  NETWORK_POLL_STEPS = 1 << 14, /* between two questions to the host */
  NETWORK_STEPS_OF_NODE = 2,    /* times rows, columns, and both together */
  NETWORK_STEPS_OF_LINE = 4,
  NETWORK_STEPS_OF_END = 2,
  NETWORK_STEPS_OF_WAY = 10,
  NETWORK_STEPS_OF_PAST = 3,
  NETWORK_STEPS_OF_NEW = 50, /* in which it is sorted */
  NETWORK_STEPS_OF_MEETING = 2,
  NETWORK_STEPS_OF_SORT = 30
};
#define NETWORK_SLACK 1e-7
/* Of the logarithms in networkLongest. Values are off by less: n! has at most 2^16 prime factors for the largest n, whose
   logs are rounded to 2^-43, two tables 2^16 * 2^-44 * 2 = 8e-9; the doubles of the weights add 1e-11. */
#define NETWORK_BOUND_SLACK 2e-8

/* value = sum of -log x! over the cells placed so far, see (5); mass = the probability of having placed them so. */
typedef struct NetworkPast {
  int64_t value;
  double mass;
} NetworkPast;

typedef struct NetworkNode {
  int64_t longest, shortest; /* no way to the end has a larger, a smaller value */
  NetworkPast *aSlot;        /* hash table by value; mass 0 is free */
  size_t nPast, nSlot;       /* nSlot: 0 or a power of two */
} NetworkNode;

typedef struct NetworkStage {
  NetworkNode *aNode;
  int32_t *aRest; /* of node i: aRest[i * nRow ..], falling */
  size_t nNode, nNodeAlloc, nRestAlloc;
  uint32_t *aSlot; /* hash table of nodes + 1, 0 = free */
  size_t nSlot;
} NetworkStage;

/* What x in a row adds to the value and its part of the probability, mantissa * 2^exponent. */
typedef struct NetworkCell {
  int64_t value;
  double mantissa;
  int32_t exponent;
} NetworkCell;

typedef struct NetworkStep {
  int64_t value;
  double mantissa;
  int32_t exponent;
} NetworkStep;

/* Rows or columns for the longest way. */
typedef struct NetworkLines {
  size_t n;
  int32_t *aTotal, *aTimes; /* totals, and how many lines have them */
  int32_t *aShare;          /* scratch */
  double *aWeight;
} NetworkLines;

typedef struct Network {
  size_t nRow, nColumn;           /* nRow is the smaller */
  int32_t aRow[NETWORK_ROWS_MAX]; /* totals, falling */
  int32_t *aColumn;               /* totals, falling; the last one is placed first: the two largest decide most */
  int32_t *aLeft;                 /* aLeft[k]: what the first k columns hold */
  int64_t *aLogFactorial;
  double *aInverse; /* 1/k! = aInverse[k] * 2^aExponent[k], 1 <= aInverse < 2 */
  int32_t *aExponent;
  NetworkLines columns;
  NetworkCell *aCell, *aEndCell; /* of the node that is left, of one two columns before the end */
  double *aSum;                  /* aSum[i] = mass of its first i pasts */
  size_t nSumAlloc;
  double unit; /* of values: a power of two */
  NetworkStage here, next;
  size_t nSlotTotal;           /* of both stages */
  double nOffered, nUndecided; /* pasts at the ways of a stage; those that went on by themselves */
  bool isMeeting;
  int64_t limit; /* values above it are too probable */
  bool isAll;    /* nothing was too probable so far */
  AsiDd p;
  AsiPoll *poll;
  int64_t nStep, nStepPolled;
} Network;

/* From a node over a column. `visit` gets all ways at once that leave nLeft to the last two rows. */
typedef struct NetworkWalk {
  Network *network;
  AsiStatus (*visit)(struct NetworkWalk *, int32_t nLeft, NetworkStep);
  NetworkNode *ends;        /* to fill, in networkCollect */
  size_t nAhead;            /* columns that are not placed: the last one of them is next */
  const NetworkPast *aPast; /* rising */
  size_t nPast;
  int32_t aRest[NETWORK_ROWS_MAX];             /* of the rows, before the column and then after it */
  int32_t aRoom[NETWORK_ROWS_MAX];             /* aRoom[i]: what rows i+1, i+2, ... can take */
  const NetworkCell *apCell[NETWORK_ROWS_MAX]; /* apCell[i][x] */
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

/* ---- the longest way from a node: at most so probable is what is to come ---- */

/* Rows or columns, those of the same total together; none of 0. */
static void networkGroup(NetworkLines *lines, const int32_t *aTotal, size_t n) {
  size_t i;
  lines->n = 0;
  for (i = 0; i < n && aTotal[i] > 0; i++) {
    if (i == 0 || aTotal[i] < aTotal[i - 1]) {
      lines->aTotal[lines->n] = aTotal[i];
      lines->aWeight[lines->n] = aTotal[i];
      lines->aTimes[lines->n++] = 0;
    }
    lines->aTimes[lines->n - 1]++;
  }
}

/* The factor with which the weights of the others, rounded down, add up to `total`, or jump over it. */
static double networkFactor(const NetworkLines *others, int32_t total) {
  double sum = 0, least, next = 0;
  int32_t left = total;
  size_t i;
  for (i = 0; i < others->n; i++) sum += others->aWeight[i] * others->aTimes[i];
  least = total / sum;
  for (i = 0; i < others->n; i++) {
    others->aShare[i] = (int32_t)(least * others->aWeight[i]);
    left -= others->aShare[i] * others->aTimes[i];
  }
  for (;;) {
    size_t iNext = 0;
    for (i = 0; i < others->n; i++) {
      double factor = (others->aShare[i] + 1) / others->aWeight[i];
      if (i > 0 && factor >= next) continue;
      next = factor;
      iNext = i;
    }
    if (left <= 0) return left < 0 ? least : (least + next) / 2;
    least = next;
    others->aShare[iNext]++;
    left -= others->aTimes[iNext];
  }
}

static void networkWeigh(NetworkLines *lines, const NetworkLines *others) {
  size_t i;
  for (i = 0; i < lines->n; i++) lines->aWeight[i] = networkFactor(others, lines->aTotal[i]);
}

/* times * excess * log weight, of a margin that the best cells miss by `excess`. */
static double networkMiss(const NetworkLines *lines, size_t i, int32_t excess) {
  return excess == 0 ? 0 : (double)lines->aTimes[i] * excess * asiDdValue(asiDdLog(asiDdOf(lines->aWeight[i])));
}

/* The value of the best cells, each by itself, when one more in a cell is worth the log of its two weights: */
static int64_t networkBest(const Network *network, const NetworkLines *rows, const NetworkLines *columns) {
  int64_t value = 0;
  double missed = NETWORK_BOUND_SLACK;
  size_t i, j;
  for (j = 0; j < columns->n; j++) columns->aShare[j] = -columns->aTotal[j];
  for (i = 0; i < rows->n; i++) {
    int32_t excess = -rows->aTotal[i];
    for (j = 0; j < columns->n; j++) {
      int32_t x = (int32_t)(rows->aWeight[i] * columns->aWeight[j]);
      value -= network->aLogFactorial[x] * rows->aTimes[i] * columns->aTimes[j];
      excess += x * columns->aTimes[j];
      columns->aShare[j] += x * rows->aTimes[i];
    }
    missed += networkMiss(rows, i, excess);
  }
  for (j = 0; j < columns->n; j++) missed += networkMiss(columns, j, columns->aShare[j]);
  return value + (int64_t)(missed * network->unit);
}

/*
** Lagrange: with the margins priced by any weights, no table is better than the best cells are, each by itself. The
** weights are made to fit the rows and the columns in turn, which mostly ends in a table, and then the bound is reached.
*/
static int64_t networkLongest(Network *network, const int32_t *aRest, size_t nAhead) {
  int32_t aTotal[NETWORK_ROWS_MAX], aTimes[NETWORK_ROWS_MAX], aShare[NETWORK_ROWS_MAX];
  double aWeight[NETWORK_ROWS_MAX];
  NetworkLines rows = { 0, aTotal, aTimes, aShare, aWeight };
  int iSweep;
  networkGroup(&rows, aRest, network->nRow);
  networkGroup(&network->columns, network->aColumn, nAhead);
  for (iSweep = 0; iSweep < NETWORK_SWEEPS; iSweep++) {
    networkWeigh(&rows, &network->columns);
    networkWeigh(&network->columns, &rows);
  }
  return networkBest(network, &rows, &network->columns);
}

/* ---- the shortest way: one margin alone is kept, and each line fills the largest of the other first ---- */

static int64_t networkFill(const Network *network, int32_t total, const int32_t *aRoom) {
  int64_t value = 0;
  while (total > 0) {
    int32_t x = total < *aRoom ? total : *aRoom;
    value -= network->aLogFactorial[x];
    total -= x;
    aRoom++;
  }
  return value;
}

static int64_t networkShortest(const Network *network, const int32_t *aRest, size_t nAhead) {
  int64_t byRow = 0, byColumn = 0;
  size_t i;
  for (i = 0; i < network->nRow; i++) byRow += networkFill(network, aRest[i], network->aColumn);
  for (i = 0; i < nAhead; i++) byColumn += networkFill(network, network->aColumn[i], aRest);
  return (byRow > byColumn ? byRow : byColumn) - (int64_t)(NETWORK_BOUND_SLACK * network->unit);
}

/* ---- nodes ---- */

static size_t networkHash(const int32_t *aRest, size_t n) {
  uint64_t hash = 0;
  size_t i;
  for (i = 1; i < n; i++)
    hash = (hash + (uint32_t)aRest[i]) * UINT64_C(0x9E3779B97F4A7C15); /* the rest gives aRest[0] */
  return (size_t)(hash >> 32);
}

/* The slot where the rests stand, or the free one where they belong. */
static uint32_t *networkNodeSlot(const NetworkStage *stage, const int32_t *aRest, size_t nRow) {
  size_t i = networkHash(aRest, nRow) & (stage->nSlot - 1);
  while (stage->aSlot[i] != 0 &&
         memcmp(stage->aRest + (stage->aSlot[i] - 1) * nRow, aRest, nRow * sizeof *aRest) != 0) {
    i = (i + 1) & (stage->nSlot - 1);
  }
  return &stage->aSlot[i];
}

static AsiStatus networkMoreNodeSlots(NetworkStage *stage, size_t nRow) {
  size_t nSlot = stage->nSlot == 0 ? NETWORK_NODE_SLOTS_FIRST : 4 * stage->nSlot;
  uint32_t *aSlot = asiAllocZero(nSlot, sizeof *aSlot);
  size_t i;
  if (aSlot == NULL) return ASI_NOMEM;
  asiFree(stage->aSlot);
  stage->aSlot = aSlot;
  stage->nSlot = nSlot;
  for (i = 0; i < stage->nNode; i++) *networkNodeSlot(stage, stage->aRest + i * nRow, nRow) = (uint32_t)i + 1;
  return ASI_OK;
}

static int64_t networkNodeSteps(const Network *network) {
  size_t nColumn = network->columns.n;
  return (int64_t)(NETWORK_STEPS_OF_NODE * network->nRow * nColumn * (network->nRow + nColumn));
}

static AsiStatus networkBegin(Network *network, const int32_t *aRest, size_t nAhead) {
  NetworkStage *stage = &network->next;
  NetworkNode node = { 0, 0, NULL, 0, 0 };
  AsiStatus status;
  if (stage->nNode == NETWORK_NODES_MAX) return ASI_LIMIT;
  status = asiGrow((void **)&stage->aNode, &stage->nNodeAlloc, stage->nNode + 1, sizeof *stage->aNode);
  if (status == ASI_OK) {
    status = asiGrow((void **)&stage->aRest, &stage->nRestAlloc, (stage->nNode + 1) * network->nRow, sizeof *aRest);
  }
  if (status != ASI_OK) return status;
  memcpy(stage->aRest + stage->nNode * network->nRow, aRest, network->nRow * sizeof *aRest);
  node.longest = networkLongest(network, aRest, nAhead);
  node.shortest = networkShortest(network, aRest, nAhead);
  stage->aNode[stage->nNode++] = node;
  return networkWork(network, networkNodeSteps(network));
}

/* The node of the next stage whose rests are these in any order. */
static AsiStatus networkNode(Network *network, const int32_t *aRest, size_t nAhead, size_t *piNode) {
  NetworkStage *stage = &network->next;
  int32_t aSorted[NETWORK_ROWS_MAX];
  AsiStatus status = ASI_OK;
  uint32_t *slot;
  size_t i, j;
  for (i = 0; i < network->nRow; i++) {
    for (j = i; j > 0 && aSorted[j - 1] < aRest[i]; j--) aSorted[j] = aSorted[j - 1];
    aSorted[j] = aRest[i];
  }
  if (2 * (stage->nNode + 1) > stage->nSlot) status = networkMoreNodeSlots(stage, network->nRow);
  if (status != ASI_OK) return status;
  slot = networkNodeSlot(stage, aSorted, network->nRow);
  if (*slot == 0) {
    status = networkBegin(network, aSorted, nAhead);
    if (status != ASI_OK) return status;
    *slot = (uint32_t)stage->nNode;
  }
  *piNode = *slot - 1;
  return ASI_OK;
}

/* ---- pasts ---- */

static NetworkPast *networkPastSlot(const NetworkPast *aSlot, size_t nSlot, int64_t value) {
  size_t i = (size_t)(((uint64_t)value * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (nSlot - 1);
  while (aSlot[i].mass > 0 && aSlot[i].value != value) i = (i + 1) & (nSlot - 1);
  return (NetworkPast *)&aSlot[i];
}

static AsiStatus networkMorePastSlots(Network *network, NetworkNode *node) {
  size_t nSlot = node->nSlot == 0 ? NETWORK_SLOTS_FIRST : 2 * node->nSlot, i;
  NetworkPast *aSlot;
  if (network->nSlotTotal + nSlot > NETWORK_SLOTS_MAX) return ASI_LIMIT;
  aSlot = asiAllocZero(nSlot, sizeof *aSlot);
  if (aSlot == NULL) return ASI_NOMEM;
  for (i = 0; i < node->nSlot; i++) {
    if (node->aSlot[i].mass > 0) *networkPastSlot(aSlot, nSlot, node->aSlot[i].value) = node->aSlot[i];
  }
  asiFree(node->aSlot);
  network->nSlotTotal += nSlot - node->nSlot;
  node->aSlot = aSlot;
  node->nSlot = nSlot;
  return ASI_OK;
}

/* Pasts of the same value are one. */
static AsiStatus networkAdd(Network *network, NetworkNode *node, int64_t value, double mass) {
  AsiStatus status = ASI_OK;
  NetworkPast *slot;
  if (mass <= 0) return ASI_OK;
  if (4 * (node->nPast + 1) > 3 * node->nSlot) status = networkMorePastSlots(network, node);
  if (status != ASI_OK) return status;
  slot = networkPastSlot(node->aSlot, node->nSlot, value);
  if (slot->mass > 0) {
    slot->mass += mass;
    return ASI_OK;
  }
  *slot = (NetworkPast){ value, mass };
  node->nPast++;
  return networkWork(network, NETWORK_STEPS_OF_NEW - NETWORK_STEPS_OF_SORT);
}

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

static AsiStatus networkSort(Network *network, NetworkPast *aPast, size_t n) {
  AsiStatus status = ASI_OK;
  size_t i;
  for (i = n / 2; i > 0; i--) networkSift(aPast, i - 1, n);
  for (i = n; status == ASI_OK && i > 1; i--) {
    NetworkPast largest = aPast[0];
    aPast[0] = aPast[i - 1];
    aPast[i - 1] = largest;
    networkSift(aPast, 0, i - 1);
    status = networkWork(network, NETWORK_STEPS_OF_SORT);
  }
  return status;
}

/* How many pasts have a value of at most `value`. */
static size_t networkCountUpTo(const NetworkPast *aPast, size_t nPast, int64_t value) {
  size_t low = 0, high = nPast;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (aPast[middle].value <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* ---- from a node over a column ---- */

static NetworkStep networkStepBy(NetworkStep step, const NetworkCell *cell) {
  step.value += cell->value;
  step.mantissa *= cell->mantissa;
  step.exponent += cell->exponent;
  return step;
}

/* Sorted at the beginning of their table. */
static AsiStatus networkGather(Network *network, NetworkNode *node) {
  size_t nSeen = 0, i;
  for (i = 0; i < node->nSlot; i++) {
    if (node->aSlot[i].mass > 0) node->aSlot[nSeen++] = node->aSlot[i];
  }
  return networkSort(network, node->aSlot, nSeen);
}

static AsiStatus networkPlace(NetworkWalk *walk, size_t i, int32_t nLeft, NetworkStep step) {
  int32_t rest = walk->aRest[i];
  int32_t most = rest < nLeft ? rest : nLeft;
  int32_t x = nLeft > walk->aRoom[i] ? nLeft - walk->aRoom[i] : 0;
  AsiStatus status = ASI_OK;
  if (i + 2 == walk->network->nRow) return walk->visit(walk, nLeft, step);
  for (; status == ASI_OK && x <= most; x++) {
    walk->aRest[i] = rest - x;
    status = networkPlace(walk, i + 1, nLeft - x, networkStepBy(step, &walk->apCell[i][x]));
  }
  walk->aRest[i] = rest;
  return status;
}

/* ---- a node ---- */

/* Of a row with `rest` to place: rest!/(x!(rest - x)!), and the last column takes what this one leaves. */
static void networkCells(const Network *network, int32_t rest, bool isLast, NetworkCell *aCell) {
  int32_t x;
  for (x = 0; x <= rest; x++) {
    int32_t y = rest - x;
    aCell[x].value = -network->aLogFactorial[x] - (isLast ? network->aLogFactorial[y] : 0);
    aCell[x].mantissa = network->aInverse[x] * network->aInverse[y] / network->aInverse[rest];
    aCell[x].exponent = network->aExponent[x] + network->aExponent[y] - network->aExponent[rest];
  }
}

/* All ways from a node. What they share: column! after!/before!. */
static AsiStatus networkWays(NetworkWalk *walk, const int32_t *aRest, NetworkCell *aCell) {
  const Network *network = walk->network;
  int32_t nBefore = network->aLeft[walk->nAhead], nAfter = network->aLeft[walk->nAhead - 1], nColumn = nBefore - nAfter;
  NetworkStep step = { 0, network->aInverse[nBefore] / (network->aInverse[nColumn] * network->aInverse[nAfter]),
                       network->aExponent[nBefore] - network->aExponent[nColumn] - network->aExponent[nAfter] };
  int32_t room = 0;
  AsiStatus status;
  size_t i;
  memcpy(walk->aRest, aRest, network->nRow * sizeof *aRest);
  for (i = network->nRow; i-- > 0;) {
    walk->aRoom[i] = room;
    room += walk->aRest[i];
    walk->apCell[i] = aCell;
    networkCells(network, walk->aRest[i], walk->nAhead == 2, aCell);
    aCell += walk->aRest[i] + 1;
  }
  status = networkWork(walk->network, nBefore);
  return status == ASI_OK ? networkPlace(walk, 0, nColumn, step) : status;
}

/* x of row nRow - 2; row nRow - 1 takes the others. */
typedef struct NetworkRange {
  int32_t first, last;
} NetworkRange;

static NetworkRange networkRange(const NetworkWalk *walk, int32_t nLeft) {
  size_t i = walk->network->nRow - 2;
  int32_t rest = walk->aRest[i], other = walk->aRest[i + 1];
  return (NetworkRange){ nLeft > other ? nLeft - other : 0, rest < nLeft ? rest : nLeft };
}

static NetworkStep networkLastTwo(const NetworkWalk *walk, NetworkStep step, int32_t x, int32_t y) {
  size_t i = walk->network->nRow - 2;
  return networkStepBy(networkStepBy(step, &walk->apCell[i][x]), &walk->apCell[i + 1][y]);
}

/* The last column takes what this one leaves: all is decided. */
static AsiStatus networkEnd(NetworkWalk *walk, int32_t nLeft, NetworkStep step) {
  Network *network = walk->network;
  NetworkRange range = networkRange(walk, nLeft);
  double sum = 0;
  int32_t x;
  for (x = range.first; x <= range.last; x++) {
    NetworkStep end = networkLastTwo(walk, step, x, nLeft - x);
    size_t nWithin = networkCountUpTo(walk->aPast, walk->nPast, network->limit - end.value);
    network->isAll &= nWithin == walk->nPast;
    if (nWithin > 0) sum += network->aSum[nWithin] * ldexp(end.mantissa, end.exponent);
  }
  network->p = asiDdAddD(network->p, sum);
  return networkWork(network, NETWORK_STEPS_OF_LINE + NETWORK_STEPS_OF_END * (int64_t)(range.last - range.first));
}

/* The same, kept for the pasts of all nodes that lead here. */
static AsiStatus networkCollect(NetworkWalk *walk, int32_t nLeft, NetworkStep step) {
  NetworkRange range = networkRange(walk, nLeft);
  AsiStatus status = ASI_OK;
  int32_t x;
  for (x = range.first; status == ASI_OK && x <= range.last; x++) {
    NetworkStep end = networkLastTwo(walk, step, x, nLeft - x);
    status = networkAdd(walk->network, walk->ends, end.value, ldexp(end.mantissa, end.exponent));
  }
  if (status != ASI_OK) return status;
  return networkWork(walk->network,
                     NETWORK_STEPS_OF_LINE + NETWORK_STEPS_OF_PAST * (int64_t)(range.last - range.first));
}

/* The ends from a node with two columns to come: sorted, mass = the probability of all up to here. */
static AsiStatus networkEnds(Network *network, size_t iNode) {
  NetworkNode *node = &network->next.aNode[iNode];
  NetworkWalk walk = { .network = network, .visit = networkCollect, .ends = node, .nAhead = 2 };
  AsiDd sum = { 0, 0 };
  size_t i;
  AsiStatus status = networkWays(&walk, network->next.aRest + iNode * network->nRow, network->aEndCell);
  if (status == ASI_OK) status = networkGather(network, node);
  for (i = 0; i < node->nPast; i++) {
    sum = asiDdAddD(sum, node->aSlot[i].mass);
    node->aSlot[i].mass = asiDdValue(sum);
  }
  return status;
}

/* The probability of all pasts with all ends that are not too probable together. */
static double networkMeet(const NetworkPast *aPast, size_t nPast, const NetworkNode *ends, int64_t limit) {
  double sum = 0;
  size_t j = ends->nPast, i;
  for (i = 0; i < nPast; i++) {
    while (j > 0 && ends->aSlot[j - 1].value > limit - aPast[i].value) j--;
    if (j == 0) break;
    sum += aPast[i].mass * ends->aSlot[j - 1].mass;
  }
  return sum;
}

static int64_t networkPastSteps(const Network *network) {
  return network->isMeeting ? NETWORK_STEPS_OF_MEETING : NETWORK_STEPS_OF_PAST;
}

/* Pasts from iOpen to before iDropped are not decided yet. */
static AsiStatus networkPass(NetworkWalk *walk, size_t iNode, NetworkStep step, size_t iOpen, size_t iDropped) {
  Network *network = walk->network;
  NetworkNode *node = &network->next.aNode[iNode];
  double probability = ldexp(step.mantissa, step.exponent);
  AsiStatus status = ASI_OK;
  if (network->isMeeting) {
    if (node->nPast == 0) status = networkEnds(network, iNode);
    if (status != ASI_OK) return status;
    network->isAll = false;
    network->p = asiDdAddD(network->p, probability * networkMeet(walk->aPast + iOpen, iDropped - iOpen, node,
                                                                 network->limit - step.value));
    return ASI_OK;
  }
  for (; status == ASI_OK && iOpen < iDropped; iOpen++) {
    const NetworkPast *past = &walk->aPast[iOpen];
    status = networkAdd(network, node, past->value + step.value, past->mass * probability);
  }
  return status;
}

static AsiStatus networkGoOn(NetworkWalk *walk, NetworkStep step) {
  Network *network = walk->network;
  size_t iNode = 0, iOpen, iDropped;
  AsiStatus status = networkNode(network, walk->aRest, walk->nAhead - 1, &iNode);
  const NetworkNode *node = &network->next.aNode[iNode];
  if (status != ASI_OK) return status;
  iOpen = networkCountUpTo(walk->aPast, walk->nPast, network->limit - step.value - node->longest);
  iDropped = networkCountUpTo(walk->aPast, walk->nPast, network->limit - step.value - node->shortest);
  network->p = asiDdAddD(network->p, network->aSum[iOpen] * ldexp(step.mantissa, step.exponent));
  network->isAll &= iDropped == walk->nPast;
  network->nOffered += (double)walk->nPast;
  network->nUndecided += (double)(iDropped - iOpen);
  status = networkWork(network, NETWORK_STEPS_OF_WAY + networkPastSteps(network) * (int64_t)(iDropped - iOpen));
  if (status == ASI_OK && iOpen < iDropped) status = networkPass(walk, iNode, step, iOpen, iDropped);
  return status;
}

static AsiStatus networkGoOnAll(NetworkWalk *walk, int32_t nLeft, NetworkStep step) {
  NetworkRange range = networkRange(walk, nLeft);
  int32_t *aRest = walk->aRest + walk->network->nRow - 2;
  int32_t rest = aRest[0], other = aRest[1], x;
  AsiStatus status = ASI_OK;
  for (x = range.first; status == ASI_OK && x <= range.last; x++) {
    aRest[0] = rest - x;
    aRest[1] = other - (nLeft - x);
    status = networkGoOn(walk, networkLastTwo(walk, step, x, nLeft - x));
  }
  aRest[0] = rest;
  aRest[1] = other;
  return status;
}

static AsiStatus networkSum(Network *network, const NetworkNode *node) {
  AsiDd sum = { 0, 0 };
  size_t i;
  AsiStatus status = asiGrow((void **)&network->aSum, &network->nSumAlloc, node->nPast + 1, sizeof *network->aSum);
  if (status != ASI_OK) return status;
  for (i = 0; i < node->nPast; i++) {
    network->aSum[i] = asiDdValue(sum);
    sum = asiDdAddD(sum, node->aSlot[i].mass);
  }
  network->aSum[node->nPast] = asiDdValue(sum);
  return ASI_OK;
}

static AsiStatus networkLeave(Network *network, size_t iNode, size_t nAhead) {
  NetworkNode *node = &network->here.aNode[iNode];
  NetworkWalk walk = { .network = network, .nAhead = nAhead, .nPast = node->nPast };
  AsiStatus status;
  if (node->nPast == 0) return ASI_OK;
  status = networkGather(network, node);
  walk.aPast = node->aSlot;
  if (status == ASI_OK) status = networkSum(network, node);
  walk.visit = nAhead == 2 ? networkEnd : networkGoOnAll;
  if (status == ASI_OK) status = networkWays(&walk, network->here.aRest + iNode * network->nRow, network->aCell);
  network->nSlotTotal -= node->nSlot;
  asiFree(node->aSlot);
  node->aSlot = NULL;
  node->nSlot = 0;
  return status;
}

static void networkEmpty(NetworkStage *stage) {
  size_t i;
  for (i = 0; i < stage->nNode; i++) asiFree(stage->aNode[i].aSlot);
  if (stage->nSlot > 0) memset(stage->aSlot, 0, stage->nSlot * sizeof *stage->aSlot);
  stage->nNode = 0;
}

static void networkTurn(Network *network) {
  NetworkStage stage = network->here;
  network->here = network->next;
  network->next = stage;
  networkEmpty(&network->next);
}

/* ---- what the next column takes ---- */

/* Ways to place a column: of all numbers up to the rests so many as the normal distribution gives those with its sum. */
static double networkWaysAbout(const int32_t *aRest, size_t nRow, int32_t nColumn) {
  double all = 1, mean = 0, variance = 1.0 / 12;
  size_t i;
  for (i = 0; i < nRow; i++) {
    double most = aRest[i] < nColumn ? aRest[i] : nColumn;
    all *= most + 1;
    mean += most / 2;
    variance += most * (most + 2) / 12;
  }
  return all * exp((nColumn - mean) * (mean - nColumn) / (2 * variance)) / sqrt(6.283185307179586 * variance);
}

/*
** Steps from this stage on, by what was measured on some tables, mostly too many by a half, several times too
** many for long tables of two rows: of the pasts so many go
** on by themselves as in the stage before, and by half an order fewer; a node gathers no more of them than two thirds of
** the square of the observations placed; later stages take no less than this one.
*/
static double networkForesee(const Network *network, size_t nAhead) {
  const NetworkStage *stage = &network->here;
  double share = network->nOffered > 0 ? network->nUndecided / network->nOffered : 1;
  double nPlaced = network->aLeft[network->nColumn] - network->aLeft[nAhead - 1];
  double nNode = 0, nWay = 0, nPast = 0, nNew;
  size_t i;
  for (i = 0; i < stage->nNode; i++) {
    double nHere = networkWaysAbout(stage->aRest + i * network->nRow, network->nRow, network->aColumn[nAhead - 1]);
    if (stage->aNode[i].nPast == 0) continue;
    nNode++;
    nWay += nHere;
    nPast += nHere * (double)stage->aNode[i].nPast * share * sqrt(share);
  }
  nNew = fmin(nPast, nNode * nPlaced * nPlaced / 1.5);
  if (nAhead == 2) return NETWORK_STEPS_OF_END * nWay;
  if (network->isMeeting) return NETWORK_STEPS_OF_WAY * nWay + NETWORK_STEPS_OF_MEETING * nPast;
  return (NETWORK_STEPS_OF_WAY * nWay + NETWORK_STEPS_OF_PAST * nPast + NETWORK_STEPS_OF_NEW * nNew) *
         (nAhead > 3 ? (double)(nAhead - 2) : 1);
}

/* Where a node has many pasts, they meet the ends one by one; few of them are taken to the last node but one. */
static bool networkIsMeeting(const Network *network, size_t nAhead) {
  size_t nPast = 0, nNode = 0, i;
  for (i = 0; i < network->here.nNode; i++) {
    nPast += network->here.aNode[i].nPast;
    nNode += network->here.aNode[i].nPast > 0;
  }
  return nAhead == 3 && nPast > NETWORK_PASTS_TO_MEET * nNode;
}

static AsiStatus networkLeaveAll(Network *network, size_t nAhead) {
  AsiStatus status = ASI_OK;
  size_t i;
  network->isMeeting = networkIsMeeting(network, nAhead);
  if (networkForesee(network, nAhead) > (double)(ASI_FREEMAN_HALTON_WORK - network->nStep)) return ASI_LIMIT;
  network->nOffered = network->nUndecided = 0;
  for (i = 0; status == ASI_OK && i < network->here.nNode; i++) status = networkLeave(network, i, nAhead);
  return status;
}

static AsiStatus networkWalkAll(Network *network) {
  AsiStatus status = ASI_OK;
  size_t nAhead;
  for (nAhead = network->nColumn; status == ASI_OK && nAhead > 1 && !network->isMeeting; nAhead--) {
    networkTurn(network);
    status = networkLeaveAll(network, nAhead);
  }
  return status;
}

/* ---- setting up ---- */

static void networkFalling(int32_t *a, size_t n) {
  size_t i, j;
  for (i = 1; i < n; i++) {
    int32_t moving = a[i];
    for (j = i; j > 0 && a[j - 1] < moving; j--) a[j] = a[j - 1];
    a[j] = moving;
  }
}

static int32_t networkTotal(const int64_t *aCount, size_t n, size_t stride) {
  int64_t total = 0;
  size_t i;
  for (i = 0; i < n; i++) total += aCount[i * stride];
  return (int32_t)total;
}

/* log p as a whole number of units. */
static int64_t networkLogPrime(const Network *network, int32_t prime) {
  AsiDd logarithm = asiDdScale(asiDdLog(asiDdOf(prime)), network->unit);
  int64_t whole = (int64_t)logarithm.hi;
  return whole + (int64_t)floor(logarithm.hi - (double)whole + logarithm.lo + 0.5);
}

/* log k for k from 0, by the least prime factor; the log of a prime is rounded, of other numbers added up. */
static void networkTableLogarithms(Network *network, int32_t n) {
  int64_t *aLog = network->aLogFactorial;
  int32_t k, m;
  memset(aLog, 0, ((size_t)n + 1) * sizeof *aLog);
  for (k = 2; k <= n; k++) {
    if (aLog[k] == 0) {
      aLog[k] = networkLogPrime(network, k);
      for (m = 2; m <= n / k; m++)
        if (aLog[m * k] == 0) aLog[m * k] = -k;
    } else {
      int32_t prime = (int32_t)-aLog[k];
      aLog[k] = aLog[prime] + aLog[k / prime];
    }
  }
}

static AsiStatus networkTableFactorials(Network *network, int32_t n) {
  AsiDd factorial = { 1, 0 };
  int exponent = 0;
  int32_t k;
  network->aLogFactorial = asiAllocArray((size_t)n + 1, sizeof *network->aLogFactorial);
  network->aInverse = asiAllocArray((size_t)n + 1, sizeof *network->aInverse);
  network->aExponent = asiAllocArray((size_t)n + 1, sizeof *network->aExponent);
  if (network->aLogFactorial == NULL || network->aInverse == NULL || network->aExponent == NULL) return ASI_NOMEM;
  for (k = 0; k <= n; k++) {
    int nShift;
    if (k > 1) factorial = asiDdMulD(factorial, k);
    (void)frexp(factorial.hi, &nShift);
    factorial = asiDdScale(factorial, ldexp(1, -nShift));
    exponent += nShift;
    network->aInverse[k] = asiDdValue(asiDdDiv(asiDdOf(1), factorial));
    network->aExponent[k] = -exponent;
  }
  /* log n! < exponent log 2 */
  (void)frexp(exponent, &exponent);
  network->unit = ldexp(1, NETWORK_VALUE_BITS - exponent);
  networkTableLogarithms(network, n);
  for (k = 1; k <= n; k++) network->aLogFactorial[k] += network->aLogFactorial[k - 1];
  return ASI_OK;
}

/* Rows and columns are exchanged where that makes fewer rows. */
static AsiStatus networkOpen(Network *network, const int64_t *aCount, size_t nRow, size_t nColumn, int32_t n) {
  bool isTurned = nRow > nColumn;
  size_t i;
  network->nRow = isTurned ? nColumn : nRow;
  network->nColumn = isTurned ? nRow : nColumn;
  if (network->nRow > NETWORK_ROWS_MAX) return ASI_LIMIT;
  network->aColumn = asiAllocZero(5 * network->nColumn + 1, sizeof *network->aColumn);
  network->columns.aWeight = asiAllocArray(network->nColumn, sizeof *network->columns.aWeight);
  network->aCell = asiAllocArray(2 * ((size_t)n + network->nRow), sizeof *network->aCell);
  if (network->aColumn == NULL || network->columns.aWeight == NULL || network->aCell == NULL) return ASI_NOMEM;
  network->aEndCell = network->aCell + n + network->nRow;
  network->aLeft = network->aColumn + network->nColumn;
  network->columns.aTotal = network->aLeft + network->nColumn + 1;
  network->columns.aTimes = network->columns.aTotal + network->nColumn;
  network->columns.aShare = network->columns.aTimes + network->nColumn;
  for (i = 0; i < network->nRow; i++) {
    network->aRow[i] =
        isTurned ? networkTotal(aCount + i, nRow, nColumn) : networkTotal(aCount + i * nColumn, nColumn, 1);
  }
  for (i = 0; i < network->nColumn; i++) {
    network->aColumn[i] =
        isTurned ? networkTotal(aCount + i * nColumn, nColumn, 1) : networkTotal(aCount + i, nRow, nColumn);
  }
  networkFalling(network->aRow, network->nRow);
  networkFalling(network->aColumn, network->nColumn);
  for (i = 0; i < network->nColumn; i++) network->aLeft[i + 1] = network->aLeft[i] + network->aColumn[i];
  return networkTableFactorials(network, n);
}

static void networkFreeStage(NetworkStage *stage) {
  networkEmpty(stage);
  asiFree(stage->aNode);
  asiFree(stage->aRest);
  asiFree(stage->aSlot);
}

static void networkClose(Network *network) {
  networkFreeStage(&network->here);
  networkFreeStage(&network->next);
  asiFree(network->aColumn);
  asiFree(network->columns.aWeight);
  asiFree(network->aCell);
  asiFree(network->aSum);
  asiFree(network->aLogFactorial);
  asiFree(network->aInverse);
  asiFree(network->aExponent);
}

/* The first node has one past, of nothing placed. */
static AsiStatus networkStart(Network *network, const int64_t *aCount, size_t nCell) {
  size_t i, iNode = 0;
  AsiStatus status = networkNode(network, network->aRow, network->nColumn, &iNode);
  if (status == ASI_OK) status = networkAdd(network, network->next.aNode, 0, 1.0);
  network->isAll = true;
  network->limit = (int64_t)(asiDdValue(asiDdLog1p(asiDdOf(NETWORK_SLACK))) * network->unit);
  for (i = 0; i < nCell; i++) network->limit -= network->aLogFactorial[aCount[i]];
  return status;
}

/* No table is too probable. */
static bool networkIsAll(const Network *network) { return network->next.aNode[0].longest <= network->limit; }

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
  status = networkOpen(&network, aCount, nRow, nColumn, (int32_t)n);
  if (status == ASI_OK) status = networkStart(&network, aCount, nRow * nColumn);
  if (status == ASI_OK && !networkIsAll(&network)) {
    status = networkWalkAll(&network);
    if (status == ASI_OK) *p = network.isAll ? 1.0 : fmin(1.0, asiDdValue(network.p));
  }
  networkClose(&network);
  return status;
}
