package org.fogbell.models.simulation;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fogbell.models.frame.Box3d;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.KittiCalibration;
import org.fogbell.models.frame.ObjectLabel;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.picture.PixelFont;

/**
 * A frame as a picture for people: the camera image where there is one, the sweep as the sensor sees it (ranges above,
 * intensities below) and from above, with boxes around what is labelled. Uses no font of the machine.
 */
public final class FramePicture {
    private static final int WIDTH = 1200;
    private static final int RANGE_HEIGHT = 192;
    private static final int BIRDS_EYE_HEIGHT = 720;
    private static final double PIXELS_PER_METRE = 10;
    private static final int GAP = 6;
    private static final int CAPTION = 16;
    private static final int INK = 0x93a1b5;

    /**
     * A box to be drawn.
     *
     * @param type KITTI's class name, which decides the colour
     * @param box in LiDAR coordinates
     * @param inCamera whether the camera sees what is in it
     */
    public record Outline(String type, Box3d box, boolean inCamera) {}

    /** What a picture can show, from top to bottom. */
    public enum Part {
        CAMERA,
        RANGE,
        INTENSITY,
        ABOVE
    }

    private record Panel(String caption, BufferedImage image) {}

    private FramePicture() {}

    /** The labels' boxes in LiDAR coordinates, without DontCare regions, which have none. */
    public static List<Outline> outlines(List<ObjectLabel> labels, KittiCalibration calibration) {
        return labels.stream()
                .filter(label -> !label.type().equals("DontCare"))
                .map(label -> new Outline(label.type(), calibration.box(label), true))
                .toList();
    }

    /** The boxes of everyone that the sweep touches. */
    public static List<Outline> outlines(List<LabelledObject> objects) {
        return objects.stream()
                .filter(object -> object.points() > 0)
                .map(object -> new Outline(object.type(), object.box(), object.label() != null))
                .toList();
    }

    /** A sweep without a camera image. */
    public static BufferedImage of(PointCloud sweep, List<Outline> outlines, Set<Part> parts) {
        return stack(sweepPanels(sweep, outlines, parts));
    }

    /** A sweep and the camera image of the same moment. */
    public static BufferedImage of(
            PointCloud sweep,
            List<Outline> outlines,
            CameraImage image,
            KittiCalibration calibration,
            Set<Part> parts) {
        List<Panel> panels = new ArrayList<>();
        if (parts.contains(Part.CAMERA)) {
            panels.add(new Panel("camera", CameraOverlay.draw(image, calibration, outlines, WIDTH)));
        }
        panels.addAll(sweepPanels(sweep, outlines, parts));
        return stack(panels);
    }

    private static List<Panel> sweepPanels(PointCloud sweep, List<Outline> outlines, Set<Part> parts) {
        RangeView view = new RangeView(sweep, WIDTH, RANGE_HEIGHT);
        List<Panel> panels = new ArrayList<>();
        if (parts.contains(Part.RANGE)) {
            panels.add(new Panel("range by beam: " + view.directions(), view.ranges()));
        }
        if (parts.contains(Part.INTENSITY)) {
            panels.add(new Panel("intensity", view.intensities()));
        }
        if (parts.contains(Part.ABOVE)) {
            BirdsEyeView above = new BirdsEyeView(WIDTH, BIRDS_EYE_HEIGHT, PIXELS_PER_METRE);
            String caption = "from above: " + sweep.size() + " points, colour is height";
            panels.add(new Panel(caption, above.draw(sweep, outlines)));
        }
        return panels;
    }

    /** Two pictures next to each other, such as a clean and a corrupted frame. */
    public static BufferedImage beside(BufferedImage left, BufferedImage right) {
        int height = Math.max(left.getHeight(), right.getHeight());
        BufferedImage both =
                new BufferedImage(left.getWidth() + GAP + right.getWidth(), height, BufferedImage.TYPE_INT_RGB);
        paste(both, left, 0, 0);
        paste(both, right, left.getWidth() + GAP, 0);
        return both;
    }

    private static BufferedImage stack(List<Panel> panels) {
        int height = 0;
        for (Panel panel : panels) {
            height += CAPTION + panel.image.getHeight() + GAP;
        }
        BufferedImage picture = new BufferedImage(WIDTH, Math.max(1, height), BufferedImage.TYPE_INT_RGB);
        int top = 0;
        for (Panel panel : panels) {
            PixelFont.write(picture, panel.caption, 4, top + 4, 2, INK);
            paste(picture, panel.image, 0, top + CAPTION);
            top += CAPTION + panel.image.getHeight() + GAP;
        }
        return picture;
    }

    private static void paste(BufferedImage onto, BufferedImage image, int left, int top) {
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            onto.setRGB(left, top + y, row.length, 1, row, 0, row.length);
        }
    }
}
