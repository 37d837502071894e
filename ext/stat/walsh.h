/*
** Order statistics among all pairs of values: averages within one sample, differences between two.
**
**  (1) asiWalshSelect: the k-th smallest, from 1, of the n(n+1)/2 averages (a_i + a_j)/2, i <= j (Walsh 1949).
**      asiShiftSelect: the k-th smallest of the n m differences y_j - x_i. Ties count as often as they occur.
**  (2) The answer is one of these numbers itself: the exact average or difference, rounded once. An average never
**      overflows; a difference beyond REAL is infinite. There is no -0.
**      Of values that asiAscendingToDecimals made whole it is that of the decimals: no noise of binary fractions.
**  (3) The medians are the middle one, or the mean of the two middle ones: Hodges & Lehmann's estimates (1963).
**  (4) The pairs are never listed. A look at all values costs some 8 ns for each; 3 to 12 looks find a pair of most
**      data, 170 of any. No memory but the values and 16 KB of stack. The same values give the same bits.
**  (5) Samples are not empty, and 1 <= k <= the number of pairs.
*/
#ifndef ASI_WALSH_H
#define ASI_WALSH_H

#include <stddef.h>
#include <stdint.h>

#include "int128.h"
#include "poll.h"
#include "sample.h"
#include "status.h"

/* Values in ascending order: runs of equal ones, or, when few are equal, each a run of its own. All-zero bytes own no
** memory. */
typedef struct AsiAscending {
  size_t nRun;
  int64_t n;        /* values, each as often as it occurs */
  double *aValue;   /* one for each run */
  int64_t *aBefore; /* nRun + 1: how many values come before each run, and n; NULL: aBefore[i] = i */
  double units;     /* aValue is in whole numbers of 1/units; 1: as it is */
  double origin;    /* what aValue is counted from; 0 but where integers stand that no double equals */
} AsiAscending;

#define ASI_ASCENDING_FAR                                                                                              \
  0x1p51 /* most from an origin other than 0: sums of two, and means of two of them, are exact */

/* Of a sealed sample, BY_VALUE or (with signs and zeros) BY_MAGNITUDE. `room` is initialised here and the caller's to
** clear, whatever the status.
** origin: of asiAscendingOrigin. ASI_DOMAIN, without words: a value is further than ASI_ASCENDING_FAR from it. */
AsiStatus asiAscendingOf(const AsiSample *sample, double origin, AsiPoll *poll, AsiAscending *room);
/* The nearest double of an integer that no double equals; 0: there is none in either. Sealed. */
double asiAscendingOrigin(const AsiSample *a, const AsiSample *b);
void asiAscendingClear(AsiAscending *room);
/* When every value of both is a decimal (paired.h, with K for four times the largest), to whole numbers over K: sums of
** two, differences, and the mean of two of either are exact then. y may be x. */
void asiAscendingToDecimals(AsiAscending *x, AsiAscending *y);

asi_u128 asiWalshCount(const AsiAscending *x);
AsiStatus asiWalshSelect(const AsiAscending *x, asi_u128 k, AsiPoll *poll, double *pAverage);
AsiStatus asiWalshMedian(const AsiAscending *x, AsiPoll *poll, double *pMedian);

asi_u128 asiShiftCount(const AsiAscending *x, const AsiAscending *y);
AsiStatus asiShiftSelect(const AsiAscending *x, const AsiAscending *y, asi_u128 k, AsiPoll *poll, double *pDifference);
AsiStatus asiShiftMedian(const AsiAscending *x, const AsiAscending *y, AsiPoll *poll, double *pMedian);

#endif
