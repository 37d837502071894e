/*
** The table of all SQL functions.
*/
#ifndef ASI_FUNCTIONS_H
#define ASI_FUNCTIONS_H

#include "function.h"

extern const AsiCatalogue asiFunctionTable;

#endif
