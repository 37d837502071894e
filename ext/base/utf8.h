/*
** UTF-8, as RFC 3629 has it: no overlong form, no surrogate half, nothing beyond U+10FFFF.
*/
#ifndef ASI_UTF8_H
#define ASI_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define ASI_REPLACEMENT 0xFFFD /* stands for what is no character */
#define ASI_REPLACEMENT_TEXT "\xEF\xBF\xBD"

/* The character at the start of z[0..n), n > 0, and how many bytes it takes. A byte that is no part of well-formed UTF-8
** is ASI_REPLACEMENT, a byte long. */
uint32_t asiUtf8Character(const char *z, size_t n, size_t *pnByte);

#endif
