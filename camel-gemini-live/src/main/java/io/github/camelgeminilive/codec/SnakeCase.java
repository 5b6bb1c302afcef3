package io.github.camelgeminilive.codec;

/** The other spelling of field names that protobuf JSON allows: {@code model_turn} for {@code modelTurn}. */
final class SnakeCase {

    private SnakeCase() {}

    /** The name in camelCase; the same object where it has no underscore, which is nearly always. */
    static String toCamel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
