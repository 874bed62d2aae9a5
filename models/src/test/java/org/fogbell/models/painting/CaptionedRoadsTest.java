package org.fogbell.models.painting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
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
        for (RoadCondition condition : order) {
            String caption = RoadCaptions.any(condition, random);
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
        assertThatThrownBy(() -> new CaptionedRoads(List.of(GREY), List.of(RoadCondition.parse("snow at night"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("snow/night/none, withheld");
        assertThatThrownBy(() -> new CaptionedRoads(List.of(GREY), List.of())).hasMessageContaining("got 1 and 0");
    }

    @Test
    void rendersEachImageOfItsConditionAndTheSameAgain() {
        CaptionedRoads roads = CaptionedRoads.render(3, 2, 6, 5, count -> {});
        assertThat(roads.images()).hasSize(6);
        assertThat(roads.conditions()).isEqualTo(CaptionedRoads.order(6, 5));
        CaptionedRoads again = CaptionedRoads.render(3, 2, 6, 5, count -> {});
        for (int i = 0; i < 6; i++) {
            assertThat(again.images().get(i).rgb())
                    .isEqualTo(roads.images().get(i).rgb());
        }
    }
}
