package org.fogbell.topology;

import java.util.Locale;

/** Why an alert stays without a name. Nothing is lost: the alert itself was published before anybody was asked. */
final class UnnamedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Each is counted in a metric of its own, and logged once. */
    enum Reason {
        /** Nothing was prepared for the sensor's type. */
        NO_CLASSIFIER,
        /** More alerts opened at once than {@code naming.queue} holds. */
        NO_BUDGET,
        /** Not within {@code naming.timeout}. */
        TIMED_OUT,
        /** Kafka, or the object store, has the frames no more. */
        FRAME_GONE,
        /** The frames are blind: there is nothing to compare. */
        NOTHING_SEEN,
        /** Kafka, the store, the network or the classifier failed. */
        FAILED;

        /** Of the counter, such as {@code unnamedFrameGone}. */
        String metric() {
            StringBuilder metric = new StringBuilder("unnamed");
            for (String word : name().split("_", -1)) {
                metric.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
            }
            return metric.toString();
        }
    }

    UnnamedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    UnnamedException(Reason reason, Throwable cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
