/*
** Wilcoxon's signed-rank test of post - pre (Wilcoxon 1945; zeros by Pratt 1959 on request).
**
**  (1) Ranks are midranks of |d|. `drop`: zeros are left out first. `pratt`: zeros are ranked, then their
**      ranks are left out of the sums.
**  (2) z = (W+ - E)/S with E half the sum of all ranks used and S^2 a quarter of the sum of their squares;
**      ties are in it. `continuity` moves the numerator by 1/2 towards 0; one-sided by 1/2 towards the
**      other side whatever its sign, as R does.
**  (3) Exact p: every pattern of signs over the observed midranks equally likely, ties and all.
**      auto: exact while n_used <= 1000 (and, under Pratt, the zeros are not tens of thousands), above that normal.
**      The rules of R and SciPy as their manuals say.
**  (4) r = z/sqrt(n), r_observations = z/sqrt(2n), from the z without correction; rank_biserial =
**      (W+ - W-)/(W+ + W-) (Kerby 2014).
**  (5) What the normal p (no continuity) makes of it where auto changes over, n_used = 1001, measured against exact,
**      untied and in ties of 50: right to 0.06 % for p from 1 to 0.05 (0.1 % tied), then too large, by 0.4 % at p = 0.01,
**      1.4 % at 1e-3, 3.4 % at 6e-5, 9 % at 5e-7, nearly twofold at 1e-15, fivefold at 3e-24. Continuity changes it
**      by less than 0.06 %.
**  (6) All differences zero: W+ = W- = 0, p = 1; z, r, rank_biserial, mean ranks null.
*/
#include <math.h>

#include "always.h"
#include "family.h"
#include "kinds.h"
#include "mem.h"
#include "rank_p.h"
#include "signed_rank.h"

#define WILCOXON_AUTO_MAX 1000  /* n_used up to which auto is exact */
#define WILCOXON_R_MAX 50       /* R: exact below this, without ties and zeros */
#define WILCOXON_SCIPY_MAX 50   /* SciPy: never exact above this number of pairs */
#define WILCOXON_SCIPY_SIGNS 13 /* SciPy: with ties or zeros exact up to this number of pairs */

enum { WILCOXON_P = 1 };

#define WILCOXON_FIELDS(F, T)                                                                                          \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, INTEGER, n_positive, 0)                                                                                         \
  F(T, INTEGER, n_negative, 0)                                                                                         \
  F(T, INTEGER, n_zero, 0)                                                                                             \
  F(T, INTEGER, n_used, 0)                                                                                             \
  F(T, REAL, w_plus, 0)                                                                                                \
  F(T, REAL, w_minus, 0)                                                                                               \
  F(T, REAL, mean_rank_positive, 0)                                                                                    \
  F(T, REAL, mean_rank_negative, 0)                                                                                    \
  F(T, REAL, z, 0)                                                                                                     \
  F(T, REAL, p, WILCOXON_P)                                                                                            \
  F(T, REAL, log10_p, WILCOXON_P)                                                                                      \
  F(T, REAL, r, 0)                                                                                                     \
  F(T, REAL, r_observations, 0)                                                                                        \
  F(T, REAL, rank_biserial, 0)                                                                                         \
  F(T, TEXT, zeros, 0)                                                                                                 \
  F(T, TEXT, continuity, 0)                                                                                            \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(WilcoxonRecord, WILCOXON_FIELDS);

ASI_RECORD_FIELDS(aWilcoxonField, WilcoxonRecord, WILCOXON_FIELDS);

static const AsiRecord wilcoxonRecord = ASI_RECORD_OF(WilcoxonRecord, aWilcoxonField);

/* The sums that every number of the record is made of; ranks are doubled, so that all are whole. */
typedef struct WilcoxonSums {
  int64_t n;           /* all pairs */
  int64_t nUsed;       /* pairs with a difference */
  int64_t nRankedZero; /* zeros that took a rank: all under Pratt, else none */
  asi_u128 w2Plus;
  asi_u128 w2Minus;
  asi_u128 variance48; /* 48 S^2 */
  bool isTied;
} WilcoxonSums;

static WilcoxonSums wilcoxonSums(const AsiRankTotals *totals, AsiZeros zeros) {
  WilcoxonSums sums;
  asi_u128 nRanked, nZero;
  sums.nUsed = totals->nNegative + totals->nPositive;
  sums.n = sums.nUsed + totals->nZero;
  sums.nRankedZero = zeros == ASI_PRATT ? totals->nZero : 0;
  nZero = (asi_u128)sums.nRankedZero;
  nRanked = (asi_u128)sums.nUsed + nZero;
  sums.w2Plus = totals->w2Positive + 2 * nZero * (asi_u128)(uint64_t)totals->nPositive;
  sums.w2Minus = nRanked * (nRanked + 1) - nZero * (nZero + 1) - sums.w2Plus;
  sums.variance48 =
      2 * (nRanked * (nRanked + 1) * (2 * nRanked + 1) - nZero * (nZero + 1) * (2 * nZero + 1)) - totals->tieTerm;
  sums.isTied = totals->tieTerm != 0;
  return sums;
}

/* The numerator of z, in units of 1/4: 2 (W+ - W-) in doubled ranks. */
static double wilcoxonExcess(const WilcoxonSums *sums) {
  return sums->w2Plus >= sums->w2Minus ? (double)(sums->w2Plus - sums->w2Minus)
                                       : -(double)(sums->w2Minus - sums->w2Plus);
}

/* By how much `continuity` lowers the numerator, in the same units. */
static double wilcoxonCorrection(double excess, const AsiOptions *options) {
  if (options->continuity == ASI_NO_CONTINUITY) return 0.0;
  switch (options->alternative) {
  case ASI_LESS: return -2.0;
  case ASI_GREATER: return 2.0;
  default: return excess == 0 ? 0.0 : copysign(2.0, excess);
  }
}

static AsiMethod wilcoxonMethod(const WilcoxonSums *sums, AsiMethod asked) {
  bool isPlain = !sums->isTied && sums->nUsed == sums->n;
  bool isExact;
  switch (asked) {
  case ASI_AUTO: isExact = sums->nUsed <= WILCOXON_AUTO_MAX && asiSignedRankFits(sums->nUsed, sums->nRankedZero); break;
  case ASI_BY_R_RULE: isExact = isPlain && sums->nUsed < WILCOXON_R_MAX; break;
  case ASI_BY_SCIPY_RULE:
    isExact = sums->n <= WILCOXON_SCIPY_MAX && (isPlain || sums->n <= WILCOXON_SCIPY_SIGNS);
    break;
  default: return asked;
  }
  return isExact ? ASI_EXACT : ASI_NORMAL;
}

/* Runs of equal |d| as tie groups. */
static size_t wilcoxonGroups(const AsiSample *differences, const WilcoxonSums *sums, AsiTieGroup *groups) {
  AsiRunCursor cursor;
  AsiRun run;
  int64_t nBelow = sums->nRankedZero;
  size_t nGroup = 0;
  asiRunFirst(&cursor, differences);
  while (asiRunNext(&cursor, &run)) {
    int64_t nTied = run.nNegative + run.nPositive;
    groups[nGroup].rank2 = 2 * nBelow + nTied + 1;
    groups[nGroup].nTied = nTied;
    nBelow += nTied;
    nGroup++;
  }
  return nGroup;
}

#define WILCOXON_STACK 64 /* tie groups that need no allocation: a window asks at every row */

static AsiStatus wilcoxonTails(const AsiSample *differences, const WilcoxonSums *sums, AsiPoll *poll, AsiTail *tails) {
  AsiTieGroup aGroup[WILCOXON_STACK];
  AsiTieGroup *groups = aGroup;
  int64_t nRun = asiSampleCountRuns(differences);
  size_t nGroup;
  AsiStatus status;
  if (nRun > WILCOXON_STACK) groups = asiAllocArray((size_t)nRun, sizeof *groups);
  if (groups == NULL) return ASI_NOMEM;
  nGroup = wilcoxonGroups(differences, sums, groups);
  status = asiSignedRankTails(groups, nGroup, (int64_t)sums->w2Plus, poll, tails);
  if (groups != aGroup) asiFree(groups);
  return status;
}

static void wilcoxonSetP(WilcoxonRecord *record, AsiRankP p) {
  record->p = p.p;
  record->log10_p = p.log10;
}

static AsiStatus wilcoxonExact(const AsiSample *differences, const WilcoxonSums *sums, const AsiAsk *ask,
                               WilcoxonRecord *record) {
  AsiTail tails;
  AsiStatus status;
  if (!asiSignedRankFits(sums->nUsed, sums->nRankedZero)) {
    return asiSay(ask->words, ASI_LIMIT,
                  "the exact p is offered up to %d differences, fewer where many zeros take ranks; these are %lld, and "
                  "%lld ranked zeros: use 'auto' or 'normal'",
                  ASI_SIGNED_RANK_MAX_N, (long long)sums->nUsed, (long long)sums->nRankedZero);
  }
  status = wilcoxonTails(differences, sums, ask->poll, &tails);
  if (status != ASI_OK) return status;
  wilcoxonSetP(record, asiRankExact(&tails, ask->options->alternative));
  return ASI_OK;
}

static void wilcoxonCounts(WilcoxonRecord *record, const AsiRankTotals *totals, const WilcoxonSums *sums) {
  record->n_positive = totals->nPositive;
  record->n_negative = totals->nNegative;
  record->n_zero = totals->nZero;
  record->n_used = sums->nUsed;
  record->w_plus = (double)sums->w2Plus / 2;
  record->w_minus = (double)sums->w2Minus / 2;
  if (totals->nPositive > 0) record->mean_rank_positive = record->w_plus / (double)totals->nPositive;
  if (totals->nNegative > 0) record->mean_rank_negative = record->w_minus / (double)totals->nNegative;
}

static void wilcoxonEffects(WilcoxonRecord *record, const WilcoxonSums *sums, const AsiOptions *options) {
  double excess = wilcoxonExcess(sums);
  double scale = 4 * sqrt((double)sums->variance48 / 48);
  double z = excess / scale;
  record->z = (excess - wilcoxonCorrection(excess, options)) / scale;
  record->r = z / sqrt((double)sums->n);
  record->r_observations = z / sqrt(2 * (double)sums->n);
  record->rank_biserial = excess / (double)(sums->w2Plus + sums->w2Minus);
}

static AsiStatus wilcoxonFill(WilcoxonRecord *record, AsiSample *differences, const AsiAsk *ask) {
  AsiRankTotals totals;
  WilcoxonSums sums;
  AsiMethod method;
  AsiStatus status = asiSampleRankTotals(differences, &totals);
  if (ASI_NEVER(status != ASI_OK)) return status; /* asiPairedView has sealed them */
  sums = wilcoxonSums(&totals, ask->options->zeros);
  record->n = sums.n;
  record->n_missing = ask->nMissing;
  if (sums.n == 0) return ASI_OK;
  wilcoxonCounts(record, &totals, &sums);
  method = wilcoxonMethod(&sums, ask->options->method);
  record->zeros = asiZerosName(ask->options->zeros);
  record->continuity = asiContinuityName(ask->options->continuity);
  record->method = asiMethodName(method);
  record->alternative = asiAlternativeName(ask->options->alternative);
  if (sums.nUsed == 0) {
    record->p = 1.0;
    record->log10_p = 0.0;
    return ASI_OK;
  }
  wilcoxonEffects(record, &sums, ask->options);
  if (!asiIsWanted(ask, WILCOXON_P)) return ASI_OK;
  if (method == ASI_EXACT) return wilcoxonExact(differences, &sums, ask, record);
  wilcoxonSetP(record, asiRankNormal(record->z, ask->options->alternative));
  return ASI_OK;
}

static AsiStatus wilcoxonCompute(void *state, const AsiAsk *ask, void *record) {
  AsiSample rounded;
  AsiSample *differences;
  AsiStatus status = asiPairedView(state, ask->options->digits, ask->poll, ask->words, &rounded, &differences);
  if (status == ASI_OK) status = wilcoxonFill(record, differences, ask);
  asiSampleClear(&rounded);
  return status;
}

const AsiFamily asiWilcoxon = {
  .zName = "wilcoxon",
  .state = &asiKindPaired,
  .record = &wilcoxonRecord,
  .compute = wilcoxonCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ALTERNATIVE | ASI_WORDS_METHOD | ASI_WORDS_ZEROS | ASI_WORDS_CONTINUITY | ASI_WORDS_DIGITS |
           ASI_WORDS_PRESET,
};
