# Helpers for the *.test files, in the manner of SQLite's own test/tester.tcl.
#
#  (1) A file sources this, says `plan N`, runs N tests and ends with finish_test. A lost or a surplus
#      test is a failure, and so is a file that ends in any other way.
#  (2) `db` is a :memory: connection with the extension loaded; NULL reads as NULL. Values from Tcl are
#      bound as variables: Tcl reads decimals exactly, SQLite before 3.43 does not.
#  (3) do_test NAME SCRIPT EXPECTED              the same string
#      do_execsql_test NAME SQL EXPECTED         the same list of values
#      do_catchsql_test NAME SQL {RC RESULT}     result or error text, as in SQLite
#      do_near_test NAME SQL EXPECTED ?TOL?      numbers within TOL relative (1e-12) or `Nulp` of the
#                                                expected ones; INTEGER, TEXT, NULL and 0 exactly
#      do_check NAME SCRIPT                      the script says what is wrong, or nothing
#      do_near_values NAME SCRIPT EXPECTED ?TOL? as do_near_test, the values from a script
#      do_error_test NAME SQL PATTERN            an error text like the glob; the connection works on
#      do_oom NAME SQL                           each allocation fails once, and from there on
#      skip NAME REASON                          counted and shown, never silent
#  (4) Environment: ASISTAT, the extension, .so or not (./asistat); FAULTSIM, TESTHOST and FIELDS, the
#      libraries made of faultsim.c and host.c (.build/faultsim.so, .build/host.so); SQLITE3, the shell;
#      ENGINE, a script that puts another SQLite in the place of libsqlite3-tcl's (engines/bridge.tcl);
#      FAIL_FAST=1: the first failure ends the file.

set testdir [file normalize [file dirname [info script]]]
set topdir [file dirname $testdir]
cd $topdir

proc setting {name default} {
  expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default}
}
set asistat [regsub {\.so$} [setting ASISTAT ./asistat] ""]
set faultsim [setting FAULTSIM .build/faultsim.so]
set testhost [setting TESTHOST .build/host.so]
fconfigure stdout -buffering line
array set tally {passed 0 failed 0 skipped 0 planned -1}

# ---------------------------------------------------------------------------------- keeping count

proc plan {n} { set ::tally(planned) $n }

proc pass {name} { incr ::tally(passed) }

proc fail {name reason} {
  incr ::tally(failed)
  puts "! $name\n    [string map [list \n "\n    "] $reason]"
  if {[setting FAIL_FAST 0]} { exit 1 }
}

proc skip {name reason} {
  incr ::tally(skipped)
  puts "- $name skipped: $reason"
}

proc skip_all {names reason} { foreach name $names { skip $name $reason } }

proc finish_test {} {
  set nRun [expr {$::tally(passed) + $::tally(failed) + $::tally(skipped)}]
  if {$nRun != $::tally(planned)} { fail plan "planned $::tally(planned) tests, ran $nRun" }
  puts "$::tally(passed) passed, $::tally(failed) failed, $::tally(skipped) skipped"
  exit [expr {$::tally(failed) > 0}]
}

# ---------------------------------------------------------------------------------- connections

proc open_plain {{name db}} {
  package require sqlite3
  catch {$name close}
  sqlite3 $name :memory:
  $name nullvalue NULL
  $name enable_load_extension 1
}

proc load_by_select {{name db}} { $name eval {SELECT load_extension($::asistat)} }

proc open_db {{name db}} {
  open_plain $name
  load_by_select $name
}

# What the shell prints for {sql}; dot-commands are welcome.
proc shell {sql args} { exec [setting SQLITE3 sqlite3] -batch -init /dev/null {*}$args << $sql 2>@1 }

# The exit status of a program; what it said, on both channels, is left in ::said.
proc status_of {args} {
  if {![catch {exec {*}$args 2>@1} ::said options]} { return 0 }
  set code [dict get $options -errorcode]
  expr {[lindex $code 0] eq "CHILDSTATUS" ? [lindex $code 2] : $code}
}
# As a user gives it: nothing of the make that runs the tests.
set plain_make {env -u MAKEFLAGS -u MFLAGS make --no-print-directory -s}
# For do_check: what was said, unless it is like the glob.
proc said {words} { expr {[string match $words $::said] ? "" : "it said: $::said"} }

# ---------------------------------------------------------------------------------- comparing

# A double as a whole number that rises by one from each double to the next.
proc double_index {x} {
  binary scan [binary format Q [expr {double($x)}]] W bits
  expr {$bits < 0 ? -($bits & 0x7fffffffffffffff) : $bits}
}

proc ulps_apart {a b} { expr {abs([double_index $a] - [double_index $b])} }

proc is_real {x} { expr {[string is double -strict $x] && ![string is entier -strict $x]} }

# Does the value {got} stand for {want}, within the tolerance?
proc is_near {got want tolerance} {
  if {$got eq $want} { return 1 }
  if {![is_real $got] && !([string is entier -strict $got] && [is_real $want])} { return 0 }
  if {![string is double -strict $want]} { return 0 }
  if {$got == $want} { return 1 }
  if {$want == 0} { return 0 }
  if {[regexp {^(\d+)ulp$} $tolerance -> n]} { return [expr {[ulps_apart $got $want] <= $n}] }
  expr {abs($got - $want) <= $tolerance * abs($want)}
}

# The first place where two lists of values differ, in words; empty when they agree.
proc first_difference {got want tolerance} {
  if {[llength $got] != [llength $want]} {
    return "expected [llength $want] values: $want\ngot [llength $got] values: $got"
  }
  set i 0
  foreach g $got w $want {
    if {![is_near $g $w $tolerance]} { return "value $i: expected $w\nvalue $i:      got $g" }
    incr i
  }
}

# ---------------------------------------------------------------------------------- tests

proc do_test {name script expected} {
  if {[catch {uplevel 1 $script} got]} { return [fail $name "error: $got"] }
  if {$got eq $expected} { return [pass $name] }
  fail $name "expected: $expected\n     got: $got"
}

# The milliseconds of work that a query reports to the host: what the extension's polls (3 ms apart, some 9,400 steps of
# SQLite's machine each) add to the steps of a plain query over the same rows (group_concat takes two arguments as well, and so as many steps). The same on every machine, under valgrind too.
proc steps_of {sql} {
  set ::nStep 0
  db progress 1000 {incr ::nStep; expr 0}
  catch {uplevel 2 [list db eval $sql]}
  db progress 0 {}
  return $::nStep
}
proc reported_milliseconds {sql plain} {
  expr {3 * ([steps_of $sql] - [steps_of $plain]) * 10 / 94}
}

# A handler that ends what takes too long, and is not itself under test: an engine may be without.
proc guard_progress {n script} { db progress $n $script }

# A test whose script says itself what is wrong, also by an early `return`; nothing said, nothing wrong.
proc do_check {name script} {
  if {[catch {uplevel 1 $script} complaint] == 1} { return [fail $name "error: $complaint"] }
  if {$complaint eq ""} { pass $name } else { fail $name $complaint }
}

proc do_near_values {name script expected {tolerance 1e-12}} {
  if {[catch {uplevel 1 $script} got]} { return [fail $name "error: $got"] }
  set difference [first_difference $got $expected $tolerance]
  if {$difference eq ""} { pass $name } else { fail $name $difference }
}

proc do_near_test {name sql expected {tolerance 1e-12}} {
  uplevel 1 [list do_near_values $name [list db eval $sql] $expected $tolerance]
}

proc do_execsql_test {name sql expected} {
  uplevel 1 [list do_test $name [list db eval $sql] [list {*}$expected]]
}

proc do_catchsql_test {name sql expected} {
  uplevel 1 [list do_test $name "list \[catch [list [list db eval $sql]] result\] \$result" [list {*}$expected]]
}

proc do_error_test {name sql pattern} {
  set rc [catch {uplevel 1 [list db eval $sql]} got]
  if {!$rc} { return [fail $name "expected an error like: $pattern\n                   got: $got"] }
  if {![string match $pattern $got]} { return [fail $name "expected an error like: $pattern\n             got error: $got"] }
  if {[catch {db eval {SELECT 1}} one] || $one ne "1"} { return [fail $name "the connection is broken: $one"] }
  pass $name
}

# ---------------------------------------------------------------------------------- memory faults

# The command {name} of a library of our own. Faultsim has to come before anything opens a connection:
# sqlite3_config is refused later.
proc load_helper {path name} {
  if {[info commands $name] ne ""} return
  if {![file exists $path]} { error "$path is missing; build it with: make $path" }
  load $path [string totitle $name]
}
proc load_faultsim {} { load_helper $::faultsim faultsim }
proc load_host {} { load_helper $::testhost host }

# What one run of {sql} on `db` comes to, with nothing kept for the next run.
proc outcome {sql} { list [catch {db eval $sql} result] $result }

# Run {script} with allocation k = 1, 2, 3 ... failing until a run meets no failure. The script answers
# what is wrong with its run, and finds the failures met by `faultsim disarm` in ::fired.
proc each_fault {mode script} {
  for {set k 1} {1} {incr k} {
    set ::fault [list $k $mode]
    set complaint [uplevel 1 $script]
    if {$complaint ne ""} { return "allocation $k, $mode: $complaint" }
    if {!$::fired} { return "" }
  }
}

proc with_fault {script} {
  faultsim arm {*}$::fault
  set rc [catch {uplevel 1 $script} result]
  set ::fired [faultsim disarm]
  list $rc $result
}

# One run under ::fault: out of memory or the whole right answer, and the connection works on.
proc judge_fault {sql answer} {
  set got [with_fault {db eval $sql}]
  if {$got ne $answer && $got ne {1 {out of memory}}} { return "expected: $answer\ngot:      $got" }
  if {!$::fired} { return }
  set again [outcome $sql]
  if {$again ne $answer} { return "afterwards\nexpected: $answer\ngot:      $again" }
}

# A connection as the fault loop wants it: no statement kept, the data of oom_data in place.
proc oom_open {} {
  open_db
  db cache size 0
  db eval $::oom_data
}
set oom_data {}

# Blocks that stay after {script} ran on a connection of its own, in words.
proc blocks_left {script} {
  catch {db close}
  lassign [faultsim outstanding] before
  oom_open
  set complaint [uplevel 1 $script]
  db close
  lassign [faultsim outstanding] after
  if {$complaint eq "" && $after != $before} { return "[expr {$after - $before}] blocks stay allocated" }
  return $complaint
}

# The sweep shares one connection, for speed; only when blocks stay are runs taken one by one, to name k.
proc sweep_faults {sql answer mode} {
  set complaint [blocks_left { each_fault $mode { judge_fault $sql $answer } }]
  if {![string match "*blocks stay*" $complaint]} { return $complaint }
  set alone [each_fault $mode { blocks_left { judge_fault $sql $answer } }]
  if {$alone eq ""} { return $complaint } else { return $alone }
}

proc do_oom {name sql} {
  load_faultsim
  oom_open
  set answer [outcome $sql]
  foreach mode {once persistent} {
    set complaint [sweep_faults $sql $answer $mode]
    if {$complaint ne ""} { return [fail $name "$sql\n$complaint"] }
  }
  pass $name
}

# ---------------------------------------------------------------------------------- data

# The rows of test/reference/NAME.csv as dicts. No field there holds a line break.
proc reference {name} {
  set lines [split [string trimright [read_file [file join $::testdir reference $name.csv]] \n] \n]
  set header [csv_fields [lindex $lines 0]]
  set rows {}
  foreach line [lrange $lines 1 end] {
    set row {}
    foreach key $header value [csv_fields $line] { dict set row $key $value }
    lappend rows $row
  }
  return $rows
}

proc csv_fields {line} {
  set fields {}
  set field ""
  set inside 0
  foreach part [split $line ,] {
    append field [expr {$inside ? "," : ""}] $part
    set inside [expr {($inside + [regexp -all {"} $part]) % 2}]
    if {$inside} continue
    if {[string index $field 0] eq "\""} { set field [string map {\"\" \"} [string range $field 1 end-1]] }
    lappend fields $field
    set field ""
  }
  return $fields
}

proc read_file {path} {
  set f [open $path]
  fconfigure $f -encoding utf-8
  set text [read $f]
  close $f
  return $text
}

# "[1,2.5]" as Tcl numbers, each the double nearest to its text or a whole number.
proc json_numbers {text} {
  set numbers {}
  foreach item [split [string trim $text {[]}] ,] { lappend numbers [expr {[string trim $item]}] }
  return $numbers
}

# An empty field of a reference file means: undefined.
proc or_null {field} { expr {$field eq "" ? "NULL" : $field} }
proc fields {row args} { lmap key $args { or_null [dict get $row $key] } }

# Table `t` of one sample, table `pairs` of pairs, in the order given; {id} is the place in it. `null` is NULL.
proc load_sample {values} {
  db eval {DROP TABLE IF EXISTS t; CREATE TABLE t(id INTEGER PRIMARY KEY, x)}
  db transaction {
    foreach value $values { bind_row {INSERT INTO t(x) VALUES ($x)} x $value }
  }
}

proc load_pairs {pre post} {
  db eval {DROP TABLE IF EXISTS pairs; CREATE TABLE pairs(id INTEGER PRIMARY KEY, pre, post)}
  db transaction {
    foreach p $pre q $post { bind_row {INSERT INTO pairs(pre, post) VALUES ($p, $q)} p $p q $q }
  }
}

# Table `t` of samples x, each under its number as the group g: 1, 2, ...
proc load_samples {samples} {
  db eval {DROP TABLE IF EXISTS t; CREATE TABLE t(id INTEGER PRIMARY KEY, x, g)}
  db transaction {
    set g 0
    foreach sample $samples {
      incr g
      foreach value $sample { bind_row {INSERT INTO t(x, g) VALUES ($x, $g)} x $value g $g }
    }
  }
}

# "[[1,2],[3]]" as a list of lists.
proc json_samples {text} {
  lmap {all sample} [regexp -all -inline {\[([^][]*)\]} $text] { json_numbers $sample }
}

# Each variable bound as the number it is; an unset one binds NULL.
proc bind_row {sql args} {
  foreach {name value} $args {
    if {$value ni {null NULL}} { set $name [expr {$value}] }
  }
  db eval $sql
}

# A flat JSON record, as the functions return it, as a dict; null reads NULL.
proc record {json} {
  if {$json eq "NULL"} { return {} }
  set body [string trim $json]
  if {![regexp {^\{(.*)\}$} $body -> body]} { error "not a JSON object: $json" }
  set dict {}
  set item {"([^"]+)":("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,\[\]"\s]+)}
  foreach {all key value} [regexp -all -inline $item $body] {
    if {[string index $value 0] eq "\""} { set value [string range $value 1 end-1] }
    dict set dict $key [expr {$value eq "null" ? "NULL" : $value}]
  }
  return $dict
}

# Chosen fields of the one record that {sql} returns.
proc record_fields {sql args} {
  set all [record [lindex [uplevel 1 [list db eval $sql]] 0]]
  lmap key $args { dict get $all $key }
}

if {[setting ENGINE ""] ne ""} { source $::env(ENGINE) }
