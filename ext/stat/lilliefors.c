/*
** The test of normality of Lilliefors 1967 (J. Am. Stat. Assoc. 62:399): Kolmogorov's distance, mean and SD estimated.
**
**  (1) d = the largest distance between the empirical distribution and the normal one with the sample's mean and SD
**      (divisor n - 1), above or below; ties step together.
**  (2) p by the formula that Dallal & Wilkinson 1986 fitted to tails up to 0.1 (The American Statistician 40:294);
**      above 100 values they enter as d (n/100)^0.49 of 100. Method 'dallal-wilkinson'.
**  (3) Where that formula says more than 0.1 it does not hold: there p is read off Stephens' modified statistic
**      k = d (sqrt(n) - 0.01 + 0.85/sqrt(n)) (1974, J. Am. Stat. Assoc. 69:730) by the polynomials of R's nortest
**      (lillie.test). They join neither (2) nor each other smoothly: p may jump by some thousandths. Method 'stephens'.
**  (4) Less than 5 values, or all of them equal: d, p and method null.
**  (5) With two arguments the sample is that of the decimal differences post - pre.
*/
#include <math.h>

#include "family.h"
#include "kinds.h"
#include "normal.h"
#include "offsets.h"
#include "tails.h"

#define LILLIEFORS_LEAST 5
#define LILLIEFORS_FITTED 100 /* values that (2) was fitted to */
#define LILLIEFORS_WORK 100   /* nanoseconds a run */

#define LILLIEFORS_FIELDS(F, T)                                                                                        \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, d, 0)                                                                                                     \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(LillieforsRecord, LILLIEFORS_FIELDS);

ASI_RECORD_FIELDS(aLillieforsField, LillieforsRecord, LILLIEFORS_FIELDS);

static const AsiRecord lillieforsRecord = ASI_RECORD_OF(LillieforsRecord, aLillieforsField);

static AsiStatus lillieforsDistance(const AsiSample *sample, const AsiAsk *ask, double *pDistance) {
  double n = (double)asiSampleCount(sample);
  double sd, nBelow = 0, distance = 0;
  AsiOffsets offsets;
  AsiRunCursor cursor;
  AsiRun run;
  AsiStatus status = asiOffsetsOf(sample, ask, &offsets);
  if (status != ASI_OK) return status;
  sd = sqrt(asiDdValue(offsets.scatter) / (n - 1));
  asiRunFirst(&cursor, sample);
  while (status == ASI_OK && asiRunNext(&cursor, &run)) {
    double nUpTo = nBelow + (double)run.nPositive;
    double fitted = asiNormalLower(asiDdValue(asiDdSub(asiOffset(&offsets, asiRunNumber(&run)), offsets.mean)) / sd);
    distance = fmax(distance, fmax(nUpTo / n - fitted, fitted - nBelow / n));
    nBelow = nUpTo;
    status = asiPollWork(ask->poll, LILLIEFORS_WORK);
  }
  *pDistance = distance;
  return status;
}

static double lillieforsDallalWilkinson(double d, double n) {
  double root;
  if (n > LILLIEFORS_FITTED) {
    d *= pow(n / LILLIEFORS_FITTED, 0.49);
    n = LILLIEFORS_FITTED;
  }
  root = d * sqrt(n + 2.78019);
  return exp((2.99587 - 7.01256 * root) * root - 0.122119 + 0.974598 / sqrt(n) + 1.67997 / n);
}

/* The polynomial that holds up to `upTo`, in powers of k. The last one holds up to 1.31: (2) says less than 0.1 long before. */
typedef struct LillieforsPiece {
  double upTo;
  double a[5];
} LillieforsPiece;

static double lillieforsStephens(double d, double n) {
  static const LillieforsPiece aPiece[] = {
    { 0.302, { 1 } },
    { 0.5, { 2.76773, -19.828315, 80.709644, -138.55152, 81.218052 } },
    { 0.9, { -4.901232, 40.662806, -97.490286, 94.029866, -32.355711 } },
    { HUGE_VAL, { 6.198765, -19.558097, 23.186922, -12.234627, 2.423045 } },
  };
  double k = (sqrt(n) - 0.01 + 0.85 / sqrt(n)) * d;
  const LillieforsPiece *piece = aPiece;
  const double *a;
  while (k > piece->upTo) piece++;
  a = piece->a;
  return a[0] + k * (a[1] + k * (a[2] + k * (a[3] + k * a[4])));
}

static AsiStatus lillieforsCompute(void *state, const AsiAsk *ask, void *record) {
  LillieforsRecord *test = record;
  AsiSample *sample = &((AsiValues *)state)->sample;
  AsiStatus status = asiValuesCheck(state, ask->words);
  bool isTail;
  if (status != ASI_OK) return status;
  test->n = asiSampleCount(sample);
  test->n_missing = ask->nMissing;
  if (test->n < LILLIEFORS_LEAST) return ASI_OK;
  status = asiSampleSealPolled(sample, ask->poll);
  if (status != ASI_OK || asiIsConstant(sample)) return status;
  status = lillieforsDistance(sample, ask, &test->d);
  if (status != ASI_OK) return status;
  test->p = lillieforsDallalWilkinson(test->d, (double)test->n);
  isTail = test->p <= 0.1;
  if (!isTail) test->p = lillieforsStephens(test->d, (double)test->n);
  test->p = asiPositiveP(test->p);
  test->method = isTail ? "dallal-wilkinson" : "stephens";
  return ASI_OK;
}

const AsiFamily asiLilliefors = {
  .zName = "lilliefors",
  .state = &asiKindValues,
  .record = &lillieforsRecord,
  .compute = lillieforsCompute,
  .nDatum = ASI_DATA_ANY,
  .aDatum = { ASI_DATUM_NUMBER },
};
