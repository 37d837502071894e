# Are the tests able to fail? One small mistake at a time is built into a source file; the tests have to notice.
#
#   make mutate                                    every mutant of ext/ and sql/: days
#   make mutate SAMPLE=200 SEED=1                  so many, drawn at random; the same seed draws the same
#   make mutate ONLY=ext/stat/grim.c               of the files like this pattern
#   make mutate ONLY='sql/*' SAMPLE=50             the same of SQL: mutate_sql.tcl
#   make mutate ONLY='ext/dist/*' SAMPLE=50 REST=0 only the tests that `relevant` names, not the others after them
#   make mutate AGAIN=log                          those that a former run printed as survivors
#
#  (1) A mistake: + for -, * for /, < for <=, > for >=, == for !=, && for ||, and back; a `!` forgotten; a number one
#      larger; a statement left out. Comments, texts, declarations and tables' names stay, and so does what a piece of
#      work is said to take when it is reported to the poll: it says how often the host is asked, not what is answered.
#  (2) The one file is compiled and everything linked again. A mutant that does not compile, or whose object is that of
#      the right program, byte for byte, is none, and counts nowhere.
#  (3) The tests that are about the file run first, the others of the suite after them, until one fails or takes ten
#      times as long as it should: the mutant is killed, and that test comes first for the file's next one. Those about
#      the file then run once more on a build with the address and undefined-behaviour sanitizers and our assertions.
#      Where the line reports work, polls.test judges last, on a build of its own in a copy of the tree. A mutant that
#      none kills survives, and is printed with its line.
#  (4) test/mutate.excused lists survivors that are as right as the program, with the reason; they count nowhere. An
#      excuse that fits no line any more is a failure.
#  (5) The last line is the share killed; exit status 1 below 95 %, on a stale excuse, and when nothing ran.

set testdir [file dirname [file normalize [info script]]]
cd [file dirname $testdir]

proc setting {name default} {
  expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default}
}
set build [setting BUILD .build/mutate]
set compiler [setting CC cc]
set goal 95.0

# ---------------------------------------------------------------------------------- which tests know a file

# Besides the unit tests that include the file or its header: those that end in _unit. A file without a row is known by the
# test of its own name.
set relevant {
  ext/stat/closure_count  {closure_unit closure p_range ends_unit}
  ext/stat/correlation    {pearson spearman kendall}
  ext/stat/describe       {sample moments states} ext/stat/fisher       {fisher p_range summary_tests}
  ext/stat/guttman        {guttman reliability}   ext/stat/mann_whitney {mann_whitney statistic_p}
  ext/stat/offsets        {lilliefors shapiro_wilk}
  ext/stat/oneway         {anova levene kruskal_wallis}
  ext/stat/options        {args wilcoxon mann_whitney hodges_lehmann statistic_p summary_tests}
  ext/stat/quantile       {sample states}         ext/stat/reported     {printed_unit grim summary_tests statistic_p closure p_range}
  ext/stat/grim           {printed_unit grim}     ext/stat/summary_tests {printed_unit summary_tests}
  ext/stat/shape          {sample}                ext/stat/spread       {moments sample}
  ext/stat/walsh          {hodges_lehmann mann_whitney}
  ext/stat/closure        {closure_unit closure p_range ends_unit}
  ext/stat/statistic_p    {printed_unit statistic_p summary_tests}
  ext/stat/picture        {plots}                 ext/stat/picture_rows {plots}
  ext/stat/plot_box       {plots}                 ext/stat/plot_histogram {plots}
  ext/stat/plot_items     {plots}                 ext/stat/plot_paired  {plots}
  ext/stat/planning       {planning}            ext/stat/p_range      {p_range_unit p_range ends_unit}
  ext/state/moments       {sums_unit moments states sample levene}
  ext/state/answer_items {plots}                 ext/state/crosstab    {chi_square fisher}
  ext/state/exact_sum    {sums_unit moments reliability window}
  ext/state/group_ranks   {mann_whitney kruskal_wallis spearman}
  ext/state/groups        {groups_unit mann_whitney anova kruskal_wallis levene}
  ext/state/item_sums     {reliability}           ext/state/kinds       {states window sample score}
  ext/state/labelled      {mann_whitney p_adjust} ext/state/labels      {mann_whitney chi_square friedman}
  ext/state/occasions     {friedman}              ext/state/pair_groups {ancova}
  ext/state/paired        {wilcoxon window states}
  ext/state/paired_moments {saved_unit ttest_paired pearson states}
  ext/state/points        {kendall spearman pearson}
  ext/state/run_table     {sample_unit window}    ext/state/run_tree    {sample_unit window}
  ext/state/sample        {sample_unit sample window}
  ext/state/saved         {saved_unit state_unit states}     ext/state/segments    {sample_unit window}
  ext/state/whole         {moments states}
  ext/dist/beta           {dist_unit start_unit distributions} ext/dist/binomial   {dist_unit mcnemar sign_test distributions}
  ext/dist/column_sums    {friedman}              ext/dist/dd           {dist_unit moments}
  ext/dist/f              {dist_unit distributions} ext/dist/freeman_halton {fisher}
  ext/dist/gamma          {dist_unit start_unit distributions} ext/dist/hypergeometric {dist_unit start_unit fisher}
  ext/dist/noncentral_t   {dist_unit distributions} ext/dist/normal     {dist_unit start_unit distributions}
  ext/dist/quadrature     {dist_unit}             ext/dist/rank_correlation {orders_unit spearman kendall}
  ext/dist/rank_tables    {orders_unit spearman kendall}
  ext/dist/rank_sum       {rank_unit mann_whitney} ext/dist/rank_tail   {rank_unit wilcoxon mann_whitney}
  ext/dist/signed_rank    {rank_unit wilcoxon wilcoxon_enum}
  ext/dist/student_t      {dist_unit start_unit distributions ttest_paired}
  ext/dist/tail           {dist_unit start_unit distributions}
  ext/base/bytes          {saved_unit states}     ext/base/format       {number_unit format}
  ext/base/json           {score reliability}     ext/base/markup       {format plots}
  ext/base/mem            {base_unit oom}         ext/base/number       {number_unit format args}
  ext/base/status         {args hostile}          ext/base/text         {base_unit args}
  ext/base/wide           {sums_unit moments pearson}
  ext/bind/aggregate      {args window states front_door hostile faults oom}
  ext/bind/answer         {front_door args hostile oom}      ext/bind/args       {args window front_door hostile oom}
  ext/bind/audit          {grim guttman statistic_p summary_tests p_range closure front_door hostile oom}
  ext/bind/call           {grim statistic_p planning front_door hostile oom}
  ext/bind/catalogue      {front_door hostile oom}           ext/bind/closure_table {closure front_door hostile oom}
  ext/bind/distributions  {distributions front_door hostile} ext/bind/host_poll  {faults p_range closure}
  ext/bind/memory         {oom}                              ext/bind/planning_call {planning front_door hostile oom}
  ext/bind/scalar         {score format effect p_adjust front_door hostile oom}
  ext/asistat             {front_door args hostile oom}
}
# They look at other builds, at other programs' output or at the costs, not at answers; the last has a build of its own.
set aside {bench symbols reference amalgamation fuzz install clients polls}

proc every_test {} {
  set names [lmap path [glob -directory $::testdir *.test] { file rootname [file tail $path] }]
  concat $::unitNames [lsort [lmap name $names { if {$name in $::aside} continue; set name }]]
}

proc units_about {file} {
  set stem [file rootname [file tail $file]]
  lmap name $::unitNames {
    if {![regexp "#include \"$stem\\.\[ch]\"" [read_file $::testdir/unit/$name.c]]} continue
    set name
  }
}

proc tests_about {file} {
  set stem [file rootname $file]
  set names [units_about $file]
  foreach name [expr {[dict exists $::relevant $stem] ? [dict get $::relevant $stem] : [list [file tail $stem]]}] {
    if {$name ni $names && $name in [every_test]} { lappend names $name }
  }
  # Every family under interrupts and without memory.
  if {"stat_unit" ni $names} { lappend names stat_unit }
  return $names
}

proc tests_for {file} {
  set first [tests_about $file]
  if {[setting REST 1] eq "0"} { return [keen_first $file $first] }
  keen_first $file [concat $first [lmap name [every_test] { if {$name in $first} continue; set name }]]
}

# Those of a file with the one that killed its last mutant ahead.
array set keen {}
proc keen_first {file names} {
  if {![info exists ::keen($file)]} { return $names }
  concat $::keen($file) [lmap name $names { if {$name eq $::keen($file)} continue; set name }]
}

# ---------------------------------------------------------------------------------- what can go wrong in a line

# {pattern before after}: the pattern's first group is what is replaced. clang-format puts blanks around operators of
# two operands, none after a pointer's star or a sign.
set swaps {
  { (\+) }  + -      { (-) }   - +      { (\*) }  * /     { (/) }  / *     { (\+=) } += -=   { (-=) } -= +=
  { (<) }   < <=     { (<=) }  <= <     { (>) }   > >=    { (>=) } >= >
  { (==) }  == !=    { (!=) }  != ==    { (&&) }  && ||   { (\|\|) } || &&
  {(!)[A-Za-z(]} ! ""
}

# The same text with comments, strings and characters blanked, so that places stay.
proc blanked {text} {
  set pattern {/\*(?:[^*]|\*+[^*/])*\*+/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'}
  set result $text
  foreach range [regexp -all -inline -indices $pattern $text] {
    lassign $range from to
    set piece [regsub -all {[^\n]} [string range $text $from $to] " "]
    set result [string replace $result $from $to $piece]
  }
  return $result
}

proc number_after {number} {
  regexp {^(0[xX][0-9a-fA-F]+|[0-9.]+(?:[eE][-+]?[0-9]+)?)(.*)$} $number -> value suffix
  if {[string is entier -strict $value]} { return [expr {$value + 1}]$suffix }
  return [expr {$value + 1.0}]$suffix
}

# The places {from to} of the last argument of a call that reports work, or none.
proc reported_work {line} {
  if {![regexp -indices {\m(?:asiPoll|network|pRange)Work\([^,;]*,( .*)\);} $line -> range]} { return {-1 -1} }
  return $range
}

# Mutants of a line: a flat list {from to replacement change}, places in the line.
proc mutants_of_line {line} {
  lassign [reported_work $line] workFrom workTo
  set mutants {}
  foreach {from to after change} [every_mutant_of_line $line] {
    if {$after ne "" && $from >= $workFrom && $to <= $workTo} continue
    lappend mutants $from $to $after $change
  }
  return $mutants
}

proc every_mutant_of_line {line} {
  set mutants {}
  foreach {pattern before after} $::swaps {
    set start 0
    set n 0
    while {[regexp -indices -start $start $pattern $line -> range]} {
      incr n
      lappend mutants {*}$range $after "$before -> [expr {$after eq "" ? "nothing" : $after}][expr {$n > 1 ? " #$n" : ""}]"
      set start [expr {[lindex $range 1] + 1}]
    }
  }
  set n 0
  set start 0
  while {[regexp -indices -start $start {\m(?:0[xX][0-9a-fA-F]+|[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?)[uUlL]*\M} $line range]} {
    lassign $range from to
    set start [expr {$to + 1}]
    if {$from > 0 && [string match {[A-Za-z_0-9.]} [string index $line $from-1]]} continue
    set number [string range $line $from $to]
    incr n
    lappend mutants $from $to [number_after $number] "$number -> [number_after $number][expr {$n > 1 ? " #$n" : ""}]"
  }
  # A statement of its own, or behind an if, an else or a loop on the same line; a return only behind one.
  if {![regexp {^\s+return\M} $line] && [regexp -indices {^\s+(?:(?:if|while|for) \(.*\) |else )?((?:return\M[^;]*|break|continue|(?:\(void\))?[A-Za-z_*][\w.>\-\[\]*]*\(.*\)|\*?[A-Za-z_][\w.>\-]*(?:\[[^;=]*\])?(?:\.\w+|->\w+)* (?:[-+*/|&^]|<<|>>)?= [^;]*|[\w.>\-\[\]]+(?:\+\+|--)|--?[\w.>\-\[\]]+));\s*$} $line -> range]} {
    lappend mutants {*}$range "" "left out"
  }
  return $mutants
}

# Lines between the braces of functions; a function's last return is left alone, it would not compile cleanly.
proc mutants_of_file {file} {
  set text [read_file $file]
  set lines [split $text \n]
  set inside 0
  set mutants {}
  set iLine 0
  foreach line [split [blanked $text] \n] source $lines {
    incr iLine
    if {[regexp {^#} $line]} continue
    set isBody [expr {$inside || [regexp {^[a-zA-Z].*\) \{.*\}$} $line]}]
    if {[regexp {^\}} $line]} { set inside 0 }
    if {$isBody && ![regexp {^\s*(?:static )?(?:const )?(?:case|struct|typedef)\M[^:]*;$} $line]} {
      foreach {from to after change} [mutants_of_line $line] {
        lappend mutants [list $file $iLine $from $to $after $change [string trim $source]]
      }
    }
    if {[regexp {^[a-zA-Z ].*\) \{$} $line]} { set inside 1 }
  }
  return $mutants
}

# ---------------------------------------------------------------------------------- building

proc read_file {path} {
  set channel [open $path]
  set text [read $channel]
  close $channel
  return $text
}

proc write_file {path text} {
  file mkdir [file dirname $path]
  set channel [open $path w]
  puts -nonewline $channel $text
  close $channel
}

proc compiles {args} { expr {![catch {exec {*}$args 2>@1} ::said]} }

# Two builds judge a mutant: the program as it is shipped, nearly, and the one under the sanitizers.
set builds {plain strict}
set flags(plain) [concat [setting ASI_CFLAGS ""] -w]
set flags(strict) [concat [setting ASI_CFLAGS ""] -w [setting SANITIZE ""]]
set environment(plain) {}
set environment(strict) [list ASAN_OPTIONS=detect_leaks=0 \
                             LD_PRELOAD=[exec $compiler -print-file-name=libasan.so]:[exec $compiler -print-file-name=libubsan.so]]

set unitNames [lsort [lmap path [glob -directory $testdir/unit *_unit.c] { file rootname [file tail $path] }]]
set sources [lsort [glob ext/*.c ext/*/*.c]]
source $testdir/mutate_sql.tcl
set known [concat $sources [lsort [glob sql/*.sql]]]
proc mutants_of_any {file} { expr {[string match *.sql $file] ? [sql_mutants_of_file $file] : [mutants_of_file $file]} }
proc object_of {build source} { return $::build/$build/[file rootname $source].o }
proc extension_of {build} { return $::build/$build/asistat.so }

# The copy of a source that a mutant is written to; the place of its name comes first for #include.
proc copy_of {source} { return $::build/mutant/[file tail $source] }
proc compile {build source object} {
  compiles $::compiler {*}$::flags($build) -I[file dirname $source] -c -o $object $source
}

# The objects, with that of {file} replaced.
proc objects_with {build file object directories} {
  set objects {}
  foreach source $::sources {
    if {[lindex [file split $source] 1] in $directories || $directories eq "all"} {
      lappend objects [expr {$source eq $file ? $object : [object_of $build $source]}]
    }
  }
  return $objects
}

proc link_extension {build file object} {
  compiles $::compiler {*}$::flags($build) -shared -Wl,-z,nodelete -o [extension_of $build] \
    {*}[objects_with $build $file $object all] -lm
}

# A unit test may include the module that it looks into: then it is compiled again, too.
proc link_unit {build name file object} {
  set source test/unit/$name.c
  set directory $::build/$build
  set unit $directory/$name.o
  set within [expr {$file ne "" && [string match "*#include \"[file tail $file]\"*" [read_file $source]]}]
  if {$within} { set unit $directory/mutant_unit.o }
  if {($within || ![info exists ::seconds($build,$name)]) &&
      ![compiles $::compiler -I$::build/mutant {*}$::flags($build) -c -o $unit $source]} { return 0 }
  set archive $directory/pure.a
  file delete $archive
  compiles ar rcs $archive {*}[objects_with $build $file $object {base dist state stat}]
  compiles $::compiler {*}$::flags($build) -o $directory/$name $unit $directory/heap.o $archive -lm
}

proc build_right {build} {
  foreach source $::sources {
    file mkdir [file dirname [object_of $build $source]]
    # From a copy of the same name, so that equal programs are equal objects.
    file delete -force $::build/mutant
    write_file [copy_of $source] [read_file $source]
    if {![compile $build [copy_of $source] [object_of $build $source]]} { error "$source does not compile:\n$::said" }
  }
  compiles $::compiler {*}$::flags($build) -c -o $::build/$build/heap.o test/unit/heap.c
  file delete -force $::build/mutant
}

# ---------------------------------------------------------------------------------- running

array set seconds {} ;# of the right program's tests
proc limit_of {build name} {
  expr {[info exists ::seconds($build,$name)] ? 3 + int(10 * $::seconds($build,$name)) : 600}
}

# Does the test hold? The time it may take ends it.
proc holds {build name} {
  set limit [limit_of $build $name]
  set environment [list FAIL_FAST=1 ASISTAT=[extension_of $build]]
  if {$name in $::unitNames} {
    set command [list $::build/$build/$name test/reference]
  } else {
    lappend environment {*}$::environment($build)
    set command [list [info nameofexecutable] test/$name.test]
  }
  expr {![catch {exec timeout -k 1 $limit env {*}$environment {*}$command >/dev/null 2>/dev/null </dev/null}]}
}

# How long the right program takes; a test that it fails cannot judge mutants.
proc measure {build names} {
  foreach name $names {
    if {[info exists ::seconds($build,$name)]} continue
    if {$name in $::unitNames && ![link_unit $build $name "" ""]} { error "$name does not link:\n$::said" }
    set start [clock milliseconds]
    if {![holds $build $name]} { error "$name fails on the program as it is ($build)" }
    set ::seconds($build,$name) [expr {([clock milliseconds] - $start) / 1000.0}]
  }
}

proc same_bytes {a b} { expr {![catch {exec cmp -s $a $b}]} }

# The right program, and how long it takes, have to be known before, see (3).
proc make_ready {build names} {
  if {![file exists [object_of $build [lindex $::sources end]]]} { build_right $build }
  if {![link_extension $build "" ""]} { error "the extension does not link:\n$::said" }
  file delete -force $::build/mutant
  measure $build $names
}

# The first of the tests that the mutant fails; "none" when there is no mutant, "" when all hold.
proc killer {build file text names} {
  make_ready $build $names
  write_file [copy_of $file] $text
  set object $::build/mutant.o
  if {![compile $build [copy_of $file] $object] || [same_bytes $object [object_of $build $file]]} { return none }
  if {![link_extension $build $file $object]} { return none }
  foreach name $names {
    if {$name in $::unitNames && ![link_unit $build $name $file $object]} { return none }
    if {![holds $build $name]} { return $name }
  }
}

# killed by NAME, survived, or `none` when it does not compile or changes nothing.
proc fate {mutant} {
  lassign $mutant file iLine from to after
  set lines [split [read_file $file] \n]
  lset lines $iLine-1 [string replace [lindex $lines $iLine-1] $from $to $after]
  if {[string match *.sql $file]} { return [sql_fate $file [join $lines \n]] }
  foreach build $::builds names [list [tests_for $file] [tests_about $file]] {
    set killer [killer $build $file [join $lines \n] $names]
    if {$killer eq "none"} { return [expr {$build eq "plain" ? "none" : "survived"}] }
    if {$killer eq ""} continue
    if {$build eq "plain"} { set ::keen($file) $killer }
    return "killed by [expr {$build eq "plain" ? "" : "$build "}]$killer"
  }
  if {[string match *asiPoll* [lindex $mutant 6]] && ![reports_hold $file [join $lines \n]]} {
    return "killed by polls"
  }
  return survived
}

# Does polls.test hold with {text} in the place of {file}, in the copy of the tree?
proc reports_hold {file text} {
  tree_ready
  measure_in_tree polls
  write_file $::tree/$file $text
  set holds [expr {[compiles {*}$::outside make -s -C $::tree .build/polls.so] && [holds_in_tree polls]}]
  put_right $file
  exec touch $::tree/$file
  return $holds
}

# ---------------------------------------------------------------------------------- excuses and the sample

# A line of test/mutate.excused: FILE | LINE OF THE SOURCE | CHANGE | REASON
proc read_excuses {} {
  set ::excuses {}
  foreach line [split [read_file $::testdir/mutate.excused] \n] {
    if {[string trim $line] eq "" || [string match #* $line]} continue
    set parts [lmap part [split [string map [list " | " \x1f] $line] \x1f] { string trim $part }]
    if {[llength $parts] != 4} { error "test/mutate.excused: not FILE | LINE | CHANGE | REASON: $line" }
    dict set ::excuses [lrange $parts 0 2] [lindex $parts 3]
  }
}

proc excuse_key {mutant} { list [lindex $mutant 0] [lindex $mutant 6] [lindex $mutant 5] }

# The mutants of a log by their keys: "survived FILE:LINE: CHANGE: SOURCE"; no change holds a colon.
proc survivors_of {log} {
  set survivors {}
  foreach {all file change source} [regexp -all -inline -line {^survived ([^:]+):\d+: ([^:]+): (.*)$} $log] {
    dict set survivors [list $file $source $change] 1
  }
  return $survivors
}

proc stale_excuses {} {
  set known {}
  foreach file $::known { foreach mutant [mutants_of_any $file] { dict set known [excuse_key $mutant] 1 } }
  lmap key [dict keys $::excuses] { if {[dict exists $known $key]} continue; set key }
}

proc drawn {mutants n} {
  expr {srand([setting SEED 1])}
  set drawn {}
  while {[llength $mutants] > 0 && [llength $drawn] < $n} {
    set i [expr {int(rand() * [llength $mutants])}]
    lappend drawn [lindex $mutants $i]
    set mutants [lreplace $mutants $i $i]
  }
  lsort -index 0 -command {string compare} $drawn
}

# ---------------------------------------------------------------------------------- the run

set mutants {}
foreach file $known { if {[string match [setting ONLY *] $file]} { lappend mutants {*}[mutants_of_any $file] } }
set nAll [llength $mutants]
if {[setting AGAIN ""] ne ""} {
  set survivors [survivors_of [read_file [setting AGAIN ""]]]
  set mutants [lmap mutant $mutants { if {![dict exists $survivors [excuse_key $mutant]]} continue; set mutant }]
}
if {[setting SAMPLE ""] ne ""} { set mutants [drawn $mutants [setting SAMPLE ""]] }
read_excuses
set stale [stale_excuses]
foreach key $stale { puts "! no such line any more: [join $key { | }]" }
if {[setting LIST 0]} {
  foreach mutant $mutants { puts "[lindex $mutant 0]:[lindex $mutant 1]: [lindex $mutant 5]: [lindex $mutant 6]" }
  exit 0
}

foreach each [concat $builds tree] { file delete -force $build/$each }
array set count {killed 0 survived 0 none 0 excused 0}
array set byTest {}
foreach mutant $mutants {
  lassign $mutant file iLine from to after change source
  if {[dict exists $excuses [excuse_key $mutant]]} { incr count(excused); continue }
  set fate [fate $mutant]
  incr count([lindex $fate 0])
  if {[lindex $fate 0] eq "killed"} { incr byTest([join [lrange $fate 2 end]]) }
  if {$fate eq "survived"} { puts "survived $file:$iLine: $change: $source" }
  if {[setting VERBOSE 0]} { puts "$fate $file:$iLine: $change" }
  flush stdout
}
foreach name [lsort [array names byTest]] { puts [format "%-24s killed %5d" $name $byTest($name)] }
set nJudged [expr {$count(killed) + $count(survived)}]
set share [expr {$nJudged > 0 ? 100.0 * $count(killed) / $nJudged : 0.0}]
puts [format "%d of %d mutants; %d no change or no program, %d excused; %d of %d killed, %.1f %%" [llength $mutants] $nAll \
          $count(none) $count(excused) $count(killed) $nJudged $share]
exit [expr {$share < $goal || $stale ne "" || $nJudged == 0}]
