package org.fogbell.bench.detection;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** How a score comes about: first from clean frames of other scenes, then from the scene's own clean ones. */
interface ScoreMethod {
    /** @param clean frames of scenes that are not tested on */
    Calibrated calibrate(List<SeenFrame> clean);

    /** What is the same for all scenes. */
    interface Calibrated {
        /** @param own clean frames of the scene itself, before those that are scored */
        ToDoubleFunction<SeenFrame> settle(List<SeenFrame> own);
    }

    /** A score that needs no clean frames. */
    static ScoreMethod ofFrame(ToDoubleFunction<SeenFrame> score) {
        return clean -> own -> score;
    }

    /** A score that is made of calibration frames alone. */
    static ScoreMethod ofClean(Fit fit) {
        return clean -> {
            ToDoubleFunction<SeenFrame> fitted = fit.of(clean);
            return own -> fitted;
        };
    }

    /** From clean frames to a score. */
    interface Fit {
        ToDoubleFunction<SeenFrame> of(List<SeenFrame> clean);
    }
}
