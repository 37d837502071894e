/*
** plot_histogram: how many values lie where.
**
**  (1) Whole numbers that span at most HISTOGRAM_WHOLE_MOST + 1, scores say: a bar for each, centred on it.
**  (2) Else the width of Freedman & Diaconis (1981, Z. Wahrscheinlichkeitstheorie 57:453), 2 IQR n^(-1/3) with quartiles
**      type 7, rounded up to 1, 2 or 5 times a power of ten (whole for whole numbers); where the IQR is 0 the range over
**      the classes of Sturges (1926), log2(n) + 1. At most about HISTOGRAM_BARS_MOST bars.
**  (3) Bars begin at multiples of their width and hold their lower end: [a, a + width). A value within 1e-9 of a width
**      below an end counts as standing on it: 0.3/0.1 does not fall into the class below.
**  (4) The cube root is sought among whole numbers of bars, so that + - * / suffice.
**  (5) An INTEGER beyond 2^53 that no REAL equals is refused. A sample_state stands for its rows. No value: NULL.
*/
#include <float.h>
#include <math.h>

#include "always.h"
#include "between_reals.h"
#include "kinds.h"
#include "mem.h"
#include "picture.h"
#include "quantile.h"

#define HISTOGRAM_WHOLE_MOST 40
#define HISTOGRAM_BARS_MOST 100
#define HISTOGRAM_SLACK 1e-9
#define HISTOGRAM_LEFT 62.0
#define HISTOGRAM_RIGHT 464.0
#define HISTOGRAM_TOP 52.0
#define HISTOGRAM_BOTTOM 292.0

typedef struct Histogram {
  double low, high;
  bool isWhole;
  bool isCentred; /* (1) */
  bool isSturges; /* (2), the IQR is 0 */
  AsiStep step;
  int64_t iFirst; /* the first bar begins at so many widths */
  int nBar;
  int64_t nMost; /* in one bar */
  int64_t *aCount;
} Histogram;

/* ---- bars ---- */

/* The fewest bars that are no wider than Freedman and Diaconis say: k^3 (2 IQR)^3 >= n range^3. */
static int histogramBars(const AsiSample *sample, double halfRange) {
  double n = (double)asiSampleCount(sample);
  double share = (asiQuantileOf(sample, 0.75, 7) / 2 - asiQuantileOf(sample, 0.25, 7) / 2) / halfRange;
  int k = 1;
  if (share > 0) {
    while (k < HISTOGRAM_BARS_MOST && (double)k * 2 * share * (double)k * 2 * share * (double)k * 2 * share < n) k++;
    return k;
  }
  while (n > 1) {
    n /= 2;
    k++;
  }
  return k;
}

/* Half of the range: the whole may be beyond REAL. One value alone is given a twentieth of itself to each side. */
static double histogramHalfRange(const Histogram *histogram) {
  double half = histogram->high / 2 - histogram->low / 2;
  double most = fmax(fabs(histogram->low), fabs(histogram->high));
  return fmax(half, fmax(most * (half > 0 ? 1e-12 : 0.05), 1e-290));
}

static int64_t histogramIndex(const Histogram *histogram, double x) {
  return (int64_t)floor(x / histogram->step.value + HISTOGRAM_SLACK);
}

static void histogramChoose(Histogram *histogram, const AsiSample *sample) {
  double half = histogramHalfRange(histogram);
  histogram->isCentred = histogram->isWhole && histogram->high - histogram->low <= HISTOGRAM_WHOLE_MOST;
  if (histogram->isCentred) {
    histogram->step = asiStepOf(1, true);
  } else {
    histogram->step = asiStepOf(fmin(half / histogramBars(sample, half) * 2, DBL_MAX), histogram->isWhole);
  }
  histogram->isSturges = asiQuantileOf(sample, 0.75, 7) == asiQuantileOf(sample, 0.25, 7);
  histogram->iFirst = histogramIndex(histogram, histogram->low);
  histogram->nBar = (int)(histogramIndex(histogram, histogram->high) - histogram->iFirst) + 1;
}

static AsiStatus histogramCount(Histogram *histogram, const AsiSample *sample) {
  AsiRunCursor cursor;
  AsiRun run;
  histogram->aCount = asiAllocZero((size_t)histogram->nBar, sizeof *histogram->aCount);
  if (histogram->aCount == NULL) return ASI_NOMEM;
  asiRunFirst(&cursor, sample);
  while (asiRunNext(&cursor, &run)) {
    int64_t i = histogramIndex(histogram, run.value) - histogram->iFirst;
    int64_t *pCount = &histogram->aCount[i];
    ASI_PROVEN(i >= 0 && i < histogram->nBar); /* division and floor keep the order: low comes first, high last */
    *pCount += run.nPositive;
    if (*pCount > histogram->nMost) histogram->nMost = *pCount;
  }
  return ASI_OK;
}

/* The sample is sealed and not empty. */
static AsiStatus histogramOf(Histogram *histogram, const AsiSample *sample) {
  AsiRunCursor cursor;
  AsiRun run;
  histogram->low = asiSampleSelect(sample, 0);
  histogram->high = asiSampleSelect(sample, asiSampleCount(sample) - 1);
  histogram->isWhole = true;
  asiRunFirst(&cursor, sample);
  while (histogram->isWhole && asiRunNext(&cursor, &run)) histogram->isWhole = asiIsWholeNumber(run.value);
  histogramChoose(histogram, sample);
  return histogramCount(histogram, sample);
}

/* ---- the picture ---- */

/* The last edge may lie beyond the range of REAL. */
static double histogramEdge(const Histogram *histogram, int i) {
  double edge = ((double)(histogram->iFirst + i) - (histogram->isCentred ? 0.5 : 0)) * histogram->step.value;
  return fmin(fmax(edge, -DBL_MAX), DBL_MAX);
}

static void histogramDraw(AsiPicture *picture, const Histogram *histogram) {
  AsiAxis across = asiAxisWithin(histogramEdge(histogram, 0), histogramEdge(histogram, histogram->nBar),
                                 histogram->isWhole, HISTOGRAM_LEFT, HISTOGRAM_RIGHT);
  AsiAxis up = asiAxisAround(0, (double)histogram->nMost, true, HISTOGRAM_BOTTOM, HISTOGRAM_TOP);
  double gap = histogram->nBar > HISTOGRAM_WHOLE_MOST + 1 ? 0.25 : 1;
  int i;
  asiPictureAxisLeft(picture, &up, HISTOGRAM_LEFT, HISTOGRAM_RIGHT);
  asiPictureAxisBelow(picture, &across, HISTOGRAM_BOTTOM, HISTOGRAM_BOTTOM + 5);
  for (i = 0; i < histogram->nBar; i++) {
    double x1 = asiAxisAt(&across, histogramEdge(histogram, i)) + gap;
    double x2 = asiAxisAt(&across, histogramEdge(histogram, i + 1)) - gap;
    double y = asiAxisAt(&up, (double)histogram->aCount[i]);
    if (histogram->aCount[i] == 0) continue;
    asiPictureAdd(picture, &picture->body, "<rect class=\"asi-bar\" x=\"%f\" y=\"%f\" width=\"%f\" height=\"%f\"/>\n",
                  x1, y, x2 - x1, HISTOGRAM_BOTTOM - y);
  }
  asiPictureAdd(picture, &picture->body, "<path class=\"asi-axis\" d=\"M%f %fH%f\"/>\n", HISTOGRAM_LEFT,
                HISTOGRAM_BOTTOM, HISTOGRAM_RIGHT);
}

static void histogramTell(AsiPicture *picture, const Histogram *histogram, const AsiSample *sample) {
  static const char *const azAll[] = { "%d values from %v to %v, median %v. ",
                                       "%d nilai dari %v sampai %v, median %v. " };

  asiPictureAdd(picture, &picture->description, azAll[picture->language], asiSampleCount(sample), histogram->low,
                histogram->high, asiQuantileOf(sample, 0.5, 7));
}

/* The rule, in the description and below the picture. */
static void histogramRule(AsiPicture *picture, const Histogram *histogram) {
  static const char *const azCentred[] = { "One bar for each whole number.",
                                           "Satu batang untuk setiap bilangan bulat." };
  static const char *const azWidth[] = { "Bars %v wide (Freedman-Diaconis), with their lower end.",
                                         "Lebar batang %v (Freedman-Diaconis), batas bawah termasuk." };
  static const char *const azSturges[] = { "Bars %v wide (Sturges: the IQR is 0), with their lower end.",
                                           "Lebar batang %v (Sturges: IQR 0), batas bawah termasuk." };
  const char *const *az = histogram->isCentred ? azCentred : histogram->isSturges ? azSturges : azWidth;
  asiPictureAdd(picture, &picture->description, az[picture->language], histogram->step.value);
  asiPictureAdd(picture, &picture->body, "<text class=\"asi-note\" x=\"16\" y=\"%f\">", HISTOGRAM_BOTTOM + 46);
  asiPictureAdd(picture, &picture->body, az[picture->language], histogram->step.value);
  asiTextAdd(&picture->body, "</text>\n");
}

static AsiStatus histogramPicture(const Histogram *histogram, const AsiSample *sample, const AsiAsk *ask,
                                  AsiText *text) {
  static const char *const azTitle[] = { "Distribution of %d values", "Sebaran %d nilai" };
  AsiPicture picture;
  double height;
  asiPictureOpen(&picture, ask->options->language);
  asiPictureTitle(&picture, azTitle, asiSampleCount(sample));
  histogramTell(&picture, histogram, sample);
  histogramDraw(&picture, histogram);
  histogramRule(&picture, histogram);
  height = asiPictureMissing(&picture, HISTOGRAM_BOTTOM + 58, ask->nMissing);
  return asiPictureClose(&picture, height, text);
}

static AsiStatus histogramWrite(void *state, const AsiAsk *ask, AsiText *text) {
  AsiSample *sample = state;
  Histogram histogram = { .nMost = 0 };
  AsiStatus status;
  if (asiSampleCount(sample) == 0) return ASI_UNDEFINED;
  status = asiSampleSealPolled(sample, ask->poll);
  if (status == ASI_OK) status = asiRefuseBetweenReals(sample, ask->words);
  if (status == ASI_OK) status = histogramOf(&histogram, sample);
  if (status == ASI_OK) status = histogramPicture(&histogram, sample, ask, text);
  asiFree(histogram.aCount);
  return status;
}

const AsiFamily asiPlotHistogram = {
  .zName = "plot_histogram",
  .state = &asiKindSample,
  .nDatum = 1,
  .aDatum = { ASI_DATUM_NUMBER },
  .aParameter = { ASI_PARAMETER_OPTIONS },
  .words = ASI_WORDS_LANGUAGE,
  .write = histogramWrite,
  .written = ASI_WRITTEN_TEXT,
};
