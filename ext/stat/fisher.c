/*
** Fisher's exact test of a cross table (Fisher 1934, Freeman & Halton 1951).
**
**  (1) Rows are the labels of a, columns those of b, in SQLite's order. Two-sided p: all tables with the same margins
**      that are no more probable than this one (times 1 + 1e-7).
**  (2) Two by two: `greater` means that the larger a goes with the larger b, odds ratio above 1: the probability of a
**      first cell at least as large. odds_ratio is the conditional maximum likelihood estimate, low and high bound it
**      (Cornfield 1956), two-sided whatever the alternative. What is infinite is NULL.
**  (3) Larger tables have a two-sided p alone, and that to a bound of work (freeman_halton.h); beyond it: an error, at the start.
**  (4) A single row or column: one table is possible, p = 1.
*/
#include <math.h>

#include "crosstab.h"
#include "family.h"
#include "freeman_halton.h"
#include "hypergeometric.h"
#include "tails.h"

enum { FISHER_P = 1, FISHER_ODDS = 2, FISHER_INTERVAL = 4 };

#define FISHER_FIELDS(F, T)                                                                                            \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, INTEGER, rows, 0)                                                                                               \
  F(T, INTEGER, columns, 0)                                                                                            \
  F(T, REAL, p, FISHER_P)                                                                                              \
  F(T, REAL, odds_ratio, FISHER_ODDS)                                                                                  \
  F(T, REAL, low, FISHER_INTERVAL)                                                                                     \
  F(T, REAL, high, FISHER_INTERVAL)                                                                                    \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(FisherRecord, FISHER_FIELDS);

ASI_RECORD_FIELDS(aFisherField, FisherRecord, FISHER_FIELDS);

static const AsiRecord fisherRecord = ASI_RECORD_OF(FisherRecord, aFisherField);

static double fisherP(const AsiTable *table, AsiAlternative alternative) {
  switch (alternative) {
  case ASI_LESS: return asiPositiveP(asiFisherLess(table));
  case ASI_GREATER: return asiPositiveP(asiFisherGreater(table));
  default: return asiPositiveP(asiFisherTwoSided(table));
  }
}

static double fisherFinite(double x) { return isfinite(x) ? x : (double)NAN; }

static void fisherTwoByTwo(FisherRecord *record, const int64_t *aCount, const AsiAsk *ask) {
  AsiTable table = { (double)aCount[0], (double)aCount[1], (double)aCount[2], (double)aCount[3] };
  double tail = (1 - ask->options->level) / 2;
  record->level = ask->options->level;
  if (asiIsWanted(ask, FISHER_P)) record->p = fisherP(&table, ask->options->alternative);
  if (asiIsWanted(ask, FISHER_ODDS)) record->odds_ratio = fisherFinite(asiFisherOdds(&table));
  if (!asiIsWanted(ask, FISHER_INTERVAL)) return;
  record->low = fisherFinite(asiFisherOddsLow(&table, tail));
  record->high = fisherFinite(asiFisherOddsHigh(&table, tail));
}

static AsiStatus fisherLarger(FisherRecord *record, const AsiContingency *table, const AsiAsk *ask) {
  AsiStatus status;
  if (ask->options->alternative != ASI_TWO_SIDED) {
    return asiSay(ask->words, ASI_DOMAIN, "'%s' needs a table of 2 by 2, this one is %d by %d",
                  asiAlternativeName(ask->options->alternative), (int)table->nRow, (int)table->nColumn);
  }
  status = asiFreemanHalton(table->aCount, table->nRow, table->nColumn, ask->poll, &record->p);
  if (status == ASI_LIMIT) {
    return asiSay(ask->words, ASI_LIMIT,
                  "a table of %d by %d with n = %lld takes more than the stated work for an exact p, see chi_square",
                  (int)table->nRow, (int)table->nColumn, (long long)table->n);
  }
  record->p = asiPositiveP(record->p);
  return status;
}

static AsiStatus fisherFill(FisherRecord *record, const AsiContingency *table, const AsiAsk *ask) {
  record->n = table->n;
  record->n_missing = ask->nMissing;
  record->rows = (int64_t)table->nRow;
  record->columns = (int64_t)table->nColumn;
  if (table->n == 0) return ASI_OK;
  record->method = asiMethodName(ASI_EXACT);
  record->alternative = asiAlternativeName(ask->options->alternative);
  if (table->nRow == 1 || table->nColumn == 1) {
    record->p = 1.0;
  } else if (table->nRow == 2 && table->nColumn == 2) {
    fisherTwoByTwo(record, table->aCount, ask);
  } else {
    return fisherLarger(record, table, ask);
  }
  return ASI_OK;
}

static AsiStatus fisherCompute(void *state, const AsiAsk *ask, void *record) {
  AsiContingency table;
  AsiStatus status = asiCrosstabCheck(state, ask->words);
  if (status == ASI_OK) status = asiCrosstabSorted(state, &table);
  if (status != ASI_OK) return status;
  status = fisherFill(record, &table, ask);
  asiContingencyClear(&table);
  return status;
}

const AsiFamily asiFisher = {
  .zName = "fisher_exact",
  .state = &asiKindCrosstab,
  .record = &fisherRecord,
  .compute = fisherCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_LABEL, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL,
};
