/*
** The ranks that groups have in the order of all their values together.
**
**  (1) Midranks, doubled so that they are whole: aRanks2[i] is twice the sum of the ranks of group i, by the number of
**      its label.
**  (2) tieTerm is the sum of t^3 - t over the runs of t equal values.
**  (3) The groups keep their samples; a heap of one cursor for each group merges them, O(log k) a distinct value
**      of each group.
*/
#ifndef ASI_GROUP_RANKS_H
#define ASI_GROUP_RANKS_H

#include "groups.h"
#include "int128.h"
#include "poll.h"

/* There is a group; aRanks2 has room for a sum of each. */
AsiStatus asiGroupRanks(const AsiGroups *groups, AsiPoll *poll, asi_u128 *aRanks2, asi_u128 *tieTerm);

#endif
