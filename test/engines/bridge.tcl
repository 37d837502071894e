# A stand-in for the command `sqlite3` of libsqlite3-tcl, for an SQLite that lives in another program (host.mjs), and what
# tester.tcl does otherwise with such an engine. tester.tcl sources it when ENGINE names it.
#
#  (1) ENGINE_HOST is the command that starts the program. One runs beside each tclsh, and ends with it; a program that
#      ends before, or badly, fails the file.
#  (2) Values as libsqlite3-tcl binds them, by what Tcl holds: bytes without a string are a BLOB, as is all that is named @x;
#      whole numbers and reals are such; the rest is text; an unset variable is NULL. They travel bit for bit.
#  (3) It has no progress handler, no authorizer, no functions in Tcl, no memory that runs out to order, no host in C: see verdict.tcl.
#  (4) Statements are prepared one at a time: the SQL is split here. Parameters become ?1, ?2 ... on the way.

package provide sqlite3 3

source [file join [file dirname [info script]] verdict.tcl]

namespace eval bridge {
  variable pipe ""   ;# to the program
  variable nOther 0  ;# other programs run
  variable depth     ;# connection -> transactions within transactions
  variable null      ;# connection -> what NULL reads as; 0 is no connection
  array set null {0 ""}
}

# ---------------------------------------------------------------------------------- messages

proc bridge::start {} {
  variable pipe
  if {$pipe ne ""} return
  set pipe [open |[concat $::env(ENGINE_HOST) [list 2>@stderr]] r+b]
  fconfigure $pipe -buffering full -buffersize 65536
}

proc bridge::sized {kind bytes} { binary format aIa* $kind [string length $bytes] $bytes }
proc bridge::text {value} { sized t [encoding convertto utf-8 $value] }
proc bridge::integer {value} { binary format aW i $value }

# By the type that Tcl holds. Named @, bytes in any case, as a string's characters below 256.
proc bridge::bound {value sign} {
  set held [::tcl::unsupported::representation $value]
  if {$sign eq "@"} { return [sized b $value] }
  switch -glob -- $held {
    "value is a bytearray *, no string representation" { return [sized b $value] }
    "value is a double *" { return [binary format aQ d $value] }
    "value is a int *" - "value is a wideInt *" - "value is a boolean *" { return [integer [expr {$value + 0}]] }
  }
  text $value
}

proc bridge::ask {connection verb args} {
  variable pipe
  engine::asked
  set body [text $verb][join $args ""]
  puts -nonewline $pipe [binary format I [string length $body]]$body
  flush $pipe
  set answer [answer $connection]
  if {[lindex $answer 0] eq "ok"} { return [lrange $answer 1 end] }
  set message [lindex $answer 1]
  if {$message eq "not authorized"} { engine::lack "way to name an entry point" }
  error $message
}

proc bridge::answer {connection} {
  variable pipe
  set head [read $pipe 4]
  if {[string length $head] < 4} { error "the engine has gone: [gone]" }
  binary scan $head Iu length
  values $connection [read $pipe $length]
}

proc bridge::values {connection body} {
  variable null
  set values {}
  set end [string length $body]
  for {set at 0} {$at < $end} {} {
    set kind [string index $body $at]
    incr at
    switch -- $kind {
      n { lappend values $null($connection); continue }
      i { binary scan $body @${at}W value; lappend values $value; incr at 8; continue }
      d { binary scan $body @${at}Q value; lappend values $value; incr at 8; continue }
    }
    binary scan $body @${at}Iu length
    incr at 4
    set bytes [string range $body $at [expr {$at + $length - 1}]]
    if {$kind eq "t"} { set bytes [encoding convertfrom utf-8 $bytes] }
    lappend values $bytes
    incr at $length
  }
  return $values
}

# How the program ended; empty when it ended well.
proc bridge::gone {} {
  variable pipe
  if {$pipe eq ""} return
  set closing $pipe
  set pipe ""
  fconfigure $closing -blocking 1
  if {![catch {close $closing} message options]} return
  concat $message [dict get $options -errorcode]
}

# ---------------------------------------------------------------------------------- SQL

# Comments, strings, names in quotes, variables, words; anything else a character at a time.
set bridge::token {--[^\n]*|/\*(?:[^*]|\*+[^*/])*\*+/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|[$:@](?:::)?[[:alnum:]_](?:[[:alnum:]_]|::)*(?:\([^()\s]*\))?|[[:alnum:]_]+|\s+|.}

# {statement variables ...}: variables as they were named, in the order of ?1, ?2 ...
proc bridge::statements {sql} {
  variable token
  set result {}
  set statement ""
  set names {}
  set words {}
  foreach part [regexp -all -inline -- $token $sql] {
    switch -glob -- $part {
      ";" {
        append statement $part
        if {[is_complete $words]} { lappend result $statement $names; set statement ""; set names {}; set words {} } \
          else { lappend words ";" }
        continue
      }
      "--*" - "/\\**" - " *" - "\n*" - "\t*" {}
      "[$:@]?*" {
        if {$part ni $names} { lappend names $part }
        set part ?[expr {[lsearch -exact $names $part] + 1}]
        lappend words $part
      }
      default { lappend words [string toupper $part] }
    }
    append statement $part
  }
  if {$words ne ""} { lappend result $statement $names }
  return $result
}

# A trigger ends at END; and not at the semicolons in it.
proc bridge::is_complete {words} {
  set start [join [lrange $words 0 2] " "]
  if {![regexp {^CREATE (TEMP |TEMPORARY )?TRIGGER} $start]} { return 1 }
  expr {[lindex $words end] eq "END" && [lindex $words end-1] eq ";"}
}

# ---------------------------------------------------------------------------------- the command of a connection

proc bridge::create {name {file :memory:} args} {
  start
  set readOnly [expr {[dict exists $args -readonly] && [dict get $args -readonly]}]
  set connection [lindex [ask 0 open [text $file] [integer $readOnly]] 0]
  set ::bridge::depth($connection) 0
  set ::bridge::null($connection) ""
  catch {rename ::$name ""}
  interp alias {} ::$name {} ::bridge::call $name $connection
  trace add command ::$name delete [list ::bridge::closed $connection]
  return ""
}

proc bridge::closed {connection args} {
  array unset ::engine::lasting $connection,*
  ask $connection close [integer $connection]
}

proc bridge::call {name connection verb args} {
  if {[info commands ::bridge::do_$verb] eq ""} { error "the bridge has no $verb" }
  if {$verb eq "close"} { return [rename ::$name ""] }
  # A test that wants what is missing is skipped: its queries, which might never end without a handler, answer nothing.
  if {$verb in {eval onecolumn exists} && [array names ::engine::lasting $connection,*] ne ""} { return }
  uplevel 1 [list ::bridge::do_$verb $connection {*}$args]
}
proc bridge::do_close {args} {}

# The program allows it from the start.
proc bridge::do_enable_load_extension {connection on} {}
proc bridge::do_load {connection path} { ask $connection load [integer $connection] [text $path] }
proc bridge::do_nullvalue {connection args} {
  variable null
  if {$args ne ""} { set null($connection) [lindex $args 0] }
  return $null($connection)
}
proc bridge::do_version {connection} { lindex [do_eval $connection {SELECT sqlite_version()}] 0 }

# The verb, the connection, the statement and the caller's variables.
proc bridge::request {level verb connection statement names} {
  set values {}
  foreach name $names {
    upvar $level [string range $name 1 end] value
    if {[info exists value]} { lappend values [bound $value [string index $name 0]] } else { lappend values n }
  }
  ask $connection $verb [integer $connection] [text $statement] {*}$values
}

# SELECT load_extension() is refused by the programs: they have a call of their own, without an entry point.
proc bridge::do_eval {connection sql args} {
  if {[llength $args] > 0} { return [uplevel 1 [list ::bridge::each_row $connection $sql {*}$args]] }
  if {[regexp {^\s*SELECT load_extension\(\$([^\s,()]+)\)\s*$} $sql -> name]} {
    upvar 1 $name path
    do_load $connection $path
    return [list $::bridge::null($connection)]
  }
  set all {}
  foreach {statement names} [statements $sql] {
    lappend all {*}[request 2 all $connection $statement $names]
  }
  return $all
}

# db eval SQL SCRIPT, db eval SQL ARRAY SCRIPT: the script runs in the midst of the query, and may ask on.
proc bridge::each_row {connection sql args} {
  set script [lindex $args end]
  set array [lindex [lreverse $args] 1]
  set place [expr {$array eq "" ? "%s" : "[string map {% %%} $array](%s)"}]
  foreach {statement names} [statements $sql] {
    set columns [lassign [request 2 start $connection $statement $names] cursor]
    try {
      if {$array ne ""} { uplevel 1 [list set ${array}(*) $columns] }
      while {[set row [ask $connection next [integer $cursor]]] ne ""} {
        foreach column $columns value $row {
          uplevel 1 [list set [format $place $column] $value]
        }
        try { uplevel 1 $script } on continue {} {}
      }
    } on break {} {
      return
    } finally {
      ask $connection end [integer $cursor]
    }
  }
}

# The first column of the first row. The whole query runs: its errors are errors here too.
proc bridge::do_onecolumn {connection sql} {
  foreach {statement names} [statements $sql] {
    set cursor [lindex [request 2 start $connection $statement $names] 0]
    try { set row [ask $connection next [integer $cursor]] } finally { ask $connection end [integer $cursor] }
    if {$row ne ""} { return [lindex $row 0] }
  }
}
proc bridge::do_exists {connection sql} {
  foreach {statement names} [statements $sql] {
    set cursor [lindex [request 2 start $connection $statement $names] 0]
    try { set row [ask $connection next [integer $cursor]] } finally { ask $connection end [integer $cursor] }
    if {$row ne ""} { return 1 }
  }
  return 0
}

proc bridge::do_transaction {connection args} {
  variable depth
  set isOuter [expr {$depth($connection) == 0}]
  do_eval $connection [expr {$isOuter ? "BEGIN" : "SAVEPOINT _tcl_transaction"}]
  incr depth($connection)
  set rc [catch {uplevel 1 [lindex $args end]} result options]
  incr depth($connection) -1
  if {$rc == 1} {
    catch { do_eval $connection [expr {$isOuter ? "ROLLBACK" : "ROLLBACK TO _tcl_transaction; RELEASE _tcl_transaction"}] }
  } else {
    do_eval $connection [expr {$isOuter ? "COMMIT" : "RELEASE _tcl_transaction"}]
  }
  dict incr options -level
  return -options $options $result
}

proc bridge::do_changes {connection} { lindex [do_eval $connection {SELECT changes()}] 0 }
proc bridge::do_last_insert_rowid {connection} { lindex [do_eval $connection {SELECT last_insert_rowid()}] 0 }

# What stays missing until it is taken back, or the connection is closed.
proc bridge::do_progress {connection n script} {
  set key $connection,progress
  if {$n > 0} { set ::engine::lasting($key) "progress handler" } else { engine::found $key }
}
proc bridge::do_authorizer {connection script} {
  set key $connection,authorizer
  if {$script ne ""} { set ::engine::lasting($key) "authorizer" } else { engine::found $key }
}
proc bridge::do_function {connection args} { set ::engine::lasting($connection,function) "functions in Tcl" }
# Nothing of the program is kept for the next statement.
proc bridge::do_cache {args} {}

proc sqlite3 {args} { bridge::create {*}$args }

# ---------------------------------------------------------------------------------- what tester.tcl does otherwise

proc load_host {} {}
proc host {verb args} {
  switch -- $verb {
    cpu { return [bridge::ask 0 cpu] }
    deadline {}
    default { engine::lack "host in C" }
  }
}
proc load_faultsim {} {}
proc faultsim {verb args} {
  engine::lack "memory that can be made to run out"
  return 0
}
proc do_oom {name sql} { skip $name "the engine has no memory that can be made to run out" }
# An impatient user who does not come: what takes too long is seen afterwards.
proc guard_progress {n script} {}

# Whatever program a test runs, its SQLite is another.
trace add execution exec enter {apply {args { incr ::bridge::nOther }}}
proc engine::elsewhere {} {
  set nOther $::bridge::nOther
  set ::bridge::nOther 0
  expr {$nOther > 0}
}

rename finish_test bridge::finish_test
proc finish_test {} {
  set ended [bridge::gone]
  if {$ended ne ""} { engine::fail engine "the engine ended badly: $ended" }
  bridge::finish_test
}
