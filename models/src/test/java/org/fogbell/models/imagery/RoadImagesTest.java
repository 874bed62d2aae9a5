package org.fogbell.models.imagery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.imagery.RoadCondition.Fault;
import org.fogbell.models.imagery.RoadCondition.Time;
import org.fogbell.models.imagery.RoadCondition.Weather;
import org.fogbell.models.simulation.SeverityRange;
import org.junit.jupiter.api.Test;

class RoadImagesTest {
    private static final RoadImages IMAGES = RoadImages.render(7, 2, 2);

    @Test
    void everyConditionChangesTheImageAndGivesTheSameOneAgain() {
        RoadImages again = RoadImages.render(7, 2, 2);
        assertThat(IMAGES.size()).isEqualTo(4);
        for (RoadCondition condition : RoadCondition.all()) {
            byte[] image = IMAGES.image(3, condition, 5).rgb();
            assertThat(again.image(3, condition, 5).rgb())
                    .as("%s, seed 5", condition)
                    .isEqualTo(image);
            boolean clean = condition.equals(new RoadCondition(Weather.CLEAR, Time.DAY, Fault.NONE));
            assertThat(Arrays.equals(image, IMAGES.clean(3).rgb()))
                    .as("%s, seed 5", condition)
                    .isEqualTo(clean);
        }
    }

    /** Light rain is not heavy rain: 20 seeds each. */
    @Test
    void severitiesDecideHowMuchIsSeen() {
        RoadCondition fog = new RoadCondition(Weather.FOG, Time.DAY, Fault.NONE);
        RoadCondition noise = new RoadCondition(Weather.CLEAR, Time.DAY, Fault.NOISE);
        for (RoadCondition condition : List.of(fog, noise)) {
            double light = change(condition, new SeverityRange(1, 2));
            double usual = change(condition, RoadImages.USUAL);
            double heavy = change(condition, new SeverityRange(4, 5));
            assertThat(light).as("%s", condition).isPositive().isLessThan(usual);
            assertThat(usual).as("%s", condition).isLessThan(heavy);
        }
        RoadCondition blurred = new RoadCondition(Weather.CLEAR, Time.DAY, Fault.DEFOCUS);
        assertThat(IMAGES.image(3, blurred, new SeverityRange(1, 2), 5).rgb())
                .as("milder blur is none at all in so few pixels")
                .isEqualTo(IMAGES.image(3, blurred, new SeverityRange(4, 5), 5).rgb());
    }

    /** Mean difference to the clean image, in grey levels. */
    private static double change(RoadCondition condition, SeverityRange severities) {
        byte[] clean = IMAGES.clean(3).rgb();
        double sum = 0;
        for (long seed = 0; seed < 20; seed++) {
            byte[] image = IMAGES.image(3, condition, severities, seed).rgb();
            for (int i = 0; i < image.length; i++) {
                sum += Math.abs((image[i] & 0xff) - (clean[i] & 0xff));
            }
        }
        return sum / 20 / clean.length;
    }

    @Test
    void aWorldDependsOnItsSeedAlone() {
        RoadImages later = RoadImages.render(8, 1, 2);
        assertThat(later.clean(1).rgb()).isEqualTo(IMAGES.clean(3).rgb());
        assertThat(later.clean(1).rgb()).isNotEqualTo(IMAGES.clean(1).rgb());
    }

    @Test
    void nightsAreDarkerThanDusksAndThoseThanDays() {
        double day = brightness(Time.DAY);
        double dusk = brightness(Time.DUSK);
        assertThat(dusk).isLessThan(day);
        assertThat(brightness(Time.NIGHT)).isLessThan(dusk);
    }

    private static double brightness(Time time) {
        float[] planes = RoadImages.planes(IMAGES.image(0, new RoadCondition(Weather.CLEAR, time, Fault.NONE), 1));
        double sum = 0;
        for (float value : planes) {
            sum += value;
        }
        return sum / planes.length;
    }

    @Test
    void planesKeepEachPixelsColours() {
        CameraImage image = IMAGES.clean(0);
        float[] planes = RoadImages.planes(image);
        int pixels = RoadImages.SIZE * RoadImages.SIZE;
        for (int channel = 0; channel < 3; channel++) {
            assertThat(planes[channel * pixels + 9 * RoadImages.SIZE + 4]).isEqualTo(image.at(4, 9, channel) / 255f);
        }
    }
}
