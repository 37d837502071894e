# Runs test files, each in a tclsh of its own, so that a crash is one file's failure and not the end.
#
#   tclsh test/run.tcl                          every test/*.test
#   tclsh test/run.tcl moments test/args.test   these
#
#  (1) A line per file; what failed or was skipped is shown above it. The last line is `N passed, N failed`,
#      with `, N skipped` when there are skips. Exit status 1 on a failure or when nothing ran.
#  (2) A file counts what it says in its last line. It has failed once more when that line is missing, when
#      it ends by a signal or with another status than its count explains, or when a sanitizer spoke.
#  (3) JOBS of them run at a time (as many as the machine has processors); the lines come in the order of the names
#      whatever ends first.
#  (4) Environment: JOBS; UNIT, executables to run first (unit tests that end in the same line); TEST_PREFIX, a
#      command to put before tclsh and them, such as `valgrind -q --error-exitcode=9`; and what tester.tcl reads.

set testdir [file dirname [file normalize [info script]]]
cd [file dirname $testdir]
array set total {passed 0 failed 0 skipped 0}

# How a command that ended without success ended: a status, or the name of a signal.
proc status_of {message options} {
  lassign [dict get $options -errorcode] kind pid how
  expr {$kind in {CHILDSTATUS CHILDKILLED} ? $how : $message}
}

# What a run counts: {passed failed skipped}, by the last such line; empty when there is none.
proc counts {output} {
  set lines [regexp -all -inline -line {^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$} $output]
  if {$lines eq ""} return
  lassign [lrange $lines end-2 end] passed failed skipped
  list $passed $failed [expr {$skipped eq "" ? 0 : $skipped}]
}

# The output without that line.
proc remarks {output} {
  string trim [regsub -all -line {^\d+ passed, \d+ failed.*$\n?} $output ""]
}

# Why a run is a failure beyond what it counts itself; empty when it is none.
proc broken {output counts status} {
  if {[regexp -line {^.*(?:runtime error:|ERROR: \w+Sanitizer).*$} $output line]} { return $line }
  if {$counts eq ""} { return "no count at its end (status $status)" }
  set explained [expr {[lindex $counts 1] > 0}]
  if {$status ne $explained} { return "ended with status $status" }
}

# A run that is over: its lines, and what it counts.
proc report {name output status} {
  set counts [counts $output]
  set broken [broken $output $counts $status]
  if {$counts eq ""} { set counts {0 0 0} }
  lassign $counts passed failed skipped
  if {$broken ne ""} { incr failed }
  if {[remarks $output] ne ""} { puts [remarks $output] }
  if {$broken ne ""} { puts "! $name: $broken" }
  puts [format "%-24s %5d passed %4d failed %4d skipped" $name $passed $failed $skipped]
  flush stdout
  foreach key {passed failed skipped} { incr ::total($key) [set $key] }
}

# ---- several at a time

set waiting {}    ;# {name command} that have not begun
set order {}      ;# names that are not reported yet
set nRunning 0
array set output {}
array set ended {} ;# name -> status

proc start_next {} {
  if {$::waiting eq ""} return
  lassign [lindex $::waiting 0] name command
  set ::waiting [lrange $::waiting 1 end]
  set ::output($name) ""
  set pipe [open |[concat $command [list </dev/null 2>@1]]]
  fconfigure $pipe -blocking 0
  fileevent $pipe readable [list take_output $name $pipe]
  incr ::nRunning
}

proc take_output {name pipe} {
  append ::output($name) [read $pipe]
  if {![eof $pipe]} return
  fconfigure $pipe -blocking 1
  set ::ended($name) [expr {[catch {close $pipe} message options] ? [status_of $message $options] : 0}]
  report_in_order
  start_next
  incr ::nRunning -1
}

proc report_in_order {} {
  while {$::order ne "" && [info exists ::ended([lindex $::order 0])]} {
    set ::order [lassign $::order name]
    report $name $::output($name) $::ended($name)
    unset ::output($name)
  }
}

proc run_all {nJob} {
  while {$nJob > $::nRunning && $::waiting ne ""} { start_next }
  while {$::nRunning > 0} { vwait ::nRunning }
}

proc processors {} { expr {[catch {exec nproc} n] ? 1 : $n} }

proc environment {name} { expr {[info exists ::env($name)] ? $::env($name) : ""} }

proc test_files {names} {
  if {$names eq ""} { return [lsort [glob -nocomplain -directory $::testdir *.test]] }
  lmap name $names { file join $::testdir [file rootname [file tail $name]].test }
}

set prefix [environment TEST_PREFIX]
foreach unit [environment UNIT] { lappend waiting [list $unit [concat $prefix [list [file normalize $unit]]]] }
foreach file [test_files $argv] { lappend waiting [list [file tail $file] [concat $prefix [list [info nameofexecutable] $file]]] }
set order [lmap run $waiting { lindex $run 0 }]
run_all [expr {[environment JOBS] ne "" ? [environment JOBS] : [processors]}]

set line "$total(passed) passed, $total(failed) failed"
if {$total(skipped)} { append line ", $total(skipped) skipped" }
puts $line
exit [expr {$total(failed) > 0 || $total(passed) == 0}]
