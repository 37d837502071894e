/*
** p-values of several comparisons, adjusted for their number m: a JSON object {label: adjusted p}.
**
**  (1) With p(1) <= ... <= p(m): holm, max over i <= j of (m-i+1) p(i) (Holm 1979, Scand J Stat 6:65), controls the chance
**      of any false finding; bh, min over i >= j of m p(i)/i (Benjamini & Hochberg 1995, JRSS B 57:289), the share of
**      false ones among the findings; bonferroni, m p(j). At most 1, equal p-values stay equal.
**  (2) A comparison without a p has no key and does not count. Keys come in the order of the labels.
**  (3) A label twice is an error; so are two that make the same key, such as 1 and '1'.
*/
#include <math.h>

#include "family.h"
#include "labelled.h"
#include "mem.h"

/* ---- adjusting ---- */

typedef struct Adjusted {
  double p; /* as given */
  double adjusted;
  size_t iLabel;
} Adjusted;

static void adjustSink(Adjusted *a, size_t n, size_t i) {
  Adjusted moved = a[i];
  for (;;) {
    size_t iChild = 2 * i + 1;
    if (iChild >= n) break;
    if (iChild + 1 < n && a[iChild].p < a[iChild + 1].p) iChild++;
    if (moved.p >= a[iChild].p) break;
    a[i] = a[iChild];
    i = iChild;
  }
  a[i] = moved;
}

#define ADJUST_WORK 500 /* of a comparison in the sort, in its key, in the answer */

/* Heapsort by p: no memory, and no order of rows makes it slow. Which of two equal ones comes first does not matter. */
static AsiStatus adjustSort(Adjusted *a, size_t n, AsiPoll *poll) {
  AsiStatus status = ASI_OK;
  size_t i;
  for (i = n / 2; i-- > 0 && status == ASI_OK;) {
    adjustSink(a, n, i);
    status = asiPollWork(poll, ADJUST_WORK / 5);
  }
  for (i = n; i-- > 1 && status == ASI_OK;) {
    Adjusted largest = a[0];
    a[0] = a[i];
    a[i] = largest;
    adjustSink(a, i, 0);
    status = asiPollWork(poll, ADJUST_WORK);
  }
  return status;
}

static void adjustHolm(Adjusted *a, size_t m) {
  double most = 0;
  size_t i;
  for (i = 0; i < m; i++) {
    most = fmax(most, fmin(1.0, (double)(m - i) * a[i].p));
    a[i].adjusted = most;
  }
}

static void adjustBh(Adjusted *a, size_t m) {
  double least = 1;
  size_t i;
  for (i = m; i-- > 0;) {
    least = fmin(least, (double)m * a[i].p / (double)(i + 1));
    a[i].adjusted = least;
  }
}

static void adjustBonferroni(Adjusted *a, size_t m) {
  size_t i;
  for (i = 0; i < m; i++) a[i].adjusted = fmin(1.0, (double)m * a[i].p);
}

static AsiStatus adjustAll(Adjusted *a, size_t m, AsiMethod method, AsiPoll *poll) {
  AsiStatus status = adjustSort(a, m, poll);
  if (status != ASI_OK) return status;
  switch (method) {
  case ASI_BH: adjustBh(a, m); break;
  case ASI_BONFERRONI: adjustBonferroni(a, m); break;
  default: adjustHolm(a, m); break;
  }
  return asiPollWork(poll, 20 * (int64_t)m);
}

/* aAdjusted[i] for aP[i] */
static AsiStatus adjust(const double *aP, size_t m, const AsiAsk *ask, double *aAdjusted) {
  Adjusted *a = asiAllocArray(m, sizeof *a);
  AsiStatus status;
  size_t i;
  if (a == NULL) return ASI_NOMEM;
  for (i = 0; i < m; i++) a[i] = (Adjusted){ aP[i], 0, i };
  status = adjustAll(a, m, ask->options->method, ask->poll);
  for (i = 0; i < m; i++) aAdjusted[a[i].iLabel] = a[i].adjusted;
  asiFree(a);
  return status;
}

/* ---- keys ---- */

/* The label as a text, which the next change of `text` takes away. */
static AsiDatum adjustKey(const AsiDatum *label, AsiText *text) {
  AsiDatum key = { .isText = true };
  text->n = 0;
  if (label->isText) return *label;
  if (label->isInteger) {
    asiTextAddInteger(text, label->i);
  } else {
    asiTextAddReal(text, label->r);
  }
  key.z = text->z;
  key.n = text->n;
  return key;
}

static AsiStatus adjustSayTwice(const AsiDatum *label, AsiWords *words) {
  char zLabel[ASI_LABEL_SHOWN];
  return asiSay(words, ASI_DOMAIN, "argument 1 is %s for a second time, expected each comparison once",
                asiLabelText(label, zLabel));
}

/* The keys of the labels, in the order of the labels. */
static AsiStatus adjustKeys(const AsiLabels *labels, const size_t *aOrder, AsiLabels *keys, const AsiAsk *ask) {
  AsiStatus status = ASI_OK;
  AsiText text;
  size_t i, iKey;
  asiTextInit(&text);
  for (i = 0; status == ASI_OK && i < labels->nLabel; i++) {
    AsiDatum key = adjustKey(&labels->aLabel[aOrder[i]], &text);
    status = asiTextStatus(&text);
    if (status == ASI_OK) status = asiLabelsTake(keys, &key, &iKey);
    if (status == ASI_OK && iKey < i) status = adjustSayTwice(&labels->aLabel[aOrder[i]], ask->words);
    if (status == ASI_OK) status = asiPollWork(ask->poll, ADJUST_WORK);
  }
  asiTextClear(&text);
  return status;
}

/* ---- the answer ---- */

static AsiStatus adjustWrite(const AsiLabels *keys, const size_t *aOrder, const double *aAdjusted, AsiPoll *poll,
                             AsiText *text) {
  AsiStatus status = ASI_OK;
  size_t i;
  asiTextAdd(text, "{");
  for (i = 0; i < keys->nLabel && status == ASI_OK; i++) {
    if (i > 0) asiTextAdd(text, ",");
    asiTextAddJsonString(text, keys->aLabel[i].z, keys->aLabel[i].n);
    asiTextAdd(text, ":");
    asiTextAddReal(text, aAdjusted[aOrder[i]]);
    status = asiPollWork(poll, 2 * ADJUST_WORK);
  }
  asiTextAdd(text, "}");
  return status;
}

static AsiStatus adjustAnswer(const AsiLabelled *labelled, const AsiAsk *ask, size_t *aOrder, double *aAdjusted,
                              AsiText *text) {
  AsiLabels keys = { .nLabel = 0 };
  AsiStatus status = adjust(labelled->aValue, labelled->labels.nLabel, ask, aAdjusted);
  if (status == ASI_OK) status = asiLabelsOrderPolled(&labelled->labels, aOrder, ask->poll);
  if (status == ASI_OK) status = adjustKeys(&labelled->labels, aOrder, &keys, ask);
  if (status == ASI_OK) status = adjustWrite(&keys, aOrder, aAdjusted, ask->poll, text);
  asiLabelsClear(&keys);
  return status;
}

static AsiStatus adjustCompute(void *state, const AsiAsk *ask, AsiText *text) {
  const AsiLabelled *labelled = state;
  size_t m = labelled->labels.nLabel;
  size_t *aOrder;
  double *aAdjusted;
  AsiStatus status;
  if (labelled->isTwice) return adjustSayTwice(&labelled->labels.aLabel[labelled->iTwice], ask->words);
  if (m == 0) {
    asiTextAdd(text, "{}");
    return ASI_OK;
  }
  aOrder = asiAllocArray(m, sizeof *aOrder);
  aAdjusted = asiAllocArray(m, sizeof *aAdjusted);
  status = aOrder == NULL || aAdjusted == NULL ? ASI_NOMEM : adjustAnswer(labelled, ask, aOrder, aAdjusted, text);
  asiFree(aOrder);
  asiFree(aAdjusted);
  return status;
}

const AsiFamily asiPAdjust = {
  .zName = "p_adjust",
  .state = &asiKindLabelled,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_LABEL, ASI_DATUM_CHANCE },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_ADJUST,
  .write = adjustCompute,
};
