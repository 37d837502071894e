/*
** Points: pairs (x, y) as they came, to be put in order and ranked.
**
**  (1) 16 bytes a pair, and as many again while they are sorted; up to 67 million of them, for no block of SQLite's
**      memory is larger than 2 GB.
**  (2) An INTEGER beyond 2^53 counts as the nearest REAL.
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

typedef struct AsiPoints {
  AsiPoint *a;
  size_t n, nAlloc;
} AsiPoints;

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
