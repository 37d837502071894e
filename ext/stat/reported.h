/*
** A number as a publication prints it: its decimals say how it was rounded.
**
**  (1) '9.17' is 917 units of 10^-2, and stands for every number from 9.165 to 9.175. Both ends belong to it: a number
**      exactly half-way may have been rounded up or down, and no rule of rounding is asked. '9.170' says more.
**  (2) Text is [+-]digits[.digits], blanks around it allowed, whatever the locale: read digit by digit, exactly. A REAL
**      counts as its shortest decimal (9.50 given as a REAL is 9.5: zeros want text), an INTEGER has no decimals.
**  (3) At most 9 decimals and 12 digits (ASI_LIMIT), so that sums over a sample stay exact in 128 bits. ASI_DOMAIN: no
**      such decimal.
*/
#ifndef ASI_REPORTED_H
#define ASI_REPORTED_H

#include <stddef.h>
#include <stdint.h>

#include "int128.h"
#include "status.h"

#define ASI_REPORTED_PLACES 9
#define ASI_REPORTED_UNITS INT64_C(1000000000000)

typedef struct AsiReported {
  int64_t units; /* the number is units / 10^places */
  int places;
} AsiReported;

AsiStatus asiReportedOfText(const char *z, size_t n, AsiReported *reported);
AsiStatus asiReportedOfReal(double x, AsiReported *reported);
AsiStatus asiReportedOfInteger(int64_t x, AsiReported *reported);

/* (1) in whole numbers: the ends are (2 units -+ 1) / asiReportedScale. */
int64_t asiReportedScale(AsiReported reported);

/* The nearest double to the number, and to the ends of (1). */
double asiReportedValue(AsiReported reported);
double asiReportedLow(AsiReported reported);
double asiReportedHigh(AsiReported reported);
/* The nearest double to a - b: 13.37 - 9.17 is 4.2. */
double asiReportedDifference(AsiReported a, AsiReported b);

/* ---- what whole numbers with such a mean and SD can add up to ---- */

/* From least to most; none when least > most. */
typedef struct AsiSpan {
  asi_i128 least, most;
} AsiSpan;

/* The sums of n whole numbers whose mean rounds to `mean`. */
AsiSpan asiSumSpan(AsiReported mean, int64_t n);
/* The sums of squares of n >= 2 whole numbers that add up to `sum`, when their SD over `scale` rounds to `sd`, sd >= 0.
** |sum| <= 10^15, n scale <= 10^6. */
AsiSpan asiSquareSpan(AsiReported sd, int64_t scale, int64_t n, int64_t sum);

/* floor(a / b) and ceil(a / b), b > 0 */
asi_i128 asiFloorDivide(asi_i128 a, asi_i128 b);
asi_i128 asiCeilDivide(asi_i128 a, asi_i128 b);
/* floor(sqrt(x)), 0 <= x < 2^63 */
int64_t asiWholeRoot(int64_t x);

#endif
