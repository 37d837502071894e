/*
** Pictures with a row for each group or item: its name and a line under it at the left, an axis below all rows.
*/
#ifndef ASI_PICTURE_ROWS_H
#define ASI_PICTURE_ROWS_H

#include "picture.h"

#define ASI_ROW_HEIGHT 44.0
#define ASI_ROWS_MOST 100 /* more are an error: no picture for people */

typedef struct AsiPictureRows {
  double left, right; /* of the axis */
  double top, bottom;
} AsiPictureRows;

/* Room for n rows below y, with names or without. */
AsiPictureRows asiPictureRows(double y, size_t n, bool isNamed);
/* The middle of row i. */
static inline double asiPictureRow(const AsiPictureRows *rows, size_t i) {
  return rows->top + ASI_ROW_HEIGHT * ((double)i + 0.5);
}
/* Its name, and n under it. */
void asiPictureRowName(AsiPicture *picture, const AsiPictureRows *rows, size_t i, const AsiDatum *label, int64_t n);

#endif
