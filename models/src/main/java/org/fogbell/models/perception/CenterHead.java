package org.fogbell.models.perception;

/**
 * Where a network says which objects it sees.
 *
 * @param heatMap name of the output with the heat map after its sigmoid, frames x classes x rows x columns
 * @param boxes name of the output with the boxes, frames x {@link CenterHeadMaps#BOX_CHANNELS} x rows x columns
 * @param stride cells of the input along each side of one of the head's
 */
public record CenterHead(String heatMap, String boxes, int stride) {
    public CenterHead {
        if (heatMap.isEmpty() || boxes.isEmpty() || heatMap.equals(boxes) || stride < 1) {
            throw new IllegalArgumentException("expected two outputs and a stride of at least 1, got '" + heatMap
                    + "', '" + boxes + "' and " + stride);
        }
    }
}
