package org.fogbell.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fogbell.models.graft.SmallNetwork.INPUT;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectedNetworkITCase {
    @TempDir
    Path folder;

    @Test
    void takesARunOfActivationsForABlock() throws IOException {
        InspectedNetwork network = InspectedNetwork.of(SmallNetwork.chain(folder), null);
        assertThat(SmallNetwork.blocks(network, 3)).containsExactly(List.of("a", "b", "c"));
        assertThat(network.layer("b").shape()).containsExactly(1L, 12L, 16L, 16L);
        assertThat(network.inputs())
                .containsExactly(new InspectedNetwork.Layer(INPUT, "input", List.of(1L, 3L, 16L, 16L)));
    }

    @Test
    void takesResidualSumsAndNotWhatLiesInside() throws IOException {
        SmallNetwork network = new SmallNetwork().unit("stem", INPUT, 3);
        String last = "stem";
        for (String name : List.of("x", "y", "z")) {
            network.unit(name + ".in", last, 12)
                    .conv(name + ".out", name + ".in", 12, 12)
                    .node("Add", name, name + ".out", last);
            last = name;
        }
        assertThat(SmallNetwork.blocks(InspectedNetwork.of(network.write(folder, "z"), null), 3))
                .containsExactly(List.of("stem", "x", "y", "z"));
    }

    @Test
    void takesTheActivationBehindAResidualSum() throws IOException {
        SmallNetwork network = new SmallNetwork().unit("stem", INPUT, 3);
        String last = "stem";
        for (String name : List.of("x", "y")) {
            network.unit(name + ".in", last, 12)
                    .conv(name + ".out", name + ".in", 12, 12)
                    .node("Add", name + ".sum", last, name + ".out")
                    .node("Relu", name, name + ".sum");
            last = name;
        }
        assertThat(SmallNetwork.blocks(InspectedNetwork.of(network.write(folder, "y"), null), 3))
                .containsExactly(List.of("stem", "x", "y"));
    }

    @Test
    void knowsActivationsThatAreWrittenAsProducts() throws IOException {
        SmallNetwork network =
                new SmallNetwork().number("three", 3).number("low", 0).number("high", 6);
        String last = INPUT;
        int inputs = 3;
        for (String name : List.of("s", "t", "u")) {
            network.conv(name + ".c", last, inputs, 12);
            if (name.equals("t")) {
                network.node("Add", "t.shifted", "t.c", "three")
                        .node("Relu", "t.cut", "t.shifted")
                        .node("Mul", "t", "t.c", "t.cut");
            } else {
                network.node("Sigmoid", name + ".gate", name + ".c").node("Mul", name, name + ".gate", name + ".c");
            }
            last = name;
            inputs = 12;
        }
        assertThat(SmallNetwork.blocks(InspectedNetwork.of(network.write(folder, "u"), null), 3))
                .containsExactly(List.of("s", "t", "u"));
    }

    @Test
    void aRunEndsWhereSomethingElseFlowsIn() throws IOException {
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .conv("wide.conv", "b", 12, 24)
                .node("Relu", "wide", "wide.conv")
                .unit("back", "wide", 24)
                .node("Max", "joined", "b", "back")
                .unit("c", "joined", 12)
                .unit("d", "c", 12)
                .write(folder, "d");
        InspectedNetwork network = InspectedNetwork.of(file, null);
        assertThat(SmallNetwork.blocks(network, 2)).containsExactly(List.of("a", "b"), List.of("c", "d"));
        assertThatThrownBy(() -> network.blocks(3))
                .hasMessageContaining("at least 3 layers of one shape")
                .hasMessageContaining("at most 2: c, d of shape [1, 12, 16, 16]")
                .hasMessageContaining("--blocks \"c,d\" --min-layers 2 insists");
    }

    @Test
    void countsTheArithmetic() throws IOException {
        InspectedNetwork network = InspectedNetwork.of(SmallNetwork.chain(folder), null);
        long positions = 16 * 16;
        assertThat(network.cost().flops()).isEqualTo(2 * 9 * positions * (3 * 12 + 2 * 12 * 12));
        assertThat(network.cost(network.blocks(3).get(0)).flops())
                .isEqualTo(3 * (2 * 12 * positions + 2 * 12 * 12 * positions + 8 * 12 * 12));
        assertThat(network.mapBytes(network.blocks(3).get(0))).isEqualTo(3 * 12 * positions * 4);
    }

    @Test
    void namesWhatIsWrongWithBlocksThatAreNamed() throws IOException {
        Path file = new SmallNetwork()
                .unit("a", INPUT, 3)
                .unit("b", "a", 12)
                .unit("c", "b", 12)
                .conv("wide", "c", 12, 24)
                .write(folder, "c");
        InspectedNetwork network = InspectedNetwork.of(file, null);
        assertThat(network.blocks(" a , b,c ", 3).get(0).layers()).containsExactly("a", "b", "c");
        assertComplains(network, "a,b,C.conv", 3, "got 'C.conv' (there is c, c.conv)", "fogbell inspect");
        assertComplains(network, "a,b,wide", 3, "'a' of [1, 12, 16, 16] and 'wide' of [1, 24, 16, 16]");
        assertComplains(network, "a,b", 3, "at least 3 layers a block, got 2: a, b; --min-layers 2 insists");
        assertComplains(network, "a,b,c;b,c,a", 3, "each layer in one block, got 'b' in two");
        assertComplains(network, "a", 2, "at least 2 layers a block, got 1: a");
        assertComplains(network, "a,b,c.conv.b", 3, "tensors that nodes of", "'c.conv.b'");
        assertComplains(network, "a,b", 1, "--min-layers: expected at least 2", "got 1");
        assertComplains(network, "", 3, "got ''");
    }

    private static void assertComplains(InspectedNetwork network, String blocks, int minLayers, String... parts) {
        assertThatThrownBy(() -> network.blocks(blocks, minLayers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void refusesWhatIsNoNetwork() throws IOException {
        Path file = folder.resolve("small.onnx");
        assertRefused(file, "no such file, expected an ONNX network");
        Files.writeString(file, "not a network at all");
        assertRefused(file, "expected an ONNX network");
        Files.write(file, new byte[0]);
        assertRefused(file, "expected an ONNX network, got a file without nodes");
    }

    @Test
    void namesTheNodeOfACustomOperator() throws IOException {
        Path file = SmallNetwork.changeGraph(
                SmallNetwork.chain(folder),
                graph -> graph.setNode(
                        1, graph.getNode(1).toBuilder().setOpType("Voxelise").setDomain("acme")));
        assertRefused(file, "node 'a.node'", "got Voxelise of the domain 'acme'", "without custom operators");
        SmallNetwork.changeGraph(
                SmallNetwork.chain(folder),
                graph -> graph.setNode(1, graph.getNode(1).toBuilder().setOpType("Voxelise")));
        assertRefused(file, "the operator Voxelise of node 'a.node' is none that it has");
        NodeProto inner = NodeProto.newBuilder()
                .setName("inner")
                .setOpType("Voxelise")
                .setDomain("acme")
                .addOutput("inner.out")
                .build();
        GraphProto body = GraphProto.newBuilder().setName("body").addNode(inner).build();
        SmallNetwork.changeGraph(
                SmallNetwork.chain(folder),
                graph -> graph.addNode(NodeProto.newBuilder()
                        .setName("choice")
                        .setOpType("If")
                        .addOutput("chosen")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setType(AttributeProto.AttributeType.GRAPH)
                                .setG(body))));
        assertRefused(file, "node 'inner'", "got Voxelise of the domain 'acme'", "without custom operators");
    }

    @Test
    void namesTheInputWhoseSidesNobodyKnows() throws IOException {
        Path file = SmallNetwork.changeGraph(SmallNetwork.chain(folder), graph -> {
            graph.getInputBuilder(0)
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .setDim(2, TensorShapeProto.Dimension.newBuilder().setDimParam("height"))
                    .setDim(3, TensorShapeProto.Dimension.newBuilder());
            graph.getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder().clearShape();
            return graph;
        });
        assertRefused(file, "input 'input' has the shape [batch, 3, height, ?]", "--shape");
        InspectedNetwork given = InspectedNetwork.of(file, new long[] {1, 3, 8, 10});
        assertThat(given.layer("c").shape()).containsExactly(1L, 12L, 8L, 10L);
        assertThatThrownBy(() -> InspectedNetwork.of(file, new long[] {1, 4, 8, 10}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected [batch, 3, height, ?] as the network declares, got [1, 4, 8, 10]");
        for (long[] impossible :
                new long[][] {{2, 3, 8, 10}, {1, 3, 0, 10}, {1, 3, -8, 10}, {1, 3, 1 << 20, 1 << 20}}) {
            assertThatThrownBy(() -> InspectedNetwork.of(file, impossible))
                    .as(Arrays.toString(impossible))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "input 'input': expected one frame of at least 1 and at most 536870911 numbers," + " got "
                                    + Arrays.toString(impossible));
        }
    }

    @Test
    void refusesOldOperatorsAndWeightsInOtherFiles() throws IOException {
        Path file = SmallNetwork.change(SmallNetwork.chain(folder), model -> model.toBuilder()
                .setOpsetImport(0, OperatorSetIdProto.newBuilder().setVersion(9))
                .build());
        assertRefused(file, "expected operator set 11 or newer, got 9");
        SmallNetwork.changeGraph(
                SmallNetwork.chain(folder),
                graph -> graph.setInitializer(
                        0, graph.getInitializer(0).toBuilder().setDataLocation(TensorProto.DataLocation.EXTERNAL)));
        assertRefused(file, "got 'a.conv.w' in another");
    }

    @Test
    void passesOnWhatOnnxRuntimeSaysOfANetworkThatDoesNotRun() throws IOException {
        Path file = SmallNetwork.changeGraph(
                SmallNetwork.chain(folder),
                graph -> graph.addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .setName("impossible")
                        .addInput("a")
                        .addInput("a.conv.b")
                        .addOutput("product")));
        assertRefused(file, "ONNX Runtime cannot run it", "impossible");
    }

    private static void assertRefused(Path file, String... parts) {
        assertThatThrownBy(() -> InspectedNetwork.of(file, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("small.onnx: ")
                .hasMessageContainingAll(parts);
    }
}
