package org.fogbell.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.KittiObjectWriter;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ObjectClass;
import org.fogbell.models.perception.RotatedBoxes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepDatasetTest {
    private static final KittiCalibration AHEAD = KittiCalibration.ahead(1242, 375);
    private static final Box3d CAR = new Box3d(15, 2, -1, 4, 1.6, 1.5, 0.4);
    private static final Box3d VAN = new Box3d(25, -3, -1, 5, 2, 2, 0);

    @TempDir
    Path folder;

    @Test
    void readsWhatTheCameraSeesAndWhatIsToBeFound() throws IOException {
        Path root = write("a", "train", cloud(15, 2, -1, 20, 0, -1.7f, -15, 0, -1, 5, 20, -1), "Car", "Van");
        LabelledSweep sweep = SweepDataset.open(List.of(root), "train").sweep(0);
        assertThat(sweep.training().points().xyzi())
                .as("neither what is behind nor what is beside")
                .containsExactly(15, 2, -1, 0.5f, 20, 0, -1.7f, 0.5f);
        assertThat(sweep.training().objects()).hasSize(1);
        TargetObject car = sweep.training().objects().get(0);
        assertThat(car.type()).isEqualTo(ObjectClass.CAR);
        assertThat(RotatedBoxes.iou(car.box(), CAR)).isGreaterThan(0.999);
        assertThat(sweep.training().obstacles()).singleElement().satisfies(van -> assertThat(RotatedBoxes.iou(van, VAN))
                .isGreaterThan(0.999));
        assertThat(sweep.labels()).extracting(ObjectLabel::type).containsExactly("Car", "Van", "DontCare");
        assertThat(sweep.name()).isEqualTo(root.resolve("000000").toString());
        assertThat(sweep.droppedPoints()).isZero();
    }

    @Test
    void anObjectWithoutAPointIsInTheWayButNoTarget() throws IOException {
        Path root = write("a", "train", cloud(20, 0, -1.7f), "Car");
        TrainingSweep sweep = SweepDataset.open(List.of(root), "train").sweep(0).training();
        assertThat(sweep.objects()).isEmpty();
        assertThat(sweep.obstacles()).hasSize(1);
    }

    @Test
    void dropsAndCountsPointsThatAreNotFinite() throws IOException {
        PointCloud cloud = cloud(15, 2, -1, Float.NaN, 0, 0, 16, Float.NEGATIVE_INFINITY, 0, 17, 2, -1);
        cloud.xyzi()[15] = Float.NaN;
        LabelledSweep sweep = SweepDataset.open(List.of(write("a", "train", cloud, "Car")), "train")
                .sweep(0);
        assertThat(sweep.droppedPoints()).isEqualTo(3);
        assertThat(sweep.training().points().xyzi()).containsExactly(15, 2, -1, 0.5f);
    }

    @Test
    void mixesFoldersAndKeepsToTheSplit() throws IOException {
        Path first = write("a", "train", cloud(10, 0, -1));
        Path second = write("b", "train", cloud(20, 0, -1));
        Files.writeString(second.resolve("ImageSets/val.txt"), "");
        SweepDataset mixed = SweepDataset.open(List.of(second, first), "train");
        assertThat(mixed.size()).isEqualTo(2);
        assertThat(mixed.sweep(0).training().points().x(0)).isEqualTo(20);
        assertThat(mixed.sweep(1).training().points().x(0)).isEqualTo(10);
        assertThat(SweepDataset.open(List.of(second), "val").size()).isZero();
        assertThatThrownBy(() -> SweepDataset.open(List.of(first), "val"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(first.resolve("ImageSets/val.txt").toString());
    }

    @Test
    void refusesALabelWithoutItsSweep() throws IOException {
        Path root = write("a", "train", cloud(10, 0, -1));
        Files.writeString(root.resolve("training/label_2/000007.txt"), "");
        assertThatThrownBy(() -> SweepDataset.open(List.of(root), "train"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("label_2/000007.txt")
                .hasMessageContaining("velodyne/000007.bin");
    }

    @Test
    void refusesASweepOfOddLength() throws IOException {
        Path root = write("a", "train", cloud(10, 0, -1));
        Files.write(root.resolve("training/velodyne/000000.bin"), new byte[3], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SweepDataset.open(List.of(root), "train").sweep(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("000000.bin")
                .hasMessageContaining("19 bytes");
    }

    @Test
    void namesAClassThatKittiDoesNotHave() throws IOException {
        Path root = write("a", "train", cloud(10, 0, -1), "Bus");
        assertThatThrownBy(() -> SweepDataset.open(List.of(root), "train").sweep(0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(root.toString())
                .hasMessageContaining("000000")
                .hasMessageContaining("'Bus'");
    }

    /** One frame with the given labels and a DontCare region. */
    private Path write(String name, String split, PointCloud cloud, String... types) throws IOException {
        List<ObjectLabel> labels = new ArrayList<>();
        for (String type : types) {
            labels.add(AHEAD.label(type, type.equals("Van") ? VAN : CAR, 0, 0, 0, 0, 50, 50));
        }
        labels.add(ObjectLabel.parse("DontCare -1 -1 -10 0 0 10 10 -1 -1 -1 -1000 -1000 -1000 -10", "test"));
        Path root = folder.resolve(name);
        try (KittiObjectWriter writer = KittiObjectWriter.into(root)) {
            writer.add(split, cloud, labels, AHEAD, null);
            writer.finish();
        }
        return root;
    }

    private static PointCloud cloud(float... xyz) {
        float[] xyzi = new float[xyz.length / 3 * 4];
        for (int i = 0; i < xyz.length; i++) {
            xyzi[i / 3 * 4 + i % 3] = xyz[i];
        }
        for (int i = 3; i < xyzi.length; i += 4) {
            xyzi[i] = 0.5f;
        }
        return new PointCloud(xyzi);
    }
}
