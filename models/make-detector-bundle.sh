#!/usr/bin/env bash
# Makes the detector that is shipped, from nothing, into models/src/main/resources. About 40 minutes on one quiet core.
# The sweeps and the order of the training are the same on any machine; the weights agree as far as PyTorch's sums do.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

simulate() { "$fogbell" simulate --no-images "$@"; }

# What it learns from: KITTI's sensor, and the small one of simulated fleets.
simulate --rate 1 --count 1200 --worlds 24 --seed 100 --out "$work/hdl-64e"
simulate --rate 1 --count 480 --worlds 12 --seed 500 --lidar small --out "$work/small"
"$fogbell" train --data "$work/hdl-64e,$work/small" --size tiny --epochs 12 --entropy-loss 1.0 --seed 1 \
  --name 'tiny-detector, trained on simulated drives' --sensor-type hdl-64e-sim --out "$work/bundle"

# What is normal, from worlds that it has never seen, in whole sweeps as they come to the job.
drive() { simulate --rate 2 --count 1920 --worlds 32 "$@"; }
drive --seed 900 --out "$work/hdl-64e-clean"
drive --seed 950 --lidar small --out "$work/small-clean"
calibrate() { "$fogbell" calibrate --bundle "$work/bundle" --limit 1920 --rate 2 --drive-frames 60 --force "$@"; }
calibrate --data "$work/hdl-64e-clean" --sensor-type hdl-64e-sim
calibrate --data "$work/small-clean" --sensor-type lidar-sim-32

# The job reads a dozen entropies then, and not the layers' maps; the calibrations stay.
"$fogbell" graft "$work/bundle" --out "$work/grafted"

into="$root/models/src/main/resources/org/fogbell/models/bundles/detector"
rm -rf "$into"
mkdir -p "$into"
cp "$work"/grafted/{bundle.json,serving.properties,detector.onnx} "$into/"
