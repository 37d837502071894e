/*
** From the two tails of a test to the p of its alternative.
**
**  (1) `less` is the probability of a value at most the observed one, `greater` of one at least as large.
**  (2) Two-sided is twice the smaller, at most 1.
**  (3) A p is never 0 for data: where it underflows stands the smallest positive REAL.
*/
#ifndef ASI_TAILS_H
#define ASI_TAILS_H

#include <math.h>

#include "options.h"

static inline double asiPositiveP(double p) { return p > 0 ? fmin(p, 1.0) : 0x1p-1074; }

static inline double asiPickTail(AsiAlternative alternative, double less, double greater) {
  switch (alternative) {
  case ASI_LESS: return asiPositiveP(less);
  case ASI_GREATER: return asiPositiveP(greater);
  default: return asiPositiveP(2 * fmin(less, greater));
  }
}

#endif
