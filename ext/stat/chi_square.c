/*
** Pearson's chi-square test of a cross table (Pearson 1900).
**
**  (1) chi2 = sum (O - E)^2 / E, E = row total * column total / n, the numerators as whole numbers n O - r c: no digit is
**      lost when observed and expected counts are large and close. df = (rows - 1)(columns - 1).
**  (2) Two by two, with the correction of Yates (1934): |O - E| lowered by 1/2, but not below 0, as R does; NULL for
**      larger tables.
**  (3) cramer_v = sqrt(chi2 / (n (min(rows, columns) - 1))) (Cramer 1946), from the uncorrected chi2.
**  (4) min_expected is the smallest E; below 5 there is a warning (Cochran's rule of thumb, 1954).
**  (5) A table with a single row or column has no association to test: all but the counts NULL.
*/
#include <math.h>

#include "crosstab.h"
#include "dd.h"
#include "family.h"
#include "gamma.h"
#include "tails.h"
#include "wide.h"

#define CHI_SQUARE_EXPECTED_LEAST 5

#define CHI_SQUARE_FIELDS(F, T)                                                                                        \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, INTEGER, rows, 0)                                                                                               \
  F(T, INTEGER, columns, 0)                                                                                            \
  F(T, REAL, chi2, 0)                                                                                                  \
  F(T, INTEGER, df, 0)                                                                                                 \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, chi2_yates, 0)                                                                                            \
  F(T, REAL, p_yates, 0)                                                                                               \
  F(T, REAL, cramer_v, 0)                                                                                              \
  F(T, REAL, min_expected, 0)                                                                                          \
  F(T, TEXT, warning, 0)                                                                                               \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(ChiSquareRecord, CHI_SQUARE_FIELDS);

ASI_RECORD_FIELDS(aChiSquareField, ChiSquareRecord, CHI_SQUARE_FIELDS);

static const AsiRecord chiSquareRecord = ASI_RECORD_OF(ChiSquareRecord, aChiSquareField);

/* 2 n |O - E| of a cell. */
static asi_u128 chiSquareExcess(const AsiContingency *table, size_t i, size_t j) {
  asi_u128 observed = 2 * (asi_u128)table->n * (asi_u128)table->aCount[i * table->nColumn + j];
  asi_u128 expected = 2 * (asi_u128)table->aRow[i] * (asi_u128)table->aColumn[j];
  return observed > expected ? observed - expected : expected - observed;
}

/* Each |O - E| is lowered by lessTwice/2, at most to 0. */
static double chiSquareOf(const AsiContingency *table, int lessTwice) {
  asi_u128 less = (asi_u128)lessTwice * (asi_u128)table->n;
  AsiDd sum = { 0, 0 };
  size_t i, j;
  for (i = 0; i < table->nRow; i++) {
    for (j = 0; j < table->nColumn; j++) {
      asi_u128 excess = chiSquareExcess(table, i, j);
      double rest = excess > less ? (double)(excess - less) / 2 : 0.0;
      double divisor = (double)table->n * (double)table->aRow[i] * (double)table->aColumn[j];
      sum = asiDdAddD(sum, rest * rest / divisor);
    }
  }
  return asiDdValue(sum);
}

static double chiSquareSmallest(const int64_t *aTotal, size_t n) {
  int64_t smallest = aTotal[0];
  size_t i;
  for (i = 1; i < n; i++) {
    if (aTotal[i] < smallest) smallest = aTotal[i];
  }
  return (double)smallest;
}

static void chiSquareTest(ChiSquareRecord *record, const AsiContingency *table) {
  size_t nLess = table->nRow < table->nColumn ? table->nRow : table->nColumn;
  record->df = (int64_t)((table->nRow - 1) * (table->nColumn - 1));
  record->chi2 = chiSquareOf(table, 0);
  record->p = asiPositiveP(asiChiSquareUpper(record->chi2, (double)record->df));
  record->cramer_v = fmin(1.0, sqrt(record->chi2 / ((double)table->n * (double)(nLess - 1))));
  record->min_expected = chiSquareSmallest(table->aRow, table->nRow) *
                         chiSquareSmallest(table->aColumn, table->nColumn) / (double)table->n;
  if (record->min_expected < CHI_SQUARE_EXPECTED_LEAST) {
    record->warning = "an expected count is below 5, p may be off: see fisher_exact";
  }
  if (table->nRow > 2 || table->nColumn > 2) return;
  record->chi2_yates = chiSquareOf(table, 1);
  record->p_yates = asiPositiveP(asiChiSquareUpper(record->chi2_yates, 1));
}

static AsiStatus chiSquareCompute(void *state, const AsiAsk *ask, void *answer) {
  ChiSquareRecord *record = answer;
  AsiContingency table;
  AsiStatus status = asiCrosstabCheck(state, ask->words);
  if (status == ASI_OK) status = asiCrosstabSorted(state, &table);
  if (status != ASI_OK) return status;
  record->n = table.n;
  record->n_missing = ask->nMissing;
  record->rows = (int64_t)table.nRow;
  record->columns = (int64_t)table.nColumn;
  if (table.n > 0) record->method = "pearson";
  if (table.nRow > 1 && table.nColumn > 1) chiSquareTest(record, &table);
  asiContingencyClear(&table);
  return ASI_OK;
}

const AsiFamily asiChiSquare = {
  .zName = "chi_square",
  .state = &asiKindCrosstab,
  .record = &chiSquareRecord,
  .compute = chiSquareCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_LABEL, ASI_DATUM_LABEL },
};
