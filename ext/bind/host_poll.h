/*
** The host's question during a long computation: shall we stop?
**
**  (1) asiHostPollInit costs nothing; the statement is prepared at the first check, and finalised by asiHostPollClose.
**  (2) A check steps a nested statement that burns ASI_HOST_POLL_STEPS steps of SQLite's virtual machine: so both
**      sqlite3_interrupt and progress handlers are honoured, on every version. A handler of period N is called once in
**      ceil(N / ASI_HOST_POLL_STEPS) checks, 3 ms of reported work apart: N = 100,000 every 33 ms, a million every third of a
**      second. The count starts anew with each call of a function, as with each statement in SQLite: calls that are over
**      sooner than that leave such a handler to the steps of the statement around them.
**  (3) The statement reads no table, calls no function, binds nothing, is not recursive and no compound, and takes 89
**      bytes. A host whose authorizer or limits refuse it all the same is asked by `SELECT 1`, again and again until as
**      many steps are burnt; one that refuses that, too, by preparing the empty text, which ends as interrupted when the
**      host has called sqlite3_interrupt: only progress handlers are lost there.
**  (4) ASI_INTERRUPT and ASI_NOMEM stop the computation.
**
** Not sqlite3_is_interrupted: it came with 3.41, knows nothing of progress handlers, and (3) answers the same on all.
*/
#ifndef ASI_HOST_POLL_H
#define ASI_HOST_POLL_H

#include "host.h"
#include "poll.h"

#define ASI_HOST_POLL_STEPS 9400

typedef struct AsiHostPoll {
  AsiPoll poll; /* first: the check gets a pointer to it */
  sqlite3 *db;
  sqlite3_stmt *stmt;
  int iWay; /* ways to ask that the host has refused */
} AsiHostPoll;

void asiHostPollInit(AsiHostPoll *hostPoll, sqlite3 *db);
void asiHostPollClose(AsiHostPoll *hostPoll);

#endif
