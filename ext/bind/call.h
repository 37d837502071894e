/*
** The arguments of one call, read one by one: for scalars and table-valued functions whose arguments differ in kind.
**
**  (1) A reader answers false after it has put the whole error into the call: words, or out of memory.
**  (2) i counts from 0. The policy of args.h holds; the caller asks asiIsAnyNull first.
**  (3) A reported number keeps the zeros of its text: '9.50' has two decimals. Text must be a decimal number written out.
*/
#ifndef ASI_CALL_H
#define ASI_CALL_H

#include "closure.h"
#include "function.h"
#include "host.h"
#include "options.h"
#include "reported.h"

typedef struct AsiCall {
  const AsiFunction *function;
  int nArgument;
  sqlite3_value **aArgument;
  bool isNoMemory;
  AsiWords words;
} AsiCall;

AsiCall asiCallOf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

bool asiCallRefuse(AsiCall *call, int i, const char *zExpected);
bool asiCallReported(AsiCall *call, int i, AsiReported *reported);
/* A whole number from least to most. */
bool asiCallWhole(AsiCall *call, int i, int64_t least, int64_t most, const char *zExpected, int64_t *pValue);
bool asiCallNumber(AsiCall *call, int i, double *pValue);
/* TEXT as it is; any other value is refused. */
bool asiCallText(AsiCall *call, int i, const char *zExpected, const char **pz, size_t *pn);
/* n at iN, the reported minimum, maximum, mean and SD from iLeast on. */
bool asiCallSummary(AsiCall *call, int iN, int iLeast, AsiSummary *summary);
/* The option words of argument i, of those that the function takes, if it is there and not NULL. */
bool asiCallOptions(AsiCall *call, int i, AsiOptions *options);

void asiCallFail(sqlite3_context *context, const AsiCall *call);
/* The whole record, or the field that the function publishes; NULL for ASI_UNDEFINED. */
void asiCallAnswer(sqlite3_context *context, AsiCall *call, AsiStatus status, const void *record);

#endif
