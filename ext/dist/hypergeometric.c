#include "hypergeometric.h"

#include "always.h"
#include "normal.h"
#include "tail.h"

/* A term this far below its sum no longer counts. */
#define URN_NEGLIGIBLE 1e-19
#define URN_LEAST 1e-290
#define URN_MAX_STEPS 100
#define URN_FISHER_SLACK 1e-7

typedef struct Urn {
  double white, black, draws;
  double low, high; /* what X can be */
  AsiDd logShared;  /* urnLogShared, for masses */
} Urn;

static Urn urnOf(double white, double black, double draws) {
  return (
      Urn){ .white = white, .black = black, .draws = draws, .low = fmax(0, draws - black), .high = fmin(white, draws) };
}

static int urnIsCount(double n) { return n >= 0 && n <= 0x1p53 && floor(n) == n; }

static int urnIsValid(double white, double black, double draws) {
  return urnIsCount(white) && urnIsCount(black) && urnIsCount(draws) && draws <= white + black;
}

static int urnIsTable(const AsiTable *t) {
  return urnIsCount(t->a) && urnIsCount(t->b) && urnIsCount(t->c) && urnIsCount(t->d);
}

/* P(X = x + 1) / P(X = x) */
static double urnRatio(const Urn *u, double x) {
  return (u->white - x) / (x + 1) * ((u->draws - x) / (u->black - u->draws + x + 1));
}

/* The most probable x (the larger of two). */
static double urnMode(const Urn *u) {
  double x = floor((u->draws + 1) / (u->white + u->black + 2) * (u->white + 1));
  return fmin(u->high, fmax(u->low, x));
}

static AsiDd urnLogFactorial(double n) { return asiDdLogGamma(asiDdSum(n, 1)); }

/* white! black! draws! (balls - draws)! / balls!: what all masses share. */
static AsiDd urnLogShared(const Urn *u) {
  double balls = u->white + u->black;
  AsiDd colours = asiDdAdd(urnLogFactorial(u->white), urnLogFactorial(u->black));
  AsiDd parts = asiDdAdd(urnLogFactorial(u->draws), urnLogFactorial(balls - u->draws));
  return asiDdSub(asiDdAdd(colours, parts), urnLogFactorial(balls));
}

/* log P(X = x): the shared part over the factorials of the table's four cells. */
static AsiDd urnLogMass(const Urn *u, double x) {
  AsiDd drawn = asiDdAdd(urnLogFactorial(x), urnLogFactorial(u->draws - x));
  AsiDd left = asiDdAdd(urnLogFactorial(u->white - x), urnLogFactorial(u->black - u->draws + x));
  return asiDdSub(u->logShared, asiDdAdd(drawn, left));
}

/* P(X <= x) / P(X = x), for x up to the mode. */
static double urnSumDown(const Urn *u, double x) {
  double term = 1, sum = 1;
  for (; x > u->low && term > URN_NEGLIGIBLE * sum; x--) {
    term /= urnRatio(u, x - 1);
    sum += term;
  }
  return sum;
}

/* P(X >= x) / P(X = x), for x from the mode. */
static double urnSumUp(const Urn *u, double x) {
  double term = 1, sum = 1;
  for (; x < u->high && term > URN_NEGLIGIBLE * sum; x++) {
    term *= urnRatio(u, x);
    sum += term;
  }
  return sum;
}

static double urnLower(const Urn *u, double x) {
  if (x < u->low || x >= u->high) return x < u->low ? 0 : 1;
  if (x <= urnMode(u)) return asiDdExpTimes(urnLogMass(u, x), urnSumDown(u, x));
  return 1 - asiDdExpTimes(urnLogMass(u, x + 1), urnSumUp(u, x + 1));
}

static double urnUpper(const Urn *u, double x) {
  if (x <= u->low || x > u->high) return x > u->high ? 0 : 1;
  if (x >= urnMode(u)) return asiDdExpTimes(urnLogMass(u, x), urnSumUp(u, x));
  return 1 - asiDdExpTimes(urnLogMass(u, x - 1), urnSumDown(u, x - 1));
}

double asiHypergeometricMass(double x, double white, double black, double draws) {
  Urn u = urnOf(white, black, draws);
  if (isnan(x) || !urnIsValid(white, black, draws)) return (double)NAN;
  if (x < u.low || x > u.high || floor(x) != x) return 0;
  u.logShared = urnLogShared(&u);
  return asiDdExpTimes(urnLogMass(&u, x), 1);
}

double asiHypergeometricLower(double x, double white, double black, double draws) {
  Urn u = urnOf(white, black, draws);
  if (isnan(x) || !urnIsValid(white, black, draws)) return (double)NAN;
  u.logShared = urnLogShared(&u);
  return urnLower(&u, floor(x));
}

double asiHypergeometricUpper(double x, double white, double black, double draws) {
  Urn u = urnOf(white, black, draws);
  if (isnan(x) || !urnIsValid(white, black, draws)) return (double)NAN;
  u.logShared = urnLogShared(&u);
  return urnUpper(&u, ceil(x));
}

double asiFisherLess(const AsiTable *t) {
  if (!urnIsTable(t)) return (double)NAN;
  return asiHypergeometricLower(t->a, t->a + t->c, t->b + t->d, t->a + t->b);
}

double asiFisherGreater(const AsiTable *t) {
  if (!urnIsTable(t)) return (double)NAN;
  return asiHypergeometricUpper(t->a, t->a + t->c, t->b + t->d, t->a + t->b);
}

/* The last x from `from` towards `to` (the mode) that is no more probable than exp(limit), which holds at `from`. */
static double urnLastWithin(const Urn *u, AsiDd limit, double from, double to) {
  while (fabs(to - from) > 1) {
    double middle = from + floor((to - from) / 2);
    if (asiDdSub(urnLogMass(u, middle), limit).hi <= 0)
      from = middle;
    else
      to = middle;
  }
  return from;
}

/* The part of one side that is no more probable than exp(limit): from its end up to the last such x. */
static double urnWithinBelow(const Urn *u, AsiDd limit, double mode) {
  if (asiDdSub(urnLogMass(u, u->low), limit).hi > 0) return 0;
  return urnLower(u, urnLastWithin(u, limit, u->low, mode));
}

static double urnWithinAbove(const Urn *u, AsiDd limit, double mode) {
  if (asiDdSub(urnLogMass(u, u->high), limit).hi > 0) return 0;
  return urnUpper(u, urnLastWithin(u, limit, u->high, mode));
}

double asiFisherTwoSided(const AsiTable *t) {
  Urn u = urnOf(t->a + t->c, t->b + t->d, t->a + t->b);
  AsiDd limit;
  double mode;
  if (!urnIsTable(t) || !urnIsValid(u.white, u.black, u.draws)) return (double)NAN;
  u.logShared = urnLogShared(&u);
  mode = urnMode(&u);
  limit = asiDdAddD(urnLogMass(&u, t->a), log1p(URN_FISHER_SLACK));
  if (asiDdSub(urnLogMass(&u, mode), limit).hi <= 0) return 1;
  return fmin(1, urnWithinBelow(&u, limit, mode) + urnWithinAbove(&u, limit, mode));
}

/* ---- the odds ratio ---- */

typedef struct UrnMoments {
  double sum, first, second; /* of weights, weights times (x - a), weights times (x - a)^2 */
} UrnMoments;

/* A may be biased by an odds ratio psi: P(A = x) is then the hypergeometric mass times psi^x, over the sum of these. */
typedef struct UrnBiased {
  Urn urn;
  double a;
} UrnBiased;

/* Sums over all x, and over x >= a. */
typedef struct UrnWeights {
  UrnMoments all, above;
} UrnWeights;

static UrnBiased urnOfTable(const AsiTable *t) {
  return (UrnBiased){ urnOf(t->a + t->c, t->b + t->d, t->a + t->b), t->a };
}

/* Where psi * urnRatio is 1: the smaller root of a quadratic equation, in the form that does not cancel. */
static double urnBiasedMode(const Urn *u, double psi) {
  double unit = fmax(1, psi), p = psi / unit, q = 1 / unit, rest = u->black - u->draws;
  double b = p * (u->white + u->draws) + q * (rest + 2), c = p * u->white * u->draws - q * (rest + 1);
  double x = ceil(2 * c / (b + sqrt(fmax(0, b * b - 4 * (p - q) * c))));
  return fmin(u->high, fmax(u->low, x));
}

static void urnCount(UrnMoments *m, double weight, double distance) {
  m->sum += weight;
  m->first += weight * distance;
  m->second += weight * distance * distance;
}

static void urnCountBoth(UrnWeights *w, double weight, double distance) {
  urnCount(&w->all, weight, distance);
  if (distance >= 0) urnCount(&w->above, weight, distance);
}

/* Up from the mode: as far as the smaller sum, that of x >= a, asks for. */
static void urnWeighUp(const UrnBiased *o, double psi, double mode, UrnWeights *w) {
  double weight = 1;
  for (double x = mode; x < o->urn.high; x++) {
    weight *= psi * urnRatio(&o->urn, x);
    urnCountBoth(w, weight, x + 1 - o->a);
    if (weight < URN_NEGLIGIBLE * w->above.sum || weight < URN_LEAST) break;
  }
}

static void urnWeighDown(const UrnBiased *o, double psi, double mode, UrnWeights *w) {
  double weight = 1;
  for (double x = mode; x > o->urn.low && weight > URN_NEGLIGIBLE * w->all.sum; x--) {
    weight /= psi * urnRatio(&o->urn, x - 1);
    urnCountBoth(w, weight, x - 1 - o->a);
  }
}

/* Weights relative to that of the mode. Where a lies out of reach above it, it alone counts with the least weight. */
static UrnWeights urnWeigh(const UrnBiased *o, double psi) {
  double mode = urnBiasedMode(&o->urn, psi);
  UrnWeights w = { { 0, 0, 0 }, { 0, 0, 0 } };
  urnCountBoth(&w, 1, mode - o->a);
  urnWeighUp(o, psi, mode, &w);
  urnWeighDown(o, psi, mode, &w);
  if (w.above.sum == 0) w.above.sum = URN_LEAST;
  return w;
}

static double urnMean(const UrnMoments *m) { return m->first / m->sum; }

static double urnVariance(const UrnMoments *m) { return m->second / m->sum - urnMean(m) * urnMean(m); }

/* P(A >= a) as a function of psi. Its logarithm against log psi has the difference of the means as slope, and that of the
** variances as second derivative: never positive, for cutting off a log-concave distribution does not widen it. */
static AsiTailPoint urnAboveAt(const void *pContext, double psi) {
  const UrnBiased *o = pContext;
  UrnWeights w = urnWeigh(o, psi);
  double slope = urnMean(&w.above) - urnMean(&w.all), bend = urnVariance(&w.above) - urnVariance(&w.all);
  /* no step leads to where P(A >= a) is 1 to all digits */
  bend = ASI_ALWAYS(slope > 0) ? bend / slope : 0;
  return (AsiTailPoint){ { asiDdOf(0), w.above.sum / w.all.sum }, slope, slope + bend };
}

/* The logarithm of the sample's odds ratio and its standard error, each cell with a half added: where to start. */
static double urnStart(const AsiTable *t, double tail) {
  double a = t->a + 0.5, b = t->b + 0.5, c = t->c + 0.5, d = t->d + 0.5;
  return a / b * (d / c) * exp(asiNormalQuantile(tail) * sqrt(1 / a + 1 / b + 1 / c + 1 / d));
}

double asiFisherOddsLow(const AsiTable *t, double tail) {
  UrnBiased o = urnOfTable(t);
  if (!urnIsTable(t) || !(tail > 0 && tail < 1)) return (double)NAN;
  if (t->a == o.urn.low) return 0;
  return asiTailRoot(urnAboveAt, &o, asiDdLog(asiDdOf(tail)), urnStart(t, tail));
}

/* With the columns exchanged the odds ratio is inverted, and P(A <= a) is P(B >= b). */
double asiFisherOddsHigh(const AsiTable *t, double tail) {
  AsiTable mirrored = { t->b, t->a, t->d, t->c };
  return 1 / asiFisherOddsLow(&mirrored, tail);
}

/* Newton's method for the mean of A - a against log psi, whose derivative is the variance. */
double asiFisherOdds(const AsiTable *t) {
  UrnBiased o = urnOfTable(t);
  double psi = t->a / t->b * (t->d / t->c);
  if (!urnIsTable(t) || o.urn.low == o.urn.high) return (double)NAN;
  if (t->a == o.urn.low || t->a == o.urn.high) return t->a == o.urn.low ? 0 : HUGE_VAL;
  /* the sample's own odds ratio is so near that a few steps do */
  for (int i = 0; ASI_ALWAYS(i < URN_MAX_STEPS); i++) {
    UrnWeights w = urnWeigh(&o, psi);
    double step = -urnMean(&w.all) / urnVariance(&w.all);
    psi += psi * expm1(fmin(1, fmax(-1, step)));
    if (fabs(step) < 1e-9) break;
  }
  return psi;
}
