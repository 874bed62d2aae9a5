package org.fogbell.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** The records that travel on topics, and the versions of their schemas that were released. */
final class Released {
    static final List<Class<? extends SpecificRecordBase>> RECORDS = List.of(
            SensorFrame.class,
            FrameScore.class,
            Deviation.class,
            Alert.class,
            Incident.class,
            DeadLetter.class,
            Policy.class,
            PolicyAck.class);

    private Released() {}

    /** The current schema as the world sees it: without the generated class's choice of String. */
    static Schema withoutJava(Class<? extends SpecificRecordBase> record) {
        String json = SpecificData.get().getSchema(record).toString();
        return new Schema.Parser()
                .parse(json.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                        .replace(",\"avro.java.string\":\"String\"", ""));
    }

    /** Every released version, oldest first. */
    static List<Schema> versions(String record) {
        List<Schema> versions = new ArrayList<>();
        for (Schema released = SchemaStore.released(record, 1);
                released != null;
                released = SchemaStore.released(record, versions.size() + 1)) {
            versions.add(released);
        }
        return versions;
    }
}
