package org.fogbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where rivals in Python are, and what runs them. */
final class PythonOptions {
    @Option(
            names = "--python",
            description = "Interpreter that has Debian's python3-kafka, -avro, -onnx and -torch"
                    + " (default: ${DEFAULT-VALUE}).")
    Path python = Path.of("/usr/bin/python3");

    @Option(names = "--peers", description = "Folder of the Python scripts (default: ${DEFAULT-VALUE}).")
    Path peers = Path.of("bench", "peers");

    PythonPeer peer(String script) throws IOException {
        return PythonPeer.of(python, peers, script);
    }
}
