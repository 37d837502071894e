/*
** The distributions against 60-digit values, exact counts, closed forms and each other.
**
**  (1) argv[1] is the directory of the reference tables: every row of distribution_cases.csv, the powers of
**      planning_cases.csv, the Clopper-Pearson limits of proportion_cases.csv, Fisher's p of contingency_cases.csv.
**  (2) aStored holds places the tables leave out: tiny and huge arguments, tails near 1e-300, the seams between methods.
**      Made with mpmath 1.3.0 at 50 to 80 digits, by hypergeometric series, gammainc and quad of the density.
**  (3) For whole numbers the oracle counts with integers: binomials and 2x2 tables of up to 60.
**  (4) Prints the worst relative error per function, then "N passed, N failed"; exit status 1 on a failure, under
**      FAIL_FAST the first one is the last.
*/
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beta.h"
#include "binomial.h"
#include "f.h"
#include "gamma.h"
#include "hypergeometric.h"
#include "noncentral_t.h"
#include "normal.h"
#include "student_t.h"
#include "tail.h"

#include "dd.c"
#include "quadrature.c"

#define PI 3.14159265358979323846

static int nPassed, nFailed;

/* ---- what was compared, and how well ---- */

typedef struct Score {
  const char *zName;
  double worst;
  int nCase;
} Score;

#define SCORE_MAX 128

static Score aScore[SCORE_MAX];

static Score *scoreOf(const char *zName) {
  for (int i = 0; i < SCORE_MAX; i++) {
    if (aScore[i].zName == NULL) aScore[i].zName = zName;
    if (strcmp(aScore[i].zName, zName) == 0) return &aScore[i];
  }
  printf("too many names\n");
  exit(1);
}

/* Relative to `want`; where that is subnormal, in units of the smallest double (worth 1e-16 each). */
static double relativeError(double got, double want) {
  if (got == want || (isnan(got) && isnan(want))) return 0;
  if (isnan(got) || isnan(want) || isinf(got) || isinf(want)) return HUGE_VAL;
  if (fabs(want) < 0x1p-1022) return fabs(got - want) / 0x1p-1074 * 1e-16;
  return fabs((got - want) / want);
}

static void complain(const char *zName, const double *aArg, double got, double want) {
  nFailed++;
  printf("FAIL %s(%.17g, %.17g, %.17g): got %.17g, expected %.17g\n", zName, aArg[0], aArg[1], aArg[2], got, want);
  if (getenv("FAIL_FAST") != NULL) exit(1);
}

static void expect(const char *zName, double got, double want, double tolerance, double x, double y, double z) {
  Score *score = scoreOf(zName);
  double error = relativeError(got, want), aArg[3] = { x, y, z };
  score->nCase++;
  if (error > score->worst) score->worst = error;
  if (error <= tolerance)
    nPassed++;
  else
    complain(zName, aArg, got, want);
}

static void check(const char *zName, int isTrue, double x, double y, double z) {
  expect(zName, isTrue ? 1 : 0, 1, 0, x, y, z);
}

static void printScores(void) {
  for (int i = 0; i < SCORE_MAX && aScore[i].zName != NULL; i++)
    printf("%-34s %6d cases, worst %.2e\n", aScore[i].zName, aScore[i].nCase, aScore[i].worst);
  printf("%d passed, %d failed\n", nPassed, nFailed);
}

/* ---- functions by name, their arguments as in the tables ---- */

typedef struct Named {
  const char *zName;
  double (*one)(double);
  double (*two)(double, double);
  double (*three)(double, double, double);
} Named;

static const Named aNamed[] = {
  { "norm_cdf", asiNormalLower, NULL, NULL },
  { "norm_sf", asiNormalUpper, NULL, NULL },
  { "norm_ppf", asiNormalQuantile, NULL, NULL },
  { "t_sf", NULL, asiTUpper, NULL },
  { "t_cdf", NULL, asiTLower, NULL },
  { "t_ppf", NULL, asiTQuantile, NULL },
  { "chi2_sf", NULL, asiChiSquareUpper, NULL },
  { "chi2_cdf", NULL, asiChiSquareLower, NULL },
  { "f_sf", NULL, NULL, asiFUpper },
  { "beta_cdf", NULL, NULL, asiBetaLower },
  { "beta_sf", NULL, NULL, asiBetaUpper },
  { "nct_cdf", NULL, NULL, asiNoncentralTLower },
  { "nct_sf", NULL, NULL, asiNoncentralTUpper },
};

static void expectNamed(const char *zName, const double *aArg, double want, double tolerance) {
  for (size_t i = 0; i < sizeof aNamed / sizeof aNamed[0]; i++) {
    const Named *f = &aNamed[i];
    double got;
    if (strcmp(f->zName, zName) != 0) continue;
    got = f->one ? f->one(aArg[0]) : f->two ? f->two(aArg[0], aArg[1]) : f->three(aArg[0], aArg[1], aArg[2]);
    expect(f->zName, got, want, tolerance, aArg[0], aArg[1], aArg[2]);
    return;
  }
  complain(zName, aArg, (double)NAN, want);
}

typedef struct Stored {
  const char *zName;
  double aArg[3];
  double value;
} Stored;

static const Stored aStored[] = {
  { "t_sf", { 3.0, 0.1, 0.0 }, 0.37384707698634223 },
  { "t_sf", { 1e-10, 0.1, 0.0 }, 0.4999999999851908 },
  { "t_sf", { 1000000.0, 0.1, 0.0 }, 0.10484119468057496 },
  { "t_sf", { 1e+200, 0.5, 0.0 }, 3.207009754142229e-101 },
  { "t_sf", { 1e+300, 1.0, 0.0 }, 3.1830988618379065e-301 },
  { "t_sf", { 37.5, 10000000000.0, 0.0 }, 4.605581020541037e-308 },
  { "t_sf", { 2.0, 10000000000.0, 0.0 }, 0.02275013196167695 },
  { "t_sf", { 1.2, 10000000.0, 0.0 }, 0.11506968443612711 },
  { "t_sf", { 40.0, 2000.0, 0.0 }, 7.139309266780986e-258 },
  { "t_sf", { 100000.0, 3.7, 0.0 }, 6.901908777920004e-19 },
  { "t_sf", { 0.3, 2.0000001, 0.0 }, 0.39624282979394887 },
  { "t_sf", { 1.26, 7.0, 0.0 }, 0.1240243145482287 },
  { "t_sf", { 1.27, 2500.0, 0.0 }, 0.10210141045888538 },
  { "t_sf", { 600.0, 30.0, 0.0 }, 4.68259303464621e-63 },
  { "t_sf", { 100000000.0, 35.0, 0.0 }, 7.030158845814287e-255 },
  { "t_sf", { 20.0, 700.5, 0.0 }, 4.83088842756588e-71 },
  { "chi2_cdf", { 1e-20, 0.1, 0.0 }, 0.09922260878502107 },
  { "chi2_sf", { 1e-20, 0.1, 0.0 }, 0.9007773912149789 },
  { "chi2_cdf", { 30.0, 0.1, 0.0 }, 0.9999999988683334 },
  { "chi2_sf", { 30.0, 0.1, 0.0 }, 1.1316666416243081e-09 },
  { "chi2_cdf", { 1400.0, 1.0, 0.0 }, 1.0 },
  { "chi2_cdf", { 10000000000.0, 10000000000.0, 0.0 }, 0.5000018806319452 },
  { "chi2_sf", { 10000000000.0, 10000000000.0, 0.0 }, 0.4999981193680548 },
  { "chi2_cdf", { 10000200000.0, 10000000000.0, 0.0 }, 0.9213497046417122 },
  { "chi2_sf", { 10000200000.0, 10000000000.0, 0.0 }, 0.07865029535828788 },
  { "chi2_cdf", { 9999000000.0, 10000000000.0, 0.0 }, 7.67451078541475e-13 },
  { "chi2_sf", { 9999000000.0, 10000000000.0, 0.0 }, 0.9999999999992325 },
  { "chi2_cdf", { 801.0, 800.0, 0.0 }, 0.5166133452776283 },
  { "chi2_sf", { 801.0, 800.0, 0.0 }, 0.4833866547223717 },
  { "chi2_cdf", { 799.0, 800.0, 0.0 }, 0.4966724532866479 },
  { "chi2_sf", { 799.0, 800.0, 0.0 }, 0.5033275467133521 },
  { "chi2_cdf", { 2.0, 1.99, 0.0 }, 0.6342796191873827 },
  { "chi2_sf", { 2.0, 1.99, 0.0 }, 0.3657203808126172 },
  { "chi2_cdf", { 4000.0, 800.0, 0.0 }, 1.0 },
  { "chi2_cdf", { 0.5, 0.01, 0.0 }, 0.9947771081314607 },
  { "chi2_sf", { 0.5, 0.01, 0.0 }, 0.0052228918685392955 },
  { "chi2_cdf", { 1e-300, 0.02, 0.0 }, 0.0009987596060657658 },
  { "chi2_sf", { 1e-300, 0.02, 0.0 }, 0.9990012403939342 },
  { "beta_cdf", { 0.5, 500000000.0, 500000000.0 }, 0.5 },
  { "beta_sf", { 0.5, 500000000.0, 500000000.0 }, 0.5 },
  { "beta_cdf", { 0.5000316, 500000000.0, 500000000.0 }, 0.977171981014967 },
  { "beta_sf", { 0.5000316, 500000000.0, 500000000.0 }, 0.022828018985032967 },
  { "beta_cdf", { 0.25, 0.001, 0.001 }, 0.499451507519294 },
  { "beta_sf", { 0.25, 0.001, 0.001 }, 0.500548492480706 },
  { "beta_cdf", { 0.9, 0.01, 3.0 }, 0.9999963434611042 },
  { "beta_sf", { 0.9, 0.01, 3.0 }, 3.6565388957959715e-06 },
  { "beta_cdf", { 1e-09, 0.05, 1000000000.0 }, 0.9884763470519324 },
  { "beta_sf", { 1e-09, 0.05, 1000000000.0 }, 0.011523652948067545 },
  { "beta_cdf", { 0.999, 300.0, 0.3 }, 0.2731576905216294 },
  { "beta_sf", { 0.999, 300.0, 0.3 }, 0.7268423094783706 },
  { "beta_cdf", { 0.3, 400.0, 900.0 }, 0.2756068456990499 },
  { "beta_sf", { 0.3, 400.0, 900.0 }, 0.7243931543009501 },
  { "beta_cdf", { 0.31, 401.0, 901.0 }, 0.5654270464852847 },
  { "beta_sf", { 0.31, 401.0, 901.0 }, 0.43457295351471525 },
  { "beta_cdf", { 1e-05, 3.0, 1000000.0 }, 0.9972307404818526 },
  { "beta_sf", { 1e-05, 3.0, 1000000.0 }, 0.002769259518147383 },
  { "beta_cdf", { 0.01, 200.0, 1500.0 }, 2.1600561788340357e-141 },
  { "beta_sf", { 0.01, 200.0, 1500.0 }, 1.0 },
  { "beta_sf", { 0.2, 1000.0, 500.0 }, 1.0 },
  { "beta_cdf", { 0.75, 0.5, 0.5 }, 0.6666666666666666 },
  { "beta_sf", { 0.75, 0.5, 0.5 }, 0.3333333333333333 },
  { "nct_cdf", { 2.0, 1.0, 0.5 }, 0.7484855842392901 },
  { "nct_sf", { 2.0, 1.0, 0.5 }, 0.2515144157607098 },
  { "nct_cdf", { 2.0, 1.0, 40.0 }, 1.448442437273694e-71 },
  { "nct_sf", { 2.0, 1.0, 40.0 }, 1.0 },
  { "nct_cdf", { 40.0, 1.0, 40.0 }, 0.3174616923205963 },
  { "nct_sf", { 40.0, 1.0, 40.0 }, 0.6825383076794037 },
  { "nct_cdf", { -3.0, 5.0, 2.0 }, 6.73318853123727e-05 },
  { "nct_sf", { -3.0, 5.0, 2.0 }, 0.9999326681146876 },
  { "nct_cdf", { 2.045, 29.0, 2.7 }, 0.257860850293321 },
  { "nct_sf", { 2.045, 29.0, 2.7 }, 0.742139149706679 },
  { "nct_cdf", { 0.5, 29.0, 8.0 }, 3.4973713767904533e-14 },
  { "nct_sf", { 0.5, 29.0, 8.0 }, 0.999999999999965 },
  { "nct_cdf", { 1.96, 1000000.0, 5.0 }, 0.0011829002855796428 },
  { "nct_sf", { 1.96, 1000000.0, 5.0 }, 0.9988170997144203 },
  { "nct_cdf", { 10.0, 1000000.0, 40.0 }, 5.018114750524271e-198 },
  { "nct_sf", { 10.0, 1000000.0, 40.0 }, 1.0 },
  { "nct_cdf", { 60.0, 50.0, 3.0 }, 1.0 },
  { "nct_sf", { 60.0, 50.0, 3.0 }, 2.7484480952320353e-40 },
  { "nct_cdf", { 1.7, 2.5, -3.0 }, 0.9999563467553849 },
  { "nct_sf", { 1.7, 2.5, -3.0 }, 4.365324461512508e-05 },
  { "nct_sf", { 1e5, 1.0, 3.0 }, 2.39395859695927983e-05 },
  { "nct_sf", { 1e13, 0.728, 2.0 }, 4.30811113739866992e-10 },
  { "nct_sf", { 1e8, 2.0, 50.0 }, 2.50099999999968675e-13 },
  { "nct_sf", { 1e20, 0.1, 1.0 }, 0.00744468168428479475 },
  { "nct_sf", { 1e6, 3.0, 300.0 }, 3.73146088991238288e-11 },
  { "norm_sf", { 37.9, 0.0, 0.0 }, 1.286769202e-314 },
  { "norm_sf", { 38.2, 0.0, 0.0 }, 1.40804e-319 },
  { "norm_sf", { 16.0, 0.0, 0.0 }, 6.388754400538087e-58 },
  { "norm_sf", { 15.99, 0.0, 0.0 }, 7.501550411768219e-58 },
  { "norm_sf", { 9.999, 0.0, 0.0 }, 7.697185013083595e-24 },
  { "norm_sf", { 1e-300, 0.0, 0.0 }, 0.5 },
  { "norm_sf", { 0.7071, 0.0, 0.0 }, 0.23975216798986362 },
  { "norm_ppf", { 1e-300, 0.0, 0.0 }, -37.0470962993612 },
  { "norm_ppf", { 5e-310, 0.0, 0.0 }, -37.620333660508706 },
  { "norm_ppf", { 1e-16, 0.0, 0.0 }, -8.222082216130435 },
  { "norm_ppf", { 0.2, 0.0, 0.0 }, -0.8416212335729142 },
  { "norm_ppf", { 0.3, 0.0, 0.0 }, -0.5244005127080408 },
};

static void testStored(void) {
  for (size_t i = 0; i < sizeof aStored / sizeof aStored[0]; i++) {
    double tolerance = strncmp(aStored[i].zName, "nct", 3) == 0 ? 1e-12 : 1e-14;
    expectNamed(aStored[i].zName, aStored[i].aArg, aStored[i].value, tolerance);
  }
}

/* ---- the reference tables ---- */

#define LINE_MAX_BYTES 65536
#define FIELD_MAX 64

typedef struct Table {
  FILE *pFile;
  char zHeader[LINE_MAX_BYTES], zLine[LINE_MAX_BYTES];
  char *azName[FIELD_MAX], *azField[FIELD_MAX];
  int nName;
} Table;

static Table table; /* large, and one is enough */

/* Cut a CSV line in place; a field in quotes may hold commas (never quotes or newlines here). */
static int splitLine(char *z, char **azField) {
  int n = 0;
  while (n < FIELD_MAX) {
    int isQuoted = *z == '"';
    char *zEnd = isQuoted ? strchr(++z, '"') : z + strcspn(z, ",\r\n");
    char *zNext = isQuoted ? zEnd + 1 : zEnd;
    azField[n++] = z;
    if (*zNext != ',') {
      *zEnd = 0;
      return n;
    }
    *zEnd = 0;
    z = zNext + 1;
  }
  return n;
}

static int tableOpen(const char *zDirectory, const char *zFile) {
  char zPath[4096];
  snprintf(zPath, sizeof zPath, "%s/%s", zDirectory, zFile);
  table.pFile = fopen(zPath, "r");
  if (table.pFile == NULL || fgets(table.zHeader, LINE_MAX_BYTES, table.pFile) == NULL) {
    printf("FAIL cannot read %s\n", zPath);
    nFailed++;
    return 0;
  }
  table.nName = splitLine(table.zHeader, table.azName);
  return 1;
}

static int tableNext(void) {
  if (fgets(table.zLine, LINE_MAX_BYTES, table.pFile) == NULL) {
    fclose(table.pFile);
    return 0;
  }
  splitLine(table.zLine, table.azField);
  return 1;
}

static const char *fieldText(const char *zName) {
  for (int i = 0; i < table.nName; i++)
    if (strcmp(table.azName[i], zName) == 0) return table.azField[i];
  printf("no column %s\n", zName);
  exit(1);
}

static int fieldIsEmpty(const char *zName) { return *fieldText(zName) == 0; }
static double field(const char *zName) { return strtod(fieldText(zName), NULL); }

static void testDistributionCases(const char *zDirectory) {
  if (!tableOpen(zDirectory, "distribution_cases.csv")) return;
  while (tableNext()) {
    double aArg[3] = { field("arg"), field("df1"), field("df2") };
    expectNamed(fieldText("fn"), aArg, field("value"), 1e-14);
  }
}

static double powerOf(double delta, double df, double alpha, int nSide) {
  double critical = asiTQuantileUpper(alpha / nSide, df), power = asiNoncentralTUpper(critical, df, delta);
  return nSide == 2 ? power + asiNoncentralTLower(-critical, df, delta) : power;
}

static void testPlanningCases(const char *zDirectory) {
  if (!tableOpen(zDirectory, "planning_cases.csv")) return;
  while (tableNext()) {
    const char *zGroup = fieldText("group");
    double n = field("n"), d = field("d"), scale = strcmp(zGroup, "power_wilcoxon") == 0 ? 3 / PI : 1, got;
    int nSide = strcmp(fieldText("sides"), "two") == 0 ? 2 : 1;
    if (strncmp(zGroup, "power_", 6) != 0) continue;
    if (strcmp(zGroup, "power_wilcoxon_min") == 0) scale = 0.864;
    if (strcmp(zGroup, "power_two") == 0)
      got = powerOf(d * sqrt(n / 2), 2 * n - 2, field("alpha"), nSide);
    else
      got = powerOf(d * sqrt(n * scale), n * scale - 1, field("alpha"), nSide);
    expect("power", got, field("power"), 1e-12, n, d, field("alpha"));
  }
}

static void expectClopper(double k, double n, double tail, const char *zLow, const char *zHigh) {
  double low = k == 0 ? 0 : asiBetaQuantile(tail, k, n - k + 1);
  double high = k == n ? 1 : asiBetaQuantileUpper(tail, k + 1, n - k);
  expect("Clopper-Pearson", low, field(zLow), 1e-14, k, n, tail);
  expect("Clopper-Pearson", high, field(zHigh), 1e-14, k, n, tail);
}

static void testProportionCases(const char *zDirectory) {
  if (!tableOpen(zDirectory, "proportion_cases.csv")) return;
  while (tableNext()) {
    if (fieldIsEmpty("k")) continue;
    expectClopper(field("k"), field("n"), 0.05, "cp90_lo", "cp90_hi");
    expectClopper(field("k"), field("n"), 0.025, "cp95_lo", "cp95_hi");
    expectClopper(field("k"), field("n"), 0.005, "cp99_lo", "cp99_hi");
  }
}

static void testContingencyCases(const char *zDirectory) {
  if (!tableOpen(zDirectory, "contingency_cases.csv")) return;
  while (tableNext()) {
    AsiTable t;
    if (fieldIsEmpty("fisher_p_less")) continue;
    if (sscanf(fieldText("table"), "[[%lf,%lf],[%lf,%lf]]", &t.a, &t.b, &t.c, &t.d) != 4) continue;
    expect("Fisher less", asiFisherLess(&t), field("fisher_p_less"), 1e-14, t.a, t.b, t.c);
    expect("Fisher greater", asiFisherGreater(&t), field("fisher_p_greater"), 1e-14, t.a, t.b, t.c);
    expect("Fisher two-sided", asiFisherTwoSided(&t), field("fisher_p_two"), 1e-14, t.a, t.b, t.c);
    /* R's root has a tolerance of 1e-4, and is 0 where there is none: a rough check, see testOdds */
    if (!fieldIsEmpty("fisher_or_cond") && field("fisher_or_cond") > 0)
      expect("odds ratio, R's root", asiFisherOdds(&t), field("fisher_or_cond"), 1e-3, t.a, t.b, t.c);
  }
}

/* ---- whole numbers: counted with integers ---- */

/* n over k for n <= 60: below 2^57. */
static uint64_t choose(int n, int k) {
  uint64_t value = 1;
  if (k < 0 || k > n) return 0;
  for (int i = 1; i <= k; i++) value = value * (uint64_t)(n - k + i) / (uint64_t)i;
  return value;
}

static void testBinomialExact(void) {
  for (int n = 0; n <= 60; n += 3)
    for (int k = 0; k <= n; k++) {
      uint64_t below = 0, above = 0;
      for (int i = 0; i <= k; i++) below += choose(n, i);
      for (int i = k; i <= n; i++) above += choose(n, i);
      expect("binomial lower", asiBinomialLower(k, n, 0.5), ldexp((double)below, -n), 1e-14, k, n, 0.5);
      expect("binomial upper", asiBinomialUpper(k, n, 0.5), ldexp((double)above, -n), 1e-14, k, n, 0.5);
      expect("binomial mass", asiBinomialMass(k, n, 0.5), ldexp((double)choose(n, k), -n), 1e-14, k, n, 0.5);
    }
}

/* P(K <= n/2) = (1 + P(K = n/2))/2 for even n, and the middle term's Stirling series for the mass. */
static void testBinomialLarge(void) {
  for (double n = 100; n <= 1e12; n *= 10) {
    double mass = sqrt(2 / (PI * n)) * exp(-1 / (4 * n) + 1 / (24 * n * n * n) - 1 / (20 * pow(n, 5)));
    expect("binomial mass, large n", asiBinomialMass(n / 2, n, 0.5), mass, 1e-14, n, 0, 0);
    expect("binomial lower, large n", asiBinomialLower(n / 2, n, 0.5), 0.5 + 0.5 * mass, 1e-14, n, 0, 0);
    expect("binomial upper, large n", asiBinomialUpper(n / 2, n, 0.5), 0.5 + 0.5 * mass, 1e-14, n, 0, 0);
    expect("binomial lower, large n", asiBinomialLower(0, n, 1 / n), exp(n * log1p(-1 / n)), 1e-14, n, 0, 0);
  }
  expect("binomial tail", asiBinomialUpper(1000, 1000, 0.5), ldexp(1, -1000), 1e-14, 1000, 1000, 0.5);
  expect("binomial tail", asiBinomialUpper(1, 1e9, 1e-300), 1e-291, 1e-14, 1, 1e9, 1e-300);
}

static void expectTable(int a, int b, int c, int d) {
  AsiTable t = { a, b, c, d };
  int white = a + c, black = b + d, draws = a + b;
  uint64_t below = 0, above = 0, within = 0, all = 0, here = choose(white, a) * choose(black, b);
  for (int x = 0; x <= white; x++) {
    uint64_t ways = choose(white, x) * choose(black, draws - x);
    all += ways;
    if (x <= a) below += ways;
    if (x >= a) above += ways;
    if (ways <= here) within += ways;
  }
  expect("Fisher less", asiFisherLess(&t), (double)below / (double)all, 1e-14, a, b, c);
  expect("Fisher greater", asiFisherGreater(&t), (double)above / (double)all, 1e-14, a, b, c);
  expect("Fisher two-sided", asiFisherTwoSided(&t), (double)within / (double)all, 1e-14, a, b, c);
  expect("hypergeometric mass", asiHypergeometricMass(a, white, black, draws), (double)here / (double)all, 1e-14, a, b,
         c);
}

static void testTablesExact(void) {
  for (int a = 0; a < 12; a += 2)
    for (int b = 0; b < 16; b += 3)
      for (int c = 0; c < 12; c++)
        for (int d = 0; d < 16; d += 4) expectTable(a, b, c, d);
}

/* P(A >= a) (isAbove) or the mean of A - a under the odds ratio psi, summed over all of A. */
typedef struct Biased {
  double above, below, mean;
} Biased;

static Biased biasedAt(const AsiTable *t, double psi) {
  int white = (int)(t->a + t->c), black = (int)(t->b + t->d), draws = (int)(t->a + t->b);
  double all = 0;
  Biased sum = { 0, 0, 0 };
  for (int x = 0; x <= white; x++) {
    double weight = (double)choose(white, x) * (double)choose(black, draws - x) * pow(psi, x - t->a);
    all += weight;
    sum.above += x >= t->a ? weight : 0;
    sum.below += x <= t->a ? weight : 0;
    sum.mean += (x - t->a) * weight;
  }
  return (Biased){ sum.above / all, sum.below / all, sum.mean / all };
}

static void expectOdds(const AsiTable *t, double tail) {
  double low = asiFisherOddsLow(t, tail), high = asiFisherOddsHigh(t, tail), odds = asiFisherOdds(t);
  int isLeast = t->a == 0 || t->d == 0, isGreatest = t->b == 0 || t->c == 0;
  if (isLeast)
    expect("odds ratio, low", low, 0, 0, t->a, t->b, t->c);
  else
    expect("odds ratio, low", biasedAt(t, low).above, tail, 1e-13, t->a, t->b, t->c);
  if (isGreatest)
    expect("odds ratio, high", high, HUGE_VAL, 0, t->a, t->b, t->c);
  else
    expect("odds ratio, high", biasedAt(t, high).below, tail, 1e-13, t->a, t->b, t->c);
  if (isLeast && isGreatest)
    check("odds ratio", isnan(odds), t->a, t->b, t->c);
  else if (isLeast || isGreatest)
    expect("odds ratio", odds, isLeast ? 0 : HUGE_VAL, 0, t->a, t->b, t->c);
  else
    expect("odds ratio", 1 + biasedAt(t, odds).mean, 1, 1e-13, t->a, t->b, t->c);
}

static void testOdds(void) {
  const double aTail[] = { 0.025, 0.4, 1e-8 };
  for (int i = 0; i < 3; i++)
    for (int a = 0; a < 9; a += 2)
      for (int b = 0; b < 14; b += 4)
        for (int c = 0; c < 9; c++)
          for (int d = 0; d < 14; d += 5) expectOdds(&(AsiTable){ a, b, c, d }, aTail[i]);
}

/* ---- closed forms and relations ---- */

static void testClosedForms(void) {
  for (double t = 1e-8; t < 1e12; t *= 7.3) {
    double root = sqrt(2 + t * t);
    expect("t, df 1: Cauchy", asiTUpper(t, 1), atan2(1, t) / PI, 1e-14, t, 0, 0);
    expect("t, df 2", asiTUpper(t, 2), 1 / (root * (root + t)), 1e-14, t, 0, 0);
    expect("t = sqrt F", 0.5 * asiFUpper(t * t, 1, 7.5), asiTUpper(t, 7.5), 2e-14, t, 7.5, 0);
    expect("F, df1 2", asiFUpper(t, 2, 5), pow(1 + 2 * t / 5, -2.5), 1e-14, t, 0, 0);
    expect("F, df2 infinite", asiFUpper(t, 3, HUGE_VAL), asiChiSquareUpper(3 * t, 3), 1e-14 + 4e-16 * t, t, 0, 0);
    expect("F, df2 huge", asiFUpper(fmin(t, 100), 3, 1e25), asiChiSquareUpper(3 * fmin(t, 100), 3), 1e-13, t, 0, 0);
  }
  for (double x = 1e-9; x < 700; x *= 3.1) {
    expect("chi-square, df 2", asiChiSquareUpper(2 * x, 2), exp(-x), 1e-14, x, 0, 0);
    expect("chi-square, df 2", asiChiSquareLower(2 * x, 2), -expm1(-x), 1e-14, x, 0, 0);
    expect("chi-square, df 4", asiChiSquareUpper(2 * x, 4), exp(-x) * (1 + x), 1e-14, x, 0, 0);
    expect("t, df 1e28: normal", asiTUpper(x, 9.9e27), asiNormalUpper(x), 1e-14, x, 0, 0);
  }
  for (double z = 1e-3; z < 38; z *= 1.7)
    expect("chi-square, df 1", asiChiSquareUpper(z * z, 1), 2 * asiNormalUpper(z), 2e-16 * (30 + z * z), z, 0, 0);
  for (double x = 0.01; x < 1; x += 0.07)
    for (double a = 0.1; a < 500; a *= 3) {
      expect("beta, b 1", asiBetaLower(x, a, 1), pow(x, a), 1e-14, x, a, 1);
      expect("beta, a 1", asiBetaUpper(x, 1, a), exp(a * log1p(-x)), 1e-14 - 2e-16 * a * log1p(-x), x, 1, a);
    }
}

/* Away from 0 by rounding and by what the exponents say: 1 - x is a double here. */
static void testTailsSumToOne(void) {
  for (double df = 0.1; df < 1e10; df *= 4.7)
    for (double x = 1e-3; x < 1e4; x *= 2.9) {
      expect("t tails", asiTLower(x, df) + asiTUpper(x, df), 1, 4e-16, x, df, 0);
      expect("chi-square tails", asiChiSquareLower(x, df) + asiChiSquareUpper(x, df), 1, 4e-16, x, df, 0);
      expect("F tails", asiFLower(x, df, 7.3) + asiFUpper(x, df, 7.3), 1, 4e-16, x, df, 0);
      expect("F inverted", asiFLower(x, df, 0.7), asiFUpper(1 / x, 0.7, df), 1e-14, x, df, 0);
      expect("beta tails", asiBetaLower(1 / (1 + x), df, 3) + asiBetaUpper(1 / (1 + x), df, 3), 1, 4e-16, x, df, 0);
      expect("binomial tails", asiBinomialLower(floor(x), 10000, 0.03) + asiBinomialUpper(floor(x) + 1, 10000, 0.03), 1,
             4e-16, x, 0, 0);
    }
  for (double df = 0.5; df < 1e6; df *= 9)
    for (double delta = -5; delta < 40; delta += 4.1) {
      double sum = asiNoncentralTLower(3, df, delta) + asiNoncentralTUpper(3, df, delta);
      expect("noncentral t tails", sum, 1, 1e-13, 3, df, delta);
      expect("noncentral t at 0", asiNoncentralTLower(0, df, delta), asiNormalLower(-delta), 1e-15, 0, df, delta);
      expect("noncentral t, delta 0", asiNoncentralTUpper(delta, df, 0), asiTUpper(delta, df), 1e-12, delta, df, 0);
      expect("noncentral t, far, delta 0", asiNoncentralTUpper(1e9, df, 0), asiTUpper(1e9, df), 1e-12, 1e9, df, 0);
    }
}

/* delta so large that Z no longer counts: T > t where S = sqrt(X/df) < delta/t. They come as quickly as others. */
static void testNoncentralFar(void) {
  for (double delta = 1e9; delta <= ASI_NONCENTRAL_DELTA_MAX; delta *= 10)
    for (double df = 0.1; df < 2e4; df *= 3.3)
      for (double s = 1e-40; s < 1e3; s *= s < 0.01 ? 91 : 1.09) {
        double below = asiChiSquareLower(df * s * s, df), above = asiChiSquareUpper(df * s * s, df), t = delta / s;
        if (below > 1e-3) expect("noncentral t, far", asiNoncentralTUpper(t, df, delta), below, 1e-12, t, df, delta);
        if (above > 1e-3) expect("noncentral t, far", asiNoncentralTLower(t, df, delta), above, 1e-12, t, df, delta);
        if (below > 1e-3)
          expect("noncentral t, far", asiNoncentralTLower(-t, df, -delta), below, 1e-12, -t, df, -delta);
      }
  for (double delta = 1e6; delta <= ASI_NONCENTRAL_DELTA_MAX; delta *= 10)
    for (double df = 0.1; df < 1e18; df *= 91) {
      for (double t = 1e-300; t < 1e300; t *= 1e7) {
        double sum = asiNoncentralTLower(t, df, delta) + asiNoncentralTUpper(t, df, delta);
        expect("noncentral t, far, both tails", sum, 1, 1e-12, t, df, delta);
      }
      expect("noncentral t, far, below", asiNoncentralTLower(-1, df, delta), 0, 0, -1, df, delta);
    }
}

/* ---- quantiles ---- */

/* The tail at the quantile is p again: an error of the quantile by one ulp is slope ulps of p. */
static void expectRoundTrip(const char *zName, double p, double back, double slope, double df1, double df2) {
  expect(zName, 1 + (back - p) / p / (5 + fabs(slope)), 1, 4.5e-16, p, df1, df2);
}

static void testRoundTripsAt(double p, double df) {
  double z = asiNormalQuantileUpper(p), t = asiTQuantileUpper(p, df), x = asiChiSquareQuantileUpper(p, df);
  double f = asiFQuantileUpper(p, df, 6.5), low = asiChiSquareQuantile(p, df), b = asiBetaQuantile(p, df, 2.5);
  expectRoundTrip("normal round trip", p, asiNormalUpper(z), 1 + z * z, 0, 0);
  if (!isinf(t)) expectRoundTrip("t round trip", p, asiTUpper(t, df), 1 + (df + 1) / (1 + df / t / t), df, 0);
  expectRoundTrip("chi-square round trip", p, asiChiSquareUpper(x, df), x + df, df, 0);
  if (low > 1e-300) expectRoundTrip("chi-square round trip", p, asiChiSquareLower(low, df), low + df, df, 0);
  if (!isinf(f)) expectRoundTrip("F round trip", p, asiFUpper(f, df, 6.5), df + 6.5, df, 6.5);
  if (b > 1e-300 && b < 0.9) expectRoundTrip("beta round trip", p, asiBetaLower(b, df, 2.5), df + 25, df, 2.5);
}

/* What is remembered is the answer to the last question, and to no other. */
static void testRecalled(void) {
  static const double aaAsk[][2] = { { 0.025, 5 }, { 0.025, 5 }, { 0.025, 7 }, { 0.05, 7 }, { 0.025, 5 }, { 0.05, 5 } };
  AsiTMemo memo = { 0, 0, 0 };
  for (int i = 0; i < 6; i++) {
    double p = aaAsk[i][0], df = aaAsk[i][1];
    expect("recalled", asiTRecall(&memo, p, df), asiTQuantileUpper(p, df), 0, p, df, 0);
  }
}

/* 1 - p is exact here: the quantile of one side is that of the other, and leads back to p. */
static void testBothSides(void) {
  static const double aP[] = { 0.5, 0.5625, 0.625, 0.75, 0.9375, 0.9990234375 };
  for (int i = 0; i < 6; i++)
    for (double df = 0.7; df < 2e4; df *= 2.9) {
      double p = aP[i], x = asiChiSquareQuantileUpper(p, df), f = asiFQuantileUpper(p, df, 6.5);
      double b = asiBetaQuantileUpper(p, df, 2.5), t = asiTQuantileUpper(p, df);
      expect("both sides, chi-square", asiChiSquareQuantile(1 - p, df), x, 1e-14, p, df, 0);
      expect("both sides, chi-square", asiChiSquareUpper(x, df), p, 1e-13, p, df, 0);
      expect("both sides, chi-square", asiChiSquareLower(asiChiSquareQuantile(p, df), df), p, 1e-13, p, df, 0);
      expect("both sides, F", asiFQuantile(1 - p, df, 6.5), f, 1e-13, p, df, 0);
      expect("both sides, F", asiFUpper(f, df, 6.5), p, 1e-13, p, df, 0);
      expect("both sides, beta", asiBetaQuantile(1 - p, df, 2.5), b, 1e-13, p, df, 0);
      expect("both sides, beta", asiBetaUpper(b, df, 2.5), p, 1e-14 + 1e-16 * df, p, df, 0);
      expect("both sides, t", asiTQuantile(1 - p, df), t, 1e-15, p, df, 0);
      expect("both sides, t", asiTUpper(t, df), p, 1e-14, p, df, 0);
      expect("both sides, normal", asiNormalQuantile(1 - p), asiNormalQuantileUpper(p), 0, p, 0, 0);
      expect("both sides, normal", asiNormalUpper(asiNormalQuantileUpper(p)), p, 1e-15, p, 0, 0);
    }
}

static void testRoundTrips(void) {
  for (double df = 0.3; df < 1e10; df *= 3.7) {
    for (double p = 0.49; p > 1e-300; p *= p > 1e-3 ? 0.6 : 3e-7) testRoundTripsAt(p, df);
    for (double c = 1e-15; c < 0.5; c *= 7) {
      double t = asiTQuantile(0.5 + c, df);
      expectRoundTrip("t round trip, centre", (0.5 + c) - 0.5, asiTLower(t, df) - 0.5, 1 / c, df, 0);
    }
    expect("t quantile at 1/2", asiTQuantile(0.5, df), 0, 0, 0.5, df, 0);
    expect("t quantile, both sides", asiTQuantile(0.025, df), -asiTQuantileUpper(0.025, df), 0, df, 0, 0);
  }
}

/* Across the seams of the methods a tail never turns back by more than its rounding. */
static void testMonotone(void) {
  for (double df = 0.7; df < 1e8; df *= 2.3) {
    double t = 2, x = 2, f = 2;
    for (double s = 0.01; s < 60; s *= 1.003) {
      double tNow = asiTUpper(s, df), xNow = asiChiSquareUpper(s * df, df), fNow = asiFUpper(s, df, 4.5);
      check("monotone", tNow <= t * (1 + 4e-15) && xNow <= x * (1 + 4e-15) && fNow <= f * (1 + 4e-15), s, df, 0);
      t = tNow;
      x = xNow;
      f = fNow;
    }
  }
}

/* ---- the normal distribution's far tail, double-doubles, the integral, and what is no number ---- */

static void testNormalFar(void) {
  /* log10 P(Z > z) = -(z^2/2 + log(z sqrt(2 pi)))/log 10 + O(1/z^2) */
  for (double z = 1e9; z < 1e150; z *= 1e7)
    expect("normal log10 tail", asiNormalLog10Upper(z), -0.21714724095162591383 * z * z, 1e-15, z, 0, 0);
  for (double z = 0; z < 37; z += 0.37) {
    double upper = asiNormalUpper(z);
    expect("normal log10 tail", asiNormalLog10Upper(z), log10(upper), 1e-15, z, 0, 0);
    expect("normal log10 tail", asiNormalLog10Upper(-z), log1p(-upper) / log(10), 1e-15, -z, 0, 0);
    expect("normal log tail", asiNormalLogUpper(z), log(upper), 1e-15, z, 0, 0);
  }
  expect("normal quantile at 1/2", asiNormalQuantile(0.5), 0, 0, 0.5, 0, 0);
  check("normal quantile at 1/2", !signbit(asiNormalQuantileUpper(0.5)) && !signbit(asiNormalQuantile(0.5)), 0.5, 0, 0);
}

static double ddDifference(AsiDd got, AsiDd want) { return fabs(asiDdSub(got, want).hi); }

static void testDoubleDoubles(void) {
  AsiDd logFactorial = asiDdOf(0), halfLogPi = { 0x1.250d048e7a1bdp-1, 0x1.7abf2ad8d5088p-58 };
  for (int i = 1; i < 60; i++) {
    AsiDd x = asiDdDiv(asiDdOf(i), asiDdOf(7)), product = asiDdProduct(x.hi, 1 / x.hi);
    check("dd product", product.lo == fma(x.hi, 1 / x.hi, -product.hi), x.hi, 0, 0);
    check("dd square root", ddDifference(asiDdMul(asiDdSqrt(x), asiDdSqrt(x)), x) < 1e-30 * x.hi, x.hi, 0, 0);
    check("dd exp of log", ddDifference(asiDdExp(asiDdLog(x)), x) < 2e-29 * x.hi, x.hi, 0, 0);
    check("dd log1p", ddDifference(asiDdLog1p(asiDdAddD(x, -1)), asiDdLog(x)) < 1e-29, x.hi, 0, 0);
    logFactorial = asiDdAdd(logFactorial, asiDdLog(asiDdOf(i)));
    check("dd log gamma", ddDifference(asiDdLogGamma(asiDdOf(i + 1)), logFactorial) < 1e-28 * (1 + logFactorial.hi), i,
          0, 0);
    check("dd beta", ddDifference(asiDdLogBeta(i, 1), asiDdNeg(asiDdLog(asiDdOf(i)))) < 1e-27, i, 0, 0);
    check("dd beta", ddDifference(asiDdLogBeta(i / 3.0, 0.2), asiDdLogBeta(0.2, i / 3.0)) < 1e-28, i, 0, 0);
  }
  check("dd log gamma", ddDifference(asiDdLogGamma(asiDdOf(0.5)), halfLogPi) < 1e-28, 0.5, 0, 0);
  expect("dd exp, subnormal", asiDdExpTimes(asiDdMulD(ASI_DD_LN2, -1070), 1), 0x1p-1070, 0, -1070, 0, 0);
  expect("dd exp, subnormal", asiDdExpTimes(asiDdMulD(ASI_DD_LN2, -1100), 0x1p40), 0x1p-1060, 0, -1100, 0, 0);
  check("dd split of a huge", asiDdProduct(0x1.fp1022, 0x1p-1000).lo == 0, 0, 0, 0);
}

/* The logarithm's series with every term a double-double, as far as they count. */
static void testTwiceAtanh(void) {
  for (double s = -0.0056; s < 0.0056; s += 7e-6) {
    AsiDd power = asiDdOf(s), square = asiDdProduct(s, s), sum = power;
    for (int k = 3; k < 23; k += 2) {
      power = asiDdMul(power, square);
      sum = asiDdAdd(sum, asiDdDiv(power, asiDdOf(k)));
    }
    check("dd atanh", ddDifference(ddTwiceAtanh(asiDdOf(s)), asiDdScale(sum, 2)) < 2e-30 * fabs(s), s, 0, 0);
  }
  expect("dd square root of 0", asiDdSqrt(asiDdOf(0)).hi, 0, 0, 0, 0, 0);
  check("dd square root", isnan(asiDdSqrt(asiDdOf(-1)).hi), -1, 0, 0);
}

static double cube(const void *pContext, double x) { return *(const double *)pContext * x * x * x; }

static void testQuadrature(void) {
  double four = 4;
  AsiPeak exponential = { 3, 0, 0, 0, 0 }, half = { 0, 1000, 1e-3, 1000, 1e-3 };
  expect("Gauss", asiGauss(cube, &four, 1, 3), 80, 1e-15, 1, 3, 0);
  expect("peak, exponential", asiPeakIntegral(&exponential), 1 / 3.0, 1e-15, 3, 0, 0);
  /* (1 - v^2)^1000 over v = 0..1, times 1000: a beta function */
  expect("peak", asiPeakIntegral(&half), 500 * exp(asiDdLogBeta(0.5, 1001).hi), 1e-14, 1000, 0, 0);
}

/* log(1 + v) - v on both sides of where the series ends; the mean of the errors shows a term that is a little off. */
static void testLogRest(void) {
  for (double from = -0.3; from < 0.31; from += 0.025) {
    double sum = 0, n = 0;
    for (double v = from; v < from + 0.0249; v += 1e-5, n++) {
      double want = asiDdValue(asiDdAddD(asiDdLog1p(asiDdOf(v)), -v)), error;
      if (fabs(v) < 1e-9) continue;
      error = (quadratureLogRest(v) - want) / want;
      if (fabs(error) > (fabs(v) > 0.25 ? 2e-15 : 5e-16)) check("log(1 + v) - v", 0, v, error, 0);
      sum += error;
    }
    check("log(1 + v) - v, in the mean", fabs(sum / n) < 4e-17, from, sum / n, 0);
  }
}

/* By closed forms: the integral of (1 - v)^D is 1/(D+1), that of (1 + v)^U exp(-c v) a sum of falling products, that of
** (1 - v)^D (1 + r v)^U one of such products with rising ones below. */
static double upSum(double up, double c) {
  double term = 1 / c, sum = 0;
  for (double k = 0; k <= up && term > 0; k++) {
    sum += term;
    term *= (up - k) / c;
  }
  return sum;
}

static double bothSum(double down, double up, double r) {
  double term = 1 / (down + 1), sum = 0;
  for (double k = 0; k <= up && term > 0; k++) {
    sum += term;
    term *= r * (up - k) / (down + k + 2);
  }
  return sum;
}

static void testPeaks(void) {
  static const double aExponent[] = { 201, 400, 1000, 7000, 1e5 }, aRate[] = { 1e-150, 3e-4, 1, 7, 1e130 };
  for (int i = 0; i < 5; i++) {
    for (int j = 0; j < 5; j++) {
      double rate = aRate[j];
      AsiPeak lower = { rate * aExponent[i], aExponent[i], rate, 0, 0 };
      expect("peak, down", asiPeakIntegral(&lower), 1 / (rate * (aExponent[i] + 1)), 1.5e-15, aExponent[i], rate, 0);
      for (int k = 0; k < 5; k++) {
        double down = aExponent[i], up = aExponent[k], r = 0.9 * down / up;
        AsiPeak both = { rate * (down - r * up), down, rate, up, rate * r };
        expect("peak, both", asiPeakIntegral(&both), bothSum(down, up, r) / rate, 4e-15, down, up, rate);
      }
      for (double more = 0; more < 1e9; more = 10 * more + 3) {
        double up = aExponent[i], c = up + more;
        AsiPeak upper = { rate * more, 0, 0, up, rate };
        expect("peak, up", asiPeakIntegral(&upper), upSum(up, c) / rate, 4e-15, up, more, rate);
      }
    }
  }
}

/* Where the parabola has fallen by 41. */
static void testParabola(void) {
  static const AsiPeak aPeak[] = { { 3, 0, 0, 0, 0 },         { 0, 300, 2, 0, 0 },
                                   { 0, 0, 0, 500, 0.1 },     { 0.5, 200, 0.3, 70, 4 },
                                   { 100, 900, 1e-3, 3, 50 }, { 2e-150, 1e4, 1e-152, 1e3, 3e-152 } };
  for (size_t i = 0; i < sizeof aPeak / sizeof aPeak[0]; i++) {
    const AsiPeak *p = &aPeak[i];
    double u = quadratureParabola(p), down = p->downRate * u, up = p->upRate * u;
    expect("parabola", p->slope * u + 0.5 * (p->down * down * down + p->up * up * up), 41, 1e-14, (double)i, 0, 0);
  }
}

static void testNoNumbers(void) {
  const double nan = (double)NAN;
  const double aNan[] = {
    asiNormalLower(nan),
    asiNormalUpper(nan),
    asiNormalQuantile(nan),
    asiNormalQuantile(-0.1),
    asiNormalQuantile(1.1),
    asiNormalLog10Upper(nan),
    asiTLower(nan, 3),
    asiTLower(1, 0),
    asiTUpper(1, nan),
    asiTQuantile(nan, 3),
    asiTQuantile(2, 3),
    asiTQuantile(0.5, -1),
    asiBetaLower(nan, 1, 1),
    asiBetaLower(0.5, 0, 1),
    asiBetaUpper(0.5, 1, nan),
    asiBetaQuantile(0.5, -1, 1),
    asiBetaQuantile(2, 1, 1),
    asiGammaLower(nan, 1),
    asiGammaUpper(1, 0),
    asiChiSquareLower(1, nan),
    asiChiSquareQuantile(2, 1),
    asiChiSquareQuantile(0.5, 0),
    asiFLower(nan, 1, 1),
    asiFUpper(1, 0, 1),
    asiFQuantile(0.5, 1, nan),
    asiBinomialLower(nan, 3, 0),
    asiBinomialUpper(1, 2.5, 0),
    asiBinomialMass(1, 3, 1.5),
    asiFQuantile(-1, 1, 1),
    asiNoncentralTLower(1, 0, 1),
    asiNoncentralTUpper(1, 5, nan),
    asiNoncentralTLower(nan, 5, 1),
    asiHypergeometricLower(1, -1, 3, 2),
    asiHypergeometricMass(1, 3, 3, 7),
    asiHypergeometricUpper(nan, 3, 3, 2),
    asiFisherLess(&(AsiTable){ -1, 2, 3, 4 }),
    asiFisherTwoSided(&(AsiTable){ 1, 2.5, 3, 4 }),
    asiFisherOddsLow(&(AsiTable){ 1, 2, 3, 4 }, 0),
    asiFisherOdds(&(AsiTable){ 1, 2, nan, 4 }),
  };
  for (size_t i = 0; i < sizeof aNan / sizeof aNan[0]; i++) check("no number", isnan(aNan[i]), (double)i, 0, 0);
}

/* From arguments that are right, one at a time becomes impossible: each alone makes the answer no number. */
typedef struct Refusal {
  double (*f)(double, double, double);
  double aRight[3];
  double aWrong[3][4]; /* NaN fills the rest, and is wrong everywhere */
} Refusal;

static double normalQuantile3(double p, double y, double z) {
  (void)y, (void)z;
  return asiNormalQuantileUpper(p);
}
static double tUpper3(double t, double df, double z) {
  (void)z;
  return asiTUpper(t, df);
}
static double tQuantile3(double p, double df, double z) {
  (void)z;
  return asiTQuantile(p, df);
}
static double gammaLower3(double x, double a, double z) {
  (void)z;
  return asiGammaLower(x, a);
}
static double gammaUpper3(double x, double a, double z) {
  (void)z;
  return asiGammaUpper(x, a);
}
static double chiQuantile3(double p, double df, double z) {
  (void)z;
  return asiChiSquareQuantile(p, df);
}
static double chiQuantileUpper3(double p, double df, double z) {
  (void)z;
  return asiChiSquareQuantileUpper(p, df);
}
static double urnMass3(double white, double black, double draws) {
  return asiHypergeometricMass(2, white, black, draws);
}
static double urnLower3(double white, double black, double draws) {
  return asiHypergeometricLower(2, white, black, draws);
}
static double urnUpper3(double white, double black, double draws) {
  return asiHypergeometricUpper(2, white, black, draws);
}
static double fisherAll3(double a, double b, double c) {
  AsiTable t = { a, b, c, 7 };
  return asiFisherTwoSided(&t) + asiFisherLess(&t) + asiFisherGreater(&t);
}
static double fisherTwo3(double a, double b, double c) { return asiFisherTwoSided(&(AsiTable){ a, b, c, 7 }); }
static double fisherLess3(double d, double a, double b) { return asiFisherLess(&(AsiTable){ a, b, 4, d }); }
static double fisherOdds3(double d, double a, double b) { return asiFisherOdds(&(AsiTable){ a, b, 4, d }); }
static double fisherLow3(double d, double tail, double a) { return asiFisherOddsLow(&(AsiTable){ a, 3, 4, d }, tail); }

static void testRefusals(void) {
  const double inf = HUGE_VAL, no = (double)NAN;
  const Refusal aRefusal[] = {
    { normalQuantile3, { 0.3, 0, 0 }, { { -0.1, 1.1, no, no } } },
    { tUpper3, { 1, 3, 0 }, { { no, no, no, no }, { 0, -1, no, no } } },
    { tQuantile3, { 0.3, 3, 0 }, { { -0.1, 1.1, no, no }, { 0, -1, no, no } } },
    { asiBetaLower, { 0.3, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaUpper, { 0.3, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantile, { 0.3, 2, 3 }, { { -0.1, 1.1, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantileUpper, { 0.3, 2, 3 }, { { -0.1, 1.1, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantileOdds, { 0.3, 2, 3 }, { { -0.1, 1.1, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { gammaLower3, { 0.3, 2, 0 }, { { no, no, no, no }, { 0, -1, inf, no } } },
    { gammaUpper3, { 0.3, 2, 0 }, { { no, no, no, no }, { 0, -1, inf, no } } },
    { chiQuantile3, { 0.3, 2, 0 }, { { -0.1, 1.1, no, no }, { 0, -1, inf, no } } },
    { chiQuantileUpper3, { 0.3, 2, 0 }, { { -0.1, 1.1, no, no }, { 0, -1, inf, no } } },
    { asiFLower, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { asiFUpper, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { asiFQuantile, { 0.3, 2, 3 }, { { -0.1, 1.1, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { asiFQuantileUpper, { 0.3, 2, 3 }, { { -0.1, 1.1, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { asiBinomialLower, { 2, 5, 0.5 }, { { no, no, no, no }, { -1, 1.5, inf, no }, { -0.1, 1.1, no, no } } },
    { asiBinomialUpper, { 2, 5, 0.5 }, { { no, no, no, no }, { -1, 1.5, inf, no }, { -0.1, 1.1, no, no } } },
    { asiBinomialMass, { 2, 5, 0.5 }, { { no, no, no, no }, { -1, 1.5, inf, no }, { -0.1, 1.1, no, no } } },
    /* At the ends of x and p, where the answer is known before the shapes are looked at. */
    { asiBetaLower, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaLower, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaUpper, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaUpper, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantile, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantile, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantileUpper, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { asiBetaQuantileUpper, { 1, 2, 3 }, { { no, no, no, no }, { 0, -1, inf, no }, { 0, -1, inf, no } } },
    { gammaLower3, { 0, 2, 0 }, { { no, no, no, no }, { 0, -1, inf, no } } },
    { gammaUpper3, { 0, 2, 0 }, { { no, no, no, no }, { 0, -1, inf, no } } },
    { asiFLower, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { asiFUpper, { 0, 2, 3 }, { { no, no, no, no }, { 0, -1, no, no }, { 0, -1, no, no } } },
    { urnMass3, { 4, 5, 3 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no }, { -1, 1.5, 10, no } } },
    { urnLower3, { 4, 5, 3 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no }, { -1, 1.5, 10, no } } },
    { urnUpper3, { 4, 5, 3 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no }, { -1, 1.5, 10, no } } },
    { fisherAll3, { 2, 3, 4 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no } } },
    { fisherTwo3, { 2, 3, 4 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no }, { -1, 1.5, 0x1p54, no } } },
    { fisherLess3, { 7, 2, 3 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, inf, no }, { -1, 1.5, inf, no } } },
    { fisherOdds3, { 7, 2, 3 }, { { -1, 1.5, 0x1p54, no }, { -1, 1.5, inf, no }, { -1, 1.5, inf, no } } },
    { fisherLow3, { 7, 0.025, 2 }, { { -1, 1.5, 0x1p54, no }, { 0, 1, -1, no }, { -1, 1.5, inf, no } } },
    { asiNoncentralTLower, { 1, 5, 1 }, { { no, no, no, no }, { 0, -1, no, no }, { inf, -inf, 1.1e13, -1.1e13 } } },
    { asiNoncentralTUpper, { 1, 5, 1 }, { { no, no, no, no }, { 0, -1, no, no }, { inf, -inf, 1.1e13, -1.1e13 } } },
  };
  for (size_t i = 0; i < sizeof aRefusal / sizeof aRefusal[0]; i++) {
    const Refusal *r = &aRefusal[i];
    check("refusals", isfinite(r->f(r->aRight[0], r->aRight[1], r->aRight[2])), (double)i, -1, 0);
    for (int j = 0; j < 3; j++) {
      for (int k = 0; k < 4; k++) {
        double aArgument[3] = { r->aRight[0], r->aRight[1], r->aRight[2] };
        if (j > 0 && r->aWrong[j][0] == 0 && r->aWrong[j][1] == 0) continue; /* it takes fewer arguments */
        aArgument[j] = r->aWrong[j][k];
        check("refusals", isnan(r->f(aArgument[0], aArgument[1], aArgument[2])), (double)i, j, aArgument[j]);
      }
    }
  }
  check("refusals", isnan(asiHypergeometricMass(no, 4, 5, 3)), 0, 0, 0);
  check("refusals", isnan(asiHypergeometricLower(no, 4, 5, 3)), 0, 0, 0);
  check("refusals", isnan(asiHypergeometricUpper(no, 4, 5, 3)), 0, 0, 0);
}

/* Where an argument is of the right kind, but no such value can occur, or the ways part. */
static void testOutOfReach(void) {
  const double inf = HUGE_VAL;
  expect("out of reach", asiBinomialMass(-1, 5, 0.5), 0, 0, 0, 0, 0);
  expect("out of reach", asiBinomialMass(6, 5, 0.5), 0, 0, 0, 0, 1);
  expect("out of reach", asiBinomialMass(2.5, 5, 0.5), 0, 0, 0, 0, 2);
  expect("out of reach", asiBinomialMass(1, 5, 0), 0, 0, 0, 0, 3);
  expect("out of reach", asiBinomialMass(4, 5, 1), 0, 0, 0, 0, 4);
  expect("out of reach", asiHypergeometricMass(0, 4, 2, 3), 0, 0, 0, 1, 0);
  expect("out of reach", asiHypergeometricMass(4, 4, 2, 3), 0, 0, 0, 1, 1);
  expect("out of reach", asiHypergeometricMass(1.5, 4, 2, 3), 0, 0, 0, 1, 2);
  expect("out of reach", asiHypergeometricLower(0, 4, 2, 3), 0, 0, 0, 1, 3);
  expect("out of reach", asiHypergeometricUpper(1, 4, 2, 3), 1, 0, 0, 1, 4);
  expect("out of reach", asiFLower(inf, 2, 3), 1, 0, 0, 2, 0);
  expect("out of reach", asiFLower(-1, 2, 3), 0, 0, 0, 2, 1);
  expect("out of reach", asiGammaLower(inf, 2), 1, 0, 0, 3, 0);
  expect("out of reach", asiGammaLower(-1, 2), 0, 0, 0, 3, 1);
  expect("out of reach", asiNormalQuantileUpper(1), -inf, 0, 0, 4, 0);
  /* df1 = 2: P(F > f) = (1 + 2 f / df2)^(-df2/2) */
  expect("out of reach", asiFUpper(1e301, 2, 0.5), pow(4e301, -0.25), 1e-14, 0, 5, 0);
  /* Student's t at 2 degrees: p = (1 - t / sqrt(t^2 + 2)) / 2, far out 1 / (2 t^2); Cauchy's far out 1 / (pi t) */
  expect("out of reach", asiTQuantileUpper(1e-300, 2), sqrt(0.5e300), 1e-14, 0, 6, 0);
  expect("out of reach", asiTQuantileUpper(1e-300, 1), 1e300 / PI, 1e-14, 0, 6, 1);
  expect("out of reach", asiTQuantileUpper(0.025, 1e30), asiNormalQuantileUpper(0.025), 1e-15, 0, 6, 2);
  expect("out of reach", asiTQuantileUpper(0.025, inf), asiNormalQuantileUpper(0.025), 1e-15, 0, 6, 3);
  /* what is beyond exp and log takes the C library's way */
  expect("out of reach", asiDdExp(asiDdOf(-inf)).hi, 0, 0, 0, 7, 0);
  expect("out of reach", asiDdExp(asiDdOf(1000)).hi, inf, 0, 0, 7, 1);
  check("out of reach", isnan(asiDdExp(asiDdOf((double)NAN)).hi), 0, 7, 2);
  expect("out of reach", asiDdLog(asiDdOf(0)).hi, -inf, 0, 0, 7, 3);
  expect("out of reach", asiDdLog(asiDdOf(inf)).hi, inf, 0, 0, 7, 4);
  check("out of reach", isnan(asiDdLog(asiDdOf(-1)).hi), 0, 7, 5);
}

/* a = b = 1/2 is the law of the arcsine, in every part of the way from 0 to 1. */
static void testArcsine(void) {
  for (int k = 1; k <= 40; k++) {
    double rest = ldexp(1, -k), x = 1 - rest;
    expect("arcsine law", asiBetaLower(x, 0.5, 0.5), 1 - 2 / PI * asin(sqrt(rest)), 1e-15, x, 0.5, 0.5);
    expect("arcsine law", asiBetaUpper(x, 0.5, 0.5), 2 / PI * asin(sqrt(rest)), 1e-14, x, 0.5, 0.5);
    expect("arcsine law", asiBetaLower(rest, 0.5, 0.5), 2 / PI * asin(sqrt(rest)), 1e-14, rest, 0.5, 0.5);
    /* and with one exponent 1: a power of x */
    expect("arcsine law", asiBetaLower(x, 0.25, 1), pow(x, 0.25), 1e-14, x, 0.25, 1);
    expect("arcsine law", asiBetaUpper(x, 1, 0.25), pow(rest, 0.25), 1e-14, x, 1, 0.25);
  }
}

static void testEnds(void) {
  const double inf = HUGE_VAL;
  const double aPair[][2] = {
    { asiNormalLower(-inf), 0 },
    { asiNormalUpper(-inf), 1 },
    { asiNormalUpper(50), 0 },
    { asiNormalQuantile(0), -inf },
    { asiNormalQuantile(1), inf },
    { asiTLower(-inf, 3), 0 },
    { asiTUpper(inf, 3), 0 },
    { asiTUpper(0, 3), 0.5 },
    { asiTQuantile(0, 3), -inf },
    { asiTQuantileUpper(0, 3), inf },
    { asiTUpper(2, inf), asiNormalUpper(2) },
    { asiTUpper(1e200, 1e-300), 0.5 },
    { asiBetaLower(0, 2, 3), 0 },
    { asiBetaLower(1, 2, 3), 1 },
    { asiBetaLower(-5, 2, 3), 0 },
    { asiBetaQuantile(0, 2, 3), 0 },
    { asiBetaQuantile(1, 2, 3), 1 },
    { asiBetaQuantileUpper(0, 2, 3), 1 },
    { asiGammaLower(0, 2), 0 },
    { asiGammaUpper(inf, 2), 0 },
    { asiGammaUpper(0, 2), 1 },
    { asiGammaUpper(-1, 2), 1 },
    { asiGammaUpper(0, 0.5), 1 },
    { asiGammaLower(0, 0.5), 0 },
    { asiChiSquareUpper(0, 1), 1 },
    { asiFUpper(0, 2, 3), 1 },
    { asiFUpper(-1, 2, 3), 1 },
    { asiBetaUpper(0, 2, 3), 1 },
    { asiBetaUpper(1, 2, 3), 0 },
    { asiBetaUpper(2, 2, 3), 0 },
    { asiBetaLower(2, 2, 3), 1 },
    { asiChiSquareQuantile(1, 2), inf },
    { asiChiSquareQuantileUpper(1, 2), 0 },
    { asiChiSquareQuantileUpper(0, 2), inf },
    { asiChiSquareQuantile(0, 2), 0 },
    { asiFQuantileUpper(1, 2, 3), 0 },
    { asiFQuantile(1, 2, 3), inf },
    { asiBetaQuantileUpper(1, 2, 3), 0 },
    { asiTQuantile(1, 3), inf },
    { asiTQuantileUpper(1, 3), -inf },
    { asiNormalQuantileUpper(0), inf },
    { asiFLower(0, 2, 3), 0 },
    { asiFUpper(inf, 2, 3), 0 },
    { asiFQuantileUpper(0, 2, 3), inf },
    { asiFQuantile(0, 2, 3), 0 },
    { asiBinomialLower(-1, 5, 0.5), 0 },
    { asiBinomialLower(5, 5, 0.5), 1 },
    { asiBinomialUpper(0, 5, 0.5), 1 },
    { asiBinomialUpper(6, 5, 0.5), 0 },
    { asiBinomialUpper(1, 0, 0.5), 0 },
    { asiBinomialLower(4, 5, 1), 0 },
    { asiBinomialUpper(1, 5, 0), 0 },
    { asiBinomialMass(0, 5, 0), 1 },
    { asiBinomialMass(5, 5, 1), 1 },
    { asiBinomialLower(0, 0, 0.3), 1 },
    { asiNoncentralTLower(inf, 5, 1), 1 },
    { asiNoncentralTUpper(inf, 5, 1), 0 },
    { asiHypergeometricLower(9, 3, 3, 2), 1 },
    { asiHypergeometricUpper(9, 3, 3, 2), 0 },
    { asiFisherTwoSided(&(AsiTable){ 0, 0, 0, 0 }), 1 },
    { asiFisherGreater(&(AsiTable){ 5, 0, 3, 0 }), 1 },
  };
  for (size_t i = 0; i < sizeof aPair / sizeof aPair[0]; i++)
    expect("ends", aPair[i][0], aPair[i][1], 0, (double)i, 0, 0);
}

/* So near 0 that the square of the density's slope is beyond the doubles: the tail is 0, and comes at once. */
static void testNearNothing(void) {
  for (double x = 1e-140; x > 0; x *= 1e-9) {
    expect("near nothing", asiChiSquareLower(x, 1e6), 0, 0, x, 0, 0);
    expect("near nothing", asiChiSquareUpper(x, 1e13), 1, 0, x, 0, 0);
    expect("near nothing", asiFLower(x, 1e6, 1e6), 0, 0, x, 0, 0);
    expect("near nothing", asiFUpper(1 / x, 1e6, 1e5), 0, 0, x, 0, 0);
    expect("near nothing", asiBinomialUpper(500000, 1e6, x), 0, 0, x, 0, 0);
  }
}

/* The sum of choose(n, k)^2 r^k: all weights of the table with margins of n, over that of A = 0. */
static double squaredChoices(double n, double r) {
  double term = 1, sum = 1;
  for (double k = 0; k < n; k++) sum += term *= (n - k) / (k + 1) * ((n - k) / (k + 1)) * r;
  return sum;
}

/* Starts where the observed count is out of reach of the weights. */
static void testOddsFarAway(void) {
  const AsiTable parted = { 1000, 0, 0, 1000 };
  double low = asiFisherOddsLow(&parted, 1e-15);
  expect("odds ratio, far away", 1 / squaredChoices(1000, 1 / low), 1e-15, 1e-13, 0, 0, 0);
  expect("odds ratio, far away", asiFisherOddsHigh(&(AsiTable){ 0, 1000, 1000, 0 }, 1e-15), 1 / low, 1e-13, 2, 0, 0);
}

/* A cliff: one half everywhere, with a slope that promises more. Each step moves log s by excess over slope. */
static AsiTailPoint cliffAt(const void *pSlope, double s) {
  double slope = *(const double *)pSlope;
  (void)s;
  return (AsiTailPoint){ { asiDdOf(0), 0.5 }, slope, slope };
}

static AsiTailPoint nowhereAt(const void *pShape, double s) {
  (void)pShape, (void)s;
  return (AsiTailPoint){ { asiDdOf((double)NAN), 0.5 }, 1, 1 };
}

static void testRoots(void) {
  const double slope = 1e4, aP[] = { 0.025, 0.3 };
  double s = asiTailRoot(cliffAt, &slope, asiDdLog(asiDdOf(0.25)), 1);
  check("root of no number", isnan(asiTailRoot(nowhereAt, NULL, asiDdLog(asiDdOf(0.25)), 1)), 0, 0, 0);
  expect("root, none", s, exp(-200 * log(2) / slope), 1e-12, 0, 0, 0);
  for (int i = 0; i < 2; i++) {
    /* df + z sqrt(2 df) + ..., Cornish and Fisher's, where the next double is further than the tail can tell */
    double z = asiNormalQuantile(aP[i]), df = 1e24;
    expect("root, no nearer", asiChiSquareQuantile(aP[i], df), df + z * sqrt(2 * df), 4e-16, aP[i], df, 0);
    expect("root, no nearer", asiChiSquareQuantileUpper(aP[i], df), df - z * sqrt(2 * df), 4e-16, aP[i], df, 0);
  }
}

/* Each condition of an entry by itself. */
static void testSingly(void) {
  AsiDd no = asiDdOf((double)NAN), some = asiDdOf(0.3);
  AsiPeak walled = { 0, 1, 1, 0, 0 };
  check("singly", isnan(asiBetaLowerSplit(no, some, 2, 3)), 0, 0, 0);
  check("singly", isnan(asiBetaLowerSplit(some, no, 2, 3)), 0, 0, 1);
  check("singly", isnan(asiTQuantileUpper(1.1, 3)), 0, 0, 2);
  check("singly", isnan(asiTQuantileUpper(-0.1, 3)), 0, 0, 3);
  check("singly", isnan(asiFisherTwoSided(&(AsiTable){ 0x1p53, 1, 0x1p53, 1 })), 0, 0, 4);
  expect("singly", asiNoncentralTLower(2, 1e21, 0.5), asiNormalLower(1.5), 1e-15, 0, 0, 5);
  /* below the degrees of freedom that are promised */
  expect("singly, df 0.01", asiNoncentralTUpper(1, 0.01, 0), asiTUpper(1, 0.01), 1e-8, 0, 0, 6);
  /* (1 - u) exp(u) over u = 0..1 */
  expect("singly", asiPeakIntegral(&walled), exp(1) - 2, 1e-14, 0, 0, 7);
}

int main(int argc, char **argv) {
  const char *zDirectory = argc > 1 ? argv[1] : "test/reference";
  testDistributionCases(zDirectory);
  testPlanningCases(zDirectory);
  testProportionCases(zDirectory);
  testContingencyCases(zDirectory);
  testStored();
  testBinomialExact();
  testBinomialLarge();
  testTablesExact();
  testOdds();
  testClosedForms();
  testTailsSumToOne();
  testNoncentralFar();
  testRoundTrips();
  testBothSides();
  testRecalled();
  testMonotone();
  testNormalFar();
  testDoubleDoubles();
  testTwiceAtanh();
  testQuadrature();
  testLogRest();
  testPeaks();
  testParabola();
  testNoNumbers();
  testEnds();
  testArcsine();
  testRefusals();
  testOutOfReach();
  testNearNothing();
  testOddsFarAway();
  testRoots();
  testSingly();
  printScores();
  return nFailed != 0;
}
