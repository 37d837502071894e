# What a call costs as its data grow: test/README.md states an exponent for each row, this measures it.
#
#   tclsh test/bench/costs.tcl           every row, about three minutes; ONLY="rank*" some
#
# CPU time with n, 2n and 4n rows (or characters, or answers) of the worst kind that we know, the least of three rounds each. The
# exponent is that of the last doubling. One that is more than 0.6 above the stated one is marked, and the exit status is 1; n log n
# counts as 1. A refusal is shown: there the limit ends the growth.
source [file join [file dirname [file dirname [file normalize [info script]]]] tester.tcl]
load_host
open_db
set only [setting ONLY *]
set nWrong 0

# Milliseconds of one run, the least of three rounds; what it answered in ::said.
proc cost {sql} {
  set least 1e99
  for {set round 0} {$round < 3} {incr round} {
    set start [host cpu]
    for {set n 0} {[host cpu] - $start < 50} {incr n} { catch {uplevel #0 [list db eval $sql]} ::said }
    set least [expr {min($least, double([host cpu] - $start) / $n)}]
  }
  return $least
}

proc watch {name stated n prepare sql} {
  if {![string match $::only $name]} return
  set times {}
  foreach times_n {1 2 4} {
    set ::n [expr {$times_n * $n}]
    uplevel #0 $prepare
    lappend times [cost $sql]
  }
  lassign $times - t2 t4
  set exponent [expr {log($t4 / $t2) / log(2)}]
  set isWrong [expr {$exponent > $stated + 0.6}]
  incr ::nWrong $isWrong
  puts [format "%-34s %7d %9.3f %9.3f %9.3f ms  %5.2f of %s%s%s" $name $n {*}$times $exponent $stated [expr {$isWrong ? "  <-- more" : ""}] \
    [expr {[string match "*()*" $::said] ? "  refused: [string range $::said 0 60]" : ""}]]
  flush stdout
}

# Rows: x of every value once (or of seventeen: s), y in another order.
proc rows {} {
  db eval {DROP TABLE IF EXISTS t;
    CREATE TABLE t AS WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < $::n)
    SELECT i, i * 7919 % 1000003 / 7.0 AS x, i * 7919 % 1000003 % 17 AS s, i * 104729 % 1000033 / 3.0 AS y, 'c' || i AS label FROM s}
}
foreach {stated least calls} {
  1 40000 {ci95(x) moments_state(x) stddev_samp(x) prop_ci95(i%2) mcnemar(i%2,i%3%2) cronbach_alpha(x,y,s) item_analysis(x,y,s) asi_total(i%16+1,1)}
  1 40000 {median(x) quantile(x,0.3) describe(x) skewness(x) lilliefors(x) sample_state(x) paired_state(x,y) ttest_paired(x,y) ttest_welch(x,i%2) ancova(x,y,i%2)
           sign_test(x,y) wilcoxon(x,y,'normal') describe(s) wilcoxon(s,y)}
  1 1250  {shapiro_wilk(x)}
  1 20000 {hodges_lehmann_estimate(x,y) mann_whitney(x,i%2,'normal') mann_whitney(s,i%2,'normal') kruskal_wallis(x,i%7) kruskal_wallis(x,i%500) anova(x,i%500) levene(x,i%500)
           pearson(x,y) spearman(x,y) kendall(x,y) kendall(s,y) chi_square(s,i%500) friedman(x,i,1) friedman(x,i/100,i%100) cochran_q(i%2,i/3,i%3)}
  1 10000 {p_adjust(label,0.01,'bh') plot_paired(x,y) plot_box(x,i%5) plot_histogram(x) plot_items(label,1,0)}
  1 2000  {kruskal_wallis(x,i) chi_square(i,i) fisher_exact(i,i)}
  3 250   {wilcoxon_p(x,y) hodges_lehmann_low(x,y)}
  3 500   {wilcoxon_p(x,y,'exact')}
  4 90    {mann_whitney_p(x,i%2)}
  2 500   {mann_whitney_p(x,i>10)}
  4 30    {fisher_exact(i%3,i%4)}
} {
  foreach call $calls { watch $call $stated $least rows "SELECT $call FROM t" }
}

# The running frame asks after every row: what an aggregate's end costs, n times.
foreach {stated calls} {
  1 {median(x) ci95(x) wilcoxon_p(x,y,'normal') sign_test_p(x,y) ttest_paired_p(x,y) prop_ci95(i%2) cronbach_alpha(x,y)}
  2 {describe(x) skewness(x) lilliefors_p(x) shapiro_wilk_p(x) sample_state(x) hodges_lehmann_estimate(x,y)}
} {
  foreach call $calls { watch "$call OVER" $stated 400 rows "SELECT max(v) FROM (SELECT $call OVER (ORDER BY i) AS v FROM t)" }
}

# Texts of n characters.
set prepare {
  set text [string repeat a< [expr {$n / 2}]]
  set ones \[[join [lrepeat $n 1] ,]\]
  set words [string repeat less, [expr {$n / 5}]]
  set digits 1.[string repeat 0 $n]1
  set deep [string repeat \[ $n]
}
foreach {name sql} {
  asi_score      {SELECT asi_score($ones)}
  asi_score-deep {SELECT asi_score($deep)}
  asi_escape     {SELECT length(asi_escape($text))}
  options        {SELECT wilcoxon_p(1, 2, $words)}
  number         {SELECT median($digits)}
  no-number      {SELECT median($text)}
  fmt            {SELECT fmt($digits, 2)}
  grim           {SELECT grim($digits, 12)}
  asistat_help   {SELECT asistat_help($text)}
  label          {SELECT length(mann_whitney(column1, column2 || $text)) FROM (VALUES (1,'a'),(2,'b'),(3,'a'))}
  p_adjust-label {SELECT length(p_adjust($text || column1, 0.5)) FROM (VALUES (1),(2))}
  plot_box-label {SELECT length(plot_box(column1, column2 || $text)) FROM (VALUES (1,'a'),(2,'b'),(3,'a'))}
  bad-state      {SELECT ci95(CAST($text AS BLOB))}
} { watch $name 1 100000 $prepare $sql }

# Numbers of size n in place of n rows. (The search of wilcoxon_p_range ends by its own count of work.)
foreach {name stated least sql} {
  kr20_max          1 200   {SELECT kr20_max($ones, $n - 1)}
  grimmer           1 20000 {SELECT grimmer('2.5', '1.3', $n)}
  grimmer-three     1 20000 {SELECT grimmer(printf('%d.33', $n), printf('%d.41', $n), 3)}
  closure_count     4 30    {SELECT closure_count($n, 1, 5, '2.8', '1.4')}
  sample_size_paired 0 2000 {SELECT sample_size_paired(1.0 / $n, 0.05, 0.8)}
  power_paired      0 20000 {SELECT power_paired($n, 0.1, 0.05)}
  pbinom            0 20000 {SELECT pbinom($n / 2, $n, 0.5)}
  pt                0 20000 {SELECT pt(0.3, $n)}
  qt                0 20000 {SELECT qt(0.3, $n / 1e3)}
} { watch $name $stated $least {set ones \[[join [lrepeat $n 1] ,]\]} $sql }

exit [expr {$nWrong > 0}]
