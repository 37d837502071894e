# Independent answers, slow and obvious: whole numbers and fractions of any size, no floating point but
# where a result is rounded at the very end.
#
#  (1) A fraction is {numerator denominator}, denominator above 0, not always reduced.
#  (2) exact X       the fraction that a double is; decimal TEXT the fraction that a decimal says
#      nearest N D   the double nearest to N/D, ties to even
#  (3) What answers in fractions or whole numbers is exact; what answers in doubles is rounded once.

# ---------------------------------------------------------------------------------- fractions

proc exact {x} {
  if {[string is entier -strict $x]} { return [list $x 1] }
  binary scan [binary format Q [expr {double($x)}]] W bits
  set exponent [expr {($bits >> 52) & 0x7ff}]
  set mantissa [expr {$bits & 0xfffffffffffff}]
  if {$exponent == 0} { incr exponent } else { incr mantissa [expr {1 << 52}] }
  if {$bits < 0} { set mantissa [expr {-$mantissa}] }
  set shift [expr {$exponent - 1075}]
  if {$shift >= 0} { return [list [expr {$mantissa << $shift}] 1] }
  list $mantissa [expr {1 << -$shift}]
}

proc decimal {text} {
  if {![string is double -strict $text]} { error "no decimal: $text" }
  lassign [split [string tolower $text] e] mantissa exponent
  lassign [split $mantissa .] whole part
  scan $whole$part %lld digits
  set places [expr {[string length $part] - ($exponent eq "" ? 0 : $exponent)}]
  if {$places <= 0} { return [list [expr {$digits * 10 ** -$places}] 1] }
  list $digits [expr {10 ** $places}]
}

proc plus {a b} {
  lassign $a n d
  lassign $b m e
  list [expr {$n * $e + $m * $d}] [expr {$d * $e}]
}
proc minus {a b} { plus $a [list [expr {-[lindex $b 0]}] [lindex $b 1]] }
proc times {a b} { list [expr {[lindex $a 0] * [lindex $b 0]}] [expr {[lindex $a 1] * [lindex $b 1]}] }
proc over {a b} {
  lassign $b m e
  if {$m < 0} { set m [expr {-$m}]; set e [expr {-$e}] }
  times $a [list $e $m]
}
proc compare {a b} {
  lassign $a n d
  lassign $b m e
  set left [expr {$n * $e}]
  set right [expr {$m * $d}]
  expr {$left < $right ? -1 : $left > $right}
}

# {whole denominator}: the fractions as whole numbers over one denominator, as small as they can be.
proc common {fractions} {
  set denominator 1
  foreach f $fractions { set denominator [lcm $denominator [lindex $f 1]] }
  set whole [lmap f $fractions { expr {[lindex $f 0] * ($denominator / [lindex $f 1])} }]
  set divisor $denominator
  foreach n $whole { set divisor [gcd $divisor $n] }
  list [lmap n $whole { expr {$n / $divisor} }] [expr {$denominator / $divisor}]
}

proc gcd {a b} {
  while {$b} { lassign [list $b [expr {$a % $b}]] a b }
  expr {abs($a)}
}
proc lcm {a b} { expr {$a / [gcd $a $b] * $b} }

proc bits {n} { expr {$n == 0 ? 0 : [string length [format %llb $n]]} }

# ---------------------------------------------------------------------------------- rounding

# n/d to a whole number, ties to even; n >= 0.
proc round_even {n d} {
  set q [expr {$n / $d}]
  set twice [expr {2 * ($n - $q * $d)}]
  expr {$twice > $d || ($twice == $d && ($q & 1)) ? $q + 1 : $q}
}

proc nearest {n d} {
  if {$n == 0} { return 0.0 }
  if {$n < 0} { return [expr {-[nearest [expr {-$n}] $d]}] }
  set top [expr {[bits $n] - [bits $d]}]
  if {[is_below_power $n $d $top]} { incr top -1 }
  set exponent [expr {max($top - 52, -1074)}]
  set q [expr {$exponent >= 0 ? [round_even $n [expr {$d << $exponent}]] : [round_even [expr {$n << -$exponent}] $d]}]
  scale_two $q $exponent
}

# Is n/d below 2^e?
proc is_below_power {n d e} { expr {$e >= 0 ? $n < ($d << $e) : ($n << -$e) < $d} }

# q * 2^e as a double; q of at most 54 bits, no rounding takes place but into infinity.
proc scale_two {q e} {
  while {$e > 900} { set q [expr {$q * 2.0 ** 900}]; incr e -900 }
  if {$e < -900} { return [expr {double($q) * 2.0 ** -900 * 2.0 ** ($e + 900)}] }
  expr {double($q) * 2.0 ** $e}
}

# The double nearest to the square root of n/d: its root to 200 bits, which no double lies half-way to.
proc nearest_root {n d} {
  if {$n == 0} { return 0.0 }
  set shift [expr {400 + [bits $d] - [bits $n]}]
  if {$shift < 0} { set shift 0 }
  incr shift [expr {$shift & 1}]
  nearest [expr {isqrt(($n << $shift) / $d)}] [expr {1 << ($shift / 2)}]
}

# ---------------------------------------------------------------------------------- one sample

# n, sum and sum of squares of the doubles, as whole numbers over one denominator.
proc exact_sums {values} {
  lassign [common [lmap x $values { exact $x }]] whole denominator
  set sum 0
  set squares 0
  foreach x $whole {
    incr sum $x
    incr squares [expr {$x * $x}]
  }
  list [llength $values] $sum $squares $denominator
}

proc exact_mean {values} {
  lassign [exact_sums $values] n sum - denominator
  nearest $sum [expr {$n * $denominator}]
}

# Variance with n - less in the divisor, as a fraction.
proc variance_fraction {values less} {
  lassign [exact_sums $values] n sum squares denominator
  list [expr {$n * $squares - $sum * $sum}] [expr {$n * ($n - $less) * $denominator ** 2}]
}
proc exact_variance {values {less 1}} { nearest {*}[variance_fraction $values $less] }
proc exact_sd {values {less 1}} { nearest_root {*}[variance_fraction $values $less] }
proc exact_sem {values} {
  lassign [variance_fraction $values 1] n d
  nearest_root $n [expr {$d * [llength $values]}]
}

# Sum of (n x - sum)^k, the x as whole numbers: n^k times the k-th central sum, in some scale.
proc central_sum {values k} {
  lassign [common [lmap x $values { exact $x }]] whole denominator
  set n [llength $values]
  set total [::tcl::mathop::+ {*}$whole]
  set sum 0
  foreach x $whole { incr sum [expr {($n * $x - $total) ** $k}] }
  return $sum
}

# Type 2 (SPSS). The scale of the values cancels.
proc exact_skewness {values} {
  set n [llength $values]
  set m2 [central_sum $values 2]
  if {$n < 3 || $m2 == 0} { return NULL }
  set m3 [central_sum $values 3]
  # g1^2 = n m3^2 / m2^3;  G1^2 = g1^2 n (n-1) / (n-2)^2
  set root [nearest_root [expr {$n * $m3 ** 2 * $n * ($n - 1)}] [expr {$m2 ** 3 * ($n - 2) ** 2}]]
  expr {$m3 < 0 ? -$root : $root}
}

proc exact_kurtosis {values} {
  set n [llength $values]
  set m2 [central_sum $values 2]
  if {$n < 4 || $m2 == 0} { return NULL }
  set m4 [central_sum $values 4]
  # ((n+1)(n m4/m2^2 - 3) + 6) (n-1) / ((n-2)(n-3))
  nearest [expr {(($n + 1) * ($n * $m4 - 3 * $m2 ** 2) + 6 * $m2 ** 2) * ($n - 1)}] \
      [expr {$m2 ** 2 * ($n - 2) * ($n - 3)}]
}

# ---------------------------------------------------------------------------------- signed ranks

# Doubled midranks of |d| with the sign of d; a zero is ranked (pratt) or left out (drop), and has no sign.
proc signed_ranks {differences zeros} {
  lassign [common $differences] whole
  if {$zeros eq "drop"} { set whole [lmap d $whole { if {$d == 0} continue; set d }] }
  set rank [doubled_midranks [lmap d $whole { expr {abs($d)} }]]
  lmap d $whole {
    if {$d == 0} continue
    expr {$d > 0 ? [dict get $rank $d] : -[dict get $rank [expr {-$d}]]}
  }
}

# value -> first plus last place that it takes among the sorted values, counted from 1
proc doubled_midranks {values} {
  set times {}
  foreach x $values { dict incr times $x }
  set ranks {}
  set below 0
  foreach x [lsort -integer [dict keys $times]] {
    set n [dict get $times $x]
    dict set ranks $x [expr {2 * $below + 1 + $n}]
    incr below $n
  }
  return $ranks
}

proc sum_where {ranks sign} {
  set sum 0
  foreach r $ranks { if {$r * $sign > 0} { incr sum [expr {abs($r)}] } }
  return $sum
}

# How many of all 2^n sign patterns have a doubled W+ of at least, and of at most, the observed one.
proc enumerate_signs {ranks} {
  set observed [sum_where $ranks 1]
  set sums {0}
  foreach r $ranks {
    set r [expr {abs($r)}]
    set with [lmap s $sums { expr {$s + $r} }]
    lappend sums {*}$with
  }
  set atLeast 0
  set atMost 0
  foreach s $sums {
    if {$s >= $observed} { incr atLeast }
    if {$s <= $observed} { incr atMost }
  }
  list $atLeast $atMost [llength $sums]
}

# {two greater less} by enumeration.
proc exact_signed_rank_p {ranks} {
  lassign [enumerate_signs $ranks] atLeast atMost all
  set small [expr {min($atLeast, $atMost)}]
  list [nearest [expr {min($all, 2 * $small)}] $all] [nearest $atLeast $all] [nearest $atMost $all]
}

# z of the normal approximation: (W+ - sum/2) / sqrt(sum of squares/4), over the ranks that have a sign.
proc signed_rank_z {ranks} {
  set sum 0
  set squares 0
  foreach r $ranks { incr sum $r; incr squares [expr {$r * $r}] }
  if {$squares == 0} { return NULL }
  set root [nearest_root [expr {$sum * $sum}] $squares]
  expr {$sum < 0 ? -$root : $root}
}

# ---------------------------------------------------------------------------------- binomial

# P(X >= k), X binomial(n, 1/2), as a fraction.
proc half_upper_tail {n k} {
  set sum 0
  set choose 1
  for {set i 0} {$i <= $n} {incr i} {
    if {$i >= $k} { incr sum $choose }
    set choose [expr {$choose * ($n - $i) / ($i + 1)}]
  }
  list $sum [expr {1 << $n}]
}

# {two greater less} of the sign test; with no difference left every p is 1.
proc exact_sign_p {nPositive nNegative} {
  set n [expr {$nPositive + $nNegative}]
  lassign [half_upper_tail $n $nPositive] greater all
  lassign [half_upper_tail $n $nNegative] less
  list [nearest [expr {min($all, 2 * min($greater, $less))}] $all] [nearest $greater $all] [nearest $less $all]
}

# ---------------------------------------------------------------------------------- decimals as text

# The decimal {text} at {places}, half away from zero, as SPSS prints; never "-0.00".
proc round_text {text places} {
  lassign [decimal $text] n d
  set scaled [expr {abs($n) * 10 ** $places}]
  set whole [expr {(2 * $scaled + $d) / (2 * $d)}]
  set digits [string repeat 0 [expr {max(0, $places + 1 - [string length $whole])}]]$whole
  if {$places} { set digits [string range $digits 0 end-$places].[string range $digits end-[expr {$places - 1}] end] }
  if {$n < 0 && $whole != 0} { return -$digits } else { return $digits }
}

# A small generator of our own, so that random data are the same everywhere (Park & Miller 1988).
proc random_start {seed} { set ::randomState $seed }
proc random_below {n} {
  set ::randomState [expr {$::randomState * 48271 % 2147483647}]
  expr {$::randomState % $n}
}
proc shuffled {list} {
  for {set i [llength $list]} {$i > 1} {incr i -1} {
    set j [random_below $i]
    set last [lindex $list $i-1]
    lset list $i-1 [lindex $list $j]
    lset list $j $last
  }
  return $list
}
