/* SQL text, whatever it says. Writing to files and the like is not for it: an authorizer lets SELECT and functions pass. */
#include "fuzz.h"

static int sqlAllows(void *p, int action, const char *z1, const char *z2, const char *z3, const char *z4) {
  (void)p, (void)z1, (void)z2, (void)z3, (void)z4;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_READ:
  case SQLITE_FUNCTION:
  case SQLITE_RECURSIVE: return SQLITE_OK;
  default: return SQLITE_DENY;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  char *zSql = sqlite3_mprintf("%.*s", (int)n, (const char *)a);
  (void)fuzzDb();
  (void)sqlite3_set_authorizer(fuzzDb(), sqlAllows, NULL);
  fuzzRun(fuzzPrepare(zSql));
  sqlite3_free(zSql);
  return 0;
}
