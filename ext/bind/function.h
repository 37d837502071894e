/*
** A row of the table of functions (functions.c): one SQL function.
**
** An aggregate names its family and the field of the record that it publishes; a scalar names its C function. The row
** is all that asistat_functions, asistat_help and the reference know of the function. What a connection registers is
** the row with its field looked up; errors carry the name in the row, so the name that was typed.
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

typedef struct AsiFunction AsiFunction;
typedef struct AsiCatalogue AsiCatalogue;

struct AsiFunction {
  const char *zName;
  const char *zArguments; /* as the reference prints them */
  int nLeast, nMost;      /* of arguments; nMost -1: the function counts them itself */
  AsiFunctionKind kind;
  const char *zSummary;
  const char *zExample;
  const AsiFamily *family;
  const char *zField; /* NULL: the whole record */
  bool isGeneric;     /* another extension or the host may own the name */
  void (*call)(sqlite3_context *, int, sqlite3_value **);
  unsigned words;       /* groups of option words of a scalar; an aggregate's are its family's */
  const char *zReturns; /* of a scalar without a family, and of a table; an aggregate's come from its record */
  int (*createTable)(sqlite3 *, const AsiFunction *, const AsiCatalogue *); /* of a table-valued function */
};

struct AsiCatalogue {
  const AsiFunction *aFunction;
  int nFunction;
};

/* The groups of option words that a function takes. */
static inline unsigned asiFunctionWords(const AsiFunction *function) {
  return function->family != NULL ? function->words | function->family->words : function->words;
}

/* What the functions of one connection are called with. */
typedef struct AsiRegistration AsiRegistration;

/* The user data of a registered function. */
typedef struct AsiRegistered {
  const AsiFunction *function;
  const AsiField *field; /* NULL: the whole record */
  AsiRegistration *owner;
} AsiRegistered;

/* The row of the function being called, and the field of the record that it publishes. */
static inline const AsiFunction *asiFunctionOf(sqlite3_context *context) {
  return ((const AsiRegistered *)sqlite3_user_data(context))->function;
}

static inline const AsiField *asiFieldOf(sqlite3_context *context) {
  return ((const AsiRegistered *)sqlite3_user_data(context))->field;
}

#endif
