import PuertoCore

extension DemoScript {
    /// Returns the events of one client in their order; `minute` keeps clients apart.
    func story(of client: DemoClient, minute: Int) -> [DemoMoment] {
        let (slug, age) = (client.slug, client.age)
        func at(_ daysAgo: Int, _ hour: Int, _ event: DemoEvent) -> DemoMoment {
            DemoMoment(at: moment(daysAgo, hour, minute), event: event)
        }
        func read(_ daysAgo: Int) -> [DemoMoment] {
            [at(daysAgo, 13, .giveLink(slug)), at(daysAgo, 17, .readLink(slug))]
        }
        let added = at(age, 10, .add(client))
        let begun = [added, at(age, 12, .act(.provision, slug))]
        switch client.fate {
        case .draft: return [added]
        case .failed: return [added, at(age, 12, .fail(slug))]
        case .notHandedOver: return begun
        case .linkUnread: return begun + [at(1, 18, .giveLink(slug))]
        case .linkRead: return begun + read(age - 2)
        case .pageWithdrawn:
            return begun
                + [at(age - 1, 11, .givePage(slug)), at(age - 3, 12, .withdrawPage(slug))]
                + read(age - 3)
        case .resumed(let reason):
            return begun + read(age - 2)
                + [
                    at(16, 9, .act(.suspend, slug, reason: reason)),
                    at(14, 12, .act(.resume, slug)),
                ]
        case .suspended(let reason):
            return begun + read(age - 2) + [at(4, 9, .act(.suspend, slug, reason: reason))]
        case .archived(let reason):
            return begun + read(age - 2) + [at(6, 13, .act(.archive, slug, reason: reason))]
        }
    }
}
