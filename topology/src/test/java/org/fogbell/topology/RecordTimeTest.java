package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimeTest {
    private static final EventTimeRule CONFIG =
            eventTime(Map.of("event-time.out-of-orderness", "2s", "event-time.idle-after", "5s"));

    @ParameterizedTest
    @CsvSource({
        "1000000, 1000000, the reader's own time",
        "400000, 400000, long ago: a backlog",
        "1002000, 1002000, as far ahead as is allowed",
        "1002001, 1000000, further ahead",
        "-1, 1000000, no timestamp at all",
        "0, 0, the epoch"
    })
    void believesAProducerThatIsNotAheadOfTheReader(long recordMillis, long believedMillis, String what) {
        assertThat(RecordTime.trustedMicros(TimestampType.CREATE_TIME, recordMillis, 1_000_000, CONFIG))
                .as(what)
                .isEqualTo(believedMillis * 1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 400_000, 1_000_000, 1_002_001, 9_000_000})
    void believesTheBrokerWheneverTheRecordIsRead(long recordMillis) {
        for (EventTimeRule config : List.of(CONFIG, eventTime(Map.of("event-time.max-record-age", "10m")))) {
            assertThat(RecordTime.trustedMicros(TimestampType.LOG_APPEND_TIME, recordMillis, 1_000_000, config))
                    .isEqualTo(recordMillis * 1_000);
        }
    }

    /** A vehicle that never set its clock would hold the watermark in 1970 for as long as it sends. */
    @Test
    void takesAProducersOldRecordForOneReadNowWhereAMaximalAgeIsSet() {
        EventTimeRule config = eventTime(Map.of("event-time.max-record-age", "10m"));
        long[] recorded = {0, 399_999, 400_000, 1_000_000};
        long[] believed = {1_000_000, 1_000_000, 400_000, 1_000_000};
        for (int i = 0; i < recorded.length; i++) {
            assertThat(RecordTime.trustedMicros(TimestampType.CREATE_TIME, recorded[i], 1_000_000, config))
                    .as("recorded at %d", recorded[i])
                    .isEqualTo(believed[i] * 1_000);
        }
    }

    @Test
    void takesTheTimeOfTheRecordNotOfTheVehicle() {
        RawFrame frame = new RawFrame("fogbell.frames", 0, 0, 1_234_567_890, null, new byte[0]);
        assertThat(RecordTime.watermarks(CONFIG)
                        .createTimestampAssigner(() -> null)
                        .extractTimestamp(frame, 99))
                .isEqualTo(1_234_567);
    }

    @Test
    void watermarkFollowsTheLatestRecordAtTheBound() {
        Heard heard = new Heard();
        WatermarkGenerator<RawFrame> generator = generator(new ManualClock(1));
        RawFrame frame = new RawFrame("fogbell.frames", 0, 0, 0, null, new byte[0]);
        generator.onEvent(frame, 50_000, heard);
        generator.onEvent(frame, 49_000, heard);
        generator.onPeriodicEmit(heard);
        assertThat(heard.watermarks).containsExactly(50_000L - 2_000 - 1);
    }

    @Test
    void holdsNobodyBackOnceItIsIdle() {
        ManualClock clock = new ManualClock(1);
        Heard heard = new Heard();
        WatermarkGenerator<RawFrame> generator = generator(clock);
        generator.onEvent(new RawFrame("fogbell.frames", 0, 0, 0, null, new byte[0]), 50_000, heard);
        generator.onPeriodicEmit(heard);
        generator.onPeriodicEmit(heard);
        assertThat(heard.idle).isFalse();
        clock.advanceTime(CONFIG.idleAfter().plusMillis(1));
        generator.onPeriodicEmit(heard);
        assertThat(heard.idle).isTrue();
    }

    private static EventTimeRule eventTime(Map<String, String> overrides) {
        return JobParameters.of(overrides).eventTime();
    }

    private static WatermarkGenerator<RawFrame> generator(RelativeClock clock) {
        WatermarkStrategy<RawFrame> strategy = RecordTime.watermarks(CONFIG);
        return strategy.createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return clock;
            }
        });
    }

    private static final class Heard implements WatermarkOutput {
        private final List<Long> watermarks = new ArrayList<>();
        private boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
