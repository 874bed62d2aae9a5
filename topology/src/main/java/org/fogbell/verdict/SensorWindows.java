package org.fogbell.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.fogbell.schemas.Deviation;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.GuardRail;
import org.fogbell.schemas.OutlyingFeature;
import org.fogbell.schemas.ScoreStanding;
import org.jspecify.annotations.Nullable;

/**
 * The sliding windows of one sensor that are open, as panes that each frame is in once. Frames come in the order of event time and sequence, as the baseline stage sends them;
 * so the first frame at or after a window's end closes it, and the watermark closes those after which none comes.
 */
public final class SensorWindows {
    /*
     * Panes are cut where a window begins and where one ends, so a window is a row of whole panes: size / slide of them where the
     * slide divides the size, twice as many otherwise. Of the numbers of evenly spaced frames a window keeps so many exactly;
     * MedianSample says what becomes of more. So memory is bounded by the parameters, whatever the sensor sends: 8 bytes a
     * frame that is kept, and some 70 bytes a pane, beside what the features were that frames beyond were out of line in.
     */
    private static final int NUMBERS_OF_A_WINDOW = 60;
    private static final int LEAST_OF_A_PANE = 4;
    private static final int MOST_OUTLYING = 5;

    /** Blind, repeated and off the beat. */
    static final int RAILS_OF_FRAMES = 3;

    /** Not empty, ascending. */
    public List<WindowPane> panes = new ArrayList<>();

    public @Nullable NewestFrame last;

    /** End of the window that closes next, exclusive; no meaning without panes. */
    public long nextEndMillis;

    /** Another that changes by itself. */
    public SensorWindows copy() {
        SensorWindows copy = new SensorWindows();
        panes.forEach(pane -> copy.panes.add(pane.copy()));
        copy.last = last;
        copy.nextEndMillis = nextEndMillis;
        return copy;
    }

    /** Whether there is nothing to remember. */
    public boolean isEmpty() {
        return panes.isEmpty();
    }

    /** Numbers of a kind that one pane keeps exactly: the longest pane's share. */
    static int capacity(WindowRule windows) {
        long size = windows.size().toMillis();
        long slide = windows.slide().toMillis();
        long rest = size % slide;
        long longest = Math.max(rest, slide - rest);
        return (int) Math.max(LEAST_OF_A_PANE, (NUMBERS_OF_A_WINDOW * longest + size - 1) / size);
    }

    /**
     * Adds a frame, after the windows that end before it are closed. Frames that were only LEARNING are counted apart, unless they
     * were blind or repeated: that needs no baseline. One that belongs to closed windows alone is left out.
     */
    public void add(FrameScore score, LiveRules rules, Consumer<Deviation> out) {
        long millis = Micros.toMillis(score.getEventTime());
        closeUpTo(millis, rules, out);
        SensorRules inForce = rules.of(score.getPolicy());
        WindowRule windows = inForce.alerts().window();
        long size = windows.size().toMillis();
        long slide = windows.slide().toMillis();
        if (panes.isEmpty()) {
            nextEndMillis = Math.floorDiv(millis - size, slide) * slide + slide + size;
        } else if (millis < nextEndMillis - size) {
            return;
        }
        WindowPane pane = pane(millis, size, slide);
        if (score.getStanding() != ScoreStanding.JUDGED && !score.getBlind() && !score.getRepeated()) {
            pane.addLearning(score);
        } else {
            pane.add(score, inForce, capacity(windows));
        }
        last = NewestFrame.of(score);
    }

    private WindowPane pane(long millis, long size, long slide) {
        long begins = Math.floorDiv(millis, slide) * slide;
        long ends = Math.floorDiv(millis - size, slide) * slide + size;
        long start = Math.max(begins, ends);
        int at = panes.size();
        while (at > 0 && panes.get(at - 1).startMillis > start) {
            at--;
        }
        if (at == 0 || panes.get(at - 1).startMillis < start) {
            panes.add(at++, WindowPane.from(start));
        }
        return panes.get(at - 1);
    }

    /** Closes the windows that end at this moment or before; those in which no frame counted give nothing. */
    public void closeUpTo(long millis, LiveRules rules, Consumer<Deviation> out) {
        WindowRule windows = rules.of(null).alerts().window();
        long size = windows.size().toMillis();
        long slide = windows.slide().toMillis();
        while (!panes.isEmpty() && nextEndMillis <= millis) {
            long start = nextEndMillis - size;
            close(start, nextEndMillis, rules, out);
            nextEndMillis += slide;
            long kept = start + slide;
            panes.removeIf(pane -> pane.startMillis < kept);
        }
        if (panes.isEmpty()) {
            last = null;
        }
    }

    private void close(long startMillis, long endMillis, LiveRules rules, Consumer<Deviation> out) {
        if (last == null) {
            throw new IllegalStateException("expected the newest frame of " + panes.size() + " panes, there is none");
        }
        WindowPane all = WindowPane.from(panes.get(0).startMillis);
        panes.forEach(all::addAll);
        double share = rules.of(last.policy()).alerts().alert().share();
        if (all.tells(share)) {
            out.accept(deviation(all, last, share, startMillis, endMillis));
        }
    }

    private Deviation deviation(WindowPane all, NewestFrame last, double share, long startMillis, long endMillis) {
        FrameCounts counted = all.counted();
        double robustZ = all.robustZs().isEmpty() ? 0 : all.robustZs().median();
        return Deviation.newBuilder()
                .setVehicleId(last.vehicleId())
                .setSensorId(last.sensorId())
                .setSensorType(last.sensorType())
                .setWindowStart(Micros.toInstant(startMillis * 1_000))
                .setWindowEnd(Micros.toInstant(endMillis * 1_000))
                .setCount(all.count())
                .setMedianEloss(all.elosses().median())
                .setMeanEloss(all.elossSum / all.scored())
                .setBaseline(last.baseline())
                .setDeviationFactor(factor())
                .setJudgedBy(last.judgedBy())
                .setRobustZ(robustZ)
                .setShareBeyond(all.share(counted.beyond()))
                .setQuantileZ(
                        all.quantileZ(share, JudgedScore.of(last.judgedBy()).isTwoSided()))
                .setTrend(all.trend.slope())
                .setEvidence(last.evidence())
                .setEvidenceBeganAt(last.evidenceBeganAt())
                .setBlindShare(all.share(counted.blind()))
                .setRepeatedShare(all.share(counted.repeated()))
                .setJitterShare(all.share(counted.offBeat()))
                .setOutlyingFeatures(strongest(all.outlying))
                .setGuardRailsAsked(all.statisticsAsked + RAILS_OF_FRAMES)
                .setGuardRailsAgreeing(agreeing(all, counted, share))
                .setFirstFrameId(all.firstFrameId)
                .setLastFrameId(last.frameId())
                .setFirstOrigin(all.firstOrigin)
                .setLastOrigin(last.origin())
                .setFirstBeyondAt(counted.beyond() == 0 ? null : Micros.toInstant(counted.firstBeyondMicros()))
                .setLastBeyondAt(counted.beyond() == 0 ? null : Micros.toInstant(counted.lastBeyondMicros()))
                .setBeganAt(counted.beyond() == 0 ? null : Micros.toInstant(beganMicros(all, share)))
                .setModelDigest(last.modelDigest())
                .setModelUntrained(last.modelUntrained())
                .setFirmware(last.firmware())
                .setPosition(last.position())
                .setPolicy(last.policy())
                .build();
    }

    /**
     * With which frame beyond it most likely began: a single odd frame seconds before is no begin. From a begin on {@code alert.share} of
     * the frames are beyond, and before it hardly any; so it is where those beyond outnumber half of that by most, up to the end. The first
     * of such.
     */
    private long beganMicros(WindowPane all, double share) {
        long began = 0;
        double margin = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = panes.size() - 1; i >= 0; i--) {
            FrameCounts counts = all.judged.frames() == 0 ? panes.get(i).unjudged : panes.get(i).judged;
            margin += counts.beyond() - share / 2 * counts.frames();
            if (counts.beyond() > 0 && margin >= most) {
                most = margin;
                began = counts.firstBeyondMicros();
            }
        }
        return began;
    }

    /** Of the frames that show something new, the median of the judged score over what was normal then; 1 where there is none. */
    private double factor() {
        MedianSample factors = MedianSample.EMPTY;
        for (WindowPane pane : panes) {
            factors = factors.plus(pane.lnFactors());
        }
        return factors.isEmpty() ? 1 : Math.exp(factors.median());
    }

    private static List<GuardRail> agreeing(WindowPane all, FrameCounts counted, double share) {
        List<GuardRail> rails = new ArrayList<>(0);
        all.agreeing.forEach((name, frames) -> addIfAgrees(name, (double) frames / counted.beyond(), share, rails));
        addIfAgrees("blind", all.share(counted.blind()), share, rails);
        addIfAgrees("repeated", all.share(counted.repeated()), share, rails);
        addIfAgrees("capture_jitter", all.share(counted.offBeat()), share, rails);
        rails.sort(
                Comparator.comparingDouble((GuardRail rail) -> -rail.getShare()).thenComparing(GuardRail::getName));
        return List.copyOf(rails);
    }

    private static void addIfAgrees(String name, double share, double enough, List<GuardRail> rails) {
        if (share >= enough) {
            rails.add(new GuardRail(name, share));
        }
    }

    /** Frames beyond add up: what is out of line in all of them comes before what is so in one. */
    private static List<OutlyingFeature> strongest(Map<String, OutlyingSum> outlying) {
        return outlying.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, OutlyingSum> each) ->
                                -Math.abs(each.getValue().robustZ()))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_OUTLYING)
                .map(each -> each.getValue().mean(each.getKey()))
                .toList();
    }
}
