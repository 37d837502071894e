#include "markup.h"

static bool markupIsForbidden(uint32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* How many bytes a character that begins so has, by its first byte; 0 where none begins. */
static size_t markupLength(unsigned char c) {
  if (c < 0x80) return 1;
  if (c < 0xC2 || c > 0xF4) return 0;
  return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

uint32_t asiMarkupCharacter(const char *z, size_t n, size_t *pnByte) {
  static const uint32_t aLeast[] = { 0, 0, 0x80, 0x800, 0x10000 };
  unsigned char first = (unsigned char)z[0];
  size_t nByte = markupLength(first);
  uint32_t c = nByte > 1 ? (uint32_t)first & (0x7Fu >> nByte) : first;
  size_t i;
  *pnByte = 1;
  if (nByte == 0 || nByte > n) return 0xFFFD;
  for (i = 1; i < nByte; i++) {
    if (((unsigned char)z[i] & 0xC0) != 0x80) return 0xFFFD;
    c = c << 6 | ((unsigned char)z[i] & 0x3Fu);
  }
  if (c < aLeast[nByte] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return 0xFFFD;
  *pnByte = nByte;
  return markupIsForbidden(c) ? 0xFFFD : c;
}

static void markupAddCharacter(AsiText *text, uint32_t c, const char *z, size_t nByte) {
  switch (c) {
  case '&': asiTextAdd(text, "&amp;"); break;
  case '<': asiTextAdd(text, "&lt;"); break;
  case '>': asiTextAdd(text, "&gt;"); break;
  case '"': asiTextAdd(text, "&quot;"); break;
  case '\'': asiTextAdd(text, "&#39;"); break;
  case 0xFFFD: asiTextAdd(text, "\xEF\xBF\xBD"); break;
  default: asiTextAppend(text, z, nByte); break;
  }
}

void asiTextAddMarkup(AsiText *text, const char *z, size_t n) {
  size_t i = 0;
  while (i < n) {
    size_t nByte;
    uint32_t c = asiMarkupCharacter(z + i, n - i, &nByte);
    markupAddCharacter(text, c, z + i, nByte);
    i += nByte;
  }
}
