# What growth costs, measured: tclsh examples/nation/growth.tcl ?STATES?      from the top of the project; 1000000
#
# Clinics of different sizes: bytes of a month's state and of its row in the database. Then STATES states in one table,
# merged: processor seconds and the peak of memory, for the nation's whole table and for its parts.

source [file join [file dirname [info script]] nation.tcl]

proc processor_seconds {script} {
  set before [processor_time]
  uplevel 1 $script
  format %.2f [expr {([processor_time] - $before) / 100.}]
}

# Of this process, in hundredths of a second: fields 14 and 15 of /proc/self/stat.
proc processor_time {} {
  set fields [split [lindex [split [script::read_file /proc/self/stat] )] end]]
  expr {[lindex $fields 12] + [lindex $fields 13]}
}

proc peak_of_memory {} {
  regexp -line {^VmHWM:\s+(\d+) kB} [script::read_file /proc/self/status] - kilobytes
  expr {$kilobytes / 1024}
}

set states [expr {$argc > 0 ? [lindex $argv 0] : 1000000}]
set work .build/growth
file mkdir $work

puts "mothers a month   bytes of the state"
set scratch [plain::File new :memory:]
foreach mothers {1 10 30 100 1000 10000} {
  set rows [$scratch query {
    WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :p1)
    SELECT length(paired_state(5 + i * 7919 % 10007 % 7, min(16, 5 + i * 7919 % 10007 % 7 + i * 104729 % 997 % 8 - 2))) FROM s
  } [list [list integer $mothers]]]
  puts [format "%15d   %18d" $mothers $rows]
}

# A hundred million respondents: ten thousand states of ten thousand each.
set seconds [processor_seconds {
  set answer [$scratch query {
    WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10000),
    one(state) AS MATERIALIZED (SELECT paired_state(5 + i * 7919 % 10007 % 7, min(16, 5 + i * 7919 % 10007 % 7 + i * 104729 % 997 % 8 - 2)) FROM s)
    SELECT json_extract(wilcoxon(state), '$.n'), length(paired_state(state)), json_extract(ttest_paired(state), '$.mean_diff') FROM s, one
  }]
}]
puts "\n[lindex $answer 0 0] respondents: a state of [lindex $answer 0 1] bytes, mean difference [lindex $answer 0 2], $seconds s"
$scratch destroy

# 10,000 clinics with 5 to 16 mothers, three months: the simulation of nation.tcl, in a file.
file delete $work/nation.db
set rows [plain::File new :memory:]
nation::simulate $rows 10000
set store [plain::File new $work/nation.db]
$store exec [nation::sql]
$store exec BEGIN
nation::open_inbox $store [$rows query {SELECT clinic, province FROM clinic}]
set letters [$rows query {SELECT clinic, month, revision, state FROM letter ORDER BY arrival}]
set seconds [processor_seconds { nation::send $store $letters }]
$store exec COMMIT
puts "\n[llength $letters] letters taken into a file: $seconds s of processor time"
set n [$store query {SELECT count(*) FROM asi_clinic_month}]
puts "$n clinic months: [$store query {SELECT round(avg(length(state)), 1) FROM asi_clinic_month}] bytes of state on average, [expr {[file size $work/nation.db] / $n}] bytes of the database each"
puts "the nation's table: [processor_seconds { nation::tables $store }] s"

# The same states under new months until there are STATES of them; in the order of the key, as VACUUM leaves them.
file delete $work/large.db
set large [plain::File new $work/large.db]
$large exec [nation::sql]
$large exec "ATTACH '$work/nation.db' AS small"
$large exec {INSERT INTO nation_clinic SELECT * FROM small.nation_clinic}
$large exec {
  INSERT INTO asi_clinic_month
  WITH RECURSIVE year(y) AS (SELECT 0 UNION ALL SELECT y + 1 FROM year WHERE y < :p1 / 30000)
  SELECT clinic, printf('%04d', 2026 + y) || substr(month, 5), state FROM small.asi_clinic_month, year ORDER BY 1, 2 LIMIT :p1
} [list [list integer $states]]
puts "\n[lindex [$large query {SELECT count(*) FROM asi_clinic_month}] 0] states, a database of [expr {[file size $work/large.db] / 1000000}] MB"
$large query {SELECT sum(length(state)) FROM asi_clinic_month}
foreach {what sql} {
  {reading alone, sum(length(state))} {SELECT sum(length(state)) FROM asi_clinic_month}
  {one merge, paired_state(state)} {SELECT paired_state(state) FROM asi_clinic_month}
  {one test, wilcoxon(state)} {SELECT wilcoxon(state) FROM asi_clinic_month}
  {38 provinces} {SELECT province, wilcoxon(state) FROM asi_clinic_month JOIN nation_clinic USING (clinic) GROUP BY province}
  {nation, months and provinces: nation_table} {SELECT * FROM nation_table}
} { puts [format "%-50s %6s s" $what [processor_seconds { set answer [$large query $sql] }]] }
puts "[peak_of_memory] MB at the peak of this process"
