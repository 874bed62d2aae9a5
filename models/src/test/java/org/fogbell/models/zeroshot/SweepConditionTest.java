package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.junit.jupiter.api.Test;

class SweepConditionTest {
    private static SweepCondition of(String sentence) {
        return SweepCondition.of(new Condition("it", sentence));
    }

    @Test
    void understandsWeatherAndFaultsByTheirWords() {
        assertThat(of("a clear day").kinds()).containsExactly(CorruptionKind.NONE);
        assertThat(of("driving through thick fog").kinds()).containsExactly(CorruptionKind.FOG);
        assertThat(of("Dirt on the window of the sensor").kinds()).containsExactly(CorruptionKind.WINDOW_BLOCKAGE);
        assertThat(of("some of its lasers are dark").kinds()).containsExactly(CorruptionKind.BEAM_MISSING);
        assertThat(of("a bent mount").kinds()).containsExactly(CorruptionKind.MISALIGNMENT);
    }

    @Test
    void composesWhatASentenceNames() {
        assertThat(of("rain, and mud on the window").kinds())
                .containsExactly(CorruptionKind.RAIN, CorruptionKind.WINDOW_BLOCKAGE);
    }

    @Test
    void leavesOutWhatASentenceDenies() {
        assertThat(of("clear, with no fog and without any rain").kinds()).containsExactly(CorruptionKind.NONE);
        assertThat(of("snow, free of dirt").kinds()).containsExactly(CorruptionKind.SNOW);
    }

    @Test
    void drawsSeveritiesThatTheAdjectivesAllow() {
        Random random = new Random(1);
        assertThat(of("light rain"))
                .extracting(SweepCondition::lowest, SweepCondition::highest)
                .containsExactly(1, 2);
        assertThat(of("heavy rain"))
                .extracting(SweepCondition::lowest, SweepCondition::highest)
                .containsExactly(4, 5);
        SweepCondition rain = of("rain");
        assertThat(IntStream.range(0, 200)
                        .map(i -> rain.severity(random))
                        .distinct()
                        .toArray())
                .containsExactlyInAnyOrder(3, 4, 5);
    }

    @Test
    void namesTheLabelThatContradictsItself() {
        assertThatThrownBy(() -> of("clear, in fog")).hasMessageContaining("label 'it' contradicts itself");
        assertThatThrownBy(() -> of("light and heavy rain")).hasMessageContaining("weak and strong");
    }

    @Test
    void namesTheLabelThatNoWordExplains() {
        assertThatThrownBy(() -> of("a moose"))
                .hasMessageContaining("label 'it': the simulator knows none of the words 'a moose'")
                .hasMessageContaining("fog");
    }

    @Test
    void namesLabelsThatMeanTheSame() {
        List<Condition> conditions = List.of(new Condition("fog", "fog"), new Condition("mist", "a mist"));
        assertThatThrownBy(() -> SweepCondition.of(conditions))
                .hasMessage("labels 'fog' and 'mist' mean the same to the simulator: fog, severity 3 to 5");
        assertThat(SweepCondition.of(List.of(new Condition("fog", "fog"), new Condition("dense", "dense fog"))))
                .hasSize(2);
    }

    @Test
    void disturbsAsTheSimulatorDoes() {
        PointCloud clean = Sweeps.street(3);
        assertThat(of("noise").apply(clean, 4, 9).xyzi())
                .isEqualTo(Corruption.of("gaussian", 4).apply(clean, 9).xyzi())
                .isNotEqualTo(clean.xyzi());
        assertThat(of("clear").apply(clean, 4, 9).xyzi()).isEqualTo(clean.xyzi());
    }
}
