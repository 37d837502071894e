/*
** The SQLite that we were loaded into. Only bind/ and the door include this.
*/
#ifndef ASI_HOST_H
#define ASI_HOST_H

#include "sqlite3ext.h"
SQLITE_EXTENSION_INIT3

/* Newer than our floor, and harmless where unknown. */
#ifndef SQLITE_RESULT_SUBTYPE
#define SQLITE_RESULT_SUBTYPE 0x001000000
#endif

#endif
