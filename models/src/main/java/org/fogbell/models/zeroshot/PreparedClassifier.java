package org.fogbell.models.zeroshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.vision.OnnxImageFeatures;
import org.fogbell.models.vision.VisionFolder;

/**
 * All that was prepared for one list of conditions, in one file: the classifier, and beside it what it has to beat.
 *
 * @param sensorType whose frames it names, as the vehicles call it
 * @param conditions in the order of the classifiers' labels
 * @param references how many of each condition
 * @param classifier on all features
 * @param statisticsAlone the same method on the physical statistics and nothing else
 * @param nearestMean a condition is the one with the nearest mean of references
 */
/* Magic with the format's version, SHA-256 of the rest, the rest. */
public record PreparedClassifier(
        String sensorType,
        List<Condition> conditions,
        int references,
        ConditionClassifier classifier,
        ConditionClassifier statisticsAlone,
        ConditionClassifier nearestMean) {
    private static final byte[] MAGIC = {'F', 'B', 'Z', '2'};
    private static final int DIGEST = 32;
    private static final String SHIPPED = "/org/fogbell/models/classifiers/";

    /** What comes with the program: for the simulator's small LiDAR, under the shipped detector. */
    private static final Set<String> SHIPPED_NAMES = Set.of("lidar-sim-32");

    public PreparedClassifier {
        if (sensorType.isBlank()) {
            throw new IllegalArgumentException("expected a sensor type, got '" + sensorType + "'");
        }
        conditions = List.copyOf(conditions);
        List<String> labels = conditions.stream().map(Condition::label).toList();
        for (ConditionClassifier each : List.of(classifier, statisticsAlone, nearestMean)) {
            if (!each.labels().equals(labels)) {
                throw new IllegalArgumentException(
                        "expected a classifier of the labels " + labels + ", got one of " + each.labels());
            }
        }
    }

    /** Writes a file that appears whole or not at all; an older one gives way. */
    public void write(Path file) throws IOException {
        byte[] bytes = body();
        ByteBuffer whole = ByteBuffer.allocate(MAGIC.length + DIGEST + bytes.length);
        whole.put(MAGIC).put(sha256(bytes, 0)).put(bytes);
        Path building = file.resolveSibling(file.getFileName() + ".partial");
        Files.write(building, whole.array());
        Files.move(building, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** SHA-256 of what the file holds, in lower-case hexadecimal: other numbers, another digest. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(sha256(body(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it names sweeps, and was prepared with this network and by this version of the features. */
    public boolean isFor(BundleManifest network) {
        return classifier.source().equals(new LidarFeatures(network).source());
    }

    /** Whether it names images, and was prepared with this network, its preprocessing and this version of the features. */
    public boolean isFor(VisionFolder network) {
        return classifier.source().equals(OnnxImageFeatures.source(network));
    }

    /** Whether it names images by a vision network's features, and not sweeps. */
    public boolean isOfImages() {
        return classifier.features().stream().anyMatch(name -> name.startsWith(CameraFeatures.VISION));
    }

    private byte[] body() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.writeUTF(sensorType);
            out.writeInt(conditions.size());
            for (Condition condition : conditions) {
                out.writeUTF(condition.label());
                out.writeUTF(condition.sentence());
            }
            out.writeInt(references);
            classifier.write(out);
            statisticsAlone.write(out);
            nearestMean.write(out);
        }
        return body.toByteArray();
    }

    /**
     * The classifier that comes with the program under this name, {@code lidar-sim-32}, or else the one in a file.
     *
     * @throws IOException as {@link #read(Path)}
     */
    public static PreparedClassifier named(String nameOrFile) throws IOException {
        if (!SHIPPED_NAMES.contains(nameOrFile)) {
            return read(Path.of(nameOrFile));
        }
        try (InputStream in = PreparedClassifier.class.getResourceAsStream(SHIPPED + nameOrFile)) {
            if (in == null) {
                throw new IOException(SHIPPED + nameOrFile + ": expected a resource of the program, got none");
            }
            return of(in.readAllBytes(), nameOrFile);
        }
    }

    /**
     * @throws IOException naming the file: missing, of another kind or version, or damaged
     */
    public static PreparedClassifier read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": expected a prepared classifier, got "
                    + (Files.exists(file) ? "a folder" : "nothing of that name"));
        }
        return of(Files.readAllBytes(file), file.toString());
    }

    private static PreparedClassifier of(byte[] whole, String file) throws IOException {
        int from = MAGIC.length + DIGEST;
        if (whole.length < from || !Arrays.equals(whole, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + ": expected a prepared classifier of version 2, got " + whole.length
                    + " bytes that begin otherwise; one of an older version is to be prepared again");
        }
        if (!Arrays.equals(Arrays.copyOfRange(whole, MAGIC.length, from), sha256(whole, from))) {
            throw new IOException(file + ": damaged, its content has another SHA-256 than the file says");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole, from, whole.length - from))) {
            return read(in);
        } catch (EOFException e) {
            throw new IOException(file + ": expected more than its " + whole.length + " bytes", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static PreparedClassifier read(DataInputStream in) throws IOException {
        String sensorType = in.readUTF();
        int count = in.readInt();
        List<Condition> conditions = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            conditions.add(new Condition(in.readUTF(), in.readUTF()));
        }
        int references = in.readInt();
        ConditionClassifier classifier = ConditionClassifier.read(in);
        ConditionClassifier statisticsAlone = ConditionClassifier.read(in);
        ConditionClassifier nearestMean = ConditionClassifier.read(in);
        if (in.available() > 0) {
            throw new IOException("expected its end, got " + in.available() + " more bytes");
        }
        return new PreparedClassifier(sensorType, conditions, references, classifier, statisticsAlone, nearestMean);
    }

    private static byte[] sha256(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
