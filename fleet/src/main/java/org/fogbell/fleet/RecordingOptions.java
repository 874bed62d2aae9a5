package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fogbell.models.frame.Recording;
import org.fogbell.schemas.PointEncoding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which recording is played, as which sensor, and what is done to it. */
final class RecordingOptions {
    @Option(names = "--frames", paramLabel = "DIR", description = "Folder of recorded frames.")
    @Nullable
    Path frames;

    @Option(names = "--from", paramLabel = "NAME", description = "Begin at this frame, as 001000.")
    @Nullable
    String from;

    @Option(
            names = "--format",
            defaultValue = "auto",
            converter = FormatOption.class,
            description = "auto, kitti-raw, kitti-object, pcd, csv or image (default: ${DEFAULT-VALUE}).")
    Recording.Format format = Recording.Format.AUTO;

    @Option(names = "--vehicle", defaultValue = "car-1", description = "Vehicle id (default: ${DEFAULT-VALUE}).")
    String vehicle = "car-1";

    @Option(names = "--sensor", description = "Sensor id (default: lidar-top, or camera-front for images).")
    @Nullable
    String sensor;

    @Option(names = "--sensor-type", description = "Make and model (default: hdl-64e for KITTI, else lidar or camera).")
    @Nullable
    String sensorType;

    @Option(
            names = "--encoding",
            defaultValue = "float32",
            converter = EncodingOption.class,
            description = "How sweeps are packed: float32 or quantised (default: ${DEFAULT-VALUE}).")
    PointEncoding encoding = PointEncoding.FLOAT32_XYZI;

    @Option(names = "--loop", description = "Play forth and back without end.")
    boolean loop;

    @Option(
            names = "--inject",
            paramLabel = "KIND:SEVERITY@FROM-TO",
            converter = Injection.Option.class,
            description = "Corrupt a span of stream time, as gaussian:5@25s-40s. May be repeated.")
    List<Injection> injections = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "0", description = "Seed of what is injected (default: ${DEFAULT-VALUE}).")
    long seed;

    /** A recording as one sensor's feed, with what the schedule needs to know of it. */
    record Opened(SensorFeed feed, PlaybackOrder order, Recording recording) {}

    Opened open(Path folder) throws IOException {
        Recording whole = Recording.open(folder, format);
        Recording recording = from == null ? whole : whole.from(from);
        PlaybackOrder order = new PlaybackOrder(recording.size(), loop);
        boolean camera = recording.format() == Recording.Format.IMAGE;
        SensorIdentity identity = new SensorIdentity(
                vehicle,
                sensor == null ? (camera ? "camera-front" : "lidar-top") : sensor,
                sensorType == null ? usualType(recording.format()) : sensorType,
                encoding);
        InjectedSensor injected = new InjectedSensor(injections, recording.format(), seed);
        return new Opened(new RecordedFeed(recording, order, identity, injected), order, recording);
    }

    private static String usualType(Recording.Format format) {
        return switch (format) {
            case KITTI_RAW, KITTI_OBJECT -> "hdl-64e";
            case IMAGE -> "camera";
            case AUTO, PCD, CSV -> "lidar";
        };
    }

    /** Reads {@code --format}. */
    static final class FormatOption implements ITypeConverter<Recording.Format> {
        @Override
        public Recording.Format convert(String text) {
            for (Recording.Format format : Recording.Format.values()) {
                if (format.toString().equals(text.toLowerCase(Locale.ROOT))) {
                    return format;
                }
            }
            throw new TypeConversionException(
                    "expected auto, kitti-raw, kitti-object, pcd, csv or image, got '" + text + "'");
        }
    }

    /** Reads {@code --encoding}. */
    static final class EncodingOption implements ITypeConverter<PointEncoding> {
        @Override
        public PointEncoding convert(String text) {
            return switch (text) {
                case "float32" -> PointEncoding.FLOAT32_XYZI;
                case "quantised" -> PointEncoding.QUANTISED_16_ZSTD;
                default -> throw new TypeConversionException("expected float32 or quantised, got '" + text + "'");
            };
        }
    }
}
