package org.fogbell.models.simulation;

/** What a surface is made of, as a 905 nm laser and as a camera meet it. */
enum Material {
    ASPHALT(0.385, 1, 0.006, 0, 0),
    LANE_PAINT(0.62, 1, 0.006, 0, 0),
    CONCRETE(0.42, 2, 0.008, 0, 0),
    GRASS(0.48, 1, 0.05, 0, 0),
    SOIL(0.38, 1, 0.03, 0, 0),
    CAR_PAINT(0.34, 10, 0, 0.35, 0),
    GLASS(0.10, 8, 0, 0.30, 0.80),
    RUBBER(0.07, 2, 0.01, 0, 0),
    PLASTIC(0.15, 4, 0.005, 0.1, 0),
    LAMP(0.70, 2, 0.01, 0.2, 0.1),
    RETROREFLECTOR(1.80, 2, 0, 0.3, 0),
    FOLIAGE(0.58, 2, 0.03, 0, 0),
    BARK(0.42, 2, 0.015, 0, 0),
    FACADE(0.50, 3, 0.01, 0, 0),
    WINDOW(0.08, 8, 0.01, 0.1, 0.55),
    ROOF(0.36, 2, 0.03, 0, 0),
    METAL(0.38, 6, 0, 0.25, 0),
    CLOTH(0.46, 2, 0.01, 0, 0),
    SKIN(0.52, 2, 0.005, 0, 0),
    SPOKES(0.25, 4, 0, 0.1, 0.65);

    /** Share of the light that is scattered back at right angles, before the object's own tint. */
    final double reflectance;

    /** Standard deviation in metres of where in its rough surface the beam is turned back. */
    final double roughnessMetres;

    /** Extra echo of a surface seen at right angles. */
    final double gloss;

    /** Share of beams that pass and go on behind the surface. */
    final double transparency;

    /**
     * How fast the echo weakens as the beam meets the surface at a slant, as a power of the cosine in eighths: 8 for an
     * ideally matt surface (Lambert), near 0 for a rough one that always turns some facets to the sensor.
     */
    private final int slantEighths;

    Material(double reflectance, int slantEighths, double roughnessMetres, double gloss, double transparency) {
        this.reflectance = reflectance;
        this.slantEighths = slantEighths;
        this.roughnessMetres = roughnessMetres;
        this.gloss = gloss;
        this.transparency = transparency;
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
        return scattered * slanted(cosine) + gloss * fourth * fourth * fourth;
    }

    /** The power of the cosine by square roots, which every machine rounds alike. */
    private double slanted(double cosine) {
        double half = Math.sqrt(cosine);
        double quarter = Math.sqrt(half);
        double power = (slantEighths & 1) == 0 ? 1 : Math.sqrt(quarter);
        power *= (slantEighths & 2) == 0 ? 1 : quarter;
        power *= (slantEighths & 4) == 0 ? 1 : half;
        return (slantEighths & 8) == 0 ? power : power * cosine;
    }
}
