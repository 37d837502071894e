#include "catalogue.h"

#include <string.h>

#include "answer.h"
#include "args.h"
#include "mem.h"
#include "text.h"

const char *asiFunctionKindName(AsiFunctionKind kind) {
  static const char *const azName[] = { "scalar", "aggregate", "window", "table-valued" };
  return azName[kind];
}

/* What the function returns: a type, or the keys of its record. */
static void catalogueAddReturns(AsiText *text, const AsiFunction *function) {
  static const char *const azWritten[] = { "JSON", "TEXT", "BLOB" };                          /* by AsiWritten */
  static const char *const azType[] = { "INTEGER", "REAL", "TEXT", "INTEGER, REAL or TEXT" }; /* by AsiFieldKind */
  const AsiRecord *record;
  size_t i;
  if (function->family == NULL) {
    asiTextAdd(text, function->zReturns);
    return;
  }
  record = function->family->record;
  if (record == NULL) {
    asiTextAdd(text, azWritten[function->family->written]);
    return;
  }
  if (function->zField != NULL) {
    asiTextAdd(text, azType[asiRecordFind(record, function->zField)->kind]);
    return;
  }
  asiTextAdd(text, record->isInterval ? "JSON [" : "JSON {");
  for (i = 0; i < record->nField; i++) {
    if (i > 0) asiTextAdd(text, ", ");
    asiTextAdd(text, record->aField[i].zName);
  }
  asiTextAdd(text, record->isInterval ? "]" : "}");
}

/* A line for each option word, under one another. */
static void catalogueAddOptions(AsiText *text, unsigned groups) {
  AsiOptionHelp help;
  size_t i;
  for (i = 0; asiOptionHelp(groups, i, &help); i++) {
    if (i == 0) asiTextAdd(text, "\n  Options:");
    asiTextAdd(text, "\n    ");
    asiTextAdd(text, help.zWord);
    asiTextAdd(text, help.zSuffix);
    asiTextAdd(text, ": ");
    asiTextAdd(text, help.zMeaning);
    if (help.isDefault) asiTextAdd(text, " (default)");
  }
}

static void catalogueAddHelp(AsiText *text, const AsiFunction *function) {
  asiTextAdd(text, function->zName);
  asiTextAdd(text, "(");
  asiTextAdd(text, function->zArguments);
  asiTextAdd(text, ")  ");
  asiTextAdd(text, asiFunctionKindName(function->kind));
  asiTextAdd(text, "\n  ");
  asiTextAdd(text, function->zSummary);
  asiTextAdd(text, "\n  Returns ");
  catalogueAddReturns(text, function);
  catalogueAddOptions(text, asiFunctionWords(function));
  asiTextAdd(text, "\n  ");
  asiTextAdd(text, function->zExample);
}

static const AsiFunction *catalogueFind(const AsiCatalogue *catalogue, const char *z) {
  int i;
  for (i = 0; i < catalogue->nFunction; i++) {
    if (sqlite3_stricmp(catalogue->aFunction[i].zName, z) == 0) return &catalogue->aFunction[i];
  }
  return NULL;
}

static void catalogueAddOverview(AsiText *text, const AsiCatalogue *catalogue) {
  int i;
  asiTextAdd(text, "SELECT asistat_help('NAME') explains one of:");
  for (i = 0; i < catalogue->nFunction; i++) {
    if (strncmp(catalogue->aFunction[i].zName, "asistat_", 8) == 0) continue;
    asiTextAdd(text, i == 0 ? " " : ", ");
    asiTextAdd(text, catalogue->aFunction[i].zName);
  }
}

void asiCatalogueHelp(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiCatalogue *catalogue = sqlite3_user_data(context);
  const AsiFunction *function = NULL;
  AsiText text;
  AsiWords words;
  if (nArgument == 1) {
    const char *z = (const char *)sqlite3_value_text(aArgument[0]);
    if (z == NULL) return;
    function = catalogueFind(catalogue, z);
    if (function == NULL) {
      asiComplain(&words, catalogueFind(catalogue, "asistat_help"), 1, "argument", aArgument[0],
                  "expected a name that SELECT name FROM asistat_functions lists");
      asiFail(context, &words);
      return;
    }
  }
  asiTextInit(&text);
  if (function == NULL) {
    catalogueAddOverview(&text, catalogue);
  } else {
    catalogueAddHelp(&text, function);
  }
  asiAnswerText(context, &text);
}

/* ---- asistat_functions ---- */

typedef struct CatalogueTable {
  sqlite3_vtab base;
  const AsiCatalogue *catalogue;
} CatalogueTable;

typedef struct CatalogueCursor {
  sqlite3_vtab_cursor base;
  int i;
} CatalogueCursor;

enum { COLUMN_NAME, COLUMN_ARGUMENTS, COLUMN_KIND, COLUMN_FAMILY, COLUMN_RETURNS, COLUMN_SUMMARY, COLUMN_EXAMPLE };

static int catalogueConnect(sqlite3 *db, void *pAux, int argc, const char *const *argv, sqlite3_vtab **ppTable,
                            char **pzError) {
  CatalogueTable *table;
  int rc = sqlite3_declare_vtab(db, "CREATE TABLE x(name TEXT, arguments TEXT, kind TEXT, family TEXT, returns TEXT,"
                                    " summary TEXT, example TEXT)");
  (void)argc;
  (void)argv;
  (void)pzError;
  if (rc != SQLITE_OK) return rc;
  (void)sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  table = asiAllocZero(1, sizeof *table);
  if (table == NULL) return SQLITE_NOMEM;
  table->catalogue = pAux;
  *ppTable = &table->base;
  return SQLITE_OK;
}

static int catalogueDisconnect(sqlite3_vtab *table) {
  asiFree(table);
  return SQLITE_OK;
}

static int catalogueBestIndex(sqlite3_vtab *table, sqlite3_index_info *info) {
  info->estimatedRows = ((CatalogueTable *)table)->catalogue->nFunction;
  info->estimatedCost = (double)info->estimatedRows;
  return SQLITE_OK;
}

static int catalogueOpen(sqlite3_vtab *table, sqlite3_vtab_cursor **ppCursor) {
  CatalogueCursor *cursor = asiAllocZero(1, sizeof *cursor);
  (void)table;
  if (cursor == NULL) return SQLITE_NOMEM;
  *ppCursor = &cursor->base;
  return SQLITE_OK;
}

static int catalogueClose(sqlite3_vtab_cursor *cursor) {
  asiFree(cursor);
  return SQLITE_OK;
}

static int catalogueFilter(sqlite3_vtab_cursor *cursor, int iPlan, const char *zPlan, int n, sqlite3_value **a) {
  (void)iPlan;
  (void)zPlan;
  (void)n;
  (void)a;
  ((CatalogueCursor *)cursor)->i = 0;
  return SQLITE_OK;
}

static int catalogueNext(sqlite3_vtab_cursor *cursor) {
  ((CatalogueCursor *)cursor)->i++;
  return SQLITE_OK;
}

static int catalogueEof(sqlite3_vtab_cursor *cursor) {
  return ((CatalogueCursor *)cursor)->i >= ((CatalogueTable *)cursor->pVtab)->catalogue->nFunction;
}

static int catalogueRowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *pRowid) {
  *pRowid = ((CatalogueCursor *)cursor)->i + 1;
  return SQLITE_OK;
}

static int catalogueColumn(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int iColumn) {
  const AsiFunction *function =
      &((CatalogueTable *)cursor->pVtab)->catalogue->aFunction[((CatalogueCursor *)cursor)->i];
  const char *z = NULL;
  AsiText text;
  switch (iColumn) {
  case COLUMN_NAME: z = function->zName; break;
  case COLUMN_ARGUMENTS: z = function->zArguments; break;
  case COLUMN_KIND: z = asiFunctionKindName(function->kind); break;
  case COLUMN_FAMILY: z = function->family == NULL ? NULL : function->family->zName; break;
  case COLUMN_SUMMARY: z = function->zSummary; break;
  case COLUMN_EXAMPLE: z = function->zExample; break;
  default:
    asiTextInit(&text);
    catalogueAddReturns(&text, function);
    asiAnswerText(context, &text);
    return SQLITE_OK;
  }
  sqlite3_result_text(context, z, -1, SQLITE_STATIC);
  return SQLITE_OK;
}

int asiCatalogueCreate(sqlite3 *db, const AsiFunction *function, const AsiCatalogue *catalogue) {
  static const sqlite3_module module = {
    .xConnect = catalogueConnect,
    .xBestIndex = catalogueBestIndex,
    .xDisconnect = catalogueDisconnect,
    .xOpen = catalogueOpen,
    .xClose = catalogueClose,
    .xFilter = catalogueFilter,
    .xNext = catalogueNext,
    .xEof = catalogueEof,
    .xColumn = catalogueColumn,
    .xRowid = catalogueRowid,
  };
  return sqlite3_create_module_v2(db, function->zName, &module, (void *)(uintptr_t)catalogue, NULL);
}
