package org.fogbell.topology;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.PayloadReference;

/**
 * Fetches payloads that lie in an object store, through whatever file system Flink knows (s3, gs, hdfs, file). Only
 * below one root, because a frame is not to make the job read arbitrary files; and only what has the size and the
 * SHA-256 that the frame states.
 */
final class PayloadStore {
    private final String root;

    /** @param root prefix that every URI must have, ending at a slash; empty: references are refused */
    PayloadStore(String root) {
        this.root = root.isEmpty() || root.endsWith("/") ? root : root + "/";
    }

    /**
     * @throws MalformedRecordException where the reference is not allowed, or names other bytes than it states, or none
     * @throws IOException where the store does not answer, or its root is not there
     */
    ByteBuffer fetch(PayloadReference reference) throws MalformedRecordException, IOException {
        String uri = reference.getUri();
        if (!isBelowRoot(uri)) {
            throw new MalformedRecordException(
                    "expected a URI below perception.payload-root ('" + root + "'), got '" + uri + "'");
        }
        if (reference.getSizeBytes() < 0 || reference.getSizeBytes() > MessageSizes.MAX_PAYLOAD_BYTES) {
            throw new MalformedRecordException("expected a payload of at most " + MessageSizes.MAX_PAYLOAD_BYTES
                    + " bytes, got a claim of " + reference.getSizeBytes());
        }
        byte[] bytes = read(uri, (int) reference.getSizeBytes());
        byte[] digest = sha256(bytes);
        if (!Arrays.equals(digest, reference.getSha256().bytes())) {
            HexFormat hex = HexFormat.of();
            throw new MalformedRecordException(uri + ": expected SHA-256 "
                    + hex.formatHex(reference.getSha256().bytes()) + ", got " + hex.formatHex(digest));
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Looks at the path as the file system will, with percent signs decoded, so that {@code %2e%2e} is no way out. */
    private boolean isBelowRoot(String uri) {
        try {
            return !root.isEmpty()
                    && uri.startsWith(root)
                    && !List.of(new URI(uri).getPath().split("/")).contains("..");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private byte[] read(String uri, int claimed) throws MalformedRecordException, IOException {
        Path path = new Path(URI.create(uri));
        FileSystem store = path.getFileSystem();
        try {
            FileStatus status = store.getFileStatus(path);
            if (status.getLen() != claimed) {
                throw new MalformedRecordException(
                        uri + ": expected " + claimed + " bytes, got a file of " + status.getLen());
            }
            try (InputStream in = store.open(path)) {
                return in.readNBytes(claimed);
            }
        } catch (FileNotFoundException | NoSuchFileException e) {
            // Where nothing of the store is there, as when it is not mounted, no frame is to blame.
            if (!store.exists(new Path(URI.create(root)))) {
                throw e;
            }
            throw new MalformedRecordException(uri + ": expected " + claimed + " bytes, got no such file", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
