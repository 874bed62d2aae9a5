package org.fogbell.models.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.fogbell.models.picture.LineChart;

/**
 * What the trials of the experiment on Entropy Loss came to, as far as they were run: tables over data and weights, each
 * figure as mean and standard deviation over the seeds.
 */
public record EntropyLossReport(List<Result> results) {
    private static final List<String> PRECISIONS = List.of(
            "car.bev_050_moderate", "car.bev_070_moderate", "car.3d_050_moderate", "pedestrian.bev_025_moderate");

    /** One trial. */
    record Result(String data, double weight, long seed, LearningCurve curve, List<Row> sensitivity) {}

    /** One line of a trial's {@code sensitivity.csv}. */
    record Row(
            String kind,
            int severity,
            double elossFactor,
            double profileFactor,
            double elossAuroc,
            double profileAuroc) {}

    /** Of all trials with results under {@code folder/runs}. */
    public static EntropyLossReport of(Path folder, List<String> data, List<Double> weights, int seeds)
            throws IOException {
        List<Result> results = new ArrayList<>();
        for (String name : data) {
            for (double weight : weights) {
                for (int seed = 0; seed < seeds; seed++) {
                    Path trial = folder.resolve("runs").resolve(EntropyLossTrial.name(name, weight, seed));
                    Path sensitivity = trial.resolve("sensitivity.csv");
                    Path curve = trial.resolve("curve.csv");
                    if (Files.isRegularFile(sensitivity) && Files.isRegularFile(curve)) {
                        results.add(new Result(
                                name,
                                weight,
                                seed,
                                LearningCurve.parse(Files.readString(curve)),
                                rows(Files.readAllLines(sensitivity))));
                    }
                }
            }
        }
        return new EntropyLossReport(results);
    }

    private static List<Row> rows(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(
                        cells[3],
                        Integer.parseInt(cells[4]),
                        Double.parseDouble(cells[6]),
                        Double.parseDouble(cells[7]),
                        Double.parseDouble(cells[8]),
                        Double.parseDouble(cells[9])))
                .toList();
    }

    /** Raw results as CSV, tables as Markdown, and the curves of the mean precision as a picture. */
    public void write(Path folder) throws IOException {
        StringBuilder curves = new StringBuilder("data,weight,seed,");
        StringBuilder sensitivity = new StringBuilder(EntropyLossTrial.HEADING);
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            List<String> lines = result.curve().csv().lines().toList();
            if (i == 0) {
                curves.append(lines.get(0)).append('\n');
            }
            for (String line : lines.subList(1, lines.size())) {
                curves.append(result.data() + ',' + result.weight() + ',' + result.seed() + ',' + line + '\n');
            }
            Path rows = folder.resolve("runs")
                    .resolve(EntropyLossTrial.name(result.data(), result.weight(), result.seed()))
                    .resolve("sensitivity.csv");
            Files.readAllLines(rows).stream()
                    .skip(1)
                    .forEach(line -> sensitivity.append(line).append('\n'));
        }
        Files.writeString(folder.resolve("curves.csv"), curves);
        Files.writeString(folder.resolve("sensitivity.csv"), sensitivity);
        Files.writeString(folder.resolve("tables.md"), markdown());
        List<LineChart> charts = names().stream().map(this::chart).toList();
        if (!charts.isEmpty()) {
            ImageIO.write(
                    LineChart.stacked(charts),
                    "png",
                    folder.resolve("curves.png").toFile());
        }
    }

    private List<String> names() {
        return results.stream().map(Result::data).distinct().toList();
    }

    private List<Double> weights(String data) {
        return results.stream()
                .filter(result -> result.data().equals(data))
                .map(Result::weight)
                .distinct()
                .toList();
    }

    private List<Result> of(String data, double weight) {
        return results.stream()
                .filter(result -> result.data().equals(data) && result.weight() == weight)
                .toList();
    }

    private LineChart chart(String data) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (double weight : weights(data)) {
            List<EpochResult> validated = of(data, weight).get(0).curve().epochs().stream()
                    .filter(epoch -> epoch.validation() != null)
                    .toList();
            double[] x = validated.stream().mapToDouble(EpochResult::epoch).toArray();
            double[] y = Arrays.stream(x)
                    .map(epoch -> mean(precisions(of(data, weight), PRECISIONS.get(0), (int) epoch)))
                    .toArray();
            lines.add(new LineChart.Line("weight " + weight, x, y));
        }
        return new LineChart(data + ": car bev 0.5 moderate - %", "epoch", false, lines);
    }

    private static double[] precisions(List<Result> trials, String key, int epoch) {
        return trials.stream()
                .flatMap(trial -> trial.curve().epochs().stream())
                .filter(result -> result.epoch() == epoch)
                .map(EpochResult::validation)
                .filter(Objects::nonNull)
                .map(validation -> validation.percent().get(key))
                .filter(Objects::nonNull)
                .mapToDouble(percent -> percent)
                .toArray();
    }

    /** The tables; a figure is mean ± standard deviation over the seeds that were run, of one seed the figure alone. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (String data : names()) {
            text.append("\n### ").append(data).append("\n\n");
            precision(text, data);
            sensitivity(text, data);
        }
        return text.toString();
    }

    private void precision(StringBuilder text, String data) {
        text.append(
                "| weight | seeds | seconds an epoch | AP40, % | epoch: mean ± deviation |\n|---|---|---|---|---|\n");
        for (double weight : weights(data)) {
            List<Result> trials = of(data, weight);
            double seconds = mean(trials.stream()
                    .flatMap(trial -> trial.curve().epochs().stream())
                    .mapToDouble(EpochResult::seconds)
                    .toArray());
            for (String key : PRECISIONS) {
                text.append(String.format(Locale.ROOT, "| %s | %d | %.1f | %s |", weight, trials.size(), seconds, key));
                for (EpochResult epoch : trials.get(0).curve().epochs()) {
                    double[] values = precisions(trials, key, epoch.epoch());
                    if (values.length > 0) {
                        text.append(String.format(Locale.ROOT, " %d: %s;", epoch.epoch(), spread(values)));
                    }
                }
                text.append(" |\n");
            }
        }
        text.append('\n');
    }

    private void sensitivity(StringBuilder text, String data) {
        text.append("| corruption | weight | Eloss factor | profile factor | Eloss AUROC | profile AUROC |\n")
                .append("|---|---|---|---|---|---|\n");
        List<String> kinds = results.get(0).sensitivity().stream()
                .map(row -> row.kind() + ':' + row.severity())
                .distinct()
                .filter(kind -> kind.endsWith(":1") || kind.endsWith(":3") || kind.endsWith(":5"))
                .toList();
        for (String kind : kinds) {
            for (double weight : weights(data)) {
                row(text, kind, weight, rows(data, weight, kind));
            }
        }
        for (double weight : weights(data)) {
            row(
                    text,
                    "all",
                    weight,
                    of(data, weight).stream()
                            .flatMap(trial -> trial.sensitivity().stream())
                            .toList());
        }
    }

    private List<Row> rows(String data, double weight, String kind) {
        return of(data, weight).stream()
                .flatMap(trial -> trial.sensitivity().stream())
                .filter(row -> kind.equals(row.kind() + ':' + row.severity()))
                .toList();
    }

    private static void row(StringBuilder text, String kind, double weight, List<Row> rows) {
        text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                kind,
                weight,
                spread(values(rows, Row::elossFactor)),
                spread(values(rows, Row::profileFactor)),
                spread(values(rows, Row::elossAuroc)),
                spread(values(rows, Row::profileAuroc))));
    }

    private static double[] values(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static String spread(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        if (values.length < 2) {
            return values.length == 0 ? "n/a" : String.format(Locale.ROOT, "%.2f", mean);
        }
        double deviation = Math.sqrt(squares / (values.length - 1));
        return String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
    }
}
