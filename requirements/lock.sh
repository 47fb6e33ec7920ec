#!/bin/sh
# Pins every dependency with hashes and without index addresses. Run through `make lock`.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
flags="--quiet --strip-extras --generate-hashes --allow-unsafe --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links"
$python -m piptools compile $flags --output-file requirements/run.txt requirements/build.in pyproject.toml
$python -m piptools compile $flags --output-file requirements/dev.txt requirements/dev.in
