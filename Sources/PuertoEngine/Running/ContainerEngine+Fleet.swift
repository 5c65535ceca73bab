package import PuertoCore
internal import Synchronization

extension ContainerEngine {
    /// Returns the services of each tenant of a workspace that the engine keeps up, by the number
    /// of the tenant's row. A container that restarts counts, and so does a paused one: somebody
    /// has paused it. One question for all tenants.
    package func keptUp(inWorkspace workspace: String) async throws -> [Int: Set<ServiceKind>] {
        var found: [Int: Set<ServiceKind>] = [:]
        for line in try await ask(docker.services(ofWorkspace: workspace)).split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3, let tenant = Int(parts[1]),
                let service = ServiceKind(rawValue: String(parts[2])),
                ["running", "restarting", "paused"].contains(parts[0])
            else { continue }
            found[tenant, default: []].insert(service)
        }
        return found
    }

    /// Tells whether a daemon that dies leaves its containers stopped, and could be told not to. In
    /// Swarm mode it cannot be told.
    package func lacksLiveRestore() async -> Bool {
        let answer = try? await ask(docker.liveRestore)
        return answer?.split(separator: "\n").first == "false\tinactive"
    }

    /// Returns the last line that a container has written; `nil` when it cannot be read.
    package func lastLine(of container: ContainerState) async -> String? {
        let last = Mutex<String?>(nil)
        let ended = try? await runner.run(docker.lastLines(of: container)) { line in
            guard !line.allSatisfy(\.isWhitespace) else { return }
            last.withLock { $0 = PuertoError.visible(line) }
        }
        guard ended?.status == 0 else { return nil }
        return last.withLock { $0 }
    }
}
