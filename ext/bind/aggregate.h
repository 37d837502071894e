/*
** Aggregates and window functions: rows in, one answer out, for every family alike.
**
**  (1) A row with a NULL in a data argument is skipped before anything else of it is looked at.
**  (2) A bad value is counted with the first complaint kept, raised when the group is asked while the
**      value is in it, and uncounted when the row leaves: SQLite steps rows that end up in no frame.
**  (3) Options and parameters are read from the first row not skipped that has good ones. Some that cannot be
**      read, and another value later, are a bad value of their row.
**  (4) The first ask between changes tells the state that more will follow.
**  (5) A state in the first argument stands for its rows (saved.h): beside it the other data are NULL or left out.
**      A NULL in its place, alone or before option words alone, is no state and counts nothing where only states came, and
**      a missing value elsewhere. Two data arguments are a row: with a NULL among them it is missing, beside states too.
**  (6) Out of memory is remembered: after it the group gives no answer. xFinal always clears; SQLite runs
**      it to clean up as well.
*/
#ifndef ASI_AGGREGATE_H
#define ASI_AGGREGATE_H

#include "host.h"

void asiAggregateStep(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiAggregateInverse(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiAggregateValue(sqlite3_context *context);
void asiAggregateFinal(sqlite3_context *context);

#endif
