package org.fogbell.fleet;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.fogbell.schemas.BaselineLevel;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.PolicyScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell baseline}: what a sensor's normal is, and that it starts again. */
@Command(
        name = "baseline",
        description = "Shows a sensor's baseline, or starts it again after the sensor was replaced or cleaned.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BaselineCommand.Show.class, BaselineCommand.Reset.class},
        mixinStandardHelpOptions = true)
final class BaselineCommand {
    private BaselineCommand() {}

    /** {@code fogbell baseline show}. */
    @Command(
            name = "show",
            description = "What the sensor's latest score says of its baseline.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        PolicyOptions options = new PolicyOptions();

        @Parameters(paramLabel = "VEHICLE/SENSOR", description = "The sensor.")
        String sensor = "";

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            AtomicReference<@Nullable FrameScore> latest = new AtomicReference<>();
            try (TopicReader<FrameScore> reader = new TopicReader<>(
                    options.kafka.bootstrapServers, options.topics().scores(), FrameScore.class, true)) {
                reader.readToEnd(score -> {
                    @Nullable FrameScore before = latest.get();
                    boolean wanted = (score.getVehicleId() + "/" + score.getSensorId()).equals(sensor)
                            && score.getStanding() != ScoreStanding.LATE;
                    if (wanted && (before == null || !score.getEventTime().isBefore(before.getEventTime()))) {
                        latest.set(score);
                    }
                });
            }
            @Nullable FrameScore score = latest.get();
            if (score == null) {
                throw new IllegalArgumentException("expected a sensor with scores on "
                        + options.topics().scores() + ", VEHICLE/SENSOR, got '" + sensor + "'");
            }
            spec.commandLine().getOut().println(text(score));
            return 0;
        }
    }

    static String text(FrameScore score) {
        @Nullable BaselineLevel level = score.getBaseline();
        String said = level == null
                ? "LEARNING: no baseline yet"
                : String.format(
                        Locale.ROOT,
                        "%s baseline of %d frames: usual score %.4g, one spread is a factor of %.3f, last frame at robust z %+.2f",
                        level.getSource(),
                        level.getFrames(),
                        Math.exp(level.getLocation()),
                        Math.exp(level.getSpread()),
                        score.getRobustZ());
        String reset = score.getPolicy() == null || score.getPolicy().getBaselineResetAt() == null
                ? ""
                : ", started again at " + score.getPolicy().getBaselineResetAt();
        return String.format(
                "%s/%s at %s, judged by %s: %s%s",
                score.getVehicleId(), score.getSensorId(), score.getEventTime(), score.getJudgedBy(), said, reset);
    }

    /** {@code fogbell baseline reset}. */
    @Command(
            name = "reset",
            description =
                    "The sensor's baseline starts again from the bundle's calibration, or learns where there is none.",
            mixinStandardHelpOptions = true)
    static final class Reset implements Callable<Integer> {
        @Mixin
        PolicyOptions options = new PolicyOptions();

        @Parameters(paramLabel = "VEHICLE/SENSOR", description = "The sensor.")
        String sensor = "";

        @Spec
        CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            String scope = PolicyScope.parse("sensor:" + sensor).toString();
            return options.ask(
                    options.policy(PolicyAction.RESET_BASELINE, scope).build(), spec);
        }
    }
}
