package io.github.camelgeminilive.session;

import static io.github.camelgeminilive.session.TestSettings.F38;

import io.github.camelgeminilive.protocol.ClientMessage;
import io.github.camelgeminilive.protocol.ClientMessage.ContextUpdate;
import io.github.camelgeminilive.protocol.ClientMessage.RealtimeVideo;
import io.github.camelgeminilive.protocol.Content;
import java.util.List;
import java.util.Map;

/** Inputs of routes besides text and sound, and what becomes of them on the wire, for tests of the machine. */
final class ClientInputs {

    private ClientInputs() {}

    static FamilyInput family(String model) {
        return TestSettings.of(model).build().family();
    }

    static long turns(MachineDriver d, boolean complete, boolean reply, String... texts) {
        List<Content> contents = List.of(texts).stream().map(Content::user).toList();
        return d.send(Input.Kind.TURNS, family(F38).turns(contents, complete), "", reply);
    }

    static long picture(MachineDriver d, int number) {
        return d.send(Input.Kind.VIDEO, new RealtimeVideo("image/jpeg", new byte[] {(byte) number}), "", false);
    }

    static List<Integer> pictures(MachineDriver d) {
        return sent(d, RealtimeVideo.class).stream()
                .map(video -> (int) video.data()[0])
                .toList();
    }

    static <T extends ClientMessage> List<T> sent(MachineDriver d, Class<T> type) {
        return d.effects.stream()
                .filter(e -> e instanceof SessionEffect.Send send && type.isInstance(send.message()))
                .map(e -> type.cast(((SessionEffect.Send) e).message()))
                .toList();
    }

    static long update(MachineDriver d, String instruction, List<Object> tools) {
        Map<String, Object> content =
                instruction == null ? null : Map.of("parts", List.of(Map.of("text", instruction)));
        return d.send(Input.Kind.CONTEXT_UPDATE, new ContextUpdate(content, tools), "", false);
    }

    static MachineDriver toolsChanged(MachineDriver d, Object... tools) {
        return d.handle(new SessionEvent.ToolsChanged(List.of(tools)));
    }

    static MachineDriver reconnected(MachineDriver d) {
        d.closes(1006, "gone").forget();
        return d.seconds(1).opens();
    }
}
