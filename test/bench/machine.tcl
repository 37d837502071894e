# What a measurement was made on, in the words a reader can compare: the class of machine, never its name.

proc first_match {file pattern} {
  if {[catch {read_file $file} text] || ![regexp -line $pattern $text -> found]} { return unknown }
  string trim $found
}

proc processor {} { first_match /proc/cpuinfo {^model name\s*:(.*)$} }

proc cores {} {
  if {[catch {exec getconf _NPROCESSORS_ONLN} n]} { return "unknown cores" }
  return "$n cores"
}

proc memory_size {} {
  set kilobytes [first_match /proc/meminfo {^MemTotal:\s*(\d+)}]
  if {$kilobytes eq "unknown"} { return "unknown memory" }
  format "%.0f GiB" [expr {$kilobytes / 1048576.0}]
}

proc system_name {} {
  set name [first_match /etc/os-release {^PRETTY_NAME="?([^"]*)}]
  expr {$name eq "unknown" ? [exec uname -sr] : "$name, [exec uname -srm]"}
}

# The most memory that a process has held, in megabytes of 10^6 bytes; `-` where nothing tells.
proc peak_memory {pid} {
  set kilobytes [first_match /proc/$pid/status {^VmHWM:\s*(\d+)}]
  expr {$kilobytes eq "unknown" ? "-" : $kilobytes * 1024 / 1e6}
}

proc print_machine {} {
  set shell [shell_open :memory: $::asistat]
  set version [lindex [shell_run $shell {SELECT asistat_version()}] 1]
  set sqlite [lindex [shell_run $shell {SELECT sqlite_version()}] 1]
  shell_close $shell
  puts "Machine   [processor], [cores], [memory_size], [system_name]"
  puts "Software  asistat $version, SQLite $sqlite, [setting COMPILER {compiler unknown}]"
  puts "Date      [clock format [clock seconds] -format %Y-%m-%d]"
  puts "Run       ROWS=$::rows RUNS=$::rounds, CPU time (user + system), medians of interleaved rounds"
}
