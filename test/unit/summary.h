/* Summaries as a paper prints them. */
#ifndef ASI_SUMMARY_H
#define ASI_SUMMARY_H

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

#endif
