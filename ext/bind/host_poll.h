/*
** The host's question during a long computation: shall we stop?
**
**  (1) asiHostPollInit costs nothing; the statement is prepared at the first check.
**  (2) A check steps a nested statement that burns some 2,000 steps of SQLite's virtual machine: so both
**      sqlite3_interrupt and progress handlers of any period are honoured, on every version. `SELECT 1`
**      takes 4 steps, and a handler that counts 100,000 would not fire in a lifetime.
**  (3) ASI_INTERRUPT and ASI_NOMEM stop the computation; a statement that cannot be prepared for another
**      reason (an authorizer, a limit) means to go on unasked.
*/
#ifndef ASI_HOST_POLL_H
#define ASI_HOST_POLL_H

#include "host.h"
#include "poll.h"

typedef struct AsiHostPoll {
  AsiPoll poll; /* first: the check gets a pointer to it */
  sqlite3 *db;
  sqlite3_stmt *stmt;
  int isRefused; /* the host does not let us ask */
} AsiHostPoll;

void asiHostPollInit(AsiHostPoll *hostPoll, sqlite3 *db);
void asiHostPollClose(AsiHostPoll *hostPoll);

#endif
