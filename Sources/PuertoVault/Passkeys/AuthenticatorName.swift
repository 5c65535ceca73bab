internal import PuertoCore

/// Names of common authenticators by their model (AAGUID). The authenticator says the model itself,
/// so it is a label and no proof.
enum AuthenticatorName {
    static let unknown = "unknown authenticator"

    /// Returns the name of a model, 16 bytes.
    static func of(_ aaguid: [UInt8]) -> String { names[Hex.text(aaguid)] ?? unknown }

    private static let names = [
        "fbfc3007154e4ecc8c0b6e020557d7bd": "iCloud Keychain",
        "dd4ec289e01d41c9bb8970fa845d4bf2": "iCloud Keychain",
        "ea9b8d664d011d213ce4b6b48cb575d4": "Google Password Manager",
        "adce000235bcc60a648b0b25f1f05503": "Chrome on Mac",
        "08987058cadc4b81b6e130de50dcbe96": "Windows Hello",
        "9ddd1817af5a4672a2b93e3dd95000a9": "Windows Hello",
        "6028b017b1d44c02b4b3afcdafc96bb2": "Windows Hello",
        "53414d53554e47000000000000000000": "Samsung Pass",
        "bada5566a7aa401fbd9645619a55120d": "1Password",
        "d548826e79b4db40a3d811116f7e8349": "Bitwarden",
        "fdb141b25d84443e8a354698c205a502": "KeePassXC",
        "50726f746f6e5061737350726f746f6e": "Proton Pass",
        "cb69481e8ff7403993ec0a2729a154a8": "YubiKey 5",
        "ee882879721c491397753dfcce97072a": "YubiKey 5",
        "fa2b99dc9e3942578f924a30d23c4118": "YubiKey 5",
        "2fc0579f811347eab116bb5a8db9202a": "YubiKey 5",
        "c5ef55ffad9a4b9fb580adebafe026d0": "YubiKey 5",
        "73bb0cd4e50249b89c6fb59445bf720b": "YubiKey 5",
        "19083c3d83834b18bc038f1c9ab2fd1b": "YubiKey 5",
    ]
}
