#!/usr/bin/env bash
# Makes the image features that are shipped, road-vit, from nothing into models/src/main/resources, and measures them on other
# worlds. Classifiers of images that were prepared with the features before are refused by the new ones. About a quarter of an
# hour of processor time, on one thread. With less time take fewer steps, such as STEPS=200.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
labels="$root/docs/examples/conditions-camera.yaml"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Worlds that no reference and no evaluation is of.
"$fogbell" gdc train-features --worlds 2000..2119 --steps "${STEPS:-800}" --seed 1 --out "$work/road-vit"

"$fogbell" gdc images --simulated 0..39 --labels "$labels" --per-class 160 --out "$work/images"
"$fogbell" gdc images --simulated 1000..1019 --labels "$labels" --per-class 80 --seed 5 --out "$work/others"
"$fogbell" gdc prepare --labels "$labels" --sensor-type camera --images "$work/images" --features "$work/road-vit" \
  --covariance shared --out "$work/classifier"
"$fogbell" gdc evaluate --classifier "$work/classifier" --images "$work/others" --features "$work/road-vit"

into="$root/models/src/main/resources/org/fogbell/models/features/road-vit"
mkdir -p "$into"
cp "$work/road-vit/model.onnx" "$work/road-vit/preprocessor_config.json" "$into/"
