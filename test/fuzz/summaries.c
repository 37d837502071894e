/* Printed summaries: the arguments of closure and of the other audits. */
#include <stddef.h>

#include "fuzz.h"

static const char *const azCall[] = {
  "SELECT count(*), sum(sample_sd), max(length(counts)) FROM (SELECT * FROM closure_samples(?1, ?2, ?3, ?4, ?5) LIMIT "
  "9)",
  "SELECT closure_count(?1, ?2, ?3, ?4, ?5)",
  "SELECT wilcoxon_p_range(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  "SELECT grimmer(?4, ?5, ?1), grim(?4, ?1), grimmer(?4, ?5, ?1, ?2)",
  "SELECT ci_from_summary(?4, ?5, ?1), ttest_from_summary(?4, ?5, ?1, ?8, ?9, ?1)",
};

/* A small whole number, a printed one, or any value at all. */
static void summariesBind(sqlite3_stmt *stmt, int i, FuzzBytes *bytes) {
  unsigned kind = fuzzByte(bytes);
  char z[32];
  switch (kind % 4) {
  case 0: sqlite3_bind_int(stmt, i, (int)fuzzByte(bytes)); break;
  case 1:
    sqlite3_snprintf(sizeof z, z, "%.*f", (int)(kind / 4 % 6),
                     (double)fuzzByte(bytes) / 16 + (double)fuzzByte(bytes) / 4096);
    sqlite3_bind_text(stmt, i, z, -1, SQLITE_TRANSIENT);
    break;
  case 2: sqlite3_bind_int(stmt, i, (int)(kind / 4 % 16)); break;
  default: fuzzBindValue(stmt, i, bytes); break;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  FuzzBytes bytes = { a, n };
  sqlite3_stmt *stmt = fuzzPrepare(azCall[fuzzByte(&bytes) % (sizeof azCall / sizeof *azCall)]);
  if (stmt == NULL) fuzzComplain("does not prepare", "summaries");
  for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) summariesBind(stmt, i, &bytes);
  fuzzRun(stmt);
  return 0;
}
