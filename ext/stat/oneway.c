#include "oneway.h"

#include "f.h"
#include "floating.h"
#include "mem.h"
#include "tails.h"

#define ONEWAY_UNIT (-1074)
#define ONEWAY_SQUARE_UNIT (-2148)
#define ONEWAY_WORK 20000 /* ns of big-number arithmetic for a group */

ASI_RECORD_FIELDS(aOneWayField, AsiOneWayRecord, ASI_ONE_WAY_FIELDS);

const AsiRecord asiOneWayRecord = ASI_RECORD_OF(AsiOneWayRecord, aOneWayField);

/* The mean of a group less the mean of the first, and how many share it. */
typedef struct OneWayMean {
  double n;
  AsiFloating distance;
} OneWayMean;

typedef struct OneWay {
  OneWayMean *aMean;
  size_t k; /* of them are there */
  int64_t n;
  AsiOneWayGroup first;
  AsiFloating within; /* sum of squares */
} OneWay;

static AsiFloating oneWayOver(AsiFloating a, double divisor) {
  return asiFloatingQuotient(a, asiFloatingOfReal(divisor));
}

static AsiFloating oneWaySquare(AsiFloating a) { return asiFloatingProduct(a, a); }

/* n sum(z^2) - (sum z)^2, over n. */
static AsiFloating oneWayWithin(const AsiOneWayGroup *values) {
  AsiWhole scatter =
      asiWholeMinus(asiWholeTimes(values->squares, values->n), asiWholeProduct(values->sum, values->sum));
  AsiFloating scaled = oneWayOver(asiFloatingOfWhole(&scatter, ONEWAY_SQUARE_UNIT), (double)values->n);
  return oneWayOver(oneWayOver(scaled, (double)values->scale), (double)values->scale);
}

static AsiFloating oneWayDistance(const AsiOneWayGroup *first, const AsiOneWayGroup *values) {
  AsiWhole here = asiWholeTimes(asiWholeTimes(values->sum, first->n), first->scale);
  AsiWhole there = asiWholeTimes(asiWholeTimes(first->sum, values->n), values->scale);
  AsiWhole difference = asiWholeMinus(here, there);
  AsiFloating scaled = asiFloatingOfWhole(&difference, ONEWAY_UNIT);
  scaled = oneWayOver(oneWayOver(scaled, (double)first->n), (double)first->scale);
  return oneWayOver(oneWayOver(scaled, (double)values->n), (double)values->scale);
}

static void oneWayAdd(OneWay *oneWay, const AsiOneWayGroup *values) {
  OneWayMean *mean = &oneWay->aMean[oneWay->k];
  if (oneWay->k == 0) oneWay->first = *values;
  mean->n = (double)values->n;
  mean->distance = oneWayDistance(&oneWay->first, values);
  oneWay->within = asiFloatingSum(oneWay->within, oneWayWithin(values));
  oneWay->n += values->n;
  oneWay->k++;
}

static AsiFloating oneWayBetween(const OneWay *oneWay) {
  AsiFloating middle = asiFloatingOfReal(0);
  AsiFloating between = asiFloatingOfReal(0);
  size_t i;
  for (i = 0; i < oneWay->k; i++) {
    const OneWayMean *mean = &oneWay->aMean[i];
    middle = asiFloatingSum(middle, asiFloatingProduct(mean->distance, asiFloatingOfReal(mean->n)));
  }
  middle = oneWayOver(middle, (double)oneWay->n);
  for (i = 0; i < oneWay->k; i++) {
    const OneWayMean *mean = &oneWay->aMean[i];
    AsiFloating offset = asiFloatingSum(mean->distance, asiFloatingNegative(middle));
    between = asiFloatingSum(between, asiFloatingProduct(oneWaySquare(offset), asiFloatingOfReal(mean->n)));
  }
  return between;
}

/* Of two groups or more. */
static void oneWayTest(AsiOneWayRecord *record, const OneWay *oneWay) {
  AsiFloating between = oneWayBetween(oneWay);
  AsiFloating total = asiFloatingSum(between, oneWay->within);
  record->df1 = record->k - 1;
  record->df2 = record->n - record->k;
  if (record->df2 == 0) return;
  if (!asiFloatingIsZero(total)) record->eta_squared = asiFloatingValue(asiFloatingQuotient(between, total));
  if (asiFloatingIsZero(oneWay->within)) return;
  record->f = asiFloatingValue(
      asiFloatingQuotient(oneWayOver(between, (double)record->df1), oneWayOver(oneWay->within, (double)record->df2)));
  record->p = asiPositiveP(asiFUpper(record->f, (double)record->df1, (double)record->df2));
}

static AsiStatus oneWayRead(OneWay *oneWay, const AsiGroups *groups, const size_t *aOrder, AsiPoll *poll,
                            AsiOneWayRead read) {
  AsiOneWayGroup values;
  AsiStatus status = ASI_OK;
  size_t i;
  for (i = 0; status == ASI_OK && i < asiGroupsCount(groups); i++) {
    status = read(&groups->aGroup[aOrder[i]], poll, &values);
    if (status == ASI_OK) oneWayAdd(oneWay, &values);
    if (status == ASI_OK) status = asiPollWork(poll, ONEWAY_WORK);
  }
  return status;
}

AsiStatus asiOneWay(const AsiGroups *groups, const AsiAsk *ask, AsiOneWayRead read, const char *zMethod,
                    AsiOneWayRecord *record) {
  OneWay oneWay = { .aMean = NULL, .within = asiFloatingOfReal(0) };
  AsiStatus status = asiGroupsCheck(groups, 2, ask->words);
  size_t *aOrder;
  if (status != ASI_OK) return status;
  record->k = (int64_t)asiGroupsCount(groups);
  record->n = 0;
  record->n_missing = ask->nMissing;
  if (record->k == 0) return ASI_OK;
  aOrder = asiAllocArray((size_t)record->k, sizeof *aOrder);
  oneWay.aMean = asiAllocArray((size_t)record->k, sizeof *oneWay.aMean);
  status = aOrder == NULL || oneWay.aMean == NULL ? ASI_NOMEM : ASI_OK;
  if (status == ASI_OK) {
    asiLabelsOrder(&groups->labels, aOrder);
    status = oneWayRead(&oneWay, groups, aOrder, ask->poll, read);
  }
  record->n = oneWay.n;
  record->method = zMethod;
  if (status == ASI_OK && record->k > 1) oneWayTest(record, &oneWay);
  asiFree(aOrder);
  asiFree(oneWay.aMean);
  return status;
}
