package org.fogbell.topology;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what is remembered of every sensor in as few bytes as there are: no flag for each field, and small numbers short. Each value
 * begins with the number of its form, so that a later build can tell an older one.
 */
abstract class StateSerializer<T> extends ValueSerializer<T> {
    private static final long serialVersionUID = 1;

    abstract void write(T value, DataOutputView target) throws IOException;

    abstract T read(DataInputView source) throws IOException;

    /** Of the form that is written; the only one that is read so far. */
    abstract int form();

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        target.writeByte(form());
        write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        int form = source.readByte();
        if (form != form()) {
            throw new IOException(
                    "state of form " + form + ": this build's " + getClass().getSimpleName() + " reads form " + form()
                            + "; drain the job with the build that wrote it, and start without that state");
        }
        return read(source);
    }
}
