package org.fogbell.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.AvroWire;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.MalformedRecordException;

/** The Elosses that the job published of each frame, of one run or of several over the same frames. */
final class Elosses implements JobRun.Onlooker {
    private final AvroWire<FrameScore> wire = AvroWire.of(FrameScore.class);
    private final Map<String, List<Double>> byFrame = new LinkedHashMap<>();

    /**
     * How far two devices are from each other, relative to the second's first run.
     *
     * @param frames that both scored
     */
    record Difference(int frames, double median, double most) {}

    @Override
    public void look(int scores) {}

    @Override
    public void read(byte[] record) throws IOException {
        FrameScore score;
        try {
            score = wire.decode(record);
        } catch (MalformedRecordException e) {
            throw new IOException("expected a frame's score, got " + e.getMessage(), e);
        }
        note(score.getFrameId(), score.getEloss());
    }

    void note(String frame, double eloss) {
        byFrame.computeIfAbsent(frame, any -> new ArrayList<>()).add(eloss);
    }

    /** The largest difference between two runs of one frame, relative to the smaller; 0 where each frame was scored once. */
    double spread() {
        return byFrame.values().stream()
                .mapToDouble(elosses -> {
                    double least = Collections.min(elosses);
                    return (Collections.max(elosses) - least) / least;
                })
                .max()
                .orElse(0);
    }

    /** @throws IllegalArgumentException where no frame was scored by both */
    Difference against(Elosses expected) {
        double[] differences = expected.byFrame.entrySet().stream()
                .filter(frame -> byFrame.containsKey(frame.getKey()))
                .mapToDouble(frame -> {
                    double other = frame.getValue().get(0);
                    return byFrame.getOrDefault(frame.getKey(), List.of()).stream()
                            .mapToDouble(eloss -> Math.abs(eloss - other) / other)
                            .max()
                            .orElseThrow();
                })
                .toArray();
        if (differences.length == 0) {
            throw new IllegalArgumentException("expected frames that both devices scored, got " + byFrame.size()
                    + " and " + expected.byFrame.size() + " without one in common");
        }
        Spread spread = Spread.of(differences);
        return new Difference(differences.length, spread.median(), spread.max());
    }
}
