package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.perception.Perception;
import org.fogbell.schemas.Alert;
import org.fogbell.topology.UnnamedException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NamingFunctionTest {
    private static final Map<String, JobClassifiers.Prepared> CLASSIFIERS =
            SampleClassifiers.forJob(SampleClassifiers.prepared("hdl-64e"));

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final SampleAlerts kafka = new SampleAlerts();
    private final NamingHarness naming = new NamingHarness(kafka, CLASSIFIERS);

    NamingFunctionTest() {
        for (int i = 0; i < 20; i++) {
            kafka.with(i, SampleClassifiers.noisy(i));
        }
    }

    @Test
    void publishesTheSameAlertOnceMoreWithItsName() throws Exception {
        SampleModel model = new SampleModel(SampleClassifiers::perception);
        var harness = harness(model);
        harness.open();
        Alert alert = SampleAlerts.firing(3, 7, 2);
        harness.processElement(alert, 1);
        harness.endInput();
        assertThat(harness.extractOutputValues()).singleElement().satisfies(named -> {
            assertThat(named.getCondition().getLabel()).isEqualTo("noise");
            assertThat(Alert.newBuilder(named).setCondition(null).build()).isEqualTo(alert);
        });
        assertThat(alert.getCondition())
                .as("what was published stays as it was")
                .isNull();
        assertThat(naming.count("named")).isEqualTo(1);
        harness.close();
        assertThat(model.isClosed()).isTrue();
        assertThat(kafka.isClosed()).isTrue();
    }

    /** One alert is at work and two wait; a hundred more must not wait to be let in, or all alerts would. */
    @Test
    void turnsAwayWhatIsOverItsBudgetWithoutWaiting() throws Exception {
        var harness = harness(new SampleModel(this::stuck));
        harness.open();
        for (int i = 0; i < 103; i++) {
            harness.processElement(SampleAlerts.firing(i % 20, i % 20, 0), i);
        }
        assertThat(naming.count(Reason.NO_BUDGET)).isEqualTo(100);
        assertThat(harness.extractOutputValues()).isEmpty();
        mayEnd.countDown();
        harness.endInput();
        assertThat(harness.extractOutputValues())
                .extracting(Alert::getAlertId)
                .containsExactlyInAnyOrder("a-0", "a-1", "a-2");
        harness.close();
    }

    @Test
    void givesUpOnANameThatTakesTooLong() throws Exception {
        var harness = harness(new SampleModel(this::stuck));
        harness.open();
        harness.processElement(SampleAlerts.firing(1, 1, 0), 1);
        harness.processElement(SampleAlerts.firing(2, 2, 0), 2);
        atWork.await();
        harness.setProcessingTime(NamingHarness.TIMEOUT.toMillis() + 1);
        assertThat(naming.count(Reason.TIMED_OUT)).isEqualTo(2);
        mayEnd.countDown();
        harness.processElement(SampleAlerts.firing(3, 3, 0), 3);
        harness.endInput();
        assertThat(harness.extractOutputValues()).extracting(Alert::getAlertId).containsExactly("a-3");
        harness.close();
    }

    @Test
    void namesTheAlertsInFlightAfterARestart() throws Exception {
        var before = harness(new SampleModel(this::stuck));
        before.open();
        before.processElement(SampleAlerts.firing(1, 1, 0), 1);
        before.processElement(SampleAlerts.firing(2, 2, 0), 2);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        mayEnd.countDown();
        before.close();

        var after = harness(new SampleModel(SampleClassifiers::perception));
        after.initializeState(checkpoint);
        after.open();
        after.endInput();
        assertThat(after.extractOutputValues()).extracting(Alert::getAlertId).containsExactlyInAnyOrder("a-1", "a-2");
        after.close();
    }

    @Test
    void leavesAnAlertWithoutANameWhereItsFramesAreGone() throws Exception {
        var harness = harness(new SampleModel(SampleClassifiers::perception));
        harness.open();
        harness.processElement(SampleAlerts.firing(40, 41, 0), 1);
        Alert other = SampleAlerts.firing(1, 1, 0);
        other.setSensorType("os1-128");
        harness.processElement(other, 2);
        harness.endInput();
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(naming.count(Reason.FRAME_GONE)).isEqualTo(1);
        assertThat(naming.count(Reason.NO_CLASSIFIER)).isEqualTo(1);
        assertThat(naming.count(Reason.FAILED)).isZero();
        harness.close();
    }

    /** As one of a job that is started without naming from the checkpoint of one with it. */
    @Test
    void dropsWhatWasInFlightWhereNamingIsOff() throws Exception {
        var before = harness(new SampleModel(this::stuck));
        before.open();
        before.processElement(SampleAlerts.firing(1, 1, 0), 1);
        OperatorSubtaskState checkpoint = before.snapshot(1, 1);
        mayEnd.countDown();
        before.close();

        var after = naming.with((NamingFunction.Opening) (gpus, subtask) -> null);
        after.initializeState(checkpoint);
        after.open();
        after.endInput();
        assertThat(after.extractOutputValues()).isEmpty();
        after.close();
    }

    private Perception stuck(Frame seen) {
        atWork.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                mayEnd.await();
                break;
            } catch (InterruptedException e) {
                // As a forward pass, which no interrupt stops.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return SampleClassifiers.perception(seen);
    }

    private OneInputStreamOperatorTestHarness<Alert, Alert> harness(SampleModel model) throws Exception {
        return naming.with(SampleClassifiers.eye(model));
    }
}
