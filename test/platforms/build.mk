# The extension and its host for one platform:  make -f test/platforms/build.mk TARGET=windows-x64 SQLITE_SOURCE=dir all
#
#   native-x64     this machine's own compiler, on the given SQLite: what the others are compared with
#   aarch64-linux  gcc-aarch64-linux-gnu
#   windows-x64    gcc-mingw-w64-x86-64
#   musl-x64       musl-tools
#   wasm           emscripten: the extension linked in, for Node and for browsers
#
# SQLITE_SOURCE holds sqlite3.c, sqlite3.h and sqlite3ext.h, the amalgamation of sqlite.org; nothing of it is kept here.

# Where Debian keeps the JavaScript that emcc needs, whichever Node runs it.
export NODE_PATH := $(if $(NODE_PATH),$(NODE_PATH):)/usr/share/nodejs

OUT = .build/platform/$(TARGET)
SYSTEM = $(or $(SYSTEM_$(TARGET)),Linux)
SYSTEM_windows-x64 = Windows
SUFFIX = $(if $(filter Windows,$(SYSTEM)),dll,so)
EXE = $(if $(filter Windows,$(SYSTEM)),.exe)
COMPILER = $(COMPILER_$(TARGET))
COMPILER_native-x64 = cc
COMPILER_aarch64-linux = aarch64-linux-gnu-gcc
COMPILER_windows-x64 = x86_64-w64-mingw32-gcc
COMPILER_musl-x64 = musl-gcc
COMPILER_wasm = emcc
LIBRARIES = $(if $(filter Windows,$(SYSTEM)),,-lm -ldl -lpthread)
# mingw: a printf that writes 17 digits right.
FLAGS = -O2 -I$(SQLITE_SOURCE) $(if $(filter Windows,$(SYSTEM)),-D__USE_MINGW_ANSI_STDIO=1)
SQLITE_FLAGS = -O1 -w -DSQLITE_OMIT_DEPRECATED -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_DEFAULT_MEMSTATUS=0 $(SQLITE_FLAGS_$(TARGET))
SQLITE_FLAGS_wasm = -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION

all: $(if $(filter wasm,$(TARGET)),$(OUT)/sqlite3-asistat.js,$(OUT)/asistat.$(SUFFIX) $(OUT)/client$(EXE))

.PHONY: all extension
$(OUT)/asistat.$(SUFFIX): extension
extension:
	@$(MAKE) --no-print-directory CC=$(COMPILER) PLATFORM=$(SYSTEM) CFLAGS="$(FLAGS)" BUILD=$(OUT) EXTENSION=$(OUT)/asistat.$(SUFFIX)

$(OUT)/sqlite3.o: $(SQLITE_SOURCE)/sqlite3.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(COMPILER) $(SQLITE_FLAGS) -c -o $@ $<

$(OUT)/client$(EXE): test/clients/client.c $(OUT)/sqlite3.o
	@echo LD $@
	@$(COMPILER) $(FLAGS) -o $@ $< $(OUT)/sqlite3.o $(LIBRARIES)

# ---- WebAssembly: SQLITE_CORE makes sqlite3ext.h call SQLite by name, no table of pointers between ----

$(OUT)/asistat.a: FORCE
	@$(MAKE) --no-print-directory CC=emcc AR=emar PLATFORM=Linux CFLAGS="$(FLAGS) -DSQLITE_CORE" BUILD=$(OUT) $(OUT)/asistat.a
FORCE:

SHIM_CALLS = _malloc,_free,_asi_db_open,_asi_db_query,_asi_db_error,_asi_db_bytes,_asi_db_size,_asi_db_limit,_asi_db_interrupt,_asi_db_close
$(OUT)/sqlite3-asistat.js: examples/browser/shim.c $(OUT)/sqlite3.o $(OUT)/asistat.a
	@echo LD $@
	@emcc $(FLAGS) -s MODULARIZE=1 -s EXPORT_NAME=sqlite3Asistat -s ALLOW_MEMORY_GROWTH=1 -s ENVIRONMENT=web,worker,node \
	  -s EXPORTED_FUNCTIONS=$(SHIM_CALLS) -s EXPORTED_RUNTIME_METHODS=ccall,cwrap,UTF8ToString -o $@ $^
