package org.fogbell.topology;

import java.io.IOException;
import org.fogbell.schemas.MalformedRecordException;

/** Gives frames back the payload that a checkpoint left out. Safe for any thread. */
interface FrameRecall extends AutoCloseable {
    /**
     * The frame with its payload; itself where it has it.
     *
     * @throws MalformedRecordException where the record is gone, or another one stands in its place
     * @throws IOException where nobody answers
     */
    ReceivedFrame whole(ReceivedFrame frame) throws MalformedRecordException, IOException;

    @Override
    default void close() {}
}
