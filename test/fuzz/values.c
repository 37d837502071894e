/* Typed values through every function, in every form of call: plain, grouped, filtered, over a window frame. */
#include <string.h>

#include "fuzz.h"

#define VALUES_ROWS 40

static const char *const azForm[] = {
  "",
  " FILTER (WHERE i %% 3 <> 1)",
  " OVER (ORDER BY i)",
  " OVER (ORDER BY i ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)",
  " OVER (ORDER BY i ROWS BETWEEN 2 FOLLOWING AND 4 FOLLOWING)",
  " OVER (PARTITION BY i %% 2 ORDER BY i ROWS 3 PRECEDING EXCLUDE CURRENT ROW)",
  " OVER (ORDER BY i / 3 RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES)",
};

static void valuesFill(FuzzBytes *bytes) {
  sqlite3_stmt *stmt;
  fuzzRun(fuzzPrepare("CREATE TABLE IF NOT EXISTS v(i, a, b, c)"));
  fuzzRun(fuzzPrepare("DELETE FROM v"));
  for (int i = 0; i < VALUES_ROWS && bytes->n > 0; i++) {
    stmt = fuzzPrepare("INSERT INTO v VALUES (?, ?, ?, ?)");
    sqlite3_bind_int(stmt, 1, i);
    for (int j = 2; j <= 4; j++) fuzzBindValue(stmt, j, bytes);
    fuzzRun(stmt);
  }
}

/* name(a, b, ?1) and its like: data from the table, what is beyond them a constant. */
static void valuesCall(sqlite3_str *sql, const FuzzFunction *function, unsigned nData) {
  static const char *const azColumn[] = { "a", "b", "c" };
  sqlite3_str_appendf(sql, "%s(", function->zName);
  for (int i = 0; i < function->nArgument; i++) {
    if (i > 0) sqlite3_str_appendall(sql, ",");
    if (i < 3 && (unsigned)i < nData) {
      sqlite3_str_appendall(sql, azColumn[i]);
    } else {
      sqlite3_str_appendf(sql, "?%d", i + 1);
    }
  }
  sqlite3_str_appendall(sql, ")");
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  FuzzBytes bytes = { a, n };
  unsigned iFunction = fuzzByte(&bytes);
  const FuzzFunction *function = fuzzFunction(iFunction * 256 + fuzzByte(&bytes));
  unsigned form = fuzzByte(&bytes);
  sqlite3_str *sql = sqlite3_str_new(NULL);
  sqlite3_stmt *stmt;
  char *z;
  sqlite3_str_appendall(sql, "SELECT ");
  valuesCall(sql, function, function->isScalar ? 0 : form / 64 + 1);
  if (!function->isScalar) {
    sqlite3_str_appendf(sql, azForm[form % (function->isWindow ? 7 : 2)]);
    sqlite3_str_appendall(sql, form & 32 ? " FROM v GROUP BY i % 2" : " FROM v");
  }
  z = sqlite3_str_finish(sql);
  stmt = fuzzPrepare(z);
  sqlite3_free(z);
  for (int i = 1; stmt != NULL && i <= sqlite3_bind_parameter_count(stmt); i++) fuzzBindValue(stmt, i, &bytes);
  if (!function->isScalar) valuesFill(&bytes);
  fuzzRun(stmt);
  return 0;
}
