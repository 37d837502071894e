/*
** A text that grows, for JSON and for whatever else is written piece by piece.
**
**  (1) Out of memory is remembered, not reported at each call: the calls become void, asiTextStatus
**      says in the end whether the text is whole.
**  (2) Strings go into JSON quoted and escaped (RFC 8259), a byte that is no UTF-8 as U+FFFD; a double as asiNumberText writes it.
*/
#ifndef ASI_TEXT_H
#define ASI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"

typedef struct AsiText {
  char *z; /* not terminated */
  size_t n;
  size_t nAlloc;
  AsiStatus status;
} AsiText;

/* Is z[0..n) this word of lower case, whatever the case of its own ASCII letters? */
bool asiIsWord(const char *zWord, const char *z, size_t n);

void asiTextInit(AsiText *text);
void asiTextClear(AsiText *text);
AsiStatus asiTextStatus(const AsiText *text);

void asiTextAppend(AsiText *text, const char *z, size_t n);
void asiTextAdd(AsiText *text, const char *zTerminated);
void asiTextAddInteger(AsiText *text, int64_t value);
void asiTextAddReal(AsiText *text, double value);
void asiTextAddJsonString(AsiText *text, const char *z, size_t n);

#endif
