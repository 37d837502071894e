/*
** Paired measurements, remembered as the multiset of their decimal differences post - pre.
**
**  (1) Two integers: the exact difference (nearest double when it needs more than 53 bits).
**  (2) Otherwise, with m = max(|pre|, |post|) and K = 10^9 (10^6 from m = 9e6, 10^3 from 9e9, 1 from
**      9e12): when both are the double nearest to a whole number over K, the difference of the whole
**      numbers over K. So 7.3-6.9 and 6.5-6.1 are equal, and a tie that the reader sees is a tie.
**  (3) Otherwise the difference that IEEE gives; never -0.
**  (4) The rule looks at one row alone: order, frame and neighbours cannot make or break a tie.
*/
#ifndef ASI_PAIRED_H
#define ASI_PAIRED_H

#include "row.h"
#include "sample.h"

typedef struct AsiPaired {
  AsiSample differences; /* BY_MAGNITUDE */
  int64_t nBeyond;       /* pairs whose difference is beyond the range of REAL */
} AsiPaired;

double asiDecimalDifference(const AsiDatum *pre, const AsiDatum *post);

/* K of (2) for values up to `largest`; and whether x is the double nearest to a whole number over K, which is *pWhole. */
double asiDecimalUnits(double largest);
bool asiIsDecimal(double x, double units, double *pWhole);

/* x rounded to nDigit decimals, half away from zero, by its shortest decimal. */
double asiDecimalPlaces(double x, int nDigit);

/* The differences ready to be read, rounded to nDigit decimals unless that is negative. A rounded copy
** lives in `room`, which is initialised here and the caller's to clear, whatever the status.
** ASI_RANGE, without words, while there is a difference beyond REAL. */
AsiStatus asiPairedView(AsiPaired *paired, int nDigit, AsiPoll *poll, AsiSample *room, AsiSample **pView);

#endif
