package io.github.camelgeminilive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelgeminilive.emulator.Frame;
import io.github.camelgeminilive.emulator.LiveEmulator;
import io.github.camelgeminilive.emulator.script.Scenario;
import io.github.camelgeminilive.mcp.McpServers;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tools of an MCP server, which is a process of its own, are functions of an agent. */
class McpToolsTest extends LiveRouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> NONE = Map.of();

    private final McpServers servers = new McpServers();

    /** Counts for the first request too, and so for the start of the process. */
    private volatile Duration requestTimeout = Duration.ofSeconds(60);

    @Override
    LiveEmulator.Builder emulatorSettings() {
        return LiveEmulator.builder()
                .scenario(Scenario.create()
                        .onText("sum")
                        .anytime()
                        .callTool("add", Map.of("a", 2, "b", 3))
                        .say("It is {{add.sum}}{{add.output}}.")
                        .onText("half")
                        .anytime()
                        .callTool("add", Map.of("a", 2))
                        .say("{{add.status}}: {{add.reason}}")
                        .onText("fail")
                        .anytime()
                        .callTool("failing", NONE)
                        .say("{{failing.status}}, {{failing.retryable}}: {{failing.reason}}")
                        .onText("wait")
                        .anytime()
                        .callTool("slow", NONE)
                        .say("{{slow.status}}")
                        .onText("kill")
                        .anytime()
                        .callTool("die", NONE)
                        .say("{{die.status}}, {{die.retryable}}")
                        .onText("learn")
                        .anytime()
                        .callTool("learn", NONE)
                        .say("{{learn.output}}"));
    }

    @Override
    void configure(GeminiLiveConfiguration configuration) {
        // a server on a busy machine takes its time to start
        configuration.setConnectTimeout(60_000);
        configuration.setToolTimeout(10_000);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getRegistry().bindAsPrototype("sums", McpClient.SyncSpec.class, () -> servers.spec(requestTimeout));
        return created;
    }

    @AfterEach
    void noServerStays() {
        context.stop();
        await("the end of all servers", () -> servers.alive() == 0);
        assertThat(servers.started()).isPositive();
    }

    private void bob() throws Exception {
        routes(rb -> rb.from("direct:ask").to("gemini-live:bob?mcpClients=#sums"));
    }

    private String ask(String text) {
        return template.requestBody("direct:ask", text, String.class);
    }

    private List<String> declared(int connection) {
        Frame setup = emulator().connection(connection).takeFrame("setup", PATIENCE);
        List<String> names = new ArrayList<>();
        setup.at("/setup/tools/0/functionDeclarations")
                .forEach(function -> names.add(function.path("name").asText()));
        return names;
    }

    @Test
    void theModelCallsAToolAndSpeaksOfItsResult() throws Exception {
        bob();
        assertThat(ask("sum")).isEqualTo("It is 5(no such field).");
        assertThat(servers.started()).isEqualTo(1);
    }

    @Test
    void declaredAreTheToolsWhoseSchemasCanBeToldAndHealthNamesTheOthers() throws Exception {
        bob();
        ask("sum");
        Frame setup = emulator().connection(1).takeFrame("setup", PATIENCE);
        JsonNode functions = setup.at("/setup/tools/0/functionDeclarations");
        assertThat(functions.findValuesAsText("name"))
                .contains("add", "book", "die", "failing", "learn", "picture", "release", "slow")
                .doesNotContain("walk_tree");
        assertThat(functions.get(1)).isEqualTo(JSON.readTree("""
                {"name": "book", "description": "Does book", "parameters": {
                   "type": "OBJECT",
                   "properties": {
                     "guest": {"type": "OBJECT", "properties": {"name": {"type": "STRING"}}, "required": ["name"]},
                     "note": {"type": "STRING", "description": "Wishes", "nullable": true},
                     "room": {"anyOf": [
                       {"type": "STRING", "enum": ["garden"]}, {"type": "STRING", "enum": ["street"]}]}},
                   "required": ["guest"]}}"""));
        assertThat(agent("bob").missingTools())
                .singleElement()
                .asString()
                .contains("walk_tree", "MCP client sums", "refers to itself by #/$defs/node");
    }

    @Test
    void argumentsAreCheckedBeforeTheServerSeesThem() throws Exception {
        bob();
        assertThat(ask("half"))
                .isEqualTo(
                        "invalid_arguments: The arguments do not fit: argument 'b' is missing. Nothing was carried out.");
    }

    @Test
    void whatTheServerSaysOfAFailureReachesTheModel() throws Exception {
        bob();
        assertThat(ask("fail")).isEqualTo("failed, true: The date is in the past.");
    }

    @Test
    void aToolThatTakesTooLongIsAnsweredInTime() throws Exception {
        component().getConfiguration().setToolTimeout(500);
        bob();
        assertThat(ask("wait")).isEqualTo("timeout");
    }

    @Test
    void aServerThatDiesIsAnErrorAndAnotherTakesItsPlace() throws Exception {
        // only time tells that it is dead
        requestTimeout = Duration.ofSeconds(8);
        bob();
        assertThat(ask("kill")).isEqualTo("timeout, false");
        await("another server", () -> servers.started() >= 2);
        await(
                "its tools",
                () -> component().tools().find("bob", "add") != null
                        && component().tools().find("bob", "add").available());
        assertThat(ask("sum")).startsWith("It is 5");
        await("the end of the first", () -> servers.alive() == 1);
    }

    @Test
    void aToolThatTheServerLearnsIsDeclaredOnTheNextConnection() throws Exception {
        bob();
        assertThat(ask("learn")).isEqualTo("learned");
        assertThat(declared(1)).doesNotContain("multiply");
        await("the new tool", () -> component().tools().find("bob", "multiply") != null);
        open("bob", "second");
        assertThat(declared(2)).contains("add", "multiply");
    }

    @Test
    void aSetMayNameToolsThatTheServerHasNotToldYet() throws Exception {
        bob();
        assertThat(send("gemini-live:bob?operation=open", null, Map.of(GeminiLiveConstants.TOOL_SET, "add"))
                        .getException())
                .isNull();
        assertThat(declared(1)).containsExactly("add");
        assertThat(send(
                                "gemini-live:bob?operation=open&sessionId=late",
                                null,
                                Map.of(GeminiLiveConstants.TOOL_SET, "nothing"))
                        .getException())
                .hasMessageContaining("expected names of the agent's tools")
                .hasMessageContaining("nothing");
    }

    @Test
    void aRouteGoesBeforeAToolOfItsName() throws Exception {
        routes(rb -> {
            rb.from("direct:ask").to("gemini-live:bob?mcpClients=sums");
            rb.from("gemini-live:bob?tool=add&description=Adds&parameter.a=integer&parameter.b=integer")
                    .routeId("our-add")
                    .setBody(rb.constant(Map.of("sum", "six")));
        });
        assertThat(ask("sum")).startsWith("It is six");
        assertThat(declared(1)).containsOnlyOnce("add");
        assertThat(agent("bob").missingTools())
                .anySatisfy(problem -> assertThat(problem).contains("tool add of MCP client sums", "our-add"));
        context.getRouteController().stopRoute("our-add");
        assertThat(ask("sum")).startsWith("It is 5");
    }

    @Test
    void aClientOfTheApplicationIsUsedAndNotClosed() throws Exception {
        try (McpSyncClient client = servers.spec(Duration.ofSeconds(20)).build()) {
            client.initialize();
            context.getRegistry().bind("theirs", client);
            routes(rb -> rb.from("direct:ask").to("gemini-live:bob?mcpClients=#theirs"));
            assertThat(ask("sum")).startsWith("It is 5");
            context.stop();
            assertThat(client.listTools().tools()).isNotEmpty();
        }
    }

    @Test
    void anAgentWhoseServerDoesNotStartSpeaksWithoutIt() throws Exception {
        context.getRegistry()
                .bindAsPrototype(
                        "broken",
                        McpClient.SyncSpec.class,
                        () -> McpClient.sync(new StdioClientTransport(
                                        ServerParameters.builder("/no/such/program")
                                                .args("--key", KEY)
                                                .build(),
                                        McpJsonDefaults.getMapper()))
                                .initializationTimeout(Duration.ofSeconds(1)));
        routes(rb -> rb.from("direct:ask").to("gemini-live:bob?mcpClients=broken,sums"));
        assertThat(ask("sum")).startsWith("It is 5");
        assertThat(agent("bob").missingTools())
                .anySatisfy(problem -> assertThat(problem)
                        .contains("MCP client broken could not be asked: no answer in time")
                        .doesNotContain(KEY));
    }

    @Test
    void aBeanThatIsNoClientIsRefusedWithItsName() throws Exception {
        context.getRegistry().bind("clock", "not a client");
        routes(rb -> {
            rb.from("direct:ask").to("gemini-live:bob?mcpClients=#sums");
            rb.from("direct:none").to("gemini-live:none?mcpClients=#nobody");
            rb.from("direct:wrong").to("gemini-live:wrong?mcpClients=clock");
        });
        ask("sum");
        assertThat(failure(
                        IllegalArgumentException.class,
                        send("direct:none", "hi", Map.of()).getException()))
                .hasMessage(
                        "Option mcpClients: expected a bean of type McpSyncClient or McpClient.SyncSpec with the name"
                                + " nobody in the registry but there is none; the option takes names, with # before them or without,"
                                + " and not #bean:");
        assertThat(failure(
                        IllegalArgumentException.class,
                        send("direct:wrong", "hi", Map.of()).getException()))
                .hasMessage(
                        "Option mcpClients: expected bean clock to be a McpSyncClient or a McpClient.SyncSpec but was"
                                + " java.lang.String");
    }

    @Test
    void stoppedAndStartedAgainTheAgentHasItsToolsAgain() throws Exception {
        routes(rb -> rb.from("direct:ask").routeId("ask").to("gemini-live:bob?mcpClients=#sums"));
        ask("sum");
        context.getRouteController().stopRoute("ask");
        await("the end of the server", () -> servers.alive() == 0);
        context.getRouteController().startRoute("ask");
        assertThat(ask("sum")).startsWith("It is 5");
        assertThat(servers.started()).isEqualTo(2);
    }
}
