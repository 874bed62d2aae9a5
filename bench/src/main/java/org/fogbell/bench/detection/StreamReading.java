package org.fogbell.bench.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fogbell.bench.statistics.CountBound;

/**
 * The reading as a stream, which is what a user feels: each tested scene runs clean until an onset at random and bad from then
 * on, through baseline, windows and alerts as the job has them.
 *
 * @param measure the size of a frame's deviation that is judged
 * @param threshold by which the job alerts
 * @param falseAlarms alerts that opened while the tested scenes ran clean from end to end
 * @param cleanHours how long they ran so
 */
record StreamReading(StreamMeasure measure, double threshold, List<Onset> onsets, int falseAlarms, double cleanHours) {
    StreamReading {
        onsets = List.copyOf(onsets);
    }

    /** A decision that takes more frames comes too late to count. */
    static final int WITHIN_FRAMES = 30;

    /** @param delayFrames frames from the onset to the decision; negative where no alert opened after it */
    record Onset(int scene, String kind, int severity, int delayFrames) {
        boolean found() {
            return delayFrames >= 0 && delayFrames <= WITHIN_FRAMES;
        }
    }

    /** By the default policy. */
    static StreamReading of(List<SeenFrame> seen, DetectionPlan plan) {
        return of(
                seen,
                plan,
                MeasuredBaseline.ofDefault(SeenScenes.calibration(seen), plan.rate()),
                JobReplay.DEFAULT_THRESHOLD);
    }

    /** @param calibrated on the scenes that are not tested on */
    static StreamReading of(List<SeenFrame> seen, DetectionPlan plan, MeasuredBaseline calibrated, double threshold) {
        JobReplay job = new JobReplay(calibrated, plan.rate(), threshold);
        List<Onset> onsets = new ArrayList<>();
        int falseAlarms = 0;
        long cleanFrames = 0;
        for (List<SeenFrame> scene : SeenScenes.tested(seen).values()) {
            List<SeenFrame> clean = scene.stream().filter(SeenFrame::isClean).toList();
            falseAlarms += job.opened(clean).size();
            cleanFrames += clean.size();
            scene.stream()
                    .filter(frame -> !frame.isClean())
                    .collect(Collectors.groupingBy(SeenFrame::fault, TreeMap::new, Collectors.toList()))
                    .values()
                    .forEach(bad -> onsets.add(onset(job, clean, bad)));
        }
        return new StreamReading(
                calibrated.measure(), threshold, onsets, falseAlarms, cleanFrames / plan.rate() / 3_600);
    }

    private static Onset onset(JobReplay job, List<SeenFrame> clean, List<SeenFrame> bad) {
        SeenFrame first = bad.get(0);
        int begun = bad.stream().mapToInt(SeenFrame::frame).min().orElseThrow();
        List<SeenFrame> run = Stream.concat(clean.stream().filter(frame -> frame.frame() < begun), bad.stream())
                .sorted(Comparator.comparingInt(SeenFrame::frame))
                .toList();
        int delay = job.opened(run).stream()
                .filter(decided -> decided >= begun)
                .findFirst()
                .map(decided -> (int) Math.ceil(decided - begun))
                .orElse(-1);
        return new Onset(first.scene(), first.kind(), first.severity(), delay);
    }

    /** With the clean drives that ran beside it. */
    StreamReading with(int moreFalseAlarms, double moreHours) {
        return new StreamReading(measure, threshold, onsets, falseAlarms + moreFalseAlarms, cleanHours + moreHours);
    }

    private Stream<Onset> onsets(List<String> kinds, int from, int to) {
        return onsets.stream()
                .filter(onset -> onset.severity() >= from && onset.severity() <= to)
                .filter(onset -> kinds.contains(onset.kind()));
    }

    int count(List<String> kinds, int from, int to) {
        return (int) onsets(kinds, from, to).count();
    }

    /** Share of onsets of these kinds and severities that were found; NaN where there are none. */
    double foundShare(List<String> kinds, int from, int to) {
        return onsets(kinds, from, to)
                .mapToInt(onset -> onset.found() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The middle of the delays in frames, of the onsets that were found. */
    OptionalDouble medianDelay(List<String> kinds, int from, int to) {
        int[] delays = onsets(kinds, from, to)
                .filter(Onset::found)
                .mapToInt(Onset::delayFrames)
                .sorted()
                .toArray();
        return Arrays.stream(delays, delays.length / 2, Math.min(delays.length, delays.length / 2 + 1))
                .average();
    }

    double falseAlarmsAnHour() {
        return falseAlarms / cleanHours;
    }

    /** Upper 95 % bound of false alarms a sensor and day, from the clean hours that were run. */
    double falseAlarmsADayBound() {
        return CountBound.upper95(falseAlarms) / cleanHours * 24;
    }
}
