package org.fogbell.models.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of bad weather and sensor fault that Fogbell can put into frames, with what each does and its parameter at
 * the severities 1 to 5. Weather has one name for both sensors; a kind leaves the frames of the other sensor as they are.
 * The name that people write is the constant's in lower case, with hyphens.
 */
@SuppressWarnings("ImmutableEnumChecker") // every effect is a method reference and no scale's array ever leaves it
public enum CorruptionKind {
    NONE("frames stay as they are", new Scale("nothing", 0), FrameOrder.AS_CAPTURED),

    FOG(
            "fog: LiDARs get its own echo (Hahner et al., ICCV 2021), cameras a veil",
            new Scale("attenuation per metre", 0.005, 0.01, 0.02, 0.03, 0.06),
            Fog::echo,
            ImageWeather::fog),
    FOG_ATTENUATION(
            "fog that only swallows light: weaker intensities, weak points lost",
            new Scale("attenuation per metre", 0.005, 0.01, 0.02, 0.03, 0.06),
            Fog::attenuation),

    RAIN(
            "rain: LiDARs get echoes of drops (LISA), cameras streaks",
            new Scale("mm/h", 0.2, 0.73, 1.5625, 3.125, 7.29),
            Hydrometeors::rain,
            ImageWeather::rain),
    SNOW(
            "snow: LiDARs get echoes of flakes (LISA), cameras white spots",
            new Scale("mm/h", 0.2, 0.73, 1.5625, 3.125, 7.29),
            Hydrometeors::snow,
            ImageWeather::snow),

    FALLING_SNOW(
            "single flakes near the sensor (Hahner et al., CVPR 2022)",
            new Scale("mm/h", 0.5, 1, 1.5, 2, 2.5),
            SnowCurtain::apply),
    WET_GROUND(
            "a film of water on the road: dark, lost at a distance",
            new Scale("film in mm", 0.2, 0.4, 0.6, 0.9, 1.2),
            WetGround::apply),
    SPRAY(
            "plumes behind vehicles on a wet road",
            new Scale("extinction per metre at the tail", 0.05, 0.1, 0.2, 0.4, 0.8),
            Spray::apply),

    GAUSSIAN(
            "normal noise on x, y, z", new Scale("sigma in metres", 0.02, 0.04, 0.06, 0.08, 0.1), PointNoise::gaussian),
    UNIFORM(
            "uniform noise on x, y, z",
            new Scale("half-width in metres", 0.02, 0.04, 0.06, 0.08, 0.1),
            PointNoise::uniform),
    IMPULSE(
            "some points jump by 0.1 m along each axis",
            new Scale("one point in", 30, 25, 20, 15, 10),
            PointNoise::impulse),
    GAUSSIAN_1M(
            "published in 2023: sigma 1 on x, y, z and intensity",
            new Scale("sigma", 1),
            PointNoise::gaussianOnEverything),
    SALT_PEPPER(
            "published later: clipped noise, 3 % salt, 3 % pepper",
            new Scale("sigma in metres", 0.02), PointNoise::saltAndPepper),
    CROSSTALK(
            "points scattered by 3 m, as by another LiDAR's pulses",
            new Scale("share of points", 0.004, 0.008, 0.012, 0.016, 0.02),
            PointNoise::crosstalk),
    SUNLIGHT(
            "points scattered by 2 m, as by the sun in the receiver",
            new Scale("share of points", 0.01, 0.02, 0.03, 0.04, 0.05),
            PointNoise::sunlight),
    RANGE_BIAS("every range too long", new Scale("metres", 0.05, 0.1, 0.2, 0.4, 0.8), PointNoise::rangeBias),
    INTENSITY_DECAY(
            "an aged emitter", new Scale("intensity left", 0.9, 0.75, 0.6, 0.4, 0.2), PointNoise::intensityDecay),

    WINDOW_BLOCKAGE(
            "dirt on a sector of the window: weaker, none lost",
            new Scale("degrees wide", 20, 40, 60, 90, 120),
            WindowFaults::blockage),
    INTERFERENCE(
            "bands of another LiDAR's pulses taken for echoes",
            new Scale("bands of 10 degrees", 1, 2, 4, 6, 10),
            WindowFaults::interference),
    MISALIGNMENT(
            "a bent mount: rotation-matrix sigma a tenth of the shift",
            new Scale("shift sigma in metres", 0.04, 0.08, 0.12, 0.16, 0.2),
            PoseFaults::misalignment),
    MOTION(
            "wrong motion compensation: rotation-matrix sigma a tenth of the shift",
            new Scale("shift sigma in metres", 0.02, 0.04, 0.06, 0.08, 0.1),
            PoseFaults::motion),

    DENSITY("points lost at random", new Scale("share lost", 0.06, 0.12, 0.18, 0.24, 0.3), PointLoss::density),
    CUTOUT("holes, each of the nearest 2 % of the points", new Scale("holes", 2, 3, 5, 7, 10), PointLoss::cutout),
    FIELD_OF_VIEW(
            "only a sector ahead is left",
            new Scale("degrees to either side", 105, 90, 75, 60, 45),
            PointLoss::fieldOfView),
    PACKET_LOSS(
            "azimuths whose packets never came",
            new Scale("share lost", 0.02, 0.05, 0.1, 0.2, 0.4),
            PointLoss::packets),
    BEAM_MISSING("lasers dark here and there", new Scale("of 64 rings", 8, 16, 24, 32, 48), RingFaults::beamsMissing),
    DEAD_RINGS("a bank of lasers dark", new Scale("of 64 rings", 1, 2, 4, 8, 16), RingFaults::dead),
    STUCK_RINGS("a bank of lasers that repeats one range", new Scale("of 64 rings", 1, 2, 4, 8, 16), RingFaults::stuck),

    NIGHT(
            "little light and its noise",
            new Scale("share of the day's light", 0.3, 0.15, 0.08, 0.04, 0.02),
            ImageWeather::night),
    GLARE("a low sun in the picture", new Scale("light added at the sun", 0.3, 0.6, 1, 1.6, 2.5), ImageWeather::glare),
    LENS_DROPS("drops of water on the lens", new Scale("drops", 10, 20, 40, 70, 110), LensFaults::drops),
    LENS_DIRT("specks of dirt on the lens", new Scale("specks", 5, 10, 20, 35, 60), LensFaults::dirt),
    DEFOCUS("out of focus", new Scale("radius over width", 0.0008, 0.0016, 0.003, 0.005, 0.008), LensFaults::defocus),
    MOTION_BLUR(
            "the camera turned with an open shutter",
            new Scale("length over width", 0.004, 0.008, 0.014, 0.022, 0.032),
            LensFaults::motionBlur),
    IMAGE_NOISE(
            "noise in every pixel",
            new Scale("sigma of full scale", 0.02, 0.04, 0.08, 0.12, 0.18),
            ImagerFaults::noise),
    DEAD_PIXELS(
            "pixels always black or white",
            new Scale("share", 0.001, 0.003, 0.01, 0.03, 0.1),
            ImagerFaults::deadPixels),
    WHITE_BALANCE(
            "red too strong, blue too weak", new Scale("factor", 1.1, 1.25, 1.5, 1.8, 2.2), ImagerFaults::whiteBalance),

    FROZEN(
            "one frame again and again",
            new Scale("frames it is held for", 3, 10, 30, 100, Double.POSITIVE_INFINITY),
            FrameOrder::frozen),
    FRAME_LOSS("whole frames lost", new Scale("share lost", 0.1, 0.2, 0.4, 0.6, 0.8), FrameOrder::losing),
    SILENCE("nothing arrives", new Scale("share lost", 1), FrameOrder::silent),
    TIME_JUMP("a clock that is ahead", new Scale("seconds", 0.1, 0.5, 2, 10, 60), FrameOrder.AS_CAPTURED);

    private final String description;
    private final Scale scale;
    private final @Nullable SweepEffect onSweeps;
    private final @Nullable ImageEffect onImages;
    private final FrameOrder order;

    CorruptionKind(String description, Scale scale, SweepEffect onSweeps) {
        this(description, scale, onSweeps, null, FrameOrder.AS_CAPTURED);
    }

    CorruptionKind(String description, Scale scale, ImageEffect onImages) {
        this(description, scale, null, onImages, FrameOrder.AS_CAPTURED);
    }

    CorruptionKind(String description, Scale scale, SweepEffect onSweeps, ImageEffect onImages) {
        this(description, scale, onSweeps, onImages, FrameOrder.AS_CAPTURED);
    }

    CorruptionKind(String description, Scale scale, FrameOrder order) {
        this(description, scale, null, null, order);
    }

    CorruptionKind(
            String description,
            Scale scale,
            @Nullable SweepEffect onSweeps,
            @Nullable ImageEffect onImages,
            FrameOrder order) {
        this.description = description;
        this.scale = scale;
        this.onSweeps = onSweeps;
        this.onImages = onImages;
        this.order = order;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException naming the nearest known kind
     */
    public static CorruptionKind of(String name) {
        for (CorruptionKind kind : values()) {
            if (kind.toString().equals(name)) {
                return kind;
            }
        }
        CorruptionKind nearest = Arrays.stream(values())
                .min(Comparator.comparingInt(kind -> edits(name, kind.toString())))
                .orElseThrow();
        throw new IllegalArgumentException("unknown corruption '" + name + "': did you mean '" + nearest
                + "'? Known are " + Arrays.toString(values()));
    }

    /** What it does, in a few words. */
    public String description() {
        return description;
    }

    /** The parameter with its unit and its values at the severities, such as "sigma in metres 0.02 0.04 0.06 0.08 0.1". */
    public String scale() {
        return scale.toString();
    }

    /** The parameter's value at a severity of 1..5, in the unit that {@link #scale} names. */
    public double strength(int severity) {
        return scale.at(severity);
    }

    /** Whether it concerns LiDARs. */
    public boolean onSweeps() {
        return onSweeps != null || onImages == null;
    }

    /** Whether it concerns cameras. */
    public boolean onImages() {
        return onImages != null || onSweeps == null;
    }

    PointCloud corrupt(PointCloud clean, int severity, Seeds seeds) {
        return onSweeps == null ? clean : onSweeps.apply(clean, strength(severity), seeds);
    }

    CameraImage corrupt(CameraImage clean, float @Nullable [] depthMetres, int severity, Seeds seeds) {
        int pixels = clean.width() * clean.height();
        if (depthMetres != null && depthMetres.length != pixels) {
            throw new IllegalArgumentException(
                    "an image of " + pixels + " pixels needs as many depths, got " + depthMetres.length);
        }
        if (onImages == null) {
            return clean;
        }
        float[] depth = depthMetres != null ? depthMetres : LevelRoad.depthMetres(clean.width(), clean.height());
        return onImages.apply(clean, depth, strength(severity), seeds);
    }

    long arrivingAt(long index, int severity, Seeds seeds) {
        return order.arrivingAt(index, strength(severity), seeds);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
