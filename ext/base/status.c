#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "always.h"

/* A sentence that filled the buffer may end inside a character: cut back to a whole one. */
static void wordsCutAtCharacter(char *z) {
  size_t n = strlen(z);
  size_t i = n;
  if (n < ASI_WORDS_MAX - 1) return;
  while (i > 0 && ((unsigned char)z[i - 1] & 0xC0) == 0x80) i--;
  if (i > 0 && ((unsigned char)z[i - 1] & 0x80) != 0) z[i - 1] = 0;
}

AsiStatus asiSay(AsiWords *words, AsiStatus status, const char *zFormat, ...) {
  va_list arguments;
  int n;
  va_start(arguments, zFormat);
  n = vsnprintf(words->z, sizeof words->z, zFormat, arguments);
  va_end(arguments);
  if (ASI_NEVER(n < 0)) words->z[0] = 0; /* only a wide character that has no encoding fails, and no format has %ls */
  wordsCutAtCharacter(words->z);
  return status;
}
