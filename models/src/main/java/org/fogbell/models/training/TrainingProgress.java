package org.fogbell.models.training;

/** Told how a training goes, on its thread. */
public interface TrainingProgress {
    /** After each batch, and during a validation; counted in sweeps over the whole training. */
    void sweeps(int epoch, long done, long total);

    /** After each epoch and its validation. */
    void epoch(EpochResult result);

    static TrainingProgress none() {
        return new TrainingProgress() {
            @Override
            public void sweeps(int epoch, long done, long total) {}

            @Override
            public void epoch(EpochResult result) {}
        };
    }
}
