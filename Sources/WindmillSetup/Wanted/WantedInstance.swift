internal import Windmill

/// The state to which one instance is brought: everything that the steps compare with.
package struct WantedInstance: Sendable {
    package var administrator: WantedAdministrator
    package var token: WantedToken
    package var settings: WantedSettings
    package var workspace: WantedWorkspace
    package var client: WantedLogin

    package init(
        administrator: WantedAdministrator, token: WantedToken, settings: WantedSettings,
        workspace: WantedWorkspace, client: WantedLogin
    ) {
        self.administrator = administrator
        self.token = token
        self.settings = settings
        self.workspace = workspace
        self.client = client
    }

    /// Everything that no text of an error may contain.
    var secrets: [SecretText] {
        [administrator.password, client.password] + administrator.recorded + client.former
    }
}
