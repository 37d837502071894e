#include "answer.h"

#include <math.h>
#include <string.h>

#include "always.h"
#include "args.h"
#include "text.h"

static int64_t answerInteger(const AsiField *field, const void *record) {
  int64_t value;
  memcpy(&value, (const char *)record + field->offset, sizeof value);
  return value;
}

static double answerReal(const AsiField *field, const void *record) {
  double value;
  memcpy(&value, (const char *)record + field->offset, sizeof value);
  return value;
}

static const char *answerString(const AsiField *field, const void *record) {
  const char *z;
  memcpy(&z, (const char *)record + field->offset, sizeof z);
  return z;
}

static const AsiDatum *answerDatum(const AsiField *field, const void *record) {
  return (const AsiDatum *)(const void *)((const char *)record + field->offset);
}

static void answerAddLabel(AsiText *text, const AsiDatum *label) {
  if (label->isText) {
    asiTextAddJsonString(text, label->z, label->n);
  } else if (label->isInteger) {
    asiTextAddInteger(text, label->i);
  } else {
    asiTextAddReal(text, label->r);
  }
}

const AsiField *asiRecordFind(const AsiRecord *description, const char *zName) {
  size_t i;
  for (i = 0; i < description->nField; i++) {
    if (strcmp(description->aField[i].zName, zName) == 0) return &description->aField[i];
  }
  return NULL;
}

void asiRecordClear(const AsiRecord *description, void *record) {
  static const int64_t nullInteger = ASI_NULL;
  static const double nullReal = NAN;
  size_t i;
  memset(record, 0, description->nByte);
  for (i = 0; i < description->nField; i++) {
    char *p = (char *)record + description->aField[i].offset;
    if (description->aField[i].kind == ASI_FIELD_INTEGER) memcpy(p, &nullInteger, sizeof nullInteger);
    if (description->aField[i].kind == ASI_FIELD_REAL) memcpy(p, &nullReal, sizeof nullReal);
    if (description->aField[i].kind == ASI_FIELD_LABEL) ((AsiDatum *)(void *)p)->r = NAN;
  }
}

static void answerBeyond(sqlite3_context *context, const AsiField *field) {
  AsiWords words;
  (void)asiSay(&words, ASI_RANGE, "%s(): the result (%s) is beyond the range of REAL", asiFunctionOf(context)->zName,
               field->zName);
  asiFail(context, &words);
}

static void answerFieldInteger(sqlite3_context *context, int64_t value) {
  if (value != ASI_NULL) sqlite3_result_int64(context, value);
}

/* A label's text belongs to the state, which is cleared before SQLite reads the result. */
static void answerFieldLabel(sqlite3_context *context, const AsiDatum *label) {
  if (label->isText) {
    sqlite3_result_text64(context, label->z, label->n, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else if (label->isInteger) {
    sqlite3_result_int64(context, label->i);
  } else if (!isnan(label->r)) {
    sqlite3_result_double(context, label->r);
  }
}

static void answerFieldReal(sqlite3_context *context, const AsiField *field, double value) {
  if (isinf(value)) {
    answerBeyond(context, field);
  } else if (!isnan(value)) {
    sqlite3_result_double(context, value);
  }
}

/* Requirement (2): one field answers what the whole record says of it. */
static void answerField(sqlite3_context *context, const AsiField *field, const void *record) {
  switch (field->kind) {
  case ASI_FIELD_INTEGER: answerFieldInteger(context, answerInteger(field, record)); break;
  case ASI_FIELD_TEXT: sqlite3_result_text(context, answerString(field, record), -1, SQLITE_STATIC); break;
  case ASI_FIELD_LABEL: answerFieldLabel(context, answerDatum(field, record)); break;
  default: answerFieldReal(context, field, answerReal(field, record)); break;
  }
}

static void answerAddField(AsiText *text, const AsiField *field, const void *record) {
  const char *z;
  switch (field->kind) {
  case ASI_FIELD_INTEGER:
    if (answerInteger(field, record) != ASI_NULL) {
      asiTextAddInteger(text, answerInteger(field, record));
    } else {
      asiTextAdd(text, "null");
    }
    break;
  case ASI_FIELD_REAL: asiTextAddReal(text, answerReal(field, record)); break;
  case ASI_FIELD_LABEL: answerAddLabel(text, answerDatum(field, record)); break;
  default:
    z = answerString(field, record);
    if (z == NULL) {
      asiTextAdd(text, "null");
    } else {
      asiTextAddJsonString(text, z, strlen(z));
    }
    break;
  }
}

static void answerAddRecord(AsiText *text, const AsiRecord *description, const void *record) {
  size_t i;
  asiTextAdd(text, description->isInterval ? "[" : "{");
  for (i = 0; i < description->nField; i++) {
    const AsiField *field = &description->aField[i];
    if (i > 0) asiTextAdd(text, ",");
    if (!description->isInterval) {
      asiTextAddJsonString(text, field->zName, strlen(field->zName));
      asiTextAdd(text, ":");
    }
    answerAddField(text, field, record);
  }
  asiTextAdd(text, description->isInterval ? "]" : "}");
}

/* The first field that is infinite, or, in an interval, null. */
static const AsiField *answerFind(const AsiRecord *description, const void *record, int (*test)(double)) {
  size_t i;
  for (i = 0; i < description->nField; i++) {
    const AsiField *field = &description->aField[i];
    if (field->kind == ASI_FIELD_REAL && test(answerReal(field, record))) return field;
  }
  return NULL;
}

static int answerIsInfinite(double x) { return isinf(x) != 0; }

static int answerIsNull(double x) { return isnan(x) != 0; }

void asiAnswerText(sqlite3_context *context, AsiText *text) {
  if (asiTextStatus(text) != ASI_OK) {
    asiTextClear(text);
    sqlite3_result_error_nomem(context);
    return;
  }
  sqlite3_result_text64(context, text->z, text->n, sqlite3_free, SQLITE_UTF8);
  asiTextInit(text);
}

void asiAnswerJson(sqlite3_context *context, AsiText *text) {
  asiAnswerText(context, text);
  sqlite3_result_subtype(context, 'J');
}

void asiAnswerBlob(sqlite3_context *context, AsiText *text) {
  if (ASI_NEVER(asiTextStatus(text) != ASI_OK)) { /* a family that writes a BLOB has looked */
    asiAnswerText(context, text);
    return;
  }
  sqlite3_result_blob64(context, text->z, text->n, sqlite3_free);
  asiTextInit(text);
}

void asiAnswerWritten(sqlite3_context *context, AsiWritten written, AsiText *text) {
  static void (*const aAnswer[])(sqlite3_context *, AsiText *) = { asiAnswerJson, asiAnswerText, asiAnswerBlob };
  aAnswer[written](context, text);
}

void asiAnswer(sqlite3_context *context, const AsiRecord *description, const AsiField *field, const void *record) {
  const AsiField *beyond;
  AsiText text;
  if (field != NULL) {
    answerField(context, field, record);
    return;
  }
  beyond = answerFind(description, record, answerIsInfinite);
  if (beyond != NULL) {
    answerBeyond(context, beyond);
    return;
  }
  if (description->isInterval && answerFind(description, record, answerIsNull) != NULL) return;
  asiTextInit(&text);
  answerAddRecord(&text, description, record);
  asiAnswerJson(context, &text);
}
