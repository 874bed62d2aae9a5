package org.fogbell.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Every released version of one record's schema, by fingerprint (CRC-64-AVRO of the parsing canonical form): what an old
 * producer wrote stays readable. The versions are resources {@code released/<record>/v1.avsc}, {@code v2.avsc} and so on;
 * a release adds the next one and never changes another.
 */
final class SchemaStore {
    private final Map<Long, Schema> byFingerprint = new LinkedHashMap<>();

    /** The released versions of {@code current}, oldest first, and {@code current} itself. */
    SchemaStore(Schema current) {
        for (int version = 1; ; version++) {
            @Nullable Schema released = released(current.getName(), version);
            if (released == null) {
                break;
            }
            byFingerprint.put(fingerprint(released), released);
        }
        byFingerprint.put(fingerprint(current), current);
    }

    static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    /** Null where no version has this fingerprint. */
    @Nullable
    Schema find(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    /** A released version, counted from 1; null where it does not exist. */
    static @Nullable Schema released(String record, int version) {
        String resource = "released/" + record + "/v" + version + ".avsc";
        try (InputStream in = SchemaStore.class.getResourceAsStream(resource)) {
            return in == null ? null : new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
