package io.github.camelgeminilive;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a test that shows a row of the tables in section "The answer" of docs/tools.md. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AnswerRow {
    /** The first cell of the row, without backticks. */
    String value();
}
