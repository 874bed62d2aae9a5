package org.fogbell.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.h3core.H3Core;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.fogbell.schemas.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexagonsTest {
    private static final Position STUTTGART = new Position(48.78, 9.18);

    @Test
    void findsTheCellThatH3Names() {
        assertThat(Hexagons.name(Hexagons.cell(STUTTGART, 8))).isEqualTo("881faa7a8bfffff");
    }

    @ParameterizedTest
    @CsvSource({"90.001, 0", "-91, 0", "NaN, 0", "0, 180.5", "0, NaN", "Infinity, 0", "0, -Infinity"})
    void isNowhereOffTheGlobeAndNamesTheField(double latitude, double longitude) {
        Position position = new Position(latitude, longitude);
        boolean north = !(Math.abs(latitude) <= 90);
        assertThat(Hexagons.cell(position, 8)).isEqualTo(Hexagons.NOWHERE);
        assertThat(Hexagons.fault(position))
                .contains(north ? "latitude_degrees" : "longitude_degrees")
                .contains("got " + (north ? latitude : longitude));
    }

    @Test
    void isNowhereWithoutAPosition() {
        assertThat(Hexagons.cell(null, 8)).isEqualTo(Hexagons.NOWHERE);
    }

    @Test
    void hasACellForEveryPositionOnTheGlobe() {
        long seed = 5;
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            Position position = new Position(180 * random.nextDouble() - 90, 360 * random.nextDouble() - 180);
            int resolution = random.nextInt(16);
            long cell = Hexagons.cell(position, resolution);
            assertThat(cell).as("seed %d, %s", seed, position).isNotEqualTo(Hexagons.NOWHERE);
            assertThat(Hexagons.around(cell, 1)).contains(cell).hasSizeBetween(6, 7);
            assertThat(Hexagons.region(cell)).isNotEqualTo(Hexagons.NOWHERE);
        }
    }

    @Test
    void neighboursAreMutual() {
        long cell = Hexagons.cell(STUTTGART, 8);
        for (long next : Hexagons.around(cell, 1)) {
            assertThat(Hexagons.around(next, 1)).contains(cell);
        }
    }

    @Test
    void answersManyThreadsAtOnce() throws Exception {
        long expected = Hexagons.cell(STUTTGART, 8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> {
                    for (int n = 0; n < 200; n++) {
                        if (Hexagons.cell(STUTTGART, 8) != expected
                                || Hexagons.around(expected, 1).size() != 7) {
                            return false;
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As in a task manager where several jobs, or one that was restarted, bring the library themselves. */
    @Test
    void loadsItsNativeLibraryOnceInEachClassLoader() throws Exception {
        long cell = Hexagons.cell(STUTTGART, 8);
        for (int i = 0; i < 2; i++) {
            try (URLClassLoader fresh = new URLClassLoader(whatItNeeds(), ClassLoader.getPlatformClassLoader())) {
                Class<?> hexagons = fresh.loadClass(Hexagons.class.getName());
                assertThat(hexagons).isNotSameAs(Hexagons.class);
                assertThat(hexagons.getMethod("around", long.class, int.class).invoke(null, cell, 1))
                        .isEqualTo(Hexagons.around(cell, 1));
            }
        }
    }

    private static URL[] whatItNeeds() {
        return Stream.of(Hexagons.class, Position.class, SpecificRecordBase.class, H3Core.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
    }
}
