package org.fogbell.models.perception;

/** A network whose outputs are not what its bundle says. */
final class MismatchedNetworkException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MismatchedNetworkException(String message) {
        super(message);
    }
}
