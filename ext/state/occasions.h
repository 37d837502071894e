/*
** Occasions: values of subjects, each measured once on every occasion (repeated measures, randomised blocks).
**
**  (1) A row of data is (value, subject, occasion); the last two are labels (labels.h). An INTEGER is kept as it is, a
**      REAL as the double that it is.
**  (2) asiOccasionsRead gives one subject's values by the number of the occasion, and says whether all are there, some are
**      missing, or one came twice.
**  (3) At most ASI_GROUPS_MAX occasions. The one that was one too many is remembered, rows after it are not looked at any
**      more, and asiLabelsCheck says so in words.
**  (4) All-zero bytes are empty and own no memory. After ASI_NOMEM only clearing is allowed.
*/
#ifndef ASI_OCCASIONS_H
#define ASI_OCCASIONS_H

#include "labels.h"

typedef struct AsiOccasionEntry {
  int64_t i;       /* the value, if isInteger */
  double r;        /* the value, if not */
  size_t iEarlier; /* the subject's entry before this one + 1, 0 = none */
  uint32_t iOccasion;
  bool isInteger;
} AsiOccasionEntry;

typedef struct AsiOccasions {
  AsiLabels subjects, occasions;
  AsiOccasionEntry *aEntry;
  size_t nEntry, nEntryAlloc;
  size_t *aLatest; /* by subject: its last entry + 1 */
  size_t nLatestAlloc;
} AsiOccasions;

typedef enum AsiOccasionsReading {
  ASI_SUBJECT_COMPLETE,
  ASI_SUBJECT_INCOMPLETE,
  ASI_SUBJECT_TWICE /* on the occasion *piTwice */
} AsiOccasionsReading;

AsiStatus asiOccasionsAdd(AsiOccasions *occasions, const AsiDatum *value, const AsiDatum *subject,
                          const AsiDatum *occasion);
/* aValue[0..occasions.nLabel): numbers, as asiLabelCompare takes them; meaningless where the subject is not complete. */
AsiOccasionsReading asiOccasionsRead(const AsiOccasions *occasions, size_t iSubject, AsiDatum *aValue, size_t *piTwice);
void asiOccasionsClear(AsiOccasions *occasions);

extern const AsiStateKind asiKindOccasions; /* AsiOccasions of a value and two labels */

#endif
