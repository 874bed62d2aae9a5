#!/usr/bin/env bash
# Makes the generator of road images that is shipped, from nothing, into models/src/main/resources. Half an hour on a shared machine.
# The images and the order of the training are the same on any machine; the weights agree as far as PyTorch's sums do.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$fogbell" gdc train-generator --steps 2400 --images 4800 --worlds 60 --seed 1 --threads 1 --out "$work/road-64"

into="$root/models/src/main/resources/org/fogbell/models/generators/road-64"
rm -rf "$into"
mkdir -p "$into"
cp -r "$work/road-64/." "$into/"
