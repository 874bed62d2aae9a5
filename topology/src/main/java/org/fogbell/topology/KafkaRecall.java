package org.fogbell.topology;

import java.io.IOException;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.SensorFrame;

/**
 * Gives frames their payload back, which stands in Kafka, after a restart. Where no checkpoint was restored there is no
 * connection.
 */
final class KafkaRecall implements FrameRecall {
    private final KafkaRecords records;

    KafkaRecall(KafkaRecords records) {
        this.records = records;
    }

    @Override
    public ReceivedFrame whole(ReceivedFrame frame) throws MalformedRecordException, IOException {
        if (!frame.isPayloadLeftOut()) {
            return frame;
        }
        SensorFrame again = records.frame(frame.origin());
        if (!isSame(frame.frame(), again) || Payloads.bytes(again).remaining() != frame.leftOutBytes()) {
            throw new MalformedRecordException(KafkaRecords.at(frame.origin()) + ": expected frame "
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

    @Override
    public void close() {
        records.close();
    }
}
