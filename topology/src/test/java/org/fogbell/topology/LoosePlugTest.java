package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.verdict.Policies;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

/**
 * A sensor with a loose plug, off and on in turn: silence is ten seconds, four alerts within ten minutes flap. Frame n is captured n tenths of a
 * second after the start.
 */
class LoosePlugTest {
    private static final Map<String, String> RULES =
            Map.of("silence.after", "10s", "flapping.openings", "4", "flapping.within", "10m");

    /** Twelve seconds off and twenty on, fifty times: one alert holds, instead of fifty that come and go. */
    @Test
    void isOneAlertThatHoldsFromTheFourthOn() throws Exception {
        List<Long> frames = new ArrayList<>();
        for (int times = 0; times < 50; times++) {
            frames(frames, times * 320L, times * 320L + 200);
        }
        frames(frames, 50 * 320L, 50 * 320L + 6_500);
        List<Alert> alerts = run(frames, 1, Map.of(100, 3, 5_000, 1));
        assertThat(alerts)
                .extracting(Alert::getState)
                .containsExactly(
                        AlertState.FIRING,
                        AlertState.RESOLVED,
                        AlertState.FIRING,
                        AlertState.RESOLVED,
                        AlertState.FIRING,
                        AlertState.RESOLVED,
                        AlertState.FIRING,
                        AlertState.RESOLVED);
        Alert holds = alerts.get(6);
        assertThat(holds.getFlapping()).isTrue();
        assertThat(holds.getReason())
                .startsWith(
                        "flapping, opened 4 times within 10m and held until it is quiet for 10m: no frame for 10s;");
        Alert over = alerts.get(7);
        assertThat(over.getAlertId()).isEqualTo(holds.getAlertId());
        assertThat(over.getEndedAt()).as("when frames came for good").isEqualTo(SampleScores.at(50 * 320L));
        assertThat(over.getDecidedAt()).isEqualTo(SampleScores.at(50 * 320L + 6_000));
        assertThat(over.getReason()).isEqualTo("frames come again");
    }

    /** Nothing reminds of it, and an alert that holds told nothing of the last time: once it is no flapping any more, it says so. */
    @Test
    void saysSoWhereTheSensorIsAwayForGoodWhileItsAlertHolds() throws Exception {
        List<Long> frames = new ArrayList<>();
        for (int times = 0; times < 6; times++) {
            frames(frames, times * 320L, times * 320L + 200);
        }
        long last = 5 * 320L + 199;
        frames.add(last + 20_000);
        List<Alert> alerts = run(frames, 10, Map.of());
        assertThat(run(frames, 50_000, Map.of())).isEqualTo(alerts);
        assertThat(alerts)
                .extracting(Alert::getDecidedAt)
                .containsExactly(
                        SampleScores.at(299),
                        SampleScores.at(320),
                        SampleScores.at(619),
                        SampleScores.at(640),
                        SampleScores.at(939),
                        SampleScores.at(960),
                        SampleScores.at(1_259),
                        SampleScores.at(last + 100 + 6_000));
        Alert again = alerts.get(7);
        assertThat(again.getReminder()).isTrue();
        assertThat(again.getAlertId()).isEqualTo(alerts.get(6).getAlertId());
        assertThat(again.getReason()).startsWith("still firing: flapping, ").contains("no frame for 610s");
    }

    @Test
    void opensEachAloneWhereTheyAreFarApartOrNoneMayHold() throws Exception {
        List<Long> frames = new ArrayList<>();
        for (int times = 0; times < 6; times++) {
            frames(frames, times * 3_000L, times * 3_000L + 2_000);
        }
        assertThat(run(frames, 1, Map.of())).hasSize(10).noneMatch(Alert::getFlapping);
        assertThat(run(frames, 10, Map.of(), Map.of("flapping.within", "1h"))).anyMatch(Alert::getFlapping);
        assertThat(run(frames, 10, Map.of(), Map.of("flapping.within", "1h", "flapping.openings", "0")))
                .hasSize(10)
                .noneMatch(Alert::getFlapping);
    }

    @Test
    void saysTheSameHoweverTheWatermarkStepsAndTheJobRestarts() throws Exception {
        for (long seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            List<Long> frames = new ArrayList<>();
            long n = 0;
            for (int i = 0; i < 400; i++) {
                n += random.nextInt(6) == 0 ? 80 + random.nextInt(600) : 1 + random.nextInt(30);
                frames.add(n);
            }
            Map<String, String> reminding = Map.of("alert.renotify", "17s");
            List<Alert> smallSteps = run(frames, 1, Map.of(), reminding);
            assertThat(run(frames, 10_000, Map.of(), reminding))
                    .as("seed %d", seed)
                    .isEqualTo(smallSteps);
            assertThat(run(frames, 77, Map.of(50, 3, 200, 2, 300, 1), reminding))
                    .as("seed %d", seed)
                    .isEqualTo(smallSteps);
            assertThat(smallSteps)
                    .as("seed %d", seed)
                    .anyMatch(Alert::getReminder)
                    .anyMatch(Alert::getFlapping);
            requireOneRecordOfEachChange(smallSteps);
        }
    }

    /** Patience that changes, and work at the sensor, in the middle of silences. */
    @Test
    void saysTheSameUnderPoliciesHoweverTheWatermarkSteps() throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            List<Long> frames = new ArrayList<>();
            long n = 0;
            for (int i = 0; i < 200; i++) {
                n += random.nextInt(4) == 0 ? 60 + random.nextInt(500) : 1 + random.nextInt(30);
                frames.add(n);
            }
            List<PolicyAck> policies = new ArrayList<>();
            for (int version = 1; version <= 30; version++) {
                long second = n * version / 300;
                String span = "*/* " + Policies.at(second + 5) + "/" + Policies.at(second + 6 + random.nextInt(60));
                Map<String, String> patience = Map.of("silence.after", 3 + random.nextInt(40) + "s");
                policies.add(Policies.accepted(Policies.override(
                        "fleet",
                        version,
                        second,
                        random.nextBoolean() ? patience : Map.of("maintenance.spans", span))));
            }
            List<Alert> smallSteps = underPolicies(frames, policies, 1, Map.of());
            assertThat(underPolicies(frames, policies, 10_000, Map.of()))
                    .as("seed %d", seed)
                    .isEqualTo(smallSteps);
            assertThat(underPolicies(frames, policies, 33, Map.of(40, 3, 90, 1)))
                    .as("seed %d", seed)
                    .isEqualTo(smallSteps);
            assertThat(smallSteps).hasSizeGreaterThan(20);
            requireOneRecordOfEachChange(smallSteps);
        }
    }

    private static List<Alert> underPolicies(
            List<Long> frames, List<PolicyAck> policies, int step, Map<Integer, Integer> restarts) throws Exception {
        try (StageRun<SeenFrame, Alert> run = open(Map.of("alert.renotify", "17s"))) {
            for (PolicyAck policy : policies) {
                run.broadcast(policy);
            }
            send(run, frames, step, restarts);
            return run.output();
        }
    }

    private static void requireOneRecordOfEachChange(List<Alert> alerts) {
        for (int i = 1; i < alerts.size(); i++) {
            Alert before = alerts.get(i - 1);
            Alert alert = alerts.get(i);
            assertThat(alert.getDecidedAt()).isAfterOrEqualTo(before.getDecidedAt());
            boolean goesOn = before.getState() != AlertState.RESOLVED;
            assertThat(alert.getAlertId().equals(before.getAlertId())).isEqualTo(goesOn);
            assertThat(alert.getTransition()).isEqualTo(goesOn ? before.getTransition() + 1 : 0);
            assertThat(alert.getReminder()).isEqualTo(goesOn && alert.getState() == AlertState.FIRING);
        }
    }

    /** Every thirty seconds while it is away, and with a frame while it holds. */
    @Test
    void remindsOfASensorThatIsStillAway() throws Exception {
        List<Long> frames = new ArrayList<>(List.of(0L, 1L));
        frames.add(1_000L);
        List<Alert> alerts = run(frames, 50, Map.of(), Map.of("alert.renotify", "30s"));
        assertThat(alerts)
                .extracting(Alert::getDecidedAt)
                .containsExactly(
                        SampleScores.at(101), SampleScores.at(401), SampleScores.at(701), SampleScores.at(1_000));
        assertThat(alerts.get(2).getReason()).isEqualTo("still firing: no frame for 70s; the last one was car-1#1");
        assertThat(alerts).extracting(Alert::getTransition).containsExactly(0L, 1L, 2L, 3L);
    }

    /** Right and wrong by turns of some seconds is no wrong clock; wrong for ten seconds at a time is, and flaps. */
    @Test
    void holdsTheAlertOfAClockThatIsWrongAgainAndAgain() throws Exception {
        try (StageRun<SeenFrame, Alert> run = open(Map.of("alert.renotify", "1m"))) {
            for (long n = 0; n < 10_000; n++) {
                boolean wrong = n < 3_000 && n % 300 < 150;
                run.send(
                        SeenFrame.of(
                                SampleScores.frame(n).setClockClamped(wrong).build()),
                        millisAt(n));
                run.watermark(millisAt(n));
            }
            List<Alert> changes =
                    run.output().stream().filter(alert -> !alert.getReminder()).toList();
            assertThat(run.output()).hasSizeGreaterThan(changes.size());
            assertThat(changes).hasSize(8).allMatch(alert -> alert.getKind() == AlertKind.CLOCK);
            assertThat(changes.get(6).getFlapping()).isTrue();
            assertThat(changes.get(7).getEndedAt()).isEqualTo(SampleScores.at(2_850));
            assertThat(changes.get(7).getDecidedAt()).isEqualTo(SampleScores.at(8_850));
        }
    }

    private static void frames(List<Long> frames, long from, long to) {
        for (long n = from; n < to; n++) {
            frames.add(n);
        }
    }

    private static List<Alert> run(List<Long> frames, int step, Map<Integer, Integer> restarts) throws Exception {
        return run(frames, step, restarts, Map.of());
    }

    /** The watermark goes on every so many tenths of a second, after the frames that it lets pass. */
    private static List<Alert> run(
            List<Long> frames, int step, Map<Integer, Integer> restarts, Map<String, String> others) throws Exception {
        try (StageRun<SeenFrame, Alert> run = open(others)) {
            send(run, frames, step, restarts);
            return run.output();
        }
    }

    private static void send(
            StageRun<SeenFrame, Alert> run, List<Long> frames, int step, Map<Integer, Integer> restarts)
            throws Exception {
        long watermark = 0;
        for (int i = 0; i < frames.size(); i++) {
            long n = frames.get(i);
            if (restarts.containsKey(i)) {
                run.restart(restarts.get(i));
            }
            while (watermark + step < n) {
                watermark += step;
                run.watermark(millisAt(watermark));
            }
            run.send(SeenFrame.of(SampleScores.frame(n).build()), millisAt(n));
        }
        run.watermark(millisAt(frames.get(frames.size() - 1)));
    }

    private static StageRun<SeenFrame, Alert> open(Map<String, String> others) throws Exception {
        Map<String, String> rules = new HashMap<>(RULES);
        rules.putAll(others);
        return StageRun.of("liveness", JobParameters.of(rules));
    }

    private static long millisAt(long number) {
        return SampleScores.at(number).toEpochMilli();
    }
}
