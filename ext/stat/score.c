#include "score.h"

#include <string.h>

#include "family.h"
#include "kinds.h"

typedef struct ScoreWord {
  const char *zWord;
  AsiAnswer answer;
} ScoreWord;

static const ScoreWord aScoreWord[] = {
  { "1", ASI_ANSWER_YES },    { "ya", ASI_ANSWER_YES },    { "y", ASI_ANSWER_YES },      { "yes", ASI_ANSWER_YES },
  { "true", ASI_ANSWER_YES }, { "benar", ASI_ANSWER_YES }, { "0", ASI_ANSWER_NO },       { "tidak", ASI_ANSWER_NO },
  { "tdk", ASI_ANSWER_NO },   { "n", ASI_ANSWER_NO },      { "no", ASI_ANSWER_NO },      { "false", ASI_ANSWER_NO },
  { "salah", ASI_ANSWER_NO }, { "", ASI_ANSWER_NONE },     { "t", ASI_ANSWER_DOUBTFUL }, { "f", ASI_ANSWER_DOUBTFUL },
};

static int scoreIsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

AsiAnswer asiAnswerOfText(const char *z, size_t n) {
  size_t i;
  while (n > 0 && scoreIsBlank(z[n - 1])) n--;
  for (; n > 0 && scoreIsBlank(*z); n--) z++;
  for (i = 0; i < sizeof aScoreWord / sizeof aScoreWord[0]; i++) {
    if (asiIsWord(aScoreWord[i].zWord, z, n)) return aScoreWord[i].answer;
  }
  return ASI_ANSWER_WRONG;
}

AsiAnswer asiAnswerOfNumber(double x) {
  if (x == 1) return ASI_ANSWER_YES;
  return x == 0 ? ASI_ANSWER_NO : ASI_ANSWER_WRONG;
}

#define TOTAL_FIELDS(F, T) F(T, INTEGER, total, 0)

ASI_RECORD_STRUCT(TotalRecord, TOTAL_FIELDS);

ASI_RECORD_FIELDS(aTotalField, TotalRecord, TOTAL_FIELDS);

static const AsiRecord totalRecord = ASI_RECORD_OF(TotalRecord, aTotalField);

static AsiStatus totalCompute(void *state, const AsiAsk *ask, void *record) {
  const AsiItems *items = state;
  int64_t nYes = 0;
  int nMissing = 0;
  int i;
  for (i = 0; i < ASI_ITEMS; i++) {
    if (items->aAnswered[i] > 1) {
      return asiSay(ask->words, ASI_DOMAIN, "item %d was answered twice, expected one row per item", i + 1);
    }
    if (items->aAnswered[i] == 0) nMissing++;
    nYes += items->aYes[i];
  }
  if (nMissing > 0) return ASI_UNDEFINED;
  ((TotalRecord *)record)->total = nYes;
  return ASI_OK;
}

const AsiFamily asiTotal = {
  .zName = "asi_total",
  .state = &asiKindItems,
  .record = &totalRecord,
  .compute = totalCompute,
  .nDatum = 2,
  .aDatum = { ASI_DATUM_ITEM, ASI_DATUM_ANSWER },
};
