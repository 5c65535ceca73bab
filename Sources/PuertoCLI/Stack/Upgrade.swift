import ArgumentParser
import PuertoCore

/// `puerto upgrade SLUG… --image KIND=IMAGE`.
struct Upgrade: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Run another image for a service.",
        discussion: """
            The first client is the canary: when it does not become healthy, its recorded images \
            run again and no other client is upgraded. Windmill migrates its database forward \
            only, and an older image may refuse it: make a dump first.
            """)

    @Argument(help: "The clients, the canary first.") var slugs: [String] = []
    @Option(
        help: ArgumentHelp(
            "The new image; repeat it for more.",
            discussion: "KIND is windmill, postgres or redis.",
            valueName: "kind=image"))
    var image: [String]
    @OptionGroup var downgrade: DowngradeOptions
    @OptionGroup var choice: ClientChoice
    @OptionGroup var action: ActionOptions

    func validate() throws {
        guard !image.isEmpty else { throw ValidationError("name an image: --image KIND=IMAGE") }
        try choice.check(slugs, action, single: [("--detach", action.detach)])
    }

    func run() async throws {
        let images = try ServiceKind.images(image)
        let parameters = JobParameters(
            images: images, allowsDowngrade: downgrade.allowDowngrade)
        guard choice.isSelection || slugs.count > 1 else {
            return try await action.perform(.upgrade, slugs[0], parameters)
        }
        let chosen = try action.confirmed(.upgrade, slugs, choice)
        guard !action.dryRun else {
            return try await action.printPlans(.upgrade, chosen, parameters)
        }
        for slug in chosen { try await action.perform(.upgrade, slug.text, parameters) }
    }
}
