/*
** The extension with every report of work (base/poll.h) under the test's eye: linked with the sources built with
** -DASI_POLL_SEEN -DASI_POLL_EVERY=0, loaded by SQLite as the extension and by tclsh for the command:
**
**  (1) polls arm 0 ask          every report asks the host, as if 3 ms had passed
**      polls arm K interrupt    report K alone does, and finds that sqlite3_interrupt was called
**      polls arm K progress     the same, and a progress handler that ends the statement; the connection keeps it
**  (2) polls count              the reports since the last arm
**      polls seen               {FILE:LINE ...} of them, each place once, and of those before since the start
*/
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "host_poll.h"
#include "tclcommand.h"

#define POLLS_PLACES 500

static struct {
  long iStop, nReport; /* 0: none is the one; reports since the last arm */
  int isProgress;
  struct {
    const char *zFile;
    int iLine;
  } aPlace[POLLS_PLACES];
  int nPlace;
} polls;

static void pollsNote(const char *zFile, int iLine) {
  for (int i = 0; i < polls.nPlace; i++) {
    if (polls.aPlace[i].iLine == iLine && strcmp(polls.aPlace[i].zFile, zFile) == 0) return;
  }
  if (polls.nPlace == POLLS_PLACES) abort();
  polls.aPlace[polls.nPlace].zFile = zFile;
  polls.aPlace[polls.nPlace++].iLine = iLine;
}

static int pollsEnd(void *pData) {
  (void)pData;
  return 1;
}

int asiPollSeen(AsiPoll *poll, const char *zFile, int iLine) {
  sqlite3 *db;
  if (poll == NULL || poll->check == NULL) return 1;
  pollsNote(zFile, iLine);
  polls.nReport++;
  if (polls.iStop == 0) return 1;
  if (polls.nReport != polls.iStop) return 0;
  db = ((AsiHostPoll *)poll)->db;
  if (polls.isProgress) {
    sqlite3_progress_handler(db, 1000, pollsEnd, NULL);
  } else {
    sqlite3_interrupt(db);
  }
  return 1;
}

static void pollsSaySeen(Tcl_Interp *interp) {
  Tcl_Obj *list = Tcl_NewListObj(0, NULL);
  for (int i = 0; i < polls.nPlace; i++) {
    Tcl_ListObjAppendElement(interp, list, Tcl_ObjPrintf("%s:%d", polls.aPlace[i].zFile, polls.aPlace[i].iLine));
  }
  Tcl_SetObjResult(interp, list);
}

static int pollsCommand(void *pData, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]) {
  const char *zVerb = objc > 1 ? Tcl_GetString(objv[1]) : "";
  (void)pData;
  if (objc == 4 && strcmp(zVerb, "arm") == 0) {
    polls.iStop = atol(Tcl_GetString(objv[2]));
    polls.isProgress = strcmp(Tcl_GetString(objv[3]), "progress") == 0;
    polls.nReport = 0;
  } else if (objc == 2 && strcmp(zVerb, "count") == 0) {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d", (int)polls.nReport));
  } else if (objc == 2 && strcmp(zVerb, "seen") == 0) {
    pollsSaySeen(interp);
  } else {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("usage: polls arm K ask|interrupt|progress | count | seen"));
    return TCL_ERROR;
  }
  return TCL_OK;
}

extern int Polls_Init(Tcl_Interp *);

int Polls_Init(Tcl_Interp *interp) {
  Tcl_CreateObjCommand(interp, "polls", pollsCommand, NULL, NULL);
  return TCL_OK;
}
