/*
** What the extension says of itself: asistat_version, asistat_debug, asistat_help, asistat_functions.
**
** All of it is read from the table of functions, so that nothing described can differ from what is there.
*/
#ifndef ASI_CATALOGUE_H
#define ASI_CATALOGUE_H

#include "function.h"
#include "host.h"

/* "window", "scalar", ... as the table prints it. */
const char *asiFunctionKindName(AsiFunctionKind kind);

/* asistat_help(name); user data is the catalogue. */
void asiCatalogueHelp(sqlite3_context *context, int nArgument, sqlite3_value **aArgument);

/* The eponymous table asistat_functions. */
int asiCatalogueCreate(sqlite3 *db, const AsiFunction *function, const AsiCatalogue *catalogue);

#endif
