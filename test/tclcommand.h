/* Tcl's few functions that the tests' libraries need: tclsh brings them along, its headers need not be installed. */
#ifndef ASI_TCLCOMMAND_H
#define ASI_TCLCOMMAND_H

typedef struct Tcl_Interp Tcl_Interp;
typedef struct Tcl_Obj Tcl_Obj;
typedef int Tcl_ObjCmdProc(void *, Tcl_Interp *, int, Tcl_Obj *const[]);
extern void *Tcl_CreateObjCommand(Tcl_Interp *, const char *, Tcl_ObjCmdProc *, void *, void (*)(void *));
extern Tcl_Obj *Tcl_ObjPrintf(const char *, ...);
extern Tcl_Obj *Tcl_NewStringObj(const char *, int);
extern Tcl_Obj *Tcl_NewListObj(int, Tcl_Obj *const[]);
extern int Tcl_ListObjAppendElement(Tcl_Interp *, Tcl_Obj *, Tcl_Obj *);
extern void Tcl_SetObjResult(Tcl_Interp *, Tcl_Obj *);
extern char *Tcl_GetString(Tcl_Obj *);

#define TCL_OK 0
#define TCL_ERROR 1

#endif
