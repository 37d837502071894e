/*
** The extension with a function for every field of every record, beside the functions that it ships:
**
**  (1) NAME__FIELD(...) is NAME(...), which answers a whole record, with one field in its place.
**  (2) sqlite3_fields_init registers them; sqlite3_misspelt_init a table in which one field has no such name.
*/
#include <stdio.h>

#define asiFunctionTable fieldsShipped
#include "../ext/functions.c"
#undef asiFunctionTable

#include "asistat.h"

#define FIELDS_ROWS 1200
#define FIELDS_NAME 64

static AsiFunction aFieldsRow[FIELDS_ROWS];
static char aFieldsName[FIELDS_ROWS][FIELDS_NAME];

const AsiCatalogue asiFunctionTable = { aFieldsRow, FIELDS_ROWS };

static bool fieldsHasRecord(const AsiFunction *function) {
  return function->family != NULL && function->family->record != NULL && function->zField == NULL;
}

static int fieldsOf(const AsiFunction *function, int nRow) {
  const AsiRecord *record = function->family->record;
  for (size_t i = 0; i < record->nField && nRow < FIELDS_ROWS; i++) {
    AsiFunction row = *function;
    (void)snprintf(aFieldsName[nRow], FIELDS_NAME, "%s__%s", function->zName, record->aField[i].zName);
    row.zName = aFieldsName[nRow];
    row.zField = record->aField[i].zName;
    aFieldsRow[nRow++] = row;
  }
  return nRow;
}

/* Rows that are left over: the first function under a name of no use. */
static void fieldsPad(int nRow) {
  for (; nRow < FIELDS_ROWS; nRow++) {
    (void)snprintf(aFieldsName[nRow], FIELDS_NAME, "fields__%d", nRow);
    aFieldsRow[nRow] = fieldsShipped.aFunction[0];
    aFieldsRow[nRow].zName = aFieldsName[nRow];
  }
}

static void fieldsFill(void) {
  int nRow = 0;
  for (int i = 0; i < fieldsShipped.nFunction; i++) aFieldsRow[nRow++] = fieldsShipped.aFunction[i];
  for (int i = 0; i < fieldsShipped.nFunction; i++) {
    if (fieldsHasRecord(&fieldsShipped.aFunction[i])) nRow = fieldsOf(&fieldsShipped.aFunction[i], nRow);
  }
  fieldsPad(nRow);
}

int sqlite3_fields_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *pApi);
int sqlite3_fields_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *pApi) {
  fieldsFill();
  return sqlite3_asistat_init(db, pzError, pApi);
}

int sqlite3_misspelt_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *pApi);
int sqlite3_misspelt_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *pApi) {
  fieldsFill();
  for (int i = 0; i < fieldsShipped.nFunction; i++) {
    if (aFieldsRow[i].family == &asiWilcoxon && aFieldsRow[i].zField != NULL) {
      aFieldsRow[i].zField = "w_pluss";
      break;
    }
  }
  return sqlite3_asistat_init(db, pzError, pApi);
}
