#include "json.h"

#include <string.h>

#include "number.h"

void asiJsonOpen(AsiJsonReader *reader, const char *z, size_t n) {
  reader->z = z;
  reader->n = n;
  reader->i = 0;
  reader->nRead = 0;
}

static void jsonSkipBlanks(AsiJsonReader *reader) {
  while (reader->i < reader->n && memchr(" \t\n\r", reader->z[reader->i], 4) != NULL) reader->i++;
}

static int jsonTake(AsiJsonReader *reader, char c) {
  jsonSkipBlanks(reader);
  if (reader->i == reader->n || reader->z[reader->i] != c) return 0;
  reader->i++;
  return 1;
}

static void jsonPut(AsiJsonScalar *scalar, unsigned c) {
  if (scalar->nText < sizeof scalar->zText) scalar->zText[scalar->nText++] = (char)c;
}

static void jsonPutCodePoint(AsiJsonScalar *scalar, unsigned code) {
  if (code < 0x80) {
    jsonPut(scalar, code);
  } else if (code < 0x800) {
    jsonPut(scalar, 0xC0 | code >> 6);
    jsonPut(scalar, 0x80 | (code & 0x3F));
  } else {
    jsonPut(scalar, 0xE0 | code >> 12);
    jsonPut(scalar, 0x80 | (code >> 6 & 0x3F));
    jsonPut(scalar, 0x80 | (code & 0x3F));
  }
}

static int jsonHex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits of \uXXXX. Surrogate halves are kept apart: no word holds one. */
static int jsonTakeUnicode(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  unsigned code = 0;
  int i;
  for (i = 0; i < 4; i++, reader->i++) {
    int digit = reader->i < reader->n ? jsonHex(reader->z[reader->i]) : -1;
    if (digit < 0) return 0;
    code = code * 16 + (unsigned)digit;
  }
  jsonPutCodePoint(scalar, code);
  return 1;
}

static int jsonTakeEscape(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  static const char aEscape[] = "\"\\/bfnrt";
  static const char aMeaning[] = "\"\\/\b\f\n\r\t";
  const char *zFound;
  char c;
  if (reader->i == reader->n) return 0;
  c = reader->z[reader->i++];
  if (c == 'u') return jsonTakeUnicode(reader, scalar);
  zFound = c == 0 ? NULL : strchr(aEscape, c);
  if (zFound == NULL) return 0;
  jsonPut(scalar, (unsigned char)aMeaning[zFound - aEscape]);
  return 1;
}

static AsiJsonKind jsonString(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  reader->i++;
  while (reader->i < reader->n) {
    unsigned char c = (unsigned char)reader->z[reader->i++];
    if (c == '"') return ASI_JSON_STRING;
    if (c < 0x20) return ASI_JSON_WRONG;
    if (c != '\\') {
      jsonPut(scalar, c);
    } else if (!jsonTakeEscape(reader, scalar)) {
      return ASI_JSON_WRONG;
    }
  }
  return ASI_JSON_WRONG;
}

/* A literal or a number: everything up to what must follow an element. */
static AsiJsonKind jsonBare(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  const char *z = reader->z + reader->i;
  size_t n = 0;
  while (reader->i + n < reader->n && memchr(",] \t\n\r", z[n], 6) == NULL) n++;
  reader->i += n;
  if (n == 4 && memcmp(z, "null", 4) == 0) return ASI_JSON_NULL;
  if (n == 4 && memcmp(z, "true", 4) == 0) return ASI_JSON_TRUE;
  if (n == 5 && memcmp(z, "false", 5) == 0) return ASI_JSON_FALSE;
  if (n == 0 || z[0] == '+' || z[0] == '.' || !asiNumberRead(z, n, &scalar->number)) return ASI_JSON_WRONG;
  scalar->nText = n < sizeof scalar->zText ? n : sizeof scalar->zText;
  memcpy(scalar->zText, z, scalar->nText);
  return ASI_JSON_NUMBER;
}

static AsiJsonKind jsonElement(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  jsonSkipBlanks(reader);
  if (reader->i == reader->n) return ASI_JSON_WRONG;
  switch (reader->z[reader->i]) {
  case '"': return jsonString(reader, scalar);
  case '[':
  case '{': return ASI_JSON_NESTED;
  default: return jsonBare(reader, scalar);
  }
}

/* After the closing bracket nothing but blanks. */
static AsiJsonKind jsonClose(AsiJsonReader *reader) {
  jsonSkipBlanks(reader);
  return reader->i == reader->n ? ASI_JSON_END : ASI_JSON_WRONG;
}

AsiJsonKind asiJsonNext(AsiJsonReader *reader, AsiJsonScalar *scalar) {
  scalar->nText = 0;
  scalar->number = 0;
  if (reader->nRead == 0) {
    if (!jsonTake(reader, '[')) return scalar->kind = ASI_JSON_WRONG;
    if (jsonTake(reader, ']')) return scalar->kind = jsonClose(reader);
  } else if (jsonTake(reader, ']')) {
    return scalar->kind = jsonClose(reader);
  } else if (!jsonTake(reader, ',')) {
    return scalar->kind = ASI_JSON_WRONG;
  }
  reader->nRead++;
  return scalar->kind = jsonElement(reader, scalar);
}
