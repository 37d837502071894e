/* The allocation door for a plain main(): libc's heap, see ext/base/mem.h (1). New memory is full of what nobody wrote. */
#include "heap.h"

#include <stdlib.h>
#include <string.h>

#include "mem.h"

long long heapUntilFailure, heapBlocks;

static int heapFails(void) { return heapUntilFailure > 0 && --heapUntilFailure == 0; }

void *asiAlloc(size_t nByte) {
  void *p = nByte == 0 || heapFails() ? NULL : malloc(nByte);
  if (p != NULL) {
    heapBlocks++;
    memset(p, 0xA5, nByte < 4096 ? nByte : 4096);
  }
  return p;
}

void *asiRealloc(void *p, size_t nByte) {
  void *pNew = heapFails() ? NULL : realloc(p, nByte);
  if (p == NULL && pNew != NULL) heapBlocks++;
  return pNew;
}

void asiFree(void *p) {
  if (p != NULL) heapBlocks--;
  free(p);
}
