/*
** Is a questionnaire sound? Cronbach's alpha (1951), Kuder and Richardson's formula 20 (1937), and each item's part in it.
**
**  (1) alpha = k/(k-1) (1 - sum var_i / var_T), T the total of the k items. Where all items are 0 or 1 this is KR-20 with
**      the population variance of the total; mixing p q with the n-1 variance, as some textbooks do, prints slightly more.
**  (2) r_total is Pearson's r of an item with the total, the item itself included; r_rest that with the total of the other
**      items (corrected item-total correlation); alpha_if_deleted is the alpha of the other items, from three items on.
**  (3) With S, Q and C the sums of x, x^2 and x T over n respondents, V = n Q - S^2 and P = n C - S sum(T) are n(n-1)
**      times variance and covariance, and so are those of the rest: P - V, V_T - 2 P + V. They are whole numbers in some
**      unit, held exactly; quotients and roots are formed to 100 bits and rounded once.
**  (4) An item that is constant is kept: k counts it, its r_total and r_rest are NULL. No spread in the total (one
**      respondent, say): alpha NULL. alpha may be negative, and is then reported so.
*/
#include <math.h>
#include <string.h>

#include "family.h"
#include "floating.h"
#include "item_sums.h"
#include "whole.h"

#define RELIABILITY_SQUARE_UNIT (-2148)

/* The parts of alpha: whole numbers V of (3). */
typedef struct Reliability {
  int64_t n;
  int nItem;
  AsiExactSum sumTotal;   /* of T */
  AsiWhole total;         /* V of the total */
  AsiWhole sumOfScatters; /* sum of the V of the items */
} Reliability;

static AsiWhole reliabilityScatter(AsiItemSum *item) {
  AsiMoments *moments = &item->moments;
  return asiWholeScatter(asiMomentsSquares(moments), asiMomentsSum(moments), asiMomentsSum(moments), moments->n);
}

static void reliabilityOf(AsiItemSums *items, Reliability *reliability) {
  AsiExactSum squares;
  int i;
  memset(reliability, 0, sizeof *reliability);
  memset(&squares, 0, sizeof squares);
  reliability->nItem = items->nItem;
  reliability->n = items->aItem[0].moments.n;
  for (i = 0; i < items->nItem; i++) {
    asiExactMerge(&reliability->sumTotal, asiMomentsSum(&items->aItem[i].moments));
    asiExactMerge(&squares, &items->aItem[i].withTotal);
    reliability->sumOfScatters = asiWholePlus(reliability->sumOfScatters, reliabilityScatter(&items->aItem[i]));
  }
  reliability->total = asiWholeScatter(&squares, &reliability->sumTotal, &reliability->sumTotal, reliability->n);
}

/* k/(k-1) (V_T - sum V)/V_T; NaN where it does not exist. */
static double reliabilityAlpha(int nItem, const AsiWhole *scatters, const AsiWhole *total) {
  AsiWhole common = asiWholeTimes(asiWholeMinus(*total, *scatters), nItem);
  AsiWhole all = asiWholeTimes(*total, nItem - 1);
  if (nItem < 2 || total->sign == 0) return (double)NAN;
  return asiFloatingValue(asiFloatingQuotient(asiFloatingOfWhole(&common, RELIABILITY_SQUARE_UNIT),
                                              asiFloatingOfWhole(&all, RELIABILITY_SQUARE_UNIT)));
}

/* covariance / sqrt(a b) */
static double reliabilityCorrelation(const AsiWhole *covariance, const AsiWhole *a, const AsiWhole *b) {
  AsiFloating square;
  if (a->sign == 0 || b->sign == 0) return (double)NAN;
  square = asiFloatingProduct(asiFloatingOfWhole(a, RELIABILITY_SQUARE_UNIT),
                              asiFloatingOfWhole(b, RELIABILITY_SQUARE_UNIT));
  return asiFloatingValue(
      asiFloatingQuotient(asiFloatingOfWhole(covariance, RELIABILITY_SQUARE_UNIT), asiFloatingRoot(square)));
}

/* ---- alpha and KR-20 ---- */

#define RELIABILITY_FIELDS(F, T) F(T, REAL, alpha, 0)

ASI_RECORD_STRUCT(ReliabilityRecord, RELIABILITY_FIELDS);

ASI_RECORD_FIELDS(aReliabilityField, ReliabilityRecord, RELIABILITY_FIELDS);

static const AsiRecord reliabilityRecord = ASI_RECORD_OF(ReliabilityRecord, aReliabilityField);

static AsiStatus reliabilityCompute(void *state, const AsiAsk *ask, void *answer) {
  AsiItemSums *items = state;
  Reliability reliability;
  (void)ask;
  if (items->nItem == 0 || items->aItem[0].moments.n == 0) return ASI_UNDEFINED;
  reliabilityOf(items, &reliability);
  ((ReliabilityRecord *)answer)->alpha =
      reliabilityAlpha(reliability.nItem, &reliability.sumOfScatters, &reliability.total);
  return ASI_OK;
}

const AsiFamily asiCronbachAlpha = {
  .zName = "cronbach_alpha",
  .state = &asiKindItemSums,
  .record = &reliabilityRecord,
  .compute = reliabilityCompute,
  .nDatum = ASI_DATA_ANY,
  .aDatum = { ASI_DATUM_NUMBER },
};

const AsiFamily asiKr20 = {
  .zName = "kr20",
  .state = &asiKindItemSums,
  .record = &reliabilityRecord,
  .compute = reliabilityCompute,
  .nDatum = ASI_DATA_ANY,
  .aDatum = { ASI_DATUM_BINARY },
};

/* ---- the items ---- */

enum { ITEM_MEAN, ITEM_SD, ITEM_R_TOTAL, ITEM_R_REST, ITEM_ALPHA_IF_DELETED, ITEM_NUMBERS };

static const char *const azItemNumber[ITEM_NUMBERS] = { "mean", "sd", "r_total", "r_rest", "alpha_if_deleted" };

static void reliabilityItem(const Reliability *all, AsiItemSum *item, double *aNumber) {
  AsiExactSum sumTotal = all->sumTotal;
  AsiWhole own = reliabilityScatter(item);
  AsiWhole withTotal = asiWholeScatter(&item->withTotal, asiMomentsSum(&item->moments), &sumTotal, all->n);
  AsiWhole withRest = asiWholeMinus(withTotal, own);
  AsiWhole rest = asiWholeMinus(all->total, asiWholePlus(withTotal, withRest));
  AsiWhole scatters = asiWholeMinus(all->sumOfScatters, own);
  aNumber[ITEM_MEAN] = asiMomentsMean(&item->moments);
  aNumber[ITEM_SD] = all->n < 2 ? (double)NAN : asiMomentsSpreadValue(&item->moments, ASI_SD_SAMP);
  aNumber[ITEM_R_TOTAL] = reliabilityCorrelation(&withTotal, &own, &all->total);
  aNumber[ITEM_R_REST] = reliabilityCorrelation(&withRest, &own, &rest);
  aNumber[ITEM_ALPHA_IF_DELETED] = reliabilityAlpha(all->nItem - 1, &scatters, &rest);
}

static AsiStatus reliabilityAddItem(AsiText *text, int iItem, int64_t n, const double *aNumber, AsiWords *words) {
  int i;
  asiTextAdd(text, iItem == 0 ? "{\"item\":" : ",{\"item\":");
  asiTextAddInteger(text, iItem + 1);
  asiTextAdd(text, ",\"n\":");
  asiTextAddInteger(text, n);
  for (i = 0; i < ITEM_NUMBERS; i++) {
    if (isinf(aNumber[i])) {
      return asiSay(words, ASI_RANGE, "the result (%s of item %d) is beyond the range of REAL", azItemNumber[i],
                    iItem + 1);
    }
    asiTextAdd(text, ",");
    asiTextAddJsonString(text, azItemNumber[i], strlen(azItemNumber[i]));
    asiTextAdd(text, ":");
    asiTextAddReal(text, aNumber[i]);
  }
  asiTextAdd(text, "}");
  return ASI_OK;
}

static AsiStatus reliabilityWrite(void *state, const AsiAsk *ask, AsiText *text) {
  AsiItemSums *items = state;
  Reliability reliability = { .n = 0 };
  AsiStatus status = ASI_OK;
  int i, j;
  bool isAny = items->nItem != 0 && items->aItem[0].moments.n != 0;
  if (isAny) reliabilityOf(items, &reliability);
  asiTextAdd(text, "[");
  for (i = 0; status == ASI_OK && i < ask->nDatum; i++) {
    double aNumber[ITEM_NUMBERS];
    for (j = 0; j < ITEM_NUMBERS; j++) aNumber[j] = (double)NAN;
    if (isAny) reliabilityItem(&reliability, &items->aItem[i], aNumber);
    status = reliabilityAddItem(text, i, reliability.n, aNumber, ask->words);
  }
  asiTextAdd(text, "]");
  return status;
}

const AsiFamily asiItemAnalysis = {
  .zName = "item_analysis",
  .state = &asiKindItemSums,
  .nDatum = ASI_DATA_ANY,
  .aDatum = { ASI_DATUM_NUMBER },
  .write = reliabilityWrite,
};
