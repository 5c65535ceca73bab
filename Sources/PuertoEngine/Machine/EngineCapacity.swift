/// The processors and the memory that the engine has for all containers.
package struct EngineCapacity: Hashable, Sendable {
    package let processors: Int
    /// MiB.
    package let memory: Int

    package init(processors: Int, memory: Int) {
        self.processors = processors
        self.memory = memory
    }

    /// Parses what `DockerCommand.capacity` prints; `nil` for anything else.
    init?(_ text: String) {
        let words = text.prefix { $0 != "\n" }.split(separator: "\t")
        guard words.count == 2, let processors = Int(words[0]), let bytes = Int(words[1]),
            processors > 0, bytes > 0
        else { return nil }
        self.init(processors: processors, memory: bytes >> 20)
    }
}
