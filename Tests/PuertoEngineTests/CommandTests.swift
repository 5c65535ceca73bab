import PuertoEngine
import Testing

@Suite struct CommandTests {
    @Test func aCommandIsWrittenAsAShellWouldTakeIt() {
        let command = Command("docker", ["ps", "--filter", "name=it's", ""], patience: 1)
        #expect(command.description == "docker ps --filter 'name=it'\\''s' ''")
    }
}
