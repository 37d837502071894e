/* The version, for the code and for the Makefile alike; see CHANGELOG.md. */
#ifndef ASISTAT_VERSION
#define ASISTAT_VERSION "0.1.0"
#endif
