/*
** The ASI questionnaire: 16 yes/no items, 1..10 of the mother, 11..16 of the baby; a score counts yes.
**
**  (1) Yes: 1, ya, y, yes, true, benar. No: 0, tidak, tdk, n, no, false, salah; in any case of letters,
**      blanks around them trimmed. Empty: not answered. A single t or f could be tidak or true, and is
**      refused. So is everything else.
**  (2) A score with an item not answered does not exist.
**  (3) The study counts milk production as increased when the score is over 12. `baik` is over 8, the
**      midpoint of the scale, which is an assumption of the paper's discussion.
*/
#ifndef ASI_SCORE_H
#define ASI_SCORE_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

#define ASI_ITEMS 16
#define ASI_ITEMS_MOTHER 10
#define ASI_SCORE_INCREASED 12
#define ASI_SCORE_MIDPOINT 8

typedef enum AsiAnswer {
  ASI_ANSWER_NO = 0,
  ASI_ANSWER_YES = 1,
  ASI_ANSWER_NONE,     /* not answered */
  ASI_ANSWER_DOUBTFUL, /* t or f */
  ASI_ANSWER_WRONG
} AsiAnswer;

AsiAnswer asiAnswerOfText(const char *z, size_t n);
AsiAnswer asiAnswerOfNumber(double x);

#endif
