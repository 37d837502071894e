#include "number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "always.h"
#include "int128.h"

static bool numberIsDigit(char c) { return c >= '0' && c <= '9'; }

/* printf's "d.ddde+xx", whatever its decimal point, taken apart. */
static void decimalTake(const char *z, AsiDecimal *decimal) {
  const char *zExponent = strchr(z, 'e');
  decimal->nDigit = decimal->nPoint = 0;
  if (ASI_NEVER(zExponent == NULL)) return; /* %e of a finite number */
  for (; z < zExponent; z++) {
    if (numberIsDigit(*z)) decimal->aDigit[decimal->nDigit++] = *z;
  }
  decimal->nPoint = atoi(zExponent + 1) + 1;
}

static void decimalTrim(AsiDecimal *decimal) {
  while (decimal->nDigit > 0 && decimal->aDigit[decimal->nDigit - 1] == '0') decimal->nDigit--;
  if (decimal->nDigit == 0) decimal->nPoint = 0;
}

/* The way for every double: print and read back. */
static void decimalOfAny(double x, AsiDecimal *decimal) {
  char z[64];
  int nSignificant;
  for (nSignificant = 15; nSignificant < 17; nSignificant++) {
    (void)snprintf(z, sizeof z, "%.*e", nSignificant - 1, x);
    if (strtod(z, NULL) == x) break;
  }
  if (nSignificant == 17) (void)snprintf(z, sizeof z, "%.16e", x);
  decimalTake(z, decimal);
}

/* A positive normal double, mantissa * 2^exponent, and what it is times 10^nPlace: value / 2^nShift, exactly. */
typedef struct NumberScaled {
  uint64_t mantissa;
  int exponent;
  int nPlace;
  int nShift;
  uint64_t fives; /* 5^nPlace: one unit of the mantissa, scaled */
  asi_u128 value; /* mantissa * fives */
} NumberScaled;

#define NUMBER_PLACE_MAX 27 /* 5^27 * 2^53 < 2^128 */
static const uint64_t aNumberFives[NUMBER_PLACE_MAX + 1] = { UINT64_C(1),
                                                             UINT64_C(5),
                                                             UINT64_C(25),
                                                             UINT64_C(125),
                                                             UINT64_C(625),
                                                             UINT64_C(3125),
                                                             UINT64_C(15625),
                                                             UINT64_C(78125),
                                                             UINT64_C(390625),
                                                             UINT64_C(1953125),
                                                             UINT64_C(9765625),
                                                             UINT64_C(48828125),
                                                             UINT64_C(244140625),
                                                             UINT64_C(1220703125),
                                                             UINT64_C(6103515625),
                                                             UINT64_C(30517578125),
                                                             UINT64_C(152587890625),
                                                             UINT64_C(762939453125),
                                                             UINT64_C(3814697265625),
                                                             UINT64_C(19073486328125),
                                                             UINT64_C(95367431640625),
                                                             UINT64_C(476837158203125),
                                                             UINT64_C(2384185791015625),
                                                             UINT64_C(11920928955078125),
                                                             UINT64_C(59604644775390625),
                                                             UINT64_C(298023223876953125),
                                                             UINT64_C(1490116119384765625),
                                                             UINT64_C(7450580596923828125) };

/* False where the whole numbers do not reach. Between 1e-10 and 1e15, for 15 to 17 digits, nPlace is at most 27, and
** -exponent - nPlace falls with x, to 1 at 1e15. */
static bool numberScale(NumberScaled *scaled, int nPlace) {
  scaled->nPlace = nPlace;
  scaled->nShift = -scaled->exponent - nPlace;
  if (nPlace < 0 || ASI_NEVER(nPlace > NUMBER_PLACE_MAX || scaled->nShift < 1)) return false;
  scaled->fives = aNumberFives[nPlace];
  scaled->value = (asi_u128)scaled->mantissa * scaled->fives;
  return true;
}

static void numberSplit(double x, NumberScaled *scaled) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  scaled->mantissa = (bits & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1) << 52;
  scaled->exponent = (int)(bits >> 52) - 1075;
}

/* The whole number nearest to x * 10^nPlace; half goes to even, as printf does it. */
static uint64_t numberNearest(const NumberScaled *scaled) {
  asi_u128 half = (asi_u128)1 << (scaled->nShift - 1);
  asi_u128 rest = scaled->value & ((half << 1) - 1);
  uint64_t digits = (uint64_t)(scaled->value >> scaled->nShift);
  return digits + (rest > half || (rest == half && (digits & 1) != 0));
}

/* Is x the double nearest to digits / 10^nPlace? Below a power of two the next double is only half as far. No such
** decimal lies half-way between two doubles: times 10^nPlace these middles are no whole numbers, since nShift >= 1. */
static bool numberReadsBack(const NumberScaled *scaled, uint64_t digits) {
  asi_u128 written = (asi_u128)digits << scaled->nShift;
  bool isBelow = written < scaled->value;
  asi_u128 error = isBelow ? scaled->value - written : written - scaled->value;
  error <<= isBelow && scaled->mantissa == UINT64_C(1) << 52 ? 2 : 1;
  return error < scaled->fives;
}

/* The number of digits before the point, or one less: 1233 / 4096 is log10(2). */
static int numberDigitsBefore(const NumberScaled *scaled) {
  int exponent = scaled->exponent + 52;
  return ((exponent * 1233) >> 12) + 1;
}

/* Without printf, in whole numbers of 128 bits; false where those do not reach. */
static bool decimalOfCommon(double x, AsiDecimal *decimal) {
  NumberScaled scaled;
  uint64_t least = UINT64_C(100000000000000); /* of 15 digits */
  uint64_t digits;
  int nPlace;
  bool isScaled;
  if (!(x > 1e-10 && x < 1e15)) return false;
  numberSplit(x, &scaled);
  nPlace = 15 - numberDigitsBefore(&scaled);
  isScaled = numberScale(&scaled, nPlace);
  if (ASI_NEVER(!isScaled)) return false; /* nPlace is 0..25 here */
  if (numberNearest(&scaled) >= 10 * least) nPlace--;
  for (;; nPlace++, least *= 10) {
    if (!numberScale(&scaled, nPlace)) return false;
    digits = numberNearest(&scaled);
    if (digits < least || ASI_NEVER(digits >= 10 * least)) return false; /* nPlace was lowered for that */
    if (least == UINT64_C(10000000000000000) || numberReadsBack(&scaled, digits)) break;
  }
  asiDecimalOfInteger((int64_t)digits, decimal);
  decimal->nPoint -= nPlace;
  return true;
}

void asiDecimalOf(double x, AsiDecimal *decimal) {
  bool isNegative = x < 0;
  if (!decimalOfCommon(fabs(x), decimal)) decimalOfAny(fabs(x), decimal);
  decimal->isNegative = isNegative;
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
  if (ASI_NEVER(n < 3 || n - 2 >= 8)) return 0; /* one character, of up to 6 bytes in any locale */
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

void asiDecimalFraction(double x, int nPlace, asi_u128 *pNumerator, asi_u128 *pDenominator) {
  AsiDecimal decimal;
  int i;
  asiDecimalOf(x, &decimal);
  asiDecimalRound(&decimal, nPlace);
  *pNumerator = 0;
  *pDenominator = 1;
  for (i = 0; i < decimal.nDigit; i++) *pNumerator = *pNumerator * 10 + (unsigned char)(decimal.aDigit[i] - '0');
  for (i = decimal.nPoint; i < decimal.nDigit; i++) *pDenominator *= 10;
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
  /* The longest: -1.2345678901234567e-308, 24 bytes; without exponent -0.00012345678901234567. */
  ASI_PROVEN(zEnd - z < ASI_NUMBER_MAX);
  *zEnd = 0;
  return z;
}
