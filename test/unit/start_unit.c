/*
** How far the quantiles have to search: a start that is worse, or a step that is, finds the same root, only later.
**
**  (1) Every root of tail.h is found from the start that its distribution gives. Over a grid of probabilities and shapes
**      the starts are off by so much in the mean (of |log(start / root)|, at most 1 each), and the roots take so many looks at the tail.
**  (2) The bounds are what Abramowitz & Stegun's, Wilson & Hilferty's and Wallace's formulas and Halley's steps reach,
**      with a thousandth and a hundredth for other C libraries. Whoever finds a better start lowers them.
**  (3) The noncentral t distribution is integrated in so many pieces, in the mean and at most, for delta up to its bound.
**  (4) The quantiles of the normal distribution are found by two steps from a start that is good to 4.5e-4.
*/
#include <math.h>
#include <stdio.h>

#define asiTailRoot rootByTail
#include "tail.c"
#undef asiTailRoot

static int nPassed, nFailed;

typedef struct Search {
  AsiTailAt at;
  long nRoot, nLook, nStart;
  double off;
} Search;

static Search search;

static AsiTailPoint lookAt(const void *pShape, double s) {
  search.nLook++;
  return search.at(pShape, s);
}

static double asiTailRoot(AsiTailAt at, const void *pShape, AsiDd logP, double start) {
  double root;
  search.at = at;
  root = rootByTail(lookAt, pShape, logP, start);
  search.nRoot++;
  if (start > 0 && !isinf(start) && root > 0 && !isinf(root)) {
    search.nStart++;
    search.off += fmin(1, fabs(log(start / root)));
  }
  return root;
}

#include "beta.c"
#include "gamma.c"
#include "hypergeometric.c"
#include "normal.c"
#include "student_t.c"

#include "quadrature.h"

static long nPiece;

static double gaussCounted(AsiIntegrand f, const void *pContext, double from, double to) {
  nPiece++;
  return asiGauss(f, pContext, from, to);
}

#define asiGauss gaussCounted
#include "noncentral_t.c"
#undef asiGauss

static void judge(const char *zName, double off, double looks) {
  double isOff = search.off / (double)search.nStart, took = (double)search.nLook / (double)search.nRoot;
  if (isOff <= off * 1.001 && took <= looks * 1.01) {
    nPassed++;
  } else {
    nFailed++;
    printf("FAILED: %s: starts off by %.6g, expected %.6g; %.6g looks, expected %.6g\n", zName, isOff, off, took,
           looks);
  }
  search = (Search){ NULL, 0, 0, 0, 0 };
}

static const double aFar[] = { 1e-290, 1e-90, 1e-20, 1e-8, 1e-5, 0.001 };
static const double aNear[] = { 0.01, 0.025, 0.05, 0.1, 0.2, 0.26, 0.35, 0.45, 0.5, 0.6, 0.755, 0.9, 0.975 };
static const double aBig[] = { 1, 1.25, 1.5, 2, 2.5, 3.5, 5, 8, 15, 30, 100, 300, 900, 1e4, 1e6 };
static const double aSmall[] = { 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 };
enum { nFar = 6, nNear = 13, nBig = 15, nSmall = 8 };

typedef void (*Ask)(double p, double a, double b);

/* Every probability with every pair of shapes. */
static void askAll(Ask ask, const double *aP, int nP, const double *aA, int nA, const double *aB, int nB) {
  for (int i = 0; i < nP; i++)
    for (int j = 0; j < nA; j++)
      for (int k = 0; k < nB; k++) ask(aP[i], aA[j], aB[k]);
}

static void askBeta(double p, double a, double b) { (void)asiBetaQuantile(p, a, b); }
static void askBetaUpper(double p, double a, double b) { (void)asiBetaQuantileUpper(p, a, b); }
static void askChi(double p, double a, double b) { (void)asiChiSquareQuantile(p, 2 * a * b); }
static void askChiUpper(double p, double a, double b) { (void)asiChiSquareQuantileUpper(p, 2 * a * b); }
static void askStudent(double p, double a, double b) { (void)asiTQuantileUpper(p, 2 * a * b); }

static void betas(void) {
  askAll(askBeta, aNear, nNear, aBig, nBig, aBig, nBig);
  judge("beta, both exponents from 1", 0.0680421, 2.38359);
  askAll(askBeta, aFar, nFar, aBig, nBig, aBig, nBig);
  judge("beta, both exponents from 1, far out", 0.514899, 2.6163);
  askAll(askBeta, aNear, nNear, aSmall, nSmall, aBig, nBig);
  judge("beta, an exponent below 1", 0.299251, 2.79551);
  askAll(askBeta, aFar, nFar, aSmall, nSmall, aBig, nBig);
  judge("beta, an exponent below 1, far out", 1.81666e-05, 1.075);
  askAll(askBetaUpper, aNear, nNear, aSmall, nSmall, aBig, nBig);
  judge("beta, upper, an exponent below 1", 0.59845, 4.08205);
  askAll(askBeta, aNear, nNear, aSmall, nSmall, aSmall, nSmall);
  judge("beta, both exponents below 1", 0.305664, 2.34495);
}

static void chiSquares(void) {
  static const double aOne[] = { 1 };
  askAll(askChi, aNear, nNear, aBig, nBig, aOne, 1);
  judge("chi-square", 0.0102395, 1.95385);
  askAll(askChi, aFar, nFar, aBig, nBig, aOne, 1);
  judge("chi-square, far down", 0.0255861, 1.9);
  askAll(askChiUpper, aFar, nFar, aBig, nBig, aOne, 1);
  judge("chi-square, far up", 0.16048, 2.8);
  askAll(askChi, aNear, nNear, aSmall, nSmall, aOne, 1);
  judge("chi-square below 2 degrees", 0.0616067, 1.91346);
  askAll(askChi, aFar, nFar, aSmall, nSmall, aOne, 1);
  judge("chi-square below 2 degrees, far down", 2.44641e-05, 1.08333);
  askAll(askChiUpper, aFar, nFar, aSmall, nSmall, aOne, 1);
  judge("chi-square below 2 degrees, far up", 0.0455314, 2.20833);
}

static void students(void) {
  static const double aOne[] = { 1 };
  askAll(askStudent, aNear, nNear, aBig, nBig, aOne, 1);
  judge("t", 0.00282668, 1.71111);
  askAll(askStudent, aFar, nFar, aBig, nBig, aOne, 1);
  judge("t, far out", 0.278969, 2);
  askAll(askStudent, aNear, nNear, aSmall, nSmall, aOne, 1);
  judge("t below 2 degrees", 0.0526221, 2.01042);
  askAll(askStudent, aFar, nFar, aSmall, nSmall, aOne, 1);
  judge("t below 2 degrees, far out", 2.38644e-05, 1.375);
  static const double aLeast[] = { 5e-324, 1e-322, 1e-318, 1e-312 }, aTwo[] = { 1, 1.01, 1.03, 1.05 };
  askAll(askStudent, aLeast, 4, aTwo, 4, aOne, 1);
  judge("t, at the end of the doubles", 1, 2);
}

static void odds(void) {
  static const double aTail[] = { 0.0005, 0.005, 0.025, 0.05, 0.25 };
  for (int i = 0; i < 5; i++)
    for (int a = 1; a < 12; a += 2)
      for (int b = 0; b < 12; b += 3)
        for (int c = 0; c < 12; c += 4)
          for (int d = 1; d < 40; d = 2 * d + 1) (void)asiFisherOddsLow(&(AsiTable){ a, b, c, d }, aTail[i]);
  judge("odds ratios", 0.611807, 3.18667);
}

typedef struct Range {
  double from, to, factor;
} Range;

static void judgePieces(const char *zName, Range delta, Range df, double pieces, long most) {
  long nCall = 0, nAll = 0, nMost = 0;
  for (double d = delta.from; d <= delta.to; d *= delta.factor)
    for (double f = df.from; f <= df.to; f *= df.factor)
      for (double s = 1e-6; s<1e6; s *= s> 0.1 && s < 10 ? 1.3 : 9) {
        nPiece = 0;
        (void)asiNoncentralTLower(d / s, f, d);
        (void)asiNoncentralTUpper(d / s, f, d);
        nMost = nPiece > nMost ? nPiece : nMost;
        nAll += nPiece;
        nCall++;
      }
  if ((double)nAll <= pieces * (double)nCall && nMost <= most) {
    nPassed++;
  } else {
    nFailed++;
    printf("FAILED: %s: %.6g pieces, expected %.6g; %ld at most, expected %ld\n", zName, (double)nAll / (double)nCall,
           pieces, nMost, most);
  }
}

static void noncentral(void) {
  const Range usual = { 0.3, 50, 1.9 }, large = { 1e3, 1e13, 9.7 }, degrees = { 1, 1e6, 4.7 }, few = { 0.1, 1, 1.7 };
  judgePieces("noncentral t", usual, degrees, 15.05, 44);
  judgePieces("noncentral t below one degree", usual, few, 93, 215);
  judgePieces("noncentral t, large delta", large, degrees, 11, 33);
  judgePieces("noncentral t, large delta, below one degree", large, few, 60, 117);
}

/* The most probable x of an urn, biased or not, against all of them: whoever starts elsewhere sums up more. */
static void modes(void) {
  static const double aPsi[] = { 1e-9, 0.2, 0.7, 1, 1.9, 5, 1e9 };
  int isRight = 1;
  for (int white = 0; white < 9; white++)
    for (int black = 0; black < 12; black++)
      for (int draws = 0; draws <= white + black; draws++) {
        const Urn u = urnOf(white, black, draws);
        double weight = 1, largest = 1, mode = u.low;
        for (double x = u.low; x < u.high; x++) {
          weight *= urnRatio(&u, x);
          if (weight >= largest * (1 - 1e-12)) largest = weight, mode = x + 1;
        }
        isRight &= urnMode(&u) == mode;
        for (int i = 0; i < 7; i++) {
          double x = urnBiasedMode(&u, aPsi[i]);
          isRight &= x >= u.low && x <= u.high && (x == u.high || aPsi[i] * urnRatio(&u, x) < 1 + 1e-9);
          isRight &= x == u.low || aPsi[i] * urnRatio(&u, x - 1) > 1 - 1e-9;
        }
      }
  if (isRight)
    nPassed++;
  else
    nFailed++, printf("FAILED: the most probable count of an urn\n");
}

/* The start alone, of both ways to a normal quantile, and what one Halley's step leaves of its error. */
static void normals(void) {
  double worst = 0;
  for (int i = 1; i <= 1000; i++) {
    double p = i / 2002.0, z = asiNormalQuantileUpper(p), error = fabs(asiNormalUpper(z) / p - 1);
    if (error > worst) worst = error;
  }
  if (worst < 1e-15)
    nPassed++;
  else
    nFailed++, printf("FAILED: normal quantiles: p again to %.3g\n", worst);
}

int main(void) {
  betas();
  chiSquares();
  students();
  odds();
  noncentral();
  modes();
  normals();
  printf("%d passed, %d failed\n", nPassed, nFailed);
  return nFailed > 0;
}
