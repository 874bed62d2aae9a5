package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FogbellTest {
    @Test
    void saysInWordsThatTheHeapIsFull() {
        StringWriter err = new StringWriter();
        CommandLine fogbell = Fogbell.commandLine().addSubcommand(new Greedy()).setErr(new PrintWriter(err, true));
        assertThat(fogbell.execute("greedy")).isEqualTo(Fogbell.FAILED);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("fogbell: out of memory: the heap is ")
                .contains("FOGBELL_JVM=-Xmx8g")
                .endsWith("(Java heap space)");
    }

    @Command(name = "greedy")
    static final class Greedy implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
