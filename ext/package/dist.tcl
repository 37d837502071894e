# Makes what registries take, in the folder .build/dist, and publishes nothing:
#
#   VERSION=0.1.0 EXTENSION=asistat.so tclsh ext/package/dist.tcl
#
#  (1) For each platform that has been built (this one; others by `make check-platforms`, in .build/platform): a zip, an
#      npm package with the library and a Python wheel.
#  (2) asistat-VERSION.tgz, the npm package that chooses among them; sqlpkg.json, which names the zips below DIST_URL;
#      checksums.txt over all of it.
#  (3) The same sources give the same bytes: every file has the time SOURCE_DATE_EPOCH, or that of CHANGELOG.md.
#  (4) Needs zip, tar, gzip and binutils.

cd [file dirname [file dirname [file dirname [file normalize [info script]]]]]
set version $env(VERSION)
set out [file normalize .build/dist]
set work $out/work
set when [expr {[info exists env(SOURCE_DATE_EPOCH)] ? $env(SOURCE_DATE_EPOCH) : [file mtime CHANGELOG.md]}]
set url [expr {[info exists env(DIST_URL)] && $env(DIST_URL) ne "" ? $env(DIST_URL) : "https://asistat.invalid/{version}"}]
set env(TZ) UTC
set env(SOURCE_DATE_EPOCH) $when

# folder below .build/platform, our name, os, cpu and libc as npm has them, sqlpkg's name, the wheel's tag, strip
set platforms {
  {linux-x64      {}            linux  x64   glibc linux-amd64   manylinux_@GLIBC@_x86_64   strip}
  {linux-arm64    aarch64-linux linux  arm64 glibc linux-arm64   manylinux_@GLIBC@_aarch64  aarch64-linux-gnu-strip}
  {linux-x64-musl musl-x64      linux  x64   musl  {}            musllinux_1_2_x86_64       strip}
  {windows-x64    windows-x64   win32  x64   {}    windows-amd64 win_amd64                  x86_64-w64-mingw32-strip}
}

# ---------------------------------------------------------------------------------- files

proc write_file {path text} {
  file mkdir [file dirname $path]
  set f [open $path w]
  fconfigure $f -encoding utf-8 -translation lf
  puts -nonewline $f $text
  close $f
}

proc read_file {path} {
  set f [open $path]
  fconfigure $f -encoding utf-8
  set text [read $f]
  close $f
  return $text
}

proc fill {template args} { string map [list @VERSION@ $::version {*}$args] [read_file ext/package/$template] }

proc files_below {folder} {
  set files {}
  foreach path [glob -nocomplain -directory $folder *] {
    if {[file isdirectory $path]} { lappend files {*}[files_below $path] } else { lappend files $path }
  }
  lsort $files
}

proc names_in {folder} { lmap path [files_below $folder] { string range $path [string length $folder/] end } }

# Every file with the one time, and readable by all.
proc settle {folder} {
  foreach path [files_below $folder] {
    file attributes $path -permissions [expr {[file extension $path] in {.so .dll .dylib} ? 0o755 : 0o644}]
    file mtime $path $::when
  }
}

proc make_zip {file folder} {
  settle $folder
  exec sh -c {cd "$1" && shift && zip -q -X -9 "$@"} sh $folder $file {*}[names_in $folder]
}

proc make_tgz {file folder} {
  settle $folder
  exec tar --format=ustar --owner=0 --group=0 --numeric-owner --transform s,^,package/, --mtime=@$::when -C $folder -c \
    {*}[names_in $folder] | gzip -9n > $file
}

proc sha256 {path} { lindex [exec sha256sum $path] 0 }

# ---------------------------------------------------------------------------------- JSON

proc text {value} { string cat \" [string map [list \\ \\\\ \" \\\" \n \\n] $value] \" }
proc texts {values} { string cat \[ [join [lmap value $values { text $value }] ", "] \] }
# An object of names and values that are JSON already.
proc object {members {indent ""}} {
  set lines {}
  foreach {name value} $members { lappend lines "$indent  [text $name]: $value" }
  string cat "{\n" [join $lines ",\n"] "\n$indent}"
}

# ---------------------------------------------------------------------------------- a platform

# The library built for it, or empty.
proc library_of {name folder} {
  if {$name eq [native]} { return $::env(EXTENSION) }
  if {$folder eq ""} return
  lindex [glob -nocomplain .build/platform/$folder/asistat.so .build/platform/$folder/asistat.dll] 0
}

proc native {} {
  set system [string tolower [exec uname -s]]
  set machine [exec uname -m]
  string cat $system - [string map {x86_64 x64 aarch64 arm64} $machine]
}

proc zip_platform {name library} {
  set folder $::work/zip-$name
  file mkdir $folder/sql
  file copy $library LICENSE CHANGELOG.md $folder
  file copy {*}[glob sql/*.sql] $folder/sql
  make_zip $::out/asistat-$::version-$name.zip $folder
}

proc npm_platform {name library os cpu libc} {
  set folder $::work/npm-$name
  file mkdir $folder
  file copy $library LICENSE $folder
  set members [list name [text asistat-$name] version [text $::version] description [text "asistat's library for $name"] license [text MIT] \
    os [texts [list $os]] cpu [texts [list $cpu]]]
  if {$libc ne ""} { lappend members libc [texts [list $libc]] }
  write_file $folder/package.json [object $members]\n
  make_tgz $::out/asistat-$name-$::version.tgz $folder
}

# A wheel's RECORD: the SHA-256 of each file in base64 for addresses, without its padding.
proc record_of {folder dist} {
  set lines {}
  foreach name [names_in $folder] {
    set hash [string map {+ - / _ = ""} [binary encode base64 [binary decode hex [sha256 $folder/$name]]]]
    lappend lines $name,sha256=$hash,[file size $folder/$name]
  }
  string cat [join $lines \n] \n $dist/RECORD,,\n
}

proc wheel_platform {name library tag} {
  set folder $::work/wheel-$name
  set dist asistat-$::version.dist-info
  set tag py3-none-[string map [list @GLIBC@ [string map {. _} [exec sh ext/package/glibc.sh $library]]] $tag]
  file mkdir $folder/asistat $folder/$dist/licenses
  file copy $library $folder/asistat
  file copy LICENSE $folder/$dist/licenses
  write_file $folder/asistat/__init__.py [fill python/__init__.py @LIBRARY@ [file tail $library]]
  write_file $folder/asistat/py.typed ""
  write_file $folder/$dist/METADATA [fill python/METADATA.in]
  write_file $folder/$dist/WHEEL "Wheel-Version: 1.0\nGenerator: asistat $::version\nRoot-Is-Purelib: false\nTag: $tag\n"
  write_file $folder/$dist/RECORD [record_of $folder $dist]
  make_zip $::out/asistat-$::version-$tag.whl $folder
}

# ---------------------------------------------------------------------------------- over all platforms

proc npm_chooser {names} {
  set folder $::work/npm
  file mkdir $folder
  foreach file {index.cjs index.mjs index.d.ts README.md} { file copy ext/package/npm/$file $folder }
  file copy LICENSE $folder
  set optional {}
  foreach name $names { lappend optional asistat-$name [text $::version] }
  set exports [object [list . [object [list types [text ./index.d.ts] import [text ./index.mjs] require [text ./index.cjs]] "    "]] "  "]
  write_file $folder/package.json [object [list name [text asistat] version [text $::version] \
    description [text "Statistics for SQLite: exact p-values, intervals and effect sizes as SQL functions"] \
    keywords [texts {sqlite sqlite-extension statistics wilcoxon}] license [text MIT] \
    main [text ./index.cjs] module [text ./index.mjs] types [text ./index.d.ts] exports $exports \
    engines [object [list node [text ">=18"]] "  "] optionalDependencies [object $optional "  "]]]\n
  make_tgz $::out/asistat-$::version.tgz $folder
}

# Every function that SQL knows.
proc symbols {} {
  package require sqlite3
  sqlite3 db :memory:
  db enable_load_extension 1
  set library [file normalize $::env(EXTENSION)]
  db eval {SELECT load_extension($library)}
  set names [db eval {SELECT name FROM asistat_functions ORDER BY name}]
  db close
  return $names
}

proc sqlpkg {assets} {
  set files {}
  foreach {key name} $assets { lappend files $key [text "asistat-{version}-$name.zip"] }
  write_file $::out/sqlpkg.json [object [list owner [text asistat] name [text asistat] version [text $::version] \
    authors [texts {{the asistat authors}}] license [text MIT] \
    description [text "Statistics: exact p-values, intervals and effect sizes for before/after studies."] \
    keywords [texts {statistics wilcoxon {confidence interval} p-value}] symbols [texts [symbols]] \
    assets [object [list path [text $::url] pattern [text asistat.*] files [object $files "    "]] "  "]]]\n
}

# ---------------------------------------------------------------------------------- all of it

file delete -force $out
file mkdir $work
set names {}
set assets {}
foreach platform $platforms {
  lassign $platform name folder os cpu libc key tag strip
  set library [library_of $name $folder]
  if {$library eq ""} { puts "- $name is not built: no package for it"; continue }
  file mkdir $work/$name
  set copy $work/$name/[file tail $library]
  file copy $library $copy
  if {[catch {exec $strip --strip-unneeded $copy}]} { puts "- $name: no $strip, its library keeps its local names" }
  zip_platform $name $copy
  npm_platform $name $copy $os $cpu $libc
  wheel_platform $name $copy $tag
  lappend names $name
  if {$key ne ""} { lappend assets $key $name }
}
npm_chooser $names
sqlpkg $assets
write_file $out/checksums.txt [join [lmap path [lsort [glob -directory $out -types f *]] { string cat [sha256 $path] "  " [file tail $path] }] \n]\n
puts [join [lmap path [lsort [glob -directory $out -types f *]] { format "%8d  %s" [file size $path] [file tail $path] }] \n]
file delete -force $work
