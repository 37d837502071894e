/*
** The exact test of a table of any shape, its margins held fixed (Freeman & Halton 1951, Biometrika 38:141).
**
**  (1) p = the probability of all tables with the margins of the observed one that are no more probable than it, with a
**      tolerance of 1 + 1e-7, at most 1; exactly 1 when that is all tables. 1e-13 relative, down to 1e-290.
**  (2) Cells are whole numbers from 0; every row and column has a total above 0. A table of one row or column: p = 1.
**  (3) ASI_LIMIT where the way (4) takes more than ASI_FREEMAN_HALTON_WORK steps of 5 ns, about a second, or more than
**      100 MB, or there are more than 20,000 observations, or 32 rows and columns each. Before a column is placed the
**      steps for it and those after it are estimated, and what is too much is refused then, in the first milliseconds for
**      tables of up to 4 columns. Milliseconds at p = 0.1 to 0.6, and below 0.001: 3 x 3 with n = 500: 6, 80; 4 x 4 with
**      n = 100: 10, 200; 5 x 5 with n = 60: 40, 350, n = 100: 350, refused; 3 x 6 with n = 150: 40, 200.
**  (4) The network of Mehta & Patel 1983 (JASA 78:427): columns are placed one after the other; what is left of the row
**      totals is a node, and what led there a past, of which only the probability matters. A past whose most probable
**      continuation is not too probable counts as a whole, one whose least probable continuation is too probable is
**      dropped as a whole, and only the others go on. Nodes that differ by the order of the rows are one. The longest way
**      is bounded by Lagrange's multipliers, mostly sharply, in place of the solutions of Joe 1988 and Clarkson, Fan &
**      Joe 1993 (ACM TOMS 19:484); the shortest by tables that keep one margin alone. Where pasts are many, they meet the
**      sorted ends of the last two columns, so that the pasts of the last node but one are never stored.
**  (5) Logs of probabilities are whole numbers: each prime has one, the logs of others are sums. So equally probable tables
**      and pasts tie exactly, in whatever order their cells stand; no other two come nearer to the tolerance of (1) than
**      they are by more than 1e-11 (n = 1000), 8e-9 (n = 20,000).
**  (6) The order of rows and of columns does not change a bit; exchanging them changes none unless the table is square.
*/
#ifndef ASI_FREEMAN_HALTON_H
#define ASI_FREEMAN_HALTON_H

#include <stddef.h>
#include <stdint.h>

#include "poll.h"
#include "status.h"

#define ASI_FREEMAN_HALTON_WORK 180000000

/* aCount[iRow * nColumn + iColumn] */
AsiStatus asiFreemanHalton(const int64_t *aCount, size_t nRow, size_t nColumn, AsiPoll *poll, double *p);

#endif
