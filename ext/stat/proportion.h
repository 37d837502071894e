/*
** Intervals of one proportion.
**
**  (1) Wilson 1927, without continuity correction: exactly 0 at k = 0 and 1 at k = n. The bound near 0 is
**      found from the product of the two, so that no digits cancel.
**  (2) Clopper & Pearson 1934: the bounds at which the binomial tail is alpha/2.
**  (3) n >= 1, 0 <= k <= n, 0 < level < 1.
*/
#ifndef ASI_PROPORTION_H
#define ASI_PROPORTION_H

#include <stdint.h>

#include "record.h"

#define ASI_PROPORTION_FIELDS(F, T)                                                                                    \
  F(T, REAL, low, 0)                                                                                                   \
  F(T, REAL, high, 0)

ASI_RECORD_STRUCT(AsiInterval, ASI_PROPORTION_FIELDS);

AsiInterval asiWilson(int64_t k, int64_t n, double level);
AsiInterval asiClopperPearson(int64_t k, int64_t n, double level);

#endif
