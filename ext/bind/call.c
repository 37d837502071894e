#include "call.h"

#include <math.h>
#include <string.h>

#include "answer.h"
#include "args.h"

AsiCall asiCallOf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  return (AsiCall){ asiFunctionOf(context), nArgument, aArgument, false, { "" } };
}

bool asiCallRefuse(AsiCall *call, int i, const char *zExpected) {
  asiComplain(&call->words, call->function, i + 1, "argument", call->aArgument[i], zExpected);
  return false;
}

static bool callNoMemory(AsiCall *call) {
  call->isNoMemory = true;
  return false;
}

static AsiStatus callReportedText(sqlite3_value *value, AsiReported *reported) {
  const char *z = (const char *)sqlite3_value_text(value);
  if (z == NULL) return ASI_NOMEM;
  return asiReportedOfText(z, (size_t)sqlite3_value_bytes(value), reported);
}

static AsiStatus callReportedRead(sqlite3_value *value, AsiReported *reported) {
  double x;
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER: return asiReportedOfInteger(sqlite3_value_int64(value), reported);
  case SQLITE_FLOAT: x = sqlite3_value_double(value); return isfinite(x) ? asiReportedOfReal(x, reported) : ASI_DOMAIN;
  case SQLITE_TEXT: return callReportedText(value, reported);
  default: return ASI_DOMAIN;
  }
}

static bool callHasComma(sqlite3_value *value) {
  const char *z = sqlite3_value_type(value) == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
  return z != NULL && strchr(z, ',') != NULL;
}

bool asiCallReported(AsiCall *call, int i, AsiReported *reported) {
  switch (callReportedRead(call->aArgument[i], reported)) {
  case ASI_OK: return true;
  case ASI_NOMEM: return callNoMemory(call);
  case ASI_LIMIT: return asiCallRefuse(call, i, "expected at most 9 decimals and 12 digits, as printed");
  default:
    return asiCallRefuse(call, i,
                         callHasComma(call->aArgument[i]) ? "expected a number (decimal point, not comma)"
                                                          : "expected a number as printed, such as '9.17'");
  }
}

bool asiCallNumber(AsiCall *call, int i, double *pValue) {
  AsiDatum datum;
  if (asiReadDatum(call->function, i + 1, ASI_DATUM_NUMBER, call->aArgument[i], &datum, &call->words) != ASI_READ) {
    return false;
  }
  *pValue = datum.r;
  return true;
}

bool asiCallWhole(AsiCall *call, int i, int64_t least, int64_t most, const char *zExpected, int64_t *pValue) {
  double x;
  if (!asiCallNumber(call, i, &x)) return false;
  if (!(x >= (double)least && x <= (double)most) || x != floor(x)) return asiCallRefuse(call, i, zExpected);
  *pValue = (int64_t)x;
  return true;
}

bool asiCallText(AsiCall *call, int i, const char *zExpected, const char **pz, size_t *pn) {
  if (sqlite3_value_type(call->aArgument[i]) != SQLITE_TEXT) return asiCallRefuse(call, i, zExpected);
  *pz = (const char *)sqlite3_value_text(call->aArgument[i]);
  *pn = (size_t)sqlite3_value_bytes(call->aArgument[i]);
  if (*pz != NULL) return true;
  return callNoMemory(call);
}

bool asiCallSummary(AsiCall *call, int iN, int iLeast, AsiSummary *summary) {
  static const char zEnd[] = "expected a whole number from -1000000000 to 1000000000";
  if (!asiCallWhole(call, iN, 1, ASI_CLOSURE_N, "expected a sample size, whole, from 1 to 1000000", &summary->n) ||
      !asiCallWhole(call, iLeast, -ASI_CLOSURE_END, ASI_CLOSURE_END, zEnd, &summary->least) ||
      !asiCallWhole(call, iLeast + 1, -ASI_CLOSURE_END, ASI_CLOSURE_END, zEnd, &summary->most)) {
    return false;
  }
  if (summary->most < summary->least) {
    return asiCallRefuse(call, iLeast + 1, "expected a maximum, not below the minimum before it");
  }
  if (summary->most - summary->least > ASI_CLOSURE_WIDTH) {
    return asiCallRefuse(call, iLeast + 1, "expected a maximum at most 1000 above the minimum before it");
  }
  if (!asiCallReported(call, iLeast + 2, &summary->mean) || !asiCallReported(call, iLeast + 3, &summary->sd)) {
    return false;
  }
  if (summary->sd.units >= 0) return true;
  return asiCallRefuse(call, iLeast + 3, "expected an SD, not below 0");
}

bool asiCallOptions(AsiCall *call, int i, AsiOptions *options) {
  const char *z;
  size_t n;
  AsiWords words;
  asiOptionsInit(options);
  if (i >= call->nArgument || sqlite3_value_type(call->aArgument[i]) == SQLITE_NULL) return true;
  if (!asiCallText(call, i, "expected option words", &z, &n)) return false;
  if (asiOptionsParse(options, asiFunctionWords(call->function), call->function->zName, z, n, &words) == ASI_OK) {
    return true;
  }
  (void)asiSay(&call->words, ASI_DOMAIN, "%s(): argument %d %s", call->function->zName, i + 1, words.z);
  return false;
}

void asiCallFail(sqlite3_context *context, const AsiCall *call) {
  if (call->isNoMemory) {
    sqlite3_result_error_nomem(context);
  } else {
    asiFail(context, &call->words);
  }
}

void asiCallAnswer(sqlite3_context *context, AsiCall *call, AsiStatus status, const void *record) {
  if (status == ASI_OK) {
    asiAnswer(context, call->function->family->record, asiFieldOf(context), record);
  } else if (status != ASI_UNDEFINED) {
    asiFailStatus(context, status, &call->words);
  }
}
