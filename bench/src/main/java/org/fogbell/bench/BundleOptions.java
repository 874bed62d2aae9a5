package org.fogbell.bench;

import java.io.IOException;
import picocli.CommandLine.Option;

/** Which network a benchmark runs, and on what. */
final class BundleOptions {
    @Option(
            names = "--bundle",
            description = "Model bundle: a folder or a name; 'base' stands for a random backbone of that size"
                    + " (default: ${DEFAULT-VALUE}).")
    String bundle = "detector";

    @Option(
            names = "--device",
            description = "What runs the network: cpu, gpu:N or auto, the first GPU, else the CPU"
                    + " (default: ${DEFAULT-VALUE}).")
    String device = "auto";

    /** @throws IOException where there is no such bundle */
    BenchBundle open() throws IOException {
        return BenchBundle.named(bundle);
    }
}
