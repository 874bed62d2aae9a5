package org.fogbell.bench.verdict;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the numbers and texts in a tree of plain objects: what a binary format without names would need. No object may
 * hold another twice.
 */
final class StateBytes {
    private static final Map<Class<?>, Integer> WIDTHS = Map.of(
            boolean.class,
            1,
            byte.class,
            1,
            short.class,
            2,
            char.class,
            2,
            int.class,
            4,
            float.class,
            4,
            long.class,
            8,
            double.class,
            8);

    private StateBytes() {}

    /** @throws IllegalAccessException where a field cannot be read: the classes of a JDK's modules */
    static long of(@Nullable Object value) throws IllegalAccessException {
        if (value == null) {
            return 0;
        }
        Class<?> type = value.getClass();
        if (value instanceof String text) {
            return text.length();
        }
        long bytes = 0;
        if (value instanceof List<?> list) {
            for (Object each : list) {
                bytes += of(each);
            }
            return bytes;
        }
        if (type.isArray()) {
            Integer width = WIDTHS.get(type.getComponentType());
            int length = Array.getLength(value);
            for (int i = 0; width == null && i < length; i++) {
                bytes += of(Array.get(value, i));
            }
            return width == null ? bytes : (long) width * length;
        }
        for (Class<?> declaring = type; declaring != Object.class; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    Integer width = WIDTHS.get(field.getType());
                    bytes += width == null ? of(field.get(value)) : width;
                }
            }
        }
        return bytes;
    }
}
