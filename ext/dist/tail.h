/*
** A tail probability on its way, and the root that makes it a quantile.
**
**  (1) An AsiExpTail stands for exp(e) * factor: e may be -1e9 and the logarithm still has its digits.
**  (2) asiTailRoot finds the s > 0 where the tail equals exp(logP). The tail must be monotone in s and log-concave in
**      log s, which holds for the lower and the upper tail of the distributions here: the density in log s is then
**      log-concave, and integrals of such are so as well. Then Newton's method on log tail against log s converges
**      from anywhere, from the far side at once; Halley's correction cubes the error of a step.
**  (3) The result is within some ulp over the slope d log tail / d log s: for a tail s^-df with df < 1 the quantile
**      itself magnifies an error of p by 1/df. Beyond the range of doubles the root is 0 or infinite.
*/
#ifndef ASI_TAIL_H
#define ASI_TAIL_H

#include "dd.h"

typedef struct AsiExpTail {
  AsiDd e;
  double factor;
} AsiExpTail;

/* What a step needs to know at s. */
typedef struct AsiTailPoint {
  AsiExpTail tail;
  double slope; /* d log tail / d log s; a zero carries its sign too */
  double pull;  /* d log density / d log s, of the density in log s */
} AsiTailPoint;

typedef AsiTailPoint (*AsiTailAt)(const void *pShape, double s);

static inline double asiExpTailValue(AsiExpTail tail) { return asiDdExpTimes(tail.e, tail.factor); }

double asiTailRoot(AsiTailAt at, const void *pShape, AsiDd logP, double start);

#endif
