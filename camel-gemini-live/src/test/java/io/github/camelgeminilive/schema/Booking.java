package io.github.camelgeminilive.schema;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments with every annotation that counts. */
@JsonClassDescription("Books a table.")
public record Booking(
        @Min(1) @Max(12) int guests,
        @NotBlank @Size(max = 40) String name,

        @JsonProperty(value = "when", required = true) @JsonPropertyDescription("The day of arrival")
        LocalDate day,

        @Nullable LocalDateTime until,
        @Nullable Duration stay,
        Optional<String> note,
        @Nullable Area area,
        @Pattern(regexp = "[A-Z]{3}") @Nullable String code,
        @Nullable @Size(min = 1, max = 3) List<Dish> dishes,
        @Nullable Map<String, Integer> extras,
        @NotNull Contact contact,
        @JsonIgnore @Nullable String internal) {

    /** A place; the model hears the words. */
    public enum Area {
        @JsonProperty("inside")
        INSIDE,
        @JsonProperty("on the terrace")
        TERRACE
    }

    /** A part. */
    public record Dish(String dish, double price) {}

    /** A bean with a default. */
    public static class Contact {
        private String mail = "none";
        private int tries = 3;
        private @Nullable Object cache;

        public String getMail() {
            return mail;
        }

        public void setMail(String mail) {
            this.mail = mail;
        }

        public int getTries() {
            return tries;
        }

        public void setTries(int tries) {
            this.tries = tries;
        }

        /** Makes the field used, which nobody can set. */
        public boolean known() {
            if (cache == null) {
                cache = mail;
            }
            return true;
        }
    }
}
