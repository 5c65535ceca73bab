import PuertoCore
import Testing

@Suite struct ActorTests {
    /// These texts are in databases and sealed in histories: a version that writes others breaks
    /// what a reader searches for.
    @Test func theTextsThatAreRecorded() throws {
        let name = try Slug("ana")
        let texts: [Actor: String] = [
            .cli("ana"): "cli:ana", .web(name): "web:ana", .unknownLogin: "web:-",
            .hook(name): "hook:ana", .job("0123456789abcdef"): "job:01234567",
            .worker: "worker", .workerProcess("box/1/2/3/4"): "worker:box/1/2/3/4",
            .linkReader: "link:reader",
        ]
        for (actor, text) in texts {
            #expect(actor.text == text)
            #expect("\(actor)" == text)
        }
    }
}
