#!/usr/bin/env bash
# Makes the classifier of conditions that is shipped for the simulated fleet's LiDAR, under the shipped detector, from nothing
# into models/src/main/resources, and measures it on other worlds. To be run again whenever the detector has changed. About two
# minutes on one quiet core. With the same detector it gives the same file.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

simulate() { "$fogbell" simulate --rate 1 --no-images --lidar small "$@"; }

# Worlds that the detector has not seen: neither those of its training nor those of its calibration.
simulate --count 120 --worlds 12 --seed 1500 --out "$work/clean"
"$fogbell" gdc prepare --labels "$root/docs/examples/conditions.yaml" --sensor-type lidar-sim-32 --bundle detector \
  --data "$work/clean" --per-class 60 --covariance shared --out "$work/lidar-sim-32"

simulate --count 80 --worlds 8 --seed 1600 --out "$work/others"
"$fogbell" gdc evaluate --classifier "$work/lidar-sim-32" --data "$work/others" --severity 3..5

into="$root/models/src/main/resources/org/fogbell/models/classifiers"
mkdir -p "$into"
cp "$work/lidar-sim-32" "$into/lidar-sim-32"
