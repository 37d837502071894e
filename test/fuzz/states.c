/* State blobs: as they come, and with a checksum made good, so that what lies behind it is met too. */
#include "saved.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static const char *const azUse[] = {
  "SELECT describe(?1), ci95(?1), median(?1), hex(moments_state(?1)), hex(sample_state(?1)), lilliefors(?1)",
  "SELECT wilcoxon(?1), hodges_lehmann(?1), ttest_paired(?1), hex(paired_state(?1)), sign_test(?1), shapiro_wilk(?1)",
};

static void statesUse(const uint8_t *a, size_t n) {
  for (size_t i = 0; i < sizeof azUse / sizeof *azUse; i++) {
    sqlite3_stmt *stmt = fuzzPrepare(azUse[i]);
    sqlite3_bind_blob(stmt, 1, a, (int)n, SQLITE_TRANSIENT);
    fuzzRun(stmt);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  uint8_t *copy;
  uint32_t check;
  statesUse(a, n);
  if (n < 10) return 0;
  copy = malloc(n);
  if (copy == NULL) return 0;
  memcpy(copy, a, n);
  check = asiChecksum(copy, n - 4);
  for (size_t i = 0; i < 4; i++) copy[n - 4 + i] = (uint8_t)(check >> (8 * i));
  statesUse(copy, n);
  free(copy);
  return 0;
}
