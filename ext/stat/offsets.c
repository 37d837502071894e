#include "offsets.h"

#define OFFSETS_WORK 60 /* nanoseconds a run */

bool asiIsConstant(const AsiSample *sample) {
  return asiNumbersAreEqual(asiSampleSelectNumber(sample, 0),
                            asiSampleSelectNumber(sample, asiSampleCount(sample) - 1));
}

/* The exponent of the range, which itself may lie beyond the doubles. */
static int offsetsExponent(AsiNumber low, AsiNumber high) {
  double range = high.value - low.value + (high.rest - low.rest);
  int exponent = 1024;
  if (isfinite(range)) (void)frexp(range, &exponent);
  return exponent;
}

AsiStatus asiOffsetsOf(const AsiSample *sample, const AsiAsk *ask, AsiOffsets *offsets) {
  AsiNumber low = asiSampleSelectNumber(sample, 0);
  AsiNumber high = asiSampleSelectNumber(sample, asiSampleCount(sample) - 1);
  AsiDd sum = { 0, 0 }, squares = { 0, 0 };
  AsiRunCursor cursor;
  AsiRun run;
  AsiStatus status = ASI_OK;
  offsets->exponent = offsetsExponent(low, high);
  offsets->smallest = ldexp(low.value, -offsets->exponent);
  offsets->smallestRest = low.rest;
  asiRunFirst(&cursor, sample);
  while (status == ASI_OK && asiRunNext(&cursor, &run)) {
    AsiDd offset = asiOffset(offsets, asiRunNumber(&run));
    AsiDd times = asiDdMulD(offset, (double)run.nPositive);
    sum = asiDdAdd(sum, times);
    squares = asiDdAdd(squares, asiDdMul(times, offset));
    status = asiPollWork(ask->poll, OFFSETS_WORK);
  }
  offsets->mean = asiDdDiv(sum, asiDdOf((double)asiSampleCount(sample)));
  offsets->scatter = asiDdSub(squares, asiDdMul(sum, offsets->mean));
  return status;
}
