#include "tail.h"

#include <float.h>

#define TAIL_MAX_STEPS 200
/* An error of log tail below this is cubed by the last step: nothing is left of it. */
#define TAIL_CLOSE 2e-6

typedef struct TailBracket {
  double low, high; /* the root lies strictly between */
} TailBracket;

/* log(tail / p). The large parts of the logarithms cancel before they are rounded; what is left of them meets the
** factor outside the logarithm, which near the root is then one of about 1. */
static double tailExcess(AsiExpTail tail, AsiDd logP) {
  AsiDd d = asiDdSub(tail.e, logP);
  if (fabs(d.hi) < 600) return log(exp(d.hi) * tail.factor) + d.lo;
  return d.hi + log(tail.factor);
}

/* Halley's step in log s, at most half or twice Newton's. */
static double tailStep(double excess, const AsiTailPoint *p) {
  double u = excess / p->slope, damp = 1 - 0.5 * u * (p->pull - p->slope);
  return -u / fmin(2, fmax(0.5, damp));
}

/* s moved by a step of its logarithm, kept within the positive doubles. */
static double tailMoved(double s, double step) {
  double moved = fabs(step) < 0.5 ? s + s * expm1(step) : s * exp(fmin(700, fmax(-700, step)));
  return fmin(DBL_MAX, fmax(0x1p-1074, moved));
}

/* Where to look next: at `moved`, or in the middle of the bracket where that lies outside. A step that is stuck at an
** end of the doubles leaves them: the root is 0 or infinite. */
static double tailNext(double s, double moved, TailBracket in) {
  if (moved > in.low && moved < in.high) return moved;
  if (moved == s) return s >= DBL_MAX ? HUGE_VAL : s <= 0x1p-1074 ? 0 : s;
  return sqrt(in.low) * sqrt(in.high);
}

double asiTailRoot(AsiTailAt at, const void *pShape, AsiDd logP, double start) {
  TailBracket in = { 0, HUGE_VAL };
  double s = fmin(DBL_MAX, fmax(0x1p-1074, start));
  for (int i = 0; i < TAIL_MAX_STEPS; i++) {
    AsiTailPoint p = at(pShape, s);
    double excess = tailExcess(p.tail, logP), next;
    if (excess == 0 || isnan(excess)) return s + excess;
    if ((excess > 0) == !signbit(p.slope))
      in.high = s;
    else
      in.low = s;
    next = tailNext(s, tailMoved(s, tailStep(excess, &p)), in);
    if (fabs(excess) < TAIL_CLOSE || next == s || next == 0 || isinf(next)) return next;
    s = next;
  }
  return s;
}
