#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool numberIsDigit(char c) { return c >= '0' && c <= '9'; }

/* printf's "d.ddde+xx", whatever its decimal point, taken apart. */
static void decimalTake(const char *z, AsiDecimal *decimal) {
  decimal->nDigit = 0;
  for (; *z != 0 && *z != 'e'; z++) {
    if (numberIsDigit(*z)) decimal->aDigit[decimal->nDigit++] = *z;
  }
  decimal->nPoint = *z == 'e' ? atoi(z + 1) + 1 : decimal->nDigit;
}

static void decimalTrim(AsiDecimal *decimal) {
  while (decimal->nDigit > 0 && decimal->aDigit[decimal->nDigit - 1] == '0') decimal->nDigit--;
  if (decimal->nDigit == 0) decimal->nPoint = 0;
}

void asiDecimalOf(double x, AsiDecimal *decimal) {
  char z[64];
  int nSignificant;
  decimal->isNegative = x < 0;
  x = fabs(x);
  for (nSignificant = 15; nSignificant < 17; nSignificant++) {
    (void)snprintf(z, sizeof z, "%.*e", nSignificant - 1, x);
    if (strtod(z, NULL) == x) break;
  }
  if (nSignificant == 17) (void)snprintf(z, sizeof z, "%.16e", x);
  decimalTake(z, decimal);
  decimalTrim(decimal);
}

void asiDecimalOfInteger(int64_t x, AsiDecimal *decimal) {
  uint64_t rest = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
  int i = (int)sizeof decimal->aDigit;
  decimal->isNegative = x < 0;
  for (; rest > 0; rest /= 10) decimal->aDigit[--i] = (char)('0' + rest % 10);
  decimal->nDigit = (int)sizeof decimal->aDigit - i;
  memmove(decimal->aDigit, decimal->aDigit + i, (size_t)decimal->nDigit);
  decimal->nPoint = decimal->nDigit;
  decimalTrim(decimal);
}

/* Add one unit to the last digit kept. */
static void decimalCarry(AsiDecimal *decimal) {
  int i = decimal->nDigit;
  while (i > 0 && decimal->aDigit[i - 1] == '9') i--;
  if (i > 0) {
    decimal->aDigit[i - 1]++;
    decimal->nDigit = i;
    return;
  }
  decimal->aDigit[0] = '1';
  decimal->nDigit = 1;
  decimal->nPoint++;
}

void asiDecimalRound(AsiDecimal *decimal, int nPlace) {
  int nKeep = decimal->nPoint + nPlace;
  bool isUp;
  if (nKeep >= decimal->nDigit) return;
  isUp = nKeep >= 0 && decimal->aDigit[nKeep] >= '5';
  decimal->nDigit = nKeep > 0 ? nKeep : 0;
  if (isUp) decimalCarry(decimal);
  decimalTrim(decimal);
}

/* The decimal point that strtod expects now: what printf writes between 0 and 5. */
static size_t numberPoint(char zPoint[8]) {
  char z[16];
  size_t n;
  (void)snprintf(z, sizeof z, "%.1f", 0.5);
  n = strlen(z);
  if (n < 3 || n - 2 >= 8) return 0;
  memcpy(zPoint, z + 1, n - 2);
  return n - 2;
}

static size_t numberSpan(const char *z, size_t n, size_t i) {
  size_t iStart = i;
  while (i < n && numberIsDigit(z[i])) i++;
  return i - iStart;
}

static bool numberIsSign(const char *z, size_t n, size_t i) { return i < n && (z[i] == '+' || z[i] == '-'); }

/* Where the point stands in a well-formed number, n if it has none; false for any other text. */
static bool numberScan(const char *z, size_t n, size_t *piPoint) {
  size_t i = numberIsSign(z, n, 0) ? 1 : 0;
  size_t nWhole = numberSpan(z, n, i);
  size_t nFraction = 0;
  i += nWhole;
  *piPoint = n;
  if (i < n && z[i] == '.') {
    *piPoint = i;
    nFraction = numberSpan(z, n, i + 1);
    i += 1 + nFraction;
  }
  if (nWhole + nFraction == 0) return false;
  if (i < n && (z[i] == 'e' || z[i] == 'E')) {
    size_t iExponent = i + 1 + (numberIsSign(z, n, i + 1) ? 1 : 0);
    size_t nExponent = numberSpan(z, n, iExponent);
    if (nExponent == 0) return false;
    i = iExponent + nExponent;
  }
  return i == n;
}

bool asiNumberRead(const char *z, size_t n, double *pValue) {
  char zCopy[512];
  char zPoint[8];
  size_t nPoint = numberPoint(zPoint);
  size_t iPoint;
  if (n + sizeof zPoint >= sizeof zCopy || !numberScan(z, n, &iPoint)) return false;
  memcpy(zCopy, z, n);
  zCopy[n] = 0;
  if (iPoint < n) {
    memcpy(zCopy + iPoint, zPoint, nPoint);
    memcpy(zCopy + iPoint + nPoint, z + iPoint + 1, n - iPoint - 1);
    zCopy[n + nPoint - 1] = 0;
  }
  *pValue = strtod(zCopy, NULL);
  return true;
}

double asiDecimalValue(const AsiDecimal *decimal) {
  char z[ASI_NUMBER_MAX];
  if (decimal->nDigit == 0) return 0.0;
  memcpy(z, decimal->aDigit, (size_t)decimal->nDigit);
  (void)snprintf(z + decimal->nDigit, sizeof z - (size_t)decimal->nDigit, "e%d", decimal->nPoint - decimal->nDigit);
  return decimal->isNegative ? -strtod(z, NULL) : strtod(z, NULL);
}

/* 0.00012 or 12300.0: every digit beside its zeros. */
static char *numberWriteFixed(const AsiDecimal *decimal, char *z) {
  int nWhole = decimal->nPoint > 0 ? decimal->nPoint : 1;
  int i;
  for (i = decimal->nPoint > 0 ? 0 : decimal->nPoint - 1; i < decimal->nDigit || nWhole > 0; i++) {
    if (nWhole-- == 0) *z++ = '.';
    *z++ = i >= 0 && i < decimal->nDigit ? decimal->aDigit[i] : '0';
  }
  return z;
}

static char *numberWriteExponent(const AsiDecimal *decimal, char *z) {
  int exponent = decimal->nPoint - 1;
  *z++ = decimal->aDigit[0];
  *z++ = '.';
  if (decimal->nDigit == 1) *z++ = '0';
  memcpy(z, decimal->aDigit + 1, (size_t)(decimal->nDigit - 1));
  z += decimal->nDigit - 1;
  return z + snprintf(z, 8, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

const char *asiNumberText(double x, char z[ASI_NUMBER_MAX]) {
  AsiDecimal decimal;
  char *zEnd = z;
  if (!isfinite(x)) return strcpy(z, "null");
  asiDecimalOf(x, &decimal);
  if (decimal.isNegative) *zEnd++ = '-';
  if (decimal.nDigit > 0 && (decimal.nPoint < -3 || decimal.nPoint > 15)) {
    zEnd = numberWriteExponent(&decimal, zEnd);
  } else {
    char *zStart = zEnd;
    zEnd = numberWriteFixed(&decimal, zEnd);
    if (memchr(zStart, '.', (size_t)(zEnd - zStart)) == NULL) {
      *zEnd++ = '.';
      *zEnd++ = '0';
    }
  }
  *zEnd = 0;
  return z;
}
