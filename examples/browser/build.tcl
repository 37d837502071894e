# Puts the page into one file: page.html with style, scripts, engine and the files of sql/ inside.
#
#   tclsh examples/browser/build.tcl ENGINE.js ENGINE.wasm OUT.html
#
# The script's SHA-256 stands in the page's policy, so that no other script can run.
lassign $argv engine wasm out
set here [file dirname [file normalize [info script]]]
set sql [file join $here .. .. sql]

proc read_text {path} {
  set f [open $path]
  fconfigure $f -encoding utf-8
  set text [read $f]
  close $f
  return $text
}
proc read_base64 {path} {
  set f [open $path rb]
  set bytes [read $f]
  close $f
  return [binary encode base64 $bytes]
}
proc json_string {text} {
  set map [list \\ \\\\ \" \\\" \n \\n \r \\r \t \\t < \\u003c]
  return "\"[string map $map $text]\""
}
proc sha256 {text} {
  set pipe [open |sha256sum r+]
  fconfigure $pipe -encoding utf-8 -translation lf
  puts -nonewline $pipe $text
  close $pipe write
  set hex [lindex [read $pipe] 0]
  close $pipe
  return [binary encode base64 [binary format H* $hex]]
}
proc local {name} { global here; read_text [file join $here $name] }

set files {}
foreach path [lsort [glob -directory $sql *.sql]] {
  if {[string match *.shell.sql $path]} continue
  lappend files "[json_string [file tail $path]]:[json_string [read_text $path]]"
}
set page [join [list [local words.js] [local engine_client.js] [local study.js] [local page.js]] \n]
set worker "[read_text $engine]\n[string map {{export function} function} [local database.mjs]]\n[local worker.js]"
foreach text [list $page $worker] { if {[string first </script $text] >= 0} { error "a script holds its own end" } }

set f [open $out w]
fconfigure $f -encoding utf-8 -translation lf
puts -nonewline $f [string map [list @PAGE_SHA256@ [sha256 $page] @CSS@ [local page.css] @WORKER@ $worker @WASM@ [read_base64 $wasm] @SQL@ "{[join $files ,]}" @PAGE@ $page] [local page.html]]
close $f
puts "$out: [file size $out] bytes"
