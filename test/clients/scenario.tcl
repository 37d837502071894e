# The scenario and its judge, for clients and platforms alike.
#
#  (1) read_scenario FILE gives {kind name sql expected} ... of a scenario.tsv.
#  (2) judge STEPS OUTPUT compares what a client printed, lines of `name TAB answer`, and gives complaints, a line
#      each; none, nothing wrong. A step that is missing is one.
#  (3) Numbers with a decimal point or an exponent agree within 1e-13 relative: a client may print 15 digits, and a libm
#      differs in the last ones. All other text is the same, character by character. An error holds the expected text.
#      Of `bits` every number is the
#      same double, however many digits it is written with.

proc read_scenario {file} {
  set channel [open $file]
  fconfigure $channel -encoding utf-8
  set steps {}
  foreach line [split [string trimright [read $channel] \n] \n] {
    if {![string match #* $line]} { lappend steps [split $line \t] }
  }
  close $channel
  return $steps
}

# A text as {words ...} and {numbers ...}, the numbers being those that are no whole ones.
proc take_apart {text} {
  set number {-?\m\d+(?:\.\d+(?:[eE][-+]?\d+)?|[eE][-+]?\d+)\M}
  list [regsub -all -- $number $text "\0"] [regexp -all -inline -- $number $text]
}

proc close_numbers {a b} { expr {abs($a - $b) <= 1e-13 * abs($b)} }
proc same_numbers {a b} { expr {$a == $b} }

# The same words, and numbers that are alike by the procedure {alike}.
proc like_texts {alike got want} {
  if {$got eq $want} { return 1 }
  if {[string is double -strict $got] && [string is double -strict $want] && ![string is entier -strict $want]} {
    return [$alike $got $want]
  }
  lassign [take_apart $got] gotWords gotNumbers
  lassign [take_apart $want] wantWords wantNumbers
  if {$gotWords ne $wantWords || [llength $gotNumbers] != [llength $wantNumbers]} { return 0 }
  foreach g $gotNumbers w $wantNumbers { if {![$alike $g $w]} { return 0 } }
  return 1
}

# Does what a client printed for a step stand for what was expected?
proc is_answer {kind got want} {
  switch $kind {
    do { return 1 }
    error { return [expr {[string first $want $got] >= 0}] }
    value { return [like_texts close_numbers $got $want] }
    bits { return [like_texts same_numbers $got $want] }
  }
}

proc judge {steps output} {
  set answers {}
  foreach line [split $output \n] {
    if {[regexp {^(\w+)\t(.*)$} $line -> name answer]} { dict set answers $name [string trim $answer] }
  }
  set complaints {}
  foreach step $steps {
    lassign $step kind name sql want
    if {![dict exists $answers $name]} {
      lappend complaints "$name: no answer"
    } elseif {![is_answer $kind [dict get $answers $name] $want]} {
      lappend complaints "$name: expected $want\n$name:      got [dict get $answers $name]"
    }
  }
  return $complaints
}
