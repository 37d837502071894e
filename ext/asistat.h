/*
** For a program that has asistat built in:
**
**   sqlite3_auto_extension((void (*)(void))sqlite3_asistat_init);
**
** before it opens a connection gives every connection our functions; the compiler gets asistat.c of
** `make amalgamation` with -DSQLITE_CORE. See examples/embed.
*/
#ifndef ASISTAT_H
#define ASISTAT_H

#include "sqlite3.h"
#include "version.h"

/* How the entry point is seen; a program that keeps it to itself defines this as nothing. */
#ifndef ASISTAT_API
#if defined(_WIN32)
#define ASISTAT_API __declspec(dllexport)
#elif defined(__GNUC__)
#define ASISTAT_API __attribute__((visibility("default")))
#else
#define ASISTAT_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The entry point of a loadable extension; a message in *pzErrMsg is to be freed with sqlite3_free(). */
ASISTAT_API int sqlite3_asistat_init(sqlite3 *db, char **pzErrMsg, const struct sqlite3_api_routines *pApi);

#ifdef __cplusplus
}
#endif

#endif
