/*
** A row of data as it comes down from bind/: already checked, of the kind that its family asked for.
*/
#ifndef ASI_ROW_H
#define ASI_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "int128.h"
#include "poll.h"
#include "status.h"

/* What an argument must be. */
typedef enum AsiDatumKind {
  ASI_DATUM_NUMBER, /* finite: isInteger with i, and r in any case */
  ASI_DATUM_BINARY, /* 0 or 1, in i */
  ASI_DATUM_ITEM,   /* number of a questionnaire item, 1..16, in i */
  ASI_DATUM_CHANCE, /* a probability: a number from 0 to 1, in r */
  ASI_DATUM_ANSWER, /* yes or no, in i as 1 or 0 */
  ASI_DATUM_LABEL   /* what names a group: a number, or a text in z[0..n) that lives as long as the row */
} AsiDatumKind;

typedef struct AsiDatum {
  bool isInteger;
  bool isText;
  int64_t i;
  double r;
  const char *z;
  size_t n;
} AsiDatum;

#define ASI_REAL_EXACT (INT64_C(1) << 53) /* every INTEGER up to here is a REAL */

/* How much an INTEGER is more than the nearest double: -512 to 512. */
static inline int asiRestOf(int64_t i) { return (int)((asi_i128)i - (asi_i128)(double)i); }

/* An INTEGER that no double equals? */
static inline bool asiIsBetweenReals(const AsiDatum *x) {
  return x->isInteger && (uint64_t)x->i + (uint64_t)ASI_REAL_EXACT > 2 * (uint64_t)ASI_REAL_EXACT &&
         asiRestOf(x->i) != 0;
}

typedef struct AsiSaved AsiSaved; /* a state as bytes, opened: saved.h */

/* What a state does with rows, and with the rows that a saved state stands for. All-zero bytes are a state before
** init. */
typedef struct AsiStateKind {
  size_t nByte;
  void (*init)(void *state);
  AsiStatus (*add)(void *state, const AsiDatum *row, int nDatum);
  AsiStatus (*remove)(void *state, const AsiDatum *row, int nDatum); /* NULL: rows never leave */
  AsiStatus (*askOften)(void *state);                                /* NULL: asking often costs nothing special */
  void (*clear)(void *state);
  unsigned saved; /* the families of saved states that may stand for rows: 1 << AsiSavedFamily; 0 none */
  AsiStatus (*take)(void *state, const AsiSaved *saved, int direction, AsiWords *words); /* direction 1 in, -1 out */
} AsiStateKind;

#endif
