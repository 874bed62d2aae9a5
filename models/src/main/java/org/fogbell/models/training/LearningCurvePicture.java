package org.fogbell.models.training;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.fogbell.models.picture.LineChart;

/** A {@link LearningCurve} as a picture: the losses above, the precision of the validations below. */
public final class LearningCurvePicture {
    private LearningCurvePicture() {}

    public static BufferedImage of(LearningCurve curve) {
        LineChart losses = new LineChart(
                "loss",
                "epoch",
                true,
                List.of(
                        line(curve, "detection", EpochResult::detectionLoss),
                        line(curve, "entropy", EpochResult::entropyLoss)));
        LineChart precision = new LineChart(
                "AP40 from above - moderate - %",
                "epoch",
                false,
                List.of(
                        precision(curve, "car 0.5", "car.bev_050_moderate"),
                        precision(curve, "car 0.7", "car.bev_070_moderate"),
                        precision(curve, "pedestrian 0.25", "pedestrian.bev_025_moderate"),
                        precision(curve, "cyclist 0.25", "cyclist.bev_025_moderate")));
        return LineChart.stacked(List.of(losses, precision));
    }

    private static LineChart.Line line(LearningCurve curve, String name, ToDoubleFunction<EpochResult> value) {
        return new LineChart.Line(
                name,
                curve.epochs().stream().mapToDouble(EpochResult::epoch).toArray(),
                curve.epochs().stream().mapToDouble(value).toArray());
    }

    /** Validated epochs alone: between them the line goes straight. */
    private static LineChart.Line precision(LearningCurve curve, String name, String key) {
        List<EpochResult> validated = curve.epochs().stream()
                .filter(epoch -> epoch.validation() != null
                        && epoch.validation().percent().containsKey(key))
                .toList();
        return new LineChart.Line(
                name,
                validated.stream().mapToDouble(EpochResult::epoch).toArray(),
                validated.stream()
                        .mapToDouble(epoch -> epoch.validation() == null
                                ? Double.NaN
                                : epoch.validation().percent().getOrDefault(key, Double.NaN))
                        .toArray());
    }
}
