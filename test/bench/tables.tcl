# The tables that are printed, as text that is also Markdown.

# A row of cells, each padded to its width; a width below 0 puts numbers to the right.
proc print_row {widths cells} {
  puts "| [join [lmap width $widths cell $cells { pad $width $cell }] { | }] |"
  flush stdout
}

proc pad {width cell} { format "%[expr {-$width}]s" $cell }

proc print_header {widths cells} {
  puts ""
  print_row $widths $cells
  puts "| [join [lmap width $widths {
    expr {$width < 0 ? "[string repeat - [expr {-$width - 1}]]:" : [string repeat - $width]}
  }] { | }] |"
}

# 123, 12.3, 1.23, 0.0123: three digits where the unit allows.
proc short_number {x} {
  if {$x eq "-"} { return - }
  format [expr {abs($x) >= 100 ? "%.0f" : abs($x) >= 10 ? "%.1f" : abs($x) >= 0.1 || $x == 0 ? "%.2f" : "%.4f"}] $x
}

proc milliseconds {seconds} { short_number [expr {1000 * [median $seconds]}] }

proc mark {value goal} {
  if {$goal eq "" || $value eq "-"} { return "" }
  expr {$value <= $goal ? "met" : "NOT MET"}
}

# ---------------------------------------------------------------------------------- costs

set titleWidth 58
set costWidths [list $titleWidth 20 -9 -9 -9 -13 -7 7]

# A line per case while they are measured, then the rivals beside ours.
proc print_costs {} {
  print_header $::costWidths {case against "ours ms" "other ms" measured "lowest-most" goal ""}
  set results {}
  foreach case $::cases {
    if {[catch {measure $case} seconds]} { complain "[dict get $case name]: $seconds"; continue }
    print_cost $case $seconds
    lappend results $case $seconds
  }
  print_rivals $results
}

proc print_cost {case seconds} {
  set values [measure_[dict get $case measure] $case [dict get $seconds ours] [dict get $seconds against]]
  set sorted [lsort -real $values]
  set value [median $values]
  set unit [expr {[dict get $case measure] eq "net" ? " ms" : ""}]
  set goal [dict get $case goal]
  print_row $::costWidths [list [dict get $case title] [dict get $case versus] \
    [milliseconds [dict get $seconds ours]] [milliseconds [dict get $seconds against]] \
    [short_number $value]$unit [short_number [lindex $sorted 0]]-[short_number [lindex $sorted end]] \
    [expr {$goal eq "" ? "" : "$goal$unit"}] [mark $value $goal]]
}

# A way to measure: the values of the rounds, from the seconds of ours and of the other side.
proc measure_ratio {case ours against} { ratios $ours $against }

proc measure_net {case ours against} {
  lmap a $ours b $against { expr {1000 * ($a - $b) / [dict get $case each]} }
}

# ---------------------------------------------------------------------------------- rivals

# A cell is the rival's milliseconds and how many times ours they are.
proc print_rivals {results} {
  if {$::rivals eq ""} return
  set widths [list $::titleWidth -9 {*}[lmap rival $::rivals { expr {-20} }]]
  print_header $widths [list rivals "ours ms" {*}[lmap rival $::rivals { set title "[rival_title $rival] ms" }]]
  foreach {case seconds} $results {
    if {[rivals_of $case] eq ""} continue
    print_row $widths [list [dict get $case title] [milliseconds [dict get $seconds ours]] \
      {*}[lmap rival $::rivals { rival_cell $case $seconds $rival }]]
  }
}

proc rival_cell {case seconds rival} {
  if {![dict exists $seconds $rival]} { return "" }
  set times [dict get $seconds $rival]
  if {$times eq "failed"} { return failed }
  set about [expr {[rival_part $case $rival] == 1 ? "" : "~"}]
  return "$about[milliseconds $times] (x[short_number [median [ratios $times [dict get $seconds ours]]]])"
}

# ---------------------------------------------------------------------------------- growth

proc print_growth {} {
  set widths [list 26 11 {*}[concat {*}[lmap size $::sizes { list -15 -8 }]]]
  print_header $widths [list "growth" data {*}[concat {*}[lmap size $::sizes { list "$size ns/row" "peak MB" }]]]
  set grown {}
  foreach kind {scores continuous} {
    foreach size $::sizes { dict set grown $kind $size [grow $kind $size] }
    dict for {name sql} $::growthQueries { print_grown $widths $grown $kind $name }
  }
  print_memory $grown
}

proc print_grown {widths grown kind name} {
  set cells [lmap size $::sizes {
    lassign [dict get $grown $kind $size $name] seconds peak
    list [short_number [expr {1e9 * $seconds / $size}]] [short_number $peak]
  }]
  print_row $widths [list $name $kind {*}[concat {*}$cells]]
}

# ---------------------------------------------------------------------------------- memory

set memoryWidths [list $titleWidth -9 -9 -9 7]

# Net is beyond what the floor, the first growth query, needs on the same rows.
proc print_memory {grown} {
  print_header $::memoryWidths {memory rows MB goal ""}
  set most [lindex $::sizes end]
  foreach name [lrange [dict keys $::growthQueries] 1 end] {
    set net [net_peak [dict get $grown continuous $most] $name]
    print_memory_row "$name, net for each million continuous rows" $most [scaled $net [expr {1e6 / $most}]] ""
  }
  foreach goal $::memoryGoals { print_memory_goal $grown {*}$goal }
  foreach {name kind} $::flatGoals { print_flat_goal $name $kind [dict get $grown $kind $most] $most }
}

proc net_peak {measured name} {
  set floor [lindex [dict get $measured [lindex [dict keys $::growthQueries] 0]] 1]
  set peak [lindex [dict get $measured $name] 1]
  expr {"-" in [list $peak $floor] ? "-" : $peak - $floor}
}

proc scaled {value factor} { expr {$value eq "-" ? "-" : $value * $factor} }

proc print_memory_row {title nRow value goal} {
  print_row $::memoryWidths [list $title $nRow [short_number $value] $goal [mark $value $goal]]
}

proc print_memory_goal {grown name kind nRow goal} {
  if {![dict exists $grown $kind $nRow]} { return [print_memory_row "$name, $kind: not in GROWTH" $nRow - $goal] }
  print_memory_row "$name, $kind: the whole shell" $nRow [lindex [dict get $grown $kind $nRow $name] 1] $goal
}

# The kernel counts a process's pages in batches: half a megabyte is no difference.
proc print_flat_goal {name kind measured nRow} {
  set few [grow $kind 1000]
  set net [net_peak $measured $name]
  if {$net ne "-"} { set net [expr {$net - [net_peak $few $name]}] }
  print_memory_row "$name, $kind: net, beyond that of 1000 rows" $nRow $net 0.5
}
