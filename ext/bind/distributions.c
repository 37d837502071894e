#include "distributions.h"

#include <math.h>

#include "args.h"
#include "binomial.h"
#include "f.h"
#include "gamma.h"
#include "normal.h"
#include "student_t.h"

#define DISTRIBUTION_NUMBERS 3
#define DISTRIBUTION_MOST 1e13 /* beyond it the beta and gamma functions lose digits */

typedef enum DistributionArgument {
  ARGUMENT_ANY,
  ARGUMENT_PROBABILITY,
  ARGUMENT_DF,
  ARGUMENT_DF_BOUNDED,
  ARGUMENT_TRIALS
} DistributionArgument;

typedef enum DistributionTail { TAIL_LOWER, TAIL_UPPER } DistributionTail;

/* Of so many numbers, each of its kind; the pair of functions that fits the number is set, by tail. */
typedef struct Distribution {
  int nNumber;
  DistributionArgument aKind[DISTRIBUTION_NUMBERS];
  double (*one[2])(double);
  double (*two[2])(double, double);
  double (*three[2])(double, double, double);
} Distribution;

static bool distributionIsRight(DistributionArgument kind, double x) {
  switch (kind) {
  case ARGUMENT_PROBABILITY: return x >= 0 && x <= 1;
  case ARGUMENT_DF: return x > 0;
  case ARGUMENT_DF_BOUNDED: return x > 0 && x <= DISTRIBUTION_MOST;
  case ARGUMENT_TRIALS: return x >= 0 && x == floor(x) && x <= DISTRIBUTION_MOST;
  default: return true;
  }
}

static const char *distributionWanted(DistributionArgument kind) {
  switch (kind) {
  case ARGUMENT_PROBABILITY: return "expected a probability from 0 to 1";
  case ARGUMENT_DF: return "expected degrees of freedom above 0";
  case ARGUMENT_DF_BOUNDED: return "expected degrees of freedom above 0, at most 1e13";
  default: return "expected a number of trials, whole, from 0 to 1e13";
  }
}

/* The numbers; false after an error was raised. */
static bool distributionNumbers(sqlite3_context *context, const Distribution *distribution, sqlite3_value **aArgument,
                                double *x) {
  const AsiFunction *function = asiFunctionOf(context);
  AsiDatum datum;
  AsiWords words;
  int i;
  for (i = 0; i < distribution->nNumber; i++) {
    if (asiReadDatum(function, i + 1, ASI_DATUM_NUMBER, aArgument[i], &datum, &words) != ASI_READ) break;
    x[i] = datum.r;
    if (distributionIsRight(distribution->aKind[i], x[i])) continue;
    asiComplain(&words, function, i + 1, "argument", aArgument[i], distributionWanted(distribution->aKind[i]));
    break;
  }
  if (i < distribution->nNumber) asiFail(context, &words);
  return i == distribution->nNumber;
}

static bool distributionIsWord(const char *z, int n, const char *zWord) {
  return n == 5 && sqlite3_strnicmp(z, zWord, 5) == 0;
}

/* The tail that argument i names, if it is there; false after an error was raised. */
static bool distributionTail(sqlite3_context *context, int i, int nArgument, sqlite3_value **aArgument,
                             DistributionTail *tail) {
  const char *z = "";
  int n = 0;
  AsiWords words;
  *tail = TAIL_LOWER;
  if (i >= nArgument || sqlite3_value_type(aArgument[i]) == SQLITE_NULL) return true;
  if (sqlite3_value_type(aArgument[i]) == SQLITE_TEXT) {
    z = (const char *)sqlite3_value_text(aArgument[i]);
    n = sqlite3_value_bytes(aArgument[i]);
    if (z == NULL) {
      sqlite3_result_error_nomem(context);
      return false;
    }
    if (distributionIsWord(z, n, "upper")) *tail = TAIL_UPPER;
    if (n == 0 || *tail == TAIL_UPPER || distributionIsWord(z, n, "lower")) return true;
  }
  asiComplain(&words, asiFunctionOf(context), i + 1, "argument", aArgument[i], "expected 'upper' or 'lower'");
  asiFail(context, &words);
  return false;
}

static double distributionValue(const Distribution *distribution, DistributionTail tail, const double *x) {
  switch (distribution->nNumber) {
  case 1: return distribution->one[tail](x[0]);
  case 2: return distribution->two[tail](x[0], x[1]);
  default: return distribution->three[tail](x[0], x[1], x[2]);
  }
}

/* (3) */
static void distributionAnswer(sqlite3_context *context, double value, double p) {
  AsiWords words;
  if (isfinite(value)) {
    sqlite3_result_double(context, value);
  } else if (p > 0 && p < 1) {
    (void)asiSay(&words, ASI_RANGE, "the result is beyond the range of REAL");
    asiFailStatus(context, ASI_RANGE, &words);
  }
}

static void distributionCall(sqlite3_context *context, int nArgument, sqlite3_value **aArgument,
                             const Distribution *distribution) {
  double x[DISTRIBUTION_NUMBERS];
  DistributionTail tail;
  if (asiIsAnyNull(distribution->nNumber, aArgument)) return;
  if (!distributionNumbers(context, distribution, aArgument, x)) return;
  if (!distributionTail(context, distribution->nNumber, nArgument, aArgument, &tail)) return;
  distributionAnswer(context, distributionValue(distribution, tail, x), x[0]);
}

void asiScalarPnorm(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution pnorm = { .nNumber = 1, .one = { asiNormalLower, asiNormalUpper } };
  distributionCall(context, nArgument, aArgument, &pnorm);
}

void asiScalarQnorm(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution qnorm = {
    .nNumber = 1,
    .aKind = { ARGUMENT_PROBABILITY },
    .one = { asiNormalQuantile, asiNormalQuantileUpper },
  };
  distributionCall(context, nArgument, aArgument, &qnorm);
}

void asiScalarPt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution pt = {
    .nNumber = 2,
    .aKind = { ARGUMENT_ANY, ARGUMENT_DF },
    .two = { asiTLower, asiTUpper },
  };
  distributionCall(context, nArgument, aArgument, &pt);
}

void asiScalarQt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution qt = {
    .nNumber = 2,
    .aKind = { ARGUMENT_PROBABILITY, ARGUMENT_DF },
    .two = { asiTQuantile, asiTQuantileUpper },
  };
  distributionCall(context, nArgument, aArgument, &qt);
}

void asiScalarPchisq(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution pchisq = {
    .nNumber = 2,
    .aKind = { ARGUMENT_ANY, ARGUMENT_DF_BOUNDED },
    .two = { asiChiSquareLower, asiChiSquareUpper },
  };
  distributionCall(context, nArgument, aArgument, &pchisq);
}

void asiScalarQchisq(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution qchisq = {
    .nNumber = 2,
    .aKind = { ARGUMENT_PROBABILITY, ARGUMENT_DF_BOUNDED },
    .two = { asiChiSquareQuantile, asiChiSquareQuantileUpper },
  };
  distributionCall(context, nArgument, aArgument, &qchisq);
}

void asiScalarPf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution pf = {
    .nNumber = 3,
    .aKind = { ARGUMENT_ANY, ARGUMENT_DF_BOUNDED, ARGUMENT_DF_BOUNDED },
    .three = { asiFLower, asiFUpper },
  };
  distributionCall(context, nArgument, aArgument, &pf);
}

void asiScalarQf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution qf = {
    .nNumber = 3,
    .aKind = { ARGUMENT_PROBABILITY, ARGUMENT_DF_BOUNDED, ARGUMENT_DF_BOUNDED },
    .three = { asiFQuantile, asiFQuantileUpper },
  };
  distributionCall(context, nArgument, aArgument, &qf);
}

/* P(K > k), where asiBinomialUpper counts k in. */
static double distributionBinomialAbove(double k, double n, double prob) {
  return asiBinomialUpper(floor(k) + 1, n, prob);
}

void asiScalarPbinom(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const Distribution pbinom = {
    .nNumber = 3,
    .aKind = { ARGUMENT_ANY, ARGUMENT_TRIALS, ARGUMENT_PROBABILITY },
    .three = { asiBinomialLower, distributionBinomialAbove },
  };
  distributionCall(context, nArgument, aArgument, &pbinom);
}
