/*
** The allocation door: nothing under ext/ asks for memory in another way.
**
**  (1) asiAlloc, asiRealloc and asiFree are SQLite's own (bind/memory.c), so that heap limits and
**      fault injection see every block; a plain main() links test/unit/heap.c instead.
**  (2) asiAlloc does not clear; asiAllocZero does. Zero bytes asked, or an overflow: NULL.
**  (3) asiGrow doubles an array in place of the caller's pointer, or leaves it whole and says ASI_NOMEM.
*/
#ifndef ASI_MEM_H
#define ASI_MEM_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

void *asiAlloc(size_t nByte);
void *asiRealloc(void *p, size_t nByte);
void asiFree(void *p);

/* n elements of size nEach, zeroed. */
void *asiAllocZero(size_t n, size_t nEach);
/* n elements of size nEach, not cleared. */
void *asiAllocArray(size_t n, size_t nEach);
/* Make room for at least nNeed elements in *ppArray, whose capacity is *pnAlloc. */
AsiStatus asiGrow(void **ppArray, size_t *pnAlloc, size_t nNeed, size_t nEach);

#endif
