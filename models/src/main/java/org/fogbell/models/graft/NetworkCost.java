package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Map;

/**
 * What arithmetic and memory traffic cost, for one frame.
 *
 * @param flops additions and multiplications
 * @param bytes read and written
 */
public record NetworkCost(long flops, long bytes) {
    static final NetworkCost NONE = new NetworkCost(0, 0);

    NetworkCost plus(NetworkCost other) {
        return new NetworkCost(flops + other.flops, bytes + other.bytes);
    }

    /** Of a convolution or matrix product, as if each operand were moved once; none for any other node. */
    static NetworkCost of(NodeProto node, Map<String, long[]> shapes) {
        if (node.getInputCount() < 2) {
            return NONE;
        }
        long[] first = shapes.get(node.getInput(0));
        long[] second = shapes.get(node.getInput(1));
        long[] out = shapes.get(node.getOutput(0));
        if (first == null || second == null || out == null || first.length == 0 || second.length == 0) {
            return NONE;
        }
        long flops =
                switch (node.getOpType()) {
                    case "Conv" -> 2 * size(out) * (size(second) / second[0]);
                    case "ConvTranspose" -> 2 * size(first) * (size(second) / second[0]);
                    case "MatMul" -> 2 * size(out) * first[first.length - 1];
                    case "Gemm" -> 2 * size(out) * (size(first) / out[0]);
                    default -> 0;
                };
        return flops == 0 ? NONE : new NetworkCost(flops, Float.BYTES * (size(first) + size(second) + size(out)));
    }

    /**
     * Of one layer's entropies: the map is read for its mean channel and again for centring, which writes it, and the
     * centred map is read by the matrix product. What follows works on channels x channels.
     */
    static NetworkCost ofEntropies(long channels, long positions) {
        long map = channels * positions;
        long pairs = channels * channels;
        return new NetworkCost(2 * map + 2 * map * channels + 8 * pairs, Float.BYTES * (4 * map + 8 * pairs));
    }

    static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
}
