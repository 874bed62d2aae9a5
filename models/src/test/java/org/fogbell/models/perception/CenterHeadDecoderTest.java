package org.fogbell.models.perception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CenterHeadDecoderTest {
    private static final CenterHeadGrid GRID = new CenterHeadGrid(0, -16, 1, 24, 32);

    private final CenterHeadDecoder decoder = CenterHeadDecoder.defaults();
    private CenterHeadMaps maps;

    @BeforeEach
    void start() {
        maps = CenterHeadMaps.empty(GRID);
    }

    @Test
    void readsABoxFromThePeaksCell() {
        peak(ObjectClass.CYCLIST, 7.25, -3.5, 0.75f);
        List<DetectedObject> objects = decoder.decode(maps);
        assertThat(objects).hasSize(1);
        Box3d box = objects.get(0).box();
        assertThat(objects.get(0).type()).isEqualTo(ObjectClass.CYCLIST);
        assertThat(objects.get(0).score()).isEqualTo(0.75);
        assertThat(List.of(box.x(), box.y(), box.z())).isEqualTo(List.of(7.25, -3.5, -1.0));
        assertThat(box.length()).isCloseTo(3.9, within(1e-5));
        assertThat(box.yaw()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void onlyTheHighestOfThreeByThreeCellsIsAPeak() {
        CenterHeadDecoder everyPeak = new CenterHeadDecoder(0.1, 100, nothingIsSuppressed());
        peak(ObjectClass.CAR, 5.5, 0.5, 0.8f);
        peak(ObjectClass.CAR, 6.5, 1.5, 0.7f);
        peak(ObjectClass.CAR, 8.5, 0.5, 0.6f);
        assertThat(everyPeak.decode(maps)).extracting(o -> o.box().x()).containsExactly(5.5, 8.5);
    }

    @Test
    void ofAPlateauTheFirstCellIsThePeak() {
        CenterHeadDecoder everyPeak = new CenterHeadDecoder(0.1, 100, nothingIsSuppressed());
        peak(ObjectClass.CAR, 5.5, 0.5, 0.8f);
        peak(ObjectClass.CAR, 5.5, 1.5, 0.8f);
        assertThat(everyPeak.decode(maps)).extracting(o -> o.box().y()).containsExactly(0.5);
    }

    @Test
    void findsPeaksInTheCorners() {
        peak(ObjectClass.CAR, 0.5, -15.5, 0.9f);
        peak(ObjectClass.CAR, 23.5, 15.5, 0.8f);
        assertThat(decoder.decode(maps)).extracting(o -> o.box().x()).containsExactly(0.5, 23.5);
    }

    @Test
    void looksAtTheHighestPeaksOfAllClasses() {
        peak(ObjectClass.CAR, 3.5, 0.5, 0.3f);
        peak(ObjectClass.PEDESTRIAN, 9.5, 0.5, 0.5f);
        peak(ObjectClass.CYCLIST, 15.5, 0.5, 0.4f);
        assertThat(new CenterHeadDecoder(0.1, 2, nothingIsSuppressed()).decode(maps))
                .extracting(DetectedObject::type)
                .containsExactly(ObjectClass.PEDESTRIAN, ObjectClass.CYCLIST);
    }

    @Test
    void leavesOutWhatIsBelowTheScore() {
        peak(ObjectClass.CAR, 3.5, 0.5, 0.3f);
        assertThat(new CenterHeadDecoder(0.31, 10, nothingIsSuppressed()).decode(maps))
                .isEmpty();
        assertThat(decoder.decode(CenterHeadMaps.empty(GRID))).isEmpty();
    }

    @Test
    void suppressesWhatOverlaps() {
        peak(ObjectClass.CAR, 5.5, 0.5, 0.8f);
        peak(ObjectClass.CAR, 7.5, 0.5, 0.7f);
        assertThat(decoder.decode(maps)).extracting(o -> o.box().x()).containsExactly(5.5);
    }

    @Test
    void aCellWithoutFiniteValuesHoldsNothing() {
        peak(ObjectClass.CAR, 5.5, 0.5, 0.8f);
        maps.boxes()[2 * GRID.cells() + GRID.cell(5.5, 0.5)] = Float.NaN;
        peak(ObjectClass.CAR, 15.5, 0.5, Float.NaN);
        peak(ObjectClass.CAR, 20.5, 0.5, 0.5f);
        maps.boxes()[3 * GRID.cells() + GRID.cell(20.5, 0.5)] = 500;
        List<DetectedObject> objects = decoder.decode(maps);
        assertThat(objects).extracting(o -> o.box().x()).containsExactly(20.5);
        assertThat(objects.get(0).box().length()).isBetween(50.0, 60.0);
    }

    @Test
    void refusesMapsOfAnotherGridAndScoresThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CenterHeadMaps(GRID, new float[3 * 768], new float[7 * 768]))
                .withMessageContaining("768 cells")
                .withMessageContaining("5376");
        assertThatIllegalArgumentException().isThrownBy(() -> new CenterHeadDecoder(0, 1, nothingIsSuppressed()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CenterHeadGrid.of(BirdsEyeGrid.around(), 3))
                .withMessageContaining("stride 3")
                .withMessageContaining("128 x 128");
    }

    private void peak(ObjectClass type, double x, double y, float score) {
        int cell = GRID.cell(x, y);
        maps.heatUp(type, cell, score);
        maps.put(cell, new Box3d(x, y, -1, 3.9, 1.6, 1.5, 0.1));
    }

    private static NonMaximumSuppression nothingIsSuppressed() {
        return new NonMaximumSuppression(NonMaximumSuppression.Nearness.OVERLAP, 1);
    }
}
