package org.fogbell.bench;

/** The bare loop and the job, one right after the other. Number 0 warms up. */
record Round(int number, int workers, Measurement bare, Measurement job) {
    double ratio() {
        return job.framesPerSecond() / bare.framesPerSecond();
    }

    /**
     * What the ratio comes to in a long run where all cores are busy with this process alone: processor time per frame of
     * the bare loop by that of the job, compilation apart. Other programs move it far less than they move frames/s.
     */
    double processorRatio() {
        return bare.steadyMillis() / job.steadyMillis();
    }
}
