# The words that the *.bench files are written in.
#
#  :rows in any SQL stands for the rows of the table, :groups for its groups of 30, :random for a table
#  random(id, a, b): the whole numbers 1, 2, ... :rows, each with two that look random, 0 < a, b < 2^31 - 1, the
#  multiplicative generators with 48271 (Park, Miller & Stockmeyer 1993) and 69621 (Fishman & Moore 1986). They
#  are the same on every machine and need no function that an SQLite may lack.

set cases {}
set caseNames {}
set allRivals {sql scipy r duckdb percentile}
array set dataSets {}
set growthQueries {}
set memoryGoals {}
set flatGoals {}

# data NAME FACTOR SQL: a database with a table t of FACTOR x ROWS rows; FACTOR 0 when the SQL settles that itself.
proc data {name factor sql} { set ::dataSets($name) [list $factor $sql] }

# compare NAME {key value ...}:
#   title, versus   what the table shows of ours and of the other side
#   data            a data set, or several: then NAME-DATA is a case for each
#   ours, against   the queries
#   measure, goal   `ratio` (default): ours over against. `net`: milliseconds of ours beyond against, divided by
#                   `each`, the answers in one query. The goal is the most that it should be; none shows no mark.
#   sql, duckdb     a rival's query; duckdb takes that of sql where it has none of its own
#   percentile      a query for SQLite with another extension loaded
#   scipy, r        an expression over the columns of the rows that `from` (default: pre and post) fetches
#   agree           a query of ours whose answer each rival's should be; default: ours
#   part            {rival N ...}: that rival works on an N-th of the rows, which its SQL, `from` and `agree` call
#                   :part (1 for the others); its time counts N times and is shown with a ~
proc compare {name keys} {
  set given [clean_keys $keys]
  set kinds [dict get $given data]
  foreach kind $kinds {
    set one [expr {[llength $kinds] == 1 ? "" : $kind}]
    dict set given data $kind
    add_case [join [list $name {*}$one] -] [dict replace $given title [join [list [dict get $given title] {*}$one] ", "]]
  }
}

proc add_case {name given} {
  set case [dict merge {measure ratio each 1 goal "" part "" from {SELECT pre, post FROM t}} $given [dict create name $name]]
  foreach {key like} {duckdb sql agree ours} {
    if {![dict exists $case $key] && [dict exists $case $like]} { dict set case $key [dict get $case $like] }
  }
  foreach key {versus ours against} {
    if {![dict exists $case $key]} { error "compare $name has no $key" }
  }
  lappend ::cases $case
  lappend ::caseNames $name
}

# growth NAME SQL: a row of the growth table for each kind of data in it. The first one is the floor.
proc growth {name sql} { dict set ::growthQueries $name $sql }

# memory_goal NAME DATA ROWS MEGABYTES: the most that a shell with that growth query on so many rows may hold.
proc memory_goal {name kind nRow goal} { lappend ::memoryGoals [list $name $kind $nRow $goal] }

# flat_goal NAME DATA: beyond the floor, the most rows of the growth table take no more than a thousand.
proc flat_goal {name kind} { lappend ::flatGoals $name $kind }

# Lines that begin with # are comments in a case as well.
proc clean_keys {keys} { regsub -all -line {^\s*#.*$} $keys "" }

# ---------------------------------------------------------------------------------- what they come to

set random "WITH RECURSIVE random(id, a, b) AS (SELECT 1, 48271, 69621 UNION ALL
  SELECT id + 1, a * 48271 % 2147483647, b * 69621 % 2147483647 FROM random LIMIT :rows)"

proc fill_in {sql nRow {part 1}} {
  string map [list :rows $nRow :groups [expr {max($nRow / 30, 1)}] :part $part] [string map [list :random $::random] $sql]
}

proc data_rows {kind} { expr {[lindex $::dataSets($kind) 0] * $::rows} }

# The file of a data set, built when it is not there. Its name holds a checksum of the SQL, so that it is never stale.
proc data_file {kind {nRow ""}} {
  if {$nRow eq ""} { set nRow [data_rows $kind] }
  set sql [fill_in [lindex $::dataSets($kind) 1] $nRow]
  set file [file join $::store [format "%s-%s-%08x.db" $kind $nRow [zlib crc32 $sql]]]
  if {![file exists $file]} { build_data $file $sql }
  return $file
}

proc build_data {file sql} {
  file mkdir $::store
  file delete $file.new
  shell ".load $::asistat\nPRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;\n$sql;\nCOMMIT;" -bail $file.new
  file rename $file.new $file
}

proc case_sql {case key} { fill_in [dict get $case $key] [data_rows [dict get $case data]] }

# What a rival is to do for a case, as a dict: sql, expression, agree, part.
proc case_rival {case rival} {
  set part [rival_part $case $rival]
  set said [dict get $case $rival]
  set calculates [expr {$rival in {scipy r}}]
  set sql [expr {$calculates ? [dict get $case from] : $said}]
  set nRow [data_rows [dict get $case data]]
  dict create part $part expression [expr {$calculates ? $said : ""}] \
    sql [fill_in $sql $nRow $part] agree [fill_in [dict get $case agree] $nRow $part]
}

# At least a thousand rows are left to a rival.
proc rival_part {case rival} {
  set parts [dict get $case part]
  if {![dict exists $parts $rival]} { return 1 }
  expr {max(1, min([dict get $parts $rival], [data_rows [dict get $case data]] / 1000))}
}

# The rivals that are here and have something to say to a case.
proc rivals_of {case} {
  lmap rival $::rivals { if {![dict exists $case $rival]} continue; set rival }
}
