internal import PuertoCore
package import Windmill

/// The calls of the wmill program in the server's container that push one app. The program computes
/// an app's policy, which no call of the API does.
///
/// The token is in a file of the program's own profile, since everybody in the container can read
/// arguments.
package struct AppPush: Hashable, Sendable {
    package let app: ItemPath
    /// The app's folder in the container, such as `/tmp/puerto-apps/f/sales/board.app`.
    package let folder: String
    package let workspace: WorkspaceID

    package init(_ app: ItemPath, folder: String, in workspace: WorkspaceID) {
        (self.app, self.folder, self.workspace) = (app, folder, workspace)
    }

    /// The folder of the program's configuration in the container.
    package static let configuration = "/tmp/puerto-wmill"
    private static let profile = "puerto"

    /// Writes the profile, which comes on standard input.
    package static let writeProfile = [
        "install", "-D", "-m", "600", "/dev/stdin", "\(configuration)/windmill/remotes.ndjson",
    ]

    /// Removes the profile, also after a failure.
    package static let removeProfile = ["rm", "-rf", configuration]

    /// The profile: one line of JSON with the token.
    package func profile(_ token: BearerToken) -> SecretText {
        var text = ""
        JSONText.append(
            [
                "name": .string(Self.profile), "workspaceId": .string(workspace.text),
                "remote": .string("http://localhost:\(WindmillInstance.containerPort)/"),
                "token": .string(token.secret.text),
            ], to: &text)
        return SecretText(text + "\n")
    }

    /// Pushes the app and nothing else; unlike `sync push` it removes nothing.
    package var arguments: [String] {
        [
            "wmill", "app", "push", folder, app.text, "--workspace", Self.profile,
            "--config-dir", Self.configuration,
        ]
    }
}
