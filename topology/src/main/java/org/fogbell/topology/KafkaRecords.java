package org.fogbell.topology;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.verdict.Durations;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames again from where they stand in Kafka, one at a time. Connects when the first one is asked for. Safe for any
 * thread: one reads, the others wait.
 */
final class KafkaRecords implements AlertNamer.Archive {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> connection;
    private final Duration patience;
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param connection a consumer that has no offset to fall back to, see {@link KafkaTopics#recall} */
    KafkaRecords(Supplier<Consumer<byte[], byte[]>> connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    /**
     * The frame in that place, its payload still encoded.
     *
     * @throws MalformedRecordException where the record is gone, or is no frame
     * @throws IOException where nobody answers
     */
    @Override
    public SensorFrame frame(KafkaOrigin origin) throws MalformedRecordException, IOException {
        return wire.decode(record(origin));
    }

    private synchronized byte[] record(KafkaOrigin origin) throws MalformedRecordException, IOException {
        try {
            if (consumer == null) {
                consumer = connection.get();
            }
            TopicPartition partition = new TopicPartition(origin.getTopic(), origin.getPartition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, origin.getOffset());
            long from = System.nanoTime();
            while (System.nanoTime() - from < patience.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                    if (record.offset() != origin.getOffset() || record.value() == null) {
                        throw gone(origin, null);
                    }
                    return record.value();
                }
            }
            throw new IOException(
                    at(origin) + ": Kafka did not give the record again within " + Durations.format(patience));
        } catch (OffsetOutOfRangeException e) {
            throw gone(origin, e);
        } catch (KafkaException e) {
            throw new IOException(at(origin) + ": cannot read the record again: " + e.getMessage(), e);
        }
    }

    private static MalformedRecordException gone(KafkaOrigin origin, @Nullable Exception cause) {
        String what = at(origin) + ": the frame was to be read again, but its record is gone";
        return cause == null ? new MalformedRecordException(what) : new MalformedRecordException(what, cause);
    }

    /** Such as {@code fogbell.frames-3@4711}. */
    static String at(KafkaOrigin origin) {
        return origin.getTopic() + "-" + origin.getPartition() + "@" + origin.getOffset();
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
