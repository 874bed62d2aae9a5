package org.fogbell.bench.detection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbered pieces of work, spread over threads of which each has its own tools; the results come in the order of the numbers. */
final class Workers {
    private Workers() {}

    /** Does its share of the numbers with tools that it opens and closes. */
    interface Worker<T> {
        List<Numbered<T>> work(Numbers numbers) throws IOException;
    }

    interface Piece<T> {
        T of(int number) throws IOException;
    }

    record Numbered<T>(int number, T result) {}

    /** The numbers that are left, for whoever takes the next. */
    static final class Numbers {
        private final AtomicInteger next = new AtomicInteger();
        private final int count;

        private Numbers(int count) {
            this.count = count;
        }

        <T> List<Numbered<T>> map(Piece<T> piece) throws IOException {
            List<Numbered<T>> results = new ArrayList<>();
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                results.add(new Numbered<>(number, piece.of(number)));
            }
            return results;
        }
    }

    /** The results of the numbers from 0 to below {@code count}. */
    static <T> List<T> each(int count, int workers, Worker<T> worker) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> new Thread(task, "detection"));
        try {
            Numbers numbers = new Numbers(count);
            List<Future<List<Numbered<T>>>> shares = new ArrayList<>();
            for (int i = 0; i < Math.min(workers, count); i++) {
                shares.add(threads.submit(() -> worker.work(numbers)));
            }
            List<Numbered<T>> all = new ArrayList<>();
            for (Future<List<Numbered<T>>> share : shares) {
                all.addAll(share.get());
            }
            return all.stream()
                    .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                    .map(Numbered::result)
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a worker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
