package org.fogbell.models.simulation;

/** What a ray's hit is made of at that very point: windows in a facade, patches in asphalt, leaves in the grass. */
final class Surface {
    private static final long TEXTURE = 0x7e57;

    private Surface() {}

    static Material material(Ray ray) {
        if (ray.solids == null) {
            return ray.cover == null ? Material.SOIL : ray.cover.material;
        }
        Material material = ray.solids.material(ray.solid, ray.pane);
        return material == Material.FACADE && isWindow(ray) ? Material.WINDOW : material;
    }

    /** Windows stand in rows and columns on every upright face. */
    private static boolean isWindow(Ray ray) {
        if (Math.abs(ray.normalZ) > 0.5) {
            return false;
        }
        double along = ray.normalX * ray.y() - ray.normalY * ray.x();
        double column = along / 2.6 - Math.floor(along / 2.6);
        double height = ray.z();
        double row = height / 2.8 - Math.floor(height / 2.8);
        return column > 0.3 && column < 0.75 && row > 0.35 && row < 0.8;
    }

    /** Share of light scattered back at right angles, with the texture of the place. */
    static double reflectance(Ray ray, Material material) {
        if (ray.solids != null) {
            double tint = ray.pane ? 1 : ray.solids.tint(ray.solid);
            return material.reflectance * tint;
        }
        double patch = Noise.smooth(TEXTURE, ray.x() / 3, ray.y() / 3);
        double grain = Noise.smooth(TEXTURE + 1, ray.x() * 3, ray.y() * 3);
        return material.reflectance * (0.55 + 0.5 * patch + 0.4 * grain);
    }

    /** The hit's own colour, 0xRRGGBB, before any light falls on it. */
    static int colour(Ray ray, Material material) {
        return switch (material) {
            case GLASS -> 0x1c242a;
            case WINDOW -> 0x2c3842;
            default -> ray.solids != null ? ray.solids.colour(ray.solid) : ray.cover == null ? 0 : ray.cover.colour;
        };
    }

    /** Light and dark spots of a rough surface, around 1. */
    static double grain(Ray ray, Material material) {
        if (ray.solids == null) {
            return 0.78
                    + 0.24 * Noise.smooth(TEXTURE, ray.x() / 3, ray.y() / 3)
                    + 0.2 * Noise.smooth(TEXTURE + 1, ray.x() * 6, ray.y() * 6);
        }
        return switch (material) {
            case FOLIAGE -> 0.6 + 0.8 * Noise.unit(Noise.hash(ray.seed, 5));
            case FACADE, ROOF, CONCRETE -> 0.9 + 0.2 * Noise.smooth(TEXTURE + 2, ray.x() + ray.y(), 2 * ray.z());
            default -> 1;
        };
    }
}
