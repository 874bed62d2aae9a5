package org.fogbell.topology;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.fogbell.verdict.Durations;
import org.fogbell.verdict.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link JobParameters}: arguments win over the environment, the environment over the file named by {@code
 * --config}, the file over the defaults. An unknown key is an error that names the nearest known one, whichever source
 * it came from.
 */
public final class ParameterSources {
    static final String ENVIRONMENT_PREFIX = "FOGBELL_";
    private static final String CONFIG_FILE = "config";

    /** Variables of the same prefix that other parts of the program read. */
    private static final List<String> OTHER_VARIABLES = List.of("FOGBELL_CONFIG", "FOGBELL_DATA", "FOGBELL_JVM");

    /** In the order of the records. Read once: each live policy is bound anew, and finding this out takes longer than the values. */
    private static final List<Group> GROUPS = declared();

    private static final Constructor<?> WHOLE = canonical(JobParameters.class);

    private record Group(RecordComponent component, Constructor<?> constructor, List<Declared> parameters) {}

    private record Declared(String key, Parameter parameter, RecordComponent component) {}

    private ParameterSources() {}

    /**
     * Merges the sources.
     *
     * @param arguments {@code --key value} or {@code --key=value}
     * @param environment as {@code System.getenv()}; only {@code FOGBELL_...} is read
     */
    public static JobParameters read(List<String> arguments, Map<String, String> environment) {
        Map<String, String> fromArguments = arguments(arguments);
        String file = fromArguments.remove(CONFIG_FILE);
        if (file == null) {
            file = environment.get("FOGBELL_CONFIG");
        }
        Map<String, String> merged = new LinkedHashMap<>();
        if (file != null) {
            merged.putAll(configuration(Path.of(file)));
        }
        merged.putAll(environment(environment));
        merged.putAll(fromArguments);
        return bind(merged);
    }

    /**
     * Of one file alone, and the defaults; an {@link IllegalArgumentException} names the file and the key.
     *
     * @throws IOException where it cannot be read
     */
    public static JobParameters read(Path file) throws IOException {
        try {
            return bind(file(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> configuration(Path file) {
        try {
            return file(file);
        } catch (IOException e) {
            throw new UncheckedIOException("--config: cannot read " + file + " as key = value lines", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--config " + file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> arguments(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new IllegalArgumentException("expected --key value, got '" + argument + "'");
            }
            int equals = argument.indexOf('=');
            if (equals > 0) {
                values.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.size()) {
                values.put(argument.substring(2), arguments.get(++i));
            } else {
                throw new IllegalArgumentException(argument + ": expected a value after it, got the end of the line");
            }
        }
        return values;
    }

    private static Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> known = new LinkedHashMap<>();
        keys().keySet().forEach(key -> known.put(environmentName(key), key));
        Map<String, String> values = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && !OTHER_VARIABLES.contains(name)) {
                String key = known.get(name);
                if (key == null) {
                    throw unknown(name, List.copyOf(known.keySet()));
                }
                values.put(key, value);
            }
        });
        return values;
    }

    static String environmentName(String key) {
        return ENVIRONMENT_PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> file(Path file) throws IOException {
        Properties properties = new EachOnce();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    /** Of a key that stands twice in a file, one value would be lost without a word. */
    private static final class EachOnce extends Properties {
        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            @Nullable Object before = super.put(key, value);
            if (before != null) {
                throw new IllegalArgumentException(key + ": expected once, got '" + before + "' and '" + value + "'");
            }
            return null;
        }
    }

    static JobParameters bind(Map<String, String> overrides) {
        Map<String, Parameter> keys = keys();
        for (String key : overrides.keySet()) {
            if (!keys.containsKey(key)) {
                throw unknown(key, List.copyOf(keys.keySet()));
            }
        }
        List<Object> groups = new ArrayList<>();
        for (Group group : GROUPS) {
            List<Object> values = new ArrayList<>();
            for (Declared declared : group.parameters) {
                String text = overrides.getOrDefault(declared.key, declared.parameter.value());
                values.add(parse(declared.key, text, declared.component.getType()));
            }
            groups.add(construct(group.constructor, values));
        }
        return (JobParameters) construct(WHOLE, groups);
    }

    static Map<String, String> unbind(JobParameters parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Group group : GROUPS) {
            Object groupValue = get(group.component, parameters);
            group.parameters.forEach(declared -> values.put(declared.key, format(get(declared.component, groupValue))));
        }
        return values;
    }

    static List<String> help() {
        List<String> lines = new ArrayList<>();
        keys().forEach((key, parameter) -> {
            String unit = parameter.unit().isEmpty() ? "" : " " + parameter.unit();
            lines.add(String.format(
                    Locale.ROOT, "  --%-30s %s [default: %s%s]", key, parameter.meaning(), parameter.value(), unit));
        });
        return lines;
    }

    /** Every key with its declaration, in the order of the records. */
    static Map<String, Parameter> keys() {
        Map<String, Parameter> keys = new LinkedHashMap<>();
        GROUPS.forEach(group -> group.parameters.forEach(declared -> keys.put(declared.key, declared.parameter)));
        return keys;
    }

    private static List<Group> declared() {
        List<Group> groups = new ArrayList<>();
        for (RecordComponent group : JobParameters.class.getRecordComponents()) {
            List<Declared> parameters = new ArrayList<>();
            for (RecordComponent component : group.getType().getRecordComponents()) {
                parameters.add(
                        new Declared(key(group, component), component.getAnnotation(Parameter.class), component));
            }
            groups.add(new Group(group, canonical(group.getType()), parameters));
        }
        return groups;
    }

    private static String key(RecordComponent group, RecordComponent component) {
        return kebab(group.getName()) + "." + kebab(component.getName());
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Object parse(String key, String text, Class<?> type) {
        try {
            if (type == int.class) {
                return Integer.parseInt(text.strip());
            } else if (type == double.class) {
                return Double.parseDouble(text.strip());
            } else if (type == Duration.class) {
                return Durations.parse(text);
            } else if (type == boolean.class) {
                return isTrue(text.strip());
            } else if (type.isEnum()) {
                return constant(type, text);
            }
            return text;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": expected a number, got '" + text + "'", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static boolean isTrue(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false, got '" + text + "'");
        }
        return text.equals("true");
    }

    private static Object constant(Class<?> type, String text) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(format(constant));
            if (format(constant).equals(text.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", names) + ", got '" + text + "'");
    }

    private static String format(Object value) {
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return value.toString();
    }

    private static Object get(RecordComponent component, Object owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Constructor<?> canonical(Class<?> record) {
        Class<?>[] types = Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return record.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("cannot build " + record, e);
        }
    }

    private static Object construct(Constructor<?> constructor, List<Object> values) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("cannot build " + constructor, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + constructor, e);
        }
    }

    private static IllegalArgumentException unknown(String name, List<String> known) {
        String nearest =
                Collections.min(known, Comparator.comparing(candidate -> LevenshteinDistance.getDefaultInstance()
                        .apply(name, candidate)));
        return new IllegalArgumentException("unknown parameter '" + name + "'; did you mean '" + nearest + "'?");
    }
}
