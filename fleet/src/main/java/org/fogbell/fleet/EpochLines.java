package org.fogbell.fleet;

import java.io.PrintWriter;
import java.util.Locale;
import org.fogbell.models.training.EpochResult;
import org.fogbell.models.training.TrainingProgress;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar with the time left while it runs, a line after each epoch. */
final class EpochLines implements TrainingProgress {
    private final PrintWriter err;
    private final int epochs;
    private @Nullable ProgressLine bar;
    private long before;

    EpochLines(PrintWriter err, int epochs) {
        this.err = err;
        this.epochs = epochs;
    }

    @Override
    public void sweeps(int epoch, long done, long total) {
        if (bar == null) {
            // What an earlier run did took none of this one's time.
            before = done - 1;
            bar = ProgressLine.on(err, (int) Math.min(Integer.MAX_VALUE, total - before));
        }
        bar.show((int) (done - before));
    }

    @Override
    public void epoch(EpochResult result) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "epoch %d of %d: %.0f s, detection loss %.3f, entropy loss %.4f",
                result.epoch(),
                epochs,
                result.seconds(),
                result.detectionLoss(),
                result.entropyLoss()));
        if (result.validation() != null) {
            result.validation().percent().forEach((key, percent) -> {
                if (key.endsWith("bev_050_moderate") || key.endsWith("bev_025_moderate")) {
                    line.append(String.format(Locale.ROOT, ", %s %.1f", key, percent));
                }
            });
        }
        if (bar == null) {
            err.println(line);
        } else {
            bar.end(line.toString());
        }
        err.flush();
    }
}
