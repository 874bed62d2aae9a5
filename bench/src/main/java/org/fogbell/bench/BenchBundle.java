package org.fogbell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.training.DetectorSize;
import org.jspecify.annotations.Nullable;

/** The bundle that a benchmark runs: a shipped one, a folder, or {@code base}, a random backbone of that size in a folder that goes. */
final class BenchBundle implements AutoCloseable {
    static final String BASE = "base";

    private final ModelBundle model;
    private final String parameter;
    private final @Nullable Path written;

    private BenchBundle(ModelBundle model, String parameter, @Nullable Path written) {
        this.model = model;
        this.parameter = parameter;
        this.written = written;
    }

    /** @throws IOException where there is no such bundle, or {@code base} cannot be written */
    static BenchBundle named(String name) throws IOException {
        return name.equals(BASE) ? random(DetectorSize.base()) : new BenchBundle(ModelBundle.named(name), name, null);
    }

    /** A random backbone with the entropies of its blocks in it. */
    static BenchBundle random(DetectorSize size) throws IOException {
        Path folder = Files.createTempDirectory("fogbell-bench");
        InspectedNetwork network =
                InspectedNetwork.of(RandomBackbone.write(folder.resolve("backbone.onnx"), size), null);
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        return new BenchBundle(RandomBackbone.graft(network, size.grid(), bundle), bundle.toString(), folder);
    }

    ModelBundle model() {
        return model;
    }

    /** What the job calls it, its parameter {@code model.bundle}. */
    String parameter() {
        return parameter;
    }

    /** Deletes what was written for it. */
    @Override
    public void close() throws IOException {
        if (written != null) {
            GraftBenchmark.delete(written);
        }
    }
}
