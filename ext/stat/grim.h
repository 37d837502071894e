/*
** Can whole numbers have such a mean, such an SD? GRIM (Brown & Heathers 2017, Soc. Psychol. Pers. Sci. 8:363) and
** GRIMMER (Anaya 2016; analytic by Allard 2018), exact.
**
**  (1) Each of n respondents has the mean of `items` whole answers (1: a whole number). The mean is possible when a whole
**      sum over n * items rounds to it; the mean and the SD together, when n such numbers have both.
**  (2) Numbers of any size and sign: a scale's ends are closure's business.
**  (3) Exact, where the published test asks for parity alone, which is necessary. n = 1 has no SD: not possible.
**  (4) n items <= 10^6, items <= 1000, SD below 10^6 and not negative.
**  (5) GRIM takes constant time. GRIMMER looks at each sum that rounds to the mean, at most n of them, and for n = 3 at
**      each number up to the root of its sum of squares; it asks the host in between.
*/
#ifndef ASI_GRIM_H
#define ASI_GRIM_H

#include <stdbool.h>
#include <stdint.h>

#include "poll.h"
#include "reported.h"

#define ASI_GRIM_ANSWERS 1000000
#define ASI_GRIM_ITEMS 1000
#define ASI_GRIM_SD 1000000

bool asiGrim(AsiReported mean, int64_t n, int64_t items);
AsiStatus asiGrimmer(AsiReported mean, AsiReported sd, int64_t n, int64_t items, AsiPoll *poll, bool *pIsPossible);

#endif
