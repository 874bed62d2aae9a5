package org.fogbell.models.perception;

import java.util.Locale;

/** What the detector tells apart; the heat maps of a centre head stand in this order. */
public enum ObjectClass {
    CAR("Car"),
    PEDESTRIAN("Pedestrian"),
    CYCLIST("Cyclist");

    private final String kittiName;

    ObjectClass(String kittiName) {
        this.kittiName = kittiName;
    }

    /** The class's name in KITTI's label files. */
    public String kittiName() {
        return kittiName;
    }

    /** The name in keys of results, such as {@code car}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
