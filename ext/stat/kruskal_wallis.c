/*
** The rank test of several groups of Kruskal and Wallis (1952, JASA 47:583).
**
**  (1) With R_i the sum of the midranks of the n_i values of group i among all n, and t the sizes of the runs of equal
**      values, h = 12/(n (n+1)) sum(n_i (R_i/n_i - (n+1)/2)^2) / (1 - sum(t^3 - t)/(n^3 - n)); df = k - 1, p the upper
**      tail of chi-square.
**  (2) epsilon_squared = h/(n - 1) (Kelley 1935; Tomczak & Tomczak 2014).
**  (3) A single group: all but the counts null. All values equal: h, p and epsilon_squared null.
**  (4) D_i = 2 R_i - n_i (n+1) is whole; so h = 3 (n-1) sum(D_i^2/n_i) / (n^3 - n - sum(t^3 - t)) is a sum of what is not
**      negative, taken in the order of the labels.
**  (5) An INTEGER beyond 2^53 is ranked as it is.
*/
#include "dd.h"
#include "family.h"
#include "gamma.h"
#include "group_ranks.h"
#include "mem.h"
#include "tails.h"

#define KRUSKAL_FIELDS(F, T)                                                                                           \
  F(T, INTEGER, k, 0)                                                                                                  \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, h, 0)                                                                                                     \
  F(T, INTEGER, df, 0)                                                                                                 \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, epsilon_squared, 0)                                                                                       \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(KruskalRecord, KRUSKAL_FIELDS);

ASI_RECORD_FIELDS(aKruskalField, KruskalRecord, KRUSKAL_FIELDS);

static const AsiRecord kruskalRecord = ASI_RECORD_OF(KruskalRecord, aKruskalField);

static int64_t kruskalCount(const AsiGroups *groups) {
  int64_t n = 0;
  size_t i;
  for (i = 0; i < asiGroupsCount(groups); i++) n += asiSampleCount(groups->aGroup[i].sample);
  return n;
}

/* sum(D_i^2/n_i) of (4). */
static AsiDd kruskalScatter(const AsiGroups *groups, const size_t *aOrder, const asi_u128 *aRanks2, int64_t n) {
  AsiDd sum = { 0, 0 };
  size_t i;
  for (i = 0; i < asiGroupsCount(groups); i++) {
    int64_t nHere = asiSampleCount(groups->aGroup[aOrder[i]].sample);
    asi_u128 mean2 = (asi_u128)nHere * (asi_u128)(n + 1);
    asi_u128 ranks2 = aRanks2[aOrder[i]];
    AsiDd excess = asiDdOfInteger((asi_i128)(ranks2 - mean2));
    sum = asiDdAdd(sum, asiDdDiv(asiDdMul(excess, excess), asiDdOfInteger(nHere)));
  }
  return sum;
}

/* Of two groups or more. */
static AsiStatus kruskalTest(KruskalRecord *record, const AsiGroups *groups, size_t *aOrder, asi_u128 *aRanks2,
                             AsiPoll *poll) {
  asi_u128 n = (asi_u128)record->n;
  asi_u128 tieTerm;
  AsiDd share; /* of h in its largest value, n - 1 */
  AsiStatus status = asiGroupRanks(groups, poll, aRanks2, &tieTerm);
  if (status != ASI_OK) return status;
  asiLabelsOrder(&groups->labels, aOrder);
  record->df = record->k - 1;
  if (tieTerm == n * n * n - n) return ASI_OK;
  share = asiDdDiv(asiDdMulD(kruskalScatter(groups, aOrder, aRanks2, record->n), 3),
                   asiDdOfInteger((asi_i128)(n * n * n - n - tieTerm)));
  record->epsilon_squared = asiDdValue(share);
  record->h = asiDdValue(asiDdMul(share, asiDdOfInteger(record->n - 1)));
  record->p = asiPositiveP(asiChiSquareUpper(record->h, (double)record->df));
  return ASI_OK;
}

static AsiStatus kruskalCompute(void *state, const AsiAsk *ask, void *answer) {
  const AsiGroups *groups = state;
  KruskalRecord *record = answer;
  AsiStatus status = asiGroupsCheck(groups, 2, ask->words);
  size_t *aOrder;
  asi_u128 *aRanks2;
  if (status != ASI_OK) return status;
  record->k = (int64_t)asiGroupsCount(groups);
  record->n = kruskalCount(groups);
  record->n_missing = ask->nMissing;
  if (record->k == 0) return ASI_OK;
  record->method = "chi-square";
  if (record->k == 1) return ASI_OK;
  aOrder = asiAllocArray((size_t)record->k, sizeof *aOrder);
  aRanks2 = asiAllocArray((size_t)record->k, sizeof *aRanks2);
  status = aOrder == NULL || aRanks2 == NULL ? ASI_NOMEM : kruskalTest(record, groups, aOrder, aRanks2, ask->poll);
  asiFree(aOrder);
  asiFree(aRanks2);
  return status;
}

const AsiFamily asiKruskalWallis = {
  .zName = "kruskal_wallis",
  .state = &asiKindSampleGroups,
  .record = &kruskalRecord,
  .compute = kruskalCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
};
