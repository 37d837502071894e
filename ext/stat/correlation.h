/*
** A correlation from whole numbers, and Student's t of it.
**
**  (1) r = P/sqrt(X Y) for whole numbers with X, Y >= 0 and P^2 <= X Y: of values, X = n sum(x^2) - (sum x)^2 and so on.
**      1 - r^2 comes from X Y - P^2, so that no digit is lost near 1 and a perfect correlation is known as such.
**  (2) t = r sqrt(df/(1 - r^2)), df = n - 2.
**  (3) X or Y = 0: r, t and p null. Two pairs: t and p null, for any two lie on a line. |r| = 1: t null, p as near to 0
**      or 1 as it goes.
*/
#ifndef ASI_CORRELATION_H
#define ASI_CORRELATION_H

#include "family.h"
#include "floating.h"
#include "points.h"
#include "rank_tables.h"

typedef struct AsiCorrelation {
  double r;
  double slant; /* r/sqrt(1 - r^2), NaN where |r| = 1 */
  double t, p;
} AsiCorrelation;

AsiCorrelation asiCorrelation(const AsiWhole *x, const AsiWhole *y, const AsiWhole *products, int64_t df,
                              AsiAlternative alternative);

/* Of up to ASI_RANK_TABLE_MAX points: the runs of equal x and of equal y. The points end in the order of their x. */
AsiStatus asiCorrelationRuns(AsiPoints *points, AsiPoll *poll, AsiRankRuns *x, AsiRankRuns *y);

/* The record of every correlation; the third key is the function's own. */
#define ASI_CORRELATION_FIELDS_OF(F, T, zKey)                                                                          \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F##_AS(T, REAL, r, zKey, 0) F(T, REAL, statistic, 0) F(T, INTEGER, df, 0) F(T, REAL, p, 0) F(T, REAL, low, 0)        \
      F(T, REAL, high, 0) F(T, REAL, level, 0) F(T, TEXT, method, 0) F(T, TEXT, alternative, 0)
#define ASI_CORRELATION_FIELDS(F, T) ASI_CORRELATION_FIELDS_OF(F, T, "r")

ASI_RECORD_STRUCT(AsiCorrelationRecord, ASI_CORRELATION_FIELDS);

#endif
