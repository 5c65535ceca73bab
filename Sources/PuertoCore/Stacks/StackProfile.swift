/// The memory limits of a stack's services.
package enum StackProfile: String, CaseIterable, Sendable, Codable {
    case small, normal
}

extension StackProfile {
    /// A service's limit, in MiB.
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

    /// Returns the profile of a plan with this limit in MiB; the large profile fits 4 GB.
    package init(planMemory: Int?) {
        self = (planMemory ?? 0) >= 4096 ? .normal : .small
    }
}
