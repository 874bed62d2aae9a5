package org.fogbell.schemas;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that it may make objects of this package's records. From 1.12.2 on Avro refuses every class that was not
 * declared so, whoever reads: {@link AvroWire}, or Flink when it moves or restores records by itself.
 */
public final class TrustedRecords {
    static {
        var others = ClassSecurityValidator.getGlobal();
        var ours = ClassSecurityValidator.composite(
                others, type -> type.getPackageName().equals(TrustedRecords.class.getPackageName()));
        ClassSecurityValidator.setGlobal(ours);
    }

    private TrustedRecords() {}

    /** Once a process and class loader is enough; more often does nothing. */
    public static void declare() {
        // Loading this class did it.
    }
}
