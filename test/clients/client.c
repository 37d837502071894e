/*
** The scenario in C:  client EXTENSION SCENARIO
**
**  (1) Prints `client TAB version TAB SQLite's version`, then `name TAB answer` for every step of the scenario.
**  (2) A REAL is printed with 17 digits, so that a judge can ask for the same bits.
**  (3) Compiled with ASISTAT_STATIC the extension is linked in and registered for every connection; EXTENSION is ignored.
*/
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef ASISTAT_STATIC
int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const sqlite3_api_routines *pApi);
#endif

static int openStudy(sqlite3 **pDb, const char *zExtension, char **pzError) {
#ifdef ASISTAT_STATIC
  int rc = sqlite3_auto_extension((void (*)(void))sqlite3_asistat_init);
  (void)zExtension;
  (void)pzError;
  return rc == SQLITE_OK ? sqlite3_open(":memory:", pDb) : rc;
#else
  int rc = sqlite3_open(":memory:", pDb);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(*pDb, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_load_extension(*pDb, zExtension, NULL, pzError);
  return rc;
#endif
}

static void printValue(sqlite3_stmt *stmt) {
  switch (sqlite3_column_type(stmt, 0)) {
  case SQLITE_NULL: printf("NULL"); return;
  case SQLITE_FLOAT: printf("%.17g", sqlite3_column_double(stmt, 0)); return;
  default: printf("%s", (const char *)sqlite3_column_text(stmt, 0)); return;
  }
}

static void ask(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *stmt = NULL;
  const char *zBlank = "";
  int rc = sqlite3_prepare_v2(db, zSql, -1, &stmt, NULL);
  while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
    printf("%s", zBlank);
    printValue(stmt);
    zBlank = " ";
  }
  if (stmt != NULL) rc = sqlite3_finalize(stmt);
  if (rc != SQLITE_OK) printf("%s", sqlite3_errmsg(db));
}

/* The next field of a line, its end written over; NULL when there is none. */
static char *nextField(char **pz) {
  char *z = *pz;
  char *zEnd;
  if (z == NULL) return NULL;
  zEnd = z + strcspn(z, "\t\r\n");
  *pz = *zEnd == '\t' ? zEnd + 1 : NULL;
  *zEnd = '\0';
  return z;
}

static void playLine(sqlite3 *db, char *zLine) {
  char *zRest = zLine;
  const char *zName;
  const char *zSql;
  nextField(&zRest);
  zName = nextField(&zRest);
  zSql = nextField(&zRest);
  if (zSql == NULL) return;
  printf("%s\t", zName);
  ask(db, zSql);
  printf("\n");
}

static int play(sqlite3 *db, const char *zScenario) {
  static char aLine[65536];
  FILE *file = fopen(zScenario, "rb");
  if (file == NULL) {
    perror(zScenario);
    return 1;
  }
  printf("client\tC\t%s\n", sqlite3_libversion());
  while (fgets(aLine, sizeof aLine, file) != NULL) {
    if (aLine[0] != '#') playLine(db, aLine);
  }
  fclose(file);
  return 0;
}

int main(int nArgument, char **azArgument) {
  sqlite3 *db = NULL;
  char *zError = NULL;
  int status;
  if (nArgument != 3) {
    fprintf(stderr, "client EXTENSION SCENARIO\n");
    return 2;
  }
  if (openStudy(&db, azArgument[1], &zError) != SQLITE_OK) {
    fprintf(stderr, "%s: %s\n", azArgument[1], zError != NULL ? zError : sqlite3_errmsg(db));
    return 1;
  }
  status = play(db, azArgument[2]);
  sqlite3_close(db);
  return status;
}
