/*
** Points: pairs (x, y) as they came, to be put in order and ranked.
**
**  (1) 16 bytes a pair, and as many again while they are sorted; up to 67 million of them, for no block of SQLite's
**      memory is larger than 2 GB.
**  (2) What an INTEGER beyond 2^53 is more than the nearest double stands in a list beside the points.
**      asiPointsSettle puts numbers of the order in the place of all x and y where that list is not empty, so that no
**      two different integers are equal: before any sorting, where the order alone is asked for.
**  (3) Sorting is a merge sort: stable, n log2 n steps, whatever the data. It counts the exchanges of neighbours that it
**      would take (Knight 1966).
**  (4) All-zero bytes are no points at all. After ASI_NOMEM or ASI_INTERRUPT only clearing is allowed.
*/
#ifndef ASI_POINTS_H
#define ASI_POINTS_H

#include "int128.h"
#include "poll.h"
#include "row.h"

typedef struct AsiPoint {
  double x, y;
} AsiPoint;

/* The number of a coordinate is the double and its rest. */
typedef struct AsiPointRest {
  size_t iPoint;
  int x, y; /* not both 0 */
} AsiPointRest;

typedef struct AsiPoints {
  AsiPoint *a;
  size_t n, nAlloc;
  AsiPointRest *aRest; /* by rising iPoint */
  size_t nRest, nRestAlloc;
} AsiPoints;

AsiStatus asiPointsSettle(AsiPoints *points, AsiPoll *poll);

/* Does a stand behind b? */
typedef bool (*AsiPointOrder)(const AsiPoint *a, const AsiPoint *b);

bool asiPointsByX(const AsiPoint *a, const AsiPoint *b);
bool asiPointsByXThenY(const AsiPoint *a, const AsiPoint *b);
bool asiPointsByY(const AsiPoint *a, const AsiPoint *b);

AsiStatus asiPointsSort(AsiPoints *points, AsiPointOrder isBehind, AsiPoll *poll, int64_t *nExchange);

/* Sorted: one past the last point that stands where point i does. */
size_t asiPointsRunEnd(const AsiPoints *points, size_t i, AsiPointOrder isBehind);

/* Put twice the midrank in the place of every x and of every y; sums of t^3 - t over the runs of t equal ones. */
typedef struct AsiPointTies {
  asi_u128 x, y;
} AsiPointTies;

AsiStatus asiPointsRank(AsiPoints *points, AsiPoll *poll, AsiPointTies *ties);

extern const AsiStateKind asiKindPoints; /* rows of (x, y) */

#endif
