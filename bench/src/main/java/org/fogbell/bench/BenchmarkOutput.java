package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a benchmark says what it measured: for a person, or for a program. */
final class BenchmarkOutput {
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    /** One line, as soon as it is known. */
    void print(Map<String, Object> line, String text) throws JsonProcessingException {
        say(json ? JSON.writeValueAsString(line) : text);
    }

    /** What only a person needs. */
    void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
