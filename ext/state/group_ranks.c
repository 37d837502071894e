#include "group_ranks.h"

#include "mem.h"

#define RANKS_WORK 60 /* ns a run */

/* A group's next run. */
typedef struct RanksFront {
  AsiRunCursor at;
  AsiRun run;
  size_t iGroup;
} RanksFront;

/* A heap with the smallest value at its root, and what was taken from it last. */
typedef struct RanksMerge {
  RanksFront *aFront;
  size_t nFront;
  RanksFront **apHeap;
  int64_t *aTimes; /* by group: how often it has the value */
  size_t *aHaving; /* the groups that have it */
  size_t nHaving;
} RanksMerge;

static void ranksSink(RanksMerge *merge, size_t i) {
  RanksFront *front = merge->apHeap[i];
  for (;;) {
    size_t iChild = 2 * i + 1;
    if (iChild >= merge->nFront) break;
    if (iChild + 1 < merge->nFront && asiRunIsBelow(&merge->apHeap[iChild + 1]->run, &merge->apHeap[iChild]->run))
      iChild++;
    if (!asiRunIsBelow(&merge->apHeap[iChild]->run, &front->run)) break;
    merge->apHeap[i] = merge->apHeap[iChild];
    i = iChild;
  }
  merge->apHeap[i] = front;
}

/* The root goes on to its group's next run, or leaves the heap. */
static void ranksAdvance(RanksMerge *merge) {
  RanksFront *root = merge->apHeap[0];
  if (!asiRunNext(&root->at, &root->run)) merge->apHeap[0] = merge->apHeap[--merge->nFront];
  ranksSink(merge, 0);
}

/* Take the smallest value from all groups that have it; returns how often it is there. */
static int64_t ranksTake(RanksMerge *merge) {
  AsiNumber value = asiRunNumber(&merge->apHeap[0]->run);
  int64_t nTied = 0;
  merge->nHaving = 0;
  while (merge->nFront > 0 && asiNumbersAreEqual(asiRunNumber(&merge->apHeap[0]->run), value)) {
    const RanksFront *root = merge->apHeap[0];
    merge->aHaving[merge->nHaving++] = root->iGroup;
    merge->aTimes[root->iGroup] = root->run.nPositive;
    nTied += root->run.nPositive;
    ranksAdvance(merge);
  }
  return nTied;
}

static AsiStatus ranksOpen(RanksMerge *merge, const AsiGroups *groups, AsiPoll *poll) {
  size_t k = asiGroupsCount(groups);
  size_t i;
  merge->aFront = asiAllocArray(k, sizeof *merge->aFront);
  merge->apHeap = asiAllocArray(k, sizeof *merge->apHeap);
  merge->aTimes = asiAllocArray(k, sizeof *merge->aTimes);
  merge->aHaving = asiAllocArray(k, sizeof *merge->aHaving);
  if (merge->aFront == NULL || merge->apHeap == NULL || merge->aTimes == NULL || merge->aHaving == NULL) {
    return ASI_NOMEM;
  }
  for (i = 0; i < k; i++) {
    AsiStatus status = asiSampleSealPolled(groups->aGroup[i].sample, poll);
    if (status != ASI_OK) return status;
    merge->aFront[i].iGroup = i;
    asiRunFirst(&merge->aFront[i].at, groups->aGroup[i].sample);
    (void)asiRunNext(&merge->aFront[i].at, &merge->aFront[i].run);
    merge->apHeap[i] = &merge->aFront[i];
  }
  merge->nFront = k;
  for (i = k / 2; i-- > 0;) ranksSink(merge, i);
  return ASI_OK;
}

static void ranksClose(RanksMerge *merge) {
  asiFree(merge->aFront);
  asiFree(merge->apHeap);
  asiFree(merge->aTimes);
  asiFree(merge->aHaving);
}

static AsiStatus ranksAdd(RanksMerge *merge, AsiPoll *poll, asi_u128 *aRanks2, asi_u128 *tieTerm) {
  asi_u128 nBefore = 0;
  AsiStatus status = ASI_OK;
  while (status == ASI_OK && merge->nFront > 0) {
    asi_u128 nTied = (asi_u128)ranksTake(merge);
    size_t i;
    for (i = 0; i < merge->nHaving; i++) {
      size_t iGroup = merge->aHaving[i];
      aRanks2[iGroup] += (asi_u128)merge->aTimes[iGroup] * (2 * nBefore + nTied + 1);
    }
    *tieTerm += nTied * nTied * nTied - nTied;
    nBefore += nTied;
    status = asiPollWork(poll, RANKS_WORK * (int64_t)merge->nHaving);
  }
  return status;
}

AsiStatus asiGroupRanks(const AsiGroups *groups, AsiPoll *poll, asi_u128 *aRanks2, asi_u128 *tieTerm) {
  RanksMerge merge = { .aFront = NULL };
  AsiStatus status;
  size_t i;
  for (i = 0; i < asiGroupsCount(groups); i++) aRanks2[i] = 0;
  *tieTerm = 0;
  status = ranksOpen(&merge, groups, poll);
  if (status == ASI_OK) status = ranksAdd(&merge, poll, aRanks2, tieTerm);
  ranksClose(&merge);
  return status;
}
