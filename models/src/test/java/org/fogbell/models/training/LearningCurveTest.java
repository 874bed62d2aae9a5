package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    private static EpochResult epoch(int number, @Nullable Double car) {
        AveragePrecision validation =
                car == null ? null : new AveragePrecision(new TreeMap<>(java.util.Map.of("car.bev_050_moderate", car)));
        return new EpochResult(number, 1.5, 0.003 / number, 4.0 / number, 0.25, 2, validation);
    }

    private static final LearningCurve CURVE = new LearningCurve(
            List.of(epoch(1, 10.0), epoch(2, null), epoch(3, 40.5), epoch(4, 40.5), epoch(5, null), epoch(6, 12.0)));

    @Test
    void comesBackFromItsText() {
        assertThat(LearningCurve.parse(CURVE.csv())).isEqualTo(CURVE);
        assertThat(LearningCurve.parse(new LearningCurve(List.of()).csv()).epochs())
                .isEmpty();
    }

    @Test
    void refusesAnotherHeading() {
        assertThatThrownBy(() -> LearningCurve.parse("epoch,loss\n1,2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got epoch,loss");
    }

    @Test
    void knowsTheFirstOfItsBestValidations() {
        assertThat(CURVE.best()).isEqualTo(epoch(3, 40.5));
        assertThat(CURVE.validationsSinceBest(0)).isEqualTo(2);
        assertThat(CURVE.validationsSinceBest(4)).isEqualTo(1);
        assertThat(CURVE.validationsSinceBest(6)).isZero();
        LearningCurve fresh = new LearningCurve(List.of(epoch(1, null)));
        assertThat(fresh.best()).isNull();
        assertThat(fresh.validationsSinceBest(0)).isZero();
        LearningCurve blind = new LearningCurve(List.of(epoch(1, 0.0), epoch(2, 0.0), epoch(3, 0.0)));
        assertThat(blind.best())
                .as("while nothing is found, the longest trained is the best")
                .isEqualTo(epoch(3, 0.0));
    }

    @Test
    void isDrawnWithBothItsLines() {
        BufferedImage picture = LearningCurvePicture.of(CURVE);
        int blue = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                blue += (picture.getRGB(x, y) & 0xffffff) == 0x0072b2 ? 1 : 0;
            }
        }
        assertThat(blue).as("pixels of the first line in both charts").isGreaterThan(500);
    }

    @Test
    void chooseByTheMeanOverTheClassesThatThereAre() {
        AveragePrecision two = new AveragePrecision(new TreeMap<>(java.util.Map.of(
                "car.bev_050_moderate", 60.0, "cyclist.bev_025_moderate", 20.0, "cyclist.bev_050_moderate", 99.0)));
        assertThat(two.objective()).isEqualTo(40);
        assertThat(new AveragePrecision(new TreeMap<>()).objective()).isZero();
        assertThat(AveragePrecision.keys())
                .hasSize(36)
                .doesNotHaveDuplicates()
                .containsAll(two.percent().keySet());
    }
}
