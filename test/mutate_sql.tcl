# Mistakes in sql/, one at a time, in a copy of the tree: part of mutate.tcl.
#
#  (1) A mistake: < for <=, = for <>, + for -, * for /, AND for OR, min for max, sum for avg, lag for lead,
#      JOIN for LEFT JOIN, ASC for DESC, and back; NOT, DISTINCT, NULL's IS NOT or a condition left out; the first two
#      neighbours in a line's list swapped; a column's sibling (pre post, low high, id en); a number one larger; a text
#      one letter longer. Comments stay.
#  (2) The copy, .build/mutate/tree, holds what the tests read, and the mutant in the place of the file. Where SQLite
#      makes the same programs of all statements and views, the mutant is none; nor is one that SQLite does not take.
#  (3) The tests that open the file, see `sqlReads`, run in the copy, the quickest first, until one fails.

# ---------------------------------------------------------------------------------- what can go wrong in a line

# {pattern before after}: the pattern's first group is what is replaced.
set sqlSwaps {
  { (<) } < <=  { (<=) } <= <  { (>) } > >=  { (>=) } >= >  { (=) } = <>  { (<>) } <> =
  { (\+) } + -  { (-) } - +    { (\*) } * /  { (/) } / *
  { (OR) } OR AND             {\m(IS NOT NULL)\M} "IS NOT NULL" "IS NULL"  {\m(IS NULL)\M} "IS NULL" "IS NOT NULL"
  {\m(NOT )(?!EXISTS [a-z])} NOT ""  {\m(DISTINCT )} DISTINCT ""
  {\m(min)\(} min max         {\m(max)\(} max min
  {\m(sum)\(} sum avg         {\m(avg)\(} avg sum     {\m(total)\(} total avg
  {\m(lag)\(} lag lead        {\m(lead)\(} lead lag
  {\m(first_value)\(} first_value last_value           {\m(last_value)\(} last_value first_value
  {\m(floor)\(} floor ceil    {\m(ceil)\(} ceil floor
  {\m(LEFT JOIN)\M} "LEFT JOIN" JOIN                   {( DESC)\M} DESC ""
  {\mORDER BY [a-z_.]+()(?:,|\)|;|$)} ASC " DESC"
  {\m(?:[a-z]+_)?(pre)(?:_[a-z]+)?\M} pre post         {\m(?:[a-z]+_)?(post)(?:_[a-z]+)?\M} post pre
  {\m(?:[a-z]+_)?(low)\M} low high                     {\m(?:[a-z]+_)?(high)\M} high low
  {\m(?:[a-z]+_)?(least)\M} least most                 {\m(?:[a-z]+_)?(most)\M} most least
  {\m(minimum)\M} minimum maximum                      {\m(maximum)\M} maximum minimum
  {\m(mean)\M} mean median    {\m(median)\M} median mean
  {\m(id)\M} id en            {\m(en)\M} en id
  {\m(PRECEDING)\M} PRECEDING FOLLOWING
}
# Within texts.
set sqlTextSwaps { {'(id)'} id en  {'(en)'} en id  {'(pre)'} pre post  {'(post)'} post pre }

# The same text with comments blanked, and texts as well; places stay.
proc sql_blanked {text what} {
  set result $text
  foreach range [regexp -all -inline -indices -- {--[^\n]*|'(?:[^']|'')*'} $text] {
    lassign $range from to
    set piece [string range $text $from $to]
    if {$what eq "comments" && [string index $piece 0] eq "'"} continue
    set filler [expr {[string index $piece 0] eq "'" ? "~" : " "}]
    set result [string replace $result $from $to [regsub -all {[^\n]} $piece $filler]]
  }
  return $result
}

# Each match of {pattern}'s first group in {line} as {from to after change}.
proc sql_replaced {line pattern after change} {
  set mutants {}
  set start 0
  while {[regexp -indices -start $start $pattern $line all range]} {
    lassign $range from to
    set n [expr {[llength $mutants] / 4 + 1}]
    lappend mutants $from $to $after "$change[expr {$n > 1 ? " #$n" : ""}]"
    set start [expr {max($to, [lindex $all 0]) + 1}]
  }
  return $mutants
}

# An AND that is not BETWEEN's: to OR, and with the condition behind it left out.
proc sql_ands {line} {
  set mutants {}
  set start 0
  while {[regexp -indices -start $start {\mAND\M} $line range]} {
    lassign $range from to
    set start [expr {$to + 1}]
    set before [string range $line 0 $from-1]
    if {[regexp {\mBETWEEN (?:(?!\mAND\M).)*$} $before]} continue
    set n [expr {[llength $mutants] / 8 + 1}]
    set nth [expr {$n > 1 ? " #$n" : ""}]
    lappend mutants $from $to OR "AND -> OR$nth"
    set end [sql_condition_end $line $to]
    if {$end > $to + 1} {
      lappend mutants $from $end "" "condition left out$nth"
    } else {
      lappend mutants $from $to OR "AND -> OR$nth" ;# once more: they are counted by twos
    }
  }
  return $mutants
}

# The last place of the condition that begins behind {from}: before an AND or OR of its own, or the parenthesis that
# ends it; {from} itself when it goes on in the next line.
proc sql_condition_end {line from} {
  set depth 0
  set isBetween 0
  for {set i [expr {$from + 1}]} {$i < [string length $line]} {incr i} {
    set c [string index $line $i]
    if {$c eq "("} { incr depth }
    if {$c eq ")" && [incr depth -1] < 0} break
    if {$depth > 0} continue
    if {$c in {, ;}} break
    if {[regexp -start $i {\A BETWEEN\M} $line]} { set isBetween 1 }
    if {![regexp -start $i {\A (AND|OR|THEN|ELSE|END|AS|GROUP|ORDER|UNION)\M} $line -> word]} continue
    if {$word ne "AND" || !$isBetween} break
    set isBetween 0
  }
  if {$depth > 0} { return $from }
  return [expr {[string length [string trimright [string range $line 0 $i-1]]] - 1}]
}

proc sql_first_condition {line} {
  if {![regexp -indices {\mWHERE\M} $line range]} return
  set to [lindex $range 1]
  set end [sql_condition_end $line $to]
  if {$end <= $to + 1} return
  list [expr {$to + 1}] $end " TRUE" "condition left out, the first"
}

# The first two neighbours of a list that are names, numbers or texts.
proc sql_neighbours {line} {
  if {[regexp {\m(?:GROUP BY|PARTITION BY|USING)\M} $line]} return
  set item {[A-Za-z_][A-Za-z_0-9.]*|[0-9.]+|'[^']*'}
  if {![regexp -indices "(?:^|\[ (\])(?!SELECT )(($item), ($item))(?=\$|\[,) \])" $line all pair one two]} return
  if {[regexp {\mAS $} [string range $line 0 [lindex $pair 0]-1]]} return
  lassign [lmap range [list $one $two] { string range $line {*}$range }] a b
  if {$a eq $b} return
  list {*}$pair "$b, $a" "neighbours swapped"
}

proc sql_numbers {line} {
  set mutants {}
  foreach {from to} [join [regexp -all -inline -indices {\m[0-9]+(?:\.[0-9]+)?\M} $line]] {
    if {$from > 0 && [string match {[A-Za-z_0-9.@]} [string index $line $from-1]]} continue
    set number [string range $line $from $to]
    set nth [expr {$mutants ne "" ? " #[expr {[llength $mutants] / 4 + 1}]" : ""}]
    lappend mutants $from $to [number_after $number] "$number -> [number_after $number]$nth"
  }
  return $mutants
}

# The first text of a line, one letter longer.
proc sql_text {line} {
  if {![regexp -indices {'[^']*[A-Za-z](')} $line -> end]} return
  list {*}$end "x'" "text longer"
}

# {bare} has texts blanked, {line} comments only.
proc sql_mutants_of_line {bare line} {
  set mutants {}
  foreach {pattern before after} $::sqlSwaps {
    set change "$before -> [expr {$after eq "" ? "nothing" : [string trim $after]}]"
    lappend mutants {*}[sql_replaced $bare $pattern $after $change]
  }
  foreach {pattern before after} $::sqlTextSwaps {
    lappend mutants {*}[sql_replaced $line $pattern $after "'$before' -> '$after'"]
  }
  concat $mutants [sql_ands $bare] [sql_first_condition $bare] [sql_numbers $bare] [sql_text $line] \
    [sql_neighbours $line]
}

proc sql_mutants_of_file {file} {
  set text [read_file $file]
  set mutants {}
  set iLine 0
  foreach source [split $text \n] bare [split [sql_blanked $text all] \n] line [split [sql_blanked $text comments] \n] {
    incr iLine
    if {[string match .* $source]} continue
    set seen {}
    foreach {from to after change} [sql_mutants_of_line $bare $line] {
      set mutated [string replace $source $from $to $after]
      if {$mutated eq $source || [dict exists $seen $mutated]} continue
      dict set seen $mutated 1
      lappend mutants [list $file $iLine $from $to $after $change [string trim $source]]
    }
  }
  return $mutants
}

# ---------------------------------------------------------------------------------- the copy of the tree

set tree $build/tree
# What `make mutate` sets is not for what runs in the copy.
set outside {env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u BUILD -u SANITIZE -u ASI_CFLAGS}

# With what `make test-tools` has built, in the order of its times, so that `make report` in it builds nothing again.
proc make_tree {} {
  file delete -force $::tree
  file mkdir $::tree/.build
  exec cp -a Makefile README.md CHANGELOG.md LICENSE .ci .gitignore asistat.so ext sql test examples $::tree
  foreach path [glob -directory .build ext polls core fuzz amalgamation embed *.so *.a] {
    exec cp -a $path $::tree/.build
  }
}

proc tree_ready {} { if {![file exists $::tree/Makefile]} make_tree }

# The files that a connection reads up to {file}, the clinic's tables being there: as the *.shell.sql do.
set sqlStacks {
  {mapping answers}
  {answers mapping pairs quality tables snapshot findings figures document report_html report_md}
  {answers mapping pairs tables report} {answers mapping pairs adherence} {answers mapping reliability}
  {answers mapping pairs effects} {answers mapping quality pairs monthly} {audit} {schema}
}

# What SQLite makes of the statements and views of {file} in {directory}: {0 programs}, or {1 error}; empty when there is
# no stack for it.
proc sql_programs {directory file} {
  set name [file rootname [file tail $file]]
  foreach stack $::sqlStacks { if {$name in $stack} break }
  if {$name ni $stack} return
  package require sqlite3
  set clinic [expr {$name in {schema audit} ? ":memory:" : "$directory/.build/clinic.db"}]
  if {$clinic ne ":memory:" && ![file exists $clinic]} {
    exec {*}$::outside make -s -C $directory .build/clinic.db 2>@1
  }
  sqlite3 programs $clinic
  programs enable_load_extension 1
  programs eval {SELECT load_extension('./asistat')}
  set rc [catch { sql_programs_of $directory [lrange $stack 0 [lsearch $stack $name]-1] $name } result]
  programs close
  list $rc $result
}

proc sql_programs_of {directory before name} {
  foreach each $before { programs eval [read_file $directory/sql/$each.sql] }
  set texts {}
  set views {}
  foreach statement [sql_statements [read_file $directory/sql/$name.sql]] {
    if {[regexp {^CREATE (?:TEMP )?VIEW (?:IF NOT EXISTS )?(\w+)} $statement -> view]} {
      lappend views $view
    } elseif {[regexp {^CREATE (?:TEMP )?TABLE (?!.*\mAS\M\s+(?:SELECT|WITH))} $statement]} {
      lappend texts $statement
    } else {
      lappend texts [programs eval "EXPLAIN $statement"]
    }
    programs eval $statement
  }
  foreach view $views { lappend texts [programs eval "EXPLAIN SELECT * FROM $view"] }
  return $texts
}

proc sql_statements {text} {
  set statements {}
  set statement ""
  foreach line [split [sql_blanked $text comments] \n] {
    append statement $line \n
    if {![string match "*;*" $line] || ![programs complete $statement]} continue
    if {[string trim $statement] ne ""} { lappend statements [string trim $statement] }
    set statement ""
  }
  return $statements
}

# ---------------------------------------------------------------------------------- who notices

# {test files}: what each test opens of sql/ (by the files' access times), the quickest test first. `install`, `entrance`,
# `together` and views_oom.test open nearly all, but judge copies, names of files and failures, not what stands there;
# report_faults.test, of a minute, judges only what no other opens.
set sqlReads {
  effect             {effects pairs tables}
  reliability_tables {answers reliability}
  nation             {district}
  adherence          {adherence.shell adherence answers language.shell mapping pairs quality.shell quality
                      reliability.shell reliability report.shell report schema tables}
  audit              {audit}
  examples           {adherence.shell adherence answers audit.shell audit district language.shell mapping pairs
                      quality.shell quality reliability report.shell report schema spreadsheet.shell spreadsheet tables}
  locale             {answers mapping pairs reliability report schema tables}
  paper              {answers document.shell document figures findings language.shell mapping pairs quality report
                      report_html report_md schema snapshot tables}
  spreadsheet        {adherence answers pairs quality report spreadsheet tables}
  mapping            {adherence answers audit.shell audit document.shell document figures findings language.shell mapping
                      pairs quality.shell quality report.shell report report_html.shell report_html schema snapshot
                      spreadsheet.shell spreadsheet tables}
  monthly            {answers monthly pairs quality report tables}
  report_faults      {nobody.shell report_md.shell}
}

proc sql_tests_for {file} {
  set name [file rootname [file tail $file]]
  set tests {}
  foreach {test files} $::sqlReads { if {$name in $files} { lappend tests $test } }
  if {$tests eq ""} { error "test/mutate_sql.tcl: no test of sqlReads opens $file" }
  keen_first $file $tests
}

proc tree_seconds {name} { expr {[info exists ::seconds(tree,$name)] ? 3 + int(10 * $::seconds(tree,$name)) : 600} }
proc holds_in_tree {name} {
  set command [list timeout -k 1 [tree_seconds $name] {*}$::outside FAIL_FAST=1]
  lappend command [info nameofexecutable] $::tree/test/$name.test
  expr {![catch {exec {*}$command >/dev/null 2>/dev/null </dev/null}]}
}

# The right program's time; a test that it fails cannot judge mutants.
proc measure_in_tree {name} {
  if {[info exists ::seconds(tree,$name)]} return
  set start [clock milliseconds]
  if {![holds_in_tree $name]} { error "$name fails on the program as it is (in $::tree)" }
  set ::seconds(tree,$name) [expr {([clock milliseconds] - $start) / 1000.0}]
}

# The first of {names} that fails with {text} in the place of {file}; empty when all hold.
proc killer_in_tree {file text names} {
  foreach name $names {
    measure_in_tree $name
    write_file $::tree/$file $text
    set holds [holds_in_tree $name]
    put_right $file
    if {!$holds} { return $name }
  }
}

# The clinic of a mutant would be newer than the file that comes back.
proc put_right {file} {
  exec cp -a $file $::tree/$file
  file delete $::tree/.build/clinic.db
}

proc sql_fate {file text} {
  tree_ready
  set right [sql_programs $::tree $file]
  write_file $::tree/$file $text
  set programs [sql_programs $::tree $file]
  put_right $file
  if {[lindex $right 0] == 1} { error "$file: [lindex $right 1]" }
  if {$right ne "" && ([lindex $programs 0] == 1 || $programs eq $right)} { return none }
  set killer [killer_in_tree $file $text [sql_tests_for $file]]
  if {$killer eq ""} { return survived }
  set ::keen($file) $killer
  return "killed by $killer"
}
