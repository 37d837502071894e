/*
** Text inside XML and HTML.
**
**  (1) & < > " ' become references, so that the text is safe between tags and inside quoted attributes.
**  (2) What XML 1.0 or HTML forbid becomes U+FFFD: NUL and the other controls but tab, line feed and carriage return,
**      DEL and U+0080-9F, surrogates, noncharacters, and each byte that is no part of well-formed UTF-8 (RFC 3629).
*/
#ifndef ASI_MARKUP_H
#define ASI_MARKUP_H

#include <stdint.h>

#include "text.h"

void asiTextAddMarkup(AsiText *text, const char *z, size_t n);
/* The character at the start of z[0..n), n > 0, and how many bytes it takes; what (2) forbids is 0xFFFD. */
uint32_t asiMarkupCharacter(const char *z, size_t n, size_t *pnByte);

#endif
