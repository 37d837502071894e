/*
** Scalar functions: the questionnaire, effects in words, formatted numbers. Each checks its own arguments, since their
** number and kinds differ; the policy of args.h holds. A NULL argument gives NULL.
*/
#ifndef ASI_SCALAR_H
#define ASI_SCALAR_H

#include "host.h"

void asiScalarScore(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarScoreMother(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarScoreBaby(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarIncreased(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarCategory(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarNGain(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarEffectLabel(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarEffectSource(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarEffectConventions(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarFmt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarFmtP(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarFmtCi(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarEscape(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

#endif
