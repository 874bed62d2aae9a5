package org.fogbell.models.graft;

import static org.fogbell.models.graft.NodeWriter.list;
import static org.fogbell.models.graft.NodeWriter.number;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.eloss.LayerEntropy;

/** Writes the entropies of {@link LayerEntropy} as ONNX operators. */
/*
 * What ChannelGram does in float64, in float32, so the order of the steps matters: the channels are centred before the
 * product, and the squared norms are taken from the diagonal of that same product, so that a channel's distance to itself
 * is 0 to the last bit. It then counts among the K + 1 smallest of its row, whose greatest is the K-th nearest other.
 *
 * Only what touches a feature map is done layer by layer. The Gram matrices of all layers with the same number of channels
 * are then one tensor, frames x layers x channels x channels: a hundred small operators would cost more than their
 * arithmetic. Sums are products with ones: a product is fast where a reduction across channels is not, and unlike ReduceSum
 * it is written alike in all operator sets. ONNX Runtime takes Transpose and MatMul together, so the map is not copied.
 */
final class EntropyNodes {
    private final NodeWriter writer;
    private final boolean cast;

    /**
     * @param cast whether maps may be of another type than float32
     */
    EntropyNodes(NodeWriter writer, boolean cast) {
        this.writer = writer;
        this.cast = cast;
    }

    /** The Gram matrices of layers that have the same number of channels. */
    Grams grams(List<String> layers, int channels) {
        List<String> centred =
                layers.stream().map(layer -> centred(layer, channels)).toList();
        return new Grams(centred, channels);
    }

    /** The mean of each channel over its positions: frames x channels x 1. */
    String means(String layer, int channels) {
        return writer.node("GlobalAveragePool", flat(layer, channels));
    }

    /** Frames x channels x positions. */
    private String flat(String layer, int channels) {
        String map = layer;
        if (cast) {
            map = writer.node("Cast", List.of(layer), number("to", TensorProto.DataType.FLOAT.getNumber()));
        }
        return writer.node("Reshape", map, writer.longs(0, channels, -1));
    }

    /** Frames x channels x positions, the mean of the channels taken off. */
    private String centred(String layer, int channels) {
        String flat = flat(layer, channels);
        float[] share = ones(channels);
        Arrays.fill(share, 1f / channels);
        String mean = writer.node("MatMul", writer.floats("mean" + channels, 1, channels, share), flat);
        return writer.node("Sub", flat, mean);
    }

    /** Frames x channels x channels of each, one beside the other. */
    private String stacked(List<String> centred) {
        List<String> grams = centred.stream()
                .map(map -> writer.node("MatMul", map, writer.node("Transpose", List.of(map), list("perm", 0, 2, 1))))
                .toList();
        return writer.node("Concat", grams, number("axis", 1));
    }

    private String cast(String values, TensorProto.DataType type) {
        return writer.node("Cast", List.of(values), number("to", type.getNumber()));
    }

    /** The Gram matrices of some layers as one tensor. */
    final class Grams {
        private final List<String> centred;
        private final int layers;
        private final int channels;
        private final String grams;
        private final String norms;
        private final String trace;

        private Grams(List<String> centred, int channels) {
            this.centred = centred;
            this.layers = centred.size();
            this.channels = channels;
            grams = writer.node("Reshape", stacked(centred), writer.longs(0, layers, channels, channels));
            norms = writer.node("MatMul", writer.node("Mul", grams, identity(channels)), column(channels));
            trace = sum(norms);
        }

        /** Frames x layers x 1; of {@link LayerEntropy#RADIUS} the sum of the radii, see {@link #log1p}. */
        String entropies(LayerEntropy kind) {
            return switch (kind) {
                case RADIUS -> sum(radii());
                case LOG_RADIUS -> {
                    String radii = writer.node("Max", radii(), writer.number(LayerEntropy.MIN_RADIUS));
                    yield writer.node("Mul", sum(writer.node("Log", radii)), writer.number(1.0 / channels));
                }
                case RENYI2 -> renyi2();
                case CODING_RATE -> codingRate();
                case KOZACHENKO_LEONENKO ->
                    throw new IllegalArgumentException(
                            "--entropy: expected radius, log_radius, renyi2 or coding_rate, got kozachenko_leonenko, which no"
                                    + " grafted network computes; log_radius is the same per position and without constants");
            };
        }

        /** Frames x layers x channels x 1 to frames x layers x 1. */
        private String sum(String values) {
            String rows = writer.node("Reshape", values, writer.longs(0, layers, channels));
            return writer.node("MatMul", rows, column(channels));
        }

        /** Frames x layers x channels x 1. */
        private String radii() {
            String across = writer.node("Reshape", norms, writer.longs(0, layers, 1, channels));
            String twice = writer.node("Mul", grams, writer.number(2));
            String squared = writer.node("Sub", writer.node("Add", norms, across), twice);
            String floor = writer.node("Mul", one(trace), writer.number(ChannelGram.RELATIVE_FLOOR / channels));
            String floored = writer.node("Where", writer.node("Less", squared, floor), writer.number(0), squared);
            int neighbour = ChannelGram.neighbour(channels);
            String smallest = writer.smallest(neighbour + 1, floored);
            String last = writer.node(
                    "Slice", smallest, writer.longs(neighbour), writer.longs(neighbour + 1), writer.longs(3));
            return writer.node("Sqrt", last);
        }

        /** A number a layer, to go with matrices: frames x layers x 1 x 1. */
        private String one(String values) {
            return writer.node("Reshape", values, writer.longs(0, layers, 1, 1));
        }

        private String renyi2() {
            String dead = writer.node("Equal", trace, writer.number(0));
            String divisor = writer.node("Where", dead, writer.number(1), trace);
            String shares = writer.node("Div", grams, one(divisor));
            String squares = writer.node("MatMul", writer.node("Mul", shares, shares), column(channels));
            String entropy = writer.node("Neg", writer.node("Log", sum(squares)));
            return writer.node("Where", dead, writer.number(0), entropy);
        }

        /**
         * By elimination, one channel a step: no pivot of I + G / N is below 1, so none has to be chosen. In double precision, as
         * where channels depend on each other a pivot near 1 is what large numbers leave.
         */
        private String codingRate() {
            String exact = stacked(centred.stream()
                    .map(map -> cast(map, TensorProto.DataType.DOUBLE))
                    .toList());
            String square = writer.node("Reshape", exact, writer.longs(0, layers, channels, channels));
            String scaled = writer.node("Mul", square, writer.doubles("share" + channels, 0, 0, 1.0 / channels));
            double[] ones = new double[channels * channels];
            for (int i = 0; i < channels; i++) {
                ones[i * channels + i] = 1;
            }
            String identity = writer.doubles("exact" + channels, channels, channels, ones);
            String pivots = writer.elimination(writer.node("Add", scaled, identity), identity, elimination(channels));
            return writer.node("Mul", sum(cast(pivots, TensorProto.DataType.FLOAT)), writer.number(0.5));
        }
    }

    /** ln(1 + x) where x may be far below 1: float32 would lose it in the sum. */
    String log1p(String x) {
        String sum = writer.node("Add", x, writer.number(1));
        String lost = writer.node("Equal", sum, writer.number(1));
        String kept = writer.node("Sub", sum, writer.number(1));
        String divisor = writer.node("Where", lost, writer.number(1), kept);
        String corrected = writer.node("Mul", writer.node("Log", sum), writer.node("Div", x, divisor));
        return writer.node("Where", lost, x, corrected);
    }

    private String column(int channels) {
        return writer.floats("column" + channels, channels, 1, ones(channels));
    }

    private String identity(int channels) {
        float[] values = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            values[i * channels + i] = 1;
        }
        return writer.floats("identity" + channels, channels, channels, values);
    }

    private static float[] ones(int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The body of a Scan: takes the matrix and a row of the identity, gives the reduced matrix and ln of the pivot. */
    private static GraphProto elimination(int channels) {
        GraphProto.Builder body = GraphProto.newBuilder().setName("elimination");
        NodeWriter inner = new NodeWriter(body);
        body.addInput(value("matrix", 0, 0, channels, channels)).addInput(value("unit", channels));
        inner.named("down", "Reshape", List.of("unit", inner.longs(channels, 1)));
        inner.named("column", "MatMul", List.of("matrix", "down"));
        inner.named("across", "Transpose", List.of("column"), list("perm", 0, 1, 3, 2));
        inner.named("pivot", "MatMul", List.of("across", "down"));
        inner.named("product", "MatMul", List.of("column", "across"));
        inner.named("share", "Div", List.of("product", "pivot"));
        inner.named("reduced", "Sub", List.of("matrix", "share"));
        inner.named("log", "Log", List.of("pivot"));
        inner.named("step", "Reshape", List.of("log", inner.longs(0, 0, 1)));
        body.addOutput(value("reduced", 0, 0, channels, channels)).addOutput(value("step", 0, 0, 1));
        return body.build();
    }

    private static ValueInfoProto value(String name, long... sides) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long side : sides) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(side == 0 ? dimension : dimension.setDimValue(side));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.DOUBLE.getNumber())
                                .setShape(shape)))
                .build();
    }
}
