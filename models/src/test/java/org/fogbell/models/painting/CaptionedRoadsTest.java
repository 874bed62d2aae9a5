package org.fogbell.models.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;
import org.junit.jupiter.api.Test;

class CaptionedRoadsTest {
    private static final CameraImage GREY =
            new CameraImage(RoadImages.SIZE, RoadImages.SIZE, new byte[RoadImages.SIZE * RoadImages.SIZE * 3]);

    @Test
    void captionsOfWithheldCompositionsAreNeverShown() {
        Set<String> withheld = new HashSet<>();
        RoadCondition.withheld().forEach(condition -> withheld.addAll(RoadCaptions.of(condition)));
        assertThat(withheld).contains("a snowy night", "dense fog by day, with drops on the lens");
        List<RoadCondition> order = CaptionedRoads.order(5000, 7);
        Random random = new Random(3);
        List<SeverityRange> severities = CaptionedRoads.severities(order, 7);
        for (int i = 0; i < order.size(); i++) {
            String caption = RoadCaptions.any(order.get(i), severities.get(i), random);
            assertThat(withheld).noneMatch(hidden -> caption.equals(hidden) || caption.endsWith(" of " + hidden));
        }
    }

    @Test
    void allOthersAreShownWholeCamerasMoreOften() {
        List<RoadCondition> order = CaptionedRoads.order(5000, 7);
        assertThat(new HashSet<>(order)).isEqualTo(new HashSet<>(RoadCondition.shown()));
        long fog = count(order, "fog by day");
        assertThat(fog).isGreaterThan(3 * count(order, "fog by day, and noise"));
        assertThat(CaptionedRoads.order(50, 8)).isNotEqualTo(order.subList(0, 50));
    }

    private static long count(List<RoadCondition> order, String sentence) {
        return order.stream().filter(RoadCondition.parse(sentence)::equals).count();
    }

    @Test
    void refusesACompositionThatNobodyMayLearnFrom() {
        assertThatThrownBy(() -> new CaptionedRoads(
                        List.of(GREY), List.of(RoadCondition.parse("snow at night")), List.of(RoadImages.USUAL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snow/night/none, withheld");
        assertThatThrownBy(() -> new CaptionedRoads(List.of(GREY), List.of(), List.of()))
                .hasMessageContaining("got 1, 0 and 0");
    }

    @Test
    void rendersEachImageOfItsConditionAndTheSameByMoreThreads() {
        List<Integer> told = new ArrayList<>();
        CaptionedRoads roads = CaptionedRoads.render(3, 2, 6, 5, 1, told::add);
        assertThat(told).containsExactly(3, 6);
        assertThat(roads.images()).hasSize(6);
        assertThat(roads.conditions()).isEqualTo(CaptionedRoads.order(6, 5));
        CaptionedRoads again = CaptionedRoads.render(3, 2, 6, 5, 3, count -> {});
        for (int i = 0; i < 6; i++) {
            assertThat(again.images().get(i).rgb())
                    .isEqualTo(roads.images().get(i).rgb());
        }
    }

    @Test
    void whatIsCalledHeavyIsSevere() {
        List<RoadCondition> rain = Collections.nCopies(400, RoadCondition.parse("rain"));
        List<SeverityRange> severities = CaptionedRoads.severities(rain, 3);
        SeverityRange strong = new SeverityRange(4, 5);
        assertThat(new HashSet<>(severities)).containsExactlyInAnyOrder(strong, RoadImages.USUAL);
        Random random = new Random(4);
        for (int i = 0; i < rain.size(); i++) {
            String caption = RoadCaptions.any(rain.get(i), severities.get(i), random);
            assertThat(caption.contains("heavy"))
                    .as(caption)
                    .isEqualTo(severities.get(i).equals(strong));
        }
    }
}
