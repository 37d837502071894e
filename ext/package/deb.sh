#!/bin/sh
# Makes the Debian package of a built extension:
#
#   VERSION=0.1.0 EXTENSION=asistat.so sh ext/package/deb.sh .build/deb
#
# It needs dpkg-deb and binutils. The library has no soname, being a plugin, and so a folder of its own; a link leads to
# it from where dlopen() looks for a bare name, so that `.load asistat` works.
# The maintainer's address is under .invalid, which belongs to nobody: whoever publishes the package puts theirs.
set -eu
out=$1
package=libsqlite3-mod-asistat
maintainer='asistat developers <developers@asistat.invalid>'
architecture=$(dpkg --print-architecture)
triplet=$(${CC:-cc} -print-multiarch 2>/dev/null || ${CC:-cc} -dumpmachine)
revision=$VERSION-0upstream1 # as with -0ubuntu1: not the -1 of Debian itself
when=${SOURCE_DATE_EPOCH:-$(stat -c %Y CHANGELOG.md)}
root=$out/root
doc=$root/usr/share/doc/$package

rm -rf "$out"
mkdir -p "$out" "$root/DEBIAN" "$doc"
DESTDIR=$root PREFIX=/usr LIBDIR=/usr/lib/$triplet/asistat DATADIR=/usr/share MANDIR=/usr/share/man LOADED=asistat \
  sh ext/package/install.sh install
library=$root/usr/lib/$triplet/asistat/asistat.so
strip --strip-unneeded --remove-section=.comment --remove-section=.note "$library"
chmod 644 "$library"
ln -s asistat/asistat.so "$root/usr/lib/$triplet/asistat.so"
rm -r "$root/usr/lib/$triplet/asistat/pkgconfig" # for those who build; who load need the bare name only
gzip -9n "$root/usr/share/man/man7/asistat.7"

cp ext/package/debian/copyright "$doc/copyright"
gzip -9nc CHANGELOG.md > "$doc/changelog.gz"
printf '%s (%s) unstable; urgency=medium\n\n  * Version %s; changelog.gz tells what is new.\n\n -- %s  %s\n' \
  "$package" "$revision" "$VERSION" "$maintainer" "$(LC_ALL=C date -u -R -d "@$when")" | gzip -9nc > "$doc/changelog.Debian.gz"

sed -e "s|@VERSION@|$revision|" -e "s|@ARCHITECTURE@|$architecture|" -e "s|@MAINTAINER@|$maintainer|" \
  -e "s|@SIZE@|$(du -sk "$root/usr" | cut -f 1)|" -e "s|@GLIBC@|$(sh ext/package/glibc.sh "$library")|" \
  ext/package/debian/control.in > "$root/DEBIAN/control"
(cd "$root" && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k 2 > DEBIAN/md5sums)
find "$root" -type d -exec chmod 755 {} +
find "$root" -type f -exec chmod 644 {} +
find "$root" -exec touch -h -d "@$when" {} +
SOURCE_DATE_EPOCH=$when dpkg-deb --root-owner-group --build "$root" "$out/${package}_${revision}_$architecture.deb" >/dev/null
