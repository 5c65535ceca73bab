package import PuertoCore

extension ContainerEngine {
    /// Measures memory and processor of running containers with one question. Returns them by the
    /// container's id; one that tells nothing is left out.
    package func usage(of ids: [String]) async throws -> [String: Usage] {
        guard !ids.isEmpty else { return [:] }
        return EngineFigures.usage(try await ask(docker.stats(ids)))
    }

    /// Measures volumes and containers of a workspace. Returns them by the number that the engine's
    /// objects carry.
    package func disk(ofWorkspace workspace: String) async throws -> [Int: DiskFigure] {
        try EngineFigures.disk(try await ask(docker.diskUse), workspace)
    }

    /// Returns the free GiB on the disk of the engine, with the folder; `nil` when the engine does
    /// not tell, or its folder is not on this machine.
    package func freeDisk() async -> (folder: String, free: Int)? {
        guard let folder = await rootFolder() else { return nil }
        return (PuertoError.visible(folder), Machine.freeDisk(at: folder))
    }

    /// Returns the processors and the MiB of memory that the engine has; `nil` when it does not
    /// tell.
    package func capacity() async -> EngineCapacity? {
        guard let ended = try? await runner.run(docker.capacity, { _ in }), ended.status == 0
        else { return nil }
        return EngineCapacity(ended.output)
    }

    /// Returns the folder in which the engine keeps images and volumes; `nil` when the engine does
    /// not tell, or the folder is not on this machine.
    package func rootFolder() async -> String? {
        guard let ended = try? await runner.run(docker.rootFolder, { _ in }), ended.status == 0
        else { return nil }
        let folder = ended.output.split(separator: "\n").first.map(String.init) ?? ""
        return folder.hasPrefix("/") && Machine.isFolder(folder) ? folder : nil
    }
}

/// The figures that the engine prints for people.
enum EngineFigures {
    /// Parses lines of id, share (`12.34%`) and memory (`6.7MiB / 768MiB`).
    static func usage(_ text: String) -> [String: Usage] {
        var found: [String: Usage] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let used = parts[2].prefix { $0 != "/" }
            let share = parts[1].last == "%" ? Double(parts[1].dropLast()) : nil
            found[String(parts[0])] = Usage(
                memory: bytes(used).map { $0 >> 20 },
                processor: share.flatMap { Int(exactly: ($0 * 10).rounded()) })
        }
        return found
    }

    /// Parses a size: `0B`, `14.7kB`, `240MB` in powers of 1000, `6.7MiB` in powers of 1024.
    static func bytes(_ text: Substring) -> Int? {
        let text = text.filter { $0 != " " }
        let unit = text.drop { $0.isNumber || $0 == "." }
        guard let number = Double(text.prefix(text.count - unit.count)) else { return nil }
        let letters = ["B", "K", "M", "G", "T", "P"]
        guard unit.last == "B", let first = unit.first?.uppercased(),
            let power = letters.firstIndex(of: first)
        else { return nil }
        let base = unit.contains("i") ? 1024.0 : 1000.0
        return Int(exactly: (0..<power).reduce(number) { sum, _ in sum * base }.rounded())
    }
}
