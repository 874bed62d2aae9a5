package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.FrameScore;
import org.junit.jupiter.api.Test;

/** Frame n is captured n tenths of a second after the start; silence is ten seconds. */
class LivenessTest {
    private static final Duration AFTER = Duration.ofSeconds(10);

    private final Liveness seen = Liveness.first(SampleScores.frame(5).build());

    @Test
    void isSilentTenSecondsAfterTheLastFrame() {
        assertThat(seen.silentAtMillis(AFTER)).isEqualTo(SampleScores.at(105).toEpochMilli());
        assertThat(seen.saw(frame(9), AFTER).silentAtMillis(AFTER))
                .isEqualTo(SampleScores.at(109).toEpochMilli());
    }

    @Test
    void keepsTheLatestFrameThoughAnEarlierOneComesAfterIt() {
        assertThat(seen.saw(frame(9), AFTER).saw(frame(7), AFTER).lastMicros())
                .isEqualTo(Micros.of(SampleScores.at(9)));
    }

    @Test
    void takesOnlyWhatIsLongerThanThatForAGap() {
        assertThat(seen.endsGap(frame(105), AFTER)).isFalse();
        assertThat(seen.endsGap(frame(106), AFTER)).isTrue();
    }

    @Test
    void isAliveAgainWithTheFirstFrameAfterTheGap() {
        Liveness silent = seen.fellSilent();
        assertThat(silent.saw(frame(50), AFTER).silent()).isTrue();
        assertThat(silent.saw(frame(50), AFTER).silenceBegan(AFTER)).isEqualTo(silent.silenceBegan(AFTER));
        assertThat(silent.saw(frame(106), AFTER).silent()).isFalse();
    }

    @Test
    void givesOpeningAndResolutionOfOneSilenceTheSameId() {
        Alert began = seen.silenceBegan(AFTER);
        Alert ended = seen.fellSilent().silenceEnded(frame(300));
        assertThat(ended.getAlertId()).isEqualTo(began.getAlertId());
        assertThat(ended.getStartedAt()).isEqualTo(began.getStartedAt());
        assertThat(seen.saw(frame(6), AFTER).silenceBegan(AFTER).getAlertId()).isNotEqualTo(began.getAlertId());
    }

    @Test
    void remembersSinceWhenTheClockIsWrong() {
        Liveness wrong = seen.saw(clamped(6), AFTER).saw(clamped(7), AFTER);
        assertThat(wrong.clockWrong()).isTrue();
        assertThat(wrong.clockWrongSinceMicros()).isEqualTo(Micros.of(SampleScores.at(6)));
        assertThat(wrong.fellSilent().clockWrong()).isTrue();
        assertThat(wrong.saw(frame(8), AFTER).clockWrong()).isFalse();
    }

    @Test
    void describesAClockHoweverFarItIsOff() {
        FrameScore.Builder score = SampleScores.frame(6).setClockClamped(true);
        Liveness wrong = seen.saw(score.build(), AFTER);
        for (long captured : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
            score.setCapturedAt(Micros.toInstant(captured));
            assertThat(wrong.clockWentWrong(score.build()).getReason())
                    .matches("the capture time is \\d+(ms|s|m|h) (behind|ahead of) the record's timestamp,"
                            + " which is used instead");
        }
    }

    private static FrameScore frame(long number) {
        return SampleScores.frame(number).build();
    }

    private static FrameScore clamped(long number) {
        return SampleScores.frame(number).setClockClamped(true).build();
    }
}
