/* A target whose input is one text or blob, given to each of some statements as ?1. */
#ifndef ONE_TEXT_H
#define ONE_TEXT_H

#include "fuzz.h"

static int oneText(const char *const *azSql, FuzzBytes bytes) {
  for (; *azSql != NULL; azSql++) {
    sqlite3_stmt *stmt = fuzzPrepare(*azSql);
    if (stmt == NULL) fuzzComplain("does not prepare", *azSql);
    sqlite3_bind_text(stmt, 1, (const char *)bytes.a, (int)bytes.n, SQLITE_TRANSIENT);
    fuzzRun(stmt);
  }
  return 0;
}

#endif
