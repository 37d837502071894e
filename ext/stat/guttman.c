#include "guttman.h"

#include "dd.h"
#include "reported.h"

void asiGuttmanAdd(AsiGuttman *guttman, int64_t total, int64_t count) {
  int64_t nYes = guttman->n - guttman->nBelow; /* with this total or a larger one */
  guttman->items += (asi_i128)(total - guttman->nItem) * nYes * nYes;
  guttman->nItem = total;
  guttman->nBelow += count;
  guttman->sum += count * total;
  guttman->squares += (asi_i128)count * total * total;
}

/* |x| < 2^93 */
static AsiDd guttmanDd(asi_i128 x) {
  asi_i128 high = asiFloorDivide(x, (asi_i128)1 << 40);
  return asiDdAddD(asiDdOf((double)high * 0x1p40), (double)(x - (high * ((asi_i128)1 << 40))));
}

AsiStatus asiGuttmanMost(const AsiGuttman *guttman, int64_t k, double *pKr20) {
  asi_i128 n = guttman->n, sum = guttman->sum;
  asi_i128 scatter = n * guttman->squares - sum * sum;
  asi_i128 rest = scatter - n * sum + guttman->items;
  if (k < 2 || scatter == 0) return ASI_UNDEFINED;
  *pKr20 = asiDdValue(asiDdDiv(guttmanDd(k * rest), guttmanDd((k - 1) * scatter)));
  return ASI_OK;
}
