/*
** A program with asistat built in: no library to load, no path to get right.
**
**   make amalgamation
**   cc -DSQLITE_CORE -I.build/amalgamation examples/embed/embed.c .build/amalgamation/asistat.c -lsqlite3 -lm -o embed
**   ./embed
*/
#include <stdio.h>

#include "asistat.h"

static const char zStudy[] =
    "CREATE TABLE visit(pre, post);"
    "INSERT INTO visit VALUES (9,13),(8,12),(10,9),(9,9),(7,11),(10,15),(9,14),(8,13),(9,12),(10,14);"
    "SELECT fmt(avg(post - pre), 2) AS rise, ci95(post - pre) AS interval, wilcoxon_p(pre, post) AS p FROM visit;";

static int printRow(void *pUnused, int nColumn, char **azValue, char **azName) {
  int i;
  (void)pUnused;
  for (i = 0; i < nColumn; i++) printf("%s = %s\n", azName[i], azValue[i] != NULL ? azValue[i] : "NULL");
  return 0;
}

int main(void) {
  sqlite3 *db = NULL;
  char *zError = NULL;
  int rc = sqlite3_auto_extension((void (*)(void))sqlite3_asistat_init);
  if (rc == SQLITE_OK) rc = sqlite3_open(":memory:", &db);
  if (rc == SQLITE_OK) rc = sqlite3_exec(db, zStudy, printRow, NULL, &zError);
  if (rc != SQLITE_OK) fprintf(stderr, "%s\n", zError != NULL ? zError : sqlite3_errmsg(db));
  sqlite3_free(zError);
  sqlite3_close(db);
  return rc == SQLITE_OK ? 0 : 1;
}
