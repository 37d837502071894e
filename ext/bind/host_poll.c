#include "host_poll.h"

/* A way to ask: a statement that ends with a row, and how often it runs to burn ASI_HOST_POLL_STEPS. */
typedef struct HostPollWay {
  const char *zSql;
  int nRun;
} HostPollWay;

/* 8 * 8 * 8 * 8 rows of some two steps; one of four. The last has no row and burns nothing. */
static const HostPollWay aWay[] = {
  { "WITH v AS(VALUES(1),(1),(1),(1),(1),(1),(1),(1))SELECT 1 FROM v,v,v,v LIMIT 1 OFFSET 4095", 1 },
  { "SELECT 1", ASI_HOST_POLL_STEPS / 4 },
  { "", 0 },
};
#define HOST_POLL_LAST ((int)(sizeof aWay / sizeof aWay[0]) - 1)

/* One run of the statement, SQLITE_OK when its row came. A host that ignores the SELECT (SQLITE_IGNORE) lets it end
** without. */
static int hostPollRun(sqlite3_stmt *stmt) {
  int isRow = sqlite3_step(stmt) == SQLITE_ROW;
  int rc = sqlite3_reset(stmt);
  return rc == SQLITE_OK && !isRow ? SQLITE_AUTH : rc;
}

/* By the way at hand. */
static int hostPollAsk(AsiHostPoll *hostPoll) {
  const HostPollWay *way = &aWay[hostPoll->iWay];
  int rc = SQLITE_OK;
  if (hostPoll->stmt == NULL) rc = sqlite3_prepare_v2(hostPoll->db, way->zSql, -1, &hostPoll->stmt, NULL);
  for (int i = 0; i < way->nRun && rc == SQLITE_OK; i++) rc = hostPollRun(hostPoll->stmt);
  return rc;
}

static void hostPollNextWay(AsiHostPoll *hostPoll) {
  (void)sqlite3_finalize(hostPoll->stmt);
  hostPoll->stmt = NULL;
  hostPoll->iWay++;
}

static AsiStatus hostPollCheck(AsiPoll *poll) {
  AsiHostPoll *hostPoll = (AsiHostPoll *)poll;
  for (;;) {
    int rc = hostPollAsk(hostPoll);
    if (rc == SQLITE_INTERRUPT) return ASI_INTERRUPT;
    if (rc == SQLITE_NOMEM) return ASI_NOMEM;
    if (rc == SQLITE_OK || hostPoll->iWay == HOST_POLL_LAST) return ASI_OK;
    hostPollNextWay(hostPoll);
  }
}

void asiHostPollInit(AsiHostPoll *hostPoll, sqlite3 *db) {
  hostPoll->poll.check = hostPollCheck;
  hostPoll->poll.host = NULL;
  hostPoll->poll.nWork = 0;
  hostPoll->db = db;
  hostPoll->stmt = NULL;
  hostPoll->iWay = 0;
}

void asiHostPollClose(AsiHostPoll *hostPoll) { (void)sqlite3_finalize(hostPoll->stmt); }
