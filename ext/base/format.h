/*
** Numbers as a report prints them.
**
**  (1) The shortest decimal of the number is rounded, half away from zero, as SPSS does: 2.675 to two
**      places is 2.68. Every place is printed; a zero has no sign.
**  (2) Indonesian has a decimal comma, English a point; no thousands are marked off.
**  (3) p has three places; below 0.001 it reads <0.001, since no p is 0.
*/
#ifndef ASI_FORMAT_H
#define ASI_FORMAT_H

#include "number.h"
#include "text.h"

typedef enum AsiLanguage { ASI_ENGLISH, ASI_INDONESIAN } AsiLanguage;

#define ASI_PLACES_MAX 30

void asiFormatDecimal(AsiText *text, AsiDecimal decimal, int nPlace, AsiLanguage language);
void asiFormatP(AsiText *text, double p, AsiLanguage language);

#endif
