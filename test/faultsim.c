/*
** Memory faults for the tests: a library for tclsh, to be loaded before `package require sqlite3`.
**
**  (1) It wraps SQLite's allocator (SQLITE_CONFIG_MALLOC) and turns lookaside and the page cache's own
**      pool off, so that every allocation of the library and of an extension passes here.
**  (2) faultsim arm K once|persistent   allocation K from now on fails, alone or with all that follow
**      faultsim disarm                  no more faults; returns how many there were
**      faultsim outstanding             {blocks bytes} that are allocated now
**      faultsim allocations             how many were asked for since the last arm
**      faultsim watch NAME              from now on note which allocations a library asks for, itself or through what it
**                                       calls: one whose path holds NAME; '' ends it
**      faultsim noted                   {K STACK ...} of those since the last arm; STACK names the way through the library
**  (3) One thread only, as tclsh is.
*/
#define _GNU_SOURCE 1
#include <execinfo.h>
#include <link.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tclcommand.h"

static struct {
  sqlite3_mem_methods real; /* the allocator that does the work */
  long long nBlock, nByte;  /* outstanding */
  long long nAsked;         /* allocations since the last arm */
  long long iFail;          /* the first that fails, 0: none */
  int bPersistent;          /* and all that follow */
  long long nFired;         /* faults since the last arm */
} sim;

/* ---- whose allocation is it? ---- */

#define WATCH_WORDS 2048

extern void *__libc_stack_end; /* glibc's: where the main thread's stack begins */

typedef struct Noted {
  long long k;
  uint64_t stack; /* of the frames that lie in the library */
} Noted;

static struct {
  const char *zName;     /* while the library is looked for */
  uintptr_t iLow, iHigh; /* where it lies; nothing is watched when they are equal */
  Noted *aNoted;
  size_t nNoted, nAlloc;
} watch;

static int watchFind(struct dl_phdr_info *info, size_t nByte, void *pData) {
  (void)nByte;
  (void)pData;
  if (strstr(info->dlpi_name, watch.zName) == NULL) return 0;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    uintptr_t iStart = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
    if (info->dlpi_phdr[i].p_type != PT_LOAD || (info->dlpi_phdr[i].p_flags & PF_X) == 0) continue;
    watch.iLow = iStart;
    watch.iHigh = iStart + info->dlpi_phdr[i].p_memsz;
  }
  return 1;
}

/*
** Does anything on the stack point into the library? Cheap, and true whenever a caller lies there: the words near the
** top are looked at, whatever they are.
*/
static int watchMayBe(void) {
  const uintptr_t *p = __builtin_frame_address(0);
  const uintptr_t *pBase = __libc_stack_end;
  const uintptr_t *pEnd = p + WATCH_WORDS < pBase ? p + WATCH_WORDS : pBase;
  for (; p < pEnd; p++) {
    if (*p >= watch.iLow && *p < watch.iHigh) return 1;
  }
  return 0;
}

/* 0 when none of the callers lies in the library. */
static uint64_t watchStack(void) {
  void *aFrame[64];
  int n = backtrace(aFrame, 64);
  uint64_t stack = 0;
  for (int i = 0; i < n; i++) {
    uintptr_t at = (uintptr_t)aFrame[i];
    if (at < watch.iLow || at >= watch.iHigh) continue;
    stack = (stack ^ (at - watch.iLow)) * 1099511628211u + 1;
  }
  return stack;
}

static void watchNote(long long k) {
  uint64_t stack = watch.iLow == watch.iHigh || !watchMayBe() ? 0 : watchStack();
  if (stack == 0) return;
  if (watch.nNoted == watch.nAlloc) {
    watch.nAlloc = 2 * watch.nAlloc + 1024;
    watch.aNoted = realloc(watch.aNoted, watch.nAlloc * sizeof(Noted));
    if (watch.aNoted == NULL) abort();
  }
  watch.aNoted[watch.nNoted++] = (Noted){ k, stack };
}

static int watchLibrary(const char *zName) {
  watch.zName = zName;
  watch.iLow = watch.iHigh = 0;
  return *zName == 0 || dl_iterate_phdr(watchFind, NULL);
}

/* ---- the allocator ---- */

static int faultNow(void) {
  sim.nAsked++;
  watchNote(sim.nAsked);
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
  watch.nNoted = 0;
  sim.iFail = iFail;
  sim.bPersistent = bPersistent;
}

static void sayNoted(Tcl_Interp *interp) {
  Tcl_Obj *list = Tcl_NewListObj(0, NULL);
  for (size_t i = 0; i < watch.nNoted; i++) {
    Tcl_ListObjAppendElement(interp, list, Tcl_ObjPrintf("%d", (int)watch.aNoted[i].k));
    Tcl_ListObjAppendElement(interp, list, Tcl_ObjPrintf("%x", (unsigned)(watch.aNoted[i].stack >> 32)));
  }
  Tcl_SetObjResult(interp, list);
}

static int usage(Tcl_Interp *interp) {
  Tcl_SetObjResult(interp, Tcl_ObjPrintf("usage: faultsim arm K once|persistent | disarm | outstanding | allocations | "
                                         "watch NAME | noted"));
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
  } else if (objc == 3 && strcmp(zVerb, "watch") == 0) {
    if (!watchLibrary(Tcl_GetString(objv[2]))) return usage(interp);
  } else if (objc == 2 && strcmp(zVerb, "noted") == 0) {
    sayNoted(interp);
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
