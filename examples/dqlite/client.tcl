# A client of dqlite in Tcl, over plain sockets: protocol version 1 as in dqlite's doc/protocol.md.
#
#  (1) dqlite::Node is a connection to one node: ask it who leads, open a database, exec, query, add and assign nodes.
#  (2) dqlite::Database follows the leader: it finds it through any of the addresses it knows, opens the database there
#      and, when the leader is lost, finds the next one and sends the statement again until `patience` ms are over. A
#      statement may so run twice: write what is idempotent (a key and ON CONFLICT DO NOTHING or DO UPDATE).
#  (3) A parameter is a list of a type and a value: {integer 5} {real 2.5} {text word} {blob bytes} {null}. At most 255.
#      An answer is a list of rows, a row a list of values: a REAL the shortest decimal that reads back, a BLOB bytes,
#      NULL the word in dqlite::null.
#  (4) An error's errorcode is {DQLITE LOST} (connection broken, or no answer in `patience` ms), {DQLITE FAILURE n},
#      n SQLite's code, or {DQLITE PROTOCOL}. After LOST a Node is of no use any more.
#
# While it waits for an answer the event loop runs, so timers fire.

package require Tcl 8.6

namespace eval dqlite {
  variable null NULL
  variable request {leader 0 client 1 open 3 exec 8 query 9 add 12 assign 13 remove 14 dump 15 cluster 16 transfer 17}
  variable response {failure 0 server 1 welcome 2 servers 3 db 4 result 6 rows 7 empty 8 files 9}
  variable role {voter 0 standby 1 spare 2}
  # SQLite's codes that mean: another node leads, or it is about to. SQLITE_IOERR_NOT_LEADER, _LEADERSHIP_LOST.
  variable elsewhere {10250 10506}
  variable busy 5
}

# ---------------------------------------------------------------------------------- words of eight bytes

proc dqlite::word {number} { binary format w $number }

# Zero-terminated UTF-8, filled with zeros to whole words.
proc dqlite::text {text} { padded [encoding convertto utf-8 $text]\0 }

proc dqlite::padded {bytes} {
  append bytes [string repeat \0 [expr {-[string length $bytes] & 7}]]
}

# Types and values of parameters, behind their count; nothing when there are none.
proc dqlite::parameters {parameters} {
  if {$parameters eq ""} return
  if {[llength $parameters] > 255} { throw {DQLITE PROTOCOL} "[llength $parameters] parameters, at most 255 are possible" }
  set header [binary format c [llength $parameters]]
  set body ""
  foreach parameter $parameters {
    lassign $parameter type value
    switch -- $type {
      integer { append header \x01; append body [binary format w $value] }
      real    { append header \x02; append body [binary format q $value] }
      text    { append header \x03; append body [text $value] }
      blob    { append header \x04; append body [word [string length $value]] [padded $value] }
      null    { append header \x05; append body [word 0] }
      default { throw {DQLITE PROTOCOL} "a parameter of the type '$type', expected integer, real, text, blob or null" }
    }
  }
  return [padded $header]$body
}

# Reads at the byte {at} of {body} and moves it on.
proc dqlite::read_word {body at} {
  upvar 1 $at i
  if {[binary scan $body "@$i wu" number] != 1} { throw {DQLITE PROTOCOL} "an answer is cut short" }
  incr i 8
  return $number
}

proc dqlite::read_text {body at} {
  upvar 1 $at i
  set end [string first \0 $body $i]
  if {$end < 0} { throw {DQLITE PROTOCOL} "a text without an end" }
  set text [encoding convertfrom utf-8 [string range $body $i $end-1]]
  set i [expr {($end + 8) & ~7}]
  return $text
}

proc dqlite::read_value {type body at} {
  variable null
  upvar 1 $at i
  switch -- $type {
    1 - 9 - 11 { binary scan $body "@$i w" value; incr i 8 }
    2 { binary scan $body "@$i q" value; incr i 8 }
    3 - 10 { set value [read_text $body i] }
    4 {
      set n [read_word $body i]
      set value [string range $body $i [expr {$i + $n - 1}]]
      incr i [expr {($n + 7) & ~7}]
    }
    5 { set value $null; incr i 8 }
    default { throw {DQLITE PROTOCOL} "a value of the type $type" }
  }
  return $value
}

# The rows of a message and whether more messages follow. A row begins with its types, four bits each; the words
# ffff... and eeee... are no types and end the message.
proc dqlite::read_rows {body} {
  set i 0
  set n [read_word $body i]
  for {set column 0} {$column < $n} {incr column} { read_text $body i }
  set rows {}
  while 1 {
    binary scan $body "@$i H16" mark
    if {$mark eq "ffffffffffffffff"} { return [list $rows 0] }
    if {$mark eq "eeeeeeeeeeeeeeee"} { return [list $rows 1] }
    binary scan $body "@$i h$n" types
    incr i [expr {($n + 15) / 16 * 8}]
    lappend rows [lmap type [split $types ""] { read_value [scan $type %x] $body i }]
  }
}

# The code and the words of a failure: the last text and the word before it. In front of them dqlite 1.11 leaves what it
# had written of the rows when a query fails half-way.
proc dqlite::read_failure {body} {
  set start [expr {[string last \0 [string trimright $body \0]] + 1}]
  if {$start < 8} { throw {DQLITE PROTOCOL} "a failure without words" }
  binary scan $body "@[expr {$start - 8}] wu" code
  list $code [read_text $body start]
}

# ---------------------------------------------------------------------------------- a node

oo::class create dqlite::Node {
  variable channel patience database ahead   ;# ahead: what was read before it was asked for

  # {address} is host:port.
  constructor {address {milliseconds 5000}} {
    set patience $milliseconds
    set database ""
    set ahead ""
    if {[catch {socket {*}[lrange [split $address :] 0 1]} channel]} {
      throw {DQLITE LOST} "$address: $channel"
    }
    chan configure $channel -translation binary -buffering none -blocking 0
    my put [dqlite::word 1]
    my ask client welcome [dqlite::word [pid]]
  }
  destructor { catch { close $channel } }

  # The address of the leader, empty when there is none or it is not known here.
  method leader {} {
    set body [my ask leader server [dqlite::word 0]]
    set i 8
    dqlite::read_text $body i
  }

  method open {name} {
    binary scan [my ask open db [dqlite::text $name][dqlite::word 0][dqlite::text volatile]] iu database
  }

  # Runs the statements in {sql}; returns how many rows the last one changed.
  method exec {sql {parameters {}}} {
    binary scan [my ask exec result [dqlite::word $database][dqlite::text $sql][dqlite::parameters $parameters]] ww id n
    return $n
  }

  # The rows of a statement.
  method query {sql {parameters {}}} {
    my send_query $sql $parameters
    my receive_rows
  }

  # The two halves of query, for work in between.
  method send_query {sql {parameters {}}} { my send query [dqlite::word $database][dqlite::text $sql][dqlite::parameters $parameters] }
  method receive_rows {} {
    for {set more 1; set rows {}} {$more} {} {
      lassign [dqlite::read_rows [my receive rows]] part more
      lappend rows {*}$part
    }
    return $rows
  }

  # Whether the answer has begun to arrive, or will not come.
  method is_answered {} {
    append ahead [read $channel]
    expr {$ahead ne "" || [eof $channel]}
  }

  # Adds a node to the cluster and makes it a voter (or standby, spare); to the leader.
  method join {id address {role voter}} {
    my ask add empty [dqlite::word $id][dqlite::text $address]
    my ask assign empty [dqlite::word $id][dqlite::word [dict get $dqlite::role $role]]
    return
  }

  method remove {id} { my ask remove empty [dqlite::word $id]; return }

  # Hands the lead to the node {id}; to the leader.
  method transfer {id} { my ask transfer empty [dqlite::word $id]; return }

  # A copy of a database as the leader has it, its write-ahead log beside it: names and bytes, for files of these names.
  method dump {name} {
    set body [my ask dump files [dqlite::text $name]]
    set i 0
    set n [dqlite::read_word $body i]
    set files {}
    while {[incr n -1] >= 0} {
      set file [dqlite::read_text $body i]
      set size [dqlite::read_word $body i]
      lappend files $file [string range $body $i [expr {$i + $size - 1}]]
      incr i $size
    }
    return $files
  }

  # {id address role} of every node.
  method cluster {} {
    set body [my ask cluster servers [dqlite::word 1]]
    set i 0
    set n [dqlite::read_word $body i]
    set nodes {}
    while {[incr n -1] >= 0} {
      set id [dqlite::read_word $body i]
      set address [dqlite::read_text $body i]
      lappend nodes [list $id $address [dict get {0 voter 1 standby 2 spare} [dqlite::read_word $body i]]]
    }
    return $nodes
  }

  method ask {type answer body} {
    my send $type $body
    my receive $answer
  }

  # A message: words in the body, type, schema 0, then the body.
  method send {type body} {
    my put [binary format iccs [expr {[string length $body] / 8}] [dict get $dqlite::request $type] 0 0]$body
  }

  method receive {answer} {
    binary scan [my get 8] iucu words type
    set body [my get [expr {8 * $words}]]
    if {$type == 0} {
      lassign [dqlite::read_failure $body] code message
      throw [list DQLITE FAILURE $code] $message
    }
    if {$type != [dict get $dqlite::response $answer]} { throw {DQLITE PROTOCOL} "an answer of the type $type, expected $answer" }
    return $body
  }

  # Small messages leave at once; what the socket does not take goes out while the event loop runs.
  method put {bytes} {
    if {[catch { puts -nonewline $channel $bytes; flush $channel } message]} { throw {DQLITE LOST} $message }
  }

  method get {n} {
    set bytes [string range $ahead 0 [expr {$n - 1}]]
    set ahead [string range $ahead $n end]
    set timer [after $patience [list set [my varname state] late]]
    try {
      while {[string length $bytes] < $n} {
        if {[catch { read $channel [expr {$n - [string length $bytes]}] } part]} { throw {DQLITE LOST} $part }
        if {$part eq "" && [eof $channel]} { throw {DQLITE LOST} "the node closed the connection" }
        append bytes $part
        if {[string length $bytes] < $n && [my wait] eq "late"} { throw {DQLITE LOST} "no answer in $patience ms" }
      }
    } finally { after cancel $timer }
    return $bytes
  }

  # Until there is something to read, or the time is over.
  method wait {} {
    my variable state
    chan event $channel readable [list set [my varname state] readable]
    vwait [my varname state]
    catch { chan event $channel readable {} }
    return $state
  }
}

# ---------------------------------------------------------------------------------- a database that follows the leader

oo::class create dqlite::Database {
  variable addresses name patience node prepared at

  # {addresses} of some nodes, not all need be up; {sql} is run on every new connection: TEMP views.
  constructor {list database {milliseconds 20000} {sql {}}} {
    set addresses $list
    set name $database
    set patience $milliseconds
    set prepared $sql
    set node ""
    set at ""
  }
  destructor { my forget }

  method exec {sql {parameters {}}} { my insist exec $sql $parameters }
  method query {sql {parameters {}}} { my insist query $sql $parameters }

  # The leader's address, when one of the nodes can tell.
  method leader {} {
    foreach address $addresses {
      set leader [my told $address]
      if {$leader ne ""} { return $leader }
    }
  }

  # The address that the last answer came from.
  method at {} { return $at }

  # The connection to the leader, with the database open: for what is not sent again when it is lost.
  method node {} {
    if {$node ne ""} { return $node }
    set leader [my leader]
    if {$leader eq ""} { throw {DQLITE LOST} "no node knows a leader" }
    set new [dqlite::Node new $leader $patience]
    try {
      $new open $name
      if {$prepared ne ""} { $new exec $prepared }
    } on error {message options} {
      $new destroy
      return -options $options $message
    }
    set at $leader
    set node $new
  }

  method forget {} {
    if {$node ne ""} { $node destroy }
    set node ""
  }

  method told {address} {
    try {
      set asked [dqlite::Node new $address 1000]
      return [$asked leader]
    } trap DQLITE {} {
      return
    } finally { if {[info exists asked]} { $asked destroy } }
  }

  method insist {how sql parameters} {
    set deadline [expr {[clock milliseconds] + $patience}]
    while 1 {
      try { return [[my node] $how $sql $parameters] } trap DQLITE {message options} {
        set code [lindex [dict get $options -errorcode] 2]
        if {![my is_passing [dict get $options -errorcode]] || [clock milliseconds] > $deadline} { return -options $options $message }
        if {$code ne $dqlite::busy} { my forget }
      }
      dqlite::pause 20
    }
  }

  # Whether the same statement may succeed a little later.
  method is_passing {errorcode} {
    lassign $errorcode - kind code
    expr {$kind eq "LOST" || $code in $dqlite::elsewhere || $code eq $dqlite::busy}
  }
  unexport insist told is_passing
}

# Lets the event loop run for a while.
proc dqlite::pause {milliseconds} {
  variable rested 0
  after $milliseconds [list set dqlite::rested 1]
  vwait dqlite::rested
}
