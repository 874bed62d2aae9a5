package org.fogbell.verdict;

import java.time.Instant;
import java.util.List;
import org.fogbell.schemas.AlertKind;
import org.fogbell.schemas.FrameScore;

/**
 * Since when a sensor's frames are beyond, in microseconds of event time. A value; each frame gives the next.
 *
 * @param unbrokenSince since when all of them are; 0 where the last was not
 * @param since as long as no break lasted in which an alert would have ended; 0 where there was no frame beyond before
 * @param last frame that was beyond; 0 where there was none
 */
public record BeyondRun(long unbrokenSince, long since, long last) {
    static final BeyondRun NONE = new BeyondRun(0, 0, 0);

    BeyondRun after(boolean beyond, long now, AlertRules rules) {
        long patience = rules.window().size().plus(rules.alert().keepFiring()).toMillis() * 1_000;
        boolean goesOn = last != 0 && now - last <= patience;
        if (!beyond) {
            return goesOn ? new BeyondRun(0, since, last) : NONE;
        }
        return new BeyondRun(unbrokenSince == 0 ? now : unbrokenSince, goesOn ? since : now, now);
    }

    /**
     * Whether one of these alerts is that of this run, called false since it began. An alert's id is made of the end of its first window
     * beyond, which comes soon after the run's begin; where frames beyond came one by one at first it may come later, and is not found.
     */
    boolean isCalledFalse(List<String> alertIds, Instant called, FrameScore score, WindowRule windows) {
        if (since >= Micros.of(called)) {
            return false;
        }
        long size = windows.size().toMillis();
        long slide = windows.slide().toMillis();
        long begin = since / 1_000;
        long latest = begin + 2 * size + slide;
        for (long end = Math.floorDiv(begin - size, slide) * slide + size + slide; end <= latest; end += slide) {
            String id = AlertNotices.id(
                    AlertKind.DEVIATION, score.getVehicleId(), score.getSensorId(), Instant.ofEpochMilli(end));
            if (alertIds.contains(id)) {
                return true;
            }
        }
        return false;
    }
}
