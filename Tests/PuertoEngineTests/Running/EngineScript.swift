import PuertoCore
import Synchronization

@testable import PuertoEngine

/// An engine that answers one command after the other and keeps what it was asked.
final class EngineScript: Sendable {
    private let answers: Mutex<[ProcessRunner.Ended]>
    let asked = Mutex<[String]>([])

    init(_ answers: [ProcessRunner.Ended]) { self.answers = Mutex(answers) }

    var engine: ContainerEngine {
        let runner = ProcessRunner { command, line in
            let words = command.arguments.filter { !$0.contains("{") }
            self.asked.withLock { $0.append(words.joined(separator: " ")) }
            let answer = try self.answers.withLock { answers in
                guard !answers.isEmpty else { throw PuertoError(.io, "asked too often") }
                return answers.removeFirst()
            }
            for text in answer.errors { line(text) }
            return answer
        }
        return ContainerEngine(
            docker: DockerCommand(), compose: ComposeCommand(words: ["docker-compose"]),
            version: "20.10.24", runner: runner)
    }
}
