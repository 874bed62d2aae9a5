package org.fogbell.bench.detection;

import java.util.List;
import java.util.function.UnaryOperator;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.CorruptedSequence;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.CorruptionKind;

/** What may befall a sensor, at severities of 1 to 5. */
interface FaultKind {
    /** As reports name it, such as {@code fog} or {@code rain+dead-rings}. */
    String label();

    /** Whether no feature was written, and no parameter chosen, with it in view. */
    boolean isUnseen();

    /** The onset: takes the frames from then on in their order, and gives them as they arrive. What lasts, lasts. */
    UnaryOperator<PointCloud> begin(int severity, long seed);

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
        public UnaryOperator<PointCloud> begin(int severity, long seed) {
            CorruptedSequence sequence = new Corruption(kind, severity).begin(seed);
            return clean -> sequence.next(clean).orElse(PointCloud.EMPTY);
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
        public UnaryOperator<PointCloud> begin(int severity, long seed) {
            UnaryOperator<PointCloud> first = of(kinds.get(0)).begin(severity, seed);
            UnaryOperator<PointCloud> second = of(kinds.get(1)).begin(severity, seed + 1);
            return clean -> second.apply(first.apply(clean));
        }
    }
}
