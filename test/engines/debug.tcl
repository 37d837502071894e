# An SQLite of one's own below libsqlite3-tcl: run.tcl puts it into LD_LIBRARY_PATH. Without a shell of its own the shell on
# the path is the system's, with its SQLite, and leaves the file ENGINE_ELSEWHERE when it runs.
source [file join [file dirname [info script]] verdict.tcl]

package require sqlite3
trace add execution sqlite3 leave {apply {{call args} {
  if {[info commands [lindex $call 1]] ne ""} { trace add execution [lindex $call 1] enter engine::asked }
}}}

proc engine::elsewhere {} {
  set isElsewhere [file exists $::env(ENGINE_ELSEWHERE)]
  file delete $::env(ENGINE_ELSEWHERE)
  return $isElsewhere
}
# Here a program that a test runs uses the engine as well.
set engine::isUsed 1
