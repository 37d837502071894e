/*
** The p of a printed test statistic, and whether the p printed beside it can be right (statcheck: Nuijten et al. 2016,
** Behav. Res. Methods 48:1205).
**
**  (1) Kinds: t (df), F (df1, df2), chi2 (df), z, r (a correlation; df = n - 2). Two-sided for t, z and r, or the tail
**      that the alternative names; F and chi2 have their upper tail.
**  (2) The statistic stands for all that rounds to it (reported.h): p_min to p_max. p is monotone in |statistic|.
**  (3) The printed p: '0.012' or '=0.012' stands for all that rounds to it, '<0.05' and '>0.05' as they say, 'ns' for
**      above alpha. `consistent`: some statistic and some p behind the printed ones belong together. Else `decision error`
**      when they differ about significance (p <= alpha) whatever was rounded, else `inconsistent`.
**  (4) No verdict says how a number came about: a one-sided test or a correction looks inconsistent when it is not named.
*/
#ifndef ASI_STATISTIC_P_H
#define ASI_STATISTIC_P_H

#include "family.h"
#include "reported.h"

typedef enum AsiStatisticKind {
  ASI_STATISTIC_T,
  ASI_STATISTIC_F,
  ASI_STATISTIC_CHI2,
  ASI_STATISTIC_Z,
  ASI_STATISTIC_R,
  ASI_STATISTIC_NONE
} AsiStatisticKind;

/* By the word, in any case of letters; NONE: unknown. */
AsiStatisticKind asiStatisticKindOf(const char *z, size_t n);
int asiStatisticDf(AsiStatisticKind kind); /* how many degrees of freedom it has: 0, 1, 2 */

typedef enum AsiRelation { ASI_RELATION_EQUAL, ASI_RELATION_BELOW, ASI_RELATION_ABOVE } AsiRelation;

typedef struct AsiPrintedP {
  AsiRelation relation;
  bool isAlpha; /* 'ns' */
  AsiReported p;
} AsiPrintedP;

/* ASI_DOMAIN: not one of (3). */
AsiStatus asiPrintedPRead(const char *z, size_t n, AsiPrintedP *printed);

#define ASI_STATISTIC_CHECK_FIELDS(F, T)                                                                               \
  F(T, TEXT, kind, 0)                                                                                                  \
  F(T, REAL, value, 0)                                                                                                 \
  F(T, REAL, df1, 0)                                                                                                   \
  F(T, REAL, df2, 0)                                                                                                   \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, p_min, 0)                                                                                                 \
  F(T, REAL, p_max, 0)                                                                                                 \
  F(T, TEXT, verdict, 0)                                                                                               \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(AsiStatisticCheck, ASI_STATISTIC_CHECK_FIELDS);

#define ASI_STATISTIC_WORDS (ASI_WORDS_ALTERNATIVE | ASI_WORDS_ALPHA)

/* Fills all but the verdict. ASI_DOMAIN with words: a statistic that cannot be (F below 0, |r| above 1), or a direction
** where there is none. */
AsiStatus asiStatisticP(AsiStatisticKind kind, AsiReported value, const double aDf[2], const AsiOptions *options,
                        AsiStatisticCheck *check, AsiWords *words);
void asiStatisticJudge(const AsiPrintedP *printed, double alpha, AsiStatisticCheck *check);

#endif
