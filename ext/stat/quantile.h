/*
** Quantiles by the nine definitions of Hyndman & Fan (1996, The American Statistician 50:361).
**
**  (1) n p + m is split into whole part and fraction in whole numbers: p counts as the decimal that it
**      is written as, so that n p = 1 for n = 20, p = 0.05. No fuzz is needed to catch what binary
**      fractions would miss.
**  (2) The interpolation cannot overflow, and never leaves the two values it stands between.
**  (3) Between two decimals (paired.h) it is computed in whole numbers of their unit and rounded once in the end: the
**      median of 0.1 and 0.2 is 0.15.
**  (4) Where an INTEGER beyond 2^53 is among the values that no REAL equals, it is computed in 106 bits.
*/
#ifndef ASI_QUANTILE_H
#define ASI_QUANTILE_H

#include "sample.h"

/* The sample holds at least one value; 0 <= p <= 1, type 1..9. */
/* With integers that no double equals, sealed, for speed. */
double asiQuantileOf(const AsiSample *sample, double p, int type);

#endif
