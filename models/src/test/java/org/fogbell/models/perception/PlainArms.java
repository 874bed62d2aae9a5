package org.fogbell.models.perception;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link SpiralArms} with no thought of speed. */
final class PlainArms {
    private static final int COLUMNS = 360;
    private static final double SAME_METRES = 0.05;
    private static final double APART_METRES = 1;

    private final List<List<Echo>> columns = new ArrayList<>();
    private int points;

    /** An echo in a column of directions, in the order in which they are stored. */
    private record Echo(float range, boolean stands) {}

    PlainArms() {
        for (int column = 0; column < COLUMNS; column++) {
            columns.add(new ArrayList<>());
        }
    }

    void add(double turn, double range, boolean stands) {
        int column = (int) Math.min(turn * COLUMNS + 0.37, COLUMNS - 1);
        columns.get(column).add(new Echo((float) range, stands));
        points++;
    }

    double share() {
        double inArms = IntStream.range(0, COLUMNS).map(this::inArm).sum();
        return points == 0 ? 0 : inArms / points;
    }

    private int inArm(int number) {
        List<Echo> column = columns.get(number);
        List<Integer> candidates = IntStream.range(0, column.size())
                .filter(i -> column.get(i).stands())
                .boxed()
                .sorted(Comparator.comparing(i -> column.get(i).range()))
                .toList();
        int most = 0;
        float at = 0;
        for (int first : candidates) {
            float metres = column.get(first).range();
            List<Integer> same = candidates.stream()
                    .filter(i ->
                            column.get(i).range() >= metres && column.get(i).range() - metres <= SAME_METRES)
                    .sorted()
                    .toList();
            if (same.size() > most && gaps(column, same, metres) >= 3) {
                most = same.size();
                at = metres;
            }
        }
        return most > 0 && isAlone(number, most, at) ? most : 0;
    }

    private static int gaps(List<Echo> column, List<Integer> same, float metres) {
        return (int) IntStream.range(1, same.size())
                .filter(i -> column.subList(same.get(i - 1) + 1, same.get(i)).stream()
                        .anyMatch(echo -> echo.range() > metres + APART_METRES))
                .count();
    }

    private boolean isAlone(int number, int echoes, float metres) {
        List<Echo> beside = Stream.of(number + COLUMNS - 1, number + 1)
                .flatMap(column -> columns.get(column % COLUMNS).stream())
                .toList();
        long there = beside.stream()
                .filter(echo -> Math.abs(echo.range() - metres) < APART_METRES)
                .count();
        return there * columns.get(number).size() <= 0.5 * echoes * beside.size();
    }
}
