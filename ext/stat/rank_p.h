/*
** From the tails of a rank test to the p of its alternative and the logarithm of that p, which never underflows.
**
**  (1) asiRankExact: from exact tails, whose two-sided one follows the distribution's own definition.
**  (2) asiRankNormal: from a z that is positive towards `greater`; two-sided is twice the smaller tail.
*/
#ifndef ASI_RANK_P_H
#define ASI_RANK_P_H

#include <math.h>

#include "normal.h"
#include "options.h"
#include "rank_tail.h"
#include "tails.h"

typedef struct AsiRankP {
  double p, log10;
} AsiRankP;

static inline AsiRankP asiRankExact(const AsiTail *tails, AsiAlternative alternative) {
  switch (alternative) {
  case ASI_LESS: return (AsiRankP){ asiPositiveP(tails->lower), tails->log10Lower };
  case ASI_GREATER: return (AsiRankP){ asiPositiveP(tails->upper), tails->log10Upper };
  default: return (AsiRankP){ asiPositiveP(tails->two), tails->log10Two };
  }
}

static inline AsiRankP asiRankNormal(double z, AsiAlternative alternative) {
  double p = asiPickTail(alternative, asiNormalUpper(-z), asiNormalUpper(z));
  switch (alternative) {
  case ASI_LESS: return (AsiRankP){ p, asiNormalLog10Upper(-z) };
  case ASI_GREATER: return (AsiRankP){ p, asiNormalLog10Upper(z) };
  default: return (AsiRankP){ p, fmin(0.0, asiNormalLog10Upper(fabs(z)) + log10(2.0)) };
  }
}

#endif
