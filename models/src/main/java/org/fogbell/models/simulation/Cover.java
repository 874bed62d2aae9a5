package org.fogbell.models.simulation;

/** What covers a cell of ground, and how far it stands above the bare terrain. */
enum Cover {
    MEADOW(Material.GRASS, 0.08, 0x566c34),
    ROAD(Material.ASPHALT, 0, 0x56585c),
    MARKING(Material.LANE_PAINT, 0, 0xd8d8d0),
    PARKING(Material.ASPHALT, 0, 0x4c4e53),
    STALL(Material.ASPHALT, 0, 0x4c4e53),
    PAVEMENT(Material.CONCRETE, 0.12, 0x8e8b86),
    LAWN(Material.GRASS, 0.12, 0x4c6a30),
    FIELD(Material.SOIL, 0, 0x7c6a4a),
    BUILT(Material.CONCRETE, 0.10, 0x85817a);

    /** No cover rises higher. */
    static final double HIGHEST = 0.12;

    final Material material;
    final double riseMetres;

    /** As the camera sees it: 0xRRGGBB. */
    final int colour;

    Cover(Material material, double riseMetres, int colour) {
        this.material = material;
        this.riseMetres = riseMetres;
        this.colour = colour;
    }
}
