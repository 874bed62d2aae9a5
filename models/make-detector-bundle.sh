#!/usr/bin/env bash
# Makes the detector that is shipped, from nothing, into models/src/main/resources. About 40 minutes on one quiet core.
# The sweeps and the order of the training are the same on any machine; the weights agree as far as PyTorch's sums do.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

simulate() { "$fogbell" simulate --rate 1 --no-images "$@"; }

# What it learns from: KITTI's sensor, and the small one of simulated fleets.
simulate --count 1200 --worlds 24 --seed 100 --out "$work/hdl-64e"
simulate --count 480 --worlds 12 --seed 500 --lidar small --out "$work/small"
"$fogbell" train --data "$work/hdl-64e,$work/small" --size tiny --epochs 12 --entropy-loss 1.0 --seed 1 \
  --name 'tiny-detector, trained on simulated drives' --sensor-type hdl-64e-sim --out "$work/bundle"

# What is normal, from worlds that it has never seen, in whole sweeps as they come to the job.
simulate --count 960 --worlds 32 --seed 900 --out "$work/hdl-64e-clean"
simulate --count 960 --worlds 32 --seed 950 --lidar small --out "$work/small-clean"
"$fogbell" calibrate --bundle "$work/bundle" --data "$work/hdl-64e-clean" --sensor-type hdl-64e-sim --limit 960 --force
"$fogbell" calibrate --bundle "$work/bundle" --data "$work/small-clean" --sensor-type lidar-sim-32 --limit 960

# The job reads a dozen entropies then, and not the layers' maps; the calibrations stay.
"$fogbell" graft "$work/bundle" --out "$work/grafted"

into="$root/models/src/main/resources/org/fogbell/models/bundles/detector"
rm -rf "$into"
mkdir -p "$into"
cp "$work"/grafted/{bundle.json,serving.properties,detector.onnx} "$into/"
