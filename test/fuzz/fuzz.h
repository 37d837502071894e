/*
** What the fuzz targets share: one connection, our sources linked in statically (SQLITE_CORE), and bytes taken apart.
**
**  (1) A target defines LLVMFuzzerTestOneInput, as libFuzzer wants it; replay.c calls the same with files.
**  (2) A statement that runs longer than FUZZ_STEPS steps of SQLite's machine (our polls count) or for half a second is
**      interrupted: under the sanitizers a second's work takes a minute.
**      libFuzzer's -timeout is for work that polls nobody.
**  (3) An answer that is NaN or infinite aborts: that is a finding.
*/
#ifndef FUZZ_H
#define FUZZ_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#define FUZZ_STEPS 3000000

typedef struct FuzzBytes {
  const uint8_t *a;
  size_t n;
} FuzzBytes;

int LLVMFuzzerTestOneInput(const uint8_t *a, size_t n);

sqlite3 *fuzzDb(void);
unsigned fuzzByte(FuzzBytes *bytes);                /* 0 when none is left */
FuzzBytes fuzzTake(FuzzBytes *bytes, size_t nMost); /* at most so many */
void fuzzBindValue(sqlite3_stmt *stmt, int i, FuzzBytes *bytes);

/* A row of asistat_functions for one of our aggregates, window functions or scalars; chosen by i. */
typedef struct FuzzFunction {
  char *zName;
  int nArgument; /* one of the numbers of arguments that it takes */
  int isScalar, isWindow;
} FuzzFunction;
const FuzzFunction *fuzzFunction(unsigned i);

/* Runs it to its end, whatever comes; the answers are looked at. */
void fuzzRun(sqlite3_stmt *stmt);
sqlite3_stmt *fuzzPrepare(const char *zSql); /* NULL when it is refused */
void fuzzComplain(const char *zWhat, const char *zMore);

#endif
