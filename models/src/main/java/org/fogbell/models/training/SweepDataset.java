package org.fogbell.models.training;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.KittiObjectFolder;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ObjectClass;
import org.jspecify.annotations.Nullable;

/**
 * The sweeps of one split in one or more folders of KITTI's object layout, real or simulated, one folder after the other.
 * Sweeps are read when asked for. Thread-safe.
 */
public final class SweepDataset {
    private static final String DONT_CARE = "DontCare";
    private static final Set<String> KITTI_CLASSES = new TreeSet<>(
            List.of("Car", "Van", "Truck", "Pedestrian", "Person_sitting", "Cyclist", "Tram", "Misc", DONT_CARE));

    private record Entry(Path root, KittiObjectFolder folder, String frame) {}

    private final List<Entry> entries;
    private @Nullable String digest;

    private SweepDataset(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * @param split a name in {@code ImageSets}, such as train or val
     * @throws IOException when a folder has no sweeps, a label without its sweep, or no such split
     */
    public static SweepDataset open(List<Path> roots, String split) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path root : roots) {
            KittiObjectFolder folder = KittiObjectFolder.open(root);
            for (String frame : folder.split(split)) {
                entries.add(new Entry(root, folder, frame));
            }
        }
        return new SweepDataset(entries);
    }

    public int size() {
        return entries.size();
    }

    /**
     * SHA-256 in hex over sweeps, labels and calibrations: what a model says that it was trained on. Reads everything
     * once, and stays what it was then.
     */
    public synchronized String digest() throws IOException {
        if (digest == null) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                for (Entry entry : entries) {
                    entry.folder().digest(entry.frame(), sha256);
                }
                digest = HexFormat.of().formatHex(sha256.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
        return digest;
    }

    /** Up to a number of the sweeps, evenly over all of them. */
    public SweepDataset thinned(int limit) {
        int count = Math.min(limit, entries.size());
        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add(entries.get((int) ((long) i * entries.size() / count)));
        }
        return new SweepDataset(kept);
    }

    /**
     * The sweep within the camera's view, without points that are not finite. A labelled object without a point is no
     * target: nothing shows it.
     *
     * @throws IOException when a file is missing or broken, or a label names a class that KITTI does not have; the
     *     message names the file
     */
    public LabelledSweep sweep(int index) throws IOException {
        Entry entry = entries.get(index);
        PointCloud all = entry.folder().sweep(entry.frame());
        List<ObjectLabel> labels = labels(entry);
        KittiCalibration calibration = entry.folder().calibration(entry.frame());
        PointCloud finite = finite(all);
        PointCloud points = new FieldOfView(calibration).crop(finite);
        List<TargetObject> objects = new ArrayList<>();
        List<Box3d> obstacles = new ArrayList<>();
        for (ObjectLabel label : labels) {
            if (label.type().equals(DONT_CARE)) {
                continue;
            }
            Box3d box = calibration.box(label);
            Optional<ObjectClass> type = Arrays.stream(ObjectClass.values())
                    .filter(candidate -> candidate.kittiName().equals(label.type()))
                    .findFirst();
            if (type.isPresent() && PointsInBox.any(points, box)) {
                objects.add(new TargetObject(type.get(), box));
            } else {
                obstacles.add(box);
            }
        }
        return new LabelledSweep(
                entry.root().resolve(entry.frame()).toString(),
                finite,
                new TrainingSweep(points, objects, obstacles),
                labels,
                calibration,
                all.size() - finite.size());
    }

    private static List<ObjectLabel> labels(Entry entry) throws IOException {
        List<ObjectLabel> labels = entry.folder().labels(entry.frame());
        for (ObjectLabel label : labels) {
            if (!KITTI_CLASSES.contains(label.type())) {
                throw new IOException(entry.root() + ", label of frame " + entry.frame() + ": expected one of "
                        + KITTI_CLASSES + ", got '" + label.type() + "'");
            }
        }
        return labels;
    }

    private static PointCloud finite(PointCloud points) {
        float[] all = points.xyzi();
        float[] kept = new float[all.length];
        int size = 0;
        for (int i = 0; i < all.length; i += PointCloud.STRIDE) {
            if (Float.isFinite(all[i])
                    && Float.isFinite(all[i + 1])
                    && Float.isFinite(all[i + 2])
                    && Float.isFinite(all[i + 3])) {
                System.arraycopy(all, i, kept, size, PointCloud.STRIDE);
                size += PointCloud.STRIDE;
            }
        }
        return size == all.length ? points : new PointCloud(Arrays.copyOf(kept, size));
    }
}
