/*
** Reading a flat JSON array: [scalar, scalar, ...], the form that a questionnaire's answers come in.
**
**  (1) RFC 8259, nothing nested. Strings may hold any escape; they are decoded into the caller's buffer,
**      cut after its size (no word that we look for is that long, and a cut one matches none).
**  (2) asiJsonNext says ASI_JSON_WRONG once, at the first byte that does not fit.
*/
#ifndef ASI_JSON_H
#define ASI_JSON_H

#include <stddef.h>

#define ASI_JSON_TEXT_MAX 64

typedef enum AsiJsonKind {
  ASI_JSON_END,
  ASI_JSON_NULL,
  ASI_JSON_TRUE,
  ASI_JSON_FALSE,
  ASI_JSON_NUMBER,
  ASI_JSON_STRING,
  ASI_JSON_NESTED, /* an array or object where a scalar should be */
  ASI_JSON_WRONG
} AsiJsonKind;

typedef struct AsiJsonReader {
  const char *z;
  size_t n;
  size_t i;
  int nRead; /* elements so far */
} AsiJsonReader;

typedef struct AsiJsonScalar {
  AsiJsonKind kind;
  double number;
  char zText[ASI_JSON_TEXT_MAX]; /* a string, decoded; the number as written */
  size_t nText;
} AsiJsonScalar;

void asiJsonOpen(AsiJsonReader *reader, const char *z, size_t n);
AsiJsonKind asiJsonNext(AsiJsonReader *reader, AsiJsonScalar *scalar);

#endif
