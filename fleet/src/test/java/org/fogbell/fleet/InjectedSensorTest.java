package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.frame.Recording.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectedSensorTest {
    private static final long SEED = 17;

    @Test
    void leavesFramesOutsideTheSpanAsTheyAre() {
        List<Frame> sent = play("gaussian:5@2-4", 6);
        for (int second : new int[] {0, 1, 4, 5}) {
            assertThat(sent.get(second)).isSameAs(sweep(second));
        }
    }

    @Test
    void addsNoiseOfTheSeveritysSigmaInsideTheSpan() {
        List<Frame> sent = play("gaussian:5@2-4", 6);
        double sum = 0;
        float[] clean = sweep(3).xyzi();
        float[] noisy = ((PointCloud) sent.get(3)).xyzi();
        for (int i = 0; i < clean.length; i++) {
            sum += i % 4 == 3 ? 0 : Math.pow(noisy[i] - clean[i], 2);
        }
        double sigma = Math.sqrt(sum / (3 * sweep(3).size()));
        assertThat(sigma).as("seed %d", SEED).isBetween(0.09, 0.11);
    }

    @Test
    void sendsNothingWhileSilent() {
        assertThat(play("silence:1@2-4", 6)).hasSize(4).containsExactly(sweep(0), sweep(1), sweep(4), sweep(5));
    }

    @Test
    void repeatsTheFrameAtWhichItFroze() {
        assertThat(play("frozen:5@2-5", 6)).containsExactly(sweep(0), sweep(1), sweep(2), sweep(2), sweep(2), sweep(5));
    }

    @Test
    void freezesAnewInEachSpan() {
        assertThat(play(List.of("frozen:5@0-2", "frozen:5@3-5"), 5))
                .containsExactly(sweep(0), sweep(0), sweep(2), sweep(3), sweep(3));
    }

    @Test
    void appliesOverlappingInjectionsOneAfterTheOther() {
        assertThat(play(List.of("frozen:5@0-4", "silence:1@1-2"), 4)).containsExactly(sweep(0), sweep(0), sweep(0));
    }

    @Test
    void putsTheClockAheadWhileItJumps() {
        InjectedSensor sensor = sensor(List.of("time-jump:3@2-4"), Format.KITTI_RAW);
        assertThat(sensor.clockOffset(Duration.ofSeconds(1))).isZero();
        assertThat(sensor.clockOffset(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void corruptsImages() {
        CameraImage clean = new CameraImage(8, 8, new byte[192]);
        InjectedSensor sensor = sensor(List.of("image-noise:5@0-2"), Format.IMAGE);
        assertThat(sensor.next(clean, Duration.ofSeconds(1)))
                .hasValueSatisfying(
                        sent -> assertThat(((CameraImage) sent).rgb()).isNotEqualTo(clean.rgb()));
        assertThat(sensor.next(clean, Duration.ofSeconds(2))).containsSame(clean);
    }

    @Test
    void refusesWhatWouldChangeNothing() {
        assertThatThrownBy(() -> sensor(List.of("gaussian:5@0-2"), Format.IMAGE))
                .hasMessageContainingAll("--inject", "cameras", "gaussian:5");
    }

    @ParameterizedTest
    @EnumSource(names = {"PCD", "CSV", "KITTI_RAW", "KITTI_OBJECT"})
    void refusesACamerasFaultsOnSweeps(Format format) {
        assertThatThrownBy(() -> sensor(List.of("dead-pixels:5@0-2"), format))
                .hasMessageContainingAll("--inject", "LiDARs", "dead-pixels:5");
    }

    private static List<Frame> play(String injection, int seconds) {
        return play(List.of(injection), seconds);
    }

    private static List<Frame> play(List<String> injections, int seconds) {
        InjectedSensor sensor = sensor(injections, Format.KITTI_OBJECT);
        List<Frame> sent = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            sensor.next(sweep(second), Duration.ofSeconds(second)).ifPresent(sent::add);
        }
        return sent;
    }

    private static InjectedSensor sensor(List<String> injections, Format format) {
        return new InjectedSensor(injections.stream().map(Injection::parse).toList(), format, SEED);
    }

    private static final List<PointCloud> SWEEPS = sweeps();

    private static PointCloud sweep(int second) {
        return SWEEPS.get(second);
    }

    private static List<PointCloud> sweeps() {
        List<PointCloud> sweeps = new ArrayList<>();
        for (int second = 0; second < 6; second++) {
            Random random = new Random(SEED + second);
            float[] xyzi = new float[4 * 2_000];
            for (int i = 0; i < xyzi.length; i++) {
                xyzi[i] = i % 4 == 3 ? random.nextFloat() : 5 + 40 * random.nextFloat();
            }
            sweeps.add(new PointCloud(xyzi));
        }
        return sweeps;
    }
}
