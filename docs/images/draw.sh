#!/usr/bin/env bash
# Draws the pictures of docs/simulation.md again, all from simulated frames: docs/images/draw.sh [SCRATCH]
# Those in the repository were then reduced to 240 colours, which makes them a third as large.
set -euo pipefail
images="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
fogbell="${FOGBELL:-$images/../../fogbell}"
scratch="${1:-$(mktemp -d)}"
drive=(simulate --count 1 --vehicles 1 --seed 21 --road residential)

"$fogbell" "${drive[@]}" --out "$scratch/clean"
"$fogbell" view "$scratch/clean/000000" --scale 0.55 --out "$images/frame.png"

# Simulated in its weather: then the camera knows the true depth.
for weather in fog:5 rain:5 snow:5; do
  "$fogbell" "${drive[@]}" --weather "$weather" --out "$scratch/$weather"
  "$fogbell" view "$scratch/clean/000000" "$scratch/$weather/000000" \
    --show camera,intensity,above --scale 0.36 --out "$images/${weather%:*}.png"
done

draw() {
  "$fogbell" corrupt --in "$scratch/clean" --kind "$1" --severity "$2" --out "$scratch/$1"
  "$fogbell" view "$scratch/$1/000000" --show "$3" --scale 0.4 --out "$images/$1.png"
}

draw falling-snow 5 above
draw spray 5 above
draw crosstalk 5 above
draw gaussian-1m 1 above
draw cutout 5 above
draw field-of-view 3 above
draw wet-ground 5 intensity
draw window-blockage 5 intensity
draw intensity-decay 4 intensity
draw interference 5 range
draw packet-loss 4 range
draw beam-missing 3 range
draw dead-rings 5 range
draw stuck-rings 5 range
for kind in night glare lens-drops lens-dirt defocus motion-blur image-noise dead-pixels white-balance; do
  draw "$kind" 4 camera
done
