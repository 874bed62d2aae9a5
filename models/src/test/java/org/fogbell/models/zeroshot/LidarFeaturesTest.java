package org.fogbell.models.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.fogbell.models.eloss.EntropyProfile;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.FrameStatistics;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Perception;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LidarFeaturesTest {
    private static final PointCloud STREET = Sweeps.street(3);

    private static FeatureVector features(PointCloud sweep) throws IOException {
        EntropyProfile profile =
                new EntropyProfile(List.of(new EntropyProfile.Block("block1", List.of("a", "b"), List.of(1.0, 2.0))));
        boolean blind = sweep.size() == 0;
        return new LidarFeatures(ModelBundle.manifestOf("untrained"))
                .of(sweep, new Perception(profile, 0.5, profile, List.of(), FrameStatistics.of(sweep), blind));
    }

    /** A classifier has one number for each name: a sweep that lacks what a name stands for must still have the name. */
    @ParameterizedTest
    @EnumSource(CorruptionKind.class)
    void hasTheSameNamesWhateverHappensToASweep(CorruptionKind kind) throws IOException {
        PointCloud changed = new Corruption(kind, 5).apply(STREET, 4);
        if (changed.size() == 0) {
            assertThat(features(changed).values()).isEmpty();
        } else {
            assertThat(features(changed).values())
                    .containsOnlyKeys(features(STREET).values().keySet());
        }
    }

    @Test
    void hasTheSameNamesWhereOnlyNearOrFarPointsAreLeft() throws IOException {
        for (float at : new float[] {0.2F, 5, 50}) {
            PointCloud one = new PointCloud(new float[] {at, 0, 0, 0.5F});
            assertThat(features(one).values())
                    .as("one point at %s m", at)
                    .containsOnlyKeys(features(STREET).values().keySet());
        }
    }

    @Test
    void hasNothingToSayOfABlindSweep() throws IOException {
        assertThat(features(new PointCloud(new float[0])).values()).isEmpty();
    }
}
