package org.fogbell.verdict;

import org.fogbell.schemas.OutlyingFeature;

/** What a window's frames beyond say of one feature: sums over those of them in which it was among the furthest out. */
public record OutlyingSum(int frames, double actual, double expected, double robustZ) {
    static OutlyingSum of(OutlyingFeature feature) {
        return new OutlyingSum(1, feature.getActual(), feature.getExpected(), feature.getRobustZ());
    }

    OutlyingSum plus(OutlyingSum other) {
        return new OutlyingSum(
                frames + other.frames, actual + other.actual, expected + other.expected, robustZ + other.robustZ);
    }

    OutlyingFeature mean(String feature) {
        return new OutlyingFeature(feature, actual / frames, expected / frames, robustZ / frames);
    }
}
