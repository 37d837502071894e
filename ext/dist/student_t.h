/*
** Student's t distribution with df degrees of freedom, any df > 0, fractional or infinite (the normal).
**
**  (1) asiTLower(t, df) = P(T <= t), asiTUpper(t, df) = P(T > t): the small tail is computed itself, to 1e-14 relative or
**      better, down to the denormals and for any t.
**  (2) asiTQuantile(p, df) = the t with P(T <= t) = p, asiTQuantileUpper(p, df) that with P(T > t) = p; exactly 0 at
**      p = 1/2, infinite at 0 and 1 and beyond the range of doubles (small df). Cost: 1 to 2 microseconds.
**  (3) asiTRecall is asiTQuantileUpper for one who asks the same again: a window frame of constant size.
**  (4) df <= 0 or p outside [0, 1] gives NaN, NaN gives NaN.
*/
#ifndef ASI_STUDENT_T_H
#define ASI_STUDENT_T_H

double asiTLower(double t, double df);
double asiTUpper(double t, double df);
double asiTQuantile(double p, double df);
double asiTQuantileUpper(double p, double df);

/* The last question and its answer; all-zero bytes are none. */
typedef struct AsiTMemo {
  double p, df, t;
} AsiTMemo;

double asiTRecall(AsiTMemo *memo, double p, double df);

#endif
