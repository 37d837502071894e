/*
** What the exact rank distributions share: tie groups in, tails out, and the arithmetic between.
**
**  (1) A tie group is a doubled midrank and the number of observations that share it; doubling keeps
**      midranks whole. Groups come in rising order of rank2, each rank2 once.
**  (2) lower = P(X <= x), upper = P(X >= x) for the observed x; both hold P(X = x), so they add up to more
**      than one. two is the two-sided p by the distribution's own definition, at most 1.
**  (3) A tail below the range of REAL is what ldexp makes of it, a subnormal or 0; its log10 is right all
**      the same. The caller puts the smallest positive REAL where a p may not be 0.
**  (4) The probabilities come from + - * / on doubles alone, in an order that does not depend on the
**      compiler or the width of its vectors; only the log10 go through libm.
*/
#ifndef ASI_RANK_TAIL_H
#define ASI_RANK_TAIL_H

#include <stdint.h>
#include <string.h>

typedef struct AsiTieGroup {
  int64_t rank2; /* twice the midrank, positive */
  int64_t nTied; /* how many share it, positive */
} AsiTieGroup;

typedef struct AsiTail {
  double lower, upper, two;
  double log10Lower, log10Upper, log10Two;
} AsiTail;

/* mantissa * 2^exponent: what a product of thousands of halves needs. Zero is { 0, 0 }. */
typedef struct AsiScaled {
  double mantissa; /* 0, or in [0.5, 1) */
  int64_t exponent;
} AsiScaled;

AsiScaled asiScaled(double mantissa, int64_t exponent); /* any finite mantissa >= 0 */
AsiScaled asiScaledAdd(AsiScaled x, AsiScaled y);
double asiScaledValue(AsiScaled x);
/* log10 of a probability; `rest` is 1 - x computed as such, which serves where x is close to 1. */
double asiScaledLog10(AsiScaled x, double rest);

/* The greatest common divisor; (a, 0) gives a. */
int64_t asiRankGcd(int64_t a, int64_t b);

/* As many doubles as every machine adds at once. The bits are those of one at a time. */
#if defined(__GNUC__)
typedef double AsiLanes __attribute__((vector_size(16)));
#else
typedef double AsiLanes;
#endif
enum { asiLanes = sizeof(AsiLanes) / sizeof(double) };

static inline AsiLanes asiLanesLoad(const double *p) {
  AsiLanes x;
  memcpy(&x, p, sizeof x);
  return x;
}

static inline void asiLanesStore(double *p, AsiLanes x) { memcpy(p, &x, sizeof x); }

#endif
