/*
** Files that fail, for the tests: a library for tclsh, to be loaded before a connection is opened. It wraps SQLite's
** default VFS and takes its place.
**
**  (1) faultvfs arm K once|persistent write|read   operation K of that kind from now on fails, alone or with all that
**                                   follow. write: a file is written or grows, SQLITE_FULL; read: one is read, SQLITE_IOERR_READ,
**                                   or opened, SQLITE_CANTOPEN
**  (2) faultvfs disarm              no more faults; returns how many there were
**  (3) One thread; no shared memory, so no write-ahead log.
*/
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "tclcommand.h"

typedef enum FaultKind { FAULT_WRITE, FAULT_READ } FaultKind;

static struct {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  FaultKind kind;
  long iFail; /* the first that fails, 0: none */
  int isPersistent;
  long nAsked, nFired; /* since the last arm */
} disk;

typedef struct FaultFile {
  sqlite3_file base;
  sqlite3_file *real; /* right behind this */
} FaultFile;

static int faultNow(FaultKind kind) {
  if (disk.iFail == 0 || kind != disk.kind) return 0;
  disk.nAsked++;
  if (disk.nAsked < disk.iFail || (disk.nAsked > disk.iFail && !disk.isPersistent)) return 0;
  disk.nFired++;
  return 1;
}

static sqlite3_file *realOf(sqlite3_file *file) { return ((FaultFile *)file)->real; }

static int faultClose(sqlite3_file *file) { return realOf(file)->pMethods->xClose(realOf(file)); }

static int faultRead(sqlite3_file *file, void *p, int n, sqlite3_int64 i) {
  return faultNow(FAULT_READ) ? SQLITE_IOERR_READ : realOf(file)->pMethods->xRead(realOf(file), p, n, i);
}

static int faultWrite(sqlite3_file *file, const void *p, int n, sqlite3_int64 i) {
  return faultNow(FAULT_WRITE) ? SQLITE_FULL : realOf(file)->pMethods->xWrite(realOf(file), p, n, i);
}

static int faultTruncate(sqlite3_file *file, sqlite3_int64 n) {
  return realOf(file)->pMethods->xTruncate(realOf(file), n);
}

static int faultSync(sqlite3_file *file, int flags) { return realOf(file)->pMethods->xSync(realOf(file), flags); }

static int faultFileSize(sqlite3_file *file, sqlite3_int64 *pn) {
  return realOf(file)->pMethods->xFileSize(realOf(file), pn);
}

static int faultLock(sqlite3_file *file, int level) { return realOf(file)->pMethods->xLock(realOf(file), level); }

static int faultUnlock(sqlite3_file *file, int level) { return realOf(file)->pMethods->xUnlock(realOf(file), level); }

static int faultCheckLock(sqlite3_file *file, int *pIs) {
  return realOf(file)->pMethods->xCheckReservedLock(realOf(file), pIs);
}

static int faultControl(sqlite3_file *file, int op, void *p) {
  return realOf(file)->pMethods->xFileControl(realOf(file), op, p);
}

static int faultSectorSize(sqlite3_file *file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }

static int faultTraits(sqlite3_file *file) { return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file)); }

static int faultOpen(sqlite3_vfs *vfs, const char *zName, sqlite3_file *file, int flags, int *pFlags) {
  static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = faultClose,
    .xRead = faultRead,
    .xWrite = faultWrite,
    .xTruncate = faultTruncate,
    .xSync = faultSync,
    .xFileSize = faultFileSize,
    .xLock = faultLock,
    .xUnlock = faultUnlock,
    .xCheckReservedLock = faultCheckLock,
    .xFileControl = faultControl,
    .xSectorSize = faultSectorSize,
    .xDeviceCharacteristics = faultTraits,
  };
  FaultFile *mine = (FaultFile *)file;
  int rc;
  (void)vfs;
  mine->base.pMethods = NULL;
  mine->real = (sqlite3_file *)(mine + 1);
  if (faultNow(FAULT_READ)) return SQLITE_CANTOPEN;
  rc = disk.real->xOpen(disk.real, zName, mine->real, flags, pFlags);
  if (mine->real->pMethods != NULL) mine->base.pMethods = &methods;
  return rc;
}

static int faultvfsCommand(void *pData, Tcl_Interp *interp, int objc, Tcl_Obj *const objv[]) {
  const char *zVerb = objc > 1 ? Tcl_GetString(objv[1]) : "";
  (void)pData;
  if (objc == 5 && strcmp(zVerb, "arm") == 0) {
    disk.iFail = atol(Tcl_GetString(objv[2]));
    disk.isPersistent = strcmp(Tcl_GetString(objv[3]), "persistent") == 0;
    disk.kind = strcmp(Tcl_GetString(objv[4]), "write") == 0 ? FAULT_WRITE : FAULT_READ;
    disk.nAsked = disk.nFired = 0;
  } else if (objc == 2 && strcmp(zVerb, "disarm") == 0) {
    disk.iFail = 0;
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("%d", (int)disk.nFired));
  } else {
    Tcl_SetObjResult(interp, Tcl_ObjPrintf("usage: faultvfs arm K once|persistent write|read | disarm"));
    return TCL_ERROR;
  }
  return TCL_OK;
}

extern int Faultvfs_Init(Tcl_Interp *);

int Faultvfs_Init(Tcl_Interp *interp) {
  disk.real = sqlite3_vfs_find(NULL);
  disk.vfs = *disk.real;
  disk.vfs.zName = "fault";
  disk.vfs.szOsFile = (int)sizeof(FaultFile) + disk.real->szOsFile;
  disk.vfs.xOpen = faultOpen;
  if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK) return TCL_ERROR;
  Tcl_CreateObjCommand(interp, "faultvfs", faultvfsCommand, NULL, NULL);
  return TCL_OK;
}
