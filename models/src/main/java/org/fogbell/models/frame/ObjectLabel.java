package org.fogbell.models.frame;

import java.io.IOException;
import java.util.Locale;

/**
 * One labelled object with KITTI's meaning of every field, as in the object benchmark's {@code label_2} files.
 *
 * @param type KITTI's class name: Car, Van, Truck, Pedestrian, Person_sitting, Cyclist, Tram, Misc or DontCare
 * @param truncation share of the object outside the image, 0..1; -1 where unknown
 * @param occlusion 0 fully visible, 1 partly, 2 largely occluded, 3 unknown; -1 for DontCare
 * @param alpha observation angle in radians, -pi..pi
 * @param left 2D box in the image, pixels from the left edge
 * @param top pixels from the top edge
 * @param right pixels from the left edge
 * @param bottom pixels from the top edge
 * @param height metres
 * @param width metres
 * @param length metres
 * @param cameraX bottom centre of the box in camera coordinates: metres to the right
 * @param cameraY metres down
 * @param cameraZ metres ahead
 * @param rotationY radians about the camera's downward y axis, -pi..pi
 */
public record ObjectLabel(
        String type,
        double truncation,
        int occlusion,
        double alpha,
        double left,
        double top,
        double right,
        double bottom,
        double height,
        double width,
        double length,
        double cameraX,
        double cameraY,
        double cameraZ,
        double rotationY) {
    private static final int FIELDS = 15;

    /**
     * Reads one line of a label file; a detection's line, which ends with a score, is read without the score.
     *
     * @param where file and line, for the message
     * @throws IOException when a field is missing or is no number
     */
    public static ObjectLabel parse(String line, String where) throws IOException {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length != FIELDS && words.length != FIELDS + 1) {
            throw new IOException(where + ": expected " + FIELDS + " fields of a KITTI label, got " + words.length
                    + " in '" + line + "'");
        }
        double[] numbers = new double[FIELDS];
        for (int i = 1; i < FIELDS; i++) {
            try {
                numbers[i] = Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw new IOException(
                        where + ": expected a number in field " + (i + 1) + ", got '" + words[i] + "'", e);
            }
        }
        return new ObjectLabel(
                words[0],
                numbers[1],
                (int) numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                numbers[9],
                numbers[10],
                numbers[11],
                numbers[12],
                numbers[13],
                numbers[14]);
    }

    /** The line of a label file, to a tenth of a millimetre and of a milliradian. */
    public String format() {
        return String.format(
                Locale.ROOT,
                "%s %.4f %d %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f %.4f",
                type,
                truncation,
                occlusion,
                alpha,
                left,
                top,
                right,
                bottom,
                height,
                width,
                length,
                cameraX,
                cameraY,
                cameraZ,
                rotationY);
    }
}
