package org.fogbell.models.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final int FIRST_COLOUR = 0x0072b2;

    private static int pixels(BufferedImage image, int left, int right) {
        int count = 0;
        for (int y = 44; y < image.getHeight(); y++) {
            for (int x = left; x < right; x++) {
                count += (image.getRGB(x, y) & 0xffffff) == FIRST_COLOUR ? 1 : 0;
            }
        }
        return count;
    }

    private static BufferedImage draw(boolean logarithmic, double... y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return new LineChart("title", "x", logarithmic, List.of(new LineChart.Line("", x, y))).draw();
    }

    @Test
    void goesFromTheFirstPointToTheLast() {
        BufferedImage image = draw(false, 1, 2, 3);
        assertThat(pixels(image, 70, 100)).isPositive();
        assertThat(pixels(image, 400, 420)).isPositive();
        assertThat(pixels(image, 720, 746)).isPositive();
    }

    @Test
    void breaksWhereAValueCannotBeDrawn() {
        BufferedImage gap = draw(false, 1, 2, Double.NaN, 2, 1);
        assertThat(pixels(gap, 300, 500)).isZero();
        assertThat(pixels(gap, 80, 200)).isPositive();
        BufferedImage zero = draw(true, 1, 2, 0, 2, 1);
        assertThat(pixels(zero, 300, 500)).isZero();
        assertThat(pixels(zero, 600, 740)).isPositive();
    }

    @Test
    void drawsNothingOfNothing() {
        BufferedImage empty = draw(false);
        assertThat(pixels(empty, 0, empty.getWidth())).isZero();
    }

    @Test
    void refusesALineWithoutAnEqualNumberOfBoth() {
        assertThatThrownBy(() -> new LineChart.Line("a", new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 'a'");
    }
}
