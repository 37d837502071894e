/*
** Whether several groups spread alike: the test of Levene (1960), about the medians as Brown & Forsythe (1974, JASA
** 69:364) advise, or with 'mean' about the means as Levene did.
**
**  (1) The one-way analysis of variance (oneway.h) of z = |x - centre of its group|.
**  (2) With the centre C/c of a group, C a whole number, and its values above and below it, c z adds up to
**      c (sum of those above - sum of those below) - (how many more are above) C, and its squares to
**      c^2 sum(x^2) - 2 c C sum(x) + n C^2. So no deviation is ever rounded, whatever the centre.
**  (3) Equal deviations within every group, as in groups of one or two values: f and p null.
**  (4) An INTEGER beyond 2^53 enters as it is.
**  (5) Presets: `spss` is the mean (the statistic of ONEWAY, the row `Based on Mean` of later versions), `r` and `scipy`
**      the median (the defaults of car::leveneTest and scipy.stats.levene).
*/
#include <math.h>
#include <string.h>

#include "groups.h"
#include "moments.h"
#include "oneway.h"
#include "run_moments.h"

#define LEVENE_WORK 30 /* ns a run */

/* The centre is whole/scale, in units of 2^-1074. */
typedef struct LeveneCentre {
  AsiWhole whole;
  int64_t scale;
} LeveneCentre;

/* The values of a group on either side of its centre; those equal to it may stand on any. */
typedef struct LeveneSides {
  AsiMoments below, above;
} LeveneSides;

/* Values up to the limit count as below. */
static AsiStatus leveneSplit(AsiSample *sample, AsiNumber limit, AsiPoll *poll, LeveneSides *sides) {
  AsiStatus status = asiSampleSealPolled(sample, poll);
  AsiRunCursor at;
  AsiRun run;
  memset(sides, 0, sizeof *sides);
  if (status != ASI_OK) return status;
  asiRunFirst(&at, sample);
  while (status == ASI_OK && asiRunNext(&at, &run)) {
    AsiNumber x = asiRunNumber(&run);
    asiMomentsAddNumber(asiNumberIsBelow(limit, x) ? &sides->above : &sides->below, x, run.nPositive);
    status = asiPollWork(poll, LEVENE_WORK);
  }
  return status;
}

static AsiWhole leveneSum(AsiMoments *moments) { return asiWholeOf(asiMomentsSum(moments)); }

static AsiWhole leveneSquares(AsiMoments *moments) { return asiWholeOf(asiMomentsSquares(moments)); }

/* By (2). */
static void leveneDeviations(LeveneSides *sides, const LeveneCentre *centre, AsiOneWayGroup *values) {
  AsiWhole sum = asiWholePlus(leveneSum(&sides->above), leveneSum(&sides->below));
  AsiWhole excess = asiWholeMinus(leveneSum(&sides->above), leveneSum(&sides->below));
  AsiWhole squares = asiWholePlus(leveneSquares(&sides->above), leveneSquares(&sides->below));
  AsiWhole crossed = asiWholeTimes(asiWholeTimes(asiWholeProduct(centre->whole, sum), centre->scale), 2);
  AsiWhole centres = asiWholeProduct(centre->whole, centre->whole);
  values->n = sides->above.n + sides->below.n;
  values->scale = centre->scale;
  values->sum = asiWholeMinus(asiWholeTimes(excess, centre->scale),
                              asiWholeTimes(centre->whole, sides->above.n - sides->below.n));
  squares = asiWholeTimes(asiWholeTimes(squares, centre->scale), centre->scale);
  values->squares = asiWholePlus(asiWholeMinus(squares, crossed), asiWholeTimes(centres, values->n));
}

static AsiStatus leveneReadMedian(const AsiGroup *group, AsiPoll *poll, AsiOneWayGroup *values) {
  int64_t n = asiSampleCount(group->sample);
  AsiMoments middle = { .n = 0 };
  LeveneCentre centre = { .scale = 2 };
  LeveneSides sides;
  AsiNumber below;
  AsiStatus status = asiSampleSealPolled(group->sample, poll);
  if (status != ASI_OK) return status;
  below = asiSampleSelectNumber(group->sample, (n - 1) / 2);
  asiMomentsAddNumber(&middle, below, 1);
  asiMomentsAddNumber(&middle, asiSampleSelectNumber(group->sample, n / 2), 1);
  status = leveneSplit(group->sample, below, poll, &sides);
  if (status != ASI_OK) return status;
  centre.whole = leveneSum(&middle);
  leveneDeviations(&sides, &centre, values);
  return ASI_OK;
}

static bool leveneIsUpToMean(AsiNumber x, AsiMoments *all) {
  AsiMoments one = { .n = 0 };
  asiMomentsAddNumber(&one, x, 1);
  return asiWholeMinus(asiWholeTimes(leveneSum(&one), all->n), leveneSum(all)).sign <= 0;
}

/* The largest double that is not above the mean. */
static double leveneMeanDouble(AsiMoments *all) {
  double nearest = asiMomentsMean(all);
  return leveneIsUpToMean((AsiNumber){ nearest, 0 }, all) ? nearest : nextafter(nearest, -(double)INFINITY);
}

/* From a double beyond 2^52 up to the largest INTEGER that is not above the mean: the next double is less than 2^11 away. */
static AsiNumber leveneMeanInteger(int64_t x, AsiMoments *all) {
  int64_t step;
  for (step = 1024; step > 0; step /= 2) {
    int64_t next = x <= INT64_MAX - step ? x + step : x;
    if (leveneIsUpToMean((AsiNumber){ (double)next, asiRestOf(next) }, all)) x = next;
  }
  return (AsiNumber){ (double)x, asiRestOf(x) };
}

static AsiNumber leveneMeanLimit(const AsiSample *sample, AsiMoments *all) {
  double limit = leveneMeanDouble(all);
  // cppcheck-suppress incorrectLogicOperator ; it reads 0x1p63 as 0
  bool isOfIntegers = asiSampleCountIntegers(sample) > 0 && fabs(limit) >= 0x1p52 && limit >= -0x1p63 && limit < 0x1p63;
  return isOfIntegers ? leveneMeanInteger((int64_t)limit, all) : (AsiNumber){ limit, 0 };
}

static AsiStatus leveneReadMean(const AsiGroup *group, AsiPoll *poll, AsiOneWayGroup *values) {
  LeveneCentre centre;
  LeveneSides sides;
  AsiStatus status = leveneSplit(group->sample, (AsiNumber){ (double)INFINITY, 0 }, poll, &sides);
  if (status != ASI_OK) return status;
  centre.whole = leveneSum(&sides.below);
  centre.scale = sides.below.n;
  status = leveneSplit(group->sample, leveneMeanLimit(group->sample, &sides.below), poll, &sides);
  if (status == ASI_OK) leveneDeviations(&sides, &centre, values);
  return status;
}

static AsiStatus leveneCompute(void *state, const AsiAsk *ask, void *record) {
  if (ask->options->method == ASI_BY_MEAN) return asiOneWay(state, ask, leveneReadMean, "mean", record);
  return asiOneWay(state, ask, leveneReadMedian, "median", record);
}

const AsiFamily asiLevene = {
  .zName = "levene",
  .state = &asiKindSampleGroups,
  .record = &asiOneWayRecord,
  .compute = leveneCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_CENTRE | ASI_WORDS_AS_LEVENE,
};
