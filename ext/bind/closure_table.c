#include "closure_table.h"

#include <string.h>

#include "answer.h"
#include "args.h"
#include "call.h"
#include "host_poll.h"
#include "mem.h"

enum {
  CLOSURE_ID,
  CLOSURE_COUNTS,
  CLOSURE_MEAN,
  CLOSURE_SD,
  CLOSURE_HIDDEN, /* the first argument */
  CLOSURE_ARGUMENTS = 5
};

typedef struct ClosureVtab {
  sqlite3_vtab base;
  sqlite3 *db;
  const AsiFunction *function;
} ClosureVtab;

typedef struct ClosureCursor {
  sqlite3_vtab_cursor base;
  AsiHostPoll hostPoll;
  AsiClosure closure;
  sqlite3_value *aArgument[CLOSURE_ARGUMENTS]; /* as they were given: the hidden columns */
  int64_t id;
  int isEof;
} ClosureCursor;

static int closureConnect(sqlite3 *db, void *pAux, int argc, const char *const *argv, sqlite3_vtab **ppTable,
                          char **pzError) {
  ClosureVtab *table;
  int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(id INTEGER, counts TEXT, sample_mean REAL, sample_sd REAL,"
                                    " n HIDDEN, min HIDDEN, max HIDDEN, mean HIDDEN, sd HIDDEN)");
  (void)argc;
  (void)argv;
  (void)pzError;
  if (rc != SQLITE_OK) return rc;
  (void)sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  table = asiAllocZero(1, sizeof *table);
  if (table == NULL) return SQLITE_NOMEM;
  table->db = db;
  table->function = pAux;
  *ppTable = &table->base;
  return SQLITE_OK;
}

static int closureDisconnect(sqlite3_vtab *table) {
  asiFree(table);
  return SQLITE_OK;
}

static int closureError(sqlite3_vtab *table, const char *z) {
  sqlite3_free(table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf("%s", z);
  return table->zErrMsg == NULL ? SQLITE_NOMEM : SQLITE_ERROR;
}

/* All five arguments, each by equality, in the order of the columns. One that this plan cannot give yet is no error. */
static int closureBestIndex(sqlite3_vtab *table, sqlite3_index_info *info) {
  int aConstraint[CLOSURE_ARGUMENTS] = { -1, -1, -1, -1, -1 };
  int isUnusable = 0;
  int i;
  for (i = 0; i < info->nConstraint; i++) {
    int iArgument = info->aConstraint[i].iColumn - CLOSURE_HIDDEN;
    if (iArgument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (info->aConstraint[i].usable) aConstraint[iArgument] = i;
    isUnusable |= !info->aConstraint[i].usable;
  }
  for (i = 0; i < CLOSURE_ARGUMENTS; i++) {
    if (aConstraint[i] < 0 && isUnusable) return SQLITE_CONSTRAINT;
    if (aConstraint[i] < 0) return closureError(table, "closure_samples() needs five arguments: n, min, max, mean, sd");
    info->aConstraintUsage[aConstraint[i]].argvIndex = i + 1;
    info->aConstraintUsage[aConstraint[i]].omit = 1;
  }
  info->estimatedRows = 1000;
  info->estimatedCost = 1000;
  info->orderByConsumed = info->nOrderBy == 1 && info->aOrderBy[0].iColumn == CLOSURE_ID && !info->aOrderBy[0].desc;
  return SQLITE_OK;
}

static int closureCursorOpen(sqlite3_vtab *table, sqlite3_vtab_cursor **ppCursor) {
  ClosureCursor *cursor = asiAllocZero(1, sizeof *cursor);
  if (cursor == NULL) return SQLITE_NOMEM;
  asiHostPollInit(&cursor->hostPoll, ((ClosureVtab *)table)->db);
  cursor->isEof = 1;
  *ppCursor = &cursor->base;
  return SQLITE_OK;
}

static void closureReset(ClosureCursor *cursor) {
  int i;
  asiClosureClose(&cursor->closure);
  for (i = 0; i < CLOSURE_ARGUMENTS; i++) {
    sqlite3_value_free(cursor->aArgument[i]);
    cursor->aArgument[i] = NULL;
  }
  cursor->id = 0;
  cursor->isEof = 1;
}

static int closureCursorClose(sqlite3_vtab_cursor *pCursor) {
  ClosureCursor *cursor = (ClosureCursor *)pCursor;
  closureReset(cursor);
  asiHostPollClose(&cursor->hostPoll);
  asiFree(cursor);
  return SQLITE_OK;
}

static int closureNext(sqlite3_vtab_cursor *pCursor) {
  ClosureCursor *cursor = (ClosureCursor *)pCursor;
  AsiStatus status = asiClosureNext(&cursor->closure, &cursor->hostPoll.poll);
  cursor->id++;
  cursor->isEof = status != ASI_OK;
  switch (status) {
  case ASI_NOMEM: return SQLITE_NOMEM;
  case ASI_INTERRUPT: return SQLITE_INTERRUPT;
  default: return SQLITE_OK;
  }
}

static int closureKeep(ClosureCursor *cursor, sqlite3_value **aArgument) {
  int i;
  for (i = 0; i < CLOSURE_ARGUMENTS; i++) {
    cursor->aArgument[i] = sqlite3_value_dup(aArgument[i]);
    if (cursor->aArgument[i] == NULL) return SQLITE_NOMEM;
  }
  return SQLITE_OK;
}

static int closureFilter(sqlite3_vtab_cursor *pCursor, int iPlan, const char *zPlan, int n, sqlite3_value **aArgument) {
  ClosureCursor *cursor = (ClosureCursor *)pCursor;
  ClosureVtab *table = (ClosureVtab *)pCursor->pVtab;
  AsiCall call = { table->function, n, aArgument, false, { "" } };
  AsiSummary summary;
  (void)iPlan;
  (void)zPlan;
  closureReset(cursor);
  if (asiIsAnyNull(n, aArgument)) return SQLITE_OK;
  if (!asiCallSummary(&call, 0, 1, &summary)) {
    return call.isNoMemory ? SQLITE_NOMEM : closureError(&table->base, call.words.z);
  }
  if (closureKeep(cursor, aArgument) != SQLITE_OK || asiClosureOpen(&cursor->closure, &summary) != ASI_OK) {
    return SQLITE_NOMEM;
  }
  return closureNext(pCursor);
}

static int closureEof(sqlite3_vtab_cursor *cursor) { return ((ClosureCursor *)cursor)->isEof; }

static int closureRowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *pRowid) {
  *pRowid = ((ClosureCursor *)cursor)->id;
  return SQLITE_OK;
}

static void closureCounts(sqlite3_context *context, const AsiClosure *closure) {
  AsiText text;
  asiTextInit(&text);
  for (int64_t i = 0; i <= closure->width; i++) {
    asiTextAdd(&text, i == 0 ? "[" : ",");
    asiTextAddInteger(&text, asiClosureCountAt(closure, i));
  }
  asiTextAdd(&text, "]");
  asiAnswerJson(context, &text);
}

static int closureColumn(sqlite3_vtab_cursor *pCursor, sqlite3_context *context, int iColumn) {
  ClosureCursor *cursor = (ClosureCursor *)pCursor;
  switch (iColumn) {
  case CLOSURE_ID: sqlite3_result_int64(context, cursor->id); break;
  case CLOSURE_COUNTS: closureCounts(context, &cursor->closure); break;
  case CLOSURE_MEAN: sqlite3_result_double(context, asiClosureMean(&cursor->closure)); break;
  case CLOSURE_SD: sqlite3_result_double(context, asiClosureSd(&cursor->closure)); break;
  default: sqlite3_result_value(context, cursor->aArgument[iColumn - CLOSURE_HIDDEN]); break;
  }
  return SQLITE_OK;
}

int asiClosureTableCreate(sqlite3 *db, const AsiFunction *function, const AsiCatalogue *catalogue) {
  (void)catalogue;
  static const sqlite3_module module = {
    .xConnect = closureConnect,
    .xBestIndex = closureBestIndex,
    .xDisconnect = closureDisconnect,
    .xOpen = closureCursorOpen,
    .xClose = closureCursorClose,
    .xFilter = closureFilter,
    .xNext = closureNext,
    .xEof = closureEof,
    .xColumn = closureColumn,
    .xRowid = closureRowid,
  };
  return sqlite3_create_module_v2(db, function->zName, &module, (void *)(uintptr_t)function, NULL);
}
