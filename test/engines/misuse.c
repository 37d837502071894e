/*
** Linked into the debugging SQLite of `make check-engines`: what SQLite logs as misuse of its interface ends the program,
** as a failed assert() does.
*/
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static void heard(void *pUnused, int rc, const char *zMessage) {
  (void)pUnused;
  if ((rc & 0xff) != SQLITE_MISUSE) return;
  (void)fprintf(stderr, "! misuse of SQLite's interface: %s\n", zMessage);
  abort();
}

/* Before anything opens a connection: sqlite3_config is refused later. */
__attribute__((constructor)) static void listen(void) { (void)sqlite3_config(SQLITE_CONFIG_LOG, heard, NULL); }
