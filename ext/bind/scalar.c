#include "scalar.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "answer.h"
#include "args.h"
#include "effect.h"
#include "format.h"
#include "labels.h"
#include "json.h"
#include "markup.h"
#include "paired.h"
#include "score.h"

/* ---- arguments that several functions share ---- */

/* A number; 0 after an error was raised. */
static int scalarNumber(sqlite3_context *context, int i, sqlite3_value **aArgument, AsiDatum *datum) {
  AsiWords words;
  if (asiReadDatum(asiFunctionOf(context), i + 1, ASI_DATUM_NUMBER, aArgument[i], datum, &words) == ASI_READ) return 1;
  asiFail(context, &words);
  return 0;
}

static int scalarRefuse(sqlite3_context *context, int i, sqlite3_value **aArgument, const char *zExpected) {
  AsiWords words;
  asiComplain(&words, asiFunctionOf(context), i + 1, "argument", aArgument[i], zExpected);
  asiFail(context, &words);
  return 0;
}

/* A whole number from least to most. */
static int scalarWhole(sqlite3_context *context, int i, sqlite3_value **aArgument, int least, int most,
                       const char *zExpected, int *pValue) {
  AsiDatum datum;
  if (!scalarNumber(context, i, aArgument, &datum)) return 0;
  if (!(datum.r >= least && datum.r <= most) || datum.r != floor(datum.r)) {
    return scalarRefuse(context, i, aArgument, zExpected);
  }
  *pValue = (int)datum.r;
  return 1;
}

/* The optional language; NULL and '' leave the default. */
static int scalarLanguage(sqlite3_context *context, int i, int nArgument, sqlite3_value **aArgument,
                          AsiLanguage *language) {
  const char *z;
  int n;
  if (i >= nArgument || sqlite3_value_type(aArgument[i]) == SQLITE_NULL) return 1;
  if (sqlite3_value_type(aArgument[i]) == SQLITE_TEXT) {
    z = (const char *)sqlite3_value_text(aArgument[i]);
    n = sqlite3_value_bytes(aArgument[i]);
    if (z == NULL) {
      sqlite3_result_error_nomem(context);
      return 0;
    }
    if (n == 0) return 1;
    if (n == 2 && sqlite3_strnicmp(z, "id", 2) == 0) {
      *language = ASI_INDONESIAN;
      return 1;
    }
    if (n == 2 && sqlite3_strnicmp(z, "en", 2) == 0) {
      *language = ASI_ENGLISH;
      return 1;
    }
  }
  return scalarRefuse(context, i, aArgument, "expected the language 'id' or 'en'");
}

/* ---- the questionnaire ---- */

static void scoreRefuseCount(sqlite3_context *context, int n, const char *zWhat) {
  AsiWords words;
  (void)asiSay(&words, ASI_DOMAIN, "%s(): %d %s, expected 16 answers m1..m10, b1..b6 or one JSON array of 16",
               asiFunctionOf(context)->zName, n, zWhat);
  asiFail(context, &words);
}

/* Items iFirst..iEnd-1, an argument each. */
static void scoreOfArguments(sqlite3_context *context, sqlite3_value **aArgument, int iFirst, int iEnd) {
  AsiWords words;
  AsiAnswer answer;
  int nYes = 0;
  int isComplete = 1;
  int i;
  if (asiIsAnyNull(iEnd - iFirst, aArgument + iFirst)) return;
  for (i = iFirst; i < iEnd; i++) {
    AsiReading reading = asiReadAnswer(asiFunctionOf(context), i + 1, "item", aArgument[i], &answer, &words);
    if (reading == ASI_READ_WRONG) {
      asiFail(context, &words);
      return;
    }
    if (reading == ASI_READ_MISSING) isComplete = 0;
    nYes += answer == ASI_ANSWER_YES;
  }
  if (isComplete) sqlite3_result_int(context, nYes);
}

static AsiAnswer scoreOfScalar(const AsiJsonScalar *scalar) {
  switch (scalar->kind) {
  case ASI_JSON_NULL: return ASI_ANSWER_NONE;
  case ASI_JSON_TRUE: return ASI_ANSWER_YES;
  case ASI_JSON_FALSE: return ASI_ANSWER_NO;
  case ASI_JSON_NUMBER: return asiAnswerOfNumber(scalar->number);
  default: return asiAnswerOfText(scalar->zText, scalar->nText);
  }
}

static void scoreRefuseElement(sqlite3_context *context, const AsiJsonScalar *scalar, int iItem, AsiAnswer answer) {
  char zShort[ASI_SHORTENED];
  AsiWords words;
  asiShorten(scalar->zText, (int)scalar->nText, zShort);
  (void)asiSay(&words, ASI_DOMAIN, "%s(): item %d is %s, %s", asiFunctionOf(context)->zName, iItem, zShort,
               asiAnswerWanted(answer));
  asiFail(context, &words);
}

typedef struct ScoreTally {
  int nYes;
  int nNone; /* not answered */
} ScoreTally;

/* Count the answer if the item is one of ours; 0 after an error was raised. */
static int scoreTake(sqlite3_context *context, const AsiJsonScalar *scalar, int iItem, ScoreTally *tally) {
  AsiAnswer answer = scoreOfScalar(scalar);
  if (answer == ASI_ANSWER_DOUBTFUL || answer == ASI_ANSWER_WRONG) {
    scoreRefuseElement(context, scalar, iItem, answer);
    return 0;
  }
  tally->nYes += answer == ASI_ANSWER_YES;
  tally->nNone += answer == ASI_ANSWER_NONE;
  return 1;
}

static void scoreOfJson(sqlite3_context *context, sqlite3_value **aArgument, int iFirst, int iEnd) {
  static const char zWanted[] = "expected a JSON array of 16 answers";
  const char *z;
  AsiJsonReader reader;
  AsiJsonScalar scalar;
  ScoreTally tally = { 0, 0 };
  if (sqlite3_value_type(aArgument[0]) == SQLITE_NULL) return;
  z = sqlite3_value_type(aArgument[0]) == SQLITE_TEXT ? (const char *)sqlite3_value_text(aArgument[0]) : NULL;
  if (z == NULL) {
    (void)scalarRefuse(context, 0, aArgument, zWanted);
    return;
  }
  asiJsonOpen(&reader, z, (size_t)sqlite3_value_bytes(aArgument[0]));
  while (asiJsonNext(&reader, &scalar) != ASI_JSON_END) {
    if (scalar.kind == ASI_JSON_WRONG || scalar.kind == ASI_JSON_NESTED) {
      (void)scalarRefuse(context, 0, aArgument, zWanted);
      return;
    }
    if (reader.nRead <= iFirst || reader.nRead > iEnd) continue;
    if (!scoreTake(context, &scalar, reader.nRead, &tally)) return;
  }
  if (reader.nRead != ASI_ITEMS) {
    scoreRefuseCount(context, reader.nRead, "elements");
  } else if (tally.nNone == 0) {
    sqlite3_result_int(context, tally.nYes);
  }
}

static void scoreOfRange(sqlite3_context *context, int nArgument, sqlite3_value **aArgument, int iFirst, int iEnd) {
  switch (nArgument) {
  case 1: scoreOfJson(context, aArgument, iFirst, iEnd); break;
  case ASI_ITEMS: scoreOfArguments(context, aArgument, iFirst, iEnd); break;
  default: scoreRefuseCount(context, nArgument, "arguments"); break;
  }
}

void asiScalarScore(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  scoreOfRange(context, nArgument, aArgument, 0, ASI_ITEMS);
}

void asiScalarScoreMother(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  scoreOfRange(context, nArgument, aArgument, 0, ASI_ITEMS_MOTHER);
}

void asiScalarScoreBaby(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  scoreOfRange(context, nArgument, aArgument, ASI_ITEMS_MOTHER, ASI_ITEMS);
}

static int scalarScoreValue(sqlite3_context *context, sqlite3_value **aArgument, int *pScore) {
  return scalarWhole(context, 0, aArgument, 0, ASI_ITEMS, "expected a whole score from 0 to 16", pScore);
}

void asiScalarIncreased(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  int score;
  if (asiIsAnyNull(nArgument, aArgument) || !scalarScoreValue(context, aArgument, &score)) return;
  sqlite3_result_int(context, score > ASI_SCORE_INCREASED);
}

void asiScalarCategory(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  static const char *const azWord[2][2] = { { "low", "good" }, { "kurang", "baik" } };
  AsiLanguage language = ASI_INDONESIAN;
  AsiDatum cutoff = { .r = ASI_SCORE_MIDPOINT };
  int score;
  if (sqlite3_value_type(aArgument[0]) == SQLITE_NULL || !scalarScoreValue(context, aArgument, &score)) return;
  if (!scalarLanguage(context, 1, nArgument, aArgument, &language)) return;
  if (nArgument > 2) {
    if (sqlite3_value_type(aArgument[2]) == SQLITE_NULL) return;
    if (!scalarNumber(context, 2, aArgument, &cutoff)) return;
  }
  sqlite3_result_text(context, azWord[language == ASI_INDONESIAN][score > cutoff.r], -1, SQLITE_STATIC);
}

/* (post-pre)/(max-pre); halved where the differences would leave the range. */
static double gainOf(AsiDatum a[3]) {
  double gained = asiDecimalDifference(&a[0], &a[1]);
  double possible = asiDecimalDifference(&a[0], &a[2]);
  if (isfinite(gained) && isfinite(possible)) return gained / possible;
  return (a[1].r / 2 - a[0].r / 2) / (a[2].r / 2 - a[0].r / 2);
}

void asiScalarNGain(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiDatum a[3];
  int i;
  memset(a, 0, sizeof a);
  if (asiIsAnyNull(nArgument, aArgument)) return;
  for (i = 2; i >= 0; i--) {
    if (!scalarNumber(context, i, aArgument, &a[i])) return;
    if (asiLabelCompare(&a[i], &a[2]) > 0) {
      (void)scalarRefuse(context, i, aArgument, "expected a score not above the maximum in argument 3");
      return;
    }
  }
  if (a[0].r == a[2].r) return;
  sqlite3_result_double(context, gainOf(a));
}

/* ---- effects in words ---- */

/* The kind of effect that argument 1 names; NULL after an error was raised. */
static const AsiEffect *effectKind(sqlite3_context *context, sqlite3_value **aArgument) {
  char zExpected[ASI_EFFECT_KINDS_MAX];
  const AsiEffect *effect = NULL;
  const char *z;
  if (sqlite3_value_type(aArgument[0]) == SQLITE_TEXT) {
    z = (const char *)sqlite3_value_text(aArgument[0]);
    if (z == NULL) {
      sqlite3_result_error_nomem(context);
      return NULL;
    }
    effect = asiEffectOf(z, (size_t)sqlite3_value_bytes(aArgument[0]));
  }
  if (effect == NULL) (void)scalarRefuse(context, 0, aArgument, asiEffectKinds(zExpected));
  return effect;
}

static int effectValue(sqlite3_context *context, sqlite3_value **aArgument, const AsiEffect *effect, double *pValue) {
  AsiDatum datum;
  const char *zExpected;
  if (!scalarNumber(context, 1, aArgument, &datum)) return 0;
  *pValue = datum.r;
  zExpected = asiEffectWrong(effect, datum.r);
  return zExpected == NULL ? 1 : scalarRefuse(context, 1, aArgument, zExpected);
}

/* The degrees of freedom that a kind needs, and no other takes. */
static int effectDf(sqlite3_context *context, int nArgument, sqlite3_value **aArgument, const AsiEffect *effect,
                    int *pDf) {
  if (!asiEffectHasDf(effect)) {
    if (nArgument < 4) return 1;
    return scalarRefuse(context, 3, aArgument, "expected no df: only cramer_v is judged by it");
  }
  if (nArgument < 4) {
    return scalarRefuse(context, 0, aArgument, "expected df in argument 4: min(rows, columns) - 1 of the table");
  }
  return scalarWhole(context, 3, aArgument, 1, INT_MAX, "expected df = min(rows, columns) - 1, whole, from 1", pDf);
}

void asiScalarEffectLabel(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiLanguage language = ASI_INDONESIAN;
  const AsiEffect *effect;
  double value;
  int df = 1;
  if (asiIsAnyNull(2, aArgument) || (nArgument > 3 && asiIsAnyNull(1, aArgument + 3))) return;
  effect = effectKind(context, aArgument);
  if (effect == NULL || !effectValue(context, aArgument, effect, &value)) return;
  if (!scalarLanguage(context, 2, nArgument, aArgument, &language)) return;
  if (!effectDf(context, nArgument, aArgument, effect, &df)) return;
  sqlite3_result_text(context, asiEffectLabel(effect, value, df, language), -1, SQLITE_STATIC);
}

void asiScalarEffectSource(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiEffect *effect;
  if (asiIsAnyNull(nArgument, aArgument)) return;
  effect = effectKind(context, aArgument);
  if (effect != NULL) sqlite3_result_text(context, asiEffectSource(effect), -1, SQLITE_STATIC);
}

void asiScalarEffectConventions(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiText text;
  (void)nArgument;
  (void)aArgument;
  asiTextInit(&text);
  asiEffectConventions(&text);
  asiAnswerJson(context, &text);
}

/* ---- numbers as text ---- */

static void scalarDecimal(const AsiDatum *datum, AsiDecimal *decimal) {
  if (datum->isInteger) {
    asiDecimalOfInteger(datum->i, decimal);
  } else {
    asiDecimalOf(datum->r, decimal);
  }
}

static int scalarPlaces(sqlite3_context *context, int i, sqlite3_value **aArgument, int *pPlaces) {
  return scalarWhole(context, i, aArgument, 0, ASI_PLACES_MAX, "expected a number of decimals, 0 to 30", pPlaces);
}

void asiScalarFmt(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiLanguage language = ASI_ENGLISH;
  AsiDecimal decimal;
  AsiDatum x;
  AsiText text;
  int nPlace;
  if (asiIsAnyNull(2, aArgument)) return;
  if (!scalarNumber(context, 0, aArgument, &x) || !scalarPlaces(context, 1, aArgument, &nPlace)) return;
  if (!scalarLanguage(context, 2, nArgument, aArgument, &language)) return;
  scalarDecimal(&x, &decimal);
  asiTextInit(&text);
  asiFormatDecimal(&text, decimal, nPlace, language);
  asiAnswerText(context, &text);
}

void asiScalarFmtP(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiLanguage language = ASI_ENGLISH;
  AsiDatum p;
  AsiText text;
  if (asiIsAnyNull(1, aArgument) || !scalarNumber(context, 0, aArgument, &p)) return;
  if (!(p.r >= 0 && p.r <= 1)) {
    (void)scalarRefuse(context, 0, aArgument, "expected a probability from 0 to 1");
    return;
  }
  if (!scalarLanguage(context, 1, nArgument, aArgument, &language)) return;
  asiTextInit(&text);
  asiFormatP(&text, p.r, language);
  asiAnswerText(context, &text);
}

/* 8.84-9.49; with a minus sign about, words keep the two apart. */
void asiScalarFmtCi(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiLanguage language = ASI_ENGLISH;
  AsiDecimal low, high;
  AsiDatum bound[2];
  AsiText text, upper;
  int nPlace;
  if (asiIsAnyNull(3, aArgument)) return;
  if (!scalarNumber(context, 0, aArgument, &bound[0]) || !scalarNumber(context, 1, aArgument, &bound[1])) return;
  if (bound[0].r > bound[1].r) {
    (void)scalarRefuse(context, 0, aArgument, "expected a lower bound, not above argument 2");
    return;
  }
  if (!scalarPlaces(context, 2, aArgument, &nPlace)) return;
  if (!scalarLanguage(context, 3, nArgument, aArgument, &language)) return;
  scalarDecimal(&bound[0], &low);
  scalarDecimal(&bound[1], &high);
  asiTextInit(&text);
  asiTextInit(&upper);
  asiFormatDecimal(&text, low, nPlace, language);
  asiFormatDecimal(&upper, high, nPlace, language);
  if (text.n > 0 && text.z[0] == '-') {
    asiTextAdd(&text, language == ASI_INDONESIAN ? " s.d. " : " to ");
  } else {
    asiTextAdd(&text, "-");
  }
  asiTextAppend(&text, upper.z, upper.n);
  if (asiTextStatus(&upper) != ASI_OK) text.status = ASI_NOMEM;
  asiTextClear(&upper);
  asiAnswerText(context, &text);
}

/* ---- markup ---- */

static bool escapeIsWritable(sqlite3_value *value) {
  int type = sqlite3_value_type(value);
  return type != SQLITE_BLOB && (type != SQLITE_FLOAT || !isinf(sqlite3_value_double(value)));
}

/* The optional format; NULL and '' leave the default. */
static int escapeFormat(sqlite3_context *context, int nArgument, sqlite3_value **aArgument, AsiMarkup **pAdd) {
  static const struct {
    const char *zName;
    AsiMarkup *add;
  } aFormat[] = {
    { "", asiTextAddMarkup }, { "html", asiTextAddMarkup }, { "md", asiTextAddMarkdown }, { "text", asiTextAddPlain }
  };
  const char *z;
  size_t n;
  size_t i;
  if (nArgument < 2 || sqlite3_value_type(aArgument[1]) == SQLITE_NULL) return 1;
  if (sqlite3_value_type(aArgument[1]) == SQLITE_TEXT) {
    z = (const char *)sqlite3_value_text(aArgument[1]);
    n = (size_t)sqlite3_value_bytes(aArgument[1]);
    if (z == NULL) {
      sqlite3_result_error_nomem(context);
      return 0;
    }
    for (i = 0; i < sizeof aFormat / sizeof aFormat[0]; i++) {
      if (!asiIsWord(aFormat[i].zName, z, n)) continue;
      *pAdd = aFormat[i].add;
      return 1;
    }
  }
  return scalarRefuse(context, 1, aArgument, "expected the format 'html', 'md' or 'text'");
}

void asiScalarEscape(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  AsiMarkup *add = asiTextAddMarkup;
  const char *z;
  AsiText text;
  if (sqlite3_value_type(aArgument[0]) == SQLITE_NULL || !escapeFormat(context, nArgument, aArgument, &add)) return;
  if (!escapeIsWritable(aArgument[0])) {
    (void)scalarRefuse(context, 0, aArgument, "expected text or a number");
    return;
  }
  z = (const char *)sqlite3_value_text(aArgument[0]);
  if (z == NULL) {
    sqlite3_result_error_nomem(context);
    return;
  }
  asiTextInit(&text);
  add(&text, z, (size_t)sqlite3_value_bytes(aArgument[0]));
  if (text.n == 0 && asiTextStatus(&text) == ASI_OK) {
    sqlite3_result_text(context, "", 0, SQLITE_STATIC);
  } else {
    asiAnswerText(context, &text);
  }
}
