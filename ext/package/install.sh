#!/bin/sh
# Puts asistat where PREFIX, LIBDIR, DATADIR and MANDIR say, below DESTDIR, or takes away what it put there:
#
#   VERSION=0.1.0 EXTENSION=asistat.so PREFIX=/usr/local ... sh ext/package/install.sh install|uninstall
#
# The scripts for the shell get absolute paths, so that they run from any folder; LOADED is what they load, if not the file itself.
set -eu

placed() { # each file to be, with the file it is made of
  echo "$LIBDIR/$(basename "$EXTENSION") $EXTENSION"
  for file in sql/*.sql; do echo "$DATADIR/asistat/$file $file"; done
  echo "$MANDIR/man7/asistat.7 ext/reference/asistat.7"
  echo "$LIBDIR/pkgconfig/asistat.pc ext/package/asistat.pc.in"
}

made() { # the file as it is to be
  case $1 in
    *.shell.sql) sed -e "s|^\.load \./asistat|.load '${LOADED:-$LIBDIR/asistat}'|" -e "s|^\.read sql/\(.*\)|.read '$DATADIR/asistat/sql/\1'|" "$1" ;;
    *.pc.in) sed -e "s|@PREFIX@|$PREFIX|" -e "s|@LIBDIR@|$LIBDIR|" -e "s|@DATADIR@|$DATADIR|" \
               -e "s|@EXTENSION@|$(basename "$EXTENSION")|" -e "s|@VERSION@|$VERSION|" "$1" ;;
    *) cat "$1" ;;
  esac
}

install_all() {
  placed | while read -r to from; do
    mkdir -p "$(dirname "$DESTDIR$to")"
    rm -f "$DESTDIR$to" # a running program may have the old one mapped
    made "$from" > "$DESTDIR$to"
    case $from in "$EXTENSION") chmod 755 "$DESTDIR$to" ;; *) chmod 644 "$DESTDIR$to" ;; esac
  done
}

uninstall_all() {
  placed | while read -r to from; do rm -f "$DESTDIR$to"; done
  for folder in "$DATADIR/asistat/sql" "$DATADIR/asistat"; do
    if [ -d "$DESTDIR$folder" ]; then rmdir "$DESTDIR$folder" || true; fi # not empty: not ours alone
  done
}

"$1_all"
