package io.github.camelgeminilive.codec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as maps and lists, so that bytes are compared by content and a difference can be read. */
final class Plain {

    private Plain() {}

    static Object of(Object value) {
        if (value instanceof Record message) {
            return ofRecord(message);
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + Arrays.toString(bytes);
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(of(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(key, of(element)));
            return plain;
        }
        return value;
    }

    private static Map<String, Object> ofRecord(Record message) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("record", message.getClass().getSimpleName());
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            try {
                plain.put(component.getName(), of(component.getAccessor().invoke(message)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return plain;
    }
}
