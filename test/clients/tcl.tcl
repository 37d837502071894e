# Tcl, package sqlite3.
lassign $argv extension scenario
package require sqlite3

sqlite3 db :memory:
db enable_load_extension 1
db eval {SELECT load_extension($extension)}
db nullvalue NULL

puts "client\t[info patchlevel]\t[db version]"
set file [open $scenario]
fconfigure $file -encoding utf-8
while {[gets $file line] >= 0} {
  if {[string match #* $line]} continue
  lassign [split $line \t] kind name sql
  catch {db eval $sql} answer
  puts "$name\t[expr {$kind eq "value" ? [join $answer] : $answer}]"
}
