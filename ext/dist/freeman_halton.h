/*
** The exact test of a table of any shape, its margins held fixed (Freeman & Halton 1951, Biometrika 38:141).
**
**  (1) p = the probability of all tables with the margins of the observed one that are no more probable than it, with a
**      tolerance of 1 + 1e-7, at most 1. 1e-13 relative.
**  (2) Cells are whole numbers from 0; every row and column has a total above 0. A table of one row or column: p = 1.
**  (3) ASI_LIMIT where the way (4) takes more than ASI_FREEMAN_HALTON_WORK steps of some 20 ns, about half a second, or
**      more than some 100 MB, or there are more than 20,000 observations. A table of 4 x 4 with n = 100, 5 x 5 with
**      n = 60 or 3 x 5 with n = 150 takes 0.1 s, one of two rows far less; 3 x 3 with n = 450, 4 x 4 with n = 130 or
**      5 x 5 with n = 75 is about the end.
**  (4) The network of Mehta & Patel 1983 (JASA 78:427): columns are placed one after the other; what is left of the row
**      totals is a node, and what led there a past, of which only the probability matters. A past whose most probable
**      continuation is not too probable counts as a whole, one whose least probable continuation is too probable is
**      dropped as a whole, and only the others go on. Nodes that differ by the order of the rows are one. We take the
**      longest and the shortest way from each node by dynamic programming over the nodes, instead of bounding them, and
**      take pasts for equal where their probabilities agree to 1e-10, which the tolerance of (1) covers.
*/
#ifndef ASI_FREEMAN_HALTON_H
#define ASI_FREEMAN_HALTON_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "status.h"

#define ASI_FREEMAN_HALTON_WORK 30000000

/* aCount[iRow * nColumn + iColumn] */
AsiStatus asiFreemanHalton(const int64_t *aCount, size_t nRow, size_t nColumn, AsiPoll *poll, double *p);

#endif
