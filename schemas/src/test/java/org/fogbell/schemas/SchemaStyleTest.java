package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class SchemaStyleTest {
    private final Map<String, Schema> named = new LinkedHashMap<>();

    SchemaStyleTest() {
        for (Class<? extends SpecificRecordBase> record : Released.RECORDS) {
            collect(Released.withoutJava(record));
        }
    }

    @Test
    void everyTypeAndFieldIsDocumented() {
        named.forEach((name, schema) -> {
            assertThat(schema.getDoc()).as(name).isNotBlank().endsWith(".");
            for (Schema.Field field : fields(schema)) {
                assertThat(field.doc())
                        .as("%s.%s", name, field.name())
                        .isNotBlank()
                        .endsWith(".");
            }
        });
    }

    @Test
    void fieldsAreSnakeCase() {
        named.forEach((name, schema) -> assertThat(fields(schema))
                .extracting(Schema.Field::name)
                .as(name)
                .allMatch(field -> field.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")));
    }

    @Test
    void enumsFallBackToUnknown() {
        named.values().stream()
                .filter(schema -> schema.getType() == Schema.Type.ENUM)
                .forEach(schema -> {
                    assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
                    assertThat(schema.getEnumSymbols()).startsWith("UNKNOWN");
                });
    }

    @Test
    void whatMayBeNullIsNullByDefault() {
        named.forEach((name, schema) -> {
            for (Schema.Field field : fields(schema)) {
                if (field.schema().isNullable()) {
                    assertThat(field.defaultVal())
                            .as("%s.%s", name, field.name())
                            .isEqualTo(org.apache.avro.JsonProperties.NULL_VALUE);
                }
            }
        });
    }

    @Test
    void timesAreMicrosecondsSinceTheEpoch() {
        named.forEach((name, schema) -> {
            for (Schema.Field field : fields(schema)) {
                boolean time = field.name().matches(".*(_at|_time|_timestamp|window_start|window_end)");
                boolean micros = alternatives(field.schema()).stream()
                        .anyMatch(type -> "timestamp-micros".equals(type.getProp("logicalType")));
                assertThat(micros).as("%s.%s", name, field.name()).isEqualTo(time);
            }
        });
    }

    private static List<Schema> alternatives(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    private static List<Schema.Field> fields(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFields() : List.of();
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.put(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM, FIXED -> named.put(schema.getName(), schema);
            case UNION -> schema.getTypes().forEach(this::collect);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            default -> {}
        }
    }
}
