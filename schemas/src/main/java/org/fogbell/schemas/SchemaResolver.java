package org.fogbell.schemas;

import org.apache.avro.Schema;

/** Finds the schema behind an id of the Confluent wire format; implemented over whatever registry a fleet runs. */
@FunctionalInterface
public interface SchemaResolver {
    /** Knows no registry, and says so. */
    SchemaResolver NONE = id -> {
        throw new MalformedRecordException("the record is in the Confluent wire format with schema id " + id
                + ", but no schema resolver is configured; expected Avro single-object encoding (C3 01)");
    };

    /** @throws MalformedRecordException where the registry does not know the id */
    Schema resolve(int id) throws MalformedRecordException;
}
