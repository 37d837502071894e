# Builds the extension for other platforms and plays the scenario of the clients and same_bits.tsv on each.
#
#  (1) A line per platform: passed with SQLite's version and the size of the extension, failed with what was wrong, or
#      skipped with what is missing. The last line is `N passed, N failed, N skipped`; exit status 0 only when none failed and
#      one at least passed.
#  (2) Environment: SQLITE_SOURCE, a folder with sqlite3.c, sqlite3.h and sqlite3ext.h; ONLY, a glob of platforms;
#      NODE, WINE, QEMU. What is built stays in .build/platform/NAME.
#  (3) macOS is not among them: nothing here can run it. The Makefile makes asistat.dylib there, untested.

set here [file dirname [file normalize [info script]]]
cd [file dirname [file dirname $here]]
source test/clients/scenario.tcl

proc setting {name default} {
  expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default}
}

set source [setting SQLITE_SOURCE ""]
set node [setting NODE node]
set env(WINEPREFIX) [file normalize .build/wine]
set env(WINEDEBUG) -all

# name, the Debian packages it needs, their programs, what runs the client, the client, the extension
set platforms [list \
  native-x64 "gcc" {cc} {} client asistat.so \
  aarch64-linux "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user" [list aarch64-linux-gnu-gcc [setting QEMU qemu-aarch64]] \
    [list [setting QEMU qemu-aarch64] -L /usr/aarch64-linux-gnu] client asistat.so \
  windows-x64 "gcc-mingw-w64-x86-64 wine64 wine" [list x86_64-w64-mingw32-gcc [setting WINE wine]] \
    [list [setting WINE wine]] client.exe asistat.dll \
  musl-x64 "musl-tools" {musl-gcc} {} client asistat.so \
  wasm "emscripten nodejs" [list emcc $node] [list $node test/platforms/shim.mjs] sqlite3-asistat.js sqlite3-asistat.wasm \
]

proc missing {programs} {
  foreach program $programs { if {[auto_execok $program] eq ""} { return $program } }
}

# {output ""} or {output complaint}
proc run {command} {
  if {![catch {exec timeout 900 {*}$command </dev/null 2>@1} output options]} { return [list $output ""] }
  list $output "[lrange $command 0 1] ended with [dict get $options -errorcode]\n[string range $output end-2000 end]"
}

proc build {name} {
  lindex [run [list make -s -f test/platforms/build.mk TARGET=$name SQLITE_SOURCE=$::source all]] 1
}

# Complaints about what a command prints for a scenario's file.
proc play {command file} {
  lassign [run [list {*}$command $file]] output ended
  set ::output $output
  concat [judge [read_scenario $file] [string map {\r ""} $output]] [expr {$ended eq "" ? "" : [list $ended]}]
}

proc play_all {name runner client extension} {
  set folder .build/platform/$name
  set command [list {*}$runner $folder/$client]
  if {$name ne "wasm"} { lappend command $folder/[file rootname $extension] }
  set complaints [concat [play $command test/clients/scenario.tsv] [play $command test/platforms/same_bits.tsv]]
  if {$name eq "wasm"} { lappend complaints {*}[run_calls $folder/$client] }
  return $complaints
}

proc run_calls {script} {
  set ended [lindex [run [list $::node test/platforms/shim_calls.mjs $script]] 1]
  expr {$ended eq "" ? "" : [list $ended]}
}

proc line {name sqlite size result} { puts [format "%-14s %-8s %9s  %s" $name $sqlite $size $result] }

proc check {name runner client extension} {
  set built [build $name]
  set ::output ""
  set complaints [expr {$built eq "" ? [play_all $name $runner $client $extension] : [list $built]}]
  set result [expr {$complaints eq "" ? "passed" : "failed"}]
  set sqlite -
  regexp -line {^client\t[^\t]*\t(\S+)} $::output -> sqlite
  line $name $sqlite [expr {$built eq "" ? [file size .build/platform/$name/$extension] : "-"}] \
    [expr {$result eq "passed" ? $result : "FAILED"}]
  foreach complaint $complaints { puts "    [string map [list \n "\n    "] $complaint]" }
  return $result
}

if {![file exists [file join $source sqlite3.c]]} {
  puts "SQLITE_SOURCE=dir: a folder with sqlite3.c, sqlite3.h and sqlite3ext.h of sqlite.org, or of the npm package better-sqlite3"
  puts "0 passed, 0 failed, [expr {[llength $platforms] / 6}] skipped"
  exit 1
}
array set count {passed 0 failed 0 skipped 0}
line platform SQLite bytes result
foreach {name packages programs runner client extension} $platforms {
  if {![string match [setting ONLY *] $name]} continue
  set lacks [missing $programs]
  if {$lacks eq ""} {
    incr count([check $name $runner $client $extension])
  } else {
    line $name - - "skipped: no $lacks, needs $packages"
    incr count(skipped)
  }
  flush stdout
}
puts "$count(passed) passed, $count(failed) failed, $count(skipped) skipped"
exit [expr {$count(failed) > 0 || $count(passed) == 0}]
