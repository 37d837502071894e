# Two ways to one number, over random rows: the same question in other words has the same answer, to the last bit.
#
#   make differential SECONDS=60 SEED=7      for so long; each disagreement is printed with the statement that shows it
#   make differential COUNT=2000 SEED=7      so many answers compared; ROUND=31 the one round alone
#
#  (1) Rows: up to 30, or, for the trees of windows, 80 to 230 in frames as wide, of one of the kinds of `palettes`:
#      scores, decimals, numbers over all exponents of REAL, both its ends, large INTEGERs, numbers as text, and all of
#      them mixed; ties and NULLs in each.
#  (2) Questions: every aggregate of asistat_functions in every form of its arguments, with options that it takes.
#  (3) An aggregate over some of the rows (WHERE) answers as the same with FILTER, of GROUP BY, of the rows in another
#      order, of DISTINCT and ORDER BY inside, of a group's states merged, of states of states, and each row of a window
#      (ROWS, RANGE, GROUPS, EXCLUDE, FILTER) as the aggregate of the rows that SQLite's group_concat finds in its
#      frame. An error is an answer, too; its words may differ, since they name the first bad row.
#  (4) The last line is `N passed, N failed`, N being answers compared; exit status 1 on a failure, or when nothing ran.
#
# fuzz/forms.c asks some of this of bytes that libFuzzer looks for; here the statements are drawn.

if {[info procs do_test] eq ""} { source [file join [file dirname [info script]] tester.tcl] }

# ---------------------------------------------------------------------------------- numbers drawn

proc below {n} { expr {int(rand() * $n)} }
proc one_of {args} { lindex $args [below [llength $args]] }
proc large {} { expr {9007199254740990 + [below 6]} }
proc anywhere {} { expr {(rand() - 0.5) * 2.0 ** ([below 1000] - [below 1000])} }

# SQL literals; SQLite before 3.43 does not read all decimals exactly, but the same each time.
set palettes {
  scores    {below 17}
  decimals  {format %.1f [expr {[below 200] / 10.0}]}
  exponents {format %.17g [anywhere]}
  ends      {one_of 1e308 -1e308 1.7e308 -1.7976931348623157e308 5e-324 -5e-324 2.2250738585072014e-308
    0 0.0 -0.0 1 1e154 1e-154}
  integers  {one_of 9007199254740992 9007199254740993 -9007199254740993 9223372036854775807 -9223372036854775807
    [large] [below 5]}
  thousands {expr {100000000 + [below 40]}}
  texts     {one_of '[below 12]' '[below 9].5' '1e[below 300]' [below 12]}
  few       {one_of 1 2 2.0 0.1}
}
proc value_of {palette} {
  if {rand() < 0.07} { return NULL }
  if {$palette eq "mixed"} { set palette [one_of {*}[dict keys $::palettes]] }
  eval [string map {\n " "} [dict get $::palettes $palette]]
}

# Columns: i the row, r and o orders, x y values, b c e yes and no, g two groups, h four, s subject and t occasion of
# a whole design, q a probability.
proc fill {} {
  set palette [one_of {*}[dict keys $::palettes] mixed]
  set ::isLarge [expr {rand() < 0.15}]
  set n [expr {$::isLarge ? 80 + [below 150] : [below 31]}]
  db eval {DELETE FROM d}
  for {set i 1} {$i <= $n} {incr i} {
    set x [value_of $palette]
    set y [expr {rand() < 0.3 ? $x : [value_of $palette]}]
    set yes [list [one_of 0 1 'ya' 'tidak' NULL] [one_of 0 1 'ya' 'tidak'] [one_of 0 1 1 NULL]]
    db eval "INSERT INTO d VALUES ($i, [below 100000], [below 9], $x, $y, [join $yes ,], [one_of 'k' 'm' NULL 'k' 'm'],
      [one_of 1 2 3 'z'], [expr {$i / 3}], [expr {$i % 3}], [expr {rand()}])"
  }
  return $n
}

# ---------------------------------------------------------------------------------- questions

# The columns for the names of asistat_functions' arguments, by function where it asks for yes and no.
set column {
  x x y y pre x post y p 0.3 type 6 level 0.8 a g b h g g value x subject s occasion t item "1 + i % 16" answer b
  label i i1 x ... y ik "y + 1"
}
set yesNo {pre b post c x e i1 "b = 1" ... "c = 1" ik e}
proc columns_of {name} {
  if {[regexp {^(prop_|mcnemar|kr20|plot_items)} $name]} { return [dict merge $::column $::yesNo] }
  if {[string match cochran* $name]} { return [dict merge $::column {answer b}] }
  if {[string match p_adjust $name]} { return [dict merge $::column {p q}] }
  if {[regexp {^(anova|kruskal|levene|plot_box)} $name]} { return [dict merge $::column {g h}] }
  return $::column
}

# What a function is given beside the rows: an option word that it takes, if any.
set words {
  less greater exact normal t mean pratt continuity spss r scipy level=0.9 digits=1 digits=-2 lang=id bh bonferroni
}
set trial {(SELECT column1 AS i, column1 AS x, column2 AS y, column1 > 2 AS b, column2 > 2 AS c, column1 > 2 AS e,
  column1 > 3 AS g, column1 > 3 AS h, 0.1 AS q FROM (VALUES (1, 2), (2, 4), (3, 1), (4, 4), (5, 9), (7, 8)))}
proc questions {} {
  set questions {}
  db eval {SELECT name, arguments, kind FROM asistat_functions WHERE kind IN ('aggregate', 'window') ORDER BY name} {
    foreach form [concat [split $arguments |] [more_forms $arguments]] {
      set bare [regsub {\[.*$} $form ""]
      if {[string trim $bare] eq "state"} continue
      set list [lmap word [split $bare ,] { dict get [columns_of $name] [string trim $word] }]
      set takes [expr {[regexp {^[^\[]*\[,(options|method)} $form] ? [options_of $name $list] : {}}]
      set hasState [expr {$kind eq "window" && [llength $list] <= 2 && ![regexp {^(prop_|mcnemar|cron|kr|item)} $name]}]
      lappend questions [dict create name $name kind $kind list $list takes $takes state $hasState]
    }
  }
  return $questions
}

# With the arguments that are in brackets and no option.
proc more_forms {arguments} {
  if {[string match {x \[,g*} $arguments]} { return {{x, g [,options]}} }
  if {[string match {x, p \[,type*} $arguments]} { return {{x, p, type}} }
}

proc options_of {name list} {
  lmap word $::words {
    if {[catch {db eval "SELECT ${name}([join $list ,], '$word') FROM $::trial"}]} continue
    set word
  }
}

# ---------------------------------------------------------------------------------- frames and rows

proc frame {} {
  set order [one_of "ORDER BY i" "ORDER BY o" "ORDER BY o DESC" "ORDER BY r"]
  set kind [one_of ROWS ROWS RANGE GROUPS]
  set before [expr {$::isLarge ? 60 + [below 60] : [below 5]}]
  set from [one_of "$before PRECEDING" "[below 3] FOLLOWING" "CURRENT ROW" "UNBOUNDED PRECEDING"]
  set to [one_of "[below 3] PRECEDING" "[below 5] FOLLOWING" "CURRENT ROW" "UNBOUNDED FOLLOWING"]
  # What SQLite refuses.
  if {[string match "*FOLLOWING" $from] && $to eq "CURRENT ROW"} { set to "UNBOUNDED FOLLOWING" }
  if {[string match "*FOLLOWING" $from] && [string match "*PRECEDING" $to]} { set to "4 FOLLOWING" }
  if {$from eq "CURRENT ROW" && [string match "*PRECEDING" $to]} { set to "1 FOLLOWING" }
  set exclude [one_of "" "" "" " EXCLUDE CURRENT ROW" " EXCLUDE GROUP" " EXCLUDE TIES"]
  set bounded "$order $kind BETWEEN $from AND $to$exclude"
  one_of $bounded "PARTITION BY h $bounded" $order ""
}
proc some_rows {} {
  one_of 1 "i % 3 <> 1" "i > [below 12]" "o < [below 9]" "b IS NOT NULL" "i < 3" "g = 'k'" "r % 2" 0
}

# ---------------------------------------------------------------------------------- comparing

# What SQL gives, each value as the literal that it is; an error is one value. What takes too long is not compared.
proc answers {sql} {
  set ::nProgress 0
  guard_progress 100000 { expr {[incr ::nProgress] > 2000} }
  set rc [catch { db eval $sql } result]
  guard_progress 0 {}
  if {!$rc} { return $result }
  expr {[string match *interrupted* $result] ? "interrupted" : "error"}
}

array set nForm {}
proc compare {form one other} {
  set a [answers $one]
  set b [answers $other]
  if {"interrupted" in [list $a $b]} return
  incr ::nForm($form)
  if {$a eq $b} { return [incr ::count(passed)] }
  incr ::count(failed)
  disagree "! $form, SEED=$::seed ROUND=$::round: [first_apart $a $b]\n    $one;\n    $other;\n[rows_in_sql]"
}
proc disagree {words} { puts $words }

proc first_apart {a b} {
  if {[llength $a] != [llength $b]} { return "[string range $a 0 300]\n    but [string range $b 0 300]" }
  foreach one $a other $b {
    if {$one ne $other} { return "[string range $one 0 600]\n    but [string range $other 0 600]" }
  }
}

# The rows, to be read by the shell.
proc rows_in_sql {} {
  set rows [db eval {SELECT '(' || i||','||r||','||o||','||quote(x)||','||quote(y)||','||quote(b)||','||quote(c)||','||
    quote(e)||','||quote(g)||','||quote(h)||','||s||','||t||','||quote(q) || ')' FROM d ORDER BY i}]
  return "    WITH d(i,r,o,x,y,b,c,e,g,h,s,t,q) AS (VALUES [join $rows ,])"
}

proc call {question list} {
  set word [dict get $question word]
  string cat [dict get $question name] ( [join $list ", "] [expr {$word eq "" ? "" : ", '$word'"}] )
}

# Every form of the question over the rows {where}.
proc ask {question} {
  set list [dict get $question list]
  set call [call $question $list]
  set where [some_rows]
  set plain "SELECT quote($call) FROM d WHERE $where"
  compare filter $plain "SELECT quote($call FILTER (WHERE $where)) FROM d"
  compare group "$plain HAVING count(*) > 0" \
    "SELECT quote($call) FROM d GROUP BY ($where) IS TRUE HAVING ($where) IS TRUE"
  compare order $plain "SELECT quote($call) FROM (SELECT * FROM d WHERE $where ORDER BY [one_of r "i DESC" "x, y"])"
  if {[llength $list] == 1 && [dict get $question word] eq ""} {
    set name [dict get $question name]
    compare distinct "SELECT quote($name\(DISTINCT $list)) FROM d WHERE $where" \
      "SELECT quote($call) FROM (SELECT DISTINCT $list AS $list FROM d WHERE $where)"
  }
  if {[package vcompare [db onecolumn {SELECT sqlite_version()}] 3.44] >= 0} {
    compare inside $plain "SELECT quote([string range $call 0 end-1] ORDER BY r)) FROM d WHERE $where"
  }
  if {[dict get $question state]} { ask_states $question $plain $where }
  if {[dict get $question kind] eq "window"} { ask_frame frame $question $call d $where }
}

# {state of rows, state of states v, arguments with the state v in the place of x or of x, y}. A level or p stays; an
# option stands behind a second argument, which a state of pairs leaves empty.
proc in_states {question} {
  set list [dict get $question list]
  if {[lrange $list 0 1] eq "x y"} {
    set rest [expr {[dict get $question word] ne "" ? "NULL" : {}}]
    return [list "paired_state(x, y)" "paired_state(v)" [list v {*}$rest]]
  }
  set isOfMoments [regexp {^(asistat_)?(std|var|sem|ci|moments)} [dict get $question name]]
  set kind [expr {$isOfMoments ? [one_of moments sample] : "sample"}]
  list "${kind}_state(x)" "${kind}_state(v)" [list v {*}[lrange $list 1 end]]
}

proc ask_states {question plain where} {
  lassign [in_states $question] state merge list
  set asked [call $question $list]
  set parts "SELECT i % 3 AS k, $state AS v FROM d WHERE $where GROUP BY [one_of "i % 3" "o" "i"]"
  if {[lindex [db eval "SELECT count(*) FROM d WHERE $where"] 0] == 0} return
  compare states $plain "SELECT quote($asked) FROM ($parts)"
  compare states-of-states $plain "SELECT quote($asked) FROM (SELECT $merge AS v FROM ($parts) GROUP BY k)"
  ask_frame frame-of-states $question $asked "(SELECT *, $state AS v FROM d GROUP BY i)" $where
}

# Each row's frame, and the aggregate of the rows that SQLite says are in it.
proc ask_frame {form question asked source where} {
  set window [frame]
  set call [call $question [dict get $question list]]
  set rows {SELECT value FROM json_each('[' || ids || ']')}
  set framed "SELECT i, quote($asked FILTER (WHERE $where) OVER win) AS got,
      group_concat(i) FILTER (WHERE $where) OVER win AS ids FROM $source WINDOW win AS ($window)"
  compare $form "SELECT i, got FROM ($framed) ORDER BY i" \
    "SELECT i, (SELECT quote($call) FROM d WHERE i IN ($rows)) FROM ($framed) ORDER BY i"
}

# ---------------------------------------------------------------------------------- the run

proc round_of {seed round questions} {
  expr {srand(($seed * 7919 + $round * 104729) % 2147483646 + 1)}
  set ::round $round
  fill
  for {set i 0} {$i < 8} {incr i} {
    set question [one_of {*}$questions]
    set word [expr {[dict get $question takes] ne "" && rand() < 0.6 ? [one_of {*}[dict get $question takes]] : ""}]
    ask [dict replace $question word $word]
  }
}

# Until {end} in seconds, or {most} answers are compared when it is not 0, or ten disagree.
proc compare_until {end most questions} {
  for {set round 1} {$most > 0 ? $::count(passed) + $::count(failed) < $most : [clock seconds] < $end} {incr round} {
    round_of $::seed $round $questions
    if {$::count(failed) >= 10} break
  }
}

proc begin_differential {seed} {
  open_db
  db eval {CREATE TABLE d(i INTEGER PRIMARY KEY, r, o, x, y, b, c, e, g, h, s, t, q)}
  set ::seed $seed
  array set ::count {passed 0 failed 0}
  array unset ::nForm
  questions
}

proc run_differential {} {
  set questions [begin_differential [setting SEED [expr {[clock seconds] % 1000000}]]]
  if {[setting ROUND ""] ne ""} {
    round_of $::seed [setting ROUND ""] $questions
  } else {
    compare_until [expr {[clock seconds] + [setting SECONDS 60]}] [setting COUNT 0] $questions
  }
  puts "SEED=$::seed: [lmap form [lsort [array names ::nForm]] { string cat $form " " $::nForm($form) }]"
  puts "$::count(passed) passed, $::count(failed) failed"
  exit [expr {$::count(failed) > 0 || $::count(passed) == 0}]
}

if {[info exists argv0] && [file tail $argv0] eq "differential.tcl"} run_differential
