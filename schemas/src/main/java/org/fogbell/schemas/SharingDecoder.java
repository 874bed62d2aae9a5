package org.fogbell.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Reads Avro's binary encoding as its own decoder does, but gives a bytes field as a view of the record instead of a copy. */
final class SharingDecoder extends Decoder {
    private final byte[] record;
    private final BinaryDecoder body;

    /** @param body stands somewhere in {@code record}, and reads to its end */
    SharingDecoder(byte[] record, BinaryDecoder body) {
        this.record = record;
        this.body = body;
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        long length = body.readLong();
        int left = body.remainingBytes();
        if (length < 0 || length > left) {
            throw new EOFException("expected " + length + " bytes, got a record that has " + left + " more");
        }
        ByteBuffer view =
                ByteBuffer.wrap(record, record.length - left, (int) length).slice();
        body.skipFixed((int) length);
        return view;
    }

    @Override
    public int remainingBytes() {
        return body.remainingBytes();
    }

    @Override
    public void readNull() throws IOException {
        body.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return body.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return body.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return body.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return body.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return body.readDouble();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return body.readString(old);
    }

    @Override
    public String readString() throws IOException {
        return body.readString();
    }

    @Override
    public void skipString() throws IOException {
        body.skipString();
    }

    @Override
    public void skipBytes() throws IOException {
        body.skipBytes();
    }

    @Override
    public void readFixed(byte[] target, int from, int length) throws IOException {
        body.readFixed(target, from, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        body.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return body.readEnum();
    }

    @Override
    public long readArrayStart() throws IOException {
        return body.readArrayStart();
    }

    @Override
    public long arrayNext() throws IOException {
        return body.arrayNext();
    }

    @Override
    public long skipArray() throws IOException {
        return body.skipArray();
    }

    @Override
    public long readMapStart() throws IOException {
        return body.readMapStart();
    }

    @Override
    public long mapNext() throws IOException {
        return body.mapNext();
    }

    @Override
    public long skipMap() throws IOException {
        return body.skipMap();
    }

    @Override
    public int readIndex() throws IOException {
        return body.readIndex();
    }
}
