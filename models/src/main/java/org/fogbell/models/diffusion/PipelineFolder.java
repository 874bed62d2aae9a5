package org.fogbell.models.diffusion;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fogbell.models.perception.FileDigest;

/**
 * A pipeline at rest, in the layout that they are exported to for ONNX: {@code tokenizer/}, {@code text_encoder/},
 * {@code unet/}, {@code scheduler/} and, where the denoising network works on latents and not on pixels,
 * {@code vae_decoder/}.
 */
record PipelineFolder(Path folder, boolean hasDecoder) {
    private static final String INDEX = "model_index.json";
    private static final String DECODER = "vae_decoder";
    private static final String NETWORK = "model.onnx";
    private static final List<String> PARTS = List.of("tokenizer", "text_encoder", "unet", DECODER, "scheduler");

    /**
     * Looks whether every file is there. A pipeline without a decoder says so: {@code "vae_decoder": null} in
     * {@code model_index.json}.
     *
     * @throws IOException with each file that is missing
     */
    static PipelineFolder check(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException(
                    folder + ": expected the folder of a text-to-image pipeline, got no such folder");
        }
        boolean hasDecoder = !index(folder).isNothing(DECODER);
        PipelineFolder pipeline = new PipelineFolder(folder, hasDecoder);
        List<Path> missing = new ArrayList<>(pipeline.tokenizer().missing());
        for (Path file : Stream.of(
                        pipeline.network("text_encoder"),
                        pipeline.network("unet"),
                        pipeline.network(DECODER),
                        pipeline.scheduler())
                .toList()) {
            boolean wanted = hasDecoder || !file.equals(pipeline.network(DECODER));
            if (wanted && !Files.isRegularFile(file)) {
                missing.add(file);
            }
        }
        if (!missing.isEmpty()) {
            throw new FileNotFoundException(folder + ": expected a text-to-image pipeline in ONNX, and these files are"
                    + " missing: "
                    + missing.stream()
                            .map(file -> folder.relativize(file).toString())
                            .collect(Collectors.joining(", ")));
        }
        return pipeline;
    }

    /** What the pipeline says of itself; nothing where there is no such file. Not of its digest. */
    JsonFile index() throws IOException {
        return index(folder);
    }

    private static JsonFile index(Path folder) throws IOException {
        return JsonFile.readIfThere(folder.resolve(INDEX));
    }

    TokenizerFolder tokenizer() {
        return new TokenizerFolder(folder.resolve("tokenizer"));
    }

    Path network(String part) {
        return folder.resolve(part).resolve(NETWORK);
    }

    Path decoder() {
        return network(DECODER);
    }

    Path scheduler() {
        return folder.resolve("scheduler").resolve("scheduler_config.json");
    }

    /** What the part's network says of itself; nothing where there is no such file. */
    JsonFile config(String part) throws IOException {
        return JsonFile.readIfThere(folder.resolve(part).resolve("config.json"));
    }

    /**
     * SHA-256 in hex over names and content of all files of all parts, by whatever links they are reached: reads them all.
     *
     * @throws IOException also where a part has no files, or its links lead round in a circle
     */
    String digest() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String part : PARTS) {
            if (!part.equals(DECODER) || hasDecoder) {
                all.addAll(files(folder.resolve(part)));
            }
        }
        return FileDigest.sha256(folder, all);
    }

    private static List<Path> files(Path part) throws IOException {
        try (Stream<Path> all = Files.walk(part, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new FileNotFoundException(part + ": expected the files of a part of a pipeline, got none");
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
