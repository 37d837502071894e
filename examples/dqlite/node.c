/*
** A node of a dqlite cluster whose SQL knows asistat: node ID ADDRESS DIRECTORY [LATENCY]
**
**  (1) ID is 1 for the node that begins a cluster and another number for each that joins it later (client.tcl: join).
**      The same node comes back with the same arguments.
**  (2) ADDRESS is host:port, where it listens and where the others reach it; DIRECTORY exists and is the node's own.
**  (3) LATENCY is the network's, in milliseconds. The others wait 15 to 30 times as long for a silent leader before they
**      choose another. Without it dqlite takes 3 to 6 s, as for 200 ms.
**      Every SNAPSHOT_EVERY transactions a node writes a copy of its databases and keeps as many transactions before it:
**      they are whole pages and stay in memory, and of dqlite's own 8192 a busy month makes a gigabyte.
**  (4) The extension is linked in and registered before the first connection is made, so every connection that dqlite
**      opens has its functions; dqlite itself cannot load a library.
**  (5) dqlite computes and answers its peers in one thread: a leader that computes for too long is thought dead. So
**      statements that hold the thread for 10 LATENCY, two thirds of the least wait, are interrupted (SQLITE_INTERRUPT);
**      what takes longer is asked of a copy (client.tcl: dump). Statements of several connections that come together are
**      served in one turn, without a word to the peers: they share the time, but each has a twentieth of it for itself.
**      A turn is over when a connection is served again, after REST_MS without a statement, or when a statement rests for
**      PAUSE_MS because its reader is slow.
**  (6) SIGTERM and SIGINT end it with status 0, requests in flight first; 1: it could not start, 2: wrong arguments.
**      A node that is killed loses nothing that was acknowledged.
*/
#include <dqlite.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LATENCY_MOST 3600000 /* dqlite's own bound */
#define LATENCY_DEFAULT 200  /* what its own timeouts amount to */
#define HOLD_LATENCIES 10
#define HOLD_STEPS 1000 /* of SQLite's machine between two looks at the clock: some 20 us */
#define HOLD_SHORT 20
#define REST_MS 5
#define PAUSE_MS 250
#define SNAPSHOT_EVERY 256

int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const struct sqlite3_api_routines *pApi);

static int complain(const char *zWhat, const char *zWhy) {
  fprintf(stderr, "node: %s: %s\n", zWhat, zWhy);
  return 1;
}

static int refuse(const char *zWhat) {
  fprintf(stderr,
          "node: %s: expected are ID ADDRESS DIRECTORY [LATENCY], a number from 1, host:port and milliseconds\n",
          zWhat);
  return 2;
}

/* A whole number from 1 to most, or 0. */
static unsigned long long numberOf(const char *z, unsigned long long most) {
  char *zEnd;
  unsigned long long n;
  errno = 0;
  n = strtoull(z, &zEnd, 10);
  return *z >= '0' && *z <= '9' && *zEnd == 0 && errno == 0 && n <= most ? n : 0;
}

/* dqlite's own threads inherit the mask, so that only sigwait sees the signals. */
static void holdBack(sigset_t *pStop) {
  sigemptyset(pStop);
  sigaddset(pStop, SIGTERM);
  sigaddset(pStop, SIGINT);
  pthread_sigmask(SIG_BLOCK, pStop, NULL);
  signal(SIGPIPE, SIG_IGN);
}

/* ---- how long statements may hold the thread ---- */

/* A turn of dqlite's loop serves each connection at most once, and in between its peers. */
typedef struct Hold {
  long long msLimit;
  long long turn;    /* its number */
  long long msBegun; /* it */
  long long msSeen;  /* the last look at the clock */
  long long msUntil; /* the running statement may take */
} Hold;
static Hold hold;

typedef struct Watched {
  long long turn; /* in which the connection was last served */
} Watched;

static long long msNow(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A long function polls by statements of its own: they belong to the one that called it. */
static int isNested(sqlite3 *db, const sqlite3_stmt *pStmt) {
  sqlite3_stmt *p = NULL;
  while ((p = sqlite3_next_stmt(db, p)) != NULL) {
    if (p != pStmt && sqlite3_stmt_busy(p)) return 1;
  }
  return 0;
}

static void holdBeginTurn(long long ms) {
  hold.turn++;
  hold.msBegun = ms;
}

static void holdBegin(Watched *pWatched) {
  long long ms = msNow();
  if (ms - hold.msSeen > REST_MS || pWatched->turn == hold.turn) holdBeginTurn(ms);
  pWatched->turn = hold.turn;
  hold.msSeen = ms;
  hold.msUntil = hold.msBegun + hold.msLimit;
  if (hold.msUntil < ms + hold.msLimit / HOLD_SHORT) hold.msUntil = ms + hold.msLimit / HOLD_SHORT;
}

static int holdTrace(unsigned event, void *pData, void *p, void *pText) {
  (void)pText;
  if (event == SQLITE_TRACE_CLOSE) {
    free(pData);
  } else if (isNested(sqlite3_db_handle(p), p)) {
    return 0;
  } else if (event == SQLITE_TRACE_STMT) {
    holdBegin(pData);
  } else {
    hold.msSeen = msNow();
  }
  return 0;
}

static int holdLook(void *pData) {
  long long ms = msNow();
  (void)pData;
  if (ms - hold.msSeen > PAUSE_MS) {
    holdBeginTurn(ms);
    hold.msUntil = ms + hold.msLimit;
  }
  hold.msSeen = ms;
  return ms > hold.msUntil;
}

static int holdWatch(sqlite3 *db, char **pzErrMsg, const struct sqlite3_api_routines *pApi) {
  Watched *pWatched = calloc(1, sizeof *pWatched);
  (void)pzErrMsg, (void)pApi;
  if (pWatched == NULL) return SQLITE_NOMEM;
  sqlite3_progress_handler(db, HOLD_STEPS, holdLook, NULL);
  return sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE | SQLITE_TRACE_CLOSE, holdTrace, pWatched);
}

/* Every connection from now on knows asistat and is watched. */
static int watchAndTeach(long long msLatency) {
  int rc = sqlite3_auto_extension((void (*)(void))sqlite3_asistat_init);
  hold.msLimit = HOLD_LATENCIES * msLatency;
  return rc == SQLITE_OK ? sqlite3_auto_extension((void (*)(void))holdWatch) : rc;
}

/* ---- the node ---- */

/* Serves until a signal of pStop arrives. */
static int serve(dqlite_node *pNode, const char *zAddress, unsigned msLatency, const sigset_t *pStop) {
  int received = 0;
  if (msLatency != 0 && dqlite_node_set_network_latency_ms(pNode, msLatency) != 0)
    return refuse("the latency is refused");
  if (dqlite_node_set_snapshot_params(pNode, SNAPSHOT_EVERY, SNAPSHOT_EVERY) != 0)
    return refuse("the snapshots are refused");
  if (dqlite_node_set_bind_address(pNode, zAddress) != 0) return complain(zAddress, dqlite_node_errmsg(pNode));
  if (dqlite_node_start(pNode) != 0) return complain(zAddress, dqlite_node_errmsg(pNode));
  sigwait(pStop, &received);
  return dqlite_node_stop(pNode) == 0 ? 0 : complain("stop", dqlite_node_errmsg(pNode));
}

int main(int argc, char **argv) {
  dqlite_node *pNode = NULL;
  sigset_t stop;
  unsigned long long id, msLatency;
  int rc;
  if (argc != 4 && argc != 5) return refuse("the arguments are too few or too many");
  id = numberOf(argv[1], ULLONG_MAX);
  if (id == 0) return refuse(argv[1]);
  msLatency = argc == 5 ? numberOf(argv[4], LATENCY_MOST) : 0;
  if (argc == 5 && msLatency == 0) return refuse(argv[4]);
  holdBack(&stop);
  rc = watchAndTeach(msLatency != 0 ? (long long)msLatency : LATENCY_DEFAULT);
  if (rc != SQLITE_OK) return complain("asistat", sqlite3_errstr(rc));
  rc = dqlite_node_create(id, argv[2], argv[3], &pNode);
  if (rc != 0) {
    rc = complain(argv[3], "dqlite cannot use this directory");
  } else {
    rc = serve(pNode, argv[2], (unsigned)msLatency, &stop);
  }
  if (pNode != NULL) dqlite_node_destroy(pNode);
  return rc;
}
