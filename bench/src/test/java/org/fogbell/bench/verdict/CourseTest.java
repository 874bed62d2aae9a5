package org.fogbell.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Duration SLIDE = Duration.ofSeconds(1);

    @Test
    void everySectionHasEverySensorCloseEquallyManyWindows() throws Exception {
        for (int sensors : new int[] {1, 3, 100, 10_000, 300_000, 1_000_000}) {
            for (boolean quick : new boolean[] {false, true}) {
                Course course = Course.of(sensors, SLIDE, quick);
                ScoreStream stream = new ScoreStream(sensors);
                Set<Long> spans = new HashSet<>();
                for (int i = 0; i < course.sections(); i++) {
                    spans.add(stream.micros(course.end(i)) - stream.micros(course.end(i) - course.section()));
                }
                assertThat(spans).as("%d sensors, quick %s", sensors, quick).hasSize(1);
                assertThat(spans.iterator().next() % (SLIDE.toMillis() * 1_000)).isZero();
                assertThat(course.end(course.sections() - 1)).isEqualTo(course.all());
            }
        }
    }

    @Test
    void aMillionSensorsCountTwoSlides() {
        assertThat(Course.of(1_000_000, SLIDE, false)).isEqualTo(new Course(12_000_000, 2, 10_000_000));
        assertThat(Course.of(10_000, SLIDE, false)).isEqualTo(new Course(1_000_000, 5, 100_000));
    }
}
