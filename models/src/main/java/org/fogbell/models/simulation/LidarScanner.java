package org.fogbell.models.simulation;

import java.util.Arrays;
import org.fogbell.models.frame.PointCloud;

/**
 * Turns a LiDAR once through a scene. A sweep lists its points beam by beam, the highest first, each counter-clockwise
 * from straight ahead, as KITTI's files do. Every point is in the coordinates that the sensor had when it fired: the sweep
 * is bent by the vehicle's motion, and only what lies straight ahead is where the labels say.
 */
final class LidarScanner {
    private static final int MAX_PASSED = 4;

    /** Of the light that goes through a pane, what comes back through it. */
    private static final double PASSED_BACK = 0.4;

    /** Beams lie this near to the middle of the upright slice of their shot, for sensors that stand nearly level. */
    private static final double SIDE_METRES = 0.4;

    private static final long STRADDLING = 0x57ad;
    private static final double RANGE_STEP_METRES = 0.002;

    /** Echoes farther apart than a pulse is long are told apart. */
    private static final double PULSE_METRES = 0.9;

    private static final double EDGE_METRES = 0.15;
    private static final double GAIN_SIGMA = 0.14;
    private static final double WEAK_SHARE = 0.1;
    private static final double WEAK_GAIN = 0.4;

    /** Echoes weaker than this are shown as 0, stronger than {@code BRIGHTEST} as that. */
    private static final double DARK = 0.035;

    private static final double BRIGHTEST = 0.99;

    private final LidarModel model;
    private final double[] cosAzimuth;
    private final double[] sinAzimuth;
    private final double[] delay;
    private final double[] cosElevation;
    private final double[] sinElevation;
    private final double[] gain;
    private final boolean[][] hidden;

    /** No beam starts farther above or below the sensor's origin. */
    private final double widestRise;

    LidarScanner(LidarModel model, long sensorSeed) {
        this.model = model;
        int shots = model.azimuths();
        cosAzimuth = new double[shots];
        sinAzimuth = new double[shots];
        delay = new double[shots];
        for (int shot = 0; shot < shots; shot++) {
            double turn = (shot + 0.5) / shots;
            cosAzimuth[shot] = StrictMath.cos(2 * Math.PI * turn);
            sinAzimuth[shot] = StrictMath.sin(2 * Math.PI * turn);
            delay[shot] = (turn < 0.5 ? turn : turn - 1) * model.turnSeconds();
        }
        int beams = model.beams().size();
        cosElevation = new double[beams];
        sinElevation = new double[beams];
        gain = new double[beams];
        hidden = new boolean[beams][shots];
        widestRise = model.beams().stream()
                .mapToDouble(beam -> Math.abs(beam.riseMetres()))
                .max()
                .orElseThrow();
        for (int beam = 0; beam < beams; beam++) {
            double elevation = model.beams().get(beam).elevation();
            cosElevation[beam] = StrictMath.cos(elevation);
            sinElevation[beam] = StrictMath.sin(elevation);
            gain[beam] = model.beams().get(beam).gain() * gain(Noise.hash(sensorSeed, beam));
            for (BlindSpot spot : model.blindSpots()) {
                for (int shot = 0; shot < shots; shot++) {
                    hidden[beam][shot] |= spot.hides(2 * Math.PI * (shot + 0.5) / shots, elevation);
                }
            }
        }
    }

    /** No two lasers are equally strong, and some are weak. */
    private static double gain(long hash) {
        double usual = 1 + GAIN_SIGMA * Noise.gaussian(hash);
        return Noise.unit(Noise.mix(hash)) < WEAK_SHARE ? usual * WEAK_GAIN : usual;
    }

    LidarSweep scan(Scene scene, Ego ego, long seed) {
        int shots = model.azimuths();
        int beams = model.beams().size();
        float[] ranges = new float[beams * shots];
        float[] powers = new float[beams * shots];
        int[] hits = new int[beams * shots];
        Shot shot = new Shot(scene, ego);
        for (int i = 0; i < shots; i++) {
            shot.turn(i);
            for (int beam = 0; beam < beams; beam++) {
                shot.fire(beam, i, Noise.hash(seed, beam, i));
                int at = beam * shots + i;
                ranges[at] = (float) shot.range;
                powers[at] = (float) shot.power;
                hits[at] = shot.object;
            }
        }
        return gather(ranges, powers, hits, seed);
    }

    private LidarSweep gather(float[] ranges, float[] powers, int[] hits, long seed) {
        int shots = model.azimuths();
        float[] points = new float[ranges.length * PointCloud.STRIDE];
        int size = 0;
        for (int beam = 0; beam < model.beams().size(); beam++) {
            double rise = model.beams().get(beam).riseMetres();
            for (int i = 0; i < shots; i++) {
                float range = straddled(ranges, beam * shots, i, Noise.hash(seed ^ STRADDLING, beam, i));
                if (range > 0) {
                    int at = size * PointCloud.STRIDE;
                    points[at] = (float) (range * cosElevation[beam] * cosAzimuth[i]);
                    points[at + 1] = (float) (range * cosElevation[beam] * sinAzimuth[i]);
                    points[at + 2] = (float) (range * sinElevation[beam] + rise);
                    points[at + 3] = powers[beam * shots + i];
                    hits[size++] = hits[beam * shots + i];
                }
            }
        }
        return new LidarSweep(
                new PointCloud(Arrays.copyOf(points, size * PointCloud.STRIDE)), Arrays.copyOf(hits, size));
    }

    /** A beam that falls half on one surface and half on one close behind measures something in between. */
    private float straddled(float[] ranges, int first, int i, long hash) {
        int shots = model.azimuths();
        float here = ranges[first + i];
        float next = ranges[first + (i + 1 == shots ? 0 : i + 1)];
        float last = ranges[first + (i == 0 ? shots - 1 : i - 1)];
        float step = Math.abs(next - here);
        // On a slanted surface every step is as large as the last: that is no edge.
        boolean edge = Math.abs(here - last) < step / 2;
        boolean apart = edge && here > 0 && next > 0 && step > EDGE_METRES && step < PULSE_METRES;
        double overlap = model.divergenceRadians() * model.azimuths() / (2 * Math.PI);
        if (!apart || Noise.unit(hash) > Math.min(1, overlap) * 0.5) {
            return here;
        }
        return here + (next - here) * (float) Noise.unit(Noise.mix(hash));
    }

    /** The state of one shot after another; one per scan, so that nothing is allocated per shot. */
    private final class Shot {
        private final Scene scene;
        private final Ego ego;
        private final Placement mount;
        private final Ray ray = new Ray();
        private final Column column = new Column(model.farthestMetres(), SIDE_METRES);
        private double range;
        private double power;
        private int object;

        Shot(Scene scene, Ego ego) {
            this.scene = scene;
            this.ego = ego;
            this.mount = ego.sensor();
        }

        /** Looks in another direction. */
        void turn(int i) {
            double travelled = ego.metresPerSecond() * delay[i];
            double turned = ego.radiansPerSecond() * delay[i];
            double x = cosAzimuth[i] - sinAzimuth[i] * turned;
            double y = sinAzimuth[i] + cosAzimuth[i] * turned;
            double z = mount.worldZ(travelled, 0, 0);
            column.turn(
                    mount.worldX(travelled, 0, 0),
                    mount.worldY(travelled, 0, 0),
                    z - widestRise,
                    z + widestRise,
                    mount.forwardX() * x + mount.leftX() * y,
                    mount.forwardY() * x + mount.leftY() * y);
            scene.fill(column);
        }

        void fire(int beam, int i, long hash) {
            range = 0;
            object = 0;
            if (hidden[beam][i]) {
                return;
            }
            aim(beam, i, hash);
            double from = model.nearestMetres();
            double left = 1;
            for (int passed = 0; passed < MAX_PASSED; passed++) {
                scene.look(ray, from, model.farthestMetres(), column);
                if (!ray.hit()) {
                    return;
                }
                long luck = Noise.hash(hash, passed);
                Material material = Surface.material(ray);
                if (Noise.unit(luck) >= material.transparency) {
                    echo(material, left, beam, Noise.mix(luck + 1));
                    return;
                }
                left *= PASSED_BACK;
                from = ray.distance + 0.01;
            }
        }

        /** Points the ray, from where the sensor is by now; the beam's width makes it miss its nominal direction a little. */
        private void aim(int beam, int i, long hash) {
            double time = delay[i];
            double spread = model.divergenceRadians() / 4;
            double across = spread * Noise.gaussian(Noise.hash(hash, 11)) + ego.radiansPerSecond() * time;
            double upward = spread * Noise.gaussian(Noise.hash(hash, 12));
            double forward = cosAzimuth[i] - sinAzimuth[i] * across;
            double leftward = sinAzimuth[i] + cosAzimuth[i] * across;
            double cos = cosElevation[beam] - sinElevation[beam] * upward;
            double z = sinElevation[beam] + cosElevation[beam] * upward;
            double x = forward * cos;
            double y = leftward * cos;
            double norm = 1 / Math.sqrt(x * x + y * y + z * z);
            double travelled = ego.metresPerSecond() * time;
            double height = model.beams().get(beam).riseMetres();
            ray.delaySeconds = time;
            ray.seed = hash;
            ray.aim(
                    mount.worldX(travelled, 0, height),
                    mount.worldY(travelled, 0, height),
                    mount.worldZ(travelled, 0, height),
                    (mount.forwardX() * x + mount.leftX() * y + mount.upX() * z) * norm,
                    (mount.forwardY() * x + mount.leftY() * y + mount.upY() * z) * norm,
                    (mount.forwardZ() * x + mount.leftZ() * y + mount.upZ() * z) * norm);
        }

        /** What the receiver makes of a hit: nothing where too little light comes back, else a range and an intensity. */
        private void echo(Material material, double left, int beam, long hash) {
            double cosine = Math.abs(
                    ray.normalX * ray.directionX + ray.normalY * ray.directionY + ray.normalZ * ray.directionZ);
            double echo = material.echo(Surface.reflectance(ray, material), Math.min(1, cosine)) * left;
            double far = ray.distance / model.reachMetres();
            double floor = 0.1 * far * far;
            if (echo < floor * (0.6 + 0.8 * Noise.unit(Noise.mix(hash)))) {
                return;
            }
            double sigma = model.rangeSigmaMetres();
            double rough = material.roughnessMetres;
            double noise = Noise.gaussian(Noise.mix(hash + 2)) * Math.sqrt(sigma * sigma + rough * rough);
            range = Math.rint((ray.distance + noise) / RANGE_STEP_METRES) * RANGE_STEP_METRES;
            double shown = echo * gain[beam] - DARK - 2 * floor + 0.03 * Noise.gaussian(Noise.mix(hash + 3));
            power = Math.rint(Math.max(0, Math.min(BRIGHTEST, shown)) * 100) / 100;
            object = ray.solids == null ? 0 : ray.solids.object(ray.solid);
        }
    }
}
