/*
** The sign test (Arbuthnott 1710): are increases as likely as decreases?
**
**  (1) Zeros are left out. p is the exact binomial one: P(X >= n_positive), P(X <= n_positive) with
**      probability 1/2, or twice the smaller, at most 1. All differences zero: p = 1.
**  (2) `normal`: z = (n_positive - n_negative)/sqrt(n_positive + n_negative), without correction.
*/
#include <math.h>

#include "binomial.h"
#include "family.h"
#include "kinds.h"
#include "normal.h"
#include "tails.h"

#define SIGN_TEST_FIELDS(F, T)                                                                                         \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, INTEGER, n_positive, 0)                                                                                         \
  F(T, INTEGER, n_negative, 0)                                                                                         \
  F(T, INTEGER, n_zero, 0)                                                                                             \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(SignTestRecord, SIGN_TEST_FIELDS);

ASI_RECORD_FIELDS(aSignTestField, SignTestRecord, SIGN_TEST_FIELDS);

static const AsiRecord signTestRecord = ASI_RECORD_OF(SignTestRecord, aSignTestField);

static double signTestP(int64_t nPositive, int64_t nNegative, const AsiOptions *options) {
  int64_t n = nPositive + nNegative;
  double less, greater;
  if (n == 0) return 1.0;
  if (options->method == ASI_NORMAL) {
    double z = (double)(nPositive - nNegative) / sqrt((double)n);
    less = asiNormalLower(z);
    greater = asiNormalUpper(z);
  } else {
    less = asiBinomialLower((double)nPositive, (double)n, 0.5);
    greater = asiBinomialUpper((double)nPositive, (double)n, 0.5);
  }
  return asiPickTail(options->alternative, less, greater);
}

static AsiStatus signTestCompute(void *state, const AsiAsk *ask, void *record) {
  SignTestRecord *test = record;
  AsiRankTotals totals;
  AsiSample rounded;
  AsiSample *differences;
  AsiStatus status = asiPairedView(state, ask->options->digits, ask->poll, ask->words, &rounded, &differences);
  if (status == ASI_OK) status = asiSampleRankTotals(differences, &totals);
  asiSampleClear(&rounded);
  if (status != ASI_OK) return status;
  test->n_missing = ask->nMissing;
  test->n = totals.nZero + totals.nNegative + totals.nPositive;
  if (test->n == 0) return ASI_OK;
  test->n_positive = totals.nPositive;
  test->n_negative = totals.nNegative;
  test->n_zero = totals.nZero;
  test->p = signTestP(totals.nPositive, totals.nNegative, ask->options);
  test->method = asiMethodName(ask->options->method);
  test->alternative = asiAlternativeName(ask->options->alternative);
  return ASI_OK;
}

const AsiFamily asiSignTest = {
  .zName = "sign_test",
  .state = &asiKindPaired,
  .record = &signTestRecord,
  .compute = signTestCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD | ASI_WORDS_DIGITS,
};
