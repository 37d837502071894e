# asistat: statistics for SQLite.
#
#   make                builds asistat.so
#   make report         builds, makes the example clinic and prints its tables in Indonesian
#                       REPORT_LANG=en in English; DB=file your own database, which is only read,
#                       with MAPPING=file.sql when its tables are not those of sql/schema.sql;
#                       SHEET=file.csv a spreadsheet with a line per respondent;
#                       FORMAT=html or md a longer report with more tables, written to OUT=file (.build/report.LANGUAGE.FORMAT)
#   make quality        who is analysed, and what is wrong with the data; make adherence: was it given as planned
#   make reliability    is the questionnaire sound: validity of the items, Cronbach's alpha, error of measurement
#   make test           builds and runs everything that proves it; make test TESTS="moments args" some of it
#   make unit           the pure C modules alone, under a plain main()
#   make reference      writes ext/reference/README.md and the man page again from the functions
#   make lint           layering, warnings of gcc and clang, cppcheck, clang-format
#   make format         clang-format over the C sources
#   make check-asan     the tests under AddressSanitizer and UndefinedBehaviourSanitizer
#   make check-valgrind the tests under valgrind
#   make mutate         do the tests notice a small mistake? SAMPLE=200 SEED=1 ONLY=ext/stat/grim.c or 'sql/*': see
#                       test/mutate.tcl
#   make cover          the tests under gcov; fails below all lines and all branches of ext/; needs gcc and gcovr
#   make check-clients  one scenario through every client of SQLite on this machine, Python to Java: test/clients/README.md
#   make check-engines  the tests on the SQLite inside Node and npm libsql, and with SQLITE_SOURCE=dir on one built to
#                       assert what it can: test/engines/README.md
#   make check-html     the HTML report in a browser: tables, pictures, phone, A4, dark mode, accessibility, validity
#   make picture        the report's picture in README.md again
#   make check-platforms SQLITE_SOURCE=dir  builds for aarch64, Windows, musl and WebAssembly, and the same bits on each
#   make fuzz SECONDS=60 fuzzes every way in, so many seconds each (clang, libclang-rt-14-dev); findings in .build/fuzz-new
#   make differential SECONDS=60 SEED=n  random SQL over random rows: the same question in other words, the same answer
#   make check-threads  many connections in many threads under ThreadSanitizer, SECONDS=60
#   make soak           mixed queries for SECONDS=60, with constant memory
#   make install        the extension, the SQL files, the man page and asistat.pc; PREFIX=/usr/local LIBDIR= DESTDIR=;
#                       make uninstall takes them away
#   make deb            the Debian package libsqlite3-mod-asistat; make check-deb judges, installs, uses and removes it
#   make dist           what registries take, in .build/dist: zips, npm packages, a wheel, sqlpkg.json; DIST_URL= where the
#                       zips will be; make check-dist installs and uses each
#   make amalgamation   all of it as one file and a header for those who embed: .build/amalgamation/asistat.[ch]
#   make check-amalgamation the tests on the extension made of that file
#   make check-dqlite   the same SQL on a cluster of dqlite, whose leader is killed: needs libdqlite-dev; REPEAT=10
#   make browser SQLITE_SOURCE=dir  one page for a browser, .build/asistat.html (emscripten); make check-browser drives it in Chromium
#   make bench          what it costs beside SQLite's own sum and avg, and beside SciPy, R and DuckDB where they are
#                       installed; ROWS=1000000 RUNS=5 ONLY="median* growth" GROWTH=none: see test/bench/run.tcl
#
# Needs a C compiler and libsqlite3-dev; the report the sqlite3 shell; the tests tcl and libsqlite3-tcl;
# the benchmarks tcl and the shell.
# make check-html needs chromium, node and npm, and fetches puppeteer-core, axe-core and html-validate to .build/.
# Objects, databases and reports go to .build/, only the extension to the top.

# What sql/study.sh reads from the environment, as it was given: a dollar sign in a file's name is no variable of make.
# Before anything that asks a shell.
STUDY_SETTINGS = DB SHEET MAPPING OUT FORMAT REPORT_LANG
$(foreach name,$(STUDY_SETTINGS),$(eval override $(name) := $$(value $(name))))
export $(STUDY_SETTINGS)

CC ?= cc
CFLAGS ?= -O2
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes \
  -Wmissing-prototypes -Wvla
INCLUDES = -Iext -Iext/base -Iext/dist -Iext/state -Iext/stat -Iext/bind
# mingw's isfinite() picks its branch by the argument's size, and the one for float is warned of.
WARNINGS_Windows = -Wno-float-conversion
# -ffp-contract=off: the same bits on every processor. -fvisibility=hidden: only the entry point is seen.
ASI_CFLAGS = -std=c11 -fPIC -ffp-contract=off -fvisibility=hidden $(WARNINGS) $(WARNINGS_$(PLATFORM)) $(INCLUDES) $(CFLAGS)

BUILD ?= .build
# Linux, Darwin (macOS: untested) or Windows (by mingw-w64, also from Linux: CC=x86_64-w64-mingw32-gcc PLATFORM=Windows).
PLATFORM ?= $(if $(findstring mingw,$(CC))$(filter Windows_NT,$(OS)),Windows,$(shell uname -s))
SUFFIX = $(or $(SUFFIX_$(PLATFORM)),so)
SUFFIX_Darwin = dylib
SUFFIX_Windows = dll
EXTENSION ?= asistat.$(SUFFIX)
SOURCES = $(wildcard ext/*.c ext/*/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
UNITS = $(patsubst test/unit/%.c,$(BUILD)/unit/%,$(wildcard test/unit/*_unit.c))
C_FILES = $(wildcard ext/*.[ch] ext/*/*.[ch] test/*.[ch] test/unit/*.[ch] test/clients/*.c test/engines/*.c test/fuzz/*.[ch] examples/*/*.c)
HEADERS = $(wildcard ext/*.h ext/*/*.h)

all: $(EXTENSION)

# nodelete: a load that fails half-way leaves names behind, and SQLite closes the library under them. No such thing elsewhere.
SHARED = $(or $(SHARED_$(PLATFORM)),$(SHARED_ELF))
SHARED_ELF = -shared -Wl,-z,nodelete
SHARED_Darwin = -dynamiclib
SHARED_Windows = -shared -static-libgcc
$(EXTENSION): $(OBJECTS)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(LDFLAGS) $(SHARED) -o $@ $(OBJECTS) -lm

$(BUILD)/ext/%.o: ext/%.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ASI_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# To link it into a program: with -DSQLITE_CORE in CFLAGS, as for WebAssembly.
$(BUILD)/asistat.a: $(OBJECTS)
	@rm -f $@
	@$(AR) rcs $@ $(OBJECTS)
# ---- one file for those who embed ----

ONE = $(BUILD)/amalgamation
EMBED = $(BUILD)/embed
AMALGAMATE = awk -v dirs="$(INCLUDES:-I%=%)" -f ext/package/amalgamate.awk
# The lower layers first, the door last.
AMALGAMATED = $(foreach layer,base dist state stat bind,$(wildcard ext/$(layer)/*.c)) ext/functions.c ext/asistat.c

amalgamation: $(ONE)/asistat.c $(ONE)/asistat.h

$(ONE)/asistat.h: ext/asistat.h ext/version.h LICENSE ext/package/amalgamate.awk
	@mkdir -p $(@D)
	@$(AMALGAMATE) -v header=1 LICENSE $< > $@.new && mv $@.new $@

$(ONE)/asistat.c: $(SOURCES) $(HEADERS) LICENSE ext/package/amalgamate.awk
	@mkdir -p $(@D)
	@$(AMALGAMATE) LICENSE $(AMALGAMATED) > $@.new && mv $@.new $@

$(ONE)/asistat.so: $(ONE)/asistat.c
	@echo LD $@
	@$(CC) -std=c11 -fPIC $(WARNINGS) $(CFLAGS) $(LDFLAGS) $(SHARED) -o $@ $< -lm

$(EMBED)/asistat.o: $(ONE)/asistat.c
	@mkdir -p $(@D)
	@echo CC $@
	@$(CC) -std=c11 $(WARNINGS) -DSQLITE_CORE $(CFLAGS) -c -o $@ $<

$(EMBED)/embed: examples/embed/embed.c $(EMBED)/asistat.o $(ONE)/asistat.h
	@echo LD $@
	@$(CC) -std=c11 $(WARNINGS) -I$(ONE) $(CFLAGS) $(LDFLAGS) -o $@ $< $(EMBED)/asistat.o -lsqlite3 -lm

check-amalgamation: $(ONE)/asistat.so test-tools
	@ASISTAT=$< tclsh test/run.tcl $(TESTS)

# ---- where it goes ----

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
VERSION := $(shell sed -n 's/^\#define ASISTAT_VERSION "\(.*\)"/\1/p' ext/version.h)

install: $(EXTENSION)
install uninstall:
	@VERSION=$(VERSION) EXTENSION="$(EXTENSION)" DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" LIBDIR="$(LIBDIR)" \
	  DATADIR="$(DATADIR)" MANDIR="$(MANDIR)" sh ext/package/install.sh $@

# ---- packages ----

deb: $(EXTENSION)
	@CC="$(CC)" VERSION=$(VERSION) EXTENSION=$< sh ext/package/deb.sh $(BUILD)/deb

check-deb: deb
	sh test/check_deb.sh $(BUILD)/deb

dist: $(EXTENSION)
	@VERSION=$(VERSION) EXTENSION="$(EXTENSION)" DIST_URL="$(DIST_URL)" tclsh ext/package/dist.tcl

check-dist: dist
	@VERSION=$(VERSION) sh test/check_dist.sh $(BUILD)/dist

# ---- the study's tables ----

# REPORT_LANG, since LANG is the locale's: every shell has it set already.
CLINIC = $(BUILD)/clinic.db
report quality adherence reliability: $(EXTENSION) $(if $(DB)$(SHEET),,$(CLINIC))
	@CLINIC=$(CLINIC) sh sql/study.sh $@

# Only a whole one has the name.
$(CLINIC): $(EXTENSION) $(wildcard sql/*.sql examples/oxytocin-massage/*)
	@mkdir -p $(@D)
	@rm -f $@ $@.part
	@sqlite3 -batch -bail $@.part ".read examples/oxytocin-massage/import.shell.sql"
	@mv $@.part $@

# ---- tests ----

# An archive, so that a test may include the source of the module that it looks into.
PURE_OBJECTS = $(filter $(BUILD)/ext/base/% $(BUILD)/ext/dist/% $(BUILD)/ext/state/% $(BUILD)/ext/stat/%,$(OBJECTS))
$(BUILD)/pure.a: $(PURE_OBJECTS) Makefile
	@rm -f $@
	@ar rcs $@ $(PURE_OBJECTS)

$(BUILD)/unit/%: test/unit/%.c test/unit/heap.c $(wildcard test/unit/*.h) $(BUILD)/pure.a
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(LDFLAGS) -o $@ $< test/unit/heap.c $(BUILD)/pure.a -lm

$(BUILD)/%.so: test/%.c test/tclcommand.h
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) -fvisibility=default $(LDFLAGS) -shared -o $@ $< -lsqlite3

# The extension again, with each report of work seen by the test: base/poll.h.
POLLS_OBJECTS = $(SOURCES:%.c=$(BUILD)/polls/%.o)
$(BUILD)/polls/%.o: %.c
	@mkdir -p $(@D)
	@echo CC $<, for polls.test
	@$(CC) $(ASI_CFLAGS) -DASI_POLL_SEEN -DASI_POLL_EVERY=0 -MMD -MP -c -o $@ $<

-include $(POLLS_OBJECTS:.o=.d)

$(BUILD)/polls.so: test/polls.c test/tclcommand.h $(POLLS_OBJECTS)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) -DASI_POLL_SEEN -fvisibility=default $(LDFLAGS) $(SHARED) -o $@ $< $(POLLS_OBJECTS) -lsqlite3 -lm

# The extension with a function for every field of every record.
FIELDS_OBJECTS = $(filter-out $(BUILD)/ext/functions.o,$(OBJECTS))
$(BUILD)/fields.so: test/fields.c ext/functions.c $(FIELDS_OBJECTS)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) -fvisibility=default $(LDFLAGS) $(SHARED) -o $@ $< $(FIELDS_OBJECTS) -lm

# Fuzz targets: our sources linked in statically, beside the system's SQLite.
FUZZ = values numbers options json sql states summaries forms
FUZZ_REPLAY = $(FUZZ:%=$(BUILD)/fuzz/%)
FUZZ_FLAGS = -DSQLITE_CORE=1 -Itest/fuzz
CORE_OBJECTS = $(SOURCES:%.c=$(BUILD)/core/%.o)
$(BUILD)/core/%.o: %.c
	@mkdir -p $(@D)
	@echo CC $<, for SQLITE_CORE
	@$(CC) $(ASI_CFLAGS) -DSQLITE_CORE=1 -MMD -MP -c -o $@ $<

-include $(CORE_OBJECTS:.o=.d)

$(BUILD)/core.a: $(CORE_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/fuzz/%: test/fuzz/%.c test/fuzz/fuzz.c test/fuzz/replay.c $(wildcard test/fuzz/*.h) $(BUILD)/core.a
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(FUZZ_FLAGS) -D_DEFAULT_SOURCE $(LDFLAGS) -o $@ $< test/fuzz/fuzz.c $(FUZZ_MAIN) $(BUILD)/core.a -lsqlite3 -lm

FUZZ_MAIN = test/fuzz/replay.c
SECONDS = 60
FUZZER = -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=undefined
fuzz:
	$(MAKE) CC=clang CFLAGS="$(FUZZER) -fsanitize=fuzzer-no-link,address,undefined" BUILD=.build/fuzzer .build/fuzzer/core.a
	$(MAKE) CC=clang CFLAGS="$(FUZZER) -fsanitize=fuzzer,address,undefined" FUZZ_MAIN= BUILD=.build/fuzzer $(FUZZ:%=.build/fuzzer/fuzz/%)
	sh test/fuzz/run.sh .build/fuzzer/fuzz $(SECONDS) $(FUZZ)

$(BUILD)/threads: test/threads.c $(BUILD)/core.a
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/core.a -lsqlite3 -lm -lpthread

check-threads:
	$(MAKE) CFLAGS="-O1 -g -fsanitize=thread" BUILD=.build/tsan .build/tsan/threads
	.build/tsan/threads 8 $(SECONDS)

# Settings on the command line reach it as they are: SEED, COUNT, ROUND.
differential: $(EXTENSION)
	@ASISTAT=$(abspath $(EXTENSION)) SECONDS=$(SECONDS) tclsh test/differential.tcl

soak: $(BUILD)/threads
	$(BUILD)/threads 4 $(SECONDS)

unit: $(UNITS)
	@for unit in $(UNITS); do echo $$unit; $$unit test/reference || exit 1; done

# What the files of test/ load and run beside the extension: every verb that runs test/run.tcl makes them first.
test-tools: $(EXTENSION) $(BUILD)/faultsim.so $(BUILD)/faultvfs.so $(BUILD)/host.so $(BUILD)/patience.so $(BUILD)/polls.so $(BUILD)/fields.so $(ONE)/asistat.so $(ONE)/asistat.h $(EMBED)/embed \
  $(FUZZ_REPLAY) $(CLINIC)

test: test-tools $(UNITS)
	@UNIT="$(UNITS)" tclsh test/run.tcl $(TESTS)

# Settings on the command line reach it as they are: ROWS, RUNS, ONLY and the others that it names.
bench: $(EXTENSION)
	@COMPILER="$$($(CC) --version | head -n 1), $(CFLAGS)" tclsh test/bench/run.tcl

# The examples of how programs load it; what each needs is in test/clients/README.md.
$(BUILD)/client: test/clients/client.c
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) -std=c11 $(WARNINGS) $(CFLAGS) $(LDFLAGS) -o $@ $< -lsqlite3

check-clients: $(EXTENSION) $(BUILD)/client
	@ASISTAT=$(EXTENSION) CLIENT=$(BUILD)/client tclsh test/clients/run.tcl

# ---- other engines ----

# A debugging SQLite with what Debian's has, and its shell where the source has one. Made again when another folder is named.
DEBUG = $(BUILD)/engines/debug
DEBUG_CFLAGS = -O1 -g -w -DSQLITE_DEBUG -DSQLITE_ENABLE_API_ARMOR -DSQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_ENABLE_COLUMN_METADATA \
  -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_UNLOCK_NOTIFY -DSQLITE_ENABLE_PREUPDATE_HOOK -DSQLITE_ENABLE_SESSION -DSQLITE_SOUNDEX \
  -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_USE_URI -DSQLITE_MAX_FUNCTION_ARG=127 -I$(SQLITE_SOURCE)

$(DEBUG)/source: always
	@mkdir -p $(@D)
	@echo "$(SQLITE_SOURCE)" | cmp -s - $@ || { rm -f $(@D)/sqlite3; echo "$(SQLITE_SOURCE)" > $@; }

$(DEBUG)/libsqlite3.so.0: test/engines/misuse.c $(SQLITE_SOURCE)/sqlite3.c $(DEBUG)/source
	@echo LD $@
	@$(CC) $(DEBUG_CFLAGS) -fPIC -shared -Wl,-soname,libsqlite3.so.0 -o $@ $< $(SQLITE_SOURCE)/sqlite3.c -lm -lpthread -ldl

$(DEBUG)/sqlite3: $(SQLITE_SOURCE)/shell.c $(DEBUG)/libsqlite3.so.0
	@echo LD $@
	@$(CC) $(DEBUG_CFLAGS) -o $@ $^ -lm

DEBUG_PARTS = $(DEBUG)/libsqlite3.so.0 $(if $(wildcard $(SQLITE_SOURCE)/shell.c),$(DEBUG)/sqlite3)
# Settings on the command line reach it as they are: NODE_MODULES, NODE, ONLY.
check-engines: test-tools $(if $(SQLITE_SOURCE),$(DEBUG_PARTS))
	@DEBUG_SQLITE="$(if $(SQLITE_SOURCE),$(DEBUG))" DEBUG_VERSION="$(if $(SQLITE_SOURCE),$(shell sed -n \
	  's/^\#define SQLITE_VERSION  *"\(.*\)"/\1/p' $(SQLITE_SOURCE)/sqlite3.h))" tclsh test/engines/run.tcl $(TESTS)

check-platforms:
	@SQLITE_SOURCE="$(SQLITE_SOURCE)" tclsh test/platforms/run.tcl

# ---- beyond one machine ----

# The node program: our sources linked in.
$(BUILD)/dqlite-node: examples/dqlite/node.c $(BUILD)/core.a
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) -D_POSIX_C_SOURCE=200809L $(LDFLAGS) -o $@ $< $(BUILD)/core.a -ldqlite -lsqlite3 -lm -lpthread

# Three nodes on 127.0.0.1; settings on the command line reach the script: REPEAT, STORY, LATENCY.
check-dqlite: $(EXTENSION)
	@if ! echo '#include <dqlite.h>' | $(CC) -E - >/dev/null 2>&1; then echo "skipped: check-dqlite needs libdqlite-dev"; exit 0; fi; \
	  $(MAKE) --no-print-directory $(BUILD)/dqlite-node && NODE=$(BUILD)/dqlite-node tclsh examples/dqlite/check.tcl

# ---- in the browser ----

# One file that opens from disk: SQLite and asistat as WebAssembly, the page, and the files of sql/.
WASM = $(BUILD)/platform/wasm
BROWSER_PAGE = $(BUILD)/asistat.html
browser:
	@test -f "$(SQLITE_SOURCE)/sqlite3.c" || { echo "$@: SQLITE_SOURCE=folder with sqlite3.c, sqlite3.h and sqlite3ext.h is missing" >&2; exit 2; }
	@$(MAKE) --no-print-directory -f test/platforms/build.mk TARGET=wasm SQLITE_SOURCE="$(SQLITE_SOURCE)" all
	@tclsh examples/browser/build.tcl $(WASM)/sqlite3-asistat.js $(WASM)/sqlite3-asistat.wasm $(BROWSER_PAGE)

check-browser: browser $(CLINIC) $(EXTENSION) $(BUILD)/browser/node_modules
	@$(call need,node, (apt-get install nodejs))
	@$(call need,$(or $(BROWSER),chromium), (apt-get install chromium; or CHROMIUM=path))
	@CHROMIUM="$(BROWSER)" node examples/browser/check.mjs $(BROWSER_PAGE) $(BUILD)/browser $(CLINIC) $(BUILD)/browser-check

# ---- documentation ----

reference: $(EXTENSION)
	@ASISTAT=$(EXTENSION) tclsh ext/reference/generate.tcl

# ---- judges ----

lint:
	sh test/lint_layers.sh
	for cc in gcc clang; do $(MAKE) CC=$$cc CFLAGS="-O2 -Werror" BUILD=.build/lint-$$cc EXTENSION=.build/lint-$$cc.so || exit 1; done
	cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --suppress=ctuuninitvar $(INCLUDES) ext
	clang-format --dry-run -Werror $(C_FILES)

format:
	clang-format -i $(C_FILES)

SANITIZE = -O1 -g -DASI_DEBUG -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
check-asan:
	$(MAKE) CFLAGS="$(SANITIZE)" BUILD=.build/asan EXTENSION=.build/asan/asistat.so .build/asan/asistat.so
	$(MAKE) test-tools
	$(MAKE) CFLAGS="$(SANITIZE)" BUILD=.build/asan $(UNITS:$(BUILD)/%=.build/asan/%) $(FUZZ:%=.build/asan/fuzz/%)
	ASISTAT=.build/asan/asistat.so ASAN_OPTIONS=detect_leaks=0 \
	  TEST_PREFIX="env LD_PRELOAD=$$($(CC) -print-file-name=libasan.so):$$($(CC) -print-file-name=libubsan.so)" \
	  FUZZ_REPLAY=.build/asan/fuzz UNIT="$(UNITS:$(BUILD)/%=.build/asan/%)" tclsh test/run.tcl $(TESTS)

check-valgrind: test-tools $(UNITS)
	UNIT="$(UNITS)" TEST_PREFIX="valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite" \
	  tclsh test/run.tcl $(TESTS)

# -O0: a branch of the source is a branch of the program. symbols.test looks at the symbols of the extension as it is
# shipped: gcov adds its own; amalgamation.test and fuzz.test are about other builds. What ext/base/always.h excuses is
# counted.
COVER_CFLAGS = -O0 -g --coverage -DASI_COVERAGE
COVER_UNITS = $(UNITS:$(BUILD)/%=.build/cover/%)
COVER_TESTS = $(or $(TESTS),$(filter-out symbols amalgamation fuzz,$(patsubst test/%.test,%,$(wildcard test/*.test))))
cover: test-tools
	@$(MAKE) CC=gcc CFLAGS="$(COVER_CFLAGS)" BUILD=.build/cover EXTENSION=.build/cover/asistat.so .build/cover/asistat.so .build/cover/fields.so $(COVER_UNITS)
	@find .build/cover -name '*.gcda' -delete
	@ASISTAT=.build/cover/asistat.so FIELDS=.build/cover/fields.so UNIT="$(COVER_UNITS)" tclsh test/run.tcl $(COVER_TESTS)
	@echo "excused: $$(cat ext/*/*.c ext/*.c | grep -oE 'ASI_(ALWAYS|NEVER)\(' | wc -l)"
	@gcovr --root . --filter ext/ --txt --branches --print-summary --fail-under-line 100 --fail-under-branch 100 .build/cover

# Settings on the command line reach it as they are: SAMPLE, SEED, ONLY, REST, AGAIN, LIST, VERBOSE.
mutate: test-tools
	@ASI_CFLAGS="$(filter-out -W%,$(ASI_CFLAGS)) -O1" SANITIZE="$(SANITIZE)" BUILD=.build/mutate tclsh test/mutate.tcl

# The browser, under the name that it has here.
BROWSER = $(or $(CHROMIUM),$(shell command -v chromium || command -v chromium-browser || command -v google-chrome))
need = command -v $(1) >/dev/null || { echo "$@: $(1) is missing$(2)" >&2; exit 2; }

PAGES = $(foreach lang,id en,$(foreach format,md html,$(BUILD)/pages/report.$(lang).$(format)))
$(PAGES): $(CLINIC)
	@$(MAKE) -s report DB=$(CLINIC) REPORT_LANG=$(subst .,,$(suffix $(basename $@))) FORMAT=$(subst .,,$(suffix $@)) OUT=$@

$(BUILD)/browser/node_modules:
	@$(call need,npm, (apt-get install npm))
	@mkdir -p $(@D)
	@npm install --silent --no-audit --no-fund --prefix $(@D) puppeteer-core@24 axe-core@4 html-validate@10

check-html: $(PAGES) $(BUILD)/browser/node_modules
	@$(call need,node, (apt-get install nodejs))
	@$(call need,$(or $(BROWSER),chromium), (apt-get install chromium; or CHROMIUM=path))
	@CHROMIUM="$(BROWSER)" node test/check_html.js $(BUILD)/browser $(BUILD)/pages

picture: $(BUILD)/pages/report.en.html
	@$(call need,$(or $(BROWSER),chromium), (apt-get install chromium; or CHROMIUM=path))
	@"$(BROWSER)" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=920,1180 \
	  --screenshot=examples/oxytocin-massage/report.png $(abspath $<) 2>$(BUILD)/picture.log || { cat $(BUILD)/picture.log >&2; exit 1; }

clean:
	rm -rf .build asistat.so asistat.dylib asistat.dll

.PHONY: check-clients check-html picture check-platforms all report quality adherence unit test bench reference lint \
  format check-asan check-valgrind cover mutate fuzz check-threads differential soak install uninstall deb check-deb amalgamation \
  check-amalgamation test-tools check-dqlite reliability dist check-dist check-engines always clean
