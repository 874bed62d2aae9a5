package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.ScoreStanding;
import org.fogbell.verdict.SampleScores;
import org.junit.jupiter.api.Test;

/** What {@link BaselineFunction} takes for late, also after a restart. */
class BaselineLatenessTest {
    @Test
    void sendsLateScoresToTheSideUnjudgedAndCountsThem() throws Exception {
        try (var run = open()) {
            FrameScore late = SampleScores.frame(10).build();
            FrameScore inTime = SampleScores.frame(11).build();
            run.watermark(SampleScores.millis(late));
            run.send(late, SampleScores.millis(late));
            run.send(inTime, SampleScores.millis(inTime));
            run.watermark(Long.MAX_VALUE);
            assertThat(run.output(Streams.LATE))
                    .containsExactly(FrameScore.newBuilder(late)
                            .setStanding(ScoreStanding.LATE)
                            .build());
            assertThat(run.count("late")).isOne();
            assertThat(run.output()).extracting(FrameScore::getFrameId).containsExactly(inTime.getFrameId());
        }
    }

    @Test
    void takesForLateAfterARestartWhatWasLateBeforeIt() throws Exception {
        try (var run = open()) {
            send(run, 0, 20);
            run.watermark(SampleScores.at(60).toEpochMilli());
            run.restart(2);
            send(run, 20, 21);
            send(run, 60, 62);
            run.watermark(SampleScores.at(90).toEpochMilli());
            assertThat(run.count("late")).as("frames 20 and 60").isEqualTo(2);
            assertThat(run.output())
                    .extracting(FrameScore::getSequence)
                    .containsExactlyElementsOf(LongStream.concat(LongStream.range(0, 20), LongStream.of(61))
                            .boxed()
                            .toList());
        }
    }

    @Test
    void knowsWhatIsLateAlsoWhereOnlyTheWatermarkMovedBetweenTwoRestarts() throws Exception {
        try (var run = open()) {
            send(run, 0, 20);
            run.watermark(SampleScores.at(10).toEpochMilli());
            run.restart(1);
            run.watermark(SampleScores.at(60).toEpochMilli());
            run.restart(1);
            send(run, 50, 51);
            assertThat(run.count("late")).isOne();
        }
    }

    @Test
    void judgesAgainAfterARestartFromAJobThatWasDrained() throws Exception {
        try (var run = open()) {
            send(run, 0, 20);
            run.watermark(Long.MAX_VALUE);
            run.restart(1);
            send(run, 19, 22);
            run.watermark(SampleScores.at(90).toEpochMilli());
            assertThat(run.count("duplicates")).isOne();
            assertThat(run.count("late")).isZero();
            assertThat(run.output()).hasSize(22);
        }
    }

    private static void send(StageRun<FrameScore, FrameScore> run, long from, long to) throws Exception {
        for (long n = from; n < to; n++) {
            run.send(SampleScores.frame(n).build(), SampleScores.at(n).toEpochMilli());
        }
    }

    private static StageRun<FrameScore, FrameScore> open() throws Exception {
        return StageRun.of("baseline", JobParameters.of(Map.of()));
    }
}
