/*
** Registration: what happens when SQLite loads asistat into a connection.
**
**  (1) Every row of functions.c is registered. The field that a row publishes is looked up once, here; a name that its
**      record does not have fails the load and names the function.
**  (2) SQLite before 3.31 is refused with a message, before anything of it is called that it may lack.
**  (3) Every function is UTF8, DETERMINISTIC and INNOCUOUS: it works in views and triggers, scalars also
**      in CHECKs, generated columns and indexes, whatever trusted_schema says.
**  (4) Loading twice is harmless, also after a load that failed half-way (the library stays in memory: its names
**      may be registered). A generic name that its owner does not give up stays with the owner; the same
**      function answers to asistat_NAME as well, and asistat_debug() lists what was refused. Any other
**      refusal fails the load and names the function.
*/
#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT1

#include <string.h>

#include "aggregate.h"
#include "answer.h"
#include "asistat.h"
#include "catalogue.h"
#include "functions.h"
#include "mem.h"
#include "text.h"

#ifndef SQLITE_RESULT_SUBTYPE
#define SQLITE_RESULT_SUBTYPE 0x001000000
#endif

#define LOAD_SQLITE_LEAST 3031000
#define LOAD_FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS | SQLITE_RESULT_SUBTYPE)

/* Whether this connection's names are ours, so that a later load may find them busy: asistat_version() bears it. */
typedef struct LoadMark {
  int isOurs;
} LoadMark;

/* Freed with the last function that SQLite gives up. */
struct AsiRegistration {
  int nUser;
  AsiRegistered aRow[]; /* as many as the table has */
};

/* One load into one connection. */
typedef struct Load {
  sqlite3 *db;
  LoadMark *mark; /* NULL when an earlier load of this version left its own */
  AsiRegistration *rows;
  AsiText *refused;
  const char *zName;  /* of the function that is being registered */
  const char *zField; /* that its record does not have */
} Load;

/* ---- functions that need more than their row ---- */

static void loadVersion(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const LoadMark *mark = sqlite3_user_data(context);
  (void)nArgument;
  (void)aArgument;
  if (mark->isOurs) sqlite3_result_text(context, ASISTAT_VERSION, -1, SQLITE_STATIC);
}

static void loadDebug(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiText *refused = sqlite3_user_data(context);
  AsiText text;
  (void)nArgument;
  (void)aArgument;
  asiTextInit(&text);
  asiTextAdd(&text, "{\"version\":\"" ASISTAT_VERSION "\",\"sqlite\":\"");
  asiTextAdd(&text, sqlite3_libversion());
  asiTextAdd(&text, "\",\"built_with_sqlite\":\"" SQLITE_VERSION "\",\"compiler\":");
#ifdef __VERSION__
  asiTextAddJsonString(&text, __VERSION__, strlen(__VERSION__));
#else
  asiTextAdd(&text, "null");
#endif
  asiTextAdd(&text, ",\"refused\":[");
  asiTextAppend(&text, refused->z, refused->n);
  asiTextAdd(&text, "]}");
  asiAnswerJson(context, &text);
}

static void loadFreeRefused(void *p) {
  asiTextClear(p);
  asiFree(p);
}

/* ---- rows ---- */

static void loadLetGo(AsiRegistration *rows) {
  if (--rows->nUser == 0) asiFree(rows);
}

static void loadFreeRow(void *p) {
  AsiRegistered *row = p;
  loadLetGo(row->owner);
}

/* Requirement (1): the fields are looked up once for the connection. */
static int loadResolveRows(Load *load) {
  int i;
  load->rows = asiAllocZero(1, sizeof *load->rows + (size_t)asiFunctionTable.nFunction * sizeof load->rows->aRow[0]);
  if (load->rows == NULL) return SQLITE_NOMEM;
  load->rows->nUser = 1;
  for (i = 0; i < asiFunctionTable.nFunction; i++) {
    const AsiFunction *function = &asiFunctionTable.aFunction[i];
    load->zName = function->zName;
    load->rows->aRow[i] = (AsiRegistered){ function, NULL, load->rows };
    if (function->zField == NULL) continue;
    load->rows->aRow[i].field = asiRecordFind(function->family->record, function->zField);
    load->zField = function->zField;
    if (load->rows->aRow[i].field == NULL) return SQLITE_ERROR;
  }
  load->zField = NULL;
  return SQLITE_OK;
}

/* SQLite calls loadFreeRow when it gives the function up, and when it cannot register it. */
static int loadArity(sqlite3 *db, AsiRegistered *row, int nArgument) {
  const AsiFunction *function = row->function;
  row->owner->nUser++;
  switch (function->kind) {
  case ASI_SCALAR:
    return sqlite3_create_function_v2(db, function->zName, nArgument, LOAD_FLAGS, row, function->call, NULL, NULL,
                                      loadFreeRow);
  case ASI_AGGREGATE:
    return sqlite3_create_function_v2(db, function->zName, nArgument, LOAD_FLAGS, row, NULL, asiAggregateStep,
                                      asiAggregateFinal, loadFreeRow);
  default:
    return sqlite3_create_window_function(db, function->zName, nArgument, LOAD_FLAGS, row, asiAggregateStep,
                                          asiAggregateFinal, asiAggregateValue, asiAggregateInverse, loadFreeRow);
  }
}

/* Busy when any number of arguments is: the others are registered all the same. */
static int loadFunction(sqlite3 *db, AsiRegistered *row) {
  const AsiFunction *function = row->function;
  int rc = SQLITE_OK;
  int isBusy = 0;
  int nArgument;
  if (function->kind == ASI_TABLE) return function->createTable(db, function, &asiFunctionTable);
  if (function->nMost < 0) return loadArity(db, row, -1);
  for (nArgument = function->nLeast; rc == SQLITE_OK && nArgument <= function->nMost; nArgument++) {
    rc = loadArity(db, row, nArgument);
    if (rc != SQLITE_BUSY) continue;
    isBusy = 1;
    rc = SQLITE_OK;
  }
  return rc == SQLITE_OK && isBusy ? SQLITE_BUSY : rc;
}

static void loadRefused(AsiText *refused, const AsiFunction *function) {
  if (refused->n > 0) asiTextAdd(refused, ",");
  asiTextAddJsonString(refused, function->zName, strlen(function->zName));
}

/* A name is busy when it is ours from an earlier load, or when its owner keeps it. */
static int loadSettle(const Load *load, int rc) { return rc == SQLITE_BUSY && load->mark == NULL ? SQLITE_OK : rc; }

/* A generic name may stay with its owner; without any other the load fails. */
static int loadSettleFunction(Load *load, const AsiFunction *function, int rc) {
  rc = loadSettle(load, rc);
  if (rc != SQLITE_BUSY || !function->isGeneric) return rc;
  loadRefused(load->refused, function);
  return SQLITE_OK;
}

/* Every row of the table but those that need more than their row. */
static int loadTable(Load *load) {
  int rc = loadResolveRows(load);
  int i;
  for (i = 0; rc == SQLITE_OK && i < asiFunctionTable.nFunction; i++) {
    AsiRegistered *row = &load->rows->aRow[i];
    if (row->function->kind == ASI_SCALAR && row->function->call == NULL) continue;
    load->zName = row->function->zName;
    rc = loadSettleFunction(load, row->function, loadFunction(load->db, row));
  }
  if (load->rows != NULL) loadLetGo(load->rows);
  return rc;
}

static int loadHelp(Load *load) {
  void *catalogue = (void *)(uintptr_t)&asiFunctionTable;
  int rc = SQLITE_OK;
  int nArgument;
  load->zName = "asistat_help";
  for (nArgument = 0; rc == SQLITE_OK && nArgument <= 1; nArgument++) {
    rc = loadSettle(load, sqlite3_create_function_v2(load->db, load->zName, nArgument, LOAD_FLAGS, catalogue,
                                                     asiCatalogueHelp, NULL, NULL, NULL));
  }
  return rc;
}

/* asistat_debug owns the list of refused names, also when it cannot be registered. */
static int loadRegisterDebug(Load *load) {
  load->zName = "asistat_debug";
  if (asiTextStatus(load->refused) != ASI_OK) {
    loadFreeRefused(load->refused);
    return SQLITE_NOMEM;
  }
  return loadSettle(load, sqlite3_create_function_v2(load->db, load->zName, 0, LOAD_FLAGS, load->refused, loadDebug,
                                                     NULL, NULL, loadFreeRefused));
}

/* ---- one load ---- */

/* A host that loads us while it opens a connection (sqlite3_auto_extension) takes the connection's last error for ours. */
static int loadForgetError(sqlite3 *db) {
  int rc = sqlite3_exec(db, "SELECT 1", NULL, NULL, NULL);
  return rc == SQLITE_NOMEM ? rc : SQLITE_OK;
}

/* Did this very version register here before? Then all names may be busy with the statement that loads it. */
static int loadFindMark(sqlite3 *db, int *pIsOurs) {
  sqlite3_stmt *stmt;
  int rc = sqlite3_prepare_v2(db, "SELECT asistat_version()", -1, &stmt, NULL);
  *pIsOurs = 0;
  if (rc != SQLITE_OK) return rc == SQLITE_NOMEM ? rc : loadForgetError(db);
  if (sqlite3_step(stmt) == SQLITE_ROW) {
    const char *z = (const char *)sqlite3_column_text(stmt, 0);
    *pIsOurs = z != NULL && strcmp(z, ASISTAT_VERSION) == 0;
  }
  (void)sqlite3_finalize(stmt);
  return SQLITE_OK;
}

/* The mark comes first, so that a load which fails half-way can be repeated. */
static int loadSetMark(Load *load) {
  int isOurs;
  int rc = loadFindMark(load->db, &isOurs);
  load->mark = NULL;
  if (rc != SQLITE_OK || isOurs) return rc;
  load->mark = asiAllocZero(1, sizeof *load->mark);
  if (load->mark == NULL) return SQLITE_NOMEM;
  load->mark->isOurs = 1;
  load->zName = "asistat_version";
  rc = sqlite3_create_function_v2(load->db, load->zName, 0, LOAD_FLAGS, load->mark, loadVersion, NULL, NULL, asiFree);
  if (rc != SQLITE_OK) load->mark = NULL; /* SQLite has freed it */
  return rc;
}

static int loadRegister(Load *load) {
  int rc = loadSetMark(load);
  if (rc != SQLITE_OK) return rc;
  load->refused = asiAllocZero(1, sizeof *load->refused);
  if (load->refused == NULL) return SQLITE_NOMEM;
  rc = loadTable(load);
  if (rc == SQLITE_OK) rc = loadHelp(load);
  if (rc == SQLITE_OK) return loadRegisterDebug(load);
  loadFreeRefused(load->refused);
  return rc;
}

/* What was asked in vain must not stay as the connection's error: sqlite3_open() takes it for the failure of an extension
** that is linked in, and hosts print it. */
static int loadClearError(sqlite3 *db) {
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2(db, "SELECT 1", -1, &stmt, NULL);
  sqlite3_finalize(stmt);
  return rc == SQLITE_NOMEM ? rc : SQLITE_OK;
}

/* In an error's words; a name that someone else owns undoes the mark, so that the next load says it again. */
static int loadFail(const Load *load, int rc, char **pzError) {
  if (rc == SQLITE_NOMEM) {
    *pzError = sqlite3_mprintf("%s", sqlite3_errstr(rc));
    return rc;
  }
  if (load->mark != NULL) load->mark->isOurs = 0;
  if (load->zField != NULL) {
    *pzError =
        sqlite3_mprintf("asistat: cannot register %s(): its record has no field '%s'", load->zName, load->zField);
  } else {
    *pzError = sqlite3_mprintf("asistat: cannot register %s(): %s", load->zName, sqlite3_errstr(rc));
  }
  return rc;
}

int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const sqlite3_api_routines *pApi) {
  Load load = { .db = db };
  int rc;
  SQLITE_EXTENSION_INIT2(pApi);
  if (sqlite3_libversion_number() < LOAD_SQLITE_LEAST) {
    *pzErrMsg = sqlite3_mprintf("asistat needs SQLite 3.31.0 or later, this is %s", sqlite3_libversion());
    return SQLITE_ERROR;
  }
  rc = loadRegister(&load);
  return rc == SQLITE_OK ? loadClearError(db) : loadFail(&load, rc, pzErrMsg);
}
