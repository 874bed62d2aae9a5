package org.fogbell.models.simulation;

/**
 * Where something stands in the world and how it is turned: its origin in metres east, north and up, and the unit
 * vectors of its forward, left and up axes.
 */
record Placement(
        double east,
        double north,
        double up,
        double forwardX,
        double forwardY,
        double forwardZ,
        double leftX,
        double leftY,
        double leftZ,
        double upX,
        double upY,
        double upZ) {

    /** Upright, heading {@code yaw} radians counter-clockwise of east. */
    static Placement upright(double east, double north, double up, double yaw) {
        double cos = StrictMath.cos(yaw);
        double sin = StrictMath.sin(yaw);
        return new Placement(east, north, up, cos, sin, 0, -sin, cos, 0, 0, 0, 1);
    }

    /** Standing on a plane that rises {@code slopeEast} and {@code slopeNorth} metres a metre. */
    static Placement onSlope(double east, double north, double up, double yaw, double slopeEast, double slopeNorth) {
        double cos = StrictMath.cos(yaw);
        double sin = StrictMath.sin(yaw);
        double rise = slopeEast * cos + slopeNorth * sin;
        double norm = 1 / Math.sqrt(1 + rise * rise);
        double forwardX = cos * norm;
        double forwardY = sin * norm;
        double forwardZ = rise * norm;
        double steep = 1 / Math.sqrt(1 + slopeEast * slopeEast + slopeNorth * slopeNorth);
        double upX = -slopeEast * steep;
        double upY = -slopeNorth * steep;
        return new Placement(
                east,
                north,
                up,
                forwardX,
                forwardY,
                forwardZ,
                upY * forwardZ - steep * forwardY,
                steep * forwardX - upX * forwardZ,
                upX * forwardY - upY * forwardX,
                upX,
                upY,
                steep);
    }

    /** The same place, with the nose turned down and the right side down by small angles in radians. */
    Placement tilted(double noseDown, double rightDown) {
        double[] up = unit(
                upX + forwardX * noseDown - leftX * rightDown,
                upY + forwardY * noseDown - leftY * rightDown,
                upZ + forwardZ * noseDown - leftZ * rightDown);
        double along = forwardX * up[0] + forwardY * up[1] + forwardZ * up[2];
        double[] ahead = unit(forwardX - along * up[0], forwardY - along * up[1], forwardZ - along * up[2]);
        return new Placement(
                east,
                north,
                this.up,
                ahead[0],
                ahead[1],
                ahead[2],
                up[1] * ahead[2] - up[2] * ahead[1],
                up[2] * ahead[0] - up[0] * ahead[2],
                up[0] * ahead[1] - up[1] * ahead[0],
                up[0],
                up[1],
                up[2]);
    }

    private static double[] unit(double x, double y, double z) {
        double norm = 1 / Math.sqrt(x * x + y * y + z * z);
        return new double[] {x * norm, y * norm, z * norm};
    }

    /** The placement of what is mounted {@code height} metres above this origin, along the up axis. */
    Placement raised(double height) {
        return new Placement(
                east + upX * height,
                north + upY * height,
                up + upZ * height,
                forwardX,
                forwardY,
                forwardZ,
                leftX,
                leftY,
                leftZ,
                upX,
                upY,
                upZ);
    }

    double worldX(double x, double y, double z) {
        return east + forwardX * x + leftX * y + upX * z;
    }

    double worldY(double x, double y, double z) {
        return north + forwardY * x + leftY * y + upY * z;
    }

    double worldZ(double x, double y, double z) {
        return up + forwardZ * x + leftZ * y + upZ * z;
    }

    /** The x, y and z of a world point as this placement's owner sees it. */
    double[] local(double worldX, double worldY, double worldZ) {
        double x = worldX - east;
        double y = worldY - north;
        double z = worldZ - up;
        return new double[] {
            x * forwardX + y * forwardY + z * forwardZ, x * leftX + y * leftY + z * leftZ, x * upX + y * upY + z * upZ
        };
    }

    /** Radians counter-clockwise of east. */
    double yaw() {
        return StrictMath.atan2(forwardY, forwardX);
    }
}
