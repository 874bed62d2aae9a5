package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.fogbell.models.simulation.Corruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InjectionTest {
    @ParameterizedTest
    @CsvSource({
        "gaussian:5@25s-40s, gaussian, 5, 25000, 40000",
        "silence:1@10s-20s, silence, 1, 10000, 20000",
        "frozen:1@5-9, frozen, 1, 5000, 9000",
        "beam-missing:2@0-500ms, beam-missing, 2, 0, 500",
        "density:3@1m-1.5m, density, 3, 60000, 90000"
    })
    void readsKindSeverityAndSpan(String text, String kind, int severity, long from, long to) {
        assertThat(Injection.parse(text))
                .isEqualTo(
                        new Injection(Corruption.of(kind, severity), Duration.ofMillis(from), Duration.ofMillis(to)));
    }

    @Test
    void coversItsSpanUpToTheEnd() {
        Injection injection = Injection.parse("gaussian:5@25s-40s");
        assertThat(injection.covers(Duration.ofMillis(24_999))).isFalse();
        assertThat(injection.covers(Duration.ofSeconds(25))).isTrue();
        assertThat(injection.covers(Duration.ofMillis(39_999))).isTrue();
        assertThat(injection.covers(Duration.ofSeconds(40))).isFalse();
        assertThat(injection).hasToString("gaussian:5@25s-40s");
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian, KIND:SEVERITY@FROM-TO",
        "gaussian:5@25s, KIND:SEVERITY@FROM-TO",
        "beam-missing:5, KIND:SEVERITY@FROM-TO",
        "@1-2, KIND:SEVERITY@FROM-TO",
        "gaussian@1-2, KIND:SEVERITY",
        "gaussian:x@1-2, KIND:SEVERITY",
        "gaussian:6@1-2, got 6",
        "gaussain:5@1-2, did you mean 'gaussian'",
        "gaussian:5@soon-2, got 'soon'",
        "gaussian:5@1-, expected a duration",
        "gaussian:5@40s-25s, got 40s-25s",
        "gaussian:5@25s-25s, got 25s-25s"
    })
    void saysOnTheCommandLineWhatWasExpectedAndWhatCame(String text, String part) {
        CommandLine commandLine = new CommandLine(new Command());
        assertThatThrownBy(() -> commandLine.parseArgs("--inject", text))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContainingAll("--inject", "'" + text + "'", part);
    }

    @CommandLine.Command
    static final class Command {
        @CommandLine.Option(names = "--inject", converter = Injection.Option.class)
        Injection injection = Injection.parse("none:1@0-1");
    }
}
