#include "noncentral_t.h"

#include "always.h"
#include "dd.h"
#include "normal.h"
#include "quadrature.h"

#define NONCENTRAL_INV_SQRT_2PI 0.39894228040143267794
#define NONCENTRAL_NORMAL_FROM 1e20
/* A piece of the range in units of its local scale: 32 nodes leave less than 1e-15 of it. */
#define NONCENTRAL_PIECE 5.0
/* Pieces end where the integrand is below exp(-42) = 6e-19 of its peak. */
#define NONCENTRAL_DEPTH 42.0
/* From here Phi is 1 to all digits: only the density bends the integrand. */
#define NONCENTRAL_FLAT 8.5
/* An integral below exp of this, times the 4000 that the range is wide, is 0. */
#define NONCENTRAL_NOTHING -800

/*
** With S = sqrt(X/df):  P(T <= t) = E Phi(t S - delta),  P(T > t) = E Phi(delta - t S).  Both are the integral of
**   density of S at s  times  Phi(rate s + shift)
** which is positive throughout, so a small tail keeps its digits (the usual mixture series of beta functions, Lenth 1989,
** AS 243, does not give small tails). In w = log s the integrand is smooth and has one peak: in s, s times it is
** log-concave for df >= 1, and below that the power s^df makes no second one. It falls like exp(df w) to the left.
*/
typedef struct Noncentral {
  double df, rate, shift;
  double edge; /* the w with rate exp(w) + shift = NONCENTRAL_FLAT, -infinity where there is none */
  double top;  /* log of the integrand at its peak, about */
} Noncentral;

/* exp(x) - 1 - x */
static double noncentralExpRest(double x) {
  double sum = 1;
  if (fabs(x) > 0.5) return expm1(x) - x;
  for (int k = 16; k >= 3; k--) sum = 1 + sum * x / k;
  return 0.5 * x * x * sum;
}

/* rate exp(w) + shift. Near w = 0 rate and shift may cancel; far below, a large rate would drown what is left of it. */
static double noncentralArgument(const Noncentral *q, double w) {
  return w < -0.5 ? q->rate * exp(w) + q->shift : q->rate * expm1(w) + (q->rate + q->shift);
}

/* The logarithm of the integrand in w, but for the constant of the density. */
static double noncentralLog(const Noncentral *q, double w) {
  return -0.5 * q->df * noncentralExpRest(2 * w) + asiNormalLogUpper(-noncentralArgument(q, w));
}

static double noncentralIntegrand(const void *pContext, double w) {
  const Noncentral *q = pContext;
  return exp(noncentralLog(q, w) - q->top);
}

/* Does the integrand rise at w? */
static int noncentralRises(const Noncentral *q, double w) {
  double z = noncentralArgument(q, w), hazard = NONCENTRAL_INV_SQRT_2PI * exp(-0.5 * z * z - asiNormalLogUpper(-z));
  if (z < -1e8) hazard = -z;
  return -q->df * expm1(2 * w) + q->rate * exp(w) * hazard > 0;
}

/* The length in w over which the logarithm of the integrand bends. */
static double noncentralScale(const Noncentral *q, double w) {
  double s = exp(w), argument = q->rate * s;
  return 1 / sqrt(1 + q->df * (1 + 2 * s * s) + argument * argument);
}

static double noncentralPeak(const Noncentral *q) {
  double low = -700, high = 350;
  while (high - low > fmax(0.1 * noncentralScale(q, low), fmax(1e-18, 1e-15 * fabs(low)))) {
    double middle = 0.5 * (low + high);
    if (noncentralRises(q, middle))
      low = middle;
    else
      high = middle;
  }
  return 0.5 * (low + high);
}

/* Is Phi 1 on the side of w that `way` leads to? */
static int noncentralIsFlat(const Noncentral *q, double w, double way) {
  return q->rate > 0 ? w > q->edge || (w == q->edge && way > 0) : w < q->edge || (w == q->edge && way < 0);
}

static double noncentralUpToEdge(const Noncentral *q, double w, double end) {
  return (w < q->edge && q->edge < end) || (end < q->edge && q->edge < w) ? q->edge : end;
}

/* Where the piece from w ends that goes to the left or right by the sign of `way`; to the right the scale shrinks. Where
** Phi is flat its own scale would ask for as many pieces as delta is large. */
static double noncentralPieceEnd(const Noncentral *q, double w, double way) {
  const Noncentral density = { q->df, 0, 0, 0, 0 }, *bends = noncentralIsFlat(q, w, way) ? &density : q;
  double end = noncentralUpToEdge(q, w, w + way * NONCENTRAL_PIECE * noncentralScale(bends, w));
  if (way > 0) end = noncentralUpToEdge(q, w, w + NONCENTRAL_PIECE * noncentralScale(bends, end));
  /* Never: up to the largest delta a piece is 5e-13 long where it counts, and doubles below 2000 are 2e-13 apart. */
  return ASI_NEVER(end == w) ? nextafter(w, way * HUGE_VAL) : end;
}

/* The integral from the peak outwards. */
static double noncentralSide(const Noncentral *q, double w, double way) {
  double sum = 0;
  while (noncentralLog(q, w) - q->top > -NONCENTRAL_DEPTH && fabs(w) < 2000) {
    double end = noncentralPieceEnd(q, w, way);
    sum += asiGauss(noncentralIntegrand, q, w, end) * way;
    w = end;
  }
  return sum;
}

static double noncentralExpectation(double df, double rate, double shift) {
  double crossing = (NONCENTRAL_FLAT - shift) / rate;
  Noncentral q = { df, rate, shift, crossing > 0 ? log(crossing) : -HUGE_VAL, 0 };
  AsiDd half = asiDdOf(0.5 * df), e = asiDdSub(asiDdMulD(asiDdAddD(asiDdLog(half), -1), 0.5 * df), asiDdLogGamma(half));
  double peak = noncentralPeak(&q);
  q.top = noncentralLog(&q, peak);
  e = asiDdAddD(e, q.top);
  /* below the doubles; and so deep that the depth is less than a rounding of it */
  if (e.hi < NONCENTRAL_NOTHING) return 0;
  return asiDdExpTimes(e, 2 * (noncentralSide(&q, peak, -1) + noncentralSide(&q, peak, 1)));
}

double asiNoncentralTLower(double t, double df, double delta) {
  if (isnan(t) || !(fabs(delta) <= ASI_NONCENTRAL_DELTA_MAX) || !(df > 0)) return (double)NAN;
  if (df > NONCENTRAL_NORMAL_FROM || t == 0) return asiNormalLower(t - delta);
  if (isinf(t)) return t > 0 ? 1 : 0;
  return fmin(1, noncentralExpectation(df, t, -delta));
}

double asiNoncentralTUpper(double t, double df, double delta) { return asiNoncentralTLower(-t, df, -delta); }
