package org.fogbell.bench;

/** The bare loop and the job, one right after the other. Number 0 warms up. */
record Round(int number, int workers, Measurement bare, Measurement job) {
    double ratio() {
        return job.framesPerSecond() / bare.framesPerSecond();
    }

    /**
     * Perception's share of the job's processor time, compilation apart: what the ratio tends to in a long run where the
     * cores are the limit. Both parts are of one run, so other programs hardly move it.
     */
    double perceptionShare() {
        return job.millisPerFrame().getOrDefault(ProcessorTime.Part.PERCEPTION, 0.0) / job.steadyMillis();
    }
}
