/*
** The sort is a radix sort from the most significant digit down. A digit is cut from key - min, so that it spans
** what the keys at hand really differ in. Ranges longer than a segment are permuted in place (American flag sort:
** McIlroy, Bostic & McIlroy, Engineering Radix Sort, 1993); shorter ones are dealt into a scratch segment and back,
** then finished by insertion. Quicksort was the road not taken: comparisons of random keys cost a misprediction each.
*/
#include "segments.h"

enum {
  SEGMENT_FIRST = 64,     /* keys in the first segment, at first */
  SEGMENT_RANK = 16,      /* sorted by counting ranks */
  SEGMENT_SMALL = 24,     /* sorted by insertion */
  SEGMENT_DEAL_BITS = 12, /* the longest digit when dealing to scratch */
  SEGMENT_FLAG_BITS = 10, /* the longest digit when permuting in place */
  SEGMENT_SELECT_BITS = 10
};

/* One level of the sort: which bucket a key belongs to. */
typedef struct SegmentDigit {
  uint64_t min;
  int nShift;
  uint32_t nBucket;
} SegmentDigit;

typedef struct SegmentSort {
  const AsiSegments *array;
  uint64_t *aLoose, *aDealt; /* a range that straddles segments; the dealt keys */
  uint16_t *aBlockEnd;       /* ends of buckets, all levels behind each other */
  AsiPoll *poll;
} SegmentSort;

static AsiStatus segmentDoubleFirst(AsiSegments *array) {
  size_t nOld = (size_t)(array->pEnd - array->apSegment[0]);
  uint64_t *pSegment = asiRealloc(array->apSegment[0], 2 * nOld * sizeof(uint64_t));
  if (pSegment == NULL) return ASI_NOMEM;
  array->apSegment[0] = pSegment;
  array->pNext = pSegment + nOld;
  array->pEnd = pSegment + 2 * nOld;
  return ASI_OK;
}

static AsiStatus segmentAddOne(AsiSegments *array) {
  size_t nKey = array->nSegment == 0 ? SEGMENT_FIRST : ASI_SEGMENT_KEYS;
  void *p = array->apSegment;
  AsiStatus status = asiGrow(&p, &array->nSlot, array->nSegment + 1, sizeof(uint64_t *));
  uint64_t *pSegment;
  array->apSegment = p;
  if (status != ASI_OK) return status;
  pSegment = asiAllocArray(nKey, sizeof(uint64_t));
  if (pSegment == NULL) return ASI_NOMEM;
  array->apSegment[array->nSegment++] = pSegment;
  array->pNext = pSegment;
  array->pEnd = pSegment + nKey;
  return ASI_OK;
}

AsiStatus asiSegmentsGrow(AsiSegments *array) {
  bool isFirstShort = array->nSegment == 1 && array->pEnd - array->apSegment[0] < ASI_SEGMENT_KEYS;
  return isFirstShort ? segmentDoubleFirst(array) : segmentAddOne(array);
}

void asiSegmentsClear(AsiSegments *array) {
  for (size_t i = 0; i < array->nSegment; i++) asiFree(array->apSegment[i]);
  asiFree(array->apSegment);
  memset(array, 0, sizeof *array);
}

static int segmentBitLength(uint64_t x) {
  int n = 0;
  for (int step = 32; step > 0; step /= 2) {
    if (x >> step != 0) {
      n += step;
      x >>= step;
    }
  }
  return n + (x != 0);
}

static SegmentDigit segmentDigitOf(uint64_t min, uint64_t span, int nBit) {
  SegmentDigit digit = { min, segmentBitLength(span) - nBit, 0 };
  if (digit.nShift < 0) digit.nShift = 0;
  digit.nBucket = (uint32_t)(span >> digit.nShift) + 1;
  return digit;
}

static inline uint32_t segmentBucket(const SegmentDigit *digit, uint64_t key) {
  return (uint32_t)((key - digit->min) >> digit->nShift);
}

/* ---- a range within one block ---- */

static void segmentInsertionSort(uint64_t *a, size_t n) {
  for (size_t i = 1; i < n; i++) {
    uint64_t key = a[i];
    size_t j = i;
    for (; j > 0 && a[j - 1] > key; j--) a[j] = a[j - 1];
    a[j] = key;
  }
}

/* Without a branch on the keys, which insertion mispredicts at every one: count for each how many come before it. */
static void segmentPlaceByRank(const uint64_t *a, size_t n, uint64_t *aTo) {
  for (size_t i = 0; i < n; i++) {
    uint64_t key = a[i];
    size_t nBefore = 0;
    for (size_t j = 0; j < i; j++) nBefore += a[j] <= key;
    for (size_t j = i + 1; j < n; j++) nBefore += a[j] < key;
    aTo[nBefore] = key;
  }
}

static void segmentMerge(const uint64_t *a, size_t na, const uint64_t *b, size_t nb, uint64_t *aTo) {
  size_t i = 0, j = 0;
  while (i < na && j < nb) {
    uint64_t keyA = a[i], keyB = b[j];
    size_t takesB = keyB < keyA;
    *aTo++ = takesB ? keyB : keyA;
    j += takesB;
    i += 1 - takesB;
  }
  memcpy(aTo, a + i, (na - i) * sizeof *a); /* one of them is used up */
  memcpy(aTo, b + j, (nb - j) * sizeof *b);
}

/* At most SEGMENT_FIRST keys: the groups of a large query. */
static void segmentSortFew(uint64_t *a, size_t n) {
  uint64_t aSorted[SEGMENT_FIRST];
  size_t nHalf = n / 2;
  if (n <= SEGMENT_RANK) {
    segmentPlaceByRank(a, n, aSorted);
  } else {
    segmentSortFew(a, nHalf);
    segmentSortFew(a + nHalf, n - nHalf);
    segmentMerge(a, nHalf, a + nHalf, n - nHalf, aSorted);
  }
  /* every place was written: the numbers of keys before are 0..n-1 */
  memcpy(a, aSorted, n * sizeof *a); // cppcheck-suppress uninitvar
}

static void segmentMinMax(const uint64_t *a, size_t n, uint64_t *pMin, uint64_t *pMax) {
  uint64_t min = *pMin, max = *pMax;
  for (size_t i = 0; i < n; i++) {
    min = a[i] < min ? a[i] : min;
    max = a[i] > max ? a[i] : max;
  }
  *pMin = min;
  *pMax = max;
}

/* Stable counting sort by one digit through aDealt; aEnd[b] becomes the end of bucket b. */
static void segmentDeal(uint64_t *a, size_t n, uint64_t *aDealt, const SegmentDigit *digit, uint16_t *aEnd) {
  uint32_t nBefore = 0;
  memset(aEnd, 0, digit->nBucket * sizeof *aEnd);
  for (size_t i = 0; i < n; i++) aEnd[segmentBucket(digit, a[i])]++;
  for (uint32_t b = 0; b < digit->nBucket; b++) {
    uint32_t nHere = aEnd[b];
    aEnd[b] = (uint16_t)nBefore;
    nBefore += nHere;
  }
  for (size_t i = 0; i < n; i++) aDealt[aEnd[segmentBucket(digit, a[i])]++] = a[i];
  memcpy(a, aDealt, n * sizeof *a);
}

static int segmentDealBits(size_t n) {
  int nBit = segmentBitLength(n) - 1;
  return nBit < SEGMENT_DEAL_BITS ? nBit : SEGMENT_DEAL_BITS;
}

/* At most a segment of keys. Buckets hold about two keys each where the keys lie evenly. */
static void segmentSortBlock(uint64_t *a, size_t n, uint64_t *aDealt, uint16_t *aEnd) {
  uint64_t min = UINT64_MAX, max = 0;
  SegmentDigit digit;
  uint32_t iStart = 0;
  if (n > SEGMENT_SMALL) {
    segmentMinMax(a, n, &min, &max);
    if (min == max) return;
    digit = segmentDigitOf(min, max - min, segmentDealBits(n));
    segmentDeal(a, n, aDealt, &digit, aEnd);
    for (uint32_t b = 0; digit.nShift > 0 && b < digit.nBucket; b++) {
      if (aEnd[b] - iStart > SEGMENT_SMALL) {
        segmentSortBlock(a + iStart, aEnd[b] - iStart, aDealt, aEnd + digit.nBucket);
      }
      iStart = aEnd[b];
    }
  }
  segmentInsertionSort(a, n);
}

/* ---- a range of any length ---- */

static size_t segmentPiece(size_t i, size_t iEnd) {
  size_t nLeft = ASI_SEGMENT_KEYS - (i & (ASI_SEGMENT_KEYS - 1));
  return iEnd - i < nLeft ? iEnd - i : nLeft;
}

/* The copies are of n keys that reach over into the next segment. */
static void segmentCopyOut(const AsiSegments *array, size_t i, size_t n, uint64_t *aTo) {
  size_t nFirst = segmentPiece(i, i + n);
  memcpy(aTo, asiSegmentsAt(array, i), nFirst * sizeof *aTo);
  memcpy(aTo + nFirst, asiSegmentsAt(array, i + nFirst), (n - nFirst) * sizeof *aTo);
}

static void segmentCopyIn(const AsiSegments *array, size_t i, size_t n, const uint64_t *aFrom) {
  size_t nFirst = segmentPiece(i, i + n);
  memcpy(asiSegmentsAt(array, i), aFrom, nFirst * sizeof *aFrom);
  memcpy(asiSegmentsAt(array, i + nFirst), aFrom + nFirst, (n - nFirst) * sizeof *aFrom);
}

static void segmentSortShort(const SegmentSort *sort, size_t i, size_t n) {
  if (segmentPiece(i, i + n) == n) {
    segmentSortBlock(asiSegmentsAt(sort->array, i), n, sort->aDealt, sort->aBlockEnd);
    return;
  }
  segmentCopyOut(sort->array, i, n, sort->aLoose);
  segmentSortBlock(sort->aLoose, n, sort->aDealt, sort->aBlockEnd);
  segmentCopyIn(sort->array, i, n, sort->aLoose);
}

static SegmentDigit segmentDigitOfRange(const AsiSegments *array, size_t i, size_t iEnd, int nBit) {
  uint64_t min = UINT64_MAX, max = 0;
  for (size_t n; i < iEnd; i += n) {
    n = segmentPiece(i, iEnd);
    segmentMinMax(asiSegmentsAt(array, i), n, &min, &max);
  }
  return segmentDigitOf(min, max - min, nBit);
}

/* aEnd[b] = the end of bucket b, as an index into the whole array. */
static void segmentCountBuckets(const AsiSegments *array, size_t i, size_t iEnd, const SegmentDigit *digit,
                                size_t *aEnd) {
  size_t nBefore = i;
  memset(aEnd, 0, digit->nBucket * sizeof *aEnd);
  for (size_t n; i < iEnd; i += n) {
    const uint64_t *a = asiSegmentsAt(array, i);
    n = segmentPiece(i, iEnd);
    for (size_t j = 0; j < n; j++) aEnd[segmentBucket(digit, a[j])]++;
  }
  for (uint32_t b = 0; b < digit->nBucket; b++) aEnd[b] = nBefore += aEnd[b];
}

/* Carry each misplaced key to the head of its bucket and go on with the one that lay there. */
static void segmentFillBucket(const AsiSegments *array, const SegmentDigit *digit, size_t *aHead, size_t iEnd,
                              uint32_t b) {
  while (aHead[b] < iEnd) {
    uint64_t key = *asiSegmentsAt(array, aHead[b]);
    for (uint32_t home = segmentBucket(digit, key); home != b; home = segmentBucket(digit, key)) {
      uint64_t *pHome = asiSegmentsAt(array, aHead[home]++);
      uint64_t lay = *pHome;
      *pHome = key;
      key = lay;
    }
    *asiSegmentsAt(array, aHead[b]++) = key;
  }
}

static AsiStatus segmentFlag(const SegmentSort *sort, const SegmentDigit *digit, size_t iStart, const size_t *aEnd) {
  size_t aHead[1 << SEGMENT_FLAG_BITS];
  AsiStatus status = ASI_OK;
  aHead[0] = iStart;
  memcpy(aHead + 1, aEnd, (digit->nBucket - 1) * sizeof *aHead);
  for (uint32_t b = 0; status == ASI_OK && b < digit->nBucket; b++) {
    segmentFillBucket(sort->array, digit, aHead, aEnd[b], b);
    status = asiPollWork(sort->poll, (int64_t)(aEnd[b] - iStart) * 8);
    iStart = aEnd[b];
  }
  return status;
}

/* aEnd: ends of buckets, all levels behind each other. */
static AsiStatus segmentSortRange(const SegmentSort *sort, size_t iStart, size_t iEnd, size_t *aEnd) {
  AsiStatus status;
  SegmentDigit digit;
  if (iEnd - iStart <= ASI_SEGMENT_KEYS) {
    segmentSortShort(sort, iStart, iEnd - iStart);
    return asiPollWork(sort->poll, (int64_t)(iEnd - iStart) * 16);
  }
  digit = segmentDigitOfRange(sort->array, iStart, iEnd, SEGMENT_FLAG_BITS);
  if (digit.nBucket == 1) return ASI_OK;
  segmentCountBuckets(sort->array, iStart, iEnd, &digit, aEnd);
  status = segmentFlag(sort, &digit, iStart, aEnd);
  for (uint32_t b = 0; status == ASI_OK && digit.nShift > 0 && b < digit.nBucket; b++) {
    if (aEnd[b] - iStart > 1) status = segmentSortRange(sort, iStart, aEnd[b], aEnd + digit.nBucket);
    iStart = aEnd[b];
  }
  return status;
}

/* Entries for the ends of buckets of all levels together, when a level cuts digits of nBit bits from 64. */
static size_t segmentEnds(int nBit) { return (size_t)(64 / nBit + 1) << nBit; }

AsiStatus asiSegmentsSort(AsiSegments *array, AsiPoll *poll) {
  size_t n = asiSegmentsCount(array);
  size_t nBlock = n < ASI_SEGMENT_KEYS ? n : ASI_SEGMENT_KEYS;
  size_t nEnd = n > ASI_SEGMENT_KEYS ? segmentEnds(SEGMENT_FLAG_BITS) : 0;
  size_t nByte = nEnd * sizeof(size_t) + 2 * nBlock * sizeof(uint64_t);
  SegmentSort sort = { .array = array, .poll = poll };
  AsiStatus status;
  size_t *aEnd;
  if (n <= SEGMENT_FIRST) {
    if (n > 1) segmentSortFew(array->apSegment[0], n);
    return ASI_OK;
  }
  aEnd = asiAlloc(nByte + segmentEnds(segmentDealBits(nBlock)) * sizeof(uint16_t));
  if (aEnd == NULL) return ASI_NOMEM;
  sort.aLoose = (uint64_t *)(void *)(aEnd + nEnd);
  sort.aDealt = sort.aLoose + nBlock;
  sort.aBlockEnd = (uint16_t *)(void *)(sort.aDealt + nBlock);
  status = segmentSortRange(&sort, 0, n, aEnd);
  asiFree(aEnd);
  return status;
}

/* ---- without sorting ---- */

/* How the keys of the digit's buckets fall into them; keys outside are passed over. */
static void segmentHistogram(const AsiSegments *array, const SegmentDigit *digit, size_t *aCount) {
  size_t nAll = asiSegmentsCount(array);
  memset(aCount, 0, digit->nBucket * sizeof *aCount);
  for (size_t i = 0, n; i < nAll; i += n) {
    const uint64_t *a = asiSegmentsAt(array, i);
    n = segmentPiece(i, nAll);
    for (size_t j = 0; j < n; j++) {
      uint64_t bucket = (a[j] - digit->min) >> digit->nShift;
      if (bucket < digit->nBucket) aCount[bucket]++;
    }
  }
}

uint64_t asiSegmentsSelect(const AsiSegments *array, size_t k) {
  size_t aCount[1 << SEGMENT_SELECT_BITS];
  SegmentDigit digit = segmentDigitOfRange(array, 0, asiSegmentsCount(array), SEGMENT_SELECT_BITS);
  for (;;) {
    uint64_t b = 0;
    segmentHistogram(array, &digit, aCount);
    for (; k >= aCount[b]; b++) k -= aCount[b];
    digit.min += b << digit.nShift;
    if (digit.nShift == 0) return digit.min;
    digit = segmentDigitOf(digit.min, ((uint64_t)1 << digit.nShift) - 1, SEGMENT_SELECT_BITS);
  }
}

/* ---- runs of a sorted array ---- */

static bool segmentEnter(const AsiSegments *array, AsiSegmentCursor *cursor) {
  if (cursor->nEntered == array->nSegment) return false;
  cursor->pAt = array->apSegment[cursor->nEntered++];
  cursor->pEnd = cursor->nEntered == array->nSegment ? array->pNext : cursor->pAt + ASI_SEGMENT_KEYS;
  return cursor->pAt < cursor->pEnd;
}

bool asiSegmentsNextRun(const AsiSegments *array, AsiOrder order, AsiSegmentCursor *cursor, AsiKeyRun *run) {
  uint64_t sign = (uint64_t)order, runKey, nNegative = 0, n = 0;
  if (cursor->pAt == cursor->pEnd && !segmentEnter(array, cursor)) return false;
  runKey = *cursor->pAt >> order;
  do {
    const uint64_t *p = cursor->pAt;
    for (; p < cursor->pEnd && *p >> order == runKey; p++) nNegative += *p & sign;
    n += (uint64_t)(p - cursor->pAt);
    cursor->pAt = p;
  } while (cursor->pAt == cursor->pEnd && segmentEnter(array, cursor));
  run->key = runKey;
  run->nNegative = (int64_t)nNegative;
  run->nPositive = (int64_t)(n - nNegative);
  return true;
}
