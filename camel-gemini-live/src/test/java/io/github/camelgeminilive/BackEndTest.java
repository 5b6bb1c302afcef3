package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of protocol sections 1.1 and 1.3, and which options go together. */
class BackEndTest {

    private static final Map<String, Consumer<GeminiLiveConfiguration>> CASES = Map.of(
            "key", c -> c.setApiKey("k"),
            "token", c -> c.setApiKey("auth_tokens/x"),
            "express",
                    c -> {
                        c.setVertexAi(true);
                        c.setApiKey("k");
                    },
            "vertex", c -> c.setProject("p"));

    private static GeminiLiveConfiguration options(String kind) {
        GeminiLiveConfiguration c = new GeminiLiveConfiguration();
        CASES.get(kind).accept(c);
        return c;
    }

    /** Sets options written as name=value, with spaces between them. */
    private static GeminiLiveConfiguration given(String text) {
        GeminiLiveConfiguration c = new GeminiLiveConfiguration();
        for (String option : text.split(" ", -1)) {
            String value = option.substring(option.indexOf('=') + 1);
            switch (option.substring(0, option.indexOf('='))) {
                case "apiKey" -> c.setApiKey(value);
                case "vertexAi" -> c.setVertexAi(Boolean.parseBoolean(value));
                case "project" -> c.setProject(value);
                case "location" -> c.setLocation(value);
                case "accessToken" -> c.setAccessToken(value);
                case "serviceAccountKey" -> c.setServiceAccountKey(value);
                case "credentials" -> c.setCredentials(() -> value);
                case "quotaProject" -> c.setQuotaProject(value);
                case "apiVersion" -> c.setApiVersion(value);
                case "host" -> c.setHost(value);
                default -> throw new IllegalArgumentException(option);
            }
        }
        return c;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apiKey=k                                     | wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent
            apiKey=k apiVersion=v1alpha                  | wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContent
            apiKey=auth_tokens/x                         | wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContentConstrained
            apiKey=auth_tokens/x apiVersion=v1alpha      | wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained
            vertexAi=true project=p                      | wss://aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            project=p location=global                    | wss://aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            project=p location=us                        | wss://aiplatform.us.rep.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            project=p location=eu                        | wss://aiplatform.eu.rep.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            project=p location=europe-west4              | wss://europe-west4-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            project=p location=us-central1 apiVersion=v1 | wss://us-central1-aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent
            vertexAi=true apiKey=k                       | wss://aiplatform.googleapis.com/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            apiKey=k host=proxy.example/gemini/          | wss://proxy.example/gemini/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent
            apiKey=k host=https://proxy.example:8443     | wss://proxy.example:8443/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent
            apiKey=auth_tokens/x host=ws://127.0.0.1:1   | ws://127.0.0.1:1/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContentConstrained
            project=p location=eu host=wss://proxy.example/a/b | wss://proxy.example/a/b/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            vertexAi=true apiKey=k host=http://localhost:1 | ws://localhost:1/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent
            host=ws://127.0.0.1:1                        | ws://127.0.0.1:1/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent
            """)
    void addressesOfSessions(String options, String address) {
        assertThat(BackEnd.of(given(options)).live()).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apiKey=k                                | https://generativelanguage.googleapis.com/v1beta/auth_tokens
            apiKey=k apiVersion=v1alpha             | https://generativelanguage.googleapis.com/v1alpha/auth_tokens
            apiKey=k host=ws://127.0.0.1:1/prefix   | http://127.0.0.1:1/prefix/v1beta/auth_tokens
            """)
    void addressesWhereTokensAreMade(String options, String address) {
        assertThat(BackEnd.of(given(options)).tokens()).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "key, gemini-3.8-live, models/gemini-3.8-live",
        "key, models/gemini-3.8-live, models/gemini-3.8-live",
        "key, tunedModels/mine, tunedModels/mine",
        "token, gemini-3.8-live, models/gemini-3.8-live",
        "vertex, gemini-3.8-live, projects/p/locations/global/publishers/google/models/gemini-3.8-live",
        "vertex, acme/talker, projects/p/locations/global/publishers/acme/models/talker",
        "vertex, publishers/acme/models/talker, projects/p/locations/global/publishers/acme/models/talker",
        "vertex, projects/q/locations/eu/publishers/google/models/m, projects/q/locations/eu/publishers/google/models/m",
        "vertex, models/m, models/m",
        "express, gemini-3.8-live, publishers/google/models/gemini-3.8-live",
        "express, acme/talker, publishers/acme/models/talker"
    })
    void namesOfModels(String kind, String model, String name) {
        assertThat(BackEnd.of(options(kind)).modelName(model)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"key, a..b", "key, a?b", "vertex, a&b", "vertex, ../x"})
    void namesThatWouldLeadElsewhereAreRefused(String kind, String model) {
        assertThatThrownBy(() -> BackEnd.of(options(kind)).modelName(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option model");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host=wss://generativelanguage.googleapis.com     | Option apiKey
            host=generativelanguage.googleapis.com:443       | Option apiKey
            vertexAi=true                                    | Option project
            vertexAi=true accessToken=secret                 | Option project
            apiKey=secret project=p                          | Options apiKey and project
            apiKey=secret vertexAi=true location=eu          | Options apiKey and location
            apiKey=secret vertexAi=true accessToken=secret   | Options apiKey and accessToken
            apiKey=secret vertexAi=true serviceAccountKey=f  | Options apiKey and serviceAccountKey
            apiKey=secret vertexAi=true quotaProject=q       | Options apiKey and quotaProject
            apiKey=auth_tokens/secret vertexAi=true          | Options apiKey and vertexAi
            apiKey=auth_tokens/secret project=p              | Options apiKey and project
            project=p accessToken=secret serviceAccountKey=f | Options accessToken and serviceAccountKey
            project=p accessToken=secret credentials=c       | Options accessToken and credentials
            project=p serviceAccountKey=f credentials=c      | Options serviceAccountKey and credentials
            apiKey=secret location=eu                        | Option location
            apiKey=secret accessToken=secret                 | Option accessToken
            apiKey=secret serviceAccountKey=f                | Option serviceAccountKey
            apiKey=secret credentials=c                      | Option credentials
            apiKey=secret quotaProject=q                     | Option quotaProject
            project=p apiVersion=v1alpha                     | Option apiVersion: expected v1beta1 or v1 for Vertex AI
            apiKey=secret apiVersion=v1                      | Option apiVersion: expected v1beta or v1alpha for the Gemini
            apiKey=secret apiVersion=1/../x                  | Option apiVersion
            project=p location=evil.example/x                | Option location
            project=p/../q                                   | Option project
            apiKey=secret host=wss://h/x?key=secret          | Option host
            apiKey=secret host=wss://secret@h                | Option host
            apiKey=secret host=joe:secret@h                  | Option host
            apiKey=secret host=wss://joe:secret%@h           | Option host
            apiKey=secret host=wss://joe:se?secret@h         | Option host
            apiKey=secret host=wss://joe:se/secret@h         | Option host
            apiKey=secret host=wss://h/%?key=secret          | Option host
            apiKey=secret host=ftp://h                       | Option host
            apiKey=secret host=ws://h.example                | allowInsecure
            """)
    void whatDoesNotGoTogetherIsRefusedByNameAndWithoutSecrets(String options, String named) {
        Throwable refused = catchThrowable(() -> BackEnd.of(given(options)));
        assertThat(refused).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(named);
        // with its causes, as a log prints it
        assertThat(Throwables.getStackTrace(refused)).doesNotContain("secret");
    }

    @Test
    void aVersionThatIsNewIsTakenAsItIs() {
        assertThat(BackEnd.of(given("project=p apiVersion=v2beta1")).live().getPath())
                .contains(".v2beta1.");
    }

    @Test
    void whoIsNotLetInIsToldWhatToDo() {
        assertThat(BackEnd.of(options("vertex")).credentialsHint())
                .contains("roles/aiplatform.user", "project p", "serviceAccountKey");
        assertThat(BackEnd.of(options("token")).credentialsHint()).contains("createToken");
        assertThat(BackEnd.of(options("key")).credentialsHint()).contains("apiKey");
        assertThat(BackEnd.of(options("express")).credentialsHint()).contains("apiKey", "express");
    }
}
