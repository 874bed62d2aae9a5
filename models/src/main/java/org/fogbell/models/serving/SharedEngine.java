package org.fogbell.models.serving;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.fogbell.models.perception.LoadedBundle;
import org.fogbell.models.perception.ModelBundle;
import org.fogbell.models.perception.PerceptionModel;
import org.fogbell.models.perception.ServingOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share in an engine of this process: a network that was loaded once, with its threads, its batches and its memory. All
 * who open the same bundle with the same options share one engine; it goes some time after the last of them, see {@link
 * EngineOptions#keepLoaded}. 'The process' means: of this class, so it is to be loaded by one class loader.
 */
public final class SharedEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedEngine.class);
    private static final SharedByKey<Key, Engine> ENGINES = new SharedByKey<>(SharedEngine::later, Engine::close);
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final EngineOptions options;
    private final Engine engine;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SharedEngine(EngineOptions options, Engine engine, Runnable release) {
        this.options = options;
        this.engine = engine;
        this.release = release;
    }

    /** The digest stands for the network and for how it is read; calibrations are the callers' own. */
    private record Key(String digest, EngineOptions options) {}

    private record Engine(MicroBatcher batcher, ByteBudget memory, Runnable release) {
        void close() {
            batcher.close();
            release.run();
        }
    }

    /**
     * Loads the network, unless it is there.
     *
     * @throws IllegalArgumentException when the engine cannot use the GPU that the options ask for, or when batches or
     *     memory are out of range; then nothing has been loaded
     * @throws IOException when the network is not what the bundle says, see {@link LoadedBundle#open}
     */
    public static SharedEngine open(ModelBundle bundle, EngineOptions options) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        int intraOpThreads = options.on("cpu", cores).intraOpThreads();
        String device = LoadedBundle.device(bundle.manifest(), new ServingOptions(options.device(), intraOpThreads));
        EngineOptions resolved = options.on(device, cores);
        Key key = new Key(bundle.manifest().digest(), resolved);
        Engine engine = ENGINES.acquire(key, () -> load(bundle, resolved));
        // A network whose last run failed is not kept for the next job, which starts because of that.
        return new SharedEngine(
                resolved,
                engine,
                () -> ENGINES.release(key, engine.batcher.isWell() ? resolved.keepLoaded() : Duration.ZERO));
    }

    /**
     * An engine that nobody else shares, over models that are there already; they are closed with it. The callers count the
     * frames' statistics, so those of the models go for nothing.
     */
    public static SharedEngine over(List<PerceptionModel> models, EngineOptions options) {
        EngineOptions resolved = options.on("cpu", models.size());
        Engine engine = new Limits(resolved).engine(models, () -> {});
        return new SharedEngine(resolved, engine, engine::close);
    }

    private static Engine load(ModelBundle bundle, EngineOptions options) throws IOException {
        Limits limits = new Limits(options);
        LoadedBundle loaded = LoadedBundle.open(bundle, options.serving());
        List<PerceptionModel> models = new ArrayList<>();
        try {
            for (int i = 0; i < options.workers(); i++) {
                models.add(
                        loaded.newModelWithoutStatistics(i == 0 ? warmUp(options) : new int[] {options.batchFrames()}));
            }
        } catch (RuntimeException e) {
            // The job is started again, and would not get this memory back.
            models.forEach(PerceptionModel::close);
            loaded.close();
            throw e;
        }
        LOG.info("loaded {}: {}", bundle.manifest().label(), options);
        return limits.engine(models, () -> {
            loaded.close();
            LOG.info("closed {}: {}", bundle.manifest().label(), options);
        });
    }

    /** What an engine is given to do at once. Refused, if at all, before there is a network or a thread to leave behind. */
    private record Limits(BatchRule batch, ByteBudget memory) {
        Limits(EngineOptions options) {
            this(options.batch(), new ByteBudget(options.maxBytes()));
        }

        Engine engine(List<PerceptionModel> models, Runnable release) {
            return new Engine(new MicroBatcher(batch, models, System::nanoTime), memory, release);
        }
    }

    /** A GPU's kernels are chosen anew for each size of a batch, which takes longer than many runs. */
    private static int[] warmUp(EngineOptions options) {
        return options.isGpu()
                ? IntStream.iterate(options.batchFrames(), size -> size > 0, size -> size - 1)
                        .toArray()
                : new int[] {options.batchFrames()};
    }

    /** An end of the engine for one thread, which waits there for its frames. Not to be used after the share is closed. */
    public PerceptionModel newModel() {
        return new SharedModel(engine.batcher);
    }

    /** What decoded frames may take, all callers together. */
    public ByteBudget memory() {
        return engine.memory;
    }

    /** What the engine was opened with, nothing left to derive. */
    public EngineOptions options() {
        return options;
    }

    /** Callers at once that keep every thread of the engine at work: a full batch each, and the next frame at hand. */
    public int callers() {
        return Math.multiplyExact(options.workers(), options.batchFrames() + 1);
    }

    /** Gives the share back. Closing twice does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the closing logs itself, and nobody waits for it
    private static void later(Runnable task, Duration after) {
        CLOCK.schedule(task, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor clock() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "fogbell-engines", 0, false);
            thread.setContextClassLoader(SharedEngine.class.getClassLoader());
            thread.setDaemon(true);
            return thread;
        });
    }
}
