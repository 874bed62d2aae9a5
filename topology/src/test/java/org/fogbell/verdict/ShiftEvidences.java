package org.fogbell.verdict;

import java.util.HashSet;
import java.util.Set;
import org.fogbell.schemas.FrameScore;

/** The evidence of one sensor's frames, each seen once, gathered without windows. */
public final class ShiftEvidences {
    private final ShiftRule rule;
    private final Set<String> seen = new HashSet<>();
    private ShiftEvidence evidence = ShiftEvidence.none(0);

    public ShiftEvidences(ShiftRule rule) {
        this.rule = rule;
    }

    public void see(FrameScore score) {
        if (seen.add(score.getFrameId())) {
            evidence = evidence.after(score.getRobustZ(), Micros.of(score.getEventTime()), rule, true);
        }
    }

    public double evidence() {
        return evidence.signed();
    }
}
