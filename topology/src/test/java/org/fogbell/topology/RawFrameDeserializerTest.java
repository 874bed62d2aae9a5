package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RawFrameDeserializerTest {
    private final RawFrameDeserializer deserializer =
            new RawFrameDeserializer(JobParameters.of(Map.of()).eventTime());

    private final Counter producerStamped = new SimpleCounter();

    @BeforeEach
    void open() {
        deserializer.open(new DeserializationSchema.InitializationContext() {
            @Override
            public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup() {
                    @Override
                    public Counter counter(String name) {
                        return name.equals("producerStamped") ? producerStamped : super.counter(name);
                    }
                };
            }

            @Override
            public UserCodeClassLoader getUserCodeClassLoader() {
                throw new UnsupportedOperationException("a record is taken as it is");
            }
        });
    }

    @Test
    void keepsPlaceTimeKeyAndBytes() {
        RawFrame raw = deserialize(1_000_000_000_000L, new byte[] {9}, new byte[] {1, 2});
        assertThat(raw.origin().getTopic()).isEqualTo("fogbell.frames");
        assertThat(raw.origin().getPartition()).isEqualTo(3);
        assertThat(raw.origin().getOffset()).isEqualTo(41);
        assertThat(raw.timestampMicros()).isEqualTo(1_000_000_000_000_000L);
        assertThat(raw.key()).containsExactly(9);
        assertThat(raw.value()).containsExactly(1, 2);
    }

    @Test
    void takesATombstoneForAFrameOfNoBytes() {
        RawFrame raw = deserialize(0, null, null);
        assertThat(raw.key()).isNull();
        assertThat(raw.value()).isEmpty();
    }

    @Test
    void doesNotBelieveATimestampOfTheFutureThatAProducerSet() {
        long before = System.currentTimeMillis();
        RawFrame raw = deserialize(Long.MAX_VALUE / 2, null, new byte[0]);
        assertThat(raw.timestampMicros()).isBetween(before * 1_000, System.currentTimeMillis() * 1_000);
    }

    @Test
    void believesTheBrokerAlsoAheadOfTheReader() {
        long ahead = System.currentTimeMillis() + 3_600_000;
        assertThat(deserialize(TimestampType.LOG_APPEND_TIME, ahead, null, new byte[0])
                        .timestampMicros())
                .isEqualTo(ahead * 1_000);
    }

    @Test
    void countsRecordsThatBearTheProducersTime() {
        deserialize(TimestampType.LOG_APPEND_TIME, 1, null, new byte[0]);
        assertThat(producerStamped.getCount()).isZero();
        deserialize(TimestampType.CREATE_TIME, 1, null, new byte[0]);
        deserialize(TimestampType.NO_TIMESTAMP_TYPE, -1, null, new byte[0]);
        assertThat(producerStamped.getCount()).isEqualTo(2);
    }

    private RawFrame deserialize(long timestamp, byte[] key, byte[] value) {
        return deserialize(TimestampType.CREATE_TIME, timestamp, key, value);
    }

    private RawFrame deserialize(TimestampType stampedBy, long timestamp, byte[] key, byte[] value) {
        List<RawFrame> out = new ArrayList<>();
        deserializer.deserialize(
                new ConsumerRecord<>(
                        "fogbell.frames",
                        3,
                        41,
                        timestamp,
                        stampedBy,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }
}
