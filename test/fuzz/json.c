/* JSON answers and counts. */
#include "one_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static const char *const azSql[] = { "SELECT asi_score(?1)",       "SELECT asi_score_mother(?1)",
                                       "SELECT asi_score_baby(?1)",  "SELECT kr20_max(?1, 3)",
                                       "SELECT kr20_max(?1, 16, 7)", NULL };
  return oneText(azSql, (FuzzBytes){ a, n });
}
