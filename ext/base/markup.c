#include "markup.h"

#include <string.h>

#include "utf8.h"

static bool markupIsForbidden(uint32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n' && c != '\r';
  if (c >= 0x7F && c <= 0x9F) return true;
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

uint32_t asiMarkupCharacter(const char *z, size_t n, size_t *pnByte) {
  uint32_t c = asiUtf8Character(z, n, pnByte);
  return markupIsForbidden(c) ? ASI_REPLACEMENT : c;
}

/* How a character is written; z[0..nByte) is what stood there. */
typedef void MarkupWriter(AsiText *text, uint32_t c, const char *z, size_t nByte);

static void markupAdd(AsiText *text, const char *z, size_t n, MarkupWriter *write) {
  size_t i = 0;
  while (i < n) {
    size_t nByte;
    uint32_t c = asiMarkupCharacter(z + i, n - i, &nByte);
    write(text, c, z + i, nByte);
    i += nByte;
  }
}

static void markupWriteHtml(AsiText *text, uint32_t c, const char *z, size_t nByte) {
  switch (c) {
  case '&': asiTextAdd(text, "&amp;"); break;
  case '<': asiTextAdd(text, "&lt;"); break;
  case '>': asiTextAdd(text, "&gt;"); break;
  case '"': asiTextAdd(text, "&quot;"); break;
  case '\'': asiTextAdd(text, "&#39;"); break;
  case ASI_REPLACEMENT: asiTextAdd(text, ASI_REPLACEMENT_TEXT); break;
  default: asiTextAppend(text, z, nByte); break;
  }
}

void asiTextAddMarkup(AsiText *text, const char *z, size_t n) { markupAdd(text, z, n, markupWriteHtml); }

static bool markupIsBlank(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
}

static void markupWritePlain(AsiText *text, uint32_t c, const char *z, size_t nByte) {
  if (markupIsBlank(c)) {
    asiTextAdd(text, " ");
  } else if (c == ASI_REPLACEMENT) {
    asiTextAdd(text, ASI_REPLACEMENT_TEXT);
  } else {
    asiTextAppend(text, z, nByte);
  }
}

void asiTextAddPlain(AsiText *text, const char *z, size_t n) { markupAdd(text, z, n, markupWritePlain); }

static bool markupIsMark(uint32_t c, const char *zMarks) { return c > 0 && c < 0x80 && strchr(zMarks, (int)c) != NULL; }

static void markupWriteMarkdown(AsiText *text, uint32_t c, const char *z, size_t nByte) {
  if (markupIsMark(c, "&<>")) {
    markupWriteHtml(text, c, z, nByte);
    return;
  }
  if (markupIsMark(c, "\\`*_[]#~|$")) asiTextAdd(text, "\\");
  markupWritePlain(text, c, z, nByte);
}

/* The blanks that z[0..n) begins with, in bytes. */
static size_t markupBlanks(const char *z, size_t n) {
  size_t i = 0;
  while (i < n) {
    size_t nByte;
    if (!markupIsBlank(asiMarkupCharacter(z + i, n - i, &nByte))) break;
    i += nByte;
  }
  return i;
}

static size_t markupDigits(const char *z, size_t n) {
  size_t i = 0;
  while (i < n && z[i] >= '0' && z[i] <= '9') i++;
  return i;
}

/* Would z[0..n), the beginning of a line but for digits, begin a block of its own? */
static bool markupBeginsBlock(const char *z, size_t n, bool isAfterDigits) {
  if (n == 0 || !markupIsMark((unsigned char)z[0], isAfterDigits ? ".)" : "-+=:")) return false;
  if (n == 1 || markupBlanks(z + 1, n - 1) > 0) return true;
  return !isAfterDigits && markupIsMark((unsigned char)z[1], "-=:");
}

void asiTextAddMarkdown(AsiText *text, const char *z, size_t n) {
  size_t nBlank = markupBlanks(z, n);
  size_t nDigit = markupDigits(z + nBlank, n - nBlank);
  size_t nBefore = nBlank + nDigit;
  asiTextAppend(text, z + nBlank, nDigit);
  if (markupBeginsBlock(z + nBefore, n - nBefore, nDigit > 0)) asiTextAdd(text, "\\");
  markupAdd(text, z + nBefore, n - nBefore, markupWriteMarkdown);
}
