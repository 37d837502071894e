/*
** SQLite with asistat for a page in a browser: one database in memory, a handful of calls from JavaScript.
**
**  (1) asi_db_open(bytes, n) opens a copy of a database file, with n = 0 an empty one, and closes the one before. 0: opened.
**  (2) asi_db_query(sql) runs every statement of {sql} and returns JSON, valid until the next call:
**          [{"columns":["n","p"],"rows":[[30,0.5],[null,"text"]]}, ...]
**      with an object for every statement that has columns. NULL: an error, in the words of asi_db_error(); what ran before
**      it stays done.
**  (3) A REAL is written with 17 digits, an infinite one as 1e999, which JSON.parse reads as Infinity; an INTEGER beyond
**      2^53, which a number of JavaScript cannot hold, as a string; a BLOB as {"hex":"00FF"}.
**  (4) asi_db_limit(ms) ends a query that takes longer, 0: none does; asi_db_interrupt() ends one from a callback or a thread
**      of its own. Both are the error `interrupted`, and the connection works on.
**      While a query works, Module.asiTick() of the page is called every 400,000 steps of SQLite's machine, if it is there.
**  (5) asi_db_bytes() gives the database as a file, asi_db_size() bytes long, valid until the next call; NULL for no memory.
*/
#include <emscripten.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const sqlite3_api_routines *pApi);

/* One page, one database: the only state of the module. */
static struct ShimState {
  sqlite3 *db;
  char *zAnswer;        /* JSON of the last query */
  char *zError;         /* its error, NULL when there is none */
  unsigned char *aFile; /* the last copy given out by asi_db_bytes */
  sqlite3_int64 nFile;
  double limit; /* milliseconds a query may take, 0: any */
  double end;   /* when the running one has to stop */
  int nLook;    /* looks at the clock since asiTick was called */
} shim;

/* clang-format off */
EM_JS(void, shimTick, (void), { if (Module["asiTick"]) Module["asiTick"](); })
/* clang-format on */

#define SHIM_STEPS 1000 /* between two looks at the clock */
#define SHIM_LOOKS 400  /* between two ticks */

static int shimIsLate(void *unused) {
  (void)unused;
  if (++shim.nLook == SHIM_LOOKS) {
    shim.nLook = 0;
    shimTick();
  }
  return shim.limit > 0 && emscripten_get_now() > shim.end;
}

static int shimFail(void) {
  sqlite3_free(shim.zError);
  shim.zError = sqlite3_mprintf("%s", shim.db != NULL ? sqlite3_errmsg(shim.db) : "out of memory");
  return 1;
}

/* ---- the answer as JSON ---- */

static void shimAddString(sqlite3_str *json, const unsigned char *z, int n) {
  int i;
  sqlite3_str_appendchar(json, 1, '"');
  for (i = 0; i < n; i++) {
    if (z[i] == '"' || z[i] == '\\') sqlite3_str_appendchar(json, 1, '\\');
    if (z[i] < 0x20) {
      sqlite3_str_appendf(json, "\\u%04x", z[i]);
    } else {
      sqlite3_str_appendchar(json, 1, (char)z[i]);
    }
  }
  sqlite3_str_appendchar(json, 1, '"');
}

static void shimAddReal(sqlite3_str *json, double x) {
  char aDigits[32];
  if (x - x != 0) {
    sqlite3_str_appendall(json, x > 0 ? "1e999" : "-1e999");
    return;
  }
  snprintf(aDigits, sizeof aDigits, "%.17g", x);
  sqlite3_str_appendall(json, aDigits);
}

static void shimAddInteger(sqlite3_str *json, sqlite3_int64 i) {
  const sqlite3_int64 most = (sqlite3_int64)1 << 53;
  sqlite3_str_appendf(json, i > most || i < -most ? "\"%lld\"" : "%lld", i);
}

static void shimAddHex(sqlite3_str *json, const unsigned char *a, int n) {
  int i;
  sqlite3_str_appendall(json, "{\"hex\":\"");
  for (i = 0; i < n; i++) sqlite3_str_appendf(json, "%02X", a[i]);
  sqlite3_str_appendall(json, "\"}");
}

static void shimAddValue(sqlite3_str *json, sqlite3_stmt *stmt, int iColumn) {
  switch (sqlite3_column_type(stmt, iColumn)) {
  case SQLITE_NULL: sqlite3_str_appendall(json, "null"); break;
  case SQLITE_INTEGER: shimAddInteger(json, sqlite3_column_int64(stmt, iColumn)); break;
  case SQLITE_FLOAT: shimAddReal(json, sqlite3_column_double(stmt, iColumn)); break;
  case SQLITE_BLOB: shimAddHex(json, sqlite3_column_blob(stmt, iColumn), sqlite3_column_bytes(stmt, iColumn)); break;
  default: shimAddString(json, sqlite3_column_text(stmt, iColumn), sqlite3_column_bytes(stmt, iColumn)); break;
  }
}

static void shimAddColumns(sqlite3_str *json, sqlite3_stmt *stmt) {
  int n = sqlite3_column_count(stmt);
  int i;
  sqlite3_str_appendall(json, "{\"columns\":[");
  for (i = 0; i < n; i++) {
    const char *z = sqlite3_column_name(stmt, i);
    if (i > 0) sqlite3_str_appendchar(json, 1, ',');
    if (z != NULL) shimAddString(json, (const unsigned char *)z, (int)strlen(z));
  }
  sqlite3_str_appendall(json, "],\"rows\":[");
}

static void shimAddRow(sqlite3_str *json, sqlite3_stmt *stmt, int iRow) {
  int n = sqlite3_column_count(stmt);
  int i;
  sqlite3_str_appendall(json, iRow > 0 ? ",[" : "[");
  for (i = 0; i < n; i++) {
    if (i > 0) sqlite3_str_appendchar(json, 1, ',');
    shimAddValue(json, stmt, i);
  }
  sqlite3_str_appendchar(json, 1, ']');
}

/* Runs one statement to its end; its result set, if it has columns, comes behind those before it. */
static int shimRun(sqlite3_str *json, sqlite3_stmt *stmt) {
  int hasColumns = sqlite3_column_count(stmt) > 0;
  int nRow = 0;
  int rc;
  if (hasColumns && sqlite3_str_length(json) > 1) sqlite3_str_appendchar(json, 1, ',');
  if (hasColumns) shimAddColumns(json, stmt);
  while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && sqlite3_str_errcode(json) == SQLITE_OK) {
    shimAddRow(json, stmt, nRow++);
  }
  if (hasColumns) sqlite3_str_appendall(json, "]}");
  return rc == SQLITE_ROW ? SQLITE_NOMEM : rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int shimRunAll(sqlite3_str *json, const char *zSql) {
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && *zSql != '\0') {
    sqlite3_stmt *stmt = NULL;
    rc = sqlite3_prepare_v2(shim.db, zSql, -1, &stmt, &zSql);
    if (stmt == NULL) continue;
    rc = shimRun(json, stmt);
    if (rc == SQLITE_NOMEM) shimFail();
    rc = sqlite3_finalize(stmt) != SQLITE_OK ? SQLITE_ERROR : rc;
  }
  return rc;
}

/* ---- the calls from JavaScript ---- */

EMSCRIPTEN_KEEPALIVE void asi_db_close(void) {
  sqlite3_close_v2(shim.db);
  sqlite3_free(shim.zAnswer);
  sqlite3_free(shim.zError);
  sqlite3_free(shim.aFile);
  shim.db = NULL;
  shim.zAnswer = NULL;
  shim.zError = NULL;
  shim.aFile = NULL;
}

static int shimFill(const unsigned char *aByte, int n) {
  unsigned char *aCopy = sqlite3_malloc64((sqlite3_uint64)n);
  if (aCopy == NULL) return SQLITE_NOMEM;
  memcpy(aCopy, aByte, (size_t)n);
  return sqlite3_deserialize(shim.db, "main", aCopy, n, n,
                             SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
}

EMSCRIPTEN_KEEPALIVE int asi_db_open(const unsigned char *aByte, int n) {
  int rc;
  asi_db_close();
  rc = sqlite3_auto_extension((void (*)(void))sqlite3_asistat_init);
  if (rc == SQLITE_OK) rc = sqlite3_open(":memory:", &shim.db);
  if (rc == SQLITE_OK && n > 0) rc = shimFill(aByte, n);
  if (rc == SQLITE_OK && n > 0) rc = sqlite3_exec(shim.db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
  if (rc != SQLITE_OK) return shimFail();
  sqlite3_progress_handler(shim.db, SHIM_STEPS, shimIsLate, NULL);
  return 0;
}

EMSCRIPTEN_KEEPALIVE const char *asi_db_query(const char *zSql) {
  sqlite3_str *json;
  int rc;
  sqlite3_free(shim.zAnswer);
  sqlite3_free(shim.zError);
  shim.zAnswer = NULL;
  shim.zError = NULL;
  if (shim.db == NULL) {
    shim.zError = sqlite3_mprintf("no database is open");
    return NULL;
  }
  shim.end = emscripten_get_now() + shim.limit;
  json = sqlite3_str_new(shim.db);
  sqlite3_str_appendchar(json, 1, '[');
  rc = shimRunAll(json, zSql);
  sqlite3_str_appendchar(json, 1, ']');
  if (rc == SQLITE_OK) rc = sqlite3_str_errcode(json);
  shim.zAnswer = sqlite3_str_finish(json);
  if (rc == SQLITE_OK) return shim.zAnswer;
  if (shim.zError == NULL) shimFail();
  return NULL;
}

EMSCRIPTEN_KEEPALIVE const char *asi_db_error(void) { return shim.zError != NULL ? shim.zError : ""; }

EMSCRIPTEN_KEEPALIVE void asi_db_limit(double milliseconds) { shim.limit = milliseconds; }

EMSCRIPTEN_KEEPALIVE void asi_db_interrupt(void) {
  if (shim.db != NULL) sqlite3_interrupt(shim.db);
}

EMSCRIPTEN_KEEPALIVE const unsigned char *asi_db_bytes(void) {
  sqlite3_free(shim.aFile);
  shim.aFile = shim.db != NULL ? sqlite3_serialize(shim.db, "main", &shim.nFile, 0) : NULL;
  return shim.aFile;
}

EMSCRIPTEN_KEEPALIVE int asi_db_size(void) { return shim.aFile != NULL ? (int)shim.nFile : 0; }
