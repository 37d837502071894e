#!/bin/sh
# Every target for so many seconds, from the committed corpus on; what is new stays in .build/fuzz-new. Status 1 on a finding.
set -u
directory=$1 seconds=$2
shift 2
status=0
for target in "$@"; do
  new=.build/fuzz-new/$target
  mkdir -p "$new" && rm -f "$new"/finding-*
  "$directory/$target" -max_total_time="$seconds" -timeout=60 -report_slow_units=60 -rss_limit_mb=2048 -max_len=1024 -print_final_stats=1 \
    -artifact_prefix="$new/finding-" "$new" "test/fuzz/corpus/$target" >"$new.log" 2>&1 || { status=1; tail -n 40 "$new.log"; }
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$new.log") executions, $(ls "$new" | grep -c finding-) findings"
done
exit $status
