/*
** Pictures: SVG text, written piece by piece, the same bytes for the same numbers on every machine.
**
**  (1) Self-contained: no script and no reference to anything outside. width, height and a viewBox; role="img" with a
**      title and a description, whose ids come from a checksum of the picture. Two pictures of a page share an id only
**      if they are equal, and then both mean the same.
**  (2) Colours are those of Okabe & Ito (2008), and never alone: what falls is dashed as well. The style sheet speaks of
**      classes asi-* under .asi-plot only; on a dark screen it turns light on dark, on paper it stays dark on light.
**  (3) Coordinates are made by + - * / and written with two decimals at most. Numbers in words have a decimal comma in
**      Indonesian, never the host's.
**  (4) Text of the data is escaped (markup.h), with tabs and line ends as blanks, and cut to ASI_PICTURE_LABEL columns.
**  (5) Axes: ticks at 1, 2 or 5 times a power of ten, whole ones for whole numbers. A range of less than 1e-12 of its
**      values, or of less than 1e-290, is widened to that, values of one size to what surrounds it. An axis ends where
**      REAL does.
*/
#ifndef ASI_PICTURE_H
#define ASI_PICTURE_H

#include <math.h>
#include "family.h"
#include "format.h"

#define ASI_PICTURE_WIDTH 480.0 /* readable still when shown 360 wide */
#define ASI_PICTURE_LABEL 18    /* columns; a wide character takes two */

typedef struct AsiPicture {
  AsiText title, description, body;
  AsiLanguage language;
  double height;
} AsiPicture;

void asiPictureOpen(AsiPicture *picture, AsiLanguage language);
/* Write the whole picture to `text` and free what it held. */
AsiStatus asiPictureClose(AsiPicture *picture, double height, AsiText *text);
void asiPictureClear(AsiPicture *picture);

/* Add to one of the picture's texts: %f a double as coordinate, %v a double in words, %d an int64_t, %s text that is
** markup already, %t an AsiDatum * as label, %% a percent sign. */
void asiPictureAdd(const AsiPicture *picture, AsiText *to, const char *zFormat, ...);
/* The same to title and heading at once, and to the body as a note. The format is a pair: English, Indonesian. */
void asiPictureTitle(AsiPicture *picture, const char *const azFormat[2], int64_t n);
void asiPictureNote(AsiPicture *picture, double y, const char *zText);
/* Rows left out, said in the description and, below y, in a note; returns where the picture ends. */
double asiPictureMissing(AsiPicture *picture, double y, int64_t nMissing);

/* 1, 2 or 5 times a power of ten. */
typedef struct AsiStep {
  int multiple, exponent;
  double value;
} AsiStep;

AsiStep asiStepOf(double least, bool isWhole); /* the smallest not below least > 0 */

typedef struct AsiAxis {
  double low, high;
  double from, to; /* where those are drawn */
  AsiStep step;
  int64_t iFirst, iLast; /* ticks: multiples of the step */
} AsiAxis;

/* From tick to tick around low..high. */
AsiAxis asiAxisAround(double low, double high, bool isWhole, double from, double to);
/* low < high as they are, ticks within. */
AsiAxis asiAxisWithin(double low, double high, bool isWhole, double from, double to);
double asiAxisAt(const AsiAxis *axis, double x);
/* Lines across from x1 to x2 with their numbers to the left; or up from y1 to y2 with their numbers below. */
void asiPictureAxisLeft(AsiPicture *picture, const AsiAxis *axis, double x1, double x2);
void asiPictureAxisBelow(AsiPicture *picture, const AsiAxis *axis, double y1, double y2);

/* A whole number, small enough that its neighbours are doubles, too. */
static inline bool asiIsWholeNumber(double x) { return fabs(x) < 9e15 && x == (double)(int64_t)x; }

#endif
