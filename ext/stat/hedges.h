/*
** The correction of Hedges 1981 (J. Educ. Stat. 6:107) for a standardised difference whose SD has m degrees of freedom:
** Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)), exact, m > 1. At m = 1 the gamma function has a pole.
*/
#ifndef ASI_HEDGES_H
#define ASI_HEDGES_H

#include "dd.h"

static inline double asiHedgesCorrection(double m) {
  return asiDdExpTimes(asiDdLogGammaRatio((m - 1) / 2, 0.5), 1 / sqrt(m / 2));
}

#endif
