package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
    private static final List<String> SMAPS = List.of(
            "740000000-747680000 rw-p 00000000 00:00 0 ",
            "Rss:              100000 kB",
            "Anonymous:        100000 kB",
            "7c0000000-7ce080000 rw-p 00000000 00:00 0 ",
            "Anonymous:         50000 kB",
            "7f0000000000-7f0000100000 rw-p 00000000 00:00 0 ",
            "Rss:                 300 kB",
            "Anonymous:           256 kB",
            "7f1000000000-7f1000100000 r-xp 00000000 fd:00 1234                       /usr/lib/libc.so",
            "Rss:                 900 kB",
            "Anonymous:             8 kB");

    @Test
    void countsWhatIsAnonymousOutsideTheHeap() {
        assertThat(NativeMemory.anonymousOutside(new long[] {0x740000000L, 0x800000000L}, SMAPS))
                .isEqualTo(264 << 10);
    }

    @Test
    void findsTheHeapInWhatTheCollectorSays() throws IOException {
        assertThat(NativeMemory.range("""
                        PSYoungGen      total 231424K, used 36176K [0x00000007c0000000, 0x00000007d1980000, 0x0000000800000000)
                         eden space 229888K, 15% used [0x00000007c0000000,0x00000007c223fc38,0x00000007ce080000)
                        ParOldGen       total 121344K, used 103343K [0x0000000740000000, 0x0000000747680000, 0x00000007c0000000)
                        Metaspace       used 23893K, committed 24384K, reserved 1114112K [0x00000000c0000000)
                        """)).containsExactly(0x740000000L, 0x800000000L);
        assertThatThrownBy(() -> NativeMemory.range("nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected the addresses");
    }

    @Test
    void growsWithMemoryOutsideTheHeapOnly() throws IOException {
        Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/smaps")), "skipped: no /proc/self/smaps here");
        int size = 64 << 20;
        byte[] onHeap = new byte[size];
        long before = NativeMemory.bytes();
        ByteBuffer outside = ByteBuffer.allocateDirect(size);
        for (int at = 0; at < size; at += 4_096) {
            outside.put(at, (byte) 1);
            onHeap[at] = 1;
        }
        assertThat(NativeMemory.bytes() - before).isBetween(size - (4L << 20), size + (24L << 20));
        assertThat(onHeap[0] + outside.get(0)).isEqualTo(2);
    }
}
