/*
** The binomial distribution: K successes in n trials of probability `prob`.
**
**  (1) asiBinomialLower(k, n, prob) = P(K <= k) and asiBinomialUpper(k, n, prob) = P(K >= k): BOTH INCLUDE k, so that
**      lower(k) + upper(k + 1) = 1. asiBinomialMass(k, n, prob) = P(K = k). A fraction in k counts as its floor (lower),
**      its ceiling (upper), or has mass 0.
**  (2) 1e-14 relative or better for n up to 1e9 and beyond, small tails themselves, in some microseconds.
**  (3) n negative or not whole or infinite, prob outside [0, 1], NaN: NaN.
*/
#ifndef ASI_BINOMIAL_H
#define ASI_BINOMIAL_H

double asiBinomialLower(double k, double n, double prob);
double asiBinomialUpper(double k, double n, double prob);
double asiBinomialMass(double k, double n, double prob);

#endif
