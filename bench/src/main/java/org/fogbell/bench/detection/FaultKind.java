package org.fogbell.bench.detection;

import java.util.List;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.Frame;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.CorruptedSequence;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;
import org.jspecify.annotations.Nullable;

/** What may befall a sensor, at severities of 1 to 5. */
interface FaultKind {
    /** As reports name it, such as {@code fog} or {@code rain+dead-rings}. */
    String label();

    /** Whether no feature was written, and no parameter chosen, with it in view. */
    boolean isUnseen();

    /** The onset. */
    Effect begin(int severity, long seed);

    /** What befalls one sensor from the onset on: takes the frames in their order. What lasts, lasts. */
    @FunctionalInterface
    interface Effect {
        /**
         * The frame as it arrives, of the same kind; an empty sweep or a black image where it is lost.
         *
         * @param depthMetres of an image's pixels along the optical axis, where they are known
         */
        Frame on(Frame clean, float @Nullable [] depthMetres);
    }

    static FaultKind of(CorruptionKind kind) {
        return new Known(kind);
    }

    /** The first, and then the second on top of it. */
    static FaultKind pair(CorruptionKind first, CorruptionKind second) {
        return new Pair(List.of(first, second));
    }

    /** @param kind one of the simulator's */
    record Known(CorruptionKind kind) implements FaultKind {
        @Override
        public String label() {
            return kind.toString();
        }

        @Override
        public boolean isUnseen() {
            return false;
        }

        @Override
        public Effect begin(int severity, long seed) {
            CorruptedSequence sequence = new Corruption(kind, severity).begin(seed);
            return (clean, depthMetres) -> {
                if (clean instanceof CameraImage image) {
                    return sequence.next(image, depthMetres).orElseGet(() -> black(image));
                }
                return sequence.next((PointCloud) clean).orElse(PointCloud.EMPTY);
            };
        }

        private static CameraImage black(CameraImage like) {
            return new CameraImage(like.width(), like.height(), new byte[like.rgb().length]);
        }
    }

    /** @param kinds in the order in which they work on a frame */
    record Pair(List<CorruptionKind> kinds) implements FaultKind {
        @Override
        public String label() {
            return kinds.get(0) + "+" + kinds.get(1);
        }

        @Override
        public boolean isUnseen() {
            return true;
        }

        @Override
        public Effect begin(int severity, long seed) {
            Effect first = of(kinds.get(0)).begin(severity, seed);
            Effect second = of(kinds.get(1)).begin(severity, seed + 1);
            return (clean, depthMetres) -> second.on(first.on(clean, depthMetres), depthMetres);
        }
    }
}
