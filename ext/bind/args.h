/*
** What an SQL value means as an argument: the one place that decides it.
**
**  (1) NULL is missing. The caller looks for NULLs in all data arguments before it reads any.
**  (2) Numbers: INTEGER and REAL as they are; TEXT that SQLite takes for a number, as that number. Other
**      TEXT, BLOBs and infinities are complaints.
**  (3) A complaint names function, argument and value, shortened, and says what was expected.
**  (4) A BLOB in the first argument of an aggregate is reserved for states.
*/
#ifndef ASI_ARGS_H
#define ASI_ARGS_H

#include "function.h"
#include "host.h"
#include "row.h"
#include "score.h"
#include "status.h"

typedef enum AsiReading {
  ASI_READ,
  ASI_READ_MISSING, /* not NULL, but says nothing: an unanswered item */
  ASI_READ_WRONG    /* the words say why */
} AsiReading;

/* As sqlite3_value_numeric_type, alike on every SQLite. */
int asiNumericType(sqlite3_value *value);
/* value is not NULL; iArgument counts from 1. */
AsiReading asiReadDatum(const AsiFunction *function, int iArgument, AsiDatumKind kind, sqlite3_value *value,
                        AsiDatum *datum, AsiWords *words);
/* Yes, no or not answered; `what` is "argument" or "item". */
AsiReading asiReadAnswer(const AsiFunction *function, int iArgument, const char *what, sqlite3_value *value,
                         AsiAnswer *answer, AsiWords *words);
/* What was expected in place of an answer that is doubtful or wrong. */
const char *asiAnswerWanted(AsiAnswer answer);
/* "f(): argument 2 is the text 'abc', expected ..." */
void asiComplain(AsiWords *words, const AsiFunction *function, int iArgument, const char *what, sqlite3_value *value,
                 const char *zExpected);

#define ASI_SHOWN 40 /* bytes of a text that an error repeats */
#define ASI_SHORTENED (ASI_SHOWN + 8)
/* Printable, whole characters, and three points where more would follow. */
void asiShorten(const char *z, int n, char zOut[ASI_SHORTENED]);

/* The value as errors print it: "3", "the text 'abc'", "a BLOB of 5 bytes". Returns z. */
#define ASI_VALUE_SHOWN 96
const char *asiDescribeValue(sqlite3_value *value, char z[ASI_VALUE_SHOWN]);

int asiIsAnyNull(int nValue, sqlite3_value **aValue);

/* The words as the function's error. */
void asiFail(sqlite3_context *context, const AsiWords *words);
/* The error that a status stands for, words (without the function's name) included. */
void asiFailStatus(sqlite3_context *context, AsiStatus status, const AsiWords *words);

#endif
