/*
** The hypergeometric distribution, and what Fisher's exact test asks of it.
**
**  (1) X white balls among `draws` taken from an urn of `white` and `black`, all whole numbers up to 2^53.
**      asiHypergeometricLower(x, ...) = P(X <= x) and asiHypergeometricUpper(x, ...) = P(X >= x) BOTH INCLUDE x;
**      asiHypergeometricMass(x, ...) = P(X = x). Small tails themselves, 1e-14 relative or better (1e-13 where a tail has
**      more than 1e5 terms). Work grows with the standard deviation: 0.2 to 1 ms at 1e9 balls, also below.
**  (2) A table [[a, b], [c, d]] with its margins held fixed: a is hypergeometric with white = a + c, black = b + d,
**      draws = a + b. asiFisherLess = P(A <= a), asiFisherGreater = P(A >= a), asiFisherTwoSided = the probability of
**      all tables that are no more probable than the observed one, with a tolerance of 1 + 1e-7 (at most 1).
**  (3) asiFisherOdds: the odds ratio that makes the observed table's a the mean of A given the margins (the conditional
**      maximum likelihood estimate); 0 or infinite where a is the least or the greatest possible, NaN where it is both.
**  (4) asiFisherOddsLow(table, tail): the odds ratio with P(A >= a) = tail, 0 where a is the least possible.
**      asiFisherOddsHigh(table, tail): that with P(A <= a) = tail, infinite where a is the greatest. A two-sided interval
**      of level L has tail = (1 - L)/2. Good to 1e-13 relative for tails from 1e-250 to 1/2.
**  (5) A count that is negative, not whole or not finite, a tail outside (0, 1): NaN. x may be any number but NaN.
*/
#ifndef ASI_HYPERGEOMETRIC_H
#define ASI_HYPERGEOMETRIC_H

typedef struct AsiTable {
  double a, b, c, d; /* by rows */
} AsiTable;

double asiHypergeometricMass(double x, double white, double black, double draws);
double asiHypergeometricLower(double x, double white, double black, double draws);
double asiHypergeometricUpper(double x, double white, double black, double draws);

double asiFisherLess(const AsiTable *table);
double asiFisherGreater(const AsiTable *table);
double asiFisherTwoSided(const AsiTable *table);
double asiFisherOdds(const AsiTable *table);
double asiFisherOddsLow(const AsiTable *table, double tail);
double asiFisherOddsHigh(const AsiTable *table, double tail);

#endif
