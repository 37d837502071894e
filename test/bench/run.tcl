# What asistat costs, beside SQLite's own aggregates and beside other programs: `make bench`.
#
#  (1) A file *.bench beside this one is a group of cases: `data` declares a table, `compare` a query of ours, what it
#      is held against and the goal, `growth` a query that is watched over growing tables. The words are explained
#      at the procedures of these names in declare.tcl. A new case is a few lines in its group and none here; a new
#      group is its name in the list of this file.
#  (2) What is measured is CPU time, user and system, as the sqlite3 shell's .timer and the other programs report
#      it. A round runs ours, the other side and every rival in turn, every second round backwards; the ratio is
#      the median over the rounds of the ratios within a round, so that a busy machine slows both sides alike.
#  (3) Every query runs with the shell's own settings, on a file that the first round has already read.
#  (4) Rivals answer the same question and their answers are compared: a difference beyond 1e-6, or an error, is
#      shown and makes the exit status 1. A time never does: a goal that is missed is marked and no more.
#  (5) Memory is the peak of a shell that ran one query (VmHWM), read while it lives; `-` where there is no /proc.
#
# Environment, or `make bench NAME=value`:
#   ROWS     rows of a table (1000000); groups of 30 take three times as many
#   RUNS     rounds (5)
#   ONLY     the cases whose names match one of these patterns, as in ONLY="median* growth" ("*")
#   GROWTH   row counts of the growth table ("100000 1000000 10000000"); none: no such table
#   RIVALS   of sql scipy r duckdb percentile (all); none: none
#   PYTHON, RSCRIPT, NODE        the rivals' programs (python3, Rscript, node; DuckDB is found by NODE_PATH)
#   RIVAL_PERCENTILE             SQLite's percentile.so or sqlean's stats.so, loaded instead of ours
#   BENCH_DIR                    where the tables are built and kept (.build/bench)
#   ASISTAT, SQLITE3             as in test/tester.tcl; COMPILER, what built it

set benchdir [file dirname [file normalize [info script]]]
source [file join [file dirname $benchdir] tester.tcl]
foreach part {declare machine engines tables} { source [file join $benchdir $part.tcl] }

set rows [setting ROWS 1000000]
set rounds [setting RUNS 5]
set only [setting ONLY *]
set sizes [lsearch -inline -all -not [setting GROWTH {100000 1000000 10000000}] none]
set store [setting BENCH_DIR .build/bench]
set nWrong 0

proc refuse {text} {
  puts stderr "bench: $text"
  exit 2
}

foreach {name value} [list ROWS $rows RUNS $rounds {*}[concat {*}[lmap size $sizes { list GROWTH $size }]]] {
  if {![string is entier -strict $value] || $value < 1} { refuse "$name: '$value' is no whole number above 0" }
}
set sizes [lsort -integer -unique $sizes]

proc is_wanted {name} {
  foreach pattern $::only { if {[string match $pattern $name]} { return 1 } }
  return 0
}

proc complain {text} {
  incr ::nWrong
  puts "! $text"
}

# ---------------------------------------------------------------------------------- numbers

proc median {values} {
  set sorted [lsort -real $values]
  set n [llength $sorted]
  expr {([lindex $sorted [expr {($n - 1) / 2}]] + [lindex $sorted [expr {$n / 2}]]) / 2.0}
}

proc highest {values} { expr {"-" in $values ? "-" : [lindex [lsort -real $values] end]} }

# Round by round a/b; a clock that saw nothing of b counts as its resolution.
proc ratios {a b} { lmap x $a y $b { expr {$x / max($y, 1e-6)} } }

proc agrees {a b} {
  if {![string is double -strict $a] || ![string is double -strict $b]} { return [expr {$a eq $b}] }
  expr {abs($a - $b) <= 1e-6 * max(abs($a), abs($b))}
}

# ---------------------------------------------------------------------------------- one case

# What takes part in a case: {side command} pairs; each command gives {seconds answer} of one run.
proc sides {case shell} {
  set file [data_file [dict get $case data]]
  set sides [list ours [list shell_run $shell [case_sql $case ours]] \
    against [list shell_run $shell [case_sql $case against]]]
  foreach rival [rivals_of $case] {
    lappend sides $rival [list rival_run $rival $shell $file [case_rival $case $rival]]
  }
  return $sides
}

# The seconds of every side, a list of one per round.
proc measure {case} {
  set shell [shell_open [data_file [dict get $case data]] $::asistat]
  set sides [sides $case $shell]
  {*}[dict get $sides against]
  set seconds [dict map {side command} $sides { list }]
  for {set round 1} {$round <= $::rounds} {incr round} { run_round $case $shell $sides $round seconds }
  shell_close $shell
  return $seconds
}

proc run_round {case shell sides round secondsName} {
  upvar 1 $secondsName seconds
  set order [dict keys $sides]
  if {$round % 2 == 0} { set order [lreverse $order] }
  foreach side $order {
    if {[dict get $seconds $side] eq "failed"} continue
    if {[catch {{*}[dict get $sides $side]} run]} { dict set seconds $side [give_up $case $side $run]; continue }
    dict lappend seconds $side [lindex $run 0]
    if {$round == 1 && $side in $::allRivals} { compare_answer $case $shell $side [lindex $run 1] }
  }
}

# A rival that fails is left out; a side of ours is an error.
proc give_up {case side reason} {
  if {$side ni $::allRivals} { error $reason }
  complain "[dict get $case name], $side: $reason"
  return failed
}

proc compare_answer {case shell rival answer} {
  set sql [dict get [case_rival $case $rival] agree]
  set ours [lindex [shell_run $shell $sql] 1]
  if {![agrees $ours $answer]} { complain "[dict get $case name], $rival: answers $answer, ours $ours" }
}

# ---------------------------------------------------------------------------------- growth

# Seconds and peak of one query in a shell of its own.
proc run_alone {file sql} {
  set shell [shell_open $file $::asistat]
  set seconds [lindex [shell_run $shell $sql] 0]
  set peak [peak_memory [pid $shell]]
  shell_close $shell
  list $seconds $peak
}

# The median seconds and the highest peak over the rounds, for every query of the growth table on one kind of data.
proc grow {kind nRow} {
  set file [data_file $kind $nRow]
  set seconds [dict create]
  set peaks [dict create]
  for {set round 1} {$round <= $::rounds} {incr round} {
    dict for {name sql} $::growthQueries {
      lassign [run_alone $file $sql] s p
      dict lappend seconds $name $s
      dict lappend peaks $name $p
    }
  }
  dict map {name sql} $::growthQueries {
    list [median [dict get $seconds $name]] [highest [dict get $peaks $name]]
  }
}

# ---------------------------------------------------------------------------------- everything

foreach group {data one_sample paired groups windows exact states growth closure} { source [file join $benchdir $group.bench] }
set cases [lmap case $cases { if {![is_wanted [dict get $case name]]} continue; set case }]
set growing [expr {[is_wanted growth] && $sizes ne ""}]
if {$cases eq "" && !$growing} {
  refuse "ONLY=\"$only\" matches none of: $caseNames growth"
}

print_machine
start_rivals
if {$cases ne ""} { print_costs }
if {$growing && [catch {print_growth} why]} { complain "growth: $why" }
stop_rivals
exit [expr {$nWrong > 0}]
