/*
** One-way analysis of variance (Fisher 1925) of groups whose sums are known exactly.
**
**  (1) f = (SS_between/df1)/(SS_within/df2), df1 = k - 1, df2 = n - k, p = P(F >= f);
**      eta_squared = SS_between/(SS_between + SS_within).
**  (2) SS_within comes from the whole numbers n sum(z^2) - (sum z)^2 of each group, SS_between from the differences of
**      the groups' means to the mean of the first, which are quotients of whole numbers too: sums of what is not
**      negative, to 100 bits, exactly 0 where they should be. Values near 1e9 that differ by 1e-6 cost no digit.
**  (3) A single group: all but the counts null. Nothing within the groups: f and p null. Only groups of one value:
**      eta_squared null as well.
**  (4) Groups are taken in the order of their labels, so that no last digit depends on the order of rows.
*/
#ifndef ASI_ONEWAY_H
#define ASI_ONEWAY_H

#include "family.h"
#include "groups.h"
#include "whole.h"

#define ASI_ONE_WAY_FIELDS(F, T)                                                                                       \
  F(T, INTEGER, k, 0)                                                                                                  \
  F(T, INTEGER, n, 0)                                                                                                  \
  F(T, INTEGER, n_missing, 0)                                                                                          \
  F(T, REAL, f, 0)                                                                                                     \
  F(T, INTEGER, df1, 0)                                                                                                \
  F(T, INTEGER, df2, 0)                                                                                                \
  F(T, REAL, p, 0)                                                                                                     \
  F(T, REAL, eta_squared, 0)                                                                                           \
  F(T, TEXT, method, 0)

ASI_RECORD_STRUCT(AsiOneWayRecord, ASI_ONE_WAY_FIELDS);

extern const AsiRecord asiOneWayRecord;

/* A group of n values z = whole/scale; whole numbers in units of 2^-1074, their squares of 2^-2148. */
typedef struct AsiOneWayGroup {
  int64_t n, scale;
  AsiWhole sum;     /* of scale z */
  AsiWhole squares; /* of (scale z)^2 */
} AsiOneWayGroup;

/* What is to be analysed of a group. */
typedef AsiStatus (*AsiOneWayRead)(const AsiGroup *group, AsiPoll *poll, AsiOneWayGroup *values);

AsiStatus asiOneWay(const AsiGroups *groups, const AsiAsk *ask, AsiOneWayRead read, const char *zMethod,
                    AsiOneWayRecord *record);

#endif
