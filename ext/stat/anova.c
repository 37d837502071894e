/*
** Whether several groups have the same mean: one-way analysis of variance (oneway.h says how), equal variances assumed.
*/
#include "groups.h"
#include "moments.h"
#include "oneway.h"

static AsiStatus anovaRead(const AsiGroup *group, AsiPoll *poll, AsiOneWayGroup *values) {
  (void)poll;
  values->n = group->moments->n;
  values->scale = 1;
  values->sum = asiWholeOf(asiMomentsSum(group->moments));
  values->squares = asiWholeOf(asiMomentsSquares(group->moments));
  return ASI_OK;
}

static AsiStatus anovaCompute(void *state, const AsiAsk *ask, void *record) {
  return asiOneWay(state, ask, anovaRead, "fisher", record);
}

const AsiFamily asiAnova = {
  .zName = "anova",
  .state = &asiKindMomentGroups,
  .record = &asiOneWayRecord,
  .compute = anovaCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
};
