package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvSweepTest {
    @Test
    void readsTheFirstFourColumnsWithoutAHeader() throws IOException {
        assertThat(points("1,2,3,0.25,17\r\n-1.5e1, 2 ,3,1,18\n")).containsExactly(1, 2, 3, 0.25f, -15, 2, 3, 1);
    }

    @Test
    void readsNamedColumnsInAnyOrder() throws IOException {
        assertThat(points("ring,Z,Intensity,X,Y\n7,3,0.5,1,2\n")).containsExactly(1, 2, 3, 0.5f);
        assertThat(points("i,x,y,z\n0.5,1,2,3\n")).containsExactly(1, 2, 3, 0.5f);
    }

    @Test
    void takesIntensitiesAboveOneAsBytes() throws IOException {
        assertThat(points("0,0,0,255\n0,0,0,51\n0,0,0,0\n")).containsExactly(0, 0, 0, 1, 0, 0, 0, 0.2f, 0, 0, 0, 0);
        assertThat(points("0,0,0,1\n0,0,0,0.5\n")).containsExactly(0, 0, 0, 1, 0, 0, 0, 0.5f);
    }

    @Test
    void givesASweepWithoutIntensityZero() throws IOException {
        assertThat(points("1,2,3\n")).containsExactly(1, 2, 3, 0);
        assertThat(points("x,y,z,ring\n1,2,3,9\n")).containsExactly(1, 2, 3, 0);
    }

    @Test
    void keepsPointsThatAreNoNumbers() throws IOException {
        assertThat(points("nan,inf,-inf,0.5\nNaN,Infinity,-Infinity,nan\n"))
                .containsExactly(
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        0.5f,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.NaN);
    }

    @Test
    void readsNothingAsASweepThatSawNothing() throws IOException {
        assertThat(points("")).isEmpty();
        assertThat(points("\n \n")).isEmpty();
        assertThat(points("x,y,z,intensity\n")).isEmpty();
    }

    @Test
    void growsWithALongSweep() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(i).append(",0,0,0\n");
        }
        float[] xyzi = points(text.toString());
        assertThat(xyzi).hasSize(40_000);
        assertThat(xyzi[4 * 9_999]).isEqualTo(9_999);
    }

    @Test
    void saysInWhichLineANumberIsMissing() {
        assertRefused("1,2,3,4\n1,2,x,4\n", "line 2", "column 3", "'x'");
        assertRefused("1,2,3,4\n\n1,2\n", "line 3", "column 3", "got 2 columns");
        assertRefused("1,2\n", "line 1", "x,y,z", "got 2 values");
        assertRefused("a,b,c\n1,2,3\n", "line 1", "'a,b,c'");
    }

    private static float[] points(String text) throws IOException {
        return CsvSweep.decode(text.getBytes(StandardCharsets.UTF_8), "a.csv").xyzi();
    }

    private static void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> points(text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("a.csv, ")
                .hasMessageContainingAll(parts);
    }
}
