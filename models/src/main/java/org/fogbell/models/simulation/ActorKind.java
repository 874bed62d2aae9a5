package org.fogbell.models.simulation;

/** Who takes part in traffic, with the sizes in metres that KITTI's labels of each kind have. */
enum ActorKind {
    CAR("Car", 3.95, 0.35, 1.65, 0.07, 1.52, 0.07),
    VAN("Van", 4.95, 0.35, 1.90, 0.08, 2.20, 0.20),
    TRUCK("Truck", 8.80, 1.60, 2.50, 0.10, 3.20, 0.25),
    PEDESTRIAN("Pedestrian", 0.80, 0.14, 0.62, 0.08, 1.74, 0.08),
    CYCLIST("Cyclist", 1.76, 0.06, 0.62, 0.05, 1.74, 0.06);

    /** KITTI's class name. */
    final String type;

    private final double length;
    private final double lengthSigma;
    private final double width;
    private final double widthSigma;
    private final double height;
    private final double heightSigma;

    ActorKind(
            String type,
            double length,
            double lengthSigma,
            double width,
            double widthSigma,
            double height,
            double heightSigma) {
        this.type = type;
        this.length = length;
        this.lengthSigma = lengthSigma;
        this.width = width;
        this.widthSigma = widthSigma;
        this.height = height;
        this.heightSigma = heightSigma;
    }

    double length(Dice dice) {
        return dice.around(length, lengthSigma);
    }

    double width(Dice dice) {
        return dice.around(width, widthSigma);
    }

    double height(Dice dice) {
        return dice.around(height, heightSigma);
    }
}
