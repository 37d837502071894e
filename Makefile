# asistat: statistics for SQLite.
#
#   make          builds asistat.so            make test     builds and runs all tests
#   make report   prints the study's tables    make lint     layering, warnings, style
#
# Needs a C compiler, libsqlite3-dev and, for the report, the sqlite3 shell. Nothing is written outside
# .build/ but the extension itself.

CC ?= cc
CFLAGS ?= -O2
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes \
  -Wmissing-prototypes -Wdouble-promotion -Wvla
INCLUDES = -Iext -Iext/base -Iext/dist -Iext/state -Iext/stat -Iext/bind
# -ffp-contract=off: the same bits on every processor. -fvisibility=hidden: only the entry point is seen.
override CFLAGS += -std=c11 -fPIC -ffp-contract=off -fvisibility=hidden $(WARNINGS) $(INCLUDES)

BUILD ?= .build
SOURCES = $(wildcard ext/*.c ext/*/*.c)
PURE = $(wildcard ext/base/*.c ext/dist/*.c ext/state/*.c ext/stat/*.c)
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
EXTENSION ?= asistat.so

all: $(EXTENSION)

$(EXTENSION): $(OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ $(OBJECTS) -lm

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d)

clean:
	rm -rf $(BUILD) asistat.so

.PHONY: all clean
