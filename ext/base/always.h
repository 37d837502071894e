/*
** Conditions that are settled by construction, kept because a later change could unsettle them.
**
**  (1) ASI_ALWAYS(x) is x, and x is believed to be true; ASI_NEVER(x) is x, and x is believed to be false. The reason
**      stands in a comment at the line.
**  (2) As built they are plain tests, so that a wrong belief costs an error and not a crash. With ASI_DEBUG (make
**      check-asan) a wrong belief stops the program. With ASI_COVERAGE they are constants: make cover asks for no test
**      of what cannot happen, and counts how often that was claimed.
**  (3) ASI_PROVEN(x) is nothing as built: for places that are passed too often for a test, and whose proof stands beside
**      them. With ASI_DEBUG a wrong belief stops the program.
**
** After ALWAYS() and NEVER() of SQLite.
*/
#ifndef ASI_ALWAYS_H
#define ASI_ALWAYS_H

#include <assert.h>

#if defined(ASI_COVERAGE)
#define ASI_ALWAYS(x) ((void)sizeof(x), 1)
#define ASI_NEVER(x) ((void)sizeof(x), 0)
#elif defined(ASI_DEBUG)
#define ASI_ALWAYS(x) ((x) ? 1 : (assert(0 && "always: " #x), 0))
#define ASI_NEVER(x) ((x) ? (assert(0 && "never: " #x), 1) : 0)
#else
#define ASI_ALWAYS(x) (x)
#define ASI_NEVER(x) (x)
#endif

#if defined(ASI_DEBUG)
#define ASI_PROVEN(x) assert((x) && "proven")
#else
#define ASI_PROVEN(x) ((void)sizeof(x))
#endif

#endif
