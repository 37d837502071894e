/* Summaries as a paper prints them. */
#ifndef ASI_SUMMARY_H
#define ASI_SUMMARY_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "closure.h"
#include "reported.h"

static inline AsiReported reported(const char *z) {
  AsiReported reported;
  if (asiReportedOfText(z, strlen(z), &reported) != ASI_OK) abort();
  return reported;
}

static inline AsiSummary summaryOf(int64_t n, int64_t least, int64_t most, const char *zMean, const char *zSd) {
  return (AsiSummary){ n, least, most, reported(zMean), reported(zSd) };
}

/* Is numerator / denominator in the interval that rounds to the number as printed? */
static inline bool roundsTo(AsiReported printed, int64_t numerator, int64_t denominator) {
  int64_t scaled = asiReportedScale(printed) * numerator;
  return (2 * printed.units - 1) * denominator <= scaled && scaled <= (2 * printed.units + 1) * denominator;
}

/* The same of its root. */
static inline bool rootRoundsTo(AsiReported printed, int64_t numerator, int64_t denominator) {
  int64_t scale = asiReportedScale(printed), low = 2 * printed.units - 1, high = 2 * printed.units + 1;
  return numerator >= 0 && (low < 0 || low * low * denominator <= scale * scale * numerator) &&
         scale * scale * numerator <= high * high * denominator;
}

#endif
