#include "whole.h"

AsiWhole asiWholeOf(AsiExactSum *sum) {
  AsiWhole whole;
  whole.sign = asiExactMagnitude(sum, &whole.magnitude);
  return whole;
}

AsiWhole asiWholeOfInteger(asi_i128 x) {
  AsiWhole whole = { x < 0 ? -1 : x > 0, { .nDigit = 0 } };
  asi_u128 rest = x < 0 ? 0 - (asi_u128)x : (asi_u128)x;
  for (; rest != 0; rest >>= 32) whole.magnitude.aDigit[whole.magnitude.nDigit++] = (uint32_t)rest;
  return whole;
}

AsiWhole asiWholeProduct(AsiWhole a, AsiWhole b) {
  AsiWhole product;
  asiWideProduct(&a.magnitude, &b.magnitude, &product.magnitude);
  product.sign = a.sign * b.sign;
  return product;
}

AsiWhole asiWholeTimes(AsiWhole a, int64_t factor) {
  asiWideMultiply(&a.magnitude, factor < 0 ? 0 - (uint64_t)factor : (uint64_t)factor);
  a.sign *= factor < 0 ? -1 : factor > 0;
  return a;
}

AsiWhole asiWholeMinus(AsiWhole a, AsiWhole b) {
  if (a.sign * b.sign <= 0) {
    asiWideAdd(&a.magnitude, &b.magnitude);
    a.sign = a.sign != 0 ? a.sign : -b.sign;
  } else if (asiWideCompare(&a.magnitude, &b.magnitude) >= 0) {
    asiWideSubtract(&a.magnitude, &b.magnitude);
  } else {
    asiWideSubtract(&b.magnitude, &a.magnitude);
    a.magnitude = b.magnitude;
    a.sign = -a.sign;
  }
  if (asiWideIsZero(&a.magnitude)) a.sign = 0;
  return a;
}

AsiWhole asiWholePlus(AsiWhole a, AsiWhole b) {
  b.sign = -b.sign;
  return asiWholeMinus(a, b);
}

AsiWhole asiWholeScatter(AsiExactSum *products, AsiExactSum *a, AsiExactSum *b, int64_t n) {
  return asiWholeMinus(asiWholeTimes(asiWholeOf(products), n), asiWholeProduct(asiWholeOf(a), asiWholeOf(b)));
}
