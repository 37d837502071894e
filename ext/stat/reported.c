#include "reported.h"

#include <math.h>
#include <stdbool.h>

#include "number.h"

static bool reportedIsDigit(char c) { return c >= '0' && c <= '9'; }

static bool reportedIsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* One digit more, to a number that does not have too many yet. */
static AsiStatus reportedTake(AsiReported *reported, char digit) {
  reported->units = 10 * reported->units + (digit - '0');
  return reported->units < ASI_REPORTED_UNITS && reported->places <= ASI_REPORTED_PLACES ? ASI_OK : ASI_LIMIT;
}

/* Digits with at most one point among them. */
static AsiStatus reportedScan(const char *z, size_t n, AsiReported *reported) {
  AsiStatus status = ASI_OK;
  bool isAfterPoint = false, isAny = false;
  for (size_t i = 0; i < n; i++) {
    if (z[i] == '.' && !isAfterPoint) {
      isAfterPoint = true;
      continue;
    }
    if (!reportedIsDigit(z[i])) return ASI_DOMAIN;
    isAny = true;
    reported->places += isAfterPoint;
    if (status == ASI_OK) status = reportedTake(reported, z[i]);
  }
  return isAny ? status : ASI_DOMAIN;
}

AsiStatus asiReportedOfText(const char *z, size_t n, AsiReported *reported) {
  bool isNegative;
  AsiStatus status;
  while (n > 0 && reportedIsBlank(z[n - 1])) n--;
  while (n > 0 && reportedIsBlank(z[0])) {
    z++;
    n--;
  }
  isNegative = n > 0 && z[0] == '-';
  if (n > 0 && (z[0] == '-' || z[0] == '+')) {
    z++;
    n--;
  }
  *reported = (AsiReported){ 0, 0 };
  status = reportedScan(z, n, reported);
  if (isNegative) reported->units = -reported->units;
  return status;
}

static AsiStatus reportedOfDecimal(const AsiDecimal *decimal, AsiReported *reported) {
  int nShift = decimal->nPoint - decimal->nDigit; /* zeros left of the point that have no digit */
  *reported = (AsiReported){ 0, 0 };
  if (nShift < 0) reported->places = -nShift;
  for (int i = 0; i < decimal->nDigit + (nShift > 0 ? nShift : 0); i++) {
    AsiStatus status = reportedTake(reported, i < decimal->nDigit ? decimal->aDigit[i] : '0');
    if (status != ASI_OK) return status;
  }
  if (decimal->isNegative) reported->units = -reported->units;
  return ASI_OK;
}

AsiStatus asiReportedOfReal(double x, AsiReported *reported) {
  AsiDecimal decimal;
  asiDecimalOf(x, &decimal);
  return reportedOfDecimal(&decimal, reported);
}

AsiStatus asiReportedOfInteger(int64_t x, AsiReported *reported) {
  AsiDecimal decimal;
  asiDecimalOfInteger(x, &decimal);
  return reportedOfDecimal(&decimal, reported);
}

static int64_t reportedPower(int places) {
  int64_t power = 1;
  while (places-- > 0) power *= 10;
  return power;
}

int64_t asiReportedScale(AsiReported reported) { return 2 * reportedPower(reported.places); }

/* Both are whole and below 2^53: one rounding. */
static double reportedRatio(int64_t units2, AsiReported reported) {
  return (double)units2 / (double)asiReportedScale(reported);
}

double asiReportedValue(AsiReported reported) { return reportedRatio(2 * reported.units, reported); }

double asiReportedLow(AsiReported reported) { return reportedRatio(2 * reported.units - 1, reported); }

double asiReportedHigh(AsiReported reported) { return reportedRatio(2 * reported.units + 1, reported); }

double asiReportedDifference(AsiReported a, AsiReported b) {
  int places = a.places > b.places ? a.places : b.places;
  asi_i128 units =
      (asi_i128)a.units * reportedPower(places - a.places) - (asi_i128)b.units * reportedPower(places - b.places);
  return (double)units / (double)reportedPower(places);
}

asi_i128 asiFloorDivide(asi_i128 a, asi_i128 b) { return a / b - (a % b < 0); }

asi_i128 asiCeilDivide(asi_i128 a, asi_i128 b) { return a / b + (a % b > 0); }

int64_t asiWholeRoot(int64_t x) {
  int64_t root = (int64_t)sqrt((double)x); /* at most 1 too large: both roundings can only go up to a whole root */
  return root - (root * root > x);
}

AsiSpan asiSumSpan(AsiReported mean, int64_t n) {
  asi_i128 scale = asiReportedScale(mean);
  return (AsiSpan){ asiCeilDivide((asi_i128)(2 * mean.units - 1) * n, scale),
                    asiFloorDivide((asi_i128)(2 * mean.units + 1) * n, scale) };
}

/* n sum(x^2) - sum(x)^2 = n (n - 1) SD^2 for n numbers */
AsiSpan asiSquareSpan(AsiReported sd, int64_t scale, int64_t n, int64_t sum) {
  asi_i128 divisor = (asi_i128)asiReportedScale(sd) * asiReportedScale(sd);
  asi_i128 pairs = (asi_i128)n * (n - 1);
  asi_i128 low = sd.units > 0 ? (asi_i128)(2 * sd.units - 1) * scale : 0;
  asi_i128 high = (asi_i128)(2 * sd.units + 1) * scale;
  asi_i128 square = (asi_i128)sum * sum;
  return (AsiSpan){ asiCeilDivide(square + asiCeilDivide(low * low * pairs, divisor), n),
                    asiFloorDivide(square + asiFloorDivide(high * high * pairs, divisor), n) };
}
