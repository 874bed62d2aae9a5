package org.fogbell.models.simulation;

/** What a surface is made of, as a 905 nm laser and as a camera meet it. */
enum Material {
    ASPHALT(0.385, 0.15, 0.006, 0, 0),
    LANE_PAINT(0.62, 0.15, 0.006, 0, 0),
    CONCRETE(0.42, 0.20, 0.008, 0, 0),
    GRASS(0.48, 0.10, 0.05, 0, 0),
    SOIL(0.38, 0.10, 0.03, 0, 0),
    CAR_PAINT(0.34, 1.20, 0, 0.35, 0),
    GLASS(0.10, 1.00, 0, 0.30, 0.80),
    RUBBER(0.07, 0.30, 0.01, 0, 0),
    PLASTIC(0.15, 0.50, 0.005, 0.1, 0),
    LAMP(0.70, 0.30, 0.01, 0.2, 0.1),
    RETROREFLECTOR(1.80, 0.30, 0, 0.3, 0),
    FOLIAGE(0.58, 0.25, 0.03, 0, 0),
    BARK(0.42, 0.30, 0.015, 0, 0),
    FACADE(0.50, 0.35, 0.01, 0, 0),
    WINDOW(0.08, 1.00, 0.01, 0.1, 0.55),
    ROOF(0.36, 0.30, 0.03, 0, 0),
    METAL(0.38, 0.80, 0, 0.25, 0),
    CLOTH(0.46, 0.30, 0.01, 0, 0),
    SKIN(0.52, 0.30, 0.005, 0, 0),
    SPOKES(0.25, 0.50, 0, 0.1, 0.65);

    private static final int STEPS = 1024;

    /** Share of the light that is scattered back at right angles, before the object's own tint. */
    final double reflectance;

    /** Standard deviation in metres of where in its rough surface the beam is turned back. */
    final double roughnessMetres;

    /** Extra echo of a surface seen at right angles. */
    final double gloss;

    /** Share of beams that pass and go on behind the surface. */
    final double transparency;

    private final float[] slant = new float[STEPS + 1];

    /**
     * @param slantExponent how fast the echo weakens as the beam meets the surface at a slant: 1 for an ideally matt surface
     *     (Lambert), near 0 for a rough one that always turns some facets to the sensor
     */
    Material(double reflectance, double slantExponent, double roughnessMetres, double gloss, double transparency) {
        this.reflectance = reflectance;
        this.roughnessMetres = roughnessMetres;
        this.gloss = gloss;
        this.transparency = transparency;
        for (int i = 0; i <= STEPS; i++) {
            slant[i] = (float) StrictMath.pow((double) i / STEPS, slantExponent);
        }
    }

    /**
     * Share of the light that comes back.
     *
     * @param scattered reflectance at right angles of the very place
     * @param cosine of the angle between the beam and the surface's normal
     */
    double echo(double scattered, double cosine) {
        double square = cosine * cosine;
        double fourth = square * square;
        return scattered * slant[(int) (cosine * STEPS)] + gloss * fourth * fourth * fourth;
    }
}
