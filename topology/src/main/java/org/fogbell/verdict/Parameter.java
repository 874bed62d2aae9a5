package org.fogbell.verdict;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares one job parameter where it is used: its default and its meaning. The key follows from the record's names. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
    /** The default, written as a user would type it; durations as {@code 10s}, {@code 250ms} or {@code 2m}. */
    String value();

    /** The unit of a plain number, for {@code --help}; empty where the type or the meaning says it. */
    String unit() default "";

    /** What the parameter does, one sentence without a final stop. */
    String meaning();
}
