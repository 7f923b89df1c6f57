#!/bin/sh
# Installs a wheel into a fresh virtual environment, from a folder and without an index, and runs it.
#   tests/packaging/wheel.sh WHEEL          here
#   tests/packaging/wheel.sh WHEEL ROOT     in another system whose root folder is ROOT (chroot; it needs python3-venv and no more)
set -eu
wheel=$(realpath "$1")
root=${2:-}
folder=$(mktemp -d "$root/${TMPDIR:-tmp}/whip-wheel.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cp "$wheel" "$folder"
printf 'import os\nimport sys\n\nprint( sys.path )\n' > "$folder/a.py"
inside=${folder#"$root"}
cat > "$folder/run.sh" <<'SCRIPT'
set -eu
cd "$1"
python3 -m venv venv
venv/bin/python -m pip install -q --no-index --find-links . whipsnake
head -c 4 venv/bin/whip | tail -c 3 | grep -q ELF
venv/bin/whip version
venv/bin/python -m whipsnake version
if venv/bin/whip check --isolated a.py; then echo "the finding was not found" >&2; exit 1; fi
venv/bin/whip fix --isolated -q a.py
venv/bin/whip check --isolated a.py
venv/bin/whip format --isolated --check a.py
SCRIPT
if [ -n "$root" ]; then chroot "$root" sh "$inside/run.sh" "$inside"; else sh "$folder/run.sh" "$folder"; fi
