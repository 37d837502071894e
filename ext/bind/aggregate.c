#include "aggregate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "always.h"
#include "answer.h"
#include "args.h"
#include "host_poll.h"
#include "mem.h"
#include "saved.h"

typedef struct Group {
  int64_t nMissing; /* rows skipped */
  int64_t nNull;    /* NULLs where a number or a state may stand */
  int64_t nGood;    /* rows of values in the state */
  int64_t nState;   /* saved states in it */
  int64_t nSaved;   /* rows that those stand for */
  int64_t nSavedMissing;
  int64_t nComplaint; /* bad rows that are in the group now */
  char *zComplaint;   /* about the first of them */
  int nDatum;         /* data arguments of a row */
  bool isBegun;       /* the state is initialised */
  bool isPlain;       /* every argument is a number, and there are one or two */
  bool hasOptions;
  bool isAskedOften;
  AsiStatus fault; /* ASI_NOMEM or ASI_LIMIT once it happened */
  AsiTMemo quantile;
  AsiOptions options;
  sqlite3_value *aParameter[ASI_PARAMETER_MAX]; /* as the first row had them; NULL where it had none */
  int64_t state[];                              /* of the family's kind; SQLite aligns to 8 bytes */
} Group;

/* One call of xStep or xInverse, taken apart. */
typedef struct Row {
  const AsiFunction *function;
  sqlite3_value **aArgument;
  int nArgument;
  int nDatum; /* arguments that are data; parameters follow */
  AsiDatum *aDatum;
  AsiSaved *saved; /* room for the state that stands in its place */
} Row;

/* What a row is to its group. */
typedef enum RowKind {
  ROW_NOTHING, /* no state: counts nothing */
  ROW_NULL,    /* no number or no state: the group's other rows say which */
  ROW_MISSING,
  ROW_BAD,
  ROW_GOOD,
  ROW_STATE
} RowKind;

/* ---- the group ---- */

static int rowDataCount(const AsiFunction *function, int nArgument) {
  const AsiFamily *family = function->family;
  bool isShort = family->nDatumLeast > 0 && nArgument < family->nDatum;
  return family->nDatum == ASI_DATA_ANY || isShort ? nArgument : family->nDatum;
}

#define ROW_PLAIN_MAX 2

static bool rowsArePlain(const AsiFunction *function, int nArgument) {
  const AsiFamily *family = function->family;
  int i;
  if (nArgument > ROW_PLAIN_MAX || nArgument != rowDataCount(function, nArgument)) return false;
  for (i = 0; i < nArgument; i++) {
    if (family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : i] != ASI_DATUM_NUMBER) return false;
  }
  return true;
}

static void groupBegin(const AsiFunction *function, Group *group, int nArgument) {
  function->family->state->init(group->state);
  group->nDatum = rowDataCount(function, nArgument);
  group->isPlain = rowsArePlain(function, nArgument);
  asiOptionsInit(&group->options);
  group->isBegun = true;
}

static void groupRaiseFault(sqlite3_context *context, const AsiFunction *function, AsiStatus fault) {
  AsiWords words;
  if (fault == ASI_NOMEM) {
    sqlite3_result_error_nomem(context);
    return;
  }
  (void)asiSay(&words, fault, "%s(): more than %lld values", function->zName, (long long)ASI_SAMPLE_MAX);
  asiFail(context, &words);
}

/* SQLite counts the arguments itself, but for a function that takes any number of them. */
static bool rowIsCounted(sqlite3_context *context, const AsiFunction *function, int nArgument) {
  AsiWords words;
  unsigned nOptional = (unsigned)(ASI_DATA_MAX - function->nLeast);
  if (function->nMost >= 0 || (unsigned)(nArgument - function->nLeast) <= nOptional) return true;
  (void)asiSay(&words, ASI_DOMAIN, "%s(): %d argument%s, expected %d to %d", function->zName, nArgument,
               nArgument == 1 ? "" : "s", function->nLeast, ASI_DATA_MAX);
  asiFail(context, &words);
  return false;
}

/* The group of this call; NULL when there is none to work on, with the error raised. */
static inline Group *groupOf(sqlite3_context *context, const AsiFunction *function, int nArgument) {
  Group *group = sqlite3_aggregate_context(context, (int)(sizeof(Group) + function->family->state->nByte));
  if (group == NULL) {
    sqlite3_result_error_nomem(context);
    return NULL;
  }
  if (!group->isBegun) {
    if (!rowIsCounted(context, function, nArgument)) return NULL;
    groupBegin(function, group, nArgument);
  }
  return group;
}

/* The group that xStep began, if any row came. */
static Group *groupBegun(sqlite3_context *context) {
  Group *group = sqlite3_aggregate_context(context, 0);
  return group != NULL && group->isBegun ? group : NULL;
}

static void groupClear(const AsiFunction *function, Group *group) {
  int i;
  function->family->state->clear(group->state);
  sqlite3_free(group->zComplaint);
  for (i = 0; i < ASI_PARAMETER_MAX; i++) sqlite3_value_free(group->aParameter[i]);
  memset(group, 0, sizeof *group);
}

static void groupFail(sqlite3_context *context, Group *group, AsiStatus status) {
  group->fault = status;
  groupRaiseFault(context, asiFunctionOf(context), status);
}

/* ---- data ---- */

/* The common case without a detour: a finite number, already one. */
static inline bool rowReadPlain(sqlite3_value *value, int type, AsiDatum *datum) {
  if (type == SQLITE_INTEGER) {
    datum->isInteger = true;
    datum->i = sqlite3_value_int64(value);
    datum->r = (double)datum->i;
    return true;
  }
  if (type != SQLITE_FLOAT) return false;
  datum->isInteger = false;
  datum->r = sqlite3_value_double(value);
  return isfinite(datum->r);
}

static bool rowIsState(const Row *row) {
  return row->function->family->state->saved != 0 && sqlite3_value_type(row->aArgument[0]) == SQLITE_BLOB;
}

/* Of our making, to judge by its first bytes? A damaged state beside a NULL must not pass for a missing value. */
static bool rowLooksSaved(const Row *row) {
  int nByte = sqlite3_value_bytes(row->aArgument[0]);
  return nByte <= ASI_SAVED_MAX && asiSavedIsOurs(sqlite3_value_blob(row->aArgument[0]), (size_t)nByte);
}

/* Fewer arguments than data: there a state must stand. */
static RowKind rowReadLone(const Row *row, AsiWords *words) {
  if (sqlite3_value_type(row->aArgument[0]) == SQLITE_NULL) return ROW_NOTHING;
  if (rowIsState(row)) return ROW_STATE;
  asiComplain(words, row->function, 1, "argument", row->aArgument[0],
              "expected a state made by paired_state, or two arguments, pre and post");
  return ROW_BAD;
}

/* Argument i, which is not NULL, where it is not plain. A NULL further on makes the row one to skip. */
static RowKind rowReadOther(const Row *row, int i, AsiDatumKind kind, AsiWords *words) {
  bool isAnyNull = asiIsAnyNull(row->nDatum - i, row->aArgument + i);
  if (i == 0 && rowIsState(row) && (!isAnyNull || rowLooksSaved(row))) return ROW_STATE;
  if (isAnyNull) return ROW_MISSING;
  switch (asiReadDatum(row->function, i + 1, kind, row->aArgument[i], &row->aDatum[i], words)) {
  case ASI_READ: return ROW_GOOD;
  case ASI_READ_MISSING: return ROW_MISSING;
  default: return ROW_BAD;
  }
}

/* f(NULL, 'greater'): the short form of f(state, 'greater'). */
static bool rowIsShort(const Row *row) {
  return row->nArgument == row->nDatum && row->function->nMost > row->nDatum &&
         asiNumericType(row->aArgument[row->nDatum - 1]) == SQLITE_TEXT;
}

/* Data argument i is NULL. A row of two that is not short is a row, whatever the other one is. */
static RowKind rowReadNull(const Row *row, int i) {
  if (i > 0 || row->function->family->state->saved == 0) return ROW_MISSING;
  return row->nDatum == 1 || rowIsShort(row) ? ROW_NULL : ROW_MISSING;
}

static RowKind rowRead(const Row *row, AsiWords *words) {
  const AsiFamily *family = row->function->family;
  RowKind reading = ROW_GOOD;
  int i;
  if (row->nDatum > row->nArgument) return rowReadLone(row, words);
  for (i = 0; i < row->nDatum && reading == ROW_GOOD; i++) {
    AsiDatumKind kind = family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : i];
    int type = sqlite3_value_type(row->aArgument[i]);
    if (type == SQLITE_NULL) return rowReadNull(row, i);
    if (kind == ASI_DATUM_NUMBER && rowReadPlain(row->aArgument[i], type, &row->aDatum[i])) continue;
    reading = rowReadOther(row, i, kind, words);
  }
  return reading;
}

/* ---- states in the place of rows ---- */

/* Arguments that a state fills: beside it the other data are NULL, or left out. False for anything else there. */
static bool rowFitState(Row *row, AsiWords *words) {
  bool isAny = row->function->family->nDatum == ASI_DATA_ANY;
  if (row->nArgument == 1 || row->nDatum == 1) {
    row->nDatum = 1;
    return true;
  }
  if (sqlite3_value_type(row->aArgument[1]) == SQLITE_NULL) return true;
  if (row->nArgument == 2 && !isAny) {
    row->nDatum = 1;
    return true;
  }
  asiComplain(words, row->function, 2, "argument", row->aArgument[1], "expected NULL beside a state");
  return false;
}

static RowKind rowRefuseState(const Row *row, const AsiWords *reason, AsiWords *words) {
  (void)asiSay(words, ASI_DOMAIN, "%s(): argument 1 %s", row->function->zName, reason->z);
  return ROW_BAD;
}

/* "a moments_state or a sample_state" */
static void rowSayStates(unsigned saved, char *z, size_t n) {
  int family;
  z[0] = 0;
  for (family = 0; saved >> family != 0; family++) {
    size_t nUsed = strlen(z);
    if ((saved >> family & 1) == 0) continue;
    (void)snprintf(z + nUsed, n - nUsed, "%sa %s", nUsed == 0 ? "" : " or ", asiSavedName((AsiSavedFamily)family));
  }
}

static RowKind rowOpenState(const Row *row, AsiWords *words) {
  unsigned expected = row->function->family->state->saved;
  int nByte = sqlite3_value_bytes(row->aArgument[0]);
  AsiWords reason, all;
  char zStates[64], zValue[ASI_VALUE_SHOWN];
  if (nByte > ASI_SAVED_MAX) {
    (void)asiSay(&all, ASI_DOMAIN, "is a BLOB of %d bytes, expected a state of at most %lld", nByte,
                 (long long)ASI_SAVED_MAX);
    return rowRefuseState(row, &all, words);
  }
  if (asiSavedOpen(sqlite3_value_blob(row->aArgument[0]), (size_t)nByte, row->saved, &reason) != ASI_OK) {
    rowSayStates(expected, zStates, sizeof zStates);
    (void)asiSay(&all, ASI_DOMAIN, "is %s, %.200s; expected numbers or %s", asiDescribeValue(row->aArgument[0], zValue),
                 reason.z, zStates);
    return rowRefuseState(row, &all, words);
  }
  if ((expected >> row->saved->family & 1) != 0) return ROW_STATE;
  rowSayStates(expected, zStates, sizeof zStates);
  (void)asiSay(&all, ASI_DOMAIN, "is a %s, expected %s", asiSavedName(row->saved->family), zStates);
  return rowRefuseState(row, &all, words);
}

/* ---- options and parameters ---- */

static bool parameterIsNumber(const AsiFunction *function, int i) {
  return function->family->aParameter[i] != ASI_PARAMETER_OPTIONS;
}

/* The i-th, NULL when the row has no such argument. */
static sqlite3_value *rowParameter(const Row *row, int i) {
  sqlite3_value *value;
  if (row->nDatum + i >= row->nArgument) return NULL;
  value = row->aArgument[row->nDatum + i];
  if (parameterIsNumber(row->function, i)) (void)asiNumericType(value);
  return value;
}

static bool parameterIsNull(sqlite3_value *value) { return value == NULL || sqlite3_value_type(value) == SQLITE_NULL; }

/* Numbers as values, '0.95' and 0.95 alike; option texts byte by byte. */
static bool parameterIsSame(sqlite3_value *a, sqlite3_value *b) {
  int type, nByte;
  if (parameterIsNull(a) || parameterIsNull(b)) return parameterIsNull(a) && parameterIsNull(b);
  type = sqlite3_value_type(a);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    int other = sqlite3_value_type(b);
    return (other == SQLITE_INTEGER || other == SQLITE_FLOAT) && sqlite3_value_double(a) == sqlite3_value_double(b);
  }
  if (type != sqlite3_value_type(b)) return false;
  nByte = sqlite3_value_bytes(a);
  if (nByte != sqlite3_value_bytes(b)) return false;
  return nByte == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)nByte) == 0;
}

#define PARAMETER_RULE "must stay the same in a group or partition"
static const char zParameterRule[] = PARAMETER_RULE;
static const char zParameterChanged[] = "but another value in an earlier row: it " PARAMETER_RULE;

/* Does the row say the same as the first one? */
static bool parametersAreSame(const Group *group, const Row *row, AsiWords *words) {
  int i;
  for (i = 0; i < ASI_PARAMETER_MAX; i++) {
    sqlite3_value *value = rowParameter(row, i);
    if (parameterIsSame(group->aParameter[i], value)) continue;
    if (value == NULL) {
      (void)asiSay(words, ASI_DOMAIN, "%s(): the options of an earlier row are missing in another one: they %s",
                   row->function->zName, zParameterRule);
    } else {
      asiComplain(words, row->function, row->nDatum + i + 1, "argument", value, zParameterChanged);
    }
    return false;
  }
  return true;
}

static AsiStatus parameterReadOptions(const AsiFunction *function, AsiOptions *options, sqlite3_value *value,
                                      AsiWords *words) {
  char zValue[ASI_VALUE_SHOWN];
  const char *z;
  if (sqlite3_value_type(value) == SQLITE_NULL) return ASI_OK;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    return asiSay(words, ASI_DOMAIN, "is %s, expected option words such as 'greater'", asiDescribeValue(value, zValue));
  }
  z = (const char *)sqlite3_value_text(value);
  if (z == NULL) return ASI_NOMEM;
  return asiOptionsParse(options, asiFunctionWords(function), function->zName, z, (size_t)sqlite3_value_bytes(value),
                         words);
}

static AsiStatus parameterReadNumber(AsiOptions *options, AsiParameter parameter, sqlite3_value *value,
                                     AsiWords *words) {
  char zValue[ASI_VALUE_SHOWN];
  switch (sqlite3_value_type(value)) {
  case SQLITE_NULL: options->isNull = true; return ASI_OK;
  case SQLITE_INTEGER:
  case SQLITE_FLOAT: return asiOptionsSet(options, parameter, sqlite3_value_double(value), words);
  default: return asiSay(words, ASI_DOMAIN, "is %s, expected a number", asiDescribeValue(value, zValue));
  }
}

static AsiStatus parameterRead(const Row *row, int i, AsiOptions *options, AsiWords *words) {
  sqlite3_value *value = rowParameter(row, i);
  if (value == NULL) return ASI_OK;
  if (!parameterIsNumber(row->function, i)) return parameterReadOptions(row->function, options, value, words);
  return parameterReadNumber(options, row->function->family->aParameter[i], value, words);
}

/* A copy of each parameter, to hold later rows against. Its text is made UTF-8 at once: a copy belongs to no connection,
** which would not hear of memory that runs out when the texts are compared. */
static AsiStatus groupCopyParameters(Group *group, const Row *row) {
  int i;
  for (i = 0; i < ASI_PARAMETER_MAX; i++) {
    sqlite3_value *value = rowParameter(row, i);
    if (value == NULL) continue;
    group->aParameter[i] = sqlite3_value_dup(value);
    if (group->aParameter[i] == NULL) return ASI_NOMEM;
    if (sqlite3_value_type(value) == SQLITE_TEXT && sqlite3_value_text(group->aParameter[i]) == NULL) return ASI_NOMEM;
  }
  return ASI_OK;
}

/* ASI_DOMAIN with words, the function's name included, for the first that cannot be read. */
static AsiStatus parametersRead(const Row *row, AsiOptions *options, AsiWords *words) {
  AsiStatus status = ASI_OK;
  AsiWords reason;
  int i;
  for (i = 0; status == ASI_OK && i < ASI_PARAMETER_MAX; i++) {
    status = parameterRead(row, i, options, &reason);
    if (status != ASI_DOMAIN) continue;
    (void)asiSay(words, ASI_DOMAIN, "%s(): argument %d %s", row->function->zName, row->nDatum + i + 1, reason.z);
  }
  return status;
}

/* The first row not skipped whose options can be read decides what they are. */
static RowKind groupReadOptions(sqlite3_context *context, Group *group, const Row *row, RowKind kind, AsiWords *words) {
  AsiOptions options;
  AsiStatus status;
  asiOptionsInit(&options);
  status = parametersRead(row, &options, words);
  if (status == ASI_DOMAIN) return ROW_BAD;
  if (status == ASI_OK) status = groupCopyParameters(group, row);
  group->options = options;
  group->hasOptions = true;
  if (status != ASI_OK) groupFail(context, group, status);
  return kind;
}

/* ---- rows in, rows out ---- */

/* Read the row, down to whether it may be counted; options are settled on the way. */
static RowKind groupTakeRow(sqlite3_context *context, Group *group, Row *row, AsiWords *words) {
  RowKind kind = rowRead(row, words);
  if (kind == ROW_STATE) kind = rowFitState(row, words) ? rowOpenState(row, words) : ROW_BAD;
  if (kind < ROW_GOOD || (row->nArgument == row->nDatum && !group->hasOptions)) return kind;
  if (!group->hasOptions) return groupReadOptions(context, group, row, kind, words);
  return parametersAreSame(group, row, words) ? kind : ROW_BAD;
}

/* Words for later; the first ones win. */
static void groupKeepComplaint(sqlite3_context *context, Group *group, const AsiWords *words) {
  group->nComplaint++;
  if (group->zComplaint != NULL) return;
  group->zComplaint = sqlite3_mprintf("%s", words->z);
  if (group->zComplaint == NULL) groupFail(context, group, ASI_NOMEM);
}

static void groupForgetComplaint(Group *group) {
  if (--group->nComplaint > 0) return;
  sqlite3_free(group->zComplaint);
  group->zComplaint = NULL;
}

/* A bad row comes, or leaves. */
static void groupComplain(sqlite3_context *context, Group *group, const AsiWords *words, int direction) {
  if (direction < 0) {
    groupForgetComplaint(group);
  } else {
    groupKeepComplaint(context, group, words);
  }
}

/* The rows that a saved state stands for. */
static AsiStatus groupTakeState(sqlite3_context *context, Group *group, const Row *row, int direction) {
  AsiWords reason, words;
  AsiStatus status;
  if (direction > 0 && (row->saved->n > ASI_SAMPLE_MAX - group->nSaved ||
                        row->saved->nMissing > ASI_SAMPLE_MAX - group->nSavedMissing)) {
    return ASI_LIMIT;
  }
  status = row->function->family->state->take(group->state, row->saved, direction, &reason);
  if (status == ASI_DOMAIN) {
    (void)rowRefuseState(row, &reason, &words);
    groupComplain(context, group, &words, direction);
    return ASI_OK;
  }
  group->nState += direction;
  group->nSaved += row->saved->n * direction;
  group->nSavedMissing += row->saved->nMissing * direction;
  return status;
}

/* What most rows are, read without a detour; false for all others. */
static inline bool groupReadPlain(const Group *group, int nArgument, sqlite3_value **aArgument, AsiDatum *aDatum) {
  int i;
  if (!group->isPlain || group->hasOptions) return false;
  for (i = 0; i < nArgument; i++) {
    if (!rowReadPlain(aArgument[i], sqlite3_value_type(aArgument[i]), &aDatum[i])) return false;
  }
  return true;
}

/* Any other row: direction 1 when it comes, -1 when it leaves. */
static ASI_NOINLINE AsiStatus groupTakeOther(sqlite3_context *context, Group *group, int nArgument,
                                             sqlite3_value **aArgument, int direction) {
  const AsiFunction *function = asiFunctionOf(context);
  const AsiStateKind *kind = function->family->state;
  AsiDatum aDatum[ASI_DATA_MAX];
  AsiSaved saved;
  Row row = { function, aArgument, nArgument, rowDataCount(function, nArgument), aDatum, &saved };
  AsiWords words;
  switch (groupTakeRow(context, group, &row, &words)) {
  case ROW_GOOD:
    group->nGood += direction;
    if (group->fault != ASI_OK) break;
    return direction > 0 ? kind->add(group->state, aDatum, row.nDatum) : kind->remove(group->state, aDatum, row.nDatum);
  case ROW_NULL: group->nNull += direction; break;
  case ROW_MISSING: group->nMissing += direction; break;
  case ROW_BAD: groupComplain(context, group, &words, direction); break;
  case ROW_STATE: return groupTakeState(context, group, &row, direction);
  default: break;
  }
  return ASI_OK;
}

void asiAggregateStep(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiFunction *function = asiFunctionOf(context);
  Group *group = groupOf(context, function, nArgument);
  AsiDatum aDatum[ROW_PLAIN_MAX];
  AsiStatus status;
  if (group == NULL) return;
  if (groupReadPlain(group, nArgument, aArgument, aDatum)) {
    group->nGood++;
    status = function->family->state->add(group->state, aDatum, nArgument);
  } else {
    status = groupTakeOther(context, group, nArgument, aArgument, 1);
  }
  if (status != ASI_OK) groupFail(context, group, status);
}

void asiAggregateInverse(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiFunction *function = asiFunctionOf(context);
  Group *group = groupBegun(context);
  AsiDatum aDatum[ROW_PLAIN_MAX];
  AsiStatus status;
  if (ASI_NEVER(group == NULL)) return; /* only what came can leave */
  if (groupReadPlain(group, nArgument, aArgument, aDatum)) {
    group->nGood--;
    status = function->family->state->remove(group->state, aDatum, nArgument);
  } else {
    status = groupTakeOther(context, group, nArgument, aArgument, -1);
  }
  if (status != ASI_OK) groupFail(context, group, status);
}

/* ---- the answer ---- */

static AsiStatus groupComputeRecord(sqlite3_context *context, Group *group, const AsiAsk *ask) {
  const AsiFamily *family = asiFunctionOf(context)->family;
  max_align_t record[ASI_RECORD_MAX / sizeof(max_align_t)];
  AsiStatus status;
  asiRecordClear(family->record, record);
  status = family->compute(group->state, ask, record);
  if (status == ASI_OK) asiAnswer(context, family->record, ask->field, record);
  return status;
}

static AsiStatus groupWrite(sqlite3_context *context, Group *group, const AsiAsk *ask) {
  const AsiFamily *family = asiFunctionOf(context)->family;
  AsiText text;
  AsiStatus status;
  asiTextInit(&text);
  status = family->write(group->state, ask, &text);
  if (status == ASI_OK) {
    asiAnswerWritten(context, family->written, &text);
  } else {
    asiTextClear(&text);
  }
  return status;
}

/* Where only states came, what is NULL in their place is no value that is missing, but no state. */
static int64_t groupMissing(const Group *group) {
  bool isOfStates = group->nState > 0 && group->nGood == 0;
  return group->nSavedMissing + group->nMissing + (isOfStates ? 0 : group->nNull);
}

static void groupCompute(sqlite3_context *context, Group *group) {
  const AsiFunction *function = asiFunctionOf(context);
  AsiHostPoll hostPoll;
  AsiWords words = { "" };
  AsiAsk ask = { &group->options, groupMissing(group), asiFieldOf(context), &hostPoll.poll,
                 &words,          &group->quantile,    group->nDatum };
  AsiStatus status;
  asiHostPollInit(&hostPoll, sqlite3_context_db_handle(context));
  status =
      function->family->write != NULL ? groupWrite(context, group, &ask) : groupComputeRecord(context, group, &ask);
  asiHostPollClose(&hostPoll);
  if (status != ASI_OK && status != ASI_UNDEFINED) asiFailStatus(context, status, &words);
}

/* Missing ones included: none, and there is no answer. */
static bool groupHasRows(const Group *group) {
  return group->nGood > 0 || group->nMissing > 0 || group->nNull > 0 || group->nState > 0;
}

static void groupAnswer(sqlite3_context *context, Group *group) {
  if (group->fault != ASI_OK) {
    groupRaiseFault(context, asiFunctionOf(context), group->fault);
  } else if (group->zComplaint != NULL) {
    sqlite3_result_error(context, group->zComplaint, -1);
  } else if (groupHasRows(group) && !group->options.isNull) {
    groupCompute(context, group);
  }
}

void asiAggregateValue(sqlite3_context *context) {
  const AsiStateKind *kind = asiFunctionOf(context)->family->state;
  Group *group = groupBegun(context);
  AsiStatus status = ASI_OK;
  if (group == NULL) return;
  if (!group->isAskedOften && kind->askOften != NULL) status = kind->askOften(group->state);
  if (status != ASI_OK) group->fault = status;
  group->isAskedOften = true;
  groupAnswer(context, group);
}

void asiAggregateFinal(sqlite3_context *context) {
  Group *group = groupBegun(context);
  if (group == NULL) return;
  groupAnswer(context, group);
  groupClear(asiFunctionOf(context), group);
}
