package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StateFormTest {
    @Test
    void numbersOfAnySizeAreReadAsTheyWere() throws IOException {
        Random random = new Random(7);
        DataOutputSerializer out = new DataOutputSerializer(16);
        List<Long> numbers = new ArrayList<>(List.of(0L, 1L, 127L, 128L, Long.MAX_VALUE, -1L, Long.MIN_VALUE));
        for (int bits = 0; bits < Long.SIZE; bits++) {
            numbers.add(random.nextLong() >>> bits);
            numbers.add(-(random.nextLong() >>> bits));
        }
        for (long number : numbers) {
            StateForm.writeCount(number, out);
            StateForm.writeNear(number, out);
        }
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        for (long number : numbers) {
            assertThat(StateForm.readCount(in)).isEqualTo(number);
            assertThat(StateForm.readNear(in)).isEqualTo(number);
        }
        assertThat(in.available()).isZero();
    }
}
