/*
** Which p of Wilcoxon's signed-rank test can data with these summaries give, however the values are paired?
**
**  (1) pre and post: n, minimum, maximum, mean and SD as printed, of whole numbers (closure.h lists the samples). p as
**      `wilcoxon` computes it: zeros dropped, two-sided; exact with ties, or normal with or without continuity correction.
**  (2) p_low <= p <= p_high for all such data. `auto` bounds the exact p up to n = 1000, the normal one above.
**  (3) method `exact` or `normal`: every pair of samples was considered, and p_high is attained by data. With `, bound`
**      behind it: some of the pairings were not followed to their end, or (samples by the tens of thousands) not even
**      listed; p_high then is a bound that holds and need not be attained. p_low is a bound in either case.
**  (4) No sample on a side: p null. More samples than can be counted: their number null.
**  (5) The search ends after some 0.3 s of work, the bounds before it after 0.7 s, whatever n and the number of samples;
**      what they say holds whenever they end. Work is counted, not timed: the same answer on every machine.
**
** The proofs stand in p_range.c.
*/
#ifndef ASI_P_RANGE_H
#define ASI_P_RANGE_H

#include "closure.h"
#include "family.h"

enum { ASI_P_RANGE_SAMPLES = 1 };

#define ASI_P_RANGE_FIELDS(F, T)                                                                                       \
  F(T, INTEGER, pre_samples, ASI_P_RANGE_SAMPLES)                                                                      \
  F(T, INTEGER, post_samples, ASI_P_RANGE_SAMPLES)                                                                     \
  F(T, REAL, p_low, 0)                                                                                                 \
  F(T, REAL, p_high, 0)                                                                                                \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(AsiPRangeRecord, ASI_P_RANGE_FIELDS);

#define ASI_P_RANGE_WORDS (ASI_WORDS_METHOD | ASI_WORDS_CONTINUITY | ASI_WORDS_TWO_SIDED)
#define ASI_P_RANGE_EXACT 1000 /* n up to which p may be exact */

AsiStatus asiPRangeOf(const AsiSummary *pre, const AsiSummary *post, const AsiAsk *ask, AsiPRangeRecord *record);

#endif
