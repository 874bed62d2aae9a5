package org.fogbell.topology;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobParametersTest {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            entry("kafka.bootstrap-servers", "localhost:9092"),
            entry("kafka.topic-prefix", "fogbell"),
            entry("kafka.group-id", "fogbell"),
            entry("kafka.start", "committed"),
            entry("kafka.delivery", "at-least-once"),
            entry("model.bundle", "detector"),
            entry("model.device", "auto"),
            entry("model.intra-op-threads", "0"),
            entry("perception.workers", "0"),
            entry("perception.capacity", "16"),
            entry("perception.score", "combined"),
            entry("perception.timeout", "30s"),
            entry("perception.attempts", "2"),
            entry("perception.backoff", "100ms"),
            entry("perception.max-consecutive-failures", "10"),
            entry("perception.max-points", "4000000"),
            entry("perception.payload-root", ""),
            entry("serving.batch-frames", "0"),
            entry("serving.batch-memory", "64"),
            entry("serving.batch-deadline", "5ms"),
            entry("serving.memory", "256"),
            entry("serving.keep-loaded", "1m"),
            entry("event-time.out-of-orderness", "2s"),
            entry("event-time.max-clock-skew", "2s"),
            entry("event-time.idle-after", "5s"),
            entry("event-time.max-record-age", "0ms"),
            entry("baseline.learning-frames", "20"),
            entry("baseline.prior-frames", "5"),
            entry("baseline.min-spread", "0.08"),
            entry("baseline.half-life-frames", "300"),
            entry("baseline.steps", "true"),
            entry("baseline.adopt-after", "0ms"),
            entry("baseline.jitter", "0.5"),
            entry("window.size", "5s"),
            entry("window.slide", "1s"),
            entry("alert.threshold", "4.0"),
            entry("alert.release", "2.0"),
            entry("alert.share", "0.5"),
            entry("alert.min-frames", "3"),
            entry("alert.windows", "2"),
            entry("alert.of-windows", "3"),
            entry("alert.critical", "6.0"),
            entry("alert.min-duration", "0ms"),
            entry("alert.keep-firing", "0ms"),
            entry("alert.renotify", "0ms"),
            entry("alert.publish-pending", "false"),
            entry("alert.budget", "0.0"),
            entry("alert.budget-period", "168h"),
            entry("flapping.openings", "4"),
            entry("flapping.within", "10m"),
            entry("maintenance.spans", ""),
            entry("shift.size", "1.0"),
            entry("shift.false-alarm-frames", "0.0"),
            entry("silence.after", "10s"),
            entry("incident.resolution", "8"),
            entry("incident.vehicles", "3"),
            entry("incident.share", "0.5"),
            entry("incident.fleet-share", "0.8"),
            entry("incident.apart", "3.0"),
            entry("incident.settle", "10s"),
            entry("incident.memory", "1m"),
            entry("incident.rollout", "1h"),
            entry("incident.members", "50"),
            entry("naming.classifier", ""),
            entry("naming.features", ""),
            entry("naming.timeout", "30s"),
            entry("naming.workers", "1"),
            entry("naming.queue", "32"),
            entry("checkpoint.interval", "10s"),
            entry("checkpoint.max-restarts", "10"),
            entry("state.retention", "168h"));

    /** Another valid value of every parameter. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            entry("kafka.bootstrap-servers", "a:1,b:2"),
            entry("kafka.topic-prefix", "north.fleet"),
            entry("kafka.group-id", "night"),
            entry("kafka.start", "latest"),
            entry("kafka.delivery", "exactly-once"),
            entry("model.bundle", "/models/second"),
            entry("model.device", "gpu:1"),
            entry("model.intra-op-threads", "4"),
            entry("perception.workers", "3"),
            entry("perception.capacity", "64"),
            entry("perception.score", "eloss"),
            entry("perception.timeout", "1500ms"),
            entry("perception.attempts", "1"),
            entry("perception.backoff", "1s"),
            entry("perception.max-consecutive-failures", "25"),
            entry("perception.max-points", "10"),
            entry("perception.payload-root", "s3://bucket/frames/"),
            entry("serving.batch-frames", "12"),
            entry("serving.batch-memory", "16"),
            entry("serving.batch-deadline", "0ms"),
            entry("serving.memory", "1024"),
            entry("serving.keep-loaded", "0ms"),
            entry("event-time.out-of-orderness", "3m"),
            entry("event-time.max-clock-skew", "1s"),
            entry("event-time.idle-after", "2h"),
            entry("event-time.max-record-age", "6h"),
            entry("baseline.learning-frames", "50"),
            entry("baseline.prior-frames", "7"),
            entry("baseline.min-spread", "0.125"),
            entry("baseline.half-life-frames", "1000"),
            entry("baseline.steps", "false"),
            entry("baseline.adopt-after", "1h"),
            entry("baseline.jitter", "0.75"),
            entry("window.size", "1m"),
            entry("window.slide", "30s"),
            entry("alert.threshold", "4.5"),
            entry("alert.release", "1.5"),
            entry("alert.share", "0.25"),
            entry("alert.min-frames", "9"),
            entry("alert.windows", "4"),
            entry("alert.of-windows", "5"),
            entry("alert.critical", "8.0"),
            entry("alert.min-duration", "3s"),
            entry("alert.keep-firing", "1m"),
            entry("alert.renotify", "2h"),
            entry("alert.publish-pending", "true"),
            entry("alert.budget", "1.5"),
            entry("alert.budget-period", "24h"),
            entry("flapping.openings", "0"),
            entry("flapping.within", "30m"),
            entry("maintenance.spans", "car-7/* 2026-03-01T10:00:00Z/2026-03-01T12:00:00Z"),
            entry("shift.size", "0.5"),
            entry("shift.false-alarm-frames", "1000.0"),
            entry("silence.after", "90s"),
            entry("incident.resolution", "10"),
            entry("incident.vehicles", "5"),
            entry("incident.share", "0.75"),
            entry("incident.fleet-share", "0.9"),
            entry("incident.apart", "2.5"),
            entry("incident.settle", "15s"),
            entry("incident.memory", "2m"),
            entry("incident.rollout", "30m"),
            entry("incident.members", "20"),
            entry("naming.classifier", "/models/names,lidar-sim-32"),
            entry("naming.features", "/models/dinov2,/models/other"),
            entry("naming.timeout", "10s"),
            entry("naming.workers", "2"),
            entry("naming.queue", "100"),
            entry("checkpoint.interval", "5m"),
            entry("checkpoint.max-restarts", "0"),
            entry("state.retention", "1h"));

    @Test
    void hasTheseDefaults() {
        assertThat(JobParameters.of(Map.of()).toMap()).containsExactlyInAnyOrderEntriesOf(DEFAULTS);
    }

    @Test
    void mapsEveryKeyBothWays() {
        JobParameters others = JobParameters.of(OTHERS);
        assertThat(others.toMap()).containsExactlyInAnyOrderEntriesOf(OTHERS);
        assertThat(JobParameters.of(others.toMap())).isEqualTo(others);
        OTHERS.forEach((key, value) -> assertThat(value).as(key).isNotEqualTo(DEFAULTS.get(key)));
    }

    @Test
    void travelsToTheCluster() throws Exception {
        JobParameters others = JobParameters.of(OTHERS);
        assertThat(InstantiationUtil.clone(others)).isEqualTo(others);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrap-servers, ' '",
        "kafka.topic-prefix, 'a b'",
        "kafka.topic-prefix, ''",
        "kafka.group-id, ''",
        "kafka.start, now",
        "kafka.delivery, exactly_once",
        "model.bundle, ''",
        "model.device, cuda",
        "model.device, gpu:1234",
        "model.intra-op-threads, -1",
        "perception.workers, -1",
        "perception.capacity, 0",
        "perception.capacity, many",
        "perception.score, auto",
        "perception.timeout, 0s",
        "perception.attempts, 0",
        "perception.backoff, 0s",
        "perception.max-consecutive-failures, 1",
        "perception.max-points, 0",
        "perception.max-points, 99999999999",
        "serving.batch-frames, -1",
        "serving.batch-memory, 0",
        "serving.batch-deadline, -1ms",
        "serving.memory, 0",
        "serving.keep-loaded, soon",
        "event-time.out-of-orderness, 0",
        "event-time.max-clock-skew, 0",
        "event-time.max-clock-skew, 3s",
        "event-time.idle-after, -1s",
        "event-time.max-record-age, -1s",
        "event-time.max-record-age, 2s",
        "baseline.learning-frames, 2",
        "baseline.prior-frames, 0",
        "baseline.min-spread, 0",
        "baseline.min-spread, NaN",
        "baseline.min-spread, Infinity",
        "baseline.half-life-frames, 0",
        "baseline.steps, perhaps",
        "baseline.adopt-after, -1s",
        "baseline.jitter, -0.1",
        "baseline.jitter, NaN",
        "window.size, 0",
        "window.slide, 6s",
        "window.slide, 0",
        "window.slide, soon",
        "alert.threshold, 0",
        "alert.threshold, NaN",
        "alert.release, 0",
        "alert.release, 4.1",
        "alert.release, NaN",
        "alert.share, 0",
        "alert.share, 1.01",
        "alert.share, NaN",
        "alert.min-frames, 0",
        "alert.windows, 0",
        "alert.windows, 4",
        "alert.of-windows, 63",
        "alert.critical, 3.9",
        "alert.critical, NaN",
        "alert.min-duration, -1s",
        "alert.keep-firing, long",
        "alert.renotify, daily",
        "alert.renotify, 10ms",
        "alert.publish-pending, yes",
        "alert.budget, -1",
        "alert.budget, NaN",
        "alert.budget, 169",
        "alert.budget-period, 0s",
        "flapping.openings, 1",
        "flapping.openings, -1",
        "flapping.openings, 101",
        "flapping.within, 0",
        "maintenance.spans, car-7/*",
        "maintenance.spans, car-7 2026-03-01T10:00:00Z/2026-03-01T12:00:00Z",
        "maintenance.spans, car-7/* 2026-03-01T10:00:00Z",
        "maintenance.spans, car-7/* 2026-03-01T10:00:00Z/noon",
        "maintenance.spans, car-7/* 2026-03-01T12:00:00Z/2026-03-01T12:00:00Z",
        "shift.size, 0",
        "shift.size, Infinity",
        "shift.false-alarm-frames, 99",
        "shift.false-alarm-frames, NaN",
        "shift.false-alarm-frames, Infinity",
        "silence.after, 0ms",
        "incident.resolution, 16",
        "incident.resolution, -1",
        "incident.vehicles, 1",
        "incident.share, 0",
        "incident.share, NaN",
        "incident.fleet-share, 1.5",
        "incident.fleet-share, NaN",
        "incident.apart, 1",
        "incident.apart, NaN",
        "incident.settle, 0s",
        "incident.memory, 10s",
        "incident.rollout, 0",
        "incident.members, 0",
        "incident.members, 1001",
        "naming.classifier, 'one,,two'",
        "naming.classifier, ' '",
        "naming.features, '/models/dinov2,'",
        "naming.timeout, 0s",
        "naming.workers, 0",
        "naming.queue, 0",
        "checkpoint.interval, 0",
        "checkpoint.max-restarts, -1",
        "state.retention, 0",
        "state.retention, 10s"
    })
    void namesTheKeyOfAnImpossibleValueAndTheValue(String key, String value) {
        assertThatThrownBy(() -> JobParameters.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + ": expected ")
                .hasMessageContaining("got '");
    }

    @Test
    void hasAnImpossibleValueForEveryKeyThatHasOne() throws Exception {
        String[] cases = getClass()
                .getDeclaredMethod("namesTheKeyOfAnImpossibleValueAndTheValue", String.class, String.class)
                .getAnnotation(CsvSource.class)
                .value();
        assertThat(cases)
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsAll(DEFAULTS.keySet().stream()
                        .filter(key -> !key.equals("perception.payload-root"))
                        .toList());
    }

    @Test
    void helpListsEveryKeyWithItsDefaultUnitAndMeaning() {
        List<String> help = JobParameters.help();
        assertThat(help).hasSameSizeAs(DEFAULTS.keySet());
        ParameterSources.keys().forEach((key, parameter) -> assertThat(help)
                .filteredOn(line -> line.startsWith("  --" + key + " "))
                .singleElement()
                .asString()
                .contains(parameter.meaning())
                .contains("[default: " + parameter.value())
                .contains(parameter.unit()));
    }

    @Test
    void explainsEveryParameterInOneClause() {
        ParameterSources.keys().forEach((key, parameter) -> assertThat(parameter.meaning())
                .as(key)
                .isNotBlank()
                .doesNotEndWith(".")
                .doesNotContain("\n"));
    }
}
