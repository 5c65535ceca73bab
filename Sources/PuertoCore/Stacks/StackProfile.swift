/// How much memory a stack's services may take.
package enum StackProfile: String, CaseIterable, Sendable, Codable {
    case small, normal
}

extension StackProfile {
    /// The limit of a service, in MiB.
    package func memory(of kind: ServiceKind) -> Int {
        switch (self, kind) {
        case (.small, .windmill): 768
        case (.small, .worker): 1024
        case (.small, .postgres): 768
        case (.small, .redis): 64
        case (.normal, .windmill): 1024
        case (.normal, .worker): 2048
        case (.normal, .postgres): 1024
        case (.normal, .redis): 128
        }
    }

    /// What a plan with this limit gets, in MiB: the large profile fits 4 GB.
    package init(planMemory: Int?) {
        self = (planMemory ?? 0) >= 4096 ? .normal : .small
    }
}
