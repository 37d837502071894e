/*
** Numbers as they are printed, and what follows from them, against definitions tried out.
**
**  (1) reported.c: texts made from their digits, the ends of what is taken, spans of sums tried number by number.
**  (2) grim.c: for small n every sum and every sum of squares that n whole numbers have.
**  (3) statistic_p.c: every verdict by its definition, over ranges and claims that touch each other at alpha and at the
**      ends of their rounding.
**  (4) summary_tests.c: the ranges against all corners, and places between them, of what the summaries were rounded from.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"
#include "random.h"
#include "summary.h"
#include "grim.c"
#include "reported.c"
#include "statistic_p.c"
#include "summary_tests.c"

static bool isSame(AsiReported a, int64_t units, int places) { return a.units == units && a.places == places; }

/* ---- (1) ---- */

static AsiStatus read(const char *z, AsiReported *to) { return asiReportedOfText(z, strlen(z), to); }

static bool reads(const char *z, int64_t units, int places) {
  AsiReported got;
  return read(z, &got) == ASI_OK && isSame(got, units, places);
}

static bool refuses(const char *z, AsiStatus status) {
  AsiReported got;
  return read(z, &got) == status;
}

static void checkTexts(void) {
  static const char *const azNone[] = { "",    " ",   "+",   "-",   ".",    "+.",   "- 1", "1 2", "1..2", "1.2.3",
                                        "+-1", "1e5", "0x1", "1,5", "1.5a", "a1.5", "\v1", "1/",  "1:" };
  AsiReported got;
  for (size_t i = 0; i < sizeof azNone / sizeof azNone[0]; i++) expect(refuses(azNone[i], ASI_DOMAIN), azNone[i]);
  expect(reads("9.170", 9170, 3) && reads("-.5", -5, 1) && reads("+7.", 7, 0) && reads("007", 7, 0),
         "signs and points");
  expect(reads(" \t\n\r9.1\r\n\t ", 91, 1) && reads("\r\r-0\n", 0, 0) && reads("  3", 3, 0), "blanks about a number");
  expect(reads("999999999999", INT64_C(999999999999), 0) && reads("-999.999999999", INT64_C(-999999999999), 9),
         "12 digits");
  expect(reads("0000000000000000000000012", 12, 0) && reads("100000000000", INT64_C(100000000000), 0), "zeros ahead");
  expect(refuses("1000000000000", ASI_LIMIT) && refuses("9999999999999", ASI_LIMIT), "13 digits");
  expect(refuses("99999999999999999999999999999", ASI_LIMIT) && refuses("1.0000000000", ASI_LIMIT), "more of them");
  expect(reads("0.000000000", 0, 9) && refuses("0.0000000000", ASI_LIMIT) && reads("0.123456789", 123456789, 9),
         "9 decimals");
  expect(refuses("0.0000000000x", ASI_DOMAIN) && refuses("1000000000000.5.", ASI_DOMAIN),
         "no number before too many digits");
  expect(asiReportedOfText("1234", 2, &got) == ASI_OK && isSame(got, 12, 0), "as far as the text goes");
  expect(asiReportedOfText("  ", 1, &got) == ASI_DOMAIN && asiReportedOfText("-1", 1, &got) == ASI_DOMAIN,
         "and no further");
}

/* Nothing beside the text is read, on neither side. */
static void checkEdgesOfTexts(void) {
  static const char aBlank[] = { ' ', ' ', ' ', '1', '2' }, aSigned[] = { '-', '5' };
  AsiReported got;
  expect(asiReportedOfText(aBlank + 1, 1, &got) == ASI_DOMAIN && asiReportedOfText(aBlank + 1, 2, &got) == ASI_DOMAIN &&
             asiReportedOfText(aBlank + 2, 0, &got) == ASI_DOMAIN &&
             asiReportedOfText(aBlank + 5, 0, &got) == ASI_DOMAIN,
         "blanks beside blanks");
  expect(asiReportedOfText(aBlank + 1, 3, &got) == ASI_OK && isSame(got, 1, 0), "a number beside a digit");
  expect(asiReportedOfText(aSigned, 0, &got) == ASI_DOMAIN && asiReportedOfText(aSigned, 1, &got) == ASI_DOMAIN &&
             asiReportedOfText(aSigned, 2, &got) == ASI_OK && isSame(got, -5, 0),
         "signs at an end");
}

static void checkRandomTexts(void) {
  for (int i = 0; i < 400; i++) {
    int nDigit = 1 + (int)randomBelow(12), places = (int)randomBelow(nDigit < 9 ? nDigit + 1 : 10);
    char z[32];
    int n = 0;
    int64_t units = 0, sign = randomBelow(2) == 0 ? 1 : -1;
    if (sign < 0) z[n++] = '-';
    for (int j = 0; j < nDigit; j++) {
      int64_t digit = randomBelow(10);
      if (j == nDigit - places) z[n++] = '.';
      z[n++] = (char)('0' + digit);
      units = 10 * units + digit;
    }
    z[n] = '\0';
    expect(reads(z, sign * units, places), z);
  }
}

static bool isReal(double x, int64_t units, int places) {
  AsiReported got;
  return asiReportedOfReal(x, &got) == ASI_OK && isSame(got, units, places);
}

static bool isInteger(int64_t x) {
  AsiReported got;
  return asiReportedOfInteger(x, &got) == ASI_OK && isSame(got, x, 0);
}

static void checkNumbers(void) {
  AsiReported got;
  expect(isReal(9.5, 95, 1) && isReal(-0.001, -1, 3) && isReal(0, 0, 0) && isReal(-1200, -1200, 0), "reals");
  expect(isReal(1e11, INT64_C(100000000000), 0) && isReal(123456789.012, INT64_C(123456789012), 3), "long ones");
  expect(isReal(1e-9, 1, 9) && isReal(0.123456789, 123456789, 9) && isReal(10.25, 1025, 2), "small ones");
  expect(asiReportedOfReal(1e-10, &got) == ASI_LIMIT && asiReportedOfReal(1e12, &got) == ASI_LIMIT &&
             asiReportedOfReal(1e300, &got) == ASI_LIMIT && asiReportedOfReal(1234567890.1234, &got) == ASI_LIMIT,
         "reals with too many digits");
  expect(isInteger(0) && isInteger(-70) && isInteger(INT64_C(999999999999)) && isInteger(INT64_C(-999999999999)),
         "integers");
  expect(asiReportedOfInteger(INT64_C(1000000000000), &got) == ASI_LIMIT &&
             asiReportedOfInteger(INT64_MIN, &got) == ASI_LIMIT,
         "integers with too many digits");
}

static void checkEnds(void) {
  AsiReported a = reported("9.17"), b = reported("13.370"), c = reported("-2"), d = reported("0.000000001");
  expect(asiReportedScale(a) == 200 && asiReportedScale(c) == 2 && asiReportedScale(d) == 2000000000, "scales");
  expect(asiReportedValue(a) == 9.17 && asiReportedLow(a) == 9.165 && asiReportedHigh(a) == 9.175, "ends");
  expect(asiReportedValue(c) == -2 && asiReportedLow(c) == -2.5 && asiReportedHigh(c) == -1.5, "of a negative number");
  expect(asiReportedDifference(b, a) == 4.2 && asiReportedDifference(a, b) == -4.2 && asiReportedDifference(a, a) == 0,
         "differences");
  expect(asiReportedDifference(a, c) == 11.17 && asiReportedDifference(c, b) == -15.37, "of other decimals");
  for (int64_t x = -30; x <= 30; x++) {
    for (int64_t y = 1; y <= 7; y++) {
      double ratio = (double)x / (double)y;
      expect(asiFloorDivide(x, y) == (int64_t)floor(ratio) && asiCeilDivide(x, y) == (int64_t)ceil(ratio),
             "whole quotients");
    }
  }
}

static void checkSpans(void) {
  static const char *const azMean[] = { "0", "1.5", "-1.5", "-2", "2.25", "0.00", "1.33", "-0.7" };
  static const char *const azSd[] = { "0", "0.0", "1", "0.5", "1.29", "2.6" };
  for (int64_t n = 1; n <= 9; n++) {
    for (size_t i = 0; i < sizeof azMean / sizeof azMean[0]; i++) {
      AsiReported mean = reported(azMean[i]);
      AsiSpan sums = asiSumSpan(mean, n);
      for (int64_t s = -40; s <= 40; s++) {
        expect(roundsTo(mean, s, n) == (s >= sums.least && s <= sums.most), "sums that round to a mean");
      }
    }
    for (size_t i = 0; i < sizeof azSd / sizeof azSd[0] && n > 1; i++) {
      AsiReported sd = reported(azSd[i]);
      for (int64_t scale = 1; scale <= 3; scale++) {
        for (int64_t s = -3; s <= 7; s++) {
          AsiSpan squares = asiSquareSpan(sd, scale, n, s);
          for (int64_t q = 0; q <= 60; q++) {
            bool is = rootRoundsTo(sd, n * q - s * s, n * (n - 1) * scale * scale);
            if (n * q < s * s) continue; /* no numbers have these */
            expect(is == (q >= squares.least && q <= squares.most), "squares that round to an SD");
          }
        }
      }
    }
  }
}

/* ---- (2) ---- */

/* Are there n whole numbers with that sum and sum of squares? */
static bool hasNumbers(int64_t n, int64_t sum, int64_t square) {
  if (n == 0) return sum == 0 && square == 0;
  if (square < 0 || sum * sum > n * square) return false;
  for (int64_t x = -8; x <= 8; x++) {
    if (x * x <= square && hasNumbers(n - 1, sum - x, square - x * x)) return true;
  }
  return false;
}

static void checkHas(void) {
  for (int64_t n = 2; n <= 6; n++) {
    for (int64_t sum = 0; sum < n; sum++) {
      for (int64_t q = 0; q <= 44; q++) {
        bool is = false, wants = hasNumbers(n, sum, q);
        AsiStatus status = ASI_OK;
        if (n == 2) expect(grimOfTwo(sum, (AsiSpan){ q, q }) == wants, "two numbers");
        if (n > 2 && q >= sum && (q ^ sum) % 2 == 0) status = grimHas(n, sum, q, NULL, &is);
        if (n > 2) expect(status == ASI_OK && is == wants, "n numbers");
      }
    }
  }
}

/* Any sum of squares of a span. */
static void checkHasAny(void) {
  for (int i = 0; i < 3000; i++) {
    int64_t n = 2 + randomBelow(5), sum = randomBelow(n), least = randomBelow(40) - 3,
            most = least + randomBelow(5) - 1;
    bool is = false, wants = false;
    for (int64_t q = least; q <= most; q++) wants = wants || hasNumbers(n, sum, q);
    expect(grimHasAny(n, sum, (AsiSpan){ least, most }, NULL, &is) == ASI_OK && is == wants, "a span of squares");
  }
}

static void checkSquares(void) {
  bool aIs[200] = { false }, aIsThree[200] = { false };
  for (int64_t a = 0; a < 15; a++) {
    if (a * a < 200) aIs[a * a] = true;
    for (int64_t b = 0; b < 15; b++) {
      for (int64_t c = 0; c < 15; c++) {
        if (a * a + b * b + c * c < 200) aIsThree[a * a + b * b + c * c] = true;
      }
    }
  }
  for (int64_t x = 0; x < 200; x++) {
    expect(grimIsSquare(x) == aIs[x] && grimIsThreeSquares(x) == aIsThree[x], "squares, and sums of three");
    expect(!grimIsSquare(-x - 1), "nothing below 0 is a square");
  }
}

/* A mean, an SD: any sum and squares that round to them, of answers moved to about 0. */
static void checkGrimmer(void) {
  for (int i = 0; i < 600; i++) {
    int64_t n = 2 + randomBelow(4), items = 1 + randomBelow(3), nMean = randomBelow(30), nSd = randomBelow(22);
    char zMean[24], zSd[24];
    bool is = false, wants = false;
    AsiReported mean, sd;
    snprintf(zMean, sizeof zMean, "%s%d.%d", randomBelow(2) == 0 ? "-" : "", (int)nMean / 10, (int)nMean % 10);
    snprintf(zSd, sizeof zSd, i % 2 == 0 ? "%d.%d" : "%d.%d5", (int)nSd / 10, (int)nSd % 10);
    mean = reported(zMean);
    sd = reported(zSd);
    for (int64_t sum = -100; sum <= 100 && !wants; sum++) {
      int64_t rest = ((sum % n) + n) % n;
      if (!roundsTo(mean, sum, n * items)) continue;
      for (int64_t q = 0; q <= 180 && !wants; q++) {
        wants = rootRoundsTo(sd, n * q - rest * rest, n * (n - 1) * items * items) && hasNumbers(n, rest, q);
      }
    }
    expect(asiGrimmer(mean, sd, n, items, NULL, &is) == ASI_OK && is == wants, zMean);
  }
}

static AsiStatus countsAsk(AsiPoll *poll) {
  ++*(int64_t *)poll->host;
  poll->nWork = ASI_POLL_EVERY;
  return ASI_OK;
}

static int64_t asksOf(const char *zMean, const char *zSd, int64_t n, bool *pIs) {
  int64_t nAsked = 0;
  AsiPoll poll = { countsAsk, &nAsked, ASI_POLL_EVERY };
  expect(asiGrimmer(reported(zMean), reported(zSd), n, 1, &poll, pIs) == ASI_OK, "grimmer");
  return nAsked;
}

/* Every sum, and every number of three, is a place for the host's question: of three with the sum 1 and the squares q
** each is tried up to the root of q before they are found not to be there. */
static void checkGrimPolls(void) {
  bool is;
  int nNot = 0;
  expect(asksOf("3", "0.0001", 500, &is) >= 499 && !is, "each sum");
  for (int64_t q = 1001; q < 1101; q += 2) {
    char zSd[24];
    int64_t nAsked;
    snprintf(zSd, sizeof zSd, "%.5f", sqrt(((double)q - 1.0 / 3) / 2));
    nAsked = asksOf("0.33", zSd, 3, &is);
    nNot += !is;
    expect(is || nAsked > 2 * 31, "each third number");
  }
  expect(nNot > 10, "squares that three numbers do not have");
}

/* ---- (3) ---- */

static bool isKind(const char *z, AsiStatisticKind kind) { return asiStatisticKindOf(z, strlen(z)) == kind; }

static void checkKinds(void) {
  expect(isKind("t", ASI_STATISTIC_T) && isKind("F", ASI_STATISTIC_F) && isKind("Chi2", ASI_STATISTIC_CHI2) &&
             isKind("Z", ASI_STATISTIC_Z) && isKind("r", ASI_STATISTIC_R),
         "kinds");
  expect(isKind("", ASI_STATISTIC_NONE) && isKind("tt", ASI_STATISTIC_NONE) && isKind("chi", ASI_STATISTIC_NONE),
         "others");
  expect(asiStatisticDf(ASI_STATISTIC_T) == 1 && asiStatisticDf(ASI_STATISTIC_F) == 2 &&
             asiStatisticDf(ASI_STATISTIC_CHI2) == 1 && asiStatisticDf(ASI_STATISTIC_Z) == 0 &&
             asiStatisticDf(ASI_STATISTIC_R) == 1 && asiStatisticDf(ASI_STATISTIC_NONE) == 0,
         "degrees of freedom");
}

static bool isPrinted(const char *z, AsiRelation relation, bool isAlpha, int64_t units, int places) {
  AsiPrintedP got;
  return asiPrintedPRead(z, strlen(z), &got) == ASI_OK && got.relation == relation && got.isAlpha == isAlpha &&
         isSame(got.p, units, places);
}

static bool isNoP(const char *z) {
  AsiPrintedP got;
  return asiPrintedPRead(z, strlen(z), &got) == ASI_DOMAIN;
}

static void checkPrintedP(void) {
  expect(isPrinted("0.012", ASI_RELATION_EQUAL, false, 12, 3) && isPrinted("=.05", ASI_RELATION_EQUAL, false, 5, 2),
         "equal");
  expect(isPrinted("<0.05", ASI_RELATION_BELOW, false, 5, 2) && isPrinted("> .1", ASI_RELATION_ABOVE, false, 1, 1),
         "signs");
  expect(isPrinted("ns", ASI_RELATION_ABOVE, true, 0, 0) && isPrinted("N.S.", ASI_RELATION_ABOVE, true, 0, 0), "words");
  expect(isPrinted("1", ASI_RELATION_EQUAL, false, 1, 0) && isPrinted("1.00", ASI_RELATION_EQUAL, false, 100, 2) &&
             isPrinted("0", ASI_RELATION_EQUAL, false, 0, 0),
         "ends");
  expect(isNoP("1.01") && isNoP("-0.1") && isNoP("2") && isNoP("") && isNoP("<") && isNoP("<<0.05") && isNoP("ns.") &&
             isNoP("0.05>") && isNoP("0.12345678901") && isNoP("10"),
         "no p");
}

/* A p among those that the statistic was rounded from and one among those that the printed p stands for: equal, or as the
** sign says. The ends belong to rounded numbers, not to < and >. */
static bool isConsistent(const AsiPrintedP *printed, double bound, double low, double high) {
  if (printed->relation == ASI_RELATION_BELOW) return low < bound;
  if (printed->relation == ASI_RELATION_ABOVE) return high > bound;
  return !(high < asiReportedLow(printed->p) || low > asiReportedHigh(printed->p));
}

/* Does the claim say p <= alpha for sure, p > alpha for sure? '>0.05' at alpha 0.05 says the latter, '<0.05' the former. */
static const char *verdictOf(const AsiPrintedP *printed, double alpha, double low, double high) {
  double bound = printed->isAlpha ? alpha : asiReportedValue(printed->p);
  bool saysYes = printed->relation != ASI_RELATION_ABOVE && bound <= alpha;
  bool saysNo = (printed->relation == ASI_RELATION_EQUAL && bound > alpha) ||
                (printed->relation == ASI_RELATION_ABOVE && bound >= alpha);
  if (isConsistent(printed, bound, low, high)) return "consistent";
  if ((saysYes && low > alpha) || (saysNo && high <= alpha)) return "decision error";
  return "inconsistent";
}

/* p and its range on a grid of half hundredths, where the roundings of printed p end. */
static void checkVerdicts(void) {
  static const char *const azPrinted[] = { "0.03",  "0.04",  "0.05",  "0.06",  "<0.03", "<0.04",
                                           "<0.05", "<0.06", "<.10",  ">0.03", ">0.04", ">0.05",
                                           ">0.06", "ns",    "=0.05", "0.1",   "0.0" };
  static const double aAlpha[] = { 0.03, 0.04, 0.05 };
  for (size_t i = 0; i < sizeof azPrinted / sizeof azPrinted[0]; i++) {
    AsiPrintedP printed;
    expect(asiPrintedPRead(azPrinted[i], strlen(azPrinted[i]), &printed) == ASI_OK, azPrinted[i]);
    for (size_t j = 0; j < 3; j++) {
      for (int64_t low = 0; low <= 24; low++) {
        for (int64_t high = low; high <= 24; high++) {
          AsiStatisticCheck check = { .p_min = (double)low / 200, .p_max = (double)high / 200 };
          asiStatisticJudge(&printed, aAlpha[j], &check);
          expect(strcmp(check.verdict, verdictOf(&printed, aAlpha[j], check.p_min, check.p_max)) == 0, azPrinted[i]);
        }
      }
    }
  }
}

static AsiStatisticCheck checkOf(AsiStatisticKind kind, const char *z, double df1, double df2,
                                 AsiAlternative alternative) {
  AsiStatisticCheck check = { .df1 = -1, .df2 = -1 };
  AsiOptions options;
  AsiWords words = { "" };
  asiOptionsInit(&options);
  options.alternative = alternative;
  if (asiStatisticP(kind, reported(z), (double[]){ df1, df2 }, &options, &check, &words) != ASI_OK) check.p = -1;
  return check;
}

static double tailOf(double t, double df, AsiAlternative alternative) {
  double lower = asiTLower(t, df), upper = asiTUpper(t, df);
  return alternative == ASI_LESS ? lower : alternative == ASI_GREATER ? upper : fmin(1, 2 * fmin(lower, upper));
}

static bool isNear(double a, double b) { return a == b || fabs(a - b) <= 1e-13 * fabs(b); }

static void checkStatistics(void) {
  for (int alternative = ASI_TWO_SIDED; alternative <= ASI_GREATER; alternative++) {
    for (int u = -23; u <= 23; u += 2) {
      char z[16];
      double low = (u - 0.5) / 10, high = (u + 0.5) / 10;
      AsiStatisticCheck check;
      snprintf(z, sizeof z, "%s%d.%d", u < 0 ? "-" : "", abs(u) / 10, abs(u) % 10);
      check = checkOf(ASI_STATISTIC_T, z, 7, 0, (AsiAlternative)alternative);
      expect(strcmp(check.kind, "t") == 0 && check.df1 == 7 && check.df2 == -1, "t and its df");
      expect(isNear(check.p, tailOf(u / 10.0, 7, (AsiAlternative)alternative)), "p of t");
      expect(isNear(check.p_min,
                    fmin(tailOf(low, 7, (AsiAlternative)alternative), tailOf(high, 7, (AsiAlternative)alternative))),
             "the least p of t");
      expect(isNear(check.p_max,
                    fmax(tailOf(low, 7, (AsiAlternative)alternative), tailOf(high, 7, (AsiAlternative)alternative))),
             "the largest");
    }
  }
}

/* Statistics that their rounding takes across 0, or a correlation beyond 1. */
static void checkAcross(void) {
  AsiStatisticCheck check = checkOf(ASI_STATISTIC_Z, "0.1", 0, 0, ASI_TWO_SIDED);
  expect(strcmp(check.kind, "z") == 0 && check.df1 == -1 && check.p_max < 1, "z just above 0");
  expect(isNear(check.p_max, erfc(0.05 / sqrt(2))) && isNear(check.p_min, erfc(0.15 / sqrt(2))), "its range");
  check = checkOf(ASI_STATISTIC_Z, "0", 0, 0, ASI_TWO_SIDED);
  expect(check.p == 1 && check.p_max == 1 && isNear(check.p_min, erfc(0.5 / sqrt(2))), "z of 0");
  check = checkOf(ASI_STATISTIC_F, "0.5", 3, 8, ASI_TWO_SIDED);
  expect(strcmp(check.kind, "F") == 0 && check.df1 == 3 && check.df2 == 8, "F and its df");
  expect(isNear(check.p, asiFUpper(0.5, 3, 8)) && isNear(check.p_max, asiFUpper(0.45, 3, 8)) &&
             isNear(check.p_min, asiFUpper(0.55, 3, 8)),
         "F");
  check = checkOf(ASI_STATISTIC_CHI2, "0", 3, 0, ASI_TWO_SIDED);
  expect(strcmp(check.kind, "chi2") == 0 && check.p_max == 1 && isNear(check.p_min, asiChiSquareUpper(0.5, 3)),
         "chi2 of 0");
  check = checkOf(ASI_STATISTIC_R, "-0.96", 5, 0, ASI_LESS);
  expect(strcmp(check.kind, "r") == 0 && isNear(check.p, asiTLower(-0.96 * sqrt(5 / (1 - 0.96 * 0.96)), 5)), "r");
  check = checkOf(ASI_STATISTIC_R, "1.0", 5, 0, ASI_TWO_SIDED);
  expect(check.p > 0 && check.p < 1e-300 && check.p_min == check.p, "r of 1");
  expect(fabs(check.p_max - 2 * asiTUpper(0.95 * sqrt(5 / (1 - 0.95 * 0.95)), 5)) < 1e-13 * check.p_max,
         "and down to 0.95");
  check = checkOf(ASI_STATISTIC_R, "-1.0", 5, 0, ASI_LESS);
  expect(check.p > 0 && check.p < 1e-300 && check.p_max > 1e-4, "r of -1");
  expect(checkOf(ASI_STATISTIC_R, "1.01", 5, 0, ASI_TWO_SIDED).p == -1 &&
             checkOf(ASI_STATISTIC_R, "-1.1", 5, 0, ASI_TWO_SIDED).p == -1,
         "r beyond 1");
  expect(checkOf(ASI_STATISTIC_F, "-0.1", 2, 5, ASI_TWO_SIDED).p == -1 &&
             checkOf(ASI_STATISTIC_CHI2, "1", 2, 0, ASI_LESS).p == -1,
         "no F");
}

/* ---- (4) ---- */

typedef struct Interval {
  double low, high;
} Interval;

static Interval roundingOf(const char *z) {
  AsiReported x = reported(z);
  return (Interval){ asiReportedLow(x), asiReportedHigh(x) };
}

static Interval sdRoundingOf(const char *z) {
  Interval sd = roundingOf(z);
  return (Interval){ fmax(0, sd.low), sd.high };
}

typedef struct Summaries {
  char zMean[2][16], zSd[2][16], zR[16];
  int64_t n[2];
  AsiOptions options;
} Summaries;

static double square(double x) { return x * x; }

static double errorOf(const Summaries *s, double s1, double s2, double r) {
  double n1 = (double)s->n[0], n2 = (double)s->n[1];
  switch (s->options.design) {
  case ASI_STUDENT: return ((n1 - 1) * square(s1) + (n2 - 1) * square(s2)) / (n1 + n2 - 2) * (1 / n1 + 1 / n2);
  case ASI_PAIRED: return (square(s1) + square(s2) - 2 * r * s1 * s2) / n1;
  default: return square(s1) / n1 + square(s2) / n2;
  }
}

/* Welch 1947, Satterthwaite 1946. */
static double dfOf(const Summaries *s, double s1, double s2) {
  double n1 = (double)s->n[0], n2 = (double)s->n[1], a = square(s1) / n1, b = square(s2) / n2;
  if (s->options.design == ASI_PAIRED) return n1 - 1;
  if (s->options.design == ASI_STUDENT) return n1 + n2 - 2;
  return square(a + b) / (square(a) / (n1 - 1) + square(b) / (n2 - 1));
}

static double between(Interval x, int i, int n) { return i == n ? x.high : x.low + (x.high - x.low) * i / n; }

typedef struct Box {
  Interval sd[2], r, difference, error, df;
} Box;

/* What the squared error and df come to over the box of SDs (and r), grid by grid. */
static void fillBox(const Summaries *s, Box *box, int nGrid) {
  box->error = box->df = (Interval){ INFINITY, 0 };
  for (int i = 0; i <= nGrid; i++) {
    for (int j = 0; j <= nGrid; j++) {
      for (int k = 0; k < 2; k++) {
        double s1 = between(box->sd[0], i, nGrid), s2 = between(box->sd[1], j, nGrid);
        double error = errorOf(s, s1, s2, k == 0 ? box->r.low : box->r.high), df = dfOf(s, s1, s2);
        box->error.low = fmin(box->error.low, error);
        box->error.high = fmax(box->error.high, error);
        if (!isnan(df)) box->df = (Interval){ fmin(box->df.low, df), fmax(box->df.high, df) };
      }
    }
  }
}

static Box boxOf(const Summaries *s) {
  Box box = { { sdRoundingOf(s->zSd[0]), sdRoundingOf(s->zSd[1]) }, { -1, 1 }, { 0, 0 }, { 0, 0 }, { 0, 0 } };
  Interval one = roundingOf(s->zMean[0]), two = roundingOf(s->zMean[1]);
  if (s->options.hasCorrelation) box.r = roundingOf(s->zR);
  box.r = (Interval){ fmax(-1, box.r.low), fmin(1, box.r.high) };
  box.difference = (Interval){ two.low - one.high, two.high - one.low };
  fillBox(s, &box, 200);
  return box;
}

static AsiSummaryTest testOf(const Summaries *s) {
  AsiSummaryTest test;
  AsiWords words = { "" };
  AsiSummaryGroup aGroup[2];
  for (int i = 0; i < 2; i++) aGroup[i] = (AsiSummaryGroup){ reported(s->zMean[i]), reported(s->zSd[i]), s->n[i] };
  test = (AsiSummaryTest){
    .t = NAN, .p = NAN, .df = NAN, .se = NAN, .low = NAN, .high = NAN, .cohen_d = NAN, .correlation = NAN
  };
  expect(asiSummaryTestOf(aGroup, &s->options, &test, &words) == ASI_OK, "a test");
  return test;
}

static double pOf(const Summaries *s, double t, double df) { return tailOf(t, df, s->options.alternative); }

/* As printed. */
static void checkPoint(const Summaries *s, const AsiSummaryTest *test) {
  double s1 = asiReportedValue(reported(s->zSd[0])), s2 = asiReportedValue(reported(s->zSd[1]));
  double r = s->options.hasCorrelation ? asiReportedValue(reported(s->zR)) : NAN;
  double difference = asiReportedDifference(reported(s->zMean[1]), reported(s->zMean[0]));
  double se = sqrt(errorOf(s, s1, s2, r)), df = dfOf(s, s1, s2), n1 = (double)s->n[0], n2 = (double)s->n[1];
  double half, pooled = sqrt(((n1 - 1) * square(s1) + (n2 - 1) * square(s2)) / (n1 + n2 - 2));
  expect(test->mean_diff == difference && test->sd_1 == s1 && test->sd_2 == s2 && test->n_1 == s->n[0], "as printed");
  expect(test->n_2 == s->n[1] && test->level == s->options.level &&
             test->mean_1 == asiReportedValue(reported(s->zMean[0])) &&
             test->mean_2 == asiReportedValue(reported(s->zMean[1])) &&
             (isnan(r) ? isnan(test->correlation) : test->correlation == r),
         "all of it");
  if (!(se > 1e-6)) return;
  half = se * asiTQuantileUpper((1 - s->options.level) / 2, df);
  expect(fabs(test->se - se) < 1e-9 * se && fabs(test->t - difference / se) <= 1e-9 * fabs(difference / se), "t");
  expect(fabs(test->df - df) < 1e-12 * df && fabs(test->p - pOf(s, difference / se, df)) < 1e-8 * test->p, "df and p");
  expect(fabs(test->low - (difference - half)) < 1e-8 * half && fabs(test->high - (difference + half)) < 1e-8 * half,
         "interval");
  if (s->options.design == ASI_PAIRED) pooled = se * sqrt(n1);
  expect(fabs(test->cohen_d - difference / pooled) <= 1e-9 * fabs(difference / pooled), "Cohen's d");
}

static bool isWithin(double inner, double outer, double tolerance) {
  return fabs(inner - outer) <= tolerance * fmax(fabs(inner), fabs(outer));
}

/* t over the corners; where the error may be 0, t has no bound on that side. */
static void checkT(const Box *box, const AsiSummaryTest *test) {
  Interval t = { INFINITY, -INFINITY };
  bool mayBeZero = box->error.low < 1e-12;
  for (int i = 0; i < 4; i++) {
    double d = i & 1 ? box->difference.high : box->difference.low;
    double error = i & 2 ? box->error.high : box->error.low;
    double value = d == 0 ? 0 : d / sqrt(error);
    if (error < 1e-12 && d != 0) continue;
    t = (Interval){ fmin(t.low, value), fmax(t.high, value) };
  }
  if (mayBeZero && box->difference.low < 0) expect(isnan(test->t_min), "t without a lower bound");
  if (mayBeZero && box->difference.high > 0) expect(isnan(test->t_max), "t without an upper bound");
  if (!mayBeZero || box->difference.low >= 0) expect(isWithin(test->t_min, t.low, 2e-4), "the least t");
  if (!mayBeZero || box->difference.high <= 0) expect(isWithin(test->t_max, t.high, 2e-4), "the largest t");
}

/* p over all t in between and both ends of df, in the t and df that the test itself has found. */
static void checkP(const Summaries *s, const Box *box, const AsiSummaryTest *test) {
  Interval t = { isnan(test->t_min) ? -1e9 : test->t_min, isnan(test->t_max) ? 1e9 : test->t_max }, p = { 1, 0 };
  double df[2] = { box->df.low, box->df.high };
  bool isOpen = isnan(test->t_min) || isnan(test->t_max);
  for (int i = 0; i <= 400; i++) {
    double at = i == 400 && t.low < 0 && t.high > 0 ? 0 : between(t, i < 400 ? i : 0, 399);
    for (int j = 0; j < 2; j++) p = (Interval){ fmin(p.low, pOf(s, at, df[j])), fmax(p.high, pOf(s, at, df[j])) };
  }
  expect(isWithin(test->p_max, p.high, 1e-3), "the largest p");
  if (!isOpen) expect(isWithin(test->p_min, p.low, 1e-3), "the least p");
  expect(test->p_min <= p.low * (1 + 1e-3) && (!isOpen || test->p_min < 1e-6 || p.low > 1e-3), "no p below the least");
  if (isnan(test->p)) return;
  expect(test->p_min <= test->p * (1 + 1e-12) && test->p * (1 - 1e-12) <= test->p_max, "the p printed is within");
}

static Summaries randomSummaries(void) {
  static const char *const azSd[] = { "0", "1", "2", "3", "0.5", "1.2", "2.4", "0.87", "1.671", "9" };
  Summaries s = { .n = { 2 + randomBelow(9), 2 + randomBelow(9) } };
  asiOptionsInit(&s.options);
  s.options.design = (AsiDesign)randomBelow(3);
  s.options.alternative = (AsiAlternative)randomBelow(3);
  s.options.level = randomBelow(2) == 0 ? 0.95 : 0.8;
  for (int i = 0; i < 2; i++) {
    snprintf(s.zMean[i], sizeof s.zMean[i], randomBelow(2) == 0 ? "%d" : "%d.3", (int)randomBelow(5));
    snprintf(s.zSd[i], sizeof s.zSd[i], "%s", azSd[randomBelow(10)]);
  }
  snprintf(s.zR, sizeof s.zR, "%s0.%d", randomBelow(3) == 0 ? "-" : "", (int)randomBelow(10));
  if (s.options.design == ASI_PAIRED) {
    s.n[1] = s.n[0];
    s.options.hasCorrelation = randomBelow(4) > 0;
    if (s.options.hasCorrelation) s.options.correlation = reported(s.zR);
  }
  return s;
}

static void checkSummaryTests(void) {
  for (int i = 0; i < 250; i++) {
    Summaries s = randomSummaries();
    AsiSummaryTest test = testOf(&s);
    Box box = boxOf(&s);
    checkPoint(&s, &test);
    checkT(&box, &test);
    checkP(&s, &box, &test);
  }
}

static void checkIntervals(void) {
  for (int64_t n = 2; n < 40; n += 3) {
    AsiSummaryGroup group = { reported("9.17"), reported(n % 2 == 0 ? "0.874" : "0"), n };
    AsiSummaryInterval ci;
    double factor = asiTQuantileUpper(0.05, (double)n - 1) / sqrt((double)n);
    double sd = n % 2 == 0 ? 0.874 : 0, low = n % 2 == 0 ? 0.8735 : 0, high = n % 2 == 0 ? 0.8745 : 0.5;
    expect(asiSummaryIntervalOf(&group, 0.9, &ci) == ASI_OK && ci.level == 0.9, "an interval");
    expect(isNear(ci.low, 9.17 - factor * sd) && isNear(ci.high, 9.17 + factor * sd), "as printed");
    expect(isNear(ci.low_min, 9.165 - factor * high) && isNear(ci.low_max, 9.175 - factor * low), "its lower end");
    expect(isNear(ci.high_min, 9.165 + factor * low) && isNear(ci.high_max, 9.175 + factor * high), "its upper end");
  }
}

int main(void) {
  checkTexts();
  checkRandomTexts();
  checkEdgesOfTexts();
  checkNumbers();
  checkEnds();
  checkSpans();
  checkHas();
  checkHasAny();
  checkSquares();
  checkGrimmer();
  checkGrimPolls();
  checkKinds();
  checkPrintedP();
  checkVerdicts();
  checkStatistics();
  checkAcross();
  checkSummaryTests();
  checkIntervals();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
