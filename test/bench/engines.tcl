# The programs that are timed: each a child process that lives as long as it is needed and takes one line at a time.
#
#  (1) A run is {seconds answer}: CPU time of user and system, and the last line of the query's output.
#  (2) A program that fails to answer is an error with its own words.

# ---------------------------------------------------------------------------------- the sqlite3 shell

proc child {command} {
  set pipe [open |[concat $command [list 2>@1]] r+]
  fconfigure $pipe -buffering line -encoding utf-8 -translation lf
  return $pipe
}

# A shell on {file}; {library} is loaded unless it is empty.
proc shell_open {file library} {
  set pipe [child [list [setting SQLITE3 sqlite3] -batch -init /dev/null $file]]
  if {$library ne ""} { shell_say $pipe ".load $library" }
  shell_say $pipe ".timer on"
  return $pipe
}

# The lines that one line of input brings forth.
proc shell_say {pipe line} {
  puts $pipe "$line\n.print bench:done"
  set lines [lines_until $pipe bench:done*]
  set wrong [lsearch -inline -regexp $lines {^(Runtime error|Parse error|Error)}]
  if {$wrong ne ""} { error [string trim $wrong] }
  lrange $lines 0 end-1
}

proc shell_run {pipe sql} {
  set lines [shell_say $pipe "[one_line $sql];"]
  set timer [lindex $lines end]
  if {![regexp {^Run Time: real \S+ user (\S+) sys (\S+)$} $timer -> user sys]} { error "no time: $timer" }
  list [expr {$user + $sys}] [lindex $lines end-1]
}

proc shell_close {pipe} { catch {close $pipe} }

proc lines_until {pipe pattern} {
  set lines {}
  while {[gets $pipe line] >= 0} {
    lappend lines $line
    if {[string match $pattern $line]} { return $lines }
  }
  error "ended unexpectedly: [lindex $lines end]"
}

# ---------------------------------------------------------------------------------- rivals

# What starts each: empty for those that run in a shell, opened for each file.
set rivalTitles {sql "pure SQL" scipy SciPy r R duckdb DuckDB percentile "another extension"}
set rivalCommands [dict create \
  scipy [list [setting PYTHON python3] $benchdir/rivals/rival.py] \
  r [list [setting RSCRIPT Rscript] $benchdir/rivals/rival.R] \
  duckdb [list [setting NODE node] $benchdir/rivals/rival.js]]
array set rivalPipe {}

proc rival_title {rival} { dict get $::rivalTitles $rival }

# Starts those that are asked for; ::rivals are then the ones that run. Each is named with its version, or as missing.
proc start_rivals {} {
  set ::rivals {}
  foreach rival [setting RIVALS $::allRivals] {
    if {$rival eq "none"} continue
    if {$rival ni $::allRivals} { refuse "RIVALS: $rival is none of: $::allRivals" }
    if {[catch {start_rival $rival} about]} { set about "not installed ($about)" } else { lappend ::rivals $rival }
    puts [format "Rival     %-18s %s" [rival_title $rival] $about]
  }
}

# What a rival says of itself, or an error when it is not here.
proc start_rival {rival} {
  if {$rival eq "sql"} { return "SQLite's own window functions, in the same shell" }
  if {$rival eq "percentile"} { return [start_percentile] }
  set pipe [child [dict get $::rivalCommands $rival]]
  set ::rivalPipe($rival) $pipe
  lindex [rival_reply $pipe] 1
}

proc start_percentile {} {
  set library [setting RIVAL_PERCENTILE ""]
  set shell [shell_open :memory: $library]
  set failed [catch {shell_run $shell {SELECT median(1)}} why]
  shell_close $shell
  if {$failed} { error [expr {$library eq "" ? "RIVAL_PERCENTILE=file.so names one" : $why}] }
  return "median() of [expr {$library eq "" ? "this SQLite" : [file tail $library]}]"
}

proc stop_rivals {} { foreach {rival pipe} [array get ::rivalPipe] { catch {close $pipe} } }

# One run of a rival on {file}; {shell} is ours, open on the same file.
proc rival_run {rival shell file task} {
  set sql [one_line [dict get $task sql]]
  switch $rival {
    sql        { set run [shell_run $shell $sql] }
    percentile { set run [other_shell_run $file $sql] }
    duckdb     { set run [rival_ask duckdb [csv_file $file] $sql] }
    default    { set run [rival_ask $rival $file $sql [one_line [dict get $task expression]]] }
  }
  lassign $run seconds answer
  list [expr {$seconds * [dict get $task part]}] $answer
}

proc one_line {text} { string trim [regsub -all {\s+} $text " "] }

# A shell with the other extension, opened anew so that ours never answers in its place; reading the file comes first.
proc other_shell_run {file sql} {
  set shell [shell_open $file [setting RIVAL_PERCENTILE ""]]
  shell_run $shell {SELECT sum(pre) FROM t}
  set run [shell_run $shell $sql]
  shell_close $shell
  return $run
}

proc rival_ask {rival args} {
  puts $::rivalPipe($rival) [join $args \t]
  rival_reply $::rivalPipe($rival)
}

# A rival's reply is its last line: bench:done SECONDS ANSWER, or bench:error WORDS.
proc rival_reply {pipe} {
  set line [lindex [lines_until $pipe bench:*] end]
  if {[regexp {^bench:done (\S+) (.*)$} $line -> seconds answer]} { return [list $seconds [string trim $answer]] }
  error [regsub {^bench:error } $line ""]
}

# Table t as text with a header, for a rival with a file format of its own.
proc csv_file {file} {
  set csv [file rootname $file].csv
  if {![file exists $csv]} {
    shell ".headers on\n.mode csv\n.once '$csv.new'\nSELECT * FROM t;" -bail $file
    file rename $csv.new $csv
  }
  return $csv
}
