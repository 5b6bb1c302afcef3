package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelgeminilive.session.Failure.Code;
import io.github.camelgeminilive.transport.CloseReason;
import io.github.camelgeminilive.transport.CloseReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of protocol section 5, one row each: what a close means before setupComplete and after it. */
class CloseRulesTest {

    private static Code meaning(Kind kind, int code, String text, boolean beforeSetup) {
        return CloseRules.meaning(new CloseReason(kind, code, text, null), beforeSetup);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1000 | ''                                                         | FIX_CONFIGURATION | CONNECTION_LOST
            1000 | The operation was cancelled.                               | FIX_CONFIGURATION | CONNECTION_LOST
            1001 | ''                                                         | CONNECTION_LOST   | CONNECTION_LOST
            1007 | Request contains an invalid argument.                      | FIX_CONFIGURATION | CONNECTION_LOST
            1007 | Invalid JSON payload received. Unknown name "proactivity"  | FIX_CONFIGURATION | FIX_CONFIGURATION
            1007 | API key not valid. Please pass a valid API key.            | FIX_CREDENTIALS   | FIX_CREDENTIALS
            1007 | API key expired. Please renew the API key.                 | FIX_CREDENTIALS   | FIX_CREDENTIALS
            1007 | User location is not supported for the API use             | FIX_CONFIGURATION | FIX_CONFIGURATION
            1007 | Cannot extract voices from a non-audio request.            | FIX_CONFIGURATION | FIX_CONFIGURATION
            1007 | The audio content type (CONTENT_TYPE_AUDIO) is not supported for this model configuration. | FIX_CONFIGURATION | CONNECTION_LOST
            1007 | Thinking level must be specified for this model            | FIX_CONFIGURATION | FIX_CONFIGURATION
            1007 | Function response scheduling is not supported for this model | FIX_CONFIGURATION | FIX_CONFIGURATION
            1007 | Invalid session handle                                     | FIX_CONFIGURATION | CONNECTION_LOST
            1008 | models/x is not found for API version v1beta, or is not supported for bidiGenerateCon | FIX_CONFIGURATION | FIX_CONFIGURATION
            1008 | Publisher Model `projects/p` was not found or your project does not have access | FIX_CONFIGURATION | FIX_CONFIGURATION
            1008 | Method doesn't allow unregistered callers                  | FIX_CREDENTIALS   | FIX_CREDENTIALS
            1008 | BidiGenerateContent session not found                      | FIX_CONFIGURATION | CONNECTION_LOST
            1008 | Requested entity was not found.                            | FIX_CONFIGURATION | CONNECTION_LOST
            1008 | Operation is not implemented, or supported, or enabled.    | FIX_CONFIGURATION | CONNECTION_LOST
            1008 | The operation was aborted.                                 | FIX_CONFIGURATION | CONNECTION_LOST
            1008 | Request trace id: 1: application/json isn't supported      | FIX_CONFIGURATION | CONNECTION_LOST
            1009 | ''                                                         | FIX_CONFIGURATION | FIX_CONFIGURATION
            1011 | Internal error encountered.                                | CONNECTION_LOST   | CONNECTION_LOST
            1011 | Internal error occurred.                                   | CONNECTION_LOST   | CONNECTION_LOST
            1011 | Deadline expired before operation could complete.          | CONNECTION_LOST   | CONNECTION_LOST
            1011 | The service is currently unavailable.                      | CONNECTION_LOST   | CONNECTION_LOST
            1011 | You exceeded your current quota, please check your plan    | WAIT_AND_RETRY    | WAIT_AND_RETRY
            1011 | RESOURCE_EXHAUSTED                                         | WAIT_AND_RETRY    | WAIT_AND_RETRY
            1011 | Request trace id: 1, [ORIGINAL ERROR] generic::resource_exhausted: Maximum concurrent se | WAIT_AND_RETRY | WAIT_AND_RETRY
            1011 | x OVERLOADED_TOO_MANY_RETRIES_PER_REQUEST y                | WAIT_AND_RETRY    | WAIT_AND_RETRY
            1011 | Token has been used too many times                         | FIX_CREDENTIALS   | FIX_CREDENTIALS
            1011 | new_session_expire_time deadline exceeded                  | FIX_CREDENTIALS   | FIX_CREDENTIALS
            1012 | ''                                                         | CONNECTION_LOST   | CONNECTION_LOST
            1013 | ''                                                         | CONNECTION_LOST   | CONNECTION_LOST
            429  | anything                                                   | CONNECTION_LOST   | CONNECTION_LOST
            404  | anything                                                   | FIX_CONFIGURATION | CONNECTION_LOST
            """)
    void closedByTheServer(int code, String text, Code beforeSetup, Code later) {
        assertThat(meaning(Kind.CLOSED_BY_PEER, code, text, true)).isEqualTo(beforeSetup);
        assertThat(meaning(Kind.CLOSED_BY_PEER, code, text, false)).isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource({
        "400, FIX_CONFIGURATION",
        "401, FIX_CREDENTIALS",
        "403, FIX_CREDENTIALS",
        "404, FIX_CONFIGURATION",
        "407, FIX_CONFIGURATION",
        "408, WAIT_AND_RETRY",
        "429, WAIT_AND_RETRY",
        "500, WAIT_AND_RETRY",
        "502, WAIT_AND_RETRY",
        "503, WAIT_AND_RETRY",
        "301, FIX_CONFIGURATION"
    })
    void refusedAtTheDoor(int status, Code expected) {
        assertThat(meaning(Kind.REFUSED, status, "", true)).isEqualTo(expected);
    }

    @Test
    void aNetworkThatFailsIsWorthAnotherTry() {
        assertThat(meaning(Kind.LOST, 1006, "", true)).isEqualTo(Code.CONNECTION_LOST);
        assertThat(meaning(Kind.LOST, 1006, "", false)).isEqualTo(Code.CONNECTION_LOST);
        assertThat(meaning(Kind.UNREACHABLE, 0, "", true)).isEqualTo(Code.CONNECTION_LOST);
    }

    @Test
    void theWordsOfTheNetworkLibraryAreNotTheServersWords() {
        assertThat(meaning(Kind.UNREACHABLE, 0, "host x is not found", true)).isEqualTo(Code.CONNECTION_LOST);
    }

    @Test
    void aMessageOverTheLimitIsAMatterOfConfiguration() {
        assertThat(meaning(Kind.TOO_LARGE, 1009, "", false)).isEqualTo(Code.FIX_CONFIGURATION);
    }

    @Test
    void textsAreMatchedWithoutCaseAndHoweverTheyWereCut() {
        assertThat(meaning(Kind.CLOSED_BY_PEER, 1007, "api KEY not va", true)).isEqualTo(Code.FIX_CREDENTIALS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"FIX_CONFIGURATION", "FIX_CREDENTIALS", "WAIT_AND_RETRY", "CONNECTION_LOST"})
    void aFailureSaysWhatWasFoundAndWhatToDo(Code code) {
        Failure failure = CloseRules.failure(
                code,
                new CloseReason(Kind.CLOSED_BY_PEER, 1007, "because", null),
                3,
                TestSettings.of(F38).build());
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(F38, "connection 3", "1007", "because", "option");
    }
}
