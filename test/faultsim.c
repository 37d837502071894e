/*
** Memory faults for the tests: a library for tclsh, to be loaded before `package require sqlite3`.
**
**  (1) It wraps SQLite's allocator (SQLITE_CONFIG_MALLOC) and turns lookaside and the page cache's own
**      pool off, so that every allocation of the library and of an extension passes here.
**  (2) faultsim arm K once|persistent   allocation K from now on fails, alone or with all that follow
**      faultsim disarm                  no more faults; returns how many there were
**      faultsim outstanding             {blocks bytes} that are allocated now
**      faultsim allocations             how many were asked for since the last arm
**  (3) One thread only, as tclsh is.
**
** Tcl's few functions are declared here: tclsh brings them along, its headers need not be installed.
*/
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

typedef struct Tcl_Interp Tcl_Interp;
typedef struct Tcl_Obj Tcl_Obj;
typedef int Tcl_ObjCmdProc(void *, Tcl_Interp *, int, Tcl_Obj *const[]);
extern void *Tcl_CreateObjCommand(Tcl_Interp *, const char *, Tcl_ObjCmdProc *, void *, void (*)(void *));
extern Tcl_Obj *Tcl_ObjPrintf(const char *, ...);
extern void Tcl_SetObjResult(Tcl_Interp *, Tcl_Obj *);
extern char *Tcl_GetString(Tcl_Obj *);
#define TCL_OK 0
#define TCL_ERROR 1

static struct {
  sqlite3_mem_methods real; /* the allocator that does the work */
  long long nBlock, nByte;  /* outstanding */
  long long nAsked;         /* allocations since the last arm */
  long long iFail;          /* the first that fails, 0: none */
  int bPersistent;          /* and all that follow */
  long long nFired;         /* faults since the last arm */
} sim;

static int faultNow(void) {
  sim.nAsked++;
  if (sim.iFail == 0) return 0;
  if (sim.nAsked != sim.iFail && !(sim.bPersistent && sim.nAsked > sim.iFail)) return 0;
  sim.nFired++;
  return 1;
}

static void *simMalloc(int n) {
  void *p = faultNow() ? NULL : sim.real.xMalloc(n);
  if (p != NULL) {
    sim.nBlock++;
    sim.nByte += sim.real.xSize(p);
  }
  return p;
}

static void simFree(void *p) {
  if (p == NULL) return;
  sim.nBlock--;
  sim.nByte -= sim.real.xSize(p);
  sim.real.xFree(p);
}

static void *simRealloc(void *p, int n) {
  long long nOld = sim.real.xSize(p);
  void *pNew = faultNow() ? NULL : sim.real.xRealloc(p, n);
  if (pNew != NULL) sim.nByte += sim.real.xSize(pNew) - nOld;
  return pNew;
}

static int simSize(void *p) { return sim.real.xSize(p); }
static int simRoundup(int n) { return sim.real.xRoundup(n); }
static int simInit(void *pData) { return sim.real.xInit(pData); }
static void simShutdown(void *pData) { sim.real.xShutdown(pData); }

static int installAllocator(void) {
  sqlite3_mem_methods wrap = { simMalloc, simFree, simRealloc, simSize, simRoundup, simInit, simShutdown, NULL };
  int rc = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sim.real);
  if (rc == SQLITE_OK) rc = sqlite3_config(SQLITE_CONFIG_MALLOC, &wrap);
  if (rc == SQLITE_OK) rc = sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  if (rc == SQLITE_OK) rc = sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
  return rc;
}

static void arm(long long iFail, int bPersistent) {
  sim.nAsked = sim.nFired = 0;
  sim.iFail = iFail;
  sim.bPersistent = bPersistent;
}

static int usage(Tcl_Interp *interp) {
  Tcl_SetObjResult(interp, Tcl_ObjPrintf("usage: faultsim arm K once|persistent | disarm | outstanding | allocations"));
  return TCL_ERROR;
}

static int faultsimCommand(void *pData, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]) {
  const char *zVerb = objc > 1 ? Tcl_GetString(objv[1]) : "";
  (void)pData;
  if (objc == 4 && strcmp(zVerb, "arm") == 0) {
    arm(atoll(Tcl_GetString(objv[2])), strcmp(Tcl_GetString(objv[3]), "persistent") == 0);
  } else if (objc == 2 && strcmp(zVerb, "disarm") == 0) {
    sim.iFail = 0;
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d", (int)sim.nFired));
  } else if (objc == 2 && strcmp(zVerb, "outstanding") == 0) {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d %d", (int)sim.nBlock, (int)sim.nByte));
  } else if (objc == 2 && strcmp(zVerb, "allocations") == 0) {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d", (int)sim.nAsked));
  } else {
    return usage(interp);
  }
  return TCL_OK;
}

extern int Faultsim_Init(Tcl_Interp *);

int Faultsim_Init(Tcl_Interp *interp) {
  if (installAllocator() != SQLITE_OK) {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("too late: SQLite is in use; load faultsim before it"));
    return TCL_ERROR;
  }
  Tcl_CreateObjCommand(interp, "faultsim", faultsimCommand, NULL, NULL);
  return TCL_OK;
}
