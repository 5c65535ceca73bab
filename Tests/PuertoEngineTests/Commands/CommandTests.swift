import PuertoEngine
import Testing

@Suite struct CommandTests {
    @Test(arguments: [
        (["ps", "--filter", "name=it's", ""], "docker ps --filter 'name=it'\\''s' ''"),
        (["a b", "$HOME", "`id`", "a\nb"], "docker 'a b' '$HOME' '`id`' 'a\nb'"),
        (["{{.Id}}", "ñ", ";"], "docker '{{.Id}}' 'ñ' ';'"),
        (["-_./:=@,+%aZ09"], "docker -_./:=@,+%aZ09"),
    ])
    func aCommandIsWrittenAsAShellWouldTakeIt(arguments: [String], text: String) {
        #expect(Command("docker", arguments, patience: 1).description == text)
    }

    @Test(arguments: [
        ("docker", ["stop", "aa"], "docker stop"), ("docker", ["--x", "rm"], "docker rm"),
        ("docker-compose", ["--project-name", "p", "up", "--detach"], "docker-compose up"),
        ("docker", ["compose", "--project-name", "p", "up"], "docker compose up"), ("sh", [], "sh"),
        ("sh", ["-c", "echo $0"], "sh"),
    ])
    func aMessageNamesItsVerb(program: String, arguments: [String], name: String) {
        #expect(Command(program, arguments, patience: 1).name == name)
    }
}
