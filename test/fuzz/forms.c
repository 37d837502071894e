/*
** Two ways to the same number, over the rows that the bytes make: they must agree to the last bit. differential.tcl asks
** more of rows and statements that are drawn.
**
**  (1) an aggregate, and the same over a window frame that holds all rows;
**  (2) rows, and states of two halves of them merged; the bytes of the states too;
**  (3) rows in another order (one running through a window keeps a tree, an aggregate a table or an array);
**  (4) the exact p, and the count over all sign patterns, for up to 10 differences.
*/
#include <math.h>
#include <string.h>

#include "fuzz.h"

#define FORMS_ROWS 60
#define FORMS_ENUMERATED 10

static const char *const azRowsOf[] = { "x", "a, b" };
/* What is asked of one sample, of pairs; %s is the rows or the state. */
static const char *const azAsked[] = { "describe(%s) || ci95(%s) || hex(moments_state(%s)) || hex(sample_state(%s))",
                                       "wilcoxon(%s) || hodges_lehmann(%s) || sign_test(%s) || ttest_paired(%s)" };
static const char *const azHalf[] = { "sample_state(x)", "paired_state(a, b)" };

static double formsValue(FuzzBytes *bytes) {
  unsigned kind = fuzzByte(bytes);
  double x = 0;
  FuzzBytes taken;
  if (kind % 4 != 3) return (double)fuzzByte(bytes) / (kind % 4 == 0 ? 1 : 10);
  taken = fuzzTake(bytes, sizeof x);
  if (taken.n > 0) memcpy(&x, taken.a, taken.n);
  return fabs(x) < 1e60 && fabs(x) > 1e-60 ? x : 1;
}

static int formsFill(FuzzBytes *bytes) {
  int n = 0;
  fuzzRun(fuzzPrepare("CREATE TABLE IF NOT EXISTS d(i INTEGER PRIMARY KEY, x, a, b)"));
  fuzzRun(fuzzPrepare("DELETE FROM d"));
  for (; n < FORMS_ROWS && bytes->n > 0; n++) {
    sqlite3_stmt *stmt = fuzzPrepare("INSERT INTO d VALUES (?, ?, ?, ?)");
    sqlite3_bind_int(stmt, 1, n);
    for (int j = 2; j <= 4; j++) sqlite3_bind_double(stmt, j, formsValue(bytes));
    fuzzRun(stmt);
  }
  return n;
}

/* The first value of zFormat with z for %s, or the error: as text. The caller frees it. */
static char *formsAnswer(const char *zFormat, const char *z, const char *zRest) {
  char *zAsked = sqlite3_mprintf(zFormat, z, z, z, z);
  char *zSql = sqlite3_mprintf("SELECT %s %s", zAsked, zRest);
  char *zAnswer;
  sqlite3_stmt *stmt = fuzzPrepare(zSql);
  if (stmt == NULL) fuzzComplain(sqlite3_errmsg(fuzzDb()), zSql);
  if (sqlite3_step(stmt) == SQLITE_ROW) {
    zAnswer = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
  } else {
    zAnswer = sqlite3_mprintf("error: %s", sqlite3_errmsg(fuzzDb()));
  }
  sqlite3_finalize(stmt);
  sqlite3_free(zAsked);
  sqlite3_free(zSql);
  return zAnswer;
}

static void formsSame(const char *zWhat, char *z1, char *z2) {
  char *zBoth = sqlite3_mprintf("\n%s\n%s", z1, z2);
  if (strcmp(z1, z2) != 0) fuzzComplain(zWhat, zBoth);
  sqlite3_free(z1);
  sqlite3_free(z2);
  sqlite3_free(zBoth);
}

/* Every call in the list %s(rows) turned into one over a frame: by a view of the same rows. */
static const char *const azFramed[] = {
  "describe(%s) OVER w || ci95(%s) OVER w || hex(moments_state(%s) OVER w) || hex(sample_state(%s) OVER w)",
  "wilcoxon(%s) OVER w || hodges_lehmann(%s) OVER w || sign_test(%s) OVER w || ttest_paired(%s) OVER w"
};

static void formsForms(int i) {
  char *zMerged = sqlite3_mprintf("FROM (SELECT %s AS s FROM d GROUP BY i %% 3)", azHalf[i]);
  formsSame("a frame of all rows", formsAnswer(azAsked[i], azRowsOf[i], "FROM d"),
            formsAnswer(azFramed[i], azRowsOf[i],
                        "FROM d WINDOW w AS (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)"));
  formsSame("a frame that grew", formsAnswer(azAsked[i], azRowsOf[i], "FROM d"),
            formsAnswer(azFramed[i], azRowsOf[i], "FROM d WINDOW w AS (ORDER BY i) ORDER BY i DESC"));
  formsSame("rows the other way round", formsAnswer(azAsked[i], azRowsOf[i], "FROM d"),
            formsAnswer(azAsked[i], azRowsOf[i], "FROM (SELECT * FROM d ORDER BY i DESC)"));
  formsSame("a frame that slid", formsAnswer(azAsked[i], azRowsOf[i], "FROM (SELECT * FROM d ORDER BY i DESC LIMIT 3)"),
            formsAnswer(azFramed[i], azRowsOf[i], "FROM d WINDOW w AS (ORDER BY i ROWS 2 PRECEDING) ORDER BY i DESC"));
  formsSame("merged states", formsAnswer(azAsked[i], azRowsOf[i], "FROM d"), formsAnswer(azAsked[i], "s", zMerged));
  sqlite3_free(zMerged);
}

/* P(W+ >= w) over all signs, from the ranks in SQL: slow and obvious. */
static void formsEnumerate(int n) {
  static const char zEnumerated[] =
      "WITH d0 AS (SELECT round(b) - round(a) AS d FROM d), u AS (SELECT d, (SELECT count(*) FROM d0 AS e WHERE d <> 0 "
      "AND abs(e.d) < abs(d0.d)) * 2 +"
      " (SELECT count(*) FROM d0 AS e WHERE abs(e.d) = abs(d0.d)) + 1 AS r, row_number() OVER () - 1 AS k FROM d0 "
      "WHERE d <> 0),"
      " lower AS (SELECT d, k, (SELECT count(*) FROM u AS e WHERE abs(e.d) < abs(u.d)) * 2 + (SELECT count(*) FROM u "
      "AS e WHERE abs(e.d) = abs(u.d)) + 1 AS r FROM u),"
      " s(m, w) AS (SELECT 0, 0 UNION ALL SELECT m + 1, 0 FROM s WHERE m + 1 < 1 << (SELECT count(*) FROM lower)),"
      " t AS (SELECT m, (SELECT total(r) FROM lower WHERE m >> k & 1) AS w FROM s)"
      " SELECT avg(w >= (SELECT total(r) FROM lower WHERE d > 0)) = (SELECT wilcoxon_p(round(a), round(b), 'greater') "
      "FROM d) OR NOT EXISTS (SELECT 1 FROM lower) FROM t";
  sqlite3_stmt *stmt;
  if (n == 0 || n > FORMS_ENUMERATED) return;
  stmt = fuzzPrepare(zEnumerated);
  if (stmt == NULL) fuzzComplain(sqlite3_errmsg(fuzzDb()), zEnumerated);
  if (sqlite3_step(stmt) == SQLITE_ROW && !sqlite3_column_int(stmt, 0))
    fuzzComplain("the exact p", "is not that of the sign patterns");
  sqlite3_finalize(stmt);
}

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n) {
  FuzzBytes bytes = { a, n };
  int nRow;
  (void)fuzzDb();
  sqlite3_progress_handler(fuzzDb(), 0, NULL, NULL);
  nRow = formsFill(&bytes);
  if (nRow == 0) return 0;
  formsForms(0);
  formsForms(1);
  formsEnumerate(nRow);
  return 0;
}
