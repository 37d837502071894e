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

typedef struct AsiCorrelation {
  double r;
  double slant; /* r/sqrt(1 - r^2), NaN where |r| = 1 */
  double t, p;
} AsiCorrelation;

AsiCorrelation asiCorrelation(const AsiWhole *x, const AsiWhole *y, const AsiWhole *products, int64_t df,
                              AsiAlternative alternative);

/* The record of every correlation; the second key is the function's own. */
typedef struct AsiCorrelationRecord {
  int64_t n, n_missing;
  double r, statistic;
  int64_t df;
  double p, low, high, level;
  const char *method, *alternative;
} AsiCorrelationRecord;

#define ASI_CORRELATION_FIELDS(zCoefficient)                                                                           \
  ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_INTEGER, n),                                                            \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_INTEGER, n_missing),                                                \
      { zCoefficient, ASI_FIELD_REAL, offsetof(AsiCorrelationRecord, r) },                                             \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_REAL, statistic),                                                   \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_INTEGER, df),                                                       \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_REAL, p), ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_REAL, low),  \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_REAL, high),                                                        \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_REAL, level),                                                       \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_TEXT, method),                                                      \
      ASI_FIELD_OF(AsiCorrelationRecord, ASI_FIELD_TEXT, alternative)

#endif
