/*
** A host that stops what takes long, and says how long it was kept waiting: a library for tclsh.
**
**  (1) patience gap PATH FILE SQL    SQL in a connection to FILE with the extension PATH. Returns {LONGEST ALL}: milliseconds of
**                                    CPU time, the longest in which nobody would have heard sqlite3_interrupt, and in all.
**                                    SQLite looks at the same places whether it is interrupted and whether a progress handler is
**                                    due: one of PATIENCE_PERIOD steps takes the time
**  (2) patience ask PATH RULE PERIOD SQL   SQL in a host with RULE, as below; returns its first value, or its error. In SQL
**                                    started() returns 1, and what comes after it in its row is stopped: by sqlite3_interrupt after
**                                    20 ms of CPU time (PERIOD 0), or by a progress handler of that period
**      free        no rule                              no-recursion  an authorizer that denies SQLITE_RECURSIVE
**      list        one that allows SELECT and FUNCTION  alone         one that denies SELECT inside a running statement
**      ignore      one that ignores it there            compound      SQLITE_LIMIT_COMPOUND_SELECT 1
**      length      SQLITE_LIMIT_SQL_LENGTH 90          short         the same, 88
*/
#define _XOPEN_SOURCE 700
#define SQLITE_CORE 1
#include <sqlite3.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "tclcommand.h"

#define PATIENCE_PERIOD 50

/* ---- waiting ---- */

typedef struct Wait {
  double last, longest;
} Wait;

static double waitNow(void) {
  struct timespec now;
  (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int waitOver(void *pData) {
  Wait *wait = pData;
  double now = waitNow();
  if (now - wait->last > wait->longest) wait->longest = now - wait->last;
  wait->last = now;
  return 0;
}

static int answer(Tcl_Interp *interp, int rc, const char *z) {
  Tcl_SetObjResult(interp, Tcl_NewStringObj(z != NULL ? z : "", -1));
  return rc;
}

static int openWith(const char *zFile, const char *zPath, sqlite3 **pDb) {
  int rc = sqlite3_open(zFile, pDb);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(*pDb, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  return rc == SQLITE_OK ? sqlite3_load_extension(*pDb, zPath, NULL, NULL) : rc;
}

static int sayGap(Tcl_Interp *interp, const char *zPath, const char *zFile, const char *zSql) {
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  Wait wait = { 0, 0 };
  double start;
  int rc = openWith(zFile, zPath, &db);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, zSql, -1, &stmt, NULL);
  sqlite3_progress_handler(db, PATIENCE_PERIOD, waitOver, &wait);
  start = wait.last = waitNow();
  while (rc == SQLITE_OK || rc == SQLITE_ROW) rc = sqlite3_step(stmt);
  (void)waitOver(&wait);
  if (rc == SQLITE_DONE) {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d.%03d %d", (int)wait.longest, (int)(wait.longest * 1000) % 1000,
                                           (int)(wait.last - start)));
  } else {
    answer(interp, TCL_ERROR, sqlite3_errmsg(db));
  }
  sqlite3_finalize(stmt);
  sqlite3_close(db);
  return rc == SQLITE_DONE ? TCL_OK : TCL_ERROR;
}

/* ---- a host with a rule ---- */

typedef struct Rule {
  const char *zName;
  int nPeriod;
  int isStarted;
} Rule;

static sqlite3 *interrupted; /* by the timer: a signal brings nothing along */

static void ruleTimer(int iSignal) {
  (void)iSignal;
  sqlite3_interrupt(interrupted);
}

static void ruleSetTimer(int nMicrosecond) {
  struct itimerval timer = { { 0, 0 }, { 0, nMicrosecond } };
  (void)setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

static void ruleStart(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  Rule *rule = sqlite3_user_data(context);
  (void)nArgument;
  (void)aArgument;
  rule->isStarted = 1;
  if (rule->nPeriod == 0) ruleSetTimer(20000);
  sqlite3_result_int(context, 1);
}

static int ruleProgress(void *pData) { return ((Rule *)pData)->isStarted; }

static int ruleAllows(void *pData, int action, const char *z1, const char *z2, const char *z3, const char *z4) {
  const Rule *rule = pData;
  (void)z1;
  (void)z2;
  (void)z3;
  (void)z4;
  if (strcmp(rule->zName, "no-recursion") == 0) return action == SQLITE_RECURSIVE ? SQLITE_DENY : SQLITE_OK;
  if (strcmp(rule->zName, "list") == 0) {
    return action == SQLITE_SELECT || action == SQLITE_FUNCTION ? SQLITE_OK : SQLITE_DENY;
  }
  if (!rule->isStarted) return SQLITE_OK;
  if (strcmp(rule->zName, "alone") == 0) return SQLITE_DENY;
  return strcmp(rule->zName, "ignore") == 0 ? SQLITE_IGNORE : SQLITE_OK;
}

static void ruleSet(sqlite3 *db, Rule *rule) {
  if (strcmp(rule->zName, "compound") == 0) sqlite3_limit(db, SQLITE_LIMIT_COMPOUND_SELECT, 1);
  if (strcmp(rule->zName, "length") == 0) sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 90);
  if (strcmp(rule->zName, "short") == 0) sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 88);
  sqlite3_set_authorizer(db, ruleAllows, rule);
  if (rule->nPeriod > 0) sqlite3_progress_handler(db, rule->nPeriod, ruleProgress, rule);
}

static int askUnder(Tcl_Interp *interp, const char *zPath, Rule *rule, const char *zSql) {
  sqlite3_stmt *stmt = NULL;
  sqlite3 *db = NULL;
  int rc = openWith(":memory:", zPath, &db);
  interrupted = db;
  (void)signal(SIGVTALRM, ruleTimer);
  if (rc == SQLITE_OK) rc = sqlite3_create_function(db, "started", 0, SQLITE_UTF8, rule, ruleStart, NULL, NULL);
  ruleSet(db, rule);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(db, zSql, -1, &stmt, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(stmt);
  ruleSetTimer(0);
  answer(interp, TCL_OK, rc == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : sqlite3_errmsg(db));
  sqlite3_finalize(stmt);
  sqlite3_close(db);
  return TCL_OK;
}

static int patienceCommand(void *pData, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]) {
  const char *zVerb = objc > 1 ? Tcl_GetString(objv[1]) : "";
  (void)pData;
  if (objc == 5 && strcmp(zVerb, "gap") == 0) {
    return sayGap(interp, Tcl_GetString(objv[2]), Tcl_GetString(objv[3]), Tcl_GetString(objv[4]));
  }
  if (objc == 6 && strcmp(zVerb, "ask") == 0) {
    Rule rule = { Tcl_GetString(objv[3]), atoi(Tcl_GetString(objv[4])), 0 };
    return askUnder(interp, Tcl_GetString(objv[2]), &rule, Tcl_GetString(objv[5]));
  }
  return answer(interp, TCL_ERROR, "usage: patience gap PATH FILE SQL | ask PATH RULE PERIOD SQL");
}

extern int Patience_Init(Tcl_Interp *);

int Patience_Init(Tcl_Interp *interp) {
  Tcl_CreateObjCommand(interp, "patience", patienceCommand, NULL, NULL);
  return TCL_OK;
}
