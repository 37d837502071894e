/*
** Whole numbers with a sign, for formulas over exact sums.
**
**  (1) Sums, differences, products and multiples are exact; the caller knows the unit. `sign` is 0 for zero and only then.
**  (2) No result is wider than a wide: wide.h lists the widest of each caller.
*/
#ifndef ASI_WHOLE_H
#define ASI_WHOLE_H

#include <stdint.h>

#include "exact_sum.h"
#include "int128.h"
#include "wide.h"

typedef struct AsiWhole {
  int sign;
  AsiWide magnitude;
} AsiWhole;

AsiWhole asiWholeOf(AsiExactSum *sum);
AsiWhole asiWholeOfInteger(asi_i128 x);
AsiWhole asiWholeProduct(AsiWhole a, AsiWhole b);
AsiWhole asiWholeTimes(AsiWhole a, int64_t factor);
AsiWhole asiWholePlus(AsiWhole a, AsiWhole b);
AsiWhole asiWholeMinus(AsiWhole a, AsiWhole b);

/* n sum(a b) - sum(a) sum(b) */
AsiWhole asiWholeScatter(AsiExactSum *products, AsiExactSum *a, AsiExactSum *b, int64_t n);

#endif
