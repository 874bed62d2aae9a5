package org.fogbell.models.simulation;

/** Draws actors: vehicles of several solids with glass, wheels and lamps, people with limbs in mid-stride. */
final class Bodywork {
    private static final int[] PAINTS = {
        0xd8d8d8, 0xf0f0f0, 0x20242a, 0x101214, 0x70757c, 0x9aa0a8, 0x1c3f7a, 0x8a1418, 0x2f5f3a, 0xb8a070, 0x3a3f46
    };
    private static final double[] PAINT_TINTS = {1.3, 1.9, 0.08, 0.05, 0.4, 1.0, 0.15, 0.7, 0.25, 1.1, 0.12};
    private static final int[] CLOTHES = {0x2b3a55, 0x7a2f2f, 0x3f5f3a, 0x222222, 0xb0a890, 0x5a4a7a, 0xc0c8d0, 0x8a6a3a
    };

    private final Brush brush;
    private final Dice dice;
    private final double length;
    private final double width;
    private final double height;

    private Bodywork(Actor actor, Brush brush) {
        this.brush = brush;
        this.dice = new Dice(actor.look(), 7);
        this.length = actor.length();
        this.width = actor.width();
        this.height = actor.height();
    }

    /** Draws the actor as it is at a time; the drawing stays within its length, width and height. */
    static void draw(Actor actor, Brush brush, double seconds) {
        Bodywork body = new Bodywork(actor, brush);
        switch (actor.kind()) {
            case CAR -> body.car();
            case VAN -> body.van();
            case TRUCK -> body.truck();
            case PEDESTRIAN -> body.person(0, 0, Math.abs(actor.metresPerSecond()) * seconds);
            case CYCLIST -> body.cyclist(Math.abs(actor.metresPerSecond()) * seconds);
        }
    }

    private void paint() {
        int paint = dice.below(PAINTS.length);
        brush.dip(Material.CAR_PAINT, PAINT_TINTS[paint] * dice.between(0.8, 1.2), PAINTS[paint]);
    }

    private void car() {
        double front = length / 2;
        double side = width / 2;
        double sill = dice.between(0.16, 0.24);
        double waist = height * dice.between(0.42, 0.47);
        double belt = height * dice.between(0.60, 0.65);
        double nose = height * dice.between(0.48, 0.54);
        double screenFoot = length * dice.between(0.17, 0.25);
        double screenHead = screenFoot - height * dice.between(0.38, 0.55);
        boolean saloon = dice.chance(0.35);
        double rearFoot = saloon ? -length * dice.between(0.30, 0.36) : -front + dice.between(0.03, 0.10);
        double rearHead = saloon ? rearFoot + dice.between(0.35, 0.55) : rearFoot + dice.between(0.12, 0.45);
        paint();
        brush.frustum(-front + 0.05, front - 0.05, -side + 0.06, side - 0.06, sill, -front, front, -side, side, waist);
        prism(-front, screenFoot, waist, -front + 0.04, screenFoot, belt, side, side - 0.05);
        slope(screenFoot, front, waist, belt, nose, side, side - 0.06);
        brush.glazed(Material.GLASS);
        brush.frustum(
                rearFoot,
                screenFoot,
                -side + 0.05,
                side - 0.05,
                belt,
                rearHead,
                screenHead,
                -side + 0.22,
                side - 0.22,
                height);
        seats(belt, screenHead, rearHead);
        wheels(front, side, dice.between(0.29, 0.34), 0.62, -0.62);
        lamps(front, side, nose * 0.85, belt * 0.85);
    }

    private void van() {
        double front = length / 2;
        double side = width / 2;
        double belt = height * 0.52;
        double screenFoot = front - dice.between(0.5, 0.9);
        double screenHead = screenFoot - dice.between(0.5, 0.8);
        boolean glazed = dice.chance(0.5);
        paint();
        brush.frustum(
                -front + 0.04, front - 0.05, -side + 0.05, side - 0.05, 0.25, -front, front, -side, side, belt * 0.8);
        prism(-front, screenFoot, belt * 0.8, -front, screenFoot, belt, side, side - 0.02);
        slope(screenFoot, front, belt * 0.8, belt, belt * 0.86, side, side - 0.05);
        double partition = screenHead - 0.9;
        if (glazed) {
            brush.glazed(Material.GLASS);
        }
        brush.frustum(
                -front + 0.01,
                partition,
                -side + 0.03,
                side - 0.03,
                belt,
                -front + 0.06,
                partition,
                -side + 0.12,
                side - 0.12,
                height);
        brush.glazed(Material.GLASS);
        brush.frustum(
                partition,
                screenFoot,
                -side + 0.03,
                side - 0.03,
                belt,
                partition,
                screenHead,
                -side + 0.12,
                side - 0.12,
                height);
        seats(belt, screenHead, partition);
        wheels(front, side, 0.34, 0.70, -0.66);
        lamps(front, side, belt * 0.7, belt * 0.8);
    }

    private void truck() {
        double front = length / 2;
        double side = width / 2;
        double cab = front - dice.between(1.7, 2.3);
        double cabHeight = height * dice.between(0.82, 0.98);
        paint();
        brush.frustum(cab, front, -side + 0.05, side - 0.05, 0.4, cab, front - 0.05, -side + 0.05, side - 0.05, 1.4);
        brush.glazed(Material.GLASS);
        brush.frustum(
                cab,
                front - 0.05,
                -side + 0.05,
                side - 0.05,
                1.4,
                cab,
                front - 0.25,
                -side + 0.12,
                side - 0.12,
                cabHeight);
        brush.dip(Material.METAL, 0.5, 0x303030).box(-front + 0.1, cab, -0.5, 0.5, 0.55, 0.95);
        paint();
        brush.box(-front, cab - dice.between(0.15, 0.5), -side, side, dice.between(0.95, 1.15), height);
        wheels(front, side, 0.48, 0.75, -0.55);
        brush.dip(Material.RUBBER, 1, 0x18181a);
        wheel(-front * 0.72, side - 0.35, 0.48);
        wheel(-front * 0.72, -side + 0.35, 0.48);
        lamps(front, side, 0.8, 0.9);
    }

    /** A slab between two heights whose rear and front edges may differ below and above. */
    private void prism(
            double rear,
            double fore,
            double z0,
            double topRear,
            double topFore,
            double z1,
            double side,
            double topSide) {
        brush.frustum(rear, fore, -side, side, z0, topRear, topFore, -topSide, topSide, z1);
    }

    /** A bonnet: a slab whose top falls from the rear to the front. */
    private void slope(
            double rear, double fore, double z0, double rearTop, double foreTop, double side, double topSide) {
        brush.hexahedron(new double[][] {
            {rear, -side, z0},
            {fore, -side, z0},
            {fore, side, z0},
            {rear, side, z0},
            {rear, -topSide, rearTop},
            {fore - 0.08, -topSide, foreTop},
            {fore - 0.08, topSide, foreTop},
            {rear, topSide, rearTop}
        });
    }

    private void seats(double belt, double head, double rear) {
        brush.dip(Material.CLOTH, 0.5, 0x303236);
        double x = head - 0.35;
        brush.box(x - 0.15, x, -width * 0.36, -width * 0.08, belt - 0.2, height - 0.22);
        brush.box(x - 0.15, x, width * 0.08, width * 0.36, belt - 0.2, height - 0.22);
        if (x - rear > 1.1) {
            brush.box(rear + 0.35, rear + 0.5, -width * 0.36, width * 0.36, belt - 0.2, height - 0.28);
        }
    }

    private void wheels(double front, double side, double radius, double foreShare, double rearShare) {
        brush.dip(Material.RUBBER, 1, 0x18181a);
        for (double x : new double[] {front * foreShare, front * rearShare}) {
            wheel(x, side - 0.12, radius);
            wheel(x, -side + 0.12, radius);
        }
    }

    private void wheel(double x, double y, double radius) {
        brush.cylinder(x, y - 0.11, radius, x, y + 0.11, radius, radius);
    }

    private void lamps(double front, double side, double foreHeight, double rearHeight) {
        brush.dip(Material.LAMP, 1, 0xe8e8e0);
        brush.box(front - 0.10, front, side - 0.40, side - 0.08, foreHeight - 0.08, foreHeight + 0.06);
        brush.box(front - 0.10, front, -side + 0.08, -side + 0.40, foreHeight - 0.08, foreHeight + 0.06);
        brush.dip(Material.LAMP, 1.5, 0xa01010);
        brush.box(-front, -front + 0.08, side - 0.30, side - 0.06, rearHeight - 0.10, rearHeight + 0.10);
        brush.box(-front, -front + 0.08, -side + 0.06, -side + 0.30, rearHeight - 0.10, rearHeight + 0.10);
        brush.dip(Material.RETROREFLECTOR, 1, 0xf4f4f4);
        brush.box(front - 0.02, front, -0.26, 0.26, 0.40, 0.51);
        brush.box(-front, -front + 0.02, -0.26, 0.26, rearHeight - 0.2, rearHeight - 0.09);
    }

    private void person(double seat, double foot, double walked) {
        double hip = foot + (height - foot) * 0.50;
        double shoulder = foot + (height - foot) * 0.82;
        double stride = walked == 0 ? 0.05 : length * 0.42 * StrictMath.sin(walked * 4.2 + dice.between(0, 6));
        double half = width / 2;
        clothes();
        brush.cylinder(seat + stride, 0.09, foot, seat, 0.09, hip, 0.075);
        brush.cylinder(seat - stride, -0.09, foot, seat, -0.09, hip, 0.075);
        clothes();
        brush.ellipsoid(seat, 0, (hip + shoulder) / 2, 0.14, half * 0.66, (shoulder - hip) / 2 + 0.10);
        brush.cylinder(seat, half - 0.06, shoulder - 0.04, seat - stride * 0.7, half - 0.06, hip - 0.02, 0.05);
        brush.cylinder(seat, -half + 0.06, shoulder - 0.04, seat + stride * 0.7, -half + 0.06, hip - 0.02, 0.05);
        brush.dip(Material.SKIN, 1, 0xc09070).ellipsoid(seat, 0, height - 0.13, 0.10, 0.085, 0.13);
    }

    private void cyclist(double ridden) {
        double half = length / 2;
        double radius = 0.34;
        double pedal = 0.16 * StrictMath.sin(ridden * 1.5);
        brush.dip(Material.SPOKES, 1, 0x303030);
        brush.cylinder(half - radius, -0.02, radius, half - radius, 0.02, radius, radius);
        brush.cylinder(-half + radius, -0.02, radius, -half + radius, 0.02, radius, radius);
        brush.dip(Material.METAL, 0.8, CLOTHES[dice.below(CLOTHES.length)]);
        brush.cylinder(-half + radius, 0, radius, -0.05, 0, 0.88, 0.025);
        brush.cylinder(half - radius, 0, radius, half - radius - 0.15, 0, 0.95, 0.025);
        brush.cylinder(-0.1, 0, 0.80, half - radius - 0.13, 0, 0.85, 0.025);
        brush.cylinder(half - radius - 0.15, -0.25, 1.02, half - radius - 0.15, 0.25, 1.02, 0.025);
        clothes();
        brush.cylinder(0.08, 0.1, 0.35 + pedal, -0.12, 0.09, 0.95, 0.075);
        brush.cylinder(0.08, -0.1, 0.35 - pedal, -0.12, -0.09, 0.95, 0.075);
        clothes();
        double shoulder = height - 0.34;
        brush.cylinder(-0.14, 0, 0.92, 0.10, 0, shoulder, 0.16);
        brush.cylinder(0.10, 0.19, shoulder - 0.03, half - radius - 0.13, 0.22, 1.04, 0.045);
        brush.cylinder(0.10, -0.19, shoulder - 0.03, half - radius - 0.13, -0.22, 1.04, 0.045);
        brush.dip(Material.SKIN, 1, 0xc09070).ellipsoid(0.18, 0, height - 0.13, 0.11, 0.085, 0.13);
    }

    private void clothes() {
        brush.dip(Material.CLOTH, dice.between(0.4, 1.5), CLOTHES[dice.below(CLOTHES.length)]);
    }
}
