/* The allocation door for a plain main(): libc's heap, see ext/base/mem.h (1). */
#include <stdlib.h>

#include "mem.h"

void *asiAlloc(size_t nByte) { return nByte == 0 ? NULL : malloc(nByte); }
void *asiRealloc(void *p, size_t nByte) { return realloc(p, nByte); }
void asiFree(void *p) { free(p); }
