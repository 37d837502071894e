/*
** A multiset as an ordered tree of runs that knows its ranks: for many changes with an answer after each.
**
**  (1) A B+ tree (Bayer & McCreight 1972). An entry of an inner node carries the number of values, and of positive
**      ones, below it, so that adding, removing and the k-th value cost O(log n).
**  (2) The rank totals are at the root, always current, and exact: a change of one run changes them by whole numbers
**      that its rank decides, modulo 2^128. Sums per subtree would say the same at four times the writing.
**  (3) Nodes but the root stay at least a quarter full: memory is O(distinct keys held now).
**  (4) All-zero bytes are an empty tree, which owns no memory. After ASI_NOMEM the tree is as it was.
*/
#ifndef ASI_RUN_TREE_H
#define ASI_RUN_TREE_H

#include "mem.h"
#include "run.h"

typedef struct AsiTreeNode AsiTreeNode;

typedef struct AsiRunTree {
  AsiTreeNode *pRoot;
  AsiTreeNode *pFirst;  /* the leftmost leaf */
  int64_t nRun;         /* distinct keys */
  AsiRankTotals totals; /* nZero stays 0 */
} AsiRunTree;

/* Where a walk over the runs stands: all-zero bytes stand before the first. */
typedef struct AsiTreeCursor {
  const AsiTreeNode *pLeaf;
  int i;
} AsiTreeCursor;

/* Hands out runs in ascending order, each once. */
typedef bool (*AsiNextRun)(void *source, AsiKeyRun *run);

/* Fill an empty tree with the nRun > 0 runs of the source, in O(n). */
AsiStatus asiRunTreeBuild(AsiRunTree *tree, int64_t nRun, AsiNextRun next, void *source);
AsiStatus asiRunTreeAdd(AsiRunTree *tree, const AsiKeyRun *run);
/* `run` is there at least as often as it says. */
void asiRunTreeRemove(AsiRunTree *tree, const AsiKeyRun *run);
/* The key of the k-th smallest value, from 0; k < count. */
uint64_t asiRunTreeSelect(const AsiRunTree *tree, int64_t k);
bool asiRunTreeNext(const AsiRunTree *tree, AsiTreeCursor *cursor, AsiKeyRun *run);
void asiRunTreeClear(AsiRunTree *tree);

#endif
