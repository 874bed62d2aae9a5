package org.fogbell.models.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.fogbell.models.frame.CameraImage;
import org.junit.jupiter.api.Test;

class ShiftedViewTest {
    /** One row; red is the column, from 0 to 6. */
    private static final CameraImage RAMP =
            new CameraImage(7, 1, new byte[] {0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6, 0, 0});

    @Test
    void keepsWhatIsNotMoved() {
        assertThat(columns(ShiftedView.unmoved())).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void mirrorsWhatIsMissing() {
        assertThat(columns(new ShiftedView(false, 2, 0))).containsExactly(2, 3, 4, 5, 6, 6, 5);
        assertThat(columns(new ShiftedView(false, -2, 0))).containsExactly(1, 0, 0, 1, 2, 3, 4);
        assertThat(columns(new ShiftedView(true, 1, 0))).containsExactly(6, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void writesNormalisedPlanesWhereItIsTold() {
        float[] planes = new float[25];
        new ShiftedView(false, 0, 0).write(RAMP, planes, 2);
        assertThat(planes[0]).isZero();
        assertThat((double) planes[2 + 6]).isCloseTo((6 / 255.0 - 0.5) / 0.25, within(1e-6));
        assertThat(planes[2 + 7]).as("green").isEqualTo(-2);
        assertThat(planes[2 + 21]).isZero();
    }

    @Test
    void movesUpAndDownToo() {
        CameraImage column = new CameraImage(1, 7, RAMP.rgb());
        float[] planes = new float[21];
        new ShiftedView(false, 0, -3).write(column, planes, 0);
        assertThat(red(planes)).containsExactly(2, 1, 0, 0, 1, 2, 3);
    }

    @Test
    void isDrawnBothWays() {
        Random random = new Random(4);
        int flipped = 0;
        for (int i = 0; i < 200; i++) {
            ShiftedView view = ShiftedView.drawn(random);
            assertThat(view.right()).isBetween(-6, 6);
            assertThat(view.down()).isBetween(-6, 6);
            flipped += view.flipped() ? 1 : 0;
        }
        assertThat(flipped).isBetween(60, 140);
    }

    private static int[] columns(ShiftedView view) {
        float[] planes = new float[21];
        view.write(RAMP, planes, 0);
        return red(planes);
    }

    private static int[] red(float[] planes) {
        int[] values = new int[7];
        for (int x = 0; x < 7; x++) {
            values[x] = Math.round((planes[x] * 0.25f + 0.5f) * 255);
        }
        return values;
    }
}
