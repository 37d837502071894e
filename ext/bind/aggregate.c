#include "aggregate.h"

#include <math.h>
#include <string.h>

#include "answer.h"
#include "args.h"
#include "host_poll.h"
#include "mem.h"

typedef struct Group {
  int64_t nRow;        /* rows that count, bad and skipped ones included: none, and there is no answer */
  int64_t nMissing;    /* rows skipped */
  int64_t nComplaint;  /* bad rows that are in the group now */
  char *zComplaint;    /* about the first of them */
  char *zOptionsFault; /* options that could not be read */
  bool isBegun;        /* the state is initialised */
  bool hasOptions;
  bool isAskedOften;
  AsiStatus fault;       /* ASI_NOMEM once it happened */
  const AsiField *field; /* that is wanted; NULL: all */
  AsiTMemo quantile;
  AsiOptions options;
  sqlite3_value *aParameter[ASI_PARAMETER_MAX]; /* as the first row had them */
  int nParameter;
  int64_t state[]; /* of the family's kind; SQLite aligns to 8 bytes */
} Group;

/* One call of xStep or xInverse, taken apart. */
typedef struct Row {
  const AsiFunction *function;
  sqlite3_value **aArgument;
  int nArgument;
  int nDatum; /* arguments that are data; parameters follow */
  AsiDatum *aDatum;
} Row;

/* What a row is to its group. */
typedef enum RowKind { ROW_MISSING, ROW_BAD, ROW_GOOD } RowKind;

/* ---- the group ---- */

static void groupBegin(const AsiFunction *function, Group *group) {
  function->family->state->init(group->state);
  asiOptionsInit(&group->options);
  group->field = asiFunctionField(function);
  group->isBegun = true;
}

/* The group of this call; NULL when there is none to work on, with the error raised. */
static inline Group *groupOf(sqlite3_context *context, const AsiFunction *function) {
  Group *group = sqlite3_aggregate_context(context, (int)(sizeof(Group) + function->family->state->nByte));
  if (group == NULL) {
    sqlite3_result_error_nomem(context);
    return NULL;
  }
  if (!group->isBegun) groupBegin(function, group);
  return group->fault == ASI_OK ? group : NULL;
}

static void groupClear(const AsiFunction *function, Group *group) {
  int i;
  function->family->state->clear(group->state);
  sqlite3_free(group->zComplaint);
  sqlite3_free(group->zOptionsFault);
  for (i = 0; i < group->nParameter; i++) sqlite3_value_free(group->aParameter[i]);
  memset(group, 0, sizeof *group);
}

static void groupFail(sqlite3_context *context, Group *group, AsiStatus status) {
  group->fault = status;
  sqlite3_result_error_nomem(context);
}

/* Keep words for later; the first ones win. */
static void groupKeep(sqlite3_context *context, Group *group, char **pzKept, const AsiWords *words) {
  if (*pzKept != NULL) return;
  *pzKept = sqlite3_mprintf("%s", words->z);
  if (*pzKept == NULL) groupFail(context, group, ASI_NOMEM);
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

/* Argument i, which is not NULL, where it is not plain. A NULL further on makes the row one to skip. */
static RowKind rowReadOther(const Row *row, int i, AsiDatumKind kind, AsiWords *words) {
  if (asiIsAnyNull(row->nDatum - i, row->aArgument + i)) return ROW_MISSING;
  switch (asiReadDatum(row->function, i + 1, kind, row->aArgument[i], &row->aDatum[i], words)) {
  case ASI_READ: return ROW_GOOD;
  case ASI_READ_MISSING: return ROW_MISSING;
  default: return ROW_BAD;
  }
}

static inline RowKind rowRead(const Row *row, AsiWords *words) {
  const AsiFamily *family = row->function->family;
  RowKind reading = ROW_GOOD;
  int i;
  for (i = 0; i < row->nDatum && reading == ROW_GOOD; i++) {
    AsiDatumKind kind = family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : i];
    int type = sqlite3_value_type(row->aArgument[i]);
    if (type == SQLITE_NULL) return ROW_MISSING;
    if (kind == ASI_DATUM_NUMBER && rowReadPlain(row->aArgument[i], type, &row->aDatum[i])) continue;
    reading = rowReadOther(row, i, kind, words);
  }
  return reading;
}

/* ---- options and parameters ---- */

static bool parameterIsNumber(const AsiFunction *function, int i) {
  return function->family->aParameter[i] != ASI_PARAMETER_OPTIONS;
}

/* Numbers as values, '0.95' and 0.95 alike; option texts byte by byte. */
static bool parameterIsSame(sqlite3_value *a, sqlite3_value *b) {
  int type = sqlite3_value_type(a);
  int nByte;
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    int other = sqlite3_value_type(b);
    return (other == SQLITE_INTEGER || other == SQLITE_FLOAT) && sqlite3_value_double(a) == sqlite3_value_double(b);
  }
  if (type != sqlite3_value_type(b)) return false;
  if (type == SQLITE_NULL) return true;
  nByte = sqlite3_value_bytes(a);
  if (nByte != sqlite3_value_bytes(b)) return false;
  return nByte == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)nByte) == 0;
}

/* Does the row say the same as the first one? */
static bool parametersAreSame(const Group *group, const Row *row, AsiWords *words) {
  int i;
  for (i = 0; i < group->nParameter; i++) {
    sqlite3_value *value = row->aArgument[row->nDatum + i];
    if (parameterIsNumber(row->function, i)) (void)sqlite3_value_numeric_type(value);
    if (parameterIsSame(group->aParameter[i], value)) continue;
    asiComplain(words, row->function, row->nDatum + i + 1, "argument", value,
                "but another value in an earlier row: it must stay the same in a group or partition");
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
  return asiOptionsParse(options, function->family->words, z, (size_t)sqlite3_value_bytes(value), words);
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
  sqlite3_value *value = row->aArgument[row->nDatum + i];
  if (!parameterIsNumber(row->function, i)) return parameterReadOptions(row->function, options, value, words);
  return parameterReadNumber(options, row->function->family->aParameter[i], value, words);
}

/* A copy of each parameter, to hold later rows against. */
static AsiStatus groupCopyParameters(Group *group, const Row *row) {
  int nParameter = row->nArgument - row->nDatum;
  while (group->nParameter < nParameter) {
    sqlite3_value *value = row->aArgument[row->nDatum + group->nParameter];
    if (parameterIsNumber(row->function, group->nParameter)) (void)sqlite3_value_numeric_type(value);
    group->aParameter[group->nParameter] = sqlite3_value_dup(value);
    if (group->aParameter[group->nParameter] == NULL) return ASI_NOMEM;
    group->nParameter++;
  }
  return ASI_OK;
}

/* The first row not skipped decides what the options are. */
static void groupReadOptions(sqlite3_context *context, Group *group, const Row *row) {
  AsiStatus status = groupCopyParameters(group, row);
  AsiWords words, all;
  int i;
  group->hasOptions = true;
  for (i = 0; status == ASI_OK && i < group->nParameter; i++) {
    status = parameterRead(row, i, &group->options, &words);
    if (status != ASI_DOMAIN) continue;
    (void)asiSay(&all, ASI_DOMAIN, "%s(): argument %d %s", row->function->zName, row->nDatum + i + 1, words.z);
    groupKeep(context, group, &group->zOptionsFault, &all);
  }
  if (status == ASI_NOMEM) groupFail(context, group, status);
}

/* ---- rows in, rows out ---- */

/* Read the row, down to whether it may be counted; options are settled on the way. */
static inline RowKind groupTakeRow(sqlite3_context *context, Group *group, const Row *row, AsiWords *words) {
  RowKind kind = rowRead(row, words);
  if (kind != ROW_GOOD || row->nArgument == row->nDatum) return kind;
  if (!group->hasOptions) groupReadOptions(context, group, row);
  return parametersAreSame(group, row, words) ? ROW_GOOD : ROW_BAD;
}

static int rowDataCount(const AsiFunction *function, int nArgument) {
  return function->family->nDatum == ASI_DATA_ANY ? nArgument : function->family->nDatum;
}

void asiAggregateStep(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiFunction *function = asiFunctionOf(context);
  Group *group = groupOf(context, function);
  AsiDatum aDatum[ASI_DATA_MAX];
  Row row = { function, aArgument, nArgument, rowDataCount(function, nArgument), aDatum };
  AsiWords words;
  AsiStatus status = ASI_OK;
  if (group == NULL) return;
  group->nRow++;
  switch (groupTakeRow(context, group, &row, &words)) {
  case ROW_MISSING: group->nMissing++; break;
  case ROW_BAD:
    group->nComplaint++;
    groupKeep(context, group, &group->zComplaint, &words);
    break;
  default:
    if (group->fault == ASI_OK) status = function->family->state->add(group->state, aDatum, row.nDatum);
    break;
  }
  if (status != ASI_OK) groupFail(context, group, status);
}

static void groupForgetComplaint(Group *group) {
  if (--group->nComplaint > 0) return;
  sqlite3_free(group->zComplaint);
  group->zComplaint = NULL;
}

void asiAggregateInverse(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  const AsiFunction *function = asiFunctionOf(context);
  Group *group = groupOf(context, function);
  AsiDatum aDatum[ASI_DATA_MAX];
  Row row = { function, aArgument, nArgument, rowDataCount(function, nArgument), aDatum };
  AsiWords words;
  AsiStatus status = ASI_OK;
  if (group == NULL) return;
  group->nRow--;
  switch (groupTakeRow(context, group, &row, &words)) {
  case ROW_MISSING: group->nMissing--; break;
  case ROW_BAD: groupForgetComplaint(group); break;
  default: status = function->family->state->remove(group->state, aDatum, row.nDatum); break;
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
  if (status != ASI_OK) {
    asiTextClear(&text);
  } else if (family->isPlainText) {
    asiAnswerText(context, &text);
  } else {
    asiAnswerJson(context, &text);
  }
  return status;
}

static void groupCompute(sqlite3_context *context, Group *group) {
  const AsiFunction *function = asiFunctionOf(context);
  AsiHostPoll hostPoll;
  AsiWords words = { "" };
  AsiAsk ask = { &group->options, group->nMissing, group->field, &hostPoll.poll, &words, &group->quantile };
  AsiStatus status;
  asiHostPollInit(&hostPoll, sqlite3_context_db_handle(context));
  status =
      function->family->write != NULL ? groupWrite(context, group, &ask) : groupComputeRecord(context, group, &ask);
  asiHostPollClose(&hostPoll);
  if (status != ASI_OK && status != ASI_UNDEFINED) asiFailStatus(context, status, &words);
}

static void groupAnswer(sqlite3_context *context, Group *group) {
  if (group->fault != ASI_OK) {
    sqlite3_result_error_nomem(context);
  } else if (group->zOptionsFault != NULL) {
    sqlite3_result_error(context, group->zOptionsFault, -1);
  } else if (group->zComplaint != NULL) {
    sqlite3_result_error(context, group->zComplaint, -1);
  } else if (group->nRow > 0 && !group->options.isNull) {
    groupCompute(context, group);
  }
}

/* The group that xStep began, if any row came. */
static Group *groupBegun(sqlite3_context *context) {
  Group *group = sqlite3_aggregate_context(context, 0);
  return group != NULL && group->isBegun ? group : NULL;
}

void asiAggregateValue(sqlite3_context *context) {
  const AsiStateKind *kind = asiFunctionOf(context)->family->state;
  Group *group = groupBegun(context);
  AsiStatus status = ASI_OK;
  if (group == NULL) return;
  if (!group->isAskedOften && group->fault == ASI_OK && kind->askOften != NULL) status = kind->askOften(group->state);
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
