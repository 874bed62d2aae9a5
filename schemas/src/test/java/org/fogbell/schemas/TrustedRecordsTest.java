package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class TrustedRecordsTest {
    /** In a class loader of its own, where Avro starts afresh and no other class of ours has run. */
    @Test
    void plainAvroReadsARecordBeforeAnyOtherCodeOfThisPackageRuns() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader fresh = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(fresh);
            Class<?> score = fresh.loadClass(FrameScore.class.getName());
            // A builder reads the defaults of arrays of records by Avro's own reader.
            Object builder = score.getMethod("newBuilder").invoke(null);
            Object decoder = score.getMethod("getDecoder").invoke(null);
            assertThat(score.getClassLoader()).isSameAs(fresh);
            assertThat(builder.getClass().getClassLoader()).isSameAs(fresh);
            assertThat(decoder.getClass().getClassLoader()).isSameAs(fresh);
            Class<?> validator = fresh.loadClass(ClassSecurityValidator.class.getName());
            validator.getMethod("validate", Class.class).invoke(null, score);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void trustsNothingElse() {
        TrustedRecords.declare();
        ClassSecurityValidator.ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();

        assertThat(trusted.isTrusted(SensorFrame.class)).isTrue();
        assertThat(trusted.isTrusted(PayloadHash.class)).isTrue();
        assertThat(trusted.isTrusted(String.class)).isTrue();
        assertThat(trusted.isTrusted(File.class)).isFalse();
        assertThat(trusted.isTrusted(ProcessBuilder.class)).isFalse();
    }

    @Test
    void declaresOnce() {
        TrustedRecords.declare();
        ClassSecurityValidator.ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
        new TrustedRecords();
        assertThat(ClassSecurityValidator.getGlobal()).isSameAs(trusted);
    }

    private static URL[] classPath() throws Exception {
        List<String> entries =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(entries.get(i)).toUri().toURL();
        }
        return urls;
    }
}
