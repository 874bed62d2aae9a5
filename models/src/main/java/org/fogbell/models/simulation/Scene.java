package org.fogbell.models.simulation;

/** The world at one moment, ready to be looked at along rays. */
record Scene(Ground ground, Bvh standing, Bvh moving) {
    /** Finds the nearest thing between {@code from} and {@code to} metres along the ray. */
    void look(Ray ray, double from, double to) {
        lookAtSolids(ray, from, to);
        ground.trace(ray);
        if (ray.hit()) {
            ray.turnNormalToViewer();
        }
    }

    /** The same without the ground. */
    void lookAtSolids(Ray ray, double from, double to) {
        ray.look(from, to);
        moving.trace(ray);
        standing.trace(ray);
    }
}
