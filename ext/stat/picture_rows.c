#include "picture_rows.h"

#define ROWS_NAMES 150.0 /* wide */

AsiPictureRows asiPictureRows(double y, size_t n, bool isNamed) {
  AsiPictureRows rows;
  rows.left = isNamed ? 16 + ROWS_NAMES : 30;
  rows.right = 452;
  rows.top = y;
  rows.bottom = y + ASI_ROW_HEIGHT * (double)n;
  return rows;
}

void asiPictureRowName(AsiPicture *picture, const AsiPictureRows *rows, size_t i, const AsiDatum *label, int64_t n) {
  double y = asiPictureRow(rows, i);
  asiPictureAdd(
      picture, &picture->body,
      "<text class=\"asi-name\" x=\"16\" y=\"%f\">%t</text><text class=\"asi-note\" x=\"16\" y=\"%f\">n = %d</text>\n",
      y - 2, label, y + 14, n);
}
