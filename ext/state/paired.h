/*
** Paired measurements, remembered as the multiset of their decimal differences post - pre.
**
**  (1) Two integers: the exact difference. Beyond 2^63 it counts as beyond REAL, unless a double equals it.
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
  int64_t nBeyond;       /* pairs whose difference is beyond the range of REAL, or beyond 2^63 and no REAL */
} AsiPaired;

#define ASI_BEYOND_WORDS                                                                                               \
  "a difference post - pre is beyond the range of REAL, or an INTEGER beyond 2^63 that no REAL equals"

/* The nearest double. */
double asiDecimalDifference(const AsiDatum *pre, const AsiDatum *post);

/* Two integers whose difference may need more than 53 bits? */
static inline bool asiDifferenceIsLong(const AsiDatum *pre, const AsiDatum *post) {
  const uint64_t most = (uint64_t)ASI_REAL_EXACT / 2;
  return pre->isInteger && post->isInteger &&
         ((uint64_t)pre->i + most > 2 * most || (uint64_t)post->i + most > 2 * most);
}
/* As it is: an INTEGER, or a REAL that is infinite where it counts as beyond REAL. */
AsiDatum asiLongDifference(int64_t pre, int64_t post);

/* K of (2) for values up to `largest`; and whether x is the double nearest to a whole number over K, which is *pWhole. */
double asiDecimalUnits(double largest);
bool asiIsDecimal(double x, double units, double *pWhole);

/* x rounded to nDigit decimals, half away from zero, by its shortest decimal. */
double asiDecimalPlaces(double x, int nDigit);

/* The differences ready to be read, rounded to nDigit decimals unless that is negative. A rounded copy
** lives in `room`, which is initialised here and the caller's to clear, whatever the status.
** ASI_RANGE, with words, while there is a difference beyond REAL. */
AsiStatus asiPairedView(AsiPaired *paired, int nDigit, AsiPoll *poll, AsiWords *words, AsiSample *room,
                        AsiSample **pView);

#endif
