package org.fogbell.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fogbell.models.graft.SmallNetwork.INPUT;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames score the same whatever stands beside them, and whatever batch a network was exported for. */
class BatchAxisITCase {
    @TempDir
    Path folder;

    @Test
    void aFrameScoresTheSameAloneAndInABatch() throws IOException {
        ModelBundle bundle = graft(SmallNetwork.chain(folder), LayerEntropy.RADIUS);
        assertThat(bundle.manifest().graft()).isNotNull();
        assertThat(bundle.manifest().graft().batches()).isTrue();
        assertBatchesDoNotMatter(bundle);
    }

    @Test
    void aNetworkOfOneFrameIsOpenedWhereThatChangesNothing() throws IOException {
        Path file = SmallNetwork.changeGraph(
                new SmallNetwork()
                        .unit("a", INPUT, 3)
                        .node("Reshape", "shaped", "a", "to")
                        .unit("b", "shaped", 12)
                        .unit("c", "b", 12)
                        .write(folder, "c"),
                graph -> ofOneFrame(graph).addInitializer(NodeWriter.int64("to", 1, 12, 16, 16)));
        ModelBundle bundle = graft(file, LayerEntropy.RADIUS);
        assertThat(bundle.manifest().graft().batches()).isTrue();
        assertBatchesDoNotMatter(bundle);
    }

    @Test
    void aNetworkThatMixesFramesRunsThemOneByOne() throws IOException {
        Path file = SmallNetwork.changeGraph(
                new SmallNetwork()
                        .unit("a", INPUT, 3)
                        .node("ReduceMean", "mean", "a")
                        .node("Sub", "shifted", "a", "mean")
                        .unit("b", "shifted", 12)
                        .unit("c", "b", 12)
                        .write(folder, "c"),
                BatchAxisITCase::ofOneFrame);
        ModelBundle bundle = graft(file, InspectedNetwork.of(file, null).blocks("a,b,c", 3), LayerEntropy.RADIUS);
        assertThat(bundle.manifest().graft().batches()).isFalse();
        assertBatchesDoNotMatter(bundle);
    }

    private static void assertBatchesDoNotMatter(ModelBundle bundle) throws IOException {
        List<CameraImage> images = List.of(SmallBundle.image(1), SmallBundle.image(2), SmallBundle.image(3));
        List<Perception> together = SmallBundle.perceive(bundle, images);
        for (int i = 0; i < images.size(); i++) {
            Perception alone =
                    SmallBundle.perceive(bundle, List.of(images.get(i))).get(0);
            assertThat(together.get(i).profile().entropies())
                    .containsExactly(alone.profile().entropies(), within(1e-5));
            assertThat(together.get(i).rankProfile().entropies())
                    .containsExactly(alone.rankProfile().entropies(), within(1e-5));
        }
        assertThat(together.get(0).profile()).isNotEqualTo(together.get(1).profile());
    }

    private ModelBundle graft(Path file, LayerEntropy kind) throws IOException {
        return graft(file, InspectedNetwork.of(file, null).blocks(3), kind);
    }

    private ModelBundle graft(Path file, List<FeatureBlock> blocks, LayerEntropy kind) throws IOException {
        return SmallBundle.graft(file, blocks, kind, folder);
    }

    private static GraphProto.Builder ofOneFrame(GraphProto.Builder graph) {
        List<ValueInfoProto.Builder> values = new ArrayList<>(graph.getInputBuilderList());
        values.addAll(graph.getOutputBuilderList());
        values.forEach(value -> value.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(1));
        return graph;
    }
}
