/*
** Effect sizes in words: the conventional label of each, with its source.
**
**  (1) A label is that of the largest lower bound not above the value; a bound belongs to the label above it. Below the
**      lowest bound an effect is `negligible` (sangat kecil): not a word of the sources, which start at small.
**  (2) The sign of a magnitude is ignored; an odds ratio below 1 counts as its reciprocal, 0 as the largest. A gain and an
**      alpha keep theirs: -0.8 is no high gain.
**  (3) Cramer's V is held against Cohen's bounds of w = V sqrt(df), df = min(rows, columns) - 1.
**  (4) Conventions are not measurements: Cohen offered his for want of better knowledge of the field. A source with an
**      effect size in brackets gave its bounds for that one; they are borrowed. The number stays beside the word.
*/
#ifndef ASI_EFFECT_H
#define ASI_EFFECT_H

#include <stdbool.h>

#include "format.h"
#include "text.h"

typedef struct AsiEffect AsiEffect; /* a kind of effect size */

/* The kind of that name, in any case of letters; NULL: unknown. */
const AsiEffect *asiEffectOf(const char *z, size_t n);
/* "expected one of r, rho, ...": of all kinds. */
#define ASI_EFFECT_KINDS_MAX 256
const char *asiEffectKinds(char z[ASI_EFFECT_KINDS_MAX]);

/* What a value of the kind must be ("expected ..."); NULL when this one is. */
const char *asiEffectWrong(const AsiEffect *effect, double value);
bool asiEffectHasDf(const AsiEffect *effect); /* of (3) */

const char *asiEffectLabel(const AsiEffect *effect, double value, double df, AsiLanguage language);
const char *asiEffectSource(const AsiEffect *effect);

/* Every bound of every kind: a JSON array of {kind, lower, id, en, source}; lower is text, null where there is none. */
void asiEffectConventions(AsiText *text);

#endif
