/*
** Many connections in many threads, each asking every function's example over and over: under ThreadSanitizer, or for
** long with constant memory.
**
**   threads THREADS SECONDS
**
**  (1) Every thread has a connection of its own and must get the first answer again each time.
**  (2) Our sources are linked in (SQLITE_CORE) and instrumented; the system's libsqlite3 is not: races in our code and
**      data are seen, those inside SQLite are not.
**  (3) From a quarter of the time on the resident memory may grow by 16 MB at most. Exit status 1 on any failure.
*/
#define _GNU_SOURCE 1
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MOST 64
#define THREADS_EXAMPLES 1024
#define THREADS_GROWTH 16384 /* KB */

extern int sqlite3_asistat_init(sqlite3 *db, char **pzError, const sqlite3_api_routines *api);

static char *azExample[THREADS_EXAMPLES];
static char *azAnswer[THREADS_EXAMPLES];
static int nExample;
static time_t iEnd;

typedef struct Worker {
  pthread_t thread;
  int iFirst; /* example to begin with */
  long nAsked;
  int nWrong;
} Worker;

static sqlite3 *threadsOpen(void) {
  sqlite3 *db = NULL;
  char *zError = NULL;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK || sqlite3_asistat_init(db, &zError, NULL) != SQLITE_OK) abort();
  return db;
}

/* All rows as one text. */
static char *threadsAnswer(sqlite3 *db, const char *zSql) {
  sqlite3_stmt *stmt = NULL;
  sqlite3_str *text = sqlite3_str_new(NULL);
  if (sqlite3_prepare_v2(db, zSql, -1, &stmt, NULL) != SQLITE_OK) sqlite3_str_appendall(text, sqlite3_errmsg(db));
  while (stmt != NULL && sqlite3_step(stmt) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(stmt); i++) sqlite3_str_appendf(text, "%s|", sqlite3_column_text(stmt, i));
  }
  sqlite3_finalize(stmt);
  return sqlite3_str_finish(text);
}

static void threadsLearn(void) {
  sqlite3 *db = threadsOpen();
  sqlite3_stmt *stmt = NULL;
  if (sqlite3_prepare_v2(db, "SELECT example FROM asistat_functions", -1, &stmt, NULL) != SQLITE_OK) abort();
  while (sqlite3_step(stmt) == SQLITE_ROW && nExample < THREADS_EXAMPLES) {
    azExample[nExample++] = sqlite3_mprintf("%s", sqlite3_column_text(stmt, 0));
  }
  sqlite3_finalize(stmt);
  for (int i = 0; i < nExample; i++) azAnswer[i] = threadsAnswer(db, azExample[i]);
  sqlite3_close(db);
}

static void threadsRound(Worker *worker) {
  sqlite3 *db = threadsOpen();
  for (int i = 0; i < nExample && time(NULL) < iEnd; i++) {
    int iExample = (worker->iFirst + i) % nExample;
    char *zAnswer = threadsAnswer(db, azExample[iExample]);
    worker->nAsked++;
    if (strcmp(zAnswer, azAnswer[iExample]) != 0) {
      worker->nWrong++;
      (void)fprintf(stderr, "%s\n  %s\n  %s\n", azExample[iExample], azAnswer[iExample], zAnswer);
    }
    sqlite3_free(zAnswer);
  }
  sqlite3_close(db);
}

static void *threadsWork(void *p) {
  while (time(NULL) < iEnd) threadsRound(p);
  return NULL;
}

static long threadsResident(void) {
  long nTotal = 0, nResident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%ld %ld", &nTotal, &nResident) != 2) nResident = 0;
  if (file != NULL) (void)fclose(file);
  return nResident * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char **argv) {
  static Worker aWorker[THREADS_MOST];
  int nThread = argc > 1 ? atoi(argv[1]) : 8;
  int nSecond = argc > 2 ? atoi(argv[2]) : 10;
  long nAsked = 0, nWrong = 0, nBefore, nAfter;
  if (nThread < 1 || nThread > THREADS_MOST) return 2;
  threadsLearn();
  iEnd = time(NULL) + nSecond;
  for (int i = 0; i < nThread; i++) {
    aWorker[i].iFirst = i * nExample / nThread;
    if (pthread_create(&aWorker[i].thread, NULL, threadsWork, &aWorker[i]) != 0) return 2;
  }
  (void)sleep((unsigned)(nSecond / 4 + 1));
  nBefore = threadsResident();
  for (int i = 0; i < nThread; i++) (void)pthread_join(aWorker[i].thread, NULL);
  nAfter = threadsResident();
  for (int i = 0; i < nThread; i++) nAsked += aWorker[i].nAsked, nWrong += aWorker[i].nWrong;
  printf("%d threads, %d seconds: %ld queries, %ld wrong; resident %ld KB, at the end %ld KB\n", nThread, nSecond,
         nAsked, nWrong, nBefore, nAfter);
  return nWrong > 0 || nAsked == 0 || nAfter - nBefore > THREADS_GROWTH;
}
