/*
** SQLite with asistat for JavaScript: a database from bytes, SQL in, rows as JSON out.
**
**  (1) asiEngineOpen(bytes, n) opens a database in memory: empty when n is 0, else the file whose bytes were put into memory
**      of asiEngineAlloc; the bytes then belong to the database. A second open closes the first.
**  (2) asiEngineRun(sql) runs every statement of the text and answers a JSON array with an object for each that has columns:
**      {"columns":[...],"rows":[[...],...]}. A BLOB is {"blob":"hex"}. After an error NULL, and asiEngineError() says it.
**  (3) asiEngineBind(value, n, isBlob) sets the one parameter, ?1, of the next run's statements.
**  (4) Every ASI_ENGINE_STEPS steps of SQLite's machine asiEngineTick() of the page is called; an answer other than 0 stops.
*/
#include <string.h>

#include "sqlite3.h"

#define ASI_ENGINE_STEPS 400000

int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const void *pApi);
extern int asiEngineTick(void);

static struct {
  sqlite3 *db;
  char *zError;
  sqlite3_str *answer;
  char *zAnswer;
  void *pBound;
  int nBound, isBlob;
} engine;

static int engineTick(void *p) {
  (void)p;
  return asiEngineTick();
}

static void engineSayError(const char *z) {
  sqlite3_free(engine.zError);
  engine.zError = sqlite3_mprintf("%s", z);
}

void *asiEngineAlloc(int n) { return sqlite3_malloc(n); }

const char *asiEngineError(void) { return engine.zError == NULL ? "" : engine.zError; }

static void engineClose(void) {
  (void)sqlite3_close_v2(engine.db);
  engine.db = NULL;
}

static int engineLoad(unsigned char *bytes, int n) {
  int rc;
  if (n == 0) return SQLITE_OK;
  rc = sqlite3_deserialize(engine.db, "main", bytes, n, n, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  if (rc != SQLITE_OK) return rc;
  return sqlite3_exec(engine.db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

int asiEngineOpen(unsigned char *bytes, int n) {
  char *zError = NULL;
  int rc;
  engineClose();
  rc = sqlite3_open(":memory:", &engine.db);
  if (rc == SQLITE_OK) rc = sqlite3_asistat_init(engine.db, &zError, NULL);
  if (rc == SQLITE_OK) rc = engineLoad(bytes, n);
  if (rc != SQLITE_OK) engineSayError(zError != NULL ? zError : sqlite3_errmsg(engine.db));
  sqlite3_free(zError);
  sqlite3_progress_handler(engine.db, ASI_ENGINE_STEPS, engineTick, NULL);
  return rc;
}

/* The bytes of the value are copied. */
void asiEngineBind(const void *value, int n, int isBlob) {
  sqlite3_free(engine.pBound);
  engine.pBound = sqlite3_malloc(n + 1);
  if (engine.pBound != NULL) memcpy(engine.pBound, value, (size_t)n);
  engine.nBound = n;
  engine.isBlob = isBlob;
}

static void engineText(const char *z, int n) {
  int i;
  sqlite3_str_appendchar(engine.answer, 1, '"');
  for (i = 0; i < n; i++) {
    unsigned char c = (unsigned char)z[i];
    if (c == '"' || c == '\\') {
      sqlite3_str_appendf(engine.answer, "\\%c", c);
    } else if (c < 32) {
      sqlite3_str_appendf(engine.answer, "\\u%04x", c);
    } else {
      sqlite3_str_appendchar(engine.answer, 1, (char)c);
    }
  }
  sqlite3_str_appendchar(engine.answer, 1, '"');
}

static void engineBlob(const unsigned char *bytes, int n) {
  int i;
  sqlite3_str_appendall(engine.answer, "{\"blob\":\"");
  for (i = 0; i < n; i++) sqlite3_str_appendf(engine.answer, "%02x", bytes[i]);
  sqlite3_str_appendall(engine.answer, "\"}");
}

static void engineValue(sqlite3_stmt *stmt, int i) {
  switch (sqlite3_column_type(stmt, i)) {
  case SQLITE_NULL: sqlite3_str_appendall(engine.answer, "null"); break;
  case SQLITE_BLOB: engineBlob(sqlite3_column_blob(stmt, i), sqlite3_column_bytes(stmt, i)); break;
  case SQLITE_TEXT: engineText((const char *)sqlite3_column_text(stmt, i), sqlite3_column_bytes(stmt, i)); break;
  default: sqlite3_str_appendall(engine.answer, (const char *)sqlite3_column_text(stmt, i)); break;
  }
}

static void engineRow(sqlite3_stmt *stmt) {
  int i;
  sqlite3_str_appendchar(engine.answer, 1, '[');
  for (i = 0; i < sqlite3_column_count(stmt); i++) {
    if (i > 0) sqlite3_str_appendchar(engine.answer, 1, ',');
    engineValue(stmt, i);
  }
  sqlite3_str_appendchar(engine.answer, 1, ']');
}

static void engineColumns(sqlite3_stmt *stmt) {
  int i;
  sqlite3_str_appendall(engine.answer, "{\"columns\":[");
  for (i = 0; i < sqlite3_column_count(stmt); i++) {
    const char *zName = sqlite3_column_name(stmt, i);
    if (i > 0) sqlite3_str_appendchar(engine.answer, 1, ',');
    engineText(zName == NULL ? "" : zName, zName == NULL ? 0 : (int)strlen(zName));
  }
  sqlite3_str_appendall(engine.answer, "],\"rows\":[");
}

static void engineBindTo(sqlite3_stmt *stmt) {
  if (engine.pBound == NULL || sqlite3_bind_parameter_count(stmt) == 0) return;
  if (engine.isBlob) {
    (void)sqlite3_bind_blob(stmt, 1, engine.pBound, engine.nBound, SQLITE_STATIC);
  } else {
    (void)sqlite3_bind_text(stmt, 1, engine.pBound, engine.nBound, SQLITE_STATIC);
  }
}

/* One statement; pIsFirst is cleared by the first that has columns. */
static int engineStatement(sqlite3_stmt *stmt, int *pIsFirst) {
  int hasColumns = sqlite3_column_count(stmt) > 0;
  int nRow = 0;
  engineBindTo(stmt);
  if (hasColumns) {
    if (!*pIsFirst) sqlite3_str_appendchar(engine.answer, 1, ',');
    *pIsFirst = 0;
    engineColumns(stmt);
  }
  while (sqlite3_step(stmt) == SQLITE_ROW) {
    if (nRow++ > 0) sqlite3_str_appendchar(engine.answer, 1, ',');
    engineRow(stmt);
  }
  if (hasColumns) sqlite3_str_appendall(engine.answer, "]}");
  return sqlite3_finalize(stmt);
}

static int engineStatements(const char *z) {
  int isFirst = 1;
  int rc = SQLITE_OK;
  while (rc == SQLITE_OK && *z != 0) {
    sqlite3_stmt *stmt = NULL;
    rc = sqlite3_prepare_v2(engine.db, z, -1, &stmt, &z);
    if (rc == SQLITE_OK && stmt != NULL) rc = engineStatement(stmt, &isFirst);
  }
  return rc;
}

const char *asiEngineRun(const char *zSql) {
  int rc;
  sqlite3_free(engine.zAnswer);
  engine.answer = sqlite3_str_new(engine.db);
  sqlite3_str_appendchar(engine.answer, 1, '[');
  rc = engineStatements(zSql);
  sqlite3_str_appendchar(engine.answer, 1, ']');
  if (rc == SQLITE_OK) rc = sqlite3_str_errcode(engine.answer);
  engine.zAnswer = sqlite3_str_finish(engine.answer);
  asiEngineBind("", 0, 0);
  sqlite3_free(engine.pBound);
  engine.pBound = NULL;
  if (rc == SQLITE_OK) return engine.zAnswer;
  engineSayError(rc == SQLITE_NOMEM || rc == SQLITE_TOOBIG ? sqlite3_errstr(rc) : sqlite3_errmsg(engine.db));
  return NULL;
}
