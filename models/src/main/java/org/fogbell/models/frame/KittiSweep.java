package org.fogbell.models.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** KITTI's velodyne file: float32 x, y, z, intensity in turn, little-endian, without a header. */
final class KittiSweep {
    private static final int POINT_BYTES = PointCloud.STRIDE * Float.BYTES;

    private KittiSweep() {}

    static PointCloud decode(byte[] content, String source) throws IOException {
        if (content.length % POINT_BYTES != 0) {
            throw new IOException(source + ": expected " + POINT_BYTES + " bytes a point (x, y, z, intensity as "
                    + "float32), got " + content.length + " bytes, " + content.length % POINT_BYTES
                    + " more than a multiple of " + POINT_BYTES);
        }
        float[] xyzi = new float[content.length / Float.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(xyzi);
        return new PointCloud(xyzi);
    }

    static byte[] encode(PointCloud sweep) {
        float[] xyzi = sweep.xyzi();
        byte[] content = new byte[xyzi.length * Float.BYTES];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(xyzi);
        return content;
    }
}
