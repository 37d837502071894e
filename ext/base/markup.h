/*
** Text of unknown origin inside XML, HTML and Markdown, or printed as it is.
**
**  (1) XML and HTML: & < > " ' become references, so that the text is safe between tags and inside quoted attributes.
**  (2) In all three, what XML 1.0 or HTML forbid becomes U+FFFD: NUL, ESC, BEL and the other controls but tab, line feed and
**      carriage return, DEL and U+0080-9F, surrogates, noncharacters, and each byte that is no part of well-formed UTF-8.
**  (3) Plain and Markdown: tab, line ends and the separators U+2028 and U+2029 become blanks, so that the text stays on its line.
**  (4) Markdown: \ ` * _ [ ] # ~ | $ get a backslash, & < > become references. At the beginning blanks are dropped (four would
**      make code), and what would begin a list, a rule, an underline or a table gets a backslash: - + = : before a blank, the
**      end, - = or :, and the . or ) after digits before a blank or the end. So -1 and 12.5 stay as they are.
**
** Markdown: CommonMark 0.31.2, section 2.4 (every mark of ASCII may have a backslash), with GitHub's tables, strikethrough
** and formulas.
*/
#ifndef ASI_MARKUP_H
#define ASI_MARKUP_H

#include <stdint.h>

#include "text.h"

typedef void AsiMarkup(AsiText *text, const char *z, size_t n);

void asiTextAddMarkup(AsiText *text, const char *z, size_t n);
void asiTextAddMarkdown(AsiText *text, const char *z, size_t n);
void asiTextAddPlain(AsiText *text, const char *z, size_t n);

/* The character at the start of z[0..n), n > 0, and how many bytes it takes; what (2) forbids is 0xFFFD. */
uint32_t asiMarkupCharacter(const char *z, size_t n, size_t *pnByte);

#endif
