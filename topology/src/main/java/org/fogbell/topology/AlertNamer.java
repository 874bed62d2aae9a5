package org.fogbell.topology;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.serving.ByteBudget;
import org.fogbell.models.vision.VisionFolder;
import org.fogbell.models.zeroshot.FeatureVector;
import org.fogbell.models.zeroshot.Naming;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.KafkaOrigin;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.NamedCondition;
import org.fogbell.schemas.SensorFrame;
import org.fogbell.topology.UnnamedException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Names what an alert's frames show: reads the first and the last frame of the deciding window again, lets a network look
 * at them, and asks the classifier of the sensor's type. A first frame from before the episode began is not asked, as it shows
 * the sensor when it was well. Both or none: the same alert gets the same name at every replay, or none. Safe for any thread.
 */
final class AlertNamer implements AutoCloseable {
    private final Map<String, JobClassifiers.Prepared> classifiers;
    private final Archive archive;
    private final Payloads payloads;
    private final ByteBudget memory;

    /** Where frames can be read again. */
    interface Archive extends AutoCloseable {
        SensorFrame frame(KafkaOrigin origin) throws MalformedRecordException, IOException;

        @Override
        default void close() {}
    }

    /** @param memory what decoded frames may take, those of perception among them */
    AlertNamer(
            Map<String, JobClassifiers.Prepared> classifiers, Archive archive, Payloads payloads, ByteBudget memory) {
        this.classifiers = Map.copyOf(classifiers);
        this.archive = archive;
        this.payloads = payloads;
        this.memory = memory;
    }

    /** Whether an alert says something new about how a sensor deviates; how it came to an end needs no name. */
    static boolean isAbout(Alert alert) {
        boolean open = alert.getState() == AlertState.FIRING || alert.getState() == AlertState.ESCALATED;
        return open
                && alert.getKind() == AlertKind.DEVIATION
                && !alert.getReminder()
                && alert.getFirstOrigin() != null
                && alert.getLastOrigin() != null;
    }

    /** The same record once more, with its name. */
    static Alert named(Alert alert, NamedCondition condition) {
        return Alert.newBuilder(alert).setCondition(condition).build();
    }

    /** @throws UnnamedException where nothing was prepared for the sensor's type, which needs no thread to find out */
    void requireClassifier(Alert alert) throws UnnamedException {
        classifier(alert);
    }

    private JobClassifiers.Prepared classifier(Alert alert) throws UnnamedException {
        JobClassifiers.@Nullable Prepared prepared = classifiers.get(alert.getSensorType());
        if (prepared == null) {
            throw new UnnamedException(
                    Reason.NO_CLASSIFIER,
                    "naming.classifier has one for " + new TreeSet<>(classifiers.keySet()) + ", none for "
                            + alert.getSensorType());
        }
        return prepared;
    }

    /**
     * On a worker's thread, with that worker's eye.
     *
     * @throws UnnamedException saying why not
     * @throws InterruptedException while it waits for memory
     */
    NamedCondition name(Alert alert, NamingEye eye) throws UnnamedException, InterruptedException {
        JobClassifiers.Prepared prepared = classifier(alert);
        try {
            List<String> frameIds = new ArrayList<>();
            List<FeatureVector> seen = new ArrayList<>();
            for (SensorFrame frame : frames(alert)) {
                frameIds.add(frame.getFrameId());
                seen.add(features(frame, prepared.vision(), eye));
            }
            Naming naming = prepared.classifier().nameTogether(seen);
            if (naming.probability() == 0) {
                throw new UnnamedException(Reason.NOTHING_SEEN, "the frames " + frameIds + " are blind");
            }
            return new NamedCondition(
                    naming.condition(),
                    naming.likeliest(),
                    naming.probability(),
                    naming.runnerUp(),
                    naming.runnerUpProbability(),
                    prepared.classifier().calibrationError(),
                    prepared.digest(),
                    frameIds);
        } catch (MalformedRecordException e) {
            throw new UnnamedException(Reason.FRAME_GONE, e);
        } catch (IOException | RuntimeException e) {
            throw new UnnamedException(Reason.FAILED, e);
        }
    }

    private List<SensorFrame> frames(Alert alert) throws MalformedRecordException, IOException {
        Map<KafkaOrigin, @Nullable String> ids = new LinkedHashMap<>();
        ids.put(alert.getFirstOrigin(), alert.getFirstFrameId());
        ids.put(alert.getLastOrigin(), alert.getLastFrameId());
        List<SensorFrame> frames = new ArrayList<>();
        for (Map.Entry<KafkaOrigin, @Nullable String> each : ids.entrySet()) {
            SensorFrame frame = archive.frame(each.getKey());
            if (!frame.getVehicleId().equals(alert.getVehicleId())
                    || !frame.getSensorId().equals(alert.getSensorId())
                    || !frame.getFrameId().equals(each.getValue())) {
                throw new MalformedRecordException(KafkaRecords.at(each.getKey()) + ": expected frame "
                        + each.getValue() + " of " + alert.getVehicleId() + "/" + alert.getSensorId()
                        + ", got frame " + frame.getFrameId() + " of " + frame.getVehicleId() + "/"
                        + frame.getSensorId());
            }
            boolean last = each.getKey().equals(alert.getLastOrigin());
            if (last || !frame.getCapturedAt().isBefore(alert.getStartedAt())) {
                frames.add(frame);
            }
        }
        return frames;
    }

    @SuppressWarnings("try") // the room is held, and not used
    private FeatureVector features(SensorFrame frame, @Nullable VisionFolder vision, NamingEye eye)
            throws MalformedRecordException, IOException, InterruptedException {
        try (ByteBudget.Room room = memory.reserve(Payloads.decodedBytes(frame))) {
            Frame seen = payloads.decode(frame).frame();
            if (vision == null && seen instanceof PointCloud sweep) {
                return eye.of(sweep);
            }
            if (vision != null && seen instanceof CameraImage image) {
                return eye.of(image, vision);
            }
            throw new IOException(
                    vision == null
                            ? "expected a sweep of " + frame.getSensorType() + ", got an image"
                            : "expected an image of " + frame.getSensorType() + ", got a sweep");
        }
    }

    /** No alert may be at work any more. */
    @Override
    public void close() {
        archive.close();
    }
}
