package org.fogbell.models.diffusion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scheduler_config.json} says: how the weights were trained, and the way from noise to an image that they are
 * meant for.
 */
record SchedulerConfig(
        SchedulerKind kind,
        NoiseSchedule schedule,
        PredictionType prediction,
        TimestepSpacing spacing,
        int stepsOffset,
        boolean setAlphaToOne,
        double clip,
        double lastSigma) {

    /** Ways that are written down there and would be left out here without a word. */
    private static final List<String> UNSUPPORTED = List.of(
            "thresholding",
            "rescale_betas_zero_snr",
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas",
            "use_flow_sigmas",
            "use_lu_lambdas",
            "trained_betas");

    /** Ways of which one alone can be followed here, which is also the one where the key is absent. */
    private static final Map<String, String> ONLY =
            new TreeMap<>(Map.of("interpolation_type", "linear", "timestep_type", "discrete"));

    /** More than any model was trained in, and little memory. */
    private static final int MOST_STEPS = 100_000;

    /**
     * @param chosen another way than the file's
     * @throws IOException naming file and key: a way that is not known here and none chosen instead, or a setting that
     *     nothing here can follow
     */
    static SchedulerConfig read(Path path, @Nullable SchedulerKind chosen) throws IOException {
        JsonFile file = JsonFile.read(path);
        SchedulerKind kind = chosen == null ? kind(file) : chosen;
        for (String key : UNSUPPORTED) {
            if (file.has(key)
                    && !(file.content().path(key).isBoolean()
                            && !file.content().path(key).booleanValue())) {
                throw new IOException(path + ": " + key + ": expected none of it, as it is not supported; got "
                        + file.content().path(key));
            }
        }
        for (Map.Entry<String, String> only : ONLY.entrySet()) {
            String way = file.text(only.getKey(), only.getValue());
            if (!way.equals(only.getValue())) {
                throw new IOException(
                        path + ": " + only.getKey() + ": expected " + only.getValue() + ", got '" + way + "'");
            }
        }
        int trained = file.integer("num_train_timesteps", 1000);
        if (trained < 1 || trained > MOST_STEPS) {
            throw new IOException(path + ": num_train_timesteps: expected 1 to " + MOST_STEPS + ", got " + trained);
        }
        NoiseSchedule schedule;
        try {
            schedule = new NoiseSchedule(
                    file.word("beta_schedule", BetaSchedule.LINEAR),
                    trained,
                    file.number("beta_start", 0.0001),
                    file.number("beta_end", 0.02));
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        boolean clipsUnasked = file.text("_class_name", "").equals(SchedulerKind.DDIM.className());
        int offset = file.integer("steps_offset", 0);
        if (offset < 0 || offset >= trained) {
            throw new IOException(path + ": steps_offset: expected 0 to " + (trained - 1) + ", got " + offset);
        }
        String last = file.text("final_sigmas_type", "zero");
        if (!last.equals("zero") && !last.equals("sigma_min")) {
            throw new IOException(path + ": final_sigmas_type: expected zero or sigma_min, got '" + last + "'");
        }
        return new SchedulerConfig(
                kind,
                schedule,
                file.word("prediction_type", PredictionType.EPSILON),
                file.word("timestep_spacing", kind.usualSpacing()),
                offset,
                file.flag("set_alpha_to_one", true),
                file.flag("clip_sample", clipsUnasked) ? file.number("clip_sample_range", 1) : Double.POSITIVE_INFINITY,
                last.equals("zero") ? 0 : schedule.sigma(0));
    }

    private static SchedulerKind kind(JsonFile file) throws IOException {
        String name = file.text("_class_name", "");
        for (SchedulerKind kind : SchedulerKind.values()) {
            if (kind.className().equals(name)) {
                return kind;
            }
        }
        throw new IOException(file.file() + ": _class_name: expected one of "
                + Arrays.stream(SchedulerKind.values())
                        .map(SchedulerKind::className)
                        .toList()
                + ", got '" + name + "'; choose one of " + Arrays.toString(SchedulerKind.values())
                + " as the scheduler to go another way than the file's");
    }

    /**
     * The way in a number of steps.
     *
     * @throws IllegalArgumentException where there are fewer than one, or more than there were in training
     */
    Scheduler scheduler(int steps) {
        double[] timesteps = spacing.timesteps(steps, schedule.steps(), stepsOffset);
        return kind == SchedulerKind.DDIM
                ? new DdimScheduler(schedule, prediction, timesteps, setAlphaToOne, clip)
                : new EulerScheduler(
                        schedule, prediction, timesteps, spacing, lastSigma, kind == SchedulerKind.EULER_ANCESTRAL);
    }
}
