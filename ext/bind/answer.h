/*
** From a record to an SQL value.
**
**  (1) The whole record: JSON with the JSON subtype, keys in the order of the description; an interval is
**      [low,high], and NULL when a bound is.
**  (2) One field: the same value as in the whole record, as INTEGER, REAL or TEXT; NULL where the record has null.
**  (3) An infinite real is a number beyond the range of REAL: an error, never Inf.
*/
#ifndef ASI_ANSWER_H
#define ASI_ANSWER_H

#include "function.h"
#include "host.h"
#include "text.h"

#define ASI_RECORD_MAX 512 /* bytes of the largest record */

/* The field of that name; NULL: there is none. */
const AsiField *asiRecordFind(const AsiRecord *description, const char *zName);
/* Every field null. */
void asiRecordClear(const AsiRecord *description, void *record);
void asiAnswer(sqlite3_context *context, const AsiRecord *description, const AsiField *field, const void *record);

/* A whole text, handed over to SQLite; the text is empty afterwards. */
void asiAnswerText(sqlite3_context *context, AsiText *text);
void asiAnswerJson(sqlite3_context *context, AsiText *text);
void asiAnswerBlob(sqlite3_context *context, AsiText *text);
/* As the family says. */
void asiAnswerWritten(sqlite3_context *context, AsiWritten written, AsiText *text);

#endif
