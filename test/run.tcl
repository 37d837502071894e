# Runs test files, each in a tclsh of its own, so that a crash is one file's failure and not the end.
#
#   tclsh test/run.tcl                          every test/*.test
#   tclsh test/run.tcl moments test/args.test   these
#
#  (1) A line per file; what failed or was skipped is shown above it. The last line is `N passed, N failed`,
#      with `, N skipped` when there are skips. Exit status 1 on a failure or when nothing ran.
#  (2) A file counts what it says in its last line. It has failed once more when that line is missing, when
#      it ends by a signal or with another status than its count explains, or when a sanitizer spoke.
#  (3) Environment: UNIT, executables to run first (unit tests that end in the same line); TEST_PREFIX, a
#      command to put before tclsh and them, such as `valgrind -q --error-exitcode=9`; and what tester.tcl reads.

set testdir [file dirname [file normalize [info script]]]
cd [file dirname $testdir]
array set total {passed 0 failed 0 skipped 0}

# The whole output of {command} and how it ended: a status, or the name of a signal.
proc run {command} {
  set pipe [open |[concat $command [list </dev/null 2>@1]]]
  set output [read $pipe]
  if {![catch {close $pipe} message options]} { return [list $output 0] }
  lassign [dict get $options -errorcode] kind pid how
  list $output [expr {$kind in {CHILDSTATUS CHILDKILLED} ? $how : $message}]
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

proc run_one {name command} {
  lassign [run $command] output status
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

proc environment {name} { expr {[info exists ::env($name)] ? $::env($name) : ""} }

proc test_files {names} {
  if {$names eq ""} { return [lsort [glob -nocomplain -directory $::testdir *.test]] }
  lmap name $names { file join $::testdir [file rootname [file tail $name]].test }
}

set prefix [environment TEST_PREFIX]
foreach unit [environment UNIT] { run_one $unit [concat $prefix [list [file normalize $unit]]] }
foreach file [test_files $argv] { run_one [file tail $file] [concat $prefix [list [info nameofexecutable] $file]] }

set line "$total(passed) passed, $total(failed) failed"
if {$total(skipped)} { append line ", $total(skipped) skipped" }
puts $line
exit [expr {$total(failed) > 0 || $total(passed) == 0}]
