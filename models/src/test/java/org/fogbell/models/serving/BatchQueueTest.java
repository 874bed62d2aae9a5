package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Three frames, a hundred bytes, ten nanoseconds make a batch. */
class BatchQueueTest {
    private final BatchQueue<Object> queue = new BatchQueue<>(new BatchRule(3, 100, Duration.ofNanos(10)));

    @Test
    void isNeverDueWhileEmpty() {
        assertThat(queue.nanosUntilDue(1_000)).isEqualTo(BatchQueue.NEVER);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void isDueByCount() {
        queue.add("a", 1, 0);
        queue.add("b", 1, 0);
        assertThat(queue.nanosUntilDue(0)).isEqualTo(10);
        queue.add("c", 1, 0);
        queue.add("d", 1, 0);
        assertThat(queue.nanosUntilDue(0)).isZero();
        assertThat(queue.take()).containsExactly("a", "b", "c");
        assertThat(queue.take()).containsExactly("d");
    }

    @Test
    void isDueByBytes() {
        queue.add("a", 60, 0);
        assertThat(queue.nanosUntilDue(0)).isEqualTo(10);
        queue.add("b", 60, 0);
        assertThat(queue.nanosUntilDue(0)).isZero();
        assertThat(queue.take()).containsExactly("a");
        assertThat(queue.nanosUntilDue(4)).isEqualTo(6);
    }

    @Test
    void takesAFrameThatIsHeavierThanABatchAlone() {
        queue.add("heavy", 1_000, 0);
        queue.add("light", 1, 0);
        assertThat(queue.nanosUntilDue(0)).isZero();
        assertThat(queue.take()).containsExactly("heavy");
        assertThat(queue.take()).containsExactly("light");
    }

    @Test
    void isDueByDeadlineOfTheOldest() {
        queue.add("a", 1, 5);
        queue.add("b", 1, 12);
        assertThat(queue.nanosUntilDue(14)).isEqualTo(1);
        assertThat(queue.nanosUntilDue(15)).isZero();
        assertThat(queue.nanosUntilDue(99)).isZero();
        assertThat(queue.take()).containsExactly("a", "b");
    }

    @Test
    void letsNoDeadlineOfABatchThatLeftCutTheNextOneShort() {
        queue.add("a", 1, 0);
        queue.add("b", 1, 0);
        queue.add("c", 1, 0);
        queue.take();
        queue.add("d", 1, 9);
        assertThat(queue.nanosUntilDue(10)).isEqualTo(9);
        queue.remove("d");
        queue.add("e", 1, 18);
        assertThat(queue.nanosUntilDue(19)).isEqualTo(9);
    }

    @Test
    void waitsForTheClockEvenWhereItsNumbersAreNegative() {
        queue.add("a", 1, -5);
        assertThat(queue.nanosUntilDue(-2)).isEqualTo(7);
    }

    @Test
    void forgetsWhatIsTakenBack() {
        String once = "a";
        queue.add(once, 99, 0);
        queue.add("b", 1, 0);
        assertThat(queue.nanosUntilDue(0)).isZero();
        assertThat(queue.remove(once)).isTrue();
        assertThat(queue.remove(once)).isFalse();
        assertThat(queue.nanosUntilDue(0)).isEqualTo(10);
        assertThat(queue.take()).containsExactly("b");
    }

    @Test
    void losesAndDoublesNothing() {
        long seed = 6;
        Random random = new Random(seed);
        List<Integer> expected = new ArrayList<>();
        List<Object> came = new ArrayList<>();
        List<Integer> waiting = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Integer request = 1_000 + i;
            switch (random.nextInt(4)) {
                case 0 -> {
                    List<Object> batch = queue.take();
                    assertThat(batch).as("seed %d", seed).hasSizeLessThanOrEqualTo(3);
                    waiting.subList(0, batch.size()).clear();
                    came.addAll(batch);
                }
                case 1 -> {
                    if (!waiting.isEmpty()) {
                        Integer victim = waiting.remove(random.nextInt(waiting.size()));
                        assertThat(queue.remove(victim)).as("seed %d", seed).isTrue();
                        expected.remove(victim);
                    }
                }
                default -> {
                    queue.add(request, random.nextInt(120), i);
                    expected.add(request);
                    waiting.add(request);
                }
            }
        }
        while (queue.size() > 0) {
            came.addAll(queue.take());
        }
        assertThat(came).as("seed %d", seed).isEqualTo(expected);
        assertThat(queue.nanosUntilDue(0)).isEqualTo(BatchQueue.NEVER);
    }

    @Test
    void refusesRulesThatMakeNoBatch() {
        assertThatThrownBy(() -> new BatchRule(0, 1, Duration.ZERO)).hasMessageContaining("0 frames");
        assertThatThrownBy(() -> new BatchRule(1, 0, Duration.ZERO)).hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> new BatchRule(1, 1, Duration.ofMillis(-1))).hasMessageContaining("deadline");
    }
}
