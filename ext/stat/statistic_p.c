#include "statistic_p.h"

#include <math.h>

#include "f.h"
#include "gamma.h"
#include "normal.h"
#include "student_t.h"
#include "tails.h"

ASI_RECORD_FIELDS(aStatisticCheckField, AsiStatisticCheck, ASI_STATISTIC_CHECK_FIELDS);

static const AsiRecord statisticCheckRecord = ASI_RECORD_OF(AsiStatisticCheck, aStatisticCheckField);

const AsiFamily asiStatisticCheck = { .zName = "check_p", .record = &statisticCheckRecord };

static const char *const azStatisticWord[] = { "t", "f", "chi2", "z", "r" };

AsiStatisticKind asiStatisticKindOf(const char *z, size_t n) {
  int kind = 0;
  while (kind < ASI_STATISTIC_NONE && !asiIsWord(azStatisticWord[kind], z, n)) kind++;
  return (AsiStatisticKind)kind;
}

int asiStatisticDf(AsiStatisticKind kind) {
  static const int aDf[] = { 1, 2, 1, 0, 1, 0 };
  return aDf[kind];
}

static bool statisticHasDirection(AsiStatisticKind kind) {
  return kind != ASI_STATISTIC_F && kind != ASI_STATISTIC_CHI2;
}

/* 1 - r^2 = (1 - r)(1 + r): infinite at its ends */
static double statisticT(double r, double df) {
  r = fmin(fmax(r, -1), 1);
  return r * sqrt(df / ((1 - r) * (1 + r)));
}

static double statisticP(AsiStatisticKind kind, double x, const double aDf[2], AsiAlternative alternative) {
  switch (kind) {
  case ASI_STATISTIC_F: return asiPositiveP(asiFUpper(x, aDf[0], aDf[1]));
  case ASI_STATISTIC_CHI2: return asiPositiveP(asiChiSquareUpper(x, aDf[0]));
  case ASI_STATISTIC_Z: return asiPickTail(alternative, asiNormalLower(x), asiNormalUpper(x));
  case ASI_STATISTIC_R: x = statisticT(x, aDf[0]); break;
  default: break;
  }
  return asiPickTail(alternative, asiTLower(x, aDf[0]), asiTUpper(x, aDf[0]));
}

static AsiStatus statisticRefuse(AsiStatisticKind kind, AsiReported value, AsiAlternative alternative,
                                 AsiWords *words) {
  if (!statisticHasDirection(kind) && alternative != ASI_TWO_SIDED) {
    return asiSay(words, ASI_DOMAIN, "F and chi2 have no direction, expected no '%s'", asiAlternativeName(alternative));
  }
  if (!statisticHasDirection(kind) && value.units < 0) {
    return asiSay(words, ASI_DOMAIN, "argument 2 is negative, expected an F or chi2, not below 0");
  }
  if (kind == ASI_STATISTIC_R && fabs(asiReportedValue(value)) > 1) {
    return asiSay(words, ASI_DOMAIN, "argument 2 is beyond 1, expected a correlation from -1 to 1");
  }
  return ASI_OK;
}

AsiStatus asiStatisticP(AsiStatisticKind kind, AsiReported value, const double aDf[2], const AsiOptions *options,
                        AsiStatisticCheck *check, AsiWords *words) {
  static const char *const azName[] = { "t", "F", "chi2", "z", "r" };
  AsiAlternative alternative = options->alternative;
  double low = asiReportedLow(value), high = asiReportedHigh(value), one, two;
  AsiStatus status = statisticRefuse(kind, value, alternative, words);
  if (status != ASI_OK) return status;
  check->kind = azName[kind];
  check->value = asiReportedValue(value);
  if (asiStatisticDf(kind) > 0) check->df1 = aDf[0];
  if (asiStatisticDf(kind) > 1) check->df2 = aDf[1];
  check->alternative = asiAlternativeName(alternative);
  check->p = statisticP(kind, check->value, aDf, alternative);
  one = statisticP(kind, low, aDf, alternative);
  two = statisticP(kind, high, aDf, alternative);
  check->p_min = fmin(one, two);
  check->p_max = alternative == ASI_TWO_SIDED && low <= 0 && high >= 0 ? 1 : fmax(one, two);
  return ASI_OK;
}

AsiStatus asiPrintedPRead(const char *z, size_t n, AsiPrintedP *printed) {
  static const char aSign[] = "=<>";
  size_t iSign = 0;
  *printed = (AsiPrintedP){ ASI_RELATION_EQUAL, false, { 0, 0 } };
  if (asiIsWord("ns", z, n) || asiIsWord("n.s.", z, n)) {
    printed->relation = ASI_RELATION_ABOVE;
    printed->isAlpha = true;
    return ASI_OK;
  }
  while (iSign < 3 && !(n > 0 && z[0] == aSign[iSign])) iSign++;
  if (iSign < 3) {
    static const AsiRelation aRelation[] = { ASI_RELATION_EQUAL, ASI_RELATION_BELOW, ASI_RELATION_ABOVE };
    printed->relation = aRelation[iSign];
    z++;
    n--;
  }
  if (asiReportedOfText(z, n, &printed->p) != ASI_OK) return ASI_DOMAIN;
  return printed->p.units >= 0 && 2 * printed->p.units <= asiReportedScale(printed->p) ? ASI_OK : ASI_DOMAIN;
}

static double printedPValue(const AsiPrintedP *printed, double alpha) {
  return printed->isAlpha ? alpha : asiReportedValue(printed->p);
}

static bool printedPFits(const AsiPrintedP *printed, double alpha, const AsiStatisticCheck *check) {
  switch (printed->relation) {
  case ASI_RELATION_BELOW: return check->p_min < printedPValue(printed, alpha);
  case ASI_RELATION_ABOVE: return check->p_max > printedPValue(printed, alpha);
  default: return check->p_max >= asiReportedLow(printed->p) && check->p_min <= asiReportedHigh(printed->p);
  }
}

/* What the printed p says of significance: 1 yes, 0 no, -1 nothing ('<0.1', '>0.01' at alpha 0.05). */
static int printedPClaim(const AsiPrintedP *printed, double alpha) {
  double p = printedPValue(printed, alpha);
  switch (printed->relation) {
  case ASI_RELATION_BELOW: return p <= alpha ? 1 : -1;
  case ASI_RELATION_ABOVE: return p >= alpha ? 0 : -1;
  default: return p <= alpha;
  }
}

void asiStatisticJudge(const AsiPrintedP *printed, double alpha, AsiStatisticCheck *check) {
  int claim = printedPClaim(printed, alpha);
  if (printedPFits(printed, alpha, check)) {
    check->verdict = "consistent";
  } else if ((claim == 1 && check->p_min > alpha) || (claim == 0 && check->p_max <= alpha)) {
    check->verdict = "decision error";
  } else {
    check->verdict = "inconsistent";
  }
}
