/*
** How a long computation lets the host stop it.
**
**  (1) A loop reports the work it did, in units of about a nanosecond: asiPollWork(poll, n).
**  (2) About every 3 ms of reported work the host's check runs; what it returns, ASI_OK or
**      ASI_INTERRUPT or ASI_NOMEM, is returned and must end the computation.
**  (3) A NULL poll, or one without a check, never stops anything (unit tests).
**  (4) Under ASI_POLL_SEEN a hook sees each report, and says whether it counts (test/polls.c).
*/
#ifndef ASI_POLL_H
#define ASI_POLL_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

#ifndef ASI_POLL_EVERY
#define ASI_POLL_EVERY 3000000
#endif

typedef struct AsiPoll AsiPoll;
struct AsiPoll {
  AsiStatus (*check)(AsiPoll *); /* the host's question, may be NULL */
  void *host;                    /* whatever the check needs */
  int64_t nWork;                 /* work since the last check */
};

static inline AsiStatus asiPollWork(AsiPoll *poll, int64_t nWork) {
  if (poll == NULL || poll->check == NULL) return ASI_OK;
  poll->nWork += nWork;
  if (poll->nWork < ASI_POLL_EVERY) return ASI_OK;
  poll->nWork = 0;
  return poll->check(poll);
}

#ifdef ASI_POLL_SEEN
int asiPollSeen(AsiPoll *poll, const char *zFile, int iLine);
#define asiPollWork(poll, nWork) (asiPollSeen(poll, __FILE__, __LINE__) ? (asiPollWork)(poll, nWork) : ASI_OK)
#endif

#endif
