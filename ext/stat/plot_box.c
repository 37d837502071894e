/*
** plot_box: a box for each group of values, in the order of the labels (labels.h), after Tukey (1977).
**
**  (1) The box goes from the first to the third quartile, quantile type 7, with the median across it. Whiskers end at the
**      outermost values no further than 1.5 (q3 - q1) from the box, and never within it; values beyond are points.
**  (2) Points nearer than half a pixel to the one before are left out; the description counts values, not points.
**  (3) Without groups, or where the only label is the empty text, there is one box without a name.
**  (4) At most ASI_ROWS_MOST groups; the description tells of the first BOX_TOLD.
**  (5) An INTEGER beyond 2^53 that no REAL equals is refused. No complete row: NULL.
*/
#include <math.h>

#include "between_reals.h"
#include "groups.h"
#include "mem.h"
#include "picture_rows.h"
#include "quantile.h"

#define BOX_TOLD 12
#define BOX_HALF 11.0
#define BOX_TOP 46.0
#define BOX_POINTS_APART 0.5

typedef struct Box {
  int64_t n;
  double least, low, q1, median, q3, high, most; /* low, high: where the whiskers end */
  int64_t nBeyond;
  bool isWhole;
} Box;

/* ---- numbers ---- */

/* Fences in units of a power of two near the largest value: neither they nor the box's length leave the range of REAL, nor
** are they rounded among its smallest numbers. */
typedef struct BoxFences {
  double low, high;
  int exponent; /* of the unit */
} BoxFences;

static BoxFences boxFences(const Box *box) {
  BoxFences fences;
  double q1, q3;
  (void)frexp(fmax(fabs(box->least), fabs(box->most)), &fences.exponent);
  q1 = ldexp(box->q1, -fences.exponent);
  q3 = ldexp(box->q3, -fences.exponent);
  fences.low = q1 - 1.5 * (q3 - q1);
  fences.high = q3 + 1.5 * (q3 - q1);
  return fences;
}

static void boxTakeRun(Box *box, const AsiRun *run, const BoxFences *fences) {
  double scaled = ldexp(run->value, -fences->exponent);
  box->isWhole = box->isWhole && asiIsWholeNumber(run->value);
  if (scaled < fences->low || scaled > fences->high) {
    box->nBeyond += run->nPositive;
    return;
  }
  box->low = fmin(box->low, run->value);
  box->high = fmax(box->high, run->value);
}

/* The sample is sealed and not empty. */
static Box boxOf(const AsiSample *sample) {
  Box box = { .n = asiSampleCount(sample), .isWhole = true };
  AsiRunCursor cursor;
  AsiRun run;
  BoxFences fences;
  box.least = asiSampleSelect(sample, 0);
  box.most = asiSampleSelect(sample, box.n - 1);
  box.low = box.q1 = asiQuantileOf(sample, 0.25, 7);
  box.median = asiQuantileOf(sample, 0.5, 7);
  box.high = box.q3 = asiQuantileOf(sample, 0.75, 7);
  fences = boxFences(&box);
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) boxTakeRun(&box, &run, &fences);
  return box;
}

/* ---- drawing ---- */

static void boxPoints(AsiPicture *picture, const AsiAxis *axis, const AsiSample *sample, const Box *box, double y) {
  AsiRunCursor cursor;
  AsiRun run;
  double last = -ASI_PICTURE_WIDTH;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    double x = asiAxisAt(axis, run.value);
    if ((run.value >= box->low && run.value <= box->high) || x - last < BOX_POINTS_APART) continue;
    last = x;
    asiPictureAdd(picture, &picture->body, "<circle class=\"asi-beyond\" cx=\"%f\" cy=\"%f\" r=\"3.5\"/>\n", x, y);
  }
}

static void boxDraw(AsiPicture *picture, const AsiAxis *axis, const Box *box, double y) {
  double low = asiAxisAt(axis, box->low), q1 = asiAxisAt(axis, box->q1), median = asiAxisAt(axis, box->median);
  double q3 = asiAxisAt(axis, box->q3), high = asiAxisAt(axis, box->high);
  asiPictureAdd(picture, &picture->body,
                "<path class=\"asi-whisker\" d=\"M%f %fH%fM%f %fH%fM%f %fv10M%f %fv10\"/>"
                "<rect class=\"asi-box\" x=\"%f\" y=\"%f\" width=\"%f\" height=\"%f\"/>"
                "<line class=\"asi-mark asi-median\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\" stroke-width=\"3\"/>\n",
                low, y, q1, q3, y, high, low, y - 5, high, y - 5, q1, y - BOX_HALF, q3 - q1, 2 * BOX_HALF, median,
                y - BOX_HALF, median, y + BOX_HALF);
}

/* ---- words ---- */

static void boxTell(AsiPicture *picture, const Box *box, const AsiDatum *label) {
  static const char *const azBox[] = {
    "n %d, median %v, quartiles %v and %v, from %v to %v, %d beyond the whiskers.",
    "n %d, median %v, kuartil %v dan %v, dari %v sampai %v, %d di luar garis.",
  };
  if (label != NULL) asiPictureAdd(picture, &picture->description, " %t: ", label);
  if (label == NULL) asiTextAdd(&picture->description, " ");
  asiPictureAdd(picture, &picture->description, azBox[picture->language], box->n, box->median, box->q1, box->q3,
                box->least, box->most, box->nBeyond);
}

static void boxTellCount(AsiPicture *picture, size_t nGroup) {
  static const char *const azAll[] = { "Groups: %d.", "Kelompok: %d." };
  static const char *const azFirst[] = { " The first %d:", " %d yang pertama:" };
  asiPictureAdd(picture, &picture->description, azAll[picture->language], (int64_t)nGroup);
  if (nGroup > BOX_TOLD) asiPictureAdd(picture, &picture->description, azFirst[picture->language], (int64_t)BOX_TOLD);
}

static double boxNotes(AsiPicture *picture, double y, int64_t nMissing) {
  static const char *const azNote[] = { "Box: quartiles and median. Whiskers: up to 1.5 box lengths.",
                                        "Kotak: kuartil dan median. Garis: sampai 1,5 kali panjang kotak." };
  asiPictureNote(picture, y, azNote[picture->language]);
  return asiPictureMissing(picture, y + 12, nMissing);
}

/* ---- the whole ---- */

static bool boxIsNamed(const AsiLabels *labels) {
  return labels->nLabel > 1 || !labels->aLabel[0].isText || labels->aLabel[0].n > 0;
}

static AsiAxis boxAxis(const Box *aBox, size_t nBox, const AsiPictureRows *rows) {
  double low = aBox[0].least, high = aBox[0].most;
  bool isWhole = true;
  size_t i;
  for (i = 0; i < nBox; i++) {
    low = fmin(low, aBox[i].least);
    high = fmax(high, aBox[i].most);
    isWhole = isWhole && aBox[i].isWhole;
  }
  return asiAxisAround(low, high, isWhole, rows->left, rows->right);
}

static AsiStatus boxPicture(const AsiGroups *groups, const size_t *aOrder, const Box *aBox, const AsiAsk *ask,
                            AsiText *text) {
  static const char *const azTitle[] = { "Distribution of %d values", "Sebaran %d nilai" };
  size_t nBox = asiGroupsCount(groups);
  bool isNamed = boxIsNamed(&groups->labels);
  AsiPictureRows rows = asiPictureRows(BOX_TOP, nBox, isNamed);
  AsiAxis axis = boxAxis(aBox, nBox, &rows);
  AsiPicture picture;
  int64_t n = 0;
  double height;
  size_t i;
  for (i = 0; i < nBox; i++) n += aBox[i].n;
  asiPictureOpen(&picture, ask->options->language);
  asiPictureTitle(&picture, azTitle, n);
  boxTellCount(&picture, nBox);
  asiPictureAxisBelow(&picture, &axis, rows.top, rows.bottom);
  for (i = 0; i < nBox; i++) {
    const AsiDatum *label = isNamed ? &groups->labels.aLabel[aOrder[i]] : NULL;
    double y = asiPictureRow(&rows, i);
    if (isNamed) asiPictureRowName(&picture, &rows, i, label, aBox[i].n);
    if (i < BOX_TOLD) boxTell(&picture, &aBox[i], label);
    boxDraw(&picture, &axis, &aBox[i], y);
    boxPoints(&picture, &axis, groups->aGroup[aOrder[i]].sample, &aBox[i], y);
  }
  height = boxNotes(&picture, rows.bottom + 44, ask->nMissing);
  return asiPictureClose(&picture, height, text);
}

static AsiStatus boxWriteAll(const AsiGroups *groups, size_t *aOrder, Box *aBox, const AsiAsk *ask, AsiText *text) {
  AsiStatus status = ASI_OK;
  size_t i;
  asiLabelsOrder(&groups->labels, aOrder);
  for (i = 0; status == ASI_OK && i < asiGroupsCount(groups); i++) {
    AsiSample *sample = groups->aGroup[aOrder[i]].sample;
    status = asiSampleSealPolled(sample, ask->poll);
    if (status == ASI_OK) status = asiRefuseBetweenReals(sample, ask->words);
    if (status == ASI_OK) aBox[i] = boxOf(sample);
  }
  return status == ASI_OK ? boxPicture(groups, aOrder, aBox, ask, text) : status;
}

static AsiStatus boxWrite(void *state, const AsiAsk *ask, AsiText *text) {
  const AsiGroups *groups = state;
  size_t nBox = asiGroupsCount(groups);
  AsiStatus status = asiGroupsCheck(groups, 2, ask->words);
  size_t *aOrder;
  Box *aBox;
  if (status != ASI_OK) return status;
  if (nBox == 0) return ASI_UNDEFINED;
  aOrder = asiAllocArray(nBox, sizeof *aOrder);
  aBox = asiAllocArray(nBox, sizeof *aBox);
  status = aOrder == NULL || aBox == NULL ? ASI_NOMEM : boxWriteAll(groups, aOrder, aBox, ask, text);
  asiFree(aOrder);
  asiFree(aBox);
  return status;
}

static void boxInit(void *state) { asiGroupsInit(state, ASI_KEEP_SAMPLE, ASI_ROWS_MOST); }

static AsiStatus boxAddRow(void *state, const AsiDatum *row, int nDatum) {
  static const AsiDatum noName = { .isText = true, .z = "" };
  return asiGroupsAdd(state, &row[0], nDatum > 1 ? &row[1] : &noName);
}

static void boxClear(void *state) { asiGroupsClear(state); }

static const AsiStateKind boxKind = {
  .nByte = sizeof(AsiGroups), .init = boxInit, .add = boxAddRow, .clear = boxClear
};

const AsiFamily asiPlotBox = {
  .zName = "plot_box",
  .state = &boxKind,
  .nDatum = 2,
  .nDatumLeast = 1,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_LABEL },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_LANGUAGE,
  .write = boxWrite,
  .written = ASI_WRITTEN_TEXT,
};
