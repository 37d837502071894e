/* The allocation door (base/mem.h) opens onto SQLite's heap: its limits and its accounting hold for us. */
#include "host.h"

#include "mem.h"

void *asiAlloc(size_t nByte) { return sqlite3_malloc64(nByte); }

void *asiRealloc(void *p, size_t nByte) { return sqlite3_realloc64(p, nByte); }

void asiFree(void *p) { sqlite3_free(p); }
