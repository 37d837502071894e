/*
** Numbers as text, the same in every locale.
**
**  (1) A double has one text: the shortest of 15, 16 and 17 significant digits that reads back, with a
**      decimal point, and with ".0" where it would else look like an integer.
**  (2) Reading takes a whole decimal number ([+-]digits[.digits][e[+-]digits]) and nothing else; the
**      value is the nearest double. What overflows is infinite, and the caller's to refuse.
**  (3) Rounding to decimal places works on the digits of (1), half away from zero, as a person does
**      who sees 2.675 printed; the exact binary value (2.67499999...) is not asked.
**
** printf and strtod follow the host's locale, and a setlocale of an Indonesian app turns their points
** into commas; here digits are picked out of what printf wrote, and strtod is given the point it wants.
*/
#ifndef ASI_NUMBER_H
#define ASI_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "int128.h"
#include "status.h"

#define ASI_NUMBER_MAX 32

/* |x| = 0.d1d2d3... x 10^nPoint, without zeros at the end; zero has no digits at all. */
typedef struct AsiDecimal {
  char aDigit[24]; /* '0'..'9', not terminated */
  int nDigit;
  int nPoint; /* where the point stands: number of digits left of it, may be negative */
  bool isNegative;
} AsiDecimal;

/* Finite x only. */
void asiDecimalOf(double x, AsiDecimal *decimal);
void asiDecimalOfInteger(int64_t x, AsiDecimal *decimal);
/* Keep nPlace digits right of the point, (3). */
void asiDecimalRound(AsiDecimal *decimal, int nPlace);
/* The nearest double. */
double asiDecimalValue(const AsiDecimal *decimal);
/* The number that x is written as, with at most nPlace <= 20 decimals, as a fraction: 0.05 is 5/100. 0 <= x <= 1, so that
** no zero stands left of the point. */
void asiDecimalFraction(double x, int nPlace, asi_u128 *pNumerator, asi_u128 *pDenominator);

/* (1); NaN and infinities read "null": JSON has no others. Returns z. */
const char *asiNumberText(double x, char z[ASI_NUMBER_MAX]);
/* (2); false when the text is not a number. */
bool asiNumberRead(const char *z, size_t n, double *pValue);

#endif
