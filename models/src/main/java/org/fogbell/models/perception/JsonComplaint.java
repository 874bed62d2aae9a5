package org.fogbell.models.perception;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a bundle's JSON in the words of its reader: key, what was expected, what came. */
final class JsonComplaint {
    private static final Pattern MISSING = Pattern.compile("Missing creator property '([^']*)'.*", Pattern.DOTALL);

    private JsonComplaint() {}

    static String of(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping
                ? where(mapping.getPath()) + what(mapping)
                : failure.getOriginalMessage();
    }

    /** As in {@code input.x_min_metres: }. */
    private static String where(List<JsonMappingException.Reference> path) {
        String keys = path.stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(key -> key != null)
                .collect(Collectors.joining("."));
        return keys.isEmpty() ? "" : keys + ": ";
    }

    private static String what(JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return "expected one of " + unknown.getKnownPropertyIds() + ", got a key of another name";
        }
        if (failure instanceof InvalidTypeIdException type) {
            @Nullable String id = type.getTypeId();
            return "expected \"kind\" to be one of " + kinds(type.getBaseType().getRawClass()) + ", got "
                    + (id == null ? "none" : "'" + id + "'");
        }
        if (failure instanceof InvalidFormatException value
                && value.getTargetType().isEnum()) {
            String names = Arrays.stream(value.getTargetType().getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            return "expected one of " + names + ", got '" + value.getValue() + "'";
        }
        if (failure instanceof ValueInstantiationException && failure.getCause() != null) {
            return String.valueOf(failure.getCause().getMessage());
        }
        Matcher missing = MISSING.matcher(failure.getOriginalMessage());
        return failure instanceof MismatchedInputException && missing.matches()
                ? "expected a value, got no such key"
                : failure.getOriginalMessage();
    }

    private static List<String> kinds(Class<?> base) {
        @Nullable JsonSubTypes kinds = base.getAnnotation(JsonSubTypes.class);
        return Stream.of(kinds == null ? new JsonSubTypes.Type[0] : kinds.value())
                .map(JsonSubTypes.Type::name)
                .toList();
    }
}
