#include "rank_tables.h"

#include <limits.h>
#include <stdbool.h>

#include "mem.h"

#define TABLE_STEP 40 /* ns that one way to fill a row costs beside its sums */

typedef struct TableState {
  int nUsed;     /* values of all columns */
  int low, high; /* the least and the largest sum that leads here */
  size_t iStart; /* of its counts among those of its layer, from `low` on */
} TableState;

/* One way to fill a row. */
typedef struct TableStep {
  int to, sum;
  double ways;
} TableStep;

typedef struct TableWalk TableWalk;
struct TableWalk {
  const AsiRankRuns *rows, *columns;
  int aStride[ASI_RANK_TABLE_MAX]; /* what one more of a column adds to the number of a state */
  int nState;
  TableState *aState;
  /* What one value of each column adds to the sum, in this row and from this state. */
  void (*weigh)(TableWalk *walk, int iRow);
  int aWeight[ASI_RANK_TABLE_MAX];
  void (*take)(TableWalk *walk, TableStep step);
  int aUsed[ASI_RANK_TABLE_MAX]; /* of each column, in the state at hand */
  int iFrom;                     /* its number */
  double *aHere, *aNext;         /* the counts of this layer, and of the next one */
  int64_t nWork;
};

/* ---- the states ---- */

static int tableColumnSize(const TableWalk *walk, int iColumn) { return (int)walk->columns->a[iColumn].nTied; }

static int tableRunsStates(const AsiRankRuns *runs) {
  int nState = 1;
  int i;
  for (i = 0; i < runs->n; i++) nState *= (int)runs->a[i].nTied + 1;
  return nState;
}

static void tableUsed(TableWalk *walk, int iState) {
  int i;
  walk->iFrom = iState;
  for (i = 0; i < walk->columns->n; i++) {
    walk->aUsed[i] = iState % (tableColumnSize(walk, i) + 1);
    iState /= tableColumnSize(walk, i) + 1;
  }
}

static void tableStates(TableWalk *walk) {
  int stride = 1;
  int i, iState;
  for (i = 0; i < walk->columns->n; i++) {
    walk->aStride[i] = stride;
    stride *= tableColumnSize(walk, i) + 1;
  }
  for (iState = 0; iState < walk->nState; iState++) {
    walk->aState[iState] = (TableState){ 0, INT_MAX, INT_MIN, 0 };
    tableUsed(walk, iState);
    for (i = 0; i < walk->columns->n; i++) walk->aState[iState].nUsed += walk->aUsed[i];
  }
  walk->aState[0] = (TableState){ 0, 0, 0, 0 };
}

/* ---- one row ---- */

/* The rest of a row, nLeft values, from this column on. The ways are those to choose among the values of a column. */
static void tableFill(TableWalk *walk, int iColumn, int nLeft, TableStep step) {
  int nFree, n;
  if (nLeft == 0) {
    walk->nWork += TABLE_STEP;
    walk->take(walk, step);
    return;
  }
  if (iColumn == walk->columns->n) return;
  nFree = tableColumnSize(walk, iColumn) - walk->aUsed[iColumn];
  for (n = 0; n <= nFree && n <= nLeft; n++) {
    tableFill(walk, iColumn + 1, nLeft - n, step);
    step.to += walk->aStride[iColumn];
    step.sum += walk->aWeight[iColumn];
    step.ways *= (double)(nFree - n) / (n + 1);
  }
}

static AsiStatus tableRow(TableWalk *walk, int iRow, int nBefore, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  int iState;
  for (iState = 0; status == ASI_OK && iState < walk->nState; iState++) {
    if (walk->aState[iState].nUsed != nBefore) continue;
    tableUsed(walk, iState);
    walk->weigh(walk, iRow);
    walk->nWork = TABLE_STEP;
    tableFill(walk, 0, (int)walk->rows->a[iRow].nTied, (TableStep){ iState, 0, 1 });
    status = asiPollWork(poll, walk->nWork);
  }
  return status;
}

static void tableTakeRange(TableWalk *walk, TableStep step) {
  const TableState *from = &walk->aState[walk->iFrom];
  TableState *to = &walk->aState[step.to];
  if (from->low + step.sum < to->low) to->low = from->low + step.sum;
  if (from->high + step.sum > to->high) to->high = from->high + step.sum;
}

static void tableAddTimes(double *to, const double *from, int n, double times) {
  int i;
  for (i = 0; i + asiLanes <= n; i += asiLanes) {
    asiLanesStore(to + i, asiLanesLoad(to + i) + asiLanesLoad(from + i) * times);
  }
  for (; i < n; i++) to[i] += from[i] * times;
}

static void tableTakeCounts(TableWalk *walk, TableStep step) {
  const TableState *from = &walk->aState[walk->iFrom];
  const TableState *to = &walk->aState[step.to];
  double *next = walk->aNext + to->iStart + (from->low + step.sum - to->low);
  int n = from->high - from->low + 1;
  tableAddTimes(next, walk->aHere + from->iStart, n, step.ways);
  walk->nWork += n;
}

/* A place for the counts of every state that has used so many values. */
static double *tableLayer(TableWalk *walk, int nUsed) {
  size_t nCount = 0;
  int iState;
  for (iState = 0; iState < walk->nState; iState++) {
    TableState *state = &walk->aState[iState];
    if (state->nUsed != nUsed) continue;
    state->iStart = nCount;
    nCount += (size_t)(state->high - state->low) + 1;
  }
  return asiAllocZero(nCount, sizeof(double));
}

static AsiStatus tableCount(TableWalk *walk, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  int nBefore = 0;
  int iRow;
  walk->aHere = tableLayer(walk, 0);
  if (walk->aHere == NULL) return ASI_NOMEM;
  walk->aHere[0] = 1;
  for (iRow = 0; status == ASI_OK && iRow < walk->rows->n; iRow++) {
    walk->take = tableTakeRange;
    status = tableRow(walk, iRow, nBefore, poll);
    if (status != ASI_OK) return status;
    walk->aNext = tableLayer(walk, nBefore + (int)walk->rows->a[iRow].nTied);
    if (walk->aNext == NULL) return ASI_NOMEM;
    walk->take = tableTakeCounts;
    status = tableRow(walk, iRow, nBefore, poll);
    asiFree(walk->aHere);
    walk->aHere = walk->aNext;
    nBefore += (int)walk->rows->a[iRow].nTied;
  }
  return status;
}

/* ---- the tails ---- */

/* All values are used in the last state. */
static AsiOrderTails tableTails(const TableWalk *walk, int64_t sum) {
  const TableState *last = &walk->aState[walk->nState - 1];
  double below = 0, above = 0, at = 0;
  int64_t i;
  for (i = last->low; i <= last->high; i++) {
    double ways = walk->aHere[i - last->low];
    if (i < sum) below += ways;
    if (i == sum) at = ways;
    if (i > sum) above += ways;
  }
  return (AsiOrderTails){ (below + at) / (below + at + above), (at + above) / (below + at + above) };
}

static AsiStatus tableRun(TableWalk *walk, int64_t sum, AsiPoll *poll, AsiOrderTails *tails) {
  AsiStatus status;
  walk->nState = tableRunsStates(walk->columns);
  walk->aState = asiAllocArray((size_t)walk->nState, sizeof *walk->aState);
  if (walk->aState == NULL) return ASI_NOMEM;
  tableStates(walk);
  status = tableCount(walk, poll);
  if (status == ASI_OK) *tails = tableTails(walk, sum);
  asiFree(walk->aHere);
  asiFree(walk->aState);
  return status;
}

/* The variable with fewer states is the one whose states are kept: x and y may change places. */
static TableWalk tableWalk(const AsiRankRuns *x, const AsiRankRuns *y, void (*weigh)(TableWalk *, int)) {
  bool isTurned = tableRunsStates(x) < tableRunsStates(y);
  return (TableWalk){ .rows = isTurned ? y : x, .columns = isTurned ? x : y, .weigh = weigh };
}

/* ---- Spearman ---- */

/* What all differences of doubled midranks are multiples of; 1 where there is no difference. */
static int64_t tableUnit(const AsiRankRuns *runs) {
  int64_t unit = 0;
  int i;
  for (i = 1; i < runs->n; i++) unit = asiRankGcd(runs->a[i].rank2 - runs->a[0].rank2, unit);
  return unit > 0 ? unit : 1;
}

/* Ranks from the lowest on and in their units: small numbers without gaps. */
static void tableWeighProducts(TableWalk *walk, int iRow) {
  const AsiTieGroup *rows = walk->rows->a, *columns = walk->columns->a;
  int64_t unit = tableUnit(walk->rows) * tableUnit(walk->columns);
  int i;
  for (i = 0; i < walk->columns->n; i++) {
    walk->aWeight[i] = (int)((rows[iRow].rank2 - rows[0].rank2) * (columns[i].rank2 - columns[0].rank2) / unit);
  }
}

static int64_t tableValues(const AsiRankRuns *runs) {
  int64_t n = 0;
  int i;
  for (i = 0; i < runs->n; i++) n += runs->a[i].nTied;
  return n;
}

/* The doubled ranks of each variable add up to n (n + 1). */
AsiStatus asiRankProductTails(const AsiRankRuns *x, const AsiRankRuns *y, int64_t products, AsiPoll *poll,
                              AsiOrderTails *tails) {
  TableWalk walk = tableWalk(x, y, tableWeighProducts);
  int64_t n = tableValues(x);
  int64_t xLow = x->a[0].rank2, yLow = y->a[0].rank2;
  int64_t sum = products - (xLow + yLow) * n * (n + 1) + n * xLow * yLow;
  return tableRun(&walk, sum / (tableUnit(x) * tableUnit(y)), poll, tails);
}

/* ---- Kendall ---- */

/* How many values of earlier rows lie below the column, less those above it. */
static void tableWeighScores(TableWalk *walk, int iRow) {
  int below = 0, above = 0;
  int i;
  (void)iRow;
  for (i = 0; i < walk->columns->n; i++) above += walk->aUsed[i];
  for (i = 0; i < walk->columns->n; i++) {
    above -= walk->aUsed[i];
    walk->aWeight[i] = below - above;
    below += walk->aUsed[i];
  }
}

AsiStatus asiRankScoreTails(const AsiRankRuns *x, const AsiRankRuns *y, int64_t score, AsiPoll *poll,
                            AsiOrderTails *tails) {
  TableWalk walk = tableWalk(x, y, tableWeighScores);
  return tableRun(&walk, score, poll, tails);
}
