#include "mem.h"

#include <string.h>

void *asiAllocArray(size_t n, size_t nEach) {
  if (n == 0 || nEach == 0 || n > SIZE_MAX / 2 / nEach) return NULL;
  return asiAlloc(n * nEach);
}

void *asiAllocZero(size_t n, size_t nEach) {
  void *p = asiAllocArray(n, nEach);
  if (p != NULL) memset(p, 0, n * nEach);
  return p;
}

AsiStatus asiGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach) {
  size_t nAlloc = *pnAlloc;
  void *pNew;
  if (nNeed <= nAlloc) return ASI_OK;
  if (nAlloc < 8) nAlloc = 8;
  while (nAlloc < nNeed) {
    if (nAlloc > SIZE_MAX / 4 / nEach) return ASI_NOMEM;
    nAlloc *= 2;
  }
  pNew = asiRealloc(*ppArray, nAlloc * nEach);
  if (pNew == NULL) return ASI_NOMEM;
  *ppArray = pNew;
  *pnAlloc = nAlloc;
  return ASI_OK;
}
