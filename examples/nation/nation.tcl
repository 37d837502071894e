# A nation of clinics that send a state a month, simulated: into a file here, into a cluster by `make check-dqlite`.
#
#   tclsh examples/nation/nation.tcl ?CLINICS? ?FILE?        from the top of the project; 200 clinics, in memory
#
#  (1) The rows are invented and the same in every run: a clinic sees 5 to 16 mothers a month, three months long.
#  (2) The post is as posts are. Every fifth clinic sends everything twice, every seventh corrects its first month, and
#      for half of these the correction comes first; every eleventh sends its first month last; all of it is shuffled;
#      and one letter is damaged on the way.
#  (3) Letters go in sixty at a time. When a statement is refused its letters are sent one by one; the one that is
#      refused again is reported with clinic, month and reason, and sent afresh at the end.
#  (4) The tables must equal those of the pooled rows to the last bit, as text.

source [file join [file dirname [info script]] .. dqlite script.tcl]

namespace eval nation {
  variable provinces {
    Aceh {Sumatera Utara} {Sumatera Barat} Riau Jambi {Sumatera Selatan} Bengkulu Lampung {Kepulauan Bangka Belitung}
    {Kepulauan Riau} {DKI Jakarta} {Jawa Barat} {Jawa Tengah} {DI Yogyakarta} {Jawa Timur} Banten Bali
    {Nusa Tenggara Barat} {Nusa Tenggara Timur} {Kalimantan Barat} {Kalimantan Tengah} {Kalimantan Selatan}
    {Kalimantan Timur} {Kalimantan Utara} {Sulawesi Utara} {Sulawesi Tengah} {Sulawesi Selatan} {Sulawesi Tenggara}
    Gorontalo {Sulawesi Barat} Maluku {Maluku Utara} Papua {Papua Barat} {Papua Barat Daya} {Papua Pegunungan}
    {Papua Selatan} {Papua Tengah}
  }
  variable batch 60
}

# What every connection to the nation's database runs first: its views and its inbox are TEMP.
proc nation::sql {} { join [lmap file {sql/district.sql examples/nation/nation.sql} { script::read_file $file }] \n }

# What the clinics have, as if it were in one place: visit, one row per mother, and letter, the post in order of arrival.
# {store} is a plain::File of its own.
proc nation::simulate {store clinics} {
  variable provinces
  $store exec {CREATE TABLE province(id INTEGER PRIMARY KEY, province TEXT)}
  foreach name $provinces { $store exec {INSERT INTO province VALUES ((SELECT count(*) FROM province), :p1)} [list [list text $name]] }
  $store exec {
    CREATE TABLE clinic AS
    WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :p1)
    SELECT i, printf('K%05d', i) AS clinic, province FROM s JOIN province ON id = i * 7919 % (SELECT count(*) FROM province)
  } [list [list integer $clinics]]
  $store exec {
    CREATE TABLE visit AS
    WITH RECURSIVE
    month(m) AS (VALUES (1), (2), (3)),
    mother(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM mother WHERE k < 16),
    drawn(i, clinic, province, m, k, h) AS (
      SELECT i, clinic, province, m, k, (i * 73856093 + m * 19349663 + k * 83492791) % 1000003 FROM clinic, month, mother
      WHERE k <= 5 + (i * 31 + m * 17) % 12
    )
    SELECT i, clinic, province, m, printf('2026-%02d', m) AS month, k, 5 + h % 7 AS pre,
           iif(h % 23 = 0, NULL, min(16, 5 + h % 7 + h / 7 % 8 - 2)) AS post
    FROM drawn
  }
  $store exec {CREATE TABLE letter(clinic TEXT, month TEXT, revision INTEGER, state BLOB, arrival INTEGER)}
  # The last word of each month: the second revision where the first was corrected.
  $store exec {
    INSERT INTO letter
    SELECT clinic, month, iif(i % 7 = 0 AND m = 1, 2, 1), paired_state(pre, post),
           10 * m + iif(i % 11 = 0 AND m = 1, 25, 0) + iif(i % 14 = 0, 0, 1)
    FROM visit GROUP BY clinic, month
  }
  $store exec {
    INSERT INTO letter SELECT clinic, month, 1, paired_state(pre, post), 10 + iif(i % 14 = 0, 5, 0)
    FROM visit WHERE i % 7 = 0 AND m = 1 AND k <= 3 GROUP BY clinic
  }
  $store exec {INSERT INTO letter SELECT clinic, month, revision, state, arrival + 3 FROM letter WHERE CAST(substr(clinic, 2) AS INTEGER) % 5 = 0}
}

# The post, in order of arrival; one letter of clinic {damaged} has a bit turned over on the way.
proc nation::post_of {store damaged} {
  set letters [$store query {
    SELECT clinic, month, revision, state FROM letter
    ORDER BY arrival, (CAST(substr(clinic, 2) AS INTEGER) * 7919 + revision) % 10007, clinic, month
  }]
  set at [lsearch -index 0 $letters $damaged]
  lset letters $at 3 [turn_a_bit [lindex $letters $at 3]]
  return $letters
}

# The clinic whose letter is damaged: one that sends nothing twice.
proc nation::unlucky {clinics} {
  set i [expr {$clinics / 2 + 1}]
  format K%05d [expr {$i % 5 ? $i : $i + 1}]
}

# The letters {refused}, as their clinics send them again.
proc nation::afresh {store refused} {
  concat {*}[lmap letter $refused {
    lassign $letter clinic month
    $store query {SELECT DISTINCT clinic, month, revision, state FROM letter WHERE clinic = :p1 AND month = :p2} [list [list text $clinic] [list text $month]]
  }]
}

proc nation::turn_a_bit {state} {
  set at [expr {[string length $state] / 2}]
  binary scan $state "@$at cu" byte
  binary format a*ca* [string range $state 0 $at-1] [expr {$byte ^ 4}] [string range $state $at+1 end]
}

proc nation::open_inbox {store clinics} {
  foreach part [cut $clinics 120] {
    set parameters [concat {*}[lmap row $part { lassign $row clinic province; list [list text $clinic] [list text $province] }]]
    $store exec "INSERT INTO nation_clinic VALUES [places [llength $part] 2] ON CONFLICT(clinic) DO UPDATE SET province = excluded.province" $parameters
  }
}

proc nation::cut {list n} {
  set parts {}
  for {set i 0} {$i < [llength $list]} {incr i $n} { lappend parts [lrange $list $i [expr {$i + $n - 1}]] }
  return $parts
}

# "(:p1, :p2), (:p3, :p4)": {rows} rows of {columns} variables.
proc nation::places {rows columns} {
  set i 0
  set text {}
  for {set row 0} {$row < $rows} {incr row} {
    set names {}
    for {set column 0} {$column < $columns} {incr column} { lappend names :p[incr i] }
    lappend text ([join $names {, }])
  }
  join $text {, }
}

proc nation::put {store letters} {
  set parameters [concat {*}[lmap letter $letters {
    lassign $letter clinic month revision state
    list [list text $clinic] [list text $month] [list integer $revision] [list blob $state]
  }]]
  $store exec "INSERT INTO nation_inbox(clinic, month, revision, state) VALUES [places [llength $letters] 4]" $parameters
}

# Sends all; returns {clinic month reason} of each letter that was refused.
proc nation::send {store letters} {
  variable batch
  set refused {}
  foreach part [cut $letters $batch] {
    if {![catch { put $store $part }]} continue
    foreach letter $part {
      if {[catch { put $store [list $letter] } reason]} { lappend refused [list {*}[lrange $letter 0 1] $reason] }
    }
  }
  return $refused
}

# The tables of the states that came in, and of the rows that no one has in one place.
proc nation::tables {store} { $store query {SELECT * FROM nation_table ORDER BY kind, name} }
proc nation::pooled {store} {
  $store query {
    WITH shown(kind, name, clinic, month, pre, post) AS (
      SELECT 'nation', '', clinic, month, pre, post FROM visit UNION ALL
      SELECT 'month', month, clinic, month, pre, post FROM visit UNION ALL
      SELECT 'province', province, clinic, month, pre, post FROM visit
    )
    SELECT kind, name, count(DISTINCT clinic || month), count(pre + post), ttest_paired(pre, post), hodges_lehmann(pre, post), wilcoxon(pre, post)
    FROM shown GROUP BY kind, name ORDER BY kind, name
  }
}

# For the eye.
proc nation::print {store} {
  set format "%-9s %-26s %7s %8s %6s  %-14s %4s  %-10s %8s  %s"
  puts [format $format table name states pairs rise {95 % interval} HL interval r_rank p]
  foreach row [$store query {
    SELECT kind, name, n_state, n, fmt(json_extract(ttest, '$.mean_diff'), 2), fmt_ci(json_extract(ttest, '$.low'), json_extract(ttest, '$.high'), 3),
           fmt(json_extract(hodges_lehmann, '$.estimate'), 1), fmt_ci(json_extract(hodges_lehmann, '$.low'), json_extract(hodges_lehmann, '$.high'), 1),
           fmt(json_extract(wilcoxon, '$.rank_biserial'), 3), fmt_p(json_extract(wilcoxon, '$.p'))
    FROM nation_table ORDER BY kind = 'province', kind = 'month', name
  }] { puts [format $format {*}$row] }
}

proc nation::main {clinics path} {
  set rows [plain::File new :memory:]
  simulate $rows $clinics
  set store [plain::File new $path]
  $store exec [sql]
  open_inbox $store [$rows query {SELECT clinic, province FROM clinic}]
  set letters [post_of $rows [unlucky $clinics]]
  puts "[llength $letters] letters of $clinics clinics"
  set refused [send $store $letters]
  foreach letter $refused { puts "refused: [lindex $letter 0], [lindex $letter 1]: [lindex $letter 2]" }
  puts "sent again: [llength $refused], refused of these: [llength [send $store [afresh $rows $refused]]]\n"
  print $store
  set same [expr {[tables $store] eq [pooled $rows]}]
  puts "\nequal to the tables of the pooled rows: [expr {$same ? {yes} : {NO}}]"
  exit [expr {!$same}]
}

if {[info exists argv0] && [file normalize $argv0] eq [file normalize [info script]]} {
  nation::main [expr {$argc > 0 ? [lindex $argv 0] : 200}] [expr {$argc > 1 ? [lindex $argv 1] : ":memory:"}]
}
