/*
** What the user chose: option words and parameters, checked.
**
**  (1) Options are words separated by commas or blanks, in any case of letters; NULL or '' chooses nothing.
**  (2) The same choice twice is fine; two words of one kind contradict each other. A preset chooses for
**      several kinds at once, and words after it override what it chose.
**  (3) An unknown word, a value out of range, a contradiction: ASI_DOMAIN with words that go on from
**      "argument 3 ".
**  (4) One table holds every word of every family, with its meaning; a family or a function names the groups that it takes.
**      What is taken, what help lists and what an error expects are the same table.
*/
#ifndef ASI_OPTIONS_H
#define ASI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "format.h"
#include "reported.h"
#include "status.h"

typedef enum AsiChoice {
  ASI_CHOICE_ALTERNATIVE,
  ASI_CHOICE_METHOD,
  ASI_CHOICE_ZEROS,
  ASI_CHOICE_CONTINUITY,
  ASI_CHOICE_LEVEL,
  ASI_CHOICE_DIGITS,
  ASI_CHOICE_DESIGN,
  ASI_CHOICE_CORRELATION,
  ASI_CHOICE_ALPHA,
  ASI_CHOICE_TEST,
  ASI_CHOICE_EFFICIENCY,
  ASI_CHOICE_DROPOUT,
  ASI_CHOICE_LANGUAGE,
  ASI_CHOICE_COUNT
} AsiChoice;

typedef enum AsiAlternative { ASI_TWO_SIDED, ASI_LESS, ASI_GREATER } AsiAlternative;
/* The last two are the rules by which R and SciPy choose between exact and normal. */
typedef enum AsiMethod {
  ASI_AUTO, /* the first word of its group */
  ASI_EXACT,
  ASI_NORMAL,
  ASI_BY_R_RULE,
  ASI_BY_SCIPY_RULE,
  ASI_T,         /* a rank correlation's p by Student's t */
  ASI_EDGEWORTH, /* by the series of AS 89: no word, R's rule takes it */
  ASI_BY_MEAN,   /* deviations about the mean, not the median */
  ASI_BH,        /* p adjusted by Benjamini & Hochberg, not Holm */
  ASI_BONFERRONI
} AsiMethod;
typedef enum AsiZeros { ASI_DROP_ZEROS, ASI_PRATT } AsiZeros;
typedef enum AsiContinuity { ASI_NO_CONTINUITY, ASI_CONTINUITY } AsiContinuity;
typedef enum AsiTest { ASI_BY_T, ASI_BY_RANKS } AsiTest;
/* Of the rank test beside the t test: where the data are normal, or the least of any data. */
typedef enum AsiEfficiency { ASI_EFFICIENCY_NORMAL, ASI_EFFICIENCY_LEAST } AsiEfficiency;
typedef enum AsiDesign { ASI_WELCH, ASI_STUDENT, ASI_PAIRED } AsiDesign;

/* Groups of words, as bits. */
enum {
  ASI_WORDS_ALTERNATIVE = 1 << 0,  /* two-sided less greater */
  ASI_WORDS_METHOD = 1 << 1,       /* auto exact normal      */
  ASI_WORDS_ZEROS = 1 << 2,        /* drop pratt             */
  ASI_WORDS_CONTINUITY = 1 << 3,   /* continuity no-continuity */
  ASI_WORDS_LEVEL = 1 << 4,        /* level=L                */
  ASI_WORDS_DIGITS = 1 << 5,       /* digits=K               */
  ASI_WORDS_PRESET = 1 << 6,       /* spss r scipy           */
  ASI_WORDS_PROPORTION = 1 << 7,   /* wilson exact           */
  ASI_WORDS_PRESET_TWO = 1 << 8,   /* spss r scipy, for two groups */
  ASI_WORDS_TWO_SIDED = 1 << 9,    /* two-sided: where there is no other side */
  ASI_WORDS_CENTRE = 1 << 10,      /* median mean            */
  ASI_WORDS_ADJUST = 1 << 11,      /* holm bh bonferroni     */
  ASI_WORDS_METHOD_T = 1 << 12,    /* auto exact t           */
  ASI_WORDS_DESIGN = 1 << 13,      /* welch student paired r=R */
  ASI_WORDS_ALPHA = 1 << 14,       /* alpha=A                */
  ASI_WORDS_PLAN = 1 << 15,        /* two-sided one-sided t normal min */
  ASI_WORDS_PLAN_PAIRED = 1 << 16, /* wilcoxon              */
  ASI_WORDS_PLAN_TWO = 1 << 17,    /* mann-whitney wilcoxon  */
  ASI_WORDS_DROPOUT = 1 << 18,     /* dropout=D              */
  ASI_WORDS_LANGUAGE = 1 << 19,    /* lang=id lang=en        */
  ASI_WORDS_AS_LEVENE = 1 << 20,   /* spss r scipy, for Levene's centre */
  ASI_WORDS_AS_SPEARMAN = 1 << 21, /* the same, for Spearman's p */
  ASI_WORDS_AS_KENDALL = 1 << 22   /* the same, for Kendall's p */
};

typedef struct AsiOptions {
  AsiAlternative alternative;
  AsiMethod method;
  AsiZeros zeros;
  AsiContinuity continuity;
  double level; /* of confidence, 0 < level < 1 */
  int digits;   /* decimals kept, -1: all */
  double p;     /* of a quantile, 0..1 */
  int type;     /* of a quantile, 1..9 */
  AsiDesign design;
  bool hasCorrelation;
  AsiReported correlation; /* of pairs, -1..1, as printed */
  double alpha;            /* of a decision, 0 < alpha < 1 */
  AsiTest test;
  AsiEfficiency efficiency;
  double dropout;       /* the share that will be lost, 0 <= dropout <= 0.999999 */
  AsiLanguage language; /* of words and numbers */
  bool isNull;          /* a parameter was NULL: so is the answer */
} AsiOptions;

/* A parameter of its own, by its place among the arguments. */
typedef enum AsiParameter {
  ASI_PARAMETER_NONE,
  ASI_PARAMETER_OPTIONS,
  ASI_PARAMETER_LEVEL,
  ASI_PARAMETER_P,
  ASI_PARAMETER_TYPE
} AsiParameter;

void asiOptionsInit(AsiOptions *options);
/* zFunction: whose help an unknown word is told to ask. */
AsiStatus asiOptionsParse(AsiOptions *options, unsigned groups, const char *zFunction, const char *z, size_t n,
                          AsiWords *words);
AsiStatus asiOptionsSet(AsiOptions *options, AsiParameter parameter, double value, AsiWords *words);

/* A word as help lists it: zWord and zSuffix as "level" and "=L". */
typedef struct AsiOptionHelp {
  const char *zWord;
  const char *zSuffix;
  const char *zMeaning;
  bool isDefault;
} AsiOptionHelp;

/* The i-th word that the groups take, from 0 on; false: there are no more. */
bool asiOptionHelp(unsigned groups, size_t i, AsiOptionHelp *help);

/* The option words that name a choice, as records print them. */
const char *asiAlternativeName(AsiAlternative alternative);
const char *asiMethodName(AsiMethod method);
const char *asiZerosName(AsiZeros zeros);
const char *asiContinuityName(AsiContinuity continuity);
const char *asiDesignName(AsiDesign design);

#endif
