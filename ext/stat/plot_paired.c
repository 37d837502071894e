/*
** plot_paired: each pair (pre, post) as a line from before to after.
**
**  (1) Equal pairs are one line, whose width is proportional to their number: 1.2 a pair, less where the widest would
**      exceed 7.2 (3.6 between classes), and never below 0.4. What rises, falls and stays is told apart by colour and by dashes.
**  (2) Diamonds mark the medians of pre and of post (quantile type 7), joined by a line.
**  (3) Above PAIRED_LINES_MAX distinct pairs the axis is cut into PAIRED_CLASSES equal classes; a line then joins the
**      middles of two classes, and pairs that stay within a class are drawn as staying. Numbers in words count pairs.
**  (4) The lines come in the order of pre, then post: the same rows give the same bytes, in any order.
**  (5) An INTEGER beyond 2^53 that no REAL equals is refused. No complete pair: NULL.
*/
#include <string.h>

#include "always.h"
#include "between_reals.h"
#include "picture.h"
#include "points.h"
#include "quantile.h"

#define PAIRED_LINES_MAX 400
#define PAIRED_CLASSES 20
#define PAIRED_WIDEST 7.2
#define PAIRED_CLASS_WIDEST 3.6
#define PAIRED_PRE 152.0
#define PAIRED_POST 368.0
#define PAIRED_TOP 84.0
#define PAIRED_BOTTOM 324.0

typedef struct PairedSummary {
  double low, high;
  bool isWhole;
  int64_t nUp, nDown, nSame;
  size_t nLine; /* distinct pairs */
  double medianPre, medianPost;
} PairedSummary;

enum { PAIRED_SAME, PAIRED_UP, PAIRED_DOWN };

static const char *const azPairedClass[] = { "asi-same", "asi-up", "asi-down" };

static int pairedKind(double pre, double post) {
  return post > pre ? PAIRED_UP : post < pre ? PAIRED_DOWN : PAIRED_SAME;
}

/* ---- numbers ---- */

static AsiStatus pairedMedian(const AsiPoints *points, size_t offset, double *pMedian) {
  AsiSample sample;
  AsiStatus status = ASI_OK;
  size_t i;
  asiSampleInit(&sample, ASI_BY_VALUE);
  for (i = 0; status == ASI_OK && i < points->n; i++) {
    double value;
    memcpy(&value, (const char *)&points->a[i] + offset, sizeof value);
    status = asiSampleAdd(&sample, value, 1);
  }
  if (status == ASI_OK) *pMedian = asiQuantileOf(&sample, 0.5, 7);
  asiSampleClear(&sample);
  return status;
}

/* One past the last pair equal to pair i. */
static size_t pairedRunEnd(const AsiPoints *points, size_t i) {
  size_t iEnd = i + 1;
  while (iEnd < points->n && points->a[iEnd].x == points->a[i].x && points->a[iEnd].y == points->a[i].y) iEnd++;
  return iEnd;
}

/* By rising x: the first one is the lowest. */
static void pairedCount(const AsiPoints *points, PairedSummary *summary) {
  int64_t aCount[] = { 0, 0, 0 };
  size_t i, iEnd;
  memset(summary, 0, sizeof *summary);
  summary->low = summary->high = points->a[0].x;
  summary->isWhole = true;
  for (i = 0; i < points->n; i = iEnd) {
    const AsiPoint *pair = &points->a[i];
    iEnd = pairedRunEnd(points, i);
    summary->nLine++;
    aCount[pairedKind(pair->x, pair->y)] += (int64_t)(iEnd - i);
    if (pair->y < summary->low) summary->low = pair->y;
    if (pair->x > summary->high) summary->high = pair->x;
    if (pair->y > summary->high) summary->high = pair->y;
    summary->isWhole = summary->isWhole && asiIsWholeNumber(pair->x) && asiIsWholeNumber(pair->y);
  }
  summary->nSame = aCount[PAIRED_SAME];
  summary->nUp = aCount[PAIRED_UP];
  summary->nDown = aCount[PAIRED_DOWN];
}

static AsiStatus pairedSummarise(AsiPoints *points, AsiPoll *poll, PairedSummary *summary) {
  int64_t nExchange;
  AsiStatus status = asiPointsSort(points, asiPointsByXThenY, poll, &nExchange);
  if (status != ASI_OK) return status;
  pairedCount(points, summary);
  status = pairedMedian(points, offsetof(AsiPoint, x), &summary->medianPre);
  return status == ASI_OK ? pairedMedian(points, offsetof(AsiPoint, y), &summary->medianPost) : status;
}

/* ---- lines ---- */

static double pairedWidthOfOne(int64_t nMost, double widest) {
  return (double)nMost * 1.2 > widest ? widest / (double)nMost : 1.2;
}

static void pairedLine(AsiPicture *picture, const AsiAxis *axis, AsiPoint line, double width) {
  asiPictureAdd(picture, &picture->body,
                "<line class=\"%s\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\" stroke-width=\"%f\"/>\n",
                azPairedClass[pairedKind(line.x, line.y)], PAIRED_PRE, asiAxisAt(axis, line.x), PAIRED_POST,
                asiAxisAt(axis, line.y), width < 0.4 ? 0.4 : width);
}

static void pairedLines(AsiPicture *picture, const AsiAxis *axis, const AsiPoints *points) {
  int64_t nMost = 0;
  size_t i, iEnd;
  for (i = 0; i < points->n; i = iEnd) {
    iEnd = pairedRunEnd(points, i);
    if ((int64_t)(iEnd - i) > nMost) nMost = (int64_t)(iEnd - i);
  }
  for (i = 0; i < points->n; i = iEnd) {
    iEnd = pairedRunEnd(points, i);
    pairedLine(picture, axis, points->a[i], (double)(iEnd - i) * pairedWidthOfOne(nMost, PAIRED_WIDEST));
  }
}

/* x within the axis. */
static int pairedClass(const AsiAxis *axis, double x) {
  double share = (x / 2 - axis->low / 2) / (axis->high / 2 - axis->low / 2);
  int i = (int)(share * PAIRED_CLASSES);
  if (ASI_NEVER(i < 0)) return 0; /* the axis begins at the lowest value */
  return i >= PAIRED_CLASSES ? PAIRED_CLASSES - 1 : i;
}

static double pairedMiddle(const AsiAxis *axis, int i) {
  double share = (i + 0.5) / PAIRED_CLASSES;
  return axis->low * (1 - share) + axis->high * share;
}

/* (3) */
static void pairedClassLines(AsiPicture *picture, const AsiAxis *axis, const AsiPoints *points) {
  int64_t aCount[PAIRED_CLASSES][PAIRED_CLASSES];
  int64_t nMost = 0;
  size_t i;
  int iPre, iPost;
  memset(aCount, 0, sizeof aCount);
  for (i = 0; i < points->n; i++) {
    int64_t *pCount = &aCount[pairedClass(axis, points->a[i].x)][pairedClass(axis, points->a[i].y)];
    if (++*pCount > nMost) nMost = *pCount;
  }
  for (iPre = 0; iPre < PAIRED_CLASSES; iPre++) {
    for (iPost = 0; iPost < PAIRED_CLASSES; iPost++) {
      AsiPoint line = { pairedMiddle(axis, iPre), pairedMiddle(axis, iPost) };
      double width = (double)aCount[iPre][iPost] * pairedWidthOfOne(nMost, PAIRED_CLASS_WIDEST);
      if (aCount[iPre][iPost] > 0) pairedLine(picture, axis, line, width);
    }
  }
}

/* ---- what surrounds them ---- */

static void pairedLegend(AsiPicture *picture, const PairedSummary *summary) {
  static const char *const azWord[][3] = { { "unchanged", "rose", "fell" }, { "tetap", "naik", "turun" } };
  static const int aKind[] = { PAIRED_UP, PAIRED_DOWN, PAIRED_SAME };
  int64_t aCount[] = { summary->nSame, summary->nUp, summary->nDown };
  double x = 16;
  int i;
  for (i = 0; i < 3; i++) {
    int kind = aKind[i];
    asiPictureAdd(
        picture, &picture->body,
        "<line class=\"asi-key %s\" x1=\"%f\" y1=\"50\" x2=\"%f\" y2=\"50\" stroke-width=\"3\"/><text x=\"%f\" "
        "y=\"54.5\">%s %d</text>\n",
        azPairedClass[kind], x, x + 24, x + 31, azWord[picture->language][kind], aCount[kind]);
    x += 150;
  }
}

static void pairedMark(AsiPicture *picture, double x, double y) {
  asiPictureAdd(picture, &picture->body, "<path class=\"asi-mark\" d=\"M%f %fl7 -7 7 7 -7 7z\"/>\n", x - 7, y);
}

static void pairedMedians(AsiPicture *picture, const AsiAxis *axis, const PairedSummary *summary) {
  double yPre = asiAxisAt(axis, summary->medianPre);
  double yPost = asiAxisAt(axis, summary->medianPost);
  asiPictureAdd(picture, &picture->body,
                "<line class=\"asi-mark asi-median\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\" stroke-width=\"2\"/>\n",
                PAIRED_PRE, yPre, PAIRED_POST, yPost);
  pairedMark(picture, PAIRED_PRE, yPre);
  pairedMark(picture, PAIRED_POST, yPost);
  asiPictureAdd(picture, &picture->body,
                "<text class=\"asi-head asi-end\" x=\"%f\" y=\"%f\">%v</text><text class=\"asi-head\" x=\"%f\" "
                "y=\"%f\">%v</text>\n",
                PAIRED_PRE - 14, yPre + 5, summary->medianPre, PAIRED_POST + 14, yPost + 5, summary->medianPost);
}

static double pairedNotes(AsiPicture *picture, const PairedSummary *summary, int64_t nMissing) {
  static const char *const azLines[] = { "Diamonds: medians. Width of a line: number of pairs.",
                                         "Belah ketupat: median. Tebal garis: banyaknya pasangan." };
  static const char *const azClasses[] = { "Diamonds: medians. Lines join 20 equal classes; width: pairs.",
                                           "Belah ketupat: median. Garis antara 20 kelas; tebal: pasangan." };
  const char *const *az = summary->nLine > PAIRED_LINES_MAX ? azClasses : azLines;
  static const char *const azFormat[] = {
    "%d pairs. Median before %v, after %v. %d rose, %d fell, %d stayed the same.",
    "%d pasangan. Median sebelum %v, sesudah %v. %d naik, %d turun, %d tetap.",
  };
  static const char *const azClassed[] = { " Lines join the middles of 20 equal classes of values.",
                                           " Garis menghubungkan tengah 20 kelas nilai yang sama lebar." };
  asiPictureAdd(picture, &picture->description, azFormat[picture->language],
                summary->nUp + summary->nDown + summary->nSame, summary->medianPre, summary->medianPost, summary->nUp,
                summary->nDown, summary->nSame);
  if (summary->nLine > PAIRED_LINES_MAX) asiTextAdd(&picture->description, azClassed[picture->language]);
  asiPictureNote(picture, PAIRED_BOTTOM + 52, az[picture->language]);
  return asiPictureMissing(picture, PAIRED_BOTTOM + 64, nMissing);
}

static void pairedFrame(AsiPicture *picture, const AsiAxis *axis) {
  static const char *const azPre[] = { "Before", "Sebelum" };
  static const char *const azPost[] = { "After", "Sesudah" };
  asiPictureAxisLeft(picture, axis, 62, 464);
  asiPictureAdd(picture, &picture->body,
                "<path class=\"asi-axis\" d=\"M%f %fV%fM%f %fV%f\"/><text class=\"asi-head asi-mid\" x=\"%f\" "
                "y=\"%f\">%s</text><text class=\"asi-head asi-mid\" x=\"%f\" y=\"%f\">%s</text>\n",
                PAIRED_PRE, PAIRED_TOP, PAIRED_BOTTOM, PAIRED_POST, PAIRED_TOP, PAIRED_BOTTOM, PAIRED_PRE,
                PAIRED_BOTTOM + 24, azPre[picture->language], PAIRED_POST, PAIRED_BOTTOM + 24,
                azPost[picture->language]);
}

static AsiStatus pairedDraw(const AsiPoints *points, const PairedSummary *summary, const AsiAsk *ask, AsiText *text) {
  static const char *const azTitle[] = { "Before and after, %d pairs", "Sebelum dan sesudah, %d pasangan" };
  AsiAxis axis = asiAxisAround(summary->low, summary->high, summary->isWhole, PAIRED_BOTTOM, PAIRED_TOP);
  AsiPicture picture;
  double height;
  asiPictureOpen(&picture, ask->options->language);
  asiPictureTitle(&picture, azTitle, (int64_t)points->n);
  pairedLegend(&picture, summary);
  pairedFrame(&picture, &axis);
  asiTextAdd(&picture.body, "<g class=\"asi-lines\">\n");
  if (summary->nLine > PAIRED_LINES_MAX) {
    pairedClassLines(&picture, &axis, points);
  } else {
    pairedLines(&picture, &axis, points);
  }
  asiTextAdd(&picture.body, "</g>\n");
  pairedMedians(&picture, &axis, summary);
  height = pairedNotes(&picture, summary, ask->nMissing);
  return asiPictureClose(&picture, height, text);
}

static AsiStatus pairedWrite(void *state, const AsiAsk *ask, AsiText *text) {
  AsiPoints *points = state;
  PairedSummary summary;
  AsiStatus status;
  if (points->n == 0) return ASI_UNDEFINED;
  status = asiRefusePointsBetweenReals(points, ask->words);
  if (status == ASI_OK) status = pairedSummarise(points, ask->poll, &summary);
  return status == ASI_OK ? pairedDraw(points, &summary, ask, text) : status;
}

const AsiFamily asiPlotPaired = {
  .zName = "plot_paired",
  .state = &asiKindPoints,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_NUMBER, ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_LANGUAGE,
  .write = pairedWrite,
  .written = ASI_WRITTEN_TEXT,
};
