# asistat: statistics for SQLite.
#
#   make                builds asistat.so
#   make report         builds, makes the example clinic and prints its tables in Indonesian
#                       REPORT_LANG=en in English; DB=file your own database, which is only read,
#                       with MAPPING=file.sql when its tables are not those of sql/schema.sql;
#                       SHEET=file.csv a spreadsheet with a line per respondent
#   make quality        who is analysed, and what is wrong with the data; make adherence: was it given as planned
#   make test           builds and runs everything that proves it; make test TESTS="moments args" some of it
#   make unit           the pure C modules alone, under a plain main()
#   make install        the extension, the SQL files, the man page and asistat.pc; PREFIX=/usr/local LIBDIR= DESTDIR=;
#                       make uninstall takes them away
#   make deb            the Debian package libsqlite3-mod-asistat; make check-deb judges, installs, uses and removes it
#   make dist           what registries take, in .build/dist: zips, npm packages, a wheel, sqlpkg.json; DIST_URL= where the
#                       zips will be; make check-dist installs and uses each
#   make amalgamation   all of it as one file and a header for those who embed: .build/amalgamation/asistat.[ch]
#   make check-amalgamation the tests on the extension made of that file
#   make reference      writes ext/reference/README.md and the man page again from the functions
#   make lint           layering, warnings of gcc and clang, cppcheck, clang-format
#   make format         clang-format over the C sources
#   make check-asan     the tests under AddressSanitizer and UndefinedBehaviourSanitizer
#   make check-valgrind the tests under valgrind
#   make bench          what it costs beside SQLite's own sum and avg, and beside SciPy, R and DuckDB where they are
#                       installed; ROWS=1000000 RUNS=5 ONLY="median* growth" GROWTH=none: see test/bench/run.tcl
#
# Needs a C compiler and libsqlite3-dev; the report the sqlite3 shell; the tests tcl and libsqlite3-tcl;
# the benchmarks tcl and the shell.
# Objects, databases and reports go to .build/, only the extension to the top.

CC ?= cc
CFLAGS ?= -O2
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes \
  -Wmissing-prototypes -Wvla
INCLUDES = -Iext -Iext/base -Iext/dist -Iext/state -Iext/stat -Iext/bind
# -ffp-contract=off: the same bits on every processor. -fvisibility=hidden: only the entry point is seen.
ASI_CFLAGS = -std=c11 -fPIC -ffp-contract=off -fvisibility=hidden $(WARNINGS) $(INCLUDES) $(CFLAGS)

BUILD ?= .build
EXTENSION ?= asistat.so
SOURCES = $(wildcard ext/*.c ext/*/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
UNITS = $(patsubst test/unit/%.c,$(BUILD)/unit/%,$(wildcard test/unit/*_unit.c))
C_FILES = $(wildcard ext/*.[ch] ext/*/*.[ch] test/*.c test/unit/*.c test/clients/*.c examples/*/*.c)

all: $(EXTENSION)

# nodelete: a load that fails half-way leaves names behind, and SQLite closes the library under them.
$(EXTENSION): $(OBJECTS)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(LDFLAGS) -shared -Wl,-z,nodelete -o $@ $(OBJECTS) -lm

$(BUILD)/ext/%.o: ext/%.c
	@mkdir -p $(@D)
	@echo CC $<
	@$(CC) $(ASI_CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

# ---- the study's tables ----

REPORT_LANG ?= id
MAPPING ?= $(if $(SHEET),sql/spreadsheet.shell.sql,sql/mapping.sql)
CLINIC = $(BUILD)/clinic.db
SOURCE = $(or $(DB),$(if $(SHEET),:memory:,$(CLINIC)))

report quality adherence: $(EXTENSION) $(if $(DB)$(SHEET),,$(CLINIC))
	@sqlite3 -batch -bail -readonly "$(SOURCE)" ".parameter set @lang $(REPORT_LANG)" ".parameter set @sheet \"'$(SHEET)'\"" \
	  ".read sql/answers.sql" ".read $(MAPPING)" ".read sql/$@.shell.sql" \
	  $(if $(filter report,$@),$(if $(DB)$(SHEET),,".read sql/audit.shell.sql"))

$(CLINIC): $(EXTENSION) $(wildcard sql/*.sql examples/oxytocin-massage/*)
	@mkdir -p $(@D)
	@rm -f $@
	@sqlite3 -batch -bail $@ ".read examples/oxytocin-massage/import.shell.sql"

# ---- tests ----

# An archive, so that a test may include the source of the module that it looks into.
PURE_OBJECTS = $(filter $(BUILD)/ext/base/% $(BUILD)/ext/dist/% $(BUILD)/ext/state/%,$(OBJECTS))
$(BUILD)/pure.a: $(PURE_OBJECTS)
	@rm -f $@
	@ar rcs $@ $(PURE_OBJECTS)

$(BUILD)/unit/%: test/unit/%.c test/unit/heap.c $(BUILD)/pure.a
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) $(LDFLAGS) -o $@ $< test/unit/heap.c $(BUILD)/pure.a -lm

$(BUILD)/%.so: test/%.c
	@mkdir -p $(@D)
	@echo LD $@
	@$(CC) $(ASI_CFLAGS) -fvisibility=default $(LDFLAGS) -shared -o $@ $< -lsqlite3

unit: $(UNITS)
	@for unit in $(UNITS); do echo $$unit; $$unit test/reference || exit 1; done

ONE = $(BUILD)/amalgamation
EMBED = $(BUILD)/embed
test-tools: $(EXTENSION) $(BUILD)/faultsim.so $(BUILD)/host.so $(ONE)/asistat.so $(ONE)/asistat.h $(EMBED)/embed

test: test-tools $(UNITS)
	@UNIT="$(UNITS)" tclsh test/run.tcl $(TESTS)

# Settings on the command line reach it as they are: ROWS, RUNS, ONLY and the others that it names.
bench: $(EXTENSION)
	@COMPILER="$$($(CC) --version | head -n 1), $(CFLAGS)" tclsh test/bench/run.tcl

# ---- documentation ----

reference: $(EXTENSION)
	@ASISTAT=$(EXTENSION) tclsh ext/reference/generate.tcl

# ---- one file for those who embed ----

.PHONY: amalgamation check-amalgamation install uninstall deb check-deb dist check-dist test-tools

HEADERS = $(wildcard ext/*.h ext/*/*.h)
AMALGAMATE = awk -v dirs="$(INCLUDES:-I%=%)" -f ext/package/amalgamate.awk
# The lower layers first, the door last.
AMALGAMATED = $(foreach layer,base dist state stat bind,$(wildcard ext/$(layer)/*.c)) ext/asistat.c

amalgamation: $(ONE)/asistat.c $(ONE)/asistat.h

$(ONE)/asistat.h: ext/asistat.h ext/version.h LICENSE ext/package/amalgamate.awk
	@mkdir -p $(@D)
	@$(AMALGAMATE) -v header=1 LICENSE $< > $@.new && mv $@.new $@

$(ONE)/asistat.c: $(SOURCES) $(HEADERS) LICENSE ext/package/amalgamate.awk
	@mkdir -p $(@D)
	@$(AMALGAMATE) LICENSE $(AMALGAMATED) > $@.new && mv $@.new $@

$(ONE)/asistat.so: $(ONE)/asistat.c
	@echo LD $@
	@$(CC) -std=c11 -fPIC $(WARNINGS) $(CFLAGS) $(LDFLAGS) -shared -Wl,-z,nodelete -o $@ $< -lm

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
VERSION := $(shell sed -n 's/^.define ASISTAT_VERSION "\(.*\)"/\1/p' ext/version.h)

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

# ---- judges ----

lint:
	sh test/lint_layers.sh
	for cc in gcc clang; do $(MAKE) CC=$$cc CFLAGS="-O2 -Werror" BUILD=.build/lint-$$cc EXTENSION=.build/lint-$$cc.so || exit 1; done
	cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --suppress=missingIncludeSystem --suppress=ctuuninitvar $(INCLUDES) ext
	clang-format --dry-run -Werror $(C_FILES)

format:
	clang-format -i $(C_FILES)

SANITIZE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
check-asan:
	$(MAKE) CFLAGS="$(SANITIZE)" BUILD=.build/asan EXTENSION=.build/asan/asistat.so .build/asan/asistat.so
	$(MAKE) test-tools
	$(MAKE) CFLAGS="$(SANITIZE)" BUILD=.build/asan $(UNITS:$(BUILD)/%=.build/asan/%)
	ASISTAT=.build/asan/asistat.so ASAN_OPTIONS=detect_leaks=0 \
	  TEST_PREFIX="env LD_PRELOAD=$$($(CC) -print-file-name=libasan.so):$$($(CC) -print-file-name=libubsan.so)" \
	  UNIT="$(UNITS:$(BUILD)/%=.build/asan/%)" tclsh test/run.tcl $(TESTS)

check-valgrind: test-tools $(UNITS)
	UNIT="$(UNITS)" TEST_PREFIX="valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite" \
	  tclsh test/run.tcl $(TESTS)

clean:
	rm -rf .build asistat.so

.PHONY: all report quality adherence unit test bench reference lint format check-asan check-valgrind clean
