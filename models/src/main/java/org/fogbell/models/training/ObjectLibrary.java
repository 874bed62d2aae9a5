package org.fogbell.models.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.perception.ObjectClass;

/** Objects cut out of the sweeps of a dataset, each with its points, to be put into other sweeps. Immutable. */
public final class ObjectLibrary {
    /** Fewer points do not show what the object is. */
    static final int MIN_POINTS = 5;

    /** An object where it stood, and the points on it. */
    record Cutout(TargetObject object, PointCloud points) {}

    private final Map<ObjectClass, List<Cutout>> cutouts = new EnumMap<>(ObjectClass.class);

    private ObjectLibrary(List<Cutout> all) {
        for (ObjectClass type : ObjectClass.values()) {
            cutouts.put(
                    type,
                    all.stream()
                            .filter(cutout -> cutout.object().type() == type)
                            .toList());
        }
    }

    public static ObjectLibrary empty() {
        return new ObjectLibrary(List.of());
    }

    /** Reads all sweeps of a dataset, which should be the one to train on. */
    public static ObjectLibrary of(SweepDataset dataset) throws IOException {
        List<Cutout> all = new ArrayList<>();
        for (int i = 0; i < dataset.size(); i++) {
            all.addAll(cutouts(dataset.sweep(i).training()));
        }
        return new ObjectLibrary(all);
    }

    static ObjectLibrary of(List<TrainingSweep> sweeps) {
        return new ObjectLibrary(
                sweeps.stream().flatMap(sweep -> cutouts(sweep).stream()).toList());
    }

    private static List<Cutout> cutouts(TrainingSweep sweep) {
        return sweep.objects().stream()
                .map(object -> new Cutout(object, PointsInBox.select(sweep.points(), object.box(), true)))
                .filter(cutout -> cutout.points().size() >= MIN_POINTS)
                .toList();
    }

    List<Cutout> of(ObjectClass type) {
        return cutouts.getOrDefault(type, List.of());
    }

    public int size(ObjectClass type) {
        return of(type).size();
    }
}
