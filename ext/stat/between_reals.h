/*
** INTEGERs beyond 2^53 that no REAL equals, where a family cannot take them as they are: ASI_DOMAIN, with words that
** name the argument and such a value, in place of a rounded answer.
*/
#ifndef ASI_BETWEEN_REALS_H
#define ASI_BETWEEN_REALS_H

#include "points.h"
#include "sample.h"
#include "status.h"

/* A sealed sample of argument 1. */
AsiStatus asiRefuseBetweenReals(const AsiSample *sample, AsiWords *words);
/* Points, before any sorting. */
AsiStatus asiRefusePointsBetweenReals(const AsiPoints *points, AsiWords *words);
/* `what` has numbers too far apart for asiAscendingOf. */
AsiStatus asiRefuseFarApart(const char *what, double origin, AsiWords *words);

#endif
