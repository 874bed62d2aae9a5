package org.fogbell.models.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The epochs of a training so far, in order. */
public record LearningCurve(List<EpochResult> epochs) {
    private static final String LOSSES = "epoch,seconds,rate,detection_loss,entropy_loss,gradient_norm";

    public LearningCurve {
        epochs = List.copyOf(epochs);
    }

    LearningCurve with(EpochResult next) {
        List<EpochResult> more = new ArrayList<>(epochs);
        more.add(next);
        return new LearningCurve(more);
    }

    /**
     * The epoch with the best validation so far, of equals the first, but the last while nothing is found at all; null
     * before the first validation.
     */
    public @Nullable EpochResult best() {
        EpochResult best = null;
        for (EpochResult epoch : epochs) {
            if (epoch.validation() != null
                    && (best == null || objective(epoch) > objective(best) || objective(best) == 0)) {
                best = epoch;
            }
        }
        return best;
    }

    private static double objective(EpochResult epoch) {
        return epoch.validation() == null ? -1 : epoch.validation().objective();
    }

    /** How many validations came after both the best one and the given epoch. */
    int validationsSinceBest(int from) {
        EpochResult best = best();
        int since = best == null ? from : Math.max(from, best.epoch());
        return (int) epochs.stream()
                .filter(epoch -> epoch.validation() != null && epoch.epoch() > since)
                .count();
    }

    /** With a heading; a value that an epoch does not have is empty. */
    public String csv() {
        StringBuilder text = new StringBuilder(LOSSES);
        AveragePrecision.keys().forEach(key -> text.append(',').append(key));
        text.append('\n');
        for (EpochResult epoch : epochs) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%s,%s,%s,%s,%s",
                    epoch.epoch(),
                    epoch.seconds(),
                    epoch.rate(),
                    epoch.detectionLoss(),
                    epoch.entropyLoss(),
                    epoch.gradientNorm()));
            for (String key : AveragePrecision.keys()) {
                Double percent = epoch.validation() == null
                        ? null
                        : epoch.validation().percent().get(key);
                text.append(',').append(percent == null ? "" : percent);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * The inverse of {@link #csv}, where every validation has a value.
     *
     * @throws IllegalArgumentException when the heading is another
     */
    static LearningCurve parse(String csv) {
        String heading = csv.lines().findFirst().orElse("");
        String expected = new LearningCurve(List.of()).csv().strip();
        if (!heading.equals(expected)) {
            throw new IllegalArgumentException("expected a curve with the heading " + expected + ", got " + heading);
        }
        List<EpochResult> epochs = new ArrayList<>();
        List<String> keys = AveragePrecision.keys();
        for (String line : csv.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            SortedMap<String, Double> percent = new TreeMap<>();
            for (int i = 0; i < keys.size(); i++) {
                if (!cells[6 + i].isEmpty()) {
                    percent.put(keys.get(i), Double.parseDouble(cells[6 + i]));
                }
            }
            epochs.add(new EpochResult(
                    Integer.parseInt(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    percent.isEmpty() ? null : new AveragePrecision(percent)));
        }
        return new LearningCurve(epochs);
    }
}
