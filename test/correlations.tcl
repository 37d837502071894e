# Oracles for correlations: fractions, all orders of a few ranks, and counting pair by pair.
#
#  (1) exact_correlation X Y T      {r t}, t = r sqrt((n - 2)/(1 - r^2)), each rounded once
#  (2) orders N                     all orders of 0 .. N-1
#  (3) tails COUNTS X               {P(<= x) P(>= x)} as fractions, from a dict value -> how often
#  (4) order_products, order_scores X Y   how often each sum of 2R 2Q, each C - D, comes over all orders of y

proc whole_sums {x y} {
  lassign [common [lmap v $x { exact $v }]] a
  lassign [common [lmap v $y { exact $v }]] b
  set n [llength $x]
  foreach name {sa sb saa sbb sab} { set $name 0 }
  foreach u $a v $b {
    incr sa $u
    incr sb $v
    incr saa [expr {$u * $u}]
    incr sbb [expr {$v * $v}]
    incr sab [expr {$u * $v}]
  }
  list [expr {$n * $saa - $sa * $sa}] [expr {$n * $sbb - $sb * $sb}] [expr {$n * $sab - $sa * $sb}]
}

proc signed_root {sign n d} { set root [nearest_root $n $d]; expr {$sign < 0 ? -$root : $root} }

proc exact_correlation {x y} {
  lassign [whole_sums $x $y] xx yy xy
  if {$xx == 0 || $yy == 0} { return {NULL NULL} }
  set r [signed_root $xy [expr {$xy * $xy}] [expr {$xx * $yy}]]
  set rest [expr {$xx * $yy - $xy * $xy}]
  if {$rest == 0 || [llength $x] < 3} { return [list $r NULL] }
  list $r [signed_root $xy [expr {([llength $x] - 2) * $xy * $xy}] $rest]
}

proc orders {n} {
  if {$n == 0} { return {{}} }
  set last [expr {$n - 1}]
  set orders {}
  foreach order [orders $last] {
    for {set i 0} {$i <= $last} {incr i} { lappend orders [linsert $order $i $last] }
  }
  return $orders
}

proc inversions {order} {
  set n 0
  set before {}
  foreach x $order {
    foreach y $before { if {$y > $x} { incr n } }
    lappend before $x
  }
  return $n
}

proc squared_differences {order} {
  set sum 0
  set i 0
  foreach x $order { incr sum [expr {($x - $i) ** 2}]; incr i }
  return $sum
}

proc tails {counts x} {
  set all 0
  set below 0
  set above 0
  dict for {value n} $counts {
    incr all $n
    if {$value <= $x} { incr below $n }
    if {$value >= $x} { incr above $n }
  }
  list [list $below $all] [list $above $all]
}

# {two greater less} from the fractions greater and less.
proc exact_ps {greater less} {
  set small [expr {[compare $greater $less] < 0 ? $greater : $less}]
  set two [times $small {2 1}]
  if {[compare $two {1 1}] > 0} { set two {1 1} }
  list [nearest {*}$two] [nearest {*}$greater] [nearest {*}$less]
}

# Doubled midranks of numbers, in their order.
proc ranks_of {values} {
  set sorted [lsort -real -unique $values]
  set places [lmap x $values { lsearch -real -exact $sorted $x }]
  set ranks [doubled_midranks $places]
  lmap place $places { dict get $ranks $place }
}

# {n} numbers below {spread}, {places} decimals.
proc random_values {n spread {scale 1}} {
  set values {}
  for {set i 0} {$i < $n} {incr i} { lappend values [expr {[random_below $spread] / $scale}] }
  return $values
}

# Over all orders, one by one.
proc list_orders {x y scoreOf} {
  set counts {}
  foreach order [orders [llength $y]] { dict incr counts [$scoreOf $x [lmap i $order { lindex $y $i }]] }
  return $counts
}
proc products_of {x y} {
  set sum 0
  foreach a $x b $y { incr sum [expr {$a * $b}] }
  return $sum
}
proc score_of {x y} {
  set sum 0
  for {set i 1} {$i < [llength $x]} {incr i} {
    for {set j 0} {$j < $i} {incr j} {
      set a [expr {([lindex $x $i] > [lindex $x $j]) - ([lindex $x $i] < [lindex $x $j])}]
      incr sum [expr {$a * (([lindex $y $i] > [lindex $y $j]) - ([lindex $y $i] < [lindex $y $j]))}]
    }
  }
  return $sum
}
proc order_products {x y} { list_orders [ranks_of $x] [ranks_of $y] products_of }
proc order_scores {x y} { list_orders [ranks_of $x] [ranks_of $y] score_of }

proc load_rows_of_pairs {json} { 
  load_pairs [lmap pair [json_samples $json] { lindex $pair 0 }] [lmap pair [json_samples $json] { lindex $pair 1 }]
}

# p by presets, as other programs give it: {two-sided greater less}. What they subtract from 1 is right to 1e-15 only.
proc first_preset_difference {got row prefix} {
  foreach p $got key {two greater less} {
    set want [dict get $row ${prefix}_$key]
    if {abs($p - $want) > 1e-12 * $want + 2e-15 || $p <= 0} { return "$prefix $key: expected $want, got $p" }
  }
}
