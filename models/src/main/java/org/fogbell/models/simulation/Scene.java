package org.fogbell.models.simulation;

/** The world at one moment, ready to be looked at along rays. */
record Scene(Ground ground, Bvh standing, Bvh moving) {
    /** Finds the nearest thing between {@code from} and {@code to} metres along the ray. */
    void look(Ray ray, double from, double to) {
        ray.look(from, to);
        // The ground first: most rays go no farther.
        ground.trace(ray);
        moving.trace(ray);
        standing.trace(ray);
        if (ray.hit()) {
            ray.turnNormalToViewer();
        }
    }

    /** The same for a ray within a column that holds this scene's solids. */
    void look(Ray ray, double from, double to, Column column) {
        ray.look(from, to);
        ground.trace(ray);
        column.trace(ray);
        if (ray.hit()) {
            ray.turnNormalToViewer();
        }
    }

    /** Everything that stands or moves in the column's slice. */
    void fill(Column column) {
        column.collect(standing);
        column.collect(moving);
    }

    /** The same without the ground. */
    void lookAtSolids(Ray ray, double from, double to) {
        ray.look(from, to);
        moving.trace(ray);
        standing.trace(ray);
    }
}
