import ArgumentParser
import Foundation
import PuertoCore
import PuertoEngine
import PuertoVault

/// `puerto hook call ACTION [SLUG]`.
struct HookCall: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call", abstract: "Request an action with a signed request.",
        discussion: """
            For scripts on any machine: needs curl and no workspace. Reads the secret from \
            standard input or a file. Prints the job's id; a repeated --id queues nothing \
            (idempotent). The portal shows how the job ends. An action that the secret was not \
            given is refused (403); puerto hook-secret list shows what it may ask for.
            """)

    @Argument(help: "provision, suspend, resume, restart, reconcile or build.")
    var action: String
    @Argument(help: "The client; none for build.") var slug: String?
    @Option(help: ArgumentHelp("The hook, as in https://portal.example.com/hook.")) var url: String
    @Option(help: ArgumentHelp("The file with the secret.", valueName: "file")) var secretFile:
        String?
    @Option(help: "The reason, for suspend.") var reason: String?
    @Option(
        help: """
            app, postgres or redis, for rotate, which only secrets of older versions may ask for.
            """)
    var field: String?
    @Option(help: "The id of this request; random by default.") var id: String?

    func run() async throws {
        let secret = try WebhookSecret(SecretInput.credential(fromFile: secretFile))
        let body = try body()
        let id = id ?? UUID().uuidString.lowercased()
        let time = SystemClock.now()
        let signature = secret.sign(id: id, timestamp: time, body: Array(body.utf8))
        let command = Command(
            "curl",
            [
                "--silent", "--show-error", "--max-time", "30", "--proto", "=http,https",
                "--request", "POST", "--header", "Content-Type: application/json",
                "--header", "webhook-id: \(id)", "--header", "webhook-timestamp: \(time)",
                "--header", "webhook-signature: \(signature)", "--data-raw", body,
                "--write-out", "\n%{http_code}", "--url", "\(url)/calls",
            ], patience: 40)
        let ended = try await ProcessRunner.live.run(command) { _ in }
        try HookAnswer(ended).report()
    }

    func validate() throws {
        let isPlain = url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard url.hasPrefix("https://") || url.hasPrefix("http://"), isPlain, !url.hasSuffix("/")
        else { throw ValidationError("--url is as in https://portal.example.com/hook") }
        if let id, !id.isRequestName {
            throw ValidationError("--id is 1 to 128 letters, digits, '-' and '_'")
        }
    }

    private func body() throws -> String {
        guard let action = Action(rawValue: action), !action.needsPlan else {
            // The text is not quoted: it may be a secret in the wrong place.
            throw PuertoError(
                .invalid, "that is no action for programs",
                hint: "one of \(HookSecretOffer.possibleActions.list)"
            ).spanish(
                "no es una acción para programas",
                hint: "una de \(HookSecretOffer.possibleActions.list)")
        }
        let tenant = try slug.map { text in
            guard let slug = try? Slug(text) else {
                throw PuertoError(.invalid, "that is no client's slug").spanish(
                    "no es el nombre de un cliente")
            }
            return slug.text
        }
        let call = Call(
            action: action.rawValue, tenant: tenant, reason: reason,
            field: field)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(call), as: UTF8.self)
    }

    private struct Call: Encodable {
        let action: String
        let tenant: String?
        let reason: String?
        let field: String?
    }
}
