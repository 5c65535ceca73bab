import PuertoCore
import PuertoStore
import Testing

extension Store {
    /// Records that a client's stock password is gone, as its first job does.
    func recordOpened(_ slug: Slug) throws {
        _ = try enqueue(JobRequest(.provision, slug, by: .cli("test")))
        let lease = try #require(
            try claim(for: LeaseHolder("test"), watch: HolderWatch { _ in false }))
        try markFilled(
            [
                .postgres: VolumeMark(
                    name: "p", system: "7301", major: 16, isSeen: true, filledAt: 1)
            ], lease)
        try recordSecured(InstanceData(system: "7301", database: 16_384), lease)
        try finish(lease)
    }
}
