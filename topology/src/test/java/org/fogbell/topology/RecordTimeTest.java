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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimeTest {
    private static final JobParameters.EventTime CONFIG = JobParameters.of(
                    Map.of("event-time.out-of-orderness", "2s", "event-time.idle-after", "5s"))
            .eventTime();

    @ParameterizedTest
    @CsvSource({
        "1000000, 1000000, the reader's own time",
        "400000, 400000, long ago: a backlog",
        "1002000, 1002000, as far ahead as is allowed",
        "1002001, 1000000, further ahead",
        "-1, 1000000, no timestamp at all",
        "0, 0, the epoch"
    })
    void believesARecordThatIsNotAheadOfTheReader(long recordMillis, long believedMillis, String what) {
        assertThat(RecordTime.trustedMicros(recordMillis, 1_000_000, 2_000))
                .as(what)
                .isEqualTo(believedMillis * 1_000);
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
