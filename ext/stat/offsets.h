/*
** A sample seen from its smallest value, in a unit near its range: what the tests of normality stand on.
**
**  (1) asiOffset(offsets, x) = (x - smallest) / 2^exponent as a double-double, 0..2: no digit is lost to an offset
**      of the data, and nothing over- or underflows, whatever their scale.
**  (2) mean and scatter, the sum of squared deviations from it, are those of the offsets, good to 2^-90 relative for
**      ten million values.
**  (3) The sample is BY_VALUE, sealed, and not all its values are equal: scatter is above 0.
**  (4) A difference of two doubles may lie beyond them: ASI_RANGE, with words.
*/
#ifndef ASI_OFFSETS_H
#define ASI_OFFSETS_H

#include "dd.h"
#include "family.h"
#include "sample.h"

typedef struct AsiOffsets {
  double smallest; /* in the unit, without its rest */
  int smallestRest;
  int exponent;
  AsiDd mean;
  AsiDd scatter;
} AsiOffsets;

AsiStatus asiOffsetsOf(const AsiSample *sample, const AsiAsk *ask, AsiOffsets *offsets);

/* n >= 1. */
bool asiIsConstant(const AsiSample *sample);

static inline AsiDd asiOffset(const AsiOffsets *offsets, AsiNumber x) {
  AsiDd offset = asiDdSum(ldexp(x.value, -offsets->exponent), -offsets->smallest);
  int rest = x.rest - offsets->smallestRest;
  return rest == 0 ? offset : asiDdAddD(offset, ldexp(rest, -offsets->exponent));
}

#endif
