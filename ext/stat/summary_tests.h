/*
** Intervals and t tests from printed summaries, with the rounding of the summaries carried through.
**
**  (1) A printed mean or SD stands for the whole interval that rounds to it (reported.h). The point answer takes it as it
**      is printed; `_min` and `_max` are the ends of what the numbers behind it allow, all combinations of them considered.
**      So a correct interval is not accused: 9.17 and 0.874 print 8.84 to 9.50, the data behind them 8.84 to 9.49.
**  (2) Interval: mean -+ t(1 - alpha/2; n - 1) sd/sqrt(n). Each bound is monotone in mean and sd.
**  (3) Tests: `welch`, `student` (two groups) and `paired`; the difference is mean_2 - mean_1, t has its sign. `paired`
**      wants the correlation r=R of the pairs: sd_diff^2 = s1^2 + s2^2 - 2 r s1 s2. Without it r is anything from -1 to 1,
**      and only the bounds are known.
**  (4) t_min, t_max bound t: the difference and its standard error run over their intervals independently. p_min, p_max
**      bound p: from these t and from the smallest and largest degrees of freedom (Welch's depend on the SDs: with w the
**      share of the first group in the squared error 1/df = w^2/(n1 - 1) + (1 - w)^2/(n2 - 1), smallest at
**      w = (n1 - 1)/(n1 + n2 - 2), between there monotone). p is monotone in |t| and, at given t, in df: a t distribution
**      with more degrees of freedom is steeper. Rigorous; not always attained.
**  (5) Where the squared error may be 0, t may be infinite: t_max (or t_min) null, p_min 0.
**  (6) n = 1: no interval, NULL; tests ASI_UNDEFINED below two in a group.
*/
#ifndef ASI_SUMMARY_TESTS_H
#define ASI_SUMMARY_TESTS_H

#include "family.h"
#include "reported.h"

#define ASI_SUMMARY_INTERVAL_FIELDS(F, T)                                                                              \
  F(T, REAL, low, 0)                                                                                                   \
  F(T, REAL, high, 0)                                                                                                  \
  F(T, REAL, low_min, 0)                                                                                               \
  F(T, REAL, low_max, 0)                                                                                               \
  F(T, REAL, high_min, 0)                                                                                              \
  F(T, REAL, high_max, 0)                                                                                              \
  F(T, REAL, level, 0)

ASI_RECORD_STRUCT(AsiSummaryInterval, ASI_SUMMARY_INTERVAL_FIELDS);

#define ASI_SUMMARY_TEST_FIELDS(F, T)                                                                                  \
  F(T, INTEGER, n_1, 0)                                                                                                \
  F(T, INTEGER, n_2, 0)                                                                                                \
  F(T, REAL, mean_1, 0)                                                                                                \
  F(T, REAL, mean_2, 0)                                                                                                \
  F(T, REAL, sd_1, 0)                                                                                                  \
  F(T, REAL, sd_2, 0)                                                                                                  \
  F(T, REAL, correlation, 0)                                                                                           \
  F(T, REAL, mean_diff, 0)                                                                                             \
  F(T, REAL, se, 0)                                                                                                    \
  F(T, REAL, t, 0)                                                                                                     \
  F(T, REAL, df, 0)                                                                                                    \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, low, 0)                                                                                                   \
  F(T, REAL, high, 0)                                                                                                  \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, cohen_d, 0)                                                                                               \
  F(T, REAL, t_min, 0)                                                                                                 \
  F(T, REAL, t_max, 0)                                                                                                 \
  F(T, REAL, p_min, 0)                                                                                                 \
  F(T, REAL, p_max, 0)                                                                                                 \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(AsiSummaryTest, ASI_SUMMARY_TEST_FIELDS);

/* A mean, an SD and the size of the group. */
typedef struct AsiSummaryGroup {
  AsiReported mean, sd;
  int64_t n;
} AsiSummaryGroup;

#define ASI_SUMMARY_WORDS (ASI_WORDS_DESIGN | ASI_WORDS_ALTERNATIVE | ASI_WORDS_LEVEL)

AsiStatus asiSummaryIntervalOf(const AsiSummaryGroup *group, double level, AsiSummaryInterval *interval);
AsiStatus asiSummaryTestOf(const AsiSummaryGroup aGroup[2], const AsiOptions *options, AsiSummaryTest *test,
                           AsiWords *words);

#endif
