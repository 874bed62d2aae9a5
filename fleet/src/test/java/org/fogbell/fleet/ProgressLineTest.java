package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter text = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(42);

    @Test
    void tellsHowManyHowFastAndHowLongNowAndThen() {
        ProgressLine progress = new ProgressLine(new PrintWriter(text), false, nanos::get, 100);
        for (int done = 1; done <= 20; done++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) / 2);
            progress.show(done);
        }
        progress.end("done");
        assertThat(text.toString().lines())
                .containsExactly(
                        "fogbell: 10 of 100 frames, 2.0/s, 45 s left",
                        "fogbell: 20 of 100 frames, 2.0/s, 40 s left",
                        "done");
    }

    @Test
    void rewritesItsLineOnATerminal() {
        ProgressLine progress = new ProgressLine(new PrintWriter(text), true, nanos::get, 1_000);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        progress.show(2);
        progress.end("done");
        assertThat(text.toString())
                .isEqualTo("\r\u001b[2Kfogbell: 2 of 1000 frames, 2.0/s, 9 min left\r\u001b[2Kdone"
                        + System.lineSeparator());
    }
}
