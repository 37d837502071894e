#include "host_poll.h"

static AsiStatus hostPollStatus(int rc) {
  switch (rc) {
  case SQLITE_INTERRUPT: return ASI_INTERRUPT;
  case SQLITE_NOMEM: return ASI_NOMEM;
  default: return ASI_OK;
  }
}

static AsiStatus hostPollCheck(AsiPoll *poll) {
  static const char zBurn[] = "WITH RECURSIVE c(x) AS (VALUES(1) UNION ALL SELECT x+1 FROM c WHERE x<150)"
                              " SELECT count(*) FROM c";
  AsiHostPoll *hostPoll = (AsiHostPoll *)poll;
  int rc = SQLITE_OK;
  if (hostPoll->isRefused) return ASI_OK;
  if (hostPoll->stmt == NULL) rc = sqlite3_prepare_v2(hostPoll->db, zBurn, -1, &hostPoll->stmt, NULL);
  if (rc != SQLITE_OK) {
    hostPoll->isRefused = 1;
    return hostPollStatus(rc);
  }
  (void)sqlite3_step(hostPoll->stmt);
  return hostPollStatus(sqlite3_reset(hostPoll->stmt));
}

void asiHostPollInit(AsiHostPoll *hostPoll, sqlite3 *db) {
  hostPoll->poll.check = hostPollCheck;
  hostPoll->poll.host = NULL;
  hostPoll->poll.nWork = 0;
  hostPoll->db = db;
  hostPoll->stmt = NULL;
  hostPoll->isRefused = 0;
}

void asiHostPollClose(AsiHostPoll *hostPoll) { (void)sqlite3_finalize(hostPoll->stmt); }
