package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A perception model at rest: a folder with the network file, {@code bundle.json}, and DJL's
 * {@code serving.properties}, so that DJL's own serving loads it too.
 */
public record ModelBundle(Path folder, BundleManifest manifest) {
    static final String MANIFEST = "bundle.json";
    static final String SERVING = "serving.properties";

    private static final String SHIPPED = "/org/fogbell/models/bundles/";

    /** The bundles that come with the program: a detector, and an untrained backbone. */
    private static final Set<String> SHIPPED_NAMES = Set.of("detector", "untrained");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .injectableValues(new InjectableValues.Std()
                    .addValue(BundleManifest.ABSENT, null)
                    .addValue(BundleManifest.NO_HEAD, null)
                    .addValue(BundleManifest.NO_POOLED, null)
                    .addValue(BundleManifest.NO_CORRELATIONS, null)
                    .addValue(BundleManifest.NO_STEPS, null)
                    .addValue(ImageGeometry.NO_FIT, null)
                    .addValue(ImageGeometry.NO_BARS, null))
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .build();

    /**
     * Reads and checks a bundle's folder. The network itself is checked when it is opened.
     *
     * @throws IOException naming the file: missing, not a bundle's JSON, a key that is unknown, absent or impossible,
     *     or a network that is not the one the digest was made of
     */
    public static ModelBundle load(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        requireFile(file, "a model bundle's description");
        BundleManifest manifest = parse(Files.readString(file), file.toString(), BundleManifest.class);
        Path network = folder.resolve(manifest.network());
        requireFile(network, "the bundle's network");
        String digest = digest(network, manifest);
        if (!digest.equals(manifest.digest())) {
            throw new IOException(file + ": digest " + manifest.digest()
                    + ", but network, input, blocks, entropy, graft and head have " + digest
                    + ": the bundle was changed after it was made");
        }
        return new ModelBundle(folder, manifest);
    }

    /**
     * A bundle that comes with the program, {@code detector} or {@code untrained}, unpacked into a temporary folder that goes
     * with this process; or else the one in a folder.
     */
    public static ModelBundle named(String nameOrFolder) throws IOException {
        return SHIPPED_NAMES.contains(nameOrFolder)
                ? ofResource(SHIPPED + nameOrFolder + "/")
                : load(Path.of(nameOrFolder));
    }

    /** The description of a {@link #named} bundle, for which one that comes with the program need not be unpacked. */
    public static BundleManifest manifestOf(String nameOrFolder) throws IOException {
        if (!SHIPPED_NAMES.contains(nameOrFolder)) {
            return load(Path.of(nameOrFolder)).manifest();
        }
        String resource = SHIPPED + nameOrFolder + "/" + MANIFEST;
        try (InputStream in = UnpackedFolder.resource(resource)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource, BundleManifest.class);
        }
    }

    static ModelBundle ofResource(String resourceFolder) throws IOException {
        UnpackedFolder folder = UnpackedFolder.of(resourceFolder);
        Path manifest = folder.unpack(MANIFEST);
        folder.unpack(parse(Files.readString(manifest), resourceFolder + MANIFEST, BundleManifest.class)
                .network());
        folder.unpack(SERVING);
        return load(folder.path());
    }

    /**
     * Writes {@code bundle.json}, with its digest, and {@code serving.properties} beside the network file, which is in
     * the folder already. The manifest's own digest is ignored.
     */
    public static ModelBundle write(Path folder, BundleManifest manifest) throws IOException {
        Path network = folder.resolve(manifest.network());
        requireFile(network, "the bundle's network");
        BundleManifest stamped = new BundleManifest(
                manifest.formatVersion(),
                manifest.name(),
                manifest.engine(),
                manifest.network(),
                manifest.input(),
                manifest.blocks(),
                manifest.entropy(),
                manifest.graft(),
                manifest.head(),
                manifest.calibrations(),
                manifest.provenance(),
                digest(network, manifest));
        Path partial = folder.resolve(MANIFEST + ".partial");
        Files.writeString(partial, JSON.writeValueAsString(stamped) + "\n");
        Files.move(
                partial, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                folder.resolve(SERVING),
                "engine=" + manifest.engine() + "\noption.modelName=" + manifest.network() + "\n");
        return new ModelBundle(folder, stamped);
    }

    /**
     * How a frame becomes a network's input, as it stands in {@code bundle.json} under {@code input}.
     *
     * @throws IOException saying what is wrong, and where
     */
    public static InputGeometry parseInput(String json, String where) throws IOException {
        return parse(json, where, InputGeometry.class);
    }

    /** The network's file. */
    public Path network() {
        return folder.resolve(manifest.network());
    }

    private static <T> T parse(String json, String where, Class<T> type) throws IOException {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new IOException(where + line + ": " + JsonComplaint.of(e), e);
        }
    }

    private static String digest(Path network, BundleManifest manifest) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(Files.readAllBytes(network));
            sha256.update(
                    JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(manifest.digested()));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void requireFile(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException(file + ": no such file, expected " + what);
        }
    }
}
