package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.verdict.SampleScores;
import org.fogbell.verdict.SeenFrame;
import org.junit.jupiter.api.Test;

class SeenFrameTest {
    /** Of a score with the features and statistics of a sweep. */
    @Test
    void isASmallPartOfAScore() throws Exception {
        Map<String, Double> numbers = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            numbers.put("of.a.layer.or.a.sweep." + i, 1.0 * i);
        }
        FrameScore score = SampleScores.frame(1)
                .setFeatures(numbers)
                .setStatistics(numbers)
                .build();
        byte[] whole = WrittenState.bytes(new ScoreSerializer(), score);
        byte[] seen = WrittenState.bytes(
                TypeInformation.of(SeenFrame.class).createSerializer(new SerializerConfigImpl()), SeenFrame.of(score));
        assertThat(seen.length).isLessThan(whole.length / 20);
    }
}
