package org.fogbell.bench.detection;

import java.util.List;
import org.fogbell.bench.statistics.GramBounds;
import org.fogbell.bench.statistics.NearestNeighbours;
import org.fogbell.bench.statistics.RelativeMahalanobis;
import org.fogbell.bench.statistics.VirtualLogit;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.fogbell.models.eloss.Vectors;

/** The ways in which scores come about that look into the layers themselves, which only some bundles put out. */
final class LayerScores {
    private static final int NEAREST_OF_POOLED = 50;

    private LayerScores() {}

    static ScoreMethod mds() {
        return ScoreMethod.ofClean(clean -> {
            RelativeMahalanobis classes = classes(clean);
            return frame -> classes.nearest(pooled(frame));
        });
    }

    static ScoreMethod rmds() {
        return ScoreMethod.ofClean(clean -> {
            RelativeMahalanobis classes = classes(clean);
            return frame -> classes.relative(pooled(frame));
        });
    }

    private static RelativeMahalanobis classes(List<SeenFrame> clean) {
        return RelativeMahalanobis.of(
                ScoreMethods.scenes(clean).stream()
                        .map(scene -> scene.stream().map(LayerScores::pooled).toList())
                        .toList(),
                ShrunkGaussian.SHRINKAGE);
    }

    static ScoreMethod nearestOfPooled() {
        return ScoreMethod.ofClean(clean -> {
            NearestNeighbours known = new NearestNeighbours(
                    clean.stream().map(frame -> Vectors.unit(pooled(frame))).toList(), NEAREST_OF_POOLED);
            return frame -> known.distance(Vectors.unit(pooled(frame)));
        });
    }

    static ScoreMethod vim() {
        return ScoreMethod.ofClean(clean -> {
            VirtualLogit vim = VirtualLogit.of(
                    clean.stream().map(LayerScores::pooled).toList(),
                    clean.stream().map(LayerScores::logits).toList());
            return frame -> vim.score(pooled(frame), logits(frame));
        });
    }

    static ScoreMethod gram() {
        return ScoreMethod.ofClean(clean -> {
            GramBounds bounds = GramBounds.of(clean.stream()
                    .map(frame -> doubles(inside(frame).gramRows()))
                    .toList());
            return frame -> bounds.deviation(doubles(inside(frame).gramRows()));
        });
    }

    static double energy(SeenFrame frame) {
        return -Vectors.logSumExp(logits(frame));
    }

    static double[] entropies(SeenFrame frame, LayerEntropy kind) {
        return ScoreMethods.profile(layers(frame, kind)).entropies();
    }

    static double eloss(SeenFrame frame, LayerEntropy kind) {
        return Eloss.ofLongBlocks(
                ScoreMethods.profile(kind == LayerEntropy.RENYI2 ? frame.ranks() : layers(frame, kind)));
    }

    private static List<List<Double>> layers(SeenFrame frame, LayerEntropy kind) {
        List<List<Double>> entropies = inside(frame).entropies().get(kind.name());
        if (entropies == null) {
            throw new IllegalStateException("nobody kept the entropies " + kind);
        }
        return entropies;
    }

    private static double[] pooled(SeenFrame frame) {
        return doubles(inside(frame).pooled());
    }

    private static double[] logits(SeenFrame frame) {
        return doubles(inside(frame).logits());
    }

    private static SeenFrame.Inside inside(SeenFrame frame) {
        SeenFrame.Inside inside = frame.inside();
        if (inside == null) {
            throw new IllegalStateException("expected a bundle that puts out its layers");
        }
        return inside;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }
}
