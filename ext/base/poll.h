/*
** How a long computation lets the host stop it.
**
**  (1) A loop reports the work it did, in units of about a nanosecond: asiPollWork(poll, n).
**  (2) About every 3 ms of reported work the host's check runs; what it returns, ASI_OK or
**      ASI_INTERRUPT or ASI_NOMEM, is returned and must end the computation.
**  (3) A NULL poll, or one without a check, never stops anything (unit tests).
*/
#ifndef ASI_POLL_H
#define ASI_POLL_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

#define ASI_POLL_EVERY 3000000

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

#endif
