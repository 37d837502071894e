/*
** What can come of a computation, and the words for it.
**
**  (1) Codes rise in severity; only ASI_OK leaves an answer.
**  (2) ASI_UNDEFINED is no fault: the statistic does not exist for these data (SQL: NULL).
**  (3) A code other than ASI_OK, ASI_UNDEFINED, ASI_NOMEM and ASI_INTERRUPT comes with words in the
**      AsiWords that the caller handed down. The words never start with the function: bind/ puts in
**      front of them the name that the user typed.
*/
#ifndef ASI_STATUS_H
#define ASI_STATUS_H

typedef enum AsiStatus {
  ASI_OK = 0,
  ASI_UNDEFINED, /* too little data, or no such number: NULL */
  ASI_RANGE,     /* finite, but beyond the range of REAL */
  ASI_DOMAIN,    /* an argument, option or value that means nothing here */
  ASI_LIMIT,     /* right, but more work than the stated bound */
  ASI_INTERRUPT, /* the host asked to stop */
  ASI_NOMEM
} AsiStatus;

#define ASI_WORDS_MAX 512

/* One sentence without allocation: an error text must not fail for want of memory. */
typedef struct AsiWords {
  char z[ASI_WORDS_MAX];
} AsiWords;

#if defined(__GNUC__)
#define ASI_PRINTF(iFormat, iFirst) __attribute__((format(printf, iFormat, iFirst)))
#else
#define ASI_PRINTF(iFormat, iFirst)
#endif

/* Write the sentence (cut to fit, at a whole UTF-8 character) and return `status`, so that a function
** can end with `return asiSay(...)`. Doubles are given as text made by asiNumberText, never as %g. */
AsiStatus asiSay(AsiWords *words, AsiStatus status, const char *zFormat, ...) ASI_PRINTF(3, 4);

#endif
