/*
** The sample against an obvious oracle: a list of (value, how often), sorted by value, searched and counted plainly.
**
** The sources of the module are included, so that their allocation door can fail and be counted here; what the test
** links with serves the rest.
*/
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "expect.h"
#include "mem.h"
#include "random.h"

/* ---- a heap that fails once, or from some allocation on, and knows what is still out; full of what nobody wrote ---- */

static int64_t nHeapOut, nHeapCall, iHeapFail = -1;
static size_t nHeapByte; /* of the last block */
static bool isHeapDead;  /* after the failure, everything fails */

static bool heapFails(void) {
  int64_t iCall = nHeapCall++;
  return iCall == iHeapFail || (isHeapDead && iHeapFail >= 0 && iCall > iHeapFail);
}

static void *heapAlloc(size_t nByte) {
  void *p = nByte == 0 || heapFails() ? NULL : malloc(nByte);
  nHeapOut += p != NULL;
  nHeapByte = nByte;
  if (p != NULL) memset(p, 0xA5, nByte < 4096 ? nByte : 4096);
  return p;
}

static void *heapRealloc(void *pOld, size_t nByte) {
  void *p;
  if (heapFails()) return NULL;
  p = realloc(pOld, nByte);
  nHeapOut += p != NULL && pOld == NULL;
  return p;
}

static void heapFree(void *p) {
  nHeapOut -= p != NULL;
  free(p);
}

#define asiAlloc heapAlloc
#define asiRealloc heapRealloc
#define asiFree heapFree
#define asiAllocArray heapAllocArray
#define asiAllocZero heapAllocZero
#define asiGrow heapGrow
static void *asiAllocArray(size_t n, size_t nEach);
static AsiStatus asiGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach);

#include "run_table.c"
#include "run_tree.c"
#include "segments.c"
#include "sample.c"

static void *heapAllocArray(size_t n, size_t nEach) { return heapAlloc(n * nEach); }

static AsiStatus heapGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach) {
  size_t nAlloc = *pnAlloc < 8 ? 8 : *pnAlloc;
  void *p;
  if (nNeed <= *pnAlloc) return ASI_OK;
  while (nAlloc < nNeed) nAlloc *= 2;
  p = heapRealloc(*ppArray, nAlloc * nEach);
  if (p == NULL) return ASI_NOMEM;
  *ppArray = p;
  *pnAlloc = nAlloc;
  return ASI_OK;
}

/* ---- random numbers, and the time ---- */

static double randomUnit(void) { return (double)(random64() >> 11) * 0x1p-53; }

static double secondsNow(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* ---- the oracle ---- */

typedef struct Entry {
  double x;
  int64_t n;
} Entry;

typedef struct Oracle {
  Entry *a; /* ascending by x, n > 0 */
  int64_t nEntry, nAlloc;
} Oracle;

static int64_t oraclePlace(const Oracle *oracle, double x) {
  int64_t lo = 0, hi = oracle->nEntry;
  while (lo < hi) {
    int64_t mid = (lo + hi) / 2;
    if (oracle->a[mid].x < x) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

static void oracleChange(Oracle *oracle, double x, int64_t n) {
  int64_t i = oraclePlace(oracle, x);
  if (n == 0) return;
  if (i == oracle->nEntry || oracle->a[i].x != x) {
    if (oracle->nEntry == oracle->nAlloc) {
      oracle->nAlloc = 2 * oracle->nAlloc + 16;
      oracle->a = realloc(oracle->a, (size_t)oracle->nAlloc * sizeof(Entry));
      if (oracle->a == NULL) abort();
    }
    memmove(&oracle->a[i + 1], &oracle->a[i], (size_t)(oracle->nEntry - i) * sizeof(Entry));
    oracle->nEntry++;
    oracle->a[i].x = x + 0.0;
    oracle->a[i].n = 0;
  }
  oracle->a[i].n += n;
  if (oracle->a[i].n > 0) return;
  oracle->nEntry--;
  memmove(&oracle->a[i], &oracle->a[i + 1], (size_t)(oracle->nEntry - i) * sizeof(Entry));
}

static int compareDoubles(const void *p, const void *q) {
  double a = *(const double *)p, b = *(const double *)q;
  return (a > b) - (a < b);
}

static void oracleOf(Oracle *oracle, const double *x, int64_t n) {
  double *sorted = malloc((size_t)n * sizeof(double));
  if (sorted == NULL) abort();
  memcpy(sorted, x, (size_t)n * sizeof(double));
  qsort(sorted, (size_t)n, sizeof(double), compareDoubles);
  memset(oracle, 0, sizeof *oracle);
  oracle->a = malloc((size_t)n * sizeof(Entry));
  if (oracle->a == NULL) abort();
  oracle->nAlloc = n;
  for (int64_t i = 0; i < n; i++) {
    if (i == 0 || sorted[i] != sorted[i - 1]) {
      oracle->a[oracle->nEntry].x = sorted[i] + 0.0;
      oracle->a[oracle->nEntry++].n = 0;
    }
    oracle->a[oracle->nEntry - 1].n++;
  }
  free(sorted);
}

static void oracleClear(Oracle *oracle) {
  free(oracle->a);
  memset(oracle, 0, sizeof *oracle);
}

static int compareMagnitudes(const void *p, const void *q) {
  double a = fabs(((const Entry *)p)->x), b = fabs(((const Entry *)q)->x);
  return (a > b) - (a < b);
}

/* The runs in the order of the sample, made from nothing but the oracle's list. */
static int64_t oracleRuns(const Oracle *oracle, AsiOrder order, AsiRun *aRun) {
  Entry *a = malloc((size_t)(oracle->nEntry + 1) * sizeof(Entry));
  int64_t nRun = 0;
  if (a == NULL) abort();
  if (oracle->nEntry > 0) memcpy(a, oracle->a, (size_t)oracle->nEntry * sizeof(Entry));
  if (order == ASI_BY_MAGNITUDE && oracle->nEntry > 0) {
    qsort(a, (size_t)oracle->nEntry, sizeof(Entry), compareMagnitudes);
  }
  for (int64_t i = 0; i < oracle->nEntry; i++) {
    double value = order == ASI_BY_MAGNITUDE ? fabs(a[i].x) : a[i].x;
    if (order == ASI_BY_MAGNITUDE && value == 0) continue;
    if (nRun == 0 || aRun[nRun - 1].value != value) {
      AsiRun run = { value, 0, 0, 0 };
      aRun[nRun++] = run;
    }
    if (order == ASI_BY_MAGNITUDE && a[i].x < 0) {
      aRun[nRun - 1].nNegative += a[i].n;
    } else {
      aRun[nRun - 1].nPositive += a[i].n;
    }
  }
  free(a);
  return nRun;
}

static bool sameCounts(const AsiSample *sample, const Oracle *oracle) {
  int64_t n = 0, nZero = 0;
  for (int64_t i = 0; i < oracle->nEntry; i++) {
    n += oracle->a[i].n;
    if (oracle->a[i].x == 0) nZero += oracle->a[i].n;
  }
  if (sample->order == ASI_BY_VALUE) nZero = 0;
  return asiSampleCount(sample) == n && asiSampleCountZero(sample) == nZero;
}

/* The k-th smallest for k at the ends, at both sides of each of some steps, and between. */
static bool sameSelect(const AsiSample *sample, const Oracle *oracle, int64_t nStep) {
  int64_t before = 0, nSkip = oracle->nEntry / nStep + 1;
  for (int64_t i = 0; i < oracle->nEntry; before += oracle->a[i++].n) {
    const Entry *entry = &oracle->a[i];
    if (i % nSkip != 0 && i + 1 != oracle->nEntry) continue;
    if (asiSampleSelect(sample, before) != entry->x || asiSampleSelect(sample, before + entry->n - 1) != entry->x ||
        asiSampleSelect(sample, before + entry->n / 2) != entry->x) {
      return false;
    }
  }
  return true;
}

static bool sameRuns(AsiSample *sample, const Oracle *oracle) {
  AsiRun *aRun = malloc((size_t)(oracle->nEntry + 1) * sizeof(AsiRun));
  AsiRun run = { 0, 0, 0, 0 };
  AsiRankTotals totals, expected = { .nZero = asiSampleCountZero(sample) };
  AsiRunCursor at;
  int64_t nRun, i = 0;
  bool isSame = true;
  if (aRun == NULL) abort();
  nRun = oracleRuns(oracle, sample->order, aRun);
  asiRunFirst(&at, sample);
  for (; isSame && asiRunNext(&at, &run); i++) {
    asi_u128 t;
    if (i >= nRun || run.value != aRun[i].value || signbit(run.value) != signbit(aRun[i].value) ||
        run.nNegative != aRun[i].nNegative || run.nPositive != aRun[i].nPositive) {
      isSame = false;
      break;
    }
    t = (asi_u128)(run.nNegative + run.nPositive);
    expected.w2Positive += (asi_u128)run.nPositive * (2 * (asi_u128)(expected.nNegative + expected.nPositive) + t + 1);
    expected.tieTerm += t * t * t - t;
    expected.nNegative += run.nNegative;
    expected.nPositive += run.nPositive;
  }
  isSame = isSame && i == nRun && asiSampleCountRuns(sample) == nRun && !asiRunNext(&at, &run);
  isSame = isSame && asiSampleRankTotals(sample, &totals) == ASI_OK && totals.nZero == expected.nZero &&
           totals.nNegative == expected.nNegative && totals.nPositive == expected.nPositive &&
           totals.w2Positive == expected.w2Positive && totals.tieTerm == expected.tieTerm;
  free(aRun);
  return isSame;
}

static bool sameSample(AsiSample *sample, const Oracle *oracle, int64_t nStep) {
  if (!sameCounts(sample, oracle) || asiSampleSeal(sample) != ASI_OK || !sameRuns(sample, oracle)) return false;
  return sample->order == ASI_BY_MAGNITUDE || sameSelect(sample, oracle, nStep);
}

/* ---- values ---- */

typedef struct Source {
  const char *zName;
  double (*draw)(void);
} Source;

static double drawScore(void) { return (double)randomBelow(17); }
static double drawScoreDifference(void) { return (double)(randomBelow(17) - randomBelow(17)); }
static double drawWhole(void) { return (double)(randomBelow(2001) - 1000); }
static double drawManyWhole(void) { return (double)(randomBelow(20001) - 10000); }
static double drawDecimal(void) { return (double)(randomBelow(4001) - 2000) / 10.0; }
static double drawContinuous(void) { return randomUnit() * 2 - 1; }
static double drawSkewed(void) { return exp(12 * randomUnit() - 6) - 0.5; }
static double drawEqual(void) { return -7.25; }
static double drawZeros(void) {
  return randomBelow(3) == 0 ? (double)(randomBelow(5) - 2) : randomBelow(2) ? 0.0 : -0.0;
}

static double drawExtreme(void) {
  static const double a[] = { 1.7976931348623157e308,
                              -1.7976931348623157e308,
                              4.9406564584124654e-324,
                              -4.9406564584124654e-324,
                              2.2250738585072014e-308,
                              -0.0,
                              0.0,
                              1e300,
                              -1e-300,
                              1.0 };
  return a[randomBelow((int64_t)(sizeof a / sizeof a[0]))];
}

static double drawSubnormal(void) { return (double)(randomBelow(100001) - 50000) * 4.9406564584124654e-324; }
static double drawHugeOrTiny(void) {
  return randomBelow(2) ? (randomUnit() - 0.5) * 1e308 : (randomUnit() - 0.5) * 1e-308;
}

/* Every scale a double has: exponents as frequent as each other. */
static double drawAnyScale(void) {
  double x = ldexp(randomUnit() + 1, (int)randomBelow(2000) - 1000);
  return randomBelow(2) ? x : -x;
}

/* Clusters within clusters, which leave most keys together at each digit. */
static double drawNested(void) {
  double x = 1;
  for (int i = 0; i < 5 && randomBelow(50) != 0; i++) x += ldexp((double)randomBelow(3), -10 * (i + 1));
  return x;
}

static const Source aSource[] = {
  { "scores", drawScore },         { "score differences", drawScoreDifference },
  { "2001 whole", drawWhole },     { "20001 whole", drawManyWhole },
  { "decimals", drawDecimal },     { "continuous", drawContinuous },
  { "skewed", drawSkewed },        { "all equal", drawEqual },
  { "zeros", drawZeros },          { "extremes", drawExtreme },
  { "subnormals", drawSubnormal }, { "huge or tiny", drawHugeOrTiny },
  { "any scale", drawAnyScale },   { "nested clusters", drawNested },
};
enum { N_SOURCE = sizeof aSource / sizeof aSource[0] };

static const char *caseName(const char *zTest, const char *zSource, AsiOrder order) {
  static char z[200];
  snprintf(z, sizeof z, "%s, %s, by %s", zTest, zSource, order == ASI_BY_VALUE ? "value" : "magnitude");
  return z;
}

/* ---- the parts by themselves ---- */

static AsiKeyRun keyRun(uint64_t key) { return (AsiKeyRun){ key, 0, 1 }; }

/* A model of runs: how often each key from 0 to N_MODEL - 1 is there, of either sign. */
enum { N_MODEL = 1200 };
typedef struct Model {
  int64_t aNegative[N_MODEL], aPositive[N_MODEL];
} Model;

/* Keys far apart, which differ in high and low bits. */
static uint64_t modelKey(int i) { return ((uint64_t)i << 40) + (uint64_t)i * 3 + 1; }

/* What the model holds, in order; returns how many runs. */
static int modelRuns(const Model *model, AsiKeyRun *aRun) {
  int nRun = 0;
  for (int i = 0; i < N_MODEL; i++) {
    if (model->aNegative[i] + model->aPositive[i] == 0) continue;
    aRun[nRun++] = (AsiKeyRun){ modelKey(i), model->aNegative[i], model->aPositive[i] };
  }
  return nRun;
}

static AsiRankTotals totalsOf(const AsiKeyRun *aRun, int nRun) {
  AsiRankTotals totals = { .nZero = 0 };
  asi_u128 before = 0;
  for (int i = 0; i < nRun; i++) {
    uint64_t nPositive = (uint64_t)aRun[i].nPositive;
    asi_u128 t = (asi_u128)(uint64_t)(aRun[i].nNegative + aRun[i].nPositive);
    totals.w2Positive += nPositive * (2 * before + t + 1);
    totals.tieTerm += t * t * t - t;
    totals.nPositive += aRun[i].nPositive;
    totals.nNegative += aRun[i].nNegative;
    before += t;
  }
  return totals;
}

static bool sameTotals(const AsiRankTotals *a, const AsiRankTotals *b) {
  return a->nZero == b->nZero && a->nNegative == b->nNegative && a->nPositive == b->nPositive &&
         a->w2Positive == b->w2Positive && a->tieTerm == b->tieTerm;
}

static bool sameKeyRun(const AsiKeyRun *a, const AsiKeyRun *b) {
  return a->key == b->key && a->nNegative == b->nNegative && a->nPositive == b->nPositive;
}

/* ---- the tree ---- */

/* What a walk over all nodes finds. */
typedef struct TreeSurvey {
  int64_t nNode;
  int64_t nLeast; /* entries in the emptiest node but the root */
  const AsiTreeNode *lastLeaf;
  bool isSound;
} TreeSurvey;

/* Every key of the node is at least `low` and below `high`, entries ascend and say what lies below, the leaves form the
** chain. */
static void surveyNode(const AsiTreeNode *node, bool isRoot, uint64_t low, uint64_t high, TreeSurvey *survey) {
  survey->nNode++;
  survey->isSound &= node->nUsed <= TREE_FAN && (isRoot || node->nUsed > 0);
  if (!isRoot && node->nUsed < survey->nLeast) survey->nLeast = node->nUsed;
  for (int i = 0; i < node->nUsed; i++) {
    survey->isSound &= node->aKey[i] >= low && node->aKey[i] < high && (i == 0 || node->aKey[i - 1] < node->aKey[i]);
    survey->isSound &= node->aPositive[i] >= 0 && node->aCount[i] >= node->aPositive[i] && node->aCount[i] > 0;
  }
  if (node->nLevel == 0) {
    if (survey->lastLeaf != NULL) survey->isSound &= survey->lastLeaf->pNext == node;
    survey->lastLeaf = node;
    return;
  }
  for (int i = 0; i < node->nUsed && survey->isSound; i++) {
    const AsiTreeNode *child = node->apChild[i];
    int64_t nCount = 0, nPositive = 0;
    for (int j = 0; j < child->nUsed; j++) nCount += child->aCount[j];
    for (int j = 0; j < child->nUsed; j++) nPositive += child->aPositive[j];
    survey->isSound &= child->nLevel == node->nLevel - 1;
    survey->isSound &= nCount == node->aCount[i] && nPositive == node->aPositive[i];
    surveyNode(child, false, node->aKey[i], i + 1 < node->nUsed ? node->aKey[i + 1] : high, survey);
  }
}

static bool treeIsSound(const AsiRunTree *tree, TreeSurvey *survey) {
  const AsiTreeNode *node = tree->pRoot;
  *survey = (TreeSurvey){ 0, INT64_MAX, NULL, true };
  if (node == NULL) return tree->pFirst == NULL && tree->nRun == 0;
  if (node->nLevel > 0 && (node->nUsed < 1 || node->aKey[0] != 0)) return false;
  surveyNode(node, true, 0, UINT64_MAX, survey);
  if (!survey->isSound || survey->lastLeaf->pNext != NULL) return false;
  for (; node->nLevel > 0; node = node->apChild[0]) survey->isSound &= node->aKey[0] == 0;
  return survey->isSound && tree->pFirst == node;
}

static bool treeIs(const AsiRunTree *tree, const AsiKeyRun *aRun, int nRun) {
  AsiRankTotals totals = totalsOf(aRun, nRun);
  TreeSurvey survey;
  AsiTreeCursor at = { 0 };
  AsiKeyRun run;
  bool isSame = treeIsSound(tree, &survey) && survey.nNode == nHeapOut && tree->nRun == nRun;
  isSame = isSame && (nRun == 0 || survey.nNode == 1 || survey.nLeast >= TREE_LOW);
  isSame = isSame && sameTotals(&tree->totals, &totals);
  for (int i = 0; isSame && i < nRun; i++) isSame = asiRunTreeNext(tree, &at, &run) && sameKeyRun(&run, &aRun[i]);
  return isSame && !asiRunTreeNext(tree, &at, &run);
}

/* The k-th value for every k at the ends of runs. */
static bool treeSelects(const AsiRunTree *tree, const AsiKeyRun *aRun, int nRun) {
  int64_t before = 0;
  for (int i = 0; i < nRun; i++) {
    int64_t t = aRun[i].nNegative + aRun[i].nPositive;
    if (asiRunTreeSelect(tree, before) != aRun[i].key || asiRunTreeSelect(tree, before + t - 1) != aRun[i].key) {
      return false;
    }
    before += t;
  }
  return true;
}

/* Every allocation on the way fails first: the tree holds what it held. */
static bool treeAddsStubbornly(AsiRunTree *tree, const AsiKeyRun *run, int nRun) {
  AsiStatus status = ASI_NOMEM;
  bool isGood = true;
  for (int iFail = 0; isGood && status == ASI_NOMEM; iFail++) {
    TreeSurvey survey;
    iHeapFail = nHeapCall + iFail;
    status = asiRunTreeAdd(tree, run);
    iHeapFail = -1;
    if (status == ASI_NOMEM) isGood = treeIsSound(tree, &survey) && tree->nRun == nRun;
  }
  return isGood && status == ASI_OK;
}

static bool treeTakes(AsiRunTree *tree, Model *model, int i, int64_t nNegative, int64_t nPositive) {
  AsiKeyRun run = { modelKey(i), nNegative, nPositive };
  model->aNegative[i] += nNegative;
  model->aPositive[i] += nPositive;
  if (nNegative + nPositive > 0 && randomBelow(2) == 0) return asiRunTreeAdd(tree, &run) == ASI_OK;
  if (nNegative + nPositive > 0) return treeAddsStubbornly(tree, &run, (int)tree->nRun);
  run.nNegative = -nNegative;
  run.nPositive = -nPositive;
  asiRunTreeRemove(tree, &run);
  return true;
}

/* Grows to nMost runs and shrinks to none, twice, the counts of either sign changing; compared on the way. */
static bool treeSwells(int nMost) {
  AsiRunTree tree = { 0 };
  Model model = { { 0 }, { 0 } };
  static AsiKeyRun aRun[N_MODEL];
  bool isGood = true;
  for (int iRound = 0; isGood && iRound < 4; iRound++) {
    bool isGrowing = iRound % 2 == 0;
    for (int iStep = 0; isGood && (isGrowing ? tree.nRun < nMost : tree.nRun > 0); iStep++) {
      int i = (int)randomBelow(nMost);
      int64_t nNegative = randomBelow(4), nPositive = randomBelow(3);
      int64_t nThere = model.aNegative[i] + model.aPositive[i];
      if (randomBelow(8) == 0 && nNegative + nPositive > 0 && nThere > 0) {
        isGood = treeTakes(&tree, &model, i, nNegative, nPositive);
      } else if (randomBelow(8) == 0 && nThere > 1) {
        isGood = treeTakes(&tree, &model, i, -(model.aNegative[i] > 0), -(model.aNegative[i] == 0));
      } else if (isGrowing ? nThere == 0 : nThere > 0) {
        isGood = treeTakes(&tree, &model, i, isGrowing ? 2 : -model.aNegative[i], isGrowing ? 1 : -model.aPositive[i]);
      }
      if (iStep % 7 == 0) isGood = isGood && treeIs(&tree, aRun, modelRuns(&model, aRun));
      if (iStep % 91 == 0) isGood = isGood && treeSelects(&tree, aRun, modelRuns(&model, aRun));
    }
    isGood = isGood && treeIs(&tree, aRun, modelRuns(&model, aRun)) && treeSelects(&tree, aRun, (int)tree.nRun);
  }
  asiRunTreeClear(&tree);
  return isGood && nHeapOut == 0 && tree.pRoot == NULL && tree.pFirst == NULL && tree.nRun == 0;
}

static void testTreeSwells(void) {
  static const int aMost[] = { 1, 2, 31, 32, 33, 64, 150, N_MODEL };
  for (size_t i = 0; i < sizeof aMost / sizeof aMost[0]; i++) {
    expect(treeSwells(aMost[i]), "a tree that swells and shrinks");
  }
}

/* Keys that rise, or fall, so that the last or the first leaf splits; removed from either end. */
static bool treeFromEnd(bool isRising, bool isFirstOut) {
  enum { N = 1100 };
  AsiRunTree tree = { 0 };
  Model model = { { 0 }, { 0 } };
  static AsiKeyRun aRun[N_MODEL];
  bool isGood = true;
  for (int i = 0; isGood && i < N; i++) {
    isGood = treeTakes(&tree, &model, isRising ? i : N - 1 - i, i % 3, 1 + i % 2);
    if (i % 5 == 0 || i % 32 == 0) isGood = isGood && treeIs(&tree, aRun, modelRuns(&model, aRun));
  }
  for (int i = 0; isGood && i < N; i++) {
    int iOut = isFirstOut ? i : N - 1 - i;
    isGood = treeTakes(&tree, &model, iOut, -model.aNegative[iOut], -model.aPositive[iOut]);
    if (i % 5 == 0) isGood = isGood && treeIs(&tree, aRun, modelRuns(&model, aRun));
  }
  isGood = isGood && treeIs(&tree, aRun, 0);
  asiRunTreeClear(&tree);
  return isGood && nHeapOut == 0;
}

static void testTreeFromEnds(void) {
  expect(treeFromEnd(true, true), "a tree of rising keys, the first out first");
  expect(treeFromEnd(true, false), "a tree of rising keys, the last out first");
  expect(treeFromEnd(false, true), "a tree of falling keys, the first out first");
  expect(treeFromEnd(false, false), "a tree of falling keys, the last out first");
}

/* How many keys of a node are at most a key: every number of entries, every place. */
static void testTreeRank(void) {
  AsiTreeNode *node = treeNewNode(0);
  bool isGood = node != NULL;
  if (!isGood) return;
  memset(node->aKey, 0, sizeof node->aKey);
  for (int n = 0; n <= TREE_FAN; n++) {
    node->nUsed = n;
    if (n > 0) node->aKey[n - 1] = 2 * (uint64_t)n;
    for (uint64_t key = 0; key <= 2 * TREE_FAN + 3; key++) {
      int nRank = (int)(key / 2) < n ? (int)(key / 2) : n;
      isGood = isGood && treeRank(node, key) == nRank;
    }
  }
  expect(isGood, "the rank of a key in a node");
  asiFree(node);
}

/* A leaf has no children, and no room for them. */
static void testTreeNodes(void) {
  for (int nLevel = 0; nLevel <= 2; nLevel++) {
    AsiTreeNode *node = treeNewNode(nLevel);
    expect(node != NULL && node->nUsed == 0 && node->nLevel == nLevel && node->pNext == NULL, "a new node");
    expect(nHeapByte == sizeof(AsiTreeNode) + (nLevel > 0 ? TREE_FAN * sizeof(AsiTreeNode *) : 0),
           "the room of a node");
    asiFree(node);
  }
}

typedef struct RunSource {
  int64_t i;
} RunSource;

static AsiKeyRun sourceRun(int64_t i) { return (AsiKeyRun){ (uint64_t)i * 5 + 2, i % 3, 1 + i % 4 }; }

static bool nextOfSource(void *source, AsiKeyRun *run) {
  *run = sourceRun(((RunSource *)source)->i++);
  return true;
}

/* As few nodes of TREE_FILL as hold all, and none has two entries more than another of its level. */
static bool levelIsEven(const AsiTreeNode *first, int64_t nEntry, int64_t *pnNode) {
  int nLeast = INT32_MAX, nMost = 0;
  *pnNode = 0;
  for (; first != NULL; first = first->pNext, ++*pnNode) {
    nLeast = first->nUsed < nLeast ? first->nUsed : nLeast;
    nMost = first->nUsed > nMost ? first->nUsed : nMost;
    nEntry -= first->nUsed;
  }
  return nEntry == 0 && nMost - nLeast <= 1 && nMost <= TREE_FILL;
}

static bool treeIsEven(const AsiRunTree *tree, int64_t nRun) {
  int64_t nEntry = nRun, nNode;
  const AsiTreeNode *first = tree->pFirst;
  for (int nLevel = 0; nLevel <= tree->pRoot->nLevel; nLevel++) {
    for (first = tree->pRoot; first->nLevel > nLevel;) first = first->apChild[0];
    if (!levelIsEven(first, nEntry, &nNode) || nNode != (nEntry + TREE_FILL - 1) / TREE_FILL) return false;
    nEntry = nNode;
  }
  return nEntry == 1;
}

static bool treeBuilds(int64_t nRun) {
  AsiKeyRun *aRun = malloc((size_t)nRun * sizeof *aRun);
  AsiRunTree tree = { 0 };
  AsiStatus status = ASI_NOMEM;
  int64_t nAfter = 0;
  bool isGood = aRun != NULL;
  for (int64_t i = 0; isGood && i < nRun; i++) aRun[i] = sourceRun(i);
  for (int64_t iFail = 0; isGood && status == ASI_NOMEM; iFail += 1 + iFail / 3) {
    RunSource source = { 0 };
    nHeapCall = 0;
    iHeapFail = iFail;
    status = asiRunTreeBuild(&tree, nRun, nextOfSource, &source);
    nAfter = source.i;
    iHeapFail = -1;
    if (status == ASI_NOMEM) isGood = nHeapOut == 0 && tree.pRoot == NULL && tree.pFirst == NULL && tree.nRun == 0;
    if (status == ASI_NOMEM) isGood = isGood && tree.totals.nPositive == 0;
  }
  isGood = isGood && status == ASI_OK && nAfter == nRun && treeIs(&tree, aRun, (int)nRun) && treeIsEven(&tree, nRun);
  isGood = isGood && treeSelects(&tree, aRun, (int)nRun);
  asiRunTreeClear(&tree);
  free(aRun);
  return isGood && nHeapOut == 0;
}

static void testTreeBuilds(void) {
  static const int64_t aRun[] = { 576, 577, 600, 1199, 13824, 13825, 20000 };
  bool isGood = true;
  for (int64_t nRun = 1; nRun <= 130; nRun++) isGood = isGood && treeBuilds(nRun);
  for (size_t i = 0; i < sizeof aRun / sizeof aRun[0]; i++) isGood = isGood && treeBuilds(aRun[i]);
  expect(isGood, "a tree built at once");
}

/* A root over two leaves with so many entries each; the tree is 3 blocks. */
static bool joinOf(int nLeft, int nRight, int *pnLeft, int *pnRight) {
  AsiRunTree tree = { 0 };
  RunSource source = { 0 };
  AsiTreeNode *root = treeNewNode(1), *left = treeNewNode(0), *right = treeNewNode(0);
  TreeSurvey survey;
  bool isGood;
  if (root == NULL || left == NULL || right == NULL) return false;
  left->pNext = right;
  left->nUsed = nLeft;
  right->nUsed = nRight;
  for (int i = 0; i < nLeft + nRight; i++) {
    AsiTreeNode *leaf = i < nLeft ? left : right;
    AsiKeyRun run;
    (void)nextOfSource(&source, &run);
    leaf->aKey[i < nLeft ? i : i - nLeft] = run.key;
    leaf->aCount[i < nLeft ? i : i - nLeft] = run.nNegative + run.nPositive;
    leaf->aPositive[i < nLeft ? i : i - nLeft] = run.nPositive;
  }
  root->nUsed = 2;
  treeSetChild(root, 0, left);
  treeSetChild(root, 1, right);
  root->aKey[0] = 0;
  treeJoin(root, 0);
  *pnLeft = root->apChild[0]->nUsed;
  *pnRight = root->nUsed == 2 ? root->apChild[1]->nUsed : 0;
  tree = (AsiRunTree){ .pRoot = root, .pFirst = left, .nRun = nLeft + nRight };
  isGood = root->apChild[0] == left && root->aKey[0] == 0 && nHeapOut == root->nUsed + 1;
  if (root->nUsed == 2) isGood = isGood && treeIsSound(&tree, &survey);
  for (int i = 0; isGood && i < nLeft + nRight; i++) {
    const AsiTreeNode *leaf = i < *pnLeft ? left : root->apChild[1];
    AsiKeyRun run = sourceRun(i);
    int iEntry = i < *pnLeft ? i : i - *pnLeft;
    isGood = leaf->aKey[iEntry] == run.key && leaf->aCount[iEntry] == run.nNegative + run.nPositive &&
             leaf->aPositive[iEntry] == run.nPositive;
  }
  asiRunTreeClear(&tree);
  return isGood && nHeapOut == 0;
}

/* Up to TREE_FILL entries go into one node; more are shared evenly. */
static void testTreeJoins(void) {
  bool isGood = true;
  for (int nLeft = 1; nLeft <= TREE_FAN; nLeft++) {
    for (int nRight = 1; nRight <= TREE_FAN; nRight++) {
      int nNewLeft, nNewRight, nBoth = nLeft + nRight;
      isGood = isGood && joinOf(nLeft, nRight, &nNewLeft, &nNewRight);
      isGood = isGood && nNewLeft == (nBoth <= TREE_FILL ? nBoth : nBoth / 2) && nNewRight == nBoth - nNewLeft;
    }
  }
  expect(isGood, "two nodes joined");
}

/* A quarter full is full enough: with TREE_LOW entries a leaf stays, with one less it joins. */
static void testTreeLow(void) {
  AsiRunTree tree = { 0 };
  RunSource source = { 0 };
  int i = 0;
  bool isGood = asiRunTreeBuild(&tree, 3 * TREE_FILL, nextOfSource, &source) == ASI_OK && tree.pRoot->nUsed == 3;
  for (; isGood && i < TREE_FILL - TREE_LOW; i++) {
    AsiKeyRun run = sourceRun(TREE_FILL + i);
    asiRunTreeRemove(&tree, &run);
  }
  isGood = isGood && tree.pRoot->nUsed == 3 && tree.pRoot->apChild[1]->nUsed == TREE_LOW;
  isGood = isGood && tree.pRoot->apChild[0]->nUsed == TREE_FILL && tree.pRoot->apChild[2]->nUsed == TREE_FILL;
  if (isGood) {
    AsiKeyRun run = sourceRun(TREE_FILL + i);
    asiRunTreeRemove(&tree, &run);
    isGood = tree.pRoot->nUsed == 3 && tree.pRoot->apChild[0]->nUsed == 15 && tree.pRoot->apChild[1]->nUsed == 16;
    isGood = isGood && tree.pRoot->apChild[2]->nUsed == TREE_FILL;
  }
  expect(isGood, "a leaf joins the one before it when it is less than a quarter full");
  asiRunTreeClear(&tree);
}

/* A full leaf splits in the middle; a key that falls between the halves ends the left one. */
static void testTreeSplits(void) {
  for (uint64_t key = 1; key <= 65; key += 2) {
    AsiRunTree tree = { 0 };
    AsiKeyRun run;
    bool isGood = true;
    int nLeft = key < 34 ? 17 : 16;
    for (uint64_t i = 1; i <= TREE_FAN; i++) {
      run = keyRun(2 * i);
      isGood = isGood && asiRunTreeAdd(&tree, &run) == ASI_OK;
    }
    run = keyRun(key);
    isGood = isGood && asiRunTreeAdd(&tree, &run) == ASI_OK && tree.pRoot->nUsed == 2;
    isGood = isGood && tree.pRoot->apChild[0]->nUsed == nLeft && tree.pRoot->apChild[1]->nUsed == 33 - nLeft;
    expect(isGood, "a leaf split in the middle");
    asiRunTreeClear(&tree);
  }
}

/* Counts as large as a sample may have: the totals stay exact. */
static void testTreeHuge(void) {
  const int64_t third = ASI_SAMPLE_MAX / 3;
  AsiKeyRun aRun[] = { { 10, third, 0 }, { 20, 1, third - 1 }, { 30, 0, third } };
  AsiRunTree tree = { 0 };
  bool isGood = true;
  for (int i = 2; i >= 0; i--) isGood = isGood && asiRunTreeAdd(&tree, &aRun[i]) == ASI_OK;
  expect(isGood && treeIs(&tree, aRun, 3) && treeSelects(&tree, aRun, 3), "a tree of huge runs");
  for (int i = 0; i < 3; i++) {
    AsiKeyRun out = { aRun[i].key, aRun[i].nNegative / 2, aRun[i].nPositive / 2 };
    asiRunTreeRemove(&tree, &out);
    aRun[i].nNegative -= out.nNegative;
    aRun[i].nPositive -= out.nPositive;
    expect(treeIs(&tree, aRun, 3) && treeSelects(&tree, aRun, 3), "a tree of huge runs, halved");
  }
  asiRunTreeClear(&tree);
}

/* ---- the table ---- */

static bool tableIs(const AsiRunTable *table, const AsiKeyRun *aRun, int nRun) {
  bool isSame = table->nRun == (uint32_t)nRun && nHeapOut == (table->nAlloc > 0);
  if (table->nAlloc > 0) {
    uint64_t nHint = (uint64_t)1 << (64 - table->nHashShift);
    isSame = isSame && nHint >= 4 * table->nAlloc && nHint < 8 * table->nAlloc;
  }
  for (int i = 0; isSame && i < nRun; i++) isSame = sameKeyRun(&table->aRun[i], &aRun[i]);
  return isSame;
}

static bool tableFinds(const AsiRunTable *table, const Model *model) {
  for (int i = 0; i < N_MODEL; i++) {
    uint64_t key = modelKey(i);
    bool isThere = model->aNegative[i] + model->aPositive[i] > 0;
    AsiKeyRun *found = asiRunTableFind(table, key);
    if (isThere ? found == NULL || found->key != key || asiRunTableHinted(table, key) != found : found != NULL) {
      return false;
    }
    if (asiRunTableFind(table, key - 1) != NULL || asiRunTableFind(table, key + 1) != NULL) return false;
  }
  return true;
}

static bool tableTakes(AsiRunTable *table, Model *model, int i, int64_t nNegative, int64_t nPositive) {
  AsiKeyRun run = { modelKey(i), nNegative, nPositive };
  model->aNegative[i] += nNegative;
  model->aPositive[i] += nPositive;
  if (nNegative + nPositive > 0) {
    const AsiKeyRun *hinted;
    if (asiRunTableAdd(table, &run) != ASI_OK) return false;
    hinted = asiRunTableHinted(table, run.key);
    return hinted != NULL && hinted == asiRunTableFind(table, run.key);
  }
  run.nNegative = -nNegative;
  run.nPositive = -nPositive;
  asiRunTableRemove(table, &run);
  return true;
}

static bool tableSwells(int nMost) {
  AsiRunTable table = { 0 };
  Model model = { { 0 }, { 0 } };
  static AsiKeyRun aRun[N_MODEL];
  bool isGood = true;
  for (int iRound = 0; isGood && iRound < 2; iRound++) {
    bool isGrowing = iRound == 0;
    for (int iStep = 0; isGood && (isGrowing ? table.nRun < (uint32_t)nMost : table.nRun > 0); iStep++) {
      int i = (int)randomBelow(nMost);
      int64_t nThere = model.aNegative[i] + model.aPositive[i];
      if (randomBelow(8) == 0 && nThere > 0) {
        isGood = tableTakes(&table, &model, i, randomBelow(3), 1 + randomBelow(3));
      } else if (randomBelow(8) == 0 && nThere > 1) {
        isGood = tableTakes(&table, &model, i, -(model.aNegative[i] > 0), -(model.aNegative[i] == 0));
      } else if (isGrowing ? nThere == 0 : nThere > 0) {
        isGood =
            tableTakes(&table, &model, i, isGrowing ? 2 : -model.aNegative[i], isGrowing ? 1 : -model.aPositive[i]);
      }
      if (iStep % 7 == 0) isGood = isGood && tableIs(&table, aRun, modelRuns(&model, aRun));
      if (iStep % 31 == 0) isGood = isGood && tableFinds(&table, &model);
    }
    isGood = isGood && tableIs(&table, aRun, modelRuns(&model, aRun)) && tableFinds(&table, &model);
  }
  asiRunTableClear(&table);
  return isGood && nHeapOut == 0 && table.nAlloc == 0 && table.aRun == NULL;
}

static void testTableSwells(void) {
  static const int aMost[] = { 1, 2, 3, 24, 25, 96, 97, N_MODEL };
  for (size_t i = 0; i < sizeof aMost / sizeof aMost[0]; i++) {
    expect(tableSwells(aMost[i]), "a table that swells and shrinks");
  }
}

/* Room for 24 runs, then four times as much; without memory it is as it was. */
static void testTableRoom(void) {
  AsiRunTable table = { 0 };
  AsiKeyRun run = keyRun(1);
  bool isGood = true;
  for (uint32_t n = 1; n <= 400; n++, run.key++) {
    uint32_t nRoom = n <= 24 ? 24 : n <= 96 ? 96 : n <= 384 ? 384 : 1536;
    AsiStatus status;
    iHeapFail = nHeapCall;
    status = asiRunTableAdd(&table, &run);
    iHeapFail = -1;
    if (status == ASI_NOMEM) {
      isGood = isGood && table.nRun == n - 1 && (n == 1 || n == 25 || n == 97 || n == 385);
      isGood = isGood && (n == 1 || table.aRun[n - 2].key == n - 1) && asiRunTableAdd(&table, &run) == ASI_OK;
    }
    isGood = isGood && table.nAlloc == nRoom && table.nRun == n;
  }
  expect(isGood, "the room of a table");
  asiRunTableClear(&table);
}

/* How many keys are smaller: every number of runs, every place. */
static void testTableLowerBound(void) {
  AsiKeyRun aRun[40] = { { 0, 0, 0 } };
  AsiRunTable table = { .aRun = aRun };
  bool isGood = true;
  for (uint32_t n = 0; n <= 40; n++) {
    table.nRun = n;
    if (n > 0) aRun[n - 1].key = 2 * (uint64_t)n;
    for (uint64_t key = 0; key <= 83; key++) {
      uint32_t nSmaller = key == 0 ? 0 : (uint32_t)((key - 1) / 2) < n ? (uint32_t)((key - 1) / 2) : n;
      isGood = isGood && tableLowerBound(&table, key) == nSmaller;
    }
  }
  expect(isGood, "the place of a key in a table");
}

/* Hints are 16 bits wide: there is a last run. */
static void testTableLimit(void) {
  AsiRunTable table = { 0 };
  AsiStatus status = ASI_OK;
  AsiKeyRun run = keyRun(1);
  for (; status == ASI_OK; run.key++) status = asiRunTableAdd(&table, &run);
  run.key--;
  expect(status == ASI_LIMIT && table.nRun == run.key - 1 && table.nRun > SAMPLE_TABLE_LARGE, "a table has an end");
  expect(asiRunTableFind(&table, run.key) == NULL && asiRunTableFind(&table, run.key - 1) != NULL,
         "a full table is as it was");
  asiRunTableClear(&table);
}

/* ---- the segments ---- */

static int compareKeys(const void *p, const void *q) {
  uint64_t a = *(const uint64_t *)p, b = *(const uint64_t *)q;
  return (a > b) - (a < b);
}

/* Digits: bit lengths, and how a span is cut. */
static void testDigits(void) {
  bool isGood = segmentBitLength(0) == 0;
  for (int i = 0; i < 64; i++) {
    uint64_t power = (uint64_t)1 << i;
    isGood = isGood && segmentBitLength(power) == i + 1 && segmentBitLength(power | (power - 1)) == i + 1;
    for (int nBit = 1; nBit <= 12; nBit++) {
      SegmentDigit digit = segmentDigitOf(7, power, nBit);
      isGood = isGood && digit.min == 7 && digit.nShift == (i + 1 > nBit ? i + 1 - nBit : 0);
      isGood = isGood && digit.nBucket == (power >> digit.nShift) + 1 && digit.nBucket <= (1u << nBit);
      isGood = isGood && segmentBucket(&digit, 7) == 0;
      isGood = isGood && (i == 63 || segmentBucket(&digit, 7 + power) == digit.nBucket - 1);
    }
  }
  expect(isGood, "digits of keys");
  isGood = segmentDealBits(64) == 6 && segmentDealBits(65) == 6 && segmentDealBits(127) == 6;
  isGood = isGood && segmentDealBits(128) == 7 && segmentDealBits(4095) == 11 && segmentDealBits(4096) == 12;
  expect(isGood && segmentDealBits(8192) == 12, "two keys a bucket, and 12 bits at most");
  /* 64 bits are seven digits of 10, six of 12; of 8 there is one to spare */
  expect(segmentEnds(10) == 7 << 10 && segmentEnds(12) == 6 << 12 && segmentEnds(8) == 9 << 8,
         "room for ends of buckets");
}

static bool inOrder(const uint64_t *a, const uint64_t *wanted, size_t n) {
  return n == 0 || memcmp(a, wanted, n * sizeof *a) == 0;
}

/* Few keys, of few different ones, by each of the ways of a short range. */
static void testShortSorts(void) {
  bool isGood = true;
  for (size_t n = 0; n <= SEGMENT_FIRST; n++) {
    for (int iTry = 0; isGood && iTry < 40; iTry++) {
      uint64_t aKey[SEGMENT_FIRST] = { 0 }, aWanted[SEGMENT_FIRST], aTo[SEGMENT_FIRST];
      int64_t nDistinct = 1 + randomBelow((int64_t)n + 2);
      size_t nLeft = (size_t)randomBelow((int64_t)n + 1);
      for (size_t i = 0; i < n; i++) aKey[i] = (uint64_t)randomBelow(nDistinct) << 50;
      memcpy(aWanted, aKey, sizeof aKey);
      qsort(aWanted, n, sizeof aKey[0], compareKeys);
      segmentPlaceByRank(aKey, n, aTo);
      isGood = inOrder(aTo, aWanted, n);
      memcpy(aTo, aKey, sizeof aKey);
      segmentInsertionSort(aTo, n);
      isGood = isGood && inOrder(aTo, aWanted, n);
      memcpy(aTo, aKey, sizeof aKey);
      segmentSortFew(aTo, n);
      isGood = isGood && inOrder(aTo, aWanted, n);
      qsort(aKey, nLeft, sizeof aKey[0], compareKeys);
      qsort(aKey + nLeft, n - nLeft, sizeof aKey[0], compareKeys);
      segmentMerge(aKey, nLeft, aKey + nLeft, n - nLeft, aTo);
      isGood = isGood && inOrder(aTo, aWanted, n);
    }
  }
  expect(isGood, "short ranges in order");
}

/* Dealing is stable and says where its buckets end. */
static void testDeal(void) {
  enum { N = 500 };
  uint64_t a[N], aOld[N], aDealt[N];
  uint16_t aEnd[1 << 5];
  SegmentDigit digit = segmentDigitOf(1000, 31 << 9, 5);
  size_t iAt = 0;
  bool isGood = digit.nShift == 9 && digit.nBucket == 32;
  for (size_t i = 0; i < N; i++) a[i] = aOld[i] = 1000 + (uint64_t)randomBelow(32 << 9);
  segmentDeal(a, N, aDealt, &digit, aEnd);
  for (uint32_t b = 0; b < 32; b++) {
    for (size_t i = 0; i < N; i++) {
      if ((aOld[i] - 1000) >> 9 == b) isGood = isGood && a[iAt++] == aOld[i];
    }
    isGood = isGood && aEnd[b] == iAt;
  }
  expect(isGood, "keys dealt by a digit");
}

static uint64_t aRoom[3 * ASI_SEGMENT_KEYS];

/* Exactly n keys with this and that, in a block, with the room that the sort gives it. */
static bool blockSorts(uint64_t *a, size_t n) {
  uint64_t *aWanted = malloc(2 * n * sizeof *a), *aDealt;
  uint16_t *aEnd = malloc(segmentEnds(segmentDealBits(n < 2 ? 2 : n)) * sizeof *aEnd);
  bool isGood = aWanted != NULL && aEnd != NULL;
  if (!isGood) return false;
  aDealt = aWanted + n;
  memcpy(aWanted, a, n * sizeof *a);
  qsort(aWanted, n, sizeof *a, compareKeys);
  segmentSortBlock(a, n, aDealt, aEnd);
  isGood = inOrder(a, aWanted, n);
  free(aWanted);
  free(aEnd);
  return isGood;
}

/* Keys whose digits leave large buckets at each level, and those that are all equal. */
static void testBlocks(void) {
  static const size_t aSize[] = { 1, 2, 23, 24, 25, 26, 50, 63, 64, 65, 127, 128, 300, 4096, 8191, 8192 };
  bool isGood = true;
  for (size_t i = 0; i < sizeof aSize / sizeof aSize[0]; i++) {
    size_t n = aSize[i];
    for (int iPattern = 0; iPattern < 6; iPattern++) {
      for (size_t j = 0; j < n; j++) {
        int nBit = iPattern == 1 ? 63 : iPattern == 2 ? (int)randomBelow(64) : iPattern == 3 ? 3 : 0;
        aRoom[j] = iPattern == 0 ? 5 : iPattern < 4 ? random64() >> nBit : j % 2 == 0 ? (uint64_t)j : UINT64_MAX - j;
        if (iPattern == 5) aRoom[j] = random64() & 0x8000400020001000u; /* sixteen keys that nest */
      }
      isGood = isGood && blockSorts(aRoom, n);
    }
  }
  expect(isGood, "blocks in order");
}

static bool holdsKeys(AsiSegments *array, const uint64_t *a, size_t n) {
  bool isGood = asiSegmentsCount(array) == n;
  for (size_t i = 0; isGood && i < n; i++) isGood = *asiSegmentsAt(array, i) == a[i];
  return isGood;
}

/* The first segment doubles from 64 keys to a whole one, others come whole; a failure leaves what there was. */
static void testSegmentRoom(void) {
  const size_t n = sizeof aRoom / sizeof aRoom[0];
  AsiSegments array = { 0 };
  bool isGood = true;
  int nFailure = 0;
  for (size_t i = 0; isGood && i < n; i++) {
    AsiStatus status = ASI_NOMEM;
    aRoom[i] = random64();
    for (int iFail = 0; isGood && status == ASI_NOMEM; iFail++) {
      iHeapFail = nHeapCall + iFail;
      status = asiSegmentsAppend(&array, aRoom[i]);
      iHeapFail = -1;
      nFailure += status == ASI_NOMEM;
      if (status == ASI_NOMEM) isGood = holdsKeys(&array, aRoom, i);
    }
    isGood = isGood && status == ASI_OK && asiSegmentsCount(&array) == i + 1;
    isGood =
        isGood && array.pEnd - array.apSegment[array.nSegment - 1] >= array.pNext - array.apSegment[array.nSegment - 1];
    if (i < ASI_SEGMENT_KEYS) {
      ptrdiff_t nRoom = array.pEnd - array.apSegment[0];
      isGood = isGood && array.nSegment == 1 && (size_t)nRoom > i && (nRoom == 64 || (size_t)nRoom <= 2 * i);
    }
  }
  isGood = isGood && holdsKeys(&array, aRoom, n) && array.nSegment == 3 && nHeapOut == 4;
  expect(isGood && array.pNext == array.pEnd && array.pEnd == array.apSegment[2] + ASI_SEGMENT_KEYS, "three segments");
  expect(nFailure == 2 + 7 + 2, "two allocations, seven doublings, two segments more");
  asiSegmentsClear(&array);
  expect(nHeapOut == 0 && array.nSegment == 0 && array.apSegment == NULL && array.pNext == NULL, "segments cleared");
}

/* Pieces: as many keys as lie in one segment. */
static void testPieces(void) {
  const size_t K = ASI_SEGMENT_KEYS;
  expect(segmentPiece(0, 1) == 1 && segmentPiece(0, K) == K && segmentPiece(0, K + 1) == K, "pieces from the start");
  expect(segmentPiece(K - 1, K) == 1 && segmentPiece(K - 1, K + 5) == 1 && segmentPiece(K, K + 5) == 5, "over an edge");
  expect(segmentPiece(5, 9) == 4 && segmentPiece(K + 5, 3 * K) == K - 5, "pieces from within");
}

/* Runs of -x and +x that end within, at and beyond the end of a segment. */
static void testSegmentRuns(void) {
  static const size_t aLength[] = { 1, 2, 3, 4095, 4096, 8190, 8191, 8192, 8193, 16384, 16385 };
  bool isGood = true;
  for (int order = 0; order <= 1; order++) {
    for (size_t i = 0; isGood && i < sizeof aLength / sizeof aLength[0]; i++) {
      AsiSegments array = { 0 };
      AsiSegmentCursor at = { .nEntered = 0 };
      AsiKeyRun run;
      size_t n = 0, nAll = 3 * ASI_SEGMENT_KEYS;
      for (uint64_t key = 0; n < nAll; key++) {
        for (size_t j = 0; j < aLength[i] && n < nAll; j++, n++) {
          uint64_t sign = order == 1 && j >= aLength[i] / 3;
          isGood = isGood && asiSegmentsAppend(&array, key << order | sign) == ASI_OK;
        }
      }
      n = 0;
      for (uint64_t key = 0; n < nAll; key++) {
        size_t nRun = nAll - n < aLength[i] ? nAll - n : aLength[i];
        size_t nFirst = order == 0 || nRun < aLength[i] / 3 ? nRun : aLength[i] / 3;
        AsiKeyRun wanted = { key, (int64_t)(nRun - nFirst), (int64_t)nFirst };
        isGood = isGood && asiSegmentsNextRun(&array, (AsiOrder)order, &at, &run) && sameKeyRun(&run, &wanted);
        n += nRun;
      }
      isGood = isGood && !asiSegmentsNextRun(&array, (AsiOrder)order, &at, &run);
      isGood = isGood && !asiSegmentsNextRun(&array, (AsiOrder)order, &at, &run);
      asiSegmentsClear(&array);
    }
  }
  expect(isGood && nHeapOut == 0, "runs over the ends of segments");
}

static AsiStatus pollGoesOn(AsiPoll *poll) {
  (void)poll;
  return ASI_OK;
}

/* A sort reports 16 a key where it sorts a short range, and 8 a key for each level above. */
static int64_t sortWork(size_t n, int nShift) {
  AsiPoll poll = { pollGoesOn, NULL, INT64_MIN / 2 };
  AsiSegments array = { 0 };
  bool isGood = true;
  for (size_t i = 0; i < n; i++) isGood = isGood && asiSegmentsAppend(&array, random64() >> nShift) == ASI_OK;
  isGood = isGood && asiSegmentsSort(&array, &poll) == ASI_OK;
  asiSegmentsClear(&array);
  return isGood ? poll.nWork - INT64_MIN / 2 : -1;
}

/* Seconds for a segment of keys, many times. */
static double blockSeconds(uint64_t (*keyAt)(size_t i)) {
  static uint64_t aDealt[ASI_SEGMENT_KEYS];
  static uint16_t aEnd[6 << 12];
  double busy = 0;
  for (int iRound = 0; iRound < 10; iRound++) {
    for (size_t i = 0; i < ASI_SEGMENT_KEYS; i++) aRoom[i] = keyAt(i);
    busy -= secondsNow();
    segmentSortBlock(aRoom, ASI_SEGMENT_KEYS, aDealt, aEnd);
    busy += secondsNow();
  }
  return busy;
}

static uint64_t evenKey(size_t i) {
  (void)i;
  return random64();
}
static uint64_t clusterKey(size_t i) { return i == 0 ? 0 : ~(random64() >> 20); }
static uint64_t neighbourKey(size_t i) {
  if (i < 2) return i * 8191;
  return i < 7000 ? 5001 - i / 3500 : random64() >> 51;
}

/* Keys together in one bucket: another digit is cut, insertion would take hundreds of times as long as even keys do. */
static void testNotQuadratic(void) {
  double even = blockSeconds(evenKey) + 1e-4;
  expect(blockSeconds(clusterKey) < 25 * even, "a cluster of keys takes a digit more");
  expect(blockSeconds(neighbourKey) < 25 * even, "two neighbours take a digit more");
}

/* A sort asks for two segments at most, beside the ends of its buckets. */
static void testSortRoom(void) {
  nHeapByte = 0;
  expect(sortWork(64, 0) == 0 && nHeapByte == 64 * 8, "few keys are sorted without room");
  expect(sortWork(65, 0) > 0 && nHeapByte == 2 * 65 * 8 + (11 << 6) * 2, "the room of a short sort");
  expect(sortWork(8192, 0) > 0 && nHeapByte == 2 * 8192 * 8 + (6 << 12) * 2, "the room of a sort of a segment");
  expect(sortWork(8193, 0) > 0 && nHeapByte == 2 * 8192 * 8 + (6 << 12) * 2 + (7 << 10) * 8,
         "the room of a longer sort");
}

static void testSortWork(void) {
  expect(sortWork(8192, 0) == 16 * 8192, "a sort of a segment reports its work");
  expect(sortWork(8193, 0) > 23 * 8193 && sortWork(8193, 0) <= 24 * 8193, "a sort of more, two levels");
  expect(sortWork(60000, 54) == 8 * 60000, "a sort by one digit");
}

/* ---- shapes ---- */

static bool addMany(AsiSample *sample, int64_t n, int64_t nDistinct) {
  for (int64_t i = 0; i < n; i++) {
    if (asiSampleAdd(sample, (double)(1 + i * 11 % nDistinct), 1) != ASI_OK) return false;
  }
  return true;
}

/* The shape after n values of so many, and one more. */
static AsiSampleShape shapeAfter(int64_t n, int64_t nDistinct) {
  AsiSample sample;
  AsiSampleShape shape;
  asiSampleInit(&sample, ASI_BY_VALUE);
  expect(addMany(&sample, n, nDistinct) && asiSampleAdd(&sample, 1, 1) == ASI_OK, "values");
  shape = sample.shape;
  asiSampleClear(&sample);
  return shape;
}

/* An array is sorted once, until something comes; out of a table it comes in order. */
static void testSortedness(void) {
  AsiSample sample;
  asiSampleInit(&sample, ASI_BY_VALUE);
  expect(addMany(&sample, 50, 50) && !sample.isSorted && asiSampleSeal(&sample) == ASI_OK && sample.isSorted, "sealed");
  expect(addMany(&sample, 1, 1) && !sample.isSorted && asiSampleSeal(&sample) == ASI_OK && sample.isSorted,
         "and again");
  asiSampleClear(&sample);
  expect(addMany(&sample, 200, 20) && sample.shape == ASI_SHAPE_TABLE, "a table");
  expect(sampleTableToArray(&sample) == ASI_OK && sample.shape == ASI_SHAPE_ARRAY && sample.isSorted, "written out");
  expect(asiSampleSelect(&sample, 0) == 1 && asiSampleSelect(&sample, 10) == 2 && asiSampleSelect(&sample, 199) == 20,
         "it");
  asiSampleClear(&sample);
}

/* The bounds that sample.c names, from both sides. */
static void testShapes(void) {
  AsiSample sample;
  expect(shapeAfter(63, 1) == ASI_SHAPE_ARRAY && shapeAfter(64, 1) == ASI_SHAPE_TABLE, "64 values are looked through");
  expect(shapeAfter(64, 40) == ASI_SHAPE_TABLE && shapeAfter(64, 41) == ASI_SHAPE_ARRAY, "40 runs among them");
  expect(shapeAfter(65535, 4096) == ASI_SHAPE_ARRAY && shapeAfter(65536, 4096) == ASI_SHAPE_TABLE,
         "then 65,536 values");
  expect(shapeAfter(65536, 4097) == ASI_SHAPE_ARRAY && shapeAfter(200000, 4097) == ASI_SHAPE_ARRAY, "4096 runs");
  for (int64_t nDistinct = 63; nDistinct <= 64; nDistinct++) {
    asiSampleInit(&sample, ASI_BY_VALUE);
    expect(addMany(&sample, 64, nDistinct) && asiSampleAskOften(&sample) == ASI_OK, "asked often");
    expect(sample.shape == (nDistinct < 64 ? ASI_SHAPE_TABLE : ASI_SHAPE_TREE), "a tree from 64 runs");
    asiSampleClear(&sample);
  }
  for (int64_t n = 8; n <= 9; n++) {
    asiSampleInit(&sample, ASI_BY_VALUE);
    expect(addMany(&sample, 20, 20) && asiSampleAdd(&sample, 5, n) == ASI_OK, "equal values at once");
    expect(sample.shape == (n == 8 ? ASI_SHAPE_ARRAY : ASI_SHAPE_TABLE), "more than eight are not for the array");
    asiSampleClear(&sample);
  }
}

/* So many values of so many different ones, all but the first once; the shape when a new one comes. */
static AsiSampleShape shapeOfFull(int64_t n, int64_t nRun) {
  AsiSample sample;
  AsiRankTotals totals;
  AsiSampleShape shape;
  asiSampleInit(&sample, ASI_BY_VALUE);
  expect(asiSampleAdd(&sample, 1, n - nRun) == ASI_OK && addMany(&sample, nRun, nRun), "values for a table");
  expect(sample.shape == ASI_SHAPE_TABLE && asiSampleCountRuns(&sample) == nRun && asiSampleCount(&sample) == n,
         "a table");
  expect(asiSampleAdd(&sample, (double)nRun, 1) == ASI_OK && sample.shape == ASI_SHAPE_TABLE, "a value that is there");
  expect(asiSampleAdd(&sample, 0.5, 1) == ASI_OK, "a new value");
  shape = sample.shape;
  expect(asiSampleRankTotals(&sample, &totals) == ASI_OK && totals.nPositive == n + 2, "everything is there");
  expect(asiSampleSelect(&sample, 0) == 0.5 && asiSampleSelect(&sample, 1) == 1, "in order");
  asiSampleClear(&sample);
  return shape;
}

/* Few values a run are written out as an array; a table of 4096 runs ends, too, in a tree where it is long. */
static void testFullTable(void) {
  expect(shapeOfFull(16 * 63, 63) == ASI_SHAPE_TABLE, "below 64 runs a table stays");
  expect(shapeOfFull(16 * 64 - 2, 64) == ASI_SHAPE_ARRAY, "less than 16 values a run");
  expect(shapeOfFull(16 * 64 - 1, 64) == ASI_SHAPE_TABLE, "16 values a run");
  expect(shapeOfFull(64 * 4096, 4095) == ASI_SHAPE_TABLE, "4095 runs");
  expect(shapeOfFull(64 * 4097 - 2, 4096) == ASI_SHAPE_ARRAY, "4096 runs");
  expect(shapeOfFull(64 * 4097 - 1, 4096) == ASI_SHAPE_TREE, "4096 runs of more than 64 values");
}

/* ---- the tests ---- */

static void testEmpty(void) {
  for (int order = 0; order <= 1; order++) {
    AsiSample sample;
    Oracle oracle = { 0 };
    memset(&sample, 0, sizeof sample);
    asiSampleClear(&sample);
    asiSampleInit(&sample, (AsiOrder)order);
    expect(sameSample(&sample, &oracle, 1), "an empty sample");
    expect(asiSampleAskOften(&sample) == ASI_OK && sameSample(&sample, &oracle, 1), "an empty sample asked often");
    expect(asiSampleAdd(&sample, -0.0, 3) == ASI_OK && asiSampleAdd(&sample, 0.0, 2) == ASI_OK, "adding zeros");
    oracleChange(&oracle, 0.0, 5);
    expect(sameSample(&sample, &oracle, 1), "-0 is 0");
    expect(asiSampleRemove(&sample, 0.0, 4) == ASI_OK && asiSampleRemove(&sample, -0.0, 1) == ASI_OK, "removing zeros");
    oracleChange(&oracle, 0.0, -5);
    expect(sameSample(&sample, &oracle, 1), "a sample emptied of zeros");
    for (int i = 0; i < 600; i++) {
      expect(asiSampleAdd(&sample, i * 7919 % 601 + 0.5, 1) == ASI_OK, "adding to a tree");
      oracleChange(&oracle, i * 7919 % 601 + 0.5, 1);
    }
    expect(sameSample(&sample, &oracle, 1), "a tree");
    for (int i = 599; i >= 0; i--) {
      expect(asiSampleRemove(&sample, i * 7919 % 601 + 0.5, 1) == ASI_OK, "removing from a tree");
      oracleChange(&oracle, i * 7919 % 601 + 0.5, -1);
    }
    expect(sameSample(&sample, &oracle, 1), "a tree emptied");
    asiSampleClear(&sample);
    expect(sample.order == (AsiOrder)order && nHeapOut == 0, "clear keeps the order and no memory");
    oracleClear(&oracle);
  }
}

/* Adds and removes in bursts, so that the sample swells and shrinks; asked and compared after each. */
static bool walk(AsiOrder order, const Source *source, int nStep, int iAskOften) {
  AsiSample sample;
  Oracle oracle = { 0 };
  bool isGood = true;
  asiSampleInit(&sample, order);
  for (int i = 0; isGood && i < nStep; i++) {
    bool isRemoving = i >= iAskOften && oracle.nEntry > 0 && randomBelow(100) < ((i / 150) % 2 ? 75 : 25);
    if (i == iAskOften) isGood = asiSampleAskOften(&sample) == ASI_OK;
    if (isRemoving) {
      Entry entry = oracle.a[randomBelow(oracle.nEntry)];
      int64_t n = randomBelow(2) ? entry.n : 1;
      isGood = isGood && asiSampleRemove(&sample, entry.x, n) == ASI_OK;
      oracleChange(&oracle, entry.x, -n);
    } else {
      double x = source->draw();
      int64_t n = randomBelow(20) ? 1 : randomBelow(12);
      isGood = isGood && asiSampleAdd(&sample, x, n) == ASI_OK;
      oracleChange(&oracle, x, n);
    }
    isGood = isGood && sameSample(&sample, &oracle, 40);
  }
  asiSampleClear(&sample);
  isGood = isGood && nHeapOut == 0;
  oracleClear(&oracle);
  return isGood;
}

static void testWalks(void) {
  static const int aAskOften[] = { 0, 1, 63, 64, 65, 66, 200 };
  for (int i = 0; i < N_SOURCE; i++) {
    for (int order = 0; order <= 1; order++) {
      bool isGood = true;
      for (size_t j = 0; isGood && j < sizeof aAskOften / sizeof aAskOften[0]; j++) {
        isGood = walk((AsiOrder)order, &aSource[i], 600, aAskOften[j]);
      }
      expect(isGood, caseName("walk", aSource[i].zName, (AsiOrder)order));
    }
  }
}

static bool addAll(AsiSample *sample, const double *x, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    if (asiSampleAdd(sample, x[i], 1) != ASI_OK) return false;
  }
  return true;
}

static bool removeAll(AsiSample *sample, const double *x, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    if (asiSampleRemove(sample, x[i], 1) != ASI_OK) return false;
  }
  return true;
}

static void shuffle(double *x, int64_t n) {
  for (int64_t i = n - 1; i > 0; i--) {
    int64_t j = randomBelow(i + 1);
    double y = x[i];
    x[i] = x[j];
    x[j] = y;
  }
}

/* Long plain samples through every shape: select unsealed, sealed, added to, sealed again, asked often, emptied. */
static void testLong(const Source *source, AsiOrder order, int64_t n) {
  double *x = malloc((size_t)n * sizeof(double));
  int64_t nHalf = n * 5 / 9; /* of 120,000 values beyond the 65,536 where the array looks for ties */
  AsiSample sample;
  Oracle half, whole;
  bool isGood;
  if (x == NULL) abort();
  for (int64_t i = 0; i < n; i++) x[i] = source->draw();
  oracleOf(&half, x, nHalf);
  oracleOf(&whole, x, n);
  asiSampleInit(&sample, order);
  isGood = addAll(&sample, x, nHalf);
  if (order == ASI_BY_VALUE) isGood = isGood && sameSelect(&sample, &half, 4);
  isGood = isGood && sameSample(&sample, &half, 1000);
  isGood = isGood && addAll(&sample, x + nHalf, n - nHalf);
  if (order == ASI_BY_VALUE) isGood = isGood && sameSelect(&sample, &whole, 4);
  isGood = isGood && sameSample(&sample, &whole, 1000);
  expect(isGood, caseName("long", source->zName, order));
  isGood = asiSampleAskOften(&sample) == ASI_OK && sameSample(&sample, &whole, 1000);
  shuffle(x + nHalf, n - nHalf);
  isGood = isGood && removeAll(&sample, x + nHalf, n - nHalf) && sameSample(&sample, &half, 1000);
  isGood = isGood && removeAll(&sample, x, nHalf) && asiSampleCount(&sample) == 0 && nHeapOut <= 2;
  isGood = isGood && addAll(&sample, x, n) && sameSample(&sample, &whole, 1000);
  asiSampleClear(&sample);
  expect(isGood && nHeapOut == 0, caseName("long, emptied and refilled", source->zName, order));
  oracleClear(&half);
  oracleClear(&whole);
  free(x);
}

static void testTiedMemory(void) {
  AsiSample sample;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  for (int64_t i = 0; i < 300000; i++) asiSampleAdd(&sample, drawWhole(), 1);
  expect(sample.shape == ASI_SHAPE_TABLE && nHeapOut == 1, "2001 distinct values end in a table");
  asiSampleClear(&sample);
  for (int64_t i = 0; i < 200000; i++) asiSampleAdd(&sample, drawContinuous(), 1);
  expect(sample.shape == ASI_SHAPE_ARRAY && nHeapOut <= 200000 / ASI_SEGMENT_KEYS + 2,
         "continuous values stay an array");
  asiSampleClear(&sample);
  for (int64_t i = 0; i < 4000000; i++) asiSampleAdd(&sample, (double)(1 + i % 4000), 1);
  for (int64_t i = 0; i < 20000; i++) asiSampleAdd(&sample, drawContinuous(), 1);
  expect(sample.shape == ASI_SHAPE_TREE, "a long table that passes its limit is not written out");
  asiSampleClear(&sample);
}

/* Many equal values at a time, as saved states bring them. */
static void testMultiples(void) {
  static const int64_t aMany[] = { 1, 2, 7, 8, 9, 10, 1000, 1000000007, (int64_t)1 << 31 };
  for (int order = 0; order <= 1; order++) {
    bool isGood = true;
    for (int iTry = 0; isGood && iTry < 300; iTry++) {
      int64_t nDistinct = 1 + randomBelow(200), nMany = 1 + randomBelow(sizeof aMany / sizeof aMany[0]);
      AsiSample sample;
      Oracle oracle = { 0 };
      asiSampleInit(&sample, (AsiOrder)order);
      for (int i = 0; isGood && i < 400; i++) {
        double x = (double)(randomBelow(nDistinct) - nDistinct / 2);
        int64_t n = aMany[randomBelow(nMany)];
        isGood = asiSampleAdd(&sample, x, n) == ASI_OK;
        oracleChange(&oracle, x, n);
      }
      isGood = isGood && sameSample(&sample, &oracle, 50);
      asiSampleClear(&sample);
      oracleClear(&oracle);
    }
    expect(isGood && nHeapOut == 0, caseName("multiples", "whole", (AsiOrder)order));
  }
}

static void testLimit(void) {
  AsiSample sample;
  AsiRankTotals totals;
  asi_u128 n = (asi_u128)ASI_SAMPLE_MAX;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  expect(asiSampleAdd(&sample, 1.5, ASI_SAMPLE_MAX) == ASI_OK, "as many values as allowed");
  expect(asiSampleAdd(&sample, 2.5, 1) == ASI_LIMIT && asiSampleCount(&sample) == ASI_SAMPLE_MAX, "one more");
  expect(asiSampleAdd(&sample, 2.5, INT64_MAX) == ASI_LIMIT, "many more");
  asiSampleRankTotals(&sample, &totals);
  expect(totals.tieTerm == n * n * n - n && totals.w2Positive == n * (n + 1), "totals at the limit are exact");
  expect(asiSampleAskOften(&sample) == ASI_OK && asiSampleRemove(&sample, 1.5, 1) == ASI_OK &&
             asiSampleAdd(&sample, -1.5, 1) == ASI_OK,
         "one exchanged at the limit");
  asiSampleRankTotals(&sample, &totals);
  expect(totals.tieTerm == n * n * n - n && totals.w2Positive == (n - 1) * (n + 1), "totals after it");
  asiSampleClear(&sample);
}

/* Bit patterns that a radix sort may find hard, in the array alone. */
static uint64_t patternKey(int iPattern, int64_t i, int64_t n) {
  switch (iPattern) {
  case 0: return (uint64_t)i;
  case 1: return (uint64_t)(n - i);
  case 2: return (uint64_t)(i % 2) << 63;
  case 3: return i == n / 2 ? UINT64_MAX : 0;
  case 4: return (uint64_t)1 << (i % 64);
  case 5: return ((uint64_t)1 << (i % 64)) - 1;
  case 6: return (uint64_t)(i % 1000) * 0x0041041041041041u;
  case 7: return random64() >> (random64() % 64);
  case 8: return UINT64_MAX - (uint64_t)(i % 3);
  case 9: return random64() % 2048;
  default: return random64();
  }
}

static bool segmentsSortWell(int iPattern, int64_t n) {
  AsiSegments array = { 0 };
  uint64_t *a = malloc((size_t)n * sizeof(uint64_t));
  bool isGood = a != NULL;
  for (int64_t i = 0; isGood && i < n; i++) {
    a[i] = patternKey(iPattern, i, n);
    isGood = asiSegmentsAppend(&array, a[i]) == ASI_OK;
  }
  qsort(a, (size_t)n, sizeof(uint64_t), compareKeys);
  for (int i = 0; isGood && i < 5; i++) {
    int64_t k = i == 0 ? 0 : i == 1 ? n - 1 : randomBelow(n);
    isGood = asiSegmentsSelect(&array, (size_t)k) == a[k];
  }
  isGood = isGood && asiSegmentsCount(&array) == (size_t)n && asiSegmentsSort(&array, NULL) == ASI_OK;
  for (int64_t i = 0; isGood && i < n; i++) isGood = *asiSegmentsAt(&array, (size_t)i) == a[i];
  asiSegmentsClear(&array);
  free(a);
  return isGood && nHeapOut == 0;
}

static void testSegments(void) {
  static const int64_t aSize[] = { 1, 2, 24, 25, 127, 128, 129, 1000, 8191, 8192, 8193, 16384, 50000, 200000 };
  for (int iPattern = 0; iPattern < 11; iPattern++) {
    bool isGood = true;
    char z[60];
    for (size_t i = 0; i < sizeof aSize / sizeof aSize[0]; i++) {
      isGood = isGood && segmentsSortWell(iPattern, aSize[i]);
    }
    snprintf(z, sizeof z, "the segmented array, pattern %d", iPattern);
    expect(isGood, z);
  }
}

/* ---- running out of memory ---- */

/* One scenario: what is added, removed and asked at step i; false at the end. */
typedef struct Step {
  enum { STEP_ADD, STEP_REMOVE, STEP_ASK_OFTEN, STEP_SEAL } kind;
  double x;
  int64_t n;
} Step;

/* 66 distinct values, then an array over several segments, which settles in a table and outgrows it. */
static bool storyPlain(int i, Step *step) {
  step->kind = i % 40000 == 39999 ? STEP_SEAL : STEP_ADD;
  step->x = i < 66000 ? (double)(i % 1000 + 1) : (double)i;
  step->n = 1;
  return i < 75000;
}

static bool storyWindow(int i, Step *step) {
  step->kind = i == 50 ? STEP_ASK_OFTEN : i % 3 == 2 ? STEP_REMOVE : STEP_ADD;
  step->x = i % 3 == 2 ? (double)((i - 2) * 7919 % 10007 - 5000) : (double)(i * 7919 % 10007 - 5000);
  step->n = 1;
  return i < 1200;
}

static bool storyArrayToTree(int i, Step *step) {
  step->kind = i < 1500 ? STEP_ADD : STEP_REMOVE;
  step->x = (double)(i % 1500) * 0.37 - 200;
  step->n = 1;
  return i < 3000;
}

static bool storyMultiples(int i, Step *step) {
  step->kind = STEP_ADD;
  step->x = (double)(i * 31 % 499 - 250);
  step->n = 1 + i % 5 + (i == 150 ? 100 : 0);
  return i < 900;
}

static bool storyTableTurnsTree(int i, Step *step) {
  step->kind = i == 600 ? STEP_ASK_OFTEN : STEP_ADD;
  step->x = (double)(i * 31 % 300 - 150);
  step->n = i < 500 ? 40 : 1;
  return i < 800;
}

typedef bool (*Story)(int i, Step *step);

static AsiStatus takeStep(AsiSample *sample, const Step *step) {
  switch (step->kind) {
  case STEP_ADD: return asiSampleAdd(sample, step->x, step->n);
  case STEP_REMOVE: return asiSampleRemove(sample, step->x, step->n);
  case STEP_ASK_OFTEN: return asiSampleAskOften(sample);
  case STEP_SEAL: break;
  }
  return asiSampleSeal(sample);
}

static void noteStep(Oracle *oracle, const Step *step) {
  if (step->kind == STEP_ADD) oracleChange(oracle, step->x, step->n);
  if (step->kind == STEP_REMOVE) oracleChange(oracle, step->x, -step->n);
}

/* How far the story gets. */
static int tell(AsiSample *sample, Story story, int iFrom, AsiStatus *pStatus) {
  Step step;
  int i = iFrom;
  for (*pStatus = ASI_OK; story(i, &step); i++) {
    *pStatus = takeStep(sample, &step);
    if (*pStatus != ASI_OK) break;
  }
  return i;
}

/* The i-th allocation fails: the sample holds what it held, the step can be taken again, and the end is right. */
static bool storyFailsAt(Story story, AsiOrder order, int64_t iFail, const Oracle *end, bool *pFailed) {
  AsiSample sample;
  AsiStatus status;
  int64_t n;
  int i;
  bool isGood;
  asiSampleInit(&sample, order);
  nHeapCall = 0;
  iHeapFail = iFail;
  isHeapDead = false;
  i = tell(&sample, story, 0, &status);
  iHeapFail = -1;
  *pFailed = status == ASI_NOMEM;
  isGood = status == ASI_OK || status == ASI_NOMEM;
  if (*pFailed) {
    Oracle now = { 0 };
    Step step;
    for (int j = 0; j < i && story(j, &step); j++) noteStep(&now, &step);
    n = asiSampleCount(&sample);
    isGood = isGood && sameSample(&sample, &now, 20) && asiSampleCount(&sample) == n;
    oracleClear(&now);
    tell(&sample, story, i, &status);
    isGood = isGood && status == ASI_OK;
  }
  isGood = isGood && sameSample(&sample, end, 20);
  asiSampleClear(&sample);
  return isGood && nHeapOut == 0;
}

/* From the i-th allocation on nothing is to be had: clearing gives everything back. */
static bool storyDiesAt(Story story, AsiOrder order, int64_t iFail) {
  AsiSample sample;
  AsiStatus status;
  asiSampleInit(&sample, order);
  nHeapCall = 0;
  iHeapFail = iFail;
  isHeapDead = true;
  tell(&sample, story, 0, &status);
  asiSampleClear(&sample);
  iHeapFail = -1;
  return (status == ASI_OK || status == ASI_NOMEM) && nHeapOut == 0;
}

static void testNoMemory(void) {
  static const struct {
    const char *zName;
    Story story;
  } aStory[] = { { "plain", storyPlain },
                 { "window", storyWindow },
                 { "array to tree", storyArrayToTree },
                 { "multiples", storyMultiples },
                 { "table to tree", storyTableTurnsTree } };
  for (size_t i = 0; i < sizeof aStory / sizeof aStory[0]; i++) {
    for (int order = 0; order <= 1; order++) {
      Oracle end = { 0 };
      Step step;
      bool isGood = true, isFailing = true;
      int64_t iFail = 0;
      for (int j = 0; aStory[i].story(j, &step); j++) noteStep(&end, &step);
      for (; isGood && isFailing; iFail++) {
        isGood = storyFailsAt(aStory[i].story, (AsiOrder)order, iFail, &end, &isFailing) &&
                 storyDiesAt(aStory[i].story, (AsiOrder)order, iFail);
      }
      expect(isGood && iFail > 5, caseName("out of memory", aStory[i].zName, (AsiOrder)order));
      oracleClear(&end);
    }
  }
}

/* ---- the host stops it ---- */

static int nPolled, iPollStop;
static AsiStatus pollStops(AsiPoll *poll) {
  (void)poll;
  return nPolled++ == iPollStop ? ASI_INTERRUPT : ASI_OK;
}

static void testInterrupt(void) {
  enum { N = 400000 };
  AsiPoll poll = { pollStops, NULL, 0 };
  double *x = malloc(N * sizeof(double));
  bool isGood = x != NULL, isStopped = true;
  Oracle oracle;
  for (int i = 0; isGood && i < N; i++) x[i] = drawSkewed();
  if (!isGood) return;
  oracleOf(&oracle, x, N);
  for (iPollStop = 0; isGood && isStopped; iPollStop++) {
    AsiSample sample;
    AsiStatus status;
    asiSampleInit(&sample, ASI_BY_VALUE);
    isGood = addAll(&sample, x, N);
    nPolled = 0;
    poll.nWork = 0;
    status = asiSampleSealPolled(&sample, &poll);
    isStopped = status == ASI_INTERRUPT;
    isGood = isGood && (isStopped || status == ASI_OK) && sameSelect(&sample, &oracle, 3);
    isGood = isGood && sameSample(&sample, &oracle, 1000);
    asiSampleClear(&sample);
  }
  expect(isGood && iPollStop > 2 && nHeapOut == 0, "a stopped sort keeps the sample, and can be done again");
  oracleClear(&oracle);
  free(x);
}

/* ---- frames ---- */

static bool slide(AsiOrder order, const Source *source, int nWidth, int nRow) {
  double *x = malloc((size_t)nRow * sizeof(double));
  AsiSample sample;
  Oracle oracle = { 0 };
  bool isGood = x != NULL;
  asiSampleInit(&sample, order);
  for (int i = 0; isGood && i < nRow; i++) {
    x[i] = source->draw();
    isGood = asiSampleAdd(&sample, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&sample) == ASI_OK;
    if (i >= nWidth) isGood = isGood && asiSampleRemove(&sample, x[i - nWidth], 1) == ASI_OK;
    oracleChange(&oracle, x[i], 1);
    if (i >= nWidth) oracleChange(&oracle, x[i - nWidth], -1);
    isGood = isGood && sameSample(&sample, &oracle, 30);
  }
  asiSampleClear(&sample);
  oracleClear(&oracle);
  free(x);
  return isGood && nHeapOut == 0;
}

static void testFrames(void) {
  for (int i = 0; i < N_SOURCE; i++) {
    for (int order = 0; order <= 1; order++) {
      bool isGood = slide((AsiOrder)order, &aSource[i], 30, 1500) && slide((AsiOrder)order, &aSource[i], 200, 1000);
      expect(isGood, caseName("frames of 30 and 200 rows", aSource[i].zName, (AsiOrder)order));
    }
  }
}

/* The default running frame: a million distinct values, the totals and the median after each. */
static void testRunning(void) {
  enum { N = 1000000 };
  double *x = malloc(N * sizeof(double));
  AsiSample values, magnitudes;
  AsiRankTotals totals, fresh;
  bool isGood = x != NULL;
  double busy;
  if (!isGood) return;
  for (int i = 0; i < N; i++) x[i] = drawContinuous() + 0.1;
  asiSampleInit(&values, ASI_BY_VALUE);
  asiSampleInit(&magnitudes, ASI_BY_MAGNITUDE);
  busy = -secondsNow();
  for (int i = 0; isGood && i < N; i++) {
    isGood = asiSampleAdd(&magnitudes, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&magnitudes) == ASI_OK;
    asiSampleRankTotals(&magnitudes, &totals);
  }
  printf("# running totals, 1e6 distinct: %.0f ns a row\n", (busy + secondsNow()) * 1e9 / N);
  busy = -secondsNow();
  for (int i = 0; isGood && i < N; i++) {
    isGood = asiSampleAdd(&values, x[i], 1) == ASI_OK;
    if (i == 0) isGood = isGood && asiSampleAskOften(&values) == ASI_OK;
    (void)asiSampleSelect(&values, i / 2);
  }
  printf("# running median, 1e6 distinct: %.0f ns a row\n", (busy + secondsNow()) * 1e9 / N);
  for (int nNow = N; isGood && nNow > 1000; nNow /= 10) {
    AsiSample plain;
    Oracle oracle;
    isGood =
        removeAll(&values, x + nNow / 10, nNow - nNow / 10) && removeAll(&magnitudes, x + nNow / 10, nNow - nNow / 10);
    oracleOf(&oracle, x, nNow / 10);
    asiSampleInit(&plain, ASI_BY_MAGNITUDE);
    isGood = isGood && addAll(&plain, x, nNow / 10) && asiSampleRankTotals(&plain, &fresh) == ASI_OK;
    isGood = isGood && asiSampleRankTotals(&magnitudes, &totals) == ASI_OK && totals.w2Positive == fresh.w2Positive &&
             totals.tieTerm == fresh.tieTerm && totals.nPositive == fresh.nPositive;
    isGood = isGood && sameSample(&values, &oracle, 1000) && sameSample(&magnitudes, &oracle, 1000);
    asiSampleClear(&plain);
    oracleClear(&oracle);
  }
  asiSampleClear(&values);
  asiSampleClear(&magnitudes);
  free(x);
  expect(isGood && nHeapOut == 0, "a million distinct values under a running frame, and removed again");
}

/* ---- from nothing ---- */

/* A tree that begins with its first run, and rises key by key: the last leaf splits, and at last the root. */
static void testTreeFromNothing(void) {
  enum { N = 2000 };
  AsiRunTree tree = { 0 };
  AsiTreeCursor at = { 0 };
  AsiKeyRun run = keyRun(1), next;
  bool isGood;
  int nFailure = 0;
  expect(!asiRunTreeNext(&tree, &at, &next), "an empty tree has no run");
  for (; run.key <= N; run.key++) {
    AsiStatus status;
    iHeapFail = nHeapCall;
    status = asiRunTreeAdd(&tree, &run);
    iHeapFail = -1;
    nFailure += status == ASI_NOMEM;
    if (status == ASI_NOMEM) status = asiRunTreeAdd(&tree, &run);
    if (status != ASI_OK) break;
  }
  isGood = run.key == N + 1 && tree.nRun == N && nFailure > N / TREE_FAN && tree.pRoot->nLevel == 2;
  for (uint64_t key = 1; key <= N; key++) {
    isGood = isGood && asiRunTreeNext(&tree, &at, &next) && next.key == key && next.nPositive == 1;
    isGood = isGood && asiRunTreeSelect(&tree, (int64_t)key - 1) == key;
  }
  expect(isGood && !asiRunTreeNext(&tree, &at, &next), "a tree from nothing, with every failure on its way");
  asiRunTreeClear(&tree);
  expect(nHeapOut == 0, "a tree from nothing, cleared");
}

static void testTotalsWithoutMemory(void) {
  AsiSample sample;
  AsiRankTotals totals;
  asiSampleInit(&sample, ASI_BY_MAGNITUDE);
  for (int i = 0; i < 3000; i++) asiSampleAdd(&sample, (i * 7919 % 3001) + 0.5, 1);
  iHeapFail = nHeapCall;
  expect(asiSampleRankTotals(&sample, &totals) == ASI_NOMEM, "totals need a sort, and the sort memory");
  iHeapFail = -1;
  expect(asiSampleRankTotals(&sample, &totals) == ASI_OK && totals.w2Positive == 3000u * 3001u, "totals, then right");
  asiSampleClear(&sample);
}

int main(void) {
  testTreeRank();
  testTreeNodes();
  testTreeJoins();
  testTreeLow();
  testTreeSplits();
  testTreeBuilds();
  testTreeSwells();
  testTreeFromEnds();
  testTreeHuge();
  testTableLowerBound();
  testTableRoom();
  testTableSwells();
  testDigits();
  testShortSorts();
  testDeal();
  testBlocks();
  testSegmentRoom();
  testPieces();
  testSegmentRuns();
  testSortWork();
  testSortRoom();
  testNotQuadratic();
  testSortedness();
  testShapes();
  testFullTable();
  testEmpty();
  testWalks();
  testSegments();
  for (int i = 0; i < N_SOURCE; i++) {
    testLong(&aSource[i], ASI_BY_VALUE, 120000);
    testLong(&aSource[i], ASI_BY_MAGNITUDE, 120000);
    testLong(&aSource[i], ASI_BY_VALUE, 3000);
    testLong(&aSource[i], ASI_BY_MAGNITUDE, 3000);
  }
  testTableLimit();
  testTreeFromNothing();
  testTotalsWithoutMemory();
  testTiedMemory();
  testMultiples();
  testLimit();
  testNoMemory();
  testInterrupt();
  testFrames();
  testRunning();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
