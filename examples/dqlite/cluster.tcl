# Nodes of a cluster on this machine, for trying it out: 127.0.0.1 and nothing else.
#
# Each node has a keeper, a shell that ends it when our pipe to the keeper closes; that happens whatever becomes of us,
# so no node outlives the script that started it.

namespace eval cluster {
  variable program .build/dqlite-node
  variable latency {}               ;# milliseconds, of the nodes that start from now on: see node.c
  variable nodes {}                 ;# number -> address, directory, pid, pipe to the keeper
  variable keeper {"$@" </dev/null >>"$LOG" 2>&1 & node=$!; echo $node; read -r end; kill $node 2>/dev/null; wait $node}
}

# A port that is free now, below those that systems give to outgoing connections: it stays free while its node is away.
proc cluster::free_address {} {
  while 1 {
    set port [expr {20000 + int(rand() * 12000)}]
    if {[catch { socket -server {} -myaddr 127.0.0.1 $port } server]} continue
    close $server
    return 127.0.0.1:$port
  }
}

# Begins the node {number} with its data below {directory}, or brings it back.
proc cluster::start {number directory} {
  variable nodes
  variable program
  variable keeper
  variable latency
  if {![dict exists $nodes $number]} {
    dict set nodes $number [dict create address [free_address] directory [file join $directory $number]]
  }
  dict with nodes $number {
    file mkdir $directory
    set ::env(LOG) $directory.log
    set pipe [open |[list sh -c $keeper keeper $program $number $address $directory {*}$latency] r+]
    set pid [gets $pipe]
  }
  dict set nodes $number pid $pid
  dict set nodes $number pipe $pipe
  wait_for_port $number
}

proc cluster::wait_for_port {number} {
  for {set i 0} {$i < 200} {incr i} {
    if {![catch { close [socket {*}[split [address $number] :]] }]} return
    after 50
  }
  error "node $number does not answer: [read_log $number]"
}

proc cluster::read_log {number} {
  set file [open [dict get $cluster::nodes $number directory].log]
  set text [read $file]
  close $file
  return $text
}

proc cluster::address {number} { dict get $cluster::nodes $number address }
proc cluster::addresses {} { lmap number [dict keys $cluster::nodes] { address $number } }
proc cluster::number_of {address} {
  foreach number [dict keys $cluster::nodes] { if {[address $number] eq $address} { return $number } }
}

# Ends the node without a warning, as a power cut does.
proc cluster::kill {number} {
  exec kill -9 [dict get $cluster::nodes $number pid]
}

# Ends it as an operator does and waits, 10 s at most; the status that it ended with, or the signal.
proc cluster::stop {number} {
  variable nodes
  set pipe [dict get $nodes $number pipe]
  if {$pipe eq ""} return
  dict set nodes $number pipe ""
  catch { puts $pipe end; flush $pipe }
  set timer [after 10000 [list exec kill -9 [dict get $nodes $number pid]]]
  chan event $pipe readable [list set cluster::ended $number]
  vwait cluster::ended
  after cancel $timer
  if {![catch { close $pipe } message options]} { return 0 }
  lindex [dict get $options -errorcode] 2
}

proc cluster::stop_all {} { lmap number [dict keys $cluster::nodes] { stop $number } }
