/*
** A record: the numbers that a family computes, and their names.
**
**  (1) A record is written once, as a list of its fields in the order of their keys: F(T, kind, name, parts) for each, or
**      F##_AS(T, kind, name, zKey, parts) where the key differs from the name of the member. The struct and the
**      description that JSON, single fields, help and reference are made of both come from that list.
**
**        #define SIGN_FIELDS(F, T)  F(T, INTEGER, n, 0)  F(T, REAL, p, 0)
**        ASI_RECORD_STRUCT(SignRecord, SIGN_FIELDS);
**        ASI_RECORD_FIELDS(aSignField, SignRecord, SIGN_FIELDS);
**        static const AsiRecord signRecord = ASI_RECORD_OF(SignRecord, aSignField);
**
**  (2) The null of an INTEGER is ASI_NULL, of a REAL NaN, of a TEXT NULL; of a LABEL an AsiDatum whose r is NaN.
**  (3) `parts` are bits of the family: the work that this field needs. A field without parts is filled in any case.
*/
#ifndef ASI_RECORD_H
#define ASI_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "row.h"

#define ASI_NULL INT64_MIN

/* ASI_FIELD_LABEL is an AsiDatum of kind ASI_DATUM_LABEL, null when it is neither number nor text (r NaN). */
typedef enum AsiFieldKind { ASI_FIELD_INTEGER, ASI_FIELD_REAL, ASI_FIELD_TEXT, ASI_FIELD_LABEL } AsiFieldKind;

typedef struct AsiField {
  const char *zName;
  AsiFieldKind kind;
  size_t offset;
  unsigned parts; /* (3) */
} AsiField;

typedef struct AsiRecord {
  size_t nByte;
  const AsiField *aField;
  size_t nField;
  bool isInterval; /* written as [low,high], NULL as a whole when either is null */
} AsiRecord;

#define ASI_C_INTEGER int64_t
#define ASI_C_REAL double
#define ASI_C_TEXT const char *
#define ASI_C_LABEL AsiDatum
#define ASI_MEMBER(T, kind, name, parts) ASI_C_##kind name;
#define ASI_MEMBER_AS(T, kind, name, zKey, parts) ASI_C_##kind name;
#define ASI_DESCRIBED(T, kind, name, parts) { #name, ASI_FIELD_##kind, offsetof(T, name), parts },
#define ASI_DESCRIBED_AS(T, kind, name, zKey, parts) { zKey, ASI_FIELD_##kind, offsetof(T, name), parts },
#define ASI_RECORD_STRUCT(T, LIST)                                                                                     \
  typedef struct T {                                                                                                   \
    LIST(ASI_MEMBER, T)                                                                                                \
  } T
#define ASI_RECORD_FIELDS(aField, T, LIST) static const AsiField aField[] = { LIST(ASI_DESCRIBED, T) }
#define ASI_RECORD_OF(T, aField)                                                                                       \
  { sizeof(T), aField, sizeof aField / sizeof aField[0], false }
/* An answer of two bounds, written as [low,high]. */
#define ASI_INTERVAL_OF(T, aField)                                                                                     \
  { sizeof(T), aField, sizeof aField / sizeof aField[0], true }

#endif
