#include "paired.h"

#include <math.h>

#include "number.h"
#include "wide.h"

/* round(): to the nearest whole number, halves away from zero. rint alone is one instruction where the
** processor has it; the halves are mended after it. */
static inline double pairedWhole(double x) {
  double whole = rint(x);
  return fabs(x - whole) == 0.5 ? x + copysign(0.5, x) : whole;
}

double asiDecimalUnits(double largest) {
  if (largest < 9e6) return 1e9;
  if (largest < 9e9) return 1e6;
  return largest < 9e12 ? 1e3 : 1.0;
}

bool asiIsDecimal(double x, double units, double *pWhole) {
  *pWhole = pairedWhole(x * units);
  return *pWhole / units == x;
}

static double pairedDifference(double pre, double post) {
  double units = asiDecimalUnits(fmax(fabs(pre), fabs(post)));
  double wholePre = pairedWhole(pre * units);
  double wholePost = pairedWhole(post * units);
  if (wholePre / units == pre && wholePost / units == post) return (wholePost - wholePre) / units;
  return post - pre;
}

double asiDecimalDifference(const AsiDatum *pre, const AsiDatum *post) {
  double difference;
  if (pre->isInteger && post->isInteger) {
    difference = (double)((asi_i128)post->i - pre->i);
  } else {
    difference = pairedDifference(pre->r, post->r);
  }
  return difference + 0.0; /* -0 + 0 is 0 */
}

AsiDatum asiLongDifference(int64_t pre, int64_t post) {
  asi_i128 exact = (asi_i128)post - pre;
  AsiDatum difference = { .r = (double)exact };
  if ((asi_i128)difference.r == exact) return difference;
  difference.isInteger = exact >= INT64_MIN && exact <= INT64_MAX;
  difference.i = difference.isInteger ? (int64_t)exact : 0;
  if (!difference.isInteger) difference.r = copysign((double)INFINITY, difference.r);
  return difference;
}

double asiDecimalPlaces(double x, int nDigit) {
  AsiDecimal decimal;
  asiDecimalOf(x, &decimal);
  asiDecimalRound(&decimal, nDigit);
  return asiDecimalValue(&decimal);
}

/* Whole numbers stay as they are. */
static AsiStatus pairedRoundRun(const AsiRun *run, int nDigit, AsiSample *rounded) {
  double value = asiDecimalPlaces(run->value, nDigit);
  AsiStatus status = asiSampleAddNumber(rounded, (AsiNumber){ value, run->rest }, run->nPositive);
  return status == ASI_OK ? asiSampleAddNumber(rounded, (AsiNumber){ -value, -run->rest }, run->nNegative) : status;
}

static AsiStatus pairedRound(const AsiSample *differences, int nDigit, AsiSample *rounded) {
  AsiStatus status = asiSampleAdd(rounded, 0.0, asiSampleCountZero(differences));
  AsiRunCursor cursor;
  AsiRun run;
  asiRunFirst(&cursor, differences);
  while (status == ASI_OK && asiRunNext(&cursor, &run)) status = pairedRoundRun(&run, nDigit, rounded);
  return status;
}

AsiStatus asiPairedView(AsiPaired *paired, int nDigit, AsiPoll *poll, AsiWords *words, AsiSample *room,
                        AsiSample **pView) {
  AsiSample *differences = &paired->differences;
  AsiStatus status =
      paired->nBeyond > 0 ? asiSay(words, ASI_RANGE, ASI_BEYOND_WORDS) : asiSampleSealPolled(differences, poll);
  asiSampleInit(room, ASI_BY_MAGNITUDE);
  *pView = differences;
  if (status != ASI_OK || nDigit < 0) return status;
  *pView = room;
  status = pairedRound(differences, nDigit, room);
  return status == ASI_OK ? asiSampleSealPolled(room, poll) : status;
}
