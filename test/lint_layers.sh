#!/bin/sh
# Includes point one way: door -> bind -> stat -> state, dist -> base; sqlite3ext.h only in the door and bind.
set -eu
status=0
layer_of() { # path of a header by its name
  case $1 in
    sqlite3.h | sqlite3ext.h) echo sqlite ;;
    *) for d in base dist state stat bind; do [ -f "ext/$d/$1" ] && { echo "$d"; return; }; done
       [ -f "ext/$1" ] && echo door || echo unknown ;;
  esac
}
for file in ext/*.[ch] ext/*/*.[ch]; do
  case $file in
    ext/base/*) allowed='base' ;;
    ext/dist/*) allowed='dist base' ;;
    ext/state/*) allowed='state base' ;;
    ext/stat/*) allowed='stat state dist base' ;;
    ext/bind/*) allowed='bind stat state dist base sqlite' ;;
    *) allowed='door bind stat state dist base sqlite' ;;
  esac
  for header in $(sed -n 's/^#include "\(.*\)".*/\1/p' "$file"); do
    layer=$(layer_of "$header")
    case " $allowed " in
      *" $layer "*) ;;
      *) echo "$file includes $header of $layer"; status=1 ;;
    esac
  done
done
# A static name twice would break the concatenation into one file.
twice=$(grep -hE '^static [^=;]*\(' ext/*.c ext/*/*.c | grep -v ';' |
  sed -E 's/^[^(]*[ *]([A-Za-z0-9_]+)\(.*/\1/' | sort | uniq -d)
[ -z "$twice" ] || { echo "static functions of the same name:" $twice; status=1; }
exit $status
