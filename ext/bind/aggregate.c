#include "aggregate.h"

#include <string.h>

#include "answer.h"
#include "args.h"
#include "host_poll.h"
#include "mem.h"

typedef struct Group {
  int64_t nMissing;    /* rows skipped */
  int64_t nComplaint;  /* bad rows that are in the group now */
  char *zComplaint;    /* about the first of them */
  char *zOptionsFault; /* options that could not be read */
  bool isBegun;        /* the state is initialised */
  bool hasOptions;
  bool isAskedOften;
  AsiStatus fault; /* ASI_NOMEM once it happened */
  AsiOptions options;
  sqlite3_value *aParameter[ASI_PARAMETER_MAX]; /* as the first row had them */
  int nParameter;
  max_align_t state[]; /* of the family's kind */
} Group;

/* What a row is to its group. */
typedef enum RowKind { ROW_MISSING, ROW_BAD, ROW_GOOD } RowKind;

static size_t groupBytes(const AsiFunction *function) { return sizeof(Group) + function->family->state->nByte; }

static Group *groupOf(sqlite3_context *context) {
  const AsiFunction *function = asiFunctionOf(context);
  Group *group = sqlite3_aggregate_context(context, (int)groupBytes(function));
  if (group == NULL) {
    sqlite3_result_error_nomem(context);
    return NULL;
  }
  if (!group->isBegun) {
    function->family->state->init(group->state);
    asiOptionsInit(&group->options);
    group->isBegun = true;
  }
  return group;
}

static void groupClear(const AsiFunction *function, Group *group) {
  int i;
  if (!group->isBegun) return;
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

static RowKind rowRead(const AsiFunction *function, int nDatum, sqlite3_value **aArgument, AsiDatum *row,
                       AsiWords *words) {
  const AsiFamily *family = function->family;
  int i;
  if (asiIsAnyNull(nDatum, aArgument)) return ROW_MISSING;
  for (i = 0; i < nDatum; i++) {
    AsiDatumKind kind = family->aDatum[family->nDatum == ASI_DATA_ANY ? 0 : i];
    switch (asiReadDatum(function, i + 1, kind, aArgument[i], &row[i], words)) {
    case ASI_READ: break;
    case ASI_READ_MISSING: return ROW_MISSING;
    default: return ROW_BAD;
    }
  }
  return ROW_GOOD;
}

static bool parameterIsSame(sqlite3_value *a, sqlite3_value *b) {
  int type = sqlite3_value_type(a);
  int nByte;
  if (type != sqlite3_value_type(b)) return false;
  if (type == SQLITE_NULL) return true;
  if (type == SQLITE_INTEGER) return sqlite3_value_int64(a) == sqlite3_value_int64(b);
  if (type == SQLITE_FLOAT) return sqlite3_value_double(a) == sqlite3_value_double(b);
  nByte = sqlite3_value_bytes(a);
  if (nByte != sqlite3_value_bytes(b)) return false;
  return nByte == 0 || memcmp(sqlite3_value_blob(a), sqlite3_value_blob(b), (size_t)nByte) == 0;
}

/* Does the row say the same as the first one? */
static bool parametersAreSame(const AsiFunction *function, const Group *group, sqlite3_value **aArgument,
                              AsiWords *words) {
  int nDatum = function->family->nDatum;
  int i;
  for (i = 0; i < group->nParameter; i++) {
    if (parameterIsSame(group->aParameter[i], aArgument[nDatum + i])) continue;
    asiComplain(words, function, nDatum + i + 1, "argument", aArgument[nDatum + i],
                "but another value in an earlier row: it must stay the same in a group or partition");
    return false;
  }
  return true;
}

static AsiStatus parameterReadText(const AsiFunction *function, AsiOptions *options, sqlite3_value *value,
                                   AsiWords *words) {
  const char *z;
  if (sqlite3_value_type(value) == SQLITE_NULL) return ASI_OK;
  if (sqlite3_value_type(value) != SQLITE_TEXT) {
    return asiSay(words, ASI_DOMAIN, "is no text, expected option words such as 'greater'");
  }
  z = (const char *)sqlite3_value_text(value);
  if (z == NULL) return ASI_NOMEM;
  return asiOptionsParse(options, function->family->words, z, (size_t)sqlite3_value_bytes(value), words);
}

static AsiStatus parameterReadNumber(AsiOptions *options, AsiParameter parameter, sqlite3_value *value,
                                     AsiWords *words) {
  if (sqlite3_value_type(value) == SQLITE_NULL) {
    options->isNull = true;
    return ASI_OK;
  }
  switch (sqlite3_value_numeric_type(value)) {
  case SQLITE_INTEGER:
  case SQLITE_FLOAT: return asiOptionsSet(options, parameter, sqlite3_value_double(value), words);
  default: return asiSay(words, ASI_DOMAIN, "is no number, expected one with a decimal point");
  }
}

static AsiStatus parameterRead(const AsiFunction *function, int i, AsiOptions *options, sqlite3_value *value,
                               AsiWords *words) {
  AsiParameter parameter = function->family->aParameter[i];
  if (parameter == ASI_PARAMETER_OPTIONS) return parameterReadText(function, options, value, words);
  return parameterReadNumber(options, parameter, value, words);
}

/* Copies of the parameters, to hold later rows against. */
static AsiStatus groupCopyParameters(const AsiFunction *function, Group *group, int nArgument,
                                     sqlite3_value **aArgument) {
  int nDatum = function->family->nDatum;
  for (group->nParameter = 0; nDatum + group->nParameter < nArgument; group->nParameter++) {
    sqlite3_value *copy = sqlite3_value_dup(aArgument[nDatum + group->nParameter]);
    if (copy == NULL) return ASI_NOMEM;
    group->aParameter[group->nParameter] = copy;
  }
  return ASI_OK;
}

/* The first row not skipped decides what the options are. */
static void groupReadOptions(sqlite3_context *context, Group *group, int nArgument, sqlite3_value **aArgument) {
  const AsiFunction *function = asiFunctionOf(context);
  AsiStatus status = groupCopyParameters(function, group, nArgument, aArgument);
  AsiWords words, all;
  int i;
  group->hasOptions = true;
  for (i = 0; status == ASI_OK && i < group->nParameter; i++) {
    int iArgument = function->family->nDatum + i;
    status = parameterRead(function, i, &group->options, aArgument[iArgument], &words);
    if (status != ASI_DOMAIN) continue;
    (void)asiSay(&all, ASI_DOMAIN, "%s(): argument %d %s", function->zName, iArgument + 1, words.z);
    groupKeep(context, group, &group->zOptionsFault, &all);
  }
  if (status == ASI_NOMEM) groupFail(context, group, status);
}

/* How many of the arguments are data. */
static int groupDataCount(const AsiFunction *function, int nArgument) {
  return function->family->nDatum == ASI_DATA_ANY ? nArgument : function->family->nDatum;
}

/* Read the row, down to whether it may be counted; options are settled on the way. */
static RowKind groupTakeRow(sqlite3_context *context, Group *group, int nArgument, sqlite3_value **aArgument,
                            AsiDatum *row, AsiWords *words) {
  const AsiFunction *function = asiFunctionOf(context);
  int nDatum = groupDataCount(function, nArgument);
  RowKind kind = rowRead(function, nDatum, aArgument, row, words);
  if (kind != ROW_GOOD || nArgument == nDatum) return kind;
  if (!group->hasOptions) groupReadOptions(context, group, nArgument, aArgument);
  return parametersAreSame(function, group, aArgument, words) ? ROW_GOOD : ROW_BAD;
}

void asiAggregateStep(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  Group *group = groupOf(context);
  AsiDatum row[ASI_DATA_MAX];
  AsiWords words;
  AsiStatus status;
  if (group == NULL || group->fault != ASI_OK) return;
  switch (groupTakeRow(context, group, nArgument, aArgument, row, &words)) {
  case ROW_MISSING: group->nMissing++; break;
  case ROW_BAD:
    group->nComplaint++;
    groupKeep(context, group, &group->zComplaint, &words);
    break;
  default:
    if (group->fault != ASI_OK) return;
    status = asiFunctionOf(context)->family->state->add(group->state, row,
                                                        groupDataCount(asiFunctionOf(context), nArgument));
    if (status != ASI_OK) groupFail(context, group, status);
    break;
  }
}

void asiAggregateInverse(sqlite3_context *context, int nArgument, sqlite3_value **aArgument) {
  Group *group = groupOf(context);
  AsiDatum row[ASI_DATA_MAX];
  AsiWords words;
  AsiStatus status;
  if (group == NULL || group->fault != ASI_OK) return;
  switch (groupTakeRow(context, group, nArgument, aArgument, row, &words)) {
  case ROW_MISSING: group->nMissing--; break;
  case ROW_BAD:
    if (--group->nComplaint > 0) break;
    sqlite3_free(group->zComplaint);
    group->zComplaint = NULL;
    break;
  default:
    status = asiFunctionOf(context)->family->state->remove(group->state, row,
                                                           groupDataCount(asiFunctionOf(context), nArgument));
    if (status != ASI_OK) groupFail(context, group, status);
    break;
  }
}

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
  AsiWords words;
  AsiAsk ask = { &group->options, group->nMissing, asiFunctionField(function), &hostPoll.poll, &words };
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
  } else if (!group->options.isNull) {
    groupCompute(context, group);
  }
}

void asiAggregateValue(sqlite3_context *context) {
  const AsiStateKind *kind = asiFunctionOf(context)->family->state;
  Group *group = sqlite3_aggregate_context(context, 0);
  AsiStatus status = ASI_OK;
  if (group == NULL || !group->isBegun) return;
  if (!group->isAskedOften && group->fault == ASI_OK && kind->askOften != NULL) status = kind->askOften(group->state);
  if (status != ASI_OK) group->fault = status;
  group->isAskedOften = true;
  groupAnswer(context, group);
}

void asiAggregateFinal(sqlite3_context *context) {
  Group *group = sqlite3_aggregate_context(context, 0);
  if (group == NULL || !group->isBegun) return;
  groupAnswer(context, group);
  groupClear(asiFunctionOf(context), group);
}
