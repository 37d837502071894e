#include "run_tree.h"

#include "always.h"

enum {
  TREE_FAN = 32,
  TREE_LOW = TREE_FAN / 4,      /* fewer: join with a neighbour */
  TREE_FILL = TREE_FAN * 3 / 4, /* how full a build or a join leaves a node */
  TREE_DEPTH = 20               /* 8 children and more a node: 8^20 > 2^42 */
};

/* Leaf and inner node keep the same three columns, so that one code moves, sums and searches both. */
struct AsiTreeNode {
  int nUsed;
  int nLevel; /* 0 = leaf */
  AsiTreeNode *pNext;
  uint64_t aKey[TREE_FAN];     /* leaf: the run's key; inner: no key below child i is smaller, 0 at the left edge */
  int64_t aCount[TREE_FAN];    /* values in the run, or below the child */
  int64_t aPositive[TREE_FAN]; /* those of them that are positive */
  AsiTreeNode *apChild[];      /* TREE_FAN in an inner node, none in a leaf */
};

/* The way from the root to a key, and the ranks read off on the way. */
typedef struct TreePath {
  int nStep; /* the leaf is the last */
  struct {
    AsiTreeNode *node;
    int i;
  } aStep[TREE_DEPTH];
  bool isFound;
  int64_t nBefore, nPositiveBefore; /* in runs with a smaller key */
} TreePath;

static AsiTreeNode *treeNewNode(int nLevel) {
  size_t nChild = nLevel > 0 ? TREE_FAN : 0;
  AsiTreeNode *node = asiAlloc(sizeof(AsiTreeNode) + nChild * sizeof(AsiTreeNode *));
  if (node == NULL) return NULL;
  node->nUsed = 0;
  node->nLevel = nLevel;
  node->pNext = NULL;
  return node;
}

/* How many keys are at most `key`. */
static int treeRank(const AsiTreeNode *node, uint64_t key) {
  uint32_t i = 0, n = (uint32_t)node->nUsed;
  if (n == 0) return 0;
  while (n > 1) {
    uint32_t half = n / 2;
    i += half & (0 - (uint32_t)(node->aKey[i + half - 1] <= key));
    n -= half;
  }
  return (int)(i + (node->aKey[i] <= key));
}

static void treeSum(const AsiTreeNode *node, int i, int iEnd, int64_t *pnCount, int64_t *pnPositive) {
  int64_t nCount = 0, nPositive = 0;
  for (; i < iEnd; i++) {
    nCount += node->aCount[i];
    nPositive += node->aPositive[i];
  }
  *pnCount += nCount;
  *pnPositive += nPositive;
}

static void treeMove(AsiTreeNode *to, int iTo, const AsiTreeNode *from, int iFrom, int n) {
  size_t nEntry = (size_t)n;
  memmove(&to->aKey[iTo], &from->aKey[iFrom], nEntry * sizeof to->aKey[0]);
  memmove(&to->aCount[iTo], &from->aCount[iFrom], nEntry * sizeof to->aCount[0]);
  memmove(&to->aPositive[iTo], &from->aPositive[iFrom], nEntry * sizeof to->aPositive[0]);
  if (to->nLevel > 0) memmove(&to->apChild[iTo], &from->apChild[iFrom], nEntry * sizeof to->apChild[0]);
}

static void treeOpenSlot(AsiTreeNode *node, int i) {
  treeMove(node, i + 1, node, i, node->nUsed - i);
  node->nUsed++;
}

static void treeCloseSlot(AsiTreeNode *node, int i) {
  treeMove(node, i, node, i + 1, node->nUsed - i - 1);
  node->nUsed--;
}

/* Write entry i of an inner node afresh from its child. */
static void treeSetChild(AsiTreeNode *parent, int i, AsiTreeNode *child) {
  parent->aKey[i] = child->aKey[0];
  parent->apChild[i] = child;
  parent->aCount[i] = parent->aPositive[i] = 0;
  treeSum(child, 0, child->nUsed, &parent->aCount[i], &parent->aPositive[i]);
}

static void treeDescend(const AsiRunTree *tree, uint64_t key, TreePath *path) {
  AsiTreeNode *node = tree->pRoot;
  path->nBefore = path->nPositiveBefore = 0;
  for (path->nStep = 0;; node = node->apChild[path->aStep[path->nStep++].i]) {
    int nRank = treeRank(node, key);
    int i = nRank - (nRank > 0);
    path->isFound = nRank > 0 && node->aKey[i] == key;
    if (node->nLevel == 0 && !path->isFound) i = nRank;
    path->aStep[path->nStep].node = node;
    path->aStep[path->nStep].i = i;
    treeSum(node, 0, i, &path->nBefore, &path->nPositiveBefore);
    if (node->nLevel == 0) break;
  }
  path->nStep++;
}

/* ---- making room ---- */

static AsiStatus treeGrowRoot(AsiRunTree *tree, TreePath *path) {
  AsiTreeNode *root;
  if (ASI_NEVER(path->nStep == TREE_DEPTH)) return ASI_LIMIT; /* more keys than ASI_SAMPLE_MAX */
  root = treeNewNode(tree->pRoot->nLevel + 1);
  if (root == NULL) return ASI_NOMEM;
  root->nUsed = 1;
  treeSetChild(root, 0, tree->pRoot);
  root->aKey[0] = 0;
  tree->pRoot = root;
  memmove(&path->aStep[1], &path->aStep[0], (size_t)path->nStep * sizeof path->aStep[0]);
  path->aStep[0].node = root;
  path->aStep[0].i = 0;
  path->nStep++;
  return ASI_OK;
}

/* Split the full node at a step, whose parent has room; the path stays on its key. */
static AsiStatus treeSplit(TreePath *path, int iStep) {
  AsiTreeNode *parent = path->aStep[iStep - 1].node, *left = path->aStep[iStep].node;
  AsiTreeNode *right = treeNewNode(left->nLevel);
  int iParent = path->aStep[iStep - 1].i, nLeft = left->nUsed / 2;
  int iFirstRight = nLeft + (left->nLevel == 0); /* a new key between the halves ends the left leaf */
  uint64_t key = parent->aKey[iParent];
  if (right == NULL) return ASI_NOMEM;
  right->nUsed = left->nUsed - nLeft;
  treeMove(right, 0, left, nLeft, right->nUsed);
  left->nUsed = nLeft;
  right->pNext = left->pNext;
  left->pNext = right;
  treeOpenSlot(parent, iParent + 1);
  treeSetChild(parent, iParent, left);
  treeSetChild(parent, iParent + 1, right);
  parent->aKey[iParent] = key;
  if (path->aStep[iStep].i >= iFirstRight) {
    path->aStep[iStep].node = right;
    path->aStep[iStep].i -= nLeft;
    path->aStep[iStep - 1].i++;
  }
  return ASI_OK;
}

/* Split the full nodes at the end of the path, the uppermost first, so that every step leaves a whole tree. */
static AsiStatus treeMakeRoom(AsiRunTree *tree, TreePath *path) {
  AsiStatus status = ASI_OK;
  int iStep = path->nStep;
  while (iStep > 0 && path->aStep[iStep - 1].node->nUsed == TREE_FAN) iStep--;
  if (iStep == 0) {
    status = treeGrowRoot(tree, path);
    iStep = 1;
  }
  for (; status == ASI_OK && iStep < path->nStep; iStep++) status = treeSplit(path, iStep);
  return status;
}

/* ---- changing a run ---- */

/* What one run puts into w2Positive: the ranks of its own positives, and the ranks it adds to those above it. */
static asi_u128 treeRankShare(int64_t nPositive, int64_t nCount, int64_t nBefore, int64_t nPositiveAfter) {
  asi_u128 own = (asi_u128)(uint64_t)nPositive * (uint64_t)(2 * nBefore + nCount + 1);
  return own + (asi_u128)(uint64_t)(2 * nCount) * (uint64_t)nPositiveAfter;
}

/* The run on the path changes by so much; its entry exists, with count 0 if it is new. */
static void treeChange(AsiRunTree *tree, const TreePath *path, int64_t nCount, int64_t nPositive) {
  AsiRankTotals *totals = &tree->totals;
  const AsiTreeNode *leaf = path->aStep[path->nStep - 1].node;
  int i = path->aStep[path->nStep - 1].i;
  int64_t nOld = leaf->aCount[i], nOldPositive = leaf->aPositive[i];
  int64_t nAfter = totals->nPositive - path->nPositiveBefore - nOldPositive;
  totals->w2Positive += treeRankShare(nOldPositive + nPositive, nOld + nCount, path->nBefore, nAfter) -
                        treeRankShare(nOldPositive, nOld, path->nBefore, nAfter);
  totals->tieTerm += asiTieTerm(nOld + nCount) - asiTieTerm(nOld);
  totals->nPositive += nPositive;
  totals->nNegative += nCount - nPositive;
  for (int iStep = 0; iStep < path->nStep; iStep++) {
    path->aStep[iStep].node->aCount[path->aStep[iStep].i] += nCount;
    path->aStep[iStep].node->aPositive[path->aStep[iStep].i] += nPositive;
  }
}

static AsiStatus treeInsert(AsiRunTree *tree, uint64_t key, TreePath *path) {
  AsiStatus status = treeMakeRoom(tree, path);
  AsiTreeNode *leaf = path->aStep[path->nStep - 1].node;
  int i = path->aStep[path->nStep - 1].i;
  if (status != ASI_OK) return status;
  treeOpenSlot(leaf, i);
  leaf->aKey[i] = key;
  leaf->aCount[i] = leaf->aPositive[i] = 0;
  tree->nRun++;
  return ASI_OK;
}

AsiStatus asiRunTreeAdd(AsiRunTree *tree, const AsiKeyRun *run) {
  TreePath path;
  if (tree->pRoot == NULL) {
    tree->pRoot = tree->pFirst = treeNewNode(0);
    if (tree->pRoot == NULL) return ASI_NOMEM;
  }
  treeDescend(tree, run->key, &path);
  if (!path.isFound) {
    AsiStatus status = treeInsert(tree, run->key, &path);
    if (status != ASI_OK) return status;
  }
  treeChange(tree, &path, run->nNegative + run->nPositive, run->nPositive);
  return ASI_OK;
}

/* ---- removing ---- */

/* Children i and i + 1 become one, or share their entries evenly. */
static void treeJoin(AsiTreeNode *parent, int i) {
  AsiTreeNode *left = parent->apChild[i], *right = parent->apChild[i + 1];
  int nBoth = left->nUsed + right->nUsed;
  int nLeft = nBoth <= TREE_FILL ? nBoth : nBoth / 2;
  int nMoved = nLeft - left->nUsed;
  uint64_t key = parent->aKey[i];
  if (nMoved > 0) {
    treeMove(left, left->nUsed, right, 0, nMoved);
    treeMove(right, 0, right, nMoved, right->nUsed - nMoved);
  } else {
    treeMove(right, -nMoved, right, 0, right->nUsed);
    treeMove(right, 0, left, nLeft, -nMoved);
  }
  left->nUsed = nLeft;
  right->nUsed = nBoth - nLeft;
  treeSetChild(parent, i, left);
  parent->aKey[i] = key;
  if (right->nUsed > 0) {
    treeSetChild(parent, i + 1, right);
    return;
  }
  left->pNext = right->pNext;
  treeCloseSlot(parent, i + 1);
  asiFree(right);
}

static void treeDropEntry(AsiRunTree *tree, TreePath *path) {
  int iStep = path->nStep - 1;
  treeCloseSlot(path->aStep[iStep].node, path->aStep[iStep].i);
  tree->nRun--;
  for (; iStep > 0 && path->aStep[iStep].node->nUsed < TREE_LOW; iStep--) {
    int i = path->aStep[iStep - 1].i;
    treeJoin(path->aStep[iStep - 1].node, i > 0 ? i - 1 : 0);
  }
  while (tree->pRoot->nLevel > 0 && tree->pRoot->nUsed == 1) {
    AsiTreeNode *root = tree->pRoot;
    tree->pRoot = root->apChild[0];
    asiFree(root);
  }
}

void asiRunTreeRemove(AsiRunTree *tree, const AsiKeyRun *run) {
  TreePath path;
  if (ASI_NEVER(tree->pRoot == NULL)) return; /* only what came leaves */
  treeDescend(tree, run->key, &path);
  if (ASI_NEVER(!path.isFound)) return;
  treeChange(tree, &path, -(run->nNegative + run->nPositive), -run->nPositive);
  if (path.aStep[path.nStep - 1].node->aCount[path.aStep[path.nStep - 1].i] == 0) treeDropEntry(tree, &path);
}

/* ---- asking ---- */

uint64_t asiRunTreeSelect(const AsiRunTree *tree, int64_t k) {
  const AsiTreeNode *node = tree->pRoot;
  for (;;) {
    int i = 0;
    for (; k >= node->aCount[i]; i++) k -= node->aCount[i];
    if (node->nLevel == 0) return node->aKey[i];
    node = node->apChild[i];
  }
}

bool asiRunTreeNext(const AsiRunTree *tree, AsiTreeCursor *cursor, AsiKeyRun *run) {
  const AsiTreeNode *leaf = cursor->pLeaf != NULL ? cursor->pLeaf : tree->pFirst;
  int i = cursor->i;
  if (leaf == NULL) return false;
  if (i == leaf->nUsed) {
    leaf = leaf->pNext;
    i = 0;
    if (leaf == NULL) return false;
  }
  run->key = leaf->aKey[i];
  run->nPositive = leaf->aPositive[i];
  run->nNegative = leaf->aCount[i] - leaf->aPositive[i];
  cursor->pLeaf = leaf;
  cursor->i = i + 1;
  return true;
}

/* ---- building and clearing ---- */

static void treeFreeBelow(AsiTreeNode *node) {
  if (node->nLevel > 0) {
    for (int i = 0; i < node->nUsed; i++) treeFreeBelow(node->apChild[i]);
  }
  asiFree(node);
}

static void treeFreeChain(AsiTreeNode *node) {
  while (node != NULL) {
    AsiTreeNode *next = node->pNext;
    treeFreeBelow(node);
    node = next;
  }
}

/* nNode empty nodes of a level in a chain, to be filled evenly; NULL if there is no memory for all. */
static AsiTreeNode *treeNewChain(int nLevel, int64_t nNode) {
  AsiTreeNode *first = NULL;
  for (; nNode > 0; nNode--) {
    AsiTreeNode *node = treeNewNode(nLevel);
    if (node == NULL) {
      treeFreeChain(first);
      return NULL;
    }
    node->pNext = first;
    first = node;
  }
  return first;
}

static int64_t treeNodesFor(int64_t nEntry) { return (nEntry + TREE_FILL - 1) / TREE_FILL; }

/* The share of node iNode when nEntry entries are dealt evenly to nNode nodes. */
static int treeShare(int64_t nEntry, int64_t nNode, int64_t iNode) {
  return (int)(nEntry / nNode + (iNode < nEntry % nNode));
}

static void treeFillLeaves(AsiRunTree *tree, AsiTreeNode *leaf, int64_t nRun, AsiNextRun next, void *source) {
  int64_t nLeaf = treeNodesFor(nRun);
  AsiKeyRun run;
  for (int64_t iLeaf = 0; iLeaf < nLeaf; iLeaf++, leaf = leaf->pNext) {
    int nUsed = treeShare(nRun, nLeaf, iLeaf);
    for (; leaf->nUsed < nUsed; leaf->nUsed++) {
      (void)next(source, &run); /* there is one: the source has nRun */
      leaf->aKey[leaf->nUsed] = run.key;
      leaf->aCount[leaf->nUsed] = run.nNegative + run.nPositive;
      leaf->aPositive[leaf->nUsed] = run.nPositive;
      asiTotalsAppend(&tree->totals, &run);
    }
  }
}

static void treeFillParents(AsiTreeNode *parent, AsiTreeNode *child, int64_t nChild) {
  int64_t nParent = treeNodesFor(nChild);
  AsiTreeNode *leftmost = parent;
  for (int64_t iParent = 0; iParent < nParent; iParent++, parent = parent->pNext) {
    int nUsed = treeShare(nChild, nParent, iParent);
    for (; parent->nUsed < nUsed; child = child->pNext) treeSetChild(parent, parent->nUsed++, child);
  }
  leftmost->aKey[0] = 0;
}

AsiStatus asiRunTreeBuild(AsiRunTree *tree, int64_t nRun, AsiNextRun next, void *source) {
  AsiTreeNode *chain = treeNewChain(0, treeNodesFor(nRun));
  int64_t nNode = treeNodesFor(nRun);
  if (chain == NULL) return ASI_NOMEM;
  treeFillLeaves(tree, chain, nRun, next, source);
  tree->pFirst = chain;
  for (int nLevel = 1; nNode > 1; nLevel++) {
    AsiTreeNode *parents = treeNewChain(nLevel, treeNodesFor(nNode));
    if (parents == NULL) {
      treeFreeChain(chain);
      memset(tree, 0, sizeof *tree);
      return ASI_NOMEM;
    }
    treeFillParents(parents, chain, nNode);
    chain = parents;
    nNode = treeNodesFor(nNode);
  }
  tree->pRoot = chain;
  tree->nRun = nRun;
  return ASI_OK;
}

void asiRunTreeClear(AsiRunTree *tree) {
  if (tree->pRoot != NULL) treeFreeBelow(tree->pRoot);
  memset(tree, 0, sizeof *tree);
}
