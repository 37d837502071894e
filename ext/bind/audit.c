#include "audit.h"

#include "args.h"
#include "call.h"
#include "grim.h"
#include "host_poll.h"

static AsiCall auditCall(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  return (AsiCall){ asiFunctionOf(context), nArgument, aArgument, false, { "" } };
}

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
  return asiReportedValue(*sd) < ASI_GRIM_SD || asiCallRefuse(call, i, "expected an SD below 1000000");
}

void asiScalarGrim(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = auditCall(context, nArgument, aArgument);
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
  AsiCall call = auditCall(context, nArgument, aArgument);
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
