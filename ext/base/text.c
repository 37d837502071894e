#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "mem.h"
#include "number.h"
#include "utf8.h"

#define TEXT_LEAST 64 /* bytes at the first growth: an interval fits */

bool asiIsWord(const char *zWord, const char *z, size_t n) {
  size_t i;
  for (i = 0; i < n && zWord[i] != 0; i++) {
    char c = z[i] >= 'A' && z[i] <= 'Z' ? (char)(z[i] + 32) : z[i];
    if (c != zWord[i]) return false;
  }
  return i == n && zWord[i] == 0;
}

void asiTextInit(AsiText *text) {
  text->z = NULL;
  text->n = text->nAlloc = 0;
  text->status = ASI_OK;
}

void asiTextClear(AsiText *text) {
  asiFree(text->z);
  asiTextInit(text);
}

AsiStatus asiTextStatus(const AsiText *text) { return text->status; }

void asiTextAppend(AsiText *text, const char *z, size_t n) {
  void *p = text->z;
  if (text->status != ASI_OK || n == 0) return;
  text->status = asiGrow(&p, &text->nAlloc, text->n + n < TEXT_LEAST ? TEXT_LEAST : text->n + n, 1);
  text->z = p;
  if (text->status != ASI_OK) return;
  memcpy(text->z + text->n, z, n);
  text->n += n;
}

void asiTextAdd(AsiText *text, const char *zTerminated) { asiTextAppend(text, zTerminated, strlen(zTerminated)); }

void asiTextAddInteger(AsiText *text, int64_t value) {
  char z[24];
  (void)snprintf(z, sizeof z, "%" PRId64, value);
  asiTextAdd(text, z);
}

void asiTextAddReal(AsiText *text, double value) {
  char z[ASI_NUMBER_MAX];
  asiTextAdd(text, asiNumberText(value, z));
}

static void textAddEscape(AsiText *text, unsigned char c) {
  static const char aHex[] = "0123456789abcdef";
  char z[6] = { '\\', 'u', '0', '0', aHex[c >> 4], aHex[c & 15] };
  asiTextAppend(text, z, sizeof z);
}

void asiTextAddJsonString(AsiText *text, const char *z, size_t n) {
  size_t i = 0;
  asiTextAppend(text, "\"", 1);
  while (i < n) {
    size_t nByte;
    uint32_t c = asiUtf8Character(z + i, n - i, &nByte);
    if (c < 0x20 || c == '"' || c == '\\') {
      textAddEscape(text, (unsigned char)c);
    } else if (c == ASI_REPLACEMENT) {
      asiTextAdd(text, ASI_REPLACEMENT_TEXT);
    } else {
      asiTextAppend(text, z + i, nByte);
    }
    i += nByte;
  }
  asiTextAppend(text, "\"", 1);
}
