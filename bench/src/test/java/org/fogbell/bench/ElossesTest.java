package org.fogbell.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ElossesTest {
    private static final double EXACT = 1e-12;

    private final Elosses cpu = new Elosses();
    private final Elosses gpu = new Elosses();

    @Test
    void comparesTheFramesThatBothScored() {
        cpu.note("a", 2);
        cpu.note("b", 4);
        cpu.note("c", 10);
        cpu.note("only here", 1);
        gpu.note("c", 10);
        gpu.note("b", 4.4);
        gpu.note("a", 2.1);
        gpu.note("only there", 7);

        Elosses.Difference difference = gpu.against(cpu);

        assertThat(difference.frames()).isEqualTo(3);
        assertThat(difference.median()).isCloseTo(0.05, within(EXACT));
        assertThat(difference.most()).isCloseTo(0.1, within(EXACT));
    }

    @Test
    void theRunThatIsFarthestCounts() {
        cpu.note("a", 2);
        gpu.note("a", 2);
        gpu.note("a", 1.9);
        gpu.note("b", 5);

        assertThat(gpu.against(cpu).most()).isCloseTo(0.05, within(EXACT));
        assertThat(gpu.spread()).isCloseTo(0.1 / 1.9, within(EXACT));
        assertThat(cpu.spread()).isZero();
    }

    @Test
    void nothingInCommonIsNoAgreement() {
        cpu.note("a", 2);
        gpu.note("b", 2);

        assertThatThrownBy(() -> gpu.against(cpu))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in common");
    }
}
