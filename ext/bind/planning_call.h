/*
** Scalar functions that plan a study: power_paired, sample_size_paired, power_two, sample_size_two, their records
** plan_paired and plan_two, slovin and lemeshow. A NULL argument gives NULL, but for options, a population and a level.
*/
#ifndef ASI_PLANNING_CALL_H
#define ASI_PLANNING_CALL_H

#include "host.h"

void asiScalarPowerPaired(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPowerTwo(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPlanPaired(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPlanTwo(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarSlovin(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarLemeshow(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

#endif
