/*
** Scalar functions that ask whether published numbers are possible: grim, grimmer, ci_from_summary, ...
**
** Means, SDs and statistics are numbers as printed (call.h); a NULL among the arguments gives NULL, but for the options.
*/
#ifndef ASI_AUDIT_H
#define ASI_AUDIT_H

#include "host.h"

void asiScalarGrim(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarGrimmer(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarClosureCount(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarCiFromSummary(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarTtestFromSummary(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPFromStatistic(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarCheckP(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarKr20Max(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarWilcoxonPRange(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

#endif
