package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fogbell.schemas.AppliedPolicy;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyBookTest {
    private static final String THRESHOLD = "alert.threshold";

    @Test
    void takesOfEachKeyTheMostSpecificScopesValue() {
        PolicyBook book = book(
                Policies.accepted(Policies.override("fleet", 4, 0, Map.of(THRESHOLD, "1", "alert.share", "0.1"))),
                Policies.accepted(Policies.override("sensor-type:hdl-64e", 3, 0, Map.of(THRESHOLD, "2"))),
                Policies.accepted(Policies.override("vehicle:car-1", 2, 0, Map.of(THRESHOLD, "3", "shift.size", "2"))),
                Policies.accepted(Policies.override("sensor:car-1/roof", 1, 0, Map.of(THRESHOLD, "4"))));
        AppliedPolicy roof = book.at("car-1", "roof", "hdl-64e", Policies.micros(1));
        assertThat(roof.getOverrides()).isEqualTo(Map.of(THRESHOLD, "4", "shift.size", "2", "alert.share", "0.1"));
        assertThat(roof.getPolicies())
                .containsExactly("sensor:car-1/roof@1", "vehicle:car-1@2", "sensor-type:hdl-64e@3", "fleet@4");
        assertThat(roof.getVersion()).isOne();
        assertThat(threshold(book, "car-1", "rear", "hdl-64e", 1)).isEqualTo("3");
        assertThat(threshold(book, "car-2", "roof", "hdl-64e", 1)).isEqualTo("2");
        assertThat(threshold(book, "car-2", "roof", "vlp-16", 1)).isEqualTo("1");
    }

    @Test
    void goesByTheNewestVersionWhoseTimeHasCome() {
        PolicyBook book = book(
                Policies.accepted(Policies.override("fleet", 1, 10, Map.of(THRESHOLD, "1"))),
                Policies.accepted(Policies.override("fleet", 2, 20, Map.of(THRESHOLD, "2"))));
        assertThat(book.at("car-1", "roof", "t", Policies.micros(10) - 1)).isNull();
        assertThat(threshold(book, "car-1", "roof", "t", 10)).isEqualTo("1");
        assertThat(threshold(book, "car-1", "roof", "t", 19)).isEqualTo("1");
        assertThat(threshold(book, "car-1", "roof", "t", 20)).isEqualTo("2");
    }

    /** What was worked out before counts no longer than until something else may hold, or another answer comes. */
    @Test
    void saysTheSameHoweverOftenAndInWhichOrderItIsAsked() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            PolicyBook book = new PolicyBook();
            for (int step = 0; step < 300; step++) {
                if (random.nextInt(6) == 0) {
                    book.take(Policies.accepted(anything(random, step)));
                }
                String vehicle = "car-" + random.nextInt(2);
                long micros = Policies.micros(random.nextInt(100)) + random.nextInt(3) - 1;
                PolicyBook.Holds holds = book.holds(vehicle, "roof", "t", micros);
                PolicyBook anew = PolicyBook.of(book.accepted());
                assertThat(holds).as("seed %d", seed).isEqualTo(anew.holds(vehicle, "roof", "t", micros));
                assertThat(holds.policy())
                        .isEqualTo(PolicyBook.of(book.accepted()).at(vehicle, "roof", "t", micros));
                for (long end : List.of(holds.fromMicros(), holds.untilMicros() - 1)) {
                    if (end != Long.MIN_VALUE && end != Long.MAX_VALUE - 1) {
                        assertThat(PolicyBook.of(book.accepted()).at(vehicle, "roof", "t", end))
                                .as("seed %d, at the ends of what holds", seed)
                                .isEqualTo(holds.policy());
                    }
                }
            }
        }
    }

    private static Policy anything(Random random, int version) {
        long second = random.nextInt(100);
        return switch (random.nextInt(4)) {
            case 0 -> Policies.reset("car-" + random.nextInt(2) + "/roof", second);
            case 1 -> Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-0/roof", "a" + random.nextInt(3), second);
            case 2 -> Policies.override("vehicle:car-1", version, second, Map.of(THRESHOLD, "" + version));
            default -> Policies.override("fleet", version, second, Map.of("alert.share", "0." + version));
        };
    }

    @Test
    void forgetsVersionsThatANewerOneOvertakes() {
        PolicyBook book = book(
                Policies.accepted(Policies.override("fleet", 1, 10, Map.of(THRESHOLD, "1"))),
                Policies.accepted(Policies.override("fleet", 2, 30, Map.of(THRESHOLD, "2"))),
                Policies.accepted(Policies.override("fleet", 3, 20, Map.of())));
        assertThat(book.accepted()).extracting(PolicyBook::named).containsExactly("fleet@1", "fleet@3");
        AppliedPolicy none = book.at("car-1", "roof", "t", Policies.micros(40));
        assertThat(none.getOverrides()).as("back to the job's own").isEmpty();
        assertThat(none.getVersion()).isEqualTo(3);
    }

    @Test
    void saysWhatIsKeptNoLongerBecauseOfAnAnswer() {
        PolicyBook book = new PolicyBook();
        for (int n = 0; n < 100; n++) {
            assertThat(book.take(Policies.accepted(Policies.override("vehicle:car-" + n, 1, 10, Map.of()))))
                    .isEmpty();
        }
        PolicyAck waiting = Policies.accepted(Policies.override("vehicle:car-7", 2, 30, Map.of()));
        PolicyAck last = Policies.accepted(Policies.override("vehicle:car-7", 3, 20, Map.of()));
        assertThat(book.take(waiting)).as("the first holds until then").isEmpty();
        assertThat(book.take(last)).containsExactly(waiting);
        assertThat(book.take(last)).as("the same answer again").isEmpty();
        assertThat(book.accepted()).hasSize(101).contains(last).doesNotContain(waiting);

        PolicyAck oldest = Policies.accepted(Policies.reset("car-1/roof", 5));
        for (int n = 10; n < 18; n++) {
            PolicyAck order = Policies.accepted(Policies.reset("car-1/roof", n));
            assertThat(book.take(order)).isEmpty();
            assertThat(book.take(order)).as("the same answer again").isEmpty();
        }
        assertThat(book.take(oldest)).as("eight later ones came before it").containsExactly(oldest);
        assertThat(book.take(Policies.accepted(Policies.reset("car-1/roof", 20))))
                .containsExactly(Policies.accepted(Policies.reset("car-1/roof", 10)));
        assertThat(book.accepted()).hasSize(109);
    }

    @Test
    void tellsASensorWhatIsOrderedOfIt() {
        PolicyBook book = book(
                Policies.accepted(Policies.reset("car-1/roof", 10)),
                Policies.accepted(Policies.reset("car-1/roof", 30)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "a", 12)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "a", 13)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "b", 14)),
                Policies.accepted(Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-1/roof", "d", 15)),
                Policies.accepted(Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-1/roof", "c", 16)));
        AppliedPolicy applied = book.at("car-1", "roof", "t", Policies.micros(20));
        assertThat(applied.getBaselineResetAt()).isEqualTo(Policies.at(10));
        assertThat(applied.getFalseAlarms()).as("of two alerts").isEqualTo(2);
        assertThat(applied.getFalseAlarmIds()).containsExactly("b", "a");
        assertThat(applied.getFalseAlarmAt()).as("neither was going on").isNull();
        assertThat(applied.getAcknowledgedAlertIds()).containsExactly("c", "d");
        assertThat(applied.getVersion()).isNull();
        assertThat(book.at("car-1", "roof", "t", Policies.micros(13)).getFalseAlarms())
                .isOne();
        assertThat(book.at("car-1", "roof", "t", Policies.micros(30)).getBaselineResetAt())
                .isEqualTo(Policies.at(30));
        assertThat(book.at("car-1", "rear", "t", Policies.micros(30))).isNull();
    }

    @Test
    void takesTheNewestWordOnAnAlert() {
        PolicyBook book = book(
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "a", 12)),
                Policies.accepted(Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-1/roof", "b", 13)),
                Policies.accepted(Policies.about(PolicyAction.ACKNOWLEDGE_ALERT, "car-1/roof", "a", 14)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "b", 15)));
        AppliedPolicy applied = book.at("car-1", "roof", "t", Policies.micros(20));
        assertThat(applied.getFalseAlarmIds()).containsExactly("b");
        assertThat(applied.getAcknowledgedAlertIds()).containsExactly("a");
    }

    @Test
    void tellsOfTheLastFalseAlarmThatWasGoingOn() {
        PolicyBook book = book(
                Policies.accepted(goingOn("a", 12)),
                Policies.accepted(goingOn("b", 14)),
                Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "a", 16)),
                Policies.accepted(goingOn("c", 25)));
        AppliedPolicy applied = book.at("car-1", "roof", "t", Policies.micros(20));
        assertThat(applied.getFalseAlarmIds()).containsExactly("a", "b");
        assertThat(applied.getFalseAlarmAt()).isEqualTo(Policies.at(14));
    }

    private static Policy goingOn(String alertId, long second) {
        return Policy.newBuilder(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", alertId, second))
                .setDeviationGoesOn(true)
                .build();
    }

    @Test
    void keepsTheLatestEightOfASensorsOrdersOfAKind() {
        PolicyBook book = new PolicyBook();
        for (int n = 0; n < 100; n++) {
            book.take(Policies.accepted(Policies.about(PolicyAction.FALSE_ALARM, "car-1/roof", "a" + n, n)));
            book.take(Policies.accepted(Policies.reset("car-1/roof", n)));
        }
        book.take(Policies.accepted(Policies.reset("car-2/roof", 0)));
        assertThat(book.accepted()).hasSize(17);
        AppliedPolicy applied = book.at("car-1", "roof", "t", Policies.micros(200));
        assertThat(applied.getFalseAlarmIds())
                .hasSize(8)
                .startsWith("a99", "a98")
                .endsWith("a92");
        assertThat(applied.getBaselineResetAt()).isEqualTo(Policies.at(99));
    }

    @Test
    void doesNotDependOnTheOrderOfAnswers() {
        List<PolicyAck> answers = new ArrayList<>();
        for (String scope : List.of("fleet", "sensor-type:t", "vehicle:car-1", "sensor:car-1/roof")) {
            for (long version = 1; version < 5; version++) {
                answers.add(Policies.accepted(Policies.override(
                        scope, version, 7 * version % 5, Map.of(THRESHOLD, scope + version, "k" + version, ""))));
            }
        }
        answers.add(Policies.accepted(Policies.reset("car-1/roof", 2)));
        PolicyBook oneByOne = book(answers.toArray(PolicyAck[]::new));
        for (long seed = 0; seed < 50; seed++) {
            Collections.shuffle(answers, new Random(seed));
            PolicyBook shuffled = PolicyBook.of(answers);
            for (long second = 0; second < 6; second++) {
                assertThat(shuffled.at("car-1", "roof", "t", Policies.micros(second)))
                        .as("seed %d", seed)
                        .isEqualTo(oneByOne.at("car-1", "roof", "t", Policies.micros(second)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Fleet",
                "fleet:",
                "vehicle",
                "vehicle:",
                "sensor:car-1",
                "sensor:/roof",
                "sensor:car-1/",
                "x:y"
            })
    void refusesScopesThatNameNobody(String scope) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyScope.parse(scope))
                .withMessageContaining("sensor:VEHICLE/SENSOR, got '" + scope + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet", "sensor-type:a:b", "vehicle:a/b", "sensor:a/b/c"})
    void readsBackWhatItWrites(String scope) {
        assertThat(PolicyScope.parse(scope)).hasToString(scope);
    }

    private static PolicyBook book(PolicyAck... answers) {
        PolicyBook book = new PolicyBook();
        for (PolicyAck answer : answers) {
            book.take(answer);
        }
        return book;
    }

    private static String threshold(PolicyBook book, String vehicle, String sensor, String type, long second) {
        return book.at(vehicle, sensor, type, Policies.micros(second))
                .getOverrides()
                .get(THRESHOLD);
    }
}
