package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The steps do what they are measured at; {@code fogbell bench kernels} measures them. */
class KernelsITCase {
    private final Kernels kernels = new Kernels();

    @Test
    void doesWhatItMeasures() {
        assertThat(kernels.payloadToPoints().size()).isGreaterThan(100_000);
        float[] grid = kernels.pointsToGrid();
        assertThat(grid).as("points somewhere").isNotEqualTo(new float[grid.length]);
        Map<String, Double> first = kernels.statistics();
        assertThat(first.get("points")).isGreaterThan(100_000);
        assertThat(kernels.statistics()).as("of the next sweep").isNotEqualTo(first);
        assertThat(kernels.entropyOfAMap()).isFinite();
    }

    @Test
    void isKnownToJmh() {
        var list = BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(".*Kernels.*"),
                        List.of());
        assertThat(list)
                .extracting(BenchmarkListEntry::getUsername)
                .extracting(name -> name.substring(name.lastIndexOf('.') + 1))
                .containsExactlyInAnyOrder("payloadToPoints", "pointsToGrid", "statistics", "entropyOfAMap");
    }
}
