# One file from many: the sources named on the command line, each with what it includes, once and in order.
#
#   awk -v dirs='ext ext/base ...' -f ext/package/amalgamate.awk LICENSE FILE ...
#
#  (1) A header of ours stands where it is first included. Before a source comes the one that belongs to each
#      header that it includes (labels.h: labels.c), so that everything is defined before it is used.
#  (2) All but the entry point becomes static: functions, and data, whose extern declarations (1) makes needless.
#  (3) sqlite3ext.h comes first and gives us SQLITE's table of functions, which -DSQLITE_CORE does without.
#  (4) For a C++ compiler a void pointer that goes elsewhere is wrapped in ASI_ANY, which turns into a pointer to
#      anything: the parameters and variables of that type, what our functions return, what SQLite's do.
#  (5) With `header` set, the one FILE and what it includes of ours as it stands: the header for those who embed.
BEGIN {
  nDir = split(dirs, aDir, " ")
  licence(ARGV[1])
  if (!header) preamble()
  for (i = 2; i < ARGC; i++) source(ARGV[i])
  exit failed
}

function licence(file,  line) {
  print "/*"
  while ((getline line < file) > 0) print (line == "" ? "**" : "** " line)
  print "*/"
  close(file)
}

# What the Makefile's flags do for many files: the same bits on every processor, and no warning of what a unit test
# alone asks for.
function preamble() {
  print "#include \"sqlite3ext.h\""
  print "#ifndef SQLITE_CORE\nstatic SQLITE_EXTENSION_INIT1\n#endif"
  print "#ifdef __FAST_MATH__\n#error \"asistat counts on IEEE arithmetic: compile it without -ffast-math\"\n#endif"
  print "#if defined(__clang__)\n#pragma STDC FP_CONTRACT OFF"
  print "#elif defined(__GNUC__)\n#pragma GCC optimize(\"fp-contract=off\")\n#endif"
  print "#ifdef __GNUC__\n#pragma GCC diagnostic ignored \"-Wunused-function\"\n#endif"
  anyPointer()
  seen["sqlite3ext.h"] = seen["sqlite3.h"] = 1
}

function find(name,  i, path, line) {
  if (name in found) return found[name]
  for (i = 1; i <= nDir; i++) {
    path = aDir[i] "/" name
    if ((getline line < path) > 0) {
      close(path)
      return found[name] = path
    }
  }
  return found[name] = ""
}

function included(line,  part) {
  if (line !~ /^#include "/) return ""
  split(line, part, "\"")
  return part[2]
}

function source(file,  line, name) {
  if (file in seen) return
  seen[file] = 1
  while ((getline line < file) > 0) {
    name = included(line)
    if (name != "" && sub(/\.h$/, ".c", name) && find(name) != "") source(find(name))
  }
  close(file)
  copy(file)
}

function copy(file,  line, name) {
  print "\n/* ======== " file " ======== */"
  while ((getline line < file) > 0) {
    name = included(line)
    if (name != "") include(name, file)
    else if (line ~ /^#include </) once(line)
    else if (header) print line
    else if (line !~ /^SQLITE_EXTENSION_INIT/ && line !~ /^extern const /) print converted(hidden(line))
  }
  close(file)
}

function once(line) {
  if (line in seen) return
  seen[line] = 1
  print line
}

function include(name, file) {
  if (name in seen) return
  seen[name] = 1
  if (find(name) != "") copy(find(name))
  else if (header) print "#include \"" name "\""
  else {
    print file " includes " name ", which is nowhere" | "cat 1>&2"
    failed = 1
  }
}

# A definition or declaration at the margin that others see: a type, then a name, then `(`, or const data.
function hidden(line) {
  if (line ~ /^(static|typedef|extern|struct|enum|union|__extension__|__attribute__|__declspec|return|ASISTAT_API)[ (]/) return line
  if (line ~ /sqlite3_asistat_init\(/) return line
  if (line ~ /^const [A-Za-z]/ || line ~ /^[A-Za-z_][A-Za-z0-9_ ]* \**[A-Za-z_][A-Za-z0-9_]*\(/) return "static " line
  return line
}

function anyPointer() {
  print "#ifdef __cplusplus"
  print "struct AsiAny {"
  print "  void *p;"
  print "  AsiAny(const void *from) : p(const_cast<void *>(from)) {}"
  print "  template <class T> operator T *() const { return static_cast<T *>(p); }"
  print "};"
  print "#define ASI_ANY(p) AsiAny(p)"
  print "#define ASI_POINTER AsiAny"
  print "#else"
  print "#define ASI_ANY(p) (p)"
  print "#define ASI_POINTER void *"
  print "#endif"
}

function converted(line) {
  sub(/^static void \*/, "static ASI_POINTER ", line)
  declared(line)
  if (line ~ /^}/ || line ~ /^[^ ].*;$/) split("", isVoid)
  if (line ~ /= sqlite3_(user_data|aggregate_context|get_auxdata|malloc64|realloc64|value_pointer)\(.*\);$/) {
    sub(/= sqlite3_/, "= ASI_ANY(sqlite3_", line)
    sub(/;$/, ");", line)
  }
  return wrapped(line)
}

# The names that this line declares as void pointers.
function declared(line,  name) {
  while (match(line, /void \*(const )?[A-Za-z_0-9]+ ?[,;)=]/)) {
    name = substr(line, RSTART + 6, RLENGTH - 7)
    sub(/^const /, "", name)
    sub(/ $/, "", name)
    isVoid[name] = 1
    line = substr(line, RSTART + RLENGTH)
  }
}

# The line with each of these names wrapped where it stands for itself: as an argument, or at the right of an =.
function wrapped(line,  result, name, before, after) {
  while (match(line, /[A-Za-z_0-9]+/)) {
    name = substr(line, RSTART, RLENGTH)
    before = result substr(line, 1, RSTART - 1)
    after = substr(line, RSTART + RLENGTH)
    if (name in isVoid && before ~ /([(,=?:]|return) ?$/ && after ~ /^[,;)]/) name = "ASI_ANY(" name ")"
    result = before name
    line = after
  }
  return result line
}
