package org.fogbell.models.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorruptionTest {
    private static final long SEED = 42;

    @Test
    void readsKindAndSeverity() {
        assertThat(Corruption.parse("beam-missing:4")).isEqualTo(new Corruption(CorruptionKind.BEAM_MISSING, 4));
        assertThat(Corruption.parse("beam-missing:4")).hasToString("beam-missing:4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gaussian", "gaussian:", ":3", "gaussian:x", "gaussian:3.5", "gaussian:99999999999"})
    void saysHowACorruptionIsWritten(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corruption.parse(text))
                .withMessageContaining("KIND:SEVERITY")
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void namesTheNearestKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corruption.of("gausian", 1))
                .withMessageContaining("'gausian'")
                .withMessageContaining("did you mean 'gaussian'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corruption.of("beammissing", 1))
                .withMessageContaining("did you mean 'beam-missing'?");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6})
    void refusesSeveritiesOutsideOneToFive(int severity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corruption.of("density", severity))
                .withMessageContaining("1..5")
                .withMessageContaining("got " + severity);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsFoundByItsNameAndExplainsItself(CorruptionKind kind) {
        assertThat(CorruptionKind.of(kind.toString())).isSameAs(kind);
        assertThat(kind.toString()).matches("[a-z0-9-]+");
        assertThat(kind.description()).isNotBlank().hasSizeLessThan(80);
        assertThat(kind.scale()).matches(".+( ([0-9.]+|Infinity)){1,5}");
        assertThat(kind.onSweeps() || kind.onImages()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytesAndLeavesTheCleanFrameAlone(CorruptionKind kind) {
        PointCloud sweep = SampleSweeps.room(32, 300);
        float[] before = sweep.xyzi().clone();
        CameraImage image = SampleImages.street(96, 48);
        byte[] pixels = image.rgb().clone();
        for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
            Corruption corruption = new Corruption(kind, severity);
            assertThat(corruption.apply(sweep, SEED).xyzi())
                    .as("%s", corruption)
                    .isEqualTo(corruption.apply(sweep, SEED).xyzi());
            assertThat(corruption.apply(image, null, SEED).rgb())
                    .as("%s", corruption)
                    .isEqualTo(corruption.apply(image, null, SEED).rgb());
        }
        assertThat(sweep.xyzi()).isEqualTo(before);
        assertThat(image.rgb()).isEqualTo(pixels);
    }

    @ParameterizedTest
    @EnumSource
    void emptySweepsAndBadPointsPassThrough(CorruptionKind kind) {
        PointCloud bad = SampleSweeps.withBadPoints();
        PointCloud single = new PointCloud(new float[] {Float.NaN, 0, 0, 0});
        PointCloud origin = new PointCloud(new float[4]);
        for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity++) {
            Corruption corruption = new Corruption(kind, severity);
            assertThat(corruption.apply(PointCloud.EMPTY, SEED).size())
                    .as("%s", corruption)
                    .isZero();
            assertThat(corruption.apply(bad, SEED).size()).as("%s", corruption).isLessThanOrEqualTo(bad.size());
            assertThat(corruption.apply(single, SEED).size())
                    .as("%s", corruption)
                    .isLessThanOrEqualTo(1);
            assertThat(corruption.apply(origin, SEED).size())
                    .as("%s", corruption)
                    .isLessThanOrEqualTo(1);
        }
    }

    /** Computed on x86-64 with JDK 17: another machine or Java must come to the same. */
    @ParameterizedTest
    @CsvSource({
        "fog, 4920c8d7",
        "rain, a8c7b875",
        "falling-snow, 92cbc9fd",
        "wet-ground, 3126b374",
        "gaussian, c7e04f16",
        "cutout, b45c87c1",
        "beam-missing, fa068065",
        "motion, 129eea6"
    })
    void bytesAreTheSameOnEveryMachine(String kind, String checksum) {
        PointList points = new PointList(4_000);
        for (int i = 0; i < 4_000; i++) {
            // Plain arithmetic only: rings of a square room, each below the one before.
            float along = i % 125 * 0.16f - 10;
            int side = i % 500 / 125;
            float x = side == 0 ? 10 : side == 2 ? -10 : side == 1 ? -along : along;
            float y = side == 1 ? 10 : side == 3 ? -10 : side == 0 ? along : -along;
            int ring = i / 500;
            points.add(x, y, 1 - ring * 0.4f, i % 97 / 97f);
        }
        ByteBuffer bytes = ByteBuffer.allocate(16 * 4_000);
        PointCloud seen = Corruption.of(kind, 4).apply(points.toCloud(), SEED);
        for (float value : seen.xyzi()) {
            bytes.putFloat(value);
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        assertThat(Long.toHexString(crc.getValue())).as(kind).isEqualTo(checksum);
    }

    @ParameterizedTest
    @EnumSource
    void recordedSweepsFullAndCroppedComeOutUsable(CorruptionKind kind) {
        for (PointCloud sweep : List.of(SampleSweeps.fullSweep(), SampleSweeps.croppedSweep())) {
            for (int severity = 1; severity <= Corruption.MAX_SEVERITY; severity += 2) {
                Corruption corruption = new Corruption(kind, severity);
                PointCloud seen = corruption.apply(sweep, SEED);
                assertThat(seen.size()).as("%s", corruption).isLessThanOrEqualTo(sweep.size());
                boolean finite = true;
                for (float value : seen.xyzi()) {
                    finite &= Float.isFinite(value);
                }
                assertThat(finite).as("%s", corruption).isTrue();
            }
        }
    }

    @Test
    void noneChangesNoByte() {
        PointCloud sweep = SampleSweeps.room(16, 100);
        CameraImage image = SampleImages.street(40, 20);
        assertThat(Corruption.of("none", 5).apply(sweep, SEED)).isSameAs(sweep);
        assertThat(Corruption.of("none", 5).apply(image, null, SEED)).isSameAs(image);
    }

    @ParameterizedTest
    @EnumSource
    void aKindLeavesTheOtherSensorAlone(CorruptionKind kind) {
        PointCloud sweep = SampleSweeps.room(16, 100);
        CameraImage image = SampleImages.street(40, 20);
        Corruption corruption = new Corruption(kind, 3);
        if (!kind.onSweeps()) {
            assertThat(corruption.apply(sweep, SEED)).isSameAs(sweep);
        }
        if (!kind.onImages()) {
            assertThat(corruption.apply(image, null, SEED)).isSameAs(image);
        }
    }

    @Test
    void refusesDepthsThatAreNotThePictures() {
        CameraImage image = SampleImages.street(40, 20);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corruption.of("none", 1).apply(image, new float[799], SEED))
                .withMessageContaining("800")
                .withMessageContaining("799");
    }

    @Test
    void onlyTimeJumpsTouchTheClock() {
        assertThat(Corruption.of("time-jump", 1).clockOffset()).isEqualTo(Duration.ofMillis(100));
        assertThat(Corruption.of("time-jump", 5).clockOffset()).isEqualTo(Duration.ofSeconds(60));
        assertThat(Corruption.of("frozen", 5).clockOffset()).isZero();
    }
}
