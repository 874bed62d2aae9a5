package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("src/main/resources/org/fogbell/schemas/released");
    private static final List<Class<? extends SpecificRecordBase>> RECORDS = Released.RECORDS;

    @ParameterizedTest
    @FieldSource("RECORDS")
    void newestReleaseIsTheCurrentSchema(Class<? extends SpecificRecordBase> record) throws IOException {
        String name = record.getSimpleName();
        Schema current = Released.withoutJava(record);
        List<Schema> versions = Released.versions(name);
        Path next = Path.of(name, "v" + (versions.size() + 1) + ".avsc");
        if (versions.isEmpty() || !versions.get(versions.size() - 1).equals(current)) {
            Path written = Path.of("target", "released").resolve(next);
            Files.createDirectories(written.getParent());
            Files.writeString(written, SchemaFormatter.format("json/pretty", current) + "\n");
        }
        assertThat(versions).as("""
                        The schema of %s is not its newest released version. If the change is wanted, release it: move
                        schemas/target/released/%s to schemas/%s/%s, and add
                        its header to docs/wire-format.md. Never change a version that was released.""", name, next, RELEASED, next).endsWith(current);
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void currentSchemaReadsEveryReleasedVersion(Class<? extends SpecificRecordBase> record) {
        Schema current = Released.withoutJava(record);
        for (Schema released : Released.versions(record.getSimpleName())) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, released)
                            .getType())
                    .as("%s reads %s", current, released)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void everyReleasedVersionDecodes(Class<? extends SpecificRecordBase> record) throws Exception {
        AvroWire<?> wire = AvroWire.of(record);
        for (Schema released : Released.versions(record.getSimpleName())) {
            for (long seed = 0; seed < 200; seed++) {
                byte[] old = RandomRecords.write(AvroWire.header(released), new RandomRecords(seed).record(released));
                assertThat(wire.decode(old)).as("seed %d, %s", seed, released).isInstanceOf(record);
            }
        }
    }

    @Test
    void versionsAreNumberedWithoutGaps() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Class<? extends SpecificRecordBase> record : RECORDS) {
            for (int version = 1;
                    version <= Released.versions(record.getSimpleName()).size();
                    version++) {
                expected.add(record.getSimpleName() + "/v" + version + ".avsc");
            }
        }
        try (Stream<Path> files = Files.walk(RELEASED)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> RELEASED.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @FieldSource("RECORDS")
    void documentGivesTheHeaderOfEveryVersion(Class<? extends SpecificRecordBase> record) throws IOException {
        String document = Files.readString(Path.of("../docs/wire-format.md"));
        List<Schema> versions = Released.versions(record.getSimpleName());
        for (int version = 1; version <= versions.size(); version++) {
            String header = HexFormat.ofDelimiter(" ").formatHex(AvroWire.header(versions.get(version - 1)));
            assertThat(document).contains("| " + record.getSimpleName() + " | " + version + " | `" + header + "` |");
        }
    }
}
