package org.fogbell.bench.detection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fogbell.models.perception.FeatureBaseline;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.topology.JobParameters;
import org.fogbell.verdict.SensorReplay;

/**
 * The reading as a stream, which is what a user feels: each tested scene runs clean until its onset and bad from then on,
 * through baseline, windows and alerts as the job has them.
 *
 * @param falseAlarms alerts that opened while the tested scenes ran clean from end to end
 * @param cleanHours how long they ran so
 */
record StreamReading(List<Onset> onsets, int falseAlarms, double cleanHours) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    StreamReading {
        onsets = List.copyOf(onsets);
    }

    /** @param delayFrames frames from the onset to the decision; negative where no alert opened after it */
    record Onset(int scene, String kind, int severity, int delayFrames) {
        boolean found() {
            return delayFrames >= 0;
        }
    }

    static StreamReading of(List<SeenFrame> seen, DetectionPlan plan, Map<String, String> policy) {
        JobParameters parameters = JobParameters.of(policy);
        FeatureBaseline calibrated = SettledSensor.baseline(
                seen.stream()
                        .filter(frame -> frame.isClean() && !Scenes.isTested(frame.scene()))
                        .toList(),
                name -> true);
        List<Onset> onsets = new ArrayList<>();
        int falseAlarms = 0;
        long cleanFrames = 0;
        List<Integer> scenes = seen.stream()
                .map(SeenFrame::scene)
                .filter(Scenes::isTested)
                .distinct()
                .toList();
        for (int scene : scenes) {
            List<SeenFrame> clean = seen.stream()
                    .filter(frame -> frame.scene() == scene && frame.isClean())
                    .toList();
            falseAlarms += (int) opened(clean, plan, parameters, calibrated).count();
            cleanFrames += clean.size();
            List<SeenFrame> before = clean.subList(0, plan.own());
            List<String> faults = seen.stream()
                    .filter(frame -> frame.scene() == scene && !frame.isClean())
                    .map(frame -> frame.kind() + ":" + frame.severity())
                    .distinct()
                    .toList();
            for (String fault : faults) {
                List<SeenFrame> run = Stream.concat(
                                before.stream(),
                                seen.stream()
                                        .filter(frame -> frame.scene() == scene
                                                && fault.equals(frame.kind() + ":" + frame.severity())))
                        .sorted(Comparator.comparingInt(SeenFrame::frame))
                        .toList();
                Instant onset = at(plan, plan.own());
                int delay = opened(run, plan, parameters, calibrated)
                        .filter(decided -> !decided.isBefore(onset))
                        .findFirst()
                        .map(decided -> frames(plan, onset, decided))
                        .orElse(-1);
                int colon = fault.lastIndexOf(':');
                onsets.add(new Onset(
                        scene, fault.substring(0, colon), Integer.parseInt(fault.substring(colon + 1)), delay));
            }
        }
        return new StreamReading(onsets, falseAlarms, cleanFrames / plan.rate() / 3_600);
    }

    /** When alerts were decided to open, in order. */
    private static Stream<Instant> opened(
            List<SeenFrame> run, DetectionPlan plan, JobParameters parameters, FeatureBaseline calibrated) {
        SensorReplay replay = new SensorReplay(
                parameters.baseline(),
                parameters.alertRules(),
                (modelDigest, sensorType) -> calibrated,
                parameters.state().retention());
        for (SeenFrame frame : run) {
            replay.see(SettledSensor.score(frame, at(plan, frame.frame()), calibrated, name -> true));
        }
        replay.end();
        return replay.alerts().stream()
                .filter(alert -> alert.getState() == AlertState.FIRING && alert.getTransition() == 0)
                .map(Alert::getDecidedAt);
    }

    private static Instant at(DetectionPlan plan, int frame) {
        return START.plusMillis(Math.round(1_000 * frame / plan.rate()));
    }

    private static int frames(DetectionPlan plan, Instant onset, Instant decided) {
        return (int) Math.ceil((decided.toEpochMilli() - onset.toEpochMilli()) / 1_000.0 * plan.rate());
    }

    /** Share of onsets of these severities that were found; NaN where there are none. */
    double foundShare(int from, int to, List<String> except) {
        return onsets.stream()
                .filter(onset -> onset.severity() >= from && onset.severity() <= to)
                .filter(onset -> !except.contains(onset.kind()))
                .mapToInt(onset -> onset.found() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Upper 95 % bound of false alarms a sensor and day, from the clean hours that were run (Poisson). */
    double falseAlarmsADayBound() {
        // Chi-squared quantiles over 2: the bound for 0, 1, 2, ... observed; beyond the table by its normal
        // approximation.
        double[] bounds = {2.996, 4.744, 6.296, 7.754, 9.154, 10.513};
        double bound =
                falseAlarms < bounds.length ? bounds[falseAlarms] : falseAlarms + 1.645 * Math.sqrt(falseAlarms) + 1.5;
        return bound / cleanHours * 24;
    }
}
