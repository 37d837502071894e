/*
** A row of the door's table: one SQL function.
**
** An aggregate names its family and the field of the record that it publishes; a scalar names its C
** function. The row is the function's user data, so that an error can carry the name that was typed,
** and it is all that asistat_functions, asistat_help and the reference know.
*/
#ifndef ASI_FUNCTION_H
#define ASI_FUNCTION_H

#include "host.h"

#include "family.h"

typedef enum AsiFunctionKind {
  ASI_SCALAR,
  ASI_AGGREGATE, /* not offered with OVER */
  ASI_WINDOW,    /* aggregate and window function */
  ASI_TABLE
} AsiFunctionKind;

typedef struct AsiFunction {
  const char *zName;
  const char *zArguments; /* as the reference prints them */
  int nLeast, nMost;      /* of arguments; nMost -1: the function counts them itself */
  AsiFunctionKind kind;
  int isGeneric; /* another extension or the host may own the name */
  const AsiFamily *family;
  const char *zField; /* NULL: the whole record */
  void (*call)(sqlite3_context *, int, sqlite3_value **);
  const char *zReturns; /* of a scalar; an aggregate's come from its record */
  const char *zSummary;
  const char *zExample;
} AsiFunction;

typedef struct AsiCatalogue {
  const AsiFunction *aFunction;
  int nFunction;
} AsiCatalogue;

/* The row of the function being called. */
static inline const AsiFunction *asiFunctionOf(sqlite3_context *context) {
  return (const AsiFunction *)sqlite3_user_data(context);
}

const AsiField *asiFunctionField(const AsiFunction *function);

#endif
