#include "between_reals.h"

static AsiStatus refuseInteger(int iArgument, int64_t x, AsiWords *words) {
  return asiSay(words, ASI_DOMAIN,
                "argument %d is %lld, an INTEGER beyond 2^53 that no REAL equals: subtract a value nearby", iArgument,
                (long long)x);
}

AsiStatus asiRefuseBetweenReals(const AsiSample *sample, AsiWords *words) {
  int64_t x;
  return asiSampleFirstInteger(sample, &x) ? refuseInteger(1, x, words) : ASI_OK;
}

AsiStatus asiRefusePointsBetweenReals(const AsiPoints *points, AsiWords *words) {
  const AsiPointRest *first = points->aRest;
  const AsiPoint *point;
  if (points->nRest == 0) return ASI_OK;
  point = &points->a[first->iPoint];
  if (first->x != 0) return refuseInteger(1, (int64_t)((asi_i128)point->x + first->x), words);
  return refuseInteger(2, (int64_t)((asi_i128)point->y + first->y), words);
}

AsiStatus asiRefuseFarApart(const char *what, double origin, AsiWords *words) {
  return asiSay(words, ASI_DOMAIN, "%s near %.0f and another lie more than 2^51 apart, and not all are REALs", what,
                origin);
}
