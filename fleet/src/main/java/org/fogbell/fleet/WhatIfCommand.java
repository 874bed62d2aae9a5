package org.fogbell.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.topology.JobParameters;
import org.fogbell.topology.ParameterSources;
import org.fogbell.verdict.PolicyBook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell whatif}: which alerts other parameters would have given on recorded scores. */
@Command(
        name = "whatif",
        description = "Replays recorded scores through the job's verdicts, by each policy, and tells the alerts apart.",
        footer = "Only deviation alerts are told: silence and clocks follow from when frames come.",
        mixinStandardHelpOptions = true)
final class WhatIfCommand implements Callable<Integer> {
    private static final String TOPIC = "topic";

    @Option(
            names = "--scores",
            required = true,
            paramLabel = "FILE|FOLDER|topic",
            description =
                    "What 'fogbell tail scores --json' printed, a folder of such files, or 'topic': the scores topic.")
    Path scores = Path.of(TOPIC);

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Job parameters as 'key = value' lines; once for each policy. Without any: the defaults.")
    List<Path> policies = new ArrayList<>();

    @Option(
            names = "--live-policies",
            paramLabel = "FILE|FOLDER|topic",
            description =
                    "Answers to live policies and orders, by which to go as well: what 'fogbell tail policy-acks --json"
                            + " --from-beginning' printed, or 'topic'. Without: none, whatever the scores were judged by.")
    @Nullable
    Path livePolicies;

    @Option(names = "--out", paramLabel = "FILE", description = "A report as an HTML page, with plots.")
    @Nullable
    Path out;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // Before the scores, which may be many.
        Map<Path, JobParameters> parameters = new LinkedHashMap<>();
        for (Path policy : policies) {
            requireThere("--policy", policy);
            parameters.put(policy, ParameterSources.read(policy));
        }
        requireSource("--scores", scores);
        if (livePolicies != null) {
            requireSource("--live-policies", livePolicies);
        }
        Map<String, List<FrameScore>> sensors =
                WhatIf.bySensor(read(scores, kafka.topics().scores(), FrameScore.class, new RecordedScores()::take));
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException("--scores: expected recorded scores, got none in " + scores);
        }
        PolicyBook live = livePolicies == null
                ? new PolicyBook()
                : PolicyBook.of(
                        read(livePolicies, kafka.topics().policyAcks(), PolicyAck.class, UnaryOperator.identity()));
        long began = System.nanoTime();
        List<WhatIf> outcomes = new ArrayList<>();
        parameters.forEach(
                (policy, read) -> outcomes.add(WhatIf.of(String.valueOf(policy.getFileName()), read, live, sensors)));
        if (outcomes.isEmpty()) {
            outcomes.add(WhatIf.of("defaults", JobParameters.of(Map.of()), live, sensors));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        var printed = spec.commandLine().getOut();
        printed.println(recording(sensors, seconds / outcomes.size()));
        WhatIfText.lines(outcomes).forEach(printed::println);
        if (out != null) {
            Files.writeString(out, WhatIfReport.html(outcomes));
        }
        return 0;
    }

    private static void requireSource(String option, Path from) {
        if (!from.toString().equals(TOPIC)) {
            requireThere(option, from);
        }
    }

    private static void requireThere(String option, Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(option + ": no such file: " + file);
        }
    }

    private static String recording(Map<String, List<FrameScore>> sensors, double seconds) {
        Duration longest = Duration.ZERO;
        long frames = 0;
        for (List<FrameScore> scores : sensors.values()) {
            Duration span = Duration.between(
                    scores.get(0).getEventTime(), scores.get(scores.size() - 1).getEventTime());
            longest = span.compareTo(longest) > 0 ? span : longest;
            frames += scores.size();
        }
        return String.format(
                Locale.ROOT,
                "%d scores of %d sensors over %s, replayed in %.2f s a policy: %.0f times real time",
                frames,
                sensors.size(),
                WhatIfText.seconds(longest),
                seconds,
                longest.toMillis() / 1e3 / seconds);
    }

    private <T extends SpecificRecordBase> List<T> read(
            Path from, String topic, Class<T> type, UnaryOperator<T> checked) throws IOException {
        JsonRecords<T> records = new JsonRecords<>(type);
        List<T> read = new ArrayList<>();
        if (from.toString().equals(TOPIC)) {
            try (TopicReader<T> reader = new TopicReader<>(kafka.bootstrapServers, topic, type, true)) {
                reader.readToEnd(record -> read.add(checked.apply(record)));
            }
        } else if (Files.isDirectory(from)) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    read(file, line -> checked.apply(records.read(line)), read);
                }
            }
        } else {
            read(from, line -> checked.apply(records.read(line)), read);
        }
        return read;
    }

    private static <T> void read(Path file, Function<String, T> record, List<T> into) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    try {
                        into.add(record.apply(line));
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
                    }
                }
            }
        }
    }
}
