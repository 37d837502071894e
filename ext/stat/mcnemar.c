/*
** McNemar's test of change in yes/no answers (1947, Psychometrika 12:153).
**
**  (1) n_gained answers went from no to yes, n_lost from yes to no; the others say nothing of change. The differences
**      are post - pre, `greater` means that more were gained.
**  (2) Exact p: the gained ones are binomial(n_gained + n_lost, 1/2), as in the sign test. mid_p counts the observed
**      outcome half (Fagerland, Lydersen & Laake 2013, BMC Med. Res. Methodol. 13:91): two-sided the exact p less
**      P(n_gained), and 1 - P(n_gained)/2 when as many were gained as lost.
**  (3) statistic = (gained - lost)^2/(gained + lost), with `continuity` max(0, |gained - lost| - 1)^2/(gained + lost)
**      (Edwards 1948). `normal`: p is that of its root, with the sign of gained - lost; two-sided this is the
**      chi-square one with one degree of freedom.
**  (4) Interval of prop_post - prop_pre: Newcombe 1998 (Stat. Med. 17:2635), method 10, from Wilson's intervals of the
**      two and phi = x/sqrt(product of the margins), x = ad - bc, less n/2 but not below 0 where that is positive; 0
**      when a margin is empty.
**  (5) Nothing changed: p = mid_p = 1, statistic null. odds_ratio = gained/lost, null when none was lost.
*/
#include <math.h>

#include "binomial.h"
#include "family.h"
#include "kinds.h"
#include "normal.h"
#include "proportion.h"
#include "tails.h"
#include "wide.h"

enum { MCNEMAR_MID_P = 1, MCNEMAR_INTERVAL = 2 };

#define MCNEMAR_FIELDS(F, T)                                                                                           \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, INTEGER, n_gained, 0)                                                                                           \
  F(T, INTEGER, n_lost, 0)                                                                                             \
  F(T, REAL, prop_pre, 0)                                                                                              \
  F(T, REAL, prop_post, 0)                                                                                             \
  F(T, REAL, difference, 0)                                                                                            \
  F(T, REAL, low, MCNEMAR_INTERVAL)                                                                                    \
  F(T, REAL, high, MCNEMAR_INTERVAL)                                                                                   \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, odds_ratio, 0)                                                                                            \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, mid_p, MCNEMAR_MID_P)                                                                                     \
  F(T, REAL, statistic, 0)                                                                                             \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(McnemarRecord, MCNEMAR_FIELDS);

ASI_RECORD_FIELDS(aMcnemarField, McnemarRecord, MCNEMAR_FIELDS);

static const AsiRecord mcnemarRecord = ASI_RECORD_OF(McnemarRecord, aMcnemarField);

/* The table in Newcombe's letters: rows pre, columns post, yes first. */
typedef struct McnemarTable {
  int64_t a, b, c, d, n;
} McnemarTable;

static McnemarTable mcnemarTable(const AsiAnswerPairs *pairs) {
  McnemarTable table = { pairs->aCount[1][1], pairs->aCount[1][0], pairs->aCount[0][1], pairs->aCount[0][0], 0 };
  table.n = table.a + table.b + table.c + table.d;
  return table;
}

static double mcnemarPhi(const McnemarTable *table) {
  asi_i128 twice = 2 * ((asi_i128)table->a * table->d - (asi_i128)table->b * table->c);
  double margins = sqrt((double)(table->a + table->b)) * sqrt((double)(table->c + table->d)) *
                   sqrt((double)(table->a + table->c)) * sqrt((double)(table->b + table->d));
  if (margins == 0) return 0;
  if (twice > 0) twice = twice > table->n ? twice - table->n : 0;
  return (double)twice / 2 / margins;
}

/* sqrt(x^2 - 2 phi x y + y^2), written so that it cannot cancel. */
static double mcnemarReach(double x, double y, double phi) { return sqrt((x - y) * (x - y) + 2 * (1 - phi) * x * y); }

static void mcnemarInterval(McnemarRecord *record, const McnemarTable *table, double level) {
  AsiInterval post = asiWilson(table->a + table->c, table->n, level);
  AsiInterval pre = asiWilson(table->a + table->b, table->n, level);
  double phi = mcnemarPhi(table);
  record->low = record->difference - mcnemarReach(record->prop_post - post.low, pre.high - record->prop_pre, phi);
  record->high = record->difference + mcnemarReach(post.high - record->prop_post, record->prop_pre - pre.low, phi);
}

/* The number whose upper tail is asked for: with probability 1/2 few gained are as likely as many lost. */
static double mcnemarAtLeast(double gained, double lost, AsiAlternative alternative) {
  switch (alternative) {
  case ASI_LESS: return lost;
  case ASI_GREATER: return gained;
  default: return fmax(gained, lost);
  }
}

static double mcnemarExactP(double gained, double lost, AsiAlternative alternative) {
  double upper = asiBinomialUpper(mcnemarAtLeast(gained, lost, alternative), gained + lost, 0.5);
  return asiPositiveP(alternative == ASI_TWO_SIDED ? 2 * upper : upper);
}

static double mcnemarMidP(double gained, double lost, AsiAlternative alternative) {
  double k = mcnemarAtLeast(gained, lost, alternative);
  double mass = asiBinomialMass(gained, gained + lost, 0.5);
  double beyond = asiBinomialUpper(k + 1, gained + lost, 0.5);
  if (alternative != ASI_TWO_SIDED) return asiPositiveP(beyond + mass / 2);
  return gained == lost ? 1 - mass / 2 : asiPositiveP(2 * beyond + mass);
}

/* By the root of the statistic, positive when more were gained. */
static double mcnemarNormalP(double excess, double changed, AsiAlternative alternative) {
  double z = excess / sqrt(changed);
  return asiPickTail(alternative, asiNormalLower(z), asiNormalUpper(z));
}

/* gained - lost, moved towards 0 by `continuity`. */
static double mcnemarExcess(double gained, double lost, AsiContinuity continuity) {
  double excess = fabs(gained - lost);
  if (continuity == ASI_CONTINUITY) excess = fmax(0.0, excess - 1);
  return copysign(excess, gained - lost);
}

static void mcnemarTest(McnemarRecord *record, double gained, double lost, const AsiAsk *ask) {
  const AsiOptions *options = ask->options;
  double changed = gained + lost;
  double excess = mcnemarExcess(gained, lost, options->continuity);
  record->statistic = excess * excess / changed;
  if (asiIsWanted(ask, MCNEMAR_MID_P)) record->mid_p = mcnemarMidP(gained, lost, options->alternative);
  record->p = options->method == ASI_NORMAL ? mcnemarNormalP(excess, changed, options->alternative)
                                            : mcnemarExactP(gained, lost, options->alternative);
}

static void mcnemarProportions(McnemarRecord *record, const McnemarTable *table) {
  double n = (double)table->n;
  record->prop_pre = (double)(table->a + table->b) / n;
  record->prop_post = (double)(table->a + table->c) / n;
  record->difference = (double)(table->c - table->b) / n;
  if (table->b > 0) record->odds_ratio = (double)table->c / (double)table->b;
}

static AsiStatus mcnemarCompute(void *state, const AsiAsk *ask, void *record) {
  McnemarTable table = mcnemarTable(state);
  McnemarRecord *test = record;
  test->n = table.n;
  test->n_missing = ask->nMissing;
  if (test->n == 0) return ASI_OK;
  test->n_gained = table.c;
  test->n_lost = table.b;
  test->level = ask->options->level;
  test->method = asiMethodName(ask->options->method);
  test->alternative = asiAlternativeName(ask->options->alternative);
  mcnemarProportions(test, &table);
  if (asiIsWanted(ask, MCNEMAR_INTERVAL)) mcnemarInterval(test, &table, test->level);
  if (table.b + table.c == 0) {
    test->p = test->mid_p = 1.0;
  } else {
    mcnemarTest(test, (double)table.c, (double)table.b, ask);
  }
  return ASI_OK;
}

const AsiFamily asiMcnemar = {
  .zName = "mcnemar",
  .state = &asiKindAnswerPairs,
  .record = &mcnemarRecord,
  .compute = mcnemarCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_ANSWER, ASI_DATUM_ANSWER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD | ASI_WORDS_CONTINUITY | ASI_WORDS_LEVEL,
};
