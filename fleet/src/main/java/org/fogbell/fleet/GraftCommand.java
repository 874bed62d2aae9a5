package org.fogbell.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.fogbell.models.eloss.Eloss;
import org.fogbell.models.eloss.LayerEntropy;
import org.fogbell.models.graft.Graft;
import org.fogbell.models.graft.InspectedNetwork;
import org.fogbell.models.perception.BundleManifest;
import org.fogbell.models.perception.FeatureBlock;
import org.fogbell.models.perception.ImageGeometry;
import org.fogbell.models.perception.InputGeometry;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.Provenance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fogbell graft}: from any ONNX network to a bundle that the job runs. */
@Command(
        name = "graft",
        description =
                "Adds its layers' entropies to an ONNX network as ordinary operators, and writes it as a bundle. Of a"
                        + " bundle it keeps the input, the head and, with the same blocks and entropy, the calibrations.",
        mixinStandardHelpOptions = true)
final class GraftCommand implements Callable<Integer> {
    static final String AUTO = "auto";

    @Parameters(paramLabel = "MODEL", description = "An ONNX file, or the folder of a bundle.")
    Path model = Path.of("");

    @Option(
            names = "--blocks",
            description =
                    "auto: runs of equal layers along one chain; or names of their outputs, such as a,b,c;d,e,f for"
                            + " two blocks (default: a bundle's own, else auto).")
    @Nullable
    String blocks;

    @Option(
            names = "--min-layers",
            defaultValue = "" + Eloss.MIN_LAYERS,
            description =
                    "How few layers make a block; a block of 2 has no variance, and adds nothing to Eloss (default:"
                            + " ${DEFAULT-VALUE}).")
    int minLayers = Eloss.MIN_LAYERS;

    @Option(
            names = "--entropy",
            description =
                    "radius (as published), log_radius, renyi2 or coding_rate (default: a bundle's own, else radius).")
    @Nullable
    LayerEntropy entropy;

    @Option(
            names = "--input",
            paramLabel = "JSON",
            description =
                    "How a frame becomes the network's input, as in a bundle.json under \"input\": the JSON or a file"
                            + " with it. For images --mean, --deviation and --colours do.")
    @Nullable
    String input;

    @Option(
            names = "--mean",
            split = ",",
            description = "Of the colours red, green, blue, as 0..1; one for all or three. Taken off.")
    List<Double> mean = new ArrayList<>();

    @Option(
            names = "--deviation",
            split = ",",
            description =
                    "Likewise; divided by. 0.00392156862745098 (1/255) with a mean of 0 leaves bytes as they are.")
    List<Double> deviation = new ArrayList<>();

    @Option(names = "--colours", description = "rgb or bgr: which the network takes first (default: rgb).")
    @Nullable
    String colours;

    @Option(
            names = "--fit",
            description =
                    "stretch, letterbox, letterbox-corner (the bar to the right or below) or crop: what becomes of an"
                            + " image of other proportions than the network's (default: stretch). Bars are of the grey 114.")
    @Nullable
    String fit;

    @Option(
            names = "--shape",
            paramLabel = "SIDES",
            split = ",",
            description = "Of the input with its batch, such as 1,3,416,416, where the network leaves sides open and"
                    + " --input does not say.")
    long[] shape = {};

    @Option(names = "--name", description = "Of the bundle, for people (default: a bundle's own, else the file's).")
    @Nullable
    String name;

    @Option(names = "--untrained", description = "The weights were never learned: everything shown says so.")
    boolean untrained;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder of the bundle.")
    Path out = Path.of("bundle");

    @Option(names = "--force", description = "Replace the folder of --out.")
    boolean force;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        @Nullable ModelBundle opened = Files.isDirectory(model) ? ModelBundle.load(model) : null;
        @Nullable BundleManifest own = opened == null ? null : opened.manifest();
        if (own != null && own.graft() != null) {
            throw new IllegalArgumentException(
                    model + ": expected a bundle whose network puts out its layers, got one that is grafted already");
        }
        Path file = opened == null ? model : opened.network();
        @Nullable InputGeometry declared = declared(own);
        long @Nullable [] given = shape.length == 0 ? null : shape;
        InspectedNetwork network = inspected(file, declared, given);
        List<FeatureBlock> chosen = blocks(network, own);
        InputGeometry geometry = declared == null ? image(network) : declared;
        try (OutputFolder output = OutputFolder.at(out, force)) {
            BundleManifest described = description(network, own, geometry, chosen);
            ModelBundle written = Graft.write(network, described, output.building());
            output.finish();
            report(network, written.manifest());
        }
        return 0;
    }

    private static InspectedNetwork inspected(Path file, @Nullable InputGeometry declared, long @Nullable [] given)
            throws IOException {
        try {
            return InspectedNetwork.of(file, declared == null ? given : withBatch(declared));
        } catch (IOException e) {
            throw declared == null
                    ? e
                    : new IOException(
                            e.getMessage() + "; what --input declares makes " + Arrays.toString(withBatch(declared))
                                    + " of a frame",
                            e);
        }
    }

    private BundleManifest description(
            InspectedNetwork network, @Nullable BundleManifest own, InputGeometry geometry, List<FeatureBlock> chosen) {
        LayerEntropy kind = entropy != null ? entropy : own == null ? LayerEntropy.RADIUS : own.entropy();
        boolean same = own != null
                && own.blocks().equals(chosen)
                && own.entropy() == kind
                && own.input().equals(geometry);
        String file = Objects.requireNonNull(network.file().getFileName()).toString();
        return new BundleManifest(
                BundleManifest.FORMAT_VERSION,
                name != null ? name : own == null ? file.replaceFirst("\\.onnx$", "") : own.name(),
                BundleManifest.ONNX_RUNTIME,
                own == null ? "model.onnx" : own.network(),
                geometry,
                chosen,
                kind,
                Graft.outputs(kind, minLayers),
                own == null ? null : own.head(),
                own != null && same ? own.calibrations() : new TreeMap<>(),
                own != null
                        ? own.provenance()
                        : new Provenance(
                                "fogbell graft of " + file,
                                0,
                                !untrained,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                new TreeMap<>()),
                "");
    }

    private List<FeatureBlock> blocks(InspectedNetwork network, @Nullable BundleManifest own) {
        if (blocks == null && own != null) {
            return own.blocks();
        }
        return blocks == null || blocks.equals(AUTO) ? network.blocks(minLayers) : network.blocks(blocks, minLayers);
    }

    /** Null where the network has to say how large an image is. */
    private @Nullable InputGeometry declared(@Nullable BundleManifest own) throws IOException {
        boolean image = !mean.isEmpty() || !deviation.isEmpty() || colours != null || fit != null;
        if (input != null && image) {
            throw new IllegalArgumentException(
                    "--input: expected it, or --mean, --deviation, --colours and --fit, got both");
        }
        if (input != null) {
            boolean json = input.strip().startsWith("{");
            return ModelBundle.parseInput(
                    json ? input : Files.readString(Path.of(input)), "--input" + (json ? "" : " " + input));
        }
        if (own != null && !image) {
            return own.input();
        }
        return null;
    }

    private static long[] withBatch(InputGeometry geometry) {
        long[] shape = new long[geometry.shape().size() + 1];
        shape[0] = 1;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = geometry.shape().get(i - 1);
        }
        return shape;
    }

    private ImageGeometry image(InspectedNetwork network) {
        List<Long> shape = network.inputs().get(0).shape();
        if (mean.isEmpty() || deviation.isEmpty()) {
            throw new IllegalArgumentException("--input: expected how a frame becomes the network's input, got "
                    + (mean.isEmpty() && deviation.isEmpty() ? "nothing" : "only one of --mean and --deviation") + "; "
                    + InputAdvice.of(shape));
        }
        boolean planes = shape.size() == 4 && shape.get(1) == 3;
        if (!planes && !(shape.size() == 4 && shape.get(3) == 3)) {
            throw new IllegalArgumentException(
                    "--mean: expected a network of images, 1 x 3 x rows x columns or 1 x rows x"
                            + " columns x 3, got an input of " + NetworkText.shape(shape) + "; give --input");
        }
        boolean bgr = "bgr".equals(colours);
        if (colours != null && !bgr && !colours.equals("rgb")) {
            throw new IllegalArgumentException("--colours: expected rgb or bgr, got '" + colours + "'");
        }
        ImageGeometry.Layout layout = planes
                ? bgr ? ImageGeometry.Layout.BGR_PLANES : ImageGeometry.Layout.RGB_PLANES
                : bgr ? ImageGeometry.Layout.BGR_PIXELS : ImageGeometry.Layout.RGB_PIXELS;
        int rows = Math.toIntExact(shape.get(planes ? 2 : 1));
        int columns = Math.toIntExact(shape.get(planes ? 3 : 2));
        return new ImageGeometry(columns, rows, three(mean), three(deviation), layout, fit(), null);
    }

    private ImageGeometry.@Nullable Fit fit() {
        if (fit == null) {
            return null;
        }
        for (ImageGeometry.Fit known : ImageGeometry.Fit.values()) {
            if (known.name().equals(fit.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "--fit: expected stretch, letterbox, letterbox-corner or crop, got '" + fit + "'");
    }

    private static List<Double> three(List<Double> values) {
        return values.size() == 1 ? Collections.nCopies(3, values.get(0)) : values;
    }

    private void report(InspectedNetwork network, BundleManifest bundle) {
        PrintWriter text = spec.commandLine().getOut();
        text.printf(
                Locale.ROOT,
                "%s: %s, %s entropies of %d layers in %d blocks, %s%n",
                out,
                bundle.label(),
                bundle.entropy().name().toLowerCase(Locale.ROOT),
                bundle.blocks().stream()
                        .mapToInt(block -> block.layers().size())
                        .sum(),
                bundle.blocks().size(),
                Objects.requireNonNull(bundle.graft()).batches() ? "any number of frames a run" : "one frame a run");
        text.print(NetworkText.blocks(network, bundle.blocks()));
        if (Objects.requireNonNull(bundle.graft()).pooled() != null) {
            text.println(
                    "the mean of each channel of the blocks' last layers leaves it too: calibrated, that is the feature"
                            + " pooled_distance");
        }
        List<String> shortBlocks = bundle.blocks().stream()
                .filter(block -> block.layers().size() < Eloss.MIN_LAYERS)
                .map(FeatureBlock::name)
                .toList();
        if (!shortBlocks.isEmpty()) {
            text.println(
                    "no Eloss comes from " + String.join(", ", shortBlocks) + ": two entropies make one step, which has"
                            + " no variance"
                            + (shortBlocks.size() == bundle.blocks().size()
                                    ? ". Eloss is always 0: only a calibrated bundle can be judged, by the profile"
                                    : "; the profile has them"));
        }
        if (bundle.calibrations().isEmpty()) {
            text.println("next: fogbell calibrate --bundle " + out + " --data DIR --sensor-type TYPE");
        }
        text.flush();
    }
}
