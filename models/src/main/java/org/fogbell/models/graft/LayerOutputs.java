package org.fogbell.models.graft;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Shows what a network keeps to itself: for looking at its layers, since the job wants their entropies only. */
public final class LayerOutputs {
    private LayerOutputs() {}

    /**
     * Writes a copy of a network that puts out these layers too, whole, beside what it puts out anyway.
     *
     * @param layers names of float32 values in the network
     * @throws IOException naming the file: no ONNX network that this package understands
     * @throws IllegalArgumentException naming a layer that the network does not have
     */
    public static void write(Path network, Collection<String> layers, Path into) throws IOException {
        OnnxModel model = OnnxModel.read(network);
        GraphProto.Builder graph = model.graph().toBuilder();
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(output -> outputs.add(output.getName()));
        for (String layer : new LinkedHashSet<>(layers)) {
            if (!model.has(layer)) {
                throw new IllegalArgumentException(network + ": expected a layer '" + layer + "', it has none");
            }
            if (outputs.add(layer)) {
                graph.addOutput(ValueInfoProto.newBuilder()
                        .setName(layer)
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder()
                                        .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
            }
        }
        Files.write(into, model.proto().toBuilder().setGraph(graph).build().toByteArray());
    }
}
