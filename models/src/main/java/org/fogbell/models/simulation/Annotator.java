package org.fogbell.models.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.jspecify.annotations.Nullable;

/**
 * Says what is where in a frame, in KITTI's terms. The 2D box and the occlusion come from the actor's own solids: rays
 * through a grid of pixels count how much of it the camera would see if it stood alone and how much it does see.
 */
final class Annotator {
    private static final double FARTHEST_METRES = 80;
    private static final double NEAREST_DEPTH_METRES = 0.3;
    private static final int GRID = 24;
    private static final double SMALLEST_PIXELS = 2;

    private final KittiCalibration calibration;
    private final int width;
    private final int height;

    Annotator(KittiCalibration calibration, int width, int height) {
        this.calibration = calibration;
        this.width = width;
        this.height = height;
    }

    /** Everyone within 80 m but the viewer, nearest first; {@code points} counts LiDAR points by actor id. */
    List<LabelledObject> annotate(World world, Scene scene, Ego ego, double seconds, int viewer, int[] points) {
        List<LabelledObject> objects = new ArrayList<>();
        for (Actor actor : world.actors()) {
            Placement at = actor.placement(world.ground(), seconds);
            Box3d box = box(actor, at, ego.sensor());
            if (actor.id() != viewer && box.x() * box.x() + box.y() * box.y() < FARTHEST_METRES * FARTHEST_METRES) {
                objects.add(new LabelledObject(
                        actor.id(),
                        actor.kind().type,
                        box,
                        points[actor.id()],
                        label(actor, box, world, scene, ego, seconds)));
            }
        }
        objects.sort(Comparator.comparingDouble((LabelledObject object) ->
                        object.box().x() * object.box().x()
                                + object.box().y() * object.box().y())
                .thenComparingInt(LabelledObject::id));
        return objects;
    }

    private static Box3d box(Actor actor, Placement at, Placement sensor) {
        double[] centre = sensor.local(
                at.worldX(0, 0, actor.height() / 2),
                at.worldY(0, 0, actor.height() / 2),
                at.worldZ(0, 0, actor.height() / 2));
        double[] ahead = sensor.local(
                sensor.east() + at.forwardX(), sensor.north() + at.forwardY(), sensor.up() + at.forwardZ());
        return new Box3d(
                centre[0],
                centre[1],
                centre[2],
                actor.length(),
                actor.width(),
                actor.height(),
                StrictMath.atan2(ahead[1], ahead[0]));
    }

    private @Nullable ObjectLabel label(Actor actor, Box3d box, World world, Scene scene, Ego ego, double seconds) {
        if (calibration.project(box.x(), box.y(), box.z())[2] < NEAREST_DEPTH_METRES) {
            return null;
        }
        Solids alone = new Solids();
        Brush brush = actor.brush(alone, world.ground(), seconds);
        Bodywork.draw(actor, brush, seconds);
        double[] whole = outline(brush, ego.sensor());
        double left = Math.max(0, whole[0]);
        double top = Math.max(0, whole[1]);
        double right = Math.min(width - 1, whole[2]);
        double bottom = Math.min(height - 1, whole[3]);
        if (right - left < SMALLEST_PIXELS || bottom - top < SMALLEST_PIXELS) {
            return null;
        }
        double truncation = 1 - (right - left) * (bottom - top) / ((whole[2] - whole[0]) * (whole[3] - whole[1]));
        double seen = seen(alone, scene, ego.sensor(), left, top, right, bottom, actor.id());
        if (seen <= 0) {
            return null;
        }
        int occlusion = seen > 0.8 ? 0 : seen > 0.4 ? 1 : 2;
        return calibration.label(actor.kind().type, box, Math.max(0, truncation), occlusion, left, top, right, bottom);
    }

    /** Left, top, right and bottom of the object's outline in pixels, as if the image had no edge. */
    private double[] outline(Brush brush, Placement sensor) {
        double[] edges = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (double[] corner : brush.corners()) {
            double[] local = sensor.local(corner[0], corner[1], corner[2]);
            double[] camera = calibration.toCamera(local[0], local[1], local[2]);
            double[] moved = calibration.toLidar(camera[0], camera[1], Math.max(NEAREST_DEPTH_METRES, camera[2]));
            double[] pixel = calibration.project(moved[0], moved[1], moved[2]);
            edges[0] = Math.min(edges[0], pixel[0]);
            edges[1] = Math.min(edges[1], pixel[1]);
            edges[2] = Math.max(edges[2], pixel[0]);
            edges[3] = Math.max(edges[3], pixel[1]);
        }
        return edges;
    }

    /** Share of the object's pixels within the image that nothing else hides. */
    private double seen(
            Solids alone, Scene scene, Placement sensor, double left, double top, double right, double bottom, int id) {
        CameraRay pixel = new CameraRay(calibration, sensor);
        Ray ray = pixel.ray;
        int whole = 0;
        int visible = 0;
        int columns = (int) Math.max(1, Math.min(GRID, right - left));
        int rows = (int) Math.max(1, Math.min(GRID, bottom - top));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double u = left + (column + 0.5) * (right - left) / columns;
                double v = top + (row + 0.5) * (bottom - top) / rows;
                pixel.through(u, v);
                ray.look(0, FARTHEST_METRES * 2);
                for (int solid = 0; solid < alone.size(); solid++) {
                    alone.meet(solid, ray);
                }
                if (ray.hit()) {
                    whole++;
                    double own = ray.distance;
                    scene.look(ray, 0, own + 0.01);
                    visible += !ray.hit() || (ray.solids != null && ray.solids.object(ray.solid) == id) ? 1 : 0;
                }
            }
        }
        return whole == 0 ? 0 : (double) visible / whole;
    }
}
