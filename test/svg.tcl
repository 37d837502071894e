# What the tests of pictures need: is a text well-formed XML, and what does it draw?

# What is wrong with {xml} as an XML document of elements, attributes and text, empty when nothing is: characters, tags
# that match, attributes quoted and once each, references, ids once each.
proc svg_fault {xml} {
  if {[regexp {[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]} $xml c]} { return "a forbidden character: [scan $c %c]" }
  set open {}
  set nRoot 0
  set ids {}
  foreach {all text tag} [regexp -all -inline {([^<]*)(?:<([^<>]*)>|$)} $xml] {
    if {[regexp {&(?!(amp|lt|gt|quot|#39);)} $text] || [string first > $text] >= 0} { return "bare markup in: $text" }
    if {$open eq "" && [string trim $text] ne ""} { return "text outside the root: $text" }
    if {$tag eq ""} { if {$all ne "" && $all ne $text} { return "an empty tag" }; continue }
    if {[regexp {^/(\w+)$} $tag -> name]} {
      if {[lindex $open end] ne $name} { return "</$name> closes <[lindex $open end]>" }
      set open [lrange $open 0 end-1]
      continue
    }
    if {![regexp {^(\w+)((?:\s+[\w:-]+="[^"<]*")*)(/?)$} $tag -> name attributes isEmpty]} { return "no tag: <$tag>" }
    if {$open eq "" && [incr nRoot] > 1} { return "a second root: $name" }
    set seen {}
    foreach {all key value} [regexp -all -inline {([\w:-]+)="([^"]*)"} $attributes] {
      if {$key in $seen} { return "$key twice in <$tag>" }
      if {[regexp {&(?!(amp|lt|gt|quot|#39);)} $value]} { return "bare & in <$tag>" }
      lappend seen $key
      if {$key eq "id"} { if {$value in $ids} { return "the id $value twice" }; lappend ids $value }
    }
    if {$isEmpty eq ""} { lappend open $name }
  }
  if {$open ne "" || $nRoot != 1} { return "open: $open; roots: $nRoot" }
}

# What is wrong with it as a picture of ours: also self-contained, described, of finite coordinates, classes all ours.
proc picture_fault {svg} {
  set fault [svg_fault $svg]
  if {$fault ne ""} { return $fault }
  if {![regexp {^<svg xmlns="http://www.w3.org/2000/svg" class="asi-plot" width="480" height="([\d.]+)" viewBox="0 0 480 ([\d.]+)" role="img" lang="(?:en|id)" aria-labelledby="(asi-[0-9a-f]{8}-t) (asi-[0-9a-f]{8}-d)"><title id="([^"]*)">[^<]+</title><desc id="([^"]*)">[^<]+</desc>} \
      $svg -> height box t d tId dId]} { return "no such beginning: [string range $svg 0 200]" }
  if {$height != $box || $t ne $tId || $d ne $dId} { return "height, viewBox or ids disagree" }
  if {[regexp -nocase {<script|href|url\(|@import|javascript:|\son\w+=} $svg word]} { return "refers or runs: $word" }
  foreach {all value} [regexp -all -inline {\s(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|stroke-width)="([^"]*)"} $svg] {
    if {![regexp {^-?\d+(\.\d{1,2})?$} $value]} { return "no coordinate: $all" }
    if {$value < -1 || $value > [expr {max(480, $height) + 1}]} { return "outside the picture: $all" }
  }
  foreach {all classes} [regexp -all -inline {class="([^"]*)"} $svg] {
    foreach class $classes { if {![string match asi-* $class]} { return "a class that is not ours: $class" } }
  }
  foreach {all selector} [regexp -all -inline {[\}>]([^\{\}<>@]+)\{} [lindex [regexp -inline {<style>.*</style>} $svg] 0]] {
    if {![string match .asi-plot* $selector]} { return "a rule that leaks: $selector" }
  }
}

# The values of {attributes} of each <{element} class="{class}"/>, a list each, in the order of drawing.
proc drawn {svg element class attributes} {
  set found {}
  foreach tag [regexp -all -inline "<$element class=\"$class\"\[^>\]*>" $svg] {
    lappend found [lmap attribute $attributes { regexp " $attribute=\"(\[^\"\]*)\"" $tag -> value; set value }]
  }
  return $found
}

# Where the axis puts x, from two of its ticks: {at1 value1 at2 value2}.
proc axis_at {axis x} { lassign $axis a1 v1 a2 v2; expr {$a1 + ($x - $v1) * ($a2 - $a1) / double($v2 - $v1)} }
# First and last tick of the axis at the left, or of the one below.
proc axis_of {svg side} {
  set class [expr {$side eq "left" ? "asi-end" : "asi-mid"}]
  set key [expr {$side eq "left" ? "y1" : "x1"}]
  set ticks {}
  foreach {all at label} [regexp -all -inline "<line class=\"asi-grid\"\[^>\]* $key=\"(\[^\"\]*)\"\[^>\]*/><text class=\"$class\"\[^>\]*>(\[^<\]*)</text>" $svg] {
    lappend ticks $at [string map {, .} $label]
  }
  concat [lrange $ticks 0 1] [lrange $ticks end-1 end]
}
proc near_pixel {got want} { expr {abs($got - $want) <= 0.0101} }
proc title_of {svg} { regexp {<title[^>]*>([^<]*)</title>} $svg -> title; return $title }
proc description_of {svg} { regexp {<desc[^>]*>([^<]*)</desc>} $svg -> description; return $description }
