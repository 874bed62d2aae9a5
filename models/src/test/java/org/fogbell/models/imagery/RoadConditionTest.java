package org.fogbell.models.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fogbell.models.imagery.RoadCondition.Fault;
import org.fogbell.models.imagery.RoadCondition.Time;
import org.fogbell.models.imagery.RoadCondition.Weather;
import org.junit.jupiter.api.Test;

class RoadConditionTest {
    @Test
    void saysWhatItIs() {
        RoadCondition drops = new RoadCondition(Weather.FOG, Time.NIGHT, Fault.LENS_DROPS);
        assertThat(drops.caption()).isEqualTo("a road in dense fog at night, with drops on the lens");
        assertThat(drops).hasToString("fog/night/lens-drops");
        assertThat(new RoadCondition(Weather.CLEAR, Time.DAY, Fault.NONE).caption())
                .isEqualTo("a road in clear weather by day");
    }

    @Test
    void everyCompositionHasItsOwnCaption() {
        assertThat(RoadCondition.all()).hasSize(4 * 3 * 8);
        assertThat(RoadCondition.all().stream().map(RoadCondition::caption)).doesNotHaveDuplicates();
    }

    @Test
    void whatIsWithheldIsNeverShownButItsPartsAre() {
        List<RoadCondition> shown = RoadCondition.shown();
        List<RoadCondition> withheld = RoadCondition.withheld();
        assertThat(shown).doesNotContainAnyElementsOf(withheld);
        assertThat(withheld).contains(new RoadCondition(Weather.SNOW, Time.NIGHT, Fault.NONE));
        assertThat(shown.size() + withheld.size()).isEqualTo(RoadCondition.all().size());
        assertThat(shown.stream().map(RoadCondition::weather)).contains(Weather.values());
        assertThat(shown.stream().map(RoadCondition::time)).contains(Time.values());
        assertThat(shown.stream().map(RoadCondition::fault)).contains(Fault.values());
    }

    @Test
    void readsItsOwnCaptions() {
        assertThat(RoadCondition.all()).allSatisfy(each -> assertThat(RoadCondition.parse(each.caption()))
                .isEqualTo(each));
    }

    @Test
    void readsWhatAPersonWrites() {
        assertThat(RoadCondition.parse("Mud on the lens, at night").toString()).isEqualTo("clear/night/lens-dirt");
        assertThatThrownBy(() -> RoadCondition.parse("a red car")).hasMessageContaining("expected a word of");
        assertThatThrownBy(() -> RoadCondition.parse("fog and snow")).hasMessageContaining("got [FOG, SNOW]");
        assertThatThrownBy(() -> RoadCondition.parse("no fog")).hasMessageContaining("got what is not");
    }
}
