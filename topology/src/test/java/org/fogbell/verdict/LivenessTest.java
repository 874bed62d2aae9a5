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
    private static final Patience AFTER = patience(Map.of());
    private static final Duration HOUR = Duration.ofHours(1);

    private final Liveness seen = Liveness.first(frame(5));

    @Test
    void reportsAWrongClockOnlyWhenNobodyWorksOnTheSensorAnyMore() {
        Patience worked =
                patience(Map.of("maintenance.spans", "*/* " + SampleScores.at(0) + "/" + SampleScores.at(200)));
        Liveness wrong = saw(saw(seen, clamped(6), worked), clamped(199), worked);
        assertThat(wrong.clock().lasts()).isFalse();
        assertThat(saw(wrong, clamped(200), worked).clock().lasts()).isTrue();
    }

    @Test
    void isSilentTenSecondsAfterTheLastFrame() {
        assertThat(seen.silentAtMillis(AFTER)).isEqualTo(SampleScores.at(105).toEpochMilli());
        assertThat(saw(seen, frame(9)).silentAtMillis(AFTER))
                .isEqualTo(SampleScores.at(109).toEpochMilli());
    }

    @Test
    void keepsTheLatestFrameThoughAnEarlierOneComesAfterIt() {
        assertThat(saw(saw(seen, frame(9)), frame(7)).lastMicros()).isEqualTo(Micros.of(SampleScores.at(9)));
    }

    @Test
    void takesOnlyWhatIsLongerThanThatForAGap() {
        assertThat(seen.saw(frame(105), AFTER).alerts()).isEmpty();
        assertThat(seen.saw(frame(106), AFTER).alerts())
                .extracting(Alert::getState)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    /** Noticed by the heartbeat, while a frame was on its way. */
    @Test
    void isAliveAgainWithTheFirstFrameAfterTheGap() {
        Liveness.Step silent = seen.fallsSilent(AFTER);
        Liveness.Step onItsWay = silent.liveness().saw(frame(50), AFTER);
        assertThat(onItsWay.liveness().isSilent()).isTrue();
        assertThat(onItsWay.alerts()).isEmpty();
        assertThat(onItsWay.liveness().lastMicros()).isEqualTo(seen.lastMicros());
        assertThat(saw(silent.liveness(), frame(106)).isSilent()).isFalse();
    }

    @Test
    void givesOpeningAndResolutionOfOneSilenceTheSameId() {
        Liveness.Step silent = seen.fallsSilent(AFTER);
        Alert began = silent.alerts().get(0);
        List<Alert> ended = silent.liveness().saw(frame(300), AFTER).alerts();
        assertThat(ended).extracting(Alert::getAlertId).containsExactly(began.getAlertId());
        assertThat(ended).extracting(Alert::getStartedAt).containsExactly(began.getStartedAt());
        Alert another = saw(seen, frame(6)).fallsSilent(AFTER).alerts().get(0);
        assertThat(another.getAlertId()).isNotEqualTo(began.getAlertId());
    }

    @Test
    void remembersSinceWhenTheClockIsWrong() {
        Liveness wrong = saw(saw(seen, clamped(6)), clamped(7));
        assertThat(wrong.clockWrongSinceMicros()).isEqualTo(Micros.of(SampleScores.at(6)));
        assertThat(wrong.fallsSilent(AFTER).liveness().clockWrongSinceMicros())
                .isEqualTo(wrong.clockWrongSinceMicros());
        assertThat(saw(wrong, frame(8)).clockWrongSinceMicros()).isZero();
    }

    @Test
    void takesARunOfWrongTimesForAWrongClockOnceItIsAsLongAsASilence() {
        Liveness wrong = saw(seen, clamped(6));
        assertThat(saw(wrong, clamped(105)).clock().lasts()).isFalse();
        assertThat(saw(wrong, clamped(106)).clock().lasts()).isTrue();
        assertThat(saw(saw(wrong, frame(50)), clamped(106)).clock().lasts())
                .as("a frame between them was right")
                .isFalse();
        assertThat(saw(wrong, clamped(106))
                        .fallsSilent(AFTER)
                        .liveness()
                        .clock()
                        .lasts())
                .isTrue();
    }

    @Test
    void describesAClockHoweverFarItIsOff() {
        Liveness before = saw(seen, clamped(6));
        FrameScore.Builder score = SampleScores.frame(106).setClockClamped(true);
        for (long captured : new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE}) {
            score.setCapturedAt(Micros.toInstant(captured));
            assertThat(before.saw(sighting(score), AFTER).alerts())
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
        Liveness wrong = saw(saw(seen, clamped(6)), clamped(106));
        assertThat(wrong.goneAtMillis(HOUR))
                .isEqualTo(SampleScores.at(106).plus(HOUR).toEpochMilli());
        assertThat(wrong.isGoneBy(SampleScores.at(106).plus(HOUR), HOUR)).isFalse();
        assertThat(wrong.isGoneBy(SampleScores.at(107).plus(HOUR), HOUR)).isTrue();

        Liveness.Step silent = wrong.fallsSilent(AFTER);
        List<Alert> noticed = silent.liveness().gone(AFTER, HOUR);
        assertThat(noticed).extracting(Alert::getKind).containsExactly(AlertKind.SILENCE, AlertKind.CLOCK);
        assertThat(noticed).extracting(Alert::getState).containsOnly(AlertState.RESOLVED);
        assertThat(noticed).extracting(Alert::getReason).containsOnly("no frame for 1h: the sensor is watched no more");
        List<Alert> unnoticed = wrong.gone(AFTER, HOUR);
        assertThat(unnoticed.get(0)).isEqualTo(silent.alerts().get(0));
        assertThat(unnoticed.subList(1, 3)).isEqualTo(noticed);
    }

    @Test
    void closesNothingOfASensorThatSomebodyWorksAtForLongerThanItIsRemembered() {
        Patience worked =
                patience(Map.of("maintenance.spans", "*/* " + SampleScores.at(0) + "/" + SampleScores.at(72_000)));
        assertThat(seen.gone(worked, HOUR)).isEmpty();
        assertThat(seen.gone(worked, Duration.ofHours(3)))
                .extracting(Alert::getState)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    private static Liveness saw(Liveness before, Sighting sighting) {
        return saw(before, sighting, AFTER);
    }

    private static Liveness saw(Liveness before, Sighting sighting, Patience patience) {
        return before.saw(sighting, patience).liveness();
    }

    private static Patience patience(Map<String, String> parameters) {
        return Patience.of(JobParameters.of(parameters).liveRules());
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
