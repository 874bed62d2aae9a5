#!/usr/bin/env bash
# Measures the naming of camera images by Gaussians over features beside Diffusion Classifier on the shipped generator, as in
# docs/zero-shot.md: references simulated and generated, images of other simulated worlds, and KITTI images with the project's own
# corruptions. OTHERS images of each condition (20) are shown to both in the first two runs. An hour on one thread; what is there
# already is not made again: give WORK to go on where a run was interrupted, and another one for another generator.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
fogbell="${FOGBELL:-$root/fogbell}"
generator="${GENERATOR:-road-64}"
stages="${STAGES:-16:4,64:1}"
others="${OTHERS:-20}"
per_class="${PER_CLASS:-80}"
data="${DATA:-$root/../shared/data}"
labels="$root/docs/examples/conditions-camera.yaml"
work="${WORK:-$(mktemp -d)}"
mkdir -p "$work"
echo "work in $work"

"$fogbell" gdc images --simulated 1000..1019 --labels "$labels" --per-class 80 --seed 5 --out "$work/others"
"$fogbell" gdc images --simulated 0..39 --labels "$labels" --per-class 160 --out "$work/simulated.images"

# MobileNetV2 as a folder for --features.
mobilenet="$work/mobilenet"
mkdir -p "$mobilenet"
cp "$data/models/tf2_mobilenet_v2_imagenet_taps.onnx" "$mobilenet/model.onnx"
cat >"$mobilenet/preprocessor_config.json" <<'JSON'
{"size": {"shortest_edge": 256}, "resample": 2, "crop_size": 224, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
JSON

# Six real images under each label, fog at night by two corruptions.
corrupted() {
  "$fogbell" corrupt --format image --in "$1" --out "$2" --kind "$3" --severity 4 --seed "$4"
}
if [[ ! -d "$work/kitti" ]]; then
  mkdir -p "$work/kitti.partial"
  clear="$data/camera/clear"
  cp -r "$clear" "$work/kitti.partial/clear"
  for kind in fog rain snow night lens-dirt lens-drops defocus image-noise white-balance; do
    label="${kind/image-noise/noise}"
    corrupted "$clear" "$work/kitti.partial/${label/white-balance/wrong-colours}" "$kind" 4
  done
  corrupted "$work/kitti.partial/fog" "$work/kitti.partial/fog-at-night" night 14
  mv "$work/kitti.partial" "$work/kitti"
fi

for features in road-unet road-vit "$mobilenet"; do
  name="$(basename "$features")"
  prepare=(gdc prepare --labels "$labels" --sensor-type camera --features "$features" --covariance shared --force)
  "$fogbell" "${prepare[@]}" --images "$work/simulated.images" --out "$work/simulated.$name"
  "$fogbell" "${prepare[@]}" --diffusion "$generator" --per-class "$per_class" --images "$work/generated.images" \
    --out "$work/generated.$name"
done

evaluate() {
  echo "== $*"
  "$fogbell" gdc evaluate "$@"
}
baseline=(--diffusion "$generator" --diffusion-stages "$stages")
for references in simulated generated; do
  for images in others kitti; do
    evaluate --classifier "$work/$references.road-unet" --images "$work/$images" --features road-unet "${baseline[@]}" \
      --diffusion-images "$others"
    evaluate --classifier "$work/$references.road-vit" --images "$work/$images" --features road-vit
    evaluate --classifier "$work/$references.mobilenet" --images "$work/$images" --features "$mobilenet"
  done
done
