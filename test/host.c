/*
** A host written in C, for what tclsh cannot do by itself: a library for tclsh.
**
**  (1) host locale NAME        setlocale(LC_ALL, NAME), as an application does at its start; returns the
**                              decimal point then in force, empty when there is no such locale
**  (2) host load PATH N SQL    a connection of its own, sqlite3_load_extension N times, then the first
**                              value of SQL as text; an error is the command's error,
**                              and so is one that a good load leaves as the connection's own
**  (3) host busy PATH SQL      as (2), loaded once while a statement is running
**  (4) host auto PATH SQL      as (2), loaded by sqlite3_open itself, as after sqlite3_auto_extension
**      host cancel PATH SQL       as (4), for a connection opened after sqlite3_cancel_auto_extension
**      host unload PATH SQL       as (2), the library opened and closed by the host as well before and after each of three
**                                 connections; the last of them has been closed when SQL runs in a fourth
**      host zombie PATH SQL       SQL is stepped once, the connection closed by sqlite3_close (busy) and sqlite3_close_v2
**                                 (taken); returns how many rows SQL has in all, an error when the memory is not all given back
**  (5) host version PATH N     call the entry point as an SQLite that says its version is N does; returns
**                              its message. Anything but the version and the text of a message is out of
**                              bounds: such an SQLite has fewer functions, so all other entries are NULL.
**                              PATH must be a copy that no connection uses: the library keeps our pointer
**  (6) host cpu                the milliseconds of CPU time that this process has used
**  (7) host deadline N TEXT    after N more seconds of CPU time the process says TEXT and ends; N = 0: never
*/
#define _GNU_SOURCE 1
#define SQLITE_CORE 1
#include <sqlite3.h>
#include <sqlite3ext.h>
#include <dlfcn.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "tclcommand.h"

static int answer(Tcl_Interp *interp, int rc, const char *z) {
  Tcl_SetObjResult(interp, Tcl_NewStringObj(z != NULL ? z : "", -1));
  return rc;
}

static int setLocale(Tcl_Interp *interp, const char *zName) {
  if (setlocale(LC_ALL, zName) == NULL) return answer(interp, TCL_OK, "");
  return answer(interp, TCL_OK, localeconv()->decimal_point);
}

static int loadTimes(sqlite3 *db, const char *zPath, int nTimes, char **pzError) {
  int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  while (rc == SQLITE_OK && nTimes-- > 0) rc = sqlite3_load_extension(db, zPath, NULL, pzError);
  if (rc != SQLITE_OK || sqlite3_errcode(db) == SQLITE_OK) return rc;
  *pzError = sqlite3_mprintf("left behind by the load: %s", sqlite3_errmsg(db));
  return SQLITE_ERROR;
}

static int loadWhileBusy(sqlite3 *db, const char *zPath, char **pzError) {
  sqlite3_stmt *pBusy = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT 1 UNION ALL SELECT 2", -1, &pBusy, NULL);
  if (rc == SQLITE_OK && sqlite3_step(pBusy) == SQLITE_ROW) rc = loadTimes(db, zPath, 1, pzError);
  sqlite3_finalize(pBusy);
  return rc;
}

/* The first value of zSql, or its error, as the command's result. */
static int answerSql(Tcl_Interp *interp, sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  if (rc == SQLITE_ROW) {
    rc = answer(interp, TCL_OK, (const char *)sqlite3_column_text(pStmt, 0));
  } else {
    rc = answer(interp, TCL_ERROR, sqlite3_errmsg(db));
  }
  sqlite3_finalize(pStmt);
  return rc;
}

static int loadAndAsk(Tcl_Interp *interp, const char *zPath, int nTimes, const char *zSql) {
  sqlite3 *db = NULL;
  char *zError = NULL;
  int rc = sqlite3_open(":memory:", &db);
  if (rc == SQLITE_OK) rc = nTimes == 0 ? loadWhileBusy(db, zPath, &zError) : loadTimes(db, zPath, nTimes, &zError);
  rc = rc == SQLITE_OK ? answerSql(interp, db, zSql) : answer(interp, TCL_ERROR, zError);
  sqlite3_free(zError);
  sqlite3_close(db);
  return rc;
}

/* ---- time ---- */

static int sayCpu(Tcl_Interp *interp) {
  char z[32];
  sqlite3_snprintf(sizeof z, z, "%lld", (long long)clock() * 1000 / CLOCKS_PER_SEC);
  return answer(interp, TCL_OK, z);
}

static char zDeadline[1000];

static void deadlineMet(int iSignal) {
  static const char zSaid[] = "! out of time, and asking nobody: ";
  (void)iSignal;
  (void)!write(STDOUT_FILENO, zSaid, sizeof zSaid - 1);
  (void)!write(STDOUT_FILENO, zDeadline, strlen(zDeadline));
  (void)!write(STDOUT_FILENO, "\n", 1);
  _exit(3);
}

static int setDeadline(Tcl_Interp *interp, int nSecond, const char *z) {
  struct itimerval timer = { { 0, 0 }, { nSecond, 0 } };
  sqlite3_snprintf(sizeof zDeadline, zDeadline, "%s", z);
  (void)signal(SIGPROF, deadlineMet);
  (void)setitimer(ITIMER_PROF, &timer, NULL);
  return answer(interp, TCL_OK, "");
}

/* ---- the entry point by itself ---- */

typedef int EntryPoint(sqlite3 *, char **, const sqlite3_api_routines *);

static EntryPoint *entryOf(void *pLibrary) {
  EntryPoint *entry = NULL;
  if (pLibrary != NULL) *(void **)&entry = dlsym(pLibrary, "sqlite3_asistat_init");
  return entry;
}

static int openAndAsk(Tcl_Interp *interp, const char *zPath, const char *zSql) {
  sqlite3 *db = NULL;
  EntryPoint *entry = entryOf(dlopen(zPath, RTLD_NOW | RTLD_LOCAL)); /* stays loaded: connections may live on */
  int rc;
  if (entry == NULL) return answer(interp, TCL_ERROR, dlerror());
  sqlite3_auto_extension((void (*)(void))entry);
  rc = sqlite3_open(":memory:", &db);
  sqlite3_cancel_auto_extension((void (*)(void))entry);
  rc = rc == SQLITE_OK ? answerSql(interp, db, zSql) : answer(interp, TCL_ERROR, sqlite3_errmsg(db));
  sqlite3_close(db);
  return rc;
}

static int openCancelled(Tcl_Interp *interp, const char *zPath, const char *zSql) {
  sqlite3 *before = NULL, *after = NULL;
  EntryPoint *entry = entryOf(dlopen(zPath, RTLD_NOW | RTLD_LOCAL));
  int rc;
  if (entry == NULL) return answer(interp, TCL_ERROR, dlerror());
  sqlite3_auto_extension((void (*)(void))entry);
  rc = sqlite3_open(":memory:", &before);
  if (sqlite3_cancel_auto_extension((void (*)(void))entry) != 1) rc = SQLITE_MISUSE;
  if (rc == SQLITE_OK) rc = sqlite3_open(":memory:", &after);
  rc = rc == SQLITE_OK ? answerSql(interp, after, zSql) : answer(interp, TCL_ERROR, "cannot be opened or cancelled");
  sqlite3_close(after);
  sqlite3_close(before);
  return rc;
}

static int unloadAndAsk(Tcl_Interp *interp, const char *zPath, const char *zSql) {
  for (int i = 0; i < 3; i++) {
    void *pLibrary = dlopen(zPath, RTLD_NOW | RTLD_LOCAL);
    int rc = loadAndAsk(interp, zPath, 1, zSql);
    if (pLibrary == NULL || dlclose(pLibrary) != 0) return answer(interp, TCL_ERROR, dlerror());
    if (rc != TCL_OK) return rc;
  }
  return loadAndAsk(interp, zPath, 1, zSql);
}

/* A connection that is closed while its statement is in the middle lives on until that is finalized. */
static int countAsZombie(sqlite3 *db, const char *zSql, int *pnRow) {
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  if (rc != SQLITE_ROW || sqlite3_close(db) != SQLITE_BUSY) {
    sqlite3_finalize(pStmt);
    sqlite3_close(db);
    return SQLITE_ERROR;
  }
  (void)sqlite3_close_v2(db);
  for (*pnRow = 0; rc == SQLITE_ROW; rc = sqlite3_step(pStmt)) ++*pnRow;
  sqlite3_finalize(pStmt);
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* As the one above, but the statement is not stepped again. */
static int leaveAsZombie(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *pStmt = NULL;
  int rc = sqlite3_prepare_v2(db, zSql, -1, &pStmt, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_step(pStmt);
  (void)sqlite3_close_v2(db);
  sqlite3_finalize(pStmt);
  return rc == SQLITE_ROW ? SQLITE_OK : SQLITE_ERROR;
}

static int zombieAndAsk(Tcl_Interp *interp, const char *zPath, const char *zSql) {
  sqlite3_int64 nBefore = sqlite3_memory_used();
  char zRows[32];
  int nRow = 0;
  for (int i = 0; i < 2; i++) {
    sqlite3 *db = NULL;
    char *zError = NULL;
    int rc = sqlite3_open(":memory:", &db);
    if (rc == SQLITE_OK) rc = loadTimes(db, zPath, 1, &zError);
    if (rc == SQLITE_OK) rc = i == 0 ? countAsZombie(db, zSql, &nRow) : leaveAsZombie(db, zSql);
    sqlite3_free(zError);
    if (rc != SQLITE_OK) return answer(interp, TCL_ERROR, "not loaded, not busy or not finished");
  }
  if (sqlite3_memory_used() != nBefore) return answer(interp, TCL_ERROR, "memory is left");
  sqlite3_snprintf(sizeof zRows, zRows, "%d", nRow);
  return answer(interp, TCL_OK, zRows);
}

/* ---- an SQLite that is too old ---- */

static int iOldVersion;
static char zOldVersion[32];

static int oldVersionNumber(void) { return iOldVersion; }

static const char *oldVersion(void) { return zOldVersion; }

static void pretend(int iVersion) {
  iOldVersion = iVersion;
  sqlite3_snprintf(sizeof zOldVersion, zOldVersion, "%d.%d.%d", iVersion / 1000000, iVersion / 1000 % 1000,
                   iVersion % 1000);
}

static int sayVersion(Tcl_Interp *interp, const char *zPath, int iVersion) {
  sqlite3_api_routines api;
  char *zError = NULL;
  void *pLibrary = dlopen(zPath, RTLD_NOW | RTLD_LOCAL);
  EntryPoint *entry = entryOf(pLibrary);
  int rc;
  if (entry == NULL) return answer(interp, TCL_ERROR, dlerror());
  memset(&api, 0, sizeof api);
  api.libversion_number = oldVersionNumber;
  api.libversion = oldVersion;
  api.mprintf = sqlite3_mprintf;
  pretend(iVersion);
  rc = entry(NULL, &zError, &api);
  answer(interp, TCL_OK, rc == SQLITE_OK ? "loaded" : zError);
  sqlite3_free(zError);
  dlclose(pLibrary);
  return TCL_OK;
}

static int hostCommand(void *pData, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]) {
  const char *zVerb = objc > 1 ? Tcl_GetString(objv[1]) : "";
  const char *zName = objc > 2 ? Tcl_GetString(objv[2]) : "";
  (void)pData;
  if (objc == 3 && strcmp(zVerb, "locale") == 0) return setLocale(interp, zName);
  if (objc == 2 && strcmp(zVerb, "cpu") == 0) return sayCpu(interp);
  if (objc == 4 && strcmp(zVerb, "deadline") == 0) return setDeadline(interp, atoi(zName), Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "busy") == 0) return loadAndAsk(interp, zName, 0, Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "auto") == 0) return openAndAsk(interp, zName, Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "cancel") == 0) return openCancelled(interp, zName, Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "unload") == 0) return unloadAndAsk(interp, zName, Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "zombie") == 0) return zombieAndAsk(interp, zName, Tcl_GetString(objv[3]));
  if (objc == 4 && strcmp(zVerb, "version") == 0) return sayVersion(interp, zName, atoi(Tcl_GetString(objv[3])));
  if (objc == 5 && strcmp(zVerb, "load") == 0) {
    return loadAndAsk(interp, zName, atoi(Tcl_GetString(objv[3])), Tcl_GetString(objv[4]));
  }
  return answer(interp, TCL_ERROR,
                "usage: host locale NAME | load PATH N SQL | busy PATH SQL | auto PATH SQL | cancel PATH SQL | unload "
                "PATH SQL | zombie PATH SQL | version PATH N | "
                "cpu | deadline N TEXT");
}

extern int Host_Init(Tcl_Interp *);

int Host_Init(Tcl_Interp *interp) {
  Tcl_CreateObjCommand(interp, "host", hostCommand, NULL, NULL);
  return TCL_OK;
}
