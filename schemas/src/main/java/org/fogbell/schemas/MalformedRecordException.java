package org.fogbell.schemas;

import org.jspecify.annotations.Nullable;

/** Bytes that are not what they should be. The message says what was expected and what came; the caller knows where. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedRecordException(String message) {
        this(message, null);
    }

    public MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
