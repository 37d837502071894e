/*
** Analysis of covariance: the difference of two groups after treatment, adjusted for what they had before (Fisher 1932).
**
**  (1) Model: post = group + slope pre, one slope for both groups. adjusted_1 and adjusted_2 are its values at the mean
**      pretest of all rows; difference = adjusted_2 - adjusted_1, group_1 the smaller label. df = n1 + n2 - 3; interval
**      and p by Student's t, two-sided.
**  (2) p_interaction: whether the slopes of the groups differ, with n1 + n2 - 4 df. NULL where a group's pretest is
**      constant, n1 + n2 <= 4, or nothing is left over of the two lines.
**  (3) partial_eta_squared = SS_group/(SS_group + SS_residual) = t^2/(t^2 + df).
**  (4) No residual df: se, t, p, interval, eta NULL. No residuals: se 0, t, p, interval NULL. The pretest constant in both
**      groups: nothing to adjust for, all but the counts and labels NULL.
**  (5) Within a group, with whole numbers X = n sum(x^2) - (sum x)^2, Y likewise and P = n sum(xy) - sum(x) sum(y):
**      SS_residual of its own line is (X Y - P^2)/(n X), and the common line adds (b2 - b1)^2/(n1/X1 + n2/X2), with
**      b2 - b1 = (P2 X1 - P1 X2)/(X1 X2). With X = n2 X1 + n1 X2 and P likewise the common slope is P/X; with
**      D = n1 sum(x_2) - n2 sum(x_1), and E the same of y, difference = (E X - P D)/(n1 n2 X), and with N = n1 + n2
**      adjusted_1 = (N sum(y_1) X + P D)/(N n1 X), adjusted_2 = (N sum(y_2) X - P D)/(N n2 X). All differences but those
**      of the interval are taken of whole numbers, all else is sums of what is not negative, to 100 bits: no digit is
**      lost, however far apart the values lie, and residuals that are 0 come out as 0.
*/
#include <math.h>

#include "family.h"
#include "floating.h"
#include "groups.h"
#include "pair_groups.h"
#include "student_t.h"
#include "tails.h"

#define ANCOVA_UNIT (-1074)        /* of sums */
#define ANCOVA_SQUARE_UNIT (-2148) /* of sums of squares and products */

#define ANCOVA_FIELDS(F, T)                                                                                            \
  F(T, INTEGER, n_1, 0)                                                                                                \
  F(T, INTEGER, n_2, 0)                                                                                                \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, LABEL, group_1, 0)                                                                                              \
  F(T, LABEL, group_2, 0)                                                                                              \
  F(T, REAL, adjusted_1, 0)                                                                                            \
  F(T, REAL, adjusted_2, 0)                                                                                            \
  F(T, REAL, difference, 0)                                                                                            \
  F(T, REAL, se, 0)                                                                                                    \
  F(T, REAL, t, 0)                                                                                                     \
  F(T, INTEGER, df, 0)                                                                                                 \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, low, 0)                                                                                                   \
  F(T, REAL, high, 0)                                                                                                  \
  F(T, REAL, level, 0)                                                                                                 \
  F(T, REAL, slope, 0)                                                                                                 \
  F(T, REAL, p_interaction, 0)                                                                                         \
  F(T, REAL, partial_eta_squared, 0)                                                                                   \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(AncovaRecord, ANCOVA_FIELDS);

ASI_RECORD_FIELDS(aAncovaField, AncovaRecord, ANCOVA_FIELDS);

static const AsiRecord ancovaRecord = ASI_RECORD_OF(AncovaRecord, aAncovaField);

/* ---- one group ---- */

typedef struct AncovaGroup {
  int64_t n;
  AsiWhole sumX, sumY;
  AsiWhole x, y, p; /* X, Y and P of (5) */
} AncovaGroup;

static AsiFloating ancovaOver(AsiFloating a, double divisor) {
  return asiFloatingQuotient(a, asiFloatingOfReal(divisor));
}

static void ancovaGroup(AsiPairGroup *sums, AncovaGroup *group) {
  group->n = sums->x.n;
  group->sumX = asiWholeOf(asiMomentsSum(&sums->x));
  group->sumY = asiWholeOf(asiMomentsSum(&sums->y));
  group->x = asiWholeScatter(asiMomentsSquares(&sums->x), asiMomentsSum(&sums->x), asiMomentsSum(&sums->x), group->n);
  group->y = asiWholeScatter(asiMomentsSquares(&sums->y), asiMomentsSum(&sums->y), asiMomentsSum(&sums->y), group->n);
  group->p = asiWholeScatter(&sums->product, asiMomentsSum(&sums->x), asiMomentsSum(&sums->y), group->n);
}

/* n/X, X not 0. */
static AsiFloating ancovaInverse(const AncovaGroup *group) {
  return asiFloatingQuotient(asiFloatingOfReal((double)group->n), asiFloatingOfWhole(&group->x, ANCOVA_SQUARE_UNIT));
}

/* What the group's own line leaves over. */
static AsiFloating ancovaOwnResidual(const AncovaGroup *group) {
  AsiWhole determinant;
  if (group->x.sign == 0) return ancovaOver(asiFloatingOfWhole(&group->y, ANCOVA_SQUARE_UNIT), (double)group->n);
  determinant = asiWholeMinus(asiWholeProduct(group->x, group->y), asiWholeProduct(group->p, group->p));
  return ancovaOver(asiFloatingQuotient(asiFloatingOfWhole(&determinant, 2 * ANCOVA_SQUARE_UNIT),
                                        asiFloatingOfWhole(&group->x, ANCOVA_SQUARE_UNIT)),
                    (double)group->n);
}

/* ---- both groups ---- */

typedef struct AncovaFit {
  double n;
  AsiWhole x, p, distance;              /* X, P and D of (5), of both groups */
  AsiFloating ownResidual, parallelism; /* sums of squares: of two lines, and what one slope adds to it */
  AsiFloating difference, leverage;     /* leverage: se^2 over the residual variance */
} AncovaFit;

/* What the common slope leaves over beyond the slopes of the groups; 0 where there are no two slopes. */
static AsiFloating ancovaParallelism(const AncovaGroup *one, const AncovaGroup *two) {
  AsiWhole numerator;
  AsiFloating slopes;
  if (one->x.sign == 0 || two->x.sign == 0) return asiFloatingOfReal(0);
  numerator = asiWholeMinus(asiWholeProduct(two->p, one->x), asiWholeProduct(one->p, two->x));
  slopes = asiFloatingQuotient(asiFloatingOfWhole(&numerator, 2 * ANCOVA_SQUARE_UNIT),
                               asiFloatingProduct(asiFloatingOfWhole(&one->x, ANCOVA_SQUARE_UNIT),
                                                  asiFloatingOfWhole(&two->x, ANCOVA_SQUARE_UNIT)));
  return asiFloatingQuotient(asiFloatingProduct(slopes, slopes),
                             asiFloatingSum(ancovaInverse(one), ancovaInverse(two)));
}

/* n1 of what is of group 2 and n2 of what is of group 1, together. */
static AsiWhole ancovaPooled(const AncovaGroup *one, const AsiWhole *ofOne, const AncovaGroup *two,
                             const AsiWhole *ofTwo) {
  return asiWholePlus(asiWholeTimes(*ofTwo, one->n), asiWholeTimes(*ofOne, two->n));
}

/* n1 of the sum of group 2 less n2 of that of group 1. */
static AsiWhole ancovaDistance(const AncovaGroup *one, const AsiWhole *ofOne, const AncovaGroup *two,
                               const AsiWhole *ofTwo) {
  return asiWholeMinus(asiWholeTimes(*ofTwo, one->n), asiWholeTimes(*ofOne, two->n));
}

/* A whole number in units of a sum times X, over X and over two counts. */
static AsiFloating ancovaOverX(const AsiWhole *a, const AncovaFit *fit, double first, double second) {
  AsiFloating quotient = asiFloatingQuotient(asiFloatingOfWhole(a, ANCOVA_UNIT), asiFloatingOfWhole(&fit->x, 0));
  return ancovaOver(ancovaOver(quotient, first), second);
}

static AsiFloating ancovaGap(const AncovaFit *fit, const AncovaGroup *one, const AncovaGroup *two) {
  AsiWhole apart = asiWholeProduct(ancovaDistance(one, &one->sumY, two, &two->sumY), fit->x);
  AsiWhole gap = asiWholeMinus(apart, asiWholeProduct(fit->p, fit->distance));
  return ancovaOverX(&gap, fit, (double)one->n, (double)two->n);
}

/* The squared distance of the pretests' means over their sum of squares within the groups. */
static AsiFloating ancovaPull(const AncovaFit *fit, double n1, double n2) {
  AsiFloating distance = asiFloatingOfWhole(&fit->distance, ANCOVA_UNIT);
  AsiFloating squared = ancovaOver(ancovaOver(asiFloatingProduct(distance, distance), n1), n2);
  return asiFloatingQuotient(squared, asiFloatingOfWhole(&fit->x, ANCOVA_SQUARE_UNIT));
}

static void ancovaFit(AncovaFit *fit, const AncovaGroup *one, const AncovaGroup *two) {
  double n1 = (double)one->n, n2 = (double)two->n;
  fit->n = (double)(one->n + two->n);
  fit->x = ancovaPooled(one, &one->x, two, &two->x);
  fit->p = ancovaPooled(one, &one->p, two, &two->p);
  fit->distance = ancovaDistance(one, &one->sumX, two, &two->sumX);
  fit->ownResidual = asiFloatingSum(ancovaOwnResidual(one), ancovaOwnResidual(two));
  fit->parallelism = ancovaParallelism(one, two);
  fit->difference = ancovaGap(fit, one, two);
  fit->leverage = asiFloatingSum(asiFloatingOfReal(1 / n1 + 1 / n2), ancovaPull(fit, n1, n2));
}

/* towards: 1 for group 1, whose pretests go up to the grand mean by D/(N n1); -1 for group 2. */
static double ancovaAdjusted(const AncovaFit *fit, const AncovaGroup *group, int towards) {
  int64_t n = (int64_t)fit->n;
  AsiWhole own = asiWholeProduct(asiWholeTimes(group->sumY, n), fit->x);
  AsiWhole moved = asiWholePlus(own, asiWholeTimes(asiWholeProduct(fit->p, fit->distance), towards));
  return asiFloatingValue(ancovaOverX(&moved, fit, (double)group->n, fit->n));
}

static void ancovaInteraction(AncovaRecord *record, const AncovaFit *fit) {
  double t;
  if (fit->n <= 4 || asiFloatingIsZero(fit->ownResidual)) return;
  t = asiFloatingValue(
      asiFloatingRoot(asiFloatingQuotient(fit->parallelism, ancovaOver(fit->ownResidual, fit->n - 4))));
  record->p_interaction = asiPositiveP(2 * asiTUpper(t, fit->n - 4));
}

static void ancovaInterval(AncovaRecord *record, const AncovaFit *fit, AsiFloating se) {
  double quantile = asiTQuantileUpper((1 - record->level) / 2, (double)record->df);
  AsiFloating half = asiFloatingProduct(se, asiFloatingOfReal(quantile));
  record->low = asiFloatingValue(asiFloatingSum(fit->difference, asiFloatingNegative(half)));
  record->high = asiFloatingValue(asiFloatingSum(fit->difference, half));
}

/* With residual degrees of freedom. */
static void ancovaTest(AncovaRecord *record, const AncovaFit *fit) {
  AsiFloating residual = asiFloatingSum(fit->ownResidual, fit->parallelism);
  AsiFloating se = asiFloatingRoot(asiFloatingProduct(ancovaOver(residual, (double)record->df), fit->leverage));
  AsiFloating explained = asiFloatingQuotient(asiFloatingProduct(fit->difference, fit->difference), fit->leverage);
  AsiFloating total = asiFloatingSum(explained, residual);
  record->se = asiFloatingValue(se);
  if (!asiFloatingIsZero(total)) record->partial_eta_squared = asiFloatingValue(asiFloatingQuotient(explained, total));
  if (asiFloatingIsZero(se)) return;
  record->t = asiFloatingValue(asiFloatingQuotient(fit->difference, se));
  record->p = asiPositiveP(2 * asiTUpper(fabs(record->t), (double)record->df));
  ancovaInterval(record, fit, se);
}

static void ancovaFill(AncovaRecord *record, const AncovaGroup *one, const AncovaGroup *two) {
  AncovaFit fit;
  ancovaFit(&fit, one, two);
  record->df = one->n + two->n - 3;
  record->slope = asiFloatingValue(asiFloatingQuotient(asiFloatingOfWhole(&fit.p, 0), asiFloatingOfWhole(&fit.x, 0)));
  record->difference = asiFloatingValue(fit.difference);
  record->adjusted_1 = ancovaAdjusted(&fit, one, 1);
  record->adjusted_2 = ancovaAdjusted(&fit, two, -1);
  if (one->x.sign != 0 && two->x.sign != 0) ancovaInteraction(record, &fit);
  if (record->df > 0) ancovaTest(record, &fit);
}

static AsiStatus ancovaCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiPairGroups *groups = state;
  AncovaRecord *record = answer;
  AncovaGroup one, two;
  size_t aOrder[2];
  AsiStatus status = asiLabelsCheck(&groups->labels, 2, 3, ask->words);
  if (status != ASI_OK) return status;
  asiLabelsOrder(&groups->labels, aOrder);
  record->n_1 = record->n_2 = 0;
  record->n_missing = ask->nMissing;
  if (groups->labels.nLabel == 0) return ASI_OK;
  record->group_1 = groups->labels.aLabel[aOrder[0]];
  record->n_1 = groups->aGroup[aOrder[0]].x.n;
  if (groups->labels.nLabel == 1) return ASI_OK;
  record->group_2 = groups->labels.aLabel[aOrder[1]];
  record->n_2 = groups->aGroup[aOrder[1]].x.n;
  ancovaGroup(&groups->aGroup[aOrder[0]], &one);
  ancovaGroup(&groups->aGroup[aOrder[1]], &two);
  if (one.x.sign == 0 && two.x.sign == 0) return ASI_OK;
  record->level = ask->options->level;
  record->method = "common-slope";
  ancovaFill(record, &one, &two);
  return ASI_OK;
}

const AsiFamily asiAncova = {
  .zName = "ancova",
  .state = &asiKindPairGroups,
  .record = &ancovaRecord,
  .compute = ancovaCompute,
  .nDatum = 3,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
};
