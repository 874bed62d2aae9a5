package org.fogbell.models.zeroshot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a {@link DiffusionClassifier} spends its network evaluations: after each stage the classes with the least error stay.
 * Immutable.
 *
 * @param stages the last of which keeps one class
 */
public record Pruning(List<Stage> stages) {
    /** For eleven conditions: four that stay are asked four times as much as all. */
    public static final Pruning USUAL = new Pruning(List.of(new Stage(16, 4), new Stage(64, 1)));

    private static final Pattern STAGE = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

    /**
     * @param pairs of noise and time that a class which is still there has been asked about when the stage ends, those of
     *     earlier stages included
     * @param keep classes that stay
     */
    public record Stage(int pairs, int keep) {
        @Override
        public String toString() {
            return pairs + ":" + keep;
        }
    }

    /** @throws IllegalArgumentException where pairs do not rise, or classes do not fall to one */
    public Pruning {
        stages = List.copyOf(stages);
        int pairs = 0;
        int keep = Integer.MAX_VALUE;
        for (Stage stage : stages) {
            if (stage.pairs() <= pairs || stage.keep() >= keep) {
                throw wrong(text(stages));
            }
            pairs = stage.pairs();
            keep = stage.keep();
        }
        if (keep != 1) {
            throw wrong(text(stages));
        }
    }

    /** Of {@code 16:4,64:1}: sixteen pairs for all classes, sixty-four for the four best, of which one stays. */
    public static Pruning parse(String text) {
        List<Stage> stages = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher matched = STAGE.matcher(part);
            if (!matched.matches()) {
                throw wrong(text);
            }
            stages.add(new Stage(Integer.parseInt(matched.group(1)), Integer.parseInt(matched.group(2))));
        }
        return new Pruning(stages);
    }

    private static IllegalArgumentException wrong(String got) {
        return new IllegalArgumentException(
                "stages: expected PAIRS:KEEP,PAIRS:KEEP and so on with rising pairs and fewer"
                        + " and fewer classes, 1 at the end, such as 16:4,64:1; got '" + got + "'");
    }

    /** How many pairs there are in all. */
    public int pairs() {
        return stages.get(stages.size() - 1).pairs();
    }

    /** How many network evaluations one image costs. */
    public long evaluations(int classes) {
        long evaluations = 0;
        int before = 0;
        int racing = classes;
        for (Stage stage : stages) {
            evaluations += (long) racing * (stage.pairs() - before);
            before = stage.pairs();
            racing = Math.min(racing, stage.keep());
        }
        return evaluations;
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return text(stages);
    }

    private static String text(List<Stage> stages) {
        return stages.stream().map(Stage::toString).collect(Collectors.joining(","));
    }
}
