package org.fogbell.models.simulation;

/** Draws what stands still beside a road and carries no label: houses, trees, hedges, walls, fences, poles and signs. */
final class Scenery {
    private static final int[] WALLS = {0xc8b898, 0xd8d0c0, 0xa86a50, 0xb0a8a0, 0xe0dcd0, 0x9a8878, 0xc0a080};
    private static final int[] TILES = {0x7a3a2a, 0x5a4038, 0x484c52, 0x8a4a34};
    private static final int[] LEAVES = {0x3c5a26, 0x4a6a2c, 0x2f4a22, 0x5a7030, 0x36542e};

    private final Solids into;
    private final Dice dice;

    Scenery(Solids into, Dice dice) {
        this.into = into;
        this.dice = dice;
    }

    /** A building with a flat or a gabled roof; x runs along its front, its middle is the origin. */
    void house(Placement at, double length, double depth, double height) {
        double x = length / 2;
        double y = depth / 2;
        Brush brush = new Brush(into, at);
        brush.dip(Material.FACADE, dice.between(0.75, 1.15), WALLS[dice.below(WALLS.length)]);
        brush.box(-x, x, -y, y, -2, height);
        if (dice.chance(0.6)) {
            double ridge = height + depth * dice.between(0.25, 0.45);
            brush.dip(Material.ROOF, dice.between(0.7, 1.2), TILES[dice.below(TILES.length)]);
            brush.frustum(-x - 0.4, x + 0.4, -y - 0.5, y + 0.5, height, -x - 0.4, x + 0.4, -0.01, 0.01, ridge);
        }
        relief(brush, x, y, height);
    }

    /** Doorsteps, bays, balconies and drain pipes: no front is flat. */
    private void relief(Brush brush, double x, double y, double height) {
        brush.dip(Material.CONCRETE, dice.between(0.7, 1.2), 0xb8b4ac);
        for (double side : new double[] {-1, 1}) {
            double door = dice.between(-x * 0.7, x * 0.7);
            brush.box(door - 0.8, door + 0.8, side * y - 0.6, side * y + 0.6, -1, 0.3);
            if (dice.chance(0.5)) {
                double bay = dice.between(-x * 0.6, x * 0.6);
                brush.box(
                        bay - 1.5,
                        bay + 1.5,
                        side * y - 0.8,
                        side * y + 0.8,
                        dice.chance(0.5) ? 2.6 : -1,
                        height * 0.8);
            }
            for (double floor = 3; floor < height - 1 && dice.chance(0.6); floor += 3) {
                double balcony = dice.between(-x * 0.5, x * 0.5);
                brush.box(balcony - 1.6, balcony + 1.6, side * y - 1.2, side * y + 1.2, floor, floor + 1);
            }
            brush.cylinder(x * 0.96, side * (y + 0.07), 0, x * 0.96, side * (y + 0.07), height, 0.06);
        }
    }

    void tree(Placement at, double height) {
        Brush brush = new Brush(into, at);
        double trunk = height * dice.between(0.2, 0.35);
        double radius = height * dice.between(0.014, 0.024);
        brush.dip(Material.BARK, dice.between(0.8, 1.3), 0x5a4a3a);
        brush.cylinder(0, 0, -0.5, dice.between(-0.2, 0.2), dice.between(-0.2, 0.2), height * 0.6, radius);
        leaves(brush).leafy(dice.between(0.6, 1.6));
        double crown = (height - trunk) / 2;
        int parts = 3 + dice.below(4);
        for (int i = 0; i < parts; i++) {
            double size = crown * dice.between(0.45, 0.75);
            double spread = crown * 0.5;
            brush.ellipsoid(
                    dice.between(-spread, spread),
                    dice.between(-spread, spread),
                    dice.between(trunk + size, height - size * 0.8),
                    size * dice.between(0.8, 1.2),
                    size * dice.between(0.8, 1.2),
                    size * dice.between(0.8, 1.1));
        }
    }

    void conifer(Placement at, double height) {
        Brush brush = new Brush(into, at);
        brush.dip(Material.BARK, 1, 0x4a3a2e).cylinder(0, 0, -0.5, 0, 0, height * 0.9, height * 0.018);
        leaves(brush).leafy(1.8);
        for (int i = 0; i < 4; i++) {
            double radius = height * (0.22 - 0.045 * i);
            brush.ellipsoid(0, 0, height * (0.2 + 0.2 * i), radius, radius, height * 0.17);
        }
    }

    void bush(Placement at, double size) {
        Brush brush = leaves(new Brush(into, at)).leafy(dice.between(2, 5));
        for (int i = 1 + dice.below(3); i > 0; i--) {
            brush.ellipsoid(
                    dice.between(-size, size) * 0.6,
                    dice.between(-size, size) * 0.6,
                    size * 0.5,
                    size * dice.between(0.6, 1.1),
                    size * dice.between(0.6, 1.1),
                    size * dice.between(0.5, 0.9));
        }
    }

    /** A hedge, wall or fence along x, centred on its origin. */
    void border(Placement at, double length) {
        Brush brush = new Brush(into, at);
        double x = length / 2;
        switch (dice.below(4)) {
            case 0, 1 -> {
                double width = dice.between(0.3, 0.6);
                leaves(brush).leafy(dice.between(4, 9));
                brush.box(-x, x, -width, width, -0.2, dice.between(0.9, 2.2));
            }
            case 2 -> {
                brush.dip(Material.CONCRETE, dice.between(0.6, 1.3), WALLS[dice.below(WALLS.length)]);
                brush.box(-x, x, -0.12, 0.12, -0.5, dice.between(0.5, 2.0));
            }
            default -> fence(brush, x, dice.between(0.9, 1.5));
        }
    }

    private void fence(Brush brush, double x, double height) {
        brush.dip(Material.METAL, 0.8, 0x6a6e70);
        for (double post = -x; post <= x; post += 2.5) {
            brush.cylinder(post, 0, -0.2, post, 0, height, 0.03);
        }
        brush.leafy(2.2).box(-x, x, -0.03, 0.03, 0.1, height);
    }

    void rail(Placement at, double length) {
        Brush brush = new Brush(into, at);
        double x = length / 2;
        brush.dip(Material.METAL, 1, 0x9a9ea2).box(-x, x, -0.05, 0.05, 0.45, 0.75);
        for (double post = -x; post < x; post += 4) {
            brush.box(post, post + 0.1, -0.12, -0.05, -0.2, 0.7);
        }
    }

    /** A street lamp whose arm reaches {@code reach} metres to the left. */
    void lamp(Placement at, double reach) {
        Brush brush = new Brush(into, at).dip(Material.METAL, 0.9, 0x707478);
        double height = dice.between(5, 9);
        brush.cylinder(0, 0, -0.2, 0, 0, height, 0.09);
        brush.cylinder(0, 0, height - 0.05, 0, reach, height + 0.1, 0.05);
        brush.dip(Material.LAMP, 1, 0xd0d0c0).box(-0.15, 0.15, reach - 0.3, reach + 0.3, height, height + 0.15);
    }

    /** A traffic sign that faces along -x, towards whoever comes down the road. */
    void sign(Placement at) {
        Brush brush = new Brush(into, at).dip(Material.METAL, 0.9, 0x808488);
        brush.cylinder(0, 0, -0.2, 0, 0, 2.9, 0.035);
        double size = dice.between(0.25, 0.4);
        brush.dip(Material.RETROREFLECTOR, 1, dice.chance(0.5) ? 0xc02020 : 0x2040a0);
        brush.box(-0.06, -0.03, -size, size, 2.85 - 2 * size, 2.85);
    }

    /** Bins, boxes, bollards and benches. */
    void clutter(Placement at) {
        Brush brush = new Brush(into, at);
        switch (dice.below(4)) {
            case 0 -> brush.dip(Material.PLASTIC, 2, 0x3a4a3a).box(-0.28, 0.28, -0.35, 0.35, 0, 1.1);
            case 1 -> brush.dip(Material.CONCRETE, 1, 0xa0a0a0).cylinder(0, 0, -0.1, 0, 0, 0.9, 0.1);
            case 2 -> brush.dip(Material.METAL, 1, 0x889088).box(-0.6, 0.6, -0.25, 0.25, 0, dice.between(1, 1.6));
            default -> brush.dip(Material.BARK, 1, 0x6a5038).box(-0.8, 0.8, -0.25, 0.25, 0.35, 0.5);
        }
    }

    private Brush leaves(Brush brush) {
        return brush.dip(Material.FOLIAGE, dice.between(0.8, 1.15), LEAVES[dice.below(LEAVES.length)]);
    }
}
