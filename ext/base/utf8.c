#include "utf8.h"

/* How many bytes a character that begins so has, by its first byte; 0 where none begins. */
static size_t utf8Length(unsigned char c) {
  if (c < 0x80) return 1;
  if (c < 0xC2 || c > 0xF4) return 0;
  return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

uint32_t asiUtf8Character(const char *z, size_t n, size_t *pnByte) {
  static const uint32_t aLeast[] = { 0, 0, 0x80, 0x800, 0x10000 };
  unsigned char first = (unsigned char)z[0];
  size_t nByte = utf8Length(first);
  uint32_t c = nByte > 1 ? (uint32_t)first & (0x7Fu >> nByte) : first;
  size_t i;
  *pnByte = 1;
  if (nByte == 0 || nByte > n) return ASI_REPLACEMENT;
  for (i = 1; i < nByte; i++) {
    if (((unsigned char)z[i] & 0xC0) != 0x80) return ASI_REPLACEMENT;
    c = c << 6 | ((unsigned char)z[i] & 0x3Fu);
  }
  if (c < aLeast[nByte] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return ASI_REPLACEMENT;
  *pnByte = nByte;
  return c;
}
