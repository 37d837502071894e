#include "points.h"

#include <string.h>

#include "mem.h"
#include "run.h"

#define POINTS_WORK 6       /* ns a point and pass */
#define POINTS_SEEK_WORK 60 /* ns a point that is looked up */

bool asiPointsByX(const AsiPoint *a, const AsiPoint *b) { return a->x > b->x; }

bool asiPointsByXThenY(const AsiPoint *a, const AsiPoint *b) { return a->x > b->x || (a->x == b->x && a->y > b->y); }

bool asiPointsByY(const AsiPoint *a, const AsiPoint *b) { return a->y > b->y; }

static double *pointsPlaceX(AsiPoint *point) { return &point->x; }

static double *pointsPlaceY(AsiPoint *point) { return &point->y; }

static int pointsRestX(const AsiPointRest *rest) { return rest->x; }

static int pointsRestY(const AsiPointRest *rest) { return rest->y; }

/* ---- order ---- */

/* from[0..nLeft) and from[nLeft..n), each in order, to one; returns how many steps points went ahead by. */
static int64_t pointsMerge(const AsiPoint *from, size_t nLeft, size_t n, AsiPointOrder isBehind, AsiPoint *to) {
  const AsiPoint *left = from, *leftEnd = from + nLeft;
  const AsiPoint *right = leftEnd, *rightEnd = from + n;
  int64_t nAhead = 0;
  while (left < leftEnd && right < rightEnd) {
    if (isBehind(left, right)) {
      nAhead += leftEnd - left;
      *to++ = *right++;
    } else {
      *to++ = *left++;
    }
  }
  memcpy(to, left, (size_t)(leftEnd - left) * sizeof *to); /* one of them is used up */
  memcpy(to, right, (size_t)(rightEnd - right) * sizeof *to);
  return nAhead;
}

static AsiStatus pointsPass(const AsiPoints *points, size_t nRun, AsiPointOrder isBehind, AsiPoll *poll, AsiPoint *to,
                            int64_t *nExchange) {
  AsiStatus status = ASI_OK;
  size_t i;
  for (i = 0; status == ASI_OK && i < points->n; i += 2 * nRun) {
    size_t n = points->n - i < 2 * nRun ? points->n - i : 2 * nRun;
    *nExchange += pointsMerge(points->a + i, n < nRun ? n : nRun, n, isBehind, to + i);
    status = asiPollWork(poll, POINTS_WORK * (int64_t)n);
  }
  return status;
}

AsiStatus asiPointsSort(AsiPoints *points, AsiPointOrder isBehind, AsiPoll *poll, int64_t *nExchange) {
  AsiStatus status = ASI_OK;
  AsiPoint *spare;
  size_t nRun;
  *nExchange = 0;
  if (points->n < 2) return ASI_OK;
  spare = asiAllocArray(points->n, sizeof *spare);
  if (spare == NULL) return ASI_NOMEM;
  points->nAlloc = points->n;
  for (nRun = 1; status == ASI_OK && nRun < points->n; nRun *= 2) {
    AsiPoint *sorted = spare;
    status = pointsPass(points, nRun, isBehind, poll, sorted, nExchange);
    spare = points->a;
    points->a = sorted;
  }
  asiFree(spare);
  return status;
}

size_t asiPointsRunEnd(const AsiPoints *points, size_t i, AsiPointOrder isBehind) {
  size_t iEnd = i + 1;
  while (iEnd < points->n && !isBehind(&points->a[iEnd], &points->a[i])) iEnd++;
  return iEnd;
}

/* ---- integers that no double equals ---- */

/* All coordinates of one kind, each as (double, rest), in order. */
static AsiStatus pointsSortNumbers(const AsiPoints *points, double *(*placeOf)(AsiPoint *),
                                   int (*restOf)(const AsiPointRest *), AsiPoll *poll, AsiPoints *numbers) {
  int64_t nExchange;
  size_t i;
  numbers->a = asiAllocArray(points->n, sizeof *numbers->a);
  if (numbers->a == NULL) return ASI_NOMEM;
  numbers->n = numbers->nAlloc = points->n;
  for (i = 0; i < points->n; i++) numbers->a[i] = (AsiPoint){ *placeOf(&points->a[i]), 0 };
  for (i = 0; i < points->nRest; i++) numbers->a[points->aRest[i].iPoint].y = restOf(&points->aRest[i]);
  return asiPointsSort(numbers, asiPointsByXThenY, poll, &nExchange);
}

/* How many numbers are smaller. */
static size_t pointsBelow(const AsiPoints *numbers, AsiPoint number) {
  size_t low = 0, high = numbers->n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (asiPointsByXThenY(&number, &numbers->a[middle])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static AsiStatus pointsSettleBy(AsiPoints *points, double *(*placeOf)(AsiPoint *), int (*restOf)(const AsiPointRest *),
                                AsiPoll *poll) {
  AsiPoints numbers = { .n = 0 };
  AsiStatus status = pointsSortNumbers(points, placeOf, restOf, poll, &numbers);
  size_t i, iRest = 0;
  for (i = 0; status == ASI_OK && i < points->n; i++) {
    double *place = placeOf(&points->a[i]);
    bool hasRest = iRest < points->nRest && points->aRest[iRest].iPoint == i;
    *place = (double)pointsBelow(&numbers, (AsiPoint){ *place, hasRest ? (double)restOf(&points->aRest[iRest]) : 0 });
    iRest += hasRest;
    status = asiPollWork(poll, POINTS_SEEK_WORK);
  }
  asiFree(numbers.a);
  return status;
}

AsiStatus asiPointsSettle(AsiPoints *points, AsiPoll *poll) {
  AsiStatus status;
  if (points->nRest == 0) return ASI_OK;
  status = pointsSettleBy(points, pointsPlaceX, pointsRestX, poll);
  if (status == ASI_OK) status = pointsSettleBy(points, pointsPlaceY, pointsRestY, poll);
  points->nRest = 0;
  return status;
}

/* ---- ranks ---- */

static AsiStatus pointsRankBy(AsiPoints *points, AsiPointOrder isBehind, double *(*placeOf)(AsiPoint *), AsiPoll *poll,
                              asi_u128 *ties) {
  int64_t nExchange;
  AsiStatus status = asiPointsSort(points, isBehind, poll, &nExchange);
  size_t i, iEnd;
  *ties = 0;
  if (status != ASI_OK) return status;
  for (i = 0; i < points->n; i = iEnd) {
    size_t j;
    iEnd = asiPointsRunEnd(points, i, isBehind);
    for (j = i; j < iEnd; j++) *placeOf(&points->a[j]) = (double)(i + iEnd + 1);
    *ties += (asi_u128)(iEnd - i) * (iEnd - i) * (iEnd - i) - (iEnd - i);
  }
  return asiPollWork(poll, POINTS_WORK * (int64_t)points->n);
}

AsiStatus asiPointsRank(AsiPoints *points, AsiPoll *poll, AsiPointTies *ties) {
  AsiStatus status = asiPointsSettle(points, poll);
  if (status == ASI_OK) status = pointsRankBy(points, asiPointsByX, pointsPlaceX, poll, &ties->x);
  return status == ASI_OK ? pointsRankBy(points, asiPointsByY, pointsPlaceY, poll, &ties->y) : status;
}

/* ---- the kind of state ---- */

static void pointsInit(void *state) { (void)state; }

static ASI_NOINLINE AsiStatus pointsKeepRests(AsiPoints *points, const AsiDatum *row) {
  AsiPointRest rest = { points->n, asiIsBetweenReals(&row[0]) ? asiRestOf(row[0].i) : 0,
                        asiIsBetweenReals(&row[1]) ? asiRestOf(row[1].i) : 0 };
  AsiStatus status = asiGrow((void **)&points->aRest, &points->nRestAlloc, points->nRest + 1, sizeof *points->aRest);
  if (status == ASI_OK) points->aRest[points->nRest++] = rest;
  return status;
}

static AsiStatus pointsAddRow(void *state, const AsiDatum *row, int nDatum) {
  AsiPoints *points = state;
  AsiStatus status = asiGrow((void **)&points->a, &points->nAlloc, points->n + 1, sizeof *points->a);
  (void)nDatum;
  if (status == ASI_OK && (asiIsBetweenReals(&row[0]) || asiIsBetweenReals(&row[1]))) {
    status = pointsKeepRests(points, row);
  }
  if (status == ASI_OK) points->a[points->n++] = (AsiPoint){ row[0].r, row[1].r };
  return status;
}

static void pointsClearState(void *state) {
  AsiPoints *points = state;
  asiFree(points->a);
  asiFree(points->aRest);
  memset(points, 0, sizeof *points);
}

const AsiStateKind asiKindPoints = {
  .nByte = sizeof(AsiPoints), .init = pointsInit, .add = pointsAddRow, .clear = pointsClearState
};
