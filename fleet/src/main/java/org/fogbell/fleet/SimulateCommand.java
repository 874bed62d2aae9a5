package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.Recording;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.SimulatedDrive;
import org.fogbell.schemas.PointEncoding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code fogbell simulate}: a labelled data set, or a fleet on the air that meets fog and has a failing sensor. */
@Command(
        name = "simulate",
        description = {
            "Simulates a fleet: a labelled data set in KITTI's object layout (--out), or live into Kafka (--to kafka).",
            "The same seed gives the same sweeps and labels, byte for byte."
        },
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final Duration ENDLESS = Duration.ofDays(36_500);
    private static final int ENDLESS_FRAMES = 10_000_000;
    private static final int USUAL_BANK_SEVERITY = 4;
    private static final double USUAL_BANK_METRES = 60;
    private static final double USUAL_BANK_SECONDS = 30;
    private static final Injection USUAL_FAULT = Injection.parse("gaussian:5@60s-90s");

    @Mixin
    DriveOptions drives = new DriveOptions();

    @Option(names = "--count", description = "Frames of all vehicles together (default: 100, into Kafka no end).")
    @Nullable
    Integer count;

    @Option(names = "--out", paramLabel = "DIR", description = "Write a data set into this new folder.")
    @Nullable
    Path out;

    @Option(names = "--force", description = "Replace the folder of --out, whatever is in it.")
    boolean force;

    @Option(names = "--worlds", defaultValue = "1", description = "Worlds that --out takes frames from (default: 1).")
    int worlds = 1;

    @Option(
            names = "--weather",
            paramLabel = "KIND:SEVERITY",
            converter = CorruptionOption.class,
            description = "Corrupt every frame, as fog:3. May be repeated; 'fogbell corrupt --list' names the kinds.")
    List<Corruption> weather = new ArrayList<>();

    @Option(
            names = "--fog-bank",
            paramLabel = "SEVERITY@NORTH,EAST,RADIUS",
            converter = FogBank.Option.class,
            description = "Fog on a circle, in metres from the world's middle (default: into Kafka, one on the fleet's"
                    + " way). May be repeated.")
    List<FogBank> banks = new ArrayList<>();

    @Option(names = "--to", paramLabel = "kafka", description = "Stream the vehicles' sweeps live instead.")
    @Nullable
    String to;

    @Option(
            names = "--fault",
            paramLabel = "KIND:SEVERITY@FROM-TO",
            converter = Injection.Option.class,
            description = "What befalls the last vehicle's LiDAR (default: gaussian:5@60s-90s). May be repeated.")
    List<Injection> faults = new ArrayList<>();

    @Option(names = "--plain", description = "Neither fog bank nor fault but those asked for.")
    boolean plain;

    @Option(names = "--duration", converter = DurationOption.class, description = "Stop the stream after this time.")
    Duration duration = ENDLESS;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if ((out == null) == (to == null) || !(to == null || to.equals("kafka"))) {
            throw new IllegalArgumentException("expected either --out DIR or --to kafka, got "
                    + (out == null && to == null ? "neither" : to != null && out != null ? "both" : "--to " + to));
        }
        if (drives.vehicles < 1) {
            throw new IllegalArgumentException("--vehicles: expected at least 1, got " + drives.vehicles);
        }
        if (out != null) {
            write(out);
        } else {
            stream();
        }
        return 0;
    }

    private void write(Path folder) throws IOException {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("--fault: expected --to kafka with it, got --out; try --weather");
        }
        SimulatedFolder frames = new SimulatedFolder(drives, count == null ? 100 : count, worlds, weather, banks);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), frames.frames());
        try (OutputFolder output = OutputFolder.at(folder, force)) {
            int written = frames.write(output.building(), progress::show);
            output.finish();
            progress.end(String.format(Locale.ROOT, "fogbell: %d frames in %s", written, folder));
        }
    }

    private void stream() throws IOException, InterruptedException {
        int frames = count == null ? ENDLESS_FRAMES : Math.max(1, (count + drives.vehicles - 1) / drives.vehicles);
        DriveConfig config = drives.config(0, frames, LidarModel.small());
        SimulatedDrive drive = SimulatedDrive.of(config);
        if (!plain && banks.isEmpty()) {
            banks = List.of(usualBank(drive, config));
        }
        if (!plain && faults.isEmpty()) {
            faults = List.of(USUAL_FAULT);
        }
        PrintWriter err = spec.commandLine().getErr();
        String topic = kafka.topics().frames();
        err.printf(
                Locale.ROOT,
                "fogbell: %d vehicles into %s; fog banks %s; car-%d's faults %s%n",
                config.vehicles(),
                topic,
                banks,
                config.vehicles(),
                faults);
        try (FramePublisher publisher = new FramePublisher(kafka.bootstrapServers, topic)) {
            PlaybackOrder order = new PlaybackOrder(frames, false);
            ReplaySchedule schedule =
                    ReplaySchedule.atRate(order, List.of(), config.ratePerSecond(), false, Clock.systemUTC());
            Playback playback = new Playback(feeds(drive, config, err), schedule, publisher);
            playback.run(duration);
            err.printf(Locale.ROOT, "fogbell: %d frames published to %s%n", playback.published(), topic);
        }
    }

    private List<SensorFeed> feeds(SimulatedDrive drive, DriveConfig config, PrintWriter err) {
        List<SensorFeed> feeds = new ArrayList<>();
        for (int vehicle = 0; vehicle < config.vehicles(); vehicle++) {
            String name = "car-" + (vehicle + 1);
            long seed = config.seed() + vehicle;
            boolean failing = vehicle == config.vehicles() - 1;
            feeds.add(new SimulatedFeed(
                    drive,
                    vehicle,
                    new SensorIdentity(name, "lidar-top", sensorType(config.lidar()), PointEncoding.QUANTISED_16_ZSTD),
                    new Atmosphere(config, weather, banks, seed, said -> say(err, name + " " + said)),
                    new InjectedSensor(failing ? faults : List.of(), Recording.Format.KITTI_OBJECT, seed)));
        }
        return feeds;
    }

    private static void say(PrintWriter err, String line) {
        err.println("fogbell: " + line);
        err.flush();
    }

    /** Where the fleet's middle comes by before long: its neighbours are inside at the same time. */
    static FogBank usualBank(SimulatedDrive drive, DriveConfig config) {
        int index = (int) Math.min(config.frames() - 1, USUAL_BANK_SECONDS * config.ratePerSecond());
        return FogBank.around(
                drive.frame(config.vehicles() / 2, index), config, USUAL_BANK_SEVERITY, USUAL_BANK_METRES);
    }

    private static String sensorType(LidarModel lidar) {
        String name = lidar.name().toLowerCase(Locale.ROOT);
        return name.equals("small") ? DemoFleet.SIMULATED_TYPE : name + "-sim";
    }

    /** Reads {@code KIND:SEVERITY}; picocli puts the option's name before the message. */
    static final class CorruptionOption implements ITypeConverter<Corruption> {
        @Override
        public Corruption convert(String text) {
            try {
                return Corruption.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
