package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {
    private final List<CommandLine> benchmarks = ((Bench) Bench.commandLine().getCommand()).benchmarks();

    @Test
    void runsEveryBenchmarkWhereNoneIsNamed() {
        assertThat(benchmarks.stream().map(CommandLine::getCommandName).collect(Collectors.toSet()))
                .contains("job", "ingest", "latency", "memory", "graft", "entropies", "peers", "verdict", "detection")
                .doesNotContain("help");
    }

    @Test
    void everyBenchmarkTakesTheOptionsOfAll() {
        assertThat(Bench.commandLine().getCommandSpec().optionsMap()).containsKeys("--quick", "--json", "--help");
        assertThat(benchmarks)
                .allSatisfy(benchmark -> assertThat(benchmark.getCommandSpec().optionsMap())
                        .as(benchmark.getCommandName())
                        .containsKeys("--quick", "--json", "--help"));
    }
}
