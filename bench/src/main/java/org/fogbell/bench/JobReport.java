package org.fogbell.bench;

import org.fogbell.models.perception.BundleManifest;

/** Who tells the result: called in this order, the last two again for each workload and number of workers. */
interface JobReport {
    void start(Machine machine, BundleManifest bundle);

    void workload(Workload workload, int frames, int warmUp);

    /** Also of round 0, which warms up and does not count. */
    void round(Round round);

    void summary(Summary summary);
}
