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
 * Reads frames again from where they stand in Kafka, one at a time, after a restart. Connects when the first one is asked
 * for: where no checkpoint was restored there is none.
 */
final class KafkaRecall implements FrameRecall {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> connection;
    private final Duration patience;
    private final AvroWire<SensorFrame> wire = AvroWire.of(SensorFrame.class);
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** @param connection a consumer that has no offset to fall back to, see {@link KafkaTopics#recall} */
    KafkaRecall(Supplier<Consumer<byte[], byte[]>> connection, Duration patience) {
        this.connection = connection;
        this.patience = patience;
    }

    @Override
    public ReceivedFrame whole(ReceivedFrame frame) throws MalformedRecordException, IOException {
        if (!frame.isPayloadLeftOut()) {
            return frame;
        }
        SensorFrame again = wire.decode(record(frame.origin()));
        if (!isSame(frame.frame(), again) || Payloads.bytes(again).remaining() != frame.leftOutBytes()) {
            throw new MalformedRecordException(at(frame.origin()) + ": expected frame "
                    + frame.frame().getFrameId()
                    + " again, with " + frame.leftOutBytes() + " bytes, got frame " + again.getFrameId() + " of "
                    + again.getVehicleId() + "/" + again.getSensorId());
        }
        return frame.withPayload(again.getPayload());
    }

    private static boolean isSame(SensorFrame one, SensorFrame other) {
        return one.getFrameId().equals(other.getFrameId())
                && one.getVehicleId().equals(other.getVehicleId())
                && one.getSensorId().equals(other.getSensorId())
                && one.getSequence() == other.getSequence()
                && one.getCapturedAt().equals(other.getCapturedAt());
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
        String what = at(origin) + ": the frame was to be read again after a restart, but its record is gone";
        return cause == null ? new MalformedRecordException(what) : new MalformedRecordException(what, cause);
    }

    private static String at(KafkaOrigin origin) {
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
