package org.fogbell.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Declares this package's records trusted. Avro makes instances only of classes that it was told to trust, so without
 * this every record would be refused. It is a service that Avro loads with its first schema, though it adds no logical
 * type: that is early enough for every reader in every process, such as Flink's own serializers in a task manager where no
 * other code of this package has run.
 */
public final class TrustedRecords implements LogicalTypes.LogicalTypeFactory {
    private static final String NAME = "fogbell-trusted-records";

    public TrustedRecords() {
        declare();
    }

    static void declare() {
        ClassSecurityValidator.ClassSecurityPredicate trusted = ClassSecurityValidator.getGlobal();
        if (!trusted.isTrusted(SensorFrame.class)) {
            String ours = TrustedRecords.class.getPackageName();
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                    trusted, type -> type.getPackageName().equals(ours)));
        }
    }

    @Override
    public String getTypeName() {
        return NAME;
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(NAME);
    }
}
