/*
** The eponymous table closure_samples(n, min, max, mean, sd): every sample that rounds to a reported mean and SD.
**
**  (1) Columns id (from 1), counts (JSON array of the frequencies of min..max), sample_mean, sample_sd; hidden n, min, max,
**      mean, sd, all required. A NULL among them: no rows. Order and extremes: closure.h.
**  (2) Streaming: a row is found when SQLite asks for it, so LIMIT ends the work; memory does not grow.
**  (3) While no row is found the host is asked whether to go on.
*/
#ifndef ASI_CLOSURE_TABLE_H
#define ASI_CLOSURE_TABLE_H

#include "function.h"
#include "host.h"

/* Errors carry the function's name. */
int asiClosureTableCreate(sqlite3 *db, const AsiFunction *function, const AsiCatalogue *catalogue);

#endif
