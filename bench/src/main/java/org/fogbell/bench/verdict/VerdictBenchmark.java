package org.fogbell.bench.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fogbell.bench.Machine;
import org.fogbell.topology.JobParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code fogbell bench verdict}: processor time and allocated bytes a score through baseline, windows and alert, and bytes of state a
 * sensor, beside random cut forests on the same stream. A million sensors need a heap of 8 GB ({@code FOGBELL_JVM=-Xmx8g}).
 */
@Command(
        name = "verdict",
        description = "Measures time and state of the verdicts on a stream of scores beside random cut forests.",
        mixinStandardHelpOptions = true)
public final class VerdictBenchmark implements Callable<Integer> {
    /** What the stages on the heap are to reach: scores a second and core, and how many times the rival's. */
    private static final double TARGET_SCORES = 50_000;

    private static final double TARGET_RATIO = 20;
    private static final double TARGET_BYTES = 2_048;
    private static final String HEAP = "hashmap";
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--quick", description = "Few sensors and scores: to see that it works, not to publish.")
    boolean quick;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Option(
            names = "--sensors",
            split = ",",
            description = "Numbers of sensors. Default: 1, 10000 and 1000000; with --quick 1 and 100.")
    List<Integer> sensors = List.of();

    @Option(
            names = "--backends",
            split = ",",
            description = "Flink's state backends; all but the first on 10000 sensors. Default: hashmap,rocksdb,forst.")
    List<String> backends = List.of(HEAP, "rocksdb", "forst");

    @Option(names = "--forests", defaultValue = "500", description = "Forests at a time. Default: ${DEFAULT-VALUE}.")
    int forests;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        JobParameters parameters = JobParameters.of(Map.of());
        Duration slide = parameters.liveRules().of(null).alerts().window().slide();
        if (!json) {
            say("machine  %s", Machine.here());
        }
        double rival = rivals();
        for (int count : sensors.isEmpty() ? quick ? List.of(1, 100) : List.of(1, 10_000, 1_000_000) : sensors) {
            Course course = Course.of(count, slide, quick);
            print(new PureVerdicts(new ScoreStream(count), parameters).measure(course), rival);
            for (String backend : backends) {
                if (backend.equals(backends.get(0)) || count == (quick ? 100 : 10_000)) {
                    print(new StageCluster(new ScoreStream(count), backend).measure(course), rival);
                }
            }
        }
        return 0;
    }

    /** Time of the rival with all features, many forests in turn. */
    private double rivals() throws Exception {
        int many = quick ? 4 : forests;
        long each = quick ? 300 : 600;
        print(new CutForests(new ScoreStream(1), true).measure(each, quick ? 500 : 20_000), 0);
        print(new CutForests(new ScoreStream(1), false).measure(each, quick ? 500 : 20_000), 0);
        Cost cost = new CutForests(new ScoreStream(many), false).measure(each * many, 20L * many);
        print(cost, 0);
        return cost.nanos().median();
    }

    private void print(Cost cost, double rivalNanos) throws JsonProcessingException {
        double ratio = rivalNanos / cost.nanos().median();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "verdict");
            line.put("who", cost.who());
            line.put("sensors", cost.sensors());
            line.put(
                    "nanos",
                    Map.of(
                            "min",
                            cost.nanos().min(),
                            "median",
                            cost.nanos().median(),
                            "max",
                            cost.nanos().max()));
            line.put("allocated_bytes", cost.allocated().median());
            line.put("state_bytes", cost.bytes());
            line.put("note", cost.note());
            if (rivalNanos > 0) {
                line.put("ratio_to_forests", ratio);
                line.put("meets_scores_target", cost.scoresPerSecond() >= TARGET_SCORES);
                line.put("meets_ratio_target", ratio >= TARGET_RATIO);
                line.put("meets_bytes_target", cost.bytesASensor() <= TARGET_BYTES);
            }
            spec.commandLine().getOut().println(JSON.writeValueAsString(line));
            spec.commandLine().getOut().flush();
            return;
        }
        say(
                "%-34s %,9d sensors %,11.0f ns a score (%,.0f to %,.0f), %,10.0f scores/s, %,.0f bytes allocated%s",
                cost.who(),
                cost.sensors(),
                cost.nanos().median(),
                cost.nanos().min(),
                cost.nanos().max(),
                cost.scoresPerSecond(),
                cost.allocated().median(),
                rivalNanos > 0 ? String.format(Locale.ROOT, ", %.1f times the forests'", ratio) : "");
        if (!cost.bytes().isEmpty()) {
            String parts = cost.bytes().entrySet().stream()
                    .map(part -> String.format(Locale.ROOT, "%s %,.0f", part.getKey(), part.getValue()))
                    .collect(Collectors.joining(", "));
            String note = cost.note() == null ? "" : " (" + cost.note() + ")";
            say("%-34s %,.0f bytes of state a sensor: %s%s", "", cost.bytesASensor(), parts, note);
        }
    }

    private void say(String format, Object... values) {
        spec.commandLine().getOut().println(String.format(Locale.ROOT, format, values));
        spec.commandLine().getOut().flush();
    }
}
