/*
** Scalar functions of the distributions, under R's names: pnorm, qnorm, pt, qt, pchisq, qchisq, pf, qf, pbinom.
**
**  (1) The lower tail P(X <= x), or with a last argument 'upper' the upper one, P(X > x): for pbinom too, where the two
**      add up to 1 and neither counts k twice. Quantiles likewise: the x with that probability in its tail. 'lower',
**      '' and NULL choose the lower tail.
**  (2) A NULL number gives NULL. A probability outside 0..1, degrees of freedom that are not above 0 (or above
**      1e13, but for t), a number of trials that is not a whole one from 0 to 1e13 are errors. Any finite x is welcome:
**      outside the range its tails are 0 and 1.
**  (3) The quantile of a certain or impossible tail may be infinite: qnorm(0), qt(1, df), qchisq(1, df), qf(1, df1, df2)
**      are NULL. One that is finite, but beyond the range of REAL (small degrees of freedom), is an error.
**  (4) 1e-13 relative, by dist/. A tail below the range of REAL is 0.
*/
#ifndef ASI_DISTRIBUTIONS_H
#define ASI_DISTRIBUTIONS_H

#include "host.h"

void asiScalarPnorm(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarQnorm(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarQt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPchisq(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarQchisq(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarQf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);
void asiScalarPbinom(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

#endif
