/*
** Planning a study: the power of a test, and the smallest sample that reaches it.
**
**  (1) Paired: n pairs, the effect is mean/SD of the differences (dz); delta = |effect| sqrt(n), df = n - 1. Two groups of
**      n: the effect is the difference of the means over the SD (d); delta = |effect| sqrt(n/2), df = 2n - 2. The sign of
**      the effect is ignored.
**  (2) By the t test: T is noncentral t. Two-sided: P(T > t(1-alpha/2)) + P(T < -t(1-alpha/2)), both tails, as R's
**      power.t.test(strict=TRUE). One-sided: P(T > t(1-alpha)).
**  (3) By the rank test (Wilcoxon, Mann-Whitney): as the t test with n times its asymptotic relative efficiency in delta
**      and df: 3/pi where the data are normal, with `min` 0.864 = 108/125, the least for any data with a density
**      (Hodges & Lehmann 1956, Ann. Math. Stat. 27:324; Lehmann 1975).
**  (4) `normal`: P(Z > z(1-alpha/2) - delta), the tail on the effect's side alone; so the smallest n is the textbooks'
**      ((z(1-alpha/2) + z(power))/dz)^2, twice that for two groups, rounded up.
**  (5) Sizes are whole, at least 2, at most 10^12, beyond that ASI_LIMIT. With dropout D, ceil(n/(1-D)) are recruited, D
**      being the decimal it is written as. Power rises with n, so that a search by halves finds the smallest n.
**  (6) Cost: one power 20 to 120 microseconds, a size about forty of them.
*/
#ifndef ASI_PLANNING_H
#define ASI_PLANNING_H

#include "family.h"

#define ASI_PLAN_SIZE INT64_C(1000000000000)
#define ASI_PLAN_EFFECT 1e6

#define ASI_PLAN_WORDS (ASI_WORDS_PLAN | ASI_WORDS_PLAN_PAIRED)
#define ASI_PLAN_WORDS_TWO (ASI_WORDS_PLAN | ASI_WORDS_PLAN_TWO)

typedef enum AsiPlanGroups { ASI_GROUPS_PAIRED = 1, ASI_GROUPS_TWO } AsiPlanGroups;

typedef struct AsiPlanAsk {
  AsiPlanGroups groups;
  double effect, alpha;
  const AsiOptions *options;
} AsiPlanAsk;

#define ASI_PLAN_FIELDS(F, T)                                                                                          \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_recruited, 0)                                                                                        \
  F(T, INTEGER, n_total, 0)                                                                                            \
  F(T, REAL, dropout, 0)                                                                                               \
  F(T, REAL, effect, 0)                                                                                                \
  F(T, REAL, alpha, 0)                                                                                                 \
  F(T, REAL, power, 0)                                                                                                 \
  F(T, REAL, power_reached, 0)                                                                                         \
  F(T, REAL, delta, 0)                                                                                                 \
  F(T, REAL, df, 0)                                                                                                    \
  F(T, REAL, efficiency, 0)                                                                                            \
  F(T, TEXT, method, 0)                                                                                                \
  F(T, TEXT, alternative, 0)

ASI_RECORD_STRUCT(AsiPlan, ASI_PLAN_FIELDS);

/* |effect| <= ASI_PLAN_EFFECT, 0 < alpha < 1, 2 <= n <= ASI_PLAN_SIZE. */
double asiPower(const AsiPlanAsk *ask, int64_t n);
/* The plan for a power between 0 and 1; effect not 0. */
AsiStatus asiPlanOf(const AsiPlanAsk *ask, double power, AsiPlan *plan);

/* Slovin's formula ceil(N / (1 + N e^2)), e as the decimal it is written as, to 12 places. 1 <= population <= 10^12. */
int64_t asiSlovin(int64_t population, double e);
/* Lemeshow et al. 1990: z^2 p(1-p)/d^2; of a finite population N V/(d^2 (N-1) + V), V = z^2 p(1-p). 0: infinite. Rounded
** up; +infinity is possible. */
double asiLemeshow(double p, double d, int64_t population, double level);

#endif
