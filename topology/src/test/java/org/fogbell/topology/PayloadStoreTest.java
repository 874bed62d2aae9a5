package org.fogbell.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.fogbell.schemas.MalformedRecordException;
import org.fogbell.schemas.MessageSizes;
import org.fogbell.schemas.PayloadContent;
import org.fogbell.schemas.PayloadReference;
import org.fogbell.schemas.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadStoreTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};

    @TempDir
    private Path folder;

    private Path root;
    private PayloadStore store;

    @BeforeEach
    void write() throws IOException {
        root = Files.createDirectories(folder.resolve("frames"));
        Files.createDirectories(root.resolve("car 1"));
        Files.write(root.resolve("car 1/a.bin"), CONTENT);
        Files.write(folder.resolve("secret.bin"), CONTENT);
        Files.createDirectories(folder.resolve("frames-of-others"));
        Files.write(folder.resolve("frames-of-others/a.bin"), CONTENT);
        store = new PayloadStore(uri("frames"));
    }

    @Test
    void fetchesWhatLiesBelowTheRoot() throws Exception {
        assertThat(SampleFrames.bytes(store.fetch(reference(uri("frames/car%201/a.bin")))))
                .isEqualTo(CONTENT);
        assertThat(new PayloadStore(uri("frames/")).fetch(reference(uri("frames/car%201/a.bin"))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret.bin",
                "frames-of-others/a.bin",
                "frames/../secret.bin",
                "frames/car%201/../../secret.bin",
                "frames/%2e%2e/secret.bin",
                "frames/%2E%2E%2Fsecret.bin",
                "frames/.%2e/secret.bin",
                "frames/.."
            })
    void refusesWhatLiesElsewhere(String path) {
        assertThatThrownBy(() -> store.fetch(reference(uri(path))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected a URI below perception.payload-root")
                .hasMessageContaining(path);
    }

    @Test
    void refusesEveryReferenceWhereThereIsNoRoot() {
        assertThatThrownBy(() -> new PayloadStore("").fetch(reference(uri("frames/car%201/a.bin"))))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void refusesWhatIsNoUri() {
        assertThatThrownBy(() -> store.fetch(reference(uri("frames/car 1/a.bin"))))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void refusesAFileOfAnotherSizeThanClaimed() {
        PayloadReference lie = reference(uri("frames/car%201/a.bin"));
        lie.setSizeBytes(4);
        assertThatThrownBy(() -> store.fetch(lie))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected 4 bytes, got a file of 5");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, MessageSizes.MAX_PAYLOAD_BYTES + 1L, Long.MAX_VALUE, 1L << 32})
    void refusesAClaimThatIsImpossible(long claim) {
        PayloadReference lie = reference(uri("frames/car%201/a.bin"));
        lie.setSizeBytes(claim);
        assertThatThrownBy(() -> store.fetch(lie))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("got a claim of " + claim);
    }

    @Test
    void refusesOtherContentThanStated() {
        PayloadReference lie = reference(uri("frames/car%201/a.bin"));
        lie.setSha256(new Sha256(new byte[32]));
        assertThatThrownBy(() -> store.fetch(lie))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("expected SHA-256 0000")
                .hasMessageContaining("74f81fe167d99b4cb41d6d0ccda82278caee9f3e2f25d5e5a3936ff3dcec60d0");
    }

    @Test
    void refusesAReferenceToNoFile() {
        assertThatThrownBy(() -> store.fetch(reference(uri("frames/none.bin"))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("none.bin: expected 5 bytes, got no such file");
    }

    @Test
    void passesOnThatTheStoreDoesNotAnswer() {
        assertThatThrownBy(() -> new PayloadStore(uri("unmounted")).fetch(reference(uri("unmounted/none.bin"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.bin");
        assertThatThrownBy(() -> new PayloadStore("nostore://a/").fetch(reference("nostore://a/b.bin")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nostore");
    }

    private String uri(String path) {
        return folder.toUri() + path;
    }

    private static PayloadReference reference(String uri) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
            return new PayloadReference(uri, (long) CONTENT.length, new Sha256(digest), PayloadContent.UNKNOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
