package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.serving.ByteBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersByTypeTest {
    private static final PerceptionParameters CONFIG =
            JobParameters.of(Map.of("perception.max-consecutive-failures", "2")).perception();

    private final Map<String, SampleModel> models = new HashMap<>();

    @Test
    void scoresEachFrameWithTheBundleOfItsType() throws Exception {
        try (WorkersByType workers = open("small,large=big,huge=big", "")) {
            assertThat(eloss(workers, "hdl-64e")).isEqualTo(5);
            assertThat(eloss(workers, "large")).isEqualTo(3);
            assertThat(eloss(workers, "huge")).isEqualTo(3);
            assertThat(models).as("bundles that were opened").containsOnlyKeys("small", "big");
            assertThat(models.get("big").perceived()).hasSize(2);
        }
        assertThat(models.values()).allMatch(SampleModel::isClosed);
    }

    /** One whose frames were scored in between would be a world that is well. */
    @Test
    void findsOneNetworkBrokenWhileAnotherIsWell() throws Exception {
        CountDownLatch mayFail = new CountDownLatch(1);
        try (WorkersByType workers = open("small,camera=broken", "", mayFail)) {
            PerceptionTask first = workers.submit(frame("camera"));
            PerceptionTask second = workers.submit(frame("camera"));
            PerceptionTask held = workers.submit(frame("camera"));
            assertThat(eloss(workers, "hdl-64e")).isEqualTo(5);
            mayFail.countDown();
            assertThatThrownBy(() -> second.outcome().get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("2 frames in a row could not be scored");
            assertThat(eloss(workers, "hdl-64e")).isEqualTo(5);
            assertThat(first.isEnded() && held.isEnded() && first.outcome().isDone())
                    .as("what failed before the job does becomes no dead letter")
                    .isFalse();
        }
    }

    @Test
    void endsAFrameWhoseTimeIsUpWhereItIsAtWork() throws Exception {
        CountDownLatch mayFail = new CountDownLatch(1);
        try (WorkersByType workers = open("small,camera=broken", "", mayFail)) {
            PerceptionTask task = workers.submit(frame("camera"));
            workers.timeOut(task, new TimeoutException("too late"));
            assertThat(task.outcome().get(30, TimeUnit.SECONDS).failure().getCause())
                    .isEqualTo("too late");
            mayFail.countDown();
        }
    }

    @Test
    void closesWhatWasOpenedWhereAnotherCannotBe() {
        assertThatThrownBy(() -> open("small,camera=big,rear=none", "none"))
                .isInstanceOf(IOException.class)
                .hasMessage("no bundle none");
        assertThat(models).containsOnlyKeys("small", "big");
        assertThat(models.values()).allMatch(SampleModel::isClosed);
    }

    private WorkersByType open(String bundles, String missing) throws IOException {
        return open(bundles, missing, new CountDownLatch(0));
    }

    /** Models that score by the length of their bundle's name; {@code broken} fails. */
    private WorkersByType open(String bundles, String missing, CountDownLatch mayFail) throws IOException {
        return WorkersByType.open(SensorBundles.parse(bundles), bundle -> {
            if (bundle.equals(missing)) {
                throw new IOException("no bundle " + bundle);
            }
            SampleModel model = new SampleModel(frame -> score(bundle, mayFail));
            models.put(bundle, model);
            FrameScorer scorer = new FrameScorer(SampleModel.bundle(Map.of(), false), CONFIG);
            return new PerceptionWorkers(scorer, CONFIG, List.of(model), new ByteBudget(1 << 20), () -> {}, time -> {});
        });
    }

    private static Perception score(String bundle, CountDownLatch mayFail) {
        if (!bundle.equals("broken")) {
            return SampleModel.perception(bundle.length(), 1);
        }
        try {
            mayFail.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("no device");
    }

    private static double eloss(WorkersByType workers, String sensorType) throws Exception {
        return workers.submit(frame(sensorType))
                .outcome()
                .get(30, TimeUnit.SECONDS)
                .score()
                .getEloss();
    }

    private static ReceivedFrame frame(String sensorType) {
        return SampleFrames.received(SampleFrames.frame(SampleFrames.payload(SampleFrames.xyzi(20)))
                .setSensorType(sensorType)
                .build());
    }
}
