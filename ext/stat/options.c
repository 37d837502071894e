#include "options.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "text.h"

/* A word chooses `value` for its kind, or, with isValued, is followed by =number. */
typedef struct OptionWord {
  const char *zWord;
  unsigned group;
  AsiChoice choice;
  int value;
  bool isValued;
  const char *zMeaning;
} OptionWord;

static const OptionWord aOptionWord[] = {
  { "two-sided", ASI_WORDS_ALTERNATIVE | ASI_WORDS_TWO_SIDED, ASI_CHOICE_ALTERNATIVE, ASI_TWO_SIDED, false,
    "either side" },
  { "less", ASI_WORDS_ALTERNATIVE, ASI_CHOICE_ALTERNATIVE, ASI_LESS, false,
    "the lower side: post below pre, group_2 below group_1, a small coefficient or statistic" },
  { "greater", ASI_WORDS_ALTERNATIVE, ASI_CHOICE_ALTERNATIVE, ASI_GREATER, false,
    "the upper side: post above pre, group_2 above group_1, a large coefficient or statistic" },
  { "auto", ASI_WORDS_METHOD | ASI_WORDS_METHOD_T, ASI_CHOICE_METHOD, ASI_AUTO, false,
    "exact where the size allows it, else approximate" },
  { "exact", ASI_WORDS_METHOD | ASI_WORDS_METHOD_T, ASI_CHOICE_METHOD, ASI_EXACT, false,
    "from the exact distribution" },
  { "normal", ASI_WORDS_METHOD, ASI_CHOICE_METHOD, ASI_NORMAL, false, "from the normal distribution" },
  { "wilson", ASI_WORDS_PROPORTION, ASI_CHOICE_METHOD, ASI_AUTO, false, "the interval of Wilson" },
  { "exact", ASI_WORDS_PROPORTION, ASI_CHOICE_METHOD, ASI_EXACT, false, "the interval of Clopper and Pearson" },
  { "median", ASI_WORDS_CENTRE, ASI_CHOICE_METHOD, ASI_AUTO, false, "deviations about the median of the group" },
  { "mean", ASI_WORDS_CENTRE, ASI_CHOICE_METHOD, ASI_BY_MEAN, false, "deviations about the mean of the group" },
  { "holm", ASI_WORDS_ADJUST, ASI_CHOICE_METHOD, ASI_AUTO, false, "adjusts by Holm's step-down method" },
  { "bh", ASI_WORDS_ADJUST, ASI_CHOICE_METHOD, ASI_BH, false,
    "adjusts for the false discovery rate, by Benjamini and Hochberg" },
  { "bonferroni", ASI_WORDS_ADJUST, ASI_CHOICE_METHOD, ASI_BONFERRONI, false,
    "multiplies every p by the number of tests" },
  { "t", ASI_WORDS_METHOD_T, ASI_CHOICE_METHOD, ASI_T, false, "from Student's t" },
  { "drop", ASI_WORDS_ZEROS, ASI_CHOICE_ZEROS, ASI_DROP_ZEROS, false, "leaves zeros out before ranking" },
  { "pratt", ASI_WORDS_ZEROS, ASI_CHOICE_ZEROS, ASI_PRATT, false, "ranks zeros, then leaves out their ranks" },
  { "continuity", ASI_WORDS_CONTINUITY, ASI_CHOICE_CONTINUITY, ASI_CONTINUITY, false,
    "corrects the statistic of a normal p for continuity" },
  { "no-continuity", ASI_WORDS_CONTINUITY, ASI_CHOICE_CONTINUITY, ASI_NO_CONTINUITY, false,
    "leaves the statistic of a normal p as it is" },
  { "level", ASI_WORDS_LEVEL, ASI_CHOICE_LEVEL, 0, true,
    "the level of the interval, between 0 and 1, 0.95 by default" },
  { "digits", ASI_WORDS_DIGITS, ASI_CHOICE_DIGITS, 0, true,
    "rounds differences to K decimals, 0 to 15, none by default" },
  { "welch", ASI_WORDS_DESIGN, ASI_CHOICE_DESIGN, ASI_WELCH, false, "two groups, each with its own variance" },
  { "student", ASI_WORDS_DESIGN, ASI_CHOICE_DESIGN, ASI_STUDENT, false, "two groups with one variance" },
  { "paired", ASI_WORDS_DESIGN, ASI_CHOICE_DESIGN, ASI_PAIRED, false, "before and after of the same subjects" },
  { "r", ASI_WORDS_DESIGN, ASI_CHOICE_CORRELATION, 0, true,
    "with paired: the correlation of the two as printed, -1 to 1" },
  { "alpha", ASI_WORDS_ALPHA, ASI_CHOICE_ALPHA, 0, true,
    "the bound of significance, between 0 and 1, 0.05 by default" },
  { "two-sided", ASI_WORDS_PLAN, ASI_CHOICE_ALTERNATIVE, ASI_TWO_SIDED, false, "a test of either direction" },
  { "one-sided", ASI_WORDS_PLAN, ASI_CHOICE_ALTERNATIVE, ASI_GREATER, false, "a test of the effect's direction alone" },
  { "t", ASI_WORDS_PLAN, ASI_CHOICE_TEST, ASI_BY_T, false, "a t test" },
  { "wilcoxon", ASI_WORDS_PLAN_PAIRED | ASI_WORDS_PLAN_TWO, ASI_CHOICE_TEST, ASI_BY_RANKS, false,
    "a rank test, at its efficiency for normal data, 3/pi" },
  { "mann-whitney", ASI_WORDS_PLAN_TWO, ASI_CHOICE_TEST, ASI_BY_RANKS, false, "the same as wilcoxon" },
  { "min", ASI_WORDS_PLAN, ASI_CHOICE_EFFICIENCY, ASI_EFFICIENCY_LEAST, false,
    "a rank test, at the least efficiency for any data, 0.864" },
  { "normal", ASI_WORDS_PLAN, ASI_CHOICE_METHOD, ASI_NORMAL, false,
    "by the normal distribution, in place of the noncentral t" },
  { "dropout", ASI_WORDS_DROPOUT, ASI_CHOICE_DROPOUT, 0, true,
    "recruits for a share D lost, 0 to 0.999999, 0 by default" },
  { "lang", ASI_WORDS_LANGUAGE, ASI_CHOICE_LANGUAGE, 0, true,
    "words and numbers in Indonesian, or in English as by default" },
};

/* What another program would do, by the rules it states in its manual. */
typedef struct OptionPreset {
  const char *zWord;
  unsigned group;
  AsiMethod method;
  AsiContinuity continuity;
  const char *zMeaning;
} OptionPreset;

static const OptionPreset aOptionPreset[] = {
  { "spss", ASI_WORDS_PRESET | ASI_WORDS_PRESET_TWO, ASI_NORMAL, ASI_NO_CONTINUITY,
    "as SPSS: normal without continuity" },
  { "r", ASI_WORDS_PRESET | ASI_WORDS_PRESET_TWO, ASI_BY_R_RULE, ASI_CONTINUITY,
    "as R: exact for small samples without ties, else normal with continuity" },
  { "scipy", ASI_WORDS_PRESET, ASI_BY_SCIPY_RULE, ASI_NO_CONTINUITY,
    "as SciPy: exact for small samples, else normal without continuity" },
  { "scipy", ASI_WORDS_PRESET_TWO, ASI_BY_SCIPY_RULE, ASI_CONTINUITY,
    "as SciPy: exact for small samples without ties, else normal with continuity" },
  { "spss", ASI_WORDS_AS_LEVENE, ASI_BY_MEAN, ASI_NO_CONTINUITY, "as SPSS: about the means" },
  { "r", ASI_WORDS_AS_LEVENE, ASI_AUTO, ASI_NO_CONTINUITY, "as R: about the medians" },
  { "scipy", ASI_WORDS_AS_LEVENE, ASI_AUTO, ASI_NO_CONTINUITY, "as SciPy: about the medians" },
  { "spss", ASI_WORDS_AS_SPEARMAN, ASI_T, ASI_NO_CONTINUITY, "as SPSS: Student's t" },
  { "spss", ASI_WORDS_AS_KENDALL, ASI_NORMAL, ASI_NO_CONTINUITY, "as SPSS: normal" },
  { "r", ASI_WORDS_AS_SPEARMAN | ASI_WORDS_AS_KENDALL, ASI_BY_R_RULE, ASI_NO_CONTINUITY,
    "as cor.test of R: exact for small samples without ties, else approximate" },
  { "scipy", ASI_WORDS_AS_SPEARMAN, ASI_T, ASI_NO_CONTINUITY, "as SciPy: Student's t" },
  { "scipy", ASI_WORDS_AS_KENDALL, ASI_BY_SCIPY_RULE, ASI_NO_CONTINUITY,
    "as SciPy: exact for small samples without ties, else normal" },
};

#define OPTION_WORDS (sizeof aOptionWord / sizeof aOptionWord[0])
#define OPTION_PRESETS (sizeof aOptionPreset / sizeof aOptionPreset[0])
#define OPTION_PRINTED 48 /* bytes of a bad word that an error repeats */

static int optionPrinted(size_t n) { return n < OPTION_PRINTED ? (int)n : OPTION_PRINTED; }

/* The text being read, and which word chose what so far (NULL: nothing, or only a preset). */
typedef struct OptionReader {
  AsiOptions *options;
  unsigned groups;
  const char *zFunction;
  AsiWords *words;
  const char *azChosen[ASI_CHOICE_COUNT];
  const char *zPreset;
} OptionReader;

void asiOptionsInit(AsiOptions *options) {
  memset(options, 0, sizeof *options);
  options->level = 0.95;
  options->digits = -1;
  options->p = 0.5;
  options->type = 7;
  options->alpha = 0.05;
}

/* What stands for the number after a word. */
static const char *optionSuffix(AsiChoice choice) {
  switch (choice) {
  case ASI_CHOICE_LEVEL: return "=L";
  case ASI_CHOICE_DIGITS: return "=K";
  case ASI_CHOICE_CORRELATION: return "=R";
  case ASI_CHOICE_ALPHA: return "=A";
  case ASI_CHOICE_DROPOUT: return "=D";
  case ASI_CHOICE_LANGUAGE: return "=id, lang=en";
  default: return "";
  }
}

/* What a choice is before any word: its first value, which is 0. */
static AsiOptionHelp optionWordHelp(const OptionWord *word) {
  return (AsiOptionHelp){ word->zWord, optionSuffix(word->choice), word->zMeaning,
                          !word->isValued && word->value == 0 };
}

bool asiOptionHelp(unsigned groups, size_t iWanted, AsiOptionHelp *help) {
  size_t i;
  for (i = 0; i < OPTION_WORDS; i++) {
    if ((aOptionWord[i].group & groups) == 0 || iWanted-- > 0) continue;
    *help = optionWordHelp(&aOptionWord[i]);
    return true;
  }
  for (i = 0; i < OPTION_PRESETS; i++) {
    if ((aOptionPreset[i].group & groups) == 0 || iWanted-- > 0) continue;
    *help = (AsiOptionHelp){ aOptionPreset[i].zWord, "", aOptionPreset[i].zMeaning, false };
    return true;
  }
  return false;
}

/* "two-sided, less, ..., level=L": all that these groups take. */
static void optionList(unsigned groups, char *zList, size_t nList) {
  AsiOptionHelp help;
  size_t n = 0;
  size_t i;
  zList[0] = 0;
  for (i = 0; n < nList && asiOptionHelp(groups, i, &help); i++) {
    n += (size_t)snprintf(zList + n, nList - n, "%s%s%s", i > 0 ? ", " : "", help.zWord, help.zSuffix);
  }
}

static AsiStatus optionUnknown(const OptionReader *reader, const char *z, size_t n) {
  char zList[256];
  optionList(reader->groups, zList, sizeof zList);
  return asiSay(reader->words, ASI_DOMAIN,
                "has the unknown option '%.*s', expected some of: %s; see asistat_help('%s')", optionPrinted(n), z,
                zList, reader->zFunction);
}

static AsiStatus optionContradiction(const OptionReader *reader, const char *zFirst, const char *zSecond) {
  return asiSay(reader->words, ASI_DOMAIN, "says both '%s' and '%s', expected one of them", zFirst, zSecond);
}

static int optionCurrent(const AsiOptions *options, AsiChoice choice) {
  switch (choice) {
  case ASI_CHOICE_ALTERNATIVE: return (int)options->alternative;
  case ASI_CHOICE_METHOD: return (int)options->method;
  case ASI_CHOICE_ZEROS: return (int)options->zeros;
  case ASI_CHOICE_DESIGN: return (int)options->design;
  case ASI_CHOICE_TEST: return (int)options->test;
  case ASI_CHOICE_EFFICIENCY: return (int)options->efficiency;
  default: return (int)options->continuity;
  }
}

static void optionChoose(AsiOptions *options, AsiChoice choice, int value) {
  switch (choice) {
  case ASI_CHOICE_ALTERNATIVE: options->alternative = (AsiAlternative)value; break;
  case ASI_CHOICE_METHOD: options->method = (AsiMethod)value; break;
  case ASI_CHOICE_ZEROS: options->zeros = (AsiZeros)value; break;
  case ASI_CHOICE_DESIGN: options->design = (AsiDesign)value; break;
  case ASI_CHOICE_TEST: options->test = (AsiTest)value; break;
  case ASI_CHOICE_EFFICIENCY: options->efficiency = (AsiEfficiency)value; break;
  default: options->continuity = (AsiContinuity)value; break;
  }
}

static AsiStatus optionTakePlain(OptionReader *reader, const OptionWord *word) {
  const char *zBefore = reader->azChosen[word->choice];
  if (zBefore != NULL && optionCurrent(reader->options, word->choice) != word->value) {
    return optionContradiction(reader, zBefore, word->zWord);
  }
  optionChoose(reader->options, word->choice, word->value);
  reader->azChosen[word->choice] = word->zWord;
  return ASI_OK;
}

static AsiStatus optionTakeLevel(OptionReader *reader, const char *zWord, double value) {
  if (reader->azChosen[ASI_CHOICE_LEVEL] != NULL && reader->options->level != value) {
    return asiSay(reader->words, ASI_DOMAIN, "gives level= twice, expected one value");
  }
  reader->azChosen[ASI_CHOICE_LEVEL] = zWord;
  return asiOptionsSet(reader->options, ASI_PARAMETER_LEVEL, value, reader->words);
}

static AsiStatus optionTakeDigits(OptionReader *reader, const char *zWord, double value) {
  char zValue[ASI_NUMBER_MAX];
  if (!(value >= 0 && value <= 15 && value == floor(value))) {
    return asiSay(reader->words, ASI_DOMAIN, "has digits=%s, expected a whole number from 0 to 15",
                  asiNumberText(value, zValue));
  }
  if (reader->azChosen[ASI_CHOICE_DIGITS] != NULL && reader->options->digits != (int)value) {
    return asiSay(reader->words, ASI_DOMAIN, "gives digits= twice, expected one value");
  }
  reader->azChosen[ASI_CHOICE_DIGITS] = zWord;
  reader->options->digits = (int)value;
  return ASI_OK;
}

/* A value in its range, for the first time or the same again. */
static AsiStatus optionTakeOnce(OptionReader *reader, const OptionWord *word, double value, double *pChosen) {
  if (reader->azChosen[word->choice] != NULL && *pChosen != value) {
    return asiSay(reader->words, ASI_DOMAIN, "gives %s= twice, expected one value", word->zWord);
  }
  reader->azChosen[word->choice] = word->zWord;
  *pChosen = value;
  return ASI_OK;
}

static AsiStatus optionTakeAlpha(OptionReader *reader, const OptionWord *word, double value) {
  char zValue[ASI_NUMBER_MAX];
  if (value > 0 && value < 1) return optionTakeOnce(reader, word, value, &reader->options->alpha);
  return asiSay(reader->words, ASI_DOMAIN, "has alpha=%s, expected a number between 0 and 1, such as 0.05",
                asiNumberText(value, zValue));
}

static AsiStatus optionTakeDropout(OptionReader *reader, const OptionWord *word, double value) {
  char zValue[ASI_NUMBER_MAX];
  if (value >= 0 && value <= 0.999999) return optionTakeOnce(reader, word, value, &reader->options->dropout);
  return asiSay(reader->words, ASI_DOMAIN, "has dropout=%s, expected a share from 0 to 0.999999, such as 0.1",
                asiNumberText(value, zValue));
}

/* A correlation keeps its decimals. */
static AsiStatus optionTakeCorrelation(OptionReader *reader, const char *zWord, const char *z, size_t n) {
  AsiReported r;
  const AsiReported *before = &reader->options->correlation;
  if (asiReportedOfText(z, n, &r) != ASI_OK || 2 * r.units > asiReportedScale(r) ||
      -2 * r.units > asiReportedScale(r)) {
    return asiSay(reader->words, ASI_DOMAIN, "has r=%.*s, expected a correlation as printed, from -1 to 1",
                  optionPrinted(n), z);
  }
  if (reader->azChosen[ASI_CHOICE_CORRELATION] != NULL && (before->units != r.units || before->places != r.places)) {
    return asiSay(reader->words, ASI_DOMAIN, "gives r= twice, expected one value");
  }
  reader->azChosen[ASI_CHOICE_CORRELATION] = zWord;
  reader->options->hasCorrelation = true;
  reader->options->correlation = r;
  return ASI_OK;
}

static AsiStatus optionTakeLanguage(OptionReader *reader, const char *zWord, const char *z, size_t n) {
  AsiLanguage language = asiIsWord("id", z, n) ? ASI_INDONESIAN : ASI_ENGLISH;
  if (language == ASI_ENGLISH && !asiIsWord("en", z, n)) {
    return asiSay(reader->words, ASI_DOMAIN, "has lang=%.*s, expected lang=id or lang=en", optionPrinted(n), z);
  }
  if (reader->azChosen[ASI_CHOICE_LANGUAGE] != NULL && reader->options->language != language) {
    return asiSay(reader->words, ASI_DOMAIN, "gives lang= twice, expected one value");
  }
  reader->azChosen[ASI_CHOICE_LANGUAGE] = zWord;
  reader->options->language = language;
  return ASI_OK;
}

/* z[0..n) is everything after "level=" or "digits=". */
static AsiStatus optionTakeValued(OptionReader *reader, const OptionWord *word, const char *z, size_t n) {
  double value;
  if (word->choice == ASI_CHOICE_CORRELATION) return optionTakeCorrelation(reader, word->zWord, z, n);
  if (word->choice == ASI_CHOICE_LANGUAGE) return optionTakeLanguage(reader, word->zWord, z, n);
  if (!asiNumberRead(z, n, &value)) {
    return asiSay(reader->words, ASI_DOMAIN, "has %s=%.*s, expected a number with a decimal point", word->zWord,
                  optionPrinted(n), z);
  }
  switch (word->choice) {
  case ASI_CHOICE_LEVEL: return optionTakeLevel(reader, word->zWord, value);
  case ASI_CHOICE_ALPHA: return optionTakeAlpha(reader, word, value);
  case ASI_CHOICE_DROPOUT: return optionTakeDropout(reader, word, value);
  default: return optionTakeDigits(reader, word->zWord, value);
  }
}

static AsiStatus optionTakePreset(OptionReader *reader, const OptionPreset *preset) {
  static const AsiChoice aSet[] = { ASI_CHOICE_METHOD, ASI_CHOICE_ZEROS, ASI_CHOICE_CONTINUITY };
  size_t i;
  if (reader->zPreset != NULL && reader->zPreset != preset->zWord) {
    return optionContradiction(reader, reader->zPreset, preset->zWord);
  }
  if (reader->zPreset != NULL) return ASI_OK;
  for (i = 0; i < sizeof aSet / sizeof aSet[0]; i++) {
    const char *zBefore = reader->azChosen[aSet[i]];
    if (zBefore != NULL) {
      return asiSay(reader->words, ASI_DOMAIN, "says '%s' before the preset '%s', expected the preset first", zBefore,
                    preset->zWord);
    }
  }
  reader->zPreset = preset->zWord;
  reader->options->method = preset->method;
  reader->options->zeros = ASI_DROP_ZEROS;
  reader->options->continuity = preset->continuity;
  return ASI_OK;
}

static AsiStatus optionTake(OptionReader *reader, const char *z, size_t n) {
  const char *zEqual = (const char *)memchr(z, '=', n);
  size_t nName = zEqual == NULL ? n : (size_t)(zEqual - z);
  size_t i;
  for (i = 0; i < OPTION_WORDS; i++) {
    const OptionWord *word = &aOptionWord[i];
    if ((word->group & reader->groups) == 0 || word->isValued != (zEqual != NULL)) continue;
    if (!asiIsWord(word->zWord, z, nName)) continue;
    if (!word->isValued) return optionTakePlain(reader, word);
    return optionTakeValued(reader, word, zEqual + 1, n - nName - 1);
  }
  for (i = 0; i < OPTION_PRESETS; i++) {
    if ((aOptionPreset[i].group & reader->groups) == 0) continue;
    if (asiIsWord(aOptionPreset[i].zWord, z, n)) return optionTakePreset(reader, &aOptionPreset[i]);
  }
  return optionUnknown(reader, z, n);
}

static bool optionIsBreak(char c) { return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

AsiStatus asiOptionsParse(AsiOptions *options, unsigned groups, const char *zFunction, const char *z, size_t n,
                          AsiWords *words) {
  OptionReader reader = { options, groups, zFunction, words, { NULL }, NULL };
  AsiStatus status = ASI_OK;
  size_t i = 0;
  while (status == ASI_OK && i < n) {
    size_t iStart = i;
    while (i < n && !optionIsBreak(z[i])) i++;
    if (i > iStart) status = optionTake(&reader, z + iStart, i - iStart);
    i++;
  }
  return status;
}

AsiStatus asiOptionsSet(AsiOptions *options, AsiParameter parameter, double value, AsiWords *words) {
  char zValue[ASI_NUMBER_MAX];
  (void)asiNumberText(value, zValue);
  switch (parameter) {
  case ASI_PARAMETER_LEVEL:
    if (!(value > 0 && value < 1)) {
      return asiSay(words, ASI_DOMAIN, "has the level %s, expected a number between 0 and 1, such as 0.95", zValue);
    }
    options->level = value;
    return ASI_OK;
  case ASI_PARAMETER_P:
    if (!(value >= 0 && value <= 1)) {
      return asiSay(words, ASI_DOMAIN, "is the probability %s, expected a number from 0 to 1", zValue);
    }
    options->p = value;
    return ASI_OK;
  default:
    if (!(value >= 1 && value <= 9 && value == floor(value))) {
      return asiSay(words, ASI_DOMAIN, "is the quantile type %s, expected a whole number from 1 to 9", zValue);
    }
    options->type = (int)value;
    return ASI_OK;
  }
}

const char *asiAlternativeName(AsiAlternative alternative) {
  static const char *const azName[] = { "two-sided", "less", "greater" };
  return azName[alternative];
}

const char *asiMethodName(AsiMethod method) { return method == ASI_NORMAL ? "normal" : "exact"; }

const char *asiZerosName(AsiZeros zeros) { return zeros == ASI_PRATT ? "pratt" : "drop"; }

const char *asiContinuityName(AsiContinuity continuity) {
  return continuity == ASI_CONTINUITY ? "continuity" : "no-continuity";
}

const char *asiDesignName(AsiDesign design) {
  static const char *const azName[] = { "welch", "student", "paired" };
  return azName[design];
}
