/// The scripts of the hook's own pages: files of `public/assets/`.
package struct HookScripts: Hashable, Sendable, Codable {
    /// The script of the login page.
    package let login: String
    /// The script of the page that registers a passkey.
    package let register: String

    package init(login: String, register: String) {
        self.login = login
        self.register = register
    }
}
