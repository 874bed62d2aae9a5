package org.fogbell.models.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.Tokenizer;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;
import org.fogbell.models.zeroshot.Condition;
import org.fogbell.models.zeroshot.Conditions;
import org.junit.jupiter.api.Test;

class RoadCaptionsTest {
    @Test
    void everyCaptionSaysWhatItsConditionIsAndNothingElse() {
        for (RoadCondition condition : RoadCondition.all()) {
            assertThat(RoadCaptions.of(condition))
                    .isNotEmpty()
                    .allSatisfy(caption ->
                            assertThat(RoadCondition.parse(caption)).as(caption).isEqualTo(condition));
        }
    }

    @Test
    void knowsTheWordsOfTheCamerasConditionsUnderEveryTemplate() throws IOException {
        Tokenizer tokenizer = RoadCaptions.tokenizer();
        List<Condition> conditions = Conditions.read(Path.of("../docs/examples/conditions-camera.yaml"));
        assertThat(conditions).hasSize(11);
        for (Condition condition : conditions) {
            for (String template : PromptTemplates.PHOTO.templates()) {
                String sentence = template.replace("{}", condition.sentence());
                assertThat(tokenizer.tokens(sentence)).as(sentence).hasSize(RoadCaptions.TOKENS);
            }
        }
        assertThatThrownBy(() -> tokenizer.tokens("a road in a sandstorm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'sandstorm'");
    }

    @Test
    void longestSentenceFits() {
        Tokenizer tokenizer = RoadCaptions.tokenizer();
        for (RoadCondition condition : RoadCondition.all()) {
            for (String caption : RoadCaptions.of(condition)) {
                for (String template : PromptTemplates.PHOTO.templates()) {
                    tokenizer.tokens(template.replace("{}", caption));
                }
            }
        }
    }

    @Test
    void wordsAreNumberedOnceAndTheFillerFirst() {
        List<String> words = RoadCaptions.words();
        assertThat(words)
                .doesNotHaveDuplicates()
                .startsWith(RoadCaptions.NO_WORD)
                .contains("fog", "mud", "dashcam", "sunny", "daylight");
        assertThat(RoadCaptions.tokenizer().tokens("")).containsOnly(0);
    }

    @Test
    void drawsAllWaysToSayAConditionWithAndWithoutTemplates() {
        RoadCondition condition = RoadCondition.parse("fog at night, with mud on the lens");
        Random random = new Random(1);
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            drawn.add(RoadCaptions.any(condition, i % 2 == 0 ? RoadImages.USUAL : new SeverityRange(4, 5), random));
        }
        assertThat(drawn)
                .containsAll(RoadCaptions.of(condition))
                .contains("a photo of a foggy night, and mud on the lens taken from a car");
    }
}
