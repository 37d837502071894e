/*
** Friedman's test of several occasions (Friedman 1937), and Cochran's Q, which it is for yes/no answers (Cochran 1950).
**
**  (1) Only subjects with a value on each of the k occasions count; n_incomplete of the others have been left out. The same
**      subject and occasion twice is an error.
**  (2) Ranks are midranks within the subject; with R_j their sum on occasion j and t the sizes of the ties within subjects,
**        chi2 = 12 sum (R_j - n (k+1)/2)^2 / (n k (k+1) - sum (t^3 - t)/(k-1)),  df = k - 1,
**      from whole numbers, rounded once. For yes and no this is Q = (k-1) (k sum C_j^2 - N^2) / (k N - sum L_i^2).
**  (3) kendall_w = chi2 / (n (k-1)), Kendall's coefficient of concordance (Kendall & Babington Smith 1939). n counts the
**      subjects whose values are all the same, too.
**  (4) p is exact (method `exact`) as far as column_sums.h goes: the k! orders of each subject's own midranks are equally
**      likely, p counts those with at least the observed chi2. Beyond that the upper tail of chi-square (`chi-square`).
**  (5) One occasion, or all values the same within every subject: chi2, p, W NULL.
*/
#include <math.h>
#include <string.h>

#include "column_sums.h"
#include "dd.h"
#include "family.h"
#include "gamma.h"
#include "groups.h"
#include "int128.h"
#include "mem.h"
#include "occasions.h"
#include "tails.h"

#define FRIEDMAN_VALUE_NANOSECONDS 50

/* Both tests have the same record but for the key of their statistic. */
#define FRIEDMAN_FIELDS_OF(F, T, zKey)                                                                                 \
  F(T, INTEGER, k, 0)                                                                                                  \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_incomplete, 0)                                                                                       \
  F##_AS(T, REAL, statistic, zKey, 0) F(T, INTEGER, df, 0) F(T, REAL, p, 0) F(T, REAL, kendall_w, 0)                   \
      F(T, TEXT, method, 0)
#define FRIEDMAN_FIELDS(F, T) FRIEDMAN_FIELDS_OF(F, T, "chi2")
#define COCHRAN_FIELDS(F, T) FRIEDMAN_FIELDS_OF(F, T, "q")

ASI_RECORD_STRUCT(FriedmanRecord, FRIEDMAN_FIELDS);

ASI_RECORD_FIELDS(aFriedmanField, FriedmanRecord, FRIEDMAN_FIELDS);
ASI_RECORD_FIELDS(aCochranField, FriedmanRecord, COCHRAN_FIELDS);

static const AsiRecord friedmanRecord = ASI_RECORD_OF(FriedmanRecord, aFriedmanField);
static const AsiRecord cochranRecord = ASI_RECORD_OF(FriedmanRecord, aCochranField);

/* What is known after all subjects were looked at, and the room in which one is ranked. */
typedef struct FriedmanTable {
  size_t k;
  int64_t n, nIncomplete;
  asi_u128 ties;    /* sum of t^3 - t */
  int64_t *aSum;    /* by occasion, of the doubled and centred ranks: 2 R_j - n (k+1) */
  AsiBlocks blocks; /* for the exact distribution, unless isTooMuch */
  bool isTooMuch;
  AsiDatum *aValue; /* of one subject */
  size_t *aOrder;
  int32_t *aRank; /* rising */
} FriedmanTable;

static void friedmanClear(FriedmanTable *table) {
  asiBlocksClear(&table->blocks);
  asiFree(table->aSum);
  asiFree(table->aValue);
  asiFree(table->aOrder);
  asiFree(table->aRank);
}

static AsiStatus friedmanInit(FriedmanTable *table, size_t k) {
  memset(table, 0, sizeof *table);
  table->k = table->blocks.nColumn = k;
  table->aSum = asiAllocZero(k, sizeof *table->aSum);
  table->aValue = asiAllocZero(k, sizeof *table->aValue);
  table->aOrder = asiAllocZero(k, sizeof *table->aOrder);
  table->aRank = asiAllocZero(k, sizeof *table->aRank);
  if (table->aSum != NULL && table->aValue != NULL && table->aOrder != NULL && table->aRank != NULL) return ASI_OK;
  friedmanClear(table);
  return ASI_NOMEM;
}

/* The values of places iFirst..iEnd-1 in the order are equal. */
static void friedmanRankTied(FriedmanTable *table, size_t iFirst, size_t iEnd) {
  int32_t rank = (int32_t)(iFirst + iEnd) - (int32_t)table->k;
  size_t nTied = iEnd - iFirst;
  size_t i;
  table->ties += (asi_u128)nTied * nTied * nTied - nTied;
  for (i = iFirst; i < iEnd; i++) {
    table->aRank[i] = rank;
    table->aSum[table->aOrder[i]] += rank;
  }
}

static AsiStatus friedmanRank(FriedmanTable *table) {
  const AsiLabels values = { .aLabel = table->aValue, .nLabel = table->k };
  size_t i, iFirst = 0;
  AsiStatus status;
  asiLabelsOrder(&values, table->aOrder);
  for (i = 1; i <= table->k; i++) {
    if (i < table->k && asiLabelCompare(&values.aLabel[table->aOrder[i]], &values.aLabel[table->aOrder[iFirst]]) == 0) {
      continue;
    }
    friedmanRankTied(table, iFirst, i);
    iFirst = i;
  }
  table->n++;
  if (table->isTooMuch) return ASI_OK;
  status = asiBlocksAdd(&table->blocks, table->aRank);
  table->isTooMuch = status == ASI_LIMIT;
  return table->isTooMuch ? ASI_OK : status;
}

static AsiStatus friedmanTwice(const AsiOccasions *occasions, size_t iSubject, size_t iOccasion, AsiWords *words) {
  char zSubject[ASI_LABEL_SHOWN], zOccasion[ASI_LABEL_SHOWN];
  return asiSay(words, ASI_DOMAIN, "subject %s came twice on occasion %s, expected one row for each",
                asiLabelText(&occasions->subjects.aLabel[iSubject], zSubject),
                asiLabelText(&occasions->occasions.aLabel[iOccasion], zOccasion));
}

static AsiStatus friedmanFill(FriedmanTable *table, const AsiOccasions *occasions, const AsiAsk *ask) {
  AsiStatus status = ASI_OK;
  size_t i, iTwice = 0;
  for (i = 0; status == ASI_OK && i < occasions->subjects.nLabel; i++) {
    switch (asiOccasionsRead(occasions, i, table->aValue, &iTwice)) {
    case ASI_SUBJECT_TWICE: return friedmanTwice(occasions, i, iTwice, ask->words);
    case ASI_SUBJECT_INCOMPLETE: table->nIncomplete++; break;
    default: status = friedmanRank(table); break;
    }
    if (status == ASI_OK) status = asiPollWork(ask->poll, (int64_t)table->k * FRIEDMAN_VALUE_NANOSECONDS);
  }
  return status;
}

static asi_u128 friedmanSquares(const FriedmanTable *table) {
  asi_u128 squares = 0;
  size_t i;
  for (i = 0; i < table->k; i++) {
    asi_i128 sum = table->aSum[i];
    squares += (asi_u128)(sum * sum);
  }
  return squares;
}

/* (4) */
static AsiStatus friedmanP(FriedmanRecord *record, const FriedmanTable *table, asi_u128 squares, AsiPoll *poll) {
  AsiStatus status = ASI_LIMIT;
  if (!table->isTooMuch) status = asiColumnSumsTail(&table->blocks, (int64_t)squares, poll, &record->p);
  record->method = "exact";
  if (status == ASI_LIMIT) {
    record->p = asiChiSquareUpper(record->statistic, (double)record->df);
    record->method = "chi-square";
    status = ASI_OK;
  }
  record->p = asiPositiveP(record->p);
  return status;
}

/* With n and k above 1 or so: whatever is left of (5) shows in the spread. */
static AsiStatus friedmanTest(FriedmanRecord *record, const FriedmanTable *table, AsiPoll *poll) {
  asi_u128 k = table->k;
  asi_u128 squares = friedmanSquares(table);
  asi_u128 spread = (asi_u128)table->n * k * (k + 1) * (k - 1) - table->ties;
  AsiDd w;
  if (spread == 0) return ASI_OK;
  w = asiDdDiv(asiDdOfInteger((asi_i128)(3 * squares)), asiDdMulD(asiDdOfInteger((asi_i128)spread), (double)table->n));
  record->kendall_w = asiDdValue(w);
  record->statistic =
      asiDdValue(asiDdDiv(asiDdOfInteger((asi_i128)(3 * squares * (k - 1))), asiDdOfInteger((asi_i128)spread)));
  return friedmanP(record, table, squares, poll);
}

static AsiStatus friedmanCompute(void *state, const AsiAsk *ask, void *answer) {
  const AsiOccasions *occasions = state;
  FriedmanRecord *record = answer;
  FriedmanTable table;
  AsiStatus status = asiLabelsCheck(&occasions->occasions, ASI_GROUPS_MAX, 3, ask->words);
  record->k = (int64_t)occasions->occasions.nLabel;
  record->n = record->n_incomplete = 0;
  if (status != ASI_OK || record->k == 0) return status;
  status = friedmanInit(&table, occasions->occasions.nLabel);
  if (status != ASI_OK) return status;
  status = friedmanFill(&table, occasions, ask);
  record->n = table.n;
  record->n_incomplete = table.nIncomplete;
  if (record->n > 0 && record->k > 1) {
    record->df = record->k - 1;
    if (status == ASI_OK) status = friedmanTest(record, &table, ask->poll);
  }
  friedmanClear(&table);
  return status;
}

const AsiFamily asiFriedman = {
  .zName = "friedman",
  .state = &asiKindOccasions,
  .record = &friedmanRecord,
  .compute = friedmanCompute,
  .nDatum = 3,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL, ASI_DATUM_LABEL },
};

const AsiFamily asiCochran = {
  .zName = "cochran_q",
  .state = &asiKindOccasions,
  .record = &cochranRecord,
  .compute = friedmanCompute,
  .nDatum = 3,
  .aDatum = { ASI_DATUM_ANSWER, ASI_DATUM_LABEL, ASI_DATUM_LABEL },
};
