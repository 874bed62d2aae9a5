package org.fogbell.models.vision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code preprocessor_config.json}, which lies beside published vision transformers. */
final class PreprocessorConfig {
    private static final int PILLOW_BILINEAR = 2;
    private static final int PILLOW_BICUBIC = 3;
    private static final double BYTE = 1 / 255.0;

    private final JsonNode json;

    private PreprocessorConfig(JsonNode json) {
        this.json = json;
    }

    /**
     * @param where what errors call the file
     * @throws IOException naming the file and the key: missing, or of a value that is not understood
     */
    static Preprocessing parse(String text, String where) throws IOException {
        try {
            JsonNode json = new JsonMapper().readTree(text);
            if (!json.isObject()) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            return new PreprocessorConfig(json).preprocessing();
        } catch (JsonProcessingException e) {
            throw new IOException(where + ": expected JSON: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
        }
    }

    private Preprocessing preprocessing() {
        if (!isOn("do_resize")) {
            throw new IllegalArgumentException("do_resize: expected true, as cameras differ in their sides");
        }
        Preprocessing.Resize resize = resize(required("size"));
        int width = resize.width();
        int height = resize.height();
        if (isOn("do_center_crop")) {
            JsonNode crop = required("crop_size");
            width = crop.isInt() ? crop.asInt() : whole(crop, "crop_size", "width");
            height = crop.isInt() ? crop.asInt() : whole(crop, "crop_size", "height");
        } else if (resize.keepsProportions()) {
            throw new IllegalArgumentException(
                    "do_center_crop: expected true where size gives the shortest edge alone, as the network's input has"
                            + " fixed sides");
        }
        boolean normalises = isOn("do_normalize");
        return new Preprocessing(
                resize,
                filter(),
                width,
                height,
                isOn("do_rescale") ? json.path("rescale_factor").asDouble(BYTE) : 1,
                normalises ? colours("image_mean") : List.of(0.0, 0.0, 0.0),
                normalises ? colours("image_std") : List.of(1.0, 1.0, 1.0));
    }

    /** What is not said is done. */
    private boolean isOn(String key) {
        return json.path(key).asBoolean(!key.equals("do_center_crop") || json.has("crop_size"));
    }

    private static Preprocessing.Resize resize(JsonNode size) {
        if (size.isInt()) {
            return Preprocessing.Resize.shortestEdge(size.asInt());
        }
        return size.has("shortest_edge")
                ? Preprocessing.Resize.shortestEdge(whole(size, "size", "shortest_edge"))
                : new Preprocessing.Resize(whole(size, "size", "width"), whole(size, "size", "height"), false);
    }

    private Resampling filter() {
        int number = required("resample").asInt(-1);
        return switch (number) {
            case PILLOW_BILINEAR -> Resampling.BILINEAR;
            case PILLOW_BICUBIC -> Resampling.BICUBIC;
            default ->
                throw new IllegalArgumentException(
                        "resample: expected 2 (bilinear) or 3 (bicubic), got " + json.get("resample"));
        };
    }

    private List<Double> colours(String key) {
        JsonNode array = required(key);
        List<Double> values = new ArrayList<>();
        for (JsonNode each : array) {
            if (!each.isNumber()) {
                throw new IllegalArgumentException(key + ": expected three numbers, got " + array);
            }
            values.add(each.asDouble());
        }
        return values;
    }

    private static int whole(JsonNode object, String key, String side) {
        JsonNode value = object.path(side);
        if (!value.isInt()) {
            throw new IllegalArgumentException(key + ": expected a whole number '" + side + "', got "
                    + (object.isMissingNode() ? "none" : object));
        }
        return value.asInt();
    }

    private JsonNode required(String key) {
        JsonNode value = json.get(key);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(key + ": expected it, got none");
        }
        return value;
    }
}
