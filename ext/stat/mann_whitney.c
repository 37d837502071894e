/*
** The rank test of two independent samples of Wilcoxon (1945), Mann and Whitney (1947).
**
**  (1) group_1 is the smaller label. u_2 counts the pairs in which the value of group 2 is the greater, u_1 those in which
**      that of group 1 is (so u_1 is R's W for wilcox.test(group 1, group 2)); a tie is half a pair for each,
**      u_1 + u_2 = n1 n2. `greater`: group 2 tends to be greater.
**  (2) z = (u_2 - n1 n2/2)/S, S^2 = n1 n2 (N^3 - N - sum(t^3 - t))/(12 N (N-1)), N = n1 + n2. `continuity` moves the
**      numerator by 1/2 towards 0; one-sided by 1/2 towards the other side whatever its sign, as R does.
**  (3) Exact p: every choice of n2 of the N midranks equally likely, ties and all; two-sided, a U at least as far from its
**      mean. auto: exact while n1 n2 <= MANN_AUTO_PAIRS and within the bound of rank_sum.h; above that normal. R: exact
**      when both groups have fewer than 50 values and nothing is tied, else normal with continuity. SciPy: exact when one
**      group has at most 8 values and nothing is tied, else normal with continuity. SPSS: normal without.
**  (4) rank_biserial = (u_2 - u_1)/(n1 n2), prob_superiority = u_2/(n1 n2).
**  (5) shift is the median of the n1 n2 differences group 2 - group 1 (Hodges & Lehmann 1963). low and high are the k-th
**      smallest and largest of them, k the largest with P(U <= k-1) <= (1 - level)/2 untied, 1 if none: then
**      achieved_level lies below level. With the normal method k and achieved_level are those of the normal distribution
**      with half a unit of continuity and with S without ties, for nearly every shift parts them. Two-sided whatever the alternative.
**  (6) All values equal: p = 1, z null. One group alone: all but its counts null.
*/
#include <math.h>
#include <string.h>

#include "between_reals.h"
#include "dd.h"
#include "family.h"
#include "groups.h"
#include "mem.h"
#include "rank_p.h"
#include "rank_sum.h"
#include "walsh.h"

#define MANN_AUTO_PAIRS 40000 /* n1 n2 up to which auto is exact: 200 against 200; asiRankSumFits any such */
#define MANN_R_MAX 50         /* R: exact below this in both groups, without ties */
#define MANN_SCIPY_MAX 8      /* SciPy: exact up to this in one group, without ties */

enum { MANN_P = 1, MANN_SHIFT = 2 };

#define MANN_FIELDS(F, T)                                                                                              \
  F(T, INTEGER, n_1, 0)                                                                                                \
  F(T, INTEGER, n_2, 0)                                                                                                \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, LABEL, group_1, 0)                                                                                              \
  F(T, LABEL, group_2, 0)                                                                                              \
  F(T, REAL, u_1, 0)                                                                                                   \
  F(T, REAL, u_2, 0)                                                                                                   \
  F(T, REAL, mean_rank_1, 0)                                                                                           \
  F(T, REAL, mean_rank_2, 0)                                                                                           \
  F(T, REAL, z, 0)                                                                                                     \
  F(T, REAL, p, MANN_P)                                                                                                \
  F(T, REAL, log10_p, MANN_P)                                                                                          \
  F(T, REAL, rank_biserial, 0)                                                                                         \
  F(T, REAL, prob_superiority, 0)                                                                                      \
  F(T, REAL, shift, MANN_SHIFT)                                                                                        \
  F(T, REAL, low, MANN_SHIFT)                                                                                          \
  F(T, REAL, high, MANN_SHIFT)                                                                                         \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, achieved_level, MANN_SHIFT)                                                                               \
  F(T, TEXT, continuity, 0)                                                                                            \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(MannRecord, MANN_FIELDS);

ASI_RECORD_FIELDS(aMannField, MannRecord, MANN_FIELDS);

static const AsiRecord mannRecord = ASI_RECORD_OF(MannRecord, aMannField);

/* ---- both samples in one order ---- */

typedef struct MannWalk {
  AsiRunCursor aAt[2];
  AsiRun aRun[2];
  bool aHas[2];
} MannWalk;

static void mannFirst(MannWalk *walk, AsiSample *const aSample[2]) {
  int i;
  for (i = 0; i < 2; i++) {
    asiRunFirst(&walk->aAt[i], aSample[i]);
    walk->aHas[i] = asiRunNext(&walk->aAt[i], &walk->aRun[i]);
  }
}

/* How often each group has the next value; false at the end. */
static bool mannNext(MannWalk *walk, int64_t aTimes[2]) {
  bool isFirst = walk->aHas[0] && !(walk->aHas[1] && asiRunIsBelow(&walk->aRun[1], &walk->aRun[0]));
  bool isSecond = walk->aHas[1] && !(walk->aHas[0] && asiRunIsBelow(&walk->aRun[0], &walk->aRun[1]));
  aTimes[0] = isFirst ? walk->aRun[0].nPositive : 0;
  aTimes[1] = isSecond ? walk->aRun[1].nPositive : 0;
  if (isFirst) walk->aHas[0] = asiRunNext(&walk->aAt[0], &walk->aRun[0]);
  if (isSecond) walk->aHas[1] = asiRunNext(&walk->aAt[1], &walk->aRun[1]);
  return isFirst || isSecond;
}

/* ---- what every number is made of ---- */

/* Ranks and U are doubled, so that all are whole. */
typedef struct MannSums {
  AsiSample *aSample[2];
  int64_t aN[2];
  size_t nGroup; /* distinct values */
  asi_u128 aRanks2[2];
  asi_u128 aU2[2];
  asi_u128 tieTerm; /* sum of t^3 - t */
} MannSums;

static void mannRank(MannSums *sums) {
  MannWalk walk;
  int64_t aTimes[2];
  asi_u128 nBefore = 0;
  mannFirst(&walk, sums->aSample);
  while (mannNext(&walk, aTimes)) {
    asi_u128 nTied = (asi_u128)(aTimes[0] + aTimes[1]);
    asi_u128 rank2 = 2 * nBefore + nTied + 1;
    sums->aRanks2[0] += (asi_u128)aTimes[0] * rank2;
    sums->aRanks2[1] += (asi_u128)aTimes[1] * rank2;
    sums->tieTerm += asiTieTerm((int64_t)nTied);
    nBefore += nTied;
    sums->nGroup++;
  }
}

static AsiStatus mannSums(const AsiGroupPair *pair, AsiPoll *poll, MannSums *sums) {
  AsiStatus status = ASI_OK;
  int i;
  *sums = (MannSums){ .nGroup = 0 };
  for (i = 0; status == ASI_OK && i < 2; i++) {
    sums->aSample[i] = pair->aGroup[i].sample;
    sums->aN[i] = asiSampleCount(sums->aSample[i]);
    status = asiSampleSealPolled(sums->aSample[i], poll);
  }
  if (status != ASI_OK) return status;
  mannRank(sums);
  for (i = 0; i < 2; i++) sums->aU2[i] = sums->aRanks2[i] - (asi_u128)sums->aN[i] * ((asi_u128)sums->aN[i] + 1);
  return ASI_OK;
}

static double mannPairs(const MannSums *sums) { return (double)sums->aN[0] * (double)sums->aN[1]; }

/* S^2 of U; 0 when all values are equal. Without ties for the interval. */
static double mannVariance(const MannSums *sums, asi_u128 tieTerm) {
  asi_u128 n = (asi_u128)sums->aN[0] + (asi_u128)sums->aN[1];
  return mannPairs(sums) / 12 * (double)(n * n * n - n - tieTerm) / ((double)n * (double)(n - 1));
}

/* u_2 - u_1, which is twice the numerator of z. */
static double mannExcess(const MannSums *sums) {
  return sums->aU2[1] >= sums->aU2[0] ? (double)(sums->aU2[1] - sums->aU2[0]) / 2
                                      : -(double)(sums->aU2[0] - sums->aU2[1]) / 2;
}

/* By how much `continuity` lowers the numerator. */
static double mannCorrection(double excess, const AsiOptions *options) {
  if (options->continuity == ASI_NO_CONTINUITY) return 0.0;
  switch (options->alternative) {
  case ASI_LESS: return -0.5;
  case ASI_GREATER: return 0.5;
  default: return excess == 0 ? 0.0 : copysign(0.5, excess);
  }
}

static AsiMethod mannMethod(const MannSums *sums, AsiMethod asked) {
  bool isTied = sums->tieTerm != 0;
  bool isExact;
  switch (asked) {
  case ASI_AUTO: isExact = mannPairs(sums) <= MANN_AUTO_PAIRS; break;
  case ASI_BY_R_RULE: isExact = !isTied && sums->aN[0] < MANN_R_MAX && sums->aN[1] < MANN_R_MAX; break;
  case ASI_BY_SCIPY_RULE:
    isExact = !isTied && (sums->aN[0] <= MANN_SCIPY_MAX || sums->aN[1] <= MANN_SCIPY_MAX) &&
              asiRankSumFits(sums->aN[0], sums->aN[1]);
    break;
  default: return asked;
  }
  return isExact ? ASI_EXACT : ASI_NORMAL;
}

/* ---- p ---- */

static AsiStatus mannTails(const MannSums *sums, AsiPoll *poll, AsiTail *tails) {
  AsiTieGroup *groups = asiAllocArray(sums->nGroup, sizeof *groups);
  MannWalk walk;
  int64_t aTimes[2];
  int64_t nBefore = 0;
  size_t i = 0;
  AsiStatus status;
  if (groups == NULL) return ASI_NOMEM;
  mannFirst(&walk, sums->aSample);
  while (mannNext(&walk, aTimes)) {
    int64_t nTied = aTimes[0] + aTimes[1];
    groups[i++] = (AsiTieGroup){ 2 * nBefore + nTied + 1, nTied };
    nBefore += nTied;
  }
  status = asiRankSumTails(groups, sums->nGroup, sums->aN[1], (int64_t)sums->aRanks2[1], poll, tails);
  asiFree(groups);
  return status;
}

/* Where all values are equal every choice has the same U. */
static AsiStatus mannP(MannRecord *record, const MannSums *sums, AsiMethod method, const AsiAsk *ask) {
  AsiRankP p = { 1.0, 0.0 };
  AsiTail tails;
  AsiStatus status = ASI_OK;
  if (!isnan(record->z) && method == ASI_NORMAL) p = asiRankNormal(record->z, ask->options->alternative);
  if (!isnan(record->z) && method == ASI_EXACT) {
    status = mannTails(sums, ask->poll, &tails);
    if (status == ASI_OK) p = asiRankExact(&tails, ask->options->alternative);
  }
  record->p = p.p;
  record->log10_p = p.log10;
  return status;
}

/* ---- the shift and its interval ---- */

/* The place of the bounds among the differences, from either end, and the level that it gives. */
typedef struct MannPlace {
  asi_u128 k;
  double achieved;
} MannPlace;

/* P(U <= k-1) with n1 n2/2 = mean. */
static double mannNormalBelow(double k, double mean, double sd) { return asiNormalLower((k - 0.5 - mean) / sd); }

static MannPlace mannNormalPlace(const MannSums *sums, double tail) {
  double mean = mannPairs(sums) / 2;
  double sd = sqrt(mannVariance(sums, 0));
  double k = fmax(1.0, floor(mean + 0.5 + asiNormalQuantile(tail) * sd));
  return (MannPlace){ (asi_u128)k, fmax(0.0, 1 - 2 * mannNormalBelow(k, mean, sd)) };
}

static AsiStatus mannExactPlace(const MannSums *sums, double tail, AsiPoll *poll, MannPlace *place) {
  double n = (double)sums->aN[0] + (double)sums->aN[1];
  double below;
  int64_t k;
  AsiStatus status = asiRankSumLowest(sums->aN[0], sums->aN[1], tail, poll, &k, &below);
  if (status != ASI_OK) return status;
  /* P(U = 0) is one of N over n1 choices; only small samples have none below a tail that a level can give */
  if (k == 0) below = asiDdExpTimes(asiDdLogBeta((double)sums->aN[0] + 1, (double)sums->aN[1] + 1), n + 1);
  *place = (MannPlace){ (asi_u128)(k == 0 ? 1 : k), 1 - 2 * below };
  return ASI_OK;
}

/* (1 - level)/2, for the decimal that the level was written as: its rounding must not push a probability that is equal to
** it above it. */
static double mannTail(double level) { return fmin((1 - level) / 2 + 0x1p-54, 0x1.fffffffffffffp-2); }

static AsiStatus mannBounds(MannRecord *record, const AsiAscending aValues[2], const MannPlace *place, AsiPoll *poll) {
  asi_u128 nPair = asiShiftCount(&aValues[0], &aValues[1]);
  AsiStatus status = asiShiftMedian(&aValues[0], &aValues[1], poll, &record->shift);
  if (status == ASI_OK) status = asiShiftSelect(&aValues[0], &aValues[1], place->k, poll, &record->low);
  if (status == ASI_OK) status = asiShiftSelect(&aValues[0], &aValues[1], nPair + 1 - place->k, poll, &record->high);
  record->achieved_level = place->achieved;
  return status;
}

static AsiStatus mannShift(MannRecord *record, const MannSums *sums, AsiMethod method, const AsiAsk *ask) {
  double origin = asiAscendingOrigin(sums->aSample[0], sums->aSample[1]);
  AsiPoll *poll = ask->poll;
  AsiAscending aValues[2];
  double tail = mannTail(record->level);
  MannPlace place;
  AsiStatus status = ASI_OK;
  memset(aValues, 0, sizeof aValues);
  if (method == ASI_NORMAL) {
    place = mannNormalPlace(sums, tail);
  } else {
    status = mannExactPlace(sums, tail, poll, &place);
  }
  if (status == ASI_OK) status = asiAscendingOf(sums->aSample[0], origin, poll, &aValues[0]);
  if (status == ASI_OK) status = asiAscendingOf(sums->aSample[1], origin, poll, &aValues[1]);
  if (status == ASI_OK) {
    asiAscendingToDecimals(&aValues[0], &aValues[1]);
    status = mannBounds(record, aValues, &place, poll);
  }
  asiAscendingClear(&aValues[0]);
  asiAscendingClear(&aValues[1]);
  return status == ASI_DOMAIN ? asiRefuseFarApart("a value of argument 1", origin, ask->words) : status;
}

/* ---- the record ---- */

static void mannDescribe(MannRecord *record, const AsiGroupPair *pair, const AsiAsk *ask) {
  record->n_1 = pair->aGroup[0].sample != NULL ? asiSampleCount(pair->aGroup[0].sample) : 0;
  record->n_2 = pair->aGroup[1].sample != NULL ? asiSampleCount(pair->aGroup[1].sample) : 0;
  record->n_missing = ask->nMissing;
  record->group_1 = pair->aLabel[0];
  record->group_2 = pair->aLabel[1];
}

static void mannStatistics(MannRecord *record, const MannSums *sums, const AsiOptions *options) {
  double excess = mannExcess(sums);
  double sd = sqrt(mannVariance(sums, sums->tieTerm));
  record->u_1 = (double)sums->aU2[0] / 2;
  record->u_2 = (double)sums->aU2[1] / 2;
  record->mean_rank_1 = (double)sums->aRanks2[0] / 2 / (double)sums->aN[0];
  record->mean_rank_2 = (double)sums->aRanks2[1] / 2 / (double)sums->aN[1];
  record->rank_biserial = excess / mannPairs(sums);
  record->prob_superiority = record->u_2 / mannPairs(sums);
  if (sd > 0) record->z = (excess / 2 - mannCorrection(excess, options)) / sd;
}

static AsiStatus mannFill(MannRecord *record, const MannSums *sums, const AsiAsk *ask) {
  const AsiOptions *options = ask->options;
  AsiMethod method = mannMethod(sums, options->method);
  AsiStatus status;
  record->level = options->level;
  record->continuity = asiContinuityName(options->continuity);
  record->method = asiMethodName(method);
  record->alternative = asiAlternativeName(options->alternative);
  if (method == ASI_EXACT && !asiRankSumFits(sums->aN[0], sums->aN[1])) {
    return asiSay(ask->words, ASI_LIMIT,
                  "the exact p is offered for up to some 290 values in each group, these are %lld and %lld; use 'auto' "
                  "or 'normal'",
                  (long long)sums->aN[0], (long long)sums->aN[1]);
  }
  mannStatistics(record, sums, options);
  status = asiIsWanted(ask, MANN_P) ? mannP(record, sums, method, ask) : ASI_OK;
  if (status != ASI_OK || !asiIsWanted(ask, MANN_SHIFT)) return status;
  return mannShift(record, sums, method, ask);
}

static AsiStatus mannCompute(void *state, const AsiAsk *ask, void *record) {
  AsiStatus status = asiGroupsCheck(state, 2, ask->words);
  AsiGroupPair pair;
  MannSums sums;
  if (status != ASI_OK) return status;
  pair = asiGroupsPair(state);
  mannDescribe(record, &pair, ask);
  if (((MannRecord *)record)->n_2 == 0) return ASI_OK;
  status = mannSums(&pair, ask->poll, &sums);
  return status == ASI_OK ? mannFill(record, &sums, ask) : status;
}

const AsiFamily asiMannWhitney = {
  .zName = "mann_whitney",
  .state = &asiKindTwoSamples,
  .record = &mannRecord,
  .compute = mannCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD | ASI_WORDS_CONTINUITY | ASI_WORDS_LEVEL | ASI_WORDS_PRESET_TWO,
};
