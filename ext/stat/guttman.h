/*
** The largest KR-20 that yes/no answers with given total scores can have.
**
**  (1) KR-20 = k/(k-1) (1 - sum(p_i q_i) / V), V the population variance of the totals (Kuder & Richardson 1937).
**      The totals fix V and sum(p_i), the mean total: KR-20 is largest where sum(p_i^2) is.
**  (2) That is the Guttman pattern, where a respondent of total t answers yes to items 1..t: c_i respondents with a total
**      of at least i say yes to item i. The items' yes counts of any answers, in falling order, are majorised by these
**      (Gale 1957; Ryser 1957), and a sum of squares rises with majorisation.
**  (3) Whole numbers up to the last division: k/(k-1) (n Q - S^2 - n S + C) / (n Q - S^2) with S, Q the sums of the totals
**      and of their squares, C = sum(c_i^2).
**  (4) One pass over the counts. NULL (ASI_UNDEFINED) for a single item, no respondent, or totals that are all equal.
*/
#ifndef ASI_GUTTMAN_H
#define ASI_GUTTMAN_H

#include <stdint.h>

#include "int128.h"
#include "status.h"

#define ASI_GUTTMAN_ITEMS 1000
#define ASI_GUTTMAN_N 1000000

typedef struct AsiGuttman {
  int64_t n;      /* respondents in all; the rest begins as 0 */
  int64_t nBelow; /* so far */
  int64_t nItem;  /* items so far: the largest total */
  int64_t sum;
  asi_i128 squares, items; /* Q and C */
} AsiGuttman;

/* `count` of the respondents have the total `total`; totals come rising. */
void asiGuttmanAdd(AsiGuttman *guttman, int64_t total, int64_t count);
AsiStatus asiGuttmanMost(const AsiGuttman *guttman, int64_t k, double *pKr20);

#endif
