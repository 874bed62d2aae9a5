#!/usr/bin/env bash
# Makes the generator of road images that is shipped, from nothing, into models/src/main/resources. Eight minutes on one H100 with 16
# cores beside it; a CPU core would take more than a day (DEVICE=cpu), and learns something in half an hour by the defaults of the command. The
# images and the order of the training are the same on any machine; first weights and noise are those of the kind of device.
# Its network is the image features road-unet as well: classifiers of images that were prepared with the former one are then refused.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$fogbell" gdc train-generator --steps 5500 --batch 256 --images 48000 --worlds 600 --seed 1 --device "${DEVICE:-gpu:0}" \
  --threads "$(nproc)" --out "$work/road-64"

into="$root/models/src/main/resources/org/fogbell/models/generators/road-64"
rm -rf "$into"
mkdir -p "$into"
cp -r "$work/road-64/." "$into/"
