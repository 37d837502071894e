/*
** The moments of a run of a sample: its number as often as it occurs.
*/
#ifndef ASI_RUN_MOMENTS_H
#define ASI_RUN_MOMENTS_H

#include "moments.h"
#include "sample.h"

static inline void asiMomentsAddNumber(AsiMoments *moments, AsiNumber x, int64_t nTimes) {
  if (x.rest == 0) {
    asiMomentsAddReal(moments, x.value, nTimes);
  } else {
    asiMomentsAddInteger(moments, (int64_t)((asi_i128)x.value + x.rest), nTimes);
  }
}

#endif
