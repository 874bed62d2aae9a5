package org.fogbell.models.painting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.fogbell.models.perception.OnnxGraph;

/**
 * What is in a noisy image of a sentence: a U-Net whose every normalisation knows sentence and time. In: samples [N, 3, side,
 * side], timesteps [N] and words [N, tokens, textWidth]; out: the shape of the samples.
 */
/*
 * After Ho, Jain, Abbeel, arXiv 2006.11239, at half the image's sides and below: the first convolution halves them, and each
 * cell of the last gives four pixels. The way down is added to the way up, not put beside it, so that one width serves both.
 * Halves, quarters and eighths are called 0, 1 and 2.
 */
final class DenoisingNetwork extends AbstractBlock {
    static final String SAMPLE = "sample";
    static final String TIMESTEP = "timestep";
    static final String WORDS = "encoder_hidden_states";
    static final String DENOISED = "out_sample";

    private static final int COLOURS = 3;
    private static final int PIXELS_A_CELL = 4;
    /** More than are used, for the reason that is given in {@link GeneratorSize}. */
    private static final int HEAD_WIDTH = 16;

    private static final int WAVES = 32;
    private static final double LONGEST_WAVE = 10_000;

    private final GeneratorSize size;
    private final int side;
    private final Linear timeContext;
    private final Linear textContext;
    private final Linear context;
    private final Conv2d stem;
    private final ResidualUnit down0;
    private final Conv2d shrink0;
    private final ResidualUnit down1;
    private final Conv2d shrink1;
    private final ResidualUnit middle;
    private final AttentionUnit attention;
    private final ResidualUnit middleAgain;
    private final Conv2d grow1;
    private final ResidualUnit up1;
    private final Conv2d grow0;
    private final ResidualUnit up0;
    private final ModulatedNorm headNorm;
    private final Conv2d head;

    /** @param side of the images, a multiple of 8 */
    DenoisingNetwork(GeneratorSize size, int side) {
        this.size = size;
        this.side = side;
        int wide0 = size.widths().get(0);
        int wide1 = size.widths().get(1);
        int wide2 = size.widths().get(2);
        timeContext = addChildBlock("time", Layers.linear(size.contextWidth()));
        textContext = addChildBlock("text", Layers.linear(size.contextWidth()));
        context = addChildBlock("context", Layers.linear(size.contextWidth()));
        stem = addChildBlock("stem", Layers.convolution(wide0, 4, 2, 1));
        down0 = addChildBlock("down 0", new ResidualUnit(wide0));
        shrink0 = addChildBlock("shrink 0", Layers.convolution(wide1, 3, 2, 1));
        down1 = addChildBlock("down 1", new ResidualUnit(wide1));
        shrink1 = addChildBlock("shrink 1", Layers.convolution(wide2, 3, 2, 1));
        middle = addChildBlock("middle", new ResidualUnit(wide2));
        attention = addChildBlock("attention", new AttentionUnit(wide2));
        middleAgain = addChildBlock("middle again", new ResidualUnit(wide2));
        grow1 = addChildBlock("grow 1", Layers.convolution(wide1, 1, 1, 0));
        up1 = addChildBlock("up 1", new ResidualUnit(wide1));
        grow0 = addChildBlock("grow 0", Layers.convolution(wide0, 1, 1, 0));
        up0 = addChildBlock("up 0", new ResidualUnit(wide0));
        headNorm = addChildBlock("head norm", new ModulatedNorm(wide0));
        head = addChildBlock("head", Layers.silent(Layers.convolution(HEAD_WIDTH, 3, 1, 1)));
    }

    NDArray of(ParameterStore parameters, NDArray samples, NDArray times, NDArray words, boolean training) {
        NDArray known = context(parameters, times, words, training);
        NDArray half = down0.of(parameters, Layers.run(stem, parameters, samples, training), known, training);
        NDArray quarter = down1.of(parameters, Layers.run(shrink0, parameters, half, training), known, training);
        NDArray eighth = middle.of(parameters, Layers.run(shrink1, parameters, quarter, training), known, training);
        NDArray looked = attention.of(parameters, eighth, known, words, training);
        NDArray back = middleAgain.of(parameters, looked, known, training);
        NDArray grown1 = Layers.twice(Layers.run(grow1, parameters, back, training));
        NDArray back1 = up1.of(parameters, grown1.add(quarter), known, training);
        NDArray grown0 = Layers.twice(Layers.run(grow0, parameters, back1, training));
        NDArray back0 = up0.of(parameters, grown0.add(half), known, training);
        NDArray ready = Layers.silu(headNorm.of(parameters, back0, known, training));
        return pixels(Layers.run(head, parameters, ready, training));
    }

    private NDArray context(ParameterStore parameters, NDArray times, NDArray words, boolean training) {
        NDArray angles = times.reshape(-1, 1).mul(times.getManager().create(frequencies(), new Shape(1, WAVES)));
        NDArray waves = angles.cos().concat(angles.sin(), 1);
        NDArray both = Layers.run(timeContext, parameters, waves, training)
                .add(Layers.run(textContext, parameters, words.sum(new int[] {1}), training));
        return Layers.silu(Layers.run(context, parameters, Layers.silu(both), training));
    }

    private static float[] frequencies() {
        float[] frequencies = new float[WAVES];
        for (int i = 0; i < WAVES; i++) {
            frequencies[i] = (float) Math.exp(-Math.log(LONGEST_WAVE) * i / WAVES);
        }
        return frequencies;
    }

    /** Each cell's numbers as the colours of two rows of two pixels. */
    private NDArray pixels(NDArray cells) {
        Shape shape = cells.getShape();
        long samples = shape.get(0);
        long half = shape.get(2);
        return cells.get(":, 0:" + PIXELS_A_CELL * COLOURS)
                .reshape(samples, 2, 2, COLOURS, half, half)
                .transpose(0, 3, 4, 1, 5, 2)
                .reshape(samples, COLOURS, 2 * half, 2 * half);
    }

    /** @param tokens of every sentence */
    OnnxLayers export(int tokens) {
        OnnxGraph graph = new OnnxGraph("unet");
        OnnxLayers onnx = new OnnxLayers(graph);
        graph.input(SAMPLE, COLOURS, side, side);
        graph.input(TIMESTEP);
        graph.input(WORDS, tokens, size.textWidth());
        graph.output(DENOISED, COLOURS, side, side);
        int wide0 = size.widths().get(0);
        int wide1 = size.widths().get(1);
        int wide2 = size.widths().get(2);
        String known = exportContext(onnx);
        String begun = onnx.convolution("stem", SAMPLE, stem, 2, 1, wide0);
        String half = down0.export(onnx, "down0", begun, known, side / 2);
        String shrunk = onnx.convolution("shrink0", half, shrink0, 2, 1, wide1);
        String quarter = down1.export(onnx, "down1", shrunk, known, side / 4);
        String shrunkAgain = onnx.convolution("shrink1", quarter, shrink1, 2, 1, wide2);
        String eighth = middle.export(onnx, "middle", shrunkAgain, known, side / 8);
        String looked = attention.export(onnx, "attention", eighth, known, WORDS, side / 8);
        String back = middleAgain.export(onnx, "middle_again", looked, known, side / 8);
        String grown1 = onnx.twice("grown1", onnx.convolution("grow1", back, grow1, 1, 0, wide1));
        String back1 = up1.export(onnx, "up1", onnx.node("Add", "joined1", grown1, quarter), known, side / 4);
        String grown0 = onnx.twice("grown0", onnx.convolution("grow0", back1, grow0, 1, 0, wide0));
        String back0 = up0.export(onnx, "up0", onnx.node("Add", "joined0", grown0, half), known, side / 2);
        String ready = onnx.silu("ready", headNorm.export(onnx, "head_norm", back0, known, side / 2));
        String cells = onnx.convolution("head", ready, head, 1, 1, PIXELS_A_CELL * COLOURS);
        graph.node("DepthToSpace", DENOISED, List.of(cells), "blocksize", 2);
        return onnx;
    }

    private String exportContext(OnnxLayers onnx) {
        onnx.graph().tensor("frequencies", frequencies(), 1, WAVES);
        onnx.node("Mul", "angles", onnx.reshape("times", TIMESTEP, -1, 1), "frequencies");
        String cosines = onnx.node("Cos", "cosines", "angles");
        onnx.graph().node("Concat", "waves", List.of(cosines, onnx.node("Sin", "sines", "angles")), "axis", 1);
        onnx.graph().wholeNumbers("words_axis", 1);
        onnx.graph().node("ReduceSum", "sentence", List.of(WORDS, "words_axis"), "keepdims", 0);
        onnx.node(
                "Add",
                "both",
                onnx.linear("time_context", "waves", timeContext),
                onnx.linear("text_context", "sentence", textContext));
        return onnx.silu("known", onnx.linear("context", onnx.silu("context_in", "both"), context));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        return new NDList(of(parameters, inputs.get(0), inputs.get(1), inputs.get(2), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0]};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        long samples = inputs[0].get(0);
        Shape known = new Shape(samples, size.contextWidth());
        timeContext.initialize(manager, type, new Shape(samples, 2L * WAVES));
        textContext.initialize(manager, type, new Shape(samples, size.textWidth()));
        context.initialize(manager, type, known);
        Shape half = maps(samples, 0);
        Shape quarter = maps(samples, 1);
        Shape eighth = maps(samples, 2);
        stem.initialize(manager, type, inputs[0]);
        down0.initialize(manager, type, half, known);
        shrink0.initialize(manager, type, half);
        down1.initialize(manager, type, quarter, known);
        shrink1.initialize(manager, type, quarter);
        middle.initialize(manager, type, eighth, known);
        attention.initialize(manager, type, eighth, known, inputs[2]);
        middleAgain.initialize(manager, type, eighth, known);
        grow1.initialize(manager, type, eighth);
        up1.initialize(manager, type, quarter, known);
        grow0.initialize(manager, type, quarter);
        up0.initialize(manager, type, half, known);
        headNorm.initialize(manager, type, half, known);
        head.initialize(manager, type, half);
    }

    private Shape maps(long samples, int level) {
        long cells = side >> (level + 1);
        return new Shape(samples, size.widths().get(level), cells, cells);
    }
}
