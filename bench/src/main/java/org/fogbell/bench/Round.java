package org.fogbell.bench;

/** The bare loop and the job, one right after the other. Number 0 warms up. */
record Round(int number, int workers, Measurement bare, Measurement job) {
    double ratio() {
        return job.framesPerSecond() / bare.framesPerSecond();
    }
}
