package org.fogbell.fleet;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecordBase;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.DeadLetter;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell tail}: a topic of results, a line a record. */
@Command(
        name = "tail",
        description = "Prints a topic of results as it grows, as text or as JSON lines.",
        mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {
    /** What can be read. */
    enum Results {
        ALERTS,
        SCORES,
        DEVIATIONS,
        INCIDENTS,
        POLICY_ACKS,
        DEAD_LETTERS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            paramLabel = "TOPIC",
            converter = ResultsOption.class,
            description = "alerts, incidents, scores, deviations, policy-acks or dead-letters.")
    Results results = Results.ALERTS;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Option(names = "--from-beginning", description = "From the oldest record instead of from now on.")
    boolean fromBeginning;

    @Option(names = "--limit", defaultValue = "0", description = "End after this many records (default: never).")
    long limit;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Topics topics = kafka.topics();
        return switch (results) {
            case ALERTS -> follow(topics.alerts(), Alert.class);
            case SCORES -> follow(topics.scores(), FrameScore.class);
            case DEVIATIONS -> follow(topics.deviations(), Deviation.class);
            case INCIDENTS -> follow(topics.incidents(), Incident.class);
            case POLICY_ACKS -> follow(topics.policyAcks(), PolicyAck.class);
            case DEAD_LETTERS -> follow(topics.deadLetters(), DeadLetter.class);
        };
    }

    private <T extends SpecificRecordBase> int follow(String topic, Class<T> type) {
        var out = spec.commandLine().getOut();
        long printed = 0;
        try (TopicReader<T> reader = new TopicReader<>(kafka.bootstrapServers, topic, type, fromBeginning)) {
            while (limit == 0 || printed < limit) {
                for (T record : reader.poll(Duration.ofMillis(500))) {
                    if (limit == 0 || printed < limit) {
                        out.println(json ? RecordJson.line(record) : RecordText.line(record));
                        printed++;
                    }
                }
                out.flush();
            }
        }
        return 0;
    }

    /** Reads the topic's word. */
    static final class ResultsOption implements picocli.CommandLine.ITypeConverter<Results> {
        @Override
        public Results convert(String text) {
            for (Results results : Results.values()) {
                if (results.toString().equals(text)) {
                    return results;
                }
            }
            throw new picocli.CommandLine.TypeConversionException(
                    "expected alerts, incidents, scores, deviations, policy-acks or dead-letters, got '" + text + "'");
        }
    }
}
