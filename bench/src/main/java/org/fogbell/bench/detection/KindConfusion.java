package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fogbell.models.eloss.ShrunkGaussian;
import org.fogbell.models.eloss.Vectors;

/**
 * How well kinds of fault are told from each other by what a frame's vector moved by: whether different faults have values of their own.
 * Each scene's frames are told by the means of the other scenes, with the covariance that all kinds share, shrunk.
 *
 * @param counts by true kind and told kind, in the order of the kinds
 * @param silhouette of the kinds' frames in the coordinates of that covariance: 1 where each kind is a cluster by itself, 0 where they
 *     lie across each other, below 0 where frames are nearer to another kind's
 * @param pairwise by two kinds, the share of their frames that are nearer to their own kind's mean
 */
record KindConfusion(
        int severity, List<String> kinds, int[][] counts, double silhouette, SortedMap<String, Double> pairwise) {
    /** So many frames of a kind and scene are enough. */
    private static final int MOST_OF_SCENE = 12;

    private record Moved(int scene, int kind, double[] by) {}

    /**
     * @param vector of a frame
     * @param kinds at least two, that all change something
     * @throws IllegalArgumentException with fewer than two kinds or tested scenes
     */
    static KindConfusion of(
            List<SeenFrame> seen,
            DetectionPlan plan,
            int severity,
            List<String> kinds,
            Function<SeenFrame, double[]> vector) {
        Collection<List<SeenFrame>> scenes = SeenScenes.tested(seen).values();
        if (kinds.size() < 2 || scenes.size() < 2) {
            throw new IllegalArgumentException("expected two kinds and two tested scenes to tell kinds apart, got "
                    + kinds.size() + " and " + scenes.size());
        }
        List<Moved> frames = new ArrayList<>();
        for (List<SeenFrame> scene : scenes) {
            double[] usual = Vectors.mean(
                    SeenScenes.own(scene, plan).stream().map(vector).toList());
            for (int kind = 0; kind < kinds.size(); kind++) {
                String name = kinds.get(kind);
                int number = kind;
                scene.stream()
                        .filter(frame ->
                                frame.severity() == severity && frame.kind().equals(name))
                        .limit(MOST_OF_SCENE)
                        .forEach(frame -> frames.add(
                                new Moved(frame.scene(), number, Vectors.minus(vector.apply(frame), usual))));
            }
        }
        return of(severity, kinds, frames);
    }

    private static KindConfusion of(int severity, List<String> kinds, List<Moved> frames) {
        int[][] counts = new int[kinds.size()][kinds.size()];
        double[][] nearer = new double[kinds.size()][kinds.size()];
        Map<Integer, List<Moved>> byScene = frames.stream().collect(Collectors.groupingBy(Moved::scene));
        byScene.forEach((scene, tested) -> {
            List<ShrunkGaussian> classes =
                    ShrunkGaussian.shared(groups(frames, kinds.size(), scene), ShrunkGaussian.SHRINKAGE);
            for (Moved frame : tested) {
                double[] distances = classes.stream()
                        .mapToDouble(each -> each.squaredDistance(frame.by()))
                        .toArray();
                int told = 0;
                for (int kind = 0; kind < distances.length; kind++) {
                    told = distances[kind] < distances[told] ? kind : told;
                    nearer[frame.kind()][kind] += distances[frame.kind()] < distances[kind] ? 1 : 0;
                }
                counts[frame.kind()][told]++;
            }
        });
        SortedMap<String, Double> pairwise = new TreeMap<>();
        for (int one = 0; one < counts.length; one++) {
            for (int other = one + 1; other < counts.length; other++) {
                pairwise.put(
                        kinds.get(one) + " " + kinds.get(other),
                        (nearer[one][other] + nearer[other][one]) / (sum(counts[one]) + sum(counts[other])));
            }
        }
        return new KindConfusion(severity, kinds, counts, silhouette(frames, kinds.size()), pairwise);
    }

    /** By kind, without those of one scene. */
    private static List<List<double[]>> groups(List<Moved> frames, int kinds, int without) {
        List<List<double[]>> groups = new ArrayList<>();
        for (int kind = 0; kind < kinds; kind++) {
            groups.add(new ArrayList<>());
        }
        frames.stream().filter(frame -> frame.scene() != without).forEach(frame -> groups.get(frame.kind())
                .add(frame.by()));
        return groups;
    }

    private static double silhouette(List<Moved> frames, int kinds) {
        ShrunkGaussian shared = ShrunkGaussian.shared(groups(frames, kinds, -1), ShrunkGaussian.SHRINKAGE)
                .get(0);
        List<double[]> white =
                frames.stream().map(frame -> shared.whitened(frame.by())).toList();
        int[] sizes = new int[kinds];
        frames.forEach(frame -> sizes[frame.kind()]++);
        double sum = 0;
        for (int i = 0; i < white.size(); i++) {
            double[] apart = new double[kinds];
            for (int j = 0; j < white.size(); j++) {
                apart[frames.get(j).kind()] += Vectors.distance(white.get(i), white.get(j));
            }
            int own = frames.get(i).kind();
            double within = apart[own] / Math.max(1, sizes[own] - 1);
            double nearest = Double.POSITIVE_INFINITY;
            for (int kind = 0; kind < kinds; kind++) {
                nearest = kind == own ? nearest : Math.min(nearest, apart[kind] / sizes[kind]);
            }
            double most = Math.max(within, nearest);
            sum += most > 0 ? (nearest - within) / most : 0;
        }
        return sum / white.size();
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Share of frames that are told to be of their kind; by chance one over the number of kinds. */
    double accuracy() {
        double right = 0;
        double all = 0;
        for (int kind = 0; kind < counts.length; kind++) {
            right += counts[kind][kind];
            all += sum(counts[kind]);
        }
        return right / all;
    }

    double meanPairwise() {
        return pairwise.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    /** The pairs that are told apart worst, worst first. */
    List<String> closest(int count) {
        return pairwise.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }
}
