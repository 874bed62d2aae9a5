package org.fogbell.models.perception;

import java.util.Locale;

/** What the detector tells apart. */
public enum ObjectClass {
    CAR("Car", 0),
    PEDESTRIAN("Pedestrian", 1),
    CYCLIST("Cyclist", 2);

    private final String kittiName;
    private final int channel;

    ObjectClass(String kittiName, int channel) {
        this.kittiName = kittiName;
        this.channel = channel;
    }

    /** The class's name in KITTI's label files. */
    public String kittiName() {
        return kittiName;
    }

    /** The name in keys of results, such as {@code car}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which of a centre head's heat maps is the class's. */
    int channel() {
        return channel;
    }
}
