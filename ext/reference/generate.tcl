# The reference from the table of functions: ext/reference/README.md, and the man page asistat.7 beside it.
#
#   tclsh ext/reference/generate.tcl      writes both; ASISTAT and SQLITE3 as in test/tester.tcl
#
#  (1) What there is comes from asistat_functions alone. notes/*.txt add what the table lacks: formula, source, rules
#      of NULL, ties and zeros, errors, and the name of the same thing elsewhere. A note covers families and functions.
#  (2) Every example is run in the sqlite3 shell, and what it prints stands below it.
#  (3) What a function or a note lacks is listed by `missing`, for the test to show.

namespace eval reference {
  variable here [file dirname [file normalize [info script]]]
  variable keys {title covers formula source rules errors}
}

proc reference::read_text {path} {
  set f [open $path]
  fconfigure $f -encoding utf-8
  set text [read $f]
  close $f
  return $text
}

proc reference::write_text {path text} {
  set f [open $path w]
  fconfigure $f -encoding utf-8 -translation lf
  puts -nonewline $f $text
  close $f
}

# ---------------------------------------------------------------------------------- notes

# A note as a dict; `same` is a list of {patterns {R name SPSS name SciPy name}}.
proc reference::read_note {path} {
  set note [dict create same {} file [file tail $path]]
  foreach line [split [string trim [read_text $path]] \n] {
    if {[regexp {^same ([^:]+): R (.*); SPSS (.*); SciPy (.*)$} $line -> patterns r spss scipy]} {
      dict lappend note same [list $patterns [list R $r SPSS $spss SciPy $scipy]]
    } elseif {[regexp {^(\w+): (.+)$} $line -> key value]} {
      dict set note $key $value
    } else {
      error "$path: neither `key: text` nor `same NAMES: R ..; SPSS ..; SciPy ..`: $line"
    }
  }
  return $note
}

proc reference::notes {} {
  variable here
  lmap path [lsort [glob -directory $here/notes *.txt]] { read_note $path }
}

proc reference::matches {patterns name} {
  foreach pattern $patterns { if {[string match $pattern $name]} { return 1 } }
  return 0
}

proc reference::covers {note function} {
  dict with function {}
  set patterns [dict get $note covers]
  expr {[matches $patterns $name] || [matches $patterns [plain_name $name]] || ($family ne "" && $family in $patterns)}
}

# "median" for asistat_median, when the two are the same.
proc reference::plain_name {name} { regsub {^asistat_(?!(version|debug|help|functions)$)} $name "" }

# What the function is called elsewhere: {R .. SPSS .. SciPy ..}, empty when no line speaks of it.
proc reference::same_elsewhere {note name} {
  foreach same [dict get $note same] { if {[matches [lindex $same 0] $name]} { return [lindex $same 1] } }
}

# ---------------------------------------------------------------------------------- functions

# {word meaning word meaning ...} from a function's help.
proc reference::options_of {help} {
  set options {}
  foreach {all word meaning} [regexp -all -inline -line {^    ([^:]+): (.+)$} $help] { lappend options $word $meaning }
  return $options
}

# {options {names of the functions that take them} ...} of a chapter, in the order of the table.
proc reference::option_lists {members} {
  set lists {}
  foreach member $members {
    dict with member {}
    if {$options ne "" && ![is_repeated $name $members]} { dict lappend lists $options $name }
  }
  return $lists
}

# Whose options a list is: all that the chapter has need no names.
proc reference::option_owners {lists names} { expr {[dict size $lists] > 1 ? " of [join $names {, }]" : ""} }

# Rows of asistat_functions, as dicts, in its order, each with its options.
proc reference::functions {asistat} {
  package require sqlite3
  sqlite3 [namespace current]::db :memory:
  db enable_load_extension 1
  db eval {SELECT load_extension($asistat)}
  set functions {}
  db eval {SELECT name, arguments, kind, ifnull(family, '') AS family, returns, summary, example FROM asistat_functions} row {
    unset -nocomplain row(*)
    set row(options) [options_of [db onecolumn {SELECT asistat_help($row(name))}]]
    lappend functions [array get row]
  }
  db close
  return $functions
}

# An example in a form whose answer can be printed, the same on every machine.
proc reference::printable {function} {
  dict with function {}
  set select [string trimright $example "; "]
  if {$returns eq "BLOB"} { return "SELECT 'a BLOB of ' || length(($select)) || ' bytes';" }
  if {$name in {asistat_debug asistat_version}} { return "SELECT '(depends on what is installed)';" }
  return $example
}

# Three lines at most, of 300 characters at most each.
proc reference::shorten {output} {
  set lines [split [string trim $output] \n]
  if {[llength $lines] > 3} { set lines [concat [lrange $lines 0 2] [list "... ([expr {[llength $lines] - 3}] more rows)"]] }
  join [lmap line $lines { expr {[string length $line] > 300 ? "[string range $line 0 299]..." : $line} }] \n
}

# What the shell prints for each example: a dict by name.
proc reference::outputs {functions asistat shell} {
  set script ".load $asistat\n"
  foreach function $functions { append script ".print =====[dict get $function name]\n[printable $function]\n" }
  set text [encoding convertfrom utf-8 [exec $shell -batch -init /dev/null :memory: << [encoding convertto utf-8 $script] 2>@1]]
  set outputs {}
  foreach {all name output} [regexp -all -inline {=====(\w+)\n((?:(?!=====).)*)} $text] { dict set outputs $name [shorten $output] }
  return $outputs
}

# The functions of each note, {note functions ...}, in the order of the table; the last one, with an empty note,
# holds those that no note covers.
proc reference::chapters {functions} {
  set notes [notes]
  set order {}
  foreach function $functions {
    set i -1
    foreach note $notes { incr i; if {[covers $note $function]} break; if {$i + 1 == [llength $notes]} { set i "" } }
    if {$i ni $order} { lappend order $i }
    lappend of($i) $function
  }
  set chapters {}
  foreach i $order { lappend chapters [expr {$i eq "" ? "" : [lindex $notes $i]}] $of($i) }
  return $chapters
}

# What a reader would look for and not find, a line each.
proc reference::missing {functions} {
  variable keys
  set missing {}
  foreach {note members} [chapters $functions] {
    if {$note eq ""} {
      foreach function $members { lappend missing "[dict get $function name]: no file of ext/reference/notes covers it" }
      continue
    }
    foreach key $keys { if {![dict exists $note $key]} { lappend missing "notes/[dict get $note file]: no line `$key:`" } }
    foreach function $members {
      if {[same_elsewhere $note [dict get $function name]] eq ""} {
        lappend missing "notes/[dict get $note file]: no line `same` for [dict get $function name]"
      }
    }
  }
  return $missing
}

# ---------------------------------------------------------------------------------- the page

proc reference::anchor {title} { string map {" " -} [regsub -all {[^a-z0-9 -]} [string tolower $title] ""] }

# Does this function repeat another under a name that is ours alone?
proc reference::is_repeated {name members} {
  expr {[plain_name $name] ne $name && [lsearch -exact [lmap m $members {dict get $m name}] [plain_name $name]] >= 0}
}

proc reference::page_function {function note members outputs} {
  dict with function {}
  set text "### `[string trim "$name"]([string map {` '} $arguments])`\n\n$summary. *$kind*, returns `$returns`."
  if {[lsearch -exact [lmap m $members {dict get $m name}] asistat_$name] >= 0} { append text " Also as `asistat_$name`." }
  append text "\n\n```sql\n$example\n```\n```text\n[dict get $outputs $name]\n```\n"
}

proc reference::page_elsewhere {note members} {
  set text "\n| the same thing | in R | in SPSS | in SciPy and others |\n| --- | --- | --- | --- |\n"
  foreach function $members {
    set name [dict get $function name]
    if {[is_repeated $name $members]} continue
    set same [same_elsewhere $note $name]
    if {$same eq ""} continue
    append text "| `$name` | [string map {| \\|} [join [list [dict get $same R] [dict get $same SPSS] [dict get $same SciPy]] " \u0000 "]] |\n"
  }
  string map [list \u0000 |] $text
}

proc reference::page_options {members} {
  set text ""
  set lists [option_lists $members]
  dict for {options names} $lists {
    append text "\n| options[option_owners $lists [lmap name $names { string cat ` $name ` }]] | |\n| --- | --- |\n"
    foreach {word meaning} $options { append text "| `$word` | $meaning |\n" }
  }
  return $text
}

proc reference::page_chapter {note members outputs} {
  if {$note eq ""} { set note {title {Other functions} same {}} }
  set text "## [dict get $note title]\n\n"
  foreach {key word} {formula Formula source Source rules {NULL, ties, zeros} errors Errors} {
    if {[dict exists $note $key]} { append text "- **$word.** [dict get $note $key]\n" }
  }
  append text [page_options $members] [page_elsewhere $note $members] \n
  foreach function $members {
    if {![is_repeated [dict get $function name] $members]} { append text [page_function $function $note $members $outputs] \n }
  }
  return $text
}

proc reference::page {functions outputs} {
  variable here
  set text "# Reference of asistat\n\n[read_text $here/rules.md]\n## Contents\n\n"
  set chapters [chapters $functions]
  foreach {note members} $chapters {
    set title [expr {$note eq "" ? "Other functions" : [dict get $note title]}]
    set names [lmap m $members { if {[is_repeated [dict get $m name] $members]} continue; string cat ` [dict get $m name] ` }]
    append text "- [string cat \[ $title \](# [anchor $title] )]: [join $names {, }]\n"
  }
  append text \n
  foreach {note members} $chapters { append text [page_chapter $note $members $outputs] }
  return "[string trim $text]\n"
}

# ---------------------------------------------------------------------------------- the man page

# Text that roff takes as it is.
proc reference::roff {text} { regsub -all -line {^([.'])} [string map {\\ \\e - \\- ' \\(aq ` \\(ga ^ \\(ha ~ \\(ti} $text] {\\\&\1} }

# Lines that no reader's line breaks may touch, short enough for a page.
proc reference::roff_literal {text} {
  set lines {}
  foreach line [split $text \n] {
    while {[string length $line] > 68} {
      set cut [string last " " [string range $line 0 67]]
      if {$cut < 20} { set cut [string last , [string range $line 0 67]] }
      if {$cut < 20} { set cut 67 }
      lappend lines [string range $line 0 $cut]
      set line "  [string range $line [expr {$cut + 1}] end]"
    }
    lappend lines $line
  }
  roff [join $lines \n]
}

proc reference::man_function {function outputs} {
  dict with function {}
  string cat ".TP\n.B [roff $name\($arguments)]\n[roff $summary] ($kind).\n.RS\n.PP\n.nf\n[roff_literal $example]\n[roff_literal [dict get $outputs $name]]\n.fi\n.RE\n"
}

proc reference::man_options {members} {
  set text ""
  set lists [option_lists $members]
  dict for {options names} $lists {
    append text ".PP\nOptions[roff [option_owners $lists $names]]:\n"
    foreach {word meaning} $options { append text ".TP\n.B [roff $word]\n[roff $meaning]\n" }
  }
  return $text
}

proc reference::man_rules {} {
  variable here
  regexp {## Rules that hold for every function\n(.*?)\n## } [read_text $here/rules.md] -> rules
  set text ""
  foreach {all word rule} [regexp -all -inline -line {^- \*\*([^*]+)\*\*((?:.|\n(?!- ))+)} $rules] {
    append text ".TP\n.B [roff [string trimright $word .:]]\n[roff [string map {` "" * ""} [regsub -all {\s+} [string trim $rule " :"] " "]]]\n"
  }
  return $text
}

proc reference::man {functions outputs version} {
  set text ".TH ASISTAT 7 \"\" \"asistat $version\" \"SQLite extensions\"\n.SH NAME\nasistat \\- statistics for SQLite\n.SH SYNOPSIS\n.nf\n.B .load asistat\n"
  append text ".B SELECT wilcoxon_p(pre, post), ci95(post \\- pre) FROM visit;\n.fi\n.SH DESCRIPTION\n"
  append text "asistat is a loadable extension of SQLite 3.31 and later. It adds the functions below; every test also gives its whole record as JSON.\n"
  append text ".B SELECT asistat_help(\\(aqwilcoxon\\(aq)\nexplains one of them,\n.B asistat_functions\nis a table of them all.\n.SH RULES\n[man_rules].SH FUNCTIONS\n"
  foreach {note members} [chapters $functions] {
    append text ".SS [roff [expr {$note eq "" ? "Other functions" : [dict get $note title]}]]\n[man_options $members]"
    foreach function $members {
      if {![is_repeated [dict get $function name] $members]} { append text [man_function $function $outputs] }
    }
  }
  append text ".SH SEE ALSO\n.BR sqlite3 (1)\n.PP\nThe reference in Markdown, with formulas and sources, lies beside the extension's documentation.\n"
}

# {page man} as they should be.
proc reference::all {asistat shell} {
  set functions [functions $asistat]
  set outputs [outputs $functions $asistat $shell]
  package require sqlite3
  variable here
  regexp {ASISTAT_VERSION "([^"]+)"} [read_text $here/../version.h] -> version
  list [page $functions $outputs] [man $functions $outputs $version]
}

if {[info exists argv0] && [file normalize $argv0] eq [file normalize [info script]]} {
  proc reference::setting {name default} { expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default} }
  lassign [reference::all [file normalize [reference::setting ASISTAT ./asistat]] [reference::setting SQLITE3 sqlite3]] page man
  reference::write_text $reference::here/README.md $page
  reference::write_text $reference::here/asistat.7 $man
}
