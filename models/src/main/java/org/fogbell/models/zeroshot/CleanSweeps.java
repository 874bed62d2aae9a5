package org.fogbell.models.zeroshot;

import java.io.IOException;
import org.fogbell.models.frame.PointCloud;

/** Undisturbed sweeps of one type of sensor, in an order that keeps the sweeps of a scene together. */
public interface CleanSweeps {
    /** How many. */
    int count();

    /** The sweep of that number, from 0; read when it is asked for. */
    PointCloud sweep(int number) throws IOException;
}
