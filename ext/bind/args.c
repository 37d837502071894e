#include "args.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "always.h"
#include "number.h"

static const char zNumberWanted[] = "expected a number";

void asiShorten(const char *z, int n, char zOut[ASI_SHORTENED]) {
  int nShown = n > ASI_SHOWN ? ASI_SHOWN : n;
  size_t i;
  while (nShown > 0 && nShown < n && ((unsigned char)z[nShown] & 0xC0) == 0x80) nShown--;
  for (i = 0; i < (size_t)nShown; i++) zOut[i] = (unsigned char)z[i] < 0x20 ? '?' : z[i];
  zOut[i] = 0;
  if (nShown < n) (void)snprintf(zOut + i, ASI_SHORTENED - i, "...");
}

static void argsDescribeReal(double x, char z[ASI_VALUE_SHOWN]) {
  if (isinf(x)) {
    (void)snprintf(z, ASI_VALUE_SHOWN, "%sinfinite", x < 0 ? "negative " : "");
  } else {
    (void)asiNumberText(x, z);
  }
}

static void argsDescribeText(sqlite3_value *value, char z[ASI_VALUE_SHOWN]) {
  char zShort[ASI_SHORTENED];
  const char *zText = (const char *)sqlite3_value_text(value);
  asiShorten(zText == NULL ? "" : zText, zText == NULL ? 0 : sqlite3_value_bytes(value), zShort);
  (void)snprintf(z, ASI_VALUE_SHOWN, "the text '%s'", zShort);
}

/* numpy's numbers are no Python numbers: sqlite3 binds their bytes. float64 alone is a float. */
static const char *argsBytesHint(int nByte) {
  switch (nByte) {
  case 8: return " (a numpy integer? bind int(x))";
  case 4: return " (a numpy number? bind int(x) or float(x))";
  default: return "";
  }
}

static void argsDescribeBlob(int nByte, char z[ASI_VALUE_SHOWN]) {
  (void)snprintf(z, ASI_VALUE_SHOWN, "a BLOB of %d bytes%s", nByte, argsBytesHint(nByte));
}

const char *asiDescribeValue(sqlite3_value *value, char z[ASI_VALUE_SHOWN]) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_NULL: (void)snprintf(z, ASI_VALUE_SHOWN, "NULL"); break;
  case SQLITE_INTEGER: (void)snprintf(z, ASI_VALUE_SHOWN, "%lld", (long long)sqlite3_value_int64(value)); break;
  case SQLITE_FLOAT: argsDescribeReal(sqlite3_value_double(value), z); break;
  case SQLITE_BLOB: argsDescribeBlob(sqlite3_value_bytes(value), z); break;
  default: argsDescribeText(value, z); break;
  }
  return z;
}

void asiComplain(AsiWords *words, const AsiFunction *function, int iArgument, const char *what, sqlite3_value *value,
                 const char *zExpected) {
  char zValue[ASI_VALUE_SHOWN];
  (void)asiSay(words, ASI_DOMAIN, "%s(): %s %d is %s, %s", function->zName, what, iArgument,
               asiDescribeValue(value, zValue), zExpected);
}

/* A decimal comma is the mistake that this part of the world makes; say so. */
static const char *argsNumberWanted(sqlite3_value *value) {
  const char *z;
  const char *zComma;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    return sqlite3_value_type(value) == SQLITE_FLOAT ? "expected a finite number" : zNumberWanted;
  }
  z = (const char *)sqlite3_value_text(value);
  zComma = z == NULL ? NULL : strchr(z, ',');
  return zComma != NULL ? "expected a number (decimal point, not comma)" : zNumberWanted;
}

/* A text with a NUL in it is no number: SQLite 3.53 reads it up to there, 3.40 does not. */
int asiNumericType(sqlite3_value *value) {
  if (sqlite3_value_type(value) == SQLITE_TEXT) {
    const char *z = (const char *)sqlite3_value_text(value);
    if (z != NULL && strlen(z) < (size_t)sqlite3_value_bytes(value)) return SQLITE_TEXT;
  }
  return sqlite3_value_numeric_type(value);
}

static int argsReadNumber(sqlite3_value *value, AsiDatum *datum) {
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER:
    datum->isInteger = true;
    datum->i = sqlite3_value_int64(value);
    datum->r = (double)datum->i;
    return 1;
  case SQLITE_FLOAT:
    datum->isInteger = false;
    datum->r = sqlite3_value_double(value);
    return isfinite(datum->r) != 0;
  case SQLITE_TEXT:
    if (asiNumericType(value) == SQLITE_TEXT) return 0;
    return argsReadNumber(value, datum);
  default: return 0;
  }
}

static int argsReadWhole(sqlite3_value *value, int64_t least, int64_t most, AsiDatum *datum) {
  if (!argsReadNumber(value, datum)) return 0;
  if (!(datum->r >= (double)least && datum->r <= (double)most) || datum->r != floor(datum->r)) return 0;
  datum->i = (int64_t)datum->r;
  datum->isInteger = true;
  return 1;
}

const char *asiAnswerWanted(AsiAnswer answer) {
  if (answer == ASI_ANSWER_DOUBTFUL) return "which could mean tidak or true: write it out";
  return "expected yes or no: 1, ya, y, yes, true, benar or 0, tidak, tdk, n, no, false, salah";
}

AsiReading asiReadAnswer(const AsiFunction *function, int iArgument, const char *what, sqlite3_value *value,
                         AsiAnswer *answer, AsiWords *words) {
  const char *z;
  switch (sqlite3_value_type(value)) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT: *answer = asiAnswerOfNumber(sqlite3_value_double(value)); break;
  case SQLITE_TEXT:
    z = (const char *)sqlite3_value_text(value);
    *answer = z == NULL ? ASI_ANSWER_WRONG : asiAnswerOfText(z, (size_t)sqlite3_value_bytes(value));
    break;
  default: *answer = ASI_ANSWER_WRONG; break;
  }
  if (*answer == ASI_ANSWER_NONE) return ASI_READ_MISSING;
  if (*answer == ASI_ANSWER_YES || *answer == ASI_ANSWER_NO) return ASI_READ;
  asiComplain(words, function, iArgument, what, value, asiAnswerWanted(*answer));
  return ASI_READ_WRONG;
}

static AsiReading argsReadAnswerDatum(const AsiFunction *function, int iArgument, sqlite3_value *value, AsiDatum *datum,
                                      AsiWords *words) {
  AsiAnswer answer;
  AsiReading reading = asiReadAnswer(function, iArgument, "argument", value, &answer, words);
  datum->isInteger = true;
  datum->i = (int64_t)answer;
  return reading;
}

/* As it is: '1' and 1 name two groups, 1 and 1.0 the same. */
static int argsReadLabel(sqlite3_value *value, AsiDatum *datum) {
  datum->isText = sqlite3_value_type(value) == SQLITE_TEXT;
  if (!datum->isText) return argsReadNumber(value, datum);
  datum->isInteger = false;
  datum->z = (const char *)sqlite3_value_text(value);
  datum->n = (size_t)sqlite3_value_bytes(value);
  return datum->z != NULL;
}

AsiReading asiReadDatum(const AsiFunction *function, int iArgument, AsiDatumKind kind, sqlite3_value *value,
                        AsiDatum *datum, AsiWords *words) {
  const char *zExpected;
  switch (kind) {
  case ASI_DATUM_NUMBER:
    if (argsReadNumber(value, datum)) return ASI_READ;
    zExpected = argsNumberWanted(value);
    break;
  case ASI_DATUM_BINARY:
    if (argsReadWhole(value, 0, 1, datum)) return ASI_READ;
    zExpected = "expected 0 or 1";
    break;
  case ASI_DATUM_ITEM:
    if (argsReadWhole(value, 1, ASI_ITEMS, datum)) return ASI_READ;
    zExpected = "expected the number of an item, 1 to 16";
    break;
  case ASI_DATUM_CHANCE:
    if (argsReadNumber(value, datum) && datum->r >= 0 && datum->r <= 1) return ASI_READ;
    zExpected = "expected a p-value, from 0 to 1";
    break;
  case ASI_DATUM_ANSWER: return argsReadAnswerDatum(function, iArgument, value, datum, words);
  default:
    if (argsReadLabel(value, datum)) return ASI_READ;
    zExpected = "expected a number or text that names a group";
    break;
  }
  asiComplain(words, function, iArgument, "argument", value, zExpected);
  return ASI_READ_WRONG;
}

int asiIsAnyNull(int nValue, sqlite3_value **aValue) {
  int i;
  for (i = 0; i < nValue; i++) {
    if (sqlite3_value_type(aValue[i]) == SQLITE_NULL) return 1;
  }
  return 0;
}

void asiFail(sqlite3_context *context, const AsiWords *words) { sqlite3_result_error(context, words->z, -1); }

/* A module deep down may say what happened and leave the sentence to us. */
static const char *argsWordsFor(AsiStatus status, const AsiWords *words) {
  if (words->z[0] != 0) return words->z;
  return ASI_ALWAYS(status == ASI_RANGE) /* a module that meets a limit names it */
             ? "a number on the way is beyond the range of REAL"
             : "more values or more work than this function can take";
}

void asiFailStatus(sqlite3_context *context, AsiStatus status, const AsiWords *words) {
  AsiWords all;
  switch (status) {
  case ASI_NOMEM: sqlite3_result_error_nomem(context); break;
  case ASI_INTERRUPT: sqlite3_result_error_code(context, SQLITE_INTERRUPT); break;
  default:
    (void)asiSay(&all, status, "%s(): %s", asiFunctionOf(context)->zName, argsWordsFor(status, words));
    asiFail(context, &all);
    break;
  }
}
