# Which tests are tests of the engine: what tester.tcl does otherwise when another SQLite stands in the place of
# libsqlite3-tcl's. Whoever sources this defines `engine::elsewhere`, true when another SQLite was asked since it was last called.
#
#  (1) A test that needs what the engine has not (`engine::lack`) is skipped, and says so, whatever it came to.
#  (2) So is one that asked another SQLite and not the engine, and each test of a file that has asked nothing yet.

namespace eval engine {
  variable lacking ""  ;# what it lacked since the last verdict
  variable nAsked 0    ;# what it was asked since then
  variable isUsed 0    ;# it has been asked in this file
  variable lasting     ;# what stays missing, as a progress handler does, until it is taken back
  variable told        ;# which of these a verdict has named
  array set lasting {}
  array set told {}
}

proc engine::asked {args} { incr ::engine::nAsked; set ::engine::isUsed 1 }
proc engine::lack {what} { set ::engine::lacking $what }

# What stayed missing is wanted no longer; by the test that now runs it was, when it began in it.
proc engine::found {key} {
  variable lasting
  variable told
  if {[info exists lasting($key)] && ![info exists told($key)]} { lack $lasting($key) }
  unset -nocomplain lasting($key) told($key)
}

# Why the test that ends now is no test of the engine; empty when it is one.
proc engine::excuse {} {
  variable lacking
  variable lasting
  variable nAsked
  variable isUsed
  set excuse ""
  set isElsewhere [engine::elsewhere]
  if {!$isUsed || ($isElsewhere && $nAsked == 0)} { set excuse "it asks nothing of the engine" }
  foreach key [array names lasting] {
    set excuse "the engine has no $lasting($key)"
    set ::engine::told($key) 1
  }
  if {$lacking ne ""} { set excuse "the engine has no $lacking" }
  set lacking ""
  set nAsked 0
  return $excuse
}

foreach verdict {pass fail skip} { rename $verdict engine::$verdict }
foreach verdict {pass fail skip} {
  proc $verdict {name args} [string map [list @ $verdict] {
    set excuse [engine::excuse]
    if {$excuse eq ""} { engine::@ $name {*}$args } else { engine::skip $name $excuse }
  }]
}
