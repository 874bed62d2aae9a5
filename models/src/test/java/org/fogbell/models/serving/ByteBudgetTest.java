package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try") // room is held, and not used
class ByteBudgetTest {
    private static final int KIB = 1_024;

    private final ByteBudget budget = new ByteBudget(10 * KIB);

    @Test
    void givesRoomAndTakesItBackOnce() throws Exception {
        ByteBudget.Room room = budget.reserve(3 * KIB + 1);
        assertThat(budget.freeBytes()).isEqualTo(6 * KIB);
        room.close();
        room.close();
        assertThat(budget.freeBytes()).isEqualTo(10 * KIB);
    }

    @Test
    void takesWhatClaimsToBeEndlessOrNegative() throws Exception {
        budget.reserve(Long.MAX_VALUE).close();
        budget.reserve(Long.MIN_VALUE).close();
        budget.reserve(0).close();
        assertThat(budget.freeBytes()).isEqualTo(10 * KIB);
    }

    @Test
    void letsWaitWhatDoesNotFit() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        ByteBudget.Room first = budget.reserve(8 * KIB);
        Thread second = new Thread(() -> {
            try (ByteBudget.Room room = budget.reserve(3 * KIB)) {
                events.add("second has room");
            } catch (InterruptedException e) {
                events.add("interrupted");
            }
        });
        second.start();
        awaitBlocked(second);
        events.add("first goes");
        first.close();
        second.join();
        assertThat(events).containsExactly("first goes", "second has room");
        assertThat(budget.freeBytes()).isEqualTo(10 * KIB);
    }

    @Test
    void letsNoSmallOnePassALargeOne() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ByteBudget.Room first = budget.reserve(8 * KIB);
        Thread large = reserving("large", 10 * KIB, order);
        Thread small = reserving("small", KIB, order);
        assertThat(order).isEmpty();
        first.close();
        large.join();
        small.join();
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void keepsNoRoomForOneThatWasInterrupted() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        ByteBudget.Room first = budget.reserve(10 * KIB);
        Thread second = reserving("second", KIB, events);
        second.interrupt();
        second.join();
        first.close();
        assertThat(events).containsExactly("second interrupted");
        assertThat(budget.freeBytes()).isEqualTo(10 * KIB);
    }

    @Test
    void isNeverExceeded() throws Exception {
        long seed = 11;
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Random random = new Random(seed + t);
            threads.add(new Thread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    int bytes = random.nextInt(10) * KIB;
                    try (ByteBudget.Room room = budget.reserve(bytes)) {
                        most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                        held.addAndGet(-bytes);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most.get()).as("seed %d", seed).isBetween(1L, 10L * KIB);
        assertThat(budget.freeBytes()).isEqualTo(10 * KIB);
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatThrownBy(() -> new ByteBudget(KIB - 1)).hasMessageContaining("1023 bytes");
        assertThatThrownBy(() -> new ByteBudget(Long.MAX_VALUE)).hasMessageContaining("expected 1 KiB to 2 TiB");
    }

    private Thread reserving(String name, int bytes, List<String> order) {
        Thread thread = new Thread(() -> {
            try (ByteBudget.Room room = budget.reserve(bytes)) {
                order.add(name);
            } catch (InterruptedException e) {
                order.add(name + " interrupted");
            }
        });
        thread.start();
        awaitBlocked(thread);
        return thread;
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
