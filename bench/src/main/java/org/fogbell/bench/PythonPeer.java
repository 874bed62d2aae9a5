package org.fogbell.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A rival written in Python, in {@code bench/peers}; runs where Debian's packages that its head names are installed. */
final class PythonPeer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_MINUTES = 10;

    private final Path python;
    private final Path script;

    private PythonPeer(Path python, Path script) {
        this.python = python;
        this.script = script;
    }

    /**
     * The peer of a script's name.
     *
     * @param python interpreter that has the libraries
     * @param peers folder of the scripts
     * @throws IOException when there is no such script
     */
    static PythonPeer of(Path python, Path peers, String name) throws IOException {
        Path script = peers.resolve(name);
        if (!Files.isRegularFile(script)) {
            throw new IOException(script + ": expected a peer's script; --peers names the folder bench/peers");
        }
        return new PythonPeer(python, script);
    }

    /** Whether the interpreter has all of these modules. */
    boolean has(List<String> modules) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", "import " + String.join(", ", modules))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the script prints, one JSON object; its errors go to this process's. */
    JsonNode run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // One thread, as the others: numpy's library would take all cores.
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        Process process = builder.start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(script + ": expected an exit status of 0 within " + PATIENCE_MINUTES
                        + " minutes, it printed: " + text);
            }
            return JSON.readTree(text);
        } finally {
            process.destroyForcibly();
        }
    }
}
