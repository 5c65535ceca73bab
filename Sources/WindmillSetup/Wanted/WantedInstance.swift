package import Windmill

/// The state to which one instance is brought: everything that the steps compare with.
package struct WantedInstance: Sendable {
    package var administrator: WantedAdministrator
    package var token: WantedToken
    package var settings: WantedSettings
    package var workspace: WantedWorkspace
    /// `nil` makes no login for the client: those that are there stay.
    package var client: WantedLogin?
    /// Further secrets that no text of an error may contain.
    package var hidden: [SecretText] = []

    package init(
        administrator: WantedAdministrator, token: WantedToken, settings: WantedSettings,
        workspace: WantedWorkspace, client: WantedLogin?
    ) {
        self.administrator = administrator
        self.token = token
        self.settings = settings
        self.workspace = workspace
        self.client = client
    }

    /// Everything that no text of an error may contain.
    var secrets: [SecretText] {
        hidden + [administrator.password] + administrator.recorded
            + (client.map { [$0.password] + $0.former } ?? [])
    }
}
