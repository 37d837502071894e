/*
** Kendall's rank correlation tau-b (Kendall 1938, 1945).
**
**  (1) With C concordant and D discordant pairs of points, n0 = n(n-1)/2, and n1, n2 the pairs tied in x, in y:
**      tau = (C - D)/sqrt((n0 - n1)(n0 - n2)).
**  (2) z = (C - D)/S, S^2 with the ties of both, no continuity correction (Kendall 1970, Rank Correlation Methods 4.9): over
**      runs of t in x and u in y, S^2 = (n(n-1)(2n+5) - sum t(t-1)(2t+5) - sum u(u-1)(2u+5))/18
**      + sum t(t-1) sum u(u-1)/(2n(n-1)) + sum t(t-1)(t-2) sum u(u-1)(u-2)/(9n(n-1)(n-2)).
**  (3) auto: without ties exact below KENDALL_AUTO pairs, by the distribution of the inversions; with ties exact up to
**      KENDALL_AUTO_TIED pairs, over all orders (rank_tables.h); the statistic is then C. Otherwise normal, with z. `exact`
**      is taken up to ASI_INVERSIONS_MAX pairs without ties and ASI_RANK_TABLE_MAX with ties, beyond it is an error.
**  (4) D is counted by sorting (Knight 1966, JASA 61:436): n log n steps, memory of 32 bytes a pair.
**  (5) Two pairs: p null. x or y constant: tau, statistic and p null.
**  (6) Presets. `spss`: normal. `r`, as cor.test with its defaults: exact below KENDALL_AUTO pairs without ties. `scipy`:
**      without ties exact up to KENDALL_SCIPY pairs, or with C or D at most 1 (up to ASI_INVERSIONS_MAX pairs, beyond which
**      SciPy's exact p is 0). Otherwise normal.
*/
#include <math.h>

#include "correlation.h"
#include "dd.h"
#include "normal.h"
#include "points.h"
#include "rank_correlation.h"
#include "tails.h"

#define KENDALL_AUTO 50
#define KENDALL_AUTO_TIED 10
#define KENDALL_SCIPY 33

#define KENDALL_FIELDS(F, T) ASI_CORRELATION_FIELDS_OF(F, T, "tau")
ASI_RECORD_FIELDS(aKendallField, AsiCorrelationRecord, KENDALL_FIELDS);

static const AsiRecord kendallRecord = ASI_RECORD_OF(AsiCorrelationRecord, aKendallField);

/* Over runs of t equal ones. */
typedef struct KendallTies {
  asi_i128 pairs;    /* sum of t(t-1) */
  asi_i128 triples;  /* sum of t(t-1)(t-2) */
  asi_i128 weighted; /* sum of t(t-1)(2t+5) */
} KendallTies;

typedef struct KendallCounts {
  asi_i128 n;
  KendallTies x, y, both;
  asi_i128 discordant;
} KendallCounts;

static KendallTies kendallTies(const AsiPoints *points, AsiPointOrder isBehind) {
  KendallTies ties = { 0, 0, 0 };
  size_t i, iEnd;
  for (i = 0; i < points->n; i = iEnd) {
    asi_i128 t;
    iEnd = asiPointsRunEnd(points, i, isBehind);
    t = (asi_i128)(iEnd - i);
    ties.pairs += t * (t - 1);
    ties.triples += t * (t - 1) * (t - 2);
    ties.weighted += t * (t - 1) * (2 * t + 5);
  }
  return ties;
}

/* Sorted by x, and by y within equal x, a pair is discordant where sorting by y exchanges it. */
static AsiStatus kendallCount(AsiPoints *points, AsiPoll *poll, KendallCounts *counts) {
  int64_t nExchange;
  AsiStatus status = asiPointsSettle(points, poll);
  if (status == ASI_OK) status = asiPointsSort(points, asiPointsByXThenY, poll, &nExchange);
  if (status != ASI_OK) return status;
  counts->n = (asi_i128)points->n;
  counts->x = kendallTies(points, asiPointsByX);
  counts->both = kendallTies(points, asiPointsByXThenY);
  status = asiPointsSort(points, asiPointsByY, poll, &nExchange);
  counts->discordant = nExchange;
  counts->y = kendallTies(points, asiPointsByY);
  return status;
}

/* Pairs of points that are tied neither in x nor in y. */
static asi_i128 kendallUntied(const KendallCounts *counts) {
  return (counts->n * (counts->n - 1) - counts->x.pairs - counts->y.pairs + counts->both.pairs) / 2;
}

static AsiDd kendallProductOver(asi_i128 a, asi_i128 b, asi_i128 divisor) {
  return asiDdDiv(asiDdMul(asiDdOfInteger(a), asiDdOfInteger(b)), asiDdOfInteger(divisor));
}

/* S^2 of (2), in double-doubles: much tied, its first term nearly cancels. */
static double kendallVariance(const KendallCounts *counts) {
  asi_i128 n = counts->n;
  asi_i128 first = n * (n - 1) * (2 * n + 5) - counts->x.weighted - counts->y.weighted;
  AsiDd sum = asiDdDiv(asiDdOfInteger(first), asiDdOf(18));
  sum = asiDdAdd(sum, kendallProductOver(counts->x.pairs, counts->y.pairs, 2 * n * (n - 1)));
  if (n > 2) sum = asiDdAdd(sum, kendallProductOver(counts->x.triples, counts->y.triples, 9 * n * (n - 1) * (n - 2)));
  return asiDdValue(sum);
}

static double kendallTau(const KendallCounts *counts, double score) {
  asi_i128 all = counts->n * (counts->n - 1);
  AsiDd divisor = asiDdSqrt(asiDdMul(asiDdOfInteger(all - counts->x.pairs), asiDdOfInteger(all - counts->y.pairs)));
  return asiDdValue(asiDdDiv(asiDdOf(2 * score), divisor));
}

static bool kendallIsTied(const KendallCounts *counts) { return counts->x.pairs != 0 || counts->y.pairs != 0; }

static bool kendallByScipyRule(const KendallCounts *counts) {
  asi_i128 concordant = kendallUntied(counts) - counts->discordant;
  asi_i128 fewer = concordant < counts->discordant ? concordant : counts->discordant;
  return counts->n <= KENDALL_SCIPY || (fewer <= 1 && counts->n <= ASI_INVERSIONS_MAX);
}

static AsiMethod kendallMethodOf(const KendallCounts *counts, AsiMethod asked) {
  bool isTied = kendallIsTied(counts);
  bool isExact;
  switch (asked) {
  case ASI_AUTO: isExact = isTied ? counts->n <= KENDALL_AUTO_TIED : counts->n < KENDALL_AUTO; break;
  case ASI_BY_R_RULE: isExact = !isTied && counts->n < KENDALL_AUTO; break;
  case ASI_BY_SCIPY_RULE: isExact = !isTied && kendallByScipyRule(counts); break;
  default: return asked;
  }
  return isExact ? ASI_EXACT : ASI_NORMAL;
}

static AsiStatus kendallMethod(const KendallCounts *counts, const AsiAsk *ask, AsiMethod *method) {
  bool isTied = kendallIsTied(counts);
  *method = kendallMethodOf(counts, ask->options->method);
  if (*method != ASI_EXACT || counts->n <= (isTied ? ASI_RANK_TABLE_MAX : ASI_INVERSIONS_MAX)) return ASI_OK;
  return asiSay(
      ask->words, ASI_LIMIT,
      "the exact p is offered for up to %d pairs without ties and %d with ties, these are %lld%s; use 'auto' or "
      "'normal'",
      ASI_INVERSIONS_MAX, ASI_RANK_TABLE_MAX, (long long)counts->n, isTied ? " with ties" : "");
}

static AsiStatus kendallTiedTails(const KendallCounts *counts, AsiPoints *points, AsiPoll *poll, AsiOrderTails *tails) {
  AsiRankRuns x, y;
  AsiStatus status = asiCorrelationRuns(points, poll, &x, &y);
  if (status != ASI_OK) return status;
  return asiRankScoreTails(&x, &y, (int64_t)(kendallUntied(counts) - 2 * counts->discordant), poll, tails);
}

/* The inversions fall as tau rises. */
static AsiStatus kendallUntiedTails(const KendallCounts *counts, AsiPoll *poll, AsiOrderTails *tails) {
  AsiOrderTails inversions = { NAN, NAN };
  AsiStatus status = asiInversionTails((int)counts->n, (int64_t)counts->discordant, poll, &inversions);
  *tails = (AsiOrderTails){ inversions.upper, inversions.lower };
  return status;
}

static AsiStatus kendallExact(AsiCorrelationRecord *record, const KendallCounts *counts, AsiPoints *points,
                              const AsiAsk *ask) {
  AsiOrderTails tails;
  AsiStatus status;
  record->statistic = (double)(kendallUntied(counts) - counts->discordant);
  if (record->n == 2) return ASI_OK;
  status = kendallIsTied(counts) ? kendallTiedTails(counts, points, ask->poll, &tails)
                                 : kendallUntiedTails(counts, ask->poll, &tails);
  if (status == ASI_OK) record->p = asiPickTail(ask->options->alternative, tails.lower, tails.upper);
  return status;
}

static void kendallNormal(AsiCorrelationRecord *record, const KendallCounts *counts, double score,
                          AsiAlternative alternative) {
  double z = score / sqrt(kendallVariance(counts));
  record->statistic = z;
  if (record->n > 2) record->p = asiPickTail(alternative, asiNormalUpper(-z), asiNormalUpper(z));
}

/* Of two pairs or more, neither x nor y constant. */
static AsiStatus kendallTest(AsiCorrelationRecord *record, const KendallCounts *counts, AsiPoints *points,
                             AsiMethod method, const AsiAsk *ask) {
  double score = (double)(kendallUntied(counts) - 2 * counts->discordant);
  record->r = kendallTau(counts, score);
  if (method == ASI_EXACT) return kendallExact(record, counts, points, ask);
  kendallNormal(record, counts, score, ask->options->alternative);
  return ASI_OK;
}

static AsiStatus kendallCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiPoints *points = state;
  AsiCorrelationRecord *record = answer;
  KendallCounts counts;
  AsiMethod method;
  AsiStatus status;
  asi_i128 all;
  record->n = (int64_t)points->n;
  record->n_missing = ask->nMissing;
  if (record->n == 0) return ASI_OK;
  status = kendallCount(points, ask->poll, &counts);
  if (status == ASI_OK) status = kendallMethod(&counts, ask, &method);
  if (status != ASI_OK) return status;
  record->method = asiMethodName(method);
  record->alternative = asiAlternativeName(ask->options->alternative);
  all = counts.n * (counts.n - 1);
  if (counts.x.pairs == all || counts.y.pairs == all) return ASI_OK;
  return kendallTest(record, &counts, points, method, ask);
}

const AsiFamily asiKendall = {
  .zName = "kendall",
  .state = &asiKindPoints,
  .record = &kendallRecord,
  .compute = kendallCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD | ASI_WORDS_AS_KENDALL,
};
