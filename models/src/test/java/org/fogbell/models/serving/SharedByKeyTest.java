package org.fogbell.models.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is opened is called 1, 2, 3. */
@Timeout(60)
class SharedByKeyTest {
    private static final Duration KEEP = Duration.ofMinutes(1);

    private final List<Runnable> later = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final SharedByKey<String, Integer> shared =
            new SharedByKey<>((task, after) -> later.add(task), closed::add);

    @Test
    void opensOnceForAllWhoAskForTheSame() throws Exception {
        assertThat(acquire("gpu:0")).isEqualTo(1);
        assertThat(acquire("gpu:0")).isEqualTo(1);
        assertThat(acquire("gpu:1")).isEqualTo(2);
        assertThat(shared.holders("gpu:0")).isEqualTo(2);
    }

    @Test
    void keepsWhatSomebodyHolds() throws Exception {
        acquire("gpu:0");
        acquire("gpu:0");
        shared.release("gpu:0", Duration.ZERO);
        assertThat(closed).isEmpty();
        shared.release("gpu:0", Duration.ZERO);
        assertThat(closed).containsExactly(1);
        assertThat(acquire("gpu:0")).isEqualTo(2);
    }

    @Test
    void keepsWhatNobodyHoldsForAWhile() throws Exception {
        acquire("gpu:0");
        shared.release("gpu:0", KEEP);
        assertThat(closed).isEmpty();
        assertThat(acquire("gpu:0")).isEqualTo(1);
        later.forEach(Runnable::run);
        assertThat(closed).isEmpty();
    }

    @Test
    void closesWhatNobodyCameBackFor() throws Exception {
        acquire("gpu:0");
        shared.release("gpu:0", KEEP);
        later.forEach(Runnable::run);
        assertThat(closed).containsExactly(1);
        assertThat(acquire("gpu:0")).isEqualTo(2);
        later.forEach(Runnable::run);
        assertThat(closed).containsExactly(1);
    }

    @Test
    void countsTheWhileFromTheLastOneToLeave() throws Exception {
        acquire("gpu:0");
        shared.release("gpu:0", KEEP);
        acquire("gpu:0");
        shared.release("gpu:0", KEEP);
        later.get(0).run();
        assertThat(closed).isEmpty();
        later.get(1).run();
        assertThat(closed).containsExactly(1);
    }

    @Test
    void keepsNothingThatCouldNotBeOpened() throws Exception {
        assertThatThrownBy(() -> shared.acquire("gpu:0", () -> {
                    throw new IOException("no network");
                }))
                .hasMessage("no network");
        assertThat(acquire("gpu:0")).isEqualTo(1);
        assertThat(shared.holders("gpu:0")).isEqualTo(1);
    }

    @Test
    void refusesAReleaseTooMany() throws Exception {
        acquire("gpu:0");
        shared.release("gpu:0", KEEP);
        assertThatThrownBy(() -> shared.release("gpu:0", KEEP)).hasMessageContaining("one release too many");
    }

    @Test
    void opensOnceWhereManyAskAtOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(() -> {
                try {
                    go.await();
                    acquire("gpu:0");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(opened.get()).isEqualTo(1);
        assertThat(shared.holders("gpu:0")).isEqualTo(8);
    }

    private Integer acquire(String key) throws IOException {
        return shared.acquire(key, opened::incrementAndGet);
    }
}
