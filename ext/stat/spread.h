/* The interval of a mean, also for the records of other families. */
#ifndef ASI_SPREAD_H
#define ASI_SPREAD_H

#include "moments.h"
#include "student_t.h"

/* Leaves the bounds as they are below two values. */
void asiMeanIntervalOf(AsiMoments *moments, double level, AsiTMemo *quantile, double *pLow, double *pHigh);

#endif
