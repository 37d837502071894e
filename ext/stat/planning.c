#include "planning.h"

#include <math.h>

#include "noncentral_t.h"
#include "normal.h"
#include "number.h"
#include "student_t.h"

#define PLAN_INV_PI 0.31830988618379067154
#define PLAN_EFFICIENCY_LEAST 0.864

ASI_RECORD_FIELDS(aPlanField, AsiPlan, ASI_PLAN_FIELDS);

static const AsiRecord planRecord = ASI_RECORD_OF(AsiPlan, aPlanField);

const AsiFamily asiPlan = { .zName = "plan", .record = &planRecord };

/* (3): `min` alone asks for the rank test, too. */
static bool planIsByRanks(const AsiOptions *options) {
  return options->test == ASI_BY_RANKS || options->efficiency == ASI_EFFICIENCY_LEAST;
}

static double planEfficiency(const AsiOptions *options) {
  if (!planIsByRanks(options)) return 1;
  return options->efficiency == ASI_EFFICIENCY_LEAST ? PLAN_EFFICIENCY_LEAST : 3 * PLAN_INV_PI;
}

static double planDf(const AsiPlanAsk *ask, int64_t n) {
  return (double)ask->groups * ((double)n * planEfficiency(ask->options) - 1);
}

static double planDelta(const AsiPlanAsk *ask, int64_t n) {
  return fabs(ask->effect) * sqrt((double)n * planEfficiency(ask->options) / (double)ask->groups);
}

static bool planIsOneSided(const AsiPlanAsk *ask) { return ask->options->alternative != ASI_TWO_SIDED; }

/* (4) */
static double planPowerNormal(const AsiPlanAsk *ask, double delta) {
  return asiNormalUpper(asiNormalQuantileUpper(planIsOneSided(ask) ? ask->alpha : ask->alpha / 2) - delta);
}

/* (2) */
static double planPowerT(const AsiPlanAsk *ask, double df, double delta) {
  double critical = asiTQuantileUpper(planIsOneSided(ask) ? ask->alpha : ask->alpha / 2, df);
  double upper = asiNoncentralTUpper(critical, df, delta);
  return planIsOneSided(ask) ? upper : upper + asiNoncentralTLower(-critical, df, delta);
}

double asiPower(const AsiPlanAsk *ask, int64_t n) {
  double delta = planDelta(ask, n);
  return fmin(1, ask->options->method == ASI_NORMAL ? planPowerNormal(ask, delta)
                                                    : planPowerT(ask, planDf(ask, n), delta));
}

/* (5): the smallest n with the power lies above least, where it is too small, and not above most. */
static int64_t planHalve(const AsiPlanAsk *ask, double power, int64_t least, int64_t most) {
  while (most - least > 1) {
    int64_t middle = least + (most - least) / 2;
    if (asiPower(ask, middle) >= power)
      most = middle;
    else
      least = middle;
  }
  return most;
}

/* (5); 0 when ASI_PLAN_SIZE are too few. */
static int64_t planSize(const AsiPlanAsk *ask, double power) {
  int64_t least = 1, most = 2;
  while (asiPower(ask, most) < power) {
    if (most == ASI_PLAN_SIZE) return 0;
    least = most;
    most = most > ASI_PLAN_SIZE / 4 ? ASI_PLAN_SIZE : 4 * most;
  }
  return planHalve(ask, power, least, most);
}

/* ceil(n / (1 - dropout)) */
static int64_t planRecruited(int64_t n, double dropout) {
  asi_u128 numerator, denominator;
  asiDecimalFraction(dropout, 18, &numerator, &denominator);
  return (int64_t)(((asi_u128)n * denominator + denominator - numerator - 1) / (denominator - numerator));
}

static const char *planMethod(const AsiPlanAsk *ask) {
  static const char *const azMethod[][2][2] = { { { "t", "wilcoxon" }, { "t", "mann-whitney" } },
                                                { { "normal", "wilcoxon, normal" },
                                                  { "normal", "mann-whitney, normal" } } };
  return azMethod[ask->options->method == ASI_NORMAL][ask->groups == ASI_GROUPS_TWO][planIsByRanks(ask->options)];
}

AsiStatus asiPlanOf(const AsiPlanAsk *ask, double power, AsiPlan *plan) {
  int64_t n = planSize(ask, power);
  if (n == 0) return ASI_LIMIT;
  plan->n = n;
  plan->n_recruited = planRecruited(n, ask->options->dropout);
  plan->n_total = plan->n_recruited * ask->groups;
  plan->dropout = ask->options->dropout;
  plan->effect = ask->effect;
  plan->alpha = ask->alpha;
  plan->power = power;
  plan->power_reached = asiPower(ask, n);
  plan->delta = planDelta(ask, n);
  if (ask->options->method != ASI_NORMAL) plan->df = planDf(ask, n);
  plan->efficiency = planEfficiency(ask->options);
  plan->method = planMethod(ask);
  plan->alternative = planIsOneSided(ask) ? "one-sided" : "two-sided";
  return ASI_OK;
}

int64_t asiSlovin(int64_t population, double e) {
  asi_u128 numerator, scale, divisor;
  asiDecimalFraction(e, 12, &numerator, &scale);
  divisor = scale * scale + (asi_u128)population * numerator * numerator;
  return (int64_t)(((asi_u128)population * scale * scale + divisor - 1) / divisor);
}

double asiLemeshow(double p, double d, int64_t population, double level) {
  double z = asiNormalQuantileUpper((1 - level) / 2);
  double v = z * z * p * (1 - p);
  double n = (double)population;
  return ceil(population == 0 ? v / d / d : n * v / (d * d * (n - 1) + v));
}
