# `make check-dqlite`: three nodes on 127.0.0.1, the leader killed in the midst of writes, and every answer compared
# with that of a single file.
#
#  (1) failover, REPEAT times, each with a fresh cluster: the example clinic is loaded and its report asked through each node; the
#      leader is killed (kill -9) at a random moment while keys are being written; the report again; the killed node
#      comes back, is made the leader, and must hold every key whose write was acknowledged, and the report.
#  (2) long, once: long computations while another client writes; the leader must stay.
#  (3) nation, once: the tables of examples/nation from the cluster and from the pooled rows.
#
# Environment, or `make check-dqlite NAME=value`: REPEAT (1); STORY, some of "failover long nation" (all); LATENCY in
# milliseconds, see node.c (none); CLINICS of the nation (10000); NODE, the node program (.build/dqlite-node).
#
# A line per check, `ok` or `FAILED`; exit status 1 when one failed. Data go to .build/dqlite, and no node is left running.

foreach part {client cluster ../nation/nation} { source [file join [file dirname [info script]] $part.tcl] }

proc setting {name default} { expr {[info exists ::env($name)] && $::env($name) ne "" ? $::env($name) : $default} }

set data .build/dqlite
set repeat [setting REPEAT 1]
set stories [setting STORY {failover long nation}]
set clinics [setting CLINICS 10000]
set cluster::latency [setting LATENCY {}]
set cluster::program [setting NODE .build/dqlite-node]
set languages {id en}
set views {sql/answers.sql sql/mapping.sql sql/pairs.sql sql/tables.sql sql/report.sql sql/quality.sql}
set nFailed 0
set failovers {}
fconfigure stdout -buffering line

proc check {what got want} {
  if {$got eq $want} { puts "ok      $what"; return }
  incr ::nFailed
  set at 0
  while {[string index $got $at] eq [string index $want $at]} { incr at }
  puts "FAILED  $what\n        got  ...[string range $got $at-20 $at+80]\n        want ...[string range $want $at-20 $at+80]"
}

proc now {} { clock milliseconds }
proc seconds {milliseconds} { format %.2f [expr {$milliseconds / 1000.}] }
proc random {low high} { expr {$low + int(rand() * ($high - $low))} }

# Three nodes, the second and third joined by the first.
proc start_cluster {} {
  file delete -force $::data
  file mkdir $::data
  foreach number {1 2 3} { cluster::start $number $::data }
  set first [dqlite::Node new [cluster::address 1]]
  foreach number {2 3} { $first join $number [cluster::address $number] }
  check "three voters" [lmap node [$first cluster] { lindex $node 2 }] {voter voter voter}
  $first destroy
}

# Ends the nodes; those that were not killed end with status 0.
proc stop_cluster {} {
  check "the nodes end when told" [cluster::stop_all] [lmap number [dict keys $cluster::nodes] { string cat 0 }]
  set cluster::nodes {}
}

# A connection that follows the leader, knowing one node of the cluster or all, with the report's TEMP views.
proc reader {{addresses {}}} {
  if {$addresses eq ""} { set addresses [cluster::addresses] }
  dqlite::Database new $addresses clinic 60000 [join [lmap path $::views { script::read_file $path }] \n]
}

# Everything that the clinic's report and its views say.
proc answers {store} {
  set text ""
  foreach language $::languages {
    append text [join [$store query "SELECT text FROM asi_report WHERE lang = '$language' ORDER BY line"] \n] \n
  }
  foreach name {asi_pair asi_summary asi_wilcoxon asi_cell asi_quality} {
    append text $name \n [join [$store query "SELECT * FROM $name ORDER BY 1, 2, 3"] \n] \n
  }
  return $text
}

proc answers_of_a_file {} {
  set store [plain::File new :memory:]
  script::run $store examples/oxytocin-massage/import.shell.sql
  foreach path $::views { script::run $store $path }
  set text [answers $store]
  $store destroy
  return $text
}

proc ask_through {who want addresses} {
  set store [reader $addresses]
  check "the report through $who equals that of a file ([string length $want] characters)" [answers $store] $want
  $store destroy
}

# ---------------------------------------------------------------------------------- 1: the leader dies

proc load_clinic {} {
  set database [dqlite::Database new [cluster::addresses] clinic 60000]
  script::run [$database node] examples/oxytocin-massage/import.shell.sql
  $database exec {CREATE TABLE written(key INTEGER PRIMARY KEY, value TEXT)}
  $database destroy
}

proc value_of {key} { format "value %d" [expr {$key * 7919 % 10007}] }

# Kills the leader that {database} writes to, at the moment {::killed}.
proc kill_leader {database} {
  set ::victim [cluster::number_of [$database at]]
  set ::killed [now]
  cluster::kill $::victim
}

# Whether the last acknowledgement came from another leader than the one that was killed.
proc is_over {database} { expr {$::killed ne "" && [$database at] ne [cluster::address $::victim]} }

# Writes keys 1, 2, ... until a second after the first acknowledgement by the next leader. Returns the last key; the time
# from the kill to that acknowledgement goes to ::failovers.
proc write_through_a_kill {} {
  set database [dqlite::Database new [cluster::addresses] clinic 60000]
  set ::killed ""
  set end ""
  set begun [now]
  after [random 300 2500] [list kill_leader $database]
  for {set key 1} {$end eq "" || [now] < $end} {incr key} {
    $database exec {INSERT INTO written VALUES (:p1, :p2) ON CONFLICT(key) DO NOTHING} [list [list integer $key] [list text [value_of $key]]]
    if {$end eq "" && [is_over $database]} {
      set end [expr {[now] + 1000}]
      set before [expr {$key - 1}]
      lappend ::failovers [expr {[now] - $::killed}]
    }
    dqlite::pause 0
  }
  $database destroy
  puts "        the leader, node $::victim, killed after $before acknowledged writes in [seconds [expr {$::killed - $begun}]] s; the next one [seconds [lindex $::failovers end]] s later"
  incr key -1
}

proc written {store} { $store query {SELECT key, value FROM written ORDER BY key} }

# Makes the node {number} the leader, as soon as it has caught up.
proc lead {number} {
  set until [expr {[now] + 60000}]
  set database [dqlite::Database new [cluster::addresses] clinic]
  while {[$database leader] ne [cluster::address $number] && [now] < $until} {
    catch { [$database node] transfer $number }
    $database forget
    dqlite::pause 100
  }
  check "node $number leads" [$database leader] [cluster::address $number]
  $database destroy
}

proc story_of_failover {} {
  start_cluster
  load_clinic
  set want [answers_of_a_file]
  foreach number {1 2 3} { ask_through "node $number" $want [list [cluster::address $number]] }
  set last [write_through_a_kill]
  set keys [for {set key 1; set rows {}} {$key <= $last} {incr key} { lappend rows [list $key [value_of $key]] }; set rows]
  set store [reader]
  check "all $last acknowledged writes are there" [written $store] $keys
  $store destroy
  ask_through "the others" $want {}
  cluster::start $::victim $::data
  lead $::victim
  set store [reader [list [cluster::address $::victim]]]
  check "all $last are in the node that was killed" [written $store] $keys
  $store destroy
  ask_through "the node that was killed" $want [list [cluster::address $::victim]]
  stop_cluster
}

# ---------------------------------------------------------------------------------- 2: long computations

# What takes longest of all that a statement can ask by default, as measured in a single file: each near the bound of
# work beyond which its function answers with an error.
set heavy {
  {wilcoxon_p, exact, n = 1000 with ties} {SELECT wilcoxon_p(0, a % 7 - 3 + 0.25 * (b % 2)) FROM many WHERE i <= 1000}
  {hodges_lehmann, n = 100000} {SELECT hodges_lehmann(0, a + b * 0.001) FROM many}
  {mann_whitney_p, exact, 200 and 200 with ties} {SELECT mann_whitney_p(a % 50 + 0.5 * (b % 3), i % 2) FROM many WHERE i <= 400}
  {fisher_exact_p, 3 x 4, n = 400} {SELECT fisher_exact_p(a % 3, b % 4) FROM many WHERE i <= 400}
  {fisher_exact_p, 5 x 5, n = 80} {SELECT fisher_exact_p(a % 5, b % 5) FROM many WHERE i <= 80}
  {friedman_p, exact, 8 subjects} {SELECT friedman_p((a * 7 + o * b) % 17, i, o) FROM many, (SELECT 1 AS o UNION ALL SELECT 2 UNION ALL SELECT 3) WHERE i <= 8}
  {closure_count, n = 100} {SELECT closure_count(100, 0, 16, '9.17', '3.1')}
  {wilcoxon_p_range, n = 200} {SELECT wilcoxon_p_range(200, 0, 16, '9.17', '3.874', 0, 16, '9.37', '3.671')}
  {wilcoxon_p_range, n = 100} {SELECT wilcoxon_p_range(100, 0, 16, '9.17', '3.874', 0, 16, '9.87', '3.671')}
}
# Longer than any leader may be silent.
set endless {SELECT count(*) FROM many AS x, many AS y WHERE x.a * y.b % 7 = 1}
set many {
  CREATE TABLE many AS WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 100000)
  SELECT i, i * 7919 % 10007 AS a, i * i % 97 AS b FROM s
}

proc error_or_rows {script} { if {[catch { uplevel 1 $script } answer]} { string cat "error: " $answer } { set answer } }

# Asks {sql} of one connection while another writes; returns the answer, its milliseconds and those of the slowest write.
proc ask_while_writing {reader writer sql} {
  set ::answered ""
  set begun [now]
  $reader send_query $sql
  set slowest 0
  while {![$reader is_answered]} {
    set start [now]
    $writer exec {INSERT INTO written VALUES ((SELECT coalesce(max(key), 0) + 1 FROM written), 'meanwhile')}
    set slowest [expr {max($slowest, [now] - $start)}]
    dqlite::pause 1
  }
  set took [expr {[now] - $begun}]
  list [error_or_rows { $reader receive_rows }] $took $slowest
}

proc open_node {leader} {
  set node [dqlite::Node new $leader 60000]
  $node open clinic
  return $node
}

# The database {name} as the leader has it, as a file of its own.
proc copy_of {node name} {
  file mkdir $::data/copy
  dict for {part bytes} [$node dump $name] {
    set file [open $::data/copy/$part wb]
    puts -nonewline $file $bytes
    close $file
  }
  plain::File new $::data/copy/$name
}

proc story_of_long_computations {} {
  start_cluster
  load_clinic
  set database [dqlite::Database new [cluster::addresses] clinic 60000]
  $database exec $::many
  set leader [$database at]
  set nodes [list [open_node $leader] [open_node $leader]]
  set copy [copy_of [lindex $nodes 0] clinic]
  set slowest 0
  foreach {what sql} $::heavy {
    lassign [ask_while_writing {*}$nodes $sql] got took slow
    set slowest [expr {max($slowest, $slow)}]
    puts "        $what: [seconds $took] s, the slowest write meanwhile [seconds $slow] s"
    set want [error_or_rows { $copy query $sql }]
    if {$got eq "error: interrupted"} {
      puts "        ... interrupted, so that the leader stays: this machine is too busy for it today"
      check "$what: a copy answers" [string match error:* $want] 0
    } else {
      check "$what: the answer equals that of a copy" $got $want
    }
    check "$what: the leader stays" [$database leader] $leader
  }
  lassign [ask_while_writing {*}$nodes $::endless] got took slow
  check "what would take longer is interrupted" $got "error: interrupted"
  puts "        after [seconds $took] s"
  check "the leader stays" [$database leader] $leader
  lappend nodes [open_node $leader] [open_node $leader] [open_node $leader]
  set begun [now]
  foreach node $nodes { $node send_query $::endless }
  check "five of these at once are interrupted" [lmap node $nodes { error_or_rows { $node receive_rows } }] [lrepeat 5 "error: interrupted"]
  puts "        after [seconds [expr {[now] - $begun}]] s"
  check "the leader stays" [$database leader] $leader
  puts "slowest write during a default call: [seconds $slowest] s"
  foreach object [list {*}$nodes $copy $database] { $object destroy }
  stop_cluster
}

# ---------------------------------------------------------------------------------- 3: the nation

# What a node takes: its memory, and its files.
proc print_size {number} {
  set status [script::read_file /proc/[dict get $cluster::nodes $number pid]/status]
  if {![regexp -line {^VmHWM:\s+(\d+) kB} $status - peak] || ![regexp -line {^VmRSS:\s+(\d+) kB} $status - now]} {
    puts "        node $number is gone"
    return
  }
  lassign [exec du -sk $::data/$number] disk
  puts "        node $number: memory [expr {$now / 1024}] MB, at most [expr {$peak / 1024}] MB; files [expr {$disk / 1024}] MB"
}

# A copy of the nation's database, with its views.
proc copy_of_the_nation {store} {
  set copy [copy_of [$store node] nation]
  $copy exec [nation::sql]
  return $copy
}

# From the leader; from a copy when that takes longer than it may.
proc tables_of_the_nation {store} {
  set begun [now]
  if {![catch { nation::tables $store } tables]} {
    puts "        the tables in [seconds [expr {[now] - $begun}]] s"
    return $tables
  }
  puts "        the tables: $tables, after [seconds [expr {[now] - $begun}]] s; of a copy"
  set copy [copy_of_the_nation $store]
  set tables [nation::tables $copy]
  $copy destroy
  return $tables
}

proc story_of_the_nation {} {
  start_cluster
  set rows [plain::File new :memory:]
  nation::simulate $rows $::clinics
  set store [dqlite::Database new [cluster::addresses] nation 60000 [nation::sql]]
  nation::open_inbox $store [$rows query {SELECT clinic, province FROM clinic}]
  set damaged [nation::unlucky $::clinics]
  set letters [nation::post_of $rows $damaged]
  set ::killed ""
  after [random 500 3000] [list kill_leader $store]
  set begun [now]
  set refused [nation::send $store $letters]
  puts "        [llength $letters] letters of $::clinics clinics in [seconds [expr {[now] - $begun}]] s, node $::victim killed meanwhile"
  check "the damaged letter is refused by name, and no other" [lmap letter $refused { list [lindex $letter 0] [string match *damaged* [lindex $letter 2]] }] [list [list $damaged 1]]
  check "sent again it is taken" [nation::send $store [nation::afresh $rows $refused]] {}
  set tables [tables_of_the_nation $store]
  check "the tables equal those of the pooled rows ([string length $tables] characters)" $tables [nation::pooled $rows]
  check "every letter is there once" [$store query {SELECT clinic, month, checksum, revision FROM nation_letter ORDER BY 1, 2, 3}] \
    [$rows query {SELECT clinic, month, substr(state, -4), max(revision) FROM letter GROUP BY 1, 2, 3 ORDER BY 1, 2, 3}]
  cluster::start $::victim $::data
  lead $::victim
  check "the tables of the node that was killed" [tables_of_the_nation $store] $tables
  puts "        the database: [expr {[$store query {SELECT page_count * page_size FROM pragma_page_count, pragma_page_size}] / 1024}] kB"
  foreach number {1 2 3} { print_size $number }
  set copy [copy_of_the_nation $store]
  nation::print $copy
  foreach object [list $store $rows $copy] { $object destroy }
  stop_cluster
}

# ---------------------------------------------------------------------------------- all of it

try {
  if {"failover" in $stories} {
    for {set round 1} {$round <= $repeat} {incr round} {
      puts "round $round of $repeat"
      story_of_failover
    }
    puts "seconds from the kill to the next acknowledged write: [lmap time [lsort -integer $failovers] { seconds $time }]"
  }
  if {"long" in $stories} story_of_long_computations
  if {"nation" in $stories} story_of_the_nation
} on error {message options} {
  incr nFailed
  puts "FAILED  [dict get $options -errorinfo]"
  foreach number [dict keys $cluster::nodes] { puts "node $number: [cluster::read_log $number]" }
} finally {
  catch { cluster::stop_all }
}
puts [expr {$nFailed ? "$nFailed FAILED" : "all passed"}]
exit [expr {$nFailed > 0}]
