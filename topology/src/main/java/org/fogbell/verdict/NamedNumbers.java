package org.fogbell.verdict;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by name where many have the same names: these are kept once, and a number takes eight bytes. A value that nobody changes,
 * equal to any other map that says the same.
 */
public final class NamedNumbers extends AbstractMap<String, Double> {
    private final Names names;
    private final double[] values;

    /** Names in the order in which they came, each once. */
    public static final class Names {
        private final String[] texts;
        private final Map<String, Integer> places = new HashMap<>();
        private Asked last = new Asked(new String[0], new int[0]);

        /** Where the names are that somebody asks for, who mostly asks for the same again; -1 for those that are not there. */
        private record Asked(String[] names, int[] places) {}

        /** @throws IllegalArgumentException where one comes twice */
        public Names(List<String> texts) {
            this.texts = texts.toArray(String[]::new);
            for (int i = 0; i < this.texts.length; i++) {
                if (places.put(this.texts[i], i) != null) {
                    throw new IllegalArgumentException("expected each name once, got '" + this.texts[i] + "' twice");
                }
            }
        }

        public int size() {
            return texts.length;
        }

        @SuppressWarnings("ReferenceEquality") // an array that is asked for again is the same one
        private int[] places(String[] wanted) {
            Asked known = last;
            if (known.names != wanted) {
                int[] found = new int[wanted.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = places.getOrDefault(wanted[i], -1);
                }
                known = new Asked(wanted, found);
                last = known;
            }
            return known.places;
        }
    }

    /** @param values one a name, in their order; owned by this */
    public NamedNumbers(Names names, double[] values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(
                    "expected a number for each of " + names.size() + " names, got " + values.length);
        }
        this.names = names;
        this.values = values;
    }

    /** The numbers of these names, in this order; NaN of those that are not there. */
    double[] row(String[] wanted) {
        int[] places = names.places(wanted);
        double[] row = new double[places.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = places[i] < 0 ? Double.NaN : values[places[i]];
        }
        return row;
    }

    @Override
    public @Nullable Double get(@Nullable Object name) {
        Integer place = names.places.get(name);
        return place == null ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return names.places.containsKey(name);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Set<Map.Entry<String, Double>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Double>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return values.length;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, Double>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Double> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("expected at most " + values.length + " numbers");
            }
            return new SimpleImmutableEntry<>(names.texts[next], values[next++]);
        }
    }
}
