#include "summary_tests.h"

#include <math.h>

#include "student_t.h"
#include "tails.h"

ASI_RECORD_FIELDS(aSummaryIntervalField, AsiSummaryInterval, ASI_SUMMARY_INTERVAL_FIELDS);

ASI_RECORD_FIELDS(aSummaryTestField, AsiSummaryTest, ASI_SUMMARY_TEST_FIELDS);

static const AsiRecord summaryIntervalRecord = ASI_RECORD_OF(AsiSummaryInterval, aSummaryIntervalField);
static const AsiRecord summaryTestRecord = ASI_RECORD_OF(AsiSummaryTest, aSummaryTestField);

const AsiFamily asiSummaryInterval = { .zName = "ci_from_summary", .record = &summaryIntervalRecord };
const AsiFamily asiSummaryTest = { .zName = "ttest_from_summary", .record = &summaryTestRecord };

/* ---- numbers that are known within bounds ---- */

typedef struct SummaryRange {
  double value, low, high;
} SummaryRange;

static SummaryRange summaryRange(AsiReported x) {
  return (SummaryRange){ asiReportedValue(x), asiReportedLow(x), asiReportedHigh(x) };
}

/* An SD's: never below 0. */
static SummaryRange summarySd(AsiReported sd) {
  SummaryRange range = summaryRange(sd);
  range.low = fmax(range.low, 0);
  return range;
}

AsiStatus asiSummaryIntervalOf(const AsiSummaryGroup *group, double level, AsiSummaryInterval *interval) {
  SummaryRange mean = summaryRange(group->mean), sd = summarySd(group->sd);
  double factor;
  if (group->n < 2) return ASI_UNDEFINED;
  factor = asiTQuantileUpper((1 - level) / 2, (double)group->n - 1) / sqrt((double)group->n);
  interval->low = mean.value - factor * sd.value;
  interval->high = mean.value + factor * sd.value;
  interval->low_min = mean.low - factor * sd.high;
  interval->low_max = mean.high - factor * sd.low;
  interval->high_min = mean.low + factor * sd.low;
  interval->high_max = mean.high + factor * sd.high;
  interval->level = level;
  return ASI_OK;
}

/* ---- the squared standard error of a difference, and its degrees of freedom ---- */

typedef struct SummaryError {
  SummaryRange squared, df;
} SummaryError;

/* Without any spread there is none: NaN. */
static double summaryWelchDf(double a, double b, double m1, double m2) {
  double share = a / (a + b);
  return 1 / (share * share / m1 + (1 - share) * (1 - share) / m2);
}

/* (4): the ends of the interval of shares, and the share within it where df is largest. */
static SummaryRange summaryWelchRange(const SummaryRange a, const SummaryRange b, double m1, double m2) {
  double one = summaryWelchDf(a.low, b.high, m1, m2), two = summaryWelchDf(a.high, b.low, m1, m2);
  SummaryRange df = { summaryWelchDf(a.value, b.value, m1, m2), fmin(one, two), fmax(one, two) };
  if (a.low * m2 <= b.high * m1 && a.high * m2 >= b.low * m1) df.high = m1 + m2;
  return df;
}

static SummaryError summaryWelch(const SummaryRange aSd[2], double n1, double n2) {
  SummaryRange a = { aSd[0].value * aSd[0].value / n1, aSd[0].low * aSd[0].low / n1, aSd[0].high * aSd[0].high / n1 };
  SummaryRange b = { aSd[1].value * aSd[1].value / n2, aSd[1].low * aSd[1].low / n2, aSd[1].high * aSd[1].high / n2 };
  return (SummaryError){ { a.value + b.value, a.low + b.low, a.high + b.high },
                         summaryWelchRange(a, b, n1 - 1, n2 - 1) };
}

static double summaryPooled(double s1, double s2, double n1, double n2) {
  return ((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / (n1 + n2 - 2);
}

static SummaryError summaryStudent(const SummaryRange aSd[2], double n1, double n2) {
  double factor = 1 / n1 + 1 / n2, df = n1 + n2 - 2;
  return (SummaryError){ { factor * summaryPooled(aSd[0].value, aSd[1].value, n1, n2),
                           factor * summaryPooled(aSd[0].low, aSd[1].low, n1, n2),
                           factor * summaryPooled(aSd[0].high, aSd[1].high, n1, n2) },
                         { df, df, df } };
}

/* s1^2 + s2^2 - 2 r s1 s2 = (s1 - r s2)^2 + (1 - r^2) s2^2 */
static double summaryPairedVariance(double s1, double s2, double r) {
  double rest = s1 - r * s2;
  return rest * rest + (1 - r) * (1 + r) * s2 * s2;
}

/* For a given r convex in (s1, s2): largest at a corner, smallest at a corner or, on an edge, where one is r times the
** other, or at the origin. In r linear: at its ends. */
static SummaryRange summaryPairedRange(const SummaryRange aSd[2], SummaryRange r) {
  SummaryRange v = { summaryPairedVariance(aSd[0].value, aSd[1].value, r.value), INFINITY, 0 };
  double aEnd[2][2] = { { aSd[0].low, aSd[0].high }, { aSd[1].low, aSd[1].high } };
  double aR[2] = { r.low, r.high };
  for (int i = 0; i < 8; i++) {
    double s1 = aEnd[0][i & 1], s2 = aEnd[1][i >> 1 & 1], rho = aR[i >> 2];
    double near1 = fmin(fmax(rho * s2, aSd[0].low), aSd[0].high);
    double near2 = fmin(fmax(rho * s1, aSd[1].low), aSd[1].high);
    v.high = fmax(v.high, summaryPairedVariance(s1, s2, rho));
    v.low = fmin(v.low, fmin(summaryPairedVariance(near1, s2, rho), summaryPairedVariance(s1, near2, rho)));
  }
  return v;
}

static SummaryError summaryPaired(const SummaryRange aSd[2], double n, const AsiOptions *options) {
  SummaryRange r = { NAN, -1, 1 }, v;
  if (options->hasCorrelation) {
    r = summaryRange(options->correlation);
    r.low = fmax(r.low, -1);
    r.high = fmin(r.high, 1);
  }
  v = summaryPairedRange(aSd, r);
  return (SummaryError){ { v.value / n, v.low / n, v.high / n }, { n - 1, n - 1, n - 1 } };
}

/* ---- the test ---- */

static double summaryP(double t, double df, AsiAlternative alternative) {
  return asiPickTail(alternative, asiTLower(t, df), asiTUpper(t, df));
}

/* The smallest and the largest quotient d / sqrt(v); infinite where v may be 0. It may always be more than 0. */
static void summaryTRange(AsiSummaryTest *test, SummaryRange d, SummaryRange v) {
  double small = sqrt(v.low), large = sqrt(v.high);
  test->t_min = d.low / (d.low < 0 ? small : large);
  test->t_max = d.high / (d.high > 0 ? small : large);
}

/* The p of whatever t lies nearest to, and farthest from, what the alternative calls likely. */
static void summaryPRange(AsiSummaryTest *test, SummaryRange df, AsiAlternative alternative) {
  double nearest = test->t_min > 0 ? test->t_min : test->t_max < 0 ? test->t_max : 0;
  double farthest = fabs(test->t_min) > fabs(test->t_max) ? test->t_min : test->t_max;
  if (alternative == ASI_LESS) {
    nearest = test->t_max;
    farthest = test->t_min;
  } else if (alternative == ASI_GREATER) {
    nearest = test->t_min;
    farthest = test->t_max;
  }
  test->p_max = fmax(summaryP(nearest, df.low, alternative), summaryP(nearest, df.high, alternative));
  test->p_min =
      isinf(farthest) ? 0 : fmin(summaryP(farthest, df.low, alternative), summaryP(farthest, df.high, alternative));
}

static void summaryBounds(AsiSummaryTest *test, SummaryRange difference, const SummaryError *error) {
  AsiAlternative alternative = ASI_TWO_SIDED;
  if (test->alternative == asiAlternativeName(ASI_LESS)) alternative = ASI_LESS;
  if (test->alternative == asiAlternativeName(ASI_GREATER)) alternative = ASI_GREATER;
  summaryTRange(test, difference, error->squared);
  summaryPRange(test, error->df, alternative);
  if (isinf(test->t_min)) test->t_min = NAN;
  if (isinf(test->t_max)) test->t_max = NAN;
}

/* From the numbers as printed. */
static void summaryPoint(AsiSummaryTest *test, const SummaryError *error, const AsiOptions *options) {
  double half;
  test->df = error->df.value;
  if (!(error->squared.value > 0)) return;
  test->se = sqrt(error->squared.value);
  test->t = test->mean_diff / test->se;
  test->p = summaryP(test->t, test->df, options->alternative);
  half = asiTQuantileUpper((1 - options->level) / 2, test->df) * test->se;
  test->low = test->mean_diff - half;
  test->high = test->mean_diff + half;
  if (options->design == ASI_PAIRED) {
    test->cohen_d = test->t / sqrt((double)test->n_1);
  } else {
    test->cohen_d = test->mean_diff / sqrt(summaryPooled(test->sd_1, test->sd_2, (double)test->n_1, (double)test->n_2));
  }
}

static SummaryError summaryErrorOf(const AsiSummaryGroup aGroup[2], const AsiOptions *options) {
  SummaryRange aSd[2] = { summarySd(aGroup[0].sd), summarySd(aGroup[1].sd) };
  double n1 = (double)aGroup[0].n, n2 = (double)aGroup[1].n;
  switch (options->design) {
  case ASI_STUDENT: return summaryStudent(aSd, n1, n2);
  case ASI_PAIRED: return summaryPaired(aSd, n1, options);
  default: return summaryWelch(aSd, n1, n2);
  }
}

static AsiStatus summaryCheck(const AsiSummaryGroup aGroup[2], const AsiOptions *options, AsiWords *words) {
  if (options->design != ASI_PAIRED && options->hasCorrelation) {
    return asiSay(words, ASI_DOMAIN, "r= is the correlation of pairs, expected the option 'paired' with it");
  }
  if (options->design == ASI_PAIRED && aGroup[0].n != aGroup[1].n) {
    return asiSay(words, ASI_DOMAIN, "'paired' with %lld and %lld values, expected as many before as after",
                  (long long)aGroup[0].n, (long long)aGroup[1].n);
  }
  return aGroup[0].n < 2 || aGroup[1].n < 2 ? ASI_UNDEFINED : ASI_OK;
}

AsiStatus asiSummaryTestOf(const AsiSummaryGroup aGroup[2], const AsiOptions *options, AsiSummaryTest *test,
                           AsiWords *words) {
  SummaryRange one = summaryRange(aGroup[0].mean), two = summaryRange(aGroup[1].mean);
  SummaryError error;
  AsiStatus status = summaryCheck(aGroup, options, words);
  if (status != ASI_OK) return status;
  error = summaryErrorOf(aGroup, options);
  test->n_1 = aGroup[0].n;
  test->n_2 = aGroup[1].n;
  test->mean_1 = one.value;
  test->mean_2 = two.value;
  test->sd_1 = asiReportedValue(aGroup[0].sd);
  test->sd_2 = asiReportedValue(aGroup[1].sd);
  if (options->hasCorrelation) test->correlation = asiReportedValue(options->correlation);
  test->level = options->level;
  test->method = asiDesignName(options->design);
  test->alternative = asiAlternativeName(options->alternative);
  test->mean_diff = asiReportedDifference(aGroup[1].mean, aGroup[0].mean);
  summaryPoint(test, &error, options);
  summaryBounds(test, (SummaryRange){ test->mean_diff, two.low - one.high, two.high - one.low }, &error);
  return ASI_OK;
}
