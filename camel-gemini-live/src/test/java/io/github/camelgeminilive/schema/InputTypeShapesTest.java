package io.github.camelgeminilive.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.net.URL;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes as applications have them: the schema says what Jackson reads, or the class is refused. */
class InputTypeShapesTest {

    public enum Area {
        @JsonProperty("on the terrace")
        TERRACE,
        INSIDE
    }

    /** One text that is an object of its own. */
    public record Dish(String name) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public Dish {}
    }

    @SuppressWarnings("ArrayRecordComponent") // as applications have it
    public record Values(
            Area area,
            Currency currency,
            Locale language,
            URL page,
            Path file,
            YearMonth month,
            OptionalInt guests,
            Optional<String> note,
            byte[] picture,
            Byte floor,
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
            Dish dish,
            Animal animal) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    public sealed interface Animal permits Cat, Dog {}

    public record Cat(boolean indoors) implements Animal {}

    public record Dog(String leash) implements Animal {}

    public abstract static class Base {
        protected final String name;

        Base(String name) {
            this.name = name;
        }
    }

    public static final class Inherited extends Base {
        @JsonCreator
        public Inherited(@JsonProperty("name") String name) {
            super(name);
        }
    }

    @JsonDeserialize(builder = Built.Builder.class)
    public record Built(String dish) {
        public static final class Builder {
            private String dish = "";

            public Builder withDish(String value) {
                dish = value;
                return this;
            }

            public Built build() {
                return new Built(dish + "!");
            }
        }
    }

    public static final class Flag {
        private boolean isOpen;

        public boolean isOpen() {
            return isOpen;
        }

        public void setOpen(boolean open) {
            isOpen = open;
        }
    }

    public static final class Renamed {
        private final String dish;

        @JsonCreator
        public Renamed(@JsonProperty("meal") String meal) {
            dish = meal;
        }

        public String getDish() {
            return dish;
        }
    }

    public static final class Silent {
        private final String secret = String.valueOf(hashCode());

        @Override
        public String toString() {
            return secret;
        }
    }

    public static final class Failing {
        public static final int NUMBER = Integer.parseInt("none");

        public String text = "";
    }

    public interface Shape {
        String name();
    }

    public record HasShape(List<Shape> shapes) {}

    public record HasSilent(Silent silent) {}

    public record HasInner(List<Inner> inner) {}

    /** Needs the one around it. */
    @SuppressWarnings("ClassCanBeStatic")
    public final class Inner {
        public String text = "";
    }

    private static Map<String, Object> map(String json) throws Exception {
        return new ObjectMapper().readValue(json.replace('\'', '"'), new TypeReference<>() {});
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            area     | {'type': 'string', 'enum': ['on the terrace', 'INSIDE']}
            currency | {'type': 'string'}
            language | {'type': 'string'}
            page     | {'type': 'string'}
            file     | {'type': 'string'}
            month    | {'type': 'string', 'format': 'ISO 8601'}
            guests   | {'type': 'integer', 'format': 'int32'}
            picture  | {'type': 'string', 'format': 'base64'}
            floor    | {'type': 'integer'}
            day      | {'type': 'string', 'format': 'dd.MM.yyyy'}
            dish     | {'type': 'string'}
            """)
    void valuesAreDeclaredAsJacksonReadsThem(String name, String expected) throws Exception {
        Map<?, ?> properties = (Map<?, ?>) new InputType(Values.class).schema().get("properties");

        assertThat(properties.get(name)).isEqualTo(map(expected));
    }

    @Test
    void whatIsWrittenAsDeclaredIsRead() throws Exception {
        Values values = (Values) new InputType(Values.class)
                .read(map("{'area': 'on the terrace', 'currency': 'EUR', 'language': 'de', 'page': 'http://x.example',"
                        + " 'file': 'a.txt', 'month': '2026-12', 'guests': 3, 'note': null, 'picture': 'AQI=', 'floor': 2,"
                        + " 'day': '31.12.2026', 'dish': 'Soup', 'animal': {'kind': 'dog', 'leash': 'red'}}"));

        assertThat(values.area()).isEqualTo(Area.TERRACE);
        assertThat(values.currency()).isEqualTo(Currency.getInstance("EUR"));
        assertThat(values.month()).isEqualTo(YearMonth.of(2026, 12));
        assertThat(values.guests()).hasValue(3);
        assertThat(values.picture()).containsExactly(1, 2);
        assertThat(values.floor()).isEqualTo((byte) 2);
        assertThat(values.day()).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(values.dish()).isEqualTo(new Dish("Soup"));
        assertThat(values.animal()).isEqualTo(new Dog("red"));
    }

    @Test
    void anOptionalThatIsNullIsEmpty() throws Exception {
        Values values = (Values) new InputType(Values.class).read(map("{'note': null, 'guests': null}"));

        assertThat(values.note()).isEmpty();
        assertThat(values.guests()).isEmpty();
    }

    @Test
    void aFieldOfTheClassAboveIsSetByTheConstructorOfTheOneBelow() throws Exception {
        InputType type = new InputType(Inherited.class);

        assertThat(type.schema().get("properties")).isEqualTo(map("{'name': {'type': 'string'}}"));
        assertThat(((Inherited) type.read(Map.of("name", "Ada"))).name).isEqualTo("Ada");
    }

    @Test
    void whatABuilderSetsIsDeclared() throws Exception {
        InputType type = new InputType(Built.class);

        assertThat(type.schema().get("properties")).isEqualTo(map("{'dish': {'type': 'string'}}"));
        assertThat(type.read(Map.of("dish", "Soup"))).isEqualTo(new Built("Soup!"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Flag      | sets a property 'open'
            Renamed   | sets a property 'meal'
            Silent    | Jackson sets no
            HasSilent | Jackson sets no
            HasShape  | is abstract: name its classes by @JsonTypeInfo and @JsonSubTypes
            HasInner  | from its properties: give it a constructor without parameters
            Failing   | can not: java.lang.ExceptionInInitializerError
            """)
    void whatASchemaCanNotSayIsRefused(String name, String why) throws Exception {
        Class<?> type = Class.forName(
                getClass().getName() + "$" + name, false, getClass().getClassLoader());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InputType(type))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(classes = {HashMap.class, String.class, Integer.class, java.util.Date.class, Shape.class, Dish.class})
    void whatHasNoPropertiesIsRefused(Class<?> type) {
        assertThatIllegalArgumentException().isThrownBy(() -> new InputType(type));
    }
}
