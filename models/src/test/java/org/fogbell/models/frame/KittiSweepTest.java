package org.fogbell.models.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class KittiSweepTest {
    @Test
    void readsLittleEndianFloats() throws IOException {
        byte[] content = new byte[16];
        content[2] = (byte) 0x80;
        content[3] = 0x3f;
        content[4] = 0;
        content[7] = (byte) 0xc0;
        content[14] = (byte) 0xc0;
        content[15] = 0x7f;
        PointCloud sweep = KittiSweep.decode(content, "a.bin");
        assertThat(sweep.xyzi()).containsExactly(1, -2, 0, Float.NaN);
        assertThat(KittiSweep.encode(sweep)).isEqualTo(content);
    }

    @Test
    void refusesHalfAPoint() {
        assertThatThrownBy(() -> KittiSweep.decode(new byte[40], "a.bin"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("a.bin", "16 bytes a point", "got 40 bytes", "8 more");
    }
}
