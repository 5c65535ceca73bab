import PuertoCore
import Testing

@Suite struct ContainerNameTests {
    @Test func theUsualNamesAreTheSlugWithUnderscoresAndTheService() throws {
        let names = Containers(slug: try Slug("cyn-einstein-kids"))
        #expect(
            names.all == [
                "cyn_einstein_kids_windmill", "cyn_einstein_kids_postgres",
                "cyn_einstein_kids_redis",
            ])
        #expect(names.worker == "cyn_einstein_kids_windmill_worker")
    }

    /// A slug that held an underscore could meet another one's names.
    @Test func twoSlugsNeverGiveTheSameName() throws {
        #expect(throws: PuertoError.self) { try Slug("a_b") }
        let slugs = [
            "a", "a-b", "ab", "a-b-c", "a-windmill", "a-postgres", "a-windmill-worker", "windmill",
            "postgres", "redis", "worker", "a-worker", "windmill-worker",
        ]
        let names = try slugs.map { Containers(slug: try Slug($0)) }.flatMap {
            $0.all + [$0.worker]
        }
        #expect(Set(names).count == slugs.count * 4)
    }

    @Test func theLongestNameIsOneThatContainersMayHave() throws {
        let names = Containers(slug: try Slug(String(repeating: "a", count: 63)))
        for name in names.all + [names.worker] { _ = try String.container(name) }
    }

    @Test func aNameThatIsNotAskedForIsTheRecordedOne() throws {
        let (slug, asked) = (try Slug("acme"), TenantDraft.ContainerNames(postgres: "pg"))
        let old = Containers(windmill: "windmill_acme", postgres: "postgres_acme", redis: "r")
        #expect(
            asked.containers(for: slug, recorded: old).all == ["windmill_acme", "pg", "r"])
        #expect(asked.containers(for: slug).all == ["acme_windmill", "pg", "acme_redis"])
    }
}
