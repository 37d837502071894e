#include "sample.h"

#include "mem.h"

/*
** When one shape becomes another. Measured on one x86-64: with a change and an answer a row, the tree overtakes the
** table at about 75 runs when asked for totals, at 150 when asked for a median; a table of 4096 runs with its hints
** takes 200 KB and 8 to 14 ns a value, the array 2 ns and 20 to 35 for its sort.
*/
enum {
  SAMPLE_TABLE_SMALL = 64,     /* runs that any table may have */
  SAMPLE_TABLE_LARGE = 4096,   /* runs of a table that holds many times more values */
  SAMPLE_TIES_WORTH = 16,      /* so many values a run are many */
  SAMPLE_ARRAY_EXPANSION = 64, /* more values a run: a table is no longer written out as an array */
  SAMPLE_ARRAY_MULTIPLE = 8,   /* more equal values at once: not for the array */
  SAMPLE_CUBE_FITS = 1 << 20   /* values whose totals fit 64 bits */
};

/* When an array of so many values has no more runs than this, it becomes a table. */
static const struct {
  size_t nValue;
  int64_t nRun;
} aSampleSettle[] = { { 64, 40 }, { 65536, SAMPLE_TABLE_LARGE }, { SIZE_MAX, 0 } };

void asiSampleInit(AsiSample *sample, AsiOrder order) {
  memset(sample, 0, sizeof *sample);
  sample->order = order;
}

void asiSampleClear(AsiSample *sample) {
  asiRunTableClear(&sample->table);
  asiSegmentsClear(&sample->array);
  asiRunTreeClear(&sample->tree);
  if (sample->integers != NULL) asiSampleClear(sample->integers);
  asiFree(sample->integers);
  asiSampleInit(sample, sample->order);
}

/* ---- walking over runs by key ---- */

static bool sampleTableNext(const AsiRunTable *table, size_t *pi, AsiKeyRun *run) {
  if (*pi >= table->nRun) return false;
  *run = table->aRun[(*pi)++];
  return true;
}

static bool sampleNextKeyRun(const AsiSample *sample, AsiShapeCursor *cursor, AsiKeyRun *run) {
  if (sample->shape == ASI_SHAPE_TABLE) return sampleTableNext(&sample->table, &cursor->iTable, run);
  if (sample->shape == ASI_SHAPE_TREE) return asiRunTreeNext(&sample->tree, &cursor->tree, run);
  return asiSegmentsNextRun(&sample->array, sample->order, &cursor->array, run);
}

static bool sampleNextForTree(void *context, AsiKeyRun *run) {
  AsiRunCursor *cursor = context;
  return sampleNextKeyRun(cursor->sample, &cursor->doubles, run);
}

/* The integer of a run key; BY_MAGNITUDE its magnitude. */
static int64_t sampleInteger(AsiOrder order, uint64_t runKey) {
  return (int64_t)(order == ASI_BY_VALUE ? runKey ^ (uint64_t)1 << 63 : runKey);
}

static AsiNumber sampleIntegerNumber(AsiOrder order, uint64_t runKey) {
  int64_t x = sampleInteger(order, runKey);
  return (AsiNumber){ (double)x, asiRestOf(x) };
}

static bool runNextDouble(AsiRunCursor *cursor, AsiRun *run) {
  AsiKeyRun keyRun;
  if (!sampleNextKeyRun(cursor->sample, &cursor->doubles, &keyRun)) return false;
  run->value = asiRunValue(cursor->sample->order, keyRun.key);
  run->rest = 0;
  run->nNegative = keyRun.nNegative;
  run->nPositive = keyRun.nPositive;
  return true;
}

static bool runNextInteger(AsiRunCursor *cursor, AsiRun *run) {
  AsiKeyRun keyRun;
  AsiNumber number;
  if (!sampleNextKeyRun(cursor->sample->integers, &cursor->integers, &keyRun)) return false;
  number = sampleIntegerNumber(cursor->sample->order, keyRun.key);
  *run = (AsiRun){ number.value, number.rest, keyRun.nNegative, keyRun.nPositive };
  return true;
}

void asiRunFirst(AsiRunCursor *cursor, const AsiSample *sample) {
  memset(&cursor->doubles, 0, sizeof cursor->doubles);
  cursor->sample = sample;
  cursor->isMerging = sample->integers != NULL;
  if (!cursor->isMerging) return;
  memset(&cursor->integers, 0, sizeof cursor->integers);
  cursor->aHas[0] = runNextDouble(cursor, &cursor->aAhead[0]);
  cursor->aHas[1] = runNextInteger(cursor, &cursor->aAhead[1]);
}

/* No double equals an integer of (7): there are no ties between the two. */
static ASI_NOINLINE bool runNextMerged(AsiRunCursor *cursor, AsiRun *run) {
  bool isInteger = cursor->aHas[1] && !(cursor->aHas[0] && asiRunIsBelow(&cursor->aAhead[0], &cursor->aAhead[1]));
  if (!cursor->aHas[isInteger]) return false;
  *run = cursor->aAhead[isInteger];
  cursor->aHas[isInteger] =
      isInteger ? runNextInteger(cursor, &cursor->aAhead[1]) : runNextDouble(cursor, &cursor->aAhead[0]);
  return true;
}

bool asiRunNext(AsiRunCursor *cursor, AsiRun *run) {
  return cursor->isMerging ? runNextMerged(cursor, run) : runNextDouble(cursor, run);
}

bool asiSampleFirstInteger(const AsiSample *sample, int64_t *px) {
  AsiRunCursor cursor = { .sample = sample };
  AsiRun run;
  if (asiSampleCountIntegers(sample) == 0) return false;
  (void)runNextInteger(&cursor, &run);
  *px = run.nPositive > 0 ? asiRunInteger(&run) : -asiRunInteger(&run);
  return true;
}

/* Of the doubles, or of a sample of integers. */
static int64_t sampleCountOwnRuns(const AsiSample *sample) {
  AsiShapeCursor cursor;
  AsiKeyRun run;
  int64_t nRun = 0;
  if (sample->shape == ASI_SHAPE_TABLE) return sample->table.nRun;
  if (sample->shape == ASI_SHAPE_TREE) return sample->tree.nRun;
  memset(&cursor, 0, sizeof cursor);
  while (sampleNextKeyRun(sample, &cursor, &run)) nRun++;
  return nRun;
}

int64_t asiSampleCountRuns(const AsiSample *sample) {
  int64_t nRun = sampleCountOwnRuns(sample);
  return sample->integers == NULL ? nRun : nRun + sampleCountOwnRuns(sample->integers);
}

/* ---- from one shape to another: the old one is let go when the new one is whole ---- */

static AsiStatus sampleSealOwn(AsiSample *sample, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  if (sample->shape == ASI_SHAPE_ARRAY && !sample->isSorted) {
    status = asiSegmentsSort(&sample->array, poll);
    sample->isSorted = status == ASI_OK;
  }
  return status;
}

AsiStatus asiSampleSealPolled(AsiSample *sample, AsiPoll *poll) {
  AsiStatus status = sampleSealOwn(sample, poll);
  return status == ASI_OK && sample->integers != NULL ? sampleSealOwn(sample->integers, poll) : status;
}

AsiStatus asiSampleSeal(AsiSample *sample) { return asiSampleSealPolled(sample, NULL); }

static AsiStatus sampleAppendRun(AsiSegments *array, AsiOrder order, const AsiKeyRun *run) {
  AsiStatus status = ASI_OK;
  uint64_t key = run->key << order;
  for (int64_t i = 0; status == ASI_OK && i < run->nPositive; i++) status = asiSegmentsAppend(array, key);
  for (int64_t i = 0; status == ASI_OK && i < run->nNegative; i++) status = asiSegmentsAppend(array, key | 1);
  return status;
}

static AsiStatus sampleTableToArray(AsiSample *sample) {
  AsiStatus status = ASI_OK;
  for (uint32_t i = 0; status == ASI_OK && i < sample->table.nRun; i++) {
    status = sampleAppendRun(&sample->array, sample->order, &sample->table.aRun[i]);
  }
  if (status != ASI_OK) {
    asiSegmentsClear(&sample->array);
    return status;
  }
  asiRunTableClear(&sample->table);
  sample->shape = ASI_SHAPE_ARRAY;
  sample->isSorted = true;
  return ASI_OK;
}

static AsiStatus sampleSealedToTable(AsiSample *sample) {
  AsiSegmentCursor cursor = { 0 };
  AsiStatus status = ASI_OK;
  AsiKeyRun run;
  while (status == ASI_OK && asiSegmentsNextRun(&sample->array, sample->order, &cursor, &run)) {
    status = asiRunTableAdd(&sample->table, &run);
  }
  if (status != ASI_OK) {
    asiRunTableClear(&sample->table);
    return status;
  }
  asiSegmentsClear(&sample->array);
  sample->shape = ASI_SHAPE_TABLE;
  return ASI_OK;
}

static AsiStatus sampleSealedToTree(AsiSample *sample, int64_t nRun) {
  AsiStatus status;
  AsiRunCursor cursor = { .sample = sample };
  status = asiRunTreeBuild(&sample->tree, nRun, sampleNextForTree, &cursor);
  if (status != ASI_OK) return status;
  asiRunTableClear(&sample->table);
  asiSegmentsClear(&sample->array);
  sample->shape = ASI_SHAPE_TREE;
  return ASI_OK;
}

/* To one of the shapes that take O(distinct) memory. */
static AsiStatus sampleGather(AsiSample *sample) {
  AsiStatus status = sampleSealOwn(sample, NULL);
  int64_t nRun;
  if (status != ASI_OK || sample->shape == ASI_SHAPE_TREE) return status;
  nRun = sampleCountOwnRuns(sample);
  if (nRun >= SAMPLE_TABLE_SMALL) return sampleSealedToTree(sample, nRun);
  return sample->shape == ASI_SHAPE_ARRAY ? sampleSealedToTable(sample) : ASI_OK;
}

/* The array is long enough to judge: tied data go to a table, others stay. */
static AsiStatus sampleSettle(AsiSample *sample) {
  AsiStatus status = sampleSealOwn(sample, NULL);
  if (status != ASI_OK) return status;
  if (sampleCountOwnRuns(sample) <= aSampleSettle[sample->iSettle].nRun) status = sampleSealedToTable(sample);
  if (status == ASI_OK) sample->iSettle++;
  return status;
}

static int64_t sampleStored(const AsiSample *sample) { return sample->n - sample->nZero; }

static bool sampleTableIsFull(const AsiSample *sample) {
  uint32_t nRun = sample->table.nRun;
  if (nRun < SAMPLE_TABLE_SMALL) return false;
  return sample->isAskedOften || nRun >= SAMPLE_TABLE_LARGE || sampleStored(sample) / SAMPLE_TIES_WORTH < nRun;
}

/* The table is full and a new value comes. */
static AsiStatus sampleLeaveTable(AsiSample *sample) {
  bool isLong = sampleStored(sample) / SAMPLE_ARRAY_EXPANSION > sample->table.nRun;
  if (sample->isAskedOften || isLong) return sampleSealedToTree(sample, sample->table.nRun);
  return sampleTableToArray(sample);
}

AsiStatus asiSampleAskOften(AsiSample *sample) {
  AsiStatus status = sampleGather(sample);
  if (status == ASI_OK) sample->isAskedOften = true;
  return status == ASI_OK && sample->integers != NULL ? asiSampleAskOften(sample->integers) : status;
}

/* ---- changing ---- */

/* Without a branch: which sign comes next is a coin toss. */
static inline AsiKeyRun sampleKeyRun(AsiOrder order, uint64_t element, int64_t n) {
  int64_t nNegative = n & -(int64_t)(element & (uint64_t)order);
  AsiKeyRun run = { element >> order, nNegative, n - nNegative };
  return run;
}

/* A value whose run the table remembers: what scores are, row after row. */
static inline bool sampleBump(AsiSample *sample, const AsiKeyRun *run) {
  AsiKeyRun *found;
  if (sample->shape != ASI_SHAPE_TABLE) return false;
  found = asiRunTableHinted(&sample->table, run->key);
  if (found == NULL) return false;
  found->nNegative += run->nNegative;
  found->nPositive += run->nPositive;
  return true;
}

/* Before values are added: to the shape that has a place for them. */
static AsiStatus sampleReshape(AsiSample *sample, uint64_t runKey, int64_t n) {
  AsiStatus status = ASI_OK;
  if (sample->shape == ASI_SHAPE_TABLE && sampleTableIsFull(sample) &&
      asiRunTableFind(&sample->table, runKey) == NULL) {
    status = sampleLeaveTable(sample);
  }
  if (status != ASI_OK || sample->shape != ASI_SHAPE_ARRAY) return status;
  if (n > SAMPLE_ARRAY_MULTIPLE) return sampleGather(sample);
  if (asiSegmentsCount(&sample->array) < aSampleSettle[sample->iSettle].nValue) return ASI_OK;
  return sampleSettle(sample);
}

/* n is small, so the copies before a failure lie at the end of the last segment. */
static AsiStatus sampleAppend(AsiSample *sample, uint64_t element, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    AsiStatus status = asiSegmentsAppend(&sample->array, element);
    if (status != ASI_OK) {
      if (i > 0) sample->array.pNext -= i;
      return status;
    }
  }
  sample->isSorted = false;
  return ASI_OK;
}

static ASI_NOINLINE AsiStatus sampleStore(AsiSample *sample, uint64_t element, int64_t n) {
  AsiKeyRun run = sampleKeyRun(sample->order, element, n);
  AsiStatus status = sampleReshape(sample, run.key, n);
  if (status != ASI_OK) return status;
  if (sample->shape == ASI_SHAPE_TABLE) return asiRunTableAdd(&sample->table, &run);
  if (sample->shape == ASI_SHAPE_TREE) return asiRunTreeAdd(&sample->tree, &run);
  return sampleAppend(sample, element, n);
}

/* BY_MAGNITUDE zeros take no part in the order, so they are counted and not stored. */
static inline bool sampleIsStored(const AsiSample *sample, double x) { return x != 0 || sample->order == ASI_BY_VALUE; }

static inline AsiStatus sampleTake(AsiSample *sample, uint64_t element, int64_t n) {
  AsiKeyRun run = sampleKeyRun(sample->order, element, n);
  if (!sampleBump(sample, &run)) {
    AsiStatus status = sampleStore(sample, element, n);
    if (status != ASI_OK) return status;
  }
  sample->n += n;
  return ASI_OK;
}

AsiStatus asiSampleAdd(AsiSample *sample, double x, int64_t n) {
  if (n == 0) return ASI_OK;
  if (n > ASI_SAMPLE_MAX - asiSampleCount(sample)) return ASI_LIMIT;
  if (sampleIsStored(sample, x)) return sampleTake(sample, asiElementKey(sample->order, x + 0.0), n);
  sample->nZero += n;
  sample->n += n;
  return ASI_OK;
}

static AsiStatus sampleBeginIntegers(AsiSample *sample) {
  AsiSample *integers = asiAlloc(sizeof *integers);
  AsiStatus status;
  if (integers == NULL) return ASI_NOMEM;
  asiSampleInit(integers, sample->order);
  status = sample->isAskedOften ? asiSampleAskOften(integers) : ASI_OK;
  if (status == ASI_OK) {
    sample->integers = integers;
  } else {
    asiFree(integers);
  }
  return status;
}

/* The element key of an integer, as run.h has them for doubles; above -2^63 a magnitude has 63 bits. */
static uint64_t sampleIntegerKey(AsiOrder order, int64_t x) {
  if (order == ASI_BY_VALUE) return (uint64_t)x ^ (uint64_t)1 << 63;
  return x < 0 ? (0 - (uint64_t)x) << 1 | 1 : (uint64_t)x << 1;
}

AsiStatus asiSampleAddInteger(AsiSample *sample, int64_t x, int64_t n) {
  AsiStatus status = ASI_OK;
  if (asiRestOf(x) == 0) return asiSampleAdd(sample, (double)x, n);
  if (n > ASI_SAMPLE_MAX - asiSampleCount(sample)) return ASI_LIMIT;
  if (sample->integers == NULL) status = sampleBeginIntegers(sample);
  return status == ASI_OK ? sampleTake(sample->integers, sampleIntegerKey(sample->order, x), n) : status;
}

static inline void sampleDrop(AsiSample *sample, uint64_t element, int64_t n) {
  AsiKeyRun run = sampleKeyRun(sample->order, element, n);
  if (sample->shape == ASI_SHAPE_TREE) {
    asiRunTreeRemove(&sample->tree, &run);
  } else {
    asiRunTableRemove(&sample->table, &run);
  }
  sample->n -= n;
}

AsiStatus asiSampleRemove(AsiSample *sample, double x, int64_t n) {
  if (n == 0) return ASI_OK;
  if (!sample->isAskedOften) {
    AsiStatus status = asiSampleAskOften(sample);
    if (status != ASI_OK) return status;
  }
  if (sampleIsStored(sample, x)) {
    sampleDrop(sample, asiElementKey(sample->order, x + 0.0), n);
  } else {
    sample->nZero -= n;
    sample->n -= n;
  }
  return ASI_OK;
}

AsiStatus asiSampleRemoveInteger(AsiSample *sample, int64_t x, int64_t n) {
  if (asiRestOf(x) == 0) return asiSampleRemove(sample, (double)x, n);
  if (!sample->isAskedOften) {
    AsiStatus status = asiSampleAskOften(sample);
    if (status != ASI_OK) return status;
  }
  sampleDrop(sample->integers, sampleIntegerKey(sample->order, x), n);
  return ASI_OK;
}

/* ---- asking ---- */

static uint64_t sampleSelectInTable(const AsiRunTable *table, int64_t k) {
  const AsiKeyRun *run = table->aRun;
  for (; k >= run->nPositive; run++) k -= run->nPositive;
  return run->key;
}

static uint64_t sampleSelectInArray(const AsiSample *sample, int64_t k) {
  if (sample->isSorted) return *asiSegmentsAt(&sample->array, (size_t)k);
  return asiSegmentsSelect(&sample->array, (size_t)k);
}

static uint64_t sampleSelectKey(const AsiSample *sample, int64_t k) {
  switch (sample->shape) {
  case ASI_SHAPE_TABLE: return sampleSelectInTable(&sample->table, k);
  case ASI_SHAPE_ARRAY: return sampleSelectInArray(sample, k);
  default: return asiRunTreeSelect(&sample->tree, k);
  }
}

static AsiNumber sampleSelectDouble(const AsiSample *sample, int64_t k) {
  return (AsiNumber){ asiRunValue(ASI_BY_VALUE, sampleSelectKey(sample, k)), 0 };
}

static AsiNumber sampleSelectInteger(const AsiSample *sample, int64_t k) {
  return sampleIntegerNumber(ASI_BY_VALUE, sampleSelectKey(sample->integers, k));
}

/* How many doubles are among the k smallest of both: by bisection, for the k smallest are the first of each. */
static int64_t sampleDoublesBelow(const AsiSample *sample, int64_t k) {
  int64_t low = k > sample->integers->n ? k - sample->integers->n : 0;
  int64_t high = k < sample->n ? k : sample->n;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (asiNumberIsBelow(sampleSelectDouble(sample, middle), sampleSelectInteger(sample, k - 1 - middle))) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static AsiNumber sampleSelectMerged(const AsiSample *sample, int64_t k) {
  int64_t i = sampleDoublesBelow(sample, k), j = k - i;
  AsiNumber real;
  if (i == sample->n) return sampleSelectInteger(sample, j);
  real = sampleSelectDouble(sample, i);
  if (j == sample->integers->n || asiNumberIsBelow(real, sampleSelectInteger(sample, j))) return real;
  return sampleSelectInteger(sample, j);
}

AsiNumber asiSampleSelectNumber(const AsiSample *sample, int64_t k) {
  return sample->integers == NULL ? sampleSelectDouble(sample, k) : sampleSelectMerged(sample, k);
}

double asiSampleSelect(const AsiSample *sample, int64_t k) { return asiSampleSelectNumber(sample, k).value; }

/* The same in 64 bits, for few values: the answer that groups and frames wait for. */
typedef struct SmallTotals {
  uint64_t n, nPositive, w2Positive, tieTerm;
} SmallTotals;

static inline void sampleSmallAppend(SmallTotals *sum, const AsiKeyRun *run) {
  uint64_t nPositive = (uint64_t)run->nPositive, t = nPositive + (uint64_t)run->nNegative;
  sum->w2Positive += nPositive * (2 * sum->n + t + 1);
  sum->tieTerm += t * t * t - t;
  sum->nPositive += nPositive;
  sum->n += t;
}

static void sampleSmallTotals(const AsiSample *sample, AsiRankTotals *totals) {
  AsiSegmentCursor cursor = { .nEntered = 0 };
  SmallTotals sum = { .n = 0 };
  AsiKeyRun run;
  if (sample->shape == ASI_SHAPE_TABLE) {
    for (uint32_t i = 0; i < sample->table.nRun; i++) sampleSmallAppend(&sum, &sample->table.aRun[i]);
  } else {
    while (asiSegmentsNextRun(&sample->array, sample->order, &cursor, &run)) sampleSmallAppend(&sum, &run);
  }
  totals->nPositive = (int64_t)sum.nPositive;
  totals->nNegative = (int64_t)(sum.n - sum.nPositive);
  totals->w2Positive = sum.w2Positive;
  totals->tieTerm = sum.tieTerm;
}

static void sampleLargeTotals(const AsiSample *sample, AsiRankTotals *totals) {
  AsiRankTotals sum = { .nZero = 0 };
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    AsiKeyRun counts = { 0, run.nNegative, run.nPositive };
    asiTotalsAppend(&sum, &counts);
  }
  *totals = sum;
}

AsiStatus asiSampleRankTotals(AsiSample *sample, AsiRankTotals *totals) {
  AsiStatus status = asiSampleSeal(sample);
  if (status != ASI_OK) return status;
  if (sample->integers != NULL) {
    sampleLargeTotals(sample, totals);
  } else if (sample->shape == ASI_SHAPE_TREE) {
    *totals = sample->tree.totals;
  } else if (sample->n <= SAMPLE_CUBE_FITS) {
    sampleSmallTotals(sample, totals);
  } else {
    sampleLargeTotals(sample, totals);
  }
  totals->nZero = sample->nZero;
  return ASI_OK;
}
