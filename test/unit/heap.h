/*
** The heap of a plain main(), and its faults: allocation `untilFailure` from now on fails, once (0: none does).
*/
#ifndef ASI_HEAP_H
#define ASI_HEAP_H

extern long long heapUntilFailure;
extern long long heapBlocks; /* allocated now */

#endif
