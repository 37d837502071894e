/*
** Numbers of every exponent through every aggregate: powers of two and their neighbours, the ends of the range, numbers
** that come again turned or moved by a little, columns of signs that are orthogonal. What random bytes as doubles, as in
** values.c, all but never are: of a few sizes that lie far apart, and all but vanishing together.
*/
#include <float.h>
#include <math.h>

#include "fuzz.h"

#define NUMBERS_ROWS 24

static const char *const azForm[] = {
  "",
  " FILTER (WHERE i % 3 <> 1)",
  " OVER (ORDER BY i ROWS BETWEEN 5 PRECEDING AND 1 FOLLOWING)",
  " OVER (ORDER BY i)",
};

static const double aEnd[] = { 0,   5e-324, 1e-323, DBL_MIN, DBL_MAX, 1e308, 0x1p-1020, 9007199254740993.0,
                               0.1, 1,      1e300,  1e-300,  1e154,   1e-154 };
#define N_END (sizeof aEnd / sizeof aEnd[0])

/* 2^-1074 to 2^1023 */
static double numbersPower(FuzzBytes *bytes) {
  unsigned exponent = fuzzByte(bytes) * 256;
  return ldexp(1, (int)((exponent + fuzzByte(bytes)) % 2098) - 1074);
}

static double numbersSize(FuzzBytes *bytes, unsigned kind) {
  switch (kind % 4) {
  case 0: return aEnd[fuzzByte(bytes) % N_END];
  case 1: return numbersPower(bytes);
  case 2: return nextafter(numbersPower(bytes), kind & 4 ? 0 : DBL_MAX);
  default: return fuzzByte(bytes);
  }
}

/* One of a column of which n are there. */
static double numbersDraw(FuzzBytes *bytes, const double *aColumn, unsigned n) {
  unsigned kind = fuzzByte(bytes);
  double x;
  if (n == 0 || kind < 128) {
    x = numbersSize(bytes, kind);
  } else {
    x = aColumn[fuzzByte(bytes) % n];
    if (kind & 2) x = nextafter(x, kind & 4 ? 0 : DBL_MAX);
  }
  return kind & 64 ? -x : x;
}

/* Columns of signs that are orthogonal, each times a size, and up to three rows behind them, of the smallest numbers for
** the most part; returns the number of rows. */
static unsigned numbersCross(FuzzBytes *bytes, double aColumn[3][NUMBERS_ROWS]) {
  unsigned n = 8 + fuzzByte(bytes) % 4;
  for (unsigned k = 0; k < 3; k++) {
    double size = numbersDraw(bytes, aColumn[k], 0);
    for (unsigned i = 0; i < n; i++) {
      unsigned kind = i < 8 ? 0 : fuzzByte(bytes);
      aColumn[k][i] = i < 8 ? ((i >> k) & 1 ? -size : size) : kind < 192 ? kind % 3 * 5e-324 : aEnd[kind % N_END];
    }
  }
  return n;
}

static unsigned numbersFill(FuzzBytes *bytes, double aColumn[3][NUMBERS_ROWS]) {
  unsigned n = fuzzByte(bytes);
  if (n & 1) return numbersCross(bytes, aColumn);
  n = 2 + n / 2 % (NUMBERS_ROWS - 2);
  for (unsigned k = 0; k < 3; k++) {
    for (unsigned i = 0; i < n; i++) aColumn[k][i] = numbersDraw(bytes, aColumn[k], i);
  }
  return n;
}

static void numbersInsert(FuzzBytes *bytes) {
  double aColumn[3][NUMBERS_ROWS];
  unsigned n = numbersFill(bytes, aColumn);
  fuzzRun(fuzzPrepare("CREATE TABLE IF NOT EXISTS n(i, x, y, z)"));
  fuzzRun(fuzzPrepare("DELETE FROM n"));
  for (unsigned i = 0; i < n; i++) {
    sqlite3_stmt *stmt = fuzzPrepare("INSERT INTO n VALUES (?, ?, ?, ?)");
    sqlite3_bind_int64(stmt, 1, i);
    for (int k = 0; k < 3; k++) sqlite3_bind_double(stmt, k + 2, aColumn[k][i]);
    fuzzRun(stmt);
  }
}

static void numbersCall(sqlite3_str *sql, const FuzzFunction *function, FuzzBytes *bytes) {
  static const char *const azArgument[] = { "x", "y", "z", "i % 2", "i % 3", "i / 3", "i", "0.3", "i % 4 < 2" };
  sqlite3_str_appendf(sql, "%s(", function->zName);
  for (int i = 0; i < function->nArgument; i++) {
    unsigned which = fuzzByte(bytes);
    if (i > 0) sqlite3_str_appendall(sql, ",");
    sqlite3_str_appendall(sql, azArgument[which < 128 ? (unsigned)(i % 3) : which % 9]);
  }
  sqlite3_str_appendall(sql, ")");
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  FuzzBytes bytes = { a, n };
  unsigned iFunction = fuzzByte(&bytes) * 256;
  const FuzzFunction *function = fuzzFunction(iFunction + fuzzByte(&bytes));
  unsigned form = fuzzByte(&bytes);
  sqlite3_str *sql;
  sqlite3_stmt *stmt;
  char *z;
  if (function->isScalar) return 0;
  sql = sqlite3_str_new(NULL);
  sqlite3_str_appendall(sql, "SELECT ");
  numbersCall(sql, function, &bytes);
  sqlite3_str_appendall(sql, azForm[form % (function->isWindow ? 4 : 2)]);
  sqlite3_str_appendall(sql, " FROM n");
  numbersInsert(&bytes);
  z = sqlite3_str_finish(sql);
  stmt = fuzzPrepare(z);
  sqlite3_free(z);
  fuzzRun(stmt);
  return 0;
}
