/* Option words. */
#include "one_text.h"

#define PAIRS " FROM (VALUES (9,13),(8,12),(10,9),(9,9),(7,11),(10,15),(1,0))"

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  static const char *const azSql[] = {
    "SELECT wilcoxon(column1, column2, ?1)" PAIRS,
    "SELECT hodges_lehmann(column1, column2, ?1)" PAIRS,
    "SELECT ttest_paired(column1, column2, ?1)" PAIRS,
    "SELECT mcnemar(column1 > 8, column2 > 10, ?1)" PAIRS,
    "SELECT mann_whitney(column1, column2 > 10, ?1)" PAIRS,
    "SELECT fisher_exact(column1, column2 > 10, ?1)" PAIRS,
    "SELECT pearson(column1, column2, ?1)" PAIRS,
    "SELECT prop_ci95(column1 > 8, ?1)" PAIRS,
    "SELECT p_adjust(column1 || column2, 0.01, ?1)" PAIRS,
    "SELECT ttest_from_summary('9.17', '0.874', 30, '13.37', '1.671', 30, ?1)",
    "SELECT check_p('t', '2.20', 28, ?1, 'alpha=0.01'), check_p('t', '2.20', 28, '0.04', ?1)",
    "SELECT wilcoxon_p_range(6, 1, 4, '2.00', '1.10', 3, 6, '4.50', '1.05', ?1)",
    NULL
  };
  return oneText(azSql, (FuzzBytes){ a, n });
}
