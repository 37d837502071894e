#include "picture.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "bytes.h"
#include "markup.h"

/* ---- numbers ---- */

#define PICTURE_DIGITS_MAX 8 /* before the point; larger numbers have an exponent */

/* Two decimals at most, none of them a zero at the end. */
static void pictureCoordinate(AsiText *text, double x) {
  int64_t hundredths = (int64_t)floor(x * 100 + 0.5);
  int64_t size = hundredths < 0 ? -hundredths : hundredths;
  char aDecimal[] = { (char)('0' + size % 100 / 10), (char)('0' + size % 10) };
  if (hundredths < 0) asiTextAdd(text, "-");
  asiTextAddInteger(text, size / 100);
  if (size % 100 == 0) return;
  asiTextAdd(text, ".");
  asiTextAppend(text, aDecimal, aDecimal[1] == '0' ? 1 : 2);
}

/* Every digit of the decimal, with an exponent where it would grow long. */
static void pictureDecimal(AsiText *text, AsiDecimal decimal, AsiLanguage language) {
  int exponent = decimal.nPoint - 1;
  bool isLong = decimal.nDigit > 0 && (decimal.nPoint > PICTURE_DIGITS_MAX || decimal.nPoint < -4);
  if (isLong) decimal.nPoint = 1;
  asiFormatDecimal(text, decimal, decimal.nDigit > decimal.nPoint ? decimal.nDigit - decimal.nPoint : 0, language);
  if (!isLong) return;
  asiTextAdd(text, "e");
  asiTextAddInteger(text, exponent);
}

/* Two decimals, or as many as show four digits. */
static void pictureValue(AsiText *text, double x, AsiLanguage language) {
  AsiDecimal decimal;
  int nPlace;
  asiDecimalOf(x, &decimal);
  nPlace = 4 - decimal.nPoint;
  asiDecimalRound(&decimal, nPlace > 2 && decimal.nPoint <= 0     ? nPlace
                            : decimal.nPoint > PICTURE_DIGITS_MAX ? nPlace
                                                                  : 2);
  pictureDecimal(text, decimal, language);
}

/* ---- text ---- */

static bool pictureIsWide(uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300;
}

/* Where the text has taken so many columns; n when it ends before. */
static size_t pictureCut(const char *z, size_t n, int nColumn) {
  size_t i = 0, nByte;
  while (i < n) {
    nColumn -= pictureIsWide(asiMarkupCharacter(z + i, n - i, &nByte)) ? 2 : 1;
    if (nColumn < 0) break;
    i += nByte;
  }
  return i;
}

/* Blanks for tabs and line ends. */
static void pictureAddLine(AsiText *text, const char *z, size_t n) {
  size_t i, iFrom = 0;
  for (i = 0; i < n; i++) {
    if (z[i] != '\t' && z[i] != '\n' && z[i] != '\r') continue;
    asiTextAddMarkup(text, z + iFrom, i - iFrom);
    asiTextAdd(text, " ");
    iFrom = i + 1;
  }
  asiTextAddMarkup(text, z + iFrom, n - iFrom);
}

static void pictureLabel(AsiText *text, const AsiDatum *label, AsiLanguage language) {
  AsiDecimal decimal;
  size_t nShown;
  if (label->isText) {
    nShown = pictureCut(label->z, label->n, ASI_PICTURE_LABEL);
    if (nShown < label->n) nShown = pictureCut(label->z, label->n, ASI_PICTURE_LABEL - 1);
    pictureAddLine(text, label->z, nShown);
    if (nShown < label->n) asiTextAdd(text, "\xE2\x80\xA6");
    return;
  }
  if (label->isInteger) {
    asiDecimalOfInteger(label->i, &decimal);
  } else {
    asiDecimalOf(label->r, &decimal);
  }
  pictureDecimal(text, decimal, language);
}

static void pictureAddList(const AsiPicture *picture, AsiText *to, const char *zFormat, va_list list) {
  const char *z;
  while ((z = strchr(zFormat, '%')) != NULL) {
    asiTextAppend(to, zFormat, (size_t)(z - zFormat));
    switch (z[1]) {
    case 'f': pictureCoordinate(to, va_arg(list, double)); break;
    case 'v': pictureValue(to, va_arg(list, double), picture->language); break;
    case 'd': asiTextAddInteger(to, va_arg(list, int64_t)); break;
    case 't': pictureLabel(to, va_arg(list, const AsiDatum *), picture->language); break;
    case '%': asiTextAdd(to, "%"); break;
    default: asiTextAdd(to, va_arg(list, const char *)); break;
    }
    zFormat = z + 2;
  }
  asiTextAdd(to, zFormat);
}

void asiPictureAdd(const AsiPicture *picture, AsiText *to, const char *zFormat, ...) {
  va_list list;
  va_start(list, zFormat);
  pictureAddList(picture, to, zFormat, list);
  va_end(list);
}

/* ---- the whole ---- */

static const char zPictureStyle[] =
    "<style>"
    ".asi-plot{max-width:100%;height:auto;font:13px system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,"
    "sans-serif}"
    ".asi-plot text{fill:#1f1f1f;stroke:none}"
    ".asi-plot .asi-title{font-size:17px;font-weight:600}"
    ".asi-plot .asi-head{font-size:14px;font-weight:600}"
    ".asi-plot .asi-note{font-size:12px;fill:#595959}"
    ".asi-plot .asi-mid{text-anchor:middle}.asi-plot .asi-end{text-anchor:end}"
    ".asi-plot .asi-back{fill:#fff}"
    ".asi-plot .asi-grid{stroke:#e4e4e4}.asi-plot .asi-axis{stroke:#767676}"
    ".asi-plot .asi-same{stroke:#8a8a8a;fill:#8a8a8a}"
    ".asi-plot .asi-up{stroke:#0072b2;fill:#0072b2}"
    ".asi-plot .asi-down{stroke:#d55e00;fill:#d55e00;stroke-dasharray:7 3}"
    ".asi-plot .asi-lines{stroke-opacity:.75;fill:none}"
    ".asi-plot .asi-mark{stroke:#1f1f1f;fill:#1f1f1f}"
    ".asi-plot .asi-box{stroke:#0072b2;fill:#cfe5f3}"
    ".asi-plot .asi-bar{fill:#0072b2}"
    ".asi-plot .asi-whisker{stroke:#1f1f1f;fill:none}"
    ".asi-plot .asi-beyond{stroke:#d55e00;fill:none;stroke-width:1.5}"
    ".asi-plot circle.asi-dot{stroke:none}"
    ".asi-plot .asi-open{stroke:#8a8a8a;fill:#fff;stroke-width:2}"
    "@media screen and (prefers-color-scheme:dark){"
    ".asi-plot text{fill:#ececec}"
    ".asi-plot .asi-note{fill:#b4b4b4}"
    ".asi-plot .asi-back{fill:#1c1c1e}"
    ".asi-plot .asi-grid{stroke:#38383b}.asi-plot .asi-axis{stroke:#9a9a9a}"
    ".asi-plot .asi-up{stroke:#56b4e9;fill:#56b4e9}"
    ".asi-plot .asi-down{stroke:#e69f00;fill:#e69f00}"
    ".asi-plot .asi-mark{stroke:#fff;fill:#fff}"
    ".asi-plot .asi-box{stroke:#56b4e9;fill:#1f4258}"
    ".asi-plot .asi-bar{fill:#56b4e9}"
    ".asi-plot .asi-whisker{stroke:#fff}"
    ".asi-plot .asi-beyond{stroke:#e69f00}"
    ".asi-plot .asi-open{stroke:#9a9a9a;fill:#1c1c1e}"
    "}</style>";

void asiPictureOpen(AsiPicture *picture, AsiLanguage language) {
  asiTextInit(&picture->title);
  asiTextInit(&picture->description);
  asiTextInit(&picture->body);
  picture->language = language;
}

void asiPictureClear(AsiPicture *picture) {
  asiTextClear(&picture->title);
  asiTextClear(&picture->description);
  asiTextClear(&picture->body);
}

/* Of everything that the picture says. */
static void pictureId(const AsiPicture *picture, char z[9]) {
  static const char aHex[] = "0123456789abcdef";
  uint32_t sum = asiChecksum(picture->body.z, picture->body.n) ^
                 asiChecksum(picture->description.z, picture->description.n) * UINT32_C(2654435761);
  int i;
  for (i = 0; i < 8; i++) z[i] = aHex[sum >> (28 - 4 * i) & 15];
  z[8] = 0;
}

static void pictureWrite(const AsiPicture *picture, double height, AsiText *text) {
  char zId[9];
  pictureId(picture, zId);
  asiPictureAdd(
      picture, text,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"asi-plot\" width=\"%f\" height=\"%f\" viewBox=\"0 0 %f "
      "%f\" role=\"img\" lang=\"%s\" aria-labelledby=\"asi-%s-t asi-%s-d\"><title id=\"asi-%s-t\">",
      ASI_PICTURE_WIDTH, height, ASI_PICTURE_WIDTH, height, picture->language == ASI_INDONESIAN ? "id" : "en", zId, zId,
      zId);
  asiTextAppend(text, picture->title.z, picture->title.n);
  asiPictureAdd(picture, text, "</title><desc id=\"asi-%s-d\">", zId);
  asiTextAppend(text, picture->description.z, picture->description.n);
  asiTextAdd(text, "</desc>\n");
  asiTextAdd(text, zPictureStyle);
  asiPictureAdd(picture, text, "\n<rect class=\"asi-back\" width=\"%f\" height=\"%f\"/>\n", ASI_PICTURE_WIDTH, height);
  asiTextAppend(text, picture->body.z, picture->body.n);
  asiTextAdd(text, "</svg>\n");
}

AsiStatus asiPictureClose(AsiPicture *picture, double height, AsiText *text) {
  bool isWhole = asiTextStatus(&picture->title) == ASI_OK && asiTextStatus(&picture->description) == ASI_OK &&
                 asiTextStatus(&picture->body) == ASI_OK;
  if (isWhole) pictureWrite(picture, height, text);
  asiPictureClear(picture);
  return isWhole ? asiTextStatus(text) : ASI_NOMEM;
}

void asiPictureTitle(AsiPicture *picture, const char *const azFormat[2], int64_t n) {
  asiPictureAdd(picture, &picture->title, azFormat[picture->language], n);
  asiTextAdd(&picture->body, "<text class=\"asi-title\" x=\"16\" y=\"28\">");
  asiTextAppend(&picture->body, picture->title.z, picture->title.n);
  asiTextAdd(&picture->body, "</text>\n");
}

void asiPictureNote(AsiPicture *picture, double y, const char *zText) {
  asiPictureAdd(picture, &picture->body, "<text class=\"asi-note\" x=\"16\" y=\"%f\">%s</text>\n", y, zText);
}

double asiPictureMissing(AsiPicture *picture, double y, int64_t nMissing) {
  static const char *const azFormat[] = { "Rows left out for a missing value: %d.",
                                          "Baris yang tidak dipakai karena ada nilai kosong: %d." };
  if (nMissing == 0) return y;
  asiTextAdd(&picture->description, " ");
  asiPictureAdd(picture, &picture->description, azFormat[picture->language], nMissing);
  asiPictureAdd(picture, &picture->body, "<text class=\"asi-note\" x=\"16\" y=\"%f\">", y + 6);
  asiPictureAdd(picture, &picture->body, azFormat[picture->language], nMissing);
  asiTextAdd(&picture->body, "</text>\n");
  return y + 18;
}

/* ---- axes ---- */

#define AXIS_TICKS 6 /* about so many spaces between ticks */
#define AXIS_RANGE_LEAST 1e-290
#define AXIS_SHARE_LEAST 1e-12 /* of the largest value */
#define AXIS_SLACK 1e-9        /* of a step: 0.3 / 0.1 is a tick */

static AsiDecimal axisTickDecimal(const AsiStep *step, int64_t i) {
  AsiDecimal decimal;
  asiDecimalOfInteger(i * step->multiple, &decimal);
  if (decimal.nDigit > 0) decimal.nPoint += step->exponent;
  return decimal;
}

static double axisTick(const AsiStep *step, int64_t i) {
  AsiDecimal decimal = axisTickDecimal(step, i);
  return asiDecimalValue(&decimal);
}

AsiStep asiStepOf(double least, bool isWhole) {
  AsiStep step = { 1, 0, 1 };
  AsiDecimal decimal;
  int leading;
  if (isWhole && least <= 1) return step;
  asiDecimalOf(least, &decimal);
  leading = decimal.aDigit[0] - '0' + (decimal.nDigit > 1);
  step.multiple = leading <= 1 ? 1 : leading <= 2 ? 2 : leading <= 5 ? 5 : 10;
  step.exponent = decimal.nPoint - 1;
  if (step.multiple > 1 && step.exponent == DBL_MAX_10_EXP) step.multiple = 1; /* 2e308 is beyond REAL */
  step.value = axisTick(&step, 1);
  return step;
}

static void axisWiden(double *low, double *high) {
  double most = fmax(fabs(*low), fabs(*high));
  double range = *high / 2 - *low / 2;
  double least = fmax(most * AXIS_SHARE_LEAST, AXIS_RANGE_LEAST);
  double pad = 0;
  if (range == 0) {
    pad = asiIsWholeNumber(*low) && most < 1e6 ? 1 : most / 2;
  } else if (range < least) {
    pad = least;
  }
  if (range == 0 && pad < least) pad = least;
  *low = fmax(*low - pad, -DBL_MAX);
  *high = fmin(*high + pad, DBL_MAX);
}

AsiAxis asiAxisWithin(double low, double high, bool isWhole, double from, double to) {
  AsiAxis axis = { low, high, from, to, { 0, 0, 0 }, 0, 0 };
  axis.step = asiStepOf(high / AXIS_TICKS - low / AXIS_TICKS, isWhole);
  axis.iFirst = (int64_t)ceil(low / axis.step.value - AXIS_SLACK);
  axis.iLast = (int64_t)floor(high / axis.step.value + AXIS_SLACK);
  return axis;
}

AsiAxis asiAxisAround(double low, double high, bool isWhole, double from, double to) {
  AsiAxis axis;
  double tick;
  axisWiden(&low, &high);
  axis = asiAxisWithin(low, high, isWhole, from, to);
  tick = axisTick(&axis.step, axis.iFirst - 1);
  if (axisTick(&axis.step, axis.iFirst) > low && isfinite(tick)) axis.iFirst--;
  tick = axisTick(&axis.step, axis.iLast + 1);
  if (axisTick(&axis.step, axis.iLast) < high && isfinite(tick)) axis.iLast++;
  axis.low = fmin(low, axisTick(&axis.step, axis.iFirst));
  axis.high = fmax(high, axisTick(&axis.step, axis.iLast));
  return axis;
}

/* Halves: the range of REAL itself may be the range of the axis. */
double asiAxisAt(const AsiAxis *axis, double x) {
  double share = (x / 2 - axis->low / 2) / (axis->high / 2 - axis->low / 2);
  return axis->from + share * (axis->to - axis->from);
}

void asiPictureAxisLeft(AsiPicture *picture, const AsiAxis *axis, double x1, double x2) {
  int64_t i;
  for (i = axis->iFirst; i <= axis->iLast; i++) {
    double y = asiAxisAt(axis, axisTick(&axis->step, i));
    asiPictureAdd(picture, &picture->body,
                  "<line class=\"asi-grid\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\"/><text class=\"asi-end\" x=\"%f\" "
                  "y=\"%f\">",
                  x1, y, x2, y, x1 - 8, y + 4.5);
    pictureDecimal(&picture->body, axisTickDecimal(&axis->step, i), picture->language);
    asiTextAdd(&picture->body, "</text>\n");
  }
}

void asiPictureAxisBelow(AsiPicture *picture, const AsiAxis *axis, double y1, double y2) {
  int64_t i;
  for (i = axis->iFirst; i <= axis->iLast; i++) {
    double x = asiAxisAt(axis, axisTick(&axis->step, i));
    asiPictureAdd(picture, &picture->body,
                  "<line class=\"asi-grid\" x1=\"%f\" y1=\"%f\" x2=\"%f\" y2=\"%f\"/><text class=\"asi-mid\" x=\"%f\" "
                  "y=\"%f\">",
                  x, y1, x, y2, x, y2 + 18);
    pictureDecimal(&picture->body, axisTickDecimal(&axis->step, i), picture->language);
    asiTextAdd(&picture->body, "</text>\n");
  }
}
