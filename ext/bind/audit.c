#include "audit.h"

#include <math.h>

#include "answer.h"
#include "args.h"
#include "call.h"
#include "grim.h"
#include "guttman.h"
#include "host_poll.h"
#include "json.h"
#include "p_range.h"
#include "statistic_p.h"
#include "summary_tests.h"

/* ---- grim and grimmer ---- */

/* n and, after it, the number of items. */
static bool grimSizes(AsiCall *call, int iN, int64_t *pN, int64_t *pItems) {
  *pItems = 1;
  if (!asiCallWhole(call, iN, 1, ASI_GRIM_ANSWERS, "expected a number of respondents, whole, from 1 to 1000000", pN)) {
    return false;
  }
  if (iN + 1 >= call->nArgument) return true;
  if (!asiCallWhole(call, iN + 1, 1, ASI_GRIM_ITEMS, "expected a number of items, whole, from 1 to 1000", pItems)) {
    return false;
  }
  if (*pN * *pItems <= ASI_GRIM_ANSWERS) return true;
  return asiCallRefuse(call, iN + 1, "expected at most 1000000 respondents times items");
}

static bool grimSd(AsiCall *call, int i, AsiReported *sd) {
  if (!asiCallReported(call, i, sd)) return false;
  if (sd->units < 0) return asiCallRefuse(call, i, "expected an SD, not below 0");
  if (asiReportedValue(*sd) < ASI_GRIM_SD) return true;
  return asiCallRefuse(call, i, "expected an SD below 1000000");
}

void asiScalarGrim(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiReported mean;
  int64_t n, items;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (asiCallReported(&call, 0, &mean) && grimSizes(&call, 1, &n, &items)) {
    sqlite3_result_int(context, asiGrim(mean, n, items));
  } else {
    asiCallFail(context, &call);
  }
}

void asiScalarGrimmer(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiHostPoll hostPoll;
  AsiReported mean, sd;
  AsiStatus status;
  int64_t n, items;
  bool isPossible;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (!asiCallReported(&call, 0, &mean) || !grimSd(&call, 1, &sd) || !grimSizes(&call, 2, &n, &items)) {
    asiCallFail(context, &call);
    return;
  }
  asiHostPollInit(&hostPoll, sqlite3_context_db_handle(context));
  status = asiGrimmer(mean, sd, n, items, &hostPoll.poll, &isPossible);
  asiHostPollClose(&hostPoll);
  if (status == ASI_OK) {
    sqlite3_result_int(context, isPossible);
  } else {
    asiFailStatus(context, status, &call.words);
  }
}

/* ---- how many samples ---- */

void asiScalarClosureCount(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiHostPoll hostPoll;
  AsiSummary summary;
  AsiStatus status;
  int64_t count;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (!asiCallSummary(&call, 0, 1, &summary)) {
    asiCallFail(context, &call);
    return;
  }
  asiHostPollInit(&hostPoll, sqlite3_context_db_handle(context));
  status = asiClosureCount(&summary, &hostPoll.poll, &call.words, &count);
  asiHostPollClose(&hostPoll);
  if (status == ASI_OK) {
    sqlite3_result_int64(context, count);
  } else {
    asiFailStatus(context, status, &call.words);
  }
}

/* ---- records from summaries ---- */

static bool auditSd(AsiCall *call, int i, AsiReported *sd) {
  if (!asiCallReported(call, i, sd)) return false;
  if (sd->units >= 0) return true;
  return asiCallRefuse(call, i, "expected an SD, not below 0");
}

/* A mean, an SD and n from argument i on. */
static bool auditGroup(AsiCall *call, int i, AsiSummaryGroup *group) {
  return asiCallReported(call, i, &group->mean) && auditSd(call, i + 1, &group->sd) &&
         asiCallWhole(call, i + 2, 1, INT64_C(1000000000000), "expected a sample size, whole, from 1", &group->n);
}

static bool auditLevel(AsiCall *call, int i, double *pLevel) {
  *pLevel = 0.95;
  if (i >= call->nArgument) return true;
  if (!asiCallNumber(call, i, pLevel)) return false;
  if (*pLevel > 0 && *pLevel < 1) return true;
  return asiCallRefuse(call, i, "expected a level between 0 and 1, such as 0.95");
}

void asiScalarCiFromSummary(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiSummaryInterval interval;
  AsiSummaryGroup group;
  double level;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (!auditGroup(&call, 0, &group) || !auditLevel(&call, 3, &level)) {
    asiCallFail(context, &call);
    return;
  }
  asiRecordClear(asiSummaryInterval.record, &interval);
  asiCallAnswer(context, &call, asiSummaryIntervalOf(&group, level, &interval), &interval);
}

void asiScalarTtestFromSummary(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiSummaryGroup aGroup[2];
  AsiSummaryTest test;
  AsiOptions options;
  if (asiIsAnyNull(6, aArgument)) return;
  if (!auditGroup(&call, 0, &aGroup[0]) || !auditGroup(&call, 3, &aGroup[1]) || !asiCallOptions(&call, 6, &options)) {
    asiCallFail(context, &call);
    return;
  }
  asiRecordClear(asiSummaryTest.record, &test);
  asiCallAnswer(context, &call, asiSummaryTestOf(aGroup, &options, &test, &call.words), &test);
}

/* ---- p of a statistic ---- */

#define STATISTIC_DF_MOST 1e13

static bool statisticKind(AsiCall *call, AsiStatisticKind *kind) {
  static const char zExpected[] = "expected 't', 'F', 'chi2', 'z' or 'r'";
  const char *z;
  size_t n;
  if (!asiCallText(call, 0, zExpected, &z, &n)) return false;
  *kind = asiStatisticKindOf(z, n);
  if (*kind != ASI_STATISTIC_NONE) return true;
  return asiCallRefuse(call, 0, zExpected);
}

/* As many as the kind has, from argument 3 on; then nMore arguments, of which nOptional may be left out. */
static bool statisticCount(AsiCall *call, AsiStatisticKind kind, int nMore, int nOptional) {
  int nMost = 2 + asiStatisticDf(kind) + nMore;
  if (call->nArgument <= nMost && call->nArgument >= nMost - nOptional) return true;
  (void)asiSay(&call->words, ASI_DOMAIN, "%s(): %d arguments, expected kind, value, %d degrees of freedom%s [,options]",
               call->function->zName, call->nArgument, asiStatisticDf(kind), nMore > 1 ? ", p" : "");
  return false;
}

static bool statisticDf(AsiCall *call, AsiStatisticKind kind, double aDf[2]) {
  for (int i = 0; i < asiStatisticDf(kind); i++) {
    if (!asiCallNumber(call, 2 + i, &aDf[i])) return false;
    if (!(aDf[i] > 0 && aDf[i] <= STATISTIC_DF_MOST)) {
      return asiCallRefuse(call, 2 + i, "expected degrees of freedom above 0, at most 1e13");
    }
  }
  return true;
}

/* Everything but the printed p. */
static bool statisticRead(AsiCall *call, int nMore, AsiOptions *options, AsiStatisticCheck *check) {
  AsiStatisticKind kind;
  AsiReported value;
  AsiWords words;
  double aDf[2] = { NAN, NAN };
  if (!statisticKind(call, &kind) || !statisticCount(call, kind, nMore, 1) || !asiCallReported(call, 1, &value) ||
      !statisticDf(call, kind, aDf) || !asiCallOptions(call, 1 + asiStatisticDf(kind) + nMore, options)) {
    return false;
  }
  asiRecordClear(asiStatisticCheck.record, check);
  if (asiStatisticP(kind, value, aDf, options, check, &words) == ASI_OK) return true;
  (void)asiSay(&call->words, ASI_DOMAIN, "%s(): %s", call->function->zName, words.z);
  return false;
}

void asiScalarPFromStatistic(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiStatisticCheck check;
  AsiOptions options;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (statisticRead(&call, 1, &options, &check)) {
    sqlite3_result_double(context, check.p);
  } else {
    asiCallFail(context, &call);
  }
}

static bool statisticPrinted(AsiCall *call, int i, AsiPrintedP *printed) {
  static const char zExpected[] = "expected a p as printed, such as '0.012', '<0.05' or 'ns'";
  const char *z;
  size_t n;
  if (sqlite3_value_type(call->aArgument[i]) != SQLITE_TEXT) {
    *printed = (AsiPrintedP){ ASI_RELATION_EQUAL, false, { 0, 0 } };
    if (!asiCallReported(call, i, &printed->p)) return false;
    if (printed->p.units >= 0 && asiReportedValue(printed->p) <= 1) return true;
    return asiCallRefuse(call, i, zExpected);
  }
  if (!asiCallText(call, i, zExpected, &z, &n)) return false;
  if (asiPrintedPRead(z, n, printed) == ASI_OK) return true;
  return asiCallRefuse(call, i, zExpected);
}

void asiScalarCheckP(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiStatisticCheck check;
  AsiPrintedP printed;
  AsiOptions options;
  int iP;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (!statisticRead(&call, 2, &options, &check)) {
    asiCallFail(context, &call);
    return;
  }
  iP = 2 + !isnan(check.df1) + !isnan(check.df2);
  if (!statisticPrinted(&call, iP, &printed)) {
    asiCallFail(context, &call);
    return;
  }
  asiStatisticJudge(&printed, options.alpha, &check);
  asiCallAnswer(context, &call, ASI_OK, &check);
}

/* ---- the largest KR-20 ---- */

typedef struct Kr20Array {
  const char *z;
  size_t n;
  int64_t first, k; /* the smallest total listed; the number of items */
  int64_t nListed;  /* elements wanted at most */
  bool isWhole;     /* and at least */
} Kr20Array;

static bool kr20Refuse(AsiCall *call, const Kr20Array *array) {
  char zExpected[128];
  (void)sqlite3_snprintf(sizeof zExpected, zExpected, "expected a JSON array of %s%lld counts, whole numbers from 0",
                         array->isWhole ? "" : "at most ", (long long)array->nListed);
  return asiCallRefuse(call, 0, zExpected);
}

/* Each count goes to guttman; with guttman NULL they are added up. */
static bool kr20Walk(AsiCall *call, const Kr20Array *array, AsiGuttman *guttman, int64_t *pn) {
  AsiJsonReader reader;
  AsiJsonScalar scalar;
  *pn = 0;
  asiJsonOpen(&reader, array->z, array->n);
  while (asiJsonNext(&reader, &scalar) == ASI_JSON_NUMBER && reader.nRead <= array->nListed) {
    if (!(scalar.number >= 0 && scalar.number <= ASI_GUTTMAN_N) || scalar.number != floor(scalar.number)) break;
    *pn += (int64_t)scalar.number;
    if (guttman != NULL) asiGuttmanAdd(guttman, array->first + reader.nRead - 1, (int64_t)scalar.number);
  }
  if (scalar.kind != ASI_JSON_END || (array->isWhole && reader.nRead != array->nListed)) return kr20Refuse(call, array);
  if (*pn <= ASI_GUTTMAN_N) return true;
  return asiCallRefuse(call, 0, "expected at most 1000000 respondents");
}

static bool kr20Read(AsiCall *call, Kr20Array *array) {
  array->first = 0;
  if (!asiCallText(call, 0, "expected a JSON array of counts", &array->z, &array->n) ||
      !asiCallWhole(call, 1, 1, ASI_GUTTMAN_ITEMS, "expected a number of items, whole, from 1 to 1000", &array->k)) {
    return false;
  }
  array->isWhole = call->nArgument < 3;
  if (!array->isWhole && !asiCallWhole(call, 2, 0, array->k,
                                       "expected the total that the first count belongs to, from 0 to "
                                       "the number of items",
                                       &array->first)) {
    return false;
  }
  array->nListed = array->k - array->first + 1;
  return true;
}

void asiScalarKr20Max(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiGuttman guttman = { 0 };
  Kr20Array array;
  double kr20;
  int64_t n;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (!kr20Read(&call, &array) || !kr20Walk(&call, &array, NULL, &guttman.n)) {
    asiCallFail(context, &call);
    return;
  }
  (void)kr20Walk(&call, &array, &guttman, &n);
  if (asiGuttmanMost(&guttman, array.k, &kr20) == ASI_OK) sqlite3_result_double(context, kr20);
}

/* ---- the range of p ---- */

void asiScalarWilcoxonPRange(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiPRangeRecord record;
  AsiHostPoll hostPoll;
  AsiSummary pre, post;
  AsiOptions options;
  AsiAsk ask = { .options = &options, .field = asiFieldOf(context), .poll = &hostPoll.poll, .words = &call.words };
  AsiStatus status;
  if (asiIsAnyNull(9, aArgument)) return;
  if (!asiCallSummary(&call, 0, 1, &pre) || !asiCallSummary(&call, 0, 5, &post) ||
      !asiCallOptions(&call, 9, &options)) {
    asiCallFail(context, &call);
    return;
  }
  asiRecordClear(asiPRange.record, &record);
  asiHostPollInit(&hostPoll, sqlite3_context_db_handle(context));
  status = asiPRangeOf(&pre, &post, &ask, &record);
  asiHostPollClose(&hostPoll);
  asiCallAnswer(context, &call, status, &record);
}
