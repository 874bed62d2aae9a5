package org.fogbell.verdict;

import org.fogbell.schemas.Evidence;

/** What a window's frames beyond say of one feature: sums over those of them in which it was among the furthest out. */
public record EvidenceSum(int frames, double actual, double expected, double robustZ) {
    static EvidenceSum of(Evidence evidence) {
        return new EvidenceSum(1, evidence.getActual(), evidence.getExpected(), evidence.getRobustZ());
    }

    EvidenceSum plus(EvidenceSum other) {
        return new EvidenceSum(
                frames + other.frames, actual + other.actual, expected + other.expected, robustZ + other.robustZ);
    }

    Evidence mean(String feature) {
        return new Evidence(feature, actual / frames, expected / frames, robustZ / frames);
    }
}
