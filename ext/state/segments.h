/*
** A growing array of 64-bit keys in fixed segments: appended to, then sorted in place, or searched unsorted.
**
**  (1) A full segment is never copied: growing touches only new memory. Only the first one starts small and doubles.
**  (2) Sorting needs at most two segments of extra memory, and time proportional to the number of keys times the
**      number of digits in which they differ (at most eight): no arrangement of the data makes it quadratic.
**  (3) asiSegmentsSelect leaves the array alone, allocates nothing and cannot fail: a few sequential passes.
**  (4) All-zero bytes are an empty array, which owns no memory. After ASI_NOMEM or ASI_INTERRUPT the same keys are
**      there, in some order.
*/
#ifndef ASI_SEGMENTS_H
#define ASI_SEGMENTS_H

#include "mem.h"
#include "poll.h"
#include "run.h"

enum { ASI_SEGMENT_BITS = 13, ASI_SEGMENT_KEYS = 1 << ASI_SEGMENT_BITS };

typedef struct AsiSegments {
  uint64_t **apSegment;   /* all full but the last */
  size_t nSegment, nSlot; /* used and allocated in apSegment */
  uint64_t *pNext, *pEnd; /* the room left in the last segment */
} AsiSegments;

/* Where a walk over the keys stands: all-zero bytes stand before the first. */
typedef struct AsiSegmentCursor {
  const uint64_t *pAt, *pEnd;
  size_t nEntered; /* segments that the walk has come to */
} AsiSegmentCursor;

static inline size_t asiSegmentsCount(const AsiSegments *array) {
  if (array->nSegment == 0) return 0;
  return ((array->nSegment - 1) << ASI_SEGMENT_BITS) + (size_t)(array->pNext - array->apSegment[array->nSegment - 1]);
}

static inline uint64_t *asiSegmentsAt(const AsiSegments *array, size_t i) {
  return &array->apSegment[i >> ASI_SEGMENT_BITS][i & (ASI_SEGMENT_KEYS - 1)];
}

/* Make room for one key at pNext. */
AsiStatus asiSegmentsGrow(AsiSegments *array);

static inline AsiStatus asiSegmentsAppend(AsiSegments *array, uint64_t key) {
  if (array->pNext == array->pEnd) {
    AsiStatus status = asiSegmentsGrow(array);
    if (status != ASI_OK) return status;
  }
  *array->pNext++ = key;
  return ASI_OK;
}

AsiStatus asiSegmentsSort(AsiSegments *array, AsiPoll *poll);
/* The k-th smallest key, from 0, of an array in any order; 0 <= k < count. */
uint64_t asiSegmentsSelect(const AsiSegments *array, size_t k);
/* The next run of a sorted array; false at the end. */
bool asiSegmentsNextRun(const AsiSegments *array, AsiOrder order, AsiSegmentCursor *cursor, AsiKeyRun *run);
void asiSegmentsClear(AsiSegments *array);

#endif
