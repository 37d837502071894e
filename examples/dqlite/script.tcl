# The same SQL in one file and in a cluster: a store is anything with `exec SQL ?PARAMETERS?` and `query SQL ?PARAMETERS?`
# as dqlite::Node and dqlite::Database have them. plain::File is an SQLite file; script::run runs a script for the
# sqlite3 shell in any store.

package require sqlite3

namespace eval script {}
namespace eval plain {}

# A file (or :memory:) with the extension loaded, answering as client.tcl does. Variables in SQL are :p1, :p2 ...
oo::class create plain::File {
  variable db

  constructor {path {extension ./asistat}} {
    set db [self namespace]::db
    sqlite3 $db $path
    $db nullvalue NULL
    $db enable_load_extension 1
    $db eval {SELECT load_extension($extension)}
  }
  destructor { $db close }

  method exec {sql {parameters {}}} {
    my run $sql $parameters
    $db changes
  }
  method query {sql {parameters {}}} { my run $sql $parameters }

  method run {sql parameters} {
    set i 0
    foreach parameter $parameters {
      lassign $parameter type value
      incr i
      switch -- $type {
        integer { set p$i [expr {entier($value)}] }
        real    { set p$i [expr {double($value)}] }
        text    { set p$i [string cat $value ""] }
        blob    { set p$i [binary format a* $value] }
        null    { unset -nocomplain p$i }
      }
    }
    set rows {}
    $db eval " $sql" row { lappend rows [lmap column $row(*) { set row($column) }] }
    return $rows
  }
  unexport run
}

proc script::read_file {path} {
  set file [open $path]
  chan configure $file -encoding utf-8
  set text [read $file]
  close $file
  return $text
}

# Of the shell's own commands .read and .import --csv --schema temp are followed; the others set the shell and are left out.
proc script::run {store path} {
  set sql ""
  foreach line [split [read_file $path] \n] {
    if {$sql eq "" && [string match {[.]*} $line]} { command $store $line }
    if {$sql eq "" && ([string match {[.]*} $line] || [string match --* $line] || $line eq "")} continue
    append sql $line \n
    if {[string match *\; [string trimright $line]] && [is_whole $sql]} { $store exec $sql; set sql "" }
  }
}

proc script::is_whole {sql} {
  if {[info commands ::script::scratch] eq ""} { sqlite3 ::script::scratch :memory: }
  scratch complete $sql
}

proc script::command {store line} {
  switch -glob -- $line {
    ".read *" { run $store [lindex $line 1] }
    ".import --csv --schema temp *" { import $store {*}[lrange $line 4 5] }
  }
}

# The cells as text, into a new TEMP table. A CSV file without quotes: a comma always ends a cell.
proc script::import {store path table} {
  set lines [split [string trim [read_file $path]] \n]
  if {[string match *\"* $lines]} { error "$path: quoted cells are not read here" }
  set names [split [lindex $lines 0] ,]
  $store exec "CREATE TEMP TABLE ${table}([join $names {, }])"
  set variables [join [lmap name $names { format :p%d [incr n] }] {, }]
  foreach line [lrange $lines 1 end] {
    $store exec "INSERT INTO temp.$table VALUES ($variables)" [lmap cell [split $line ,] { list text $cell }]
  }
}
