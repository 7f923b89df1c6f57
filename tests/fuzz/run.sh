#!/bin/sh
# run.sh BUILD [SECONDS]: runs every fuzz target of a clang build for SECONDS (300) each, two at a time, over a corpus that it keeps in the
# build folder and seeds with the repository's own examples and small files of Python's library (without libFuzzer's entropic schedule: with so
# many features its bookkeeping took three quarters of the time). Ends with 1 if any target found something.
set -eu
build=$1
seconds=${2:-300}
root=$(cd "$(dirname "$0")/../.." && pwd)
failed=0
library=$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))' 2>/dev/null || true)
for target in "$build"/*_fuzz; do
  name=$(basename "$target")
  corpus=$build/corpus/$name
  mkdir -p "$corpus"
  find "$root/rules" "$root/tests" -name '*.md' -size -20k -exec cp {} "$corpus/" \;
  [ -z "$library" ] || find "$library" -maxdepth 1 -name '*.py' -size -12k -exec cp {} "$corpus/" \;
done
set -- "$build"/*_fuzz
while [ $# -gt 0 ]; do
  pids=""
  for target in "$1" "${2:-}"; do
    [ -n "$target" ] || continue
    name=$(basename "$target")
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -artifact_prefix="$build/$name-" \
      -entropic=0 -verbosity=0 -print_final_stats=1 "$build/corpus/$name" > "$build/$name.log" 2>&1 &
    pids="$pids $!:$name"
  done
  for pair in $pids; do
    if wait "${pair%%:*}"; then result=clean; else result=FOUND; failed=1; fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/${pair#*:}.log")
    echo "${pair#*:}: $result after $seconds s, ${runs:-?} runs"
  done
  shift
  [ $# -gt 0 ] && shift
done
exit $failed
