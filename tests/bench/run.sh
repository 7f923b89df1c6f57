#!/bin/sh
# run.sh BUILD [FOLDER]: the benchmarks of the parser and of the passes, then the whole command beside Ruff where one is on the PATH. FOLDER holds
# the Python files to run over; the standard library of this machine's Python if none is given.
set -eu
build=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=${2:-$(python3 -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')}
list=$build/files.txt
find "$folder" -name '*.py' -size -1000k | sort > "$list"
for name in parse_bench passes_bench; do
  [ -x "$build/$name" ] && "$build/$name" "$list"
done
if command -v ruff >/dev/null; then
  python3 "$here/check_bench.py" --whip "$build/whip" --peer ruff "$folder"
fi
