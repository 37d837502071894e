#include "planning_call.h"

#include <math.h>

#include "answer.h"
#include "args.h"
#include "call.h"
#include "planning.h"

#define PLANNING_SIZE "expected a number of pairs, or of each group, whole, from 2 to 1000000000000"
#define PLANNING_POPULATION "expected the size of a population, whole, from 1 to 1000000000000"

/* A number strictly between 0 and 1. */
static bool planningShare(AsiCall *call, int i, const char *zExpected, double *pShare) {
  if (!asiCallNumber(call, i, pShare)) return false;
  if (*pShare > 0 && *pShare < 1) return true;
  return asiCallRefuse(call, i, zExpected);
}

static bool planningAlpha(AsiCall *call, int i, double *pAlpha) {
  return planningShare(call, i, "expected a level of significance between 0 and 1, such as 0.05", pAlpha);
}

static bool planningEffect(AsiCall *call, int i, double *pEffect) {
  if (!asiCallNumber(call, i, pEffect)) return false;
  if (fabs(*pEffect) <= ASI_PLAN_EFFECT) return true;
  return asiCallRefuse(call, i, "expected a standardised effect (difference over SD), at most 1000000");
}

/* ---- the power of a size ---- */

static void planningPower(sqlite3_context *context, int nArgument, sqlite3_value **aArgument, AsiPlanGroups groups) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiOptions options;
  AsiPlanAsk ask = { .groups = groups, .options = &options };
  int64_t n;
  if (asiIsAnyNull(3, aArgument)) return;
  if (asiCallWhole(&call, 0, 2, ASI_PLAN_SIZE, PLANNING_SIZE, &n) && planningEffect(&call, 1, &ask.effect) &&
      planningAlpha(&call, 2, &ask.alpha) && asiCallOptions(&call, 3, &options)) {
    sqlite3_result_double(context, asiPower(&ask, n));
  } else {
    asiCallFail(context, &call);
  }
}

void asiScalarPowerPaired(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  planningPower(context, nArgument, aArgument, ASI_GROUPS_PAIRED);
}

void asiScalarPowerTwo(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  planningPower(context, nArgument, aArgument, ASI_GROUPS_TWO);
}

/* ---- the size for a power ---- */

static bool planningRead(AsiCall *call, AsiPlanAsk *ask, double *pPower, AsiOptions *options) {
  if (!planningEffect(call, 0, &ask->effect)) return false;
  if (ask->effect == 0)
    return asiCallRefuse(call, 0, "expected an effect other than 0: no size shows what is not there");
  return planningAlpha(call, 1, &ask->alpha) &&
         planningShare(call, 2, "expected a power between 0 and 1, such as 0.8", pPower) &&
         asiCallOptions(call, 3, options);
}

static void planningPlan(sqlite3_context *context, int nArgument, sqlite3_value **aArgument, AsiPlanGroups groups) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  AsiOptions options;
  AsiPlanAsk ask = { .groups = groups, .options = &options };
  AsiPlan plan;
  AsiStatus status;
  double power;
  if (asiIsAnyNull(3, aArgument)) return;
  if (!planningRead(&call, &ask, &power, &options)) {
    asiCallFail(context, &call);
    return;
  }
  asiRecordClear(asiPlan.record, &plan);
  status = asiPlanOf(&ask, power, &plan);
  if (status == ASI_LIMIT) {
    asiCallRefuse(&call, 0, "expected a larger effect: even 1000000000000 would not do");
    asiCallFail(context, &call);
  } else {
    asiCallAnswer(context, &call, status, &plan);
  }
}

void asiScalarPlanPaired(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  planningPlan(context, nArgument, aArgument, ASI_GROUPS_PAIRED);
}

void asiScalarPlanTwo(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  planningPlan(context, nArgument, aArgument, ASI_GROUPS_TWO);
}

/* ---- how many of a population ---- */

void asiScalarSlovin(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  int64_t population;
  double e;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  if (asiCallWhole(&call, 0, 1, ASI_PLAN_SIZE, PLANNING_POPULATION, &population) &&
      planningShare(&call, 1, "expected a margin of error between 0 and 1, such as 0.05", &e)) {
    sqlite3_result_int64(context, asiSlovin(population, e));
  } else {
    asiCallFail(context, &call);
  }
}

/* The argument i that may be left out or NULL. */
static bool planningHas(const AsiCall *call, int i) {
  return i < call->nArgument && sqlite3_value_type(call->aArgument[i]) != SQLITE_NULL;
}

static bool lemeshowRead(AsiCall *call, double *pP, double *pMargin, int64_t *pPopulation, double *pLevel) {
  *pPopulation = 0;
  *pLevel = 0.95;
  if (!planningShare(call, 0, "expected a proportion between 0 and 1, such as 0.5", pP) ||
      !planningShare(call, 1, "expected a margin of error between 0 and 1, such as 0.05", pMargin)) {
    return false;
  }
  if (planningHas(call, 2) && !asiCallWhole(call, 2, 1, ASI_PLAN_SIZE, PLANNING_POPULATION, pPopulation)) return false;
  return !planningHas(call, 3) ||
         planningShare(call, 3, "expected a level of confidence between 0 and 1, such as 0.95", pLevel);
}

void asiScalarLemeshow(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiCall call = asiCallOf(context, nArgument, aArgument);
  int64_t population;
  double p, margin, level, n;
  if (asiIsAnyNull(2, aArgument)) return;
  if (!lemeshowRead(&call, &p, &margin, &population, &level)) {
    asiCallFail(context, &call);
    return;
  }
  n = asiLemeshow(p, margin, population, level);
  if (n <= (double)ASI_PLAN_SIZE) {
    sqlite3_result_int64(context, (int64_t)n);
  } else {
    asiCallRefuse(&call, 1, "expected a larger margin of error: even 1000000000000 would not do");
    asiCallFail(context, &call);
  }
}
