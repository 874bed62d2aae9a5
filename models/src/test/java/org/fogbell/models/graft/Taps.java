package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.fogbell.models.eloss.ChannelGram;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.Offline;

/** The layers of a network as it is, tapped and taken out whole: what a grafted network is compared with. */
final class Taps {
    private Taps() {}

    /** The Gram matrices of the blocks' layers for one frame, computed here from the feature maps. */
    static List<ChannelGram> grams(Path network, List<FeatureBlock> blocks, InputGeometry geometry, Frame frame)
            throws IOException, OrtException {
        return each(
                network,
                blocks,
                geometry,
                frame,
                (values, channels) -> ChannelGram.of(values, 0, channels, values.length / channels));
    }

    /** The mean of each channel of each of those layers. */
    static List<List<Double>> means(Path network, List<FeatureBlock> blocks, InputGeometry geometry, Frame frame)
            throws IOException, OrtException {
        return each(network, blocks, geometry, frame, (values, channels) -> {
            List<Double> means = new ArrayList<>();
            int positions = values.length / channels;
            for (int channel = 0; channel < channels; channel++) {
                double sum = 0;
                for (int at = 0; at < positions; at++) {
                    sum += values[channel * positions + at];
                }
                means.add(sum / positions);
            }
            return means;
        });
    }

    private interface OfMap<T> {
        T of(float[] values, int channels);
    }

    private static <T> List<T> each(
            Path network, List<FeatureBlock> blocks, InputGeometry geometry, Frame frame, OfMap<T> made)
            throws IOException, OrtException {
        float[] encoded = new float[geometry.size()];
        geometry.newEncoder().encode(frame, encoded, 0);
        long[] shape = LongStream.concat(
                        LongStream.of(1), geometry.shape().stream().mapToLong(Integer::longValue))
                .toArray();
        ModelProto model = ModelProto.parseFrom(Files.readAllBytes(network));
        GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput();
        List<String> layers =
                blocks.stream().flatMap(block -> block.layers().stream()).toList();
        for (String layer : layers) {
            graph.addOutput(ValueInfoProto.newBuilder()
                    .setName(layer)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder()
                                    .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
        }
        Offline.engine(BundleManifest.ONNX_RUNTIME, 1);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        List<T> all = new ArrayList<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            byte[] tapped = model.toBuilder().setGraph(graph).build().toByteArray();
            try (OrtSession session = environment.createSession(tapped, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(encoded), shape);
                    OrtSession.Result result = session.run(
                            Map.of(session.getInputNames().iterator().next(), input))) {
                for (String layer : layers) {
                    OnnxTensor map = (OnnxTensor) result.get(layer).orElseThrow();
                    int channels = (int) map.getInfo().getShape()[1];
                    float[] values = new float[map.getFloatBuffer().remaining()];
                    map.getFloatBuffer().get(values);
                    all.add(made.of(values, channels));
                }
            }
        }
        return all;
    }
}
