package org.fogbell.models.training;

import ai.djl.MalformedModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A file that a training keeps its state in: what is written appears whole or not at all, and what is read is what was
 * written, by a training of the same configuration on the same data.
 */
/* Magic, SHA-256 of the rest; then the digests of configuration and data as text, and the content. */
record TrainingFile(Path path, String configuration, String data) {
    private static final byte[] MAGIC = {'F', 'B', 'T', '1'};
    private static final int DIGEST = 32;

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    interface Reader {
        void read(DataInputStream in) throws IOException, MalformedModelException;
    }

    boolean exists() {
        return Files.isRegularFile(path);
    }

    void write(Writer content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeUTF(configuration);
            out.writeUTF(data);
            content.write(out);
        }
        byte[] bytes = body.toByteArray();
        ByteBuffer whole = ByteBuffer.allocate(MAGIC.length + DIGEST + bytes.length);
        whole.put(MAGIC).put(sha256(bytes, 0)).put(bytes);
        Path building = path.resolveSibling(path.getFileName() + ".partial");
        Files.write(building, whole.array());
        Files.move(building, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * @throws IOException naming the file: missing, damaged, or of another training
     */
    void read(Reader content) throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int from = MAGIC.length + DIGEST;
        if (whole.length < from || !Arrays.equals(whole, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(
                    path + ": expected the state of a training, got " + whole.length + " bytes that begin otherwise");
        }
        if (!Arrays.equals(Arrays.copyOfRange(whole, MAGIC.length, from), sha256(whole, from))) {
            throw new IOException(path + ": damaged, its content has another SHA-256 than the file says");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, from, whole.length - from))) {
            require("configuration", configuration, in.readUTF());
            require("data", data, in.readUTF());
            content.read(in);
        } catch (MalformedModelException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private void require(String what, String expected, String actual) throws IOException {
        if (!expected.equals(actual)) {
            throw new IOException(path + ": expected a training with the " + what + " " + expected + ", got " + actual
                    + "; it goes on only with what it began with");
        }
    }

    private static byte[] sha256(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
