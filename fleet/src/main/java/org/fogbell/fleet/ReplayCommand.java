package org.fogbell.fleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fogbell.schemas.TopicSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fogbell replay}: a recording into Kafka, as if a vehicle drove it now. */
@Command(
        name = "replay",
        description = "Publishes recorded frames to Kafka at their own pace, at a rate, or as fast as possible.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    @Mixin
    RecordingOptions recording = new RecordingOptions();

    @Option(
            names = "--rate",
            description = "Frames a second; 0: as fast as possible (default: as recorded, or 10 without times).")
    @Nullable
    Double rate;

    @Option(
            names = "--keep-time",
            description = "Keep the recorded capture times instead of restamping to now; needs a topic with "
                    + TopicSettings.STAMPED_BY + "=" + TopicSettings.PRODUCERS + ".")
    boolean keepTime;

    @Option(names = "--duration", converter = DurationOption.class, description = "Stop after this much stream time.")
    Duration duration = ENDLESS;

    @Mixin
    KafkaOptions kafka = new KafkaOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = recording.frames;
        if (folder == null) {
            throw new IllegalArgumentException("--frames: expected the folder of a recording, got nothing");
        }
        RecordingOptions.Opened opened = recording.open(folder);
        ReplaySchedule schedule = schedule(opened, rate, keepTime);
        String topic = kafka.topics().frames();
        if (keepTime) {
            requireThatTimesAreKept(topic);
        }
        try (FramePublisher publisher = new FramePublisher(kafka.bootstrapServers, topic)) {
            Playback playback = new Playback(List.of(opened.feed()), schedule, publisher);
            playback.run(duration);
            spec.commandLine()
                    .getErr()
                    .printf(Locale.ROOT, "fogbell: %d frames published to %s%n", playback.published(), topic);
        }
        return 0;
    }

    /** A broker that stamps the records makes now of every time, and a wrong clock of every vehicle. */
    private void requireThatTimesAreKept(String topic) throws IOException, InterruptedException {
        if (RecordStamps.of(kafka.bootstrapServers, topic) == RecordStamps.BROKER) {
            throw new IllegalArgumentException(
                    "--keep-time: expected topic " + topic + " at " + kafka.bootstrapServers + " with "
                            + TopicSettings.STAMPED_BY + "=" + TopicSettings.PRODUCERS + ", got " + TopicSettings.BROKER
                            + "; make topics of their own for recordings, with retention.ms=-1, and give --topic-prefix");
        }
    }

    /** Without a rate: at the recording's own pace, where it knows that. */
    static ReplaySchedule schedule(RecordingOptions.Opened opened, @Nullable Double rate, boolean keepTime) {
        var times = opened.recording().captureTimes();
        if (rate == null && !times.isEmpty()) {
            return ReplaySchedule.asRecorded(opened.order(), times, keepTime, Clock.systemUTC());
        }
        return ReplaySchedule.atRate(opened.order(), times, rate == null ? 10 : rate, keepTime, Clock.systemUTC());
    }
}
