package org.fogbell.fleet;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.RoadKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say which fleet drives where, with which sensors. */
final class DriveOptions {
    @Option(names = "--seed", defaultValue = "1", description = "Of the world and of all noise (default: 1).")
    long seed = 1;

    @Option(
            names = "--vehicles",
            defaultValue = "3",
            description = "Vehicles of the fleet, in one world (default: ${DEFAULT-VALUE}).")
    int vehicles = 3;

    @Option(
            names = "--rate",
            defaultValue = "2",
            description = "Frames a second of each vehicle (default: ${DEFAULT-VALUE}).")
    double rate = 2;

    @Option(
            names = "--lidar",
            converter = LidarOption.class,
            description = "hdl-64e, hdl-32e, vls-128 or small (default: hdl-64e, into Kafka small).")
    @Nullable
    LidarModel lidar;

    @Option(
            names = "--mount",
            paramLabel = "METRES",
            description = "Height of the LiDAR above the ground (default: the sensor's usual one).")
    @Nullable
    Double mountMetres;

    @Option(
            names = "--road",
            converter = RoadOption.class,
            description = "residential, city, rural or highway (default: residential; of several worlds, one after the"
                    + " other).")
    @Nullable
    RoadKind road;

    @Option(
            names = "--density",
            defaultValue = "1",
            description = "Of traffic, parked vehicles and pedestrians (default: ${DEFAULT-VALUE}, as is usual).")
    double density = 1;

    @Option(
            names = "--camera",
            paramLabel = "WIDTHxHEIGHT",
            defaultValue = "1242x375",
            converter = PixelsOption.class,
            description = "Pixels of the camera, which decide on the labels too (default: ${DEFAULT-VALUE}).")
    Pixels camera = new Pixels(1242, 375);

    @Option(
            names = "--no-images",
            description = "Sweeps and labels alone, some fifteen times as fast: an image takes over a second.")
    boolean noImages;

    /** Size of an image. */
    record Pixels(int width, int height) {}

    /**
     * The drive in one of several worlds.
     *
     * @param usual the LiDAR where none was asked for
     */
    DriveConfig config(int world, int frames, LidarModel usual) {
        LidarModel sensor = lidar == null ? usual : lidar;
        RoadKind[] roads = RoadKind.values();
        return DriveConfig.defaults()
                .withSeed(seed + world)
                .withVehicles(vehicles)
                .withFrames(frames, rate)
                .withLidar(mountMetres == null ? sensor : sensor.mountedAt(mountMetres))
                .withRoad(road == null ? roads[world % roads.length] : road, density)
                .withCamera(camera.width, camera.height);
    }

    /** Reads {@code --lidar}. */
    static final class LidarOption implements ITypeConverter<LidarModel> {
        private static final Map<String, LidarModel> MODELS = Map.of(
                "hdl-64e", LidarModel.hdl64(),
                "hdl-32e", LidarModel.hdl32(),
                "vls-128", LidarModel.vls128(),
                "small", LidarModel.small());

        @Override
        public LidarModel convert(String text) {
            LidarModel model = MODELS.get(text.toLowerCase(Locale.ROOT));
            if (model == null) {
                throw new TypeConversionException("expected hdl-64e, hdl-32e, vls-128 or small, got '" + text + "'");
            }
            return model;
        }
    }

    /** Reads {@code --road}. */
    static final class RoadOption implements ITypeConverter<RoadKind> {
        @Override
        public RoadKind convert(String text) {
            for (RoadKind kind : RoadKind.values()) {
                if (kind.name().equalsIgnoreCase(text)) {
                    return kind;
                }
            }
            throw new TypeConversionException("expected residential, city, rural or highway, got '" + text + "'");
        }
    }

    /** Reads {@code --camera}. */
    static final class PixelsOption implements ITypeConverter<Pixels> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

        @Override
        public Pixels convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("expected WIDTHxHEIGHT such as 1242x375, got '" + text + "'");
            }
            return new Pixels(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
    }
}
