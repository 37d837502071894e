/*
** Spearman's rank correlation (Spearman 1904).
**
**  (1) rho is Pearson's correlation of the midranks, from whole numbers: correlation.h with X = n^3 - n - sum(t^3 - t) over
**      the ties of x, Y likewise, P = 3 sum(2 R 2 Q) - 3 n (n+1)^2, R and Q the ranks of x and y.
**  (2) auto: exact up to SPEARMAN_AUTO pairs, with ties and without: over all orders of the midranks (rank_tables.h); the
**      statistic is then the sum of the squared differences of the midranks. Beyond, and with 't', Student's t with n - 2
**      degrees of freedom (Kendall & Stuart). `exact` is taken up to ASI_RANK_TABLE_MAX pairs, beyond it is an error.
**  (3) Two pairs: p null. |rho| = 1 with t: statistic null. x or y constant: rho, statistic and p null.
**  (4) Presets. `spss` and `scipy`: t. `r`, as cor.test with its defaults: with ties, or above SPEARMAN_R_MAX pairs, t;
**      without, exact up to nine pairs, then the Edgeworth series (rank_correlation.h), whose statistic is also the sum of
**      squares; where the series is 0, p is the least REAL.
**  (5) t understates a small p and the series soon falls to 0: 12 pairs whose exact p is 8.4e-5 have 2.8e-5 and 0. So
**      neither is taken where the exact one is at hand.
*/
#include <math.h>

#include "correlation.h"
#include "points.h"
#include "rank_correlation.h"
#include "tails.h"

#define SPEARMAN_AUTO 12    /* auto: exact up to here */
#define SPEARMAN_R_EXACT 9  /* R: exact up to here */
#define SPEARMAN_R_MAX 1290 /* R: the series up to here */

#define SPEARMAN_FIELDS(F, T) ASI_CORRELATION_FIELDS_OF(F, T, "rho")
ASI_RECORD_FIELDS(aSpearmanField, AsiCorrelationRecord, SPEARMAN_FIELDS);

static const AsiRecord spearmanRecord = ASI_RECORD_OF(AsiCorrelationRecord, aSpearmanField);

/* sum(2 R 2 Q) */
static asi_i128 spearmanProducts(const AsiPoints *points) {
  asi_i128 sum = 0;
  size_t i;
  for (i = 0; i < points->n; i++) sum += (asi_i128)points->a[i].x * (asi_i128)points->a[i].y;
  return sum;
}

static AsiMethod spearmanByRRule(int64_t n, bool isTied) {
  if (isTied || n > SPEARMAN_R_MAX) return ASI_T;
  return n <= SPEARMAN_R_EXACT ? ASI_EXACT : ASI_EDGEWORTH;
}

static AsiStatus spearmanMethod(int64_t n, const AsiPointTies *ties, const AsiAsk *ask, AsiMethod *method) {
  *method = ask->options->method;
  if (*method == ASI_AUTO) *method = n <= SPEARMAN_AUTO ? ASI_EXACT : ASI_T;
  if (*method == ASI_BY_R_RULE) *method = spearmanByRRule(n, ties->x != 0 || ties->y != 0);
  if (*method != ASI_EXACT || n <= ASI_RANK_TABLE_MAX) return ASI_OK;
  return asiSay(ask->words, ASI_LIMIT, "the exact p is offered for up to %d pairs, these are %lld; use 'auto' or 't'",
                ASI_RANK_TABLE_MAX, (long long)n);
}

static const char *spearmanMethodName(AsiMethod method) {
  switch (method) {
  case ASI_EXACT: return "exact";
  case ASI_EDGEWORTH: return "edgeworth";
  default: return "t";
  }
}

/* Four times the sum of squared differences: of doubled ranks, whose squares add up to 2n(n+1)(2n+1)/3 - sum(t^3 - t)/3. */
static asi_i128 spearmanSquares4(asi_i128 n, const AsiPointTies *ties, asi_i128 products) {
  return (4 * n * (n + 1) * (2 * n + 1) - (asi_i128)ties->x - (asi_i128)ties->y) / 3 - 2 * products;
}

/* The sum of squared differences falls as rho rises. */
static void spearmanSeries(AsiCorrelationRecord *record, AsiAlternative alternative) {
  AsiOrderTails tails = asiSquaredRankSeries(record->n, (int64_t)record->statistic);
  record->p = asiPickTail(alternative, tails.upper, tails.lower);
}

static AsiStatus spearmanExact(AsiCorrelationRecord *record, AsiPoints *points, asi_i128 products, const AsiAsk *ask) {
  AsiOrderTails tails;
  AsiRankRuns x, y;
  AsiStatus status = asiCorrelationRuns(points, ask->poll, &x, &y);
  if (status == ASI_OK) status = asiRankProductTails(&x, &y, (int64_t)products, ask->poll, &tails);
  if (status == ASI_OK) record->p = asiPickTail(ask->options->alternative, tails.lower, tails.upper);
  return status;
}

static AsiStatus spearmanByOrders(AsiCorrelationRecord *record, AsiPoints *points, const AsiPointTies *ties,
                                  AsiMethod method, const AsiAsk *ask) {
  asi_i128 products = spearmanProducts(points);
  if (isnan(record->r)) return ASI_OK;
  record->statistic = (double)spearmanSquares4(record->n, ties, products) / 4;
  if (record->n == 2) return ASI_OK;
  if (method == ASI_EXACT) return spearmanExact(record, points, products, ask);
  spearmanSeries(record, ask->options->alternative);
  return ASI_OK;
}

/* Of two pairs or more, ranked. */
static AsiStatus spearmanTest(AsiCorrelationRecord *record, AsiPoints *points, const AsiPointTies *ties,
                              AsiMethod method, const AsiAsk *ask) {
  asi_i128 n = record->n;
  AsiWhole x = asiWholeOfInteger(n * n * n - n - (asi_i128)ties->x);
  AsiWhole y = asiWholeOfInteger(n * n * n - n - (asi_i128)ties->y);
  AsiWhole p = asiWholeOfInteger(3 * spearmanProducts(points) - 3 * n * (n + 1) * (n + 1));
  AsiCorrelation correlation = asiCorrelation(&x, &y, &p, record->n - 2, ask->options->alternative);
  record->r = correlation.r;
  if (method != ASI_T) return spearmanByOrders(record, points, ties, method, ask);
  record->df = record->n - 2;
  record->statistic = correlation.t;
  record->p = correlation.p;
  return ASI_OK;
}

static AsiStatus spearmanCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiPoints *points = state;
  AsiCorrelationRecord *record = answer;
  AsiPointTies ties;
  AsiMethod method;
  AsiStatus status;
  record->n = (int64_t)points->n;
  record->n_missing = ask->nMissing;
  if (record->n == 0) return ASI_OK;
  status = asiPointsRank(points, ask->poll, &ties);
  if (status == ASI_OK) status = spearmanMethod(record->n, &ties, ask, &method);
  if (status != ASI_OK) return status;
  record->method = spearmanMethodName(method);
  record->alternative = asiAlternativeName(ask->options->alternative);
  return record->n > 1 ? spearmanTest(record, points, &ties, method, ask) : ASI_OK;
}

const AsiFamily asiSpearman = {
  .zName = "spearman",
  .state = &asiKindPoints,
  .record = &spearmanRecord,
  .compute = spearmanCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD_T | ASI_WORDS_AS_SPEARMAN,
};
