/*
** Numbers as text, against printf and strtod of the C library, in the C locale.
**
**  (1) The text of a double is the shortest of 15, 16 and 17 significant digits that strtod reads back, digit by
**      digit as printf rounds it: over random bits, random decimals of a few places, neighbours of powers of two
**      and of ten, halves between two decimals, denormals and the ends of the range.
**  (2) It reads back as the same double.
*/
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

static int nPassed, nFailed; /* groups of cases */
static int nWrong;           /* cases of the group at hand */
static uint64_t randomState = 88172645463325252u;

static uint64_t randomBits(void) {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 7;
  return randomState ^= randomState << 17;
}

static double doubleOf(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* The digits of printf's "d.ddde+xx" without zeros at their end, and where the point stands. */
static int expectedDigits(double x, char *zDigit) {
  char z[64];
  int nSignificant, n = 0;
  for (nSignificant = 15; nSignificant < 18; nSignificant++) {
    snprintf(z, sizeof z, "%.*e", nSignificant - 1, fabs(x));
    if (strtod(z, NULL) == fabs(x)) break;
  }
  for (const char *p = z; *p != 'e'; p++) {
    if (*p != '.') zDigit[n++] = *p;
  }
  while (n > 0 && zDigit[n - 1] == '0') n--;
  zDigit[n] = 0;
  return n == 0 ? 0 : atoi(strchr(z, 'e') + 1) + 1;
}

static void check(double x) {
  char zExpected[64], zGot[64], zText[ASI_NUMBER_MAX];
  int nPoint;
  AsiDecimal decimal;
  if (!isfinite(x)) return;
  nPoint = expectedDigits(x, zExpected);
  asiDecimalOf(x, &decimal);
  memcpy(zGot, decimal.aDigit, (size_t)decimal.nDigit);
  zGot[decimal.nDigit] = 0;
  if (strcmp(zGot, zExpected) == 0 && decimal.nPoint == nPoint && decimal.isNegative == (x < 0) &&
      strtod(asiNumberText(x, zText), NULL) == x) {
    return;
  }
  if (nWrong++ < 20) {
    printf("FAILED: %.17g: digits %s, point at %d; expected %s, %d\n", x, zGot, decimal.nPoint, zExpected, nPoint);
  }
}

static void checkAround(double x) {
  check(x);
  check(nextafter(x, INFINITY));
  check(nextafter(x, -INFINITY));
  check(-x);
}

static void endGroup(const char *zName) {
  if (nWrong > 0) printf("FAILED: %s: %d cases\n", zName, nWrong);
  nWrong > 0 ? nFailed++ : nPassed++;
  nWrong = 0;
}

static void randomNumbers(void) {
  int i;
  for (i = 0; i < 100000; i++) check(doubleOf(randomBits()));
  endGroup("random bits");
  for (i = 0; i < 100000; i++) check(ldexp((double)(randomBits() >> 11), -53 - (int)(randomBits() % 40)));
  endGroup("53 random bits near 1");
  for (i = 0; i < 100000; i++) check((double)(randomBits() >> 11) / (double)(1 + (randomBits() >> 44)));
  endGroup("random quotients");
  for (i = 0; i < 100000; i++) check((double)(randomBits() % 1000000) / 1000);
  endGroup("three decimals");
  for (i = 0; i < 20000; i++) check((double)(randomBits() >> (11 + randomBits() % 40)) * 0.5);
  endGroup("whole numbers and a half");
  for (i = 0; i < 20000; i++) check((double)(randomBits() % 9007199254740992) / 8);
  endGroup("an exact half behind the last digit");
}

static void edges(void) {
  int exponent, digit;
  char z[64];
  for (exponent = -1074; exponent < 1024; exponent++) checkAround(ldexp(1, exponent));
  endGroup("powers of two and their neighbours");
  for (exponent = -320; exponent < 309; exponent++) {
    for (digit = 1; digit < 10; digit++) {
      snprintf(z, sizeof z, "%de%d", digit, exponent);
      checkAround(strtod(z, NULL));
    }
  }
  endGroup("a digit, a power of ten, and their neighbours");
  check(0.0);
  check(1.7976931348623157e308);
  endGroup("the ends");
}

int main(void) {
  randomNumbers();
  edges();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
