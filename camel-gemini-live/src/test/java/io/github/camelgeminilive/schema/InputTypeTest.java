package io.github.camelgeminilive.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.ClassPathWithout;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A class as the arguments of a function. */
class InputTypeTest {

    private static final Map<String, Object> ARGS =
            Map.of("guests", 4, "name", "Ada", "when", "2026-12-31", "contact", Map.of("mail", "ada@example.org"));

    /** Says no to what Bean Validation has no word for. */
    public record Even(int number) {
        public Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("secret: odd");
            }
        }
    }

    /** Can't be made by anybody else. */
    public static final class Sealed {
        private final String text;

        private Sealed(String text) {
            this.text = text;
        }

        public static Sealed make() {
            return new Sealed("by hand");
        }

        public String getText() {
            return text;
        }
    }

    private static Map<String, Object> map(String json) throws Exception {
        return new ObjectMapper().readValue(json.replace('\'', '"'), new TypeReference<>() {});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            guests   | {'type': 'integer', 'format': 'int32', 'minimum': 1, 'maximum': 12}
            name     | {'type': 'string', 'minLength': 1, 'maxLength': 40, 'pattern': '\\\\S'}
            when     | {'type': 'string', 'format': 'date', 'description': 'The day of arrival'}
            until    | {'type': 'string', 'format': 'local date and time, such as 2026-12-31T18:30:00'}
            stay     | {'type': 'string', 'format': 'duration'}
            note     | {'type': ['string', 'null']}
            area     | {'type': 'string', 'enum': ['inside', 'on the terrace']}
            code     | {'type': 'string', 'pattern': '^(?:[A-Z]{3})$'}
            extras   | {'type': 'object', 'additionalProperties': {'type': 'integer', 'format': 'int32'}}
            """)
    void annotationsOfJacksonAndBeanValidationCount(String name, String expected) throws Exception {
        Map<?, ?> properties = (Map<?, ?>) new InputType(Booking.class).schema().get("properties");

        assertThat(properties.get(name)).isEqualTo(map(expected));
    }

    @Test
    void partsAreNestedAndWhatNobodyCanSetIsNoArgument() throws Exception {
        Map<String, Object> schema = new InputType(Booking.class).schema();
        Map<?, ?> properties = (Map<?, ?>) schema.get("properties");

        assertThat(schema.get("description")).isEqualTo("Books a table.");
        assertThat(properties.containsKey("internal")).isFalse();
        assertThat(properties.get("dishes"))
                .isEqualTo(map("{'type': 'array', 'minItems': 1, 'maxItems': 3, 'items': {'type': 'object',"
                        + " 'properties': {'dish': {'type': 'string'}, 'price': {'type': 'number', 'format': 'double'}},"
                        + " 'required': ['price']}}"));
        assertThat(properties.get("contact"))
                .isEqualTo(map("{'type': 'object', 'properties': {'mail': {'type': 'string'},"
                        + " 'tries': {'type': 'integer', 'format': 'int32'}}}"));
        // primitive components of records, @NotNull and its kin, @JsonProperty(required = true)
        assertThat(schema.get("required"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactlyInAnyOrder("guests", "name", "when", "contact");
    }

    @Test
    void argumentsBecomeAnInstance() throws Exception {
        Booking booking = (Booking) new InputType(Booking.class).read(ARGS);

        assertThat(booking.day()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(booking.note()).isEmpty();
        assertThat(booking.contact().getMail()).isEqualTo("ada@example.org");
        assertThat(booking.contact().getTries()).isEqualTo(3);

        Map<String, Object> all = map("{'guests': 1, 'name': 'B', 'when': '2026-01-02', 'until': '2026-01-02T18:30',"
                + " 'stay': 'PT2H', 'note': 'N', 'area': 'on the terrace', 'dishes': [{'dish': 'Soup', 'price': 4}],"
                + " 'extras': {'candles': 2}, 'contact': {'mail': null, 'tries': null}}");
        Booking full = (Booking) new InputType(Booking.class).read(all);

        assertThat(full.area()).isEqualTo(Booking.Area.TERRACE);
        assertThat(full.note()).contains("N");
        assertThat(full.stay()).hasHours(2);
        assertThat(full.dishes()).containsExactly(new Booking.Dish("Soup", 4));
        assertThat(full.contact().getMail()).as("null keeps the default").isEqualTo("none");
        assertThat(full.contact().getTries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {'when': 'canary'}                        | argument 'when'
            {'dishes': [{'price': 1}, {'price': []}]} | argument 'dishes[1].price'
            {'extras': {'candles': 'canary'}}         | argument 'extras.candles'
            {'guests': 2.5}                           | argument 'guests'
            {'area': 'cellar'}                        | argument 'area'
            {'contact': 'canary'}                     | argument 'contact'
            """)
    void whatDoesNotBecomeAnInstanceIsSaidWithoutAWordOfJava(String args, String words) {
        InputType type = new InputType(Booking.class);

        assertThatExceptionOfType(InputType.MismatchException.class)
                .isThrownBy(() -> type.read(map(args)))
                .satisfies(e -> assertThat(e.words())
                        .isEqualTo("The arguments do not fit: " + words
                                + " has a value that is not accepted. Nothing was carried out."))
                .withNoCause();
    }

    @Test
    void aConstructorMaySayNoAndItsWordsStayHere() {
        assertThatExceptionOfType(InputType.MismatchException.class)
                .isThrownBy(() -> new InputType(Even.class).read(Map.of("number", 3)))
                .withMessage("The arguments do not fit: they are not accepted together. Nothing was carried out.");
    }

    @ParameterizedTest
    @ValueSource(classes = {int.class, String[].class, Booking.Area.class, Map.class, Object.class, Sealed.class})
    void whatIsNoRecordAndNoBeanIsRefused(Class<?> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InputType(type))
                .withMessageContaining(type.getName());
    }

    @Test
    void beanValidationNeedNotBeThere() throws Exception {
        try (ClassPathWithout there = new ClassPathWithout("jakarta.validation-api")) {
            Class<?> type = there.load(InputType.class);
            Object made = type.getConstructor(Class.class).newInstance(there.load(Booking.class));
            Map<?, ?> schema = (Map<?, ?>) type.getMethod("schema").invoke(made);

            assertThat(((Map<?, ?>) schema.get("properties")).get("code")).isEqualTo(Map.of("type", "string"));
            assertThat(schema.get("required")).isEqualTo(List.of("guests", "when"));
        }
    }
}
