#include "fuzz.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

extern int sqlite3_asistat_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *api);

static sqlite3 *fuzzConnection;
static long nStepsLeft;
static clock_t fuzzStart;
static FuzzFunction aFuzzFunction[1024];
static unsigned nFuzzFunction;

void fuzzComplain(const char *zWhat, const char *zMore) {
  const char *zInput = getenv("FUZZ_INPUT");
  (void)fprintf(stderr, "fuzz: %s: %s%s%s\n", zWhat, zMore, zInput == NULL ? "" : ", by ",
                zInput == NULL ? "" : zInput);
  abort();
}

static int fuzzStep(void *p) {
  (void)p;
  nStepsLeft -= 1000;
  return nStepsLeft < 0 || clock() - fuzzStart > CLOCKS_PER_SEC / 2;
}

static void fuzzReadFunctions(void) {
  static const char zSql[] =
      "SELECT DISTINCT f.name, l.narg, f.kind FROM asistat_functions AS f JOIN pragma_function_list AS l USING (name)"
      " WHERE l.narg <> 0 AND f.kind IN ('scalar', 'aggregate', 'window') ORDER BY 1, 2";
  sqlite3_stmt *stmt = fuzzPrepare(zSql);
  while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW && nFuzzFunction < 1024) {
    FuzzFunction *function = &aFuzzFunction[nFuzzFunction++];
    const char *zKind = (const char *)sqlite3_column_text(stmt, 2);
    function->zName = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
    function->nArgument = sqlite3_column_int(stmt, 1) < 0 ? 3 : sqlite3_column_int(stmt, 1);
    function->isScalar = strcmp(zKind, "scalar") == 0;
    function->isWindow = strcmp(zKind, "window") == 0;
  }
  sqlite3_finalize(stmt);
  if (nFuzzFunction == 0) fuzzComplain("no function", "asistat_functions is empty");
}

sqlite3 *fuzzDb(void) {
  char *zError = NULL;
  if (fuzzConnection != NULL) return fuzzConnection;
  if (sqlite3_open(":memory:", &fuzzConnection) != SQLITE_OK) fuzzComplain("open", "failed");
  if (sqlite3_asistat_init(fuzzConnection, &zError, NULL) != SQLITE_OK) fuzzComplain("load", zError);
  (void)sqlite3_limit(fuzzConnection, SQLITE_LIMIT_LENGTH, 1000000);
  fuzzReadFunctions(); /* before anything is interrupted: slow under the sanitizers */
  sqlite3_progress_handler(fuzzConnection, 1000, fuzzStep, NULL);
  nStepsLeft = FUZZ_STEPS;
  fuzzStart = clock();
  return fuzzConnection;
}

const FuzzFunction *fuzzFunction(unsigned i) {
  (void)fuzzDb();
  return &aFuzzFunction[i % nFuzzFunction];
}

unsigned fuzzByte(FuzzBytes *bytes) {
  if (bytes->n == 0) return 0;
  bytes->n--;
  return *bytes->a++;
}

FuzzBytes fuzzTake(FuzzBytes *bytes, size_t nMost) {
  FuzzBytes taken = { bytes->a, bytes->n < nMost ? bytes->n : nMost };
  bytes->a += taken.n;
  bytes->n -= taken.n;
  return taken;
}

static double fuzzDouble(FuzzBytes *bytes) {
  double x = 0;
  FuzzBytes taken = fuzzTake(bytes, sizeof x);
  if (taken.n > 0) memcpy(&x, taken.a, taken.n);
  return x;
}

static int64_t fuzzInteger(FuzzBytes *bytes) {
  int64_t i = 0;
  FuzzBytes taken = fuzzTake(bytes, sizeof i);
  if (taken.n > 0) memcpy(&i, taken.a, taken.n);
  return i;
}

static const char *const azFuzzText[] = { "9.17", "0.874", "greater", "exact",     "normal pratt", "level=0.9", "ya",
                                          "no",   "upper", "t",       "[1,6,10]",  "digits=1",     "id",        "bh",
                                          "spss", "mean",  "F",       "level=0.1", "<0.05",        "r=0.5",     "" };

void fuzzBindValue(sqlite3_stmt *stmt, int i, FuzzBytes *bytes) {
  unsigned kind = fuzzByte(bytes);
  FuzzBytes text;
  switch (kind % 8) {
  case 0: sqlite3_bind_null(stmt, i); break;
  case 1: sqlite3_bind_double(stmt, i, fuzzDouble(bytes)); break;
  case 2: sqlite3_bind_int64(stmt, i, fuzzInteger(bytes)); break;
  case 3: sqlite3_bind_double(stmt, i, (double)fuzzByte(bytes) / 16); break;
  case 4:
    text = fuzzTake(bytes, kind / 8);
    sqlite3_bind_text(stmt, i, (const char *)text.a, (int)text.n, SQLITE_TRANSIENT);
    break;
  case 5:
    text = fuzzTake(bytes, kind / 8);
    sqlite3_bind_blob(stmt, i, text.a, (int)text.n, SQLITE_TRANSIENT);
    break;
  case 6:
    sqlite3_bind_text(stmt, i, azFuzzText[fuzzByte(bytes) % (sizeof azFuzzText / sizeof *azFuzzText)], -1,
                      SQLITE_STATIC);
    break;
  default: sqlite3_bind_int64(stmt, i, (int64_t)(fuzzByte(bytes) % 20)); break;
  }
}

sqlite3_stmt *fuzzPrepare(const char *zSql) {
  sqlite3_stmt *stmt = NULL;
  return sqlite3_prepare_v2(fuzzDb(), zSql, -1, &stmt, NULL) == SQLITE_OK ? stmt : NULL;
}

static void fuzzLook(sqlite3_stmt *stmt, int i) {
  if (sqlite3_column_type(stmt, i) == SQLITE_FLOAT && !isfinite(sqlite3_column_double(stmt, i))) {
    fuzzComplain("an infinite answer", sqlite3_sql(stmt));
  }
}

void fuzzRun(sqlite3_stmt *stmt) {
  nStepsLeft = FUZZ_STEPS;
  fuzzStart = clock();
  while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(stmt); i++) fuzzLook(stmt, i);
  }
  sqlite3_finalize(stmt);
}
