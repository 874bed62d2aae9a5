package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.FrameScore;
import org.fogbell.topology.JobParameters;
import org.junit.jupiter.api.Test;

/** Frame n is captured n tenths of a second after the start; silence is ten seconds. */
class LivenessTest {
    private static final LiveRules AFTER = JobParameters.of(Map.of()).liveRules();

    private final Liveness seen = Liveness.first(frame(5));

    @Test
    void reportsAWrongClockOnlyWhenNobodyWorksOnTheSensorAnyMore() {
        LiveRules worked = JobParameters.of(
                        Map.of("maintenance.spans", "*/* " + SampleScores.at(0) + "/" + SampleScores.at(200)))
                .liveRules();
        Liveness wrong = seen.saw(clamped(6), worked).saw(clamped(199), worked);
        assertThat(wrong.clockReported()).isFalse();
        assertThat(wrong.saw(clamped(200), worked).clockReported()).isTrue();
    }

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
        Liveness silent = seen.fellSilent();
        List<Alert> ended = silent.changes(silent.saw(frame(300), AFTER), frame(300), AFTER);
        assertThat(ended).extracting(Alert::getAlertId).containsExactly(began.getAlertId());
        assertThat(ended).extracting(Alert::getStartedAt).containsExactly(began.getStartedAt());
        assertThat(seen.saw(frame(6), AFTER).silenceBegan(AFTER).getAlertId()).isNotEqualTo(began.getAlertId());
    }

    @Test
    void remembersSinceWhenTheClockIsWrong() {
        Liveness wrong = seen.saw(clamped(6), AFTER).saw(clamped(7), AFTER);
        assertThat(wrong.clockWrongSinceMicros()).isEqualTo(Micros.of(SampleScores.at(6)));
        assertThat(wrong.fellSilent().clockWrongSinceMicros()).isEqualTo(wrong.clockWrongSinceMicros());
        assertThat(wrong.saw(frame(8), AFTER).clockWrongSinceMicros()).isZero();
    }

    @Test
    void takesARunOfWrongTimesForAWrongClockOnceItIsAsLongAsASilence() {
        Liveness wrong = seen.saw(clamped(6), AFTER);
        assertThat(wrong.saw(clamped(105), AFTER).clockReported()).isFalse();
        assertThat(wrong.saw(clamped(106), AFTER).clockReported()).isTrue();
        assertThat(wrong.saw(frame(50), AFTER).saw(clamped(106), AFTER).clockReported())
                .as("a frame between them was right")
                .isFalse();
        assertThat(wrong.saw(clamped(106), AFTER).fellSilent().clockReported()).isTrue();
    }

    @Test
    void describesAClockHoweverFarItIsOff() {
        Liveness before = seen.saw(clamped(6), AFTER);
        FrameScore.Builder score = SampleScores.frame(106).setClockClamped(true);
        for (long captured : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
            score.setCapturedAt(Micros.toInstant(captured));
            Sighting sighting = sighting(score);
            assertThat(before.changes(before.saw(sighting, AFTER), sighting, AFTER))
                    .filteredOn(alert -> alert.getKind() == AlertKind.CLOCK)
                    .singleElement()
                    .extracting(Alert::getReason)
                    .asString()
                    .matches("the capture time is \\d+(ms|s|m|h) (behind|ahead of) the record's timestamp,"
                            + " which is used instead");
        }
    }

    @Test
    void closesWhatIsOpenOfASensorThatIsGone() {
        Duration retention = Duration.ofHours(1);
        Liveness wrong = seen.saw(clamped(6), AFTER).saw(clamped(106), AFTER);
        assertThat(wrong.goneAtMillis(retention))
                .isEqualTo(SampleScores.at(106).plus(retention).toEpochMilli());
        assertThat(wrong.isGoneBy(SampleScores.at(106).plus(retention), retention))
                .isFalse();
        assertThat(wrong.isGoneBy(SampleScores.at(107).plus(retention), retention))
                .isTrue();

        List<Alert> noticed = wrong.fellSilent().gone(AFTER, retention);
        assertThat(noticed).extracting(Alert::getKind).containsExactly(AlertKind.SILENCE, AlertKind.CLOCK);
        assertThat(noticed).extracting(Alert::getState).containsOnly(AlertState.RESOLVED);
        assertThat(noticed).extracting(Alert::getReason).containsOnly("no frame for 1h: the sensor is watched no more");
        List<Alert> unnoticed = wrong.gone(AFTER, retention);
        assertThat(unnoticed.get(0)).isEqualTo(wrong.silenceBegan(AFTER));
        assertThat(unnoticed.subList(1, 3)).isEqualTo(noticed);
    }

    @Test
    void closesNothingOfASensorThatSomebodyWorksAtForLongerThanItIsRemembered() {
        LiveRules worked = JobParameters.of(
                        Map.of("maintenance.spans", "*/* " + SampleScores.at(0) + "/" + SampleScores.at(72_000)))
                .liveRules();
        assertThat(seen.gone(worked, Duration.ofHours(1))).isEmpty();
        assertThat(seen.gone(worked, Duration.ofHours(3)))
                .extracting(Alert::getState)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    private static Sighting frame(long number) {
        return sighting(SampleScores.frame(number));
    }

    private static Sighting clamped(long number) {
        return sighting(SampleScores.frame(number).setClockClamped(true));
    }

    private static Sighting sighting(FrameScore.Builder score) {
        return Sighting.of(SeenFrame.of(score.build()), Long.MIN_VALUE);
    }
}
