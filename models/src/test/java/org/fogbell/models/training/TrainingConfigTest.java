package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {
    private static final TrainingConfig PLAIN = TrainingConfig.usual(DetectorSize.tiny(), 60, 1);

    @Test
    void everyPartOfItIsInItsDigest() {
        assertThat(PLAIN.digest())
                .isEqualTo(TrainingConfig.usual(DetectorSize.tiny(), 60, 1).digest())
                .isNotEqualTo(TrainingConfig.usual(DetectorSize.tiny(), 60, 2).digest())
                .isNotEqualTo(TrainingConfig.usual(DetectorSize.base(), 60, 1).digest())
                .isNotEqualTo(PLAIN.withValidations(5).digest())
                .isNotEqualTo(PLAIN.withEntropyLoss(EntropyLoss.published(1), List.of())
                        .digest());
    }

    @Test
    void validatesInItsRhythmAndAtTheEnd() {
        TrainingConfig config = TrainingConfig.usual(DetectorSize.tiny(), 7, 1).withValidations(3);
        assertThat(java.util.stream.IntStream.rangeClosed(1, 7).filter(config::validatesAfter))
                .containsExactly(3, 6, 7);
    }

    @Test
    void namesABlockThatTheNetworkDoesNotHave() {
        assertThatThrownBy(() -> PLAIN.withEntropyLoss(EntropyLoss.published(1), List.of(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected blocks from 1 to 2, got [1, 3]");
    }
}
