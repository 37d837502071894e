#include "effect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "always.h"

#define EFFECT_BOUNDS 6

/* What becomes of a value before it meets the bounds: (2), (3). */
typedef enum EffectReading {
  EFFECT_MAGNITUDE,
  EFFECT_SHARE,
  EFFECT_SIGNED,
  EFFECT_RATIO,
  EFFECT_WITH_DF
} EffectReading;

/* From the lowest; the lowest of all has no bound of its own where a value may be below any (NULL). */
typedef struct EffectBound {
  double lower;
  const char *zLower;
  const char *azLabel[2]; /* by AsiLanguage */
} EffectBound;

struct AsiEffect {
  const char *zName;
  EffectReading reading;
  const EffectBound *aBound; /* EFFECT_BOUNDS or fewer, the rest without a label */
  double most;               /* of the magnitude */
  const char *zWrong;        /* what a value must be */
  const char *zSource;
};

#define EFFECT_LOWEST(en, id)                                                                                          \
  {                                                                                                                    \
    -INFINITY, NULL, {                                                                                                 \
      en, id                                                                                                           \
    }                                                                                                                  \
  }
#define EFFECT_FROM(lower, en, id)                                                                                     \
  {                                                                                                                    \
    lower, #lower, { en, id }                                                                                          \
  }
#define EFFECT_COHEN(small, medium, large)                                                                             \
  {                                                                                                                    \
    EFFECT_FROM(0, "negligible", "sangat kecil"), EFFECT_FROM(small, "small", "kecil"),                                \
        EFFECT_FROM(medium, "medium", "sedang"), EFFECT_FROM(large, "large", "besar")                                  \
  }

static const EffectBound aEffectR[EFFECT_BOUNDS] = EFFECT_COHEN(0.1, 0.3, 0.5);
static const EffectBound aEffectD[EFFECT_BOUNDS] = EFFECT_COHEN(0.2, 0.5, 0.8);
static const EffectBound aEffectEta[EFFECT_BOUNDS] = EFFECT_COHEN(0.01, 0.06, 0.14);
static const EffectBound aEffectOdds[EFFECT_BOUNDS] = {
  EFFECT_FROM(1, "negligible", "sangat kecil"),
  EFFECT_FROM(1.68, "small", "kecil"),
  EFFECT_FROM(3.47, "medium", "sedang"),
  EFFECT_FROM(6.71, "large", "besar"),
};
static const EffectBound aEffectGain[EFFECT_BOUNDS] = {
  EFFECT_LOWEST("low", "rendah"),
  EFFECT_FROM(0.3, "medium", "sedang"),
  EFFECT_FROM(0.7, "high", "tinggi"),
};
static const EffectBound aEffectAlpha[EFFECT_BOUNDS] = {
  EFFECT_LOWEST("unacceptable", "tidak dapat diterima"),
  EFFECT_FROM(0.5, "poor", "buruk"),
  EFFECT_FROM(0.6, "questionable", "diragukan"),
  EFFECT_FROM(0.7, "acceptable", "dapat diterima"),
  EFFECT_FROM(0.8, "good", "baik"),
  EFFECT_FROM(0.9, "excellent", "sangat baik"),
};

#define EFFECT_UP_TO_ONE "expected a number from -1 to 1"
#define EFFECT_ZERO_TO_ONE "expected a number from 0 to 1"
#define EFFECT_AT_MOST_ONE "expected a number not above 1"
#define EFFECT_ANALOGY_R "Cohen 1988 (r)"
#define EFFECT_ANALOGY_D "Cohen 1988 (d)"

static const AsiEffect aEffect[] = {
  { "r", EFFECT_MAGNITUDE, aEffectR, 1, EFFECT_UP_TO_ONE, "Cohen 1988" },
  { "rho", EFFECT_MAGNITUDE, aEffectR, 1, EFFECT_UP_TO_ONE, EFFECT_ANALOGY_R },
  { "rank_biserial", EFFECT_MAGNITUDE, aEffectR, 1, EFFECT_UP_TO_ONE, EFFECT_ANALOGY_R },
  { "cohen_d", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, "Cohen 1988" },
  { "cohen_dz", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, EFFECT_ANALOGY_D },
  { "cohen_dav", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, EFFECT_ANALOGY_D },
  { "hedges_g", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, EFFECT_ANALOGY_D },
  { "hedges_gz", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, EFFECT_ANALOGY_D },
  { "glass_delta", EFFECT_MAGNITUDE, aEffectD, INFINITY, NULL, EFFECT_ANALOGY_D },
  { "eta_squared", EFFECT_SHARE, aEffectEta, 1, EFFECT_ZERO_TO_ONE, "Cohen 1988" },
  { "partial_eta_squared", EFFECT_SHARE, aEffectEta, 1, EFFECT_ZERO_TO_ONE, "Cohen 1988" },
  { "epsilon_squared", EFFECT_SHARE, aEffectEta, 1, EFFECT_ZERO_TO_ONE, "Cohen 1988 (eta squared)" },
  { "phi", EFFECT_MAGNITUDE, aEffectR, 1, EFFECT_UP_TO_ONE, "Cohen 1988" },
  { "cramer_v", EFFECT_WITH_DF, aEffectR, 1, EFFECT_ZERO_TO_ONE, "Cohen 1988 (w = V sqrt(df))" },
  { "kendall_w", EFFECT_SHARE, aEffectR, 1, EFFECT_ZERO_TO_ONE, EFFECT_ANALOGY_R },
  { "n_gain", EFFECT_SIGNED, aEffectGain, 1, EFFECT_AT_MOST_ONE, "Hake 1998" },
  { "alpha", EFFECT_SIGNED, aEffectAlpha, 1, EFFECT_AT_MOST_ONE, "George & Mallery 2003" },
  { "odds_ratio", EFFECT_RATIO, aEffectOdds, INFINITY, "expected an odds ratio, not below 0",
    "Chen, Cohen & Chen 2010" },
};

#define EFFECT_KINDS ((int)(sizeof aEffect / sizeof aEffect[0]))

const AsiEffect *asiEffectOf(const char *z, size_t n) {
  int i;
  for (i = 0; i < EFFECT_KINDS; i++) {
    if (asiIsWord(aEffect[i].zName, z, n)) return &aEffect[i];
  }
  return NULL;
}

const char *asiEffectKinds(char z[ASI_EFFECT_KINDS_MAX]) {
  size_t n = (size_t)snprintf(z, ASI_EFFECT_KINDS_MAX, "expected one of %s", aEffect[0].zName);
  int i;
  for (i = 1; i < EFFECT_KINDS && ASI_ALWAYS(n < ASI_EFFECT_KINDS_MAX); i++) { /* the table's names fit */
    n += (size_t)snprintf(z + n, ASI_EFFECT_KINDS_MAX - n, ", %s", aEffect[i].zName);
  }
  return z;
}

const char *asiEffectWrong(const AsiEffect *effect, double value) {
  bool isBelow = value < 0 && effect->reading != EFFECT_SIGNED && effect->reading != EFFECT_MAGNITUDE;
  bool isAbove = (effect->reading == EFFECT_SIGNED ? value : fabs(value)) > effect->most;
  return isBelow || isAbove ? effect->zWrong : NULL;
}

bool asiEffectHasDf(const AsiEffect *effect) { return effect->reading == EFFECT_WITH_DF; }

static double effectRead(EffectReading reading, double value, double df) {
  switch (reading) {
  case EFFECT_SIGNED: return value;
  case EFFECT_RATIO: return value < 1 ? 1 / value : value;
  case EFFECT_WITH_DF: return value * sqrt(df);
  default: return fabs(value);
  }
}

const char *asiEffectLabel(const AsiEffect *effect, double value, double df, AsiLanguage language) {
  double size = effectRead(effect->reading, value, df);
  int i = 0;
  while (i + 1 < EFFECT_BOUNDS && effect->aBound[i + 1].azLabel[0] != NULL && size >= effect->aBound[i + 1].lower) i++;
  return effect->aBound[i].azLabel[language];
}

const char *asiEffectSource(const AsiEffect *effect) { return effect->zSource; }

static void effectAddMember(AsiText *text, const char *zKey, const char *zValue) {
  asiTextAdd(text, zKey);
  if (zValue == NULL) {
    asiTextAdd(text, "null");
  } else {
    asiTextAddJsonString(text, zValue, strlen(zValue));
  }
}

void asiEffectConventions(AsiText *text) {
  const char *zBetween = "[";
  int i, j;
  for (i = 0; i < EFFECT_KINDS; i++) {
    for (j = 0; j < EFFECT_BOUNDS && aEffect[i].aBound[j].azLabel[0] != NULL; j++) {
      asiTextAdd(text, zBetween);
      effectAddMember(text, "{\"kind\":", aEffect[i].zName);
      effectAddMember(text, ",\"lower\":", aEffect[i].aBound[j].zLower);
      effectAddMember(text, ",\"id\":", aEffect[i].aBound[j].azLabel[ASI_INDONESIAN]);
      effectAddMember(text, ",\"en\":", aEffect[i].aBound[j].azLabel[ASI_ENGLISH]);
      effectAddMember(text, ",\"source\":", aEffect[i].zSource);
      asiTextAdd(text, "}");
      zBetween = ",";
    }
  }
  asiTextAdd(text, "]");
}
