package org.fogbell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.LidarModel;
import org.fogbell.models.simulation.RoadKind;
import org.fogbell.models.simulation.SimulatedDrive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code fogbell bench simulation}: one thread, by the processor time that it used, so that what else runs on the machine
 * counts little. A sweep counts with the moving of the world and the labels.
 */
@Command(
        name = "simulation",
        description = "Measures simulated sweeps/s on one core, and each corruption's milliseconds a sweep.",
        mixinStandardHelpOptions = true)
final class SimulationBenchmark implements Callable<Integer> {
    private static final int AZIMUTHS = 2_048;
    private static final int OBJECTS = 100;
    private static final int POINTS = 120_000;
    private static final int SEVERITY = 3;
    private static final double TARGET_SWEEPS = 10;
    private static final double TARGET_MILLIS = 30;
    private static final double TARGET_FOG_MILLIS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    @Option(names = "--quick", description = "A few rounds: to see that it works, not to publish.")
    boolean quick;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean json;

    @Spec
    CommandSpec spec = CommandSpec.create();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws JsonProcessingException {
        int rounds = quick ? 3 : 15;
        DriveConfig config = crowded(2 * rounds);
        SimulatedDrive drive = SimulatedDrive.of(config);
        int objects = drive.frame(0, 0).objects().size();
        Spread sweeps = millis(rounds, round -> drive.frame(0, round).sweep());
        print(
                "sweep of 64 x " + AZIMUTHS + " rays, " + objects + " objects within 80 m",
                sweeps,
                sweeps.median() <= 1_000 / TARGET_SWEEPS);
        PointCloud clean = sized(drive.frame(0, 0).sweep());
        for (CorruptionKind kind : CorruptionKind.values()) {
            Corruption corruption = new Corruption(kind, SEVERITY);
            PointCloud corrupted = corruption.apply(clean, 0);
            // What only loses, holds or restamps frames costs nothing.
            if (corrupted.size() > 0 && !Arrays.equals(corrupted.xyzi(), clean.xyzi())) {
                Spread spread = millis(rounds, round -> corruption.apply(clean, round));
                double target = kind == CorruptionKind.FOG ? TARGET_FOG_MILLIS : TARGET_MILLIS;
                print(corruption + ", " + POINTS + " points", spread, spread.median() <= target);
            }
        }
        return 0;
    }

    /** A city so dense that about 100 vehicles and people are within the labels' reach. */
    private static DriveConfig crowded(int frames) {
        DriveConfig config = DriveConfig.defaults()
                .withVehicles(1)
                .withFrames(frames, 2)
                .withLidar(LidarModel.hdl64().withAzimuths(AZIMUTHS));
        double density = 0.5;
        DriveConfig crowded = config;
        int objects = 0;
        while (objects < OBJECTS && density < 10) {
            density *= 1.25;
            crowded = config.withRoad(RoadKind.CITY, density);
            objects = SimulatedDrive.of(crowded).frame(0, 0).objects().size();
        }
        return crowded;
    }

    /** The sweep's points over again until there are as many as are measured. */
    private static PointCloud sized(PointCloud sweep) {
        float[] xyzi = Arrays.copyOf(sweep.xyzi(), POINTS * PointCloud.STRIDE);
        for (int i = sweep.xyzi().length; i < xyzi.length; i++) {
            xyzi[i] = xyzi[i - sweep.xyzi().length];
        }
        return new PointCloud(xyzi);
    }

    /** What is measured, round by round; returns something, so that no compiler leaves it out. */
    private interface Work {
        PointCloud run(int round);
    }

    private Spread millis(int rounds, Work work) {
        double[] millis = new double[rounds];
        int points = 0;
        for (int round = -rounds; round < rounds; round++) {
            long before = threads.getCurrentThreadCpuTime();
            points += work.run(Math.abs(round)).size();
            if (round >= 0) {
                millis[round] = (threads.getCurrentThreadCpuTime() - before) / 1e6;
            }
        }
        if (points < 0) {
            throw new IllegalStateException("expected sweeps with points");
        }
        return Spread.of(millis);
    }

    private void print(String what, Spread millis, boolean met) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", "simulation");
            line.put("what", what);
            line.put("millis", Map.of("min", millis.min(), "median", millis.median(), "max", millis.max()));
            line.put("meets_target", met);
            out.println(JSON.writeValueAsString(line));
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%-64s %8.2f ms (%.2f to %.2f) %8.1f/s  %s",
                    what,
                    millis.median(),
                    millis.min(),
                    millis.max(),
                    1_000 / millis.median(),
                    met ? "target met" : "target missed"));
        }
        out.flush();
    }
}
