/*
** Skewness and excess kurtosis, type 2 (SPSS, SAS, Excel): Joanes & Gill 1998, The Statistician 47:183.
**
**  (1) G1 = g1 sqrt(n(n-1))/(n-2), from 3 values;
**      G2 = ((n+1) g2 + 6)(n-1)/((n-2)(n-3)), from 4; NaN below that and for constant data.
**  (2) Read from the sorted values, in double-double arithmetic about the exact mean: the order of the
**      rows does not show, and a symmetric sample is not skewed by rounding.
**  (3) Values of any size: the sums are formed in a unit of their own. They are good to 2^-90 or so of the sum of the
**      powers' sizes, so that a skewness is right to 1e-12 of itself or 1e-24 absolutely.
*/
#ifndef ASI_SHAPE_H
#define ASI_SHAPE_H

#include "moments.h"
#include "sample.h"

/* The sample is sealed; moments are those of its values. */
void asiShapeOf(const AsiSample *sample, AsiMoments *moments, double *pSkewness, double *pKurtosis);

#endif
